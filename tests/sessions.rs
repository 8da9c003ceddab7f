//! One process, many readers: over one library and one memory, what each does stays its own.

mod common;

use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Barrier};
use std::thread;
use std::time::Duration;

use byline::app::{App, Effect, Layer, Msg, Outcome, Pane, RelatedRows, Settings, Start};
use byline::article::Handle;
use byline::keymap::Keymap;
use byline::library::Library;
use byline::library::local::{LocalLibrary, Opening};
use byline::memory::{Memory, SqliteMemory};
use byline::terminal::{Event, Session, SharedSize, Worker};
use byline::view::{draw, theme::Theme};
use crossterm::event::Event as Input;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use tempfile::TempDir;

/// What all readers of a process share.
struct House {
    library: Arc<dyn Library>,
    memory: Arc<dyn Memory>,
    keymap: Arc<Keymap>,
    folder: TempDir,
}

impl House {
    fn with(library: Arc<dyn Library>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let memory = Arc::new(SqliteMemory::open(&folder.path().join("memory.db")).unwrap());
        Self { library, memory, keymap: Arc::new(Keymap::with(None).unwrap()), folder }
    }

    fn of_the_archive() -> Self {
        Self::with(Arc::new(common::archive()))
    }

    fn of_the_samples() -> Self {
        let library = LocalLibrary::open(Opening::default());
        library.wait();
        Self::with(Arc::new(library))
    }

    /// A reader comes in, and sees the list.
    fn reader(&self, width: u16, height: u16) -> Reader {
        let (outbox, inbox) = mpsc::channel();
        let mut app = App::new(Start {
            library: self.library.name().to_owned(),
            settings: Settings::default(),
            bindings: self.keymap.bindings(),
            size: (width, height),
            ..Start::default()
        });
        let base = self.library.state().catalogue.base().to_owned();
        let mut recollection = self.memory.recall(&base).unwrap();
        recollection.marks.extend(common::used().marks);
        app.update(Msg::Done(Outcome::Recalled(recollection.into())));
        let worker = Worker::spawn(Arc::clone(&self.library), Arc::clone(&self.memory), outbox);
        let size = SharedSize::new(width, height);
        let session =
            Session::new(app, Arc::clone(&self.keymap), Theme::default(), Arc::clone(&self.library), worker, size);
        let mut reader = Reader { session, inbox };
        reader.session.handle(Event::News);
        reader.until(|app| !app.list.rows().is_empty());
        reader
    }

    /// The marks that were kept, by the ends of the articles' names.
    fn kept(&self) -> Vec<(String, bool, bool)> {
        // Through a connection of its own: what is in the file, not what somebody holds.
        let memory = SqliteMemory::open(&self.folder.path().join("memory.db")).unwrap();
        let marks = memory.recall("").unwrap().marks;
        let mut kept: Vec<_> = marks.into_iter().map(|(key, marks)| (key, marks.read, marks.starred)).collect();
        kept.sort();
        kept
    }
}

/// One reader at a screen of its own.
struct Reader {
    session: Session,
    inbox: Receiver<Event>,
}

impl Reader {
    /// Presses keys, written as the keymap writes them; answers what the terminal has to do.
    fn press(&mut self, keys: &str) -> Vec<Effect> {
        let inputs = common::key_events(keys).into_iter().map(|key| Event::Input(Input::Key(key)));
        inputs.flat_map(|input| self.session.handle(input)).collect()
    }

    /// Takes what the worker answers until the state is as wanted.
    #[track_caller]
    fn until(&mut self, wanted: impl Fn(&App) -> bool) {
        while !wanted(&self.session.app) {
            let answer = self.inbox.recv_timeout(Duration::from_secs(20)).expect("the worker answers");
            self.session.handle(answer);
        }
    }

    #[track_caller]
    fn open(&mut self, title: &str) {
        let app = &self.session.app;
        let is_titled = |handle: &Handle| app.desk.summary(*handle).is_some_and(|summary| summary.title == title);
        let row = app.list.rows().iter().position(is_titled).expect("the article is listed");
        self.press("gg");
        self.press(&"j".repeat(row));
        self.press("<Enter>");
        self.until(|app| app.reader.document().is_some_and(|document| document.article.title == title));
    }

    #[track_caller]
    fn relate(&mut self) -> Vec<Handle> {
        self.press("r");
        self.until(|app| related(app).is_some_and(|rows| *rows != RelatedRows::Waiting));
        match related(&self.session.app) {
            Some(RelatedRows::Found(rows)) => rows.iter().map(|row| row.handle).collect(),
            other => panic!("{other:?}"),
        }
    }

