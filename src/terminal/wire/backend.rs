//! A wire as ratatui's back end: cells are collected and sent when the frame is whole.

use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

use super::Wire;
use super::model::Model;

impl<W: Write> Wire<W> {
    /// What the next frame is to show.
    fn next(&mut self) -> &mut Model {
        let size = self.size.get();
        if self.next.as_ref().is_none_or(|next| next.size() != size) {
            let is_same = self.shown.size() == size;
            self.next = Some(if is_same { self.shown.clone() } else { Model::empty(size) });
        }
        self.next.get_or_insert_with(|| Model::empty(size))
    }
}

impl<W: Write> Backend for Wire<W> {
    type Error = io::Error;

    fn draw<'a, I: Iterator<Item = (u16, u16, &'a Cell)>>(&mut self, content: I) -> io::Result<()> {
        let mut content = content.peekable();
        if content.peek().is_none() {
            return Ok(());
        }
        self.next();
        if let Some(next) = &mut self.next {
            for (x, y, cell) in content {
                next.put(x, y, cell, &mut self.clusters, &self.capabilities);
            }
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.is_cursor_wanted = Some(false);
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.is_cursor_wanted = Some(true);
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.cursor = position.into();
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        let Position { x, y } = self.cursor;
        let next = self.next();
        let Size { width, height } = next.size();
        match region {
            ClearType::All => next.clear((0, 0), (0, height)),
            ClearType::AfterCursor => next.clear((x, y), (0, height)),
            ClearType::BeforeCursor => next.clear((0, 0), (x.saturating_add(1).min(width), y)),
            ClearType::CurrentLine => next.clear((0, y), (width, y)),
            ClearType::UntilNewLine => next.clear((x.min(width), y), (width, y)),
        }
        // Whoever clears all means the terminal, whatever it is believed to show.
        if region == ClearType::All {
            Wire::clear(self);
        }
        Ok(())
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size.get())
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size.get(), pixels: Size::ZERO })
    }

    fn flush(&mut self) -> io::Result<()> {
        // What was drawn is sent as it was drawn, even if the size has changed meanwhile.
        if self.next.is_none() {
            self.next();
        }
        let Some(next) = self.next.take() else { return Ok(()) };
        let cursor = self.is_cursor_wanted.map(|wanted| wanted.then_some(self.cursor));
        self.send(next, cursor, &[])
    }
}
