//! Every sentence that names something: a layer over the panes.

use std::sync::Arc;

use super::{Turn, step};
use crate::app::{Action, Ticket};
use crate::article::Handle;
use crate::library::{Mention, Mentions, NamesOf};

/// What is known of the sentences.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum MentionRows {
    /// They are being looked for.
    #[default]
    Waiting,
    /// They were found.
    Found(Arc<Mentions>),
    /// One sentence why they can't be.
    Failed(String),
}

/// The state of the layer.
#[derive(Clone, Debug, PartialEq)]
pub struct MentionsLayer {
    /// What they name, as it is written.
    pub name: String,
    /// Where it is looked for.
    pub of: NamesOf,
    /// What is known.
    pub rows: MentionRows,
    /// The selected row.
    pub cursor: usize,
    ticket: Ticket,
}

impl MentionsLayer {
    /// Waits for the answer to `ticket`.
    pub fn new(name: String, of: NamesOf, ticket: Ticket) -> Self {
        Self { name, of, rows: MentionRows::Waiting, cursor: 0, ticket }
    }

    /// The sentences found.
    pub fn found(&self) -> &[Mention] {
        match &self.rows {
            MentionRows::Found(mentions) => &mentions.rows,
            _ => &[],
        }
    }

    /// The selected sentence.
    pub fn selected(&self) -> Option<&Mention> {
        self.found().get(self.cursor)
    }

    /// The article of the selected sentence.
    pub fn selected_article(&self) -> Option<Handle> {
        self.selected().map(|mention| mention.handle)
    }

    /// Takes the answer, if it is to this layer's question.
    pub fn receive(&mut self, ticket: Ticket, result: &Result<Arc<Mentions>, String>) {
        if ticket == self.ticket {
            self.rows = match result {
                Ok(mentions) => MentionRows::Found(Arc::clone(mentions)),
                Err(sentence) => MentionRows::Failed(sentence.clone()),
            };
        }
    }

    pub(super) fn act(&mut self, action: Action, height: usize) -> Turn {
        let last = self.found().len().saturating_sub(1);
        // Its facts, two lines or so of text, a blank.
        let page = (height / 4).max(1);
        match (step(self.cursor, page, last, action), action) {
            (Some(cursor), _) => {
                self.cursor = cursor;
                Turn::Stay
            }
            (None, Action::Open | Action::FocusReader) => Turn::Names,
            (None, Action::Close | Action::Cancel | Action::FocusList) => Turn::Close,
            (None, _) if action.hop().is_some() => Turn::Stay,
            (None, _) => Turn::Pass,
        }
    }

    pub(super) fn is_for_row(&self, action: Option<Action>) -> bool {
        self.rows == MentionRows::Waiting && action == Some(Action::Open)
    }
}
