//! How many articles of each group of the list are unread: counted behind, whenever memory has changed.

use std::sync::Arc;

use super::{App, Effect, Ticket};
use crate::search::query::Remembered;

/// Groups that are being counted.
#[derive(Debug)]
pub(super) struct Tallying {
    ticket: Ticket,
    /// The first rows of the groups.
    starts: Arc<[u32]>,
    /// How often what memory knows had changed.
    changes: u64,
}

impl App {
    /// Asks for the groups to be counted while they are on screen, one question at a time.
    pub(super) fn tally(&mut self) -> Option<Effect> {
        let seen = self.layers.is_empty() && self.geometry().list.height > 0;
        if self.tallying.is_some() || !seen {
            return None;
        }
        let changes = self.desk.recall.changes();
        let starts = Arc::clone(self.list.groups().to_count(changes)?);
        let ticket = self.desk.ticket();
        self.tallying = Some(Tallying { ticket, starts: Arc::clone(&starts), changes });
        let rows = Arc::clone(self.list.handles());
        Some(Effect::Tally { ticket, rows, starts, read: self.desk.recall.handles(&Remembered::Read) })
    }

    /// Takes how many articles of each group are unread.
    pub(super) fn tallied(&mut self, ticket: Ticket, unread: Arc<[u32]>) {
        if let Some(Tallying { starts, changes, .. }) = self.tallying.take_if(|tallying| tallying.ticket == ticket) {
            self.list.groups_mut().take_count(&starts, unread, changes);
        }
    }
}
