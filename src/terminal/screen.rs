//! The local terminal: taken, given back by one path whatever happens, and read from.

use std::fs::File;
use std::io::{self, Write};
use std::os::fd::AsFd;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender};
use std::thread;

use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use crossterm::{cursor, queue};

use super::clipboard::{Multiplexer, osc52};
use super::keyboard::Keyboard;
use super::program::{self, Back, Programs};
use super::signals::Away;
use super::{Capabilities, Event, Outlet, RESTORE, Screen, Session, SharedSize, Wire, signals, tmux};
use crate::app::Errand;

/// The terminal's modes, taken and given back. Giving back twice does nothing.
#[derive(Clone, Debug, Default)]
struct Modes {
    taken: Arc<AtomicBool>,
}

impl Modes {
    fn take(&self) -> io::Result<()> {
        self.take_keys()?;
        let mut bytes = Vec::new();
        queue!(bytes, EnterAlternateScreen, EnableBracketedPaste)?;
        send(&bytes)
    }

    /// Takes the keys alone, and leaves the screen as it is.
    fn take_keys(&self) -> io::Result<()> {
        if self.taken.swap(true, Ordering::SeqCst) {
            // A shell had the terminal while the program was stopped without warning, and set its own modes;
            // what is believed to be raw already would be left as it is.
            disable_raw_mode()?;
        }
        enable_raw_mode()
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
struct Unbuffered(File);

impl Unbuffered {
    fn stdout() -> io::Result<Self> {
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
    keyboard: Arc<Keyboard>,
    away: Away,
    surroundings: Surroundings,
}

/// What there is around the terminal that the program was started in.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// What stands between the program and the terminal.
    pub multiplexer: Multiplexer,
    /// Where the reader sits a browser can be opened from here.
    pub has_browser: bool,
    /// The reader's programs.
    pub programs: Programs,
}

impl Outlet for Tty {
    fn screen(&mut self) -> &mut dyn Screen {
        &mut self.wire
    }

    fn copy(&mut self, text: &str) -> io::Result<bool> {
        let multiplexer = self.surroundings.multiplexer;
        let Some(bytes) = osc52(text, multiplexer) else { return Ok(false) };
        if multiplexer != Multiplexer::Tmux || !tmux::load_buffer(text) {
            self.wire.pass(&bytes);
        }
        Ok(true)
    }

    fn visit(&mut self, address: &str) -> bool {
        // Started apart from this terminal, which a browser of text would write to.
        self.surroundings.has_browser && open::that_detached(address).is_ok()
    }

    fn suspend(&mut self) -> io::Result<()> {
        self.modes.give_back();
        signals::stop()
    }

    fn run(&mut self, errand: &Errand) -> io::Result<Back> {
        self.keyboard.hold();
        self.modes.give_back();
        let Self { keyboard, surroundings, .. } = self;
        Ok(self.away.during(|| program::run(errand, &surroundings.programs, keyboard.file())))
    }

    fn show(&mut self, sentence: &str) -> io::Result<()> {
        self.modes.take_keys()?;
        self.keyboard.release();
        // Where the program left the cursor isn't known.
        send(format!("\r\nbyline: {sentence}\r\n").as_bytes())
    }

    fn resume(&mut self) -> io::Result<()> {
        self.modes.take()?;
        self.keyboard.release();
        self.wire.clear();
        let (width, height) = crossterm::terminal::size()?;
        self.size.set(width, height);
        Ok(())
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
    surroundings: Surroundings,
    capabilities: Capabilities,
) -> io::Result<()> {
    let (width, height) = crossterm::terminal::size()?;
    let size = SharedSize::new(width, height);
    let mut session = start(size.clone());
    let modes = Modes::default();
    restore_on_panic(modes.clone());
    let away = Away::default();
    signals::listen(outbox.clone(), away.clone())?;
    let (out, keyboard) = (Unbuffered::stdout()?, Arc::new(Keyboard::open()?));
    let result = modes.take().and_then(|()| {
        let reading = Arc::clone(&keyboard);
        thread::spawn(move || reading.read_to(&outbox));
        let wire = Wire::new(out, size.clone(), capabilities);
        let mut tty = Tty { wire, modes: modes.clone(), size, keyboard: Arc::clone(&keyboard), away, surroundings };
        session.run(&mut tty, inbox).map(drop)
    });
    // What is typed from now on is for the shell.
    keyboard.hold();
    modes.give_back();
    // What the reader did is kept when the session is gone.
    drop(session);
    result
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
