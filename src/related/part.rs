//! A part of the index: articles as lists of terms, and terms as lists of articles, in bytes that are read in place.
//!
//! After the [`Header`] come, end to end: rows of [`ROW`] bytes in the order of their numbers; the short names of the
//! terms, sorted (four bytes each; a term is called by its place among them); a byte a term with how many articles have
//! it and what kind of word it is; for each [`BLOCK`] of terms where its postings begin (four bytes); the sentences that
//! are litter, sorted (four bytes each); each row's terms; each term's postings. Lists are gaps in LEB128. Whatever is
//! asked for is checked against the end of the bytes: damage gives other answers, never a panic.

use bytes::Bytes;

use super::weight::Frequency;

mod header;
mod write;

use header::Header;
pub(super) use write::Layout;

/// Bytes of a row.
const ROW: usize = 16;

/// So many terms have their postings in one block.
const BLOCK: usize = 8;

/// No day is this one.
const NO_DAY: i32 = i32::MIN;

/// See the head of this file.
pub struct Part {
    bytes: Bytes,
    header: Header,
}

/// What is known of an article beside its terms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Row {
    pub number: u32,
    pub days: Option<i32>,
    /// How long its vector is over all its terms.
    pub norm: f32,
    /// Which share of that the names have, and which share the terms that were kept.
    pub names: f32,
    pub kept: f32,
}

impl Part {
    /// A part of these bytes, which lie in memory or in a file that is mapped; `None` when they were not written whole by this version of the format. Looks at the header
    /// and the rows.
    pub fn of(bytes: Bytes) -> Option<Self> {
        let header = Header::parse(&bytes)?;
        Some(Self { bytes, header })
    }

    /// Whether every other byte is as it was written too. Reads all of them.
    pub fn is_sound(&self) -> bool {
        self.header.is_sound(self.bytes())
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// How many articles it has.
    pub fn len(&self) -> usize {
        self.header.rows as usize
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.header.rows == 0
    }

    /// How many bytes it takes.
    pub fn size(&self) -> usize {
        self.bytes().len()
    }

    // What is asked for a million times in one question is inlined: in a build without LTO it takes nearly twice as long
    // otherwise, as the callers are compiled apart from it.
    #[inline]
    fn piece<const N: usize>(&self, at: usize) -> Option<[u8; N]> {
        self.bytes().get(at..at + N)?.try_into().ok()
    }

    #[inline]
    fn u32_at(&self, at: usize) -> u32 {
        self.piece(at).map_or(0, u32::from_le_bytes)
    }

    /// The row at a place; anything beyond the last.
    #[inline]
    pub(super) fn row(&self, at: usize) -> Row {
        let bytes: [u8; ROW] = self.piece(self.header.rows_at() + at * ROW).unwrap_or_default();
        let [a, b, c, d, e, f, g, h, .., i, j, names, kept] = bytes;
        let days = i32::from_le_bytes([e, f, g, h]);
        Row {
            number: u32::from_le_bytes([a, b, c, d]),
            days: (days != NO_DAY).then_some(days),
            norm: write::norm_of(u16::from_le_bytes([i, j])),
            names: f32::from(names) / 255.0,
            kept: f32::from(kept) / 255.0,
        }
    }

    /// The numbers of its articles, in order.
    pub fn numbers(&self) -> impl Iterator<Item = u32> + '_ {
        (0..self.len()).map(|at| self.number(at))
    }

    #[inline]
    pub(super) fn number(&self, at: usize) -> u32 {
        self.u32_at(self.header.rows_at() + at * ROW)
    }

