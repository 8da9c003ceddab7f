//! Typing a line: the list narrows, or the reader jumps, with every letter; or something is given words of its own.

use super::Layer;
use crate::app::{Action, App, Effect, Filter, Find, LineEdit, List, Matches, Page};
use crate::article::{Handle, Place};
use crate::search::Query;
use crate::search::fuzzy::Pattern;
use crate::search::query::Malformed;

/// What a prompt is for, and what it goes back to when it is cancelled.
#[derive(Clone, Debug)]
pub enum Purpose {
    /// Narrow the list to titles.
    Titles(Box<List>),
    /// Narrow the list to the articles that answer a query.
    Query(Box<List>),
    /// Find words in the open article.
    Text(Place, Option<Find>),
    /// Tag an article.
    Tags(Handle),
    /// Note something on an article.
    Note(Handle),
    /// Name the saved query of this text.
    Name(String),
    /// A command that reads an article; `None` is what the reader shows.
    Pipe(Option<Handle>),
    /// A command that is run beside an article.
    Shell(Option<Handle>),
}

/// The prompt's state.
#[derive(Clone, Debug)]
pub struct Prompt {
    /// What was typed.
    pub line: LineEdit,
    /// What it is for.
    pub purpose: Purpose,
    /// How far the command shown is from the newest of the session, from 1; 0 is none of them.
    pub(in crate::app) back: usize,
    /// The titles that are looked for.
    pattern: Pattern,
    /// Why what is typed, or a part of it, can't be understood, and where.
    pub malformed: Option<Malformed>,
    /// Enter was pressed before the answer to the last letter came: open its best match when it does.
    opening: bool,
    /// The answer to the last letter is not here yet.
    waiting: bool,
}

impl Prompt {
    /// Enter was pressed, and the article will open when the search has its answer.
    pub fn is_opening(&self) -> bool {
        self.opening
    }
}

impl App {
    pub(in crate::app) fn prompt_for_titles(&mut self) -> Vec<Effect> {
        let purpose = Purpose::Titles(Box::new(self.list.clone()));
        self.push_prompt(purpose, "");
        vec![Effect::Prepare]
    }

    pub(in crate::app) fn prompt_for_query(&mut self) -> Vec<Effect> {
        let purpose = Purpose::Query(Box::new(self.list.clone()));
        self.push_prompt(purpose, "")
    }

    pub(in crate::app) fn prompt_for_text(&mut self) -> Vec<Effect> {
        let Some(place) = self.reader.place() else { return Vec::new() };
        let purpose = Purpose::Text(place, self.reader.find.take());
        self.push_prompt(purpose, "")
    }

    pub(in crate::app) fn push_prompt(&mut self, purpose: Purpose, typed: &str) -> Vec<Effect> {
        let is_command = matches!(purpose, Purpose::Pipe(_) | Purpose::Shell(_));
        let mut line = if is_command { LineEdit::for_command() } else { LineEdit::default() };
        line.insert(typed);
        let pattern = Pattern::default();
        let prompt = Prompt { line, purpose, back: 0, pattern, malformed: None, opening: false, waiting: false };
        self.layers.push(Layer::Prompt(prompt));
        Vec::new()
    }

    /// Acts while a prompt is on top.
    pub(in crate::app) fn act_on_prompt(&mut self, action: Action) -> Vec<Effect> {
        let height = self.list_height();
        let Some(Layer::Prompt(prompt)) = self.layers.last_mut() else { return Vec::new() };
        let before = prompt.line.text().len();
        if action == Action::EraseLeft && prompt.line.text().is_empty() {
            return self.cancel_prompt();
        }
        if prompt.line.act(action) {
            return if prompt.line.text().len() == before { Vec::new() } else { self.prompt_changed() };
        }
        match (action, &prompt.purpose) {
            (Action::Cancel, _) => self.cancel_prompt(),
            (Action::Accept, _) => self.accept_prompt(),
            (Action::Quit, _) => vec![Effect::Quit],
            (Action::SaveQuery, Purpose::Query(_)) => {
                let text = prompt.line.text().to_owned();
                self.save_query(&text)
            }
            (Action::Down, Purpose::Titles(_) | Purpose::Query(_)) => self.step_in_prompt(1, height),
            (Action::Up, Purpose::Titles(_) | Purpose::Query(_)) => self.step_in_prompt(-1, height),
            (Action::PageDown, Purpose::Titles(_) | Purpose::Query(_)) => self.step_in_prompt(height as isize, height),
            (Action::PageUp, Purpose::Titles(_) | Purpose::Query(_)) => self.step_in_prompt(-(height as isize), height),
            (Action::Down, Purpose::Text(..)) => self.step_find_in_prompt(true),
            (Action::Up, Purpose::Text(..)) => self.step_find_in_prompt(false),
            (Action::Up, Purpose::Pipe(_) | Purpose::Shell(_)) => self.recall_command(1),
            (Action::Down, Purpose::Pipe(_) | Purpose::Shell(_)) => self.recall_command(-1),
            _ => Vec::new(),
        }
    }

