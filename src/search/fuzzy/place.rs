//! Where a word stands in one key, how it fits, and what it scores.

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
    lanes: L,
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
    /// The most that it scores in a title as it fits there, where its first letter isn't the title's and where it is.
    at_most: [[i32; 2]; 5],
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
        let (most, columns) = (skim::most(&probes), key::columns(&bytes));
        let at_most = [Fit::Scattered, Fit::Inside, Fit::Initials, Fit::Begins, Fit::Whole];
        let at_most =
            at_most.map(|fit| [most - skim::NOT_FIRST, most].map(|most| fit::score(fit, true, term.edits, most)));
        Self { form: term.form, edits: term.edits, most, columns, at_most, probes }
    }
}

impl<'a, const W: usize, L: Lanes> Text<'a, W, L> {
    /// The key is the first `len` of the bytes. More behind them spare a copy.
    #[inline(always)]
    pub(super) fn new(lanes: L, bytes: &'a [u8], len: usize, padding: &'a mut Padding<W>) -> Self {
        if bytes.len() < 64 * W {
            pad(bytes, padding);
        }
        let padding = &*padding;
        let mut blocks = [&[0; 64]; W];
        for word in 0..W {
            blocks[word] = match bytes.get(64 * word..64 * word + 64) {
                Some(block) => block.first_chunk().unwrap_or(&padding[word]),
                None => &padding[word],
            };
        }
        Self { bytes, len, blocks, lanes }
    }

    /// The same for others to compare.
    #[inline(always)]
    pub(super) fn with<M: Lanes>(&self, lanes: M) -> Text<'a, W, M> {
        Text { bytes: self.bytes, len: self.len, blocks: self.blocks, lanes }
    }

    fn key(&self) -> &[u8] {
        &self.bytes[..self.len]
    }

    #[inline(always)]
    fn letters(&self, probe: Probe) -> Bits<W> {
        let mut words = [0; W];
        let ignored = u8::from(probe.any_case) << 5;
        for at in 0..W {
            words[at] = self.lanes.equal(self.blocks[at], probe.byte, ignored);
        }
        Bits(words)
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
        let mut words = [0; W];
        for at in 0..W {
            words[at] = self.lanes.words(self.blocks[at]);
        }
        Bits(words) & Bits::before(self.len)
    }

    #[inline(always)]
    fn capitals(&self) -> Bits<W> {
        let mut capitals = [0; W];
        for at in 0..W {
            capitals[at] = self.lanes.capitals(self.blocks[at]);
        }
        Bits(capitals)
    }

    /// Of the places where a word stands as it is those that its form allows.
    #[inline(always)]
    fn allowed(&self, form: Form, runs: Bits<W>, length: usize) -> Bits<W> {
        let at_the_end = if self.len < length { Bits::NONE } else { Bits::one(self.len - length) };
        match form {
            Form::Fuzzy | Form::Exact => runs,
            Form::Whole => {
                let words = self.words();
                runs & !words.up(1) & !words.down(length)
            }
            Form::Prefix => runs & Bits::one(0),
            Form::Suffix => runs & at_the_end,
            Form::Equal => runs & Bits::one(0) & at_the_end,
        }
    }

    /// No less than what a word can score here, at a glance; `None` if it isn't here. There are few branches, since
    /// titles are all too different to foresee where they lead. The second glance tells initials from other letters.
    #[inline(always)]
    pub(super) fn glance(&self, sought: &Sought, is_second: bool) -> Option<i32> {
        let probes = &sought.probes[..];
        let mut open = Bits::before(self.len);
        let mut here = self.letters(*probes.first()?) & open;
        let (is_first, mut ends) = (here.has_first(), here);
        for nth in 1..probes.len() {
            // Once there is no letter any more there is none behind it.
            open = open & here.after_first();
            here = self.letters(probes[nth]) & open;
            ends = ends.up(1) & here;
        }
        if here.is_empty() {
            return None;
        }
        let mut best = Fit::Initials;
        if !ends.is_empty() || sought.form != Form::Fuzzy {
            let runs = self.allowed(sought.form, ends.down(probes.len() - 1), probes.len());
            if runs.is_empty() {
                return None;
            }
            best = fit(runs, &[], self.words(), probes.len());
        } else if is_second && !self.has_initials(probes) {
            best = Fit::Scattered;
        }
        Some(sought.at_most[best as usize][usize::from(is_first)])
    }

    /// Whether letters begin words, one behind the other.
    #[inline(always)]
    fn has_initials(&self, probes: &[Probe]) -> bool {
        let mut open = !self.words().up(1);
        let mut here = open;
        for nth in 0..probes.len() {
            here = self.letters(probes[nth]) & open;
            open = open & here.after_first();
        }
        !(here & Bits::before(self.len)).is_empty()
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
        let best = if runs.is_empty() { Fit::Initials } else { Fit::Whole };
        if fit::score(best, true, sought.edits, most) <= needed {
            return Some(needed);
        }
        let words = self.words();
        let fit = fit(runs, places, words, places.len());
        let bound = fit::score(fit, true, sought.edits, most);
        if sought.form != Form::Fuzzy || bound <= needed {
            return Some(bound);
        }
        let most = most.min(skim::bound(places, !words.up(1) | self.capitals()));
        Some(fit::score(fit, true, sought.edits, most))
    }

    /// What a word scores in a title or a name; `None` if it isn't here.
    pub(super) fn score(&self, sought: &Sought, in_title: bool, room: &mut Room<W>, rows: &mut Rows) -> Option<i32> {
        let places = &mut room.places[..sought.probes.len()];
        if !self.sift(&sought.probes, places) {
            return None;
        }
        let runs = self.allowed(sought.form, starts(places), places.len());
        let fit = fit(runs, places, self.words(), places.len());
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

/// Copies what is left of a key behind its last whole block.
#[cold]
fn pad<const W: usize>(bytes: &[u8], padding: &mut Padding<W>) {
    for (word, padding) in padding.iter_mut().enumerate() {
        let rest = bytes.get(64 * word..).unwrap_or_default();
        if rest.len() < 64 {
            *padding = [0; 64];
            padding[..rest.len()].copy_from_slice(rest);
        }
    }
}

/// How a word of some `letters` fits that stands as it is where `runs` start, and whose letters stand at `places`.
#[inline(always)]
fn fit<const W: usize>(runs: Bits<W>, places: &[Bits<W>], words: Bits<W>, letters: usize) -> Fit {
    let heads = !words.up(1);
    if !runs.is_empty() {
        return match (runs & heads, runs & heads & !words.down(letters)) {
            (begins, _) if begins.is_empty() => Fit::Inside,
            (_, whole) if whole.is_empty() => Fit::Begins,
            _ => Fit::Whole,
        };
    }
    let mut open = heads;
    for nth in 0..places.len() {
        let here = places[nth] & open;
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
    for nth in 1..places.len() {
        ends = ends.up(1) & places[nth];
    }
    if ends.is_empty() { ends } else { ends.down(places.len() - 1) }
}
