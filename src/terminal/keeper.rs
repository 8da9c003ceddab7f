//! Keeps what the reader did, off the key loop and in order, on a thread that is there while there is something to keep.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::lane::lock;
use super::{Event, Outbox};
use crate::app::Outcome;
use crate::memory::{Deed, Memory, coalesce};

/// One session's way to memory. Dropped, it has kept everything.
pub(super) struct Keeper {
    desk: Arc<Desk>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

struct Desk {
    memory: Arc<dyn Memory>,
    outbox: Outbox,
    linger: Duration,
    state: Mutex<State>,
    ready: Condvar,
}

#[derive(Default)]
struct State {
    /// What is to be kept. What could not be is tried again with the next ones and at the end.
    owed: Vec<Deed>,
    /// Some of it has not been tried.
    is_new: bool,
    /// The reader has been told that memory takes nothing.
    has_said: bool,
    has_thread: bool,
    is_over: bool,
}

impl Keeper {
    pub fn new(memory: Arc<dyn Memory>, outbox: Outbox, linger: Duration) -> Self {
        let desk = Desk { memory, outbox, linger, state: Mutex::default(), ready: Condvar::new() };
        Self { desk: Arc::new(desk), thread: Mutex::default() }
    }

    /// Keeps a deed, soon.
    pub fn keep(&self, deed: Deed) {
        let mut state = lock(&self.desk.state);
        state.owed.push(deed);
        state.is_new = true;
        if !state.has_thread {
            let desk = Arc::clone(&self.desk);
            // Without a thread it is kept with the next one, or at the end.
            let thread = thread::Builder::new().spawn(move || desk.serve()).ok();
            state.has_thread = thread.is_some();
            *lock(&self.thread) = thread;
        }
        drop(state);
        self.desk.ready.notify_one();
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        lock(&self.desk.state).is_over = true;
        self.desk.ready.notify_one();
        if let Some(thread) = lock(&self.thread).take() {
            // What one that panicked was keeping is lost; the rest is still owed.
            let _ = thread.join();
        }
        // A session may end by a panic: a second one would end the program.
        let _ = catch_unwind(AssertUnwindSafe(|| self.desk.settle()));
    }
}

impl Desk {
    /// Keeps deeds as they come, several at once where they came together.
    fn serve(&self) {
        loop {
            let is_idle = |state: &mut State| !state.is_over && !state.is_new;
            let waited = self.ready.wait_timeout_while(lock(&self.state), self.linger, is_idle);
            let (mut state, _) = waited.unwrap_or_else(PoisonError::into_inner);
            if state.is_over || !state.is_new {
                state.has_thread = false;
                return;
            }
            drop(state);
            self.settle();
        }
    }

    /// Tries to keep what is owed.
    fn settle(&self) {
        let owed = {
            let mut state = lock(&self.state);
            state.is_new = false;
            coalesce(std::mem::take(&mut state.owed))
        };
        if owed.is_empty() {
            return;
        }
        let kept = self.memory.keep(&owed);
        let mut state = lock(&self.state);
        match kept {
            Ok(()) => state.has_said = false,
            Err(error) => {
                state.owed.splice(..0, owed);
                // Said once: a read-only home is no news at every key.
                if !std::mem::replace(&mut state.has_said, true) {
                    // A session that is gone needs no word of it.
                    let _ = self.outbox.send(Event::Done(Outcome::Failed(error.to_string()).into()));
                }
            }
        }
    }
}
