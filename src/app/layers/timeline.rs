//! The tellings of one story by day, each with what is new in it: a layer over the panes.

use std::sync::Arc;

use super::{Layer, Turn, step};
use crate::app::{Action, App, Desk, Effect, Ticket};
use crate::article::Handle;
use crate::library::Telling;

/// What is known of the course of a story.
#[derive(Clone, Debug, PartialEq)]
pub enum Course {
    /// The stories are being gathered, or the tellings compared.
    Waiting,
    /// The tellings, the earliest first; none when no other article tells the story.
    Found(Vec<Telling>),
    /// One sentence why there is none.
    Failed(String),
}

/// The timeline's state.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    /// The article whose story it is.
    pub of: Handle,
    /// What is known.
    pub course: Course,
    /// The selected telling.
    pub cursor: usize,
    /// The comparison that was asked for, once the stories were there.
    ticket: Option<Ticket>,
}

impl Timeline {
    /// The tellings.
    pub fn tellings(&self) -> &[Telling] {
        match &self.course {
            Course::Found(tellings) => tellings,
            _ => &[],
        }
    }

    /// The selected telling.
    pub fn selected(&self) -> Option<Handle> {
        self.tellings().get(self.cursor).map(|telling| telling.handle)
    }

    /// Whether an action is about a telling, and so must wait until there are some.
    pub fn must_wait(&self, action: Option<Action>) -> bool {
        let for_row = |action: Action| action == Action::Open || action.hop().is_some();
        self.course == Course::Waiting && action.is_some_and(for_row)
    }

    /// Asks for the tellings to be compared, once it is known which they are.
    fn trace(&mut self, desk: &mut Desk) -> Option<Effect> {
        let Some(story) = desk.stories.story_of(self.of) else {
            self.course = Course::Found(Vec::new());
            return None;
        };
        let tellings: Arc<[Handle]> = story.by_date(&desk.catalogue).into();
        let ticket = desk.ticket();
        self.ticket = Some(ticket);
        Some(Effect::Trace(ticket, tellings))
    }

    /// Takes the answer, if it is to this layer's question. The telling that the reader came from is selected.
    fn receive(&mut self, ticket: Ticket, result: &Result<Vec<Telling>, String>) {
        if self.ticket == Some(ticket) {
            self.course = match result {
                Ok(tellings) => Course::Found(tellings.clone()),
                Err(sentence) => Course::Failed(sentence.clone()),
            };
            self.cursor = self.tellings().iter().position(|telling| telling.handle == self.of).unwrap_or(0);
        }
    }

    pub(super) fn act(&mut self, action: Action, desk: &mut Desk, height: usize) -> Turn {
        let last = self.tellings().len().saturating_sub(1);
        // Day, title, facts, sentence, blank.
        let page = (height / 5).max(1);
        if let Some(cursor) = step(self.cursor, page, last, action) {
            self.cursor = cursor;
            return Turn::Stay;
        }
        match action {
            Action::Open | Action::FocusReader => self.selected().map_or(Turn::Stay, Turn::Hop),
            Action::Close | Action::Cancel | Action::Timeline | Action::FocusList => Turn::Close,
            _ => {
                let Some(row) = action.hop() else { return Turn::Pass };
                let Some(telling) = self.tellings().get(row) else {
                    desk.say(format!("there is no telling {}", row + 1));
                    return Turn::Stay;
                };
                Turn::Hop(telling.handle)
            }
        }
    }
}

impl App {
    /// Shows the tellings of a story by day, as soon as they are compared.
    pub(in crate::app) fn show_timeline(&mut self) -> Vec<Effect> {
        let Some(of) = self.told() else { return Vec::new() };
        self.layers.push(Layer::Timeline(Timeline { of, course: Course::Waiting, cursor: 0, ticket: None }));
        self.gather_for_layer().unwrap_or_else(|| self.trace())
    }

    /// Asks for what the timelines that wait for the stories are about.
    pub(in crate::app) fn trace(&mut self) -> Vec<Effect> {
        let waits = |timeline: &Timeline| timeline.course == Course::Waiting && timeline.ticket.is_none();
        let mut effects = Vec::new();
        for layer in &mut self.layers {
            if let Layer::Timeline(timeline) = layer
                && waits(timeline)
            {
                effects.extend(timeline.trace(&mut self.desk));
            }
        }
        effects
    }

    /// Takes the course of a story.
    pub(in crate::app) fn traced(&mut self, ticket: Ticket, result: &Result<Vec<Telling>, String>) {
        for layer in &mut self.layers {
            if let Layer::Timeline(timeline) = layer {
                timeline.receive(ticket, result);
            }
        }
    }

    /// Tells the timelines that wait for the stories why there are none.
    pub(in crate::app) fn leave_untraced(&mut self, sentence: &str) {
        for layer in &mut self.layers {
            if let Layer::Timeline(timeline) = layer
                && timeline.course == Course::Waiting
            {
                timeline.course = Course::Failed(sentence.to_owned());
            }
        }
    }
}
