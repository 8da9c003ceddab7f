//! Parts on their way to the shelf: those of small files go together, for each package wakes whoever shelves them.

use std::cell::{Cell, RefCell};
use std::sync::mpsc::SyncSender;
use std::time::{Duration, Instant};

use crate::library::local::shelving::Part;

/// How many parts go together, at most.
const TOGETHER: usize = 64;

/// How long a part waits for others.
const PATIENCE: Duration = Duration::from_millis(10);

/// What one reader has read and not yet handed over.
pub(super) struct Outbox {
    parts: SyncSender<Vec<Part>>,
    held: RefCell<Vec<Part>>,
    since: Cell<Option<Instant>>,
}

impl Outbox {
    pub(super) fn new(parts: SyncSender<Vec<Part>>) -> Self {
        Self { parts, held: RefCell::default(), since: Cell::default() }
    }

    /// Takes a part; `false` when nobody wants it any more.
    pub(super) fn send(&self, part: Part) -> bool {
        let count = {
            let mut held = self.held.borrow_mut();
            held.push(part);
            held.len()
        };
        let since = self.since.get().unwrap_or_else(Instant::now);
        self.since.set(Some(since));
        (count < TOGETHER && since.elapsed() < PATIENCE) || self.hand_over()
    }

    /// Hands over what is held; `false` when nobody wants it any more.
    pub(super) fn hand_over(&self) -> bool {
        self.since.set(None);
        let held = self.held.take();
        held.is_empty() || self.parts.send(held).is_ok()
    }
}
