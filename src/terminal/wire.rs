//! A backend that sends one write a frame, and nothing for a frame without change.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use crossterm::{cursor, queue};
use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Size};

/// The size that the far end last reported. Nobody asks the terminal for it while drawing.
#[derive(Clone, Debug)]
pub struct SharedSize(Arc<Mutex<Size>>);

impl SharedSize {
    /// A terminal of `width` × `height`; one that reports nothing is taken for 80 × 24.
    pub fn new(width: u16, height: u16) -> Self {
        let size = Self(Arc::new(Mutex::new(Size::new(80, 24))));
        size.set(width, height);
        size
    }

    /// Takes a new size. Zero is no size, and what is too large to be drawn is cut.
    pub fn set(&self, width: u16, height: u16) {
        if width > 0 && height > 0 {
            *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Size::new(width.min(1000), height.min(1000));
        }
    }

    /// The size.
    pub fn get(&self) -> Size {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Collects a frame, and writes it out as one.
struct Frame<W: Write> {
    bytes: Vec<u8>,
    count: Arc<std::sync::atomic::AtomicUsize>,
    out: W,
}

impl<W: Write> Write for Frame<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.extend_from_slice(bytes);
        self.count.store(self.bytes.len(), std::sync::atomic::Ordering::Relaxed);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.bytes.is_empty() {
            return Ok(());
        }
        let sent = self.out.write_all(&self.bytes);
        self.bytes.clear();
        self.count.store(0, std::sync::atomic::Ordering::Relaxed);
        sent.and_then(|()| self.out.flush())
    }
}

/// A terminal at the end of a wire.
pub struct Wire<W: Write> {
    inner: CrosstermBackend<Frame<W>>,
    size: SharedSize,
    cursor: Position,
    /// Where the terminal's cursor is, if it is known.
    terminal_cursor: Option<Position>,
    cursor_shown: Option<bool>,
    shown: Option<Buffer>,
    count: Arc<std::sync::atomic::AtomicUsize>,
}

impl<W: Write> Wire<W> {
    /// Draws on the terminal behind `out`.
    pub fn new(out: W, size: SharedSize) -> Self {
        let count = Arc::default();
        let frame = Frame { bytes: Vec::with_capacity(8 << 10), out, count: Arc::clone(&count) };
        let inner = CrosstermBackend::new(frame);
        Self { inner, size, cursor: Position::ORIGIN, terminal_cursor: None, cursor_shown: None, shown: None, count }
    }

    /// Sends bytes that are not part of the picture, with the next frame.
    pub fn pass(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.inner.write_all(bytes)
    }

    /// Draws a frame; `request` follows one in which anything changed. Answers how many bytes were sent.
    pub fn paint(&mut self, frame: &Buffer, cursor: Option<Position>, request: &[u8]) -> io::Result<usize> {
        let shown = self.shown.take().filter(|shown| shown.area == frame.area);
        if shown.is_none() {
            self.clear_region(ClearType::All)?;
        }
        let shown = shown.unwrap_or_else(|| Buffer::empty(frame.area));
        self.draw(shown.diff(frame).into_iter())?;
        match cursor {
            Some(cursor) => {
                self.set_cursor_position(cursor)?;
                self.show_cursor()?;
            }
            None => self.hide_cursor()?,
        }
        self.shown = Some(frame.clone());
        let bytes = self.count.load(std::sync::atomic::Ordering::Relaxed);
        if bytes > 0 {
            self.pass(request)?;
        }
        io::Write::flush(&mut self.inner)?;
        Ok(bytes)
    }

    /// The next frame is drawn whole.
    pub fn clear(&mut self) {
        self.shown = None;
    }

    /// Forgets what is known of the terminal, because somebody else used it meanwhile.
    pub fn forget(&mut self) {
        self.terminal_cursor = None;
        self.cursor_shown = None;
        self.shown = None;
    }

    fn show(&mut self, shown: bool) -> io::Result<()> {
        if self.cursor_shown == Some(shown) {
            return Ok(());
        }
        self.cursor_shown = Some(shown);
        if shown { queue!(self.inner, cursor::Show) } else { queue!(self.inner, cursor::Hide) }
    }
}

impl<W: Write> Backend for Wire<W> {
    type Error = io::Error;

    fn draw<'a, I: Iterator<Item = (u16, u16, &'a Cell)>>(&mut self, content: I) -> io::Result<()> {
        let mut content = content.peekable();
        if content.peek().is_none() {
            return Ok(());
        }
        self.terminal_cursor = None;
        self.inner.draw(content)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.show(false)
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.show(true)
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.cursor = position.into();
        if self.terminal_cursor == Some(self.cursor) {
            return Ok(());
        }
        self.terminal_cursor = Some(self.cursor);
        queue!(self.inner, cursor::MoveTo(self.cursor.x, self.cursor.y))
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        use crossterm::terminal::{Clear, ClearType as Part};
        self.terminal_cursor = None;
        let part = match region {
            ClearType::All => Part::All,
            ClearType::AfterCursor => Part::FromCursorDown,
            ClearType::BeforeCursor => Part::FromCursorUp,
            ClearType::CurrentLine => Part::CurrentLine,
            ClearType::UntilNewLine => Part::UntilNewLine,
        };
        queue!(self.inner, Clear(part))
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size.get())
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size.get(), pixels: Size::ZERO })
    }

    fn flush(&mut self) -> io::Result<()> {
        io::Write::flush(&mut self.inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::Terminal;

    /// Counts the writes that reach the far end.
    #[derive(Clone, Default)]
    struct Far(Arc<Mutex<Vec<Vec<u8>>>>);

    impl Write for Far {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().push(bytes.to_vec());
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn draw(terminal: &mut Terminal<Wire<Far>>, text: &str, cursor: Option<(u16, u16)>) {
        terminal
            .draw(|frame| {
                frame.render_widget(text, frame.area());
                if let Some(cursor) = cursor {
                    frame.set_cursor_position(cursor);
                }
            })
            .unwrap();
    }

    #[test]
    fn a_frame_is_one_write_and_an_unchanged_frame_none() {
        let far = Far::default();
        let mut terminal = Terminal::new(Wire::new(far.clone(), SharedSize::new(40, 5))).unwrap();
        draw(&mut terminal, "one", Some((2, 1)));
        assert_eq!(far.0.lock().unwrap().len(), 1);
        draw(&mut terminal, "one", Some((2, 1)));
        assert_eq!(far.0.lock().unwrap().len(), 1);
        draw(&mut terminal, "two", None);
        assert_eq!(far.0.lock().unwrap().len(), 2);
        draw(&mut terminal, "two", None);
        assert_eq!(far.0.lock().unwrap().len(), 2);
    }

    #[test]
    fn a_cursor_that_drawing_moved_is_put_back() {
        let far = Far::default();
        let mut terminal = Terminal::new(Wire::new(far.clone(), SharedSize::new(40, 5))).unwrap();
        draw(&mut terminal, "one", Some((2, 1)));
        draw(&mut terminal, "two", Some((2, 1)));
        let writes = far.0.lock().unwrap();
        let last = String::from_utf8_lossy(&writes[1]).into_owned();
        assert!(last.ends_with("\u{1b}[2;3H"), "{last:?}");
    }

    #[test]
    fn a_size_of_zero_is_no_size() {
        let size = SharedSize::new(0, 0);
        assert_eq!(size.get(), Size::new(80, 24));
        size.set(0, 65535);
        assert_eq!(size.get(), Size::new(80, 24));
        size.set(65535, 5);
        assert_eq!(size.get(), Size::new(1000, 5));
    }
}
