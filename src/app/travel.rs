//! Going from article to article: open, hop, step, and back the way one came.

use std::sync::Arc;

use super::find::Sought;
use super::marking::Undo;
use super::{App, Effect, Find, Layer, Layout, List, Page, Pane};
use crate::article::{Article, Handle, Place};
use crate::memory::Deed;

/// Everything that going back brings back.
#[derive(Clone, Debug)]
pub struct Visit {
    list: List,
    focus: Pane,
    full: bool,
    handle: Option<Handle>,
    /// The story that was read as one document.
    story: Option<(Handle, Arc<Article>)>,
    place: Place,
    sought: Option<Sought>,
    /// The search that an article was opened from.
    searches: Vec<Layer>,
}

/// Where the reader came from, and went back from.
#[derive(Clone, Debug, Default)]
pub(super) struct Trail {
    back: Vec<Visit>,
    forward: Vec<Visit>,
}

/// How many steps back are kept.
const LONGEST_TRAIL: usize = 500;

impl App {
    /// Opens the selected article in the reader.
    pub(super) fn open_selected(&mut self) -> Vec<Effect> {
        let Some(handle) = self.list.selected() else { return Vec::new() };
        self.leave_track();
        self.read(handle)
    }

    /// Opens an article from a layer: the list's selection follows where it can.
    pub(super) fn hop(&mut self, handle: Handle) -> Vec<Effect> {
        self.leave_track();
        let height = self.list_height();
        if self.list.rows().contains(&handle) {
            self.list.select_handle(handle, height);
        }
        self.read(handle)
    }

    /// Turns to an article from where the reader is: opens it in the reader, selects it in the list.
    pub(super) fn step_to(&mut self, handle: Handle) -> Vec<Effect> {
        self.leave_track();
        let height = self.list_height();
        if self.list.rows().contains(&handle) {
            self.list.select_handle(handle, height);
        }
        if self.focus() == Pane::Reader { self.opened(handle) } else { self.preview() }
    }

    /// Opens the article that stands `by` rows further in the list.
    pub(super) fn step_article(&mut self, by: isize) -> Vec<Effect> {
        let is_here = self.list.is_folded() || self.reader.handle == self.list.selected();
        let row = if is_here { self.list.neighbour(by) } else { Some(self.list.cursor) };
        let Some(row) = row.filter(|row| *row < self.list.rows().len()) else {
            self.desk.say(if by < 0 { "this is the first article" } else { "this is the last article" });
            return Vec::new();
        };
        self.turn_to_row(row)
    }

    /// Opens the nearest unread article after (or before) the selected one, round the ends of the list; one of a folded
    /// group if there is no other.
    pub(super) fn step_unread(&mut self, forward: bool) -> Vec<Effect> {
        let rows = self.list.rows();
        let len = rows.len();
        let unread = (1..=len).map(|by| {
            let by = if forward { by } else { len - by };
            (self.list.cursor + by) % len
        });
        let open = self.reader_handle_if_focused();
        let mut unread = unread.filter(|row| open != Some(rows[*row]) && !self.desk.is_read(rows[*row])).peekable();
        let first = unread.peek().copied();
        let groups = self.list.groups();
        let (mut last, mut is_folded) = (0..0, false);
        let next = unread.find(|row| {
            if !last.contains(row)
                && let Some(group) = groups.of(*row)
            {
                (last, is_folded) = (groups.rows(group), groups.is_folded(group));
            }
            !is_folded
        });
        let Some(row) = next.or(first) else {
            self.desk.say("no unread article is left in this list");
            return Vec::new();
        };
        self.turn_to_row(row)
    }

    /// Selects a row; a reader that has the keyboard opens it.
    fn turn_to_row(&mut self, row: usize) -> Vec<Effect> {
        if self.focus() == Pane::Reader {
            self.leave_track();
        }
        let height = self.list_height();
        self.list.cursor = row;
        self.list.unfold();
        self.list.select(row, height);
        match self.list.selected().filter(|_| self.focus() == Pane::Reader) {
            Some(handle) => self.opened(handle),
            None => self.preview(),
        }
    }

    fn reader_handle_if_focused(&self) -> Option<Handle> {
        self.reader.handle.filter(|_| self.focus() == Pane::Reader)
    }

    /// Shows the selected article beside or below the list, where there is room, without opening it.
    pub(super) fn preview(&mut self) -> Vec<Effect> {
        if self.arrangement.shown(self.size) == Layout::Alone || self.focus() != Pane::List {
            return Vec::new();
        }
        match self.list.selected() {
            Some(handle) if self.reader.handle != Some(handle) => self.turn_page(handle),
            _ => Vec::new(),
        }
    }

