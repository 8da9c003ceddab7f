//! Plain text.

use super::{Emit, Format, IngestError, Source};

/// Plain text: paragraphs parted by blank lines, or one a line.
pub struct Text;

impl Format for Text {
    fn name(&self) -> &'static str {
        "text"
    }
    fn extensions(&self) -> &'static [&'static str] {
        &["txt", "text"]
    }
    fn recognises(&self, _head: &[u8]) -> bool {
        false
    }
    fn read(&self, _source: Source<'_>, _emit: &mut Emit<'_>) -> Result<(), IngestError> {
        Ok(())
    }
}
