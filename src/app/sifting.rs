//! The list narrowed by a query: what is asked for behind, while the old view stays.

use std::sync::Arc;

use super::{App, Effect, Filter, Ticket};
use crate::article::Handle;
use crate::search::{Query, Recalled};

/// What will narrow the list when its rows are there.
#[derive(Clone, Debug)]
pub struct Sifting {
    /// The filter, still without rows.
    pub filter: Filter,
    ticket: Ticket,
}

impl App {
    /// Asks for the rows that answer a query. They are shown as `text`.
    pub(super) fn sift(&mut self, text: String, query: Query) -> Vec<Effect> {
        let recalled = self.desk.recall.recalled(&query);
        self.sift_with(text, query, recalled)
    }

    fn sift_with(&mut self, text: String, query: Query, recalled: Recalled) -> Vec<Effect> {
        let ticket = self.desk.ticket();
        // Titles that are on their way are no longer asked for.
        self.filtering = ticket;
        let all = Arc::clone(&self.list.all);
        let filter = Filter {
            text,
            query: Some(query.clone()),
            recalled: recalled.clone(),
            over: all.len(),
            ..Filter::default()
        };
        self.sifting = Some(Sifting { filter, ticket });
        vec![Effect::Sift(ticket, query, recalled, all)]
    }

    /// Shows all articles again, and calls off what would narrow them.
    pub(super) fn widen(&mut self, height: usize) {
        self.sifting = None;
        self.list.widen(height);
    }

    /// Takes the rows that answer a query. Where the list stands narrowed by it already, the selection stays.
    pub(super) fn sifted(&mut self, ticket: Ticket, result: Result<Arc<[Handle]>, String>) -> Vec<Effect> {
        let Some(sifting) = self.sifting.take_if(|sifting| sifting.ticket == ticket) else { return Vec::new() };
        let rows = match result {
            Ok(rows) => rows,
            Err(sentence) => {
                self.desk.complain(sentence);
                return Vec::new();
            }
        };
        let narrowed = self.list.filter.as_mut().filter(|filter| filter.query == sifting.filter.query);
        if let Some(filter) = narrowed {
            filter.over = sifting.filter.over;
            return self.refilter(rows);
        }
        self.list.narrow(Filter { rows, ..sifting.filter });
        self.preview()
    }

    /// Asks once more for what narrows the list, or is about to, when the rows were `sorted` anew or enough articles
    /// have come.
    pub(super) fn sift_again(&mut self, sorted: bool) -> Vec<Effect> {
        let coming = self.sifting.as_ref().map(|sifting| &sifting.filter);
        match coming.or(self.list.filter.as_ref()) {
            Some(Filter { text, query: Some(query), recalled, over, .. }) if sorted || self.desk.has_grown(*over) => {
                self.sift_with(text.clone(), query.clone(), recalled.clone())
            }
            _ => Vec::new(),
        }
    }
}
