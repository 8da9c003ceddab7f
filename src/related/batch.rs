//! Many articles become a part of the index: what is litter among them, how rare their words are, which are names.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{BuildHasherDefault, Hasher};

use super::draft::{Draft, Place, Sentence};
use super::part::{Layout, Part, Row};
use super::weighing::Weighing;
use super::weight::{Frequency, Rarity};

/// A sentence found word for word in this many articles is litter of the archive, not part of a story.
const LITTER: usize = 5;

/// Shorter sentences are never litter: "He said." is no button.
const SHORTEST_LITTER: u32 = 3;

/// A word that is capitalised in more than this share of its uses within sentences is a name.
const NAMED: f32 = 0.7;

/// A batch of so many terms, counted wherever they stand, is large: it takes some 60 MB while it is made a part.
const LARGE: usize = 8_000_000;

/// An article that was added.
struct Added {
    number: u32,
    days: Option<i32>,
    title_end: usize,
    end: usize,
    sentences_end: usize,
}

/// Short names are hashes already.
#[derive(Default)]
struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u32(u32::from(*byte)));
    }

    fn write_u32(&mut self, name: u32) {
        // The highest bits, which a hash map looks at too, must differ as well.
        self.0 = self.0.rotate_left(32) ^ u64::from(name).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

/// Articles on their way into a part.
#[derive(Default)]
pub struct Batch {
    /// Of one article after the other.
    terms: Vec<u32>,
    places: Vec<Place>,
    sentences: Vec<Sentence>,
    articles: Vec<Added>,
}

/// What is known of a term of a batch.
#[derive(Clone, Copy, Default)]
struct Use {
    /// How many articles have it.
    articles: u32,
    /// How often it stands within sentences with a capital, and without.
    capital: f32,
    small: f32,
    is_number: bool,
}

impl Batch {
    /// Adds an article under its number. No other one of the batch has it.
    pub fn add(&mut self, number: u32, draft: &Draft) {
        let start = self.terms.len();
        self.terms.extend_from_slice(&draft.terms);
        self.places.extend_from_slice(&draft.places);
        self.sentences.extend_from_slice(&draft.sentences);
        self.articles.push(Added {
            number,
            days: draft.days,
            title_end: start + draft.title_end as usize,
            end: self.terms.len(),
            sentences_end: self.sentences.len(),
        });
    }

    /// How many articles it has.
    pub fn len(&self) -> usize {
        self.articles.len()
    }

    /// The numbers of its articles.
    pub fn numbers(&self) -> impl Iterator<Item = u32> + '_ {
        self.articles.iter().map(|article| article.number)
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    /// Whether it should be made a part before more is added.
    pub fn is_large(&self) -> bool {
        self.terms.len() >= LARGE
    }

    /// The bytes of a part of an index that has the parts `others` too: what is rare is rare in all of it.
    pub fn write(mut self, others: &[&Part]) -> Vec<u8> {
        let mut litter: Vec<u32> = others.iter().flat_map(|part| part.litter()).collect();
        let own = self.litter();
        litter.extend_from_slice(&own);
        litter.sort_unstable();
        self.drop_litter(&litter);
        let names = self.number_terms();
        let mut uses = self.uses(names.len());
        let mut frequencies: Vec<f32> = uses.iter().map(|used| used.articles as f32).collect();
        for part in others {
            part.each_of(&names, |term, frequency| {
                frequencies[term] += frequency.articles();
                // Each article that wrote it as a name, or didn't, is a witness.
                let used = &mut uses[term];
                *(if frequency.is_name() { &mut used.capital } else { &mut used.small }) += frequency.articles();
            });
        }
        let articles = others.iter().map(|part| part.len()).sum::<usize>() + self.articles.len();
        let all = others.iter().map(|part| part.frequencies()).sum::<f32>() + total(&uses);
        let of = |name: u32| {
            let of_others = others.iter().filter_map(|part| Some(part.frequency(part.term(name)?).articles()));
            let own = names.binary_search(&name).map_or(0.0, |term| uses[term].articles as f32);
            of_others.sum::<f32>() + own
        };
        let rarity = Rarity::of(articles, all, of);
        let idf: Vec<f32> =
            (0..names.len()).map(|term| rarity.idf(names[term], frequencies[term], uses[term].is_number)).collect();
        let is_name: Vec<bool> = uses.iter().map(|used| used.capital > (used.capital + used.small) * NAMED).collect();
        let mut order: Vec<usize> = (0..self.articles.len()).collect();
        order.sort_unstable_by_key(|at| self.articles[*at].number);
        let mut weighing = Weighing::new(names.len());
        let (mut layout, mut entries, mut posted) = (Layout::default(), Vec::new(), Vec::new());
        for at in order {
            let added = &self.articles[at];
            let start = at.checked_sub(1).map_or(0, |before| self.articles[before].end);
            let range = start..added.end;
            let title = added.title_end - start;
            let (norm, named, kept) =
                weighing.vector(&self.terms[range.clone()], &self.places[range], title, &idf, &frequencies, &is_name);
            let row = Row { number: added.number, days: added.days, norm, names: named, kept };
            let count = layout.rows();
            posted.extend(weighing.posted.iter().map(|entry| (entry.term, count << 4 | u32::from(entry.step))));
            entries.clear();
            entries.extend(weighing.entries.iter().map(|entry| (entry.term, entry.step)));
            layout.add(row, &entries);
        }
        posted.sort_unstable();
        let mut posted = posted.into_iter().peekable();
        let packed = |(used, is_name): (&Use, &bool)| Frequency::new(used.articles, *is_name, used.is_number);
        let terms = names.iter().copied().zip(uses.iter().zip(&is_name).map(packed));
        layout.finish(terms, &own, |term, rows| {
            while let Some((_, packed)) = posted.next_if(|(of, _)| *of as usize == term) {
                rows.push((packed >> 4, (packed & 15) as u8));
            }
        })
    }

    /// The short names of the sentences that are litter, sorted.
    fn litter(&self) -> Vec<u32> {
        let mut names = Vec::new();
        let mut from = 0;
        for article in &self.articles {
            let start = names.len();
            let long = |sentence: &&Sentence| sentence.words >= SHORTEST_LITTER;
            let sentences = &self.sentences[from..article.sentences_end];
            names.extend(sentences.iter().filter(long).map(|sentence| sentence.name));
            names[start..].sort_unstable();
            // What an article says twice counts once.
            let mut kept = start;
            for at in start..names.len() {
                if kept == start || names[kept - 1] != names[at] {
                    names[kept] = names[at];
                    kept += 1;
                }
            }
            names.truncate(kept);
            from = article.sentences_end;
        }
        names.sort_unstable();
        names.chunk_by(|a, b| a == b).filter(|run| run.len() >= LITTER).map(|run| run[0]).collect()
    }

    /// Takes the terms of litter out of the articles. An article of which not a fifth would be left is a copy of
    /// others, and keeps its words.
    fn drop_litter(&mut self, litter: &[u32]) {
        if litter.is_empty() {
            return;
        }
        let (mut from, mut sentence_from, mut kept) = (0, 0, 0);
        for article in &mut self.articles {
            let sentences = &self.sentences[sentence_from..article.sentences_end];
            let is_litter =
                |sentence: &Sentence| sentence.words >= SHORTEST_LITTER && litter.binary_search(&sentence.name).is_ok();
            let all: u32 = sentences.iter().map(|sentence| sentence.words).sum();
            let lost: u32 =
                sentences.iter().filter(|sentence| is_litter(sentence)).map(|sentence| sentence.words).sum();
            let start = kept;
            let mut keep = |range: std::ops::Range<usize>| {
                self.terms.copy_within(range.clone(), kept);
                self.places.copy_within(range.clone(), kept);
                kept += range.len();
            };
            let mut at = article.title_end;
            keep(from..at);
            for sentence in sentences {
                let end = from + sentence.end as usize;
                if lost * 5 > all * 4 || !is_litter(sentence) {
                    keep(at..end);
                }
                at = end;
            }
            article.title_end = start + article.title_end - from;
            from = std::mem::replace(&mut article.end, kept);
            sentence_from = article.sentences_end;
        }
        self.terms.truncate(kept);
        self.places.truncate(kept);
    }

    /// Puts in the place of each name its place among all of them, which are the answer, sorted.
    fn number_terms(&mut self) -> Vec<u32> {
        let mut numbers: HashMap<u32, u32, BuildHasherDefault<Hashed>> = HashMap::default();
        let mut names = Vec::new();
        for term in &mut self.terms {
            *term = match numbers.entry(*term) {
                Entry::Occupied(entry) => *entry.get(),
                Entry::Vacant(entry) => {
                    names.push(*term);
                    *entry.insert(names.len() as u32 - 1)
                }
            };
        }
        drop(numbers);
        let mut order: Vec<u32> = (0..names.len() as u32).collect();
        order.sort_unstable_by_key(|met| names[*met as usize]);
        let mut ranks = vec![0; names.len()];
        (0..).zip(&order).for_each(|(rank, met)| ranks[*met as usize] = rank);
        self.terms.iter_mut().for_each(|term| *term = ranks[*term as usize]);
        names.sort_unstable();
        names
    }

    fn uses(&self, terms: usize) -> Vec<Use> {
        let mut uses = vec![Use::default(); terms];
        let mut last = vec![u32::MAX; terms];
        let mut from = 0;
        for (at, article) in (0..).zip(&self.articles) {
            let range = from..article.end;
            for (term, place) in self.terms[range.clone()].iter().zip(&self.places[range]) {
                let used = &mut uses[*term as usize];
                if std::mem::replace(&mut last[*term as usize], at) != at {
                    used.articles += 1;
                }
                used.capital += f32::from(u8::from(place.is_capital()));
                used.small += f32::from(u8::from(place.is_small()));
                used.is_number |= place.is_number();
            }
            from = article.end;
        }
        uses
    }
}

fn total(uses: &[Use]) -> f32 {
    uses.iter().map(|used| used.articles as f32).sum()
}
