//! What every pane and layer looks at: the catalogue, the reader's marks, settings, the notice.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::sync::Arc;

use super::naming::ArchiveNames;
use super::recall::Recall;
use super::{Action, Effect, Layout, Ticket};
use crate::article::{Article, Handle, Place, Portion, Summary};
use crate::library::{Catalogue, Problem, Progress, State, Storylines};
use crate::memory::{Marks, Recollection};
use crate::related::Muted;

/// How many opened articles are kept at hand.
const AT_HAND: usize = 12;

/// The columns of text that can be set.
pub const MEASURES: RangeInclusive<u16> = 20..=200;

/// The list's share of the width that can be set, in percent.
pub const SPLITS: RangeInclusive<u16> = 20..=70;

/// The strip's share of the height that can be set, in percent.
pub const STRIPS: RangeInclusive<u16> = 10..=60;

/// What a reader can set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The widest column of text, in columns.
    pub measure: u16,
    /// How list and reader share the screen.
    pub layout: Layout,
    /// The list's share of the width beside the reader, in percent.
    pub split: u16,
    /// The list's share of the height above the reader, in percent.
    pub strip: u16,
}

impl Default for Settings {
    /// 66 characters a line is the classic measure of a book page
    /// (Bringhurst, The Elements of Typographic Style, 2.1.2).
    fn default() -> Self {
        Self { measure: 66, layout: Layout::default(), split: 38, strip: 25 }
    }
}

/// One line that says what happened, until the next key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// One sentence or less.
    pub text: String,
    /// Something went wrong.
    pub trouble: bool,
}

/// One binding of the keymap in force, for help and palette.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// The section of the keymap: `any`, `list`, `reader`, …
    pub section: &'static str,
    /// The keys as the keymap writes them.
    pub keys: String,
    /// What they ask for.
    pub action: Action,
}

/// State that panes and layers share.
#[derive(Debug, Default)]
pub struct Desk {
    /// The library's name, for the header.
    pub library: String,
    /// Every article found so far.
    pub catalogue: Catalogue,
    /// What could not be read.
    pub problems: Arc<[Problem]>,
    /// How far the reading of the archive has come.
    pub progress: Option<Progress>,
    /// What the reader can set.
    pub settings: Settings,
    /// The bindings in force.
    pub bindings: Arc<[Binding]>,
    /// Dim what was read elsewhere.
    pub dims: bool,
    /// The articles that were opened in this session, in order; none twice in a row.
    pub trail: Vec<Handle>,
    /// What to say in the status line.
    pub notice: Option<Notice>,
    /// How many articles were known when the library was opened.
    pub known: u32,
    /// What the library has now, while the view shows what was there before.
    pub waiting: Option<Catalogue>,
    /// The reader asked for what is new, so that it is shown as it comes: how many handles and articles
    /// there were then.
    pub(super) asked: Option<(u32, usize)>,
    /// The stories that the articles tell, once they were gathered.
    pub stories: Arc<Storylines>,
    /// What memory knows of the articles.
    pub(super) recall: Recall,
    /// The names of the archive.
    pub(super) names: ArchiveNames,
    /// What time it is, in seconds from 1970, as far as the session has said so.
    pub(super) now: i64,
    at_hand: Vec<(Handle, Arc<Article>)>,
    last_ticket: Ticket,
}

impl Desk {
    /// A desk with nothing on it yet.
    pub fn new(library: String, settings: Settings, bindings: Arc<[Binding]>) -> Self {
        // Until the library says otherwise, it is being read.
        Self { library, settings, bindings, progress: Some(Progress::default()), ..Self::default() }
    }

    /// A new ticket, newer than every other.
    pub fn ticket(&mut self) -> Ticket {
        self.last_ticket.0 += 1;
        self.last_ticket
    }

