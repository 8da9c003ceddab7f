//! One pass over the rows of a slice: which match, and which of them are among the best.

use super::super::Handles;
use super::super::query::Fact;
use super::bits::{Lanes, Portable};
use super::engine::Engine;
use super::index::{Bitmap, Index, SLICE, Slice, WORD, WORDS};
use super::names::NONE;
use super::pattern::{Condition, Pattern, What};
use super::place::{Padding, Room, Rooms, Sought, Text};
use super::skim::Rows;
use super::term::Term;
use super::titles::Titles;
use super::top::{HOPELESS, Top};
use super::{engine, fit};
use crate::article::Handle;

/// A pattern, ready to be looked for in an index.
pub(super) struct Search<'a> {
    groups: Vec<Group<'a>>,
    phrase: Option<Word<'a>>,
    /// All words, if nothing else is asked for but that each stands in the title.
    plain: Vec<Sought>,
    engine: Engine,
}

/// Conditions of which one must hold.
struct Group<'a> {
    parts: Vec<Part<'a>>,
    /// The most that the groups behind this one can add, and the phrase.
    rest: i32,
}

/// A condition, ready.
enum Part<'a> {
    Word(Word<'a>, bool),
    Fact(&'a Fact, bool),
    Remembered(&'a Handles, bool),
}

/// A word, ready.
struct Word<'a> {
    term: &'a Term,
    sought: Sought,
    /// What its key says has to be looked at again in the text.
    doubtful: bool,
    /// What it scores in each byline, if in any.
    names: Option<Vec<i32>>,
}

/// What a pass over a slice found.
pub(super) struct Pass<'a> {
    /// The rows that match.
    pub survivors: &'a mut Bitmap,
    /// The best of all passes.
    pub top: &'a mut Top,
    /// How many matched.
    pub count: usize,
}

impl<'a> Word<'a> {
    fn new(term: &'a Term, index: &Index, rooms: &mut Rooms) -> Self {
        let sought = Sought::new(term);
        let doubtful = term.needs_a_second_look(&index.codes);
        let names = index.names.scores(term, &sought, doubtful, rooms);
        Self { term, sought, doubtful, names }
    }

    fn name_score(&self, slice: &Slice, at: usize) -> Option<i32> {
        self.names.as_ref().map(|scores| scores[slice.bylines[at] as usize]).filter(|score| *score != NONE)
    }
}

impl Group<'_> {
    /// Its word, if it is nothing but one that stands in titles only.
    fn plain(&self) -> Option<Sought> {
        let [Part::Word(word, false)] = &self.parts[..] else { return None };
        let is_plain = word.term.is_in_titles() && word.names.is_none() && !word.doubtful;
        is_plain.then(|| word.sought.clone())
    }
}

impl Part<'_> {
    fn most(&self) -> i32 {
        match self {
            Part::Word(word, false) => fit::score(fit::Fit::Whole, true, word.sought.edits, word.sought.most),
            _ => 0,
        }
    }
}

impl<'a> Search<'a> {
    pub(super) fn new(engine: Engine, pattern: &'a Pattern, index: &Index, rooms: &mut Rooms) -> Self {
        let mut part = |condition: &'a Condition| match &condition.what {
            What::Word(term) => Part::Word(Word::new(term, index, rooms), condition.negated),
            What::Fact(fact) => Part::Fact(fact, condition.negated),
            What::Remembered(_, handles) => Part::Remembered(handles, condition.negated),
        };
        let parts = |group: &'a Vec<Condition>| Group { parts: group.iter().map(&mut part).collect(), rest: 0 };
        let mut groups: Vec<Group<'_>> = pattern.groups.iter().map(parts).collect();
        let phrase = pattern.phrase.as_ref().map(|term| Word::new(term, index, rooms));
        let mut rest = if phrase.is_some() { fit::STEP } else { 0 };
        for group in groups.iter_mut().rev() {
            group.rest = rest;
            rest += group.parts.iter().map(Part::most).max().unwrap_or(0);
        }
        let plain: Option<Vec<Sought>> = groups.iter().map(Group::plain).collect();
        Self { groups, phrase, plain: plain.unwrap_or_default(), engine }
    }

    /// The rows of a slice that have the columns of every word.
    fn candidates(&self, slice: &Slice) -> Bitmap {
        let mut all = [!0; WORDS];
        for group in &self.groups {
            let mut any = [0; WORDS];
            for part in &group.parts {
                let mut rows = [!0; WORDS];
                if let Part::Word(word, false) = part {
                    if word.term.is_in_titles() {
                        rows = slice.may_have(word.sought.probes.iter().map(|probe| probe.byte));
                    } else {
                        rows = [0; WORDS];
                    }
                    if word.names.is_some() {
                        for at in 0..slice.bylines.len() {
                            rows[at / WORD] |= u64::from(word.name_score(slice, at).is_some()) << (at % WORD);
                        }
                    }
                }
                any.iter_mut().zip(rows).for_each(|(any, rows)| *any |= rows);
            }
            narrow(&mut all, &any);
        }
        all
    }

    /// Reads a byte of each title that comes soon: waiting for memory once is quicker than at every title.
    #[inline(always)]
    fn touch(&self, slice: &Slice, titles: &impl Titles, first: usize, word: usize, mut candidates: u64) {
        // Titles that are nearly all wanted are read ahead by the processor itself.
        if candidates.count_ones() > 40 {
            return;
        }
        let mut read = 0;
        while candidates != 0 {
            let at = word * WORD + candidates.trailing_zeros() as usize;
            candidates &= candidates - 1;
            if at < slice.bylines.len() {
                let (bytes, len) = titles.bytes((first + at) as u32);
                if len > 0 && len <= bytes.len() {
                    read ^= bytes[0] ^ bytes[len - 1];
                }
            }
        }
        std::hint::black_box(read);
    }

    /// Looks at the rows `from..to` of a slice, those only that are in `before`.
    pub(super) fn pass(
        &self,
        index: &Index,
        titles: &impl Titles,
        rows: std::ops::Range<usize>,
        before: Option<&Bitmap>,
        pass: &mut Pass<'_>,
        rooms: &mut Rooms,
    ) {
        self.engine.run(Work { search: self, index, titles, rows, before, pass, rooms });
    }
}

