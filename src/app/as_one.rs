//! A story as one document in the reader: made of its tellings, and no article of the archive.

use std::sync::Arc;

use super::find::Sought;
use super::stories::Wish;
use super::{Action, App, Effect, Pane, Ticket};
use crate::article::{Article, Handle, Place};

/// A story that is being put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Uniting {
    ticket: Ticket,
    /// The article whose story it is.
    of: Handle,
}

impl App {
    /// Asks for the story at hand as one document.
    pub(super) fn unite(&mut self) -> Vec<Effect> {
        let Some(of) = self.told() else { return Vec::new() };
        if self.focus() == Pane::Reader && self.reader.story == Some(of) {
            self.desk.say("this is the story as one");
            return Vec::new();
        }
        if let Some(effects) = self.await_stories(Wish::Act(Action::Story, of)) {
            return effects;
        }
        if self.desk.stories.story_of(of).is_none() {
            self.desk.say("no other article tells this story");
            return Vec::new();
        }
        let ticket = self.desk.ticket();
        self.telling.uniting = Some(Uniting { ticket, of });
        vec![Effect::Unite(ticket, Arc::clone(&self.desk.stories), of)]
    }

    /// Shows a story as one, unless the reader went elsewhere meanwhile.
    pub(super) fn united(&mut self, ticket: Ticket, result: Result<Arc<Article>, String>) {
        let Some(Uniting { of, .. }) = self.telling.uniting.take_if(|uniting| uniting.ticket == ticket) else { return };
        match result {
            Err(sentence) => self.desk.complain(sentence),
            Ok(article) if self.layers.is_empty() && self.told() == Some(of) => {
                self.leave_track();
                self.take_the_screen();
                self.show_story(of, article, Place::default(), None);
            }
            Ok(_) => {}
        }
    }

    /// Puts a story into the reader. It has no handle there: what is done in it is not done to one of its tellings.
    pub(super) fn show_story(&mut self, of: Handle, article: Arc<Article>, place: Place, sought: Option<Sought>) {
        self.reader.expect_story(of);
        let area = self.geometry().reader;
        self.reader.open(article, place, area, self.desk.settings.measure);
        self.look_again(sought);
    }
}
