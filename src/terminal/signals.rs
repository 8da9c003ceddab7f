//! Signals become events of the loop, so that there is one way to end and one to pause.

use std::io;
use std::sync::mpsc::Sender;
use std::thread;

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP};
use signal_hook::iterator::Signals;

use super::Event;

/// Listens for signals until the session's inbox is gone.
///
/// # Errors
/// When the system takes no handlers.
pub fn listen(outbox: Sender<Event>) -> io::Result<()> {
    let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT])?;
    thread::spawn(move || {
        for signal in signals.forever() {
            let event = match signal {
                SIGTSTP => Event::Suspend,
                SIGCONT => Event::Resumed,
                _ => Event::Closed,
            };
            if outbox.send(event).is_err() {
                return;
            }
        }
    });
    Ok(())
}
