//! The catalogue: the summaries of every article reached so far, by handle. A snapshot is cheap to take.

use std::sync::Arc;

use crate::article::{ArticleId, Handle, Summary};

/// What the name of a pipe's content starts with: a pipe has no path that would be its own.
pub(super) const HELD: &str = "held:";

/// Summaries in the order in which they were found. Cloning shares them.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    base: Arc<str>,
    batches: Vec<Arc<[Summary]>>,
    /// The first handle of each batch.
    starts: Vec<u32>,
    len: u32,
}

impl Catalogue {
    /// An empty catalogue. `base` is what all ids are relative to: with it they are the keys of memory.
    pub fn new(base: &str) -> Self {
        Self { base: base.into(), ..Self::default() }
    }

    /// What all ids are relative to.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// The name under which memory keeps what the reader did with an article: the same whichever folder
    /// above it was opened, and whatever a pipe was opened with.
    pub fn key(&self, handle: Handle) -> Option<String> {
        let id = self.get(handle)?.id.as_str();
        Some(if is_held(id) { id.to_owned() } else { format!("{}/{id}", self.base) })
    }

    /// Adds the next summaries. Handles given out before stay valid.
    pub fn extend(&mut self, batch: Vec<Summary>) {
        if batch.is_empty() {
            return;
        }
        self.starts.push(self.len);
        self.len += u32::try_from(batch.len()).expect("a batch is read into memory, and so is far below 2^32 rows");
        self.batches.push(batch.into());
    }

    /// How many articles there are.
    pub fn len(&self) -> usize {
        self.len as usize
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The row of an article.
    pub fn get(&self, handle: Handle) -> Option<&Summary> {
        let batch = self.starts.partition_point(|start| *start <= handle.0).checked_sub(1)?;
        self.batches[batch].get((handle.0 - self.starts[batch]) as usize)
    }

    /// Every article, in the order of handles.
    pub fn iter(&self) -> impl Iterator<Item = (Handle, &Summary)> {
        (0..).map(Handle).zip(self.batches.iter().flat_map(|batch| batch.iter()))
    }

    /// Every handle.
    pub fn handles(&self) -> impl Iterator<Item = Handle> + use<> {
        (0..self.len).map(Handle)
    }

    /// The article of this id. Looks at every row.
    pub fn find(&self, id: &ArticleId) -> Option<Handle> {
        self.iter().find(|(_, summary)| summary.id == *id).map(|(handle, _)| handle)
    }
}

/// Whether an id starts with the name of a pipe's content.
fn is_held(id: &str) -> bool {
    let content = id.strip_prefix(HELD).and_then(|rest| rest.split_once('/'));
    content.is_some_and(|(content, _)| content.len() == 16 && content.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;

    #[test]
    fn a_pipe_has_one_key_alone_and_among_files() {
        let key = |base: &str, id: &str| {
            let mut catalogue = Catalogue::new(base);
            catalogue.extend(vec![Summary::of(&Article::default(), ArticleId(id.to_owned()), None)]);
            catalogue.key(Handle(0)).unwrap()
        };
        let content = "held:0123456789abcdef";
        assert_eq!(key(content, "-"), format!("{content}/-"));
        assert_eq!(key("/archive", &format!("{content}/-")), format!("{content}/-"));
        assert_eq!(key("/archive", "held:over/a.txt"), "/archive/held:over/a.txt");
    }
}
