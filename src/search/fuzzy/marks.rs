//! What of a row a pattern matched.

use std::ops::Range;

use super::Pattern;
use super::field::Field;
use super::pattern::Condition;
use super::term::Term;
use crate::article::Summary;

/// What of a row matched, in bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Of the title.
    pub title: Vec<Range<usize>>,
    /// Of each author's name.
    pub authors: Vec<Vec<Range<usize>>>,
    /// Of the source.
    pub source: Vec<Range<usize>>,
}

impl Pattern {
    /// How well a text by itself matches, if it does: larger is better.
    pub fn score_text(&self, text: &str) -> Option<i64> {
        let field = Field::new(text, true);
        self.groups.iter().try_fold(0, |total, group| {
            let scores = group.iter().filter_map(Condition::wanted).filter_map(|term| field.score(term));
            Some(total + i64::from(scores.max()?))
        })
    }

    /// What of a row to highlight: each word where it matched best. Sorted, without overlap.
    pub fn marks(&self, row: &Summary) -> Marks {
        let fields = fields(row);
        let mut marks = vec![Vec::new(); fields.len()];
        for group in &self.groups {
            let found = group.iter().filter_map(Condition::wanted).filter_map(|term| {
                let (score, at) = place(term, &fields, row)?;
                Some((score, at, term))
            });
            if let Some((_, at, term)) = found.max_by_key(|(score, at, _)| (*score, std::cmp::Reverse(*at))) {
                fields[at].marks(term, &mut marks[at]);
            }
        }
        let mut marks = marks.into_iter().map(merge);
        Marks {
            title: marks.next().unwrap_or_default(),
            authors: marks.by_ref().take(row.authors.len()).collect(),
            source: marks.next().unwrap_or_default(),
        }
    }
}

/// The title, the authors and the source.
pub(super) fn fields(row: &Summary) -> Vec<Field<'_>> {
    let names = row.authors.iter().chain(&row.source);
    std::iter::once(Field::new(&row.title, true)).chain(names.map(|name| Field::new(name, false))).collect()
}

/// Where among the fields a word scores best; of equals the first.
pub(super) fn place(term: &Term, fields: &[Field<'_>], row: &Summary) -> Option<(i32, usize)> {
    let allowed = |at: usize| match at.checked_sub(1) {
        None => term.is_in_titles(),
        Some(name) if name < row.authors.len() => term.is_in_authors(),
        Some(_) => term.is_in_sources(),
    };
    let scores = fields.iter().enumerate().filter(|(at, _)| allowed(*at));
    let scores = scores.filter_map(|(at, field)| Some((field.score(term)?, at)));
    scores.max_by_key(|(score, at)| (*score, std::cmp::Reverse(*at)))
}

/// Sorts marks and joins those that touch.
pub(in crate::search) fn merge(mut marks: Vec<Range<usize>>) -> Vec<Range<usize>> {
    marks.sort_by_key(|range| range.start);
    marks.dedup_by(|next, last| {
        let joined = next.start <= last.end;
        if joined {
            last.end = last.end.max(next.end);
        }
        joined
    });
    marks
}
