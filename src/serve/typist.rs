//! What a reader types, on its way to the session: at a bearable pace, and until they type nothing any more.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tokio::sync::mpsc::Receiver;
use tokio::time::{Instant, sleep_until};

use super::Limits;
use super::connection::Guest;
use super::house::House;
use crate::terminal::{Event, Outbox};

/// What comes from a client.
#[derive(Debug)]
pub enum Typed {
    /// Bytes.
    Bytes(Bytes),
    /// The window has this size now.
    Resized(u16, u16),
}

/// What a new size counts for, in bytes: everything is drawn anew.
const RESIZE: u32 = 64;

/// How many pieces may wait for a session that is behind, or that waits for its reader to take what it has drawn. What
/// is typed then is lost, as nobody types so far ahead.
const MOST_AHEAD: usize = 32;

/// The longest piece, in bytes.
const PIECE: usize = 512;

/// A pace: so many a second for long, and four times as many at once.
struct Pace {
    per_second: f64,
    allowed: f64,
    at: Instant,
}

impl Pace {
    const AT_ONCE: f64 = 4.0;

    fn new(per_second: u32) -> Self {
        let per_second = f64::from(per_second.max(1));
        Self { per_second, allowed: per_second * Self::AT_ONCE, at: Instant::now() }
    }

    /// Takes so much, and answers when more may be taken.
    fn take(&mut self, amount: u32) -> Instant {
        let now = Instant::now();
        let gained = (now - self.at).as_secs_f64() * self.per_second;
        self.at = now;
        self.allowed = (self.allowed + gained).min(self.per_second * Self::AT_ONCE) - f64::from(amount);
        now + Duration::from_secs_f64((-self.allowed / self.per_second).max(0.0))
    }
}

/// Takes what is typed to the session behind `inbox`, until the reader has gone or has to.
pub async fn take(house: Arc<House>, guest: Arc<Guest>, mut typed: Receiver<Typed>, inbox: Outbox) {
    let Limits { idle, input_rate, .. } = house.limits;
    let mut pace = Pace::new(input_rate);
    // A copy of it goes with each piece through the inbox.
    let mark = Arc::new(());
    let mut resized = None;
    let mut last = Instant::now();
    let mut ready = last;
    let last_word = loop {
        let next = async {
            // Before that nothing more is read from the client.
            sleep_until(ready).await;
            typed.recv().await
        };
        let next = tokio::select! {
            next = next => next,
            () = sleep_until(last + idle) => {
                guest.leave(&format!("nothing was typed for {}", shown(idle)));
                break Event::Ended;
            }
            () = house.closed() => {
                guest.leave("the server is closing");
                break Event::Ended;
            }
        };
        let (bytes, cost) = match next {
            None => {
                guest.leave("hung up");
                break Event::Closed;
            }
            Some(Typed::Resized(width, height)) => {
                resized = Some(Event::resized(width, height));
                (Bytes::new(), RESIZE)
            }
            Some(Typed::Bytes(bytes)) => {
                last = Instant::now();
                let cost = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
                (bytes, cost)
            }
        };
        ready = pace.take(cost);
        // The newest size isn't lost: it goes with what is typed next.
        let pieces = resized.is_some().then_some(&[][..]).into_iter().chain(bytes.chunks(PIECE));
        for piece in pieces {
            if Arc::strong_count(&mark) > MOST_AHEAD {
                break;
            }
            // A session that is over takes none.
            resized.take().into_iter().for_each(|event| drop(inbox.send(event)));
            let _ = inbox.send(Event::Counted(piece.to_vec(), Arc::clone(&mark)));
        }
    };
    // A session that is over needs no word of it.
    let _ = inbox.send(last_word);
}

/// A time, as people say it.
fn shown(time: Duration) -> String {
    match time.as_secs() {
        seconds if seconds >= 120 => format!("{} minutes", seconds / 60),
        1 => "1 second".to_owned(),
        seconds => format!("{seconds} seconds"),
    }
}
