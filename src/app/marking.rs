//! Stars and read marks, the undo of every change, and what is copied.

use std::collections::BTreeSet;

use super::{Action, App, Effect};
use crate::article::{Block, Handle, Portion};
use crate::memory::{Deed, SavedQuery};

/// A change of mark that can be taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Undo {
    /// It was starred, or not.
    Starred(Handle, bool),
    /// It was read, or not; and what of it, if it counted by sentence.
    Read(Handle, bool, Option<Portion>),
    /// It had these tags.
    Tagged(Handle, BTreeSet<String>),
    /// It had this note, or none.
    Noted(Handle, String),
    /// This query was kept.
    Removed(SavedQuery),
    /// These reasons counted, or were muted.
    Muted(Vec<String>, bool),
}

/// How many changes can be taken back.
const LONGEST_UNDO: usize = 100;

impl App {
    pub(super) fn toggle_star(&mut self) -> Vec<Effect> {
        let Some(handle) = self.current() else { return Vec::new() };
        let starred = self.desk.marks(handle).starred;
        self.remember_undo(Undo::Starred(handle, starred));
        self.desk.say(if starred { "star taken away" } else { "starred" });
        self.set_starred(handle, !starred)
    }

    pub(super) fn toggle_read(&mut self) -> Vec<Effect> {
        let Some(handle) = self.current() else { return Vec::new() };
        let read = self.desk.marks(handle).read;
        self.remember_undo(Undo::Read(handle, read, self.desk.portion(handle)));
        self.desk.say(if read { "marked as unread" } else { "marked as read" });
        self.set_read(handle, !read)
    }

    pub(super) fn undo(&mut self) -> Vec<Effect> {
        let Some(undo) = self.undo.pop() else {
            self.desk.say("there is nothing to undo");
            return Vec::new();
        };
        let title =
            |app: &Self, handle| app.desk.summary(handle).map_or_else(String::new, |summary| summary.title.clone());
        let (effects, what, of) = match undo {
            Undo::Starred(handle, starred) => {
                let what = if starred { "starred again" } else { "star taken away again" };
                (self.set_starred(handle, starred), what, title(self, handle))
            }
            Undo::Read(handle, read, portion) => {
                let what = if read { "read again" } else { "unread again" };
                let mut effects = self.set_read(handle, read);
                effects.extend(portion.into_iter().flat_map(|portion| self.keep_portion(handle, portion)));
                (effects, what, title(self, handle))
            }
            Undo::Tagged(handle, tags) => (self.set_tags(handle, &tags), "tagged as before", title(self, handle)),
            Undo::Noted(handle, note) => (self.set_note(handle, note), "noted as before", title(self, handle)),
            Undo::Muted(reasons, muted) => {
                let what = if muted { "muted again" } else { "counts again" };
                (self.set_muted(&reasons, muted), what, reasons.join(" · "))
            }
            Undo::Removed(saved) => (self.keep_query(saved.clone()), "kept again", saved.name),
        };
        self.desk.say(format!("{what}: {of}"));
        effects
    }

    pub(super) fn remember_undo(&mut self, undo: Undo) {
        if self.undo.len() == LONGEST_UNDO {
            self.undo.remove(0);
        }
        self.undo.push(undo);
    }

    fn set_starred(&mut self, handle: Handle, starred: bool) -> Vec<Effect> {
        self.desk.mark(handle, |marks| marks.starred = starred);
        let key = self.desk.catalogue.key(handle);
        key.map(|key| Effect::Keep(Deed::Starred { key, starred })).into_iter().collect()
    }

    fn set_read(&mut self, handle: Handle, read: bool) -> Vec<Effect> {
        self.desk.mark(handle, |marks| marks.read = read);
        self.desk.set_portion(handle, None);
        if self.reader.handle == Some(handle) {
            self.reader.dwell = None;
        }
        let key = self.desk.catalogue.key(handle);
        key.map(|key| Effect::Keep(Deed::Read { key, read })).into_iter().collect()
    }

    pub(super) fn copy_paragraph(&mut self) -> Vec<Effect> {
        let Some(text) = self.current_paragraph() else { return self.nothing_to_copy() };
        self.desk.say(format!("copied paragraph, {} characters", text.chars().count()));
        vec![Effect::Copy(text)]
    }

    pub(super) fn copy_citation(&mut self) -> Vec<Effect> {
        let (Some(text), Some(document)) = (self.current_paragraph(), self.shown_document()) else {
            return self.nothing_to_copy();
        };
        let article = &document.article;
        let mut citation = format!("{text}\n\n— {} ({})", article.title, article.byline());
        if let Some(url) = &article.url {
            citation.push_str(&format!("\n{url}"));
        }
        self.desk.say(format!("copied paragraph with its source, {} characters", citation.chars().count()));
        vec![Effect::Copy(citation)]
    }

    /// Opens the address of the article where it was published; what has none is on this machine already.
    pub(super) fn open_link(&mut self) -> Vec<Effect> {
        let address = self.current().and_then(|handle| self.desk.article(handle)?.url.clone());
        let is_web = |address: &String| {
            let is_other = |c: char| c.is_control() || c.is_whitespace();
            (address.starts_with("https://") || address.starts_with("http://")) && !address.contains(is_other)
        };
        match address.filter(is_web) {
            Some(address) => vec![Effect::Visit(address)],
            None => {
                self.desk.say("this article says no address on the web");
                Vec::new()
            }
        }
    }

    pub(super) fn copy_link(&mut self) -> Vec<Effect> {
        let Some(handle) = self.current() else { return Vec::new() };
        let article = self.desk.article(handle);
        let Some(address) = article.and_then(|article| article.url.clone()).or_else(|| self.desk.catalogue.key(handle))
        else {
            return Vec::new();
        };
        self.desk.say(format!("copied {address}"));
        vec![Effect::Copy(address)]
    }

    /// The text of the paragraph on screen, without the line breaks of the screen.
    fn current_paragraph(&self) -> Option<String> {
        let document = self.shown_document()?;
        let block: &Block = document.block(document.current_block()?);
        let text = block.text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    fn nothing_to_copy(&mut self) -> Vec<Effect> {
        let hint = self.desk.keys_for(Action::Open, "list").unwrap_or("Enter").to_owned();
        self.desk.say(format!("open an article first ({hint}), then copy from it"));
        Vec::new()
    }
}
