//! What is told around the open article: its other tellings, what of it was read in them, and where it was left.

use std::ops::Range;
use std::sync::Arc;

use super::{App, Document, Effect, Ticket};
use crate::article::{Handle, Place};
use crate::library::{ReadOf, Retold};
use crate::related::{RELATED, Relation, SAME_STORY};

/// Who comes back sooner knows where he was, in seconds.
const SOON: i64 = 3600;

/// What is known around the open article.
#[derive(Clone, Debug, Default)]
pub struct Retelling {
    /// The question for the related stories.
    asked: Option<Ticket>,
    /// It has been answered.
    answered: bool,
    /// The question what is new, while it is open.
    telling: Option<Ticket>,
    /// The related stories, best first.
    pub related: Vec<Relation>,
    /// What of the article is new, where some of its story was read before.
    pub retold: Option<Retold>,
    /// The new sentence that the reader has gone to, by its number.
    pub current: Option<usize>,
    /// What was read of the article before it was opened.
    own: Option<ReadOf>,
    /// When it was left, in words.
    left: Option<String>,
    /// How many newer tellings are unread.
    newer: usize,
}

impl Retelling {
    /// Why nothing can be said of other tellings: they are not known yet, nobody has asked, or there are `none`.
    pub(super) fn why_unknown(&self, none: &'static str) -> &'static str {
        match self.asked {
            None => "open an article first",
            Some(_) if !self.answered || self.telling.is_some() => "still looking for other tellings of this story",
            Some(_) => none,
        }
    }

    /// The new sentences.
    pub fn new_sentences(&self) -> usize {
        self.retold.as_ref().map_or(0, |retold| retold.new.len())
    }

    /// Where the current new sentence begins.
    pub fn current(&self) -> Option<Place> {
        self.place(self.current?)
    }

    /// Parts some bytes of a block, the body's first being 1, into those that were told and those that were not.
    pub fn part(&self, block: usize, bytes: Range<usize>) -> Vec<(Range<usize>, bool)> {
        let told = self.retold.as_ref().map_or(&[][..], |retold| &retold.told);
        let from = told.partition_point(|sentence| (sentence.block + 1, sentence.range.end) <= (block, bytes.start));
        let touching =
            told.iter().skip(from).take_while(|told| told.block + 1 == block && told.range.start < bytes.end);
        let mut parts = Vec::new();
        let mut done = bytes.start;
        for sentence in touching {
            let inside = sentence.range.start.max(done)..sentence.range.end.min(bytes.end);
            if done < inside.start {
                parts.push((done..inside.start, false));
            }
            done = inside.end;
            if !inside.is_empty() {
                parts.push((inside, true));
            }
        }
        if done < bytes.end {
            parts.push((done..bytes.end, false));
        }
        parts
    }

    fn place(&self, number: usize) -> Option<Place> {
        let sentence = self.retold.as_ref()?.new.get(number)?;
        Some(Place { block: sentence.block + 1, byte: sentence.range.start })
    }

    /// The new sentence after a place, or the last one before it.
    fn next(&self, from: Place, forward: bool) -> Option<usize> {
        let places = (0..self.new_sentences()).filter_map(|number| Some((number, self.place(number)?)));
        let found = if forward {
            places.into_iter().find(|(_, place)| *place > from)
        } else {
            places.take_while(|(_, place)| *place < from).last()
        };
        found.map(|(number, _)| number)
    }
}

impl App {
    /// Asks what is told around the article that was opened, unless that is known.
    pub(super) fn look_around(&mut self, handle: Handle) -> Option<Effect> {
        if self.reader.retelling.asked.is_some() {
            return None;
        }
        let ticket = self.desk.ticket();
        let left = self.left(handle);
        self.reader.retelling = Retelling {
            asked: Some(ticket),
            own: Some(ReadOf { handle, portion: self.desk.portion(handle) }).filter(|_| self.desk.is_read(handle)),
            left: left.clone(),
            ..Retelling::default()
        };
        left.into_iter().for_each(|left| self.desk.say(left));
        Some(Effect::RelateBehind(ticket, handle, self.desk.muted()))
    }

