//! One reader: the state, the half-typed keys, the worker.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crossterm::event::{Event as Input, KeyEvent, KeyEventKind};

use super::input::{Parser, Received};
use super::link::Link;
use super::pace::Pace;
use super::{SharedSize, Worker};
use crate::app::{Action, App, Effect, Msg, Outcome};
use crate::keymap::{Keymap, Pending};
use crate::library::Library;
use crate::view::theme::Theme;

/// What reaches a session from outside.
#[derive(Debug)]
pub enum Event {
    /// The terminal, as it sends it.
    Bytes(Vec<u8>),
    /// The same. Who sent it counts the copies of the second: it is dropped when the first has been taken.
    Counted(Vec<u8>, Arc<()>),
    /// What the terminal sent, read.
    Input(Input),
    /// The terminal has sent nothing for a moment: what it began to send is all.
    Settled,
    /// The worker.
    Done(Box<Outcome>),
    /// The library has something new.
    News,
    /// Somebody asked the program to give the terminal back for a while.
    Suspend,
    /// The program runs again after somebody stopped it.
    Resumed,
    /// Somebody asked the program to stop.
    Ended,
    /// The far end is gone.
    Closed,
}

impl Event {
    /// The terminal has this many columns and rows now.
    pub fn resized(width: u16, height: u16) -> Self {
        Self::Input(Input::Resize(width, height))
    }
}

/// How many keys may be typed ahead.
const MOST_AHEAD: usize = 200;

/// One reader.
pub struct Session {
    /// The state.
    pub app: App,
    pub(super) keymap: Arc<Keymap>,
    pub(super) theme: Theme,
    pub(super) pending: Pending,
    library: Arc<dyn Library>,
    worker: Worker,
    pub(super) size: SharedSize,
    /// Keys that were typed ahead of an answer.
    ahead: VecDeque<KeyEvent>,
    /// One of them opens a prompt, so that letters after it are text.
    prompt_ahead: bool,
    /// The terminal has been taken again since the program was stopped.
    pub(super) has_resumed: bool,
    /// Up to then the app knows that time has passed.
    pub(super) passed: Instant,
    pub(super) parser: Parser,
    pub(super) pace: Pace,
    pub(super) link: Link,
    /// How long it waits for an event before it rests, if it does.
    pub(super) rests_after: Option<Duration>,
    /// It has rested, with everything drawn or not.
    pub(super) rested: Option<bool>,
    /// Keys that came since the last frame was drawn.
    pub(super) keys: usize,
    /// Since then an answer is on its way that the next frame is to show.
    pub(super) awaited: Option<Instant>,
    /// The terminal was asked what it knows.
    pub(super) has_asked: bool,
    /// It has answered that it holds pictures back until they are whole, and nobody has been told yet.
    pub(super) synchronizes: bool,
    /// The reader is a guest: what is on this machine is not theirs.
    is_served: bool,
}

impl Session {
    /// A session over `library`.
    pub fn new(
        app: App,
        keymap: Arc<Keymap>,
        theme: Theme,
        library: Arc<dyn Library>,
        worker: Worker,
        size: SharedSize,
    ) -> Self {
        Self {
            app,
            keymap,
            theme,
            pending: Pending::default(),
            library,
            worker,
            size,
            ahead: VecDeque::new(),
            prompt_ahead: false,
            has_resumed: false,
            passed: Instant::now(),
            parser: Parser::default(),
            pace: Pace::default(),
            link: Link::default(),
            rests_after: None,
            rested: None,
            keys: 0,
            awaited: None,
            has_asked: false,
            synchronizes: false,
            is_served: false,
        }
    }

    /// The session of somebody who is a guest on this machine: nothing that they ask for reaches its files or programs.
    #[must_use]
    pub fn served(self) -> Self {
        Self { is_served: true, ..self }
    }

    /// The same session, which rests where nothing has come for so long: see [`Run`](super::Run).
    pub fn resting(self, after: Duration) -> Self {
        Self { rests_after: Some(after), ..self }
    }

    /// The same session, which sends a frame when the one before has been drawn: for lines that may be slow.
    pub fn paced(self, is_paced: bool) -> Self {
        Self { pace: Pace::new(is_paced), ..self }
    }

    /// Tells the app what time has passed over what is on screen.
    pub(super) fn pass_time(&mut self, for_terminal: &mut Vec<Effect>) {
        let time = self.passed.elapsed();
        self.passed = Instant::now();
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let now = i64::try_from(now.as_secs()).unwrap_or(i64::MAX);
        self.update(Msg::Passed { time, now }, for_terminal);
    }

