//! The log: one JSON line for each login, refusal and end.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use serde::Serialize;

/// Where it is written, if anywhere.
#[derive(Debug, Default)]
pub struct Log(Option<Mutex<File>>);

/// A line.
#[derive(Serialize)]
struct Line<'a> {
    time: String,
    event: &'a str,
    address: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    seconds: Option<u64>,
}

impl Log {
    /// A log at the end of a file, or on standard output for `-`.
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn open(path: &Path) -> io::Result<Self> {
        let file = if path == Path::new("-") {
            use std::os::fd::AsFd;
            io::stdout().as_fd().try_clone_to_owned()?.into()
        } else {
            OpenOptions::new().append(true).create(true).open(path)?
        };
        Ok(Self(Some(Mutex::new(file))))
    }

    /// Somebody logged in, with the key of this fingerprint if with any.
    pub fn login(&self, address: SocketAddr, key: Option<&str>) {
        self.write("login", address, key, None, None);
    }

    /// Somebody was not let in, or something that they asked for was refused.
    pub fn refused(&self, address: SocketAddr, why: &str) {
        self.write("refused", address, None, Some(why), None);
    }

    /// Somebody who had logged in is gone, after so long.
    pub fn end(&self, address: SocketAddr, key: Option<&str>, why: &str, after: Duration) {
        self.write("end", address, key, Some(why), Some(after.as_secs()));
    }

    fn write(&self, event: &str, address: SocketAddr, key: Option<&str>, why: Option<&str>, seconds: Option<u64>) {
        let Some(file) = &self.0 else { return };
        let time = Timestamp::from_second(Timestamp::now().as_second()).unwrap_or_default().to_string();
        let line = Line { time, event, address: address.to_string(), key, why, seconds };
        if let Ok(mut line) = serde_json::to_string(&line) {
            line.push('\n');
            // One write, so that lines stay whole. A full disk is no reason to send readers away.
            let _ = file.lock().unwrap_or_else(PoisonError::into_inner).write_all(line.as_bytes());
        }
    }
}
