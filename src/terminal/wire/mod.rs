//! The terminal at the end of a line, as it is known here, sent in as few bytes as turn it into the next picture.
//!
//! A [`Wire`] keeps a [`Model`] of what the terminal shows, a [`State`] of its cursor, pen and region, and what it
//! understands, its [`Capabilities`]. A frame is read into a second model; an [`Encoder`] writes what turns the one into
//! the other, once as it is and once after a [`Shift`] where rows have moved; the shorter goes out, as one write.

mod backend;
mod capabilities;
mod cursor;
mod encode;
mod links;
mod model;
mod part;
mod pen;
mod screen;
mod scroll;
mod size;
mod symbol;
#[cfg(test)]
mod tests;

use std::io::{self, Write};

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Size};

pub use capabilities::{Capabilities, Colours, is_utf8};
use cursor::Ground;
use encode::{Encoder, State};
use links::Links;
use model::Model;
use scroll::Shift;
pub use size::SharedSize;
use symbol::Clusters;

use crate::view::{Drawn, Linked};

/// Puts pen and region of a terminal back. Both outlast a frame: to be sent before the terminal is given back.
pub const RESTORE: &[u8] = b"\x1b[m\x1b[r";

/// Frames that are longer than this, in bytes, are held back by a terminal that can until they are whole, unless they
/// scroll: tmux draws a region anew that was scrolled meanwhile (tmux #5611).
const BIG: usize = 2048;

/// Where no more symbols than this are new in their columns it isn't worth looking for what moved.
const SMALL: usize = 48;

/// The memory for bytes, in bytes, that is kept between two frames.
const KEPT: usize = 4096;

/// Asks whether a picture can be held back (DECRQM of mode 2026).
const QUESTION: &[u8] = b"\x1b[?2026$p";

/// What was sent of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sent {
    /// So many bytes; 0 when nothing had changed.
    pub bytes: usize,
    /// All of it. Otherwise the rest is sent when it is painted again.
    pub is_whole: bool,
}

/// A terminal at the end of a wire.
pub struct Wire<W: Write> {
    out: W,
    size: SharedSize,
    capabilities: Capabilities,
    clusters: Clusters,
    links: Links,
    /// What the terminal shows, unless it is stale.
    shown: Model,
    /// The terminal shows something else.
    is_stale: bool,
    state: State,
    /// What was drawn through ratatui and not sent yet.
    next: Option<Model>,
    /// Where ratatui put the cursor.
    cursor: Position,
    /// Whether ratatui shows it, if it has said so.
    is_cursor_wanted: Option<bool>,
    /// Bytes that are no part of a picture.
    passed: Vec<u8>,
    last: usize,
}

impl<W: Write> Wire<W> {
    /// Draws on the terminal behind `out`. Nothing is known of what it shows.
    pub fn new(out: W, size: SharedSize, capabilities: Capabilities) -> Self {
        Self {
            out,
            size,
            capabilities,
            clusters: Clusters::default(),
            links: Links::default(),
            shown: Model::empty(Size::ZERO),
            is_stale: true,
            state: State::default(),
            next: None,
            cursor: Position::ORIGIN,
            is_cursor_wanted: None,
            passed: Vec::new(),
            last: 0,
        }
    }

    /// Shows a frame, with its links, and the cursor at a place of it or hidden; `request` follows it. Nothing is sent when nothing
    /// changed; a frame of another size than the last is drawn as a whole. With a `budget` of bytes only the rows are
    /// drawn that it about suffices for.
    ///
    /// # Errors
    /// When the terminal can't be written. The next frame is drawn as a whole then.
    pub fn paint(&mut self, frame: &Buffer, drawn: &Drawn, request: &[u8], budget: Option<usize>) -> io::Result<Sent> {
        let wanted = Model::of(frame, &mut self.clusters, &self.capabilities);
        self.show(wanted, drawn, request, budget)
    }

    /// The same with a frame that nobody needs any more: while it is on its way, however long, it takes no memory.
    ///
    /// # Errors
    /// As [`paint`](Self::paint).
    pub fn paint_last(
        &mut self,
        frame: Buffer,
        drawn: &Drawn,
        request: &[u8],
        budget: Option<usize>,
    ) -> io::Result<Sent> {
        let wanted = Model::of(&frame, &mut self.clusters, &self.capabilities);
        drop(frame);
        self.show(wanted, drawn, request, budget)
    }