    /// Asks anew what is related to the open article: what is muted has changed.
    pub(super) fn look_around_again(&mut self) -> Option<Effect> {
        let handle = self.reader.handle.filter(|_| self.reader.retelling.asked.is_some())?;
        let ticket = self.desk.ticket();
        self.reader.retelling.asked = Some(ticket);
        Some(Effect::RelateBehind(ticket, handle, self.desk.muted()))
    }

    /// When the reader stopped in an article, if that is a while ago.
    fn left(&self, handle: Handle) -> Option<String> {
        let marks = self.desk.marks(handle);
        let since = self.desk.now.saturating_sub(marks.seen_at?);
        let stopped = if marks.place.is_some_and(|place| place > Place::default()) { "stopped" } else { "were" };
        (since >= SOON).then(|| format!("you {stopped} here {} ago", ago(since)))
    }

    /// Takes the stories related to the open article, and asks what of it is new if some of its story was read.
    pub(super) fn related_to_open(&mut self, ticket: Ticket, result: &Result<Vec<Relation>, String>) -> Vec<Effect> {
        if self.reader.retelling.asked != Some(ticket) {
            return Vec::new();
        }
        self.reader.retelling.answered = true;
        let (Some(handle), Ok(related)) = (self.reader.handle, result) else { return Vec::new() };
        let related: Vec<Relation> = related.iter().filter(|row| row.score >= RELATED).cloned().collect();
        let others = related.iter().flat_map(|row| {
            std::iter::once(row.handle).chain(row.copies.iter().map(|(copy, _)| *copy)).filter(|other| *other != handle)
        });
        let read: Arc<[ReadOf]> = others.filter_map(|other| self.read_of(other)).collect();
        let newer = related.iter().filter(|row| row.score >= SAME_STORY && row.days.is_some_and(|days| days > 0));
        let newer: Arc<[Handle]> = newer.map(|row| row.handle).filter(|other| !self.desk.is_read(*other)).collect();
        let retelling = &mut self.reader.retelling;
        retelling.related = related;
        retelling.newer = newer.len();
        if read.is_empty() && (newer.is_empty() || retelling.left.is_none()) {
            return Vec::new();
        }
        let own = retelling.own.clone();
        let ticket = self.desk.ticket();
        self.reader.retelling.telling = Some(ticket);
        vec![Effect::Tell { ticket, handle, read, own, newer }]
    }

    /// Takes what of the open article is new.
    pub(super) fn retold(&mut self, ticket: Ticket, retold: Option<Retold>) {
        let retelling = &mut self.reader.retelling;
        if retelling.telling.take_if(|telling| *telling == ticket).is_none() {
            return;
        }
        let Some(retold) = retold else { return };
        let news = match (retelling.newer, retold.newer) {
            (0, _) => None,
            (1, new) => Some(format!("1 newer telling, {}", counted(new))),
            (newer, new) => Some(format!("{newer} newer tellings, {}", counted(new))),
        };
        // What has been said since is newer.
        let said = self.desk.notice.as_ref().map(|notice| &notice.text);
        if let (Some(left), Some(news)) = (retelling.left.as_ref().filter(|left| Some(*left) == said), news) {
            let sentence = format!("{left}; {news}");
            self.desk.say(sentence);
        }
        self.reader.retelling.retold = Some(retold).filter(|retold| retold.read);
    }

    fn read_of(&self, handle: Handle) -> Option<ReadOf> {
        let portion = self.desk.portion(handle);
        let read = portion.as_ref().map_or_else(|| self.desk.is_read(handle), |portion| !portion.is_empty());
        read.then_some(ReadOf { handle, portion })
    }

