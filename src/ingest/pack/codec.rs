//! Compressed bytes become plain ones, as far as they can be had and within limits.

use std::cell::Cell;
use std::io::{self, BufRead, BufReader, ErrorKind, Read};
use std::rc::Rc;

use bzip2::bufread::MultiBzDecoder;
use flate2::bufread::{DeflateDecoder, MultiGzDecoder};
use liblzma::bufread::XzDecoder;
use liblzma::stream::{CONCATENATED, Stream};

use crate::ingest::IngestError;

/// How many times its size an input may unpack to, once it is larger than [`FREE`]. Text that repeats itself a
/// lot comes to some fifty.
pub const RATIO: u64 = 250;

/// How much may be unpacked of anything, in bytes.
const FREE: u64 = 32 << 20;

/// How much memory one decoder may take, as the power of two of its window.
const WINDOW_LOG: u32 = 27;

/// How much is unpacked at once.
const BUFFER: usize = 32 << 10;

/// A way of compressing one input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Codec {
    /// One gzip member or many.
    Gzip,
    /// One bzip2 stream or many.
    Bzip2,
    /// One xz stream or many.
    Xz,
    /// One Zstandard frame or many.
    Zstd,
    /// Bare DEFLATE: what most entries of a zip are.
    Deflate,
}

impl Codec {
    /// All, each at the place of its number.
    const ALL: [Codec; 5] = [Codec::Gzip, Codec::Bzip2, Codec::Xz, Codec::Zstd, Codec::Deflate];

    /// The number that it is stored as.
    pub fn number(self) -> u8 {
        self as u8
    }

    /// The codec of a number.
    pub fn of_number(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number)).copied()
    }
}

/// How much all that is packed in one file may come to: shared by everything that is unpacked from it.
#[derive(Clone, Debug)]
pub struct Meter(Rc<Cell<u64>>);

impl Meter {
    /// What a file of `packed` bytes may come to.
    pub fn of(packed: u64) -> Self {
        Self(Rc::new(Cell::new(packed.saturating_mul(RATIO).max(FREE))))
    }

    /// Whether all was unpacked that may be.
    pub fn is_spent(&self) -> bool {
        self.0.get() == 0
    }

    fn spend(&self, bytes: u64) {
        self.0.set(self.0.get().saturating_sub(bytes));
    }
}

impl Default for Meter {
    /// Without a limit: what is read again was measured when it was first read.
    fn default() -> Self {
        Self(Rc::new(Cell::new(u64::MAX)))
    }
}

/// Why an input could not be unpacked to its end. It stays outside the stream, which merely ends: what came
/// before is read as if it were all.
#[derive(Clone, Default)]
pub struct Trouble(Rc<Cell<Option<IngestError>>>);

impl Trouble {
    /// What went wrong, if anything did.
    pub fn take(&self) -> Option<IngestError> {
        self.0.take()
    }
}

/// Unpacks `packed`. What keeps it from being read to its end is put in `trouble`.
pub fn unpack<'a>(
    codec: Codec,
    packed: Box<dyn BufRead + 'a>,
    meter: &Meter,
    trouble: &Trouble,
) -> Box<dyn BufRead + 'a> {
    let taken = Rc::new(Cell::new(0));
    let decoder = decoder(codec, Taken { inner: packed, taken: Rc::clone(&taken) }).unwrap_or_else(|error| {
        trouble.0.set(Some(said(error, 0)));
        Box::new(io::empty())
    });
    let unpacking = Unpacking { decoder, taken, given: 0, meter: meter.clone(), trouble: trouble.clone(), over: false };
    Box::new(BufReader::with_capacity(BUFFER, unpacking))
}

/// Reads past the next bytes, and says how many there were.
///
/// # Errors
/// When they can't be read.
pub fn skip(reader: &mut dyn BufRead, bytes: u64) -> io::Result<u64> {
    let mut left = bytes;
    while left > 0 {
        let here = reader.fill_buf()?.len() as u64;
        if here == 0 {
            break;
        }
        let step = here.min(left);
        reader.consume(step as usize);
        left -= step;
    }
    Ok(bytes - left)
}

fn decoder<'a>(codec: Codec, packed: Taken<'a>) -> io::Result<Box<dyn Read + 'a>> {
    Ok(match codec {
        Codec::Gzip => Box::new(MultiGzDecoder::new(packed)),
        Codec::Bzip2 => Box::new(MultiBzDecoder::new(packed)),
        Codec::Deflate => Box::new(DeflateDecoder::new(packed)),
        Codec::Xz => {
            Box::new(XzDecoder::new_stream(packed, Stream::new_stream_decoder(1 << WINDOW_LOG, CONCATENATED)?))
        }
        Codec::Zstd => {
            let mut decoder = zstd::Decoder::with_buffer(packed)?;
            decoder.window_log_max(WINDOW_LOG)?;
            Box::new(decoder)
        }
    })
}

/// Counts what a decoder has taken.
struct Taken<'a> {
    inner: Box<dyn BufRead + 'a>,
    taken: Rc<Cell<u64>>,
}

impl Read for Taken<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.taken.set(self.taken.get() + read as u64);
        Ok(read)
    }
}

impl BufRead for Taken<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.taken.set(self.taken.get() + amount as u64);
        self.inner.consume(amount);
    }
}

struct Unpacking<'a> {
    decoder: Box<dyn Read + 'a>,
    taken: Rc<Cell<u64>>,
    given: u64,
    meter: Meter,
    trouble: Trouble,
    over: bool,
}

impl Unpacking<'_> {
    fn end(&mut self, trouble: Option<IngestError>) -> usize {
        self.over = true;
        if trouble.is_some() {
            self.trouble.0.set(trouble);
        }
        0
    }
}

impl Read for Unpacking<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.over || buffer.is_empty() {
            return Ok(0);
        }
        match self.decoder.read(buffer) {
            Ok(0) => Ok(self.end(None)),
            Ok(read) => {
                self.given += read as u64;
                self.meter.spend(read as u64);
                let trap = self.given > FREE && self.given / RATIO > self.taken.get();
                if trap || self.meter.is_spent() {
                    let limit = format!("it unpacks to more than {RATIO} times its size; byline stopped there");
                    // What a trap holds is no text that somebody would want the beginning of.
                    self.end(Some(IngestError::Limit(limit.clone())));
                    return Err(io::Error::other(limit));
                }
                Ok(read)
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => Err(error),
            Err(error) => {
                let trouble = said(error, self.given);
                Ok(self.end(Some(trouble)))
            }
        }
    }
}

/// What a decoder complains of, in words for a reader.
fn said(error: io::Error, given: u64) -> IngestError {
    if error.raw_os_error().is_some() {
        return IngestError::Io(error);
    }
    let text = error.to_string().to_lowercase();
    let what = if error.kind() == ErrorKind::UnexpectedEof {
        "it is cut off"
    } else if text.contains("memory") {
        "unpacking it takes too much memory"
    } else {
        "it is damaged"
    };
    let kept = if given > 0 { "; what comes before that is shown" } else { "" };
    IngestError::Limit(format!("{what}{kept}"))
}
