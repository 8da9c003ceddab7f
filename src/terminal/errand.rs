//! Going out: the terminal is given to another program, and taken back when that has ended.

use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError};

use crossterm::event::Event as Input;

use super::input::{Parser, Received};
use super::program::Back;
use super::running::TORN;
use super::{Event, Outlet, Session};
use crate::app::{Errand, Msg, Outcome};

impl Session {
    /// Does an errand; `false` ends the session.
    ///
    /// # Errors
    /// When the terminal can't be taken again.
    pub(super) fn go_out(
        &mut self,
        errand: &Errand,
        outlet: &mut dyn Outlet,
        inbox: &Receiver<Event>,
    ) -> io::Result<bool> {
        let mut kept = self.await_answer(inbox);
        let back = outlet.run(errand)?;
        // Keys that are here now were typed before the program had the terminal, and for it.
        kept.extend(inbox.try_iter());
        kept.retain(|event| !matches!(event, Event::Bytes(_) | Event::Counted(..)));
        self.parser = Parser::default();
        if let Back::Shown(sentence) = &back {
            outlet.show(sentence)?;
        }
        let is_over = |kept: &[Event]| kept.iter().any(|event| matches!(event, Event::Ended | Event::Closed));
        while matches!(back, Back::Shown(_)) && !is_over(&kept) && !self.await_key(inbox, &mut kept) {}
        if is_over(&kept) {
            return Ok(false);
        }
        outlet.resume()?;
        self.come_back(outlet);
        if let Back::Failed(sentence) = back {
            self.app.update(Msg::Done(Outcome::Failed(sentence)));
        }
        // The size has been looked at since.
        kept.retain(|event| !matches!(event, Event::Input(Input::Resize(..))));
        for event in kept {
            if !self.take(event, outlet, inbox)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Takes one event; whether it was a key. What isn't typed is kept.
    fn await_key(&mut self, inbox: &Receiver<Event>, kept: &mut Vec<Event>) -> bool {
        let mut is_key = false;
        let mut take = |received| is_key |= matches!(received, Received::Input(_));
        let event = if self.parser.is_torn() { inbox.recv_timeout(TORN) } else { inbox.recv().map_err(Into::into) };
        match event {
            Ok(Event::Bytes(bytes) | Event::Counted(bytes, _)) => self.parser.feed(&bytes, &mut take),
            Err(RecvTimeoutError::Timeout) => self.parser.settle(&mut take),
            Err(RecvTimeoutError::Disconnected) => kept.push(Event::Closed),
            Ok(event) => kept.push(event),
        }
        is_key
    }
}
