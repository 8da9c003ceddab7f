//! Where a word stands in one key, how it fits, and what it scores.

use std::marker::PhantomData;

use super::bits::{Bits, Lanes};
use super::fit::{self, Fit};
use super::key;
use super::skim::{self, Rows};
use super::term::{self, Form, Probe};

/// A key of at most `64 * W` bytes, ready to be compared with.
pub(super) struct Text<'a, const W: usize, L> {
    /// The key's bytes, and maybe others behind them.
    bytes: &'a [u8],
    len: usize,
    blocks: [&'a [u8; 64]; W],
    lanes: PhantomData<L>,
}

/// Room for the end of a key behind which there is no other byte.
pub(super) type Padding<const W: usize> = [[u8; 64]; W];

/// A word, ready to be looked for.
#[derive(Clone, Debug)]
pub(super) struct Sought {
    pub form: Form,
    pub edits: u8,
    pub probes: Vec<Probe>,
    /// The most that the matcher can give it.
    pub most: i32,
    /// The columns of its letters.
    pub columns: u64,
}

/// Room to work in, for keys of one width.
pub(super) struct Room<const W: usize> {
    places: [Bits<W>; term::LONGEST],
}

impl<const W: usize> Default for Room<W> {
    fn default() -> Self {
        Self { places: [Bits::NONE; term::LONGEST] }
    }
}

/// Room to work in, whatever the width.
#[derive(Default)]
pub(super) struct Rooms {
    pub short: Room<1>,
    pub middle: Room<2>,
    pub long: Room<8>,
    pub rows: Rows,
}

impl Sought {
    pub(super) fn new(term: &term::Term) -> Self {
        let probes: Vec<Probe> = term.probes().collect();
        let bytes: Vec<u8> = probes.iter().map(|probe| probe.byte).collect();
        Self { form: term.form, edits: term.edits, most: skim::most(&probes), columns: key::columns(&bytes), probes }
    }
}

impl<'a, const W: usize, L: Lanes> Text<'a, W, L> {
    /// The key is the first `len` of the bytes. More behind them spare a copy.
    #[inline(always)]
    pub(super) fn new(bytes: &'a [u8], len: usize, padding: &'a mut Padding<W>) -> Self {
        for (word, padding) in padding.iter_mut().enumerate() {
            let rest = bytes.get(64 * word..).unwrap_or_default();
            if rest.len() < 64 {
                *padding = [0; 64];
                padding[..rest.len()].copy_from_slice(rest);
            }
        }
        let padding = &*padding;
        let mut blocks = [&[0; 64]; W];
        for (word, block) in blocks.iter_mut().enumerate() {
            *block = bytes.get(64 * word..).and_then(<[u8]>::first_chunk).unwrap_or(&padding[word]);
        }
        Self { bytes, len, blocks, lanes: PhantomData }
    }

    #[inline(always)]
    fn lanes(&self, word: usize) -> L {
        L::new(self.blocks[word])
    }

    fn key(&self) -> &[u8] {
        &self.bytes[..self.len]
    }

    #[inline(always)]
    fn letters(&self, probe: Probe) -> Bits<W> {
        match probe.any_case {
            true => Bits::from_words(|word| self.lanes(word).equal_in_any_case(probe.byte)),
            false => Bits::from_words(|word| self.lanes(word).equal(probe.byte)),
        }
    }

    /// The places of each letter behind the first place that the one before it can have; whether all have one.
    #[inline(always)]
    pub(super) fn sift(&self, probes: &[Probe], places: &mut [Bits<W>]) -> bool {
        let mut open = Bits::before(self.len);
        // By number: `zip` of slices costs more than the comparison.
        for nth in 0..probes.len() {
            let here = self.letters(probes[nth]) & open;
            if here.is_empty() {
                return false;
            }
            places[nth] = here;
            open = open & here.after_first();
        }
        true
    }

