//! Stories: the articles that tell one event, gathered from the scores of related articles.
//!
//! Average link with [`RELATED`] as its threshold, over each article's fifty nearest. As articles are added, the
//! stories near to each are gathered anew, so that the order hardly matters. B-cubed F1, all at once and then one after
//! the other: .93 and .92 on ECB+, .96 and .96 on the Fake News Challenge.

use std::cmp::Reverse;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;

use serde::{Deserialize, Serialize};

use self::linkage::{Node, clusters, link};
use super::RELATED;
use crate::article::Handle;

mod linkage;

pub use linkage::NEIGHBOURS;

/// Lower scores are left out: they change no story.
pub const WEAKEST: f32 = RELATED / 2.0;

/// A story of more articles is not gathered anew when one is added to it: that would cost more with each.
const SETTLED: usize = 100;

/// What a story is called, as long as there are [`Stories`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StoryId(pub u32);

impl fmt::Display for StoryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Two or more articles that tell one event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Story {
    /// Its name.
    pub id: StoryId,
    /// Its tellings, the most central one first: that which is nearest to all others.
    pub members: Vec<Handle>,
    /// Articles that may belong to it: on average not near enough to the others, or as near to another story.
    pub doubtful: Vec<Handle>,
}

/// The stories of an archive. They speak of articles by handle: what keeps them renumbers these.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Stories {
    articles: BTreeMap<u32, Known>,
    stories: BTreeMap<StoryId, Vec<u32>>,
    /// Stories that became a part of another.
    aliases: BTreeMap<StoryId, StoryId>,
    next: u32,
}

/// An article that was added.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Known {
    /// Its nearest of those that were there before it.
    near: Vec<(u32, f32)>,
    story: Option<StoryId>,
}

/// What belongs together, before it has a name.
#[derive(Default)]
struct Gathered {
    settled: Vec<StoryId>,
    articles: Vec<u32>,
}

impl Gathered {
    fn is_one(&self) -> bool {
        self.settled.is_empty() && self.articles.len() == 1
    }
}

