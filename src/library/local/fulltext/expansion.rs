//! The words of a segment that a typed one stands for.

use tantivy::index::SegmentReader;
use tantivy::postings::TermInfo;
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::Field;
use tantivy::{Result, Term};

use crate::search::words::is_unspaced;

/// Which words a typed one stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Itself.
    Whole,
    /// Those that begin so.
    Begun,
    /// Those so many edits away at most; swapping two letters is one.
    Near(u8),
}

/// Where those words are listed in a segment.
pub fn expand(segment: &SegmentReader, field: Field, text: &str, reach: Reach) -> Result<Vec<TermInfo>> {
    let inverted = segment.inverted_index(field)?;
    let mut found = Vec::new();
    match reach {
        Reach::Whole => found.extend(inverted.get_term_info(&Term::from_field_text(field, text))?),
        Reach::Begun => {
            let mut terms = inverted.terms().range().ge(text).into_stream()?;
            while terms.advance() && terms.key().starts_with(text.as_bytes()) {
                found.push(terms.value().clone());
            }
        }
        Reach::Near(edits) => {
            let near = FuzzyTermQuery::new(Term::from_field_text(field, text), edits, true).automaton()?;
            let mut terms = inverted.terms().search(near).into_stream()?;
            while terms.advance() {
                // A pair of characters is no word.
                if !std::str::from_utf8(terms.key()).is_ok_and(|term| term.starts_with(is_unspaced)) {
                    found.push(terms.value().clone());
                }
            }
        }
    }
    Ok(found)
}
