//! A screen in twelve bytes a column.

use std::hash::BuildHasher;
use std::ops::Range;

use foldhash::fast::FixedState;
use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::layout::Size;

use super::capabilities::Capabilities;
use super::pen::Pen;
use super::scroll::Shift;
use super::symbol::{Clusters, Symbol};

/// What one column shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Spot {
    pub symbol: Symbol,
    /// Of a blank only what is seen.
    pub pen: Pen,
}

impl Spot {
    /// A column that was cleared.
    pub const EMPTY: Self = Self { symbol: Symbol::BLANK, pen: Pen::PLAIN };

    fn new(symbol: Symbol, pen: Pen) -> Self {
        Self { symbol, pen: if symbol == Symbol::BLANK { pen.on_blank() } else { pen } }
    }

    pub fn is_blank(self) -> bool {
        self.symbol == Symbol::BLANK
    }

    pub fn is_covered(self) -> bool {
        self.symbol == Symbol::COVERED
    }

    /// Whether it comes out right when it is drawn with `pen`.
    pub fn is_right_with(self, pen: Pen) -> bool {
        self.pen == if self.is_blank() { pen.on_blank() } else { pen }
    }
}

/// What a screen shows. A wide symbol is followed by the columns that it covers.
#[derive(Clone, Debug)]
pub(super) struct Model {
    size: Size,
    spots: Vec<Spot>,
}

impl Model {
    /// A screen that was cleared.
    pub fn empty(size: Size) -> Self {
        Self { size, spots: vec![Spot::EMPTY; usize::from(size.width) * usize::from(size.height)] }
    }

    /// What a frame shows.
    pub fn of(frame: &Buffer, clusters: &mut Clusters, capabilities: &Capabilities) -> Self {
        let mut model = Self::empty(frame.area.as_size());
        let width = usize::from(model.size.width).max(1);
        for (y, row) in (0..model.size.height).zip(frame.content.chunks(width)) {
            let mut x = 0;
            while let Some(cell) = row.get(usize::from(x)) {
                x += model.put(x, y, cell, clusters, capabilities);
            }
        }
        model
    }

    pub fn size(&self) -> Size {
        self.size
    }

    /// The columns of a row; of a row that isn't there none.
    pub fn row(&self, y: u16) -> &[Spot] {
        let start = usize::from(y) * usize::from(self.size.width);
        self.spots.get(start..start + usize::from(self.size.width)).unwrap_or_default()
    }

    fn row_mut(&mut self, y: u16) -> &mut [Spot] {
        let start = usize::from(y) * usize::from(self.size.width);
        self.spots.get_mut(start..start + usize::from(self.size.width)).unwrap_or_default()
    }

    /// Puts a cell at a column, and says how many columns it takes. Of a wide symbol that it covers in part nothing
    /// is left.
    pub fn put(&mut self, x: u16, y: u16, cell: &Cell, clusters: &mut Clusters, capabilities: &Capabilities) -> u16 {
        let room = self.size.width.saturating_sub(x);
        let (symbol, width) = clusters.take(cell.symbol(), room, capabilities.utf8);
        // What is drawn for a symbol may be narrower than what it was taken for.
        let taken = if cell.symbol().len() > 1 { cell.symbol().cell_width().min(room).max(width) } else { width };
        let pen = Pen::of(cell, capabilities);
        let row = self.row_mut(y);
        let (start, drawn, end) = (usize::from(x), usize::from(x + width), usize::from(x + taken));
        let Some(spots) = row.get_mut(start..end) else { return 1 };
        if spots[0].is_covered() {
            let lead = row[..start].iter().rposition(|spot| !spot.is_covered()).unwrap_or(0);
            row[lead..start].fill(Spot::EMPTY);
        }
        row[start] = Spot::new(symbol, pen);
        row[start + 1..drawn].fill(Spot { symbol: Symbol::COVERED, pen });
        row[drawn..end].fill(Spot::new(Symbol::BLANK, pen));
        row[end..].iter_mut().take_while(|spot| spot.is_covered()).for_each(|spot| *spot = Spot::EMPTY);
        taken
    }

    /// Blanks the columns from one place up to another, row by row, and wide symbols that are only in part among them.
    pub fn clear(&mut self, from: (u16, u16), to: (u16, u16)) {
        let at = |(x, y): (u16, u16)| usize::from(y) * usize::from(self.size.width) + usize::from(x);
        let is_covered = |at: usize| self.spots.get(at).is_some_and(|spot| spot.is_covered());
        let (mut start, mut end) = (at(from), at(to).min(self.spots.len()));
        while is_covered(start) {
            start -= 1;
        }
        while is_covered(end) {
            end += 1;
        }
        if let Some(spots) = self.spots.get_mut(start..end) {
            spots.fill(Spot::EMPTY);
        }
    }

