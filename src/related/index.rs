//! The nearest articles to an article: postings find candidates, vectors rank them.

use std::sync::Arc;

use super::draft::short;
use super::part::Part;
use super::score::{Likeness, NEAREST, near_in_time};
use super::weight::Rarity;
use super::why::Spelling;
use super::{Muted, RELATED, Relation, background};
use crate::article::{Article, Handle};

mod builder;
mod crowds;
mod question;

pub use builder::Builder;
pub use crowds::Crowds;
use question::{Place, Question, Sums};

/// How many candidates are ranked by their vectors.
const CANDIDATES: usize = 100;

/// Up to this many articles all are candidates.
const SMALL: usize = 1_000;

/// After this many steps a search looks whether it was stopped.
const PATIENCE: usize = 64;

/// What a search has to know of whoever asks.
#[derive(Clone, Copy)]
pub struct Asker<'a> {
    /// The handle of the article of a number. An article without one is not found.
    pub handle: &'a dyn Fn(u32) -> Option<Handle>,
    /// Whether nobody waits for the answer any more.
    pub stop: &'a dyn Fn() -> bool,
    /// What brings no article near another one.
    pub muted: Option<&'a Muted>,
}

impl Asker<'static> {
    /// Somebody who added articles under their handles, and waits.
    pub const PLAIN: Self = Self { handle: &|number| Some(Handle(number)), stop: &|| false, muted: None };
}

/// The articles of an archive by what their words weigh, in one part or several. An article is called by the number
/// under which it was added.
pub struct Index {
    parts: Vec<Arc<Part>>,
    /// Their numbers.
    all: Vec<usize>,
    rarity: Rarity,
    /// The short names of common words, sorted.
    ordinary: Vec<u32>,
    crowds: Crowds,
}

/// An article that was found: its score, its handle, and where it stands.
type Ranked = (f32, Handle, Place);

impl Index {
    /// The index of these parts, no number standing in two of them, and of what is known of their crowds.
    pub fn of(parts: Vec<Arc<Part>>, crowds: Crowds) -> Self {
        let articles = parts.iter().map(|part| part.len()).sum();
        let terms = if articles < SMALL { parts.iter().map(|part| part.frequencies()).sum() } else { 0.0 };
        let rarity = Rarity::of(articles, terms, |name| {
            let of = |part: &Arc<Part>| Some(part.frequency(part.term(name)?).articles());
            parts.iter().filter_map(of).sum()
        });
        let mut ordinary: Vec<u32> = background::ordinary().into_iter().map(short).collect();
        ordinary.sort_unstable();
        let end = parts.iter().filter_map(|part| part.numbers().last()).max().map_or(0, |last| last as usize + 1);
        Self { rarity, ordinary, crowds: crowds.grown_to(end), all: (0..parts.len()).collect(), parts }
    }

    /// Its parts.
    pub fn parts(&self) -> &[Arc<Part>] {
        &self.parts
    }

    /// What is known of the crowds that its articles stand in.
    pub fn crowds(&self) -> &Crowds {
        &self.crowds
    }

