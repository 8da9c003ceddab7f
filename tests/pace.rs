//! A session at the end of a slow line: what is drawn when, and what is waited for.

mod common;

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use byline::app::{Errand, Outcome};
use byline::keymap::Keymap;
use byline::library::Library;
use byline::memory::Forgetful;
use byline::terminal::{Back, Event, Outlet, Screen, Sent, Session, SharedSize, Worker};
use byline::view::Drawn;
use byline::view::theme::Theme;
use crossterm::event::Event as Input;
use ratatui::buffer::Buffer;

use common::Desk;

/// A session that hangs is ended, so that its test fails.
const PATIENCE: Duration = Duration::from_secs(20);

const ANSWER: &[u8] = b"\x1b[0n";

/// What is typed after so many frames.
type Script = Box<dyn FnMut(usize, &Sender<Event>)>;

/// A terminal that writes down what reaches it, and types what it is told to after so many frames.
struct Line {
    frames: Vec<String>,
    requests: usize,
    question: &'static [u8],
    synchronized: usize,
    last: Option<Buffer>,
    cleared: usize,
    given_back: usize,
    errands: Vec<Errand>,
    keyboard: Sender<Event>,
    script: Script,
}

impl Screen for Line {
    fn paint(&mut self, frame: Buffer, _: &Drawn, request: &[u8], _: Option<usize>) -> io::Result<Sent> {
        if self.last.as_ref() == Some(&frame) {
            return Ok(Sent { bytes: 0, is_whole: true });
        }
        self.requests += usize::from(!request.is_empty());
        self.frames.push(frame.content.iter().map(|cell| cell.symbol()).collect());
        self.last = Some(frame);
        (self.script)(self.frames.len(), &self.keyboard);
        Ok(Sent { bytes: 100, is_whole: true })
    }
    fn clear(&mut self) {
        self.last = None;
        self.cleared += 1;
    }
    fn question(&self) -> &'static [u8] {
        self.question
    }
    fn synchronize(&mut self) {
        self.synchronized += 1;
    }
}

