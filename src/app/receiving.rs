//! What came of an effect reaches whoever asked for it.

use super::{App, Effect, Known, Layer, Outcome};

/// What the first session ever says, until the first key.
const FIRST_STEPS: &str = "j k move · Enter read · / find · r related · q back · ? everything";

impl App {
    pub(super) fn receive(&mut self, outcome: Outcome) -> Vec<Effect> {
        match outcome {
            Outcome::Catalogued(state) => {
                return self.catalogued(state);
            }
            Outcome::Recalled(recollection) => {
                let recollection = *recollection;
                if recollection == Default::default() {
                    self.desk.say(FIRST_STEPS);
                }
                self.resuming = recollection.last.as_ref().map(|last| last.reading);
                self.saved.take(recollection.saved.clone());
                let mut effects: Vec<Effect> = self.desk.take_recollection(recollection).into_iter().collect();
                effects.extend(self.resume());
                return effects;
            }
            Outcome::Loaded(handle, result) => {
                let failed = result.as_ref().err().cloned();
                self.loaded(handle, result);
                return self.errand_of(handle, failed);
            }
            Outcome::Arranged(ticket, rows) => {
                if ticket == self.arranging {
                    let height = self.list_height();
                    let at_the_top = self.list.cursor == 0 && self.list.filter.is_none();
                    self.list.arrange(rows, &self.desk.catalogue, height);
                    // Until the reader has looked at a row, the first one is the one to start from.
                    if at_the_top && !self.touched {
                        self.list.select(0, height);
                    }
                    let mut effects = self.resume();
                    effects.extend(self.open_the_only_one());
                    let sorted = std::mem::take(&mut self.sorted_anew);
                    effects.extend(self.sift_again(sorted));
                    effects.extend(self.preview());
                    return effects;
                }
            }
            Outcome::Filtered(ticket, found) => {
                if ticket == self.filtering {
                    return self.filtered(found);
                }
            }
            Outcome::Resolved(known) => return self.resolved(*known),
            Outcome::Sifted(ticket, result) => return self.sifted(ticket, result),
            Outcome::Searched(ticket, result) => return self.searched(ticket, &result),
            Outcome::Counted(ticket, count) => self.saved.counted(ticket, count),
            Outcome::Tallied(ticket, unread) => self.tallied(ticket, unread),
            Outcome::Gathering(ticket, percent) => self.gathering(ticket, percent),
            Outcome::Gathered(ticket, result) => return self.gathered(ticket, result),
            Outcome::United(ticket, result) => self.united(ticket, result),
            Outcome::Edited(ticket, edition) => return self.edited(ticket, edition),
            Outcome::Traced(ticket, result) => self.traced(ticket, &result),
            Outcome::Related(ticket, result) => {
                for layer in &mut self.layers {
                    if let Layer::Related(related) = layer {
                        related.receive(ticket, &result);
                    }
                }
                return self.related_to_open(ticket, &result);
            }
            Outcome::Exported(result) => self.exported(result),
            Outcome::Compared(ticket, result) => self.compared(ticket, &result),
            Outcome::Told(ticket, retold) => self.retold(ticket, retold),
            Outcome::Named(ticket, result) => return self.named(ticket, &result),
            Outcome::Mentioned(ticket, result) => self.mentioned(ticket, &result),
            Outcome::Failed(sentence) => self.desk.complain(sentence),
            Outcome::Said(sentence) => self.desk.say(sentence),
        }
        Vec::new()
    }

    /// Takes what is remembered of many articles; what asked memory too early asks again.
    fn resolved(&mut self, known: Known) -> Vec<Effect> {
        let mut effects: Vec<Effect> =
            self.desk.recall.take_resolved(known, &self.desk.catalogue).into_iter().collect();
        if effects.is_empty() {
            for layer in &mut self.layers {
                if let Layer::FullText(search) = layer {
                    effects.extend(search.ask_memory_again(&mut self.desk));
                }
            }
            effects.extend(self.sift_memory_again());
            effects.extend(self.filter_memory_again());
        }
        effects.extend(self.resume());
        effects
    }
}
