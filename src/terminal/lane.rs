//! Questions of one kind and the thread that answers them: it comes with a question, and goes when none has come since.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use super::perform::perform_telling;
use super::{Event, Outbox};
use crate::app::{Effect, Matches, Outcome};
use crate::library::{Edition, Library, Stop};
use crate::search::fuzzy::Finder;

/// How long a thread waits for another question. A reader's questions come together; one who reads has none.
pub(super) const LINGER: Duration = Duration::from_secs(30);

/// What all lanes of a session share.
pub(super) struct Office {
    /// Who is asked.
    pub library: Arc<dyn Library>,
    /// Where answers go.
    pub outbox: Outbox,
    /// How long a thread without a question stays.
    pub linger: Duration,
}

/// Questions that may wait together.
pub(super) trait Questions: Default + Send + 'static {
    /// Takes the one that comes next.
    fn pick(&mut self) -> Option<Effect>;

    /// Whether none waits.
    fn is_empty(&self) -> bool;

    /// Done when none waits, until `is_wanted` or the end of it.
    fn idle(_library: &dyn Library, _finder: &mut Finder, _is_wanted: &dyn Fn() -> bool) {}
}

/// Questions that wait for a thread, and how the one under way is stopped.
pub(super) struct Lane<T> {
    office: Arc<Office>,
    waiting: Mutex<Waiting<T>>,
    ready: Condvar,
    running: Mutex<Stop>,
}

#[derive(Default)]
struct Waiting<T> {
    questions: T,
    has_thread: bool,
    is_over: bool,
}

impl<T: Questions> Lane<T> {
    /// A lane without a question, and without a thread.
    pub fn new(office: &Arc<Office>) -> Arc<Self> {
        Arc::new(Self {
            office: Arc::clone(office),
            waiting: Mutex::default(),
            ready: Condvar::new(),
            running: Mutex::default(),
        })
    }

    /// Asks after what is asked.
    pub fn ask(self: &Arc<Self>, put: impl FnOnce(&mut T)) {
        let mut waiting = lock(&self.waiting);
        put(&mut waiting.questions);
        self.call(waiting);
    }

    /// Asks in place of what is asked and being answered.
    pub fn ask_instead(self: &Arc<Self>, put: impl FnOnce(&mut T)) {
        let mut waiting = lock(&self.waiting);
        // No job begins meanwhile: the one that is stopped is the one before.
        lock(&self.running).stop();
        put(&mut waiting.questions);
        self.call(waiting);
    }

    /// Wakes the thread, or starts one.
    fn call(self: &Arc<Self>, mut waiting: MutexGuard<'_, Waiting<T>>) {
        if !waiting.has_thread {
            let lane = Arc::clone(self);
            waiting.has_thread = thread::Builder::new().spawn(move || lane.serve()).is_ok();
        }
        if !waiting.has_thread {
            // The system has none left. Nobody waits forever for it.
            while let Some(effect) = waiting.questions.pick() {
                self.answer(fault(&effect));
            }
        }
        drop(waiting);
        self.ready.notify_one();
    }

    /// Ends the thread, and the question under way.
    pub fn close(&self) {
        lock(&self.waiting).is_over = true;
        lock(&self.running).stop();
        self.ready.notify_one();
    }

    /// Whether a question waits, or the session is over.
    fn is_wanted(&self) -> bool {
        let waiting = lock(&self.waiting);
        waiting.is_over || !waiting.questions.is_empty()
    }

    /// Waits for a question and takes it; `None` when the thread has to go.
    fn take(&self, linger: Duration) -> Option<(Effect, Stop)> {
        let waiting = lock(&self.waiting);
        let is_idle = |waiting: &mut Waiting<T>| !waiting.is_over && waiting.questions.is_empty();
        let waited = self.ready.wait_timeout_while(waiting, linger, is_idle);
        let (mut waiting, _) = waited.unwrap_or_else(PoisonError::into_inner);
        let next = if waiting.is_over { None } else { waiting.questions.pick() };
        let Some(effect) = next else {
            // Under the lock: the next question finds that it needs a thread.
            waiting.has_thread = false;
            return None;
        };
        let stop = Stop::default();
        *lock(&self.running) = stop.clone();
        Some((effect, stop))
    }

