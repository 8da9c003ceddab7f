//! Why a document has its score: tantivy asks every condition for it, byline never.

use tantivy::index::SegmentReader;
use tantivy::query::{Explanation, Weight};
use tantivy::{DocId, Result, TantivyError};

/// The score of a document under a condition called `name`.
///
/// # Errors
/// When it doesn't fulfil the condition, or the index can't be read.
pub fn explained(
    weight: &dyn Weight,
    segment: &SegmentReader,
    document: DocId,
    name: &'static str,
) -> Result<Explanation> {
    let mut scorer = weight.scorer(segment, 1.0)?;
    if scorer.seek(document) != document {
        return Err(TantivyError::InvalidArgument(format!("{document} does not match")));
    }
    Ok(Explanation::new(name, scorer.score()))
}
