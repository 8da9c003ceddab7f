//! A terminal at the far end of a connection: taken, drawn on, and given back through a `Write`.

use std::io::{self, Write};

use super::clipboard::{Multiplexer, osc52};
use super::{Capabilities, Outlet, Screen, SharedSize, Wire};

/// Takes a terminal: its other screen, and pasted text marked as such.
const TAKE: &[u8] = b"\x1b[?1049h\x1b[?2004h";

/// Gives it back, whatever state it was left in: no region that scrolls, no colours, the cursor shown.
const GIVE_BACK: &[u8] = b"\x1b[?2004l\x1b[r\x1b[m\x1b[?25h\x1b[?1049l";

/// A terminal of somebody who has no shell here.
pub struct Far<W: Write> {
    wire: Wire<W>,
}

impl<W: Write> Far<W> {
    /// Takes the terminal behind `out`, which understands so much. Whoever called gives it back.
    ///
    /// # Errors
    /// When the far end takes nothing any more.
    pub fn take(mut out: W, size: SharedSize, capabilities: Capabilities) -> io::Result<Self> {
        out.write_all(TAKE)?;
        Ok(Self { wire: Wire::new(out, size, capabilities) })
    }
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
