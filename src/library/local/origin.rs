//! Where bytes come from: a path, the program itself, or standard input, which is read once and held.

use std::fs;
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek, SeekFrom};
use std::path::PathBuf;
use std::sync::Arc;

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
}

impl Origin {
    /// The bytes from `record`'s offset on, at most its length; `None` is all.
    ///
    /// # Errors
    /// When the file can't be opened or read.
    pub fn open(&self, record: Option<(u64, u64)>) -> io::Result<Box<dyn BufRead + '_>> {
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
        })
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