    fn show(&mut self, mut wanted: Model, drawn: &Drawn, request: &[u8], budget: Option<usize>) -> io::Result<Sent> {
        if self.capabilities.links && !drawn.links.is_empty() {
            self.links.sweep(self.shown.links());
            for Linked { y, columns, address } in &drawn.links {
                wanted.link(*y, columns.clone(), self.links.number(address));
            }
        }
        let is_known = !self.is_stale && wanted.size() == self.shown.size();
        let part = budget.filter(|_| is_known).and_then(|budget| self.part(&wanted, budget));
        let is_whole = part.is_none();
        self.send(part.unwrap_or(wanted), Some(drawn.cursor.map(Position::from)), request)?;
        Ok(Sent { bytes: self.last, is_whole })
    }

    /// What the terminal is to be asked once: nothing where the question would be shown.
    pub fn question(&self) -> &'static [u8] {
        if self.capabilities.reports_modes { QUESTION } else { &[] }
    }

    /// Draws the next frame as a whole, on a cleared terminal: it may show anything.
    pub fn clear(&mut self) {
        self.is_stale = true;
    }

    /// Sends bytes that are no part of the picture and leave cursor, pen and region alone: after the next frame, and
    /// in the same write.
    pub fn pass(&mut self, bytes: &[u8]) {
        self.passed.extend_from_slice(bytes);
    }

    /// Says that the terminal can hold back a picture until it is whole, as it has answered itself (DECRQM of 2026).
    pub fn synchronize(&mut self) {
        self.capabilities.synchronizes = true;
    }

    /// The bytes that the last frame took; 0 when it changed nothing.
    pub fn last(&self) -> usize {
        self.last
    }

    /// Sends what turns the terminal into `wanted`, and a request behind it. Where nothing is said of the cursor it stays
    /// as it is.
    fn send(&mut self, wanted: Model, cursor: Option<Option<Position>>, request: &[u8]) -> io::Result<()> {
        let mut bytes = self.encode(&wanted, cursor);
        self.shown = wanted;
        self.shown.sweep(&mut self.clusters);
        self.is_stale = false;
        self.last = bytes.len();
        bytes.append(&mut self.passed);
        self.passed.shrink_to(KEPT);
        if bytes.is_empty() {
            return Ok(());
        }
        if self.last > 0 {
            bytes.extend_from_slice(request);
        }
        let sent = self.out.write_all(&bytes).and_then(|()| self.out.flush());
        if sent.is_err() {
            self.clear();
        }
        sent
    }

    fn encode(&mut self, wanted: &Model, cursor: Option<Option<Position>>) -> Vec<u8> {
        let size = wanted.size();
        if size.area() == 0 {
            return Vec::new();
        }
        // Terminals keep their region or not when their size changes, and move the cursor.
        self.is_stale |= size != self.shown.size();
        let ground = Ground { capabilities: &self.capabilities, size, region: None };
        let start =
            Encoder { ground, clusters: &self.clusters, links: &self.links, state: self.state, out: Vec::new() };
        let draw = |shift: Option<&Shift>| {
            let mut frame = start.clone();
            if self.is_stale {
                frame.clear();
                frame.draw(&Model::empty(size), wanted, None);
            } else {
                frame.draw(&self.shown, wanted, shift);
            }
            if let Some(cursor) = cursor {
                frame.finish(cursor);
            }
            frame
        };
        let drawn = if self.is_stale { 0 } else { self.shown.drawn_for(wanted) };
        let shift = self.shift(wanted, drawn);
        let scrolled = shift.map(|shift| draw(Some(&shift)));
        // In place a symbol takes a byte at least: what is shorter than that needs no comparing.
        let (frame, has_scrolled) = match scrolled {
            Some(scrolled) if scrolled.out.len() <= drawn => (scrolled, true),
            Some(scrolled) => {
                let in_place = draw(None);
                if scrolled.out.len() < in_place.out.len() { (scrolled, true) } else { (in_place, false) }
            }
            None => (draw(None), false),
        };
        let is_held = !has_scrolled && self.capabilities.synchronizes && frame.out.len() > BIG;
        self.state = frame.state;
        if is_held {
            return [b"\x1b[?2026h", frame.out.as_slice(), b"\x1b[?2026l"].concat();
        }
        frame.out
    }

    /// What rows have moved, where so many symbols would have to be drawn without that.
    fn shift(&self, wanted: &Model, drawn: usize) -> Option<Shift> {
        let may_scroll = drawn > SMALL && self.capabilities.scrolls_rows;
        may_scroll.then(|| Shift::find(&self.shown, wanted, self.state.region)).flatten()
    }
}
