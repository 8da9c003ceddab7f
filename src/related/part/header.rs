//! The first bytes of a part: how much there is of everything, and what that must hash to.

use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use super::{BLOCK, ROW};

/// What a part starts with. The number is the version: raise it when the layout changes, or what is made of an article.
const MAGIC: &[u8; 8] = b"bylineR1";

/// How much a part has of everything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// Articles.
    pub rows: u32,
    /// Terms.
    pub terms: u32,
    /// Sentences that are litter.
    pub litter: u32,
    /// Bytes of the rows' terms.
    pub lists: u32,
    /// Bytes of the terms' postings.
    pub postings: u32,
}

impl Header {
    /// Its length in bytes: magic, five counts, padding, the hash of these and of the rows, and that of what follows
    /// these.
    pub const LEN: usize = Self::COUNTED + 8 + 8;

    const COUNTED: usize = 8 + 5 * 4 + 4;

    /// The header, and behind it the rest of the part.
    pub fn write(self, rest: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(Self::LEN + rest.len());
        bytes.extend(MAGIC);
        let counts = [self.rows, self.terms, self.litter, self.lists, self.postings, 0];
        bytes.extend(counts.into_iter().flat_map(u32::to_le_bytes));
        let (rows, others) = rest.split_at(self.rows as usize * ROW);
        let whose = Self::whose(&bytes, rows);
        bytes.extend([whose, xxh3_64(others)].into_iter().flat_map(u64::to_le_bytes));
        bytes.extend_from_slice(rest);
        bytes
    }

    /// The hash of what says which articles there are.
    fn whose(counts: &[u8], rows: &[u8]) -> u64 {
        let mut hasher = Xxh3::new();
        hasher.update(counts);
        hasher.update(rows);
        hasher.digest()
    }

    /// The header that these bytes start with, if they are as many as it says, and the rows are as they were written: with
    /// damage elsewhere articles seem nearer or less near than they are, with damage there they seem to be others.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let counted = bytes.get(..Self::COUNTED)?;
        let counts = counted.strip_prefix(MAGIC)?.chunks_exact(4);
        let mut counts = counts.filter_map(|four| four.try_into().ok()).map(u32::from_le_bytes);
        let mut next = || counts.next();
        let header = Self { rows: next()?, terms: next()?, litter: next()?, lists: next()?, postings: next()? };
        if header.postings_at().checked_add(header.postings as usize) != Some(bytes.len()) {
            return None;
        }
        let whose = Self::whose(counted, bytes.get(header.rows_at()..header.names_at())?);
        (bytes.get(Self::COUNTED..)?.first_chunk() == Some(&whose.to_le_bytes())).then_some(header)
    }

    /// Whether what follows the rows hashes to what it must.
    pub fn is_sound(self, bytes: &[u8]) -> bool {
        let hash = bytes.get(..Self::LEN).and_then(|header| header.last_chunk());
        let others = bytes.get(self.names_at()..).unwrap_or_default();
        hash.is_some_and(|hash| u64::from_le_bytes(*hash) == xxh3_64(others))
    }

    #[inline]
    pub fn rows_at(self) -> usize {
        Self::LEN
    }

    #[inline]
    pub fn names_at(self) -> usize {
        self.rows_at() + self.rows as usize * ROW
    }

    #[inline]
    pub fn frequencies_at(self) -> usize {
        self.names_at() + self.terms as usize * 4
    }

    #[inline]
    pub fn blocks_at(self) -> usize {
        self.frequencies_at() + self.terms as usize
    }

    #[inline]
    pub fn litter_at(self) -> usize {
        self.blocks_at() + (self.terms as usize).div_ceil(BLOCK) * 4
    }

    #[inline]
    pub fn lists_at(self) -> usize {
        self.litter_at() + self.litter as usize * 4
    }

    #[inline]
    pub fn postings_at(self) -> usize {
        self.lists_at() + self.lists as usize
    }
}
