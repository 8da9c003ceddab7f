//! The orders that the list can stand in.

use std::cmp::{Ordering, Reverse};
use std::collections::{HashMap, HashSet};

use super::Grouping;
use crate::article::{Handle, Moment};
use crate::library::Catalogue;

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
    /// What it is grouped by. Within a group, and where there are none, it is sorted.
    pub groups: Grouping,
}

impl Order {
    /// As the status line says it.
    pub fn name(self) -> String {
        let sorted = match (self.by, self.reversed) {
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
        };
        match self.groups {
            Grouping::Nothing => sorted.to_owned(),
            Grouping::Day => format!("by day, {sorted}"),
            Grouping::Source if self.by == By::Source => sorted.to_owned(),
            Grouping::Source => format!("by source, {sorted}"),
            Grouping::Story => format!("by story, {sorted}"),
        }
    }

    /// Every article in this order. Rows that are equal stay as the archive has them: chapters and letters of one day
    /// follow each other. Rows that lack what is sorted by stand last either way.
    pub fn arrange(self, catalogue: &Catalogue) -> Vec<Handle> {
        match (self.by, self.reversed) {
            (By::Archive, false) => catalogue.filed(),
            (By::Archive, true) => {
                let mut rows = catalogue.filed();
                rows.reverse();
                rows
            }
            (By::Date, false) => newest_first(catalogue),
            (By::Date, true) => {
                let oldest = |row| date(catalogue, row).map_or((true, 0), |date| (false, date));
                sorted(catalogue.filed(), oldest)
            }
            (By::Title, reversed) => by_title(catalogue, reversed),
            (By::Source, reversed) => by_source(catalogue, reversed),
            (By::Length, false) => sorted(catalogue.filed(), |row| catalogue.words(row)),
            (By::Length, true) => sorted(catalogue.filed(), |row| Reverse(catalogue.words(row))),
        }
    }
}

fn date(catalogue: &Catalogue, row: Handle) -> Option<i64> {
    catalogue.published(row).map(Moment::order)
}

fn newest(catalogue: &Catalogue, row: Handle) -> impl Ord {
    Moment::newest_first(catalogue.published(row))
}

/// Sorts by a key that is asked for once a row.
fn sorted<K: Ord>(rows: Vec<Handle>, key: impl Fn(Handle) -> K) -> Vec<Handle> {
    let mut keyed: Vec<(K, Handle)> = rows.into_iter().map(|row| (key(row), row)).collect();
    keyed.sort_by(|(a, _), (b, _)| a.cmp(b));
    keyed.into_iter().map(|(_, row)| row).collect()
}

/// Most of a catalogue that is kept on disk stands in this order already: only what came since is sorted, and put
/// where it belongs.
fn newest_first(catalogue: &Catalogue) -> Vec<Handle> {
    let end = catalogue.newest_first();
    if end == Handle(0) {
        return sorted(catalogue.filed(), |row| newest(catalogue, row));
    }
    let since: Vec<_> = (end.0..catalogue.handed_out()).map(Handle).filter(|row| !catalogue.is_gone(*row)).collect();
    let mut rows = Vec::with_capacity(catalogue.len());
    let mut next = 0;
    let mut take = |until: u32, rows: &mut Vec<Handle>| {
        rows.extend((next..until).map(Handle).filter(|row| !catalogue.is_gone(*row)));
        next = until.max(next);
    };
    for row in sorted(since, |row| newest(catalogue, row)) {
        let key = newest(catalogue, row);
        let (mut low, mut high) = (0, end.0);
        while low < high {
            let middle = low + (high - low) / 2;
            if newest(catalogue, Handle(middle)) <= key { low = middle + 1 } else { high = middle }
        }
        take(low, &mut rows);
        rows.push(row);
    }
    take(end.0, &mut rows);
    rows
}

/// Letters of a title that are compared at once, in bytes.
const WINDOW: usize = 16;

/// Titles that begin alike for so many windows are compared whole: to fetch them again for each window would take a
/// time that grows with the square of their length.
const WINDOWS: usize = 4;

fn by_title(catalogue: &Catalogue, reversed: bool) -> Vec<Handle> {
    let title = |row| catalogue.title(row).unwrap_or_default();
    let turn = |ordering: Ordering| if reversed { ordering.reverse() } else { ordering };
    let mut rows: Vec<(u128, Handle)> = catalogue.filed().into_iter().map(|row| (0, row)).collect();
    sort_from(0, &mut rows, &title, &turn);
    rows.into_iter().map(|(_, row)| row).collect()
}

/// Sorts rows whose titles are alike up to a window by the letters from there on. The letters of a window lie side by
/// side; only of titles that are alike in it too the next ones are fetched.
fn sort_from<'a>(
    window: usize,
    rows: &mut [(u128, Handle)],
    title: &impl Fn(Handle) -> &'a str,
    turn: &impl Fn(Ordering) -> Ordering,
) {
    if window == WINDOWS {
        let whole = |(_, row): &(u128, Handle)| (letters(title(*row)).collect::<String>(), *row);
        let mut whole: Vec<_> = rows.iter().map(whole).collect();
        whole.sort_by(|(a, _), (b, _)| turn(a.cmp(b)));
        rows.iter_mut().zip(whole).for_each(|(place, (_, row))| place.1 = row);
        return;
    }
    rows.iter_mut().for_each(|(key, row)| *key = letters_in(window, title(*row)));
    rows.sort_by(|(a, _), (b, _)| turn(a.cmp(b)));
    let goes_on = |alike: &&mut [(u128, Handle)]| alike.len() > 1 && alike[0].0.to_be_bytes()[WINDOW - 1] != 0;
    for alike in rows.chunk_by_mut(|(a, _), (b, _)| a == b).filter(goes_on) {
        sort_from(window + 1, alike, title, turn);
    }
}

