//! Which articles tell the same story, and why.

use crate::article::Handle;

pub mod alignment;
pub mod background;
mod batch;
pub mod copies;
mod draft;
mod index;
mod merging;
mod muted;
pub mod names;
pub mod novelty;
mod part;
mod score;
pub mod sentences;
pub mod stories;
pub mod terms;
mod vocabulary;
mod weighing;
mod weight;
mod why;

pub use batch::Batch;
pub use draft::Draft;
pub use index::{Asker, Builder, Crowds, Index};
pub use merging::{due, merge};
pub use muted::Muted;
pub use part::Part;
pub use stories::{Stories, Story, StoryId};

/// An article near another one.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    /// The other article.
    pub handle: Handle,
    /// How near: at least [`SAME_STORY`] is the same story, at least [`RELATED`] is related.
    pub score: f32,
    /// What both share: up to four names or rare words, the weightiest first.
    pub why: Vec<String>,
    /// Days from this article to the other one; negative when the other one is earlier.
    pub days: Option<i32>,
    /// The share of the other article's words that stand in sentences of which this one tells less, from 0 to 1; `None`
    /// where nobody has looked.
    pub new: Option<f32>,
    /// The share of text that both have in common, from 0 to 1, where it is much.
    pub shared: Option<f32>,
    /// Later articles with the text of the other one, earliest first, and how much of it: they have no rows of their
    /// own.
    pub copies: Vec<(Handle, f32)>,
}

/// From this score on two articles tell the same story (precision .93, recall .63 on ECB+; .96 and .54 on the
/// Fake News Challenge).
pub const SAME_STORY: f32 = 0.40;

/// From this score on an article is shown as related; below it nothing is (precision .83, recall .82 on ECB+; .93 and
/// .78 on the Fake News Challenge).
pub const RELATED: f32 = 0.30;
