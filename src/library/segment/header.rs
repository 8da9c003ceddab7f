//! The first bytes of a segment: what it is, where its sections lie, and what they must hash to.

use xxhash_rust::xxh3::xxh3_64;

use super::bytes::{u32_at, u64_at};

/// What a segment starts with.
pub const MAGIC: &[u8; 8] = b"bylineS\n";

/// The version of this layout, and of what reading makes of an article: raise it when either gives other rows.
pub const VERSION: u32 = 1;

/// A part of a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// Rows, [`super::rows::SIZE`] bytes each.
    Rows,
    /// Row numbers in archive order, four bytes each.
    Filed,
    /// Titles, end to end.
    Titles,
    /// The records' own parts of ids, end to end.
    Records,
    /// Where each name lies among [`Section::NameTexts`], eight bytes each.
    Names,
    /// Names of authors, sources and formats, end to end, each once.
    NameTexts,
    /// Numbers of names, four bytes each: the authors of one article stand together.
    Authors,
    /// Files that articles stand in, [`super::files::MEMBER`] bytes each.
    Members,
    /// Ways into packed files, [`super::files::STEP`] bytes each.
    Steps,
    /// Files on disk, [`super::files::SOURCE`] bytes each.
    Sources,
    /// Paths of files on disk and of those packed in them, end to end.
    Paths,
    /// What could not be read, as JSON.
    Problems,
}

impl Section {
    /// All, in the order in which they lie in the file.
    pub const ALL: [Section; 12] = [
        Section::Rows,
        Section::Filed,
        Section::Titles,
        Section::Records,
        Section::Names,
        Section::NameTexts,
        Section::Authors,
        Section::Members,
        Section::Steps,
        Section::Sources,
        Section::Paths,
        Section::Problems,
    ];

    /// Bytes of one of its records.
    pub fn size(self) -> u64 {
        match self {
            Section::Rows => super::rows::SIZE as u64,
            Section::Members => super::files::MEMBER as u64,
            Section::Steps => super::files::STEP as u64,
            Section::Sources => super::files::SOURCE as u64,
            Section::Names => 8,
            Section::Filed | Section::Authors => 4,
            Section::Titles | Section::Records | Section::NameTexts | Section::Paths | Section::Problems => 1,
        }
    }
}

/// Where a section lies, and its hash.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// Its first byte.
    pub at: u64,
    /// Its length in bytes.
    pub len: u64,
    /// XXH3 of its bytes.
    pub hash: u64,
}

/// See the head of this file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// See [`super::Segment::is_newest_first`].
    pub newest_first: bool,
    /// In the order of [`Section::ALL`].
    pub extents: [Extent; Section::ALL.len()],
}

/// Bytes before the first extent: magic, version, order.
const FIXED: usize = 16;

impl Header {
    /// Its length in bytes.
    pub const LEN: usize = FIXED + Section::ALL.len() * 24 + 8;

    /// The header as bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(Self::LEN);
        bytes.extend(MAGIC);
        bytes.extend(VERSION.to_le_bytes());
        bytes.extend(u32::from(self.newest_first).to_le_bytes());
        for extent in self.extents {
            bytes.extend([extent.at, extent.len, extent.hash].into_iter().flat_map(u64::to_le_bytes));
        }
        bytes.extend(xxh3_64(&bytes).to_le_bytes());
        bytes
    }

    /// The header that a file starts with, if it is whole and the file is long enough for what it says.
    pub fn parse(file: &[u8]) -> Option<Self> {
        let bytes = file.get(..Self::LEN)?;
        let (body, hash) = bytes.split_at(Self::LEN - 8);
        if !body.starts_with(MAGIC) || u32_at(body, 8)? != VERSION || u64_at(hash, 0)? != xxh3_64(body) {
            return None;
        }
        let mut extents = [Extent::default(); Section::ALL.len()];
        for (number, extent) in extents.iter_mut().enumerate() {
            let at = FIXED + number * 24;
            *extent = Extent { at: u64_at(body, at)?, len: u64_at(body, at + 8)?, hash: u64_at(body, at + 16)? };
            let end = extent.at.checked_add(extent.len)?;
            let records = extent.len.checked_div(Section::ALL[number].size())?;
            if end > file.len() as u64 || (u32::try_from(records).is_err() && Section::ALL[number].size() > 1) {
                return None;
            }
        }
        Some(Self { newest_first: u32_at(body, 12)? == 1, extents })
    }

    /// How many records a section has.
    pub fn count(&self, section: Section) -> u32 {
        u32::try_from(self.extents[section as usize].len / section.size()).unwrap_or(u32::MAX)
    }

    /// The bytes of a section.
    pub fn slice<'a>(&self, file: &'a [u8], section: Section) -> &'a [u8] {
        let Extent { at, len, .. } = self.extents[section as usize];
        super::bytes::piece(file, at, len).unwrap_or_default()
    }

    /// Whether all sections hash to what they must.
    pub fn is_sound(&self, file: &[u8]) -> bool {
        Section::ALL.iter().all(|section| xxh3_64(self.slice(file, *section)) == self.extents[*section as usize].hash)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_that_is_torn_or_says_too_much_is_none() {
        let mut header = Header { newest_first: true, extents: [Extent::default(); Section::ALL.len()] };
        header.extents[2] = Extent { at: Header::LEN as u64, len: 4, hash: xxh3_64(b"abcd") };
        let mut file = header.to_bytes();
        assert_eq!(Header::parse(&file), None);
        file.extend(b"abcd");
        assert_eq!(Header::parse(&file), Some(header.clone()));
        for at in 0..Header::LEN {
            let mut torn = file.clone();
            torn[at] ^= 1;
            assert_eq!(Header::parse(&torn), None, "byte {at}");
        }
        assert!(Header::parse(&file[..Header::LEN - 1]).is_none());
    }
}
