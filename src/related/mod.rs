//! Which articles tell the same story, and why.

use crate::article::Handle;

pub mod background;
mod builder;
pub mod copies;
mod index;
mod score;
pub mod stories;
pub mod terms;
mod vector;
mod why;

pub use builder::Builder;
pub use index::Index;
pub use stories::{Stories, Story, StoryId};

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

/// From this score on two articles tell the same story (precision .93, recall .63 on ECB+; .96 and .54 on the
/// Fake News Challenge).
pub const SAME_STORY: f32 = 0.40;

/// From this score on an article is shown as related; below it nothing is (precision .83, recall .82 on ECB+; .93 and
/// .78 on the Fake News Challenge).
pub const RELATED: f32 = 0.30;