    /// Becomes `shown`, of the same size, after a shift.
    pub fn shift(&mut self, shown: &Self, shift: &Shift) {
        for y in shift.first..=shift.last {
            let row = self.row_mut(y);
            match shift.source(y) {
                Some(source) => row.copy_from_slice(shown.row(source)),
                None => row.fill(Spot::EMPTY),
            }
        }
    }

    /// Takes a row of another, of the same size.
    pub fn take_row(&mut self, y: u16, other: &Self) {
        self.row_mut(y).copy_from_slice(other.row(y));
    }

    /// How many symbols are drawn to turn this screen into `wanted`, of the same size.
    pub fn drawn_for(&self, wanted: &Self) -> usize {
        drawn(&self.spots, &wanted.spots)
    }

    /// A hash of each row, by which rows are found again that moved.
    pub fn hashes(&self) -> Vec<u64> {
        (0..self.size.height).map(|y| FixedState::default().hash_one(self.row(y))).collect()
    }

    /// Makes columns of a row belong to a link.
    pub fn link(&mut self, y: u16, columns: Range<u16>, link: u16) {
        let columns = usize::from(columns.start)..usize::from(columns.end.min(self.size.width));
        for spot in self.row_mut(y).get_mut(columns).unwrap_or_default() {
            if !spot.is_covered() {
                spot.symbol = spot.symbol.linked(link);
            }
        }
    }

    /// The links that columns belong to, 0 for none.
    pub fn links(&self) -> impl Iterator<Item = u16> {
        self.spots.iter().map(|spot| if spot.is_covered() { 0 } else { spot.symbol.link() })
    }

    /// Lets clusters go that are shown no more.
    pub fn sweep(&mut self, clusters: &mut Clusters) {
        clusters.sweep(self.spots.iter_mut().map(|spot| &mut spot.symbol));
    }
}

/// How many symbols are drawn to turn the one into the other. Blanks may be had by erasing and are not counted.
pub(super) fn drawn(shown: &[Spot], wanted: &[Spot]) -> usize {
    let both = shown.iter().zip(wanted);
    both.filter(|(shown, wanted)| shown != wanted && !wanted.is_blank() && !wanted.is_covered()).count()
}

/// The columns that the symbol at `x` takes.
pub(super) fn span(row: &[Spot], x: usize) -> usize {
    1 + row.get(x + 1..).unwrap_or_default().iter().take_while(|spot| spot.is_covered()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model(lines: &[&str]) -> (Model, Clusters) {
        let mut clusters = Clusters::default();
        let capabilities = Capabilities::of("xterm", "", false, true);
        let model = Model::of(&Buffer::with_lines(lines.iter().copied()), &mut clusters, &capabilities);
        (model, clusters)
    }

    fn text(model: &Model, clusters: &Clusters, y: u16) -> String {
        let mut out = Vec::new();
        model.row(y).iter().for_each(|spot| clusters.write(spot.symbol, &mut out));
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_column_takes_twelve_bytes() {
        assert_eq!(size_of::<Spot>(), 12);
    }

    #[test]
    fn half_a_wide_symbol_is_never_left() {
        let capabilities = Capabilities::of("xterm", "", false, true);
        let (mut left, mut clusters) = model(&["a新聞b"]);
        left.put(2, 0, &Cell::new("x"), &mut clusters, &capabilities);
        assert_eq!(text(&left, &clusters, 0), "a x聞b");
        let (mut right, mut clusters) = model(&["a新聞b"]);
        right.put(2, 0, &Cell::new("紙"), &mut clusters, &capabilities);
        assert_eq!(text(&right, &clusters, 0), "a 紙 b");
        let (mut cleared, clusters) = model(&["a新聞b"]);
        cleared.clear((0, 0), (2, 0));
        assert_eq!(text(&cleared, &clusters, 0), "   聞b");
        cleared.clear((4, 0), (5, 0));
        assert_eq!(text(&cleared, &clusters, 0), "     b");
    }

    #[test]
    fn equal_rows_have_equal_hashes() {
        let (model, _) = model(&["one", "two", "one"]);
        let hashes = model.hashes();
        assert_eq!(hashes[0], hashes[2]);
        assert_ne!(hashes[0], hashes[1]);
    }
}