    fn step_in_prompt(&mut self, by: isize, height: usize) -> Vec<Effect> {
        self.list.step(by, height);
        self.preview()
    }

    fn step_find_in_prompt(&mut self, forward: bool) -> Vec<Effect> {
        let place = self.reader.find.as_mut().and_then(|find| find.step(forward));
        place.map_or_else(Vec::new, |(place, _)| self.move_reader(|document| document.reveal(place)))
    }

    /// Looks for what is typed now.
    pub(in crate::app) fn prompt_changed(&mut self) -> Vec<Effect> {
        let ticket = self.desk.ticket();
        let Some(Layer::Prompt(prompt)) = self.layers.last_mut() else { return Vec::new() };
        let text = prompt.line.text().to_owned();
        match &prompt.purpose {
            Purpose::Titles(before) => {
                self.filtering = ticket;
                self.sifting = None;
                (prompt.pattern, prompt.malformed) = Pattern::understood(&text);
                prompt.pattern.recall(|fact| self.desk.recall.handles(fact));
                if prompt.pattern.is_empty() {
                    prompt.waiting = false;
                    let whole = List { filter: None, ..(**before).clone() };
                    return self.restore_list(whole);
                }
                prompt.waiting = true;
                vec![Effect::Filter(ticket, prompt.pattern.clone())]
            }
            Purpose::Query(before) => {
                prompt.malformed = None;
                match Query::new(&text) {
                    Ok(query) if query.meaning.is_none() => {
                        let whole = List { filter: None, ..(**before).clone() };
                        self.sifting = None;
                        self.restore_list(whole)
                    }
                    Ok(query) => self.sift(text, query),
                    Err(malformed) => {
                        prompt.malformed = Some(malformed);
                        self.sifting = None;
                        Vec::new()
                    }
                }
            }
            Purpose::Tags(_) | Purpose::Note(_) | Purpose::Name(_) | Purpose::Pipe(_) | Purpose::Shell(_) => Vec::new(),
            Purpose::Text(place, _) => {
                let place = *place;
                let Page::Ready(document) = &mut self.reader.page else { return Vec::new() };
                document.go_to(place);
                let find = Find::new(&text, document, place);
                if let Some(found) = find.matches.get(find.current) {
                    document.reveal(found.place());
                }
                self.reader.find = (!text.is_empty()).then_some(find);
                Vec::new()
            }
        }
    }

    /// What titles are searched for now: what is being typed, else what the list was narrowed by.
    fn searched_titles(&mut self) -> Option<&mut Pattern> {
        let pattern = match self.layers.last_mut() {
            Some(Layer::Prompt(prompt)) if matches!(prompt.purpose, Purpose::Titles(_)) => Some(&mut prompt.pattern),
            _ => self.list.filter.as_mut().filter(|filter| filter.query.is_none()).map(|filter| &mut filter.pattern),
        };
        pattern.filter(|pattern| !pattern.is_empty())
    }

    /// Searches titles once more, because others may be there.
    pub(in crate::app) fn filter_again(&mut self) -> Option<Effect> {
        let pattern = self.searched_titles()?.clone();
        self.filtering = self.desk.ticket();
        Some(Effect::Filter(self.filtering, pattern))
    }

    /// Searches titles once more if memory was asked before it was known what that remembers.
    pub(in crate::app) fn filter_memory_again(&mut self) -> Option<Effect> {
        let mut pattern = self.searched_titles().filter(|pattern| pattern.asks_memory())?.clone();
        pattern.recall(|fact| self.desk.recall.handles(fact));
        *self.searched_titles()? = pattern;
        self.filter_again()
    }

    /// Takes the titles that match what was typed last, and asks for corrected words where they may find more.
    pub(in crate::app) fn filtered(&mut self, mut found: Matches) -> Vec<Effect> {
        // What is announced and not shown yet is not found either.
        let catalogue = &self.desk.catalogue;
        let is_shown = |row: &Handle| row.0 < catalogue.handed_out() && !catalogue.is_gone(*row);
        if !found.rows.iter().all(is_shown) {
            found.rows = found.rows.iter().copied().filter(is_shown).collect();
        }
        let pattern = self.searched_titles().map(|pattern| pattern.clone());
        let again = match pattern {
            Some(pattern) if found.unfinished => Some(Effect::Filter(self.filtering, pattern)),
            Some(pattern) if found.doubtful => Some(Effect::Correct(self.filtering, pattern)),
            _ => None,
        };
        let mut effects: Vec<Effect> = again.into_iter().collect();
        let prompt = match self.layers.last_mut() {
            Some(Layer::Prompt(prompt)) if matches!(prompt.purpose, Purpose::Titles(_)) && prompt.waiting => prompt,
            _ => {
                effects.extend(self.refilter(found));
                return effects;
            }
        };
        // Enter waits for all titles, and for the corrected words: they may be better than letters strewn over a title.
        prompt.waiting = prompt.opening && !effects.is_empty();
        let (text, opening) = (prompt.line.text().to_owned(), prompt.opening && !prompt.waiting);
        let pattern = prompt.pattern.clone();
        self.list.narrow(Filter { text, pattern, found, ..Filter::default() });
        effects.extend(if opening { self.accept_prompt() } else { self.preview() });
        effects
    }

