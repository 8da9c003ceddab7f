//! A reader at a screen without a terminal: keys in, text out, effects performed in place.
#![allow(dead_code, reason = "each test file uses the part it needs")]

use std::cell::RefCell;
use std::sync::{Arc, OnceLock};

use byline::app::{App, Effect, Errand, Layout, Msg, Outcome, Settings, Start};
use byline::article::{Article, ArticleId, Block, Handle, Kind, Summary};
use byline::keymap::{Keymap, Pending};
use byline::library::{Catalogue, Library, LibraryError, Problem, State, Stop, Tell, Watcher};
use byline::memory::{Deed, Recollection};
use byline::related::stories::NEIGHBOURS;
use byline::related::{Asker, Builder, Index, Muted, Relation, Stories};
use byline::search::fuzzy::Finder;
use byline::search::scan::Scan;
use byline::search::{Found, Handles, Hit, Query, Recalled};
use byline::terminal::perform;
use byline::view::{draw, theme::Theme};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

/// Articles in memory.
pub struct Shelf {
    pub articles: Vec<Arc<Article>>,
    pub state: State,
    related: OnceLock<Index>,
}

impl Shelf {
    pub fn new(articles: Vec<(&str, Article)>) -> Self {
        let mut catalogue = Catalogue::new("/archive");
        let summary = |(id, article): &(&str, Article)| Summary::of(article, ArticleId((*id).to_owned()), None);
        catalogue.extend(articles.iter().map(summary).collect());
        let articles = articles.into_iter().map(|(_, article)| Arc::new(article)).collect();
        Self { articles, state: State { catalogue, ..State::default() }, related: OnceLock::new() }
    }

    fn hits(&self, query: &Query, recalled: &Recalled) -> Vec<Hit> {
        let scan = Scan::new(query, recalled);
        let articles = (0..).map(Handle).zip(&self.articles);
        let hit = |(handle, article): (Handle, &Arc<Article>)| {
            let scored = scan.score(handle, article)?;
            Some(Hit { handle, score: scored.score, snippet: scored.snippet.text, marks: scored.snippet.marks })
        };
        articles.filter_map(hit).collect()
    }

    fn index(&self) -> &Index {
        self.related.get_or_init(|| {
            let mut builder = Builder::default();
            for (index, article) in self.articles.iter().enumerate() {
                builder.add(index as u32, article);
            }
            builder.build()
        })
    }

    pub fn with_problem(mut self, path: &str, reason: &str) -> Self {
        let problem = Problem { path: path.to_owned(), reason: reason.to_owned(), hint: None, more: 0, note: false };
        self.state.problems = self.state.problems.iter().cloned().chain([problem]).collect();
        self
    }
}

impl Library for Shelf {
    fn name(&self) -> &str {
        "archive"
    }
    fn state(&self) -> State {
        self.state.clone()
    }
    fn watch(&self, watcher: Watcher) {
        watcher();
    }
    fn article(&self, handle: Handle) -> Result<Arc<Article>, LibraryError> {
        self.articles.get(handle.index()).cloned().ok_or(LibraryError::Missing)
    }
    fn raw(&self, _: Handle) -> Result<Vec<u8>, LibraryError> {
        Err(LibraryError::Missing)
    }
    fn search(&self, query: &Query, recalled: &Recalled, limit: usize, _: &Stop) -> Result<Found, LibraryError> {
        let mut hits = self.hits(query, recalled);
        hits.sort_by(|a, b| b.score.total_cmp(&a.score));
        let count = hits.len();
        hits.truncate(limit);
        Ok(Found { hits, count })
    }
    fn matching(&self, query: &Query, recalled: &Recalled, _: &Stop) -> Result<Handles, LibraryError> {
        Ok(self.hits(query, recalled).into_iter().map(|hit| hit.handle).collect())
    }
    fn nearest(&self, handle: Handle, limit: usize, muted: &Muted, _: &Stop) -> Result<Vec<Relation>, LibraryError> {
        let article = self.article(handle)?;
        self.index()
            .nearest(handle.0, &article, limit, Asker { muted: Some(muted), ..Asker::PLAIN })
            .ok_or(LibraryError::Stopped)
    }
    fn stories(&self, _: &Stop, _: Tell) -> Result<Arc<Stories>, LibraryError> {
        let handles = (0..self.articles.len() as u32).map(Handle);
        let near = |handle: Handle| Some((handle, self.index().scores(handle.0, NEIGHBOURS, Asker::PLAIN)?));
        Ok(Arc::new(Stories::of(handles.filter_map(near))))
    }
}