    /// Dims what was read elsewhere, or no longer.
    pub(super) fn toggle_dimming(&mut self) -> Vec<Effect> {
        self.desk.dims = !self.desk.dims;
        let told = self.reader.retelling.retold.as_ref().map(|retold| retold.told.len());
        self.desk.say(match (self.desk.dims, told) {
            (false, _) => "nothing is dimmed".to_owned(),
            (true, None) => "what you have read elsewhere will be dimmed: here it is nothing so far".to_owned(),
            (true, Some(0)) => "no sentence here says what you have read elsewhere".to_owned(),
            (true, Some(1)) => "1 sentence that you have read elsewhere is dimmed".to_owned(),
            (true, Some(told)) => format!("{told} sentences that you have read elsewhere are dimmed"),
        });
        Vec::new()
    }

    /// Goes to the next new sentence, or to the one before, round the ends.
    pub(super) fn step_new(&mut self, forward: bool) -> Vec<Effect> {
        let Some(on_screen) = self.shown_document().and_then(Document::on_screen) else { return Vec::new() };
        let retelling = &self.reader.retelling;
        let Some(retold) = &retelling.retold else {
            let why = retelling.why_unknown("you have read nothing else of this story: all of it is new");
            self.desk.say(why);
            return Vec::new();
        };
        let len = retold.new.len();
        let from = match retelling.current().filter(|place| on_screen.contains(place)) {
            Some(place) => place,
            // The place itself is after the line end before it.
            None => Place { byte: on_screen.start.byte.saturating_sub(1), ..on_screen.start },
        };
        let next = retelling.next(from, forward);
        let Some(number) = next.or_else(|| if forward { Some(0) } else { len.checked_sub(1) }).filter(|at| *at < len)
        else {
            self.desk.say("nothing new: you have read it elsewhere");
            return Vec::new();
        };
        if next.is_none() {
            self.desk.say(if forward { "from the beginning again" } else { "from the end again" });
        }
        self.reader.retelling.current = Some(number);
        let place = self.reader.retelling.place(number).unwrap_or_default();
        self.move_reader(|document| document.reveal(place))
    }
}

/// So many new sentences, in words.
pub fn counted(new: usize) -> String {
    match new {
        0 => "nothing new".to_owned(),
        1 => "1 new sentence".to_owned(),
        new => format!("{new} new sentences"),
    }
}

/// A stretch of time as a reader says it.
fn ago(seconds: i64) -> String {
    const UNITS: [(i64, &str); 6] = [
        (365 * 86_400, "year"),
        (30 * 86_400, "month"),
        (7 * 86_400, "week"),
        (86_400, "day"),
        (3_600, "hour"),
        (60, "minute"),
    ];
    let unit = UNITS.iter().find(|(length, _)| seconds >= *length).unwrap_or(&(1, "second"));
    match seconds / unit.0 {
        1 => format!("1 {}", unit.1),
        many => format!("{many} {}s", unit.1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::related::sentences::Sentence;

    #[test]
    fn a_stretch_of_time_is_said_in_its_largest_unit() {
        let day = 86_400;
        for (seconds, words) in [
            (3_600, "1 hour"),
            (2 * day - 1, "1 day"),
            (21 * day, "3 weeks"),
            (59 * day, "1 month"),
            (800 * day, "2 years"),
        ] {
            assert_eq!(ago(seconds), words);
        }
    }

    #[test]
    fn a_line_is_parted_where_told_sentences_begin_and_end() {
        let told = |block, range| Sentence { block, range };
        let told = vec![told(0, 0..10), told(0, 20..30), told(1, 0..5)];
        let retelling = Retelling { retold: Some(Retold { told, ..Retold::default() }), ..Retelling::default() };
        assert_eq!(retelling.part(1, 5..25), [(5..10, true), (10..20, false), (20..25, true)]);
        assert_eq!(retelling.part(1, 11..18), [(11..18, false)]);
        assert_eq!(retelling.part(2, 0..9), [(0..5, true), (5..9, false)]);
        assert_eq!(retelling.part(2, 3..3), []);
    }
}
