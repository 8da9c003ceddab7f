//! The state of one reader, and the one door to it. No I/O, clock, thread or terminal.
//!
//! [`App::update`] takes a [`Msg`] and answers with the [`Effect`]s it asks for. It only routes: the top
//! layer that takes an action has it, then what concerns the whole program (`program`), then the pane that
//! has the keyboard (`browsing`, `reading`).

mod action;
mod annotating;
mod as_one;
mod browsing;
mod comparing;
mod desk;
mod document;
mod dwell;
mod edition;
mod effect;
mod errand;
mod find;
mod geometry;
mod grouping;
mod groups;
mod layers;
mod line_edit;
mod list;
mod marking;
mod muting;
mod naming;
mod news;
mod order;
mod program;
mod reader;
mod reading;
mod recall;
mod receiving;
mod retelling;
mod saved;
mod sifting;
mod stories;
mod tally;
mod trailing;
mod travel;

pub use crate::library::{Mention, NamesOf, Progress, Storyline, Telling};
pub use action::{Action, UnknownAction};
pub use as_one::Uniting;
pub use desk::{Binding, Desk, MEASURES, Notice, SPLITS, STRIPS, Settings};
pub use document::{At, Document, Foot};
pub use effect::{Effect, Msg, Outcome, Ticket};
pub use errand::{Errand, Subject, Task};
pub use find::{Find, Match};
pub use geometry::{Area, Arrangement, Geometry, Layout, Pane};
pub use grouping::Grouping;
pub use groups::{Groups, Line, Rows};
pub use layers::{
    Answer, BESIDE, Cell, Choice, Compare, Course, FullText, HEAD, Help, HelpRow, HitRows, Layer, MentionRows,
    MentionsLayer, NameRows, NamesLayer, Palette, Problems, Prompt, Purpose, RelatedRows, RelatedStories, Sides,
    Timeline, TrailRows, Turn,
};
pub use line_edit::LineEdit;
pub use list::{Filter, List, Matches};
pub use order::{By, Order};
pub use reader::{Page, Reader};
pub use recall::Known;
pub use retelling::{Retelling, counted};
pub use saved::{Entry, SavedQueries};
pub use sifting::Sifting;
pub use stories::{Gathering, StoryWork, Wish};
pub use travel::Visit;

use std::sync::Arc;

use crate::article::Handle;
use crate::search::Highlight;
use crate::search::fuzzy::Marks;
use errand::Errands;
use marking::Undo;
use travel::Trail;

/// What a session starts with.
#[derive(Clone, Debug, Default)]
pub struct Start {
    /// The library's name.
    pub library: String,
    /// What the reader can set.
    pub settings: Settings,
    /// How the list is sorted.
    pub order: Order,
    /// The bindings in force.
    pub bindings: Arc<[Binding]>,
    /// The terminal's size.
    pub size: (u16, u16),
}

/// The state of one reader.
#[derive(Debug)]
pub struct App {
    /// What every pane looks at.
    pub desk: Desk,
    /// The list pane.
    pub list: List,
    /// The reader pane.
    pub reader: Reader,
    /// The saved queries, which stand above the rows of the list.
    pub saved: SavedQueries,
    /// The query whose rows are on their way.
    pub sifting: Option<Sifting>,
    /// What is being done about stories.
    pub telling: StoryWork,
    /// What lies over the panes, the top one last.
    pub layers: Vec<Layer>,
    /// How a binding that has been begun may go on, while it is shown.
    pub continuations: Vec<(String, Action)>,
    /// The screen, in columns and rows.
    pub size: (u16, u16),
    arrangement: Arrangement,
    trail: Trail,
    undo: Vec<Undo>,
    errands: Errands,
    arranging: Ticket,
    filtering: Ticket,
    /// What is being counted, see [`tally`].
    tallying: Option<tally::Tallying>,
    /// The rows on their way have another order.
    sorted_anew: bool,
    /// The last article of the session before is to be taken up, until the reader does something: whether it was
    /// still being read.
    resuming: Option<bool>,
    /// The reader has pressed a key.
    touched: bool,
}

impl App {
    /// A session with nothing in it yet, and the state it starts from.
    pub fn new(start: Start) -> Self {
        let Settings { layout, split, strip, .. } = start.settings;
        let arrangement = Arrangement { focus: Pane::List, layout, full: false, zen: false, split, strip };
        Self {
            desk: Desk::new(start.library, start.settings, start.bindings),
            list: List { order: start.order, ..List::default() },
            reader: Reader::default(),
            saved: SavedQueries::default(),
            sifting: None,
            telling: StoryWork::default(),
            layers: Vec::new(),
            continuations: Vec::new(),
            size: start.size,
            arrangement,
            trail: Trail::default(),
            undo: Vec::new(),
            errands: Errands::default(),
            arranging: Ticket::default(),
            filtering: Ticket::default(),
            tallying: None,
            sorted_anew: false,
            resuming: None,
            touched: false,
        }
    }

