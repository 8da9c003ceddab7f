//! A set line: which bytes of its block it holds, and what it shows of them.

use std::borrow::Cow;
use std::ops::Range;

use super::width::width;

/// One line of a block as it was set for a measure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The first byte of the block's text that belongs to it.
    pub start: usize,
    /// Where the next line starts. White space at the line's end belongs to it and is not shown.
    pub end: usize,
    /// Columns before the text; `lead` stands in them.
    pub indent: u16,
    /// What stands before the text.
    pub lead: Lead,
    /// What it shows, from left to right.
    pub pieces: Vec<Piece>,
}

impl Line {
    /// Columns of indent and text together. `text` is the block's.
    pub fn width(&self, text: &str) -> usize {
        usize::from(self.indent) + self.pieces.iter().map(|piece| piece.width(text)).sum::<usize>()
    }

    /// The whole line in plain characters, lead and all. `text` is the block's.
    pub fn shown(&self, text: &str) -> String {
        let mut shown = self.lead.shown(self.indent);
        for piece in &self.pieces {
            shown.push_str(&piece.shown(text));
        }
        if self.pieces.is_empty() {
            shown.truncate(shown.trim_end().len());
        }
        shown
    }
}

/// What stands before a line's text, within its indent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Lead {
    /// Nothing but blanks.
    #[default]
    None,
    /// So many bars, each followed by a blank: a quotation.
    Bars(u8),
    /// A list item's marker, right-aligned, with one blank after it.
    Marker(String),
}

impl Lead {
    /// Exactly `indent` columns in plain characters.
    pub fn shown(&self, indent: u16) -> String {
        let indent = usize::from(indent);
        match self {
            Lead::None => " ".repeat(indent),
            Lead::Bars(bars) => {
                let bars = usize::from(*bars);
                "│ ".repeat(bars) + &" ".repeat(indent.saturating_sub(2 * bars))
            }
            Lead::Marker(marker) => " ".repeat(indent.saturating_sub(width(marker) + 1)) + marker + " ",
        }
    }
}

/// A stretch of a line in one style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What it shows.
    pub content: Content,
    /// How.
    pub style: Style,
}

impl Piece {
    /// A piece without a style of its own.
    pub fn plain(content: Content) -> Self {
        Self { content, style: Style::default() }
    }

    /// What it shows, in characters. `text` is the block's.
    pub fn shown<'a>(&self, text: &'a str) -> Cow<'a, str> {
        match &self.content {
            Content::Text(range) => Cow::Borrowed(text.get(range.clone()).unwrap_or_default()),
            Content::Blank(columns) => Cow::Owned(" ".repeat(usize::from(*columns))),
            Content::Sign(sign) => Cow::Borrowed(sign),
        }
    }

    /// Its columns. `text` is the block's.
    pub fn width(&self, text: &str) -> usize {
        match &self.content {
            Content::Blank(columns) => usize::from(*columns),
            Content::Text(_) | Content::Sign(_) => width(&self.shown(text)),
        }
    }
}

/// What a piece of a line shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// These bytes of the block's text.
    Text(Range<usize>),
    /// So many blank columns.
    Blank(u16),
    /// A sign that is not in the text: a hyphen, a rule, what parts two cells.
    Sign(&'static str),
}

/// The marks that a stretch of text bears.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// Emphasis (italics).
    pub emphasis: bool,
    /// Strong (bold).
    pub strong: bool,
    /// Code within a line.
    pub code: bool,
    /// Struck out.
    pub strike: bool,
    /// The innermost link, by its index in the article's links.
    pub link: Option<u16>,
}

/// The last line that starts at or before `byte`, by index: the line that holds it. 0 if there is none.
///
/// ```
/// use byline::article::Block;
/// use byline::typeset::{line_at, set};
/// let lines = set(&Block::paragraph("Nobody could log in on Monday."), 12, None);
/// assert_eq!(line_at(&lines, 14), 1);
/// ```
pub fn line_at(lines: &[Line], byte: usize) -> usize {
    lines.partition_point(|line| line.start <= byte).saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(starts: &[usize]) -> Vec<Line> {
        starts.iter().map(|&start| Line { start, ..Line::default() }).collect()
    }

    #[test]
    fn a_byte_is_on_the_last_line_that_starts_before_it() {
        let lines = lines(&[0, 5, 9]);
        let found: Vec<_> = [0, 4, 5, 8, 9, 100].iter().map(|&byte| line_at(&lines, byte)).collect();
        assert_eq!(found, [0, 0, 1, 1, 2, 2]);
        assert_eq!(line_at(&[], 3), 0);
    }

    #[test]
    fn a_lead_takes_exactly_its_indent() {
        assert_eq!(Lead::Bars(2).shown(4), "│ │ ");
        assert_eq!(Lead::Marker("3.".into()).shown(5), "  3. ");
        assert_eq!(Lead::None.shown(2), "  ");
    }
}