/// One reader: what is pressed goes through the keymap, what is asked for is done at once.
pub struct Desk {
    pub app: App,
    pub library: Arc<Shelf>,
    pub deeds: Vec<Deed>,
    pub copied: Vec<String>,
    pub errands: Vec<Errand>,
    pub quit: bool,
    /// Effects that wait because the test holds them back.
    pub held: Vec<Effect>,
    pub hold: bool,
    finder: RefCell<Finder>,
    keymap: &'static Keymap,
    pending: Pending,
    theme: &'static Theme,
}

impl Desk {
    pub fn at(library: Shelf, width: u16, height: u16) -> Self {
        Self::resuming(library, width, height, used())
    }

    pub fn resuming(library: Shelf, width: u16, height: u16, recollection: Recollection) -> Self {
        Self::over(Arc::new(library), width, height, recollection)
    }

    /// One of several readers of a library.
    pub fn over(library: Arc<Shelf>, width: u16, height: u16, recollection: Recollection) -> Self {
        Self::with(library, Settings::default(), (width, height), recollection)
    }

    /// A reader whose list stands above the reader.
    pub fn stacked(library: Shelf, width: u16, height: u16) -> Self {
        let settings = Settings { layout: Layout::Stacked, ..Settings::default() };
        Self::with(Arc::new(library), settings, (width, height), used())
    }

    fn with(library: Arc<Shelf>, settings: Settings, size: (u16, u16), recollection: Recollection) -> Self {
        // Reading them takes longer than most tests do.
        static KEYMAP: OnceLock<Keymap> = OnceLock::new();
        static THEME: OnceLock<Theme> = OnceLock::new();
        let keymap = KEYMAP.get_or_init(|| Keymap::with(None).unwrap());
        let app = App::new(Start {
            library: library.name().to_owned(),
            settings,
            bindings: keymap.bindings(),
            size,
            ..Start::default()
        });
        let mut desk = Self {
            app,
            library,
            deeds: Vec::new(),
            copied: Vec::new(),
            errands: Vec::new(),
            quit: false,
            held: Vec::new(),
            hold: false,
            finder: RefCell::default(),
            keymap,
            pending: Pending::default(),
            theme: THEME.get_or_init(Theme::default),
        };
        desk.send(Msg::Done(Outcome::Recalled(recollection.into())));
        desk.send(Msg::Done(Outcome::Catalogued(desk.library.state())));
        desk
    }

