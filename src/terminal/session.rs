//! One reader: the state, the half-typed keys, the worker, and the loop around them.

use std::collections::VecDeque;
use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crossterm::event::{Event as Input, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use ratatui::Terminal;
use ratatui::backend::Backend;

use super::{SharedSize, Worker};
use crate::app::{Action, App, Effect, Msg, Outcome};
use crate::keymap::{Keymap, Pending};
use crate::library::Library;
use crate::view;
use crate::view::theme::Theme;

/// What reaches a session from outside.
#[derive(Debug)]
pub enum Event {
    /// The terminal.
    Input(Input),
    /// The worker.
    Done(Outcome),
    /// The library has something new.
    News,
    /// Somebody asked the program to give the terminal back for a while.
    Suspend,
    /// The program runs again after somebody stopped it.
    Resumed,
    /// The session must end: the far end is gone, or somebody asked the program to stop.
    Closed,
}

/// What a session needs of a terminal besides drawing.
pub trait Outlet: Backend<Error = io::Error> {
    /// Puts text on the reader's clipboard; answers whether it could be sent.
    fn copy(&mut self, text: &str) -> io::Result<bool>;

    /// Gives the terminal back until the reader returns.
    fn suspend(&mut self) -> io::Result<()>;

    /// Takes the terminal again after somebody else used it.
    fn resume(&mut self) -> io::Result<()>;
}

/// How long a begun binding waits before its ways on are shown.
const MOMENT: Duration = Duration::from_millis(400);

/// How long the first frame waits for the first articles, so that it isn't drawn twice.
const FIRST_FRAME: Duration = Duration::from_millis(35);

/// How many keys may be typed ahead.
const MOST_AHEAD: usize = 200;

/// One reader.
pub struct Session {
    /// The state.
    pub app: App,
    keymap: Arc<Keymap>,
    theme: Theme,
    pending: Pending,
    library: Arc<dyn Library>,
    worker: Worker,
    size: SharedSize,
    /// Keys that were typed ahead of an answer.
    ahead: VecDeque<KeyEvent>,
    /// One of them opens a prompt, so that letters after it are text.
    prompt_ahead: bool,
    /// The terminal has been taken again since the program was stopped.
    has_resumed: bool,
    /// Up to then the app knows that time has passed.
    passed: Instant,
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
        }
    }

    /// Runs until the reader quits or the far end closes.
    ///
    /// # Errors
    /// When the terminal can't be written.
    pub fn run<B: Outlet>(&mut self, terminal: &mut Terminal<B>, inbox: &Receiver<Event>) -> io::Result<()> {
        if !self.await_first_articles(terminal, inbox)? {
            return Ok(());
        }
        loop {
            terminal.draw(|frame| view::draw(frame, &self.app, &self.theme))?;
            let Some(event) = self.next_event(inbox) else { continue };
            let mut news = false;
            // Everything that is here already is done before the next frame.
            for event in std::iter::once(event).chain(inbox.try_iter()) {
                if matches!(event, Event::News) {
                    news = true;
                    continue;
                }
                if !self.take(event, terminal)? {
                    return Ok(());
                }
            }
            if news && !self.take(Event::News, terminal)? {
                return Ok(());
            }
        }
    }

    /// Takes events until there is something to draw, for a moment; `false` ends the session.
    fn await_first_articles<B: Outlet>(
        &mut self,
        terminal: &mut Terminal<B>,
        inbox: &Receiver<Event>,
    ) -> io::Result<bool> {
        let deadline = Instant::now() + FIRST_FRAME;
        while self.app.list.rows().is_empty() {
            let left = deadline.saturating_duration_since(Instant::now());
            let Ok(event) = inbox.recv_timeout(left) else { break };
            if !self.take(event, terminal)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The next event; `None` when a moment passed over a begun binding and its ways on are now to be drawn.
    fn next_event(&mut self, inbox: &Receiver<Event>) -> Option<Event> {
        let begun = Instant::now();
        loop {
            let moment = (!self.pending.is_empty() && self.app.continuations.is_empty()).then_some(MOMENT);
            let moment = moment.map(|moment| moment.saturating_sub(begun.elapsed()));
            // What is on screen is kept as read when it has been, not first when the next key comes.
            let reading = self.app.reading_left().map(|left| left.saturating_sub(self.passed.elapsed()));
            let Some(wait) = moment.into_iter().chain(reading).min() else {
                return Some(inbox.recv().unwrap_or(Event::Closed));
            };
            match inbox.recv_timeout(wait) {
                Ok(event) => return Some(event),
                Err(RecvTimeoutError::Disconnected) => return Some(Event::Closed),
                Err(RecvTimeoutError::Timeout) if moment == Some(wait) => {
                    let ways = self.keymap.continuations(&self.app, &self.pending);
                    self.app.update(Msg::Continue(ways));
                    return None;
                }
                Err(RecvTimeoutError::Timeout) => self.pass_time(&mut Vec::new()),
            }
        }
    }

    /// Tells the app what time has passed over what is on screen.
    fn pass_time(&mut self, for_terminal: &mut Vec<Effect>) {
        let time = self.passed.elapsed();
        self.passed = Instant::now();
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let now = i64::try_from(now.as_secs()).unwrap_or(i64::MAX);
        self.update(Msg::Passed { time, now }, for_terminal);
    }

    /// Takes one event; `false` ends the session.
    fn take<B: Outlet>(&mut self, event: Event, terminal: &mut Terminal<B>) -> io::Result<bool> {
        if matches!(event, Event::Resumed) {
            // The signal that ended our own suspension comes after it.
            if std::mem::take(&mut self.has_resumed) {
                return Ok(true);
            }
            terminal.backend_mut().resume()?;
            // Nobody read meanwhile.
            self.passed = Instant::now();
            self.refit(terminal)?;
            return Ok(true);
        }
        for effect in self.handle(event) {
            match effect {
                Effect::Quit => return Ok(false),
                Effect::Copy(text) => {
                    let sent = terminal.backend_mut().copy(&text)?;
                    if !sent {
                        let sentence = "too long for the terminal's clipboard: nothing was copied";
                        self.app.update(Msg::Done(Outcome::Failed(sentence.to_owned())));
                    }
                }
                Effect::Redraw => terminal.clear()?,
                Effect::Suspend => {
                    terminal.backend_mut().suspend()?;
                    terminal.backend_mut().resume()?;
                    self.passed = Instant::now();
                    self.refit(terminal)?;
                    self.has_resumed = true;
                }
                _ => {}
            }
        }
        Ok(true)
    }

    /// Draws everything anew on a terminal that somebody else used meanwhile.
    fn refit<B: Outlet>(&mut self, terminal: &mut Terminal<B>) -> io::Result<()> {
        let size = self.size.get();
        self.handle(Event::Input(Input::Resize(size.width, size.height)));
        terminal.clear()
    }

    /// Handles one event, and answers with what the terminal has to do.
    pub fn handle(&mut self, event: Event) -> Vec<Effect> {
        let mut for_terminal = Vec::new();
        self.pass_time(&mut for_terminal);
        let msg = match event {
            Event::Closed => return vec![Effect::Quit],
            Event::Suspend => return vec![Effect::Suspend],
            Event::Resumed => return vec![Effect::Redraw],
            Event::Done(outcome) => Msg::Done(outcome),
            Event::News => Msg::Done(Outcome::Catalogued(self.library.state())),
            Event::Input(Input::Resize(width, height)) => {
                self.size.set(width, height);
                let size = self.size.get();
                Msg::Resize(size.width, size.height)
            }
            Event::Input(Input::Paste(text)) => Msg::Paste(text),
            Event::Input(Input::Key(key)) if key.kind != KeyEventKind::Release => {
                // Esc and a key that come in one packet look like a chord with Alt, which no binding has.
                if key.modifiers.contains(KeyModifiers::ALT) {
                    self.take_key(KeyCode::Esc.into(), &mut for_terminal);
                }
                let key = KeyEvent { modifiers: key.modifiers - KeyModifiers::ALT, ..key };
                self.take_key(key, &mut for_terminal);
                return for_terminal;
            }
            Event::Input(_) => return Vec::new(),
        };
        self.update(msg, &mut for_terminal);
        while let Some(key) = self.ahead.front().copied() {
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
        } else if self.keymap.is_way_out(&self.app, key, self.prompt_ahead) {
            self.ahead.clear();
            self.press(key, for_terminal);
        } else if self.ahead.len() < MOST_AHEAD {
            let opens_prompt = |action| {
                use Action::{Find, Narrow, Note, Palette, Tag};
                matches!(action, Find | Narrow | Note | Palette | Tag)
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
                Effect::Quit | Effect::Copy(_) | Effect::Redraw | Effect::Suspend => for_terminal.push(effect),
                effect => self.worker.perform(effect),
            }
        }
    }
}
