//! Who and what the archive, a story or a paragraph names: a layer over the panes.

use std::sync::Arc;

use super::{Turn, step};
use crate::app::{Action, Ticket};
use crate::article::Handle;
use crate::library::{NameList, NamesOf};
use crate::related::names::Entry;

/// What is known of the names.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum NameRows {
    /// They are being looked for.
    #[default]
    Waiting,
    /// They were found, as far as the articles have been read.
    Found(Arc<NameList>),
    /// One sentence why they can't be.
    Failed(String),
}

/// The state of the layer.
#[derive(Clone, Debug, PartialEq)]
pub struct NamesLayer {
    /// Whose names.
    pub of: NamesOf,
    /// The article whose story the layer can turn to.
    pub around: Option<Handle>,
    /// What is known.
    pub rows: NameRows,
    /// The selected row.
    pub cursor: usize,
    pub(in crate::app) ticket: Ticket,
}

impl NamesLayer {
    /// Waits for the answer to `ticket`.
    pub fn new(of: NamesOf, around: Option<Handle>, ticket: Ticket) -> Self {
        Self { of, around, rows: NameRows::Waiting, cursor: 0, ticket }
    }

    /// The names found, with what each is known by.
    pub fn found(&self) -> &[(String, Entry)] {
        match &self.rows {
            NameRows::Found(list) => &list.names,
            _ => &[],
        }
    }

    /// The selected name.
    pub fn selected(&self) -> Option<&Entry> {
        self.found().get(self.cursor).map(|(_, entry)| entry)
    }

    /// Whether the names are a few to choose from, with numbers.
    pub fn is_choice(&self) -> bool {
        matches!(self.of, NamesOf::Passage(..))
    }

    /// Takes the answer, if it is to this layer's question. The selection stays on its name.
    pub fn receive(&mut self, ticket: Ticket, result: &Result<Arc<NameList>, String>) {
        if ticket != self.ticket {
            return;
        }
        let selected = self.found().get(self.cursor).filter(|_| self.cursor > 0).map(|(key, _)| key.clone());
        self.rows = match result {
            Ok(list) => NameRows::Found(Arc::clone(list)),
            Err(sentence) => NameRows::Failed(sentence.clone()),
        };
        let last = self.found().len().saturating_sub(1);
        let stays = selected.and_then(|key| self.found().iter().position(|(other, _)| *other == key));
        self.cursor = stays.unwrap_or(self.cursor).min(last);
    }

    pub(super) fn act(&mut self, action: Action, height: usize) -> Turn {
        let last = self.found().len().saturating_sub(1);
        let page = height.saturating_sub(2).max(1);
        let Some(cursor) = step(self.cursor, page, last, action) else {
            return match action {
                Action::Open | Action::FocusReader | Action::SwitchPane => Turn::Names,
                Action::Close | Action::Cancel | Action::Names | Action::FocusList => Turn::Close,
                _ => match action.hop() {
                    Some(row) if self.is_choice() && row <= last => {
                        self.cursor = row;
                        Turn::Names
                    }
                    Some(_) => Turn::Stay,
                    None => Turn::Pass,
                },
            };
        };
        self.cursor = cursor;
        Turn::Stay
    }

    pub(super) fn is_for_row(&self, action: Option<Action>) -> bool {
        self.rows == NameRows::Waiting && action.is_some_and(|action| action == Action::Open || action.hop().is_some())
    }
}