impl Stories {
    /// The stories of articles, each with the scores of its nearest, gathered at once: the same in whatever order they
    /// come.
    pub fn of(articles: impl IntoIterator<Item = (Handle, Vec<(Handle, f32)>)>) -> Self {
        let mut stories = Self::default();
        let mut scores: Vec<(u32, u32, f32)> = Vec::new();
        for (handle, near) in articles {
            if let Entry::Vacant(entry) = stories.articles.entry(handle.0) {
                entry.insert(Known::default());
                scores.extend(nearest(handle, &near).map(|(to, score)| (handle.0.max(to), handle.0.min(to), score)));
            }
        }
        scores.sort_unstable_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(a.2.total_cmp(&b.2)));
        for both in scores.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            let (newer, older, _) = both[0];
            // Each way has its own score.
            let mean = both.iter().map(|(_, _, score)| score).sum::<f32>() / both.len() as f32;
            if stories.articles.contains_key(&older)
                && let Some(known) = stories.articles.get_mut(&newer)
            {
                known.near.push((older, mean));
            }
        }
        stories.gather(stories.articles.keys().copied().collect(), &BTreeSet::new());
        stories
    }

    /// Puts an article into the story of those it is near to, given the scores of its nearest, or opens one with them;
    /// answers which, if any. What is near to it is gathered anew: stories may become one, and keep the name of the
    /// one that most of their articles were in, of equals the older. An article that is there stays as it is.
    pub fn add(&mut self, handle: Handle, near: &[(Handle, f32)]) -> Option<StoryId> {
        let Entry::Vacant(entry) = self.articles.entry(handle.0) else { return self.story_of(handle) };
        entry.insert(Known::default());
        let near: Vec<(u32, f32)> = nearest(handle, near).filter(|(to, _)| self.articles.contains_key(to)).collect();
        let mut apart = vec![handle.0];
        let mut touched = BTreeSet::new();
        for (to, _) in near.iter().filter(|(_, score)| *score >= RELATED) {
            match self.articles.get(to).and_then(|known| known.story) {
                Some(story) => {
                    touched.insert(story);
                }
                None => apart.push(*to),
            }
        }
        if let Some(known) = self.articles.get_mut(&handle.0) {
            known.near = near;
        }
        if !touched.is_empty() || apart.len() > 1 {
            self.gather(apart, &touched);
        }
        self.story_of(handle)
    }

    /// Gathers articles that are in no story, and those of stories, into stories. A settled story stands as one.
    fn gather(&mut self, mut apart: Vec<u32>, touched: &BTreeSet<StoryId>) {
        let size = |story: &StoryId| self.stories.get(story).map_or(0, Vec::len);
        let (settled, others): (Vec<StoryId>, Vec<StoryId>) = touched.iter().partition(|story| size(story) > SETTLED);
        let mut nodes: Vec<Node> = settled.iter().map(|story| Node { size: size(story) as u32 }).collect();
        apart.extend(others.iter().filter_map(|story| self.stories.remove(story)).flatten());
        apart.sort_unstable();
        nodes.extend(apart.iter().map(|_| Node { size: 1 }));
        let found = clusters(&nodes, self.sums(&settled, &apart), RELATED);
        let mut gathered: BTreeMap<u32, Gathered> = BTreeMap::new();
        for (at, cluster) in found.into_iter().enumerate() {
            let gathered = gathered.entry(cluster).or_default();
            match settled.get(at) {
                Some(story) => gathered.settled.push(*story),
                None => gathered.articles.push(apart[at - settled.len()]),
            }
        }
        let mut gathered: Vec<Gathered> = gathered.into_values().filter(|gathered| !gathered.is_one()).collect();
        gathered.sort_unstable_by_key(|gathered| gathered.articles.first().copied());
        let names = self.names(&gathered, touched);
        apart.iter().for_each(|article| self.put(*article, None));
        for (gathered, name) in gathered.into_iter().zip(names) {
            let mut articles = gathered.articles;
            for part in gathered.settled.iter().filter(|part| **part != name) {
                articles.extend(self.stories.remove(part).unwrap_or_default());
            }
            articles.iter().for_each(|article| self.put(*article, Some(name)));
            self.stories.entry(name).or_default().extend(articles);
        }
    }

    /// The scores between settled stories and articles, which are numbered in this order, and between the articles:
    /// summed. No article of a settled story is looked through.
    fn sums(&self, settled: &[StoryId], articles: &[u32]) -> Vec<(u32, u32, f32)> {
        let stories: HashMap<StoryId, u32> = settled.iter().copied().zip(0..).collect();
        let places: HashMap<u32, u32> = articles.iter().copied().zip(settled.len() as u32..).collect();
        let place = |article: &u32| {
            let story = || stories.get(&self.articles.get(article)?.story?);
            places.get(article).or_else(story).copied()
        };
        let mut sums: BTreeMap<(u32, u32), f32> = BTreeMap::new();
        for (at, article) in (settled.len() as u32..).zip(articles) {
            for (to, score) in self.articles.get(article).iter().flat_map(|known| &known.near) {
                if let Some(place) = place(to) {
                    *sums.entry((at.min(place), at.max(place))).or_default() += score;
                }
            }
        }
        sums.into_iter().map(|((one, other), sum)| (one, other, sum)).collect()
    }

    /// The names of what was gathered out of these stories.
    fn names(&mut self, gathered: &[Gathered], touched: &BTreeSet<StoryId>) -> Vec<StoryId> {
        // How many articles of which story are where.
        let mut shares: BTreeMap<(StoryId, usize), usize> = BTreeMap::new();
        for (at, gathered) in gathered.iter().enumerate() {
            for story in gathered.articles.iter().filter_map(|article| self.articles.get(article)?.story) {
                *shares.entry((story, at)).or_default() += 1;
            }
            for story in &gathered.settled {
                shares.insert((*story, at), self.stories.get(story).map_or(0, Vec::len));
            }
        }
        let mut shares: Vec<((StoryId, usize), usize)> = shares.into_iter().collect();
        shares.sort_by_key(|(_, count)| Reverse(*count));
        let mut names: Vec<Option<StoryId>> = vec![None; gathered.len()];
        let mut kept = BTreeSet::new();
        for ((story, at), _) in &shares {
            if names[*at].is_none() && kept.insert(*story) {
                names[*at] = Some(*story);
            }
        }
        let mut new = || {
            self.next += 1;
            StoryId(self.next)
        };
        let names: Vec<StoryId> = names.into_iter().map(|name| name.unwrap_or_else(&mut new)).collect();
        for story in touched.difference(&kept) {
            if let Some(((_, at), _)) = shares.iter().find(|((of, _), _)| of == story) {
                self.aliases.insert(*story, names[*at]);
            }
        }
        names
    }

    fn put(&mut self, article: u32, story: Option<StoryId>) {
        if let Some(known) = self.articles.get_mut(&article) {
            known.story = story;
        }
    }

    /// Whether an article was added.
    pub fn has(&self, article: Handle) -> bool {
        self.articles.contains_key(&article.0)
    }

    /// Forgets the articles that are not to be kept.
    pub fn keep(&mut self, keep: impl Fn(Handle) -> bool) {
        if self.articles.keys().any(|article| !keep(Handle(*article))) {
            *self = self.renumbered(|article| keep(Handle(article)).then_some(article));
        }
    }

    /// The same stories of articles that have other numbers. Those without one are forgotten, and so is a story of which
    /// fewer than two are left.
    pub fn renumbered(&self, number: impl Fn(u32) -> Option<u32>) -> Self {
        let mut renumbered = Self { aliases: self.aliases.clone(), next: self.next, ..Self::default() };
        for (story, articles) in &self.stories {
            let articles: Vec<u32> = articles.iter().filter_map(|article| number(*article)).collect();
            if articles.len() > 1 {
                renumbered.stories.insert(*story, articles);
            }
        }
        for (article, known) in &self.articles {
            let Some(article) = number(*article) else { continue };
            let near = known.near.iter().filter_map(|(to, score)| Some((number(*to)?, *score))).collect();
            let story = known.story.filter(|story| renumbered.stories.contains_key(story));
            renumbered.articles.insert(article, Known { near, story });
        }
        renumbered
    }

    /// The story that an article tells.
    pub fn story_of(&self, handle: Handle) -> Option<StoryId> {
        self.articles.get(&handle.0)?.story
    }

    /// The story of this name today: another one when it became a part of that; `None` when there is no such story.
    pub fn today(&self, mut id: StoryId) -> Option<StoryId> {
        while let Some(later) = self.aliases.get(&id) {
            id = *later;
        }
        self.stories.contains_key(&id).then_some(id)
    }

    /// How many stories there are.
    pub fn len(&self) -> usize {
        self.stories.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.stories.is_empty()
    }

    /// All stories in the order of their names.
    pub fn all(&self) -> Vec<Story> {
        let mut sums: BTreeMap<(u32, StoryId), f32> = BTreeMap::new();
        for (article, known) in &self.articles {
            for (to, score) in &known.near {
                // What is in no story is asked for by none.
                let Some((own, its)) = known.story.zip(self.articles.get(to).and_then(|known| known.story)) else {
                    continue;
                };
                *sums.entry((*article, its)).or_default() += score;
                *sums.entry((*to, own)).or_default() += score;
            }
        }
        self.stories.iter().map(|(id, articles)| self.story(*id, articles, &sums)).collect()
    }

    fn story(&self, id: StoryId, articles: &[u32], sums: &BTreeMap<(u32, StoryId), f32>) -> Story {
        let others = articles.len().saturating_sub(1) as u32;
        let to =
            |article: u32, story: StoryId, len: u32| sums.get(&(article, story)).map_or(0.0, |sum| link(*sum, 1, len));
        let mut sorted: Vec<(u32, f32)> = articles.iter().map(|article| (*article, to(*article, id, others))).collect();
        sorted.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let is_doubtful = |(article, own): &(u32, f32)| {
            let near = sums.range((*article, StoryId(0))..=(*article, StoryId(u32::MAX)));
            let mut elsewhere = near.filter(|((_, story), _)| *story != id);
            *own < RELATED
                || elsewhere.any(|((_, story), _)| {
                    let len = self.stories.get(story).map_or(0, Vec::len) as u32;
                    to(*article, *story, len) >= RELATED
                })
        };
        let (doubtful, members): (Vec<_>, Vec<_>) = sorted.iter().partition(|article| is_doubtful(article));
        let handles = |of: Vec<(u32, f32)>| of.into_iter().map(|(article, _)| Handle(article)).collect();
        // Where all are in doubt, none is more so than the others.
        if members.len() < 2 {
            return Story { id, members: handles(sorted), doubtful: Vec::new() };
        }
        Story { id, members: handles(members), doubtful: handles(doubtful) }
    }
}

/// The nearest ones of an article that count, each once.
fn nearest(of: Handle, near: &[(Handle, f32)]) -> impl Iterator<Item = (u32, f32)> + use<> {
    let mut best: Vec<(u32, f32)> = near
        .iter()
        .filter(|(to, score)| *to != of && *score >= WEAKEST && score.is_finite())
        .map(|(to, score)| (to.0, *score))
        .collect();
    best.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    best.dedup_by_key(|(to, _)| *to);
    best.sort_by(|a, b| b.1.total_cmp(&a.1));
    best.truncate(NEIGHBOURS);
    best.into_iter()
}

#[cfg(test)]
mod tests;
