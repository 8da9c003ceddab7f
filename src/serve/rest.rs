//! A session that waits for its reader has no thread: it is put aside, and the next event brings one.
//!
//! Most readers read. What a thread has touched of its stack, and what the allocator keeps for it of freed memory, is
//! more than a session takes itself.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use tokio::runtime::Handle;
use tokio::task::AbortHandle;

/// When another thread is asked for where the system had none.
const AGAIN: Duration = Duration::from_secs(1);

/// Where a session is put that rests.
pub struct Bed<T> {
    runtime: Handle,
    /// The stack of a thread, in bytes.
    stack: usize,
    /// What a thread does with the session.
    run: fn(T, &Arc<Self>),
    state: Mutex<State<T>>,
}

struct State<T> {
    sleeper: Option<T>,
    /// Somebody rang while nobody slept: what came may not have been seen.
    has_rung: bool,
    /// A thread is on its way.
    is_called: bool,
    alarm: Option<AbortHandle>,
}

impl<T: Send + 'static> Bed<T> {
    /// A bed that nobody sleeps in. Called within tokio's runtime.
    pub fn new(stack: usize, run: fn(T, &Arc<Self>)) -> Arc<Self> {
        let state = State { sleeper: None, has_rung: false, is_called: false, alarm: None };
        Arc::new(Self { runtime: Handle::current(), stack, run, state: Mutex::new(state) })
    }

    /// Puts a session aside until somebody wakes it, at the latest then. It is given back when something may have come
    /// meanwhile.
    pub fn rest(self: &Arc<Self>, sleeper: T, until: Option<Instant>) -> Option<T> {
        let mut state = self.state();
        if std::mem::take(&mut state.has_rung) {
            return Some(sleeper);
        }
        state.sleeper = Some(sleeper);
        state.alarm = until.map(|until| self.wake_at(until));
        None
    }

    /// Has a session that sleeps run again.
    pub fn wake(self: &Arc<Self>) {
        let mut state = self.state();
        if state.sleeper.is_none() {
            state.has_rung = true;
        }
        if state.sleeper.is_none() || state.is_called {
            return;
        }
        let bed = Arc::clone(self);
        let come = move || {
            if let Some(sleeper) = bed.rise() {
                (bed.run)(sleeper, &bed);
            }
        };
        state.is_called = thread::Builder::new().stack_size(self.stack).spawn(come).is_ok();
        if !state.is_called {
            state.alarm = Some(self.wake_at(Instant::now() + AGAIN));
        }
    }

    fn rise(&self) -> Option<T> {
        let mut state = self.state();
        state.is_called = false;
        state.alarm.take().iter().for_each(AbortHandle::abort);
        state.sleeper.take()
    }

    fn wake_at(self: &Arc<Self>, at: Instant) -> AbortHandle {
        let bed = Arc::downgrade(self);
        let alarm = self.runtime.spawn(async move {
            tokio::time::sleep_until(at.into()).await;
            bed.upgrade().iter().for_each(Self::wake);
        });
        alarm.abort_handle()
    }

    fn state(&self) -> MutexGuard<'_, State<T>> {
        // Nothing panics between two changes that belong together.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, Sender, channel};

    use super::*;

    /// Counts what has come, and rests.
    struct Counter {
        events: Receiver<u32>,
        sums: Sender<u32>,
        sum: u32,
        until: Option<Instant>,
    }

    fn count(mut counter: Counter, bed: &Arc<Bed<Counter>>) {
        loop {
            let was = counter.sum;
            counter.sum += counter.events.try_iter().sum::<u32>();
            if counter.sum != was || counter.until.take().is_some() {
                counter.sums.send(counter.sum).unwrap();
            }
            match bed.rest(counter, None) {
                Some(back) => counter = back,
                None => return,
            }
        }
    }

    const PATIENCE: Duration = Duration::from_secs(20);

    #[tokio::test(flavor = "multi_thread")]
    async fn nothing_that_comes_is_slept_through() {
        let bed = Bed::new(1 << 16, count);
        let ((send, events), (sums, sum)) = (channel(), channel());
        assert!(bed.rest(Counter { events, sums, sum: 0, until: None }, None).is_none());
        // From two sides, while it falls asleep and wakes all the time.
        let ringers: Vec<_> = (0..2)
            .map(|_| {
                let (bed, send) = (Arc::clone(&bed), send.clone());
                thread::spawn(move || {
                    for _ in 0..500 {
                        send.send(1).unwrap();
                        bed.wake();
                    }
                })
            })
            .collect();
        ringers.into_iter().for_each(|ringer| ringer.join().unwrap());
        while sum.recv_timeout(PATIENCE).unwrap() < 1000 {}
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn one_who_wanted_to_be_woken_at_a_time_is() {
        let bed = Bed::new(1 << 16, count);
        let ((_send, events), (sums, sum)) = (channel(), channel());
        let until = Some(Instant::now() + Duration::from_millis(5));
        assert!(bed.rest(Counter { events, sums, sum: 7, until }, until).is_none());
        assert_eq!(sum.recv_timeout(PATIENCE).unwrap(), 7);
    }
}
