//! What is new in the library: taken as it comes, or announced until the reader asks for it.

use super::{App, Effect};
use crate::library::State;

impl App {
    /// Takes what the library has now.
    pub(super) fn catalogued(&mut self, state: State) -> Vec<Effect> {
        let is_over = state.progress.is_none();
        let mut effects = Vec::new();
        if self.desk.take_state(state) {
            effects = self.show_catalogue();
        }
        if let Some((handles, articles)) = self.desk.asked.take_if(|_| is_over) {
            let new = self.desk.catalogue.handed_out().saturating_sub(handles) as usize;
            let gone = (articles + new).saturating_sub(self.desk.catalogue.len());
            self.desk.say(match (new, gone) {
                (0, 0) => "nothing is new".to_owned(),
                (new, 0) => format!("{new} new"),
                (0, gone) => format!("{gone} gone"),
                (new, gone) => format!("{new} new, {gone} gone"),
            });
        }
        effects
    }

    /// Shows what the catalogue has now in everything that was made from it.
    fn show_catalogue(&mut self) -> Vec<Effect> {
        let mut effects = self.rearrange();
        effects.extend(self.desk.recall.resolve(&self.desk.catalogue));
        effects.extend(self.search_again());
        effects.extend(self.resume());
        effects
    }

    /// Shows what is new, or looks for it.
    pub(super) fn refresh(&mut self) -> Vec<Effect> {
        if self.desk.take_waiting() {
            return self.show_catalogue();
        }
        if self.desk.progress.is_some() {
            self.desk.say("the archive is still being read");
            return Vec::new();
        }
        self.desk.asked = Some((self.desk.catalogue.handed_out(), self.desk.catalogue.len()));
        self.desk.say("looking for what is new");
        vec![Effect::Rescan]
    }
}
