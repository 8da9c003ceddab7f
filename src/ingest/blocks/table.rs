//! Rows and cells gathered into the text of one block.

use crate::article::{Block, Kind, Span};

#[derive(Default)]
pub(super) struct Table {
    text: String,
    spans: Vec<Span>,
    /// Bytes of `text` before the open row.
    row: usize,
    cells: usize,
}

impl Table {
    /// Adds a cell to the open row.
    pub(super) fn cell(&mut self, text: &str, spans: &[Span]) {
        if self.cells > 0 {
            self.text.push('\t');
        }
        let offset = self.text.len();
        // A cell is one line: its own line ends and tabs would be read as rows and cells.
        self.text.extend(text.chars().map(|c| if matches!(c, '\n' | '\t') { ' ' } else { c }));
        self.spans.extend(
            spans
                .iter()
                .map(|span| Span { range: span.range.start + offset..span.range.end + offset, mark: span.mark }),
        );
        self.cells += 1;
    }

    /// Ends the open row; one without words is dropped.
    pub(super) fn row(&mut self) {
        let empty = self.text.get(self.row..).is_none_or(|row| row.trim().is_empty());
        if empty {
            self.text.truncate(self.row);
        } else {
            self.text.push('\n');
        }
        self.row = self.text.len();
        self.cells = 0;
    }

    pub(super) fn finish(mut self) -> Option<Block> {
        self.row();
        if self.text.ends_with('\n') {
            self.text.pop();
        }
        (!self.text.is_empty()).then_some(Block {
            kind: Kind::Table,
            text: self.text,
            spans: self.spans,
            boilerplate: false,
        })
    }
}
