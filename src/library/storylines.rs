//! The stories of an archive as a reader meets them: each with its headline, its sources and its days.

use std::cmp::Ordering;
use std::collections::HashSet;

use super::Catalogue;
use crate::article::{Handle, Moment};
use crate::related::{Stories, Story, StoryId};

/// Every story of an archive, and which of them each article tells. A story is named by its number among them, which
/// another gathering may give to another one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Storylines {
    lines: Vec<Storyline>,
    /// Of each article, by handle, its story, with [`DOUBTFUL`] where it may tell it; [`NONE`] without one.
    of: Vec<u32>,
}

/// What stands for the story of an article that has none.
const NONE: u32 = u32::MAX;

/// The bit of an article that only may tell its story. There are half as many stories as articles at most.
const DOUBTFUL: u32 = 1 << 31;

/// A story that at least two articles tell which are still there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Storyline {
    /// Its name, as long as there are [`Stories`].
    pub id: StoryId,
    /// The telling that stands for it: the one nearest to all others that has a headline of its own. The nearest says
    /// what all of them say; a title that was made from a lead says how one of them begins.
    pub best: Handle,
    /// Its tellings, the one nearest to all others first.
    pub tellings: Vec<Handle>,
    /// Articles that may belong to it.
    pub doubtful: Vec<Handle>,
    /// Who tells it, the one who told it first before the others.
    pub sources: Vec<String>,
    /// The days of its first and its last telling.
    pub days: Option<(Moment, Moment)>,
}

impl Storylines {
    /// The stories of the articles in a catalogue.
    pub fn of(stories: &Stories, catalogue: &Catalogue) -> Self {
        let lines: Vec<_> = stories.all().iter().filter_map(|story| Storyline::of(story, catalogue)).collect();
        let mut of = vec![NONE; catalogue.handed_out() as usize];
        for (number, line) in (0..).zip(&lines) {
            let sure = line.tellings.iter().map(|article| (article, number));
            for (article, number) in sure.chain(line.doubtful.iter().map(|article| (article, number | DOUBTFUL))) {
                if let Some(of) = of.get_mut(article.index()) {
                    *of = number;
                }
            }
        }
        Self { lines, of }
    }

    /// All of them, in the order of their names.
    pub fn all(&self) -> &[Storyline] {
        &self.lines
    }

    /// How many articles, by handle, were looked at.
    pub fn looked_at(&self) -> u32 {
        self.of.len() as u32
    }

    /// The number of the story that an article tells, or may tell.
    pub fn number_of(&self, article: Handle) -> Option<u32> {
        self.of.get(article.index()).filter(|number| **number != NONE).map(|number| number & !DOUBTFUL)
    }

    /// A story by its number.
    pub fn get(&self, number: u32) -> Option<&Storyline> {
        self.lines.get(number as usize)
    }

    /// The story that an article tells, or may tell.
    pub fn story_of(&self, article: Handle) -> Option<&Storyline> {
        self.get(self.number_of(article)?)
    }

    /// Whether an article only may tell its story.
    pub fn is_doubtful(&self, article: Handle) -> bool {
        self.of.get(article.index()).is_some_and(|number| *number != NONE && number & DOUBTFUL != 0)
    }
}

impl Storyline {
    fn of(story: &Story, catalogue: &Catalogue) -> Option<Self> {
        let there = |articles: &[Handle]| articles.iter().copied().filter(is_in(catalogue)).collect::<Vec<_>>();
        let (tellings, doubtful) = (there(&story.members), there(&story.doubtful));
        if tellings.len() < 2 {
            return None;
        }
        let has_headline = |article: &&Handle| catalogue.get(**article).is_some_and(|row| !row.title_inferred);
        let best = *tellings.iter().find(has_headline).or(tellings.first())?;
        let mut line = Self { id: story.id, best, tellings, doubtful, sources: Vec::new(), days: None };
        let by_date = line.by_date(catalogue);
        let mut known = HashSet::new();
        let sources = by_date.iter().filter_map(|telling| catalogue.source(*telling));
        line.sources = sources.filter(|source| known.insert(*source)).map(str::to_owned).collect();
        let published = |telling: &Handle| catalogue.published(*telling);
        line.days = by_date.iter().find_map(published).zip(by_date.iter().rev().find_map(published));
        Some(line)
    }

    /// Its tellings as far as they are in a catalogue, the earliest first, those without a date last.
    pub fn by_date(&self, catalogue: &Catalogue) -> Vec<Handle> {
        let mut tellings: Vec<_> = self.keyed(catalogue).collect();
        tellings.sort_unstable();
        tellings.into_iter().map(|(_, _, telling)| telling).collect()
    }

