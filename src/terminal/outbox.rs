//! The way to a session: what is sent waits in its inbox, and a session that rests is woken for it.

use std::sync::Arc;
use std::sync::mpsc::{SendError, Sender};

use super::Event;

/// A way to a session.
#[derive(Clone)]
pub struct Outbox {
    events: Sender<Event>,
    wake: Option<Arc<dyn Fn() + Send + Sync>>,
}

impl Outbox {
    /// The way to a session that may rest (see [`super::Run`]): `wake` has it run again.
    pub fn waking(events: Sender<Event>, wake: Arc<dyn Fn() + Send + Sync>) -> Self {
        Self { events, wake: Some(wake) }
    }

    /// Sends an event.
    ///
    /// # Errors
    /// When the session is over.
    pub fn send(&self, event: Event) -> Result<(), Box<SendError<Event>>> {
        self.events.send(event)?;
        if let Some(wake) = &self.wake {
            wake();
        }
        Ok(())
    }
}

impl From<Sender<Event>> for Outbox {
    fn from(events: Sender<Event>) -> Self {
        Self { events, wake: None }
    }
}