    fn screen(&self) -> String {
        let (width, height) = self.session.app.size;
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal
            .draw(|frame| {
                draw(frame.buffer_mut(), &self.session.app, &Theme::default());
            })
            .unwrap();
        terminal.backend().to_string()
    }

    fn title(&self) -> &str {
        &self.session.app.reader.document().unwrap().article.title
    }
}

fn related(app: &App) -> Option<&RelatedRows> {
    app.layers.iter().find_map(|layer| match layer {
        Layer::Related(stories) => Some(&stories.rows),
        _ => None,
    })
}

const BURST: &str = "Water main bursts at Sollen, three towns dry";
const HERON: &str = "José Ramírez and the heron of the Öland ferry";
const WALK: &str = "A long walk";

#[test]
fn what_one_reader_does_shows_on_no_other_screen() {
    let house = House::of_the_archive();
    let (mut one, other) = (house.reader(100, 24), house.reader(60, 16));
    let before = other.screen();
    one.open(BURST);
    one.press("jjs");
    one.relate();
    one.press("<Esc>q/heron");
    one.until(|app| app.list.filter.as_ref().is_some_and(|filter| filter.text == "heron"));
    one.press("<Enter>");
    one.session.handle(Event::Input(Input::Resize(40, 12)));
    assert_eq!(other.screen(), before);
    assert_eq!(other.session.app.size, (60, 16));
    assert_eq!(other.session.app.list.rows().len(), 6);
    assert_eq!(other.session.app.desk.unread(), 6);
    assert!(other.inbox.try_recv().is_err(), "answers go to who asked");
}

#[test]
fn each_reader_has_its_own_article_place_and_half_typed_keys() {
    let house = House::of_the_archive();
    let (mut one, mut other) = (house.reader(80, 10), house.reader(80, 10));
    one.open(WALK);
    other.open(WALK);
    one.press("jjjj");
    other.press("G");
    assert_ne!(one.screen(), other.screen());
    let place = one.session.app.reader.place();
    // The first half of `gg` in one, the second in the other: neither goes to the top.
    one.press("g");
    other.press("g");
    assert_eq!(one.session.app.reader.place(), place);
    one.press("g");
    assert_ne!(one.session.app.reader.place(), place);
    assert_ne!(one.session.app.reader.place(), other.session.app.reader.place());
}

#[test]
fn the_marks_of_both_are_kept() {
    let house = House::of_the_archive();
    let (mut one, mut other) = (house.reader(80, 24), house.reader(80, 24));
    one.open(BURST);
    other.open(HERON);
    one.press("s");
    other.press("q");
    other.open(WALK);
    other.press("s");
    drop(one.session);
    drop(other.session);
    let kept = house.kept();
    let marks: Vec<_> = kept.iter().map(|(key, read, starred)| (key.as_str(), *read, *starred)).collect();
    assert_eq!(
        marks,
        [
            ("/archive/2019/heron.md", true, false),
            ("/archive/2019/main-bursts.txt", true, true),
            ("/archive/long.txt", true, true),
        ]
    );
    let next = house.reader(80, 24);
    assert_eq!(next.session.app.desk.unread(), 3);
}

#[test]
fn one_readers_star_does_not_undo_anothers_place() {
    let house = House::of_the_archive();
    let (mut one, mut other) = (house.reader(80, 10), house.reader(80, 10));
    one.open(WALK);
    other.open(WALK);
    one.press("jjjjjjjj");
    let place = one.session.app.reader.place().unwrap();
    one.press("q");
    drop(one.session);
    other.press("s");
    // It never moved, so it says nothing of a place; its end must not either.
    drop(other.inbox);
    drop(other.session);
    let marks = house.memory.recall("/archive").unwrap().marks;
    assert!(marks["/archive/long.txt"].starred);
    assert_eq!(marks["/archive/long.txt"].place, Some(place));
}

#[test]
fn a_reader_who_leaves_in_the_middle_of_a_question_disturbs_nobody() {
    let house = House::of_the_archive();
    let (mut one, mut other) = (house.reader(80, 24), house.reader(80, 24));
    one.press("/wat");
    other.open(BURST);
    one.press("<Esc>r");
    drop(one);
    assert!(!other.relate().is_empty());
    other.press("1");
    other.until(|app| app.reader.document().is_some_and(|document| document.article.title != BURST));
    other.press("H");
    other.until(|app| app.reader.document().is_some_and(|document| document.article.title == BURST));
    assert_eq!(other.session.app.focus(), Pane::Reader);
}

