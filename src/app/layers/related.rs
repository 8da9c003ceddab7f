//! The stories related to one article: a layer over the panes, gone without a trace when it closes.

use super::{Turn, step};
use crate::app::{Action, Desk, Ticket};
use crate::article::Handle;
use crate::related::{RELATED, Relation};

/// What is known of the related stories.
#[derive(Clone, Debug, PartialEq)]
pub enum RelatedRows {
    /// They are being looked for.
    Waiting,
    /// They were found, best first; none below the threshold.
    Found(Vec<Relation>),
    /// One sentence why they can't be.
    Failed(String),
}

/// The related layer's state.
#[derive(Clone, Debug, PartialEq)]
pub struct RelatedStories {
    /// The article they are related to.
    pub of: Handle,
    /// What is known.
    pub rows: RelatedRows,
    /// The selected row.
    pub cursor: usize,
    ticket: Ticket,
}

impl RelatedStories {
    /// Waits for the answer to `ticket`.
    pub fn new(of: Handle, ticket: Ticket) -> Self {
        Self { of, rows: RelatedRows::Waiting, cursor: 0, ticket }
    }

    /// Takes the answer, if it is to this layer's question. What is below the threshold is not shown.
    pub fn receive(&mut self, ticket: Ticket, result: &Result<Vec<Relation>, String>) {
        if ticket == self.ticket {
            self.rows = match result {
                Ok(rows) => RelatedRows::Found(rows.iter().filter(|row| row.score >= RELATED).cloned().collect()),
                Err(sentence) => RelatedRows::Failed(sentence.clone()),
            };
        }
    }

    /// Asks again; what was found stays until the answer comes.
    pub(in crate::app) fn ask_again(&mut self, ticket: Ticket) {
        self.ticket = ticket;
    }

    /// Whether an action is about a row, and so must wait until there are rows.
    pub fn is_for_row(&self, action: Option<Action>) -> bool {
        action.is_some_and(|action| {
            matches!(action, Action::Open | Action::Compare | Action::Mute) || action.hop().is_some()
        })
    }

    /// The selected story.
    pub fn selected(&self) -> Option<Handle> {
        self.found().get(self.cursor).map(|row| row.handle)
    }

    /// The stories found.
    pub fn found(&self) -> &[Relation] {
        match &self.rows {
            RelatedRows::Found(rows) => rows,
            _ => &[],
        }
    }

    pub(super) fn act(&mut self, action: Action, desk: &mut Desk, height: usize) -> Turn {
        let last = self.found().len().saturating_sub(1);
        // Three lines and a blank a row.
        let page = (height / 4).max(1);
        if let Some(cursor) = step(self.cursor, page, last, action) {
            self.cursor = cursor;
            return Turn::Stay;
        }
        match action {
            Action::Open | Action::FocusReader => self.selected().map_or(Turn::Stay, Turn::Hop),
            Action::Mute => {
                let reason = self.found().get(self.cursor).and_then(|row| row.why.first().cloned());
                reason.map_or(Turn::Stay, Turn::Mute)
            }
            Action::Close | Action::Cancel | Action::Related | Action::FocusList => Turn::Close,
            _ => {
                let Some(row) = action.hop() else { return Turn::Pass };
                let Some(relation) = self.found().get(row) else {
                    desk.say(format!("there is no related story {}", row + 1));
                    return Turn::Stay;
                };
                Turn::Hop(relation.handle)
            }
        }
    }
}
