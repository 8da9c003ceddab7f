//! Performs effects off the key loop and posts what came of them. The newest question of a kind wins.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

use super::Event;
use super::perform::perform_telling;
use crate::app::{Effect, Matches, Outcome};
use crate::library::{Edition, Library, NamesOf, Stop};
use crate::memory::{Deed, Memory, coalesce};
use crate::search::fuzzy::Finder;

/// One session's helpers: one for quick answers, one for each kind of slow ones, one for memory.
pub struct Worker {
    quick: Arc<Lane<Quick>>,
    whole: Arc<Lane<Whole>>,
    related: Arc<Lane<Slow>>,
    gather: Arc<Lane<Slow>>,
    trace: Arc<Lane<Slow>>,
    search: Arc<Lane<Slow>>,
    sift: Arc<Lane<Slow>>,
    count: Arc<Lane<Slow>>,
    resolve: Arc<Lane<Slow>>,
    behind: Arc<Lane<Slow>>,
    names: Arc<Lane<Slow>>,
    mentions: Arc<Lane<Slow>>,
    deeds: Option<Sender<Deed>>,
    keeper: Option<JoinHandle<()>>,
}

/// Quick questions that wait, the newest of each kind.
#[derive(Default, PartialEq)]
struct Quick {
    load: Option<Effect>,
    filter: Option<Effect>,
    prepare: Option<Effect>,
    rescan: Option<Effect>,
}

/// What is asked about the whole list: its order, an edition of it, then its groups.
#[derive(Default, PartialEq)]
struct Whole {
    arrange: Option<Effect>,
    edit: Option<Effect>,
    tally: Option<Effect>,
    /// What has time.
    export: Option<Effect>,
}

/// The newest question of a slow kind: it waits for no other kind, and stops the one before it.
type Slow = Option<Effect>;

/// Questions that wait for a thread, and how the one under way is stopped.
struct Lane<T> {
    waiting: Mutex<(T, bool)>,
    ready: Condvar,
    running: Mutex<Stop>,
}

impl<T: Default + PartialEq> Lane<T> {
    fn new() -> Self {
        Self { waiting: Mutex::new((T::default(), false)), ready: Condvar::new(), running: Mutex::default() }
    }

    fn ask(&self, put: impl FnOnce(&mut T)) {
        put(&mut lock(&self.waiting).0);
        self.ready.notify_one();
    }

    /// Asks in place of what is asked and being answered.
    fn ask_instead(&self, put: impl FnOnce(&mut T)) {
        let mut waiting = lock(&self.waiting);
        // No job begins meanwhile: the one that is stopped is the one before.
        lock(&self.running).stop();
        put(&mut waiting.0);
        drop(waiting);
        self.ready.notify_one();
    }

    fn close(&self) {
        lock(&self.waiting).1 = true;
        lock(&self.running).stop();
        self.ready.notify_one();
    }

    /// Whether a question waits, or the session is over.
    fn is_wanted(&self) -> bool {
        let waiting = lock(&self.waiting);
        waiting.1 || waiting.0 != T::default()
    }

