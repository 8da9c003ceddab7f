//! What the reader types, read by a thread of its own, which leaves it alone while another program has the terminal.

use std::fs::File;
use std::io::{self, ErrorKind, IsTerminal, Read};
use std::os::fd::AsFd;
use std::sync::mpsc::Sender;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use super::Event;

/// Where keys come from, also when articles are piped in.
pub(super) struct Keyboard {
    file: File,
    is_held: Mutex<bool>,
    released: Condvar,
}

impl Keyboard {
    /// The terminal's keyboard.
    ///
    /// # Errors
    /// When there is no terminal.
    pub fn open() -> io::Result<Self> {
        let stdin = io::stdin();
        let file =
            if stdin.is_terminal() { stdin.as_fd().try_clone_to_owned()?.into() } else { File::open("/dev/tty")? };
        Ok(Self { file, is_held: Mutex::default(), released: Condvar::new() })
    }

    /// The terminal, for a program that reads from it.
    pub fn file(&self) -> &File {
        &self.file
    }

    /// From now on nothing is read until it is [released](Self::release); what was read before has been sent.
    pub fn hold(&self) {
        *self.lock() = true;
    }

    /// Keys are read again.
    pub fn release(&self) {
        *self.lock() = false;
        self.released.notify_all();
    }

    /// Reads until the terminal, or who listens, is gone.
    pub fn read_to(&self, outbox: &Sender<Event>) {
        let mut bytes = [0; 4 << 10];
        loop {
            // Waiting takes no key from anybody. Reading is another matter: it needs leave, and never waits.
            let leave = self.wait(None).map(|_| {
                let is_held = self.lock();
                self.released.wait_while(is_held, |is_held| *is_held).unwrap_or_else(PoisonError::into_inner)
            });
            // Another program may have taken it meanwhile. Where a terminal can't be waited for (macOS can't for
            // /dev/tty) it is read without leave: a key may go astray, and nobody waits for a thread that reads.
            if leave.is_some() && self.wait(Some(&Timespec::default())) == Some(false) {
                continue;
            }
            let event = match (&self.file).read(&mut bytes) {
                Ok(read @ 1..) => Event::Bytes(bytes[..read].to_vec()),
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Ok(0) | Err(_) => Event::Closed,
            };
            let over = matches!(event, Event::Closed);
            if outbox.send(event).is_err() || over {
                return;
            }
        }
    }

    /// Whether there is something to read, within some time; `None` when that can't be told.
    fn wait(&self, time: Option<&Timespec>) -> Option<bool> {
        let mut terminals = [PollFd::new(&self.file, PollFlags::IN)];
        loop {
            match poll(&mut terminals, time) {
                Ok(_) if terminals[0].revents().contains(PollFlags::NVAL) => return None,
                Ok(ready) => return Some(ready > 0),
                Err(rustix::io::Errno::INTR) => {}
                Err(_) => return None,
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, bool> {
        self.is_held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::os::fd::OwnedFd;
    use std::sync::{Arc, mpsc};
    use std::thread;

    use super::*;

    #[test]
    fn what_is_typed_while_it_is_held_is_left_to_who_else_reads() {
        let (mut theirs, mut typist) = io::pipe().unwrap();
        let file = File::from(OwnedFd::from(theirs.try_clone().unwrap()));
        let keyboard = Arc::new(Keyboard { file, is_held: Mutex::default(), released: Condvar::new() });
        let (outbox, inbox) = mpsc::channel();
        let reading = Arc::clone(&keyboard);
        let thread = thread::spawn(move || reading.read_to(&outbox));
        let typed = || match inbox.recv() {
            Ok(Event::Bytes(bytes)) => String::from_utf8(bytes).unwrap(),
            other => panic!("{other:?}"),
        };
        typist.write_all(b"j").unwrap();
        assert_eq!(typed(), "j");
        for _ in 0..50 {
            keyboard.hold();
            typist.write_all(b":q").unwrap();
            let mut taken = [0; 2];
            theirs.read_exact(&mut taken).unwrap();
            assert_eq!(&taken, b":q");
            keyboard.release();
        }
        typist.write_all(b"k").unwrap();
        assert_eq!(typed(), "k");
        drop(typist);
        assert!(matches!(inbox.recv(), Ok(Event::Closed)));
        thread.join().unwrap();
    }
}
