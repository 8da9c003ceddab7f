//! The orders that the list can stand in.

use std::cmp::Ordering;

use crate::article::{Handle, Summary};

/// What the list is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// Newest first; articles without a date last.
    #[default]
    Date,
    /// By letter.
    Title,
    /// By letter; articles without a source last; newest first within one.
    Source,
    /// Shortest first.
    Length,
    /// As the archive has them: paths in order, the articles of a file as they stand in it.
    Archive,
}

/// An order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// What it is sorted by.
    pub by: By,
    /// The other way round.
    pub reversed: bool,
}

impl Order {
    /// As the status line says it.
    pub fn name(self) -> &'static str {
        match (self.by, self.reversed) {
            (By::Date, false) => "newest first",
            (By::Date, true) => "oldest first",
            (By::Title, false) => "by title",
            (By::Title, true) => "by title, from z",
            (By::Source, false) => "by source",
            (By::Source, true) => "by source, from z",
            (By::Length, false) => "shortest first",
            (By::Length, true) => "longest first",
            (By::Archive, false) => "as filed",
            (By::Archive, true) => "as filed, from the end",
        }
    }

    /// Puts rows, which come as the archive has them, in this order. Rows that are equal stay as the archive has
    /// them: chapters and letters of one day follow each other.
    pub fn arrange(self, rows: &mut [(Handle, &Summary)]) {
        match (self.by, self.reversed) {
            (By::Archive, false) => {}
            (By::Archive, true) => rows.reverse(),
            _ => rows.sort_by(|(_, a), (_, b)| self.compare(a, b)),
        }
    }

    /// Which of two rows stands first. Rows that lack what is sorted by stand last either way.
    fn compare(self, a: &Summary, b: &Summary) -> Ordering {
        let turn = |ordering: Ordering| if self.reversed { ordering.reverse() } else { ordering };
        let newest = || known_first(a.published, b.published, |a, b| b.order().cmp(&a.order()));
        match self.by {
            By::Date => known_first(a.published, b.published, |a, b| turn(b.order().cmp(&a.order()))),
            By::Title => turn(letters(&a.title).cmp(letters(&b.title))),
            By::Source => {
                known_first(a.source.as_deref(), b.source.as_deref(), |a, b| turn(letters(a).cmp(letters(b))))
                    .then_with(newest)
            }
            By::Length => turn(a.words.cmp(&b.words)),
            By::Archive => Ordering::Equal,
        }
    }
}

fn known_first<T>(a: Option<T>, b: Option<T>, compare: impl Fn(T, T) -> Ordering) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => compare(a, b),
        (a, b) => a.is_none().cmp(&b.is_none()),
    }
}

/// The letters and digits of a text without regard to case: quotation marks and the like don't sort.
fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|c| c.is_alphanumeric() || *c == ' ').flat_map(char::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, ArticleId};

    #[test]
    fn rows_of_one_day_stay_as_the_archive_has_them() {
        let row = |id: &str, day: &str| {
            let article = Article { published: day.parse().ok(), ..Article::default() };
            Summary::of(&article, ArticleId(id.to_owned()), None)
        };
        let summaries = [row("b#9", "2014-11-29"), row("b#10", "2014-11-29"), row("b#11", "2014-11-30")];
        let arranged = |by, reversed| {
            let mut rows: Vec<_> = (0..).map(Handle).zip(&summaries).collect();
            Order { by, reversed }.arrange(&mut rows);
            rows.iter().map(|(handle, _)| handle.0).collect::<Vec<_>>()
        };
        assert_eq!(arranged(By::Date, false), [2, 0, 1]);
        assert_eq!(arranged(By::Date, true), [0, 1, 2]);
        assert_eq!(arranged(By::Archive, false), [0, 1, 2]);
        assert_eq!(arranged(By::Archive, true), [2, 1, 0]);
    }
}