    /// Says something in the status line.
    pub fn say(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice { text: text.into(), trouble: false });
    }

    /// Says in the status line that something went wrong.
    pub fn complain(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice { text: text.into(), trouble: true });
    }

    /// A row of the catalogue.
    pub fn summary(&self, handle: Handle) -> Option<Cow<'_, Summary>> {
        self.catalogue.get(handle)
    }

    /// What is remembered of an article.
    pub fn marks(&self, handle: Handle) -> Marks {
        self.recall.marks(handle, &self.catalogue)
    }

    /// Whether an article has been read.
    pub fn is_read(&self, handle: Handle) -> bool {
        self.recall.is_read(handle, &self.catalogue)
    }

    /// The tags of an article, in order.
    pub fn tags(&self, handle: Handle) -> BTreeSet<String> {
        self.recall.tags(handle, &self.catalogue)
    }

    /// What the reader noted on an article; nothing if it is empty.
    pub fn note(&self, handle: Handle) -> String {
        self.recall.note(handle, &self.catalogue)
    }

    /// How many articles have not been read.
    pub fn unread(&self) -> usize {
        self.catalogue.len().saturating_sub(self.recall.read())
    }

    /// Whether enough articles have come since there were `before` to ask once more: a quarter more while the archive
    /// is being read, so that asking stays a part of the reading.
    pub(super) fn has_grown(&self, before: usize) -> bool {
        let now = self.catalogue.len();
        if self.progress.is_some() { now > before + before / 4 } else { now != before }
    }

    /// Changes what is remembered of an article.
    pub fn mark(&mut self, handle: Handle, change: impl FnOnce(&mut Marks)) {
        self.recall.mark(handle, &self.catalogue, change);
    }

    /// What was read of an article that counts as read by sentence.
    pub fn portion(&self, handle: Handle) -> Option<Portion> {
        self.recall.portion(handle, &self.catalogue)
    }

    /// Whether an article has been read as a whole: marked as read, and not by sentence.
    pub fn is_read_wholly(&self, handle: Handle) -> bool {
        self.is_read(handle) && self.portion(handle).is_none()
    }

    /// From now on an article counts as read by sentence, or as a whole.
    pub(super) fn set_portion(&mut self, handle: Handle, portion: Option<Portion>) {
        self.recall.set_portion(handle, &self.catalogue, portion);
    }

    /// Where the reader stopped in an article.
    pub fn place(&self, handle: Handle) -> Place {
        self.marks(handle).place.unwrap_or_default()
    }

    /// The article that was open last, once it is looked up.
    pub fn last(&self) -> Option<Handle> {
        self.recall.last()
    }

    /// Takes the library's news. What is shown stays as it is until the reader asks for what is new, unless the
    /// archive is being read for the first time. Answers whether the catalogue was taken.
    pub(super) fn take_state(&mut self, state: State) -> bool {
        self.problems = state.problems;
        self.progress = state.progress;
        self.known = state.known;
        let has_new =
            |now: &Catalogue, then: &Catalogue| now.handed_out() != then.handed_out() || now.len() != then.len();
        if self.known > 0
            && !self.catalogue.is_empty()
            && self.asked.is_none()
            && has_new(&state.catalogue, &self.catalogue)
        {
            self.waiting = Some(state.catalogue);
            return false;
        }
        let same = self.known > 0 && state.catalogue.is_same(&self.catalogue);
        self.catalogue = state.catalogue;
        !same
    }

    /// Shows what the library has now; `false` when it is what is shown.
    pub(super) fn take_waiting(&mut self) -> bool {
        let waiting = self.waiting.take();
        let any = waiting.is_some();
        if let Some(catalogue) = waiting {
            self.catalogue = catalogue;
        }
        any
    }

    /// What is new, in words: `3 new`; nothing where nothing is.
    pub fn news(&self) -> Option<String> {
        let waiting = self.waiting.as_ref()?;
        let new = waiting.handed_out().saturating_sub(self.catalogue.handed_out()) as usize;
        let gone = (self.catalogue.len() + new).saturating_sub(waiting.len());
        Some(if new > 0 { format!("{new} new") } else { format!("{gone} gone") })
    }

    /// Takes what is remembered from earlier sessions. What this session did meanwhile stands.
    pub(super) fn take_recollection(&mut self, recollection: Recollection) -> Option<Effect> {
        self.recall.take(recollection, &self.catalogue)
    }

    /// An article that was opened lately.
    pub fn article(&self, handle: Handle) -> Option<Arc<Article>> {
        self.at_hand.iter().find(|(other, _)| *other == handle).map(|(_, article)| Arc::clone(article))
    }

    /// The reasons that the reader has muted in this archive.
    pub fn muted_reasons(&self) -> &BTreeSet<String> {
        self.recall.muted()
    }

    /// What brings no article near another one.
    pub(super) fn muted(&self) -> Arc<Muted> {
        Arc::new(Muted::of(self.recall.muted().iter().map(String::as_str)))
    }

    /// Keeps an article at hand; the one fetched longest ago goes.
    pub fn keep_at_hand(&mut self, handle: Handle, article: Arc<Article>) {
        self.at_hand.retain(|(other, _)| *other != handle);
        if self.at_hand.len() == AT_HAND {
            self.at_hand.remove(0);
        }
        self.at_hand.push((handle, article));
    }

    /// The keys that ask for an action: its first binding in `section`, else in `any`.
    pub fn keys_for(&self, action: Action, section: &str) -> Option<&str> {
        let of =
            |wanted: &str| self.bindings.iter().find(|binding| binding.action == action && binding.section == wanted);
        of(section).or_else(|| of("any")).map(|binding| binding.keys.as_str())
    }
}