    /// Applies a message and performs what it asks for.
    pub fn send(&mut self, msg: Msg) {
        let effects = self.app.update(msg);
        self.perform(effects);
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Keep(deed) => self.deeds.push(deed),
                Effect::Copy(text) => self.copied.push(text),
                Effect::Errand(errand) => self.errands.push(*errand),
                Effect::Quit => self.quit = true,
                effect if self.hold => self.held.push(effect),
                effect => {
                    if let Some(outcome) = self.outcome(&effect) {
                        self.send(Msg::Done(outcome));
                    }
                }
            }
        }
    }

    pub fn outcome(&self, effect: &Effect) -> Option<Outcome> {
        perform(self.library.as_ref(), &mut self.finder.borrow_mut(), effect, &Stop::default())
    }

    /// Presses keys, written as the keymap writes them.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        for event in key_events(keys) {
            if let Some(msg) = self.keymap.resolve(&self.app, &mut self.pending, event) {
                self.send(msg);
            }
        }
        self
    }

    /// How the keys pressed so far may go on.
    pub fn wait_a_moment(&mut self) {
        let ways = self.keymap.continuations(&self.app, &self.pending);
        self.send(Msg::Continue(ways));
    }

    pub fn resize(&mut self, width: u16, height: u16) -> &mut Self {
        self.send(Msg::Resize(width, height));
        self
    }

    /// The screen as text, without blanks at the ends of lines.
    pub fn screen(&self) -> String {
        let (width, height) = self.app.size;
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal
            .draw(|frame| {
                draw(frame.buffer_mut(), &self.app, self.theme);
            })
            .unwrap();
        let buffer = terminal.backend().buffer();
        let mut rows = Vec::new();
        for y in 0..height {
            let mut row = String::new();
            let mut skip = 0;
            for x in 0..width {
                let symbol = buffer[(x, y)].symbol();
                if skip == 0 {
                    row.push_str(symbol);
                }
                skip = if skip > 0 { skip - 1 } else { byline::typeset::width(symbol).saturating_sub(1) };
            }
            rows.push(row.trim_end().to_owned());
        }
        rows.join("\n")
    }

    /// The row of the screen that holds `text`.
    pub fn row_of(&self, text: &str) -> Option<usize> {
        self.screen().lines().position(|line| line.contains(text))
    }

    pub fn handle_of(&self, id: &str) -> Handle {
        let catalogue = &self.app.desk.catalogue;
        catalogue.handles().find(|handle| catalogue.id(*handle).unwrap().as_str() == id).unwrap()
    }

    pub fn selected_title(&self) -> &str {
        let handle = self.app.list.selected().unwrap();
        self.app.desk.catalogue.title(handle).unwrap()
    }

    pub fn open_title(&self) -> &str {
        &self.app.reader.document().unwrap().article.title
    }
}

/// A memory that has been used before: the first start has its own greeting.
pub fn used() -> Recollection {
    let mut recollection = Recollection::default();
    recollection.marks.insert("/elsewhere/old.txt".to_owned(), Default::default());
    recollection
}

pub fn key_events(keys: &str) -> Vec<KeyEvent> {
    let mut events = Vec::new();
    let mut rest = keys;
    while let Some(c) = rest.chars().next() {
        let named = rest.strip_prefix('<').and_then(|inside| inside.split_once('>'));
        let (code, modifiers, after) = match named {
            Some((name, after)) => {
                let (code, modifiers) = named_key(name);
                (code, modifiers, after)
            }
            None => (KeyCode::Char(c), KeyModifiers::NONE, &rest[c.len_utf8()..]),
        };
        events.push(KeyEvent::new(code, modifiers));
        rest = after;
    }
    events
}

fn named_key(name: &str) -> (KeyCode, KeyModifiers) {
    if let Some(c) = name.strip_prefix("C-") {
        return (KeyCode::Char(c.chars().next().unwrap()), KeyModifiers::CONTROL);
    }
    let code = match name {
        "Enter" => KeyCode::Enter,
        "Esc" => KeyCode::Esc,
        "Tab" => KeyCode::Tab,
        "BS" => KeyCode::Backspace,
        "Space" => KeyCode::Char(' '),
        "Down" => KeyCode::Down,
        "Up" => KeyCode::Up,
        "Del" => KeyCode::Delete,
        "PgDn" => KeyCode::PageDown,
        "PgUp" => KeyCode::PageUp,
        "Home" => KeyCode::Home,
        "End" => KeyCode::End,
        "Left" => KeyCode::Left,
        "Right" => KeyCode::Right,
        "lt" => KeyCode::Char('<'),
        "gt" => KeyCode::Char('>'),
        other => panic!("no key is called {other}"),
    };
    (code, KeyModifiers::NONE)
}

pub fn article(title: &str, source: &str, date: &str, paragraphs: &[&str]) -> Article {
    Article {
        title: title.to_owned(),
        source: (!source.is_empty()).then(|| source.to_owned()),
        published: date.parse().ok(),
        blocks: paragraphs.iter().map(|text| Block::paragraph(*text)).collect(),
        ..Article::default()
    }
}

