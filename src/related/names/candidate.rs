//! Runs of capitalised words, parted into what may be names.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use foldhash::fast::FixedState;

use super::Votes;
use super::lexicon::{Is, Lexicon};
use super::token::{Gap, Token, is_initials, tokens};
use crate::related::terms::{is_stop_word, mix, name};
use crate::related::vocabulary::Vocabulary;
use crate::related::why::is_calendar;

/// A name's longest run of words.
const RUN: usize = 8;

/// A place where something may be named.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Which block.
    pub block: usize,
    /// Bytes of its text.
    pub range: Range<usize>,
    /// What the surroundings say.
    pub votes: Votes,
    /// It stands in a dateline, which is written in capitals.
    pub shouted: bool,
    /// The words' names, as one.
    name: u64,
    /// It counts only where the article has it as a name elsewhere.
    unsure: bool,
    /// The name of the word, where there is one only.
    single: Option<u64>,
}

/// An article that is being read.
pub struct Reading<'a> {
    lexicon: &'a Lexicon,
    /// Every noun has a capital.
    nouns: bool,
    found: Vec<Candidate>,
    /// How often words stand in small letters.
    small: HashMap<u64, u32, FixedState>,
}

impl<'a> Reading<'a> {
    pub fn new(lexicon: &'a Lexicon, nouns: bool) -> Self {
        Self { lexicon, nouns, found: Vec::new(), small: HashMap::default() }
    }

