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

/// The same where frames are not paced: a terminal this near answers at once or never.
const LAST_NEAR: Duration = Duration::from_millis(200);

/// Frames of fewer bytes tell little of how fast a line is.
const TELLING: usize = 200;

/// For so long a frame may be under way while keys come, in seconds.
const SHORT: f64 = 0.25;

/// Whether a frame is under way, and how fast the line is.
#[derive(Debug, Default)]
pub struct Pace {
    is_on: bool,
    /// When the frame under way was sent, and its bytes.
    asked: Option<(Instant, usize)>,
    /// The terminal has answered once.
    answers: bool,
    trip: Option<Duration>,
    /// The shortest of the trips: how far it is to the terminal.
    shortest: Option<Duration>,
    /// Bytes a second.
    rate: Option<f64>,
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

    /// So many bytes were sent, with a request behind them.
    pub fn asked(&mut self, now: Instant, bytes: usize) {
        self.asked = Some((now, bytes));
    }

    /// The terminal has answered.
    pub fn answered(&mut self, now: Instant) {
        let Some((asked, bytes)) = self.asked.take() else { return };
        let trip = now.saturating_duration_since(asked);
        let shortest = self.shortest.map_or(trip, |shortest| shortest.min(trip));
        let drawn = trip.saturating_sub(shortest).as_secs_f64();
        if bytes >= TELLING && drawn > 0.0 {
            self.rate = Some(bytes as f64 / drawn);
        }
        (self.answers, self.trip, self.shortest) = (true, Some(trip), Some(shortest));
    }

    /// The bytes that the line carries while keys that come still seem to be answered at once; none where that isn't
    /// known.
    pub fn budget(&self) -> Option<usize> {
        // A frame of an archive's list is far below the upper limit.
        self.rate.filter(|_| self.is_on).map(|rate| (rate * SHORT).clamp(1.0, 1e9) as usize)
    }

    /// How long the next frame has to wait, and whether it has to.
    pub fn wait(&self, now: Instant) -> Option<Duration> {
        let (asked, _) = self.asked.filter(|_| self.is_on)?;
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
        self.asked.map(|_| now + if self.is_on { LAST } else { LAST_NEAR })
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
        pace.asked(now, 100);
        assert_eq!(pace.wait(now + LATER), Some(PATIENCE - LATER));
        assert_eq!(pace.last_until(now + LATER), Some(now + LATER + LAST));
        pace.answered(now + LATER);
        assert_eq!((pace.wait(now + LATER), pace.trip(), pace.last_until(now)), (None, Some(LATER), None));
    }

    #[test]
    fn who_never_answers_is_asked_no_more_and_who_did_once_is() {
        let (mut pace, now) = (Pace::new(true), Instant::now());
        pace.asked(now, 100);
        pace.answered(now + LATER);
        pace.asked(now + LATER, 100);
        pace.give_up();
        assert!(pace.asks() && pace.wait(now).is_none());
        let mut silent = Pace::new(true);
        silent.asked(now, 100);
        silent.give_up();
        assert!(!silent.asks() && silent.last_until(now).is_none());
        // It comes after all: no harm.
        silent.answered(now + LATER);
        assert!(!silent.asks() && silent.trip().is_none());
    }

    #[test]
    fn how_fast_a_line_is_is_told_by_what_a_long_frame_takes_longer_than_a_short_one() {
        let (mut pace, now) = (Pace::new(true), Instant::now());
        let mut frame = |bytes: usize| {
            pace.asked(now, bytes);
            // A line of 1,000 bytes a second, 100 ms away.
            pace.answered(now + Duration::from_millis(100 + bytes as u64));
            pace.budget()
        };
        assert_eq!((frame(2_000), frame(10)), (None, None));
        assert!((245..260).contains(&frame(1_000).unwrap()));
    }

    #[test]
    fn a_terminal_that_was_asked_without_a_pace_is_waited_for_only_at_the_end() {
        let (mut pace, now) = (Pace::default(), Instant::now());
        pace.asked(now, 100);
        assert_eq!((pace.wait(now), pace.last_until(now)), (None, Some(now + LAST_NEAR)));
        pace.answered(now + LATER);
        assert_eq!((pace.last_until(now), pace.budget()), (None, None));
    }

    #[test]
    fn without_a_pace_nothing_is_asked() {
        assert!(!Pace::default().asks());
    }
}
