//! Signals become events of the loop, so that there is one way to end and one to pause.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::thread;

use crossterm::event::Event as Input;
use rustix::process::{getpgrp, getsid};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::flag;
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

use super::Event;

/// Signals that a terminal, or a program in it, sends to everybody who stands in front.
const OF_FRONT: [i32; 4] = [SIGINT, SIGQUIT, SIGTSTP, SIGCONT];

/// Whether another program has the terminal: what is sent to everybody in front is for that one then.
///
/// As in `system`(3), and so in vi, less and mutt: the program runs in byline's own process group. A Ctrl-C that ends it
/// must not end byline, however late the thread that listens wakes up. So whether a signal counts is not for that thread
/// to say: each is noted in the handler itself, which has run when the program's end is known, and what was noted until
/// then is dropped.
#[derive(Clone, Debug, Default)]
pub(super) struct Away {
    is_away: Arc<AtomicBool>,
    noted: [Arc<AtomicBool>; OF_FRONT.len()],
}

impl Away {
    /// Does what another program has the terminal for.
    pub fn during<T>(&self, work: impl FnOnce() -> T) -> T {
        self.is_away.store(true, Ordering::SeqCst);
        let done = work();
        self.noted.iter().for_each(|noted| noted.store(false, Ordering::SeqCst));
        self.is_away.store(false, Ordering::SeqCst);
        done
    }

    /// Whether a signal that has come is for byline.
    fn is_ours(&self, signal: i32) -> bool {
        let Some(at) = OF_FRONT.iter().position(|other| *other == signal) else { return true };
        !self.is_away.load(Ordering::SeqCst) && self.noted[at].swap(false, Ordering::SeqCst)
    }
}

/// Stops the process, as the terminal would have done by itself; `fg` goes on after it. Where byline is what the terminal
/// was opened for, as in a window of tmux, no shell waits that could: then nothing happens, as with any program there.
///
/// # Errors
/// When the system refuses.
pub(super) fn stop() -> io::Result<()> {
    if getsid(None).is_ok_and(|session| session == getpgrp()) {
        return Ok(());
    }
    emulate_default_handler(SIGTSTP)
}

/// Listens for signals until the session's inbox is gone.
///
/// # Errors
/// When the system takes no handlers.
pub(super) fn listen(outbox: Sender<Event>, away: Away) -> io::Result<()> {
    for (signal, noted) in OF_FRONT.iter().zip(&away.noted) {
        flag::register(*signal, Arc::clone(noted))?;
    }
    // After the notes: a signal that is listened to has been noted.
    let mut signals = Signals::new([SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT, SIGWINCH])?;
    thread::spawn(move || {
        for signal in signals.forever() {
            if !away.is_ours(signal) {
                continue;
            }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sent_while_another_program_had_the_terminal_is_not_for_byline() {
        let away = Away::default();
        let note = |at: usize| away.noted[at].store(true, Ordering::SeqCst);
        note(0);
        assert!(away.is_ours(SIGINT));
        away.during(|| {
            note(0);
            note(2);
            assert!(!away.is_ours(SIGINT) && away.is_ours(SIGTERM) && away.is_ours(SIGWINCH));
        });
        // Whoever listens hears of them only now.
        assert!(!away.is_ours(SIGINT) && !away.is_ours(SIGTSTP));
        note(0);
        assert!(away.is_ours(SIGINT));
    }
}
