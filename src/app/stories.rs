//! The stories that the articles tell: gathered behind, when something needs them, and the steps between tellings.

use std::sync::Arc;

use super::{Action, App, Effect, Grouping, Pane, Ticket, Uniting};
use crate::article::Handle;
use crate::library::Storylines;

/// In an archive of at most so many articles the stories are gathered as soon as one is read: it takes about a second
/// behind. A larger one is read for it from end to end, and that only for who asks for a story.
const FEW: u32 = 5_000;

/// What is being done about stories.
#[derive(Debug, Default)]
pub struct StoryWork {
    /// The stories that are being gathered.
    pub gathering: Option<Gathering>,
    /// The story that is being put together.
    pub uniting: Option<Uniting>,
    /// The edition that is being made, and of how many minutes.
    pub(super) editing: Option<(Ticket, u32)>,
    /// The stories were asked for when so many articles had been found.
    gathered_of: u32,
}

/// Stories that are being gathered.
#[derive(Debug)]
pub struct Gathering {
    /// What waits for them.
    pub wish: Option<Wish>,
    ticket: Ticket,
    /// How far it has come.
    percent: Option<u8>,
}

impl Gathering {
    /// What is said while somebody waits.
    pub fn sentence(&self) -> String {
        match self.percent {
            Some(percent) => format!("gathering the stories… {percent} %"),
            None => "gathering the stories…".to_owned(),
        }
    }
}

/// What a reader asked for before the stories were there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// To group the list by them.
    Group,
    /// To do something with the story of an article, if that is still the one at hand.
    Act(Action, Handle),
    /// An edition of so many minutes.
    Edition(u32),
}

impl App {
    /// Whether the stories of all that is shown are known.
    fn knows_stories(&self) -> bool {
        self.desk.stories.looked_at() >= self.desk.catalogue.handed_out()
    }

    /// Asks for the stories where they are not known, so that a wish waits for them; `None` when it need not.
    pub(super) fn await_stories(&mut self, wish: Wish) -> Option<Vec<Effect>> {
        let effects = self.gather_for_layer()?;
        if let Some(gathering) = &mut self.telling.gathering {
            gathering.wish = Some(wish);
        }
        Some(effects)
    }

    /// Asks for the stories where they are not known, for a layer that waits for them; `None` when it need not.
    pub(super) fn gather_for_layer(&mut self) -> Option<Vec<Effect>> {
        if self.knows_stories() {
            return None;
        }
        Some(if self.telling.gathering.is_some() { Vec::new() } else { vec![self.gather()] })
    }

    fn gather(&mut self) -> Effect {
        let ticket = self.desk.ticket();
        self.telling.gathering = Some(Gathering { wish: None, ticket, percent: None });
        self.telling.gathered_of = self.desk.catalogue.handed_out();
        Effect::Gather(ticket)
    }

    /// Gathers the stories once more, where the list stands in them and articles have come; or for the article that is
    /// read, where that is cheap. Not while the archive is being read, and never twice for the same articles.
    pub(super) fn gather_behind(&mut self) -> Option<Effect> {
        let articles = self.desk.catalogue.handed_out();
        let grouped = self.list.order.groups == Grouping::Story;
        let reading = self.focus() == Pane::Reader && (2..=FEW).contains(&articles);
        let due =
            self.telling.gathering.is_none() && self.desk.progress.is_none() && self.telling.gathered_of < articles;
        if due && (grouped || reading) && !self.knows_stories() { Some(self.gather()) } else { None }
    }

    /// Takes how far they have come.
    pub(super) fn gathering(&mut self, ticket: Ticket, percent: u8) {
        if let Some(gathering) = self.telling.gathering.as_mut().filter(|gathering| gathering.ticket == ticket) {
            gathering.percent = Some(percent);
        }
    }

    /// Takes the stories, and does what waited for them.
    pub(super) fn gathered(&mut self, ticket: Ticket, result: Result<Arc<Storylines>, String>) -> Vec<Effect> {
        let Some(Gathering { wish, .. }) = self.telling.gathering.take_if(|gathering| gathering.ticket == ticket)
        else {
            return Vec::new();
        };
        match result {
            Ok(stories) => self.desk.stories = stories,
            Err(sentence) => {
                self.leave_untraced(&sentence);
                self.desk.complain(sentence);
                return Vec::new();
            }
        }
        let mut effects = self.trace();
        if self.list.order.groups == Grouping::Story {
            self.sorted_anew = true;
            effects.push(self.arrange());
        }
        effects.extend(match wish {
            Some(Wish::Group) => self.group(Grouping::Story),
            // Who went elsewhere meanwhile is not called back.
            Some(Wish::Act(action, handle)) if self.layers.is_empty() && self.told() == Some(handle) => {
                self.act(action)
            }
            Some(Wish::Edition(minutes)) if self.layers.is_empty() => self.edit(minutes),
            _ => Vec::new(),
        });
        effects
    }

    /// Forgets what waits for the stories, and what was asked of them.
    pub(super) fn call_off(&mut self) {
        (self.telling.uniting, self.telling.editing) = (None, None);
        if let Some(gathering) = &mut self.telling.gathering {
            gathering.wish = None;
        }
    }

    /// Groups the list by story, or takes the groups away.
    pub(super) fn group_by_story(&mut self) -> Vec<Effect> {
        let waits = self.telling.gathering.as_ref().is_some_and(|gathering| gathering.wish == Some(Wish::Group));
        if waits || self.list.order.groups == Grouping::Story {
            return self.group(Grouping::Nothing);
        }
        self.await_stories(Wish::Group).unwrap_or_else(|| self.group(Grouping::Story))
    }

    /// An article whose story a key is about: the one at hand, or one of the story that is read, or folded and selected.
    pub(super) fn told(&self) -> Option<Handle> {
        let folded = || {
            let is_story = self.list.groups().grouping() == Grouping::Story && self.focus() == Pane::List;
            let row = self.list.rows().get(self.list.cursor).filter(|_| is_story && self.list.is_folded());
            row.copied()
        };
        let story = self.reader.story.filter(|_| self.focus() == Pane::Reader);
        self.current().or(story).or_else(folded)
    }

    /// Goes to the telling of the story before the one at hand, after it, or to the first of all.
    pub(super) fn step_telling(&mut self, action: Action) -> Vec<Effect> {
        let Some(handle) = self.told() else { return Vec::new() };
        if let Some(effects) = self.await_stories(Wish::Act(action, handle)) {
            return effects;
        }
        let catalogue = &self.desk.catalogue;
        let Some(story) = self.desk.stories.story_of(handle) else {
            self.desk.say("no other article tells this story");
            return Vec::new();
        };
        let found = match action {
            Action::FirstReport => story.first(catalogue).filter(|first| *first != handle),
            _ => story.neighbour(handle, action == Action::TellingLater, catalogue),
        };
        match found {
            None if action == Action::TellingLater => self.desk.say("this is the latest telling of the story"),
            None => self.desk.say("this is the first report of the story"),
            Some(telling) if self.focus() == Pane::List && !self.list.rows().contains(&telling) => {
                let key = self.desk.keys_for(Action::Cancel, "list").unwrap_or("Esc").to_owned();
                self.desk.say(format!("that telling is not among these rows; {key} shows all articles"));
            }
            Some(telling) => return self.step_to(telling),
        }
        Vec::new()
    }
}
