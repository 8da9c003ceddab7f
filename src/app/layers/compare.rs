//! Two tellings sentence by sentence: a layer over the panes.

use std::sync::Arc;

use super::{Turn, scroll};
use crate::app::{Action, Desk, Ticket};
use crate::article::{Block, Handle};
use crate::related::alignment::Comparison;
use crate::typeset::{self, Line};

/// From this many columns on the tellings stand side by side; below it one stands under the other.
pub const BESIDE: u16 = 120;

/// The lines above the text.
pub const HEAD: usize = 3;

/// What is known of the two.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Sides {
    /// They are being compared.
    #[default]
    Waiting,
    /// They stand side by side.
    Ready(Arc<Comparison>),
    /// One sentence why they can't be compared.
    Failed(String),
}

/// A line of a passage.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Which telling: the open one is 0.
    pub side: usize,
    /// Which of its passages.
    pub passage: usize,
    /// The passage's own line.
    pub line: Line,
    /// The other telling says the same.
    pub alike: bool,
}

/// The comparison's state.
#[derive(Clone, Debug, PartialEq)]
pub struct Compare {
    /// The article that is compared.
    pub of: Handle,
    /// Its other tellings, nearest first.
    pub others: Vec<Handle>,
    /// Which of them it is compared with.
    pub at: usize,
    /// What is known.
    pub sides: Sides,
    /// The first line on screen.
    pub top: usize,
    /// The lines as they are set: what stands left and right, or in the one column that there is.
    pub lines: Vec<[Option<Cell>; 2]>,
    /// The columns of text of a telling.
    pub measure: u16,
    beside: bool,
    ticket: Ticket,
}

impl Compare {
    /// Waits for the answer to `ticket`.
    pub fn new(of: Handle, others: Vec<Handle>, at: usize, ticket: Ticket) -> Self {
        let (sides, lines) = (Sides::Waiting, Vec::new());
        Self { of, others, at, sides, top: 0, lines, measure: 0, beside: false, ticket }
    }

    /// The other telling.
    pub fn other(&self) -> Option<Handle> {
        self.others.get(self.at).copied()
    }

    /// Takes the answer, if it is to this layer's question.
    pub fn receive(&mut self, ticket: Ticket, result: &Result<Arc<Comparison>, String>) {
        if ticket == self.ticket {
            (self.measure, self.top) = (0, 0);
            self.sides = match result {
                Ok(comparison) => Sides::Ready(Arc::clone(comparison)),
                Err(sentence) => Sides::Failed(sentence.clone()),
            };
        }
    }

    /// Sets the tellings for a screen.
    pub fn fit(&mut self, size: (u16, u16), measure: u16) {
        let beside = size.0 >= BESIDE;
        let columns = if beside { (size.0 - 9) / 2 } else { size.0.saturating_sub(6) };
        let columns = columns.clamp(1, measure.max(1));
        if (columns, beside) != (self.measure, self.beside)
            && let Sides::Ready(comparison) = &self.sides
        {
            // The passage that stood at the top stays there.
            let top = self.lines.get(self.top).and_then(|line| line.iter().flatten().next());
            let top = top.map(|cell| (cell.side, cell.passage));
            self.lines = lay(comparison, columns, beside);
            (self.measure, self.beside) = (columns, beside);
            let stays = |line: &[Option<Cell>; 2]| line.iter().flatten().any(|c| Some((c.side, c.passage)) == top);
            self.top = self.lines.iter().position(stays).unwrap_or(0);
        }
        let height = usize::from(size.1.saturating_sub(1)).saturating_sub(HEAD).max(1);
        self.top = self.top.min(self.lines.len().saturating_sub(height));
    }

    pub(super) fn act(&mut self, action: Action, desk: &mut Desk, height: usize) -> Turn {
        let last = self.others.len().saturating_sub(1);
        match action {
            Action::Close | Action::Cancel | Action::Compare | Action::FocusList => Turn::Close,
            Action::Open | Action::FocusReader => self.other().map_or(Turn::Stay, Turn::Hop),
            Action::ArticleNext
            | Action::SwitchPane
            | Action::ReaderDown
            | Action::ArticlePrevious
            | Action::ReaderUp
                if last == 0 =>
            {
                desk.say("there is no third telling");
                Turn::Stay
            }
            Action::ArticleNext | Action::SwitchPane | Action::ReaderDown => {
                Turn::Compare(if self.at == last { 0 } else { self.at + 1 })
            }
            Action::ArticlePrevious | Action::ReaderUp => Turn::Compare(if self.at == 0 { last } else { self.at - 1 }),
            _ => match (scroll(self.top, self.lines.len(), height.saturating_sub(HEAD).max(1), action), action.hop()) {
                (Some(top), _) => {
                    self.top = top;
                    Turn::Stay
                }
                (None, Some(other)) if other <= last => Turn::Compare(other),
                (None, Some(other)) => {
                    desk.say(format!("there is no telling {}", other + 1));
                    Turn::Stay
                }
                (None, None) => Turn::Pass,
            },
        }
    }
}

/// Sets the rows of a comparison, a blank line between them.
fn lay(comparison: &Comparison, measure: u16, beside: bool) -> Vec<[Option<Cell>; 2]> {
    let mut lines = Vec::new();
    for row in &comparison.rows {
        let mut columns: [Vec<Cell>; 2] = Default::default();
        for (side, column) in columns.iter_mut().enumerate() {
            for passage in row.passages[side].clone() {
                let block = Block::paragraph(comparison.passages[side][passage].text.as_str());
                let set = typeset::set(&block, measure, comparison.languages[side]);
                column.extend(set.into_iter().map(|line| Cell { side, passage, line, alike: row.alike }));
            }
        }
        if !lines.is_empty() {
            lines.push([None, None]);
        }
        let [left, right] = columns;
        if beside {
            let (mut left, mut right) = (left.into_iter(), right.into_iter());
            let pairs = std::iter::from_fn(|| {
                let line = [left.next(), right.next()];
                line.iter().any(Option::is_some).then_some(line)
            });
            lines.extend(pairs);
        } else {
            lines.extend(left.into_iter().chain(right).map(|cell| [Some(cell), None]));
        }
    }
    lines
}
