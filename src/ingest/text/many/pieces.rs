//! The articles of an input as bytes, one held at a time.

use std::io::{self, BufRead};

use super::{Around, Splitter, Step};
use crate::ingest::MAX_DOCUMENT;

/// A longer line is taken in parts, in bytes.
const LINE: usize = 1 << 20;

/// How much of a line a convention sees, in bytes.
const SEEN: usize = 400;

/// One article.
#[derive(Debug)]
pub(in crate::ingest::text) struct Piece {
    pub(in crate::ingest::text) bytes: Vec<u8>,
    /// Where it starts.
    pub(in crate::ingest::text) offset: u64,
    /// It was too long to be kept.
    pub(in crate::ingest::text) long: bool,
}

/// Reads pieces from an input that follows a convention.
pub(in crate::ingest::text) struct Pieces<'a> {
    reader: &'a mut dyn BufRead,
    splitter: Box<dyn Splitter>,
    /// Where the line after the one in hand starts.
    offset: u64,
    /// The line in hand.
    line: Line,
    /// The start of the line before it.
    before: String,
    /// Whether an enclosing convention has begun an article.
    open: bool,
    piece: Piece,
}

/// A line with its end: a form feed ends one too.
#[derive(Default)]
struct Line {
    bytes: Vec<u8>,
    /// Its start as text.
    text: String,
    /// The rest of a line that was too long.
    continued: bool,
}

impl<'a> Pieces<'a> {
    pub(in crate::ingest::text) fn new(reader: &'a mut dyn BufRead, splitter: Box<dyn Splitter>) -> Self {
        let piece = Piece { bytes: Vec::new(), offset: 0, long: false };
        Self { reader, splitter, offset: 0, line: Line::default(), before: String::new(), open: false, piece }
    }

    /// The next piece that isn't blank.
    pub(in crate::ingest::text) fn next(&mut self) -> io::Result<Option<Piece>> {
        if self.offset == 0 {
            self.line = self.read_line(false)?;
        }
        while !self.line.bytes.is_empty() {
            let continued = !self.line.bytes.ends_with(b"\n") && !self.line.bytes.ends_with(b"\x0c");
            let after = self.read_line(continued)?;
            let line = std::mem::replace(&mut self.line, after);
            let around = Around { before: &self.before, line: &line.text, after: &self.line.text };
            let step = if line.continued { Step::Keep } else { self.splitter.step(&around) };
            let start = self.offset - (self.line.bytes.len() + line.bytes.len()) as u64;
            let done = match step {
                Step::Keep => {
                    self.keep(&line.bytes, start);
                    None
                }
                Step::Part => self.take(),
                Step::Begin => {
                    let done = self.take();
                    self.open = true;
                    self.keep(&line.bytes, start);
                    done
                }
                Step::End => {
                    self.keep(&line.bytes, start);
                    self.open = false;
                    self.take()
                }
            };
            self.before = line.text;
            if done.is_some() {
                return Ok(done);
            }
        }
        Ok(self.take())
    }

    fn keep(&mut self, line: &[u8], start: u64) {
        if self.splitter.is_enclosing() && !self.open {
            return;
        }
        let piece = &mut self.piece;
        if piece.bytes.is_empty() {
            piece.offset = start;
        }
        piece.long |= (piece.bytes.len() + line.len()) as u64 > MAX_DOCUMENT;
        if piece.long {
            piece.bytes = b"-".to_vec();
        } else {
            piece.bytes.extend_from_slice(line);
        }
    }

    fn take(&mut self) -> Option<Piece> {
        let none = Piece { bytes: Vec::new(), offset: 0, long: false };
        let piece = std::mem::replace(&mut self.piece, none);
        let blank = piece.bytes.iter().all(|byte| byte.is_ascii_whitespace());
        (!blank).then_some(piece)
    }

    fn read_line(&mut self, continued: bool) -> io::Result<Line> {
        let mut bytes = Vec::new();
        while bytes.len() < LINE {
            let buffer = self.reader.fill_buf()?;
            if buffer.is_empty() {
                break;
            }
            let room = &buffer[..buffer.len().min(LINE - bytes.len())];
            let end = memchr::memchr2(b'\n', b'\x0c', room);
            let part = end.map_or(room.len(), |end| end + 1);
            bytes.extend_from_slice(&room[..part]);
            self.reader.consume(part);
            self.offset += part as u64;
            if end.is_some() {
                break;
            }
        }
        let seen = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        let text = String::from_utf8_lossy(&seen[..seen.len().min(SEEN)]).into_owned();
        Ok(Line { bytes, text, continued })
    }
}
