//! The records of a web archive one after the other, past the damaged ones.

use std::io::{self, Read};

use super::fields::head_len;
use super::header::{Dialect, Header, Kind, LONGEST};
use super::members::{Slices, is_damage};
use super::window::Window;
use crate::ingest::{IngestError, MAX_DOCUMENT};

/// How much of a block is looked at to tell whether it is for reading, in bytes.
const LOOK: usize = 16 << 10;

/// A record that is for reading.
pub(super) struct Page {
    pub(super) header: Header,
    pub(super) block: Vec<u8>,
    /// See [`crate::ingest::Record::bytes`].
    pub(super) bytes: Option<(u64, u64)>,
}

/// Reads records and holds one at a time.
pub(super) struct Records<R> {
    window: Window<R>,
    dialect: Dialect,
    /// Whether a record, by its head and the start of its block, is for reading.
    wanted: fn(&Header, &[u8]) -> bool,
    /// What is to be told once the record before it was.
    pending: Option<IngestError>,
}

/// What stands after a record.
enum After {
    /// Another one, or the end.
    Record,
    /// Something else: the record is longer or shorter than it says.
    Other,
}

impl<R: Read + Slices> Records<R> {
    /// # Errors
    /// What the stream says, unless it is damage.
    pub(super) fn new(mut window: Window<R>, wanted: fn(&Header, &[u8]) -> bool) -> io::Result<Self> {
        let start = match window.line(LONGEST) {
            Err(error) if !is_damage(&error) => return Err(error),
            start => start.ok().and_then(Dialect::of),
        };
        Ok(Self { window, dialect: start.unwrap_or(Dialect::Warc), wanted, pending: None })
    }

