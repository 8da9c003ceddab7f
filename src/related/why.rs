//! Why two articles are related, in the words of the one that is read.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::draft::short;
use super::index::Index;
use super::terms::{Word, is_stop_word, is_term, name, words};
use crate::article::{Article, Kind};

mod choice;
mod spelled;

use choice::offer;
use spelled::Case;
pub(super) use spelled::{calm, dateline_end, is_calendar};

/// How many reasons a relation gives, and how many when the last one is a name of several words.
const REASONS: usize = 3;
const WITH_NAME: usize = 4;

/// How many of the weightiest shared words are looked at for them.
const OFFERED: usize = 24;

/// A name's longest run of words.
const RUN: usize = 5;

/// How much sooner a name is given than another word of the same weight, and how much later a word that many
/// articles have, one that may only begin a sentence, and one that is a part of somebody else's name.
const NAME: f32 = 2.5;
const ORDINARY: f32 = 0.5;
const UNSURE: f32 = 0.4;
const FRAGMENT: f32 = 0.25;

/// A reason this much weaker than the strongest is none.
const WEAKEST: f32 = 0.1;

/// Small words that stand within names.
pub(super) const JOINTS: &[&str] = &[
    "of", "the", "de", "la", "le", "les", "du", "des", "del", "da", "do", "dos", "von", "van", "der", "den", "al",
    "el", "bin",
];

/// A word of the article.
struct Place {
    /// Which of the texts.
    text: usize,
    word: Word,
    /// Its short name, if it is a term.
    term: Option<u32>,
    capital: bool,
    /// Its capital, or the lack of one, says nothing: it begins a sentence or stands in the title.
    unsure: bool,
    /// It stands in a dateline, which is written in capitals.
    shouted: bool,
}

/// Where the article has a term, and whether it writes it as a name.
struct Term {
    places: Vec<usize>,
    case: Case,
    ordinary: bool,
}

/// How an article spells the terms of an index.
pub(super) struct Spelling<'a> {
    texts: Vec<&'a str>,
    /// How many of the texts are titles.
    titles: usize,
    places: Vec<Place>,
    terms: HashMap<u32, Term>,
}

/// A way to say a term.
struct Phrase {
    range: Range<usize>,
    words: usize,
    /// It is a part of a longer name, of which the other article lacks the rest.
    fragment: bool,
}

impl<'a> Spelling<'a> {
    /// Reads the article's words once, for the reasons of all its relations.
    pub fn of(article: &'a Article, index: &Index) -> Self {
        let mut texts = Vec::new();
        if !article.title_inferred {
            texts.push(article.title.as_str());
        }
        let titles = texts.len();
        let body = article.blocks.iter().filter(|block| !block.boilerplate && block.kind != Kind::Credit);
        texts.extend(body.map(|block| block.text.as_str()));
        let mut places = Vec::new();
        let mut terms: HashMap<u32, Term> = HashMap::new();
        for (text, content) in texts.iter().enumerate() {
            let dateline = if text < titles { 0 } else { dateline_end(content) };
            for word in words(content) {
                let spelled = &content[word.range.clone()];
                let before = content[..word.range.start].trim_end().chars().next_back();
                let name = name(spelled);
                let term = (is_term(content, &word) && !is_stop_word(name)).then_some(short(name));
                if let Some(term) = term {
                    let new = || Term { places: Vec::new(), case: Case::Unsure, ordinary: index.is_ordinary(name) };
                    terms.entry(term).or_insert_with(new).places.push(places.len());
                }
                let shouted = word.range.end <= dateline;
                places.push(Place {
                    text,
                    term,
                    capital: spelled.starts_with(char::is_uppercase),
                    unsure: shouted || text < titles || word.opens || before.is_none_or(|c| ":;\"“”‘•—".contains(c)),
                    shouted,
                    word,
                });
            }
        }
        for term in terms.values_mut() {
            term.case = case(term, &places);
        }
        Self { texts, titles, places, terms }
    }

