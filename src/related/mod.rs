//! Which articles tell the same story, and why.

use crate::article::Handle;

pub mod background;
mod builder;
mod index;
pub mod terms;
mod why;

pub use builder::Builder;
pub use index::Index;

/// An article near another one.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    /// The other article.
    pub handle: Handle,
    /// How near: at least [`SAME_STORY`] is the same story, at least [`RELATED`] is related.
    pub score: f32,
    /// What both share: up to three names or rare words, the weightiest first.
    pub why: Vec<String>,
    /// Days from this article to the other one; negative when the other one is earlier.
    pub days: Option<i32>,
}

/// From this score on two articles tell the same story (precision .88, recall .76 on labelled archives).
pub const SAME_STORY: f32 = 0.40;

/// From this score on an article is shown as related; below it nothing is.
pub const RELATED: f32 = 0.30;