    /// The bytes that are part of words.
    #[inline(always)]
    fn words(&self) -> Bits<W> {
        Bits::from_words(|word| self.lanes(word).words()) & Bits::before(self.len)
    }

    /// Of the places where a word stands as it is those that its form allows.
    #[inline(always)]
    fn allowed(&self, form: Form, runs: Bits<W>, length: usize) -> Bits<W> {
        let at_the_end = || self.len.checked_sub(length).map_or(Bits::NONE, Bits::one);
        match form {
            Form::Fuzzy | Form::Exact => runs,
            Form::Whole => {
                let words = self.words();
                runs & !words.up(1) & !words.down(length)
            }
            Form::Prefix => runs & Bits::one(0),
            Form::Suffix => runs & at_the_end(),
            Form::Equal => runs & Bits::one(0) & at_the_end(),
        }
    }

    /// The most that a word can score here, and no less if that is more than `needed`; `None` if it isn't here.
    #[inline(always)]
    pub(super) fn bound(&self, sought: &Sought, needed: i32, room: &mut Room<W>) -> Option<i32> {
        let places = &mut room.places[..sought.probes.len()];
        if !self.sift(&sought.probes, places) {
            return None;
        }
        let runs = self.allowed(sought.form, starts(places), places.len());
        if runs.is_empty() && sought.form != Form::Fuzzy {
            return None;
        }
        let most = sought.most - if places[0].has_first() { 0 } else { skim::NOT_FIRST };
        let bound = |fit, most| fit::score(fit, true, sought.edits, most);
        let best = if runs.is_empty() { Fit::Initials } else { Fit::Whole };
        if bound(best, most) <= needed {
            return Some(needed);
        }
        let words = self.words();
        let fit = fit(runs, places, words);
        if sought.form != Form::Fuzzy || bound(fit, most) <= needed {
            return Some(bound(fit, most));
        }
        let capitals = Bits::from_words(|word| self.lanes(word).capitals());
        Some(bound(fit, most.min(skim::bound(places, !words.up(1) | capitals))))
    }

    /// What a word scores in a title or a name; `None` if it isn't here.
    pub(super) fn score(&self, sought: &Sought, in_title: bool, room: &mut Room<W>, rows: &mut Rows) -> Option<i32> {
        let places = &mut room.places[..sought.probes.len()];
        if !self.sift(&sought.probes, places) {
            return None;
        }
        let runs = self.allowed(sought.form, starts(places), places.len());
        let fit = fit(runs, places, self.words());
        let skim = match sought.form {
            Form::Fuzzy => skim::score(self.key(), &sought.probes, places, rows),
            _ if runs.is_empty() => return None,
            _ => {
                let mut best = i32::MIN;
                runs.for_each(|start| best = best.max(skim::of_run(self.key(), start, &sought.probes)));
                best
            }
        };
        Some(fit::score(fit, in_title, sought.edits, skim))
    }
}

/// How a word fits that stands as it is where `runs` start, and whose letters stand at `places`.
#[inline(always)]
fn fit<const W: usize>(runs: Bits<W>, places: &[Bits<W>], words: Bits<W>) -> Fit {
    let heads = !words.up(1);
    if !runs.is_empty() {
        return match (runs & heads, runs & heads & !words.down(places.len())) {
            (begins, _) if begins.is_empty() => Fit::Inside,
            (_, whole) if whole.is_empty() => Fit::Begins,
            _ => Fit::Whole,
        };
    }
    let mut open = heads;
    for places in places {
        let here = *places & open;
        if here.is_empty() {
            return Fit::Scattered;
        }
        open = open & here.after_first();
    }
    Fit::Initials
}

/// The places of first letters behind which the others follow side by side.
#[inline(always)]
fn starts<const W: usize>(places: &[Bits<W>]) -> Bits<W> {
    let mut ends = places[0];
    for places in &places[1..] {
        ends = ends.up(1) & *places;
    }
    if ends.is_empty() { ends } else { ends.down(places.len() - 1) }
}