    /// Up to three names or rare words out of the terms that the article shares with another, each given with the
    /// product of its weights; the weightiest first. No reason is part of another.
    pub fn reasons(&self, mut shared: Vec<(u32, f32)>) -> Vec<String> {
        let terms: HashSet<u32> = shared.iter().map(|(term, _)| *term).collect();
        shared.retain_mut(|(term, product)| {
            *product *= self.terms.get(term).map_or(0.0, |term| match term.case {
                Case::Name => NAME,
                Case::Unsure => UNSURE,
                Case::Word if term.ordinary => ORDINARY,
                Case::Word => 1.0,
            });
            *product > 0.0
        });
        strongest_first(&mut shared);
        let floor = shared.first().map_or(0.0, |(_, strongest)| strongest * WEAKEST);
        shared.truncate(OFFERED);
        let mut phrases: Vec<(Phrase, f32)> = Vec::new();
        for (term, product) in shared {
            let Some(phrase) = self.phrase(term, &terms) else { continue };
            let ordinary = self.terms.get(&term).is_some_and(|term| term.ordinary);
            let product = match phrase {
                Phrase { fragment: true, words: 1, .. } if ordinary => continue,
                Phrase { fragment: true, words: 1, .. } => product * FRAGMENT,
                // Two articles may well have `front` and `street` without having been in Front Street.
                Phrase { words: 2.., ref range, .. } if self.is_ordinary(range) => product * ORDINARY,
                _ => product,
            };
            phrases.push((phrase, product));
        }
        strongest_first(&mut phrases);
        let mut reasons = Vec::new();
        let mut numbers = Vec::new();
        for (phrase, _) in phrases.iter().filter(|(_, product)| *product >= floor) {
            let spelled = self.spelled(phrase);
            if is_calendar(&spelled) {
                continue;
            }
            if spelled.starts_with(|c: char| c.is_numeric()) {
                numbers.push(spelled);
            } else {
                // A long name says enough to be worth its room.
                offer(&mut reasons, spelled, if phrase.words > 1 { WITH_NAME } else { REASONS });
            }
        }
        if reasons.is_empty() {
            reasons.extend(numbers.into_iter().take(REASONS));
        }
        reasons
    }

    fn is_ordinary(&self, range: &Range<usize>) -> bool {
        let mut terms = self.places[range.clone()].iter().filter_map(|place| self.terms.get(&place.term?));
        terms.all(|term| term.ordinary)
    }

    /// The words of a phrase on one line, a dateline's as names are usually written.
    fn spelled(&self, phrase: &Phrase) -> String {
        let (first, last) = (&self.places[phrase.range.start], &self.places[phrase.range.end - 1]);
        let spelled = &self.texts[first.text][first.word.range.start..last.word.range.end];
        let spelled = spelled.split_whitespace().collect::<Vec<_>>().join(" ");
        if first.shouted && last.shouted { calm(&spelled, JOINTS) } else { spelled }
    }

    /// The best phrase that the article has for a term: the longest name, else the most frequent; of equals the
    /// first. A place that says nothing of the case counts only where there is no other.
    fn phrase(&self, term: u32, shared: &HashSet<u32>) -> Option<Phrase> {
        let mut found: Vec<(Phrase, bool, u32)> = Vec::new();
        for at in &self.terms.get(&term)?.places {
            let phrase = self.widen(*at, shared);
            let sure = self.places[phrase.range.clone()].iter().any(|place| !place.unsure);
            match found.iter_mut().find(|(other, ..)| self.is_same(&other.range, &phrase.range)) {
                Some((known, was_sure, count)) => {
                    known.fragment &= phrase.fragment;
                    *was_sure |= sure;
                    *count += 1;
                }
                None => found.push((phrase, sure, 1)),
            }
        }
        // The last of equals wins: reversed, that is the first.
        let best = found
            .into_iter()
            .rev()
            .max_by_key(|(phrase, sure, count)| (*sure, !phrase.fragment || phrase.words > 1, phrase.words, *count));
        best.map(|(phrase, ..)| phrase)
    }

    fn is_same(&self, one: &Range<usize>, other: &Range<usize>) -> bool {
        let text = |place: &'_ Place| &self.texts[place.text][place.word.range.clone()];
        one.len() == other.len()
            && self.places[one.clone()].iter().map(text).eq(self.places[other.clone()].iter().map(text))
    }

    /// The run of shared capitalised words, or of shared n-grams, that a word stands in.
    fn widen(&self, at: usize, shared: &HashSet<u32>) -> Phrase {
        let mut range = at..at + 1;
        if self.places[at].word.gram {
            while range.len() < RUN && self.overlaps(range.end - 1, range.end, shared) {
                range.end += 1;
            }
            while range.len() < RUN && range.start > 0 && self.overlaps(range.start - 1, range.start, shared) {
                range.start -= 1;
            }
            return Phrase { words: range.len(), range, fragment: false };
        }
        if !self.in_name(at, shared) {
            return Phrase { range, words: 1, fragment: false };
        }
        self.widen_name(&mut range, shared);
        let words = range.len();
        let fragment = self.goes_on(range.end - 1, range.end) || range.start > 0 && self.leads(range.start - 1);
        // Within a sentence a capital article is part of the name: `The Hague`.
        if range.start > 0 && self.is_article(range.start - 1) {
            range.start -= 1;
        }
        Phrase { range, words, fragment }
    }