    /// Gives the keyboard to the reader; what it shows counts as opened.
    pub(super) fn focus_reader(&mut self) -> Vec<Effect> {
        let Some(handle) = self.list.selected().or(self.reader.handle) else { return Vec::new() };
        if self.focus() == Pane::List {
            self.leave_track();
        }
        self.arrangement.focus = Pane::Reader;
        self.opened(handle)
    }

    /// Gives the keyboard back to the list, its selection untouched.
    pub(super) fn focus_list(&mut self) -> Vec<Effect> {
        self.arrangement.focus = Pane::List;
        self.arrangement.full = false;
        let mut effects: Vec<_> = self.closed().into_iter().collect();
        effects.extend(self.preview());
        effects
    }

    /// Remembers that the open article is no longer being read.
    fn closed(&self) -> Option<Effect> {
        let key = self.desk.catalogue.key(self.reader.handle?)?;
        Some(Effect::Keep(Deed::Closed { library: self.desk.catalogue.base().to_owned(), key }))
    }

    /// Opens an article to be read.
    pub(super) fn read(&mut self, handle: Handle) -> Vec<Effect> {
        self.take_the_screen();
        self.opened(handle)
    }

    /// Gives the keyboard to the reader, and the whole screen, unless the list stands above it: so it has the whole
    /// width already.
    pub(super) fn take_the_screen(&mut self) {
        self.arrangement.focus = Pane::Reader;
        self.arrangement.full |= self.arrangement.layout.fitting(self.size) != Layout::Stacked;
    }

    fn opened(&mut self, handle: Handle) -> Vec<Effect> {
        let mut effects = self.taken_up(handle);
        if !self.desk.marks(handle).read {
            self.remember_undo(Undo::Read(handle, false, None));
            self.desk.mark(handle, |marks| marks.read = true);
            let key = self.desk.catalogue.key(handle);
            effects.extend(key.map(|key| Effect::Keep(Deed::Read { key, read: true })));
            // Opened is not read: what of it was read will be known by sentence.
            let portion = self.desk.portion(handle).unwrap_or_default();
            effects.extend(self.keep_portion(handle, portion));
        }
        effects
    }

    /// Shows an article as the one that is being read now. Whether it counts as read is another matter.
    fn taken_up(&mut self, handle: Handle) -> Vec<Effect> {
        let mut effects = self.turn_page(handle);
        self.came_to(handle);
        effects.extend(self.look_around(handle));
        let Some(key) = self.desk.catalogue.key(handle) else { return effects };
        if self.desk.now > 0 {
            let now = self.desk.now;
            self.desk.mark(handle, |marks| marks.seen_at = Some(now));
        }
        let library = self.desk.catalogue.base().to_owned();
        effects.push(Effect::Keep(Deed::Opened { library, key }));
        effects
    }

    /// Turns the reader to an article, which is fetched unless it is at hand.
    fn turn_page(&mut self, handle: Handle) -> Vec<Effect> {
        if self.reader.handle == Some(handle) && !matches!(self.reader.page, Page::Failed(_)) {
            return Vec::new();
        }
        self.reader.expect(handle);
        match self.desk.article(handle) {
            Some(article) => {
                self.lay_out(handle, article);
                Vec::new()
            }
            None => vec![Effect::Load(handle)],
        }
    }

    /// Takes an article that was fetched.
    pub(super) fn loaded(&mut self, handle: Handle, result: Result<Arc<Article>, String>) {
        let expected = self.reader.handle == Some(handle);
        match result {
            Ok(article) => {
                self.desk.keep_at_hand(handle, Arc::clone(&article));
                if expected && self.reader.document().is_none() {
                    self.lay_out(handle, article);
                }
            }
            Err(sentence) if expected => self.reader.page = Page::Failed(sentence),
            Err(_) => {}
        }
    }

    fn lay_out(&mut self, handle: Handle, article: Arc<Article>) {
        let place = self.desk.place(handle);
        let area = self.geometry().reader;
        let sought = self.reader.find.take().map(|find| find.sought());
        self.reader.open(article, place, area, self.desk.settings.measure);
        self.look_again(sought);
    }

    /// Looks again for what was looked for when the article was left. One on its way waits with it.
    pub(super) fn look_again(&mut self, sought: Option<Sought>) {
        let Page::Ready(document) = &mut self.reader.page else {
            self.reader.find = sought.map(Find::awaiting);
            return;
        };
        self.reader.find = sought.map(|sought| Find::again(sought, document));
        let Some(find) = self.reader.find.as_mut() else { return };
        if find.arrive() {
            match find.matches.get(find.current) {
                Some(found) => document.reveal(found.place()),
                // What is found in the title alone opens where the reader stopped.
                None => self.reader.find = None,
            }
        }
    }

