//! A wire as what a session draws on.

use std::io::{self, Write};

use ratatui::buffer::Buffer;

use super::super::Screen;
use super::{Sent, Wire};
use crate::view::Drawn;

impl<W: Write> Screen for Wire<W> {
    fn paint(&mut self, frame: Buffer, drawn: &Drawn, request: &[u8], budget: Option<usize>) -> io::Result<Sent> {
        Wire::paint_last(self, frame, drawn, request, budget)
    }
    fn clear(&mut self) {
        Wire::clear(self);
    }
    fn question(&self) -> &'static [u8] {
        Wire::question(self)
    }
    fn synchronize(&mut self) {
        Wire::synchronize(self);
    }
}
