//! A part is written: rows with their terms go in one by one, and come out with the terms' postings.

use super::{BLOCK, Header, NO_DAY, Row};
use crate::related::weight::Frequency;

/// The most terms that an article has.
const MOST: usize = u8::MAX as usize;

/// A term of an article: which, and in which step of weight.
pub type Entry = (u32, u8);

/// A part that is being written.
#[derive(Default)]
pub struct Layout {
    rows: Vec<u8>,
    lists: Vec<u8>,
    count: u32,
}

impl Layout {
    /// How many articles were added.
    pub fn rows(&self) -> u32 {
        self.count
    }

    /// Adds an article; numbers come in order, and so do its terms.
    pub fn add(&mut self, row: Row, entries: &[Entry]) {
        let entries = &entries[..entries.len().min(MOST)];
        self.lists.push(entries.len() as u8);
        let mut last = 0;
        for entry in entries {
            leb128(&mut self.lists, entry.0 - last);
            last = entry.0;
        }
        let steps = entries.chunks(2).map(|pair| pair[0].1 | pair.get(1).map_or(0, |(_, step)| step << 4));
        self.lists.extend(steps);
        self.rows.extend(row.number.to_le_bytes());
        self.rows.extend(row.days.unwrap_or(NO_DAY).to_le_bytes());
        self.rows.extend((self.lists.len() as u32).to_le_bytes());
        self.rows.extend(norm_code(row.norm).to_le_bytes());
        self.rows.extend([row.names, row.kept].map(|share| (share * 255.0).round() as u8));
        self.count += 1;
    }

    /// The part, of these terms, by name, with how often they are found, and this litter, sorted. `postings` gives, of one
    /// term after the other, the rows that it leads to and the step of its weight in each, in order.
    pub fn finish(
        self,
        terms: impl ExactSizeIterator<Item = (u32, Frequency)>,
        litter: &[u32],
        mut postings: impl FnMut(usize, &mut Vec<(u32, u8)>),
    ) -> Vec<u8> {
        let count = terms.len();
        let (mut rest, mut frequencies) = (self.rows, Vec::with_capacity(count));
        for (name, frequency) in terms {
            rest.extend(name.to_le_bytes());
            frequencies.push(frequency.0);
        }
        rest.append(&mut frequencies);
        let (mut lists, mut rows, mut list) = (Vec::new(), Vec::new(), Vec::new());
        for term in 0..count {
            if term.is_multiple_of(BLOCK) {
                rest.extend((lists.len() as u32).to_le_bytes());
            }
            postings(term, &mut rows);
            list.clear();
            let mut last = 0;
            for (row, step) in rows.drain(..) {
                leb128(&mut list, (row - last) << 4 | u32::from(step));
                last = row;
            }
            leb128(&mut lists, list.len() as u32);
            lists.extend_from_slice(&list);
        }
        rest.extend(litter.iter().flat_map(|name| name.to_le_bytes()));
        rest.extend_from_slice(&self.lists);
        rest.extend_from_slice(&lists);
        let header = Header {
            rows: self.count,
            terms: count as u32,
            litter: litter.len() as u32,
            lists: self.lists.len() as u32,
            postings: lists.len() as u32,
        };
        header.write(&rest)
    }
}

/// A norm in two bytes: the upper half of the number, which is right to a quarter of a percent.
fn norm_code(norm: f32) -> u16 {
    // Norms are far from the largest number, so that rounding up never runs over.
    ((norm.to_bits() + 0x8000) >> 16) as u16
}

pub(super) fn norm_of(code: u16) -> f32 {
    f32::from_bits(u32::from(code) << 16)
}

fn leb128(bytes: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}