    /// Where the article of a number stands.
    pub(super) fn find(&self, number: u32) -> Option<usize> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low + (high - low) / 2;
            match self.number(middle) {
                here if here == number => return Some(middle),
                here if here < number => low = middle + 1,
                _ => high = middle,
            }
        }
        None
    }

    /// How many terms it has.
    pub(super) fn terms(&self) -> usize {
        self.header.terms as usize
    }

    /// The short names of its terms, sorted.
    pub(super) fn names(&self) -> impl Iterator<Item = u32> + '_ {
        (0..self.header.terms).map(|term| self.name(term))
    }

    /// The short name of a term.
    #[inline]
    pub(super) fn name(&self, term: u32) -> u32 {
        self.u32_at(self.header.names_at() + term as usize * 4)
    }

    /// The term of a short name. Names are hashes, so that each stands near where its size says.
    pub(super) fn term(&self, name: u32) -> Option<u32> {
        let all = self.header.terms;
        let guess = ((u64::from(name) * u64::from(all)) >> 32) as u32;
        let (mut low, mut high) = (0, all);
        let mut step = 16;
        // Steps that grow, until the name lies between two of them.
        if guess < all && self.name(guess) <= name {
            low = guess;
            while let Some(next) = low.checked_add(step).filter(|next| *next < all) {
                if self.name(next) > name {
                    high = next;
                    break;
                }
                (low, step) = (next, step * 2);
            }
        } else {
            high = guess;
            while let Some(next) = high.checked_sub(step) {
                if self.name(next) <= name {
                    low = next;
                    break;
                }
                (high, step) = (next, step * 2);
            }
        }
        while low < high {
            let middle = low + (high - low) / 2;
            match self.name(middle) {
                here if here == name => return Some(middle),
                here if here < name => low = middle + 1,
                _ => high = middle,
            }
        }
        None
    }

    /// How many articles have a term, and what kind of word it is.
    #[inline]
    pub(super) fn frequency(&self, term: u32) -> Frequency {
        let at = self.header.frequencies_at() + term as usize;
        Frequency(self.bytes().get(at).copied().unwrap_or_default())
    }

    /// How many articles each term has, all added up.
    pub(super) fn frequencies(&self) -> f32 {
        let at = self.header.frequencies_at();
        let all = self.bytes().get(at..at + self.terms()).unwrap_or_default();
        all.iter().map(|byte| Frequency(*byte).articles()).sum()
    }

    /// Gives, of these names, sorted, each that is the name of a term here, by its place among them.
    pub(super) fn each_of(&self, names: &[u32], mut take: impl FnMut(usize, Frequency)) {
        let mut names = names.iter().enumerate().peekable();
        for term in 0..self.header.terms {
            let here = self.name(term);
            while names.next_if(|(_, name)| **name < here).is_some() {}
            if let Some((at, _)) = names.next_if(|(_, name)| **name == here) {
                take(at, self.frequency(term));
            }
        }
    }

    /// The short names of the sentences that are litter, sorted.
    pub(super) fn litter(&self) -> impl Iterator<Item = u32> + '_ {
        (0..self.header.litter as usize).map(|at| self.u32_at(self.header.litter_at() + at * 4))
    }

    /// Puts the terms of a row behind those that are there, in order, each with the [step](super::weight::factor) of its
    /// weight.
    pub(super) fn terms_of(&self, row: usize, terms: &mut Vec<(u32, u8)>) {
        let end = |row: usize| self.u32_at(self.header.rows_at() + row * ROW + 8) as usize;
        let start = row.checked_sub(1).map_or(0, end);
        let lists = self.header.lists_at();
        let Some([count, list @ ..]) = self.bytes().get(lists + start..lists + end(row)) else { return };
        let gaps = list.len().saturating_sub(usize::from(*count).div_ceil(2));
        let (mut gaps, steps) = list.split_at(gaps);
        let mut term = 0_u32;
        for both in 0..usize::from(*count).div_ceil(2) {
            let steps_of = steps.get(both).copied().unwrap_or_default();
            term = term.wrapping_add(varint(&mut gaps));
            terms.push((term, steps_of & 15));
            if both * 2 + 1 < usize::from(*count) {
                term = term.wrapping_add(varint(&mut gaps));
                terms.push((term, steps_of >> 4));
            }
        }
    }

    /// The rows that a term leads to, in order, each with the step of its weight there.
    pub(super) fn postings(&self, term: u32) -> Postings<'_> {
        let (block, nth) = (term as usize / BLOCK, term as usize % BLOCK);
        let start = self.header.postings_at() + self.u32_at(self.header.blocks_at() + block * 4) as usize;
        let mut rest = self.bytes().get(start..).unwrap_or_default();
        for _ in 0..nth {
            let len = varint(&mut rest) as usize;
            rest = rest.get(len..).unwrap_or_default();
        }
        let len = varint(&mut rest) as usize;
        Postings { rest: rest.get(..len).unwrap_or_default(), row: 0 }
    }
}

/// See [`Part::postings`].
pub(super) struct Postings<'a> {
    rest: &'a [u8],
    row: u32,
}

impl Iterator for Postings<'_> {
    type Item = (u32, u8);

    #[inline]
    fn next(&mut self) -> Option<(u32, u8)> {
        if self.rest.is_empty() {
            return None;
        }
        let packed = varint(&mut self.rest);
        self.row = self.row.wrapping_add(packed >> 4);
        Some((self.row, (packed & 15) as u8))
    }
}

/// Takes a number in LEB128; what is torn is 0.
#[inline]
fn varint(rest: &mut &[u8]) -> u32 {
    match **rest {
        [one, ref after @ ..] if one < 0x80 => {
            *rest = after;
            u32::from(one)
        }
        [one, two, ref after @ ..] if two < 0x80 => {
            *rest = after;
            u32::from(one & 0x7f) | u32::from(two) << 7
        }
        _ => long_varint(rest),
    }
}

fn long_varint(rest: &mut &[u8]) -> u32 {
    let mut number = 0;
    for shift in (0..35).step_by(7) {
        let Some((byte, after)) = rest.split_first() else { return 0 };
        *rest = after;
        number |= u32::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
        if *byte < 0x80 {
            break;
        }
    }
    number
}

#[cfg(test)]
mod tests;
