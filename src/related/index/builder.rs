//! An index of articles that is kept in memory.

use std::sync::Arc;

use super::{Crowds, Index};
use crate::article::Article;
use crate::related::{Batch, Draft, Part};

/// Takes the articles of an archive one after the other.
#[derive(Default)]
pub struct Builder {
    parts: Vec<Arc<Part>>,
    batch: Batch,
}

impl Builder {
    /// Adds an article under a number that no other one has.
    pub fn add(&mut self, number: u32, article: &Article) {
        self.add_draft(number, &Draft::of(article));
    }

    /// The same for an article that was read before.
    pub fn add_draft(&mut self, number: u32, draft: &Draft) {
        self.batch.add(number, draft);
        if self.batch.is_large() {
            self.finish();
        }
    }

    fn finish(&mut self) {
        let others: Vec<&Part> = self.parts.iter().map(|part| &**part).collect();
        let bytes = std::mem::take(&mut self.batch).write(&others);
        self.parts.extend(Part::of(bytes.into()).map(Arc::new));
    }

    /// The index of everything that was added.
    pub fn build(mut self) -> Index {
        if !self.batch.is_empty() {
            self.finish();
        }
        Index::of(self.parts, Crowds::default())
    }
}
