//! The bytes that turn what a terminal shows into what it is to show.

use ratatui::layout::Position;

use super::cursor::{Ground, Place, digits, sequence};
use super::links::Links;
use super::model::{Model, Spot, span};
use super::pen::Pen;
use super::scroll::Shift;
use super::symbol::Clusters;

/// What is known of a terminal besides what it shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct State {
    /// Where its cursor is. After the last column of a row nobody knows: terminals wrap sooner or later.
    pub at: Option<Place>,
    /// The pen in hand.
    pub pen: Option<Pen>,
    /// First and last row of the region that scrolls.
    pub region: Option<(u16, u16)>,
    /// The cursor is shown.
    pub shown: Option<bool>,
    /// The link that what is drawn belongs to; 0 is none. No frame ends in one.
    pub link: u16,
}

/// Blanks in a row that must be worth more than this are erased before the row is drawn: what that takes.
const ERASED_FIRST: usize = 6;

/// Encodes frames.
#[derive(Clone, Debug)]
pub(super) struct Encoder<'a> {
    pub ground: Ground<'a>,
    pub clusters: &'a Clusters,
    pub links: &'a Links,
    pub state: State,
    /// The bytes so far.
    pub out: Vec<u8>,
}

impl<'a> Encoder<'a> {
    /// Clears a terminal of which nothing is known.
    pub fn clear(&mut self) {
        if self.ground.capabilities.scrolls_rows {
            self.out.extend_from_slice(b"\x1b[r");
        }
        self.out.extend_from_slice(b"\x1b[m\x1b[H\x1b[J");
        let last = self.ground.size.height.saturating_sub(1);
        self.state = State { at: Some((0, 0)), pen: Some(Pen::PLAIN), region: Some((0, last)), shown: None, link: 0 };
    }

    /// Draws what differs between what is shown, after a shift if there is one, and what is wanted.
    pub fn draw(&mut self, shown: &Model, wanted: &Model, shift: Option<&Shift>) {
        if let Some(shift) = shift {
            self.scroll(shift);
        }
        let blank = vec![Spot::EMPTY; usize::from(wanted.size().width)];
        for y in 0..wanted.size().height {
            let source = shift.map_or(Some(y), |shift| shift.source(y));
            self.row(y, source.map_or(&blank, |source| shown.row(source)), wanted.row(y));
        }
    }

    /// Puts the cursor where it is wanted, or hides it.
    pub fn finish(&mut self, cursor: Option<Position>) {
        self.set_link(0);
        if let Some(Position { x, y }) = cursor {
            let size = self.ground.size;
            self.go((x.min(size.width.saturating_sub(1)), y.min(size.height.saturating_sub(1))));
        }
        if self.state.shown != Some(cursor.is_some()) {
            self.out.extend_from_slice(if cursor.is_some() { b"\x1b[?25h" } else { b"\x1b[?25l" });
            self.state.shown = Some(cursor.is_some());
        }
    }

    fn go(&mut self, to: Place) {
        self.ground(self.state.region).go(self.state.at, to, &mut self.out);
        self.state.at = Some(to);
    }

