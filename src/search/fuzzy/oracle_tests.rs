//! Random titles and patterns: score, count and order are those of `SkimMatcherV2`, on every path.

use std::cell::Cell;
use std::cmp::Reverse;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::bits::{Bits, Portable};
use super::engine::Engine;
use super::field::Field as OneField;
use super::index::SLICE;
use super::marks::{fields, place};
use super::pattern::Condition;
use super::place::Text;
use super::skim::{self, Rows as Cells};
use super::term::{Form, Term};
use super::tests::{Rows, row};
use super::{Finder, Pattern};
use super::{fit, key};
use crate::article::Summary;
use crate::search::query::Field;

/// Always the same numbers (xorshift64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % end
    }

    fn pick<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }

    fn word(&mut self) -> String {
        const PARTS: &[&str] = &[
            "so", "n", "ko", "rea", "el", "ec", "tion", "st", "a", "b", "c", "i", "ö", "é", "ß", "ж", "щи", "日", "本",
            "oo", "ll", "7", "42",
        ];
        let word: String = (0..self.below(4) + 1).map(|_| self.pick(PARTS)).collect();
        match self.below(5) {
            0 => word.to_uppercase(),
            1 => {
                word[..word.chars().next().unwrap().len_utf8()].to_uppercase()
                    + &word[word.chars().next().unwrap().len_utf8()..]
            }
            _ => word,
        }
    }

    fn title(&mut self) -> String {
        const GAPS: &[&str] = &[" ", " ", " ", " ", "-", ": ", "’", "/", "_", " – ", "…"];
        let longest = if self.below(100) == 0 { 160 } else { [2, 4, 8, 12][self.below(4)] };
        (0..self.below(longest) + 1).map(|_| self.word() + self.pick(GAPS)).collect::<String>().trim_end().to_owned()
    }

    /// Some letters of a title, or a few at random.
    fn typed(&mut self, title: &str) -> String {
        let letters: Vec<char> = title.chars().filter(|c| c.is_alphanumeric() || *c == ' ').collect();
        let (start, take, skip) = (self.below(letters.len() + 1), self.below(9) + 1, [1, 1, 1, 2, 5][self.below(5)]);
        let typed: String = letters[start..].iter().step_by(skip).take(take).collect();
        let typed = if self.below(6) > 0 { typed.to_lowercase() } else { typed };
        if typed.trim().is_empty() { self.word() } else { typed }
    }
}