/// A small archive: two stories in several tellings, one article apart, one without a title of its own.
pub fn archive() -> Shelf {
    let mut made = article(
        "Three towns lost their water when the main at Sollen burst",
        "",
        "",
        &[
            "Three towns lost their water when the main at Sollen burst, and nobody had the drawings.",
            "The Sollen main was laid in 1931. A new valve is on its way from Graz.",
        ],
    );
    made.title_inferred = true;
    let mut ledger = article(
        "Water main bursts at Sollen, three towns dry",
        "Coast Ledger",
        "2019-03-04",
        &[
            "The water main under the Sollen bridge burst at five in the morning and left Sollen, Ebnat and Lower Varn dry.",
            "Tankers from Graz reached Ebnat by noon. “We filled the bath,” said a baker in Lower Varn, “and then we filled the dog's bowl.”",
            "The main was laid in 1931, of cast iron. Nobody at the waterworks had expected it to see the century out, and it did not disappoint them.",
            "Engineers dug through the night for a valve that was on no drawing.",
        ],
    );
    ledger.authors = vec!["Ann Lee".to_owned()];
    ledger.url = Some("https://example.com/sollen-main".to_owned());
    let mut follow_up = article(
        "Sollen has water again; the valve was under the chapel",
        "Coast Ledger",
        "2019-03-06",
        &[
            "Sollen, Ebnat and Lower Varn have water again. The valve of the 1931 main was found under the floor of the chapel, where nobody had looked.",
            "The cast iron main burst under the Sollen bridge on Monday.",
        ],
    );
    follow_up.blocks.push(Block { boilerplate: true, ..Block::paragraph("Share this story with a friend.") });
    follow_up.blocks.push(Block::new(Kind::Credit, "Ann Lee writes about pipes."));
    Shelf::new(vec![
        ("2019/main-bursts.txt", ledger),
        ("2019/water-again.txt", follow_up),
        ("dump/0001.txt", made),
        (
            "2019/heron.md",
            article(
                "José Ramírez and the heron of the Öland ferry",
                "Harbor Wire",
                "2019-02-11",
                &[
                    "A heron has ridden the morning ferry to Öland since October, and the crew of the ferry keeps its place at the rail.",
                    "José Ramírez, who sells tickets, says that the heron has never paid.",
                ],
            ),
        ),
        (
            "2019/heron-stays.md",
            article(
                "The ferry heron stays ashore",
                "Valley Post",
                "2019-03-01",
                &[
                    "The heron that rode the Öland ferry all winter stayed ashore on Friday, and the ferry left eleven minutes late.",
                    "José Ramírez waited at the rail with a herring.",
                ],
            ),
        ),
        ("long.txt", article("A long walk", "The Reel", "2018-06-30", &LONG)),
    ])
}

/// Forty paragraphs, each of its own length.
const LONG: [&str; 6] = [
    "The path leaves the village by the mill and climbs along the ditch, first between nettles, then between walls, until the last roof is below and the larches begin. There is no sign. There has never been one, because everybody who goes up there has been there before.",
    "At the second bridge the stream is louder than talk. We did not talk. The boards were wet and someone had nailed a strip of carpet to them, blue once, with the price still on it.",
    "Higher up the walls stop. What there is then is grass, stones, and a hut that was a chapel that was a hut: the door faces east, the bell is a brake drum, and the bench was dated 1904 by a man who, his grandchildren say, could not write.",
    "The summit is not a summit but the place where one stops. From there two lakes can be seen on most days, three on a few, and on one day, which everybody remembers differently, the sea.",
    "Going down takes as long as going up. The knees do the counting. By the larches the light had turned, by the mill it had gone, and the dog of the miller barked at us as if we had come from somewhere else.",
    "We had soup. The window was open. On the table lay the map, which we had not taken, and on the map, in pencil, a path that we had not found.",
];
