//! Words of the archive that are near to a misspelt one.

use super::index::SLICE;
use super::pattern::{Condition, Pattern, What};
use super::term::{Form, Term};
use super::titles::Titles;
use super::words::Words;
use super::{fit, key};

/// A word is replaced by so many others at most.
const NEAREST: usize = 8;

/// Words that are kept have so many letters: shorter ones are not corrected, longer ones are none.
const LETTERS: std::ops::RangeInclusive<usize> = 3..=32;

/// The distinct words of an archive's titles and names, in small letters.
#[derive(Default)]
pub(super) struct Vocabulary {
    words: Words,
    /// How often each occurs.
    counts: Vec<u32>,
    /// How many rows have been read.
    rows: usize,
}

impl Vocabulary {
    /// How many rows have been read.
    pub(super) fn rows(&self) -> usize {
        self.rows
    }

    /// Reads rows that have been added, a slice of them.
    pub(super) fn extend(&mut self, titles: &impl Titles) {
        let mut small = String::new();
        let end = (self.rows + SLICE).min(titles.len());
        for row in self.rows as u32..end as u32 {
            let names = titles.authors(row).chain(titles.source(row));
            for text in std::iter::once(titles.title(row)).chain(names) {
                small.clear();
                if text.is_ascii() {
                    small.push_str(text);
                } else {
                    small.push_str(key::folded(text).as_str());
                }
                small.make_ascii_lowercase();
                self.read(&small);
            }
        }
        self.rows = end.max(self.rows);
    }

    fn read(&mut self, small: &str) {
        for word in small.split(|c: char| !c.is_alphanumeric()) {
            // Letters take up to four bytes.
            let may_fit = (*LETTERS.start()..=4 * LETTERS.end()).contains(&word.len());
            if !may_fit || !LETTERS.contains(&word.chars().count()) {
                continue;
            }
            let Some(number) = self.words.number(word) else { return };
            if number as usize == self.counts.len() {
                self.counts.push(0);
            }
            let count = &mut self.counts[number as usize];
            *count = count.saturating_add(1);
        }
    }

    /// Whether a pattern has a word that may be misspelt, as far as the words are known.
    pub(super) fn doubts(&self, pattern: &Pattern, rows: usize) -> bool {
        pattern.words().any(|term| edits(term) > 0 && (self.rows < rows || !self.knows(&term.text)))
    }

    /// The pattern with the nearest words beside those that no word contains; `None` if there is nothing to correct.
    pub(super) fn correct(&self, pattern: &Pattern) -> Option<Pattern> {
        let mut corrected = pattern.clone();
        for group in &mut corrected.groups {
            let misspelt = group.iter().filter_map(Condition::wanted);
            let misspelt = misspelt.filter(|term| edits(term) > 0 && !self.knows(&term.text));
            let nearest: Vec<Condition> = misspelt.flat_map(|term| self.nearest(term)).collect();
            group.extend(nearest);
        }
        (corrected != *pattern).then_some(corrected)
    }

    /// Whether some word contains this one.
    fn knows(&self, word: &str) -> bool {
        let small = word.to_ascii_lowercase();
        memchr::memmem::find(self.words.lines().as_bytes(), small.as_bytes()).is_some()
    }

    fn nearest(&self, term: &Term) -> Vec<Condition> {
        let small = term.text.to_ascii_lowercase();
        let (length, letters) = (small.chars().count(), key::columns(small.as_bytes()));
        let most = edits(term);
        let mut near: Vec<(usize, std::cmp::Reverse<u32>, &str)> = Vec::new();
        for (number, word) in self.words.iter() {
            // Each edit changes the length by one at most, and takes one letter away at most.
            let too_short = word.len() + most < length;
            let too_long = word.len() > 4 * (length + most) || word.is_ascii() && word.len() > length + most;
            if too_short || too_long || (letters & !key::columns(word.as_bytes())).count_ones() as usize > most {
                continue;
            }
            let distance = strsim::osa_distance(word, &small);
            if distance <= most {
                near.push((distance, std::cmp::Reverse(self.counts[number as usize]), word));
            }
        }
        near.sort_unstable();
        near.truncate(NEAREST);
        let condition = |(distance, _, word): (usize, _, &str)| {
            let term = Term::new(word, Form::Exact, term.field)?;
            Some(Condition { negated: false, what: What::Word(Term { edits: distance as u8, ..term }) })
        };
        near.into_iter().filter_map(condition).collect()
    }
}

/// How many letters of a word may be wrong.
fn edits(term: &Term) -> usize {
    let is_word = term.form == Form::Fuzzy && term.text.chars().all(char::is_alphabetic);
    match term.text.chars().count() {
        4..=7 if is_word => 1,
        8.. if is_word => fit::EDITS,
        _ => 0,
    }
}
