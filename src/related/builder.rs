//! Articles become an index: how rare each of their words is.
//!
//! idf = ln(1 + (N − df + ½)/(df + ½)), as in BM25 (Robertson & Zaragoza 2009, "The Probabilistic Relevance Framework",
//! §3.5), half as much again for a number: measured on six labelled archives.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{BuildHasherDefault, Hasher};

use super::background;
use super::index::{FORWARD, Index, Row};
use super::terms::{STOP_WORDS, is_term, mix, name, words};
use super::weighing::{Token, Weighing};
use crate::article::{Article, Handle, Kind};

/// A sentence found word for word in this many articles is litter of the archive, not part of a story.
const LITTER: usize = 5;

/// Shorter sentences are never litter: "He said." is no button.
const SHORTEST_LITTER: u32 = 3;

/// How much more a number weighs.
const NUMBER: f32 = 1.5;

/// A word that is capitalised in more than this share of its uses within sentences is a name.
const NAMED: f32 = 0.7;

/// Up to the first share of an archive's words known to it the background doesn't count, from the second on in full:
/// an archive in another language must not have its ordinary words taken for rare ones. Of English archives it knows
/// .70 to .84, of French ones .27 to .37, of others less.
const FOREIGN: f32 = 0.4;
const ENGLISH: f32 = 0.6;

/// A sentence of an article: the name of its words, how many there are, and where its tokens end.
struct Sentence {
    name: u64,
    words: u32,
    end: usize,
}

/// An article that was added.
struct Draft {
    handle: Handle,
    days: Option<i32>,
    title_end: usize,
    end: usize,
    sentences_end: usize,
}

/// Term names are hashes already.
#[derive(Default)]
struct Named(u64);

impl Hasher for Named {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = mix(self.0 ^ u64::from(*byte));
        }
    }

    fn write_u64(&mut self, name: u64) {
        self.0 = name;
    }
}

/// Takes the articles of an archive one after the other.
pub struct Builder {
    /// Term names and numbers; the first [`Builder::stops`] are stop words.
    terms: HashMap<u64, u32, BuildHasherDefault<Named>>,
    stops: u32,
    /// Whether a term, by number, is a number.
    numeric: Vec<bool>,
    /// How often a term, by number, stands within sentences with a capital and without.
    cases: Vec<(u32, u32)>,
    tokens: Vec<Token>,
    sentences: Vec<Sentence>,
    drafts: Vec<Draft>,
}

impl Default for Builder {
    fn default() -> Self {
        let terms: HashMap<u64, u32, _> = STOP_WORDS.split(' ').map(name).zip(0..).collect();
        let stops = terms.len() as u32;
        let numeric = vec![false; terms.len()];
        let cases = vec![(0, 0); terms.len()];
        Self { terms, stops, numeric, cases, tokens: Vec::new(), sentences: Vec::new(), drafts: Vec::new() }
    }
}

impl Builder {
    /// Adds an article. Litter and credits are left out; so is a title that was made from the lead, whose words
    /// would count twice.
    pub fn add(&mut self, handle: Handle, article: &Article) {
        if !article.title_inferred {
            self.read(&article.title, false);
        }
        let title_end = self.tokens.len();
        for block in article.blocks.iter().filter(|block| !block.boilerplate && block.kind != Kind::Credit) {
            self.read(&block.text, true);
        }
        self.drafts.push(Draft {
            handle,
            days: article.published.map(|published| published.days()),
            title_end,
            end: self.tokens.len(),
            sentences_end: self.sentences.len(),
        });
    }

    fn read(&mut self, text: &str, sentences: bool) {
        let mut skipped = 0;
        let mut sentence = Sentence { name: 0, words: 0, end: 0 };
        for word in words(text) {
            if word.opens && sentences {
                self.close(&mut sentence);
            }
            let name = name(&text[word.range.clone()]);
            sentence.name = mix(sentence.name ^ name);
            sentence.words += 1;
            let numeric = text[word.range.clone()].starts_with(|c: char| c.is_numeric());
            let term = if is_term(text, &word) { self.term(name, numeric) } else { None };
            if let Some(term) = term.filter(|_| sentences && !word.opens) {
                let (capital, small) = &mut self.cases[term as usize];
                let first = text[word.range.clone()].chars().next();
                *capital += u32::from(first.is_some_and(char::is_uppercase));
                *small += u32::from(first.is_some_and(char::is_lowercase));
            }
            match term {
                Some(term) => self.tokens.push(Token::new(term, std::mem::take(&mut skipped))),
                None => skipped += 1,
            }
        }
        if sentences {
            self.close(&mut sentence);
        }
    }

    fn close(&mut self, sentence: &mut Sentence) {
        if sentence.words > 0 {
            self.sentences.push(Sentence { end: self.tokens.len(), ..*sentence });
            *sentence = Sentence { name: 0, words: 0, end: 0 };
        }
    }

    fn term(&mut self, name: u64, numeric: bool) -> Option<u32> {
        let next = self.terms.len() as u32;
        let term = match self.terms.entry(name) {
            Entry::Occupied(entry) => *entry.get(),
            Entry::Vacant(_) if next == Token::TERMS => return None,
            Entry::Vacant(entry) => {
                self.numeric.push(numeric);
                self.cases.push((0, 0));
                *entry.insert(next)
            }
        };
        (term >= self.stops).then_some(term)
    }

    /// The index of everything that was added.
    pub fn build(mut self) -> Index {
        self.drop_litter();
        let counts = self.counts();
        let idf = self.idf(&counts);
        self.index(&counts, &idf)
    }

