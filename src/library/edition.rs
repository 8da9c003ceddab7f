//! An edition: what to read in so many minutes of what is unread, one telling of each story.

use std::cmp::{Ordering, Reverse};
use std::sync::Arc;

use super::{Catalogue, Storyline, Storylines};
use crate::article::{Handle, minutes};
use crate::search::Handles;

/// A story that is told twice as often weighs as much as one that is so many days newer.
const DAYS: f64 = 7.0;

/// What has no date counts as so many days older than the newest article.
const UNDATED: f64 = 30.0;

/// What to read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edition {
    /// The articles: first a telling of each story, then others.
    pub rows: Arc<[Handle]>,
    /// How many of them stand for a story.
    pub stories: usize,
    /// How long they take to read.
    pub minutes: u32,
}

/// What is new: a story or an article outside all stories, by the article that stands for it.
struct Item {
    article: Handle,
    weight: f64,
}

/// An edition of at most so many minutes from the articles before `end` that were not `read`: stories by how often they
/// are told and how new they are, until the minutes are filled; then what stands in no story. What takes longer than
/// is left is passed over.
pub fn edition(catalogue: &Catalogue, end: Handle, stories: &Storylines, read: &Handles, limit: u32) -> Edition {
    let is_unread = |article: &Handle| *article < end && !catalogue.is_gone(*article) && !read.contains(*article);
    let day = |article: &Handle| catalogue.published(*article).map(|published| published.days());
    let newest = catalogue.handles().filter_map(|article| day(&article)).max().unwrap_or_default();
    let weight = |tellings: usize, day: Option<i32>| {
        let age = day.map_or(UNDATED, |day| f64::from(newest) - f64::from(day));
        (tellings as f64).log2() - age / DAYS
    };
    let of_story = |story: &Storyline| {
        let unread: Vec<Handle> = story.tellings.iter().copied().filter(is_unread).collect();
        let last = unread.iter().copied().max_by_key(|telling| (day(telling), *telling))?;
        // Who began a story goes on with what came last; else with the one telling that says what all of them say.
        let begun = story.tellings.iter().any(|telling| read.contains(*telling));
        let best = if is_unread(&story.best) { story.best } else { *unread.first()? };
        Some(Item { article: if begun { last } else { best }, weight: weight(unread.len(), day(&last)) })
    };
    let alone = |article: &Handle| stories.number_of(*article).is_none() || stories.is_doubtful(*article);
    let others = catalogue.handles().filter(|article| alone(article) && is_unread(article));
    let others = others.map(|article| Item { article, weight: weight(1, day(&article)) });
    let mut left = limit;
    let mut fill = |mut items: Vec<Item>| -> Vec<Handle> {
        items.sort_by(heavier);
        let fits = |item: &Item| {
            let takes = minutes(catalogue.words(item.article).unwrap_or_default(), catalogue.language(item.article));
            let rest = left.checked_sub(takes);
            left = rest.unwrap_or(left);
            rest.is_some()
        };
        items.into_iter().filter(fits).map(|item| item.article).collect()
    };
    let mut rows = fill(stories.all().iter().filter_map(of_story).collect());
    let told = rows.len();
    rows.extend(fill(others.collect()));
    Edition { rows: rows.into(), stories: told, minutes: limit - left }
}

/// The heavier first; of equals, as the archive has them.
fn heavier(a: &Item, b: &Item) -> Ordering {
    b.weight.total_cmp(&a.weight).then_with(|| Reverse(b.article).cmp(&Reverse(a.article)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, ArticleId, Block, Summary};
    use crate::related::Stories;

    /// Articles with a day, so many minutes to read, and the number of their story; 0 for none.
    fn archive(rows: &[(&str, usize, u8)]) -> (Catalogue, Storylines) {
        let mut catalogue = Catalogue::new("/archive");
        let row = |(index, (day, minutes, _)): (usize, &(&str, usize, u8))| {
            let text = Block::paragraph("word ".repeat(minutes * 230));
            let article = Article { published: day.parse().ok(), blocks: vec![text], ..Article::default() };
            Summary::of(&article, ArticleId(index.to_string()), None)
        };
        catalogue.extend(rows.iter().enumerate().map(row).collect());
        let near = |of: usize| {
            let same = rows.iter().enumerate().filter(move |(at, row)| *at != of && row.2 == rows[of].2 && row.2 > 0);
            (Handle(of as u32), same.map(|(at, _)| (Handle(at as u32), 0.9)).collect())
        };
        let lines = Storylines::of(&Stories::of((0..rows.len()).map(near)), &catalogue);
        (catalogue, lines)
    }

    fn made(rows: &[(&str, usize, u8)], read: &[u32], limit: u32) -> (Vec<u32>, usize, u32) {
        let (catalogue, lines) = archive(rows);
        let mut known = Handles::default();
        read.iter().for_each(|article| known.set(Handle(*article), true));
        let edition = edition(&catalogue, Handle(catalogue.handed_out()), &lines, &known, limit);
        (edition.rows.iter().map(|row| row.0).collect(), edition.stories, edition.minutes)
    }

    #[test]
    fn larger_and_newer_stories_stand_first_then_what_is_in_none() {
        let rows = [
            ("2020-03-01", 2, 1),
            ("2020-03-02", 2, 1),
            ("2020-03-01", 2, 2),
            ("2020-03-01", 2, 2),
            ("2020-03-01", 2, 2),
            ("2020-03-30", 2, 0),
            ("", 2, 0),
            ("2019-03-30", 2, 3),
            ("2019-03-30", 2, 3),
        ];
        assert_eq!(made(&rows, &[], 20), (vec![2, 0, 7, 5, 6], 3, 10));
        assert_eq!(made(&rows, &[], 5), (vec![2, 0], 2, 4));
    }

    #[test]
    fn what_takes_too_long_is_passed_over_and_the_minutes_are_never_more() {
        let rows = [("2020-03-03", 9, 0), ("2020-03-02", 30, 0), ("2020-03-01", 4, 0)];
        assert_eq!(made(&rows, &[], 13), (vec![0, 2], 0, 13));
        assert_eq!(made(&rows, &[], 5), (vec![2], 0, 4));
        assert_eq!(made(&rows, &[], 3), (vec![], 0, 0));
        assert_eq!(made(&rows, &[], 0), (vec![], 0, 0));
        assert_eq!(made(&[], &[], 20), (vec![], 0, 0));
    }

    #[test]
    fn of_a_story_that_was_begun_the_newest_telling_is_read_next() {
        let rows = [("2020-03-01", 2, 1), ("2020-03-02", 2, 1), ("2020-03-05", 2, 1)];
        assert_eq!(made(&rows, &[], 20).0, [0]);
        assert_eq!(made(&rows, &[0], 20).0, [2]);
        assert_eq!(made(&rows, &[0, 2], 20).0, [1]);
        assert_eq!(made(&rows, &[0, 1, 2], 20).0, [] as [u32; 0]);
    }
}
