//! Comparing the open article, or a related one, with another telling.

use std::sync::Arc;

use super::{App, Compare, Effect, Layer, Ticket};
use crate::article::Handle;
use crate::related::SAME_STORY;
use crate::related::alignment::Comparison;

impl App {
    /// Compares the article of the related layer with the selected row, else the open one with the nearest telling of
    /// its story.
    pub(super) fn compare(&mut self) -> Vec<Effect> {
        let (of, others, at) = match self.layers.last() {
            Some(Layer::Related(related)) => {
                (Some(related.of), related.found().iter().map(|row| row.handle).collect(), related.cursor)
            }
            _ => {
                let story = self.reader.retelling.related.iter().filter(|row| row.score >= SAME_STORY);
                (self.reader.handle, story.map(|row| row.handle).collect::<Vec<Handle>>(), 0)
            }
        };
        let Some(of) = of.filter(|_| !others.is_empty()) else {
            let why = self.reader.retelling.why_unknown("no other telling of this story is known");
            self.desk.say(why);
            return Vec::new();
        };
        let ticket = self.desk.ticket();
        self.layers.push(Layer::Compare(Compare::new(of, others, at, ticket)));
        self.compare_with(at)
    }

    /// Compares with another telling.
    pub(super) fn compare_with(&mut self, at: usize) -> Vec<Effect> {
        let ticket = self.desk.ticket();
        let Some(Layer::Compare(compare)) = self.layers.last_mut() else { return Vec::new() };
        *compare = Compare::new(compare.of, std::mem::take(&mut compare.others), at, ticket);
        compare.other().map(|other| Effect::Compare(ticket, compare.of, other)).into_iter().collect()
    }

    /// Takes two tellings side by side.
    pub(super) fn compared(&mut self, ticket: Ticket, result: &Result<Arc<Comparison>, String>) {
        for layer in &mut self.layers {
            if let Layer::Compare(compare) = layer {
                compare.receive(ticket, result);
            }
        }
        if result.as_ref().is_ok_and(|comparison| comparison.rows.iter().all(|row| !row.alike)) {
            self.desk.say("no sentence of one says what a sentence of the other says");
        }
    }
}
