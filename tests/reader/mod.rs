//! The real program in a real pseudo-terminal, and a reader at it who waits for what the screen shows.
#![allow(dead_code, reason = "each test file uses the part it needs")]

use std::io::{Read, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long a screen may take to appear before the test gives up: no promise, a way to end.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// What asks a terminal for its status.
const REQUEST: &[u8] = b"\x1b[5n";

pub struct Reader {
    pub screen: vt100::Parser,
    pub output: Receiver<Vec<u8>>,
    pub keys: Box<dyn Write + Send>,
    pub child: Box<dyn Child + Send + Sync>,
    pub master: Box<dyn MasterPty + Send>,
    /// Everything that was written to the terminal.
    pub bytes: Vec<u8>,
    /// How often the terminal was asked for its status, if it answers.
    asked: Option<usize>,
}

impl Reader {
    pub fn start(home: &Path, arguments: &[&str], size: (u16, u16)) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_byline"));
        command.args(arguments);
        Self::spawn(home, command, size)
    }

    /// The same with more in its environment.
    pub fn start_with(home: &Path, arguments: &[&str], size: (u16, u16), variables: &[(&str, &str)]) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_byline"));
        command.args(arguments);
        Self::spawn_with(home, command, size, variables)
    }

    pub fn spawn(home: &Path, command: CommandBuilder, size: (u16, u16)) -> Self {
        Self::spawn_with(home, command, size, &[])
    }

    pub fn spawn_with(
        home: &Path,
        mut command: CommandBuilder,
        (cols, rows): (u16, u16),
        variables: &[(&str, &str)],
    ) -> Self {
        let pty = native_pty_system().openpty(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).unwrap();
        command.env_clear();
        let usual = [("TERM", "xterm-256color"), ("LANG", "C.UTF-8"), ("PATH", "/usr/bin:/bin")];
        for (name, value) in usual.iter().chain(variables) {
            command.env(name, value);
        }
        command.env("HOME", home);
        command.cwd(home);
        let child = pty.slave.spawn_command(command).unwrap();
        drop(pty.slave);
        let mut reader = pty.master.try_clone_reader().unwrap();
        let keys = pty.master.take_writer().unwrap();
        let (send, output) = channel();
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(read) = reader.read(&mut buffer) {
                if read == 0 || send.send(buffer[..read].to_vec()).is_err() {
                    return;
                }
            }
        });
        let screen = vt100::Parser::new(nonzero(rows), nonzero(cols), 0);
        Self { screen, output, keys, child, master: pty.master, bytes: Vec::new(), asked: None }
    }

    /// From now on the terminal answers when it is asked for its status.
    pub fn answers(mut self) -> Self {
        self.asked = Some(0);
        self
    }

    fn take(&mut self, bytes: Vec<u8>) {
        self.screen.process(&bytes);
        self.bytes.extend(bytes);
        if let Some(asked) = self.asked {
            let now = self.bytes.windows(REQUEST.len()).filter(|window| *window == REQUEST).count();
            self.asked = Some(now);
            self.press(&"\x1b[0n".repeat(now - asked));
        }
    }

    pub fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// Waits until the screen shows what is wanted.
    pub fn wait_for(&mut self, what: &str, wanted: impl Fn(&vt100::Screen) -> bool) {
        self.wait_until(what, |reader| wanted(reader.screen.screen()));
    }

    /// Waits until the terminal was sent what is wanted, whatever was sent behind it.
    pub fn wait_for_bytes(&mut self, wanted: &[u8]) {
        self.wait_until("such bytes", |reader| contains(&reader.bytes, wanted));
    }

    fn wait_until(&mut self, what: &str, wanted: impl Fn(&Self) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        while !wanted(self) {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.take(bytes),
                Err(error) => panic!("{error}: no {what} on\n{}", self.screen.screen().contents()),
            }
        }
    }

    pub fn wait_for_text(&mut self, text: &str) {
        self.wait_for(text, |screen| screen.contents().contains(text));
    }

    pub fn wait_for_end(&mut self) -> u32 {
        let deadline = Instant::now() + PATIENCE;
        loop {
            match self.output.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.take(bytes),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => panic!("still running:\n{}", self.screen.screen().contents()),
            }
        }
        self.child.wait().unwrap().exit_code()
    }

    pub fn pid(&self) -> String {
        self.child.process_id().unwrap().to_string()
    }

    pub fn signal(&self, signal: &str) {
        let status = std::process::Command::new("kill").args(["-s", signal, &self.pid()]).status().unwrap();
        assert!(status.success());
    }
}

pub fn nonzero(number: u16) -> NonZero<u16> {
    NonZero::new(number).unwrap()
}

pub fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

/// The alternate screen was left and the cursor shown.
pub fn is_restored(reader: &Reader) -> bool {
    let screen = reader.screen.screen();
    !screen.alternate_screen() && !screen.hide_cursor()
}
