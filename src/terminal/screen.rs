//! The local terminal: taken, given back by one path whatever happens, and read from.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender};
use std::thread;

use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use crossterm::{cursor, event, queue};
use ratatui::Terminal;
use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use signal_hook::consts::SIGTSTP;

use super::clipboard::{Multiplexer, osc52};
use super::{Capabilities, Event, Outlet, RESTORE, Session, SharedSize, Wire, signals};

/// The terminal's modes, taken and given back. Giving back twice does nothing.
#[derive(Clone, Debug, Default)]
struct Modes {
    taken: Arc<AtomicBool>,
}

impl Modes {
    fn take(&self) -> io::Result<()> {
        if self.taken.swap(true, Ordering::SeqCst) {
            // A shell had the terminal while the program was stopped without warning, and set its own modes;
            // what is believed to be raw already would be left as it is.
            disable_raw_mode()?;
        }
        enable_raw_mode()?;
        let mut bytes = Vec::new();
        queue!(bytes, EnterAlternateScreen, EnableBracketedPaste)?;
        send(&bytes)
    }

    /// The one restore path: quit, panic, signals, suspension.
    fn give_back(&self) {
        if self.taken.swap(false, Ordering::SeqCst) {
            let mut bytes = RESTORE.to_vec();
            // A Vec takes every byte; a terminal that is gone can't be put right.
            let _ = queue!(bytes, DisableBracketedPaste, cursor::Show, LeaveAlternateScreen);
            let _ = send(&bytes);
            let _ = disable_raw_mode();
        }
    }
}

fn send(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()
}

/// Writes to standard output without its line buffer: a frame is one write.
struct Unbuffered(std::fs::File);

impl Unbuffered {
    fn stdout() -> io::Result<Self> {
        use std::os::fd::AsFd;
        Ok(Self(io::stdout().as_fd().try_clone_to_owned()?.into()))
    }
}

impl Write for Unbuffered {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The terminal that the program was started in.
pub struct Tty {
    wire: Wire<Unbuffered>,
    modes: Modes,
    size: SharedSize,
    multiplexer: Multiplexer,
}

impl Outlet for Tty {
    fn copy(&mut self, text: &str) -> io::Result<bool> {
        match osc52(text, self.multiplexer) {
            Some(bytes) => {
                self.wire.pass(&bytes);
                Ok(true)
            }
            None => Ok(false),
        }
    }

    fn suspend(&mut self) -> io::Result<()> {
        self.modes.give_back();
        // Stops the process here, as the terminal would have done by itself. `fg` goes on
        // after it.
        signal_hook::low_level::emulate_default_handler(SIGTSTP)
    }

    fn resume(&mut self) -> io::Result<()> {
        self.modes.take()?;
        self.wire.forget();
        let (width, height) = crossterm::terminal::size()?;
        self.size.set(width, height);
        Ok(())
    }
}

impl Backend for Tty {
    type Error = io::Error;

    fn draw<'a, I: Iterator<Item = (u16, u16, &'a Cell)>>(&mut self, content: I) -> io::Result<()> {
        self.wire.draw(content)
    }
    fn hide_cursor(&mut self) -> io::Result<()> {
        self.wire.hide_cursor()
    }
    fn show_cursor(&mut self) -> io::Result<()> {
        self.wire.show_cursor()
    }
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.wire.get_cursor_position()
    }
    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.wire.set_cursor_position(position)
    }
    fn clear(&mut self) -> io::Result<()> {
        Backend::clear(&mut self.wire)
    }
    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        self.wire.clear_region(region)
    }
    fn size(&self) -> io::Result<Size> {
        self.wire.size()
    }
    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.wire.window_size()
    }
    fn flush(&mut self) -> io::Result<()> {
        Backend::flush(&mut self.wire)
    }
}

/// Runs a session on the terminal that the program was started in, and gives the terminal back.
/// `start` makes the session for a terminal of the size it is given.
///
/// # Errors
/// When the terminal can't be taken or written.
pub fn run_on_tty(
    start: impl FnOnce(SharedSize) -> Session,
    inbox: &Receiver<Event>,
    outbox: Sender<Event>,
    multiplexer: Multiplexer,
    capabilities: Capabilities,
) -> io::Result<()> {
    let (width, height) = crossterm::terminal::size()?;
    let size = SharedSize::new(width, height);
    let mut session = start(size.clone());
    let modes = Modes::default();
    restore_on_panic(modes.clone());
    signals::listen(outbox.clone())?;
    let out = Unbuffered::stdout()?;
    let result = modes.take().and_then(|()| {
        thread::spawn(move || read_input(&outbox));
        let wire = Wire::new(out, size.clone(), capabilities);
        let tty = Tty { wire, modes: modes.clone(), size, multiplexer };
        Terminal::new(tty).and_then(|mut terminal| session.run(&mut terminal, inbox))
    });
    modes.give_back();
    // What the reader did is kept when the session is gone.
    drop(session);
    result
}

fn read_input(outbox: &Sender<Event>) {
    loop {
        let event = match event::read() {
            Ok(input) => Event::Input(input),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(_) => Event::Closed,
        };
        let over = matches!(event, Event::Closed);
        if outbox.send(event).is_err() || over {
            return;
        }
    }
}

/// A panic of the loop gives the terminal back and says one sentence. Worker threads report through
/// their session instead, and leave the terminal alone.
fn restore_on_panic(modes: Modes) {
    let loop_thread = thread::current().id();
    std::panic::set_hook(Box::new(move |panic| {
        if thread::current().id() != loop_thread {
            return;
        }
        modes.give_back();
        let place = panic.location().map(|at| format!(" ({}:{})", at.file(), at.line())).unwrap_or_default();
        eprintln!("byline: stopped by a mistake of its own{place}; what you read is kept. Please report it.");
    }));
}
