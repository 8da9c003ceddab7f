//! A stream with a look ahead and a way back, for reading on after damage.

use std::io::{self, BufRead, ErrorKind, Read};

/// How much is read at once, in bytes.
const STEP: usize = 16 << 10;

/// How far back the way leads at most, in bytes.
const KEPT: usize = 8 << 20;

/// How many times over the stream may be read in all, so that damage which is laid out to be read again and
/// again costs no more than that.
const READINGS: u64 = 8;

/// The bytes of a stream from a mark on.
pub(super) struct Window<R> {
    reader: R,
    data: Vec<u8>,
    /// Where the next byte is in `data`.
    at: usize,
    /// What is kept for the way back starts here in `data`.
    mark: usize,
    /// The offset of `data` in the stream.
    base: u64,
    /// How many bytes were gone back in all.
    back: u64,
    ended: bool,
    /// What the stream said after `data`.
    fault: Option<io::Error>,
}

impl<R: Read> Window<R> {
    pub(super) fn new(reader: R) -> Self {
        Self { reader, data: Vec::new(), at: 0, mark: 0, base: 0, back: 0, ended: false, fault: None }
    }

    pub(super) fn get_mut(&mut self) -> &mut R {
        &mut self.reader
    }

    /// The offset of the next byte.
    pub(super) fn offset(&self) -> u64 {
        self.base + self.at as u64
    }

    /// The next bytes, `least` of them or as many as there are before the end or a fault.
    ///
    /// # Errors
    /// What the stream says, once, when no byte stands before it.
    pub(super) fn peek(&mut self, least: usize) -> io::Result<&[u8]> {
        while self.data.len() - self.at < least && self.fill() {}
        self.told()?;
        Ok(&self.data[self.at..])
    }

    fn told(&mut self) -> io::Result<()> {
        match self.fault.take_if(|_| self.at == self.data.len()) {
            Some(fault) => Err(fault),
            None => Ok(()),
        }
    }

    /// The next line with its end, or the first `most` bytes of it; nothing at the end of the stream.
    pub(super) fn line(&mut self, most: usize) -> io::Result<&[u8]> {
        let mut seen = 0;
        let end = loop {
            let rest = &self.data[self.at..];
            let end = memchr::memchr(b'\n', &rest[seen..]).map(|end| seen + end + 1);
            seen = rest.len();
            if end.is_some() || seen >= most || !self.fill() {
                break end.unwrap_or(seen).min(most);
            }
        };
        self.told()?;
        Ok(&self.data[self.at..self.at + end])
    }

    /// Passes over bytes that were looked at.
    pub(super) fn advance(&mut self, count: usize) {
        self.at = (self.at + count).min(self.data.len());
    }

    /// Passes over `count` bytes; `false` if there are fewer.
    pub(super) fn skip(&mut self, mut count: u64) -> io::Result<bool> {
        while count > 0 {
            let there = self.peek(1)?.len();
            if there == 0 {
                return Ok(false);
            }
            let part = there.min(usize::try_from(count).unwrap_or(usize::MAX));
            self.at += part;
            count -= part as u64;
        }
        Ok(true)
    }

    /// Reads `count` bytes, or as many as there are.
    pub(super) fn at_most(&mut self, count: usize) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::with_capacity(count.min(1 << 20));
        while bytes.len() < count {
            let missing = count - bytes.len();
            let there = self.peek(1)?;
            if there.is_empty() {
                break;
            }
            let part = there.len().min(missing);
            bytes.extend_from_slice(&there[..part]);
            self.at += part;
        }
        Ok(bytes)
    }

    /// Keeps what follows for the way back, and nothing before it.
    pub(super) fn mark(&mut self) {
        self.mark = self.at;
    }

    /// Goes back to an offset after the mark; `false` if the way is no longer open.
    pub(super) fn rewind(&mut self, offset: u64) -> bool {
        let reached = self.base + self.data.len() as u64;
        let way = self.offset().saturating_sub(offset);
        if offset < self.base + self.mark as u64 || self.back + way > reached.saturating_mul(READINGS) {
            return false;
        }
        self.back += way;
        self.at -= usize::try_from(way).unwrap_or(0).min(self.at);
        true
    }

    /// Reads on; `false` if there is nothing more, or not before a fault is told.
    fn fill(&mut self) -> bool {
        if self.ended || self.fault.is_some() {
            return false;
        }
        if self.at - self.mark > KEPT {
            self.mark = self.at;
        }
        // Only when that frees as much as it moves: each byte is moved about once.
        if self.mark >= STEP && self.mark >= self.data.len() - self.mark {
            self.data.drain(..self.mark);
            self.base += self.mark as u64;
            self.at -= self.mark;
            self.mark = 0;
        }
        let end = self.data.len();
        self.data.resize(end + STEP, 0);
        let read = loop {
            match self.reader.read(&mut self.data[end..]) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        self.data.truncate(end + read.as_ref().map_or(0, |read| (*read).min(STEP)));
        match read {
            Ok(read) => self.ended = read == 0,
            Err(fault) => self.fault = Some(fault),
        }
        self.data.len() > end
    }
}

impl<R: Read> Read for Window<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let there = self.peek(1)?;
        let part = there.len().min(buffer.len());
        buffer[..part].copy_from_slice(&there[..part]);
        self.at += part;
        Ok(part)
    }
}

impl<R: Read> BufRead for Window<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.peek(1)
    }

    fn consume(&mut self, count: usize) {
        self.advance(count);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_looks_ahead_and_goes_back() {
        let mut window = Window::new(&b"one\ntwo\n\nthree"[..]);
        assert_eq!(window.line(100).unwrap(), b"one\n");
        assert_eq!(window.line(2).unwrap(), b"on");
        assert!(window.skip(4).unwrap());
        window.mark();
        assert_eq!(window.at_most(4).unwrap(), b"two\n");
        assert_eq!(window.offset(), 8);
        assert!(!window.rewind(3) && window.rewind(5));
        assert_eq!(window.peek(2).unwrap(), b"wo\n\nthree");
        assert_eq!(window.at_most(100).unwrap(), b"wo\n\nthree");
        assert!(window.peek(1).unwrap().is_empty() && window.line(9).unwrap().is_empty() && !window.skip(1).unwrap());
    }

    #[test]
    fn a_window_over_a_large_stream_stays_small() {
        let mut window = Window::new(io::repeat(b'x').take(64 << 20));
        assert!(window.skip(60 << 20).unwrap());
        assert!(window.data.capacity() < 4 * KEPT, "{}", window.data.capacity());
        assert!(!window.rewind(0), "too far back");
        assert_eq!(window.peek(9).unwrap()[0], b'x');
        assert_eq!(window.offset(), 60 << 20);
    }

    #[test]
    fn going_back_over_and_over_comes_to_an_end() {
        let mut window = Window::new(&[b'x'; 1000][..]);
        window.skip(1000).unwrap();
        let times = (0..100).take_while(|_| window.rewind(0) && window.skip(1000).unwrap()).count();
        assert_eq!(times as u64, READINGS);
    }
}
