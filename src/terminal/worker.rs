//! Performs effects off the key loop and posts what came of them. The newest question of a kind wins.

use std::sync::Arc;
use std::time::Duration;

use super::Outbox;
use super::keeper::Keeper;
use super::lane::{LINGER, Lane, Office, Questions};
use crate::app::Effect;
use crate::library::{Library, NamesOf};
use crate::memory::Memory;
use crate::search::fuzzy::Finder;

/// One session's helpers: one for quick answers, one for each kind of slow ones, one for memory. Each is a thread only
/// while it is asked something: a session whose reader reads has none.
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
    keeper: Keeper,
}

/// Quick questions that wait, the newest of each kind.
#[derive(Default, PartialEq)]
struct Quick {
    load: Option<Effect>,
    filter: Option<Effect>,
    prepare: Option<Effect>,
    rescan: Option<Effect>,
}

impl Questions for Quick {
    /// The search first: a reader waits for it with every letter.
    fn pick(&mut self) -> Option<Effect> {
        let Self { load, filter, prepare, rescan } = self;
        [filter, load, prepare, rescan].into_iter().find_map(Option::take)
    }

    fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Prepares for the letters of a search, once one was begun and the archive has been read.
    fn idle(library: &dyn Library, finder: &mut Finder, is_wanted: &dyn Fn() -> bool) {
        let state = library.state();
        if finder.in_use && state.progress.is_none() {
            finder.prepare(&state.catalogue, is_wanted);
        }
    }
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

impl Questions for Whole {
    fn pick(&mut self) -> Option<Effect> {
        let Self { arrange, edit, tally, export } = self;
        [arrange, edit, tally, export].into_iter().find_map(Option::take)
    }

    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The newest question of a slow kind: it waits for no other kind, and stops the one before it.
type Slow = Option<Effect>;

impl Questions for Slow {
    fn pick(&mut self) -> Option<Effect> {
        self.take()
    }

    fn is_empty(&self) -> bool {
        self.is_none()
    }
}

impl Worker {
    /// The helpers of a session that listens at `outbox`.
    pub fn spawn(library: Arc<dyn Library>, memory: Arc<dyn Memory>, outbox: impl Into<Outbox>) -> Self {
        Self::lingering(library, memory, outbox, LINGER)
    }

    /// The same, which keep a thread for so long that has nothing to do: among hundreds of readers most read.
    pub fn lingering(
        library: Arc<dyn Library>,
        memory: Arc<dyn Memory>,
        outbox: impl Into<Outbox>,
        linger: Duration,
    ) -> Self {
        let outbox = outbox.into();
        let keeper = Keeper::new(memory, outbox.clone(), linger);
        let office = Arc::new(Office { library, outbox, linger });
        let [related, behind, gather, trace, search, sift, count, resolve, names, mentions] =
            std::array::from_fn(|_| Lane::new(&office));
        Self {
            quick: Lane::new(&office),
            whole: Lane::new(&office),
            related,
            gather,
            trace,
            search,
            sift,
            count,
            resolve,
            behind,
            names,
            mentions,
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
            Effect::Keep(deed) => self.keeper.keep(deed),
            // The terminal's own.
            Effect::Copy(_) | Effect::Visit(_) | Effect::Errand(_) => {}
            Effect::Redraw | Effect::Suspend | Effect::Link | Effect::Quit => {}
        }
    }
}

/// Ends the helpers. The keeper goes last, after everything that the reader did has been kept.
impl Drop for Worker {
    fn drop(&mut self) {
        self.quick.close();
        self.whole.close();
        let slow = [&self.related, &self.behind, &self.gather, &self.trace, &self.search, &self.sift];
        let slow = slow.into_iter().chain([&self.count, &self.resolve, &self.names, &self.mentions]);
        slow.for_each(|lane| lane.close());
    }
}