/// A pass, to be done by any engine.
struct Work<'a, 'b, T> {
    search: &'a Search<'a>,
    index: &'a Index,
    titles: &'a T,
    rows: std::ops::Range<usize>,
    before: Option<&'a Bitmap>,
    pass: &'a mut Pass<'b>,
    rooms: &'a mut Rooms,
}

impl<T: Titles> engine::Work for Work<'_, '_, T> {
    #[inline(always)]
    fn by<L: Lanes>(self, lanes: L) {
        let Self { search, index, titles, rows, before, pass, rooms } = self;
        let slice = &index.slices[rows.start / SLICE];
        let first = rows.start / SLICE * SLICE;
        let mut candidates = search.candidates(slice);
        if let Some(before) = before {
            narrow(&mut candidates, before);
        }
        let mut paddings = ([[0; 64]; 1], [[0; 64]; 2], [[0; 64]; 8]);
        let Rooms { short, middle, long, rows: scores } = rooms;
        for (word, &candidates_here) in candidates.iter().enumerate() {
            let bits = |end: usize| match end.saturating_sub(first + word * WORD) {
                bits @ 0..64 => (1 << bits) - 1,
                _ => !0,
            };
            let here = candidates_here & bits(rows.end) & !bits(rows.start);
            search.touch(slice, titles, first, word + 1, candidates.get(word + 1).copied().unwrap_or(0));
            if here == 0 {
                continue;
            }
            let mut at_word = AtWord { search, slice, titles, first, word, pass: &mut *pass };
            let (shorts, middles) = (slice.short[word], slice.middle[word]);
            at_word.rows::<1, L>(lanes, here & shorts, short, &mut paddings.0, scores);
            at_word.rows::<2, L>(lanes, here & middles, middle, &mut paddings.1, scores);
            at_word.rows::<8, L>(lanes, here & !shorts & !middles, long, &mut paddings.2, scores);
        }
    }
}

/// 64 rows that are being looked at.
struct AtWord<'a, 'b, T> {
    search: &'a Search<'a>,
    slice: &'a Slice,
    titles: &'a T,
    first: usize,
    word: usize,
    pass: &'a mut Pass<'b>,
}