    /// Takes the tokens of litter out of the articles. An article of which not a fifth would be left is a copy of
    /// others, and keeps its words.
    fn drop_litter(&mut self) {
        let litter = self.litter();
        if litter.is_empty() {
            return;
        }
        let (mut from, mut sentence_from, mut kept) = (0, 0, 0);
        for draft in &mut self.drafts {
            let sentences = &self.sentences[sentence_from..draft.sentences_end];
            let is_litter = |sentence: &Sentence| litter.binary_search(&sentence.name).is_ok();
            let all: u32 = sentences.iter().map(|sentence| sentence.words).sum();
            let lost: u32 =
                sentences.iter().filter(|sentence| is_litter(sentence)).map(|sentence| sentence.words).sum();
            let start = kept;
            let title = draft.title_end - from;
            self.tokens.copy_within(from..draft.title_end, kept);
            kept += title;
            let mut at = draft.title_end;
            for sentence in sentences {
                if lost * 5 > all * 4 || !is_litter(sentence) {
                    self.tokens.copy_within(at..sentence.end, kept);
                    kept += sentence.end - at;
                }
                at = sentence.end;
            }
            from = draft.end;
            sentence_from = draft.sentences_end;
            draft.title_end = start + title;
            draft.end = kept;
        }
        self.tokens.truncate(kept);
    }

    /// The names of the sentences that are litter, sorted.
    fn litter(&self) -> Vec<u64> {
        let mut names = Vec::new();
        let mut from = 0;
        for draft in &self.drafts {
            let start = names.len();
            let sentences = &self.sentences[from..draft.sentences_end];
            names.extend(
                sentences.iter().filter(|sentence| sentence.words >= SHORTEST_LITTER).map(|sentence| sentence.name),
            );
            names[start..].sort_unstable();
            let mut last = None;
            let mut kept = start;
            for at in start..names.len() {
                if last != Some(names[at]) {
                    last = Some(names[at]);
                    names[kept] = names[at];
                    kept += 1;
                }
            }
            names.truncate(kept);
            from = draft.sentences_end;
        }
        names.sort_unstable();
        names.chunk_by(|a, b| a == b).filter(|run| run.len() >= LITTER).map(|run| run[0]).collect()
    }

    /// How many articles each term stands in.
    fn counts(&self) -> Vec<u32> {
        let mut counts = vec![0; self.terms.len()];
        let mut last = vec![u32::MAX; self.terms.len()];
        let mut from = 0;
        for (row, draft) in (0..).zip(&self.drafts) {
            for token in &self.tokens[from..draft.end] {
                let term = token.term();
                if last[term] != row {
                    last[term] = row;
                    counts[term] += 1;
                }
            }
            from = draft.end;
        }
        counts
    }

    /// The idf of each term, a number's made heavier, with the background's articles added to an archive of fewer than a thousand: as many
    /// as it lacks, and fewer when the archive speaks another language.
    fn idf(&self, counts: &[u32]) -> Vec<f32> {
        let archive = self.drafts.len() as f32;
        let mut frequencies: Vec<f32> = counts.iter().map(|count| *count as f32).collect();
        let lacking = background::DOCUMENTS - archive;
        let mut added = 0.0;
        if lacking > 0.0 {
            let mut known: Vec<(u32, f32)> = Vec::new();
            background::each(|word, frequency| {
                if let Some(term) = self.terms.get(&name(word)) {
                    known.push((*term, frequency));
                }
            });
            let of_known: f32 = known.iter().map(|(term, _)| frequencies[*term as usize]).sum();
            let spoken = of_known / frequencies.iter().sum::<f32>().max(1.0);
            added = lacking * ((spoken - FOREIGN) / (ENGLISH - FOREIGN)).clamp(0.0, 1.0);
            for (term, frequency) in known {
                frequencies[term as usize] += frequency * added / background::DOCUMENTS;
            }
        }
        let all = archive + added;
        let weigh = |(df, numeric): (&f32, &bool)| {
            let idf = (1.0 + ((all - df + 0.5) / (df + 0.5)).max(0.0)).ln();
            if *numeric { idf * NUMBER } else { idf }
        };
        frequencies.iter().zip(&self.numeric).map(weigh).collect()
    }

    fn index(&self, counts: &[u32], idf: &[f32]) -> Index {
        // A term of one article brings it near no other: it only counts in the norm.
        let mut shared: Vec<(u64, u32)> = self
            .terms
            .iter()
            .filter(|(_, term)| counts[**term as usize] > 1)
            .map(|(name, term)| (*name, *term))
            .collect();
        shared.sort_unstable();
        let mut numbers = vec![u32::MAX; self.terms.len()];
        for (number, (_, term)) in (0..).zip(&shared) {
            numbers[*term as usize] = number;
        }
        let mut rows = Vec::with_capacity(self.drafts.len());
        let mut forward = Vec::with_capacity(self.drafts.len() * FORWARD);
        let mut weighing = Weighing::new(self.terms.len());
        let mut from = 0;
        for draft in &self.drafts {
            let is_name = |term: usize| is_name(self.cases[term]);
            let tokens = &self.tokens[from..draft.end];
            let names = weighing.vector(tokens, draft.title_end - from, idf, &numbers, is_name);
            forward.extend_from_slice(&weighing.vector);
            rows.push(Row { handle: draft.handle, days: draft.days, end: forward.len() as u32, names });
            from = draft.end;
        }
        let is_names = shared.iter().map(|(_, term)| is_name(self.cases[*term as usize])).collect();
        let names = shared.into_iter().map(|(name, _)| name).collect();
        Index::new(names, is_names, rows, forward)
    }
}

/// Whether a word is a name, which stands with a capital in most of its places.
fn is_name((capital, small): (u32, u32)) -> bool {
    capital as f32 > (capital + small) as f32 * NAMED
}
