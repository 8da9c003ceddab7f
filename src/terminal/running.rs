//! The loop around a session: everything that has come is done, then it is drawn once.

use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use crossterm::event::Event as Input;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::input::Received;
use super::pace::REQUEST;
use super::{Event, Outlet, Screen, Session};
use crate::app::{Effect, Msg, Outcome};
use crate::view;

/// How long a begun binding waits before its ways on are shown.
const MOMENT: Duration = Duration::from_millis(400);

/// How long the rest of a sequence may take. Who waits longer has typed an Esc.
pub(super) const TORN: Duration = Duration::from_millis(50);

/// How long the first frame waits for the first articles, so that it isn't drawn twice.
const FIRST_FRAME: Duration = Duration::from_millis(35);

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Run {
    /// The session is over.
    Over,
    /// Nothing has come for a while. It is to be run again when something comes, and at the latest then.
    Resting(Option<Instant>),
}

/// What a session does next.
enum Next {
    Take(Event),
    Draw,
    Rest(Option<Instant>),
}

/// How long a frame is held back that would only show that an answer is on its way: most are here by then.
const SOON: Duration = Duration::from_millis(80);

/// While a frame was under way so many keys came: one is held, and only what there is time for is drawn.
const HELD: usize = 2;

/// Why a session wakes up without an event.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Wake {
    /// A begun binding's ways on are to be shown.
    Moment,
    /// What is on screen has been read.
    Read,
    /// A sequence was torn for too long.
    Torn,
    /// The terminal has not answered for too long.
    Unanswered,
    /// What was to be here soon isn't.
    Late,
}

impl Session {
    /// Runs until the reader quits or the far end closes, or until nothing has come for a while if the session rests
    /// then.
    ///
    /// # Errors
    /// When the terminal can't be written.
    pub fn run(&mut self, outlet: &mut dyn Outlet, inbox: &Receiver<Event>) -> io::Result<Run> {
        let rested = self.rested.take();
        if rested.is_none() && !self.await_first_articles(outlet, inbox)? {
            return Ok(Run::Over);
        }
        let mut is_drawn = rested.unwrap_or(false);
        loop {
            let now = Instant::now();
            if !is_drawn && self.pace.wait(now).is_none() && self.soon(now).is_none() {
                is_drawn = self.draw(outlet.screen())?;
            }
            let event = match self.next(inbox, is_drawn) {
                Next::Take(event) => event,
                Next::Draw => {
                    is_drawn = false;
                    continue;
                }
                Next::Rest(until) => {
                    self.rested = Some(is_drawn);
                    return Ok(Run::Resting(until));
                }
            };
            is_drawn = false;
            let mut news = false;
            // Everything that is here already is done before the next frame.
            for event in std::iter::once(event).chain(inbox.try_iter()) {
                if matches!(event, Event::News) {
                    news = true;
                    continue;
                }
                if !self.take(event, outlet, inbox)? {
                    return Ok(Run::Over);
                }
            }
            if news && !self.take(Event::News, outlet, inbox)? {
                return Ok(Run::Over);
            }
        }
    }

    /// Draws a frame, or what there is time for; answers whether it was all.
    fn draw(&mut self, screen: &mut dyn Screen) -> io::Result<bool> {
        let begun = Instant::now();
        let size = self.size.get();
        // A buffer for the frame alone: what the terminal shows is kept by the screen, in a quarter of the room.
        let mut frame = Buffer::empty(Rect::new(0, 0, size.width, size.height));
        let drawn = view::draw(&mut frame, &self.app, &self.theme);
        let question = if std::mem::replace(&mut self.has_asked, true) { &[] } else { screen.question() };
        let asks = self.pace.asks() || !question.is_empty();
        let request = if asks { [question, REQUEST].concat() } else { Vec::new() };
        let budget = self.pace.budget().filter(|_| self.keys >= HELD);
        self.keys = 0;
        if std::mem::take(&mut self.synchronizes) {
            screen.synchronize();
        }
        let sent = screen.paint(frame, &drawn, &request, budget)?;
        self.link.sent(sent.bytes, begun.elapsed());
        if sent.bytes > 0 && asks {
            self.pace.asked(Instant::now(), sent.bytes);
        }
        Ok(sent.is_whole)
    }

    /// How long the next frame is held back because what it is to show is nearly here.
    fn soon(&mut self, now: Instant) -> Option<Duration> {
        if !self.app.awaits() {
            self.awaited = None;
            return None;
        }
        let since = *self.awaited.get_or_insert(now);
        Some((since + SOON).saturating_duration_since(now)).filter(|left| !left.is_zero())
    }

