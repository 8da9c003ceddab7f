//! The articles of a session, in the order in which they were opened, and as a bibliography.

use super::{App, Effect, Layer, TrailRows};
use crate::article::{Handle, Moment};

/// How many are kept: the trail of a session that never ends has an end.
const MOST: usize = 1_000;

impl App {
    /// An article was opened.
    pub(super) fn came_to(&mut self, handle: Handle) {
        let trail = &mut self.desk.trail;
        if trail.last() == Some(&handle) {
            return;
        }
        if trail.len() == MOST {
            trail.remove(0);
        }
        trail.push(handle);
    }

    pub(super) fn show_trail(&mut self) -> Vec<Effect> {
        if self.desk.trail.is_empty() {
            self.desk.say("you have opened no article yet");
        } else {
            self.layers.push(Layer::Trail(TrailRows::new(&self.desk)));
        }
        Vec::new()
    }

    /// Asks for a bibliography of the articles opened, each where it was opened first.
    pub(super) fn export_trail(&mut self) -> Vec<Effect> {
        let mut known = std::collections::HashSet::new();
        let handles: Vec<Handle> = self.desk.trail.iter().copied().filter(|handle| known.insert(*handle)).collect();
        if handles.is_empty() {
            self.desk.say("you have opened no article yet");
            return Vec::new();
        }
        let made = Moment::at(self.desk.now).filter(|_| self.desk.now > 0).map(|made| Moment::day(made.date));
        let name = made.map_or_else(|| "byline-trail".to_owned(), |made| format!("byline-trail-{}", made.date));
        vec![Effect::Export { handles, name, made }]
    }

    pub(super) fn exported(&mut self, result: Result<String, String>) {
        match result {
            Ok(path) => self.desk.say(format!("written to {path}")),
            Err(sentence) => self.desk.complain(sentence),
        }
    }
}
