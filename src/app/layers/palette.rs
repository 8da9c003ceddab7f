//! All actions, by a few letters of what they do.

use std::sync::Arc;

use super::Turn;
use crate::app::{Action, Binding, LineEdit};
use crate::search::fuzzy::Pattern;

/// An action that the palette offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The action.
    pub action: Action,
    /// Its keys, parted by spaces; empty when none is bound.
    pub keys: String,
}

/// The palette's state.
#[derive(Clone, Debug)]
pub struct Palette {
    /// What was typed.
    pub line: LineEdit,
    /// What matches it, best first.
    pub choices: Vec<Choice>,
    /// The number typed behind the letters, for what takes one.
    number: Option<u32>,
    /// The selected choice.
    pub cursor: usize,
    bindings: Arc<[Binding]>,
}

impl Palette {
    /// Offers every action that is not one of typing.
    pub fn new(bindings: &Arc<[Binding]>) -> Self {
        let mut palette = Self {
            line: LineEdit::default(),
            choices: Vec::new(),
            number: None,
            cursor: 0,
            bindings: Arc::clone(bindings),
        };
        palette.choose();
        palette
    }

    /// Types text.
    pub fn insert(&mut self, text: &str) {
        self.line.insert(text);
        self.choose();
    }

    fn choose(&mut self) {
        let typed = self.line.text();
        let numbered = typed.trim_end().rsplit_once(' ').and_then(|(words, last)| Some((words, last.parse().ok()?)));
        let (words, number) = numbered.map_or((typed, None), |(words, number)| (words, Some(number)));
        let pattern = Pattern::new(words);
        self.number = number;
        let mut scored: Vec<(i64, Action)> = Action::ALL
            .iter()
            .copied()
            .take_while(|action| *action != Action::Accept)
            // Hops mean something only among related stories, where their numbers stand.
            .filter(|action| action.hop().is_none())
            .filter(|action| number.is_none() || *action == Action::Edition)
            .filter_map(|action| {
                let name = pattern.score_text(action.name());
                let doc = pattern.score_text(action.doc());
                name.max(doc).map(|score| (score, action))
            })
            .collect();
        // Equal scores keep the order of the table.
        scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        self.choices = scored.into_iter().map(|(_, action)| Choice { action, keys: self.keys(action) }).collect();
        self.cursor = 0;
    }

    fn keys(&self, action: Action) -> String {
        let mut keys: Vec<&str> = Vec::new();
        for binding in self.bindings.iter().filter(|binding| binding.action == action) {
            if !keys.contains(&binding.keys.as_str()) {
                keys.push(&binding.keys);
            }
        }
        keys.join(" ")
    }

    pub(super) fn act(&mut self, action: Action, height: usize) -> Turn {
        let last = self.choices.len().saturating_sub(1);
        match action {
            Action::Cancel => return Turn::Close,
            Action::EraseLeft if self.line.text().is_empty() => return Turn::Close,
            Action::Accept => {
                let chosen = self.choices.get(self.cursor).map(|choice| choice.action);
                return match (chosen, self.number) {
                    (Some(Action::Edition), Some(minutes)) => Turn::Edition(minutes),
                    (Some(action), _) => Turn::Perform(action),
                    (None, _) => Turn::Stay,
                };
            }
            Action::Quit => return Turn::Pass,
            Action::Down => self.cursor = (self.cursor + 1).min(last),
            Action::Up => self.cursor = self.cursor.saturating_sub(1),
            Action::PageDown => self.cursor = (self.cursor + height).min(last),
            Action::PageUp => self.cursor = self.cursor.saturating_sub(height),
            _ => {
                let before = self.line.text().to_owned();
                self.line.act(action);
                if self.line.text() != before {
                    self.choose();
                }
            }
        }
        Turn::Stay
    }
}
