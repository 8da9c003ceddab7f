//! What keys do while the reader has the keyboard.

use super::{Action, App, Document, Effect, Find, Page};
use crate::article::Place;
use crate::memory::Deed;

/// Lines that stay on screen when a page is turned, so that the eye finds where it was.
const OVERLAP: isize = 2;

impl App {
    pub(super) fn act_on_reader(&mut self, action: Action) -> Vec<Effect> {
        let height = isize::try_from(self.geometry().reader.height).unwrap_or(isize::MAX);
        let page = (height - OVERLAP).max(1);
        match action {
            Action::Down | Action::ReaderDown => self.scroll_reader(1),
            Action::Up | Action::ReaderUp => self.scroll_reader(-1),
            Action::HalfDown => self.scroll_reader((height / 2).max(1)),
            Action::HalfUp => self.scroll_reader(-(height / 2).max(1)),
            Action::PageDown => self.scroll_reader(page),
            Action::PageUp | Action::ReadBack => self.scroll_reader(-page),
            Action::ReadOn => {
                let failed = matches!(self.reader.page, Page::Failed(_));
                if failed || self.reader.document().is_some_and(Document::nothing_below) {
                    return self.step_unread(true);
                }
                self.scroll_reader(page)
            }
            Action::Top => self.move_reader(Document::top),
            Action::Bottom => self.move_reader(Document::bottom),
            Action::ParagraphNext => self.move_reader(Document::next_paragraph),
            Action::ParagraphPrevious => self.move_reader(Document::previous_paragraph),
            Action::RowToTop => self.put_match(|_| 0),
            Action::RowToMiddle => self.put_match(|height| height / 2),
            Action::RowToBottom => self.put_match(|height| height.saturating_sub(1)),
            Action::ArticleNext => self.step_article(1),
            Action::ArticlePrevious => self.step_article(-1),
            Action::Find => self.prompt_for_text(),
            Action::MatchNext => self.step_match(true),
            Action::MatchPrevious => self.step_match(false),
            // The only article there is was opened by itself, and closes the program with it, as in a pager.
            Action::Close if self.desk.catalogue.len() == 1 && self.desk.progress.is_none() => vec![Effect::Quit],
            Action::FocusList | Action::SwitchPane | Action::Close => self.focus_list(),
            Action::Open => {
                // Beside or below the list, Enter gives the reader the whole screen.
                self.arrangement.full = true;
                Vec::new()
            }
            Action::Cancel => {
                self.call_off();
                self.reader.find = None;
                Vec::new()
            }
            Action::ToggleLitter => self.toggle_litter(),
            _ => action.hop().map_or_else(Vec::new, |row| self.hop_from_foot(row)),
        }
    }

    /// Opens a story that the foot of the article names, where it can be seen.
    fn hop_from_foot(&mut self, row: usize) -> Vec<Effect> {
        let shown = self.shown_document().is_some_and(|document| document.shows_story(row));
        match self.reader.retelling.related.get(row).filter(|_| shown) {
            Some(relation) => self.hop(relation.handle),
            None => {
                let key = self.desk.keys_for(Action::Related, "reader").unwrap_or_default().to_owned();
                self.desk.say(format!("the numbers stand at the end of the article; related stories: {key}"));
                Vec::new()
            }
        }
    }

    /// Scrolls the reader, whichever pane has the keyboard.
    pub(super) fn scroll_reader(&mut self, by: isize) -> Vec<Effect> {
        if self.shown_document().is_none() {
            return Vec::new();
        }
        self.move_reader(|document| {
            document.scroll(by);
        })
    }

    /// Moves in the open article and keeps the place when it changed.
    pub(super) fn move_reader(&mut self, travel: impl FnOnce(&mut Document)) -> Vec<Effect> {
        let Some(document) = self.reader.document_mut() else { return Vec::new() };
        let before = document.place;
        travel(document);
        let place = document.place;
        if place == before { Vec::new() } else { self.keep_place(place) }
    }

    pub(super) fn keep_place(&mut self, place: Place) -> Vec<Effect> {
        let Some(handle) = self.reader.handle else { return Vec::new() };
        self.desk.mark(handle, |marks| marks.place = Some(place));
        let key = self.desk.catalogue.key(handle);
        key.map(|key| Effect::Keep(Deed::Stopped { key, place })).into_iter().collect()
    }

    pub(super) fn step_match(&mut self, forward: bool) -> Vec<Effect> {
        let Some(find) = self.reader.find.as_mut() else { return self.step_unread(forward) };
        match find.step(forward) {
            Some((place, round)) => {
                if round {
                    self.desk.say(if forward { "from the beginning again" } else { "from the end again" });
                }
                self.move_reader(|document| document.reveal(place))
            }
            None => {
                let needle = find.needle.clone();
                self.desk.say(format!("“{needle}” is not in this article"));
                Vec::new()
            }
        }
    }

    fn put_match(&mut self, row: impl FnOnce(usize) -> usize) -> Vec<Effect> {
        let height = usize::from(self.geometry().reader.height);
        let found = self.reader.find.as_ref().and_then(|find| find.matches.get(find.current));
        let Some(place) = found.map(super::Match::place) else { return Vec::new() };
        self.move_reader(|document| {
            let at = document.find_line(place);
            document.put(at, row(height));
        })
    }

    fn toggle_litter(&mut self) -> Vec<Effect> {
        let Some(document) = self.reader.document_mut() else { return Vec::new() };
        let folded = document.article.blocks.iter().filter(|block| block.boilerplate).count();
        if folded == 0 {
            self.desk.say("nothing is folded in this article");
            return Vec::new();
        }
        let show = !document.litter;
        document.fold_litter(show);
        self.desk.say(match (show, folded) {
            (true, 1) => "1 line that is not part of the story is shown".to_owned(),
            (true, _) => format!("{folded} lines that are not part of the story are shown"),
            (false, _) => "folded again".to_owned(),
        });
        // What is folded away is not found.
        let sought = self.reader.find.as_ref().map(Find::sought);
        self.look_again(sought);
        Vec::new()
    }
}