    /// Waits for a question and takes it; `None` when the session is over.
    fn take(&self, mut pick: impl FnMut(&mut T) -> Option<Effect>) -> Option<(Effect, Stop)> {
        let mut waiting = lock(&self.waiting);
        loop {
            if waiting.1 {
                return None;
            }
            if let Some(job) = pick(&mut waiting.0) {
                let stop = Stop::default();
                *lock(&self.running) = stop.clone();
                return Some((job, stop));
            }
            waiting = self.ready.wait(waiting).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl<T: Default + PartialEq + Send + 'static> Lane<T> {
    /// Answers questions on a thread of its own until the lane closes; `idle` is done when none waits.
    fn serve(
        self: Arc<Self>,
        library: Arc<dyn Library>,
        outbox: Sender<Event>,
        pick: fn(&mut T) -> Option<Effect>,
        idle: fn(&dyn Library, &mut Finder, &dyn Fn() -> bool),
    ) {
        thread::spawn(move || {
            let mut finder = Finder::default();
            while let Some((effect, stop)) = self.take(pick) {
                let tell = |outcome| {
                    // A session that is gone needs no word of it.
                    let _ = outbox.send(Event::Done(outcome));
                };
                // A fault in one job ends that job, not the session.
                let job = AssertUnwindSafe(|| perform_telling(library.as_ref(), &mut finder, &effect, &stop, &tell));
                let outcome = catch_unwind(job).unwrap_or_else(|_| {
                    finder = Finder::default();
                    fault(&effect)
                });
                if outcome.is_some_and(|outcome| outbox.send(Event::Done(outcome)).is_err()) {
                    return;
                }
                let job = AssertUnwindSafe(|| idle(library.as_ref(), &mut finder, &|| self.is_wanted()));
                if catch_unwind(job).is_err() {
                    finder = Finder::default();
                }
            }
        });
    }
}

impl Worker {
    /// Starts the helpers of a session that listens at `outbox`.
    pub fn spawn(library: Arc<dyn Library>, memory: Arc<dyn Memory>, outbox: Sender<Event>) -> Self {
        let quick = Arc::new(Lane::new());
        let whole = Arc::new(Lane::new());
        let slow = || {
            let lane = Arc::new(Lane::<Slow>::new());
            Arc::clone(&lane).serve(Arc::clone(&library), outbox.clone(), Slow::take, |_, _, _| {});
            lane
        };
        let [related, behind, gather, trace, search, sift, count, resolve, names, mentions] =
            std::array::from_fn(|_| slow());
        let (deeds, kept) = mpsc::channel::<Deed>();
        Arc::clone(&quick).serve(Arc::clone(&library), outbox.clone(), pick_quick, prepare);
        Arc::clone(&whole).serve(Arc::clone(&library), outbox.clone(), pick_whole, |_, _, _| {});
        let keeper = thread::spawn(move || keep(memory.as_ref(), &kept, &outbox));
        let (deeds, keeper) = (Some(deeds), Some(keeper));
        Self {
            quick,
            whole,
            related,
            behind,
            gather,
            trace,
            search,
            sift,
            count,
            resolve,
            names,
            mentions,
            deeds,
            keeper,
        }
    }

    /// Takes an effect; the answer comes as an event.
    pub fn perform(&self, effect: Effect) {
        match effect {
            Effect::Load(_) => self.quick.ask(|quick| quick.load = Some(effect)),
            Effect::Arrange(..) => self.whole.ask(|whole| whole.arrange = Some(effect)),
            Effect::Edit { .. } => self.whole.ask(|whole| whole.edit = Some(effect)),
            Effect::Tally { .. } => self.whole.ask(|whole| whole.tally = Some(effect)),
            Effect::Export { .. } => self.whole.ask(|whole| whole.export = Some(effect)),
            Effect::Prepare => self.quick.ask(|quick| quick.prepare = Some(effect)),
            Effect::Rescan => self.quick.ask(|quick| quick.rescan = Some(effect)),
            Effect::Filter(..) | Effect::Correct(..) => self.quick.ask_instead(|quick| quick.filter = Some(effect)),
            Effect::Resolve(..) => self.resolve.ask_instead(|slow| *slow = Some(effect)),
            Effect::Relate(..) | Effect::Compare(..) => self.related.ask_instead(|slow| *slow = Some(effect)),
            // The one under way is never stopped: it has done what the next one would begin with.
            Effect::Gather(_) => self.gather.ask(|slow| *slow = Some(effect)),
            Effect::Trace(..) | Effect::Unite(..) => self.trace.ask_instead(|slow| *slow = Some(effect)),
            Effect::Search(..) => self.search.ask_instead(|slow| *slow = Some(effect)),
            Effect::Sift { .. } => self.sift.ask_instead(|slow| *slow = Some(effect)),
            Effect::Count(..) => self.count.ask_instead(|slow| *slow = Some(effect)),
            // What is new is asked when it is known what is related: the one follows the other.
            Effect::RelateBehind(..) | Effect::Tell { .. } => self.behind.ask_instead(|slow| *slow = Some(effect)),
            // A whole archive takes a while: what is asked of one story doesn't wait for it, nor end it.
            Effect::Names(_, NamesOf::Archive) => self.names.ask_instead(|slow| *slow = Some(effect)),
            Effect::Names(..) | Effect::Mentions(..) => self.mentions.ask_instead(|slow| *slow = Some(effect)),
            Effect::Keep(deed) => {
                if let Some(deeds) = &self.deeds {
                    // The keeper is gone only when the session is.
                    let _ = deeds.send(deed);
                }
            }
            // The terminal's own.
            Effect::Copy(_) | Effect::Visit(_) | Effect::Redraw | Effect::Suspend | Effect::Link | Effect::Quit => {}
        }
    }
}

/// Ends the helpers, after everything that the reader did has been kept.
impl Drop for Worker {
    fn drop(&mut self) {
        self.quick.close();
        self.whole.close();
        let slow = [&self.related, &self.behind, &self.gather, &self.trace, &self.search, &self.sift];
        let slow = slow.into_iter().chain([&self.count, &self.resolve, &self.names, &self.mentions]);
        slow.for_each(|lane| lane.close());
        self.deeds = None;
        if let Some(keeper) = self.keeper.take() {
            // Nothing is left to do for one that panicked.
            let _ = keeper.join();
        }
    }
}

/// Keeps deeds as they come, several at once where they came together. What could not be kept is owed, and tried
/// again with the next ones and at the end.
fn keep(memory: &dyn Memory, deeds: &Receiver<Deed>, outbox: &Sender<Event>) {
    let mut owed = Vec::new();
    let mut said = false;
    loop {
        let next = deeds.recv();
        let over = next.is_err();
        owed.extend(next.into_iter().chain(deeds.try_iter()));
        owed = coalesce(owed);
        if !owed.is_empty() {
            match memory.keep(&owed) {
                Ok(()) => {
                    owed.clear();
                    said = false;
                }
                // Said once: a read-only home is no news at every key.
                Err(error) if !said => {
                    said = true;
                    // A session that is gone needs no word of it.
                    let _ = outbox.send(Event::Done(Outcome::Failed(error.to_string())));
                }
                Err(_) => {}
            }
        }
        if over {
            return;
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

/// Prepares for the letters of a search, once one was begun and the archive has been read.
fn prepare(library: &dyn Library, finder: &mut Finder, stop: &dyn Fn() -> bool) {
    let state = library.state();
    if finder.in_use && state.progress.is_none() {
        finder.prepare(&state.catalogue, stop);
    }
}

/// The search first: a reader waits for it with every letter.
fn pick_quick(quick: &mut Quick) -> Option<Effect> {
    let Quick { load, filter, prepare, rescan } = quick;
    [filter, load, prepare, rescan].into_iter().find_map(Option::take)
}

fn pick_whole(whole: &mut Whole) -> Option<Effect> {
    let Whole { arrange, edit, tally, export } = whole;
    [arrange, edit, tally, export].into_iter().find_map(Option::take)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A job that panicked is abandoned whole; what it left is a question or a flag, valid either way.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
