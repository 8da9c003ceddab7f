//! Stars, read marks, their undo, and what is copied.

use super::{Action, App, Effect};
use crate::article::{Block, Handle};
use crate::memory::Deed;

/// A change of mark that can be taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Undo {
    /// It was starred, or not.
    Starred(Handle, bool),
    /// It was read, or not.
    Read(Handle, bool),
}

/// How many changes can be taken back.
const LONGEST_UNDO: usize = 100;

impl App {
    pub(super) fn toggle_star(&mut self) -> Vec<Effect> {
        let Some(handle) = self.current() else { return Vec::new() };
        let starred = self.desk.marks(handle).starred;
        self.remember_undo(Undo::Starred(handle, starred));
        self.desk.say(if starred { "star taken away" } else { "starred" });
        self.set_mark(Undo::Starred(handle, !starred))
    }

    pub(super) fn toggle_read(&mut self) -> Vec<Effect> {
        let Some(handle) = self.current() else { return Vec::new() };
        let read = self.desk.marks(handle).read;
        self.remember_undo(Undo::Read(handle, read));
        self.desk.say(if read { "marked as unread" } else { "marked as read" });
        self.set_mark(Undo::Read(handle, !read))
    }

    pub(super) fn undo(&mut self) -> Vec<Effect> {
        let Some(undo) = self.undo.pop() else {
            self.desk.say("there is nothing to undo");
            return Vec::new();
        };
        let (handle, what) = match undo {
            Undo::Starred(handle, true) => (handle, "starred again"),
            Undo::Starred(handle, false) => (handle, "star taken away again"),
            Undo::Read(handle, true) => (handle, "read again"),
            Undo::Read(handle, false) => (handle, "unread again"),
        };
        let title = self.desk.catalogue.title(handle).unwrap_or_default();
        self.desk.say(format!("{what}: {title}"));
        self.set_mark(undo)
    }

    pub(super) fn remember_undo(&mut self, undo: Undo) {
        if self.undo.len() == LONGEST_UNDO {
            self.undo.remove(0);
        }
        self.undo.push(undo);
    }

    fn set_mark(&mut self, mark: Undo) -> Vec<Effect> {
        let (handle, deed): (_, fn(String, bool) -> Deed) = match mark {
            Undo::Starred(handle, starred) => {
                self.desk.mark(handle, |marks| marks.starred = starred);
                (handle, |key, starred| Deed::Starred { key, starred })
            }
            Undo::Read(handle, read) => {
                self.desk.mark(handle, |marks| marks.read = read);
                (handle, |key, read| Deed::Read { key, read })
            }
        };
        let (Undo::Starred(_, value) | Undo::Read(_, value)) = mark;
        self.desk.catalogue.key(handle).map(|key| Effect::Keep(deed(key, value))).into_iter().collect()
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
