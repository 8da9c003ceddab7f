//! What the reader writes on things: tags and notes on articles, names on saved queries.

use std::collections::BTreeSet;

use super::marking::Undo;
use super::{App, Effect, Purpose};
use crate::article::Handle;
use crate::memory::{Deed, SavedQuery};

impl App {
    pub(super) fn prompt_for_tags(&mut self) -> Vec<Effect> {
        let Some(handle) = self.current() else { return Vec::new() };
        let tags = Vec::from_iter(self.desk.tags(handle)).join(" ");
        self.push_prompt(Purpose::Tags(handle), &tags)
    }

    pub(super) fn prompt_for_note(&mut self) -> Vec<Effect> {
        let Some(handle) = self.current() else { return Vec::new() };
        let note = self.desk.note(handle);
        self.push_prompt(Purpose::Note(handle), &note)
    }

    /// Asks for the name of the selected entry; keeps the query that the list stands narrowed by.
    pub(super) fn name_or_save_query(&mut self) -> Vec<Effect> {
        if let Some(entry) = self.list.entry.and_then(|entry| self.saved.entries.get(entry)) {
            let saved = entry.saved.clone();
            return self.push_prompt(Purpose::Name(saved.text), &saved.name);
        }
        match self.list.filter.as_ref().and_then(|filter| filter.query.as_ref()) {
            Some(query) => {
                let text = query.text.clone();
                self.save_query(&text)
            }
            None => {
                self.desk.say("narrow the list by a query first, then keep it");
                Vec::new()
            }
        }
    }

    pub(super) fn accept_tags(&mut self, handle: Handle, text: &str) -> Vec<Effect> {
        let words = text.split(|c: char| c.is_whitespace() || c == ',').map(|word| word.trim_start_matches('#'));
        let tags: BTreeSet<String> = words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
        self.desk.say(match tags.len() {
            0 => "no tag".to_owned(),
            _ => format!("tagged {}", tags.iter().cloned().collect::<Vec<_>>().join(" ")),
        });
        self.remember_undo(Undo::Tagged(handle, self.desk.tags(handle)));
        self.set_tags(handle, &tags)
    }

    /// Gives an article these tags and no others.
    pub(super) fn set_tags(&mut self, handle: Handle, tags: &BTreeSet<String>) -> Vec<Effect> {
        let before = self.desk.tags(handle);
        let Some(key) = self.desk.catalogue.key(handle) else { return Vec::new() };
        let mut effects = Vec::new();
        for tag in before.symmetric_difference(tags) {
            let tagged = tags.contains(tag);
            self.desk.recall.set_tag(handle, &self.desk.catalogue, tag, tagged);
            effects.push(Effect::Keep(Deed::Tagged { key: key.clone(), tag: tag.clone(), tagged }));
        }
        effects
    }

    pub(super) fn accept_note(&mut self, handle: Handle, note: &str) -> Vec<Effect> {
        let before = self.desk.note(handle);
        if note == before {
            return Vec::new();
        }
        self.desk.say(if note.is_empty() { "note taken away" } else { "noted" });
        self.remember_undo(Undo::Noted(handle, before));
        self.set_note(handle, note.to_owned())
    }

    pub(super) fn set_note(&mut self, handle: Handle, note: String) -> Vec<Effect> {
        self.desk.recall.set_note(handle, &self.desk.catalogue, note.clone());
        let key = self.desk.catalogue.key(handle);
        key.map(|key| Effect::Keep(Deed::Noted { key, note })).into_iter().collect()
    }

    /// Names a saved query; without a name it is called by its text.
    pub(super) fn accept_name(&mut self, text: String, name: &str) -> Vec<Effect> {
        let name = if name.is_empty() { text.clone() } else { name.to_owned() };
        self.keep_query(SavedQuery { text, name })
    }
}
