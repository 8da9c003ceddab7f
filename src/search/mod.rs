//! Finding: by a few letters of a title ([`fuzzy`]), in one article ([`find`]), in every text ([`scan`]) by a [`query`].

use std::ops::Range;

use crate::article::Handle;

pub mod analysis;
mod condition;
pub mod find;
pub mod fold;
pub mod fuzzy;
mod highlight;
pub mod query;
mod recalled;
pub mod scan;
pub mod snippet;
pub mod stem;
pub mod term;
pub mod words;

pub use highlight::Highlight;
pub use query::Query;
pub use recalled::{Handles, Recalled};

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// The best, best first.
    pub hits: Vec<Hit>,
    /// How many articles answer in all.
    pub count: usize,
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
