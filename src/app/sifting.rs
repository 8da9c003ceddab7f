//! The list narrowed by a query: what is asked for behind, while the old view stays.

use std::sync::Arc;

use super::{App, Effect, Filter, Matches, Rows, Ticket};
use crate::article::Handle;
use crate::search::Query;

/// What will narrow the list when its rows are there.
#[derive(Clone, Debug)]
pub struct Sifting {
    /// The filter; of its rows only those are there that stay.
    pub filter: Filter,
    ticket: Ticket,
}

impl App {
    /// Asks for the rows that answer a query. They are shown as `text`.
    pub(super) fn sift(&mut self, text: String, query: Query) -> Vec<Effect> {
        self.sift_keeping(text, query, Vec::new().into())
    }

    /// As [`App::sift`], but these rows stay: what has been read since doesn't leave a list of unread articles.
    fn sift_keeping(&mut self, text: String, query: Query, stay: Arc<[Handle]>) -> Vec<Effect> {
        let ticket = self.desk.ticket();
        // Titles that are on their way are no longer asked for.
        self.filtering = ticket;
        let (recalled, rows) = (self.desk.recall.recalled(&query), Arc::clone(&self.list.all));
        let filter = Filter {
            text,
            query: Some(query.clone()),
            over: rows.len(),
            found: Matches { total: stay.len(), rows: Arc::clone(&stay), ..Matches::default() },
            ..Filter::default()
        };
        self.sifting = Some(Sifting { filter, ticket });
        let stories = Arc::clone(&self.desk.stories);
        vec![Effect::Sift { ticket, query, recalled, rows, order: self.list.order, stories, stay }]
    }

    /// Shows all articles again, and calls off what would narrow them.
    pub(super) fn widen(&mut self, height: usize) {
        self.sifting = None;
        self.list.widen(height);
    }

    /// Takes the rows that answer a query. Where the list stands narrowed by it already, the selection stays.
    pub(super) fn sifted(&mut self, ticket: Ticket, result: Result<Rows, String>) -> Vec<Effect> {
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
            return self.refilter(rows.into());
        }
        self.list.narrow(Filter { found: rows.into(), ..sifting.filter });
        self.preview()
    }

    /// Asks once more for what narrows the list, or is about to, when the rows were `sorted` anew or enough articles
    /// have come.
    pub(super) fn sift_again(&mut self, sorted: bool) -> Vec<Effect> {
        let coming = self.sifting.as_ref().map(|sifting| &sifting.filter);
        match coming.or(self.list.filter.as_ref()) {
            Some(Filter { text, query: Some(query), over, found: Matches { rows, .. }, .. })
                if sorted || self.desk.has_grown(*over) =>
            {
                let stay = Arc::clone(rows);
                self.sift_keeping(text.clone(), query.clone(), stay)
            }
            _ => Vec::new(),
        }
    }

    /// Asks once more for what asked memory, before it was known what that remembers.
    pub(super) fn sift_memory_again(&mut self) -> Vec<Effect> {
        let coming = self.sifting.as_ref().map(|sifting| &sifting.filter);
        match coming.or(self.list.filter.as_ref()) {
            Some(Filter { text, query: Some(query), .. }) if !query.remembered().is_empty() => {
                self.sift(text.clone(), query.clone())
            }
            _ => Vec::new(),
        }
    }
}
