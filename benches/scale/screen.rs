//! byline at a terminal of 120 × 40.

use std::io::{Read, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, PtySize, native_pty_system};

/// When what is waited for isn't there by then, it doesn't come.
const PATIENCE: Duration = Duration::from_secs(600);

/// A running program.
pub struct Screen {
    screen: vt100::Parser,
    output: Receiver<Vec<u8>>,
    keys: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    /// When it was started.
    begun: Instant,
}

impl Screen {
    /// Starts byline.
    pub fn start(home: &Path, archive: &Path) -> Self {
        let size = PtySize { rows: 40, cols: 120, pixel_width: 0, pixel_height: 0 };
        let pty = native_pty_system().openpty(size).expect("there is a pseudo-terminal");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_byline"));
        command.arg(archive);
        command.env_clear();
        for (name, value) in [("TERM", "xterm-256color"), ("LANG", "C.UTF-8")] {
            command.env(name, value);
        }
        command.env("HOME", home);
        // The default is the home, which may not be there yet.
        command.cwd("/");
        let mut reader = pty.master.try_clone_reader().expect("it can be read");
        let keys = pty.master.take_writer().expect("it can be written");
        let begun = Instant::now();
        let child = pty.slave.spawn_command(command).expect("byline starts");
        drop(pty.slave);
        let (send, output) = channel();
        thread::spawn(move || {
            // The terminal lives as long as it is read.
            let _master = pty.master;
            let mut buffer = [0; 1 << 16];
            while let Ok(read) = reader.read(&mut buffer) {
                if read == 0 || send.send(buffer[..read].to_vec()).is_err() {
                    return;
                }
            }
        });
        let number = |number| NonZero::new(number).expect("it isn't zero");
        Self { screen: vt100::Parser::new(number(40), number(120), 0), output, keys, child, begun }
    }

    /// Presses keys.
    pub fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).expect("byline runs");
        self.keys.flush().expect("byline runs");
    }

    /// Milliseconds until the screen shows what is wanted.
    pub fn wait(&mut self, what: &str, wanted: impl Fn(&str) -> bool) -> f64 {
        let begun = Instant::now();
        while !wanted(&self.screen.screen().contents()) {
            let left = PATIENCE.saturating_sub(begun.elapsed());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.screen.process(&bytes),
                Err(error) => panic!("{error}: no {what} on\n{}", self.screen.screen().contents()),
            }
        }
        begun.elapsed().as_secs_f64() * 1e3
    }

    /// Milliseconds from the start to a list that fills the screen.
    pub fn wait_for_list(&mut self) -> f64 {
        self.wait("list", |text| text.lines().filter(|line| !line.trim().is_empty()).count() > 20);
        self.begun.elapsed().as_secs_f64() * 1e3
    }

    /// Seconds since the start.
    pub fn age(&self) -> f64 {
        self.begun.elapsed().as_secs_f64()
    }

    /// Presses a key, and says how many milliseconds pass until something changes. What changes late is drawn first.
    pub fn answer(&mut self, keys: &str) -> f64 {
        self.settle();
        let begun = Instant::now();
        self.press(keys);
        let bytes = self.output.recv_timeout(PATIENCE).expect("byline answers");
        let spent = begun.elapsed().as_secs_f64() * 1e3;
        self.screen.process(&bytes);
        spent
    }

    /// Waits until nothing has been drawn for a while.
    pub fn settle(&mut self) {
        while let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(150)) {
            self.screen.process(&bytes);
        }
    }

    /// Waits until it does nothing any more.
    pub fn idle(&mut self) {
        loop {
            let before = super::process::cpu(self.pid());
            thread::sleep(Duration::from_millis(500));
            self.settle();
            if super::process::cpu(self.pid()) - before < 0.02 {
                return;
            }
        }
    }

    /// Its number.
    pub fn pid(&self) -> u32 {
        self.child.process_id().expect("it runs")
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
