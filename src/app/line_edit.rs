//! A line of text being typed.

use super::Action;

/// Typed text with a cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineEdit {
    text: String,
    /// A byte offset on a character boundary.
    cursor: usize,
}

impl LineEdit {
    /// What was typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What stands before the cursor.
    pub fn before_cursor(&self) -> &str {
        &self.text[..self.cursor]
    }

    /// Types a character. Control characters are not text.
    pub fn insert(&mut self, c: char) {
        if !c.is_control() {
            self.text.insert(self.cursor, c);
            self.cursor += c.len_utf8();
        }
    }

    /// Edits; answers whether the action was one of editing.
    pub fn act(&mut self, action: Action) -> bool {
        match action {
            Action::EraseLeft => {
                if let Some(c) = self.before_cursor().chars().next_back() {
                    self.cursor -= c.len_utf8();
                    self.text.remove(self.cursor);
                }
            }
            Action::EraseRight => {
                if self.cursor < self.text.len() {
                    self.text.remove(self.cursor);
                }
            }
            Action::EraseWord => {
                let kept = self.before_cursor().trim_end();
                let start = kept.rfind(char::is_whitespace).map_or(0, |space| space + 1);
                self.text.replace_range(start..self.cursor, "");
                self.cursor = start;
            }
            Action::EraseAll => {
                self.text.replace_range(..self.cursor, "");
                self.cursor = 0;
            }
            Action::CursorLeft => {
                self.cursor -= self.before_cursor().chars().next_back().map_or(0, char::len_utf8);
            }
            Action::CursorRight => {
                self.cursor += self.text[self.cursor..].chars().next().map_or(0, char::len_utf8);
            }
            Action::CursorStart => self.cursor = 0,
            Action::CursorEnd => self.cursor = self.text.len(),
            _ => return false,
        }
        true
    }
}
