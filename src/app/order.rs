//! The orders that the list can stand in.

use std::cmp::Ordering;

use crate::article::Summary;

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
        }
    }

    /// Which of two rows stands first. Rows that lack what is sorted by stand last either way.
    pub fn compare(self, a: &Summary, b: &Summary) -> Ordering {
        let turn = |ordering: Ordering| if self.reversed { ordering.reverse() } else { ordering };
        let newest = || known_first(a.published, b.published, |a, b| b.order().cmp(&a.order()));
        let sorted = match self.by {
            By::Date => known_first(a.published, b.published, |a, b| turn(b.order().cmp(&a.order()))),
            By::Title => turn(letters(&a.title).cmp(letters(&b.title))),
            By::Source => {
                known_first(a.source.as_deref(), b.source.as_deref(), |a, b| turn(letters(a).cmp(letters(b))))
                    .then_with(newest)
            }
            By::Length => turn(a.words.cmp(&b.words)),
        };
        sorted.then_with(|| a.id.cmp(&b.id))
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
