//! JSON Lines: one article a line, read as a stream.

use std::io::BufRead;
use std::ops::ControlFlow;

use super::json::{Names, record};
use super::{Emit, Format, Found, Head, IngestError, MAX_DOCUMENT, Record, Source, decode, headline};

/// One JSON object a line.
pub struct JsonLines;

impl Format for JsonLines {
    fn name(&self) -> &'static str {
        "jsonl"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["jsonl", "ndjson", "jsonlines", "ldjson"]
    }

    /// The first line is a whole object and the next begins one, whatever the input is called.
    fn recognises(&self, head: &Head<'_>) -> bool {
        let mut lines = head.text.lines().map(str::trim).filter(|line| !line.is_empty());
        let whole = |line: &str| line.starts_with('{') && serde_json::from_str::<serde::de::IgnoredAny>(line).is_ok();
        lines.next().is_some_and(whole) && lines.next().is_some_and(|line| line.starts_with('{'))
    }

    fn read(&self, source: Source<'_>, emit: &mut Emit<'_>) -> Result<(), IngestError> {
        let mut lines = Lines::new(source.reader, MAX_DOCUMENT);
        let mut names = Names::default();
        while let Some(line) = lines.next()? {
            let found = read_line(&line).map(|(draft, id)| {
                let record =
                    Record { name: names.name(id.as_deref()), bytes: Some((line.offset, line.bytes.len() as u64)) };
                Found { article: headline::finish(draft, source.path), record: Some(record) }
            });
            if found.is_err() {
                names.skip();
            }
            if let ControlFlow::Break(()) = emit(found) {
                break;
            }
        }
        Ok(())
    }
}

fn read_line(line: &Line) -> Result<(super::Draft, Option<String>), IngestError> {
    if line.long {
        return Err(IngestError::Limit(format!("line {} is longer than {} MiB", line.number, MAX_DOCUMENT >> 20)));
    }
    let decoded;
    let (text, unreadable) = match std::str::from_utf8(&line.bytes) {
        Ok(text) => (text, 0),
        Err(_) => {
            decoded = decode::decode(line.bytes.clone());
            (decoded.text.as_str(), decoded.unreadable)
        }
    };
    let (mut draft, id) = record::read(text).map_err(|error| match error {
        IngestError::Syntax { message, column, .. } => {
            IngestError::Syntax { message, line: line.number, column, hint: None }
        }
        other => other,
    })?;
    draft.unreadable = unreadable;
    Ok((draft, id))
}

/// One line that isn't blank, without white space and a comma around it.
struct Line {
    bytes: Vec<u8>,
    offset: u64,
    number: usize,
    /// It was too long to be kept.
    long: bool,
}

/// Reads lines and holds one at a time.
struct Lines<'a> {
    reader: &'a mut dyn BufRead,
    limit: u64,
    offset: u64,
    number: usize,
}

impl<'a> Lines<'a> {
    fn new(reader: &'a mut dyn BufRead, limit: u64) -> Self {
        Self { reader, limit, offset: 0, number: 0 }
    }

    fn next(&mut self) -> Result<Option<Line>, IngestError> {
        loop {
            let offset = self.offset;
            let Some((bytes, long)) = self.raw()? else { return Ok(None) };
            self.number += 1;
            let skipped = if self.number == 1 && bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
            let start =
                bytes.iter().skip(skipped).position(|byte| !byte.is_ascii_whitespace()).map(|start| start + skipped);
            let Some(start) = start else { continue };
            let line = bytes[start..].trim_ascii_end();
            // Someone cut a list into lines.
            let line = line.strip_suffix(b",").unwrap_or(line).trim_ascii_end();
            return Ok(Some(Line { bytes: line.to_vec(), offset: offset + start as u64, number: self.number, long }));
        }
    }

