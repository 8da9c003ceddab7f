//! How much of a sentence has been told before, by the sentences that were read.
//!
//! The read sentence that shares most with it tells it best: what shares words with many sentences, a few with each,
//! is new. With `share` the part of its words that this one has, and `lack` what is missing counted in words, the
//! score is e^−((1 − share) + lack/8): shares alone would let long sentences hide their news. On ECB+ (a sentence is
//! told when all of its events are in the articles read) neither the idf of words nor their 4-grams added to this.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::sentences::{Sentence, sentences};
use crate::article::{Article, count_words};

pub(super) mod token;
mod tongue;

use token::{Parsed, Role, Token};
pub use tongue::Tongue;

/// From this score on a sentence fades, if nothing in it forbids it.
pub const TOLD: f32 = 0.6;

/// Shorter sentences neither fade nor are news, in words: "He agreed."
pub const SHORTEST: usize = 3;

/// So many words that are missing make a sentence as new as one that shares nothing.
const NEWS: f32 = 8.0;

/// What a word counts that another form of is told ("arrested", "arrests"), and what one lacks that is told in
/// another sentence.
const HALF: f32 = 0.5;

/// What a function word counts, and what a missing one, a name, a number or an n-gram lacks: a name or a number has a
/// rule of its own, and several n-grams make a word.
const QUARTER: f32 = 0.25;

/// So many places of its words are looked at for the best sentence, those of the rarest words first: common words
/// would take time, and tell none from another.
const LOOKED_AT: usize = 4_096;

/// What is known of a sentence's novelty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Told {
    /// From 0, new, to 1, told.
    pub score: f32,
    /// It says nothing new, and no number, name or negation in it may be news.
    pub fades: bool,
    /// It is too short to say.
    pub short: bool,
    /// Its words, as bytes in it, that no read sentence has.
    pub news: Vec<Range<usize>>,
}

/// A sentence that was read.
struct Read {
    /// The names of its words and of their beginnings, sorted.
    marks: Box<[u64]>,
    negations: usize,
}

impl Read {
    fn has(&self, mark: u64) -> bool {
        self.marks.binary_search(&mark).is_ok()
    }

    /// How much of a word the sentence has.
    fn holds(&self, token: &Token) -> f32 {
        held(token, |mark| self.has(mark))
    }
}

/// How much of a word is among some marks.
fn held(token: &Token, has: impl Fn(u64) -> bool) -> f32 {
    if has(token.name) {
        1.0
    } else if token.beginning.is_some_and(has) {
        HALF
    } else {
        0.0
    }
}

/// The sentences that were read.
#[derive(Default)]
pub struct Known {
    read: Vec<Read>,
    /// The sentences that have a word, by its name.
    places: HashMap<u64, Vec<u32>>,
    /// The names and the beginnings of all words.
    marks: HashSet<u64>,
    /// The words that stand somewhere with a capital.
    capitals: HashSet<u64>,
    /// The sentences themselves.
    whole: HashSet<u64>,
}

impl Known {
    /// Whether nothing was read.
    pub fn is_empty(&self) -> bool {
        self.read.is_empty()
    }

    /// Adds all that an article says, with the title that it has of its own.
    pub fn add(&mut self, article: &Article) {
        let tongue = Tongue::of(article.language);
        if !article.title_inferred {
            self.add_sentence(&article.title, &tongue);
        }
        for Sentence { block, range } in sentences(article) {
            self.add_sentence(&article.blocks[block].text[range], &tongue);
        }
    }

    /// Adds the sentences of an article that were read, by their number, and its title if any was.
    pub fn add_read(&mut self, article: &Article, read: impl Fn(usize) -> bool) {
        let tongue = Tongue::of(article.language);
        let mut any = false;
        for (_, Sentence { block, range }) in sentences(article).enumerate().filter(|(number, _)| read(*number)) {
            self.add_sentence(&article.blocks[block].text[range], &tongue);
            any = true;
        }
        if any && !article.title_inferred {
            self.add_sentence(&article.title, &tongue);
        }
    }

    /// Adds a sentence.
    pub fn add_sentence(&mut self, sentence: &str, tongue: &Tongue) {
        let parsed = Parsed::of(sentence, tongue);
        if parsed.tokens.is_empty() || !self.whole.insert(parsed.whole) {
            return;
        }
        let number = self.read.len() as u32;
        let mut marks = Vec::with_capacity(parsed.tokens.len() * 2);
        for token in &parsed.tokens {
            marks.push(token.name);
            marks.extend(token.beginnings);
            if token.capital {
                self.capitals.insert(token.name);
            }
            self.places.entry(token.name).or_default().push(number);
        }
        self.marks.extend(&marks);
        marks.sort_unstable();
        marks.dedup();
        self.read.push(Read { marks: marks.into(), negations: parsed.negations });
    }

