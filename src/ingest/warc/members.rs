//! The members of a gzip file as one stream that knows where each began.

use std::collections::VecDeque;
use std::io::{self, ErrorKind, Read};
use std::ops::Range;

use flate2::bufread::GzDecoder;

use super::window::Window;

/// The first bytes of a member: the sign and the only method there is.
pub(super) const SIGN: &[u8] = b"\x1f\x8b\x08";

/// A member that unpacks to more than this …
const LARGE: u64 = 64 << 20;

/// … and to this many times its size holds nothing that people wrote.
const RATIO: u64 = 250;

/// How many members that hold the record being read are remembered.
const REMEMBERED: usize = 1 << 16;

/// A stream whose slices may be read alone.
pub(super) trait Slices {
    /// Where the bytes `range` of the stream stand in the input, as an offset and a length, when a record
    /// fills them and the next begins at `next`, without damage between.
    fn slice(&mut self, range: Range<u64>, next: Option<u64>) -> Option<(u64, u64)>;
}

/// An input that isn't packed.
impl<R: Read + ?Sized> Slices for &mut R {
    fn slice(&mut self, range: Range<u64>, _next: Option<u64>) -> Option<(u64, u64)> {
        Some((range.start, range.end - range.start))
    }
}

/// A gzip file unpacked member by member. Where a member is damaged the stream gives an error, once, and then
/// goes on with the next member that looks whole.
pub(super) struct Members<R> {
    state: State<R>,
    /// Where members began: in the stream, and in the input. The input's end counts as one.
    starts: VecDeque<(u64, u64)>,
    unpacked: u64,
}

enum State<R> {
    Between(Window<R>),
    Within(Box<GzDecoder<Window<R>>>),
    Ended,
}

impl<R: Read> Members<R> {
    pub(super) fn new(window: Window<R>) -> Self {
        Self { state: State::Between(window), starts: VecDeque::new(), unpacked: 0 }
    }

    fn begin(&mut self, mut window: Window<R>) -> io::Result<()> {
        self.state = State::Ended;
        // Tapes and disks pad with zeros.
        while window.peek(1)?.first() == Some(&0) {
            window.advance(1);
        }
        // Members without content begin where the next one does.
        if self.starts.back().is_some_and(|start| start.0 == self.unpacked) || self.starts.len() > REMEMBERED {
            self.starts.pop_back();
        }
        self.starts.push_back((self.unpacked, window.offset()));
        let head = window.peek(SIGN.len())?;
        if head.is_empty() {
            return Ok(());
        }
        if !head.starts_with(SIGN) {
            return self.recover(window, "bytes between the members");
        }
        window.mark();
        self.state = State::Within(Box::new(GzDecoder::new(window)));
        Ok(())
    }

    /// Goes on at the next sign of a member and tells of the damage.
    fn recover(&mut self, mut window: Window<R>, message: &'static str) -> io::Result<()> {
        loop {
            let there = window.peek(SIGN.len() + 1)?;
            if there.len() <= SIGN.len() {
                break;
            }
            match memchr::memmem::find(there, SIGN) {
                Some(at) if there.get(at + SIGN.len()).is_none_or(|flags| *flags < 0x20) => {
                    window.advance(at);
                    if window.peek(SIGN.len() + 1)?.len() > SIGN.len() {
                        self.state = State::Between(window);
                    }
                    break;
                }
                Some(at) => window.advance(at + 1),
                None => {
                    let passed = there.len() - (SIGN.len() - 1);
                    window.advance(passed);
                }
            }
        }
        Err(io::Error::new(ErrorKind::InvalidData, message))
    }
}

/// Whether an error tells of damaged content, not of a medium that can't be read.
pub(super) fn is_damage(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::InvalidData | ErrorKind::InvalidInput | ErrorKind::UnexpectedEof)
}

impl<R: Read> Read for Members<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match std::mem::replace(&mut self.state, State::Ended) {
                State::Ended => return Ok(0),
                State::Between(window) => self.begin(window)?,
                State::Within(mut decoder) => match decoder.read(buffer) {
                    Ok(0) => self.state = State::Between(decoder.into_inner()),
                    Ok(read) => {
                        self.unpacked += read as u64;
                        let (unpacked, packed) = self.starts.back().copied().unwrap_or_default();
                        let size = self.unpacked - unpacked;
                        if size > LARGE && size / RATIO > decoder.get_ref().offset() - packed {
                            self.recover(decoder.into_inner(), "it unpacks to far more than it holds")?;
                        } else {
                            self.state = State::Within(decoder);
                        }
                        return Ok(read);
                    }
                    Err(error) if is_damage(&error) => {
                        let mut window = decoder.into_inner();
                        if let Some((_, packed)) = self.starts.back().copied() {
                            // The next member may have been taken for the rest of this one.
                            window.rewind(packed + 1);
                        }
                        self.recover(window, "a damaged member")?;
                    }
                    Err(error) => return Err(error),
                },
            }
        }
    }
}

impl<R: Read> Slices for Members<R> {
    /// A record that has a member to itself, or several.
    fn slice(&mut self, range: Range<u64>, next: Option<u64>) -> Option<(u64, u64)> {
        while self.starts.get(1).is_some_and(|start| start.0 <= range.start) {
            self.starts.pop_front();
        }
        let start = self.starts.front().filter(|start| start.0 == range.start)?.1;
        let next = next?;
        let end = self.starts.iter().take_while(|member| member.0 <= next).find(|member| member.0 == next)?.1;
        Some((start, end - start))
    }
}
