//! Text set into the open block: white space collapsed, or lines kept as they are.

use super::{Builder, Gap, stretch};
use crate::article::Mark;

/// Columns between the tab stops of verbatim text.
const TAB: usize = 4;

impl Builder {
    /// Adds text to the open block, opening one if need be.
    pub(crate) fn text(&mut self, text: &str) {
        if self.verbatim {
            self.lines(text);
            return;
        }
        let mut at = 0;
        while let Some(byte) = text.as_bytes().get(at) {
            match byte {
                b'\n' | b'\r' => self.gap = Gap::Newline,
                b' ' | b'\t' | b'\x0c' if self.gap == Gap::None => self.gap = Gap::Space,
                b' ' | b'\t' | b'\x0c' => {}
                _ => {
                    let len = stretch::len(&text.as_bytes()[at..]);
                    self.push(&text[at..at + len]);
                    at += len;
                    continue;
                }
            }
            at += 1;
        }
    }

    /// Adds text in one style.
    pub(crate) fn marked(&mut self, mark: Mark, text: &str) {
        self.mark(mark);
        self.text(text);
        self.unmark(mark);
    }

    /// Adds words with one blank between two of them.
    fn push(&mut self, words: &str) {
        let before = self.text.chars().next_back();
        let set = match (self.gap, before) {
            (Gap::None, _) | (_, None | Some('\n')) => false,
            // A line end between two characters of a script without spaces is no space.
            (Gap::Newline, Some(before)) => !(is_unspaced(before) && words.starts_with(is_unspaced)),
            (Gap::Space, Some(_)) => true,
        };
        if set {
            self.text.push(' ');
        }
        self.gap = Gap::None;
        self.begin_marks();
        self.text.push_str(words);
        self.size += stretch::characters(words);
    }

    fn begin_marks(&mut self) {
        for open in self.open.iter_mut().rev().take_while(|open| open.start.is_none()) {
            open.start = Some(self.text.len());
        }
    }

    /// Adds lines as they are.
    pub(super) fn lines(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '\r' => {}
                '\n' => {
                    self.text.push('\n');
                    self.column = 0;
                }
                '\t' => {
                    let width = TAB - self.column % TAB;
                    self.text.extend(std::iter::repeat_n(' ', width));
                    self.column += width;
                }
                c => {
                    self.begin_marks();
                    self.text.push(c);
                    self.size += 1;
                    self.column += 1;
                }
            }
        }
    }

    /// A forced line end. Two in a row end the paragraph, as pages without paragraph tags mean it.
    pub(crate) fn line_break(&mut self) {
        if self.verbatim {
            self.lines("\n");
        } else if self.flat > 0 {
            self.gap = Gap::Space;
        } else if self.text.ends_with('\n') {
            self.paragraph();
        } else if !self.text.is_empty() {
            self.text.push('\n');
            self.gap = Gap::None;
        }
    }
}

/// Han and kana: Korean is written with spaces.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff64}' | '\u{20000}'..='\u{3ffff}')
}
