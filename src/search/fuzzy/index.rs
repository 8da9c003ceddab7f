//! What is kept of an archive's titles so that most of them need not be looked at.

use super::key::{self, COLUMNS, Codes, LETTERS};
use super::names::Names;
use super::titles::Titles;

/// How many rows are searched before a search looks whether it was stopped.
pub(super) const SLICE: usize = 4_096;

/// Rows in a word of a bitmap.
pub(super) const WORD: usize = 64;

/// Words of a slice's bitmap.
pub(super) const WORDS: usize = SLICE / WORD;

/// One bit for each row of a slice.
pub(super) type Bitmap = [u64; WORDS];

/// Everything kept about the titles: about 22 bytes for each, without the titles.
#[derive(Default)]
pub(super) struct Index {
    pub slices: Vec<Slice>,
    pub names: Names,
    pub codes: Codes,
    pub rows: usize,
}

/// The rows from one multiple of [`SLICE`] to the next.
pub(super) struct Slice {
    /// For each column the rows whose key has a byte of it; of letters, in its first half.
    columns: Box<[Bitmap; COLUMNS]>,
    /// For each letter A to Z the rows whose key has it in its second half.
    late: Box<[Bitmap; LETTERS]>,
    /// Rows whose key has 64 bytes at most.
    pub short: Bitmap,
    /// Rows whose key has 65 to 128 bytes.
    pub middle: Bitmap,
    /// Rows whose title isn't its own key: that is kept here.
    folded: Bitmap,
    keys: Vec<u8>,
    ends: Vec<u32>,
    /// How many keys are kept of the rows before each word.
    ranks: [u16; WORDS],
    /// The number of each row's byline.
    pub bylines: Vec<u32>,
}

impl Index {
    /// Takes in rows that have been added, up to the end of a slice.
    pub(super) fn extend(&mut self, titles: &impl Titles) {
        if self.rows >= titles.len() {
            return;
        }
        if self.rows.is_multiple_of(SLICE) {
            self.slices.push(Slice::default());
        }
        let end = (self.rows / SLICE + 1) * SLICE;
        let Some(slice) = self.slices.last_mut() else { return };
        for row in self.rows..end.min(titles.len()) {
            slice.add(row % SLICE, titles, row as u32, &mut self.names, &mut self.codes);
        }
        self.rows = end.min(titles.len());
        if self.rows == end {
            slice.keys.shrink_to_fit();
            slice.ends.shrink_to_fit();
        }
    }
}

impl Default for Slice {
    fn default() -> Self {
        Self {
            columns: Box::new([[0; WORDS]; COLUMNS]),
            late: Box::new([[0; WORDS]; LETTERS]),
            short: [0; WORDS],
            middle: [0; WORDS],
            folded: [0; WORDS],
            keys: Vec::new(),
            ends: Vec::new(),
            ranks: [0; WORDS],
            bylines: Vec::new(),
        }
    }
}

impl Slice {
    fn add(&mut self, at: usize, titles: &impl Titles, row: u32, names: &mut Names, codes: &mut Codes) {
        let (word, bit) = (at / WORD, 1 << (at % WORD));
        let title = titles.title(row);
        if at.is_multiple_of(WORD) {
            self.ranks[word] = self.ends.len() as u16;
        }
        let start = self.keys.len();
        let key = if title.is_ascii() && title.len() <= key::LONGEST {
            title.as_bytes()
        } else {
            key::push(title, &mut self.keys, codes);
            self.ends.push(self.keys.len() as u32);
            self.folded[word] |= bit;
            &self.keys[start..]
        };
        self.short[word] |= if key.len() <= 64 { bit } else { 0 };
        self.middle[word] |= if (65..=128).contains(&key.len()) { bit } else { 0 };
        let (early, late) = key.split_at(key.len() / 2);
        let (early, late) = (key::columns(early), key::columns(late));
        let mut rest = early | late >> LETTERS << LETTERS;
        while rest != 0 {
            self.columns[rest.trailing_zeros() as usize][word] |= bit;
            rest &= rest - 1;
        }
        let mut rest = late & ((1 << LETTERS) - 1);
        while rest != 0 {
            self.late[rest.trailing_zeros() as usize][word] |= bit;
            rest &= rest - 1;
        }
        self.bylines.push(names.byline(titles.authors(row), titles.source(row), codes));
    }

    /// The rows whose key may have these bytes one behind the other, others between them: some of them in its first
    /// half, the others in its second.
    pub(super) fn may_have(&self, bytes: impl Iterator<Item = u8>) -> Bitmap {
        // Rows where the bytes so far stand in the first half, and where the last of them stands in the second.
        let (mut early, mut late) = ([!0; WORDS], [0; WORDS]);
        for byte in bytes {
            let column = key::column(byte) as usize;
            let in_first = &self.columns[column];
            let in_second = self.late.get(column).unwrap_or(in_first);
            for word in 0..WORDS {
                late[word] = (late[word] | early[word]) & in_second[word];
                early[word] &= in_first[word];
            }
        }
        late.iter_mut().zip(early).for_each(|(late, early)| *late |= early);
        late
    }

    /// The key of a row, if it isn't the title itself.
    #[inline(always)]
    pub(super) fn key(&self, at: usize) -> Option<&[u8]> {
        let (word, bit) = (at / WORD, at % WORD);
        if self.folded[word] >> bit & 1 == 0 {
            return None;
        }
        let below = self.folded[word] & ((1 << bit) - 1);
        let rank = usize::from(self.ranks[word]) + below.count_ones() as usize;
        let start = rank.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        Some(&self.keys[start..self.ends[rank] as usize])
    }
}
