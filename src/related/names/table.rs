//! The names of many articles, counted in bounded memory.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::{Name, Named, Timeline, Votes};

/// Every so many names, those that are rarest are forgotten.
const WIDTH: u64 = 1 << 17;

/// A name as many articles have it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    /// As it is mostly written.
    pub text: String,
    /// What it may be.
    pub votes: Votes,
    /// How many articles have it.
    pub articles: u32,
    /// How often they name it.
    pub mentions: u32,
    /// The first and the last day of these articles, from 1970.
    pub days: Option<(i32, i32)>,
    /// These articles over time.
    pub timeline: Timeline,
    /// By how many articles this spelling leads.
    lead: u32,
    /// How many articles may have been forgotten before.
    missed: u32,
}

impl Entry {
    /// What it names, where that is clear.
    pub fn kind(&self) -> Option<Named> {
        self.votes.clear(self.mentions)
    }

    /// Keeps the spelling that most articles have (Boyer & Moore, MJRTY, 1981).
    fn spell(&mut self, text: String) {
        match (self.lead, self.text == text) {
            (0, _) => (self.text, self.lead) = (text, 1),
            (_, true) => self.lead += 1,
            (_, false) => self.lead -= 1,
        }
    }
}

/// Names, counted by lossy counting (Manku & Motwani, Approximate Frequency Counts over Data Streams, VLDB 2002): the
/// articles of a name are too few by at most one for each 131,072 names added (an article adds each of its names once),
/// and a name of more articles than that is never missing. In archives of up to some thousand articles nothing is
/// forgotten. Of `n` names at most `131,072 · ln(n / 131,072)` or so are kept.
#[derive(Clone, Debug)]
pub struct Names {
    entries: HashMap<String, Entry, RandomState>,
    width: u64,
    /// How many names were added.
    added: u64,
    /// How many articles.
    articles: usize,
    days: Option<(i32, i32)>,
}

impl Default for Names {
    fn default() -> Self {
        Self { entries: HashMap::default(), width: WIDTH, added: 0, articles: 0, days: None }
    }
}

impl Names {
    /// Adds the names of an article of a day, from 1970.
    pub fn add(&mut self, names: Vec<Name>, day: Option<i32>) {
        self.articles += 1;
        self.days = joined(self.days, day.map(|day| (day, day)));
        for name in names {
            self.added += 1;
            let forgotten = self.forgotten();
            let missed = u32::try_from(forgotten).unwrap_or(u32::MAX);
            let entry = self.entries.entry(name.key).or_insert_with(|| Entry { missed, ..Entry::default() });
            entry.spell(name.text);
            entry.votes.add(name.votes);
            entry.articles = entry.articles.saturating_add(1);
            entry.mentions = entry.mentions.saturating_add(u32::try_from(name.mentions.len()).unwrap_or(u32::MAX));
            entry.days = joined(entry.days, day.map(|day| (day, day)));
            day.into_iter().for_each(|day| entry.timeline.add(day));
            if self.added.is_multiple_of(self.width) {
                self.forget();
            }
        }
    }

    /// How many articles were added.
    pub fn articles(&self) -> usize {
        self.articles
    }

    /// How many names there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The first and the last day of the articles, from 1970.
    pub fn days(&self) -> Option<(i32, i32)> {
        self.days
    }

    /// The names that most articles have, with what each is known by; of equals that which is named more often.
    pub fn top(&self, most: usize) -> Vec<(String, Entry)> {
        let mut all: Vec<(&String, &Entry)> = self.entries.iter().collect();
        let order = |(key, entry): &(&String, &Entry), (other_key, other): &(&String, &Entry)| {
            (other.articles, other.mentions).cmp(&(entry.articles, entry.mentions)).then_with(|| key.cmp(other_key))
        };
        if all.len() > most && most > 0 {
            all.select_nth_unstable_by(most - 1, order);
        }
        all.truncate(most);
        all.sort_unstable_by(order);
        all.into_iter().map(|(key, entry)| (key.clone(), entry.clone())).collect()
    }

    fn forgotten(&self) -> u64 {
        self.added / self.width
    }

    fn forget(&mut self) {
        let forgotten = self.forgotten();
        self.entries.retain(|_, entry| u64::from(entry.articles) + u64::from(entry.missed) > forgotten);
    }
}

fn joined(one: Option<(i32, i32)>, other: Option<(i32, i32)>) -> Option<(i32, i32)> {
    match (one, other) {
        (Some((a, b)), Some((c, d))) => Some((a.min(c), b.max(d))),
        (one, other) => one.or(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::related::sentences::Sentence;

    fn name(text: &str) -> Name {
        let mentions = vec![Sentence { block: 0, range: 0..1 }];
        Name { key: super::super::key(text), text: text.to_owned(), votes: Votes::default(), mentions }
    }

    #[test]
    fn what_is_frequent_is_counted_within_the_error_and_memory_stays_bounded() {
        let mut names = Names { width: 100, ..Names::default() };
        for at in 0..5_000 {
            names.add(vec![name("Sollen"), name(&format!("Rare {at}"))], Some(at));
        }
        let (_, top) = names.top(1).remove(0);
        assert_eq!(top.text, "Sollen");
        assert!((4_900..=5_000).contains(&top.articles), "{}", top.articles);
        assert!(names.len() < 500, "{}", names.len());
        assert_eq!((names.articles(), names.days()), (5_000, Some((0, 4_999))));
    }

    #[test]
    fn spellings_of_one_name_are_counted_together_and_the_commonest_is_shown() {
        let mut names = Names::default();
        for text in ["Ann Lee", "Ann B. Lee", "Ann Lee", "ANN LEE", "Ann Lee"] {
            names.add(vec![name(text)], None);
        }
        let top = names.top(9);
        assert_eq!((top.len(), top[0].1.text.as_str(), top[0].1.articles), (1, "Ann Lee", 5));
    }
}
