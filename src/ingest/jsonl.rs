//! JSON Lines: one article a line, read as a stream.

use std::io::BufRead;

use super::json::record;
use super::{Before, Emit, Format, Found, Head, IngestError, MAX_DOCUMENT, Source, decode, headline, read_document};

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
        let blank = |c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{1e}');
        let mut lines = head.text.lines().map(|line| line.trim_matches(blank)).filter(|line| !line.is_empty());
        let whole = |line: &str| line.starts_with('{') && serde_json::from_str::<serde::de::IgnoredAny>(line).is_ok();
        lines.next().is_some_and(whole) && lines.next().is_some_and(|line| line.starts_with('{'))
    }

    fn read(&self, source: Source<'_>, emit: &mut Emit<'_>) -> Result<(), IngestError> {
        let start = source.reader.fill_buf()?;
        // In UTF-16 a line end is no byte of its own, so such an input is read whole.
        if start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff") {
            let text = decode::decode(read_document(source.reader)?).text;
            return read(Before::default(), source.path, &mut text.as_bytes(), false, emit);
        }
        read(Before::default(), source.path, source.reader, true, emit)
    }

    fn goes_on(&self, rest: &[u8]) -> bool {
        rest.first().is_none_or(|byte| b"\n\r,".contains(byte))
    }

    fn read_on(&self, before: Before, source: Source<'_>, emit: &mut Emit<'_>) -> Result<(), IngestError> {
        read(before, source.path, source.reader, true, emit)
    }
}

fn read(
    before: Before,
    path: &str,
    reader: &mut dyn BufRead,
    exact: bool,
    emit: &mut Emit<'_>,
) -> Result<(), IngestError> {
    let mut names = before.names;
    // As a rule every record has a line.
    let number = usize::try_from(names.count()).unwrap_or(usize::MAX).saturating_sub(usize::from(before.at > 0));
    let mut lines = Lines { offset: before.at, number, ..Lines::new(reader, MAX_DOCUMENT) };
    while let Some(line) = lines.next()? {
        let mut read = read_line(&line);
        let cut = read.as_mut().ok().and_then(|read| read.cut.take());
        let found = match read {
            Ok(read) => {
                let bytes = exact.then_some((line.offset, line.bytes.len() as u64));
                let record = names.record(read.id.as_deref(), bytes);
                Ok(Found { article: headline::finish(read.draft, path), record: Some(record) })
            }
            Err(error) => {
                names.skip();
                Err(error)
            }
        };
        if emit(found).is_break() || cut.is_some_and(|cut| emit(Err(cut)).is_break()) {
            break;
        }
    }
    Ok(())
}

fn read_line(line: &Line<'_>) -> Result<record::Read, IngestError> {
    if line.long {
        return Err(IngestError::Limit(format!("line {} is longer than {} MiB", line.number, MAX_DOCUMENT >> 20)));
    }
    let decoded;
    let (text, unreadable, guessed) = match std::str::from_utf8(line.bytes) {
        Ok(text) => (text, 0, None),
        Err(_) => {
            decoded = decode::decode(line.bytes.to_vec());
            (decoded.text.as_str(), decoded.unreadable, decoded.guessed)
        }
    };
    let placed = |error| match error {
        IngestError::Syntax { message, column, .. } => {
            IngestError::Syntax { message, line: line.number, column, hint: None }
        }
        other => other,
    };
    let mut read = record::read(text).map_err(placed)?;
    read.cut = read.cut.map(placed);
    read.draft.unreadable = unreadable;
    read.draft.guessed = guessed;
    Ok(read)
}

/// One line that isn't blank, without white space, marks and a comma around it.
struct Line<'l> {
    bytes: &'l [u8],
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
    line: Vec<u8>,
}

impl<'a> Lines<'a> {
    fn new(reader: &'a mut dyn BufRead, limit: u64) -> Self {
        Self { reader, limit, offset: 0, number: 0, line: Vec::new() }
    }

    fn next(&mut self) -> Result<Option<Line<'_>>, IngestError> {
        loop {
            let offset = self.offset;
            let Some(long) = self.raw()? else { return Ok(None) };
            self.number += 1;
            let start = start(&self.line);
            let line = self.line[start..].trim_ascii_end();
            // Someone cut a list into lines.
            let len = line.strip_suffix(b",").unwrap_or(line).trim_ascii_end().len();
            if len == 0 {
                continue;
            }
            let bytes = &self.line[start..start + len];
            return Ok(Some(Line { bytes, offset: offset + start as u64, number: self.number, long }));
        }
    }

    /// Reads the next line as it stands, only the start of one that is too long. True if it was.
    fn raw(&mut self) -> Result<Option<bool>, IngestError> {
        self.line.clear();
        let start = self.offset;
        let mut long = false;
        loop {
            let buffer = self.reader.fill_buf()?;
            if buffer.is_empty() {
                return Ok((self.offset > start).then_some(long));
            }
            let end = memchr::memchr(b'\n', buffer);
            let part = end.map_or(buffer.len(), |end| end + 1);
            if long || (self.line.len() + part) as u64 > self.limit {
                long = true;
                self.line.truncate(64);
                if self.line.is_empty() {
                    self.line.extend_from_slice(&buffer[..part.min(64)]);
                }
            } else {
                self.line.extend_from_slice(&buffer[..part]);
            }
            self.reader.consume(part);
            self.offset += part as u64;
            if end.is_some() {
                return Ok(Some(long));
            }
        }
    }
}

/// Where a line begins after white space, the mark of a file that was appended, and the separator (RS) of a
/// JSON text sequence.
fn start(line: &[u8]) -> usize {
    let mut rest = line;
    loop {
        match rest {
            [b'\x1e' | b' ' | b'\t' | b'\r' | b'\n' | b'\x0c', after @ ..] | [0xef, 0xbb, 0xbf, after @ ..] => {
                rest = after
            }
            _ => return line.len() - rest.len(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::*;
    use crate::ingest::Record;
    use proptest::prelude::*;

    fn lines(bytes: &[u8], limit: u64) -> Vec<(String, u64, usize, bool)> {
        let mut reader = std::io::BufReader::with_capacity(7, bytes);
        let mut lines = Lines::new(&mut reader, limit);
        let mut all = Vec::new();
        while let Some(line) = lines.next().unwrap() {
            all.push((String::from_utf8_lossy(line.bytes).into_owned(), line.offset, line.number, line.long));
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
    fn a_last_line_that_is_cut_off_is_read_and_told() {
        let (records, errors) = read(b"{\"id\":\"a\",\"text\":\"x\"}\n{\"id\":\"b\",\"text\":\"half a sen");
        let names: Vec<_> = records.iter().map(|record| record.name.as_str()).collect();
        assert_eq!(names, ["a", "b"]);
        assert_eq!(errors, ["the text ends within a value at line 2 column 28"]);
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