    /// The search that stands has another answer: new articles came, or words were corrected. A selection that the
    /// reader moved stays; else it is the best row.
    pub(in crate::app) fn refilter(&mut self, found: Matches) -> Vec<Effect> {
        let height = self.list_height();
        let is_at_best = self.list.cursor == 0;
        let Some(filter) = &mut self.list.filter else { return Vec::new() };
        let bettered = filter.found.unfinished || filter.found.doubtful && !found.doubtful;
        if filter.found.rows.is_empty() || bettered && is_at_best {
            filter.found = found;
            return self.preview();
        }
        self.list.renarrow(found, &self.desk.catalogue, height);
        Vec::new()
    }

    fn accept_prompt(&mut self) -> Vec<Effect> {
        let Some(Layer::Prompt(prompt)) = self.layers.last_mut() else { return Vec::new() };
        match &prompt.purpose {
            Purpose::Titles(_) if prompt.waiting => {
                prompt.opening = true;
                Vec::new()
            }
            Purpose::Titles(_) => {
                if let Some(malformed) = prompt.malformed.as_ref().filter(|_| prompt.pattern.is_empty()) {
                    let sentence = malformed.to_string();
                    self.desk.complain(sentence);
                    return Vec::new();
                }
                if self.list.selected().is_none() && self.desk.progress.is_some() {
                    // It may be among the articles that are still being read.
                    (prompt.opening, prompt.waiting) = (true, true);
                    return Vec::new();
                }
                if self.list.selected().is_none() {
                    prompt.opening = false;
                    self.desk.say("no title matches; Esc brings the list back");
                    return Vec::new();
                }
                self.layers.pop();
                self.open_selected()
            }
            Purpose::Query(_) => {
                if let Some(malformed) = &prompt.malformed {
                    let sentence = malformed.to_string();
                    self.desk.complain(sentence);
                } else {
                    self.layers.pop();
                }
                Vec::new()
            }
            Purpose::Tags(_) | Purpose::Note(_) | Purpose::Name(_) | Purpose::Pipe(_) | Purpose::Shell(_) => {
                self.accept_words()
            }
            Purpose::Text(_, before) if prompt.line.text().is_empty() => {
                // Nothing typed: on with the search before, as in less.
                self.reader.find = before.clone();
                self.layers.pop();
                if self.reader.find.is_some() { self.step_match(true) } else { Vec::new() }
            }
            Purpose::Text(..) => {
                self.layers.pop();
                let place = self.reader.place();
                match self.reader.find.as_ref().filter(|find| find.matches.is_empty()) {
                    Some(find) => {
                        self.desk.say(format!("“{}” is not in this article", find.needle));
                        self.reader.find = None;
                        Vec::new()
                    }
                    None => place.map_or_else(Vec::new, |place| self.keep_place(place)),
                }
            }
        }
    }

    /// Gives what is typed to the thing that it is for.
    fn accept_words(&mut self) -> Vec<Effect> {
        let Some(Layer::Prompt(prompt)) = self.layers.pop() else { return Vec::new() };
        let text = prompt.line.text().trim();
        match prompt.purpose {
            Purpose::Tags(handle) => self.accept_tags(handle, text),
            Purpose::Note(handle) => self.accept_note(handle, text),
            Purpose::Name(query) => self.accept_name(query, text),
            Purpose::Pipe(of) => self.accept_pipe(of, text),
            Purpose::Shell(of) => self.accept_shell(of, text),
            Purpose::Titles(_) | Purpose::Query(_) | Purpose::Text(..) => Vec::new(),
        }
    }

    fn restore_list(&mut self, list: List) -> Vec<Effect> {
        let height = self.list_height();
        self.list.restore(list, height);
        self.preview()
    }

    fn cancel_prompt(&mut self) -> Vec<Effect> {
        let Some(Layer::Prompt(prompt)) = self.layers.pop() else { return Vec::new() };
        match prompt.purpose {
            Purpose::Titles(before) => {
                // No answer on its way may narrow the list any more.
                self.filtering = self.desk.ticket();
                let mut effects = self.restore_list(*before);
                // Articles may have come since the earlier search was answered.
                effects.extend(self.filter_again());
                effects
            }
            Purpose::Query(before) => {
                self.sifting = None;
                let mut effects = self.restore_list(*before);
                effects.extend(self.sift_again(false));
                effects
            }
            Purpose::Tags(_) | Purpose::Note(_) | Purpose::Name(_) | Purpose::Pipe(_) | Purpose::Shell(_) => Vec::new(),
            Purpose::Text(place, find) => {
                self.reader.find = find;
                if let Some(document) = self.reader.document_mut() {
                    document.go_to(place);
                }
                Vec::new()
            }
        }
    }
}
