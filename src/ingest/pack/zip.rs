//! The directory of a zip: which of its entries can be read, and where they stand.

use std::io::{Read, Seek, SeekFrom};

use ::zip::CompressionMethod as Method;
use ::zip::read::Config;
use ::zip::result::ZipError;
use ::zip::unstable::read::ZipIterable;

use super::Codec;
use crate::ingest::IngestError;

/// How many entries a zip may have: its directory is held in memory while it is read.
const MOST_ENTRIES: usize = 1_000_000;

/// One file of a zip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name as it stands. It is not safe.
    pub name: String,
    /// Where its content starts.
    pub offset: u64,
    /// How long its content is as it stands.
    pub len: u64,
    /// How it is compressed.
    pub codec: Option<Codec>,
}

/// Lists a zip's files in the order in which they stand in it. What can't be read goes to `refused`, with its
/// name; an empty one is the zip itself.
///
/// # Errors
/// When it has no directory that could be read, or is no archive of articles but a document or a program.
pub fn entries<R: Read + Seek>(zip: R, refused: &mut dyn FnMut(&str, IngestError)) -> Result<Vec<Entry>, IngestError> {
    let mut directory = ZipIterable::try_new(zip, Config::default()).map_err(said)?;
    if directory.len() > MOST_ENTRIES {
        let limit = format!("it has more than {MOST_ENTRIES} entries; unpack it and open the folder");
        return Err(IngestError::Limit(limit));
    }
    let mut found = Vec::new();
    let files = directory.files().map_err(said)?;
    while let Some(entry) = files.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                refused("", said(error));
                break;
            }
        };
        let raw = entry.name_raw();
        let name = match std::str::from_utf8(raw) {
            Ok(name) => name.to_owned(),
            Err(_) => entry.name().map_or_else(|_| String::from_utf8_lossy(raw).into_owned(), |name| name.into_owned()),
        };
        if is_of_a_document(&name) {
            let what = "it is a document or a program, not an archive of articles; save it as HTML or text first";
            return Err(IngestError::Empty(what));
        }
        if name.ends_with(['/', '\\']) || !entry.is_file() {
            continue;
        }
        if entry.encrypted() {
            refused(&name, IngestError::Limit("it is encrypted; unpack it with its password first".to_owned()));
            continue;
        }
        let codec = match entry.compression() {
            Method::STORE => None,
            Method::DEFLATE => Some(Codec::Deflate),
            Method::BZIP2 => Some(Codec::Bzip2),
            Method::ZSTD => Some(Codec::Zstd),
            Method::XZ => Some(Codec::Xz),
            other => {
                let what = format!("it is compressed in a way that byline doesn't know ({other}); unpack it first");
                refused(&name, IngestError::Limit(what));
                continue;
            }
        };
        match content(files.reader_mut(), entry.header_start()) {
            Ok(offset) => found.push(Entry { name, offset, len: entry.compressed_size(), codec }),
            Err(error) => refused(&name, error),
        }
    }
    found.sort_by_key(|entry| entry.offset);
    let listed = found.len();
    let mut end = 0;
    // The same bytes under many names are how a small file unpacks to a huge one.
    found.retain(|entry| {
        let apart = entry.offset >= end;
        if apart {
            end = entry.offset.saturating_add(entry.len);
        }
        apart
    });
    if found.len() < listed {
        refused("", IngestError::Limit("entries in it that stand on top of others are left out".to_owned()));
    }
    Ok(found)
}

/// Where the content of an entry starts, behind its own header.
fn content<R: Read + Seek>(zip: &mut R, header: u64) -> Result<u64, IngestError> {
    let mut bytes = [0; 30];
    zip.seek(SeekFrom::Start(header))?;
    let damaged = || IngestError::Limit("the zip is damaged here".to_owned());
    zip.read_exact(&mut bytes).map_err(|_| damaged())?;
    if !bytes.starts_with(b"PK\x03\x04") {
        return Err(damaged());
    }
    let length = |at: usize| u64::from(u16::from_le_bytes([bytes[at], bytes[at + 1]]));
    header.checked_add(30 + length(26) + length(28)).ok_or_else(damaged)
}

/// Whether this entry is found in office documents, apps and Java programs, and nowhere else.
fn is_of_a_document(name: &str) -> bool {
    matches!(name, "[Content_Types].xml" | "META-INF/MANIFEST.MF" | "META-INF/manifest.xml" | "AndroidManifest.xml")
}

fn said(error: ZipError) -> IngestError {
    match error {
        ZipError::Io(error) if error.raw_os_error().is_some() => IngestError::Io(error),
        ZipError::UnsupportedArchive(_) => {
            IngestError::Limit("it is a zip of a kind that byline doesn't know; unpack it first".to_owned())
        }
        _ => IngestError::Limit("it is a damaged zip: the list of its files can't be read".to_owned()),
    }
}