    /// Takes a dateline's town.
    pub fn dateline(&mut self, block: usize, text: &str, range: Range<usize>) {
        let tokens = tokens(text, range.clone());
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return };
        self.found.push(Candidate {
            block,
            range: first.range.start..last.range.end,
            votes: Votes { place: 4, ..Votes::default() },
            shouted: true,
            name: whole(&tokens),
            unsure: false,
            single: None,
        });
    }

    /// Takes a sentence, which lies at `range` in a block's text.
    pub fn sentence(&mut self, block: usize, text: &str, range: Range<usize>, headline: bool) {
        let end = range.end;
        let tokens = tokens(text, range);
        tokens.iter().filter(|token| !token.capital).for_each(|token| *self.small.entry(token.name).or_default() += 1);
        let long = |token: &&Token| token.range.len() > 3;
        let (all, capital) = tokens
            .iter()
            .filter(long)
            .fold((0, 0), |(all, capital), token| (all + 1, capital + usize::from(token.capital)));
        // A headline has capitals and no stop.
        let stopped = text[..end].ends_with(['.', '!', '?', '…', '"', '”', '»', '’', '\'', ')']);
        let headline = headline || !stopped && all >= 4 && capital * 3 > all * 2;
        let mut at = 0;
        while at < tokens.len() {
            let end = if tokens[at].capital { self.run_end(text, &tokens, at) } else { at + 1 };
            if tokens[at].capital {
                self.part(block, text, &tokens, at..end, headline);
            }
            at = end;
        }
    }

    /// The end of the run of capitalised words that begins at a word.
    fn run_end(&self, text: &str, tokens: &[Token], start: usize) -> usize {
        let mut end = start + 1;
        let is = |at: usize, is: Is| tokens.get(at).is_some_and(|token| self.lexicon.is(token.name, is));
        let touches = |at: usize| tokens.get(at).is_some_and(|token| token.gap == Gap::Space);
        let capital = |at: usize| touches(at) && tokens.get(at).is_some_and(|token| token.capital);
        let small_joint = |at: usize| touches(at) && !tokens[at].capital && is(at, Is::Joint);
        while end < start + RUN {
            // What opens a sentence leads to no joint, unless it may be a name itself: `Bank of …`, not `One of …`.
            let opener = end == start + 1 && tokens[start].opens && is(start, Is::Opener);
            let and = tokens.get(end).is_some_and(|token| matches!(&text[token.range.clone()], "and" | "for"));
            if capital(end) {
                end += 1;
            } else if !opener && small_joint(end) && capital(end + 1) {
                end += 2;
            } else if !opener && small_joint(end) && small_joint(end + 1) && capital(end + 2) {
                end += 3;
            } else if and && touches(end) && is(start, Is::Head) && capital(end + 1) {
                end += 2;
            } else {
                break;
            }
        }
        end
    }

    /// Parts a run where titles and days stand in it.
    fn part(&mut self, block: usize, text: &str, tokens: &[Token], run: Range<usize>, headline: bool) {
        let spelled = |at: usize| &text[tokens[at].range.clone()];
        let is = |at: usize, is: Is| self.lexicon.is(tokens[at].name, is);
        let mut parts: Vec<(Range<usize>, bool)> = Vec::new();
        let (mut start, mut titled) = (run.start, false);
        let mut at = run.start;
        while at < run.end {
            let goes_on = at + 1 < run.end && is(at + 1, Is::Organisation) && !is(at + 1, Is::Title);
            // `Foreign Minister`, but `General Motors` and `Justice Department`.
            let office = is(at, Is::Portfolio) && at + 1 < run.end && is(at + 1, Is::Title);
            let title = tokens[at].capital && (is(at, Is::Title) || office) && !goes_on;
            // `Ann Lee of Halden Lines` is two names.
            let belongs = spelled(at) == "of" && at > start + 1 && is(start, Is::Given);
            if belongs || title || is_day(spelled(at), at > run.start && !tokens[at - 1].opens) {
                parts.push((start..at, titled));
                titled = title;
                // `Secretary of State`, `Chief of Staff`
                if title && at + 2 < run.end && spelled(at + 1) == "of" && is(at + 2, Is::Portfolio) {
                    at += 2;
                }
                start = at + 1;
            }
            at += 1;
        }
        parts.push((start..run.end, titled));
        for (part, titled) in parts {
            self.take(block, text, tokens, part, titled, headline);
        }
    }

    /// Takes a part of a run, if a name is left of it.
    fn take(
        &mut self,
        block: usize,
        text: &str,
        tokens: &[Token],
        mut part: Range<usize>,
        mut titled: bool,
        headline: bool,
    ) {
        let spelled = |at: usize| &text[tokens[at].range.clone()];
        let is = |at: usize, is: Is| self.lexicon.is(tokens[at].name, is);
        let mut led = false;
        // What is left out at the beginning: joints, `The`, and the word that only opens the sentence.
        while let Some(token) = tokens.get(part.start).filter(|_| !part.is_empty()) {
            let at = part.start;
            let opener =
                token.opens && (is(at, Is::Opener) || is_stop_word(token.name) || self.small.contains_key(&token.name));
            let led_here = matches!(spelled(at), "The" | "the" | "A" | "An");
            let foreign = part.len() > 1
                && token.capital
                && is(at, Is::Adjective)
                && is(at + 1, Is::Weak)
                && !is(at + 1, Is::Organisation);
            if led_here && part.len() > 1 && is_quoted(text, token.range.start..tokens[part.end - 1].range.end) {
                break;
            }
            if !token.capital || led_here || opener || foreign {
                led |= led_here;
                titled &= token.capital;
                part.start += 1;
            } else {
                break;
            }
        }
        while part.end > part.start && (!tokens[part.end - 1].capital || is(part.end - 1, Is::Adjective)) {
            part.end -= 1;
        }
        if part.is_empty() || part.clone().all(|at| is(at, Is::Weak) || is(at, Is::Adjective) || spelled(at).len() < 2)
        {
            return;
        }
        let (first, last) = (&tokens[part.start], &tokens[part.end - 1]);
        let words = part.len();
        let range = first.range.start..last.range.end;
        let acronym = words == 1 && is_acronym(spelled(part.start));
        let single = (words == 1).then_some(first.name);
        if words == 1 && !acronym && (spelled(part.start).chars().nth(2).is_none() || self.is_common(first.name)) {
            return;
        }
        if self.nouns && words == 1 && !acronym && !titled {
            return;
        }
        let shouting = |at: usize| spelled(at).chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
        let shouted = words > 1 && part.clone().all(|at| shouting(at) && !is_initials(spelled(at)));
        let votes = self.votes(text, tokens, &part, titled, led, acronym);
        self.found.push(Candidate {
            block,
            range,
            votes,
            shouted,
            name: whole(&tokens[part]),
            unsure: headline || shouted || single.is_some() && first.opens,
            single,
        });
    }

    /// A word that is never a name by itself.
    fn is_common(&self, word: u64) -> bool {
        is_stop_word(word) || [Is::Organisation, Is::Geographic, Is::Opener].iter().any(|is| self.lexicon.is(word, *is))
    }

    /// What the words of a name and those around it say that it is.
    fn votes(
        &self,
        text: &str,
        tokens: &[Token],
        part: &Range<usize>,
        titled: bool,
        led: bool,
        acronym: bool,
    ) -> Votes {
        let is = |at: usize, is: Is| self.lexicon.is(tokens[at].name, is);
        let spelled = |at: usize| &text[tokens[at].range.clone()];
        let (first, last, words) = (part.start, part.end - 1, part.len());
        let before = first.checked_sub(1).filter(|_| tokens[first].gap != Gap::Other);
        let after = Some(last + 1).filter(|at| tokens.get(*at).is_some_and(|token| token.gap != Gap::Other));
        let organisation = part.clone().any(|at| is(at, Is::Organisation));
        let geographic = is(first, Is::Geographic) && words > 1 || is(last, Is::Geographic);
        let possessive = text[tokens[last].range.end..].starts_with(['\'', '’']);
        let mut votes = Votes::default();
        let counted = |yes: bool, votes: u32| if yes { votes } else { 0 };
        if is(last, Is::Place) && part.clone().all(|at| at == last || is(at, Is::Weak) || is(at, Is::Adjective)) {
            votes.place += 4;
        } else if organisation {
            votes.organisation += 3;
        } else if acronym {
            // Not every acronym acts: `the NTSA said`, but `a DVD`.
            let the = led || before.is_some_and(|before| spelled(before) == "the");
            votes.organisation += counted(the || possessive || after.is_some_and(|after| is(after, Is::Speaking)), 1);
        } else if geographic {
            votes.place += 3;
        } else {
            // Companies speak too, but seldom under two words; who speaks has no `of`.
            let speaker = words > 1 && !is(first, Is::Place) && !part.clone().any(|at| spelled(at) == "of");
            votes.person += counted(titled, 4);
            votes.person += counted(words > 1 && words < 5 && is(first, Is::Given), 3);
            votes.person += counted(
                words > 2 && !is_initials(spelled(first)) && (first + 1..last).any(|at| is_initials(spelled(at))),
                3,
            );
            votes.person += counted(words == 1 && is(first, Is::Given), 1);
            if let Some(after) = after {
                let comma = tokens[after].gap == Gap::Comma;
                let age = spelled(after).len() <= 2 && spelled(after).bytes().all(|byte| byte.is_ascii_digit());
                votes.person += counted(comma && age, 3) + counted(speaker && comma && spelled(after) == "who", 2);
                votes.person += counted(speaker && !comma && is(after, Is::Speaking), 1);
            }
            votes.person += counted(speaker && before.is_some_and(|before| is(before, Is::Speaking)), 1);
        }
        let placed = before.is_some_and(|before| is(before, Is::Placing) && tokens[first].gap == Gap::Space);
        votes.place += counted(placed && !possessive && !organisation && !acronym && !led, 1);
        votes
    }

    /// The places that are names, in the order of the text.
    pub fn finish(self) -> Vec<Candidate> {
        let sure: HashSet<u64> = self.found.iter().filter(|found| !found.unsure).map(|found| found.name).collect();
        // Which words stand in a longer name that is sure.
        let mut capital: HashMap<u64, u32> = HashMap::new();
        for found in self.found.iter().filter(|found| !found.unsure) {
            found.single.into_iter().for_each(|word| *capital.entry(word).or_default() += 1);
        }
        let mut found = self.found;
        let small = self.small;
        found.retain(|found| {
            let common = found.single.is_some_and(|word| {
                // What is written small as often is a word with a capital, not a name.
                small.get(&word).copied().unwrap_or(0) >= capital.get(&word).copied().unwrap_or(0).max(1)
            });
            !common && (!found.unsure || sure.contains(&found.name))
        });
        found
    }
}

