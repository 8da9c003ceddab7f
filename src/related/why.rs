//! Why two articles are related, in the words of the one that is read.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::index::Index;
use super::terms::{Word, is_term, name, words};
use crate::article::{Article, Kind};

/// How many reasons a relation gives.
const REASONS: usize = 3;

/// A name's longest run of words.
const RUN: usize = 5;

/// How much sooner a name is given than another word of the same weight.
const NAME: f32 = 1.5;

/// A reason this much weaker than the strongest is none.
const WEAKEST: f32 = 0.1;

/// A word that is capitalised in more than this share of its uses within sentences is a name.
const NAMED: f32 = 0.7;

/// Small words that stand within names.
const JOINTS: &[&str] = &[
    "of", "the", "and", "for", "de", "la", "le", "les", "du", "des", "del", "da", "do", "dos", "von", "van", "der",
    "den", "al", "el", "bin",
];

/// A word of the article.
struct Place {
    /// Which of the texts.
    text: usize,
    word: Word,
    /// Its number in the index, if it has one.
    term: Option<u32>,
    capital: bool,
    /// Its capital, or the lack of one, says nothing: it begins a sentence or stands in the title.
    unsure: bool,
}

/// How an article spells the terms of an index.
pub(super) struct Spelling<'a> {
    texts: Vec<&'a str>,
    places: Vec<Place>,
    by_term: HashMap<u32, Vec<usize>>,
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
        for (text, content) in texts.iter().enumerate() {
            for word in words(content) {
                let spelled = &content[word.range.clone()];
                let before = content[..word.range.start].trim_end().chars().next_back();
                places.push(Place {
                    text,
                    term: if is_term(content, &word) { index.term(name(spelled)) } else { None },
                    capital: spelled.starts_with(char::is_uppercase),
                    unsure: text < titles || word.opens || before.is_none_or(|c| ":;\"“”‘•—".contains(c)),
                    word,
                });
            }
        }
        let mut by_term: HashMap<u32, Vec<usize>> = HashMap::new();
        for (at, place) in places.iter().enumerate() {
            if let Some(term) = place.term {
                by_term.entry(term).or_default().push(at);
            }
        }
        Self { texts, places, by_term }
    }

    /// Up to three names or rare words out of the terms that the article shares with another, each given with the
    /// product of its weights; the weightiest first. No reason is part of another.
    pub fn reasons(&self, mut shared: Vec<(u32, f32)>) -> Vec<String> {
        let terms: HashSet<u32> = shared.iter().map(|(term, _)| *term).collect();
        for (term, product) in &mut shared {
            if self.is_name(*term) {
                *product *= NAME;
            }
        }
        shared.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let floor = shared.first().map_or(0.0, |(_, strongest)| strongest * WEAKEST);
        let phrases = shared
            .iter()
            .filter(|(_, product)| *product > 0.0 && *product >= floor)
            .filter_map(|(term, _)| self.phrase(*term, &terms));
        let mut reasons: Vec<&str> = Vec::new();
        let mut numbers: Vec<&str> = Vec::new();
        for phrase in phrases {
            if phrase.starts_with(|c: char| c.is_numeric()) {
                numbers.push(phrase);
            } else {
                offer(&mut reasons, phrase);
            }
        }
        if reasons.is_empty() {
            reasons.extend(numbers.into_iter().take(REASONS));
        }
        // A line end within a phrase would break the row it is shown in.
        reasons.into_iter().map(|reason| reason.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
    }

    fn places_of(&self, term: u32) -> &[usize] {
        self.by_term.get(&term).map_or(&[], Vec::as_slice)
    }

    fn is_name(&self, term: u32) -> bool {
        let sure = self.places_of(term).iter().map(|at| &self.places[*at]).filter(|place| !place.unsure);
        let (all, capital) = sure.fold((0, 0), |(all, capital), place| (all + 1, capital + u32::from(place.capital)));
        capital as f32 > all as f32 * NAMED
    }

    /// The phrase that the article most often has for a term; of equally frequent ones the longest.
    fn phrase(&self, term: u32, shared: &HashSet<u32>) -> Option<&'a str> {
        let mut counts: Vec<(&'a str, u32)> = Vec::new();
        for at in self.places_of(term) {
            let phrase = self.widen(*at, shared);
            match counts.iter_mut().find(|(other, _)| *other == phrase) {
                Some((_, count)) => *count += 1,
                None => counts.push((phrase, 1)),
            }
        }
        // The last of equals wins: reversed, that is the first.
        counts.iter().rev().max_by_key(|(phrase, count)| (*count, phrase.len())).map(|(phrase, _)| *phrase)
    }

    /// The run of shared capitalised words, or of shared n-grams, that a word stands in.
    fn widen(&self, at: usize, shared: &HashSet<u32>) -> &'a str {
        let place = &self.places[at];
        let mut range = at..at + 1;
        if place.word.gram {
            while range.len() < RUN && self.overlaps(range.end - 1, range.end, shared) {
                range.end += 1;
            }
            while range.len() < RUN && range.start > 0 && self.overlaps(range.start - 1, range.start, shared) {
                range.start -= 1;
            }
        } else if self.in_name(at, shared) {
            self.widen_name(&mut range, shared);
        }
        let text = self.texts[place.text];
        &text[self.places[range.start].word.range.start..self.places[range.end - 1].word.range.end]
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
        place.capital && place.term.is_some_and(|term| shared.contains(&term) && self.is_name(term))
    }

    fn is_joint(&self, at: usize) -> bool {
        let place = &self.places[at];
        JOINTS.contains(&&self.texts[place.text][place.word.range.clone()])
    }

    /// Whether nothing but a space or a hyphen stands between two words.
    fn touches(&self, first: usize, second: usize) -> bool {
        let (Some(first), Some(second)) = (self.places.get(first), self.places.get(second)) else { return false };
        first.text == second.text
            && self.texts[first.text]
                .get(first.word.range.end..second.word.range.start)
                .is_some_and(|between| matches!(between, " " | "-" | "\u{a0}" | "\n"))
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

/// Takes a further reason in, unless it says what another one says already. A longer phrase replaces its parts, and
/// a name what is derived from it ("North Korea", "North Korean").
fn offer<'a>(reasons: &mut Vec<&'a str>, phrase: &'a str) {
    let new = phrase.to_lowercase();
    let mut place = None;
    for (at, reason) in reasons.iter().enumerate() {
        let old = reason.to_lowercase();
        if old.contains(&new) && !is_derived(&old, &new) || is_derived(&new, &old) {
            return;
        }
        if new.contains(&old) || is_derived(&old, &new) {
            place = place.or(Some(at));
        }
    }
    match place {
        Some(place) => {
            reasons[place] = phrase;
            let mut at = 0;
            reasons.retain(|reason| {
                at += 1;
                at - 1 == place || !new.contains(&reason.to_lowercase())
            });
        }
        None if reasons.len() < REASONS => reasons.push(phrase),
        None => {}
    }
}