    /// The next record that is for reading, or the next damage. A damaged stretch is told of once.
    ///
    /// # Errors
    /// What the stream says, unless it is damage.
    pub(super) fn next(&mut self) -> io::Result<Option<Result<Page, IngestError>>> {
        if let Some(error) = self.pending.take() {
            return Ok(Some(Err(error)));
        }
        loop {
            match self.record() {
                Ok(Some(Ok(None))) => match self.pending.take() {
                    Some(error) => return Ok(Some(Err(error))),
                    None => continue,
                },
                Ok(Some(Ok(Some(page)))) => return Ok(Some(Ok(page))),
                Ok(Some(Err(error))) => return Ok(Some(Err(error))),
                Ok(None) => return Ok(None),
                Err(error) if is_damage(&error) => {
                    self.seek()?;
                    return Ok(Some(Err(IngestError::Damaged("a record is damaged"))));
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Reads one record; `None` at the end. A record that isn't for reading gives no page.
    fn record(&mut self) -> io::Result<Option<Result<Option<Page>, IngestError>>> {
        self.blank_lines()?;
        self.window.mark();
        let start = self.window.offset();
        if self.window.peek(1)?.is_empty() {
            return Ok(None);
        }
        let header = self.header()?;
        let body = self.window.offset();
        let header = header.and_then(|header| Some((body.checked_add(header.len)?, header)));
        let Some((end, header)) = header else {
            self.seek()?;
            return Ok(Some(Err(IngestError::Damaged("a record has no head that can be read"))));
        };
        let block = match self.block(&header)? {
            Block::Cut(there) => {
                let cut = IngestError::Damaged("a record is cut off");
                let back = self.window.rewind(body);
                let end = self.seek()?;
                // No other record within it: it is the last one, and what there is of it can be read.
                let Some(block) = there.filter(|there| back && end == body + there.len() as u64) else {
                    return Ok(Some(Err(cut)));
                };
                self.pending = Some(cut);
                return Ok(Some(Ok(Some(Page { header, block, bytes: None }))));
            }
            Block::Large => {
                self.pending = Some(IngestError::Limit(format!("a page is larger than {} MiB", MAX_DOCUMENT >> 20)));
                None
            }
            Block::Passed => None,
            Block::Taken(block) => Some(block),
        };
        match self.after() {
            Ok(After::Record) => {}
            Ok(After::Other) => {
                self.window.rewind(body);
                let wrong = IngestError::Damaged("a record is not as long as it says");
                if self.seek()? < end {
                    // It reached into the next one.
                    return Ok(Some(Err(wrong)));
                }
                self.pending = Some(wrong);
            }
            Err(error) if is_damage(&error) => {
                self.seek()?;
                self.pending = Some(IngestError::Damaged("a record is damaged"));
            }
            Err(error) => return Err(error),
        }
        // Beside damage the packed bytes of this one can't be told from those of the next.
        let next = self.pending.is_none().then(|| self.window.offset());
        let bytes = self.window.get_mut().slice(start..end, next);
        Ok(Some(Ok(block.map(|block| Page { header, block, bytes }))))
    }

    fn header(&mut self) -> io::Result<Option<Header>> {
        let first = self.window.line(LONGEST)?;
        if !self.dialect.begins(first) {
            return Ok(None);
        }
        let line = first.len();
        let mut len = line;
        if self.dialect == Dialect::Warc {
            let mut least = len;
            len = loop {
                let there = self.window.peek(least)?;
                let there = &there[..there.len().min(LONGEST)];
                match head_len(there) {
                    Some(len) => break len,
                    None if there.len() < least || there.len() == LONGEST => {
                        self.window.advance(line);
                        return Ok(None);
                    }
                    // Twice as much each time, so that the head is looked through about twice in all.
                    None => least = (there.len() * 2).min(LONGEST),
                }
            };
        }
        let header = self.dialect.read(&self.window.peek(len)?[..len]);
        self.window.advance(len);
        Ok(header)
    }

    fn block(&mut self, header: &Header) -> io::Result<Block> {
        let len = usize::try_from(header.len).unwrap_or(usize::MAX);
        let wanted = header.kind != Kind::Other && {
            let there = self.window.peek(len.min(LOOK))?;
            (self.wanted)(header, &there[..there.len().min(len)])
        };
        if wanted && header.len <= MAX_DOCUMENT {
            let block = self.window.at_most(len)?;
            return Ok(if block.len() < len { Block::Cut(Some(block)) } else { Block::Taken(block) });
        }
        Ok(match self.window.skip(header.len)? {
            false => Block::Cut(None),
            true if wanted => Block::Large,
            true => Block::Passed,
        })
    }

    fn after(&mut self) -> io::Result<After> {
        self.blank_lines()?;
        let line = match self.dialect {
            Dialect::Warc => self.window.peek("WARC/1".len())?,
            Dialect::Arc => self.window.line(LONGEST)?,
        };
        Ok(if line.is_empty() || self.dialect.begins(line) { After::Record } else { After::Other })
    }

    fn blank_lines(&mut self) -> io::Result<()> {
        while matches!(self.window.peek(1)?.first(), Some(b'\r' | b'\n')) {
            self.window.advance(1);
        }
        Ok(())
    }

    /// Goes on at the next line that begins a record, or at the end. Returns where that is.
    fn seek(&mut self) -> io::Result<u64> {
        loop {
            match self.window.line(LONGEST) {
                Ok(line) if line.is_empty() || self.dialect.begins(line) => return Ok(self.window.offset()),
                Ok(line) => {
                    // A record that was cut off is followed by the next one within its line.
                    let found = if self.dialect == Dialect::Warc { last_words(line) } else { None };
                    let len = line.len();
                    self.window.advance(found.unwrap_or(len));
                }
                Err(error) if is_damage(&error) => {}
                Err(error) => return Err(error),
            }
        }
    }
}

/// Where a line ends with the first line of a record.
fn last_words(line: &[u8]) -> Option<usize> {
    const VERSIONS: [&[u8]; 4] = [b"WARC/1.0", b"WARC/1.1", b"WARC/0.18", b"WARC/0.17"];
    let line = line.strip_suffix(b"\n")?.trim_ascii_end();
    VERSIONS.iter().find(|version| line.ends_with(version)).map(|version| line.len() - version.len())
}

/// What became of a record's block.
enum Block {
    Taken(Vec<u8>),
    Passed,
    /// It is for reading, but too large to be held.
    Large,
    /// The stream ends within it: what there is, if it is for reading.
    Cut(Option<Vec<u8>>),
}
