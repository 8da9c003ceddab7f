//! An edition: the list narrowed to what can be read in so many minutes.

use std::sync::Arc;

use super::stories::Wish;
use super::{App, Effect, Filter, Matches, Pane, Ticket};
use crate::article::Handle;
use crate::library::Edition;
use crate::search::query::Remembered;

/// The minutes of an edition for which none are named.
pub(super) const MINUTES: u32 = 20;

impl App {
    /// Asks for an edition of what is unread.
    pub(super) fn edit(&mut self, minutes: u32) -> Vec<Effect> {
        if let Some(effects) = self.await_stories(Wish::Edition(minutes)) {
            return effects;
        }
        let ticket = self.desk.ticket();
        self.telling.editing = Some((ticket, minutes));
        let end = Handle(self.desk.catalogue.handed_out());
        let (stories, read) = (Arc::clone(&self.desk.stories), self.desk.recall.handles(&Remembered::Read));
        vec![Effect::Edit { ticket, end, stories, read, minutes }]
    }

    /// Shows an edition, unless something else has been begun meanwhile.
    pub(super) fn edited(&mut self, ticket: Ticket, edition: Edition) -> Vec<Effect> {
        let Some((_, minutes)) = self.telling.editing.take_if(|(asked, _)| *asked == ticket) else { return Vec::new() };
        if !self.layers.is_empty() {
            return Vec::new();
        }
        let Edition { rows, stories, minutes: takes } = edition;
        if rows.is_empty() {
            self.desk.say(format!("there is nothing unread that takes {minutes} min or less"));
            return Vec::new();
        }
        self.leave_track();
        let mut effects = if self.focus() == Pane::Reader { self.focus_list() } else { Vec::new() };
        // No title and no query on its way narrows the list any more.
        self.sifting = None;
        self.filtering = self.desk.ticket();
        let counted = |count: usize, one: &str, many: &str| match count {
            0 => None,
            1 => Some(format!("1 {one}")),
            count => Some(format!("{count} {many}")),
        };
        let mut parts = vec!["edition".to_owned()];
        parts.extend(counted(stories, "story", "stories"));
        parts.extend(counted(rows.len() - stories, "other article", "other articles"));
        parts.push(format!("{takes} min"));
        let found = Matches { total: rows.len(), rows, ..Matches::default() };
        self.list.narrow(Filter { text: parts.join(" · "), edition: true, found, ..Filter::default() });
        effects.extend(self.preview());
        effects
    }
}