/// The names of some words, as one.
fn whole(tokens: &[Token]) -> u64 {
    tokens.iter().fold(0, |whole, token| mix(whole ^ token.name))
}

/// Whether some bytes are all that stands between quotes: there an article is a part of the name, `“The Interview”`.
fn is_quoted(text: &str, range: Range<usize>) -> bool {
    let after = text[range.end..].trim_start_matches([',', '.', '!', '?']);
    text[..range.start].ends_with(['“', '"', '„', '«', '‘']) && after.starts_with(['”', '"', '“', '»', '’'])
}

/// Two to five capitals, perhaps with points or an ampersand.
fn is_acronym(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    (2..=5).contains(&letters) && word.chars().all(|c| c.is_uppercase() || matches!(c, '.' | '&') || c.is_ascii_digit())
}

/// A day or a month, also shortened. After a name `May` and the like are names.
fn is_day(word: &str, after_name: bool) -> bool {
    static SHORT: Vocabulary<64> =
        Vocabulary::of("jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat");
    let shortened = || word.chars().nth(1).is_some_and(char::is_lowercase) && word.starts_with(char::is_uppercase);
    is_calendar(word) && !(after_name && matches!(word, "May" | "April" | "June" | "August" | "March"))
        || word.len() < 6 && shortened() && SHORT.has(name(word))
}