    fn widen_name(&self, range: &mut Range<usize>, shared: &HashSet<u32>) {
        while range.len() < RUN {
            let next = range.end;
            if self.touches(next - 1, next) && self.in_name(next, shared) {
                range.end = next + 1;
            } else if self.touches(next - 1, next)
                && self.is_joint(next)
                && self.touches(next, next + 1)
                && self.in_name(next + 1, shared)
            {
                range.end = next + 2;
            } else {
                break;
            }
        }
        while range.len() < RUN && range.start > 0 {
            let before = range.start - 1;
            if self.touches(before, before + 1) && self.in_name(before, shared) {
                range.start = before;
            } else if before > 0
                && self.touches(before, before + 1)
                && self.is_joint(before)
                && self.touches(before - 1, before)
                && self.in_name(before - 1, shared)
            {
                range.start = before - 1;
            } else {
                break;
            }
        }
    }

    /// Whether a word can be part of a name that both articles have.
    fn in_name(&self, at: usize, shared: &HashSet<u32>) -> bool {
        let place = &self.places[at];
        let Some(term) = place.term.filter(|term| place.capital && shared.contains(term)) else { return false };
        let known = self.terms.get(&term).is_some_and(|term| match term.case {
            Case::Name => true,
            // A rare word that opens a sentence or a quotation right before a name.
            Case::Unsure => place.text >= self.titles && !term.ordinary && self.leads_on(at),
            Case::Word => false,
        });
        (known || place.shouted || !place.unsure) && !is_calendar(self.text(at))
    }

    /// Whether a capitalised word before or after a name belongs to it, as far as its capital can tell.
    fn goes_on(&self, last: usize, next: usize) -> bool {
        self.touches(last, next) && self.is_capital(next)
    }

    fn leads_on(&self, at: usize) -> bool {
        self.goes_on(at, at + 1) || self.touches(at, at + 1) && self.is_joint(at + 1) && self.goes_on(at + 1, at + 2)
    }

    fn leads(&self, before: usize) -> bool {
        self.touches(before, before + 1) && self.is_capital(before)
    }

    fn is_capital(&self, at: usize) -> bool {
        let place = &self.places[at];
        place.capital && !place.unsure && !is_calendar(self.text(at)) && !self.is_article(at)
    }

    fn is_article(&self, at: usize) -> bool {
        !self.places[at].word.opens && self.text(at) == "The" && self.touches(at, at + 1)
    }

    fn is_joint(&self, at: usize) -> bool {
        JOINTS.contains(&self.text(at))
    }

    fn text(&self, at: usize) -> &'a str {
        let place = &self.places[at];
        &self.texts[place.text][place.word.range.clone()]
    }

    /// Whether nothing but a space or a hyphen stands between two words.
    fn touches(&self, first: usize, second: usize) -> bool {
        let (Some(first), Some(second)) = (self.places.get(first), self.places.get(second)) else { return false };
        first.text == second.text
            && self.texts[first.text]
                .get(first.word.range.end..second.word.range.start)
                .is_some_and(|between| matches!(between, " " | "-" | "\u{a0}"))
    }

    fn overlaps(&self, first: usize, second: usize, shared: &HashSet<u32>) -> bool {
        let (Some(first), Some(second)) = (self.places.get(first), self.places.get(second)) else { return false };
        let is_shared = |place: &Place| place.term.is_some_and(|term| shared.contains(&term));
        first.text == second.text
            && first.word.gram
            && second.word.range.start < first.word.range.end
            && is_shared(first)
            && is_shared(second)
    }
}

fn case(term: &Term, places: &[Place]) -> Case {
    let places = term.places.iter().map(|at| &places[*at]);
    let sure = places.clone().filter(|place| !place.unsure).map(|place| place.capital);
    let shouted = places.clone().any(|place| place.shouted);
    // What begins sentence after sentence in capitals, and is no common word, is likely a name.
    let again = !term.ordinary && term.places.len() > 1 && places.clone().all(|place| place.capital);
    Case::of(sure, shouted || again)
}

fn strongest_first<T>(found: &mut [(T, f32)]) {
    found.sort_by(|a, b| b.1.total_cmp(&a.1));
}

#[cfg(test)]
mod tests;