#[test]
fn of_questions_asked_in_a_hurry_the_newest_is_answered_for_each_reader() {
    let house = House::of_the_archive();
    let (mut one, mut other) = (house.reader(80, 24), house.reader(80, 24));
    one.press("g/water main");
    other.press("g/heron");
    let found = |app: &App| match app.layers.last() {
        Some(Layer::FullText(search)) => {
            search.answer.as_ref().map(|answer| (answer.query.text.clone(), answer.found.count))
        }
        _ => None,
    };
    one.until(|app| found(app) == Some(("water main".to_owned(), 3)));
    other.until(|app| found(app) == Some(("heron".to_owned(), 2)));
    one.press("<Enter>");
    one.until(|app| app.reader.find.as_ref().is_some_and(|find| !find.matches.is_empty()));
    one.press("q\\is:unread -heron<Enter>");
    one.until(|app| app.list.filter.as_ref().is_some_and(|filter| filter.text == "is:unread -heron"));
    assert_eq!(one.session.app.list.rows().len(), 3);
    assert_eq!(other.session.app.list.rows().len(), 6);
}

#[test]
fn what_is_typed_behind_an_editor_is_for_it_also_while_its_article_is_fetched() {
    let house = House::of_the_archive();
    let mut one = house.reader(80, 24);
    // In byline `q` would quit.
    assert_eq!(one.press("eqj"), []);
    let effects = loop {
        let answer = one.inbox.recv_timeout(Duration::from_secs(20)).expect("the worker answers");
        let effects = one.session.handle(answer);
        if !effects.is_empty() {
            break effects;
        }
    };
    assert!(matches!(effects[..], [Effect::Errand(_)]), "{effects:?}");
    assert_eq!(one.session.app.list.cursor, 0);
    // Now it is at hand, and all is in one packet.
    assert!(matches!(one.session.handle(Event::Bytes(b"eqj".to_vec()))[..], [Effect::Errand(_)]));
    assert_eq!(one.session.app.list.cursor, 0);
}

#[test]
fn a_guest_has_no_programs() {
    let house = House::of_the_archive();
    let Reader { session, inbox } = house.reader(80, 24);
    let mut guest = Reader { session: session.served(), inbox };
    guest.open(HERON);
    for keys in ["e", "|cat<Enter>", "!date<Enter>", "!<Enter>", "<C-z>"] {
        assert_eq!(guest.press(keys), [], "{keys}");
        let notice = guest.session.app.desk.notice.as_ref().unwrap();
        assert!(notice.text.contains("out of reach"), "{keys}: {}", notice.text);
        guest.press("j");
    }
}

#[test]
fn quitting_ends_one_session_only() {
    let house = House::of_the_archive();
    let (mut one, mut other) = (house.reader(80, 24), house.reader(80, 24));
    assert_eq!(one.press("q"), [Effect::Quit]);
    assert_eq!(other.press("j"), []);
    assert_eq!(other.session.handle(Event::Closed), [Effect::Quit]);
    one.open(HERON);
    assert_eq!(one.title(), HERON);
}

#[test]
fn twenty_readers_on_threads_of_their_own_get_their_own_answers() {
    const READERS: usize = 20;
    let house = House::of_the_samples();
    let start = Barrier::new(READERS);
    let titles: Vec<String> = house.library.state().catalogue.iter().map(|(_, row)| row.title.clone()).collect();
    thread::scope(|scope| {
        for (at, title) in titles.iter().take(READERS).enumerate() {
            let (house, start) = (&house, &start);
            scope.spawn(move || {
                let mut reader = house.reader(80 + at as u16, 20 + at as u16);
                start.wait();
                reader.open(title);
                let handle = reader.session.app.reader.handle.unwrap();
                let first = reader.relate();
                assert!(!first.contains(&handle));
                reader.press("<Esc>s");
                assert_eq!(reader.title(), title);
                assert_eq!(reader.session.app.size.0, 80 + at as u16);
                drop(reader.session);
            });
        }
    });
    let kept = house.kept();
    assert_eq!(kept.len(), READERS);
    assert!(kept.iter().all(|(_, read, starred)| *read && *starred), "{kept:?}");
}
