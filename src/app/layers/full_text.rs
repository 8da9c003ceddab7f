//! Searching every text as one types: a layer with the hits, each with the line where the words stand.

use std::sync::Arc;

use super::Layer;
use crate::app::find::Sought;
use crate::app::{Action, App, Desk, Effect, LineEdit, Ticket};
use crate::article::Handle;
use crate::search::query::Malformed;
use crate::search::{Found, Highlight, Query};

/// So many hits are asked for at first; who reads on to the last gets four times as many.
const FIRST_HITS: usize = 50;

/// From this many columns on, source and date stand beside the title.
const WIDE: u16 = 60;

/// With more rows than this, blank lines part what stands on the screen.
const ROOMY: u16 = 14;

/// The search's state.
#[derive(Clone, Debug, Default)]
pub struct FullText {
    /// What was typed.
    pub line: LineEdit,
    /// Why what is typed now can't be understood, and where.
    pub malformed: Option<Malformed>,
    /// The answer to the last question that has one.
    pub answer: Option<Answer>,
    /// Why the last question has none.
    pub failed: Option<String>,
    /// The selected hit.
    pub cursor: usize,
    /// The first hit on screen.
    pub top: usize,
    asked: Option<Asked>,
    /// Enter was pressed before the answer to the last letter came: open its best hit when it does.
    opening: bool,
}

/// What a search found, and for what.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The query.
    pub query: Query,
    /// The best hits, and how many there are.
    pub found: Arc<Found>,
    /// The words to be marked in titles.
    pub highlight: Highlight,
    /// The articles that there were to search, and the hits that were asked for.
    over: usize,
    limit: usize,
}

/// A question on its way.
#[derive(Clone, Debug)]
struct Asked {
    ticket: Ticket,
    query: Query,
    over: usize,
    limit: usize,
}

/// How hits lie on a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HitRows {
    /// Source and date stand beside the title, not below it.
    pub wide: bool,
    /// A blank line parts the hits.
    pub parted: bool,
    /// The row of the first hit: above it stand the query and what is wrong with it.
    pub top: u16,
    /// The rows that a hit takes, the blank one included.
    pub height: u16,
    /// So many hits fit.
    pub shown: usize,
}

impl HitRows {
    /// On a screen of so many columns and rows, the status line left out.
    pub fn on(width: u16, height: u16) -> Self {
        let (wide, parted) = (width >= WIDE, height > ROOMY);
        let top = if parted { 4 } else { 2 };
        let lines = if wide { 2 } else { 3 };
        let height_of_hit = lines + u16::from(parted);
        let shown = usize::from((height.saturating_sub(top) + height_of_hit - lines) / height_of_hit).max(1);
        Self { wide, parted, top, height: height_of_hit, shown }
    }
}

impl FullText {
    /// The selected hit.
    pub fn selected(&self) -> Option<Handle> {
        self.answer.as_ref()?.found.hits.get(self.cursor).map(|hit| hit.handle)
    }

    /// Enter was pressed, and the article will open when the search has its answer.
    pub fn is_opening(&self) -> bool {
        self.opening
    }

    /// Whether the answer to what is typed is still to come.
    pub fn is_waiting(&self) -> bool {
        self.asked.as_ref().is_some_and(|asked| self.answer.as_ref().is_none_or(|answer| answer.query != asked.query))
    }

    /// Looks for what is typed now. What was found before stays until there is an answer.
    fn changed(&mut self, desk: &mut Desk) -> Vec<Effect> {
        (self.asked, self.malformed, self.failed, self.opening) = (None, None, None, false);
        match Query::new(self.line.text()) {
            Ok(query) if query.meaning.is_none() => {
                (self.answer, self.cursor, self.top) = (None, 0, 0);
                Vec::new()
            }
            Ok(query) => self.ask(query, FIRST_HITS, desk),
            Err(malformed) => {
                self.malformed = Some(malformed);
                Vec::new()
            }
        }
    }

    fn ask(&mut self, query: Query, limit: usize, desk: &mut Desk) -> Vec<Effect> {
        let (ticket, recalled) = (desk.ticket(), desk.recall.recalled(&query));
        self.asked = Some(Asked { ticket, query: query.clone(), over: desk.catalogue.len(), limit });
        vec![Effect::Search(ticket, query, recalled, limit)]
    }

    /// Asks once more if enough articles have come since the answer.
    pub(in crate::app) fn ask_again(&mut self, desk: &mut Desk) -> Vec<Effect> {
        match &self.answer {
            Some(answer) if self.asked.is_none() && desk.has_grown(answer.over) => {
                self.ask(answer.query.clone(), answer.limit, desk)
            }
            _ => Vec::new(),
        }
    }

    /// Asks once more for what asked memory.
    pub(in crate::app) fn ask_memory_again(&mut self, desk: &mut Desk) -> Vec<Effect> {
        let last = self.asked.as_ref().map(|asked| (&asked.query, asked.limit));
        let last = last.or(self.answer.as_ref().map(|answer| (&answer.query, answer.limit)));
        match last {
            Some((query, limit)) if !query.remembered().is_empty() => self.ask(query.clone(), limit, desk),
            _ => Vec::new(),
        }
    }

