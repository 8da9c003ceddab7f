//! What all readers share: the library, the keys and colours, memory's folder, the limits, who is here.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use tokio::sync::{Notify, watch};

use super::{Keyring, Limits, Log};
use crate::app::{App, Binding, Msg, Order, Outcome, Settings, Start};
use crate::keymap::Keymap;
use crate::library::Library;
use crate::memory::{Forgetful, Memory, MemoryError, Recollection, SqliteMemory};
use crate::terminal::{Event, Outbox, Session, SharedSize, Worker};
use crate::view::theme::{ASCII, Theme};

/// How long a thread stays that has nothing to do. The next one is there in a tenth of a millisecond; longer than a
/// begun binding waits before its ways on are shown.
const REST: Duration = Duration::from_millis(500);

/// Who may come in.
#[derive(Debug)]
pub enum Door {
    /// Everybody. Nothing is remembered of them.
    Open,
    /// Who has one of these keys. What each reads is kept in a folder of its own under this one.
    Keys(Keyring, PathBuf),
}

/// What every session is furnished with.
#[derive(Clone, Debug)]
pub struct Furniture {
    /// The keys.
    pub keymap: Arc<Keymap>,
    /// The colours and signs.
    pub theme: Theme,
    /// The column of text and the split.
    pub settings: Settings,
    /// How the list is sorted.
    pub order: Order,
}

/// What all readers share.
pub struct House {
    library: Arc<dyn Library>,
    furniture: Furniture,
    /// As help shows them.
    bindings: Arc<[Binding]>,
    pub(super) door: Door,
    pub(super) limits: Limits,
    pub(super) log: Log,
    pub(super) complain: fn(String),
    present: Mutex<Present>,
    /// The library has something new, for those who wait for it.
    news: (Mutex<()>, Condvar),
    closing: watch::Sender<bool>,
    /// A session rests, or is over.
    pub(super) has_rested: Notify,
}

#[derive(Default)]
struct Present {
    next: u64,
    inboxes: HashMap<u64, Outbox>,
    /// Of those who are here with a key, by folder: two sessions of one reader share it.
    memories: HashMap<PathBuf, Weak<SqliteMemory>>,
}

/// A session's seat, until it is dropped.
pub struct Seat {
    house: Arc<House>,
    number: u64,
}

impl House {
    /// A house for readers of `library`. `complain` takes one sentence for whoever runs the server.
    pub fn new(
        library: Arc<dyn Library>,
        furniture: Furniture,
        door: Door,
        limits: Limits,
        log: Log,
        complain: fn(String),
    ) -> Self {
        Self {
            library,
            bindings: furniture.keymap.bindings(),
            furniture,
            door,
            limits,
            log,
            complain,
            present: Mutex::default(),
            news: (Mutex::default(), Condvar::new()),
            closing: watch::Sender::new(false),
            has_rested: Notify::new(),
        }
    }

    pub(super) fn library(&self) -> &Arc<dyn Library> {
        &self.library
    }

    /// Passes the library's news on to everybody. Once for all: a library never forgets who listened until it has news.
    pub(super) fn watch(self: &Arc<Self>) {
        let house = Arc::downgrade(self);
        self.library.watch(Box::new(move || {
            let Some(house) = house.upgrade() else { return false };
            // A session that is gone leaves its seat itself.
            house.present().inboxes.values().for_each(|inbox| drop(inbox.send(Event::News)));
            house.news.1.notify_all();
            true
        }));
    }

    /// Everybody has to leave.
    pub(super) fn close(&self) {
        self.closing.send_replace(true);
    }

    /// Waits until everybody has to leave.
    pub(super) async fn closed(&self) {
        // The sender is here as long as this is.
        let _ = self.closing.subscribe().wait_for(|is_closing| *is_closing).await;
    }

    /// A seat for a session that listens at `inbox`.
    pub(super) fn seat(self: &Arc<Self>, inbox: Outbox) -> Seat {
        // What was found before anybody listened is news too. The session has the other end.
        drop(inbox.send(Event::News));
        let mut present = self.present();
        let number = present.next;
        present.next += 1;
        present.inboxes.insert(number, inbox);
        drop(present);
        Seat { house: Arc::clone(self), number }
    }

    /// Waits until the library has been read.
    pub(super) fn wait_until_read(&self) {
        let (mutex, news) = &self.news;
        while self.library.state().progress.is_some() && !*self.closing.borrow() {
            let lock = mutex.lock().unwrap_or_else(PoisonError::into_inner);
            // It may have come since: a second later it is looked for again.
            drop(news.wait_timeout(lock, Duration::from_secs(1)));
        }
    }

    /// What is remembered of the reader who has the key of this name, and what is wrong with it.
    pub(super) fn memory(&self, key: Option<&str>) -> (Arc<dyn Memory>, Option<String>) {
        let (Door::Keys(_, folder), Some(key)) = (&self.door, key) else {
            return (Arc::new(Forgetful::default()), None);
        };
        // Base64 has a sign that parts folders.
        let folder = folder.join(key.trim_start_matches("SHA256:").replace('/', "_"));
        if let Some(memory) = self.present().memories.get(&folder).and_then(Weak::upgrade) {
            return (memory, None);
        }
        // A disk may be slow: nobody else waits for it.
        let memory = match SqliteMemory::open(&folder.join("memory.db")) {
            Ok(memory) => Arc::new(memory),
            Err(error) => return (Arc::new(Forgetful::default()), Some(error.to_string())),
        };
        let mut present = self.present();
        present.memories.retain(|_, memory| memory.strong_count() > 0);
        present.memories.insert(folder, Arc::downgrade(&memory));
        (memory, None)
    }

    /// What is remembered of a reader, for a command.
    pub(super) fn recall(&self, key: Option<&str>) -> Result<Recollection, MemoryError> {
        self.memory(key).0.recall(self.library.state().catalogue.base())
    }

    /// A session for the reader who has the key of this name, at a terminal that shows UTF-8 or doesn't.
    pub(super) fn session(&self, key: Option<&str>, outbox: Outbox, size: SharedSize, utf8: bool) -> Session {
        let (memory, trouble) = self.memory(key);
        let Furniture { keymap, mut theme, settings, order } = self.furniture.clone();
        if !utf8 {
            theme.signs = ASCII;
        }
        let shown = size.get();
        let mut app = App::new(Start {
            library: self.library.name().to_owned(),
            settings,
            order,
            bindings: Arc::clone(&self.bindings),
            size: (shown.width, shown.height),
        });
        let (recollection, unreadable) = match memory.recall(self.library.state().catalogue.base()) {
            Ok(recollection) => (recollection, None),
            Err(error) => (Recollection::default(), Some(error.to_string())),
        };
        app.update(Msg::Done(Outcome::Recalled(recollection.into())));
        if let Some(sentence) = trouble.or(unreadable) {
            app.update(Msg::Done(Outcome::Failed(sentence)));
        }
        let worker = Worker::lingering(Arc::clone(&self.library), memory, outbox, REST);
        Session::new(app, keymap, theme, Arc::clone(&self.library), worker, size).served().paced(true).resting(REST)
    }

    fn present(&self) -> MutexGuard<'_, Present> {
        // Nothing panics between two changes that belong together.
        self.present.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.house.present().inboxes.remove(&self.number);
    }
}
