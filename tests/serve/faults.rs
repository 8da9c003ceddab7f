//! A fault in one session ends that one, and no other.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;

use byline::app::{Order, Settings};
use byline::article::{Article, Handle as ArticleHandle};
use byline::keymap::Keymap;
use byline::library::local::{LocalLibrary, Opening};
use byline::library::{Library, LibraryError, State, Stop, Tell, Watcher};
use byline::related::{Muted, Relation, Stories};
use byline::search::{Found, Handles, Query, Recalled};
use byline::serve::{Door, Furniture, House as Shared, Limits, Log, host_key, run};
use byline::view::theme::Theme;

use super::*;

/// A library that is faulty once it is told to be.
struct Faulty {
    library: LocalLibrary,
    is_faulty: Arc<AtomicBool>,
}

impl Library for Faulty {
    fn name(&self) -> &str {
        self.library.name()
    }
    fn state(&self) -> State {
        assert!(!self.is_faulty.swap(false, Ordering::SeqCst), "a mistake");
        self.library.state()
    }
    fn watch(&self, watcher: Watcher) {
        self.library.watch(watcher);
    }
    fn article(&self, handle: ArticleHandle) -> Result<Arc<Article>, LibraryError> {
        self.library.article(handle)
    }
    fn raw(&self, handle: ArticleHandle) -> Result<Vec<u8>, LibraryError> {
        self.library.raw(handle)
    }
    fn search(&self, query: &Query, recalled: &Recalled, limit: usize, stop: &Stop) -> Result<Found, LibraryError> {
        self.library.search(query, recalled, limit, stop)
    }
    fn matching(&self, query: &Query, recalled: &Recalled, stop: &Stop) -> Result<Handles, LibraryError> {
        self.library.matching(query, recalled, stop)
    }
    fn nearest(
        &self,
        handle: ArticleHandle,
        limit: usize,
        muted: &Muted,
        stop: &Stop,
    ) -> Result<Vec<Relation>, LibraryError> {
        self.library.nearest(handle, limit, muted, stop)
    }
    fn stories(&self, stop: &Stop, tell: Tell) -> Result<Arc<Stories>, LibraryError> {
        self.library.stories(stop, tell)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fault_in_one_session_ends_that_session_alone() {
    let folder = tempfile::tempdir().unwrap();
    let is_faulty = Arc::new(AtomicBool::new(false));
    let library = LocalLibrary::open(Opening::default());
    library.wait();
    let library = Arc::new(Faulty { library, is_faulty: Arc::clone(&is_faulty) });
    let furniture = Furniture {
        keymap: Arc::new(Keymap::with(None).unwrap()),
        theme: Theme::default(),
        settings: Settings::default(),
        order: Order::default(),
    };
    let limits = Limits {
        sessions: 10,
        per_address: 10,
        per_second: 100,
        grace: PATIENCE,
        attempts: 3,
        idle: PATIENCE,
        input_rate: 10_000,
        largest: (100, 50),
    };
    let house = Shared::new(library, furniture, Door::Open, limits, Log::default(), |_| {});
    let key = host_key(&folder.path().join("key")).unwrap();
    let (say, said) = mpsc::channel();
    // It ends with the program.
    thread::spawn(move || run(house, key, "127.0.0.1:0".parse().unwrap(), move |address| say.send(address).unwrap()));
    let address = said.recv_timeout(PATIENCE).unwrap();
    let come = async || {
        let mut handle = client::connect(Arc::default(), address, Trusting).await.unwrap();
        assert!(handle.authenticate_none("ann").await.unwrap().success());
        Reader::start(handle, (80, 24)).await
    };
    let mut one = come().await;
    one.until_text(READY).await;
    is_faulty.store(true, Ordering::SeqCst);
    let mut other = come().await;
    other.until_text("byline made a mistake").await;
    assert_eq!(other.end().await, Some(1));
    assert!(other.bytes.ends_with(b"is kept\r\n"));
    // Those who are here, and those who come.
    one.press("?").await;
    one.until_text("all keys").await;
    let mut next = come().await;
    next.until_text(READY).await;
}
