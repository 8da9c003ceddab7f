//! The full-text index of an archive, on disk: which articles hold which words.

mod best;
mod compile;
mod dense;
mod document;
mod expansion;
mod explained;
mod opening;
mod postings;
mod schema;
mod searching;
mod sequence;
mod stream;
mod union;
mod window;
mod writing;

pub use opening::FullText;
pub use searching::{Found, Known, Reader};
pub use writing::Writer;

/// Why an index did not do what it was asked to.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FullTextError {
    /// Another process (or another writer in this one) is writing it.
    #[error("another process is writing the index")]
    Busy,
    /// Nobody waits for the answer any more.
    #[error("the search was stopped")]
    Stopped,
    /// It can't be read or written.
    #[error("the index failed: {0}")]
    Failed(String),
}

impl From<tantivy::TantivyError> for FullTextError {
    fn from(error: tantivy::TantivyError) -> Self {
        match error {
            tantivy::TantivyError::LockFailure(tantivy::directory::error::LockError::LockBusy, _) => Self::Busy,
            other => Self::Failed(other.to_string()),
        }
    }
}

impl From<std::io::Error> for FullTextError {
    fn from(error: std::io::Error) -> Self {
        Self::Failed(error.to_string())
    }
}

#[cfg(test)]
mod tests;
