//! What has been on screen long enough to be read, sentence by sentence.

use std::ops::Range;
use std::time::Duration;

use super::{App, Effect, Layer, Pane};
use crate::article::{Article, Handle, Place, Portion, count_words, words_per_minute};
use crate::memory::Deed;
use crate::related::sentences::{Sentence, fingerprint, sentences};

/// How much faster than with care (see [`words_per_minute`]) a sentence may be read to count as read: 476 words a
/// minute of English. Skimming for the sense runs at about 450; who is faster looks for words, and follows no
/// sentence (Carver 1992, "Reading Rate: Theory, Research, and Practical Implications", Journal of Reading 36).
const HASTE: u32 = 2;

/// So long nothing is counted in an article that was just opened: leafing through costs nothing.
const SETTLING: Duration = Duration::from_secs(2);

/// A sentence, and how much longer it has to be on screen.
#[derive(Clone, Debug)]
struct Timed {
    /// Its block, the body's first being 1.
    block: usize,
    range: Range<usize>,
    left: Duration,
    /// Its beginning has been on screen.
    begun: bool,
}

/// How long the sentences of an article have been on screen.
#[derive(Clone, Debug)]
pub struct Dwell {
    sentences: Vec<Timed>,
    portion: Portion,
}

impl Dwell {
    /// The sentences of an article, of which some were read before.
    pub fn of(article: &Article, before: Option<Portion>) -> Self {
        let text = fingerprint(article);
        let portion = before.filter(|portion| portion.text == text).unwrap_or(Portion::of(text));
        let a_word = Duration::from_secs(60) / (words_per_minute(article.language) * HASTE);
        let timed = |(number, Sentence { block, range }): (usize, Sentence)| {
            let words = u32::try_from(count_words(&article.blocks[block].text[range.clone()])).unwrap_or(u32::MAX);
            let left = if portion.has(number) { Duration::ZERO } else { a_word.saturating_mul(words) };
            Timed { block: block + 1, range, left, begun: false }
        };
        Self { sentences: sentences(article).enumerate().map(timed).collect(), portion }
    }

    /// Time passes over what is on screen: it goes to its sentences one after the other, as reading does. What is left
    /// of it goes to nothing: who is away reads no further. Answers whether a sentence more has been read.
    pub fn pass(&mut self, on_screen: &Range<Place>, mut time: Duration) -> bool {
        let mut any = false;
        for number in self.on_screen(on_screen) {
            let sentence = &mut self.sentences[number];
            sentence.begun |= on_screen.start <= Place { block: sentence.block, byte: sentence.range.start };
            if !sentence.begun || !ends_in(sentence, on_screen) || self.portion.has(number) {
                continue;
            }
            let spent = time.min(sentence.left);
            (time, sentence.left) = (time - spent, sentence.left - spent);
            if sentence.left.is_zero() {
                self.portion.add(number);
                any = true;
            }
        }
        any
    }

    /// How long until all that is on screen will have been read; `None` when it has been.
    pub fn left(&self, on_screen: &Range<Place>) -> Option<Duration> {
        let waits = |number: &usize| {
            let sentence = &self.sentences[*number];
            let begins = on_screen.start <= Place { block: sentence.block, byte: sentence.range.start };
            (sentence.begun || begins) && ends_in(sentence, on_screen) && !self.portion.has(*number)
        };
        let left = self.on_screen(on_screen).filter(waits).map(|number| self.sentences[number].left);
        left.reduce(Duration::saturating_add)
    }

    /// The sentences of which something is on screen.
    fn on_screen(&self, on_screen: &Range<Place>) -> Range<usize> {
        let end = |sentence: &Timed| Place { block: sentence.block, byte: sentence.range.end };
        let start = |sentence: &Timed| Place { block: sentence.block, byte: sentence.range.start };
        let from = self.sentences.partition_point(|sentence| end(sentence) <= on_screen.start);
        let to = self.sentences.partition_point(|sentence| start(sentence) < on_screen.end);
        from..to.max(from)
    }
}

/// A sentence that goes on below the screen is read where it ends.
fn ends_in(sentence: &Timed, on_screen: &Range<Place>) -> bool {
    Place { block: sentence.block, byte: sentence.range.end } <= on_screen.end
}

impl App {
    /// How long until what is on screen will have been read; `None` while nothing is being read.
    pub fn reading_left(&self) -> Option<Duration> {
        let on_screen = self.being_read()?;
        match &self.reader.dwell {
            Some(dwell) => dwell.left(&on_screen),
            None => Some(SETTLING),
        }
    }

    /// What the reader looks at, where it counts: in an open article that has the keyboard and isn't covered, and of
    /// which something may still be unread.
    fn being_read(&self) -> Option<Range<Place>> {
        let covered = self.layers.iter().any(Layer::covers);
        let by_sentence = self.reader.handle.is_some_and(|handle| !self.desk.is_read_wholly(handle));
        let reads = self.focus() == Pane::Reader && !covered && by_sentence;
        self.shown_document().filter(|_| reads)?.on_screen()
    }

    /// Time has passed over what is on screen.
    pub(super) fn pass(&mut self, time: Duration) -> Vec<Effect> {
        let (Some(on_screen), Some(handle)) = (self.being_read(), self.reader.handle) else { return Vec::new() };
        if self.reader.dwell.is_none() {
            self.reader.settled = self.reader.settled.saturating_add(time);
            if self.reader.settled < SETTLING {
                return Vec::new();
            }
            let before = self.desk.portion(handle);
            self.reader.dwell = self.reader.document().map(|document| Dwell::of(&document.article, before));
        }
        let time = self.reader.settled.max(time);
        self.reader.settled = Duration::ZERO;
        let Some(dwell) = self.reader.dwell.as_mut() else { return Vec::new() };
        if !dwell.pass(&on_screen, time) {
            return Vec::new();
        }
        let portion = dwell.portion.clone();
        self.keep_portion(handle, portion)
    }

    /// Keeps what was read of an article.
    pub(super) fn keep_portion(&mut self, handle: Handle, portion: Portion) -> Vec<Effect> {
        self.desk.set_portion(handle, Some(portion.clone()));
        let key = self.desk.catalogue.key(handle);
        key.map(|key| Effect::Keep(Deed::Perused { key, portion })).into_iter().collect()
    }
}
