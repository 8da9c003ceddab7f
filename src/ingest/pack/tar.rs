//! Tar: its files one after the other, in one pass. Links and devices are passed over.

use std::io::{self, BufRead, Read};

use ::tar::{Header, PaxExtensions};

use super::skip;
use crate::ingest::IngestError;

const BLOCK: usize = 512;

/// How long a name may be, or whatever else stands before an entry: it is held in memory.
const LONGEST_HEADER: u64 = 1 << 20;

/// Reads a tar from its start.
pub struct Tar<'a> {
    reader: &'a mut dyn BufRead,
    at: u64,
    /// Where the next header is.
    next: u64,
    /// Where the content of the entry ends.
    end: u64,
}

/// One file of a tar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its name as it stands. It is not safe.
    pub name: String,
    /// Where its content starts in the tar.
    pub offset: u64,
    /// How long it is.
    pub len: u64,
}

/// What extended headers say of the entry after them.
#[derive(Default)]
struct Extension {
    name: Option<String>,
    size: Option<u64>,
    sparse: bool,
}

impl<'a> Tar<'a> {
    /// `reader` stands at the first header.
    pub fn new(reader: &'a mut dyn BufRead) -> Self {
        Self { reader, at: 0, next: 0, end: 0 }
    }

    /// Goes to the next file; what is left of the one before is skipped.
    ///
    /// # Errors
    /// When the tar is cut off or damaged: nothing of it can be read after that.
    pub fn next_file(&mut self) -> Result<Option<Member>, IngestError> {
        let mut extension = Extension::default();
        loop {
            let Some((header, size)) = self.header(extension.size)? else { return Ok(None) };
            let kind = header.entry_type();
            if kind.is_gnu_longname() || kind.is_pax_local_extensions() {
                let mut bytes = Vec::new();
                Read::by_ref(self).take(LONGEST_HEADER).read_to_end(&mut bytes)?;
                if kind.is_gnu_longname() {
                    let name = bytes.split(|byte| *byte == 0).next().unwrap_or_default();
                    extension.name = Some(String::from_utf8_lossy(name).into_owned());
                } else {
                    extension.read(&bytes);
                }
                continue;
            }
            if kind.is_gnu_longlink() || kind.is_pax_global_extensions() {
                continue;
            }
            let said = std::mem::take(&mut extension);
            let name = said.name.unwrap_or_else(|| String::from_utf8_lossy(&header.path_bytes()).into_owned());
            // Before there were kinds, a folder was told by its last character.
            if (kind.is_file() || kind.is_contiguous()) && !said.sparse && !name.ends_with('/') {
                return Ok(Some(Member { name, offset: self.at, len: size }));
            }
        }
    }

    fn header(&mut self, size: Option<u64>) -> Result<Option<(Header, u64)>, IngestError> {
        self.at += skip(self.reader, self.next - self.at)?;
        let cut_off = || IngestError::Limit("it is cut off; what comes before that is shown".to_owned());
        if self.at < self.end {
            return Err(cut_off());
        }
        let mut header = Header::new_old();
        let read = fill(self.reader, header.as_mut_bytes())?;
        // Many a tar ends without the blocks of zeros that should close it.
        if header.as_bytes().iter().all(|byte| *byte == 0) {
            return Ok(None);
        }
        if read < BLOCK {
            return Err(cut_off());
        }
        let damaged = || IngestError::Limit("it is damaged; what comes before that is shown".to_owned());
        if !is_sound(&header) {
            return Err(damaged());
        }
        let size = size.or_else(|| header.entry_size().ok()).ok_or_else(damaged)?;
        self.at = self.next + BLOCK as u64;
        self.end = self.at.checked_add(size).ok_or_else(damaged)?;
        self.next = self.end.checked_next_multiple_of(BLOCK as u64).ok_or_else(damaged)?;
        Ok(Some((header, size)))
    }
}

impl Extension {
    fn read(&mut self, bytes: &[u8]) {
        for record in PaxExtensions::new(bytes).flatten() {
            let value = record.value_bytes();
            match record.key_bytes() {
                b"path" => self.name = Some(String::from_utf8_lossy(value).into_owned()),
                b"size" => self.size = std::str::from_utf8(value).ok().and_then(|size| size.parse().ok()),
                key => self.sparse |= key.starts_with(b"GNU.sparse"),
            }
        }
    }
}

/// The content of the file that [`Tar::next_file`] went to.
impl Read for Tar<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.end - self.at).unwrap_or(usize::MAX).min(buffer.len());
        let read = self.reader.read(&mut buffer[..left])?;
        self.at += read as u64;
        Ok(read)
    }
}

impl BufRead for Tar<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let left = usize::try_from(self.end - self.at).unwrap_or(usize::MAX);
        let here = if left == 0 { &[] } else { self.reader.fill_buf()? };
        Ok(&here[..here.len().min(left)])
    }

    fn consume(&mut self, amount: usize) {
        self.at += amount as u64;
        self.reader.consume(amount);
    }
}

/// Whether an input that starts with `head` is a tar: its first header adds up.
pub fn is_tar(head: &[u8]) -> bool {
    head.get(..BLOCK).is_some_and(|block| is_sound(Header::from_byte_slice(block)))
}

fn is_sound(header: &Header) -> bool {
    let bytes = header.as_bytes();
    let sum: u32 = bytes.iter().map(|byte| u32::from(*byte)).sum();
    let own: u32 = bytes[148..156].iter().map(|byte| u32::from(*byte)).sum();
    header.cksum().is_ok_and(|said| said == sum - own + 8 * u32::from(b' '))
}

fn fill(reader: &mut dyn BufRead, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match reader.read(&mut buffer[filled..])? {
            0 => break,
            read => filled += read,
        }
    }
    Ok(filled)
}
