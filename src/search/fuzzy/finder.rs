//! One reader's search of titles: what was found at one key is kept for the next.

use std::sync::Arc;

use super::answer::Answer;
use super::engine::Engine;
use super::pattern::Pattern;
use super::place::Rooms;
use super::prepared::Prepared;
use super::titles::Titles;

/// So many answers are kept, the last ones: as many keys can be taken back without searching again.
const KEPT: usize = 24;

/// Finds titles as they are typed.
#[derive(Default)]
pub struct Finder {
    prepared: Arc<Prepared>,
    /// Answers to what was typed, the last one last.
    answers: Vec<Answer>,
    rooms: Rooms,
    generation: u64,
    /// Somebody searches: it is worth to prepare for what may be typed.
    pub in_use: bool,
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// What was looked for, with corrected words where there are some.
    pub pattern: Pattern,
    /// The best rows with their scores, best first: equal ones newest first, then in their order.
    pub rows: Vec<(i32, u32)>,
    /// How many rows match.
    pub total: usize,
    /// A word may be misspelt: [`Finder::corrected`] may find more.
    pub doubtful: bool,
    /// Not every row has been looked at: the same question is answered with more of them.
    pub unfinished: bool,
}

impl Finder {
    /// The titles that match a pattern; `None` when the search was stopped.
    pub fn find(&mut self, titles: &impl Titles, pattern: &Pattern, stop: &dyn Fn() -> bool) -> Option<Found> {
        self.find_by(Engine::best(), titles, pattern, stop)
    }

    pub(super) fn find_by(
        &mut self,
        engine: Engine,
        titles: &impl Titles,
        pattern: &Pattern,
        stop: &dyn Fn() -> bool,
    ) -> Option<Found> {
        self.adopt(titles);
        self.prepared.take_in_some(titles, stop).then_some(())?;
        let mut answer = self.begun(pattern);
        let prepared = Arc::clone(&self.prepared);
        let index = prepared.index();
        // Of those that it narrows the one with the fewest rows.
        let before = self.answers.iter().filter(|before| before.is_whole(&index) && pattern.implies(&before.pattern));
        let before = before.min_by_key(|before| before.count);
        let whole = answer.advance(engine, &index, titles, before, &mut self.rooms, stop);
        let found = whole.then(|| self.found(titles, &answer));
        // What was stopped goes on from there when it is wanted again.
        self.keep(answer);
        found
    }

    /// The same with words that nothing in the archive has replaced by those nearest to them, if there are such.
    pub fn corrected(&mut self, titles: &impl Titles, pattern: &Pattern, stop: &dyn Fn() -> bool) -> Option<Found> {
        self.adopt(titles);
        self.prepared.read_words(titles, stop).then_some(())?;
        let corrected = self.prepared.vocabulary().correct(pattern);
        let mut found = self.find(titles, corrected.as_ref().unwrap_or(pattern), stop)?;
        found.doubtful = false;
        Some(found)
    }

    /// Prepares for what may be typed: takes in new titles, their words, and answers single letters. Whether all of
    /// that is done.
    pub fn prepare(&mut self, titles: &impl Titles, stop: &dyn Fn() -> bool) -> bool {
        self.adopt(titles);
        self.prepared.prepare(titles, &mut self.rooms, stop)
    }

    /// Forgets what was found, as if nothing had been typed yet.
    pub fn forget(&mut self) {
        self.answers.clear();
    }

    /// The answer to a pattern as far as it is known.
    fn begun(&mut self, pattern: &Pattern) -> Answer {
        if let Some(at) = self.answers.iter().position(|answer| answer.pattern == *pattern) {
            return self.answers.remove(at);
        }
        self.prepared.letter(pattern).unwrap_or_else(|| Answer::new(pattern.clone(), true))
    }

    fn keep(&mut self, answer: Answer) {
        if self.answers.len() == KEPT {
            self.answers.remove(0);
        }
        self.answers.push(answer);
    }

    fn found(&self, titles: &impl Titles, answer: &Answer) -> Found {
        let mut rows = answer.top.sorted();
        let newest = |row: u32| titles.published(row).map_or(i64::MIN, |published| published.order());
        rows.sort_by_cached_key(|(score, row)| (std::cmp::Reverse((*score, newest(*row))), *row));
        let doubtful = self.prepared.vocabulary().doubts(&answer.pattern, titles.len());
        let unfinished = answer.rows() < titles.len();
        Found { pattern: answer.pattern.clone(), rows, total: answer.count, doubtful, unfinished }
    }

    /// Takes what is prepared of these titles, and forgets the answers to others.
    fn adopt(&mut self, titles: &impl Titles) {
        let is_other = match titles.prepared() {
            Some(prepared) if !Arc::ptr_eq(prepared, &self.prepared) => {
                self.prepared = Arc::clone(prepared);
                true
            }
            Some(_) => false,
            None if titles.generation() != self.generation || titles.len() < self.prepared.index().rows => {
                self.prepared = Arc::default();
                true
            }
            None => false,
        };
        if is_other {
            self.generation = titles.generation();
            self.answers.clear();
        }
    }
}
