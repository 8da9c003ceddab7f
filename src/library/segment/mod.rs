//! A segment: the rows of many articles, and the files they stand in, as columns in one file that is read in place.
//!
//! The file starts with a [`Header`] that says where each [`Section`] lies; every section but the texts is a run of
//! records of one size. Whatever is asked for is checked against the section's end, and every text for being UTF-8:
//! a damaged file gives fewer answers, never a panic. It is written once, under another name, and never changed.

mod bytes;
mod files;
mod header;
mod rows;
mod write;

use std::io;
use std::path::Path;

use memmap2::Mmap;

use super::mapped::map;
use header::{Header, Section};

pub use files::{Member, Reached, Source, Stamp, Step};
pub use rows::{Row, id};
pub use write::{Layout, write};

/// Which part of its file an article is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// All of it.
    Whole,
    /// A record that can be read alone: its offset and its length in bytes.
    Bytes(u64, u64),
    /// The article of this place, from 0, which is found again by reading up to it.
    Nth(u32),
}

/// Rows and files that can be read in place.
pub struct Segment {
    map: Mmap,
    header: Header,
}

impl Segment {
    /// Opens the segment in a file. Looks at its header only.
    ///
    /// # Errors
    /// When it can't be opened, or was not written whole by this version of the format.
    pub fn open(path: &Path) -> io::Result<Self> {
        let map = map(path)?;
        let header = Header::parse(&map).ok_or_else(|| io::Error::from(io::ErrorKind::InvalidData))?;
        Ok(Self { map, header })
    }

    /// Whether every byte is as it was written. Reads all of it.
    pub fn is_sound(&self) -> bool {
        self.header.is_sound(&self.map)
    }

    /// How many articles there are.
    pub fn len(&self) -> u32 {
        self.header.count(Section::Rows)
    }

    /// Whether the rows stand newest first, those of one moment as they are filed.
    pub fn is_newest_first(&self) -> bool {
        self.header.newest_first
    }

    fn section(&self, section: Section) -> &[u8] {
        self.header.slice(&self.map, section)
    }
}

impl std::fmt::Debug for Segment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Segment of {}", self.len())
    }
}

#[cfg(test)]
mod tests;
