//! One article that says what its parts are: tags, codes or fields around a plain text.

use super::{draft_of, parts};
use crate::ingest::fields::Fields;
use crate::ingest::{Draft, front_matter};

pub(super) mod factiva;
mod nexis;
pub(super) mod sgml;

type Reader = fn(&str) -> Option<Draft>;

/// Every kind that is told by its lines, the surest first.
const READERS: &[Reader] = &[factiva::read, nexis::read, header];

/// Reads a safe text that names its parts.
pub(super) fn read(text: &str) -> Option<Draft> {
    READERS.iter().find_map(|reader| reader(text))
}

/// Fields above the text, parted from it by a blank line.
fn header(text: &str) -> Option<Draft> {
    let text = text.trim_start_matches('\n');
    let header = front_matter::header(text)?;
    let mut draft = draft_of(parts(&text[header.body..]));
    Fields::read(&header.values).fill(&mut draft);
    Some(draft)
}