impl<'a, T: Titles> AtWord<'a, '_, T> {
    #[inline(always)]
    fn rows<const W: usize, L: Lanes>(
        &mut self,
        lanes: L,
        mut candidates: u64,
        room: &mut Room<W>,
        padding: &mut Padding<W>,
        scores: &mut Rows,
    ) {
        let mut found = 0;
        if !self.search.plain.is_empty() {
            let bar = self.pass.top.bar();
            let mut rest = std::mem::take(&mut candidates);
            while rest != 0 {
                let bit = rest.trailing_zeros() as usize;
                rest &= rest - 1;
                let (bytes, len) = self.bytes(self.word * WORD + bit);
                let text = Text::new(lanes, bytes, len, padding);
                let Some(most) = self.glance(&text, false) else { continue };
                found |= 1 << bit;
                if most >= bar && self.glance(&text, true).is_some_and(|most| most >= bar) {
                    candidates |= 1 << bit;
                }
            }
        }
        while candidates != 0 {
            let bit = candidates.trailing_zeros() as usize;
            candidates &= candidates - 1;
            let at = self.word * WORD + bit;
            let row = (self.first + at) as u32;
            let (bytes, len) = self.bytes(at);
            let text = Text::new(lanes, bytes, len, padding);
            let Some(bound) = self.bound(&text, at, row, room) else { continue };
            found |= 1 << bit;
            if self.pass.top.admits(bound, row) {
                let score = self.score(&text.with(Portable), at, row, room, scores);
                self.pass.top.push(score, row);
            }
        }
        self.pass.survivors[self.word] |= found;
        self.pass.count += found.count_ones() as usize;
    }

    /// The key of a row, and maybe other bytes behind its length.
    #[inline(always)]
    fn bytes(&self, at: usize) -> (&'a [u8], usize) {
        match self.slice.key(at) {
            Some(key) => (key, key.len()),
            None => self.titles.bytes((self.first + at) as u32),
        }
    }

    /// No less than what a row scores for words that stand in titles only; `None` if it doesn't match.
    #[inline(always)]
    fn glance<const W: usize, L: Lanes>(&self, text: &Text<'_, W, L>, is_second: bool) -> Option<i32> {
        let mut most = if self.search.phrase.is_some() { fit::STEP } else { 0 };
        for sought in &self.search.plain {
            most += text.glance(sought, is_second)?;
        }
        Some(most)
    }

    /// The most that a row can score; `None` if it doesn't match.
    #[inline(always)]
    fn bound<const W: usize, L: Lanes>(
        &self,
        text: &Text<'_, W, L>,
        at: usize,
        row: u32,
        room: &mut Room<W>,
    ) -> Option<i32> {
        let mut total = 0;
        let bar = self.pass.top.bar().saturating_sub(1);
        // What this group needs for the row to get in. Once that is out of reach, the others only have to match.
        let mut needed = bar;
        for group in &self.search.groups {
            if needed < i32::MAX {
                needed = bar.saturating_sub(total + group.rest);
            }
            let mut best = None;
            for part in &group.parts {
                let in_title = match part {
                    Part::Word(word, _) if word.term.is_in_titles() => text.bound(&word.sought, needed, room),
                    _ => None,
                };
                best = best.max(self.part(part, at, row, in_title));
            }
            let best = best?;
            if best <= needed {
                needed = i32::MAX;
            } else {
                total += best;
            }
        }
        if needed == i32::MAX {
            return Some(HOPELESS);
        }
        if total <= bar
            && let Some(phrase) = &self.search.phrase
        {
            // What gets in by the phrase only has to have it.
            return Some(if text.bound(&phrase.sought, i32::MIN, room).is_some() {
                total + fit::STEP
            } else {
                HOPELESS
            });
        }
        Some(total + if self.search.phrase.is_some() { fit::STEP } else { 0 })
    }

    #[cold]
    fn score<const W: usize>(
        &self,
        text: &Text<'_, W, Portable>,
        at: usize,
        row: u32,
        room: &mut Room<W>,
        rows: &mut Rows,
    ) -> i32 {
        let mut total = 0;
        for group in &self.search.groups {
            let scores = group.parts.iter().filter_map(|part| {
                let in_title = match part {
                    Part::Word(word, _) if word.term.is_in_titles() => text.score(&word.sought, true, room, rows),
                    _ => None,
                };
                self.part(part, at, row, in_title)
            });
            total += scores.max().unwrap_or(0);
        }
        let phrase =
            self.search.phrase.as_ref().is_some_and(|phrase| text.score(&phrase.sought, true, room, rows).is_some());
        total + if phrase { fit::STEP } else { 0 }
    }

    /// What a condition is worth at a row; `None` if it doesn't hold.
    #[inline(always)]
    fn part(&self, part: &Part<'_>, at: usize, row: u32, in_title: Option<i32>) -> Option<i32> {
        match part {
            Part::Word(word, negated) => {
                let title = in_title.filter(|_| !word.doubtful || word.term.is_really_in(self.titles.title(row)));
                let best = title.max(word.name_score(self.slice, at));
                if *negated { best.is_none().then_some(0) } else { best }
            }
            Part::Fact(fact, negated) => {
                let titles = self.titles;
                let holds = fact.holds(titles.language(row), titles.published(row), || titles.words(row), |_| false);
                (holds != *negated).then_some(0)
            }
            Part::Remembered(handles, negated) => (handles.contains(Handle(row)) != *negated).then_some(0),
        }
    }
}

fn narrow(rows: &mut Bitmap, by: &Bitmap) {
    rows.iter_mut().zip(by).for_each(|(rows, by)| *rows &= by);
}