    /// The sentences of an article, each with what of it was told.
    pub fn tell(&self, article: &Article) -> Vec<(Sentence, Told)> {
        let tongue = Tongue::of(article.language);
        let told =
            |Sentence { block, range }: &Sentence| self.told(&article.blocks[*block].text[range.clone()], &tongue);
        sentences(article).map(|sentence| (sentence.clone(), told(&sentence))).collect()
    }

    /// How much of a sentence was told.
    pub fn told(&self, sentence: &str, tongue: &Tongue) -> Told {
        let parsed = Parsed::of(sentence, tongue);
        let short = parsed.words < SHORTEST;
        let mut news: Vec<Range<usize>> = Vec::new();
        for (range, name) in &parsed.places {
            match news.last_mut() {
                _ if self.marks.contains(name) || tongue.is_function(*name) => {}
                Some(last) if last.end > range.start => last.end = range.end,
                _ => news.push(range.clone()),
            }
        }
        if self.whole.contains(&parsed.whole) {
            return Told { score: 1.0, fades: !short, short, news };
        }
        let Some(best) = self.best(&parsed) else { return Told { short, news, ..Told::default() } };
        let (mut all, mut shared, mut lack) = (0.0, 0.0, 0.0);
        for token in &parsed.tokens {
            let here = best.holds(token);
            let anywhere = held(token, |mark| self.marks.contains(&mark)).max(here);
            let counts = if token.role == Role::Function { QUARTER } else { 1.0 };
            all += counts;
            shared += counts * here;
            let misses = (1.0 - anywhere) + HALF * (anywhere - here);
            lack += misses * if token.role == Role::Word { 1.0 } else { QUARTER };
        }
        let score = (-((1.0 - shared / all) + lack / NEWS)).exp();
        let fades = !short && score >= TOLD && best.negations == parsed.negations && self.vouches(&parsed, best);
        Told { score, fades, short, news }
    }

    /// Whether every name, and every word that may be one, was read, and every number in the best sentence.
    fn vouches(&self, parsed: &Parsed, best: &Read) -> bool {
        parsed.tokens.iter().all(|token| match token.role {
            Role::Number => best.has(token.name),
            Role::Name if token.unsure => self.marks.contains(&token.name),
            Role::Name => self.capitals.contains(&token.name),
            // A script without capitals doesn't say what is a name.
            Role::Word | Role::Gram if token.caseless => self.marks.contains(&token.name),
            _ => true,
        })
    }

    /// The read sentence that shares most with another; of equals one that denies as often, else the first.
    fn best(&self, parsed: &Parsed) -> Option<&Read> {
        let mut leads: Vec<(&[u32], f32)> = Vec::new();
        for token in &parsed.tokens {
            let counts = if token.role == Role::Function { QUARTER } else { 1.0 };
            leads.extend(self.places.get(&token.name).map(|places| (places.as_slice(), counts)));
        }
        leads.sort_by_key(|(places, _)| places.len());
        let mut shares: HashMap<u32, f32> = HashMap::new();
        let mut left = LOOKED_AT;
        for (places, counts) in leads {
            // The rarest word always leads somewhere.
            if places.len() > left && !shares.is_empty() {
                break;
            }
            let near = &places[places.len().saturating_sub(LOOKED_AT)..];
            near.iter().for_each(|place| *shares.entry(*place).or_default() += counts);
            left = left.saturating_sub(near.len());
        }
        let denies = |place: &u32| self.read[*place as usize].negations == parsed.negations;
        let best = shares.into_iter().max_by(|(a, one), (b, other)| {
            one.total_cmp(other).then_with(|| denies(a).cmp(&denies(b))).then_with(|| b.cmp(a))
        });
        best.map(|(place, _)| &self.read[place as usize])
    }
}

/// The share of an article's words that stand in sentences that don't fade, short ones left out; 0 without any.
pub fn share_new(article: &Article, sentences: &[(Sentence, Told)]) -> f32 {
    let (mut all, mut new) = (0, 0);
    for (Sentence { block, range }, told) in sentences.iter().filter(|(_, told)| !told.short) {
        let words = count_words(&article.blocks[*block].text[range.clone()]);
        all += words;
        new += if told.fades { 0 } else { words };
    }
    new as f32 / all.max(1) as f32
}

#[cfg(test)]
mod tests;