    /// Remembers where the reader is now, to come back to.
    pub(super) fn leave_track(&mut self) {
        let visit = self.visit();
        self.trail.forward.clear();
        self.trail.back.push(visit);
        if self.trail.back.len() > LONGEST_TRAIL {
            self.trail.back.remove(0);
        }
    }

    fn visit(&self) -> Visit {
        // An article on its way is at the place where it will open.
        let awaited = || self.reader.handle.map(|handle| self.desk.place(handle));
        Visit {
            list: self.list.clone(),
            focus: self.focus(),
            full: self.arrangement.full,
            handle: self.reader.handle,
            story: self.reader.story.zip(self.reader.document().map(|document| Arc::clone(&document.article))),
            place: self.reader.place().or_else(awaited).unwrap_or_default(),
            sought: self.reader.find.as_ref().map(Find::sought),
            searches: self.layers.iter().filter(|layer| layer.comes_back()).cloned().collect(),
        }
    }

    /// Whether a visit would show what is on screen already.
    fn is_here(&self, visit: &Visit) -> bool {
        visit.searches.is_empty()
            && visit.focus == self.focus()
            && match visit.focus {
                Pane::List => visit.list.selected() == self.list.selected() && visit.list.filter == self.list.filter,
                Pane::Reader => {
                    visit.handle == self.reader.handle && visit.story.as_ref().map(|(of, _)| *of) == self.reader.story
                }
            }
    }

    /// Goes back (or forward again) to the same article, place, selection and search.
    pub(super) fn retrace(&mut self, forward: bool) -> Vec<Effect> {
        let here = self.visit();
        let visit = loop {
            let from = if forward { &mut self.trail.forward } else { &mut self.trail.back };
            let Some(visit) = from.pop() else {
                self.desk.say(if forward {
                    "there is nothing to go forward to"
                } else {
                    "there is nothing to go back to"
                });
                return Vec::new();
            };
            if !self.is_here(&visit) {
                break visit;
            }
        };
        if forward { &mut self.trail.back } else { &mut self.trail.forward }.push(here);
        self.layers = visit.searches;
        self.sifting = None;
        let height = self.list_height();
        self.list.restore(visit.list, height);
        let leaves = self.focus() == Pane::Reader && visit.focus == Pane::List;
        self.arrangement.focus = visit.focus;
        self.arrangement.full = visit.full;
        let mut effects: Vec<_> = if leaves { self.closed() } else { None }.into_iter().collect();
        effects.extend(self.sift_again(false));
        for layer in &mut self.layers {
            if let Layer::FullText(search) = layer {
                effects.extend(search.resume(&mut self.desk));
            }
        }
        if let Some((of, article)) = visit.story.filter(|_| visit.focus == Pane::Reader) {
            self.show_story(of, article, visit.place, visit.sought);
            return effects;
        }
        let Some(handle) = visit.handle.filter(|_| visit.focus == Pane::Reader) else {
            effects.extend(self.preview());
            return effects;
        };
        self.desk.mark(handle, |marks| marks.place = Some(visit.place));
        effects.extend(self.opened(handle));
        if let Some(document) = self.reader.document_mut() {
            document.go_to(visit.place);
        }
        self.look_again(visit.sought);
        effects
    }

    /// Opens the only article of a library by itself, as a pager does, unless the reader is doing something.
    pub(super) fn open_the_only_one(&mut self) -> Vec<Effect> {
        let only = self.list.all.len() == 1 && self.desk.progress.is_none();
        match self.list.selected() {
            Some(handle) if only && !self.touched && self.focus() == Pane::List => {
                self.arrangement.full = true;
                self.read(handle)
            }
            _ => Vec::new(),
        }
    }

    /// Takes up the last article of the session before, once it is in the list.
    pub(super) fn resume(&mut self) -> Vec<Effect> {
        let (Some(reading), Some(last)) = (self.resuming, self.desk.last()) else { return Vec::new() };
        let Some(row) = self.list.rows().iter().position(|row| *row == last) else { return Vec::new() };
        self.resuming = None;
        self.touched = true;
        let height = self.list_height();
        self.list.select(row, height);
        match self.list.selected() {
            Some(handle) if reading => {
                self.take_the_screen();
                self.taken_up(handle)
            }
            _ => self.preview(),
        }
    }
}