    /// Answers questions until none has come for a while, or the lane closes.
    fn serve(&self) {
        let library = self.office.library.as_ref();
        let mut finder = Finder::default();
        loop {
            // What was prepared for one search is worth more than a thread: the next letter may come any moment.
            let linger = if finder.in_use { LINGER } else { self.office.linger };
            let Some((effect, stop)) = self.take(linger) else { return };
            let tell = |outcome| {
                self.answer(Some(outcome));
            };
            // A fault in one job ends that job, not the session.
            let job = AssertUnwindSafe(|| perform_telling(library, &mut finder, &effect, &stop, &tell));
            let outcome = catch_unwind(job).unwrap_or_else(|_| {
                finder = Finder::default();
                fault(&effect)
            });
            self.answer(outcome);
            let job = AssertUnwindSafe(|| T::idle(library, &mut finder, &|| self.is_wanted()));
            if catch_unwind(job).is_err() {
                finder = Finder::default();
            }
        }
    }

    fn answer(&self, outcome: Option<Outcome>) {
        if let Some(outcome) = outcome {
            // A session that is gone closes its lanes, and needs no word of it.
            let _ = self.office.outbox.send(Event::Done(outcome.into()));
        }
    }
}

/// The answer to a question whose job made a mistake: every question has one, or somebody waits forever.
fn fault(effect: &Effect) -> Option<Outcome> {
    let sentence = "byline made a mistake here; the rest goes on".to_owned();
    match effect {
        Effect::Load(handle) => Some(Outcome::Loaded(*handle, Err(sentence))),
        Effect::Relate(ticket, ..) => Some(Outcome::Related(*ticket, Err(sentence))),
        Effect::RelateBehind(ticket, ..) => Some(Outcome::Related(*ticket, Err(sentence))),
        Effect::Tell { ticket, .. } => Some(Outcome::Told(*ticket, None)),
        Effect::Compare(ticket, ..) => Some(Outcome::Compared(*ticket, Err(sentence))),
        Effect::Names(ticket, _) => Some(Outcome::Named(*ticket, Err(sentence))),
        Effect::Mentions(ticket, ..) => Some(Outcome::Mentioned(*ticket, Err(sentence))),
        Effect::Resolve(..) => Some(Outcome::Resolved(Box::default())),
        Effect::Edit { ticket, .. } => Some(Outcome::Edited(*ticket, Edition::default())),
        Effect::Unite(ticket, ..) => Some(Outcome::United(*ticket, Err(sentence))),
        Effect::Trace(ticket, _) => Some(Outcome::Traced(*ticket, Err(sentence))),
        Effect::Gather(ticket) => Some(Outcome::Gathered(*ticket, Err(sentence))),
        Effect::Search(ticket, ..) => Some(Outcome::Searched(*ticket, Err(sentence))),
        Effect::Sift { ticket, .. } => Some(Outcome::Sifted(*ticket, Err(sentence))),
        Effect::Count(ticket, ..) => Some(Outcome::Counted(*ticket, None)),
        Effect::Tally { ticket, .. } => Some(Outcome::Tallied(*ticket, Vec::new().into())),
        Effect::Filter(ticket, _) | Effect::Correct(ticket, _) => Some(Outcome::Filtered(*ticket, Matches::default())),
        _ => Some(Outcome::Failed(sentence)),
    }
}

pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A job that panicked is abandoned whole; what it left is a question or a flag, valid either way.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::time::Instant;

    use super::*;
    use crate::library::local::{LocalLibrary, Opening};

    #[derive(Default)]
    struct One(Option<Effect>);

    impl Questions for One {
        fn pick(&mut self) -> Option<Effect> {
            self.0.take()
        }
        fn is_empty(&self) -> bool {
            self.0.is_none()
        }
    }

    #[test]
    fn a_thread_comes_with_a_question_and_goes_when_no_other_follows() {
        let (outbox, inbox) = mpsc::channel();
        let outbox = outbox.into();
        let library = Arc::new(LocalLibrary::open(Opening::default()));
        let lane = Lane::<One>::new(&Arc::new(Office { library, outbox, linger: Duration::from_millis(5) }));
        assert!(!lock(&lane.waiting).has_thread);
        // Twice: the second question needs a thread of its own.
        for _ in 0..2 {
            lane.ask(|one| one.0 = Some(Effect::Rescan));
            let answer = inbox.recv_timeout(Duration::from_secs(20));
            assert!(matches!(answer, Ok(Event::Done(outcome)) if matches!(*outcome, Outcome::Catalogued(_))));
            let deadline = Instant::now() + Duration::from_secs(20);
            while lock(&lane.waiting).has_thread {
                assert!(Instant::now() < deadline, "the thread stays");
                thread::yield_now();
            }
        }
    }
}
