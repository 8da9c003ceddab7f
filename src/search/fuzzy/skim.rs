//! The scores of `SkimMatcherV2` over the places where a word's letters stand, and nowhere else.
//!
//! The recurrence is that of fuzzy-matcher 0.3.7 (`SkimMatcherV2::build_score_matrix`) with its default scores, as
//! `fuzzy_indices` of a new matcher computes it: a letter is worth 16 (14 in the other case), one that begins a word
//! 8, 7 or 6 more, twice that at the very start, one right behind the last at least 4 more; a gap costs 3, and 1 for
//! each of its letters.

use super::bits::Bits;
use super::key::LONGEST;
use super::term::Probe;

pub(super) const MATCH: i32 = 16;
pub(super) const OTHER_CASE: i32 = 2;
pub(super) const CONSECUTIVE: i32 = 4;
pub(super) const HEAD: i32 = 8;
const BREAK: i32 = 7;
const CAMEL: i32 = 6;

/// What a letter before the first would have scored.
const BEFORE: i32 = -1;

/// The kinds of characters, as `CharType` has them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Empty,
    Upper,
    Lower,
    Number,
    Hard,
    Soft,
}

const CLASSES: [Class; 256] = {
    let mut classes = [Class::Lower; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            0 => Class::Empty,
            b' ' | b'/' | b'\\' | b'|' | b'(' | b')' | b'[' | b']' | b'{' | b'}' => Class::Hard,
            b'!'..=b'\'' | b'*'..=b'.' | b':'..=b'@' | b'^'..=b'`' | b'~' => Class::Soft,
            b'0'..=b'9' => Class::Number,
            b'A'..=b'Z' => Class::Upper,
            _ => Class::Lower,
        };
        byte += 1;
    }
    classes
};

/// What a letter is worth for the one before it.
fn role(before: u8, letter: u8) -> i32 {
    match (CLASSES[usize::from(before)], CLASSES[usize::from(letter)]) {
        (Class::Empty | Class::Hard, _) => HEAD,
        (Class::Soft, _) => BREAK,
        (Class::Lower | Class::Number, Class::Upper) => CAMEL,
        _ => 0,
    }
}

fn bonus(key: &[u8], at: usize) -> i32 {
    if at == 0 { 2 * HEAD } else { role(key[at - 1], key[at]) }
}

fn letter(key: &[u8], at: usize, probe: Probe) -> i32 {
    if key[at] == probe.byte { MATCH } else { MATCH - OTHER_CASE }
}

/// The most that a first letter can gain where it can stand at all.
pub(super) const FIRST: i32 = 2 * HEAD;

/// What a first letter loses that can't stand at the very start.
pub(super) const NOT_FIRST: i32 = HEAD;

/// The most that a word can score: its first letter at the very start, every other right behind the one before.
pub(super) fn most(probes: &[Probe]) -> i32 {
    let first = BEFORE + MATCH + FIRST;
    let pairs = probes.windows(2).map(|pair| {
        let begins = match CLASSES[usize::from(pair[0].byte)] {
            Class::Empty | Class::Hard | Class::Soft => HEAD,
            // A capital that stands for a small letter loses what it gains.
            _ if pair[1].any_case => CONSECUTIVE,
            _ => CAMEL,
        };
        MATCH + begins
    });
    first + pairs.sum::<i32>()
}

/// No less than the score of a word whose letters stand at `places`: for each letter the best that any place of it
/// and of the one before allow. `heads` has every place where a letter can be worth more for what stands before it.
#[inline(always)]
pub(super) fn bound<const W: usize>(places: &[Bits<W>], heads: Bits<W>) -> i32 {
    let first = match places[0] & heads {
        at if at.has_first() => FIRST,
        at if at.is_empty() => 0,
        _ => FIRST - NOT_FIRST,
    };
    let mut total = BEFORE + MATCH * places.len() as i32 + first;
    for nth in 1..places.len() {
        let (last, here) = (places[nth - 1], places[nth]);
        let beside = last.up(1) & here;
        if !beside.is_empty() {
            total += if (beside & heads).is_empty() { CONSECUTIVE } else { HEAD };
            continue;
        }
        // A gap of one letter costs 4, of four letters 7.
        let near = last.up(2) | last.up(3) | last.up(4);
        total += match here & heads {
            behind if behind.is_empty() => -4,
            behind if (behind & near).is_empty() => HEAD - 7,
            _ => HEAD - 4,
        };
    }
    total
}

/// The score of a word that stands at a place as it is.
pub(super) fn of_run(key: &[u8], start: usize, probes: &[Probe]) -> i32 {
    let mut score = BEFORE;
    for (nth, probe) in probes.iter().enumerate() {
        let least = if nth == 0 { 0 } else { CONSECUTIVE };
        score += letter(key, start + nth, *probe) + bonus(key, start + nth).max(least);
    }
    score
}

/// Places of a letter with the score of the best way to get there.
#[derive(Clone)]
struct Row {
    at: [u16; LONGEST],
    score: [i32; LONGEST],
    len: usize,
}

impl Row {
    fn push(&mut self, at: usize, score: i32) {
        self.at[self.len] = at as u16;
        self.score[self.len] = score;
        self.len += 1;
    }
}

/// Room for [`score`] to work in.
#[derive(Clone)]
pub(super) struct Rows(Box<[Row; 2]>);

impl Default for Rows {
    fn default() -> Self {
        let row = Row { at: [0; LONGEST], score: [0; LONGEST], len: 0 };
        Self(Box::new([row.clone(), row]))
    }
}

/// The score of a word whose letters stand at `places`, each set without what lies before the first place that the
/// letter before it can have. None of them may be empty.
pub(super) fn score<const W: usize>(key: &[u8], probes: &[Probe], places: &mut [Bits<W>], rows: &mut Rows) -> i32 {
    // What lies behind the last place of the next letter leads nowhere.
    for nth in (1..places.len()).rev() {
        let end = places[nth].last().unwrap_or(0);
        places[nth - 1] = places[nth - 1] & Bits::before(end);
    }
    let [mut last, mut next] = rows.0.each_mut();
    last.len = 0;
    places[0].for_each(|at| last.push(at, BEFORE + bonus(key, at) + letter(key, at, probes[0])));
    for (places, probe) in places.iter().zip(probes).skip(1) {
        next.len = 0;
        let mut before = 0;
        // The best of those that lie at least two places back, as if it stood at the start of the key.
        let mut best: Option<i32> = None;
        places.for_each(|at| {
            while before < last.len && usize::from(last.at[before]) + 2 <= at {
                best = best.max(Some(last.score[before] + i32::from(last.at[before])));
                before += 1;
            }
            let bonus = bonus(key, at);
            // A gap costs 3 and one for each letter between.
            let gap = best.map(|best| best - at as i32 - 2 + bonus);
            let beside = before < last.len && usize::from(last.at[before]) + 1 == at;
            let beside = beside.then(|| last.score[before] + bonus.max(CONSECUTIVE));
            if let Some(score) = gap.max(beside) {
                next.push(at, score + letter(key, at, *probe));
            }
        });
        // The references, not what they point at.
        std::mem::swap(&mut last, &mut next);
    }
    last.score[..last.len].iter().copied().max().unwrap_or(i32::MIN / 2)
}