    /// Takes events until there is something to draw, for a moment; `false` ends the session.
    fn await_first_articles(&mut self, outlet: &mut dyn Outlet, inbox: &Receiver<Event>) -> io::Result<bool> {
        let deadline = Instant::now() + FIRST_FRAME;
        while self.app.list.rows().is_empty() {
            let left = deadline.saturating_duration_since(Instant::now());
            let Ok(event) = inbox.recv_timeout(left) else { break };
            if !self.take(event, outlet, inbox)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Waits for what is to be done next.
    fn next(&mut self, inbox: &Receiver<Event>, is_drawn: bool) -> Next {
        let begun = Instant::now();
        loop {
            let left = |wait: Duration| wait.saturating_sub(begun.elapsed());
            let moment = !self.pending.is_empty() && self.app.continuations.is_empty();
            // What is on screen is kept as read when it has been, not first when the next key comes.
            let read = self.app.reading_left().map(|left| left.saturating_sub(self.passed.elapsed()));
            let unanswered = self.pace.wait(Instant::now());
            // While an answer is under way, what is torn may be its beginning.
            let torn = self.parser.is_torn().then(|| unanswered.unwrap_or_else(|| left(TORN)));
            let waits = [
                moment.then(|| (left(MOMENT), Wake::Moment)),
                read.map(|left| (left, Wake::Read)),
                torn.map(|left| (left, Wake::Torn)),
                unanswered.filter(|_| !is_drawn).map(|left| (left, Wake::Unanswered)),
                self.soon(Instant::now()).filter(|_| !is_drawn).map(|left| (left, Wake::Late)),
            ];
            let next = waits.into_iter().flatten().min();
            let rest = self.rests_after.filter(|after| next.is_none_or(|(wait, _)| wait > *after));
            let until = next.map(|(wait, _)| Instant::now() + wait);
            let received = match rest.or(next.map(|(wait, _)| wait)) {
                Some(wait) => inbox.recv_timeout(wait),
                None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match (received, next) {
                (Ok(event), _) => return Next::Take(event),
                (Err(RecvTimeoutError::Disconnected), _) => return Next::Take(Event::Closed),
                (Err(RecvTimeoutError::Timeout), Some((_, wake))) if rest.is_none() => match wake {
                    Wake::Moment => {
                        let ways = self.keymap.continuations(&self.app, &self.pending);
                        self.app.update(Msg::Continue(ways));
                        return Next::Draw;
                    }
                    Wake::Read => self.pass_time(&mut Vec::new()),
                    Wake::Torn => return Next::Take(Event::Settled),
                    Wake::Late => return Next::Draw,
                    Wake::Unanswered => {
                        self.pace.give_up();
                        return Next::Draw;
                    }
                },
                (Err(RecvTimeoutError::Timeout), _) => return Next::Rest(until),
            }
        }
    }

    /// Takes one event; `false` ends the session.
    pub(super) fn take(&mut self, event: Event, outlet: &mut dyn Outlet, inbox: &Receiver<Event>) -> io::Result<bool> {
        if matches!(event, Event::Resumed) {
            // The signal that ended our own suspension comes after it.
            if std::mem::take(&mut self.has_resumed) {
                return Ok(true);
            }
            outlet.resume()?;
            self.come_back(outlet);
            return Ok(true);
        }
        if matches!(event, Event::Input(Input::Resize(..))) {
            // What it cut off or moved isn't known, not even when it comes back to the size of the last frame.
            outlet.screen().clear();
        }
        let is_closed = matches!(event, Event::Closed);
        for effect in self.handle(event) {
            match effect {
                Effect::Quit => {
                    if !is_closed {
                        self.await_answer(inbox);
                    }
                    return Ok(false);
                }
                Effect::Copy(text) if !outlet.copy(&text)? => {
                    let sentence = "too long for the terminal's clipboard: nothing was copied";
                    self.app.update(Msg::Done(Outcome::Failed(sentence.to_owned())));
                }
                Effect::Visit(address) => {
                    let sentence = if outlet.visit(&address) {
                        format!("opened {address}")
                    } else {
                        outlet.copy(&address)?;
                        format!("copied {address}")
                    };
                    self.app.update(Msg::Done(Outcome::Said(sentence)));
                }
                Effect::Link => {
                    let sentence = self.link.sentence(self.pace.trip());
                    self.app.update(Msg::Done(Outcome::Said(sentence)));
                }
                Effect::Redraw => outlet.screen().clear(),
                Effect::Suspend => {
                    let kept = self.await_answer(inbox);
                    outlet.suspend()?;
                    outlet.resume()?;
                    self.come_back(outlet);
                    self.has_resumed = true;
                    for event in kept {
                        if !self.take(event, outlet, inbox)? {
                            return Ok(false);
                        }
                    }
                }
                Effect::Errand(errand) if !self.go_out(&errand, outlet, inbox)? => return Ok(false),
                _ => {}
            }
        }
        Ok(true)
    }

    /// Waits for the terminal's last answer, for a while: a shell would take it for typed. What isn't typed and came
    /// meanwhile is handed on.
    pub(super) fn await_answer(&mut self, inbox: &Receiver<Event>) -> Vec<Event> {
        let mut kept = Vec::new();
        let Some(deadline) = self.pace.last_until(Instant::now()) else { return kept };
        while self.pace.last_until(Instant::now()).is_some() {
            match inbox.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(Event::Bytes(bytes)) => self.parser.feed(&bytes, &mut |received| {
                    // A key that comes now is for nobody.
                    if received == Received::Answer {
                        self.pace.answered(Instant::now());
                    }
                }),
                Err(_) => break,
                Ok(event) => {
                    let is_closed = matches!(event, Event::Closed);
                    kept.push(event);
                    if is_closed {
                        break;
                    }
                }
            }
        }
        kept
    }

    /// Draws everything anew on a terminal that somebody else used meanwhile.
    pub(super) fn come_back(&mut self, outlet: &mut dyn Outlet) {
        // Nobody read meanwhile.
        self.passed = Instant::now();
        self.pace.give_up();
        let size = self.size.get();
        self.handle(Event::Input(Input::Resize(size.width, size.height)));
        outlet.screen().clear();
    }
}
