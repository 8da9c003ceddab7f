//! The local terminal: taken, given back by one path whatever happens, and read from.

use std::fs::File;
use std::io::{self, IsTerminal, Read, Write};
use std::os::fd::AsFd;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender};
use std::thread;

use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use crossterm::{cursor, queue};
use signal_hook::consts::SIGTSTP;

use super::clipboard::{Multiplexer, osc52};
use super::{Capabilities, Event, Outlet, RESTORE, Screen, Session, SharedSize, Wire, signals};

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
    multiplexer: Multiplexer,
    has_browser: bool,
}

impl Outlet for Tty {
    fn screen(&mut self) -> &mut dyn Screen {
        &mut self.wire
    }

    fn copy(&mut self, text: &str) -> io::Result<bool> {
        match osc52(text, self.multiplexer) {
            Some(bytes) => {
                self.wire.pass(&bytes);
                Ok(true)
            }
            None => Ok(false),
        }
    }

    fn visit(&mut self, address: &str) -> bool {
        // Started apart from this terminal, which a browser of text would write to.
        self.has_browser && open::that_detached(address).is_ok()
    }

    fn suspend(&mut self) -> io::Result<()> {
        self.modes.give_back();
        // Stops the process here, as the terminal would have done by itself. `fg` goes on
        // after it.
        signal_hook::low_level::emulate_default_handler(SIGTSTP)
    }

    fn resume(&mut self) -> io::Result<()> {
        self.modes.take()?;
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
    multiplexer: Multiplexer,
    has_browser: bool,
    capabilities: Capabilities,
) -> io::Result<()> {
    let (width, height) = crossterm::terminal::size()?;
    let size = SharedSize::new(width, height);
    let mut session = start(size.clone());
    let modes = Modes::default();
    restore_on_panic(modes.clone());
    signals::listen(outbox.clone())?;
    let (out, keyboard) = (Unbuffered::stdout()?, keyboard()?);
    let result = modes.take().and_then(|()| {
        thread::spawn(move || read_from(&keyboard, &outbox));
        let wire = Wire::new(out, size.clone(), capabilities);
        session.run(&mut Tty { wire, modes: modes.clone(), size, multiplexer, has_browser }, inbox).map(drop)
    });
    modes.give_back();
    // What the reader did is kept when the session is gone.
    drop(session);
    result
}

/// What the reader types comes from here, also when articles are piped in.
fn keyboard() -> io::Result<File> {
    let stdin = io::stdin();
    if stdin.is_terminal() { Ok(stdin.as_fd().try_clone_to_owned()?.into()) } else { File::open("/dev/tty") }
}

fn read_from(mut keyboard: &File, outbox: &Sender<Event>) {
    let mut bytes = [0; 4 << 10];
    loop {
        let event = match keyboard.read(&mut bytes) {
            Ok(read @ 1..) => Event::Bytes(bytes[..read].to_vec()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Ok(0) | Err(_) => Event::Closed,
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