impl Outlet for Line {
    fn screen(&mut self) -> &mut dyn Screen {
        self
    }
    fn copy(&mut self, _: &str) -> io::Result<bool> {
        Ok(true)
    }
    fn visit(&mut self, address: &str) -> bool {
        address.starts_with("https:")
    }
    fn suspend(&mut self) -> io::Result<()> {
        self.given_back += 1;
        Ok(())
    }
    fn run(&mut self, errand: &Errand) -> io::Result<Back> {
        self.errands.push(errand.clone());
        self.keyboard.send(Event::Done(Box::new(Outcome::Said("news from the library".to_owned())))).unwrap();
        Ok(if self.errands.len() == 1 { Back::Failed("it went wrong".to_owned()) } else { Back::Shown(String::new()) })
    }
    fn show(&mut self, _: &str) -> io::Result<()> {
        match self.errands.len() {
            // An answer that comes late is no key; half a sequence is an Esc when no more comes.
            2 => [&b"\x1b"[..], b"[0n", b"\x1b"].into_iter().for_each(|bytes| type_keys(&self.keyboard, bytes)),
            _ => self.keyboard.send(Event::Ended).unwrap(),
        }
        Ok(())
    }
    fn resume(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn type_keys(keyboard: &Sender<Event>, bytes: &[u8]) {
    keyboard.send(Event::Bytes(bytes.to_vec())).unwrap();
}

/// Runs a session until it ends; `script` types after each frame.
fn run(is_paced: bool, script: impl FnMut(usize, &Sender<Event>) + 'static) -> (Line, Receiver<Event>) {
    run_asking(b"", is_paced, script)
}

/// The same on a terminal that is asked something.
fn run_asking(
    question: &'static [u8],
    is_paced: bool,
    script: impl FnMut(usize, &Sender<Event>) + 'static,
) -> (Line, Receiver<Event>) {
    let library: Arc<dyn Library> = Arc::new(common::archive());
    let keymap = Arc::new(Keymap::with(None).unwrap());
    let (outbox, inbox) = mpsc::channel();
    // Nothing comes but what is typed: the worker's answers go nowhere.
    let mut desk = Desk::at(common::archive(), 80, 24);
    // The selected article is at hand then.
    desk.press("e");
    let app = desk.app;
    let worker = Worker::spawn(Arc::clone(&library), Arc::new(Forgetful::default()), mpsc::channel().0);
    let watchdog = outbox.clone();
    thread::spawn(move || {
        thread::sleep(PATIENCE);
        let _ = watchdog.send(Event::Closed);
    });
    let size = SharedSize::new(80, 24);
    let mut session = Session::new(app, keymap, Theme::default(), library, worker, size).paced(is_paced);
    let mut line = Line {
        frames: Vec::new(),
        requests: 0,
        question,
        synchronized: 0,
        last: None,
        cleared: 0,
        given_back: 0,
        errands: Vec::new(),
        keyboard: outbox.clone(),
        script: Box::new(script),
    };
    session.run(&mut line, &inbox).unwrap();
    (line, inbox)
}

#[test]
fn keys_that_come_while_a_frame_is_under_way_are_drawn_together() {
    let (line, _) = run(true, |frames, keyboard| match frames {
        // Three keys, then the answer in two pieces, each an event of its own.
        1 => [&b"j"[..], b"j", b"j", b"\x1b", b"[0n"].into_iter().for_each(|bytes| type_keys(keyboard, bytes)),
        2 => [ANSWER, b"?", ANSWER].into_iter().for_each(|bytes| type_keys(keyboard, bytes)),
        _ => [ANSWER, b"Q"].into_iter().for_each(|bytes| type_keys(keyboard, bytes)),
    });
    assert_eq!((line.frames.len(), line.requests), (3, 3));
}

#[test]
fn without_a_pace_no_request_is_sent() {
    let (line, _) = run(false, |frames, keyboard| type_keys(keyboard, if frames == 1 { b"j" } else { b"Q" }));
    assert_eq!((line.frames.len(), line.requests), (2, 0));
}

#[test]
fn a_terminal_is_asked_once_what_it_knows_and_its_answer_is_believed() {
    let (line, left) = run_asking(b"?", false, |frames, keyboard| match frames {
        1 => [&b"\x1b[?2026;2$y"[..], ANSWER, b"j"].into_iter().for_each(|bytes| type_keys(keyboard, bytes)),
        _ => type_keys(keyboard, b"Q"),
    });
    assert_eq!((line.frames.len(), line.requests, line.synchronized), (2, 1, 1));
    assert!(left.try_recv().is_err());
}

#[test]
fn the_last_answer_is_taken_before_the_terminal_is_given_back() {
    let (_, left) = run(true, |_, keyboard| {
        [b"Q", ANSWER, b"ls"].into_iter().for_each(|bytes: &[u8]| type_keys(keyboard, bytes));
    });
    // What was typed for the shell is not waited for.
    assert!(matches!(left.try_recv(), Ok(Event::Bytes(bytes)) if bytes == b"ls"));
    let (line, left) = run(true, |frames, keyboard| match frames {
        1 => [&b"\x1a"[..], ANSWER].into_iter().for_each(|bytes| type_keys(keyboard, bytes)),
        _ => [&b"Q"[..], ANSWER].into_iter().for_each(|bytes| type_keys(keyboard, bytes)),
    });
    assert_eq!(line.given_back, 1);
    assert!(left.try_recv().is_err());
}

#[test]
fn a_program_gets_the_terminal_after_the_answer_and_the_keys_behind_it() {
    let (line, left) = run(true, |frames, keyboard| match frames {
        // In the same packet as the key that sends byline away, and in one of its own.
        1 => [&b"!ls\rQ"[..], ANSWER, b"Q"].into_iter().for_each(|bytes| type_keys(keyboard, bytes)),
        _ => [&b"Q"[..], ANSWER].into_iter().for_each(|bytes| type_keys(keyboard, bytes)),
    });
    assert_eq!((line.errands.len(), line.frames.len()), (1, 2));
    // What came meanwhile is not lost, and comes after what is said of the program.
    assert!(line.frames[1].contains("news from the library"), "{}", line.frames[1]);
    assert!(left.try_recv().is_err());
}

#[test]
fn what_a_program_wrote_stays_until_a_key_and_who_ends_the_session_need_press_none() {
    let (line, left) = run(false, |frames, keyboard| match frames {
        1 => type_keys(keyboard, b"!ls\r"),
        2 | 3 => type_keys(keyboard, b"!ls\r"),
        _ => panic!("drawn after its end"),
    });
    assert_eq!((line.errands.len(), line.frames.len()), (3, 3));
    assert!(left.try_recv().is_err());
}

#[test]
fn an_answer_is_never_taken_for_keys() {
    // `[`, `0` and `n` are bound: they would move in the story, and in the search.
    let (line, _) = run(true, |frames, keyboard| match frames {
        1 => [&b"\x1b"[..], b"[", b"0", b"n", b"j"].into_iter().for_each(|bytes| type_keys(keyboard, bytes)),
        _ => [ANSWER, b"Q"].into_iter().for_each(|bytes| type_keys(keyboard, bytes)),
    });
    assert_eq!(line.frames.len(), 2);
    assert!(!line.frames[1].contains("story") && !line.frames[1].contains("match"), "{}", line.frames[1]);
}

#[test]
fn a_screen_that_was_smaller_for_a_moment_is_drawn_whole() {
    let (line, _) = run(false, |frames, keyboard| match frames {
        1 => [(20, 5), (80, 24)].into_iter().for_each(|(width, height)| {
            keyboard.send(Event::Input(Input::Resize(width, height))).unwrap();
        }),
        _ => type_keys(keyboard, b"Q"),
    });
    assert!(line.cleared > 0);
    assert_eq!(line.frames[0], line.frames[1]);
}

#[test]
fn link_says_what_was_sent() {
    let (line, _) = run(true, |frames, keyboard| match frames {
        1 => [ANSWER, b":link\r"].into_iter().for_each(|bytes| type_keys(keyboard, bytes)),
        _ => [ANSWER, b"Q"].into_iter().for_each(|bytes| type_keys(keyboard, bytes)),
    });
    let last = line.frames.last().unwrap();
    assert!(last.contains("last frame 100 B in ") && last.contains("1 frame, 100 B in all"), "{last}");
}
