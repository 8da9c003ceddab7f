//! One text looked at by itself, with the matcher of the crate `fuzzy-matcher`: for a few rows, and for highlights.

use std::ops::Range;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::super::fold::Folded;
use super::fit::{self, Fit};
use super::term::{Form, Probe, Term};
use super::{key, skim};

/// A title or a name.
pub(super) struct Field<'a> {
    text: &'a str,
    folded: Folded,
    letters: Vec<char>,
    in_title: bool,
}

impl<'a> Field<'a> {
    pub(super) fn new(text: &'a str, in_title: bool) -> Self {
        let folded = key::folded(text);
        Self { text, letters: folded.as_str().chars().collect(), folded, in_title }
    }

    /// What a word scores here, if it is here.
    pub(super) fn score(&self, term: &Term) -> Option<i32> {
        let fit = self.runs(term).map(|(_, fit)| fit).max();
        let (fit, skim) = if term.form == Form::Fuzzy {
            // `fuzzy_match` keeps less, and for that scores some titles otherwise.
            let (skim, _) = matcher(term).fuzzy_indices(self.folded.as_str(), &term.text)?;
            let strewn = || if self.has_initials(term) { Fit::Initials } else { Fit::Scattered };
            (fit.unwrap_or_else(strewn), skim as i32)
        } else {
            let probes: Vec<Probe> = term.probes().collect();
            let key: Vec<u8> = self.letters.iter().map(|c| key::byte(*c)).collect();
            (fit?, self.runs(term).map(|(start, _)| skim::of_run(&key, start, &probes)).max()?)
        };
        term.is_really_in(self.text).then(|| fit::score(fit, self.in_title, term.edits, skim))
    }

    /// What a word matched, in bytes of the text.
    pub(super) fn marks(&self, term: &Term, marks: &mut Vec<Range<usize>>) {
        // Of places that fit alike the first.
        let best = self.runs(term).min_by_key(|(start, fit)| (std::cmp::Reverse(*fit), *start));
        let letters = match best {
            Some((start, _)) => (start..start + term.text.chars().count()).collect(),
            None => match matcher(term).fuzzy_indices(self.folded.as_str(), &term.text) {
                Some((_, letters)) => letters,
                None => return,
            },
        };
        let mut letters = letters.into_iter().peekable();
        for (nth, (at, c)) in self.folded.as_str().char_indices().enumerate() {
            if letters.next_if_eq(&nth).is_some() {
                marks.push(self.folded.origin(at..at + c.len_utf8()));
            }
        }
    }

    /// The places where a word stands as it is and as its form wants it, with their fit.
    fn runs(&self, term: &Term) -> impl Iterator<Item = (usize, Fit)> {
        let wanted: Vec<char> = term.text.chars().collect();
        let ends = self.letters.len().saturating_sub(wanted.len());
        let starts = 0..if wanted.len() <= self.letters.len() { ends + 1 } else { 0 };
        let (case, form) = (term.case, term.form);
        starts.filter_map(move |start| {
            let end = start + wanted.len();
            let is_here = self.letters[start..end].iter().zip(&wanted).all(|(a, b)| is_letter(*a, *b, case));
            let fit = match (self.is_word_start(start), self.letters.get(end).is_some_and(|c| c.is_alphanumeric())) {
                (true, false) => Fit::Whole,
                (true, true) => Fit::Begins,
                (false, _) => Fit::Inside,
            };
            let allowed = match form {
                Form::Fuzzy | Form::Exact => true,
                Form::Whole => fit == Fit::Whole,
                Form::Prefix => start == 0,
                Form::Suffix => end == self.letters.len(),
                Form::Equal => start == 0 && end == self.letters.len(),
            };
            (is_here && allowed).then_some((start, fit))
        })
    }

    fn has_initials(&self, term: &Term) -> bool {
        let mut heads = (0..self.letters.len()).filter(|at| self.is_word_start(*at)).map(|at| self.letters[at]);
        term.text.chars().all(|wanted| heads.any(|head| is_letter(head, wanted, term.case)))
    }

    fn is_word_start(&self, at: usize) -> bool {
        !at.checked_sub(1).is_some_and(|before| self.letters[before].is_alphanumeric())
    }
}

/// Of `fuzzy-matcher`. What it scored before changes its scores, so each has a new one.
fn matcher(term: &Term) -> SkimMatcherV2 {
    let matcher = SkimMatcherV2::default();
    if term.case { matcher.respect_case() } else { matcher.ignore_case() }
}

fn is_letter(letter: char, wanted: char, case: bool) -> bool {
    if case { letter == wanted } else { letter.eq_ignore_ascii_case(&wanted) }
}
