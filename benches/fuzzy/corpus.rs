//! Titles for the bench: of a file, recombined up to a number, or made up.

use std::collections::HashMap;

use byline::article::{Language, Moment};
use byline::search::fuzzy::Titles;

/// Titles one behind the other in one text, as a mapped catalogue has them.
pub struct Corpus {
    text: String,
    ends: Vec<u32>,
}

impl Corpus {
    pub fn of<'a>(titles: impl IntoIterator<Item = &'a str>) -> Self {
        let mut corpus = Self { text: String::new(), ends: Vec::new() };
        titles.into_iter().for_each(|title| corpus.push(&[title]));
        corpus
    }

    fn push(&mut self, parts: &[&str]) {
        parts.iter().for_each(|part| self.text.push_str(part));
        self.ends.push(self.text.len() as u32);
    }

    #[inline]
    fn range(&self, row: u32) -> std::ops::Range<usize> {
        let row = row as usize;
        row.checked_sub(1).map_or(0, |before| self.ends[before] as usize)..self.ends[row] as usize
    }

    pub fn bytes_of_text(&self) -> usize {
        self.text.len()
    }

    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len() as u32).map(|row| self.title(row))
    }

    /// These titles, and then others up to `count`: the head of one and the tail of another that share a word.
    pub fn recombined(titles: &[&str], count: usize) -> Self {
        let mut corpus = Self::of(titles.iter().take(count).copied());
        let mut places: HashMap<&str, Vec<(u32, u32)>> = HashMap::new();
        for (row, title) in titles.iter().enumerate() {
            for (at, word) in words(title) {
                places.entry(word).or_default().push((row as u32, at as u32));
            }
        }
        let mut dice = Dice(1);
        while corpus.ends.len() < count {
            let head = titles[dice.below(titles.len())];
            let all: Vec<(usize, &str)> = words(head).collect();
            let Some((cut, word)) = (!all.is_empty()).then(|| all[dice.below(all.len())]) else { continue };
            let others = &places[word];
            let (row, at) = others[dice.below(others.len())];
            corpus.push(&[&head[..cut], &titles[row as usize][at as usize..]]);
        }
        corpus
    }

    /// Titles of made-up words, a few of them frequent, as in any language (Zipf).
    pub fn made_up(count: usize) -> Self {
        const PARTS: &[&str] = &[
            "ba", "co", "da", "el", "fi", "ga", "ho", "in", "ka", "lo", "ma", "no", "or", "pe", "qui", "ra", "son",
            "ter", "un", "va", "wa", "xi", "yo", "ze", "st", "ch", "é", "ö", "а", "ж",
        ];
        let mut dice = Dice(2);
        let words: Vec<String> = (0..40_000)
            .map(|_| {
                let word: String = (0..dice.below(3) + 2).map(|_| PARTS[dice.below(PARTS.len())]).collect();
                let mut letters = word.chars();
                let first = letters.next().filter(|_| dice.below(3) == 0);
                first.map_or(word.clone(), |first| first.to_uppercase().chain(letters).collect())
            })
            .collect();
        let mut corpus = Self::of([]);
        for _ in 0..count {
            let length = dice.below(9) + 4;
            let title: Vec<&str> = (0..length)
                .map(|_| {
                    // The product of two even dice: small numbers are frequent.
                    let rank = (dice.below(200) + 1) * (dice.below(200) + 1) - 1;
                    words[rank].as_str()
                })
                .collect();
            corpus.push(&[&title.join(" ")]);
        }
        corpus
    }
}

impl Titles for Corpus {
    fn len(&self) -> usize {
        self.ends.len()
    }
    fn title(&self, row: u32) -> &str {
        &self.text[self.range(row)]
    }
    #[inline]
    fn bytes(&self, row: u32) -> (&[u8], usize) {
        let range = self.range(row);
        (&self.text.as_bytes()[range.start..], range.len())
    }
    fn authors(&self, _: u32) -> impl Iterator<Item = &str> {
        std::iter::empty()
    }
    fn source(&self, _: u32) -> Option<&str> {
        None
    }
    fn published(&self, _: u32) -> Option<Moment> {
        None
    }
    fn language(&self, _: u32) -> Option<Language> {
        None
    }
    fn words(&self, _: u32) -> u32 {
        0
    }
}

/// The words of a title with the bytes where they start.
fn words(title: &str) -> impl Iterator<Item = (usize, &str)> {
    title
        .split(' ')
        .map(|word| (word.as_ptr() as usize - title.as_ptr() as usize, word))
        .filter(|(_, word)| word.len() > 2)
}

/// Always the same numbers (xorshift64).
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % end
    }
}