    /// Asks once more for what was on its way when the reader went elsewhere.
    pub(in crate::app) fn resume(&mut self, desk: &mut Desk) -> Vec<Effect> {
        self.asked.take().map_or_else(Vec::new, |asked| self.ask(asked.query, asked.limit, desk))
    }

    /// Takes the answer, if it is to the newest question; a hit that is selected stays so where it still answers.
    fn receive(&mut self, ticket: Ticket, result: Result<Arc<Found>, String>) {
        let Some(Asked { query, over, limit, .. }) = self.asked.take_if(|asked| asked.ticket == ticket) else { return };
        let found = match result {
            Ok(found) => found,
            Err(sentence) => {
                self.failed = Some(sentence);
                return;
            }
        };
        let selected = self.selected().filter(|_| self.answer.as_ref().is_some_and(|answer| answer.query == query));
        self.cursor = selected.map_or(0, |handle| {
            let place = found.hits.iter().position(|hit| hit.handle == handle);
            place.unwrap_or(self.cursor.min(found.hits.len().saturating_sub(1)))
        });
        if selected.is_none() {
            self.top = 0;
        }
        self.answer = Some(Answer { highlight: Highlight::of(&query), query, found, over, limit });
    }

    /// Scrolls as little as needed for the selected hit to be on the screen.
    pub(in crate::app) fn reveal(&mut self, size: (u16, u16)) {
        let shown = HitRows::on(size.0, size.1.saturating_sub(1)).shown;
        self.top = self.top.clamp((self.cursor + 1).saturating_sub(shown), self.cursor);
    }

    fn step(&mut self, by: isize, desk: &mut Desk) -> Vec<Effect> {
        let Some(answer) = &self.answer else { return Vec::new() };
        let hits = answer.found.hits.len();
        self.cursor = self.cursor.saturating_add_signed(by).min(hits.saturating_sub(1));
        let all = hits >= answer.found.count || hits < answer.limit;
        if by < 0 || self.cursor + by.unsigned_abs() < hits || all || self.asked.is_some() {
            return Vec::new();
        }
        self.ask(answer.query.clone(), answer.limit * 4, desk)
    }
}

impl App {
    pub(in crate::app) fn search(&mut self) -> Vec<Effect> {
        self.layers.push(Layer::FullText(FullText::default()));
        Vec::new()
    }

    pub(in crate::app) fn act_on_full_text(&mut self, action: Action) -> Vec<Effect> {
        let Some(Layer::FullText(search)) = self.layers.last_mut() else { return Vec::new() };
        let page = isize::try_from(HitRows::on(self.size.0, self.size.1.saturating_sub(1)).shown).unwrap_or(1);
        let before = search.line.text().len();
        match action {
            Action::Cancel => {
                self.layers.pop();
                Vec::new()
            }
            Action::EraseLeft if before == 0 => {
                self.layers.pop();
                Vec::new()
            }
            Action::Quit => vec![Effect::Quit],
            Action::Down => search.step(1, &mut self.desk),
            Action::Up => search.step(-1, &mut self.desk),
            Action::PageDown => search.step(page, &mut self.desk),
            Action::PageUp => search.step(-page, &mut self.desk),
            Action::Accept => self.open_hit(),
            Action::SaveQuery => {
                let text = search.line.text().to_owned();
                self.save_query(&text)
            }
            _ => {
                search.line.act(action);
                if search.line.text().len() == before { Vec::new() } else { search.changed(&mut self.desk) }
            }
        }
    }

    pub(in crate::app) fn type_into_full_text(&mut self, text: &str) -> Vec<Effect> {
        let Some(Layer::FullText(search)) = self.layers.last_mut() else { return Vec::new() };
        search.line.insert(text);
        search.changed(&mut self.desk)
    }

    /// Takes the answer of a search.
    pub(in crate::app) fn searched(&mut self, ticket: Ticket, result: &Result<Arc<Found>, String>) -> Vec<Effect> {
        let mut effects = Vec::new();
        for layer in &mut self.layers {
            if let Layer::FullText(search) = layer {
                search.receive(ticket, result.clone());
                effects.extend(search.ask_again(&mut self.desk));
            }
        }
        match self.layers.last() {
            Some(Layer::FullText(search)) if search.opening && !search.is_waiting() => {
                effects.extend(self.open_hit());
                effects
            }
            _ => effects,
        }
    }

    /// Searches once more, where enough articles have come since the answer.
    pub(in crate::app) fn search_again(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        for layer in &mut self.layers {
            if let Layer::FullText(search) = layer {
                effects.extend(search.ask_again(&mut self.desk));
            }
        }
        effects
    }

    /// Opens the selected hit where the words stand; going back brings the search back.
    fn open_hit(&mut self) -> Vec<Effect> {
        let Some(Layer::FullText(search)) = self.layers.last_mut() else { return Vec::new() };
        // A hit that the reader has gone to is meant, whatever is on its way or wrong.
        search.opening = search.is_waiting() && search.cursor == 0;
        if search.opening || search.malformed.is_some() && search.cursor == 0 {
            return Vec::new();
        }
        let (Some(handle), Some(answer)) = (search.selected(), &search.answer) else { return Vec::new() };
        let sought = Sought::arriving(&answer.query);
        let effects = self.hop(handle);
        self.layers.clear();
        self.look_again(Some(sought));
        effects
    }
}
