//! The list narrowed by a query: what is asked for behind, while the old view stays.

use std::sync::Arc;

use super::{App, Effect, Filter, Order, Ticket};
use crate::article::Handle;
use crate::search::Query;

/// A question for the rows that answer a query.
#[derive(Clone, Debug)]
pub struct Sifting {
    /// What was typed, or the name of a saved query.
    pub text: String,
    query: Query,
    ticket: Ticket,
    /// The rows that are sifted: how many, and their order.
    rows: (usize, Order),
}

impl App {
    /// Asks for the rows that answer a query. They are shown as `text`.
    pub(super) fn sift(&mut self, text: String, query: Query) -> Vec<Effect> {
        let (ticket, recalled) = (self.desk.ticket(), self.desk.recall.recalled(&query));
        // Titles that are on their way are no longer asked for.
        self.filtering = ticket;
        let rows = (self.list.all.len(), self.list.order);
        self.sifting = Some(Sifting { text, query: query.clone(), ticket, rows });
        vec![Effect::Sift(ticket, query, recalled, Arc::clone(&self.list.all))]
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
        self.sifted = sifting.rows;
        if self.list.filter.as_ref().is_some_and(|filter| filter.query.as_ref() == Some(&sifting.query)) {
            return self.refilter(rows);
        }
        self.list.narrow(Filter { text: sifting.text, query: Some(sifting.query), rows });
        self.preview()
    }

    /// Asks once more when the list has another order, or enough articles have come.
    pub(super) fn sift_again(&mut self) -> Vec<Effect> {
        let (over, order) = self.sifting.as_ref().map_or(self.sifted, |sifting| sifting.rows);
        if order == self.list.order && !self.desk.has_grown(over) {
            return Vec::new();
        }
        let standing = self.list.filter.as_ref().and_then(|filter| Some((filter.text.clone(), filter.query.clone()?)));
        let wanted = self.sifting.take().map(|sifting| (sifting.text, sifting.query)).or(standing);
        wanted.map_or_else(Vec::new, |(text, query)| self.sift(text, query))
    }
}
