//! Signals become events of the loop, so that there is one way to end and one to pause.

use std::io;
use std::sync::mpsc::Sender;
use std::thread;

use crossterm::event::Event as Input;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;

use super::Event;

/// Listens for signals until the session's inbox is gone.
///
/// # Errors
/// When the system takes no handlers.
pub fn listen(outbox: Sender<Event>) -> io::Result<()> {
    let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT, SIGWINCH])?;
    thread::spawn(move || {
        for signal in signals.forever() {
            let event = match signal {
                SIGTSTP => Event::Suspend,
                SIGCONT => Event::Resumed,
                SIGWINCH => match crossterm::terminal::size() {
                    Ok((width, height)) => Event::Input(Input::Resize(width, height)),
                    Err(_) => continue,
                },
                SIGHUP => Event::Closed,
                _ => Event::Ended,
            };
            if outbox.send(event).is_err() {
                return;
            }
        }
    });
    Ok(())
}
