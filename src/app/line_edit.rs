//! A line of text being typed.

use super::Action;

/// The longest line that is taken, in bytes.
const LONGEST: usize = 400;

/// The longest command. One that was cut might do something else than was meant: nobody types one of this length.
const LONGEST_COMMAND: usize = 8_000;

/// Typed text with a cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineEdit {
    text: String,
    /// A byte offset on a character boundary.
    cursor: usize,
    longest: usize,
}

impl Default for LineEdit {
    fn default() -> Self {
        Self { text: String::new(), cursor: 0, longest: LONGEST }
    }
}

impl LineEdit {
    /// A line for a command.
    pub fn for_command() -> Self {
        Self { longest: LONGEST_COMMAND, ..Self::default() }
    }

    /// What was typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What stands before the cursor.
    pub fn before_cursor(&self) -> &str {
        &self.text[..self.cursor]
    }

    /// Types text. White space of every kind is a blank, control characters are no text, and what makes the line
    /// longer than any search is left out.
    pub fn insert(&mut self, text: &str) {
        for c in text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| !c.is_control()) {
            if self.text.len() < self.longest {
                self.text.insert(self.cursor, c);
                self.cursor += c.len_utf8();
            }
        }
    }

    /// Puts this text in the place of what was typed.
    pub fn set(&mut self, text: &str) {
        self.text.clear();
        self.cursor = 0;
        self.insert(text);
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
                let words = self.before_cursor().trim_end();
                let start = words.trim_end_matches(|c: char| !c.is_whitespace()).len();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_erased_after_any_white_space() {
        for (typed, left) in [("a\u{3000}b", "a "), ("comet lander  ", "comet "), ("één", ""), ("", "")] {
            let mut line = LineEdit::default();
            line.insert(typed);
            line.act(Action::EraseWord);
            assert_eq!(line.text(), left, "{typed:?}");
        }
    }

    #[test]
    fn a_paste_is_one_line_of_a_sane_length() {
        let mut line = LineEdit::default();
        line.insert("comet\nlander\t\u{1b}");
        assert_eq!(line.text(), "comet lander ");
        line.insert(&"é".repeat(100_000));
        assert!(line.text().len() <= LONGEST + 1);
        let mut line = LineEdit::for_command();
        let command = "wc ".repeat(1_000);
        line.insert(&command);
        assert_eq!(line.text(), command);
        line.set("ls");
        assert_eq!((line.text(), line.before_cursor()), ("ls", "ls"));
    }
}