    /// How many articles it holds.
    pub fn len(&self) -> usize {
        self.parts.iter().map(|part| part.len()).sum()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The bytes it takes, in memory or in files.
    pub fn bytes(&self) -> usize {
        self.parts.iter().map(|part| part.size()).sum::<usize>() + self.crowds.bytes()
    }

    /// Whether the word of this [name](super::terms::name) is a common one.
    pub(super) fn is_ordinary(&self, name: u64) -> bool {
        self.ordinary.binary_search(&short(name)).is_ok()
    }

    fn place(&self, number: u32) -> Option<Place> {
        (0..).zip(&self.parts).find_map(|(part, found)| Some(Place { part, row: found.find(number)? }))
    }

    fn number(&self, place: Place) -> u32 {
        self.parts[place.part].number(place.row)
    }

    /// The `limit` articles nearest to the one of `number`, best first and whatever their score, equal ones by
    /// handle. `article` is that article: what both share is spelled as it does, where they are at least [`RELATED`].
    /// Nothing for an article that isn't in the index; `None` when the search was stopped.
    pub fn nearest(&self, number: u32, article: &Article, limit: usize, asker: Asker) -> Option<Vec<Relation>> {
        let ranked = self.ranked(number, limit, asker)?;
        let Some(place) = self.place(number).filter(|_| !ranked.is_empty()) else { return Some(Vec::new()) };
        let (question, spelling) = (Question::of(self, place, asker.muted), Spelling::of(article, self));
        let relation = |(score, handle, other): Ranked| Relation {
            handle,
            score,
            why: if score < RELATED { Vec::new() } else { spelling.reasons(question.products(self, other)) },
            days: question.days_to(self, other),
            new: None,
            shared: None,
            copies: Vec::new(),
        };
        Some(ranked.into_iter().map(relation).collect())
    }

    /// The same without reasons: handles and scores.
    pub fn scores(&self, number: u32, limit: usize, asker: Asker) -> Option<Vec<(Handle, f32)>> {
        let ranked = self.ranked(number, limit, asker)?;
        Some(ranked.into_iter().map(|(score, handle, _)| (handle, score)).collect())
    }

    fn ranked(&self, number: u32, limit: usize, asker: Asker) -> Option<Vec<Ranked>> {
        let Some(place) = self.place(number) else { return Some(Vec::new()) };
        let mut sums = Sums::default();
        let question = Question::of(self, place, asker.muted);
        let candidates = self.candidates(&question, limit, asker, &mut sums)?;
        let mut ranked = self.rank(&question, candidates, asker, &mut sums)?;
        ranked.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        ranked.truncate(limit);
        Some(ranked)
    }

    /// The articles worth ranking: all of a small archive, else those that the article's weightiest terms lead to.
    fn candidates(
        &self,
        question: &Question,
        limit: usize,
        asker: Asker,
        sums: &mut Sums,
    ) -> Option<Vec<(Handle, Place)>> {
        let found = |place: Place| Some(((asker.handle)(self.number(place))?, place));
        if (asker.stop)() {
            return None;
        }
        if self.len() <= SMALL {
            let rows = |(part, rows): (usize, &Arc<Part>)| (0..rows.len()).map(move |row| Place { part, row });
            let all = self.parts.iter().enumerate().flat_map(rows);
            return Some(all.filter(|place| *place != question.place).filter_map(found).collect());
        }
        let mut near = Vec::new();
        for part in 0..self.parts.len() {
            question.leads(self, part, sums, |sum, place, days| {
                near.push((sum * near_in_time(question.days_since(days)), place));
            });
        }
        let keep = limit.max(CANDIDATES);
        // Some may be gone, which is seen only when they are looked at.
        keep_best(&mut near, keep + keep / 2);
        let mut alive: Vec<_> = near.into_iter().filter_map(|(sum, place)| Some((sum, found(place)?))).collect();
        keep_best(&mut alive, keep);
        Some(alive.into_iter().map(|(_, found)| found).collect())
    }

    /// Scores of articles beside an article.
    fn rank(
        &self,
        question: &Question,
        candidates: Vec<(Handle, Place)>,
        asker: Asker,
        sums: &mut Sums,
    ) -> Option<Vec<Ranked>> {
        let mut found = Vec::with_capacity(candidates.len());
        // The terms of all candidates, which are asked about several times.
        let (mut terms, mut ends) = (Vec::new(), vec![0]);
        for (step, (handle, place)) in candidates.into_iter().enumerate() {
            if step % PATIENCE == 0 && (asker.stop)() {
                return None;
            }
            self.parts[place.part].terms_of(place.row, &mut terms);
            let (cosine, names) = question.cosines(self, place, &terms[ends[step]..]);
            ends.push(terms.len());
            let days = question.days_to(self, place);
            let crowd = self.crowd(place, sums);
            found.push((handle, place, Likeness { cosine, names, days, echo: 0.0, crowd }));
        }
        // What is near to the nearest is near.
        let dated = |likeness: &Likeness| likeness.cosine * near_in_time(likeness.days);
        let mut best: Vec<(f32, Place)> = found.iter().map(|(_, place, likeness)| (dated(likeness), *place)).collect();
        keep_best(&mut best, NEAREST);
        let best: Vec<(f32, Question)> = best
            .into_iter()
            .filter(|(weight, _)| *weight > 0.0)
            .map(|(weight, place)| (weight, Question::of(self, place, asker.muted)))
            .collect();
        for ((_, place, likeness), range) in found.iter_mut().zip(ends.windows(2)) {
            let terms = &terms[range[0]..range[1]];
            let others = || best.iter().filter(|(_, other)| other.place != *place);
            let all: f32 = others().map(|(weight, _)| weight).sum();
            let near: f32 = others().map(|(weight, other)| weight * other.cosines(self, *place, terms).0).sum();
            likeness.echo = if all > 0.0 { near / all } else { 0.0 };
        }
        Some(found.into_iter().map(|(handle, place, likeness)| (likeness.score(), handle, place)).collect())
    }
}

/// Leaves the best, of equal ones those that stand first, in no order.
fn keep_best<T: Copy + Ord>(found: &mut Vec<(f32, T)>, keep: usize) {
    if found.len() > keep {
        found.select_nth_unstable_by(keep, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        found.truncate(keep);
    }
}

#[cfg(test)]
mod script_tests;
#[cfg(test)]
mod tests;