    fn keyed<'a>(&'a self, catalogue: &'a Catalogue) -> impl Iterator<Item = Key> + 'a {
        self.tellings.iter().copied().filter(is_in(catalogue)).map(|telling| key(telling, catalogue))
    }

    /// The telling before an article of it, or after it.
    pub fn neighbour(&self, article: Handle, later: bool, catalogue: &Catalogue) -> Option<Handle> {
        let here = key(article, catalogue);
        let others = self.keyed(catalogue);
        let found = match later {
            true => others.filter(|key| key.cmp(&here) == Ordering::Greater).min(),
            false => others.filter(|key| key.cmp(&here) == Ordering::Less).max(),
        };
        found.map(|(_, _, telling)| telling)
    }

    /// The earliest telling.
    pub fn first(&self, catalogue: &Catalogue) -> Option<Handle> {
        self.keyed(catalogue).min().map(|(_, _, telling)| telling)
    }
}

/// What tellings are sorted by: those without a date last, those of one moment as the archive has them.
type Key = (bool, i64, Handle);

fn is_in(catalogue: &Catalogue) -> impl Fn(&Handle) -> bool {
    |article| article.0 < catalogue.handed_out() && !catalogue.is_gone(*article)
}

fn key(article: Handle, catalogue: &Catalogue) -> Key {
    let published = catalogue.published(article).map(Moment::order);
    (published.is_none(), published.unwrap_or_default(), article)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, ArticleId, Summary};

    /// A catalogue of articles with a day, a source, and whether the title was made; all of them near to each other.
    fn archive(rows: &[(&str, &str, bool)]) -> (Catalogue, Storylines) {
        let mut catalogue = Catalogue::new("/archive");
        let row = |(index, (day, source, made)): (usize, &(&str, &str, bool))| {
            let article = Article {
                title: format!("Title {index}"),
                title_inferred: *made,
                published: day.parse().ok(),
                source: (!source.is_empty()).then(|| (*source).to_owned()),
                ..Article::default()
            };
            Summary::of(&article, ArticleId(index.to_string()), None)
        };
        catalogue.extend(rows.iter().enumerate().map(row).collect());
        let lines = gathered(&catalogue);
        (catalogue, lines)
    }

    fn gathered(catalogue: &Catalogue) -> Storylines {
        let handles = || (0..catalogue.handed_out()).map(Handle);
        let near = |of: Handle| handles().filter(|other| *other != of).map(|other| (other, 0.9)).collect::<Vec<_>>();
        Storylines::of(&Stories::of(handles().map(|handle| (handle, near(handle)))), catalogue)
    }

    #[test]
    fn tellings_stand_by_date_and_those_without_one_last() {
        let (catalogue, lines) = archive(&[
            ("2019-03-06", "Post", false),
            ("", "Reel", false),
            ("2019-03-04", "Wire", true),
            ("2019-03-04", "Post", false),
        ]);
        let story = lines.story_of(Handle(1)).unwrap();
        assert_eq!(story.by_date(&catalogue), [2, 3, 0, 1].map(Handle));
        assert_eq!(story.sources, ["Wire", "Post", "Reel"]);
        let (first, last) = story.days.unwrap();
        assert_eq!((first.to_string(), last.to_string()), ("2019-03-04".to_owned(), "2019-03-06".to_owned()));
        assert_eq!(story.first(&catalogue), Some(Handle(2)));
        let walk = |from, later| story.neighbour(Handle(from), later, &catalogue).map(|handle| handle.0);
        assert_eq!([walk(2, true), walk(3, true), walk(0, true), walk(1, true)], [Some(3), Some(0), Some(1), None]);
        assert_eq!([walk(2, false), walk(1, false)], [None, Some(0)]);
    }

    #[test]
    fn a_headline_of_its_own_stands_for_the_story() {
        let (_, lines) = archive(&[("2019-03-04", "", true), ("2019-03-05", "", false), ("2019-03-06", "", true)]);
        assert_eq!(lines.all()[0].best, Handle(1));
        let (_, lines) = archive(&[("2019-03-04", "", true), ("2019-03-05", "", true)]);
        assert_eq!(lines.all()[0].best, lines.all()[0].tellings[0]);
    }

    #[test]
    fn what_is_gone_tells_nothing_and_one_article_is_no_story() {
        let (mut catalogue, _) = archive(&[("", "", false), ("", "", false), ("", "", false)]);
        catalogue.lose([Handle(0)]);
        let lines = gathered(&catalogue);
        assert_eq!((lines.all()[0].tellings.len(), lines.number_of(Handle(0))), (2, None));
        assert_eq!((lines.looked_at(), lines.number_of(Handle(9))), (3, None));
        catalogue.lose([Handle(1)]);
        assert!(gathered(&catalogue).all().is_empty());
    }
}