/// Rows with scores, best first, as plain reading of every row gives them.
fn expected(pattern: &Pattern, rows: &[(&Summary, Vec<OneField<'_>>)]) -> Vec<(i32, u32)> {
    let score = |(row, fields): &(&Summary, Vec<OneField<'_>>)| {
        let of_group = |group: &Vec<Condition>| {
            let scores = group.iter().filter_map(Condition::wanted).filter_map(|term| place(term, fields, row));
            Some(scores.max()?.0)
        };
        let total: Option<i32> = pattern.groups.iter().map(of_group).sum();
        let phrase = pattern.phrase.as_ref().filter(|_| total.is_some());
        Some(total? + if phrase.is_some_and(|phrase| fields[0].score(phrase).is_some()) { fit::STEP } else { 0 })
    };
    let mut all: Vec<(i32, u32)> = rows.iter().zip(0..).filter_map(|(row, at)| Some((score(row)?, at))).collect();
    all.sort_by_key(|(score, row)| (Reverse(*score), *row));
    all
}

#[test]
fn the_matcher_alone_gives_the_same_scores() {
    let mut dice = Dice(3);
    let mut cells = Cells::default();
    let mut compared = 0;
    while compared < 60_000 {
        let title = dice.title();
        for _ in 0..4 {
            let Some(term) = Term::new(&dice.typed(&title).replace(' ', ""), Form::Fuzzy, Field::Title) else {
                continue;
            };
            let folded = key::folded(&title);
            // Another matcher each time: one that has scored before gives other scores.
            let matcher = if term.case {
                SkimMatcherV2::default().respect_case()
            } else {
                SkimMatcherV2::default().ignore_case()
            };
            let wanted = matcher.fuzzy_indices(folded.as_str(), &term.text).map(|(score, _)| score as i32);
            let key: Vec<u8> = folded.as_str().chars().map(key::byte).collect();
            let probes: Vec<_> = term.probes().collect();
            let mut places = vec![Bits::<8>::NONE; probes.len()];
            let found = Text::<8, _>::new(Portable, &key, key.len(), &mut [[0; 64]; 8]).sift(&probes, &mut places);
            let score = found.then(|| skim::score(&key, &probes, &mut places, &mut cells));
            // Letters that share a byte can be told apart in the text only.
            if folded.as_str().is_ascii() || wanted.is_some() {
                assert_eq!(score, wanted, "{} in {title}", term.text);
                assert!(score.is_none_or(|score| score <= skim::most(&probes)), "{} in {title}", term.text);
                compared += 1;
            }
        }
    }
}

#[test]
fn score_count_and_the_best_rows_are_those_of_the_matcher_on_every_path() {
    let mut dice = Dice(7);
    let names = ["Ann Lee", "José Ortega y Gasset", "Никита", "B. Öst", "The Bugle", "Election Post"];
    let rows = Rows(
        (0..SLICE + 900)
            .map(|_| Summary {
                authors: (0..dice.below(3)).map(|_| dice.pick(&names).to_owned()).collect(),
                source: (dice.below(2) == 0).then(|| dice.pick(&names).to_owned()),
                ..row(&dice.title())
            })
            .collect(),
    );
    let read: Vec<_> = rows.0.iter().map(|row| (row, fields(row))).collect();
    let mut typing = Finder::default();
    // 14 times some 5,000 titles, with names.
    for _ in 0..14 {
        let title = rows.0[dice.below(rows.0.len())].title.clone();
        let typed = dice.typed(&title);
        let pattern = Pattern::new(&typed);
        let mut expected = expected(&pattern, &read);
        let total = expected.len();
        expected.truncate(super::TOP);
        // As if typed letter by letter, with what was kept of every key.
        for (end, _) in typed.char_indices() {
            typing.find(&rows, &Pattern::new(&typed[..end]), &|| false);
        }
        let narrowed = typing.find(&rows, &pattern, &|| false).unwrap();
        let fresh = Finder::default().find(&rows, &pattern, &|| false).unwrap();
        let by = |engine| Finder::default().find_by(engine, &rows, &pattern, &|| false).unwrap();
        let engines = Engine::all().into_iter().map(|engine| (format!("{engine:?}"), by(engine)));
        for (path, found) in engines.chain([("fresh".to_owned(), fresh), ("narrowed".to_owned(), narrowed)]) {
            assert_eq!(found.total, total, "{path}: {typed}");
            assert_eq!(found.rows, expected, "{path}: {typed}");
        }
    }
}

#[test]
fn a_search_stops_between_slices_and_goes_on_from_there() {
    let mut dice = Dice(11);
    let rows = Rows((0..3 * SLICE).map(|_| row(&dice.word())).collect());
    let mut finder = Finder::default();
    let pattern = Pattern::new("so");
    assert!(finder.prepare(&rows, &|| false));
    for slices in 1..3 {
        let asked = Cell::new(0);
        let stop = || {
            asked.set(asked.get() + 1);
            asked.get() > 1
        };
        assert_eq!(finder.find(&rows, &pattern, &stop), None, "{slices}");
        assert_eq!(asked.get(), 2);
    }
    let asked = Cell::new(0);
    let found = finder.find(&rows, &pattern, &|| asked.replace(asked.get() + 1) > 1);
    assert_eq!(asked.get(), 1, "one slice was left");
    assert_eq!(found, Finder::default().find(&rows, &pattern, &|| false));
}

#[test]
fn rows_that_are_added_are_found_with_those_before() {
    let mut dice = Dice(13);
    let mut rows = Rows((0..SLICE + 100).map(|_| row(&dice.title())).collect());
    let mut finder = Finder::default();
    let pattern = Pattern::new("so");
    for _ in 0..4 {
        let whole = Finder::default().find(&rows, &pattern, &|| false);
        assert!(finder.prepare(&rows, &|| false));
        assert_eq!(finder.find(&rows, &pattern, &|| false), whole);
        let letter = Pattern::new("s");
        assert_eq!(finder.find(&rows, &letter, &|| false), Finder::default().find(&rows, &letter, &|| false));
        rows.0.extend((0..dice.below(SLICE)).map(|_| row(&dice.title())));
    }
}