    fn ground(&self, region: Option<(u16, u16)>) -> Ground<'a> {
        Ground { region, ..self.ground }
    }

    fn set_pen(&mut self, pen: Pen) {
        pen.take(self.state.pen, self.ground.capabilities, &mut self.out);
        self.state.pen = Some(pen);
    }

    fn set_link(&mut self, link: u16) {
        if self.state.link != link {
            self.links.write(link, &mut self.out);
            self.state.link = link;
        }
    }

    /// Scrolls a region. It stays set: most frames scroll what the last one did.
    fn scroll(&mut self, shift: &Shift) {
        if !self.state.pen.is_some_and(|pen| pen.erases_as(Pen::PLAIN, self.ground.capabilities)) {
            self.set_pen(Pen::PLAIN);
        }
        let region = (shift.first, shift.last);
        if self.state.region != Some(region) {
            if region == (0, self.ground.size.height.saturating_sub(1)) {
                self.out.extend_from_slice(b"\x1b[r");
            } else {
                self.out.extend_from_slice(format!("\x1b[{};{}r", shift.first + 1, shift.last + 1).as_bytes());
            }
            // Most terminals put the cursor in the corner then, and some in the region's.
            self.state = State { region: Some(region), at: None, ..self.state };
        }
        let ground = self.ground(Some(region));
        let count = shift.by.unsigned_abs();
        let is_up = shift.by > 0;
        // Rows are drawn from the first new one on: the way there is part of what a scroll takes.
        let (margin, new) = if is_up { (shift.last, shift.last + 1 - count) } else { (shift.first, shift.first) };
        let one_by_one = ground.cost(self.state.at, (0, margin))
            + usize::from(count) * if is_up { 1 } else { 2 }
            + ground.cost(Some((0, margin)), (0, new));
        let at_once = 2 + usize::from(count > 1) * digits(count) + 1 + ground.cost(self.state.at, (0, new));
        if self.ground.capabilities.scrolls_by_many && at_once < one_by_one {
            sequence(&mut self.out, count, if is_up { b'S' } else { b'T' });
        } else {
            self.go((0, margin));
            let line: &[u8] = if is_up { b"\n" } else { b"\x1bM" };
            (0..count).for_each(|_| self.out.extend_from_slice(line));
        }
    }

    fn row(&mut self, y: u16, shown: &[Spot], wanted: &[Spot]) {
        let Some(first) = shown.iter().zip(wanted).position(|(shown, wanted)| shown != wanted) else { return };
        let (start, before) = (self.out.len(), self.state);
        self.patch(y, shown, wanted);
        let differing = shown.iter().zip(wanted).filter(|(shown, wanted)| shown != wanted);
        if differing.filter(|(_, wanted)| **wanted == Spot::EMPTY).count() <= ERASED_FIRST {
            return;
        }
        // Where much of a row becomes blank, erasing it first may be shorter; from its first column on, to which the
        // way from the row above is the shortest, where there is nothing before.
        let is_blank_before = wanted[..first].iter().all(|spot| *spot == Spot::EMPTY);
        let erased_from = [Some(first), Some(0).filter(|_| is_blank_before && first > 0)];
        for from in erased_from.into_iter().flatten() {
            let shortest = self.out.split_off(start);
            let after = std::mem::replace(&mut self.state, before);
            self.go((from as u16, y));
            self.erase_to_end(Pen::PLAIN);
            let mut erased = shown.to_vec();
            erased[from..].fill(Spot::EMPTY);
            self.patch(y, &erased, wanted);
            if self.out.len() - start >= shortest.len() {
                self.out.truncate(start);
                self.out.extend_from_slice(&shortest);
                self.state = after;
            }
        }
    }

    /// Draws the columns of a row that differ.
    fn patch(&mut self, y: u16, shown: &[Spot], wanted: &[Spot]) {
        let mut row = Row { y, shown, wanted, tail: self.tail(wanted), forced: 0 };
        let mut x = 0;
        while x < row.tail {
            x = if row.differs(x) { self.stretch(x, &mut row) } else { x + span(wanted, x) };
        }
        let width = wanted.len();
        let Some(first) = (row.tail..width).find(|x| row.differs(*x)) else { return };
        let last = (first..width).rfind(|x| row.differs(*x)).unwrap_or(first);
        if last - first < 3 && last + 1 < width {
            (first..=last).for_each(|x| self.spot(x, &mut row));
            return;
        }
        // All from the tail on is to be blank: where the cursor is among it, it needs no move.
        let is_there = |at: &Place| at.1 == y && (row.tail..=first).contains(&usize::from(at.0));
        if !self.state.at.as_ref().is_some_and(is_there) {
            self.go((first as u16, y));
        }
        self.erase_to_end(wanted[first].pen);
    }

    fn erase_to_end(&mut self, blank: Pen) {
        self.take_eraser(blank);
        self.out.extend_from_slice(b"\x1b[K");
    }

    /// Takes a pen with which what is erased looks like a blank of `pen`.
    fn take_eraser(&mut self, pen: Pen) {
        // Terminals differ in what link erased columns belong to.
        self.set_link(0);
        if !self.state.pen.is_some_and(|held| held.erases_as(pen, self.ground.capabilities)) {
            self.set_pen(pen);
        }
    }

    /// Where the blanks begin that a row ends with and that can be erased.
    fn tail(&self, wanted: &[Spot]) -> usize {
        let Some(last) = wanted.last() else { return 0 };
        if !last.is_blank() || !last.pen.can_erase(self.ground.capabilities) {
            return wanted.len();
        }
        wanted.iter().rposition(|spot| spot != last).map_or(0, |at| at + 1)
    }

    /// Draws from a column on that differs, and says where the next is that was not looked at.
    fn stretch(&mut self, x: usize, row: &mut Row<'_>) -> usize {
        let spot = row.wanted[x];
        let capabilities = self.ground.capabilities;
        let same = row.wanted[x..row.tail].iter().take_while(|other| **other == spot).count();
        let Some(last) = (x..x + same).rfind(|x| row.differs(*x)) else { return x + 1 };
        let run = last + 1 - x;
        let len = self.clusters.len(spot.symbol);
        if run > 3 {
            let changed = (x..=last).filter(|x| row.differs(*x)).count();
            let is_last = !(last + 1..row.tail).any(|x| row.differs(x));
            let count = run as u16;
            let erased = 3 + digits(count) + if is_last { 0 } else { 3 + digits(count) };
            let repeated = len + 3 + digits(count - 1);
            let can_erase = capabilities.erases_columns && spot.is_blank() && spot.pen.can_erase(capabilities);
            let can_repeat = capabilities.repeats && spot.symbol.is_character();
            if can_repeat && repeated < changed * len && !(can_erase && erased < repeated) {
                self.spot(x, row);
                if self.state.at.is_some() {
                    sequence(&mut self.out, count - 1, b'b');
                    self.state.at = self.after(last, row.y);
                    return last + 1;
                }
                return x + 1;
            }
            if can_erase && erased < changed {
                self.reach(x, row, spot.pen);
                self.take_eraser(spot.pen);
                sequence(&mut self.out, count, b'X');
                return last + 1;
            }
        }
        self.spot(x, row);
        x + span(row.wanted, x)
    }

    /// The place of the cursor after what was drawn last ended in column `x`.
    fn after(&self, x: usize, y: u16) -> Option<Place> {
        let next = x as u16 + 1;
        (next < self.ground.size.width).then_some((next, y))
    }

    /// Draws one symbol.
    fn spot(&mut self, x: usize, row: &mut Row<'_>) {
        let spot = row.wanted[x];
        let end = x + span(row.wanted, x);
        let pen = self.pen_for(x, row.wanted);
        self.reach(x, row, pen);
        self.set_link(spot.symbol.link());
        self.set_pen(pen);
        let reach = self.clusters.reach(spot.symbol);
        if reach > 0 {
            // Some terminals draw fewer columns than others, and some more: the former find blanks, and what the
            // latter draw over is drawn again.
            self.out.extend(std::iter::repeat_n(b' ', end - x));
            self.state.at = self.after(end - 1, row.y);
            self.go((x as u16, row.y));
        }
        self.clusters.write(spot.symbol, &mut self.out);
        self.state.at = self.after(end - 1, row.y).filter(|_| reach == 0);
        if reach > 0 {
            row.forced = row.forced.max(x + usize::from(reach));
        }
    }

    /// The pen for a column: the one in hand if it will do, otherwise one that does for what comes next too.
    fn pen_for(&self, x: usize, wanted: &[Spot]) -> Pen {
        let spot = wanted[x];
        if let Some(pen) = self.state.pen.filter(|pen| spot.is_right_with(*pen)) {
            return pen;
        }
        let next = wanted[x..].iter().find(|spot| !spot.is_blank()).map(|spot| spot.pen);
        next.filter(|pen| spot.is_right_with(*pen)).unwrap_or(spot.pen)
    }

    /// Brings the cursor to a column that `pen` is for; over a short gap by drawing again what is in it.
    fn reach(&mut self, x: usize, row: &Row<'_>, pen: Pen) {
        let to = (x as u16, row.y);
        let Some((at, y)) = self.state.at.filter(|at| at.1 == row.y && at.0 < to.0) else { return self.go(to) };
        let gap = &row.wanted[usize::from(at)..x];
        let cost = self.ground(self.state.region).cost(Some((at, y)), to);
        let is_same = |spot: &Spot| {
            self.clusters.reach(spot.symbol) == 0 && (spot.is_covered() || spot.symbol.link() == self.state.link)
        };
        let is_whole = !gap[0].is_covered() && gap.iter().all(is_same);
        if !is_whole || gap.iter().map(|spot| self.clusters.len(spot.symbol)).sum::<usize>() > cost {
            return self.go(to);
        }
        let is_right = |pen: Pen| gap.iter().all(|spot| spot.is_right_with(pen));
        if !self.state.pen.is_some_and(is_right) {
            if !is_right(pen) {
                return self.go(to);
            }
            self.set_pen(pen);
        }
        gap.iter().for_each(|spot| self.clusters.write(spot.symbol, &mut self.out));
        self.state.at = Some(to);
    }
}

/// A row that is being drawn.
struct Row<'a> {
    y: u16,
    shown: &'a [Spot],
    wanted: &'a [Spot],
    /// From here on all is blank and can be erased.
    tail: usize,
    /// Up to here columns are drawn even where they seem to be right.
    forced: usize,
}

impl Row<'_> {
    fn differs(&self, x: usize) -> bool {
        x < self.forced || self.shown[x] != self.wanted[x]
    }
}
