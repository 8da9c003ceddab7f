//! A terminal at the far end of a connection: taken, drawn on, and given back through a `Write`.

use std::io::{self, Write};
use std::sync::mpsc::Receiver;

use super::clipboard::{Multiplexer, osc52};
use super::{Capabilities, Event, Outlet, Screen, Session, SharedSize, Wire};

/// Takes a terminal: its other screen, and pasted text marked as such.
const TAKE: &[u8] = b"\x1b[?1049h\x1b[?2004h";

/// Gives it back, whatever state it was left in: no region that scrolls, no colours, the cursor shown.
const GIVE_BACK: &[u8] = b"\x1b[?2004l\x1b[r\x1b[m\x1b[?25h\x1b[?1049l";

/// A terminal of somebody who has no shell here.
struct Far<W: Write> {
    wire: Wire<W>,
}

impl<W: Write> Outlet for Far<W> {
    fn screen(&mut self) -> &mut dyn Screen {
        &mut self.wire
    }

    fn copy(&mut self, text: &str) -> io::Result<bool> {
        // What stands between here and the reader isn't told.
        match osc52(text, Multiplexer::None) {
            Some(bytes) => {
                self.wire.pass(&bytes);
                Ok(true)
            }
            None => Ok(false),
        }
    }

    fn visit(&mut self, _address: &str) -> bool {
        // A browser would open here, not where the reader is.
        false
    }

    fn suspend(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn resume(&mut self) -> io::Result<()> {
        self.wire.clear();
        Ok(())
    }
}

/// Runs a session on the terminal behind `out`, which the far end calls `term`. Whoever called gives the terminal back,
/// also when this panics.
///
/// # Errors
/// When the far end takes nothing any more.
pub fn run_on_far(
    session: &mut Session,
    inbox: &Receiver<Event>,
    mut out: impl Write,
    term: &str,
    size: SharedSize,
) -> io::Result<()> {
    out.write_all(TAKE)?;
    // Neither true colours nor the character set are told: nearly all terminals show UTF-8.
    let capabilities = Capabilities::of(term, "", false, true);
    session.run(&mut Far { wire: Wire::new(out, size, capabilities) }, inbox)
}

/// Gives the terminal behind `out` back, and leaves a sentence on it.
///
/// # Errors
/// When the far end takes nothing any more.
pub fn give_back(mut out: impl Write, sentence: &str) -> io::Result<()> {
    let mut bytes = GIVE_BACK.to_vec();
    if !sentence.is_empty() {
        bytes.extend_from_slice(format!("byline: {sentence}\r\n").as_bytes());
    }
    out.write_all(&bytes)?;
    out.flush()
}
