//! Web archives: WARC and the older ARC, plain or as members of a gzip file, a page an article.
//!
//! The reader is our own, on flate2: `warc` (0.4), the one crate that many use, ends at the first damaged
//! record, keeps no offsets in the packed file, and reads neither ARC nor what HTTP puts around a page.

use std::io::Read;
use std::ops::ControlFlow;

use flate2::bufread::GzDecoder;

use super::json::Names;
use super::{Emit, Format, Found, Head, IngestError, Source, headline};

mod fields;
mod header;
mod http;
mod members;
mod page;
mod records;
mod window;

use header::Dialect;
use members::{Members, SIGN, Slices};
use records::Records;
use window::Window;

/// WARC and ARC.
pub struct Warc;

impl Format for Warc {
    fn name(&self) -> &'static str {
        "warc"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["warc", "arc", "wet", "wat"]
    }

    fn recognises(&self, head: &Head<'_>) -> bool {
        if !head.bytes.starts_with(SIGN) {
            return Dialect::of(head.bytes).is_some();
        }
        let mut start = [0; 1 << 10];
        let mut len = 0;
        // The head ends within a member as a rule: what it gave until then is enough.
        let mut unpacked = GzDecoder::new(head.bytes);
        while let Ok(read @ 1..) = unpacked.read(&mut start[len..]) {
            len += read;
        }
        Dialect::of(&start[..len]).is_some()
    }

    fn read(&self, source: Source<'_>, emit: &mut Emit<'_>) -> Result<(), IngestError> {
        let mut window = Window::new(source.reader);
        if window.peek(SIGN.len())?.starts_with(SIGN) {
            read_all(Window::new(Members::new(window)), emit)
        } else {
            read_all(window, emit)
        }
    }
}

fn read_all(window: Window<impl Read + Slices>, emit: &mut Emit<'_>) -> Result<(), IngestError> {
    let mut records = Records::new(window, page::is_wanted)?;
    let mut names = Names::default();
    while let Some(record) = records.next()? {
        let found = record.and_then(|record| {
            let draft = page::draft(&record.header, &record.block)?;
            Ok(draft.map(|draft| {
                let found = names.record(record.header.id.as_deref(), record.bytes);
                // The archive's own name tells when it was written, and nothing of its pages.
                let path = record.header.address.split(['?', '#']).next().unwrap_or_default();
                Found { article: headline::finish(draft, path), record: Some(found) }
            }))
        });
        if found.is_err() {
            names.skip();
        }
        let Some(found) = found.transpose() else { continue };
        if let ControlFlow::Break(()) = emit(found) {
            return Ok(());
        }
    }
    if names.count() == 0 {
        return Err(IngestError::Empty("it is a web archive without a page to read"));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
