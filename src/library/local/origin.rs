//! Where bytes come from: a path, the program itself, a pipe that is held, or a part of what is packed in these.

use std::fs;
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek, SeekFrom};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use crate::article::Moment;
use crate::ingest::pack::{Codec, Meter, Trouble, plain_name, skip, unpack};

/// Something to open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A file or a folder.
    Path(PathBuf),
    /// Standard input: one document.
    Stdin,
}

/// The bytes of one file.
#[derive(Clone, Debug)]
pub enum Origin {
    /// A file on disk.
    Path(PathBuf),
    /// A file within the program.
    Embedded(&'static [u8]),
    /// Bytes that can be read only once, and are held.
    Held(Arc<[u8]>),
    /// A file that is packed in another.
    Packed(Arc<Origin>, Way),
}

/// The way from a packed file to what is inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Way {
    /// Where it stands: its offset and its length; `None` is all.
    pub part: Option<(u64, u64)>,
    /// How that is compressed.
    pub codec: Option<Codec>,
}

/// What a zip is read from: its directory stands at its end.
pub trait Random: Read + Seek {}

impl<T: Read + Seek> Random for T {}

impl Origin {
    /// When the file that was opened was last changed.
    pub fn changed(&self) -> Option<Moment> {
        match self {
            Origin::Path(path) => {
                let changed = fs::metadata(path).and_then(|metadata| metadata.modified()).ok()?;
                let seconds = changed.duration_since(UNIX_EPOCH).ok()?.as_secs();
                Moment::at(i64::try_from(seconds).ok()?)
            }
            Origin::Packed(outer, _) => outer.changed(),
            Origin::Embedded(_) | Origin::Held(_) => None,
        }
    }

    /// The bytes from `record`'s offset on, at most its length; `None` is all.
    ///
    /// # Errors
    /// When the file can't be opened or read.
    pub fn open(&self, record: Option<(u64, u64)>) -> io::Result<Box<dyn BufRead + '_>> {
        self.open_watched(record, &Meter::default(), &Trouble::default())
    }

    /// The same for the scan, which measures what is unpacked and says what keeps it from being read to its end.
    pub fn open_watched(
        &self,
        record: Option<(u64, u64)>,
        meter: &Meter,
        trouble: &Trouble,
    ) -> io::Result<Box<dyn BufRead + '_>> {
        let slice = |bytes: &'static [u8]| -> Box<dyn BufRead> { Box::new(part(bytes, record)) };
        Ok(match self {
            Origin::Path(path) => {
                let mut file = fs::File::open(path)?;
                match record {
                    Some((offset, len)) => {
                        file.seek(SeekFrom::Start(offset))?;
                        Box::new(BufReader::with_capacity(BUFFER, file).take(len))
                    }
                    None => Box::new(BufReader::with_capacity(BUFFER, file)),
                }
            }
            Origin::Embedded(bytes) => slice(bytes),
            Origin::Held(bytes) => Box::new(Cursor::new(part(bytes, record))),
            // Bytes that stand as they are, in a file that can be sought in, need not be read up to.
            Origin::Packed(outer, Way { part: Some((start, len)), codec: None }) => {
                let (offset, most) = record.unwrap_or((0, u64::MAX));
                let offset = offset.min(*len);
                outer.open(Some((start + offset, most.min(len - offset))))?
            }
            Origin::Packed(outer, way) => {
                let packed = outer.open(way.part)?;
                let mut plain = match way.codec {
                    Some(codec) => unpack(codec, packed, meter, trouble),
                    None => packed,
                };
                match record {
                    Some((offset, len)) => {
                        skip(plain.as_mut(), offset)?;
                        Box::new(plain.take(len))
                    }
                    None => plain,
                }
            }
        })
    }

    /// The bytes, to be read in any order; `None` for what is packed in another file.
    ///
    /// # Errors
    /// When the file can't be opened.
    pub fn seekable(&self) -> io::Result<Option<Box<dyn Random + '_>>> {
        Ok(match self {
            Origin::Path(path) => Some(Box::new(BufReader::with_capacity(BUFFER, fs::File::open(path)?))),
            Origin::Embedded(bytes) => Some(Box::new(Cursor::new(*bytes))),
            Origin::Held(bytes) => Some(Box::new(Cursor::new(bytes.as_ref()))),
            Origin::Packed(..) => None,
        })
    }

    /// The name that formats are told: a compressed file's own, as it would be if it lay there unpacked.
    pub fn plain_name<'a>(&self, path: &'a str) -> &'a str {
        match self {
            Origin::Packed(outer, Way { part: None, .. }) => plain_name(outer.plain_name(path)),
            _ => path,
        }
    }

    /// The pipe that this came from, or was packed in.
    pub fn held(&self) -> Option<&Arc<[u8]>> {
        match self {
            Origin::Held(bytes) => Some(bytes),
            Origin::Packed(outer, _) => outer.held(),
            Origin::Path(_) | Origin::Embedded(_) => None,
        }
    }

    /// The compressed stream that must be read up to this one, when there is one, and the ways from there on.
    pub fn stream(self: &Arc<Self>) -> Option<(Arc<Origin>, Vec<Way>)> {
        let mut ways = Vec::new();
        let mut stream = None;
        let mut origin = self;
        while let Origin::Packed(outer, way) = origin.as_ref() {
            if way.codec.is_some() {
                stream = Some((Arc::clone(origin), ways.len()));
            }
            ways.push(*way);
            origin = outer;
        }
        // The outermost is what everything else stands in.
        let (stream, inner) = stream?;
        ways.truncate(inner);
        ways.reverse();
        Some((stream, ways))
    }
}

/// A buffer that takes most articles in one read.
const BUFFER: usize = 16 << 10;

fn part(bytes: &[u8], record: Option<(u64, u64)>) -> &[u8] {
    let Some((offset, len)) = record else { return bytes };
    let start = usize::try_from(offset).unwrap_or(usize::MAX).min(bytes.len());
    let end = start.saturating_add(usize::try_from(len).unwrap_or(usize::MAX)).min(bytes.len());
    &bytes[start..end]
}
