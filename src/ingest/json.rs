//! A JSON document: one article, a list of them, or an object that holds such a list.

use std::borrow::Cow;
use std::ops::ControlFlow;

use super::{Emit, Format, Found, Head, IngestError, Source, decode, headline, read_at_most};

mod body;
mod context;
mod marks;
mod mobiledoc;
mod names;
mod node;
mod plain;
pub(super) mod record;
mod repair;
mod rich;
mod split;

pub(super) use body::is_text;
use context::Context;
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
        let head = head.text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{1e}');
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
        let split = split::split(&document.text);
        let mut reading =
            Reading { document: &document, path: source.path, names: Names::default(), many: split.is_many(), emit };
        for record in &split.records {
            if reading.record(record, &split.contexts)?.is_break() {
                return Ok(());
            }
        }
        let Some(error) = split.error else { return Ok(()) };
        let Some(saved) = split::saved(&document.text, &split.records) else { return reading.stop(error) };
        let document = Document { bytes: Vec::new(), skipped: 0, text: saved.text, exact: false };
        let many = reading.names.count() > 0 || saved.split.is_many();
        let mut rest = Reading { document: &document, many, names: reading.names, ..reading };
        for record in &saved.split.records {
            match rest.record(record, &saved.split.contexts) {
                Ok(ControlFlow::Continue(())) => {}
                Ok(ControlFlow::Break(())) => return Ok(()),
                // What is left has no text: that it is broken says more.
                Err(_) => return rest.stop(error),
            }
        }
        if saved.cut || rest.names.count() == 0 { rest.stop(error) } else { Ok(()) }
    }
}

/// The reading of one document.
struct Reading<'d, 'e, 'f> {
    document: &'d Document,
    path: &'d str,
    names: Names,
    /// The document is a list, so that its records have names.
    many: bool,
    emit: &'e mut Emit<'f>,
}

impl Reading<'_, '_, '_> {
    fn record(&mut self, record: &split::Record, contexts: &[Context]) -> Result<ControlFlow<()>, IngestError> {
        let (document, many) = (self.document, self.many);
        let (offset, len) = (record.range.start, record.range.len());
        let found = document.slice(record.range.clone()).and_then(|(text, guessed)| {
            let mut read = record::read(&text).map_err(|error| document.place(error, offset))?;
            let context = record.context.and_then(|context| contexts.get(context));
            let filled = context.is_some_and(|context| context.fill(&text, read.id.as_deref(), &mut read.draft));
            read.draft.guessed = guessed;
            let bytes = (document.exact && !filled).then_some(((offset + document.skipped) as u64, len as u64));
            let record = self.names.record(read.id.as_deref(), bytes);
            let record = many.then_some(record);
            Ok(Found { article: headline::finish(read.draft, self.path), record })
        });
        match found {
            Err(error) if !many => Err(error),
            found => {
                if found.is_err() {
                    self.names.skip();
                }
                Ok((self.emit)(found))
            }
        }
    }

    /// Says why the document wasn't read to its end.
    fn stop(self, error: IngestError) -> Result<(), IngestError> {
        if self.names.count() == 0 {
            return Err(error);
        }
        let _ = (self.emit)(Err(error));
        Ok(())
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
        let wide = bytes.iter().take(4).any(|byte| *byte == 0);
        if !wide && std::str::from_utf8(&bytes).is_ok() {
            bytes.drain(..skipped);
            let text = String::from_utf8(bytes).unwrap_or_default();
            return Self { bytes: Vec::new(), skipped, text, exact: true };
        }
        if wide || bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
            let text = decode::decode(bytes).text;
            return Self { bytes: Vec::new(), skipped, text, exact: false };
        }
        // The structure of JSON is ASCII in every other encoding: a stand-in of one byte for each that
        // isn't keeps all offsets, and each record is decoded by itself.
        let text = bytes[skipped..].iter().map(|byte| if byte.is_ascii() { char::from(*byte) } else { '?' }).collect();
        Self { bytes, skipped, text, exact: true }
    }

    /// The text of a record, with the name of its encoding where that is only a guess.
    fn slice(&self, range: std::ops::Range<usize>) -> Result<(Cow<'_, str>, Option<&'static str>), IngestError> {
        if self.bytes.is_empty() {
            return Ok((Cow::Borrowed(self.text.get(range).unwrap_or_default()), None));
        }
        let bytes = self.bytes.get(range.start + self.skipped..range.end + self.skipped).unwrap_or_default();
        let decoded = decode::decode(bytes.to_vec());
        Ok((Cow::Owned(decoded.text), decoded.guessed))
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