/// Whether `long` is `short` with an ending.
fn is_derived(long: &str, short: &str) -> bool {
    long.strip_prefix(short)
        .is_some_and(|end| (1..=2).contains(&end.chars().count()) && end.chars().all(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::super::{Builder, Index};
    use super::*;
    use crate::article::{Block, Handle};

    fn article(title: &str, text: &str) -> Article {
        Article { title: title.to_owned(), blocks: text.lines().map(Block::paragraph).collect(), ..Article::default() }
    }

    fn why(article: &Article, other: &Article) -> Vec<String> {
        let mut builder = Builder::default();
        builder.add(Handle(0), article);
        builder.add(Handle(1), other);
        let index: Index = builder.build();
        index.nearest(Handle(0), article, 1, &|| false).unwrap().remove(0).why
    }

    #[test]
    fn a_name_is_given_whole() {
        let one = article(
            "Museum robbed",
            "Last night the Keepers of Dawn robbed the Old Harbour Museum. The Keepers of Dawn left a note.",
        );
        let two =
            article("Robbery", "Police think that the Keepers of Dawn planned to rob the Old Harbour Museum again.");
        let why = why(&one, &two);
        assert!(why.contains(&"Keepers of Dawn".to_owned()), "{why:?}");
        assert!(why.contains(&"Old Harbour Museum".to_owned()), "{why:?}");
    }

    #[test]
    fn a_name_is_not_joined_with_what_the_other_article_lacks() {
        let one = article("Visit", "On Monday the minister met Ilva Brandt Sorensen. Later Ilva Brandt Sorensen left.");
        let two = article("Talk", "A long talk with Brandt Sorensen about ships, the minister wrote.");
        assert_eq!(why(&one, &two)[0], "Brandt Sorensen");
    }

    #[test]
    fn no_reason_is_part_of_another_and_there_are_at_most_three() {
        let mut reasons = Vec::new();
        for phrase in ["Kessing", "North Korean", "Kessing Point", "point", "North Korea", "gale", "ferry"] {
            offer(&mut reasons, phrase);
        }
        assert_eq!(reasons, ["Kessing Point", "North Korea", "gale"]);
    }

    #[test]
    fn reasons_are_spelled_as_in_the_article_that_is_read() {
        let one = article("Rover", "Engineers woke the ZARYA rover; the ZARYA rover answered.");
        let two = article("Signal", "A signal from the Zarya rover reached Earth, and Zarya moved.");
        assert!(why(&one, &two).contains(&"ZARYA".to_owned()));
        assert!(why(&two, &one).contains(&"Zarya".to_owned()));
    }

    #[test]
    fn numbers_are_given_only_for_want_of_words() {
        let one = article("Score", "Kestrels beat Plovers 4711 to 3 as the Kestrels wished.");
        let two = article("Result", "It was 4711 for Kestrels, a record that Kestrels fans cheer.");
        assert!(!why(&one, &two).iter().any(|reason| reason.contains("4711")));
        assert_eq!(why(&article("Alpha", "beta 4711"), &article("Gamma", "delta 4711")), ["4711"]);
    }

    #[test]
    fn scripts_without_spaces_give_runs() {
        let filler = "今日は晴れです。\n明日は雨です。";
        let one = article("報道", &format!("北朝鮮がミサイルを発射。\n{filler}"));
        let two = article("速報", &format!("発射されたのは北朝鮮のミサイルだ。\n{filler}"));
        let why = why(&one, &two);
        assert!(why.contains(&"ミサイル".to_owned()) && why.contains(&"北朝鮮".to_owned()), "{why:?}");
    }

    #[test]
    fn nothing_shared_is_no_reason() {
        assert!(why(&article("Alpha", "beta"), &article("Gamma", "delta")).is_empty());
    }
}
