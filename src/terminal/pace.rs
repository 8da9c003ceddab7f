//! At most one frame is under way: the next one is drawn when the terminal has answered for the last.
//!
//! A frame ends in a request for the device's status, which the terminal answers when it has drawn what stood before
//! it. However slow the line, no frames pile up in it, and keys that come meanwhile are drawn together.

use std::time::{Duration, Instant};

/// `DSR`: the terminal answers `CSI 0 n` (ECMA-48 §8.3.35).
pub const REQUEST: &[u8] = b"\x1b[5n";

/// No answer is waited for longer before the next frame is drawn.
const PATIENCE: Duration = Duration::from_secs(5);

/// No answer is waited for longer when the terminal is to be given back.
const LAST: Duration = Duration::from_secs(2);

/// Whether a frame is under way, and how long the last one was.
#[derive(Debug, Default)]
pub struct Pace {
    is_on: bool,
    asked: Option<Instant>,
    /// The terminal has answered once.
    answers: bool,
    trip: Option<Duration>,
}

impl Pace {
    /// A pace that is kept, or none.
    pub fn new(is_on: bool) -> Self {
        Self { is_on, ..Self::default() }
    }

    /// Whether a frame that is drawn now has to end in [`REQUEST`].
    pub fn asks(&self) -> bool {
        self.is_on
    }

    /// A frame with a request was sent.
    pub fn asked(&mut self, now: Instant) {
        self.asked = Some(now);
    }

    /// The terminal has answered.
    pub fn answered(&mut self, now: Instant) {
        if let Some(asked) = self.asked.take() {
            self.answers = true;
            self.trip = Some(now.saturating_duration_since(asked));
        }
    }

    /// How long the next frame has to wait, and whether it has to.
    pub fn wait(&self, now: Instant) -> Option<Duration> {
        let asked = self.asked?;
        Some((asked + PATIENCE).saturating_duration_since(now))
    }

    /// Waits for the answer no longer. Who has never answered is asked no more.
    pub fn give_up(&mut self) {
        self.asked = None;
        self.is_on &= self.answers;
    }

    /// Until when the last answer is awaited before the terminal is given back: else it would come to a shell as if it
    /// had been typed.
    pub fn last_until(&self, now: Instant) -> Option<Instant> {
        self.asked.filter(|_| self.is_on).map(|_| now + LAST)
    }

    /// The time from the last frame that was answered to its answer.
    pub fn trip(&self) -> Option<Duration> {
        self.trip
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LATER: Duration = Duration::from_millis(300);

    #[test]
    fn the_next_frame_waits_for_the_answer() {
        let (mut pace, now) = (Pace::new(true), Instant::now());
        assert!(pace.asks() && pace.wait(now).is_none());
        pace.asked(now);
        assert_eq!(pace.wait(now + LATER), Some(PATIENCE - LATER));
        assert_eq!(pace.last_until(now + LATER), Some(now + LATER + LAST));
        pace.answered(now + LATER);
        assert_eq!((pace.wait(now + LATER), pace.trip(), pace.last_until(now)), (None, Some(LATER), None));
    }

    #[test]
    fn who_never_answers_is_asked_no_more_and_who_did_once_is() {
        let (mut pace, now) = (Pace::new(true), Instant::now());
        pace.asked(now);
        pace.answered(now + LATER);
        pace.asked(now + LATER);
        pace.give_up();
        assert!(pace.asks() && pace.wait(now).is_none());
        let mut silent = Pace::new(true);
        silent.asked(now);
        silent.give_up();
        assert!(!silent.asks() && silent.last_until(now).is_none());
        // It comes after all: no harm.
        silent.answered(now + LATER);
        assert!(!silent.asks() && silent.trip().is_none());
    }

    #[test]
    fn without_a_pace_nothing_is_asked() {
        assert!(!Pace::default().asks());
    }
}