    /// Handles one event, and answers with what the terminal has to do.
    pub fn handle(&mut self, event: Event) -> Vec<Effect> {
        let mut received = Vec::new();
        match event {
            Event::Bytes(bytes) | Event::Counted(bytes, _) => self.parser.feed(&bytes, &mut |one| received.push(one)),
            Event::Settled => self.parser.settle(&mut |one| received.push(one)),
            event => return self.handle_one(event),
        }
        let mut for_terminal = Vec::new();
        for received in received {
            match received {
                // It was typed for who has the terminal now.
                Received::Input(_) if for_terminal.iter().any(Effect::gives_terminal) => {}
                Received::Input(input) => {
                    self.keys += 1;
                    for_terminal.extend(self.handle_one(Event::Input(input)));
                }
                Received::Answer => self.pace.answered(Instant::now()),
                Received::Synchronizes(does) => self.synchronizes = does,
            }
        }
        for_terminal
    }

    fn handle_one(&mut self, event: Event) -> Vec<Effect> {
        let mut for_terminal = Vec::new();
        self.pass_time(&mut for_terminal);
        let msg = match event {
            Event::Ended | Event::Closed => return vec![Effect::Quit],
            Event::Suspend => return vec![Effect::Suspend],
            Event::Resumed => return vec![Effect::Redraw],
            Event::Done(outcome) => Msg::Done(*outcome),
            Event::News => Msg::Done(Outcome::Catalogued(self.library.state())),
            Event::Input(Input::Resize(width, height)) => {
                self.size.set(width, height);
                let size = self.size.get();
                Msg::Resize(size.width, size.height)
            }
            Event::Input(Input::Paste(text)) => Msg::Paste(text),
            Event::Input(Input::Key(key)) if key.kind != KeyEventKind::Release => {
                self.take_key(key, &mut for_terminal);
                return for_terminal;
            }
            Event::Input(_) | Event::Bytes(_) | Event::Counted(..) | Event::Settled => return Vec::new(),
        };
        self.update(msg, &mut for_terminal);
        while let Some(key) = self.ahead.front().copied() {
            if for_terminal.iter().any(Effect::gives_terminal) {
                self.ahead.clear();
                break;
            }
            if self.app.must_wait(self.keymap.action(&self.app, key)) {
                break;
            }
            self.ahead.pop_front();
            self.press(key, &mut for_terminal);
        }
        for_terminal
    }

    /// Presses a key, or keeps it until the answer that it is for has come.
    fn take_key(&mut self, key: KeyEvent, for_terminal: &mut Vec<Effect>) {
        let action = self.keymap.action(&self.app, key);
        if self.ahead.is_empty() && !self.app.must_wait(action) {
            self.press(key, for_terminal);
        } else if self.keymap.is_way_out(&self.app, key, self.prompt_ahead || self.app.is_sending()) {
            self.ahead.clear();
            self.press(key, for_terminal);
        } else if self.ahead.len() < MOST_AHEAD {
            let opens_prompt = |action| {
                use Action::{Find, Narrow, Note, Palette, Pipe, Shell, Tag};
                matches!(action, Find | Narrow | Note | Palette | Pipe | Shell | Tag)
            };
            self.prompt_ahead |= action.is_some_and(opens_prompt);
            self.ahead.push_back(key);
        }
        self.prompt_ahead &= !self.ahead.is_empty();
    }

    fn press(&mut self, key: KeyEvent, for_terminal: &mut Vec<Effect>) {
        if let Some(msg) = self.keymap.resolve(&self.app, &mut self.pending, key) {
            self.update(msg, for_terminal);
        }
    }

    fn update(&mut self, msg: Msg, for_terminal: &mut Vec<Effect>) {
        for effect in self.app.update(msg) {
            match effect {
                effect if self.is_served && effect.needs_machine() => {
                    let sentence = "not here: the files and programs of the server are out of reach";
                    self.app.update(Msg::Done(Outcome::Failed(sentence.to_owned())));
                }
                Effect::Quit | Effect::Copy(_) | Effect::Visit(_) | Effect::Redraw | Effect::Suspend | Effect::Link => {
                    for_terminal.push(effect);
                }
                Effect::Errand(_) => for_terminal.push(effect),
                effect => self.worker.perform(effect),
            }
        }
    }
}