    /// The next line as it stands; only the start of one that is too long.
    fn raw(&mut self) -> Result<Option<(Vec<u8>, bool)>, IngestError> {
        let mut line = Vec::new();
        let start = self.offset;
        let mut long = false;
        loop {
            let buffer = self.reader.fill_buf()?;
            if buffer.is_empty() {
                return Ok((self.offset > start).then_some((line, long)));
            }
            let end = buffer.iter().position(|byte| *byte == b'\n');
            let part = end.map_or(buffer.len(), |end| end + 1);
            if long || (line.len() + part) as u64 > self.limit {
                long = true;
                line.truncate(64);
                if line.is_empty() {
                    line.extend_from_slice(&buffer[..part.min(64)]);
                }
            } else {
                line.extend_from_slice(&buffer[..part]);
            }
            self.reader.consume(part);
            self.offset += part as u64;
            if end.is_some() {
                return Ok(Some((line, long)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lines(bytes: &[u8], limit: u64) -> Vec<(String, u64, usize, bool)> {
        let mut reader = std::io::BufReader::with_capacity(7, bytes);
        let mut lines = Lines::new(&mut reader, limit);
        let mut all = Vec::new();
        while let Some(line) = lines.next().unwrap() {
            all.push((String::from_utf8_lossy(&line.bytes).into_owned(), line.offset, line.number, line.long));
        }
        all
    }

    fn read(bytes: &[u8]) -> (Vec<Record>, Vec<String>) {
        let (mut records, mut errors) = (Vec::new(), Vec::new());
        let mut reader = bytes;
        JsonLines
            .read(Source { path: "a.jsonl", reader: &mut reader }, &mut |found| {
                match found {
                    Ok(found) => records.extend(found.record),
                    Err(error) => errors.push(error.to_string()),
                }
                ControlFlow::Continue(())
            })
            .unwrap();
        (records, errors)
    }

    #[test]
    fn lines_are_found_by_their_offsets() {
        assert_eq!(
            lines(b"\xef\xbb\xbf{1}\r\n\n  {22},\n{3}", 100),
            [("{1}".to_owned(), 3, 1, false), ("{22}".to_owned(), 11, 3, false), ("{3}".to_owned(), 17, 4, false)]
        );
        assert!(lines(b"", 10).is_empty());
        assert!(lines(b"\n \n", 10).is_empty());
    }

    #[test]
    fn a_line_too_long_is_passed_by() {
        let input = format!("{}\n{{2}}\n", "x".repeat(1_000));
        let lines = lines(input.as_bytes(), 100);
        assert_eq!(lines.len(), 2);
        assert!(lines[0].3 && lines[0].0.len() <= 100);
        assert_eq!(lines[1], ("{2}".to_owned(), 1_001, 2, false));
    }

    #[test]
    fn a_bad_line_is_told_and_the_rest_is_read() {
        let (records, errors) = read(
            b"{\"id\":\"a\",\"text\":\"x\"}\n{\"text\":\n\n{\"text\":\"y\"},\nnull\n{\"id\":\"a\",\"text\":\"z\"}",
        );
        let names: Vec<_> = records.iter().map(|record| record.name.as_str()).collect();
        assert_eq!(names, ["a", "3", "a~2"]);
        assert_eq!(errors.len(), 2);
        assert!(errors[0].ends_with("at line 2 column 8"), "{}", errors[0]);
    }

    #[test]
    fn two_lines_of_objects_are_recognised() {
        assert!(JsonLines.recognises(&Head::new(b"{\"a\":1}\n{\"b\":")));
        assert!(JsonLines.recognises(&Head::new(b"\xef\xbb\xbf{\"a\":1}\r\n\r\n{\"b\":2}\r\n")));
        for other in ["{\n\"a\":1}\n{", "{\"a\":1}", "[{\"a\":1},\n{\"a\":2}]", "{not json}\n{", ""] {
            assert!(!JsonLines.recognises(&Head::new(other.as_bytes())), "{other}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            read(&bytes);
            JsonLines.recognises(&Head::new(&bytes));
        }
    }
}
