//! Finding: by a few letters of a title ([`fuzzy`]), in one article ([`find`]), in every text ([`scan`]).

use std::ops::Range;

use crate::article::Handle;

pub mod find;
pub mod fold;
pub mod fuzzy;
pub mod scan;
pub mod snippet;

/// What to look for in every text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// As it was typed.
    pub text: String,
}

/// An article that answers a query.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Which article.
    pub handle: Handle,
    /// How well: larger is better; comparable within one answer only.
    pub score: f32,
    /// A piece of its text around the words, on one line.
    pub snippet: String,
    /// Bytes of the snippet that matched.
    pub marks: Vec<Range<usize>>,
}