fn by_source(catalogue: &Catalogue, reversed: bool) -> Vec<Handle> {
    let rows = catalogue.filed();
    let names: HashSet<&str> = rows.iter().filter_map(|row| catalogue.source(*row)).collect();
    let mut names: Vec<_> = names.into_iter().collect();
    names.sort_by(|a, b| {
        let ordering = letters(a).cmp(letters(b));
        if reversed { ordering.reverse() } else { ordering }
    });
    // Names that sort alike (`The Times`, `The “Times”`) share a place, so that their articles stand by date.
    let mut places = HashMap::new();
    let mut place = 0_u32;
    for (at, name) in names.iter().enumerate() {
        place += u32::from(at > 0 && !letters(names[at - 1]).eq(letters(name)));
        places.insert(*name, place);
    }
    sorted(rows, |row| {
        let place = catalogue.source(row).and_then(|name| places.get(name).copied());
        (place.unwrap_or(u32::MAX), newest(catalogue, row))
    })
}

/// The letters and digits of a text without regard to case: quotation marks and the like don't sort.
pub(super) fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|c| c.is_alphanumeric() || *c == ' ').flat_map(char::to_lowercase)
}

/// The bytes of the letters that lie in a window, as a number that sorts as they do: UTF-8 keeps the order of
/// characters. Where the letters end there are zeros.
fn letters_in(window: usize, text: &str) -> u128 {
    fn taken(window: usize, letters: impl Iterator<Item = u8>) -> u128 {
        let mut bytes = [0; WINDOW];
        bytes.iter_mut().zip(letters.skip(window * WINDOW)).for_each(|(place, byte)| *place = byte);
        u128::from_be_bytes(bytes)
    }
    if text.is_ascii() {
        let letters = text.bytes().filter(|byte| byte.is_ascii_alphanumeric() || *byte == b' ');
        return taken(window, letters.map(|byte| byte.to_ascii_lowercase()));
    }
    let utf8 = |c: char| {
        let mut bytes = [0; 4];
        let len = c.encode_utf8(&mut bytes).len();
        bytes.into_iter().take(len)
    };
    taken(window, letters(text).flat_map(utf8))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, ArticleId, Summary};

    #[test]
    fn rows_of_one_day_stay_as_the_archive_has_them() {
        let row = |id: &str, day: &str| {
            let article = Article { published: day.parse().ok(), ..Article::default() };
            Summary::of(&article, ArticleId(id.to_owned()), None)
        };
        let mut catalogue = Catalogue::new("/archive");
        catalogue.extend(vec![row("b#9", "2014-11-29"), row("b#10", "2014-11-29"), row("b#11", "2014-11-30")]);
        let arranged = |by, reversed| {
            Order { by, reversed, ..Order::default() }
                .arrange(&catalogue)
                .iter()
                .map(|handle| handle.0)
                .collect::<Vec<_>>()
        };
        assert_eq!(arranged(By::Date, false), [2, 0, 1]);
        assert_eq!(arranged(By::Date, true), [0, 1, 2]);
        assert_eq!(arranged(By::Archive, false), [0, 1, 2]);
        assert_eq!(arranged(By::Archive, true), [2, 1, 0]);
    }

    #[test]
    fn titles_sort_by_their_letters() {
        let row = |title: &str| {
            let article = Article { title: title.to_owned(), ..Article::default() };
            Summary::of(&article, ArticleId(title.to_owned()), None)
        };
        let mut catalogue = Catalogue::new("/archive");
        catalogue.extend(
            [
                "“Zebra”",
                "abbey road",
                "Abbey",
                "éclair",
                "",
                "1984",
                "ö a long beginning: two",
                "Ö a long beginning, one",
            ]
            .map(row)
            .to_vec(),
        );
        let rows = |reversed| Order { by: By::Title, reversed, ..Order::default() }.arrange(&catalogue);
        assert_eq!(rows(false), [4, 5, 2, 1, 0, 3, 7, 6].map(Handle));
        assert_eq!(rows(true), [6, 7, 3, 0, 1, 2, 5, 4].map(Handle));
    }

    proptest::proptest! {
        #[test]
        fn titles_sort_as_their_letters_do_however_long_they_begin_alike(
            titles in proptest::collection::vec(("[aé]{0,3}", 0..5_usize, "[Ab é!]{0,40}"), 0..30),
            reversed in proptest::prelude::any::<bool>(),
        ) {
            let titles: Vec<String> = titles
                .into_iter()
                .map(|(head, times, tail)| format!("{}{tail}", format!("{head}Storms “over” the sea ").repeat(times)))
                .collect();
            let row = |(at, title): (usize, &String)| {
                let article = Article { title: title.clone(), ..Article::default() };
                Summary::of(&article, ArticleId(at.to_string()), None)
            };
            let mut catalogue = Catalogue::new("/archive");
            catalogue.extend(titles.iter().enumerate().map(row).collect());
            let mut expected = catalogue.filed();
            expected.sort_by(|a, b| {
                let ordering = letters(&titles[a.index()]).cmp(letters(&titles[b.index()]));
                if reversed { ordering.reverse() } else { ordering }
            });
            proptest::prop_assert_eq!(Order { by: By::Title, reversed, ..Order::default() }.arrange(&catalogue), expected);
        }
    }
}