    /// Applies one message and returns the work it asks for.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        let mut effects = match msg {
            Msg::Continue(continuations) => {
                self.continuations = continuations;
                return Vec::new();
            }
            Msg::Passed { time, now } => {
                self.desk.now = now;
                return self.pass(time);
            }
            Msg::Resize(width, height) => {
                self.size = (width, height);
                self.preview()
            }
            Msg::Done(outcome) => self.receive(outcome),
            Msg::Act(action) => {
                self.touch();
                self.act(action)
            }
            Msg::Type(c) => {
                self.touch();
                self.type_text(c.encode_utf8(&mut [0; 4]))
            }
            Msg::Paste(text) => {
                self.touch();
                self.type_text(&text)
            }
        };
        effects.extend(self.count_saved());
        self.fit();
        effects.extend(self.tally());
        effects.extend(self.gather_behind());
        effects
    }

    /// Where everything stands on the screen.
    pub fn geometry(&self) -> Geometry {
        // What is typed and what is said needs the status line, in zen too.
        let bare = self.arrangement.zen && self.layers.is_empty() && self.desk.notice.is_none();
        Geometry::of(self.size.0, self.size.1, self.arrangement, bare).with_entries(self.entries())
    }

    /// How many rows the list has, or will have when the reader over it is closed.
    fn list_height(&self) -> usize {
        let arrangement = Arrangement { focus: Pane::List, ..self.arrangement };
        Geometry::of(self.size.0, self.size.1, arrangement, false).with_entries(self.entries()).list_rows()
    }

    /// The open article, if it is on screen.
    pub fn shown_document(&self) -> Option<&Document> {
        self.reader.document().filter(|_| self.geometry().reader.height > 0)
    }

    /// The pane that has the keyboard.
    pub fn focus(&self) -> Pane {
        self.arrangement.focus
    }

    /// Whether an action means something only when an answer that is on its way has come: what is typed ahead is
    /// for what it will bring. `None` is typed text.
    pub fn must_wait(&self, action: Option<Action>) -> bool {
        match self.layers.last() {
            // What is typed then is for another program.
            _ if self.is_sending() => true,
            Some(layer) => layer.must_wait(action),
            None if self.focus() == Pane::Reader => matches!(self.reader.page, Page::Waiting),
            None => self.list.all.is_empty() && !self.desk.catalogue.is_empty(),
        }
    }

    /// Whether an article is on its way to another program: what is typed ahead is for that one.
    pub fn is_sending(&self) -> bool {
        self.errands.is_waiting()
    }

    /// Whether what is on screen is to be replaced by an answer that is on its way.
    pub fn awaits(&self) -> bool {
        match self.layers.last() {
            Some(layer) => layer.awaits(),
            None => matches!(self.reader.page, Page::Waiting) && self.geometry().reader.height > 0,
        }
    }

    /// The letters of a row that what the list is narrowed by matches.
    pub fn filter_marks(&self, handle: Handle) -> Marks {
        let (Some(filter), Some(summary)) = (&self.list.filter, self.desk.summary(handle)) else {
            return Marks::default();
        };
        match &filter.query {
            Some(query) => {
                Marks { title: Highlight::of(query).in_title(&summary.title, summary.language), ..Marks::default() }
            }
            None => filter.found.pattern.marks(&summary),
        }
    }

    /// A key was pressed: what was said has been seen.
    fn touch(&mut self) {
        self.desk.notice = None;
        self.continuations.clear();
        self.resuming = None;
        self.errands.call_off();
        self.touched = true;
    }

    fn act(&mut self, action: Action) -> Vec<Effect> {
        if let Some(layer) = self.layers.last_mut() {
            let turn = layer.act(action, &mut self.desk, self.size);
            let (covers, has_rows) = (layer.covers(), layer.row().is_some());
            if let Some(effects) = self.turn(turn, action) {
                return effects;
            }
            // What is covered is neither moved nor changed unseen.
            if covers && (layers::is_of_panes(action) || !has_rows && layers::is_of_row(action)) {
                return Vec::new();
            }
        }
        if let Some(effects) = self.act_on_program(action) {
            return effects;
        }
        match self.focus() {
            Pane::List => self.act_on_list(action),
            Pane::Reader => self.act_on_reader(action),
        }
    }

    /// Carries out what a layer made of an action; `None` when it left the action to others.
    fn turn(&mut self, turn: Turn, action: Action) -> Option<Vec<Effect>> {
        Some(match turn {
            Turn::Stay => Vec::new(),
            Turn::Close => {
                self.layers.pop();
                Vec::new()
            }
            Turn::Hop(handle) => {
                self.layers.clear();
                self.hop(handle)
            }
            Turn::Perform(chosen) => {
                self.layers.pop();
                self.act(chosen)
            }
            Turn::Edition(minutes) => {
                self.layers.pop();
                if self.layers.is_empty() { self.edit(minutes) } else { Vec::new() }
            }
            Turn::Prompt => self.act_on_prompt(action),
            Turn::FullText => self.act_on_full_text(action),
            Turn::Compare(other) => self.compare_with(other),
            Turn::Mute(reason) => self.mute(&reason),
            Turn::Names => self.act_on_names(action),
            Turn::Pass => return None,
        })
    }

    fn type_text(&mut self, text: &str) -> Vec<Effect> {
        match self.layers.last_mut() {
            Some(Layer::Prompt(prompt)) => {
                prompt.line.insert(text);
                self.prompt_changed()
            }
            Some(Layer::FullText(_)) => self.type_into_full_text(text),
            Some(Layer::Palette(palette)) => {
                palette.insert(text);
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    /// Asks for the list to be put in order, and for the search to be done again over what is there now.
    fn rearrange(&mut self) -> Vec<Effect> {
        let mut effects = vec![self.arrange()];
        effects.extend(self.filter_again());
        effects
    }

    /// Fits the panes to the screen.
    fn fit(&mut self) {
        self.list.entry = self.list.entry.filter(|entry| *entry < self.entries());
        let height = self.list_height();
        match self.arrangement.layout.fitting(self.size) {
            Layout::Stacked => self.list.reveal_amid(height),
            _ => self.list.reveal(height),
        }
        self.reader.fit(self.geometry().reader, self.desk.settings.measure);
        match self.layers.last_mut() {
            Some(Layer::FullText(search)) => search.reveal(self.size),
            Some(Layer::Compare(compare)) => compare.fit(self.size, self.desk.settings.measure),
            _ => {}
        }
    }
}
