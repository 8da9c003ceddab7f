//! A JSON document: one article, a list of them, or an object that holds such a list.

use std::borrow::Cow;
use std::ops::ControlFlow;

use super::{Emit, Format, Found, Head, IngestError, Record, Source, decode, headline, read_at_most};

mod body;
mod names;
mod plain;
pub(super) mod record;
mod split;

pub(super) use names::Names;
pub(super) use plain::paragraphs;

/// JSON that is read whole.
pub struct Json;

/// The largest JSON document. It is a list of documents, so it may be larger than one.
const MAX_LIST: u64 = 512 << 20;

const BOM: &[u8] = b"\xef\xbb\xbf";

impl Format for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json"]
    }

    /// An object whose first key is a text, or a list of objects: `[1]` and `{x}` begin other texts too,
    /// and an object with words after it is the header of another text.
    fn recognises(&self, head: &Head<'_>) -> bool {
        let head = head.text.trim_start();
        let object = |text: &str| {
            text.strip_prefix('{').is_some_and(|rest| rest.trim_start().starts_with('"') && rest.contains(':'))
        };
        if !object(head) && !head.strip_prefix('[').is_some_and(|rest| object(rest.trim_start())) {
            return false;
        }
        let mut values = serde_json::Deserializer::from_str(head).into_iter::<serde::de::IgnoredAny>();
        let whole = values.next().is_some_and(|value| value.is_ok());
        let after = head.get(values.byte_offset()..).unwrap_or_default().trim_start();
        !whole || after.is_empty() || after.starts_with(['{', '[', ','])
    }

    fn read(&self, source: Source<'_>, emit: &mut Emit<'_>) -> Result<(), IngestError> {
        let bytes = read_at_most(source.reader, MAX_LIST)?;
        let skipped = if bytes.starts_with(BOM) { BOM.len() } else { 0 };
        let document = Document::new(bytes, skipped);
        let mut names = Names::default();
        let split = split::split(&document.text);
        let many = split.records.len() != 1 || split.list;
        if many && !document.exact {
            return Err(IngestError::Limit(
                "it is a list in another encoding than UTF-8, whose records cannot be found again; convert it"
                    .to_owned(),
            ));
        }
        for range in split.records {
            let offset = range.start;
            let draft = document
                .slice(range.clone())
                .and_then(|text| record::read(&text).map_err(|error| document.place(error, offset)));
            let found = draft.map(|(draft, id)| {
                let name = names.name(id.as_deref());
                let record =
                    many.then(|| Record { name, bytes: Some(((offset + skipped) as u64, range.len() as u64)) });
                Found { article: headline::finish(draft, source.path), record }
            });
            if found.is_err() {
                names.skip();
            }
            match found {
                Err(error) if !many => return Err(error),
                found => {
                    if let ControlFlow::Break(()) = emit(found) {
                        return Ok(());
                    }
                }
            }
        }
        match split.error {
            None => Ok(()),
            Some(error) if names.count() > 0 => {
                let _ = emit(Err(error));
                Ok(())
            }
            Some(error) => Err(error),
        }
    }
}

/// The text of a document, byte for byte where the records' offsets need it.
struct Document {
    bytes: Vec<u8>,
    skipped: usize,
    text: String,
    /// The text has every byte where the input has it.
    exact: bool,
}

impl Document {
    fn new(mut bytes: Vec<u8>, skipped: usize) -> Self {
        if std::str::from_utf8(&bytes).is_ok() {
            bytes.drain(..skipped);
            let text = String::from_utf8(bytes).unwrap_or_default();
            return Self { bytes: Vec::new(), skipped, text, exact: true };
        }
        if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
            let text = decode::decode(bytes).text;
            return Self { bytes: Vec::new(), skipped, text, exact: false };
        }
        // The structure of JSON is ASCII in every other encoding: a stand-in of one byte for each that
        // isn't keeps all offsets, and each record is decoded by itself.
        let text = bytes[skipped..].iter().map(|byte| if byte.is_ascii() { char::from(*byte) } else { '?' }).collect();
        Self { bytes, skipped, text, exact: true }
    }

    fn slice(&self, range: std::ops::Range<usize>) -> Result<Cow<'_, str>, IngestError> {
        if self.bytes.is_empty() {
            return Ok(Cow::Borrowed(self.text.get(range).unwrap_or_default()));
        }
        let bytes = self.bytes.get(range.start + self.skipped..range.end + self.skipped).unwrap_or_default();
        Ok(Cow::Owned(decode::decode(bytes.to_vec()).text))
    }

    /// Gives an error within a record its place in the whole document.
    fn place(&self, error: IngestError, offset: usize) -> IngestError {
        let before = self.text.get(..offset).unwrap_or_default();
        let lines = before.bytes().filter(|byte| *byte == b'\n').count();
        let columns = before.len() - before.rfind('\n').map_or(0, |at| at + 1);
        match error {
            IngestError::Syntax { message, line, column, hint } => {
                let column = if line == 1 { column + columns } else { column };
                IngestError::Syntax { message, line: line + lines, column, hint }
            }
            other => other,
        }
    }
}

#[cfg(test)]
mod tests;
