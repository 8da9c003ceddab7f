//! Who and what an article names: runs of capitalised words, each with what its surroundings say that it is.
//!
//! Nothing is learnt and nothing looked up but short lists of words (`lexicon`), so the same article has the same
//! names in every archive. A word that opens a sentence, and whatever stands in a headline, counts only where the
//! article writes it as a name elsewhere too. In German, where every noun has a capital, a name has two words or is
//! an acronym. Scripts without capitals (Chinese, Japanese, Korean, Thai, Arabic) give no names.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

mod candidate;
mod lexicon;
mod people;
mod table;
mod timeline;
mod token;

pub use table::{Entry, Names};
pub use timeline::Timeline;

use super::sentences::{Sentence, sentences};
use super::why::{calm, dateline_end};
use crate::article::{Article, Kind};
use candidate::{Candidate, Reading};
use lexicon::Lexicon;

/// What a name is the name of, where that is clear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// A person.
    Person,
    /// A place.
    Place,
    /// An organisation.
    Organisation,
}

impl Named {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Named::Person => "person",
            Named::Place => "place",
            Named::Organisation => "organisation",
        }
    }
}

/// What the surroundings of a name's places say that it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Votes {
    /// For a person.
    pub person: u32,
    /// For a place.
    pub place: u32,
    /// For an organisation.
    pub organisation: u32,
}

impl Votes {
    /// Adds others.
    pub fn add(&mut self, other: Votes) {
        self.person = self.person.saturating_add(other.person);
        self.place = self.place.saturating_add(other.place);
        self.organisation = self.organisation.saturating_add(other.organisation);
    }

    /// What most say: two thirds of at least two votes, and of at least one for every four `mentions`.
    pub fn clear(self, mentions: u32) -> Option<Named> {
        let all = [(self.person, Named::Person), (self.place, Named::Place), (self.organisation, Named::Organisation)];
        let sum = all.iter().map(|(votes, _)| u64::from(*votes)).sum::<u64>();
        let (most, named) = all.into_iter().max_by_key(|(votes, _)| *votes)?;
        (most >= 2 && most >= mentions / 4 && u64::from(most) * 3 >= sum * 2).then_some(named)
    }
}

/// A name of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// It is the same name where this is the same, see [`key`].
    pub key: String,
    /// As the article writes it.
    pub text: String,
    /// What it may be.
    pub votes: Votes,
    /// Where it stands, in order: bytes of the block's text. A surname counts where the article has the whole name.
    pub mentions: Vec<Sentence>,
}

impl Name {
    /// What it names, where that is clear.
    pub fn kind(&self) -> Option<Named> {
        self.votes.clear(u32::try_from(self.mentions.len()).unwrap_or(u32::MAX))
    }
}

/// Reads the names of articles.
pub struct Namer(Lexicon);

impl Default for Namer {
    fn default() -> Self {
        Self(Lexicon::new())
    }
}

impl Namer {
    /// The names of an article, in the order in which it first has them.
    pub fn names(&self, article: &Article) -> Vec<Name> {
        let mut reading = Reading::new(&self.0, article.language.is_some_and(|language| language.code() == "de"));
        let mut last = None;
        for Sentence { block, range } in sentences(article) {
            let content = &article.blocks[block];
            // A dateline opens its paragraph: the town is a place, and what stands up to the dash says nothing.
            let mut start = range.start;
            if last != Some(block) {
                let town = dateline_end(&content.text);
                let dashes = ["—", "–", "--"].iter().filter(|_| town > 0);
                let dash = dashes.filter_map(|dash| Some(content.text.find(dash)? + dash.len())).min();
                if let Some(dash) = dash {
                    reading.dateline(block, &content.text, 0..town);
                    start = start.max(dash);
                }
            }
            last = Some(block);
            if start < range.end && content.text.is_char_boundary(start) {
                let headline = matches!(content.kind, Kind::Heading(_) | Kind::Table | Kind::Verbatim);
                reading.sentence(block, &content.text, start..range.end, headline);
            }
        }
        gather(article, &self.0, reading.finish())
    }
}

/// Gathers the places of each name.
fn gather(article: &Article, lexicon: &Lexicon, candidates: Vec<Candidate>) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    let quoted: HashSet<String> = candidates
        .iter()
        .map(|candidate| key(&article.blocks[candidate.block].text[candidate.range.clone()]))
        .filter(|key| key.starts_with("the "))
        .collect();
    for mut candidate in candidates {
        let content = &article.blocks[candidate.block].text;
        let mut text = spelled(content, &candidate);
        let mut key = key(&text);
        if key.is_empty() {
            continue;
        }
        // What is `“The Interview”` once is so without quotes too.
        if content[..candidate.range.start].ends_with("The ") && quoted.contains(&format!("the {key}")) {
            candidate.range.start -= "The ".len();
            (text, key) = (format!("The {text}"), format!("the {key}"));
        }
        let at = *known.entry(key.clone()).or_insert_with(|| {
            names.push(Name { key, text, votes: Votes::default(), mentions: Vec::new() });
            names.len() - 1
        });
        names[at].votes.add(candidate.votes);
        names[at].mentions.push(Sentence { block: candidate.block, range: candidate.range });
    }
    people::join(names, lexicon)
}

/// A name on one line, a dateline's as names are usually written.
fn spelled(text: &str, candidate: &Candidate) -> String {
    let line = text[candidate.range.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
    if candidate.shouted { calm(&line, super::why::JOINTS) } else { line }
}

/// What a name is known by: its words in small letters, without points and middle initials; the first ones are one word
/// (`U. S. Navy`, `U.S. Navy`).
pub fn key(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let leading = words.iter().take_while(|word| token::is_initials(word)).count();
    let mut key = String::new();
    for (at, word) in words.iter().enumerate() {
        let (leads, last) = (at < leading, at + 1 == words.len());
        if !leads && !last && token::is_initials(word) {
            continue;
        }
        if at > 0 && !leads {
            key.push(' ');
        }
        key.extend(
            word.chars().filter(|c| *c != '.').flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }),
        );
    }
    key
}

/// The places of one name in an article, by sentence: the sentence, and bytes of the block's text in it.
pub fn sentences_of(article: &Article, name: &Name) -> Vec<(Sentence, Vec<Range<usize>>)> {
    let blocks: HashSet<usize> = name.mentions.iter().map(|mention| mention.block).collect();
    let mut mentions = name.mentions.iter().peekable();
    let mut found = Vec::new();
    for sentence in sentences(article).filter(|sentence| blocks.contains(&sentence.block)) {
        let mut marks = Vec::new();
        while let Some(mention) =
            mentions.next_if(|mention| (mention.block, mention.range.start) < (sentence.block, sentence.range.end))
        {
            if mention.range.start >= sentence.range.start && mention.block == sentence.block {
                marks.push(mention.range.start..mention.range.end.min(sentence.range.end));
            }
        }
        if !marks.is_empty() {
            found.push((sentence, marks));
        }
    }
    found
}

#[cfg(test)]
mod tests;
