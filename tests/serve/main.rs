//! `byline serve`, the real program on a loopback port: readers come in by SSH, read, and are kept within limits.
#![cfg(feature = "serve")]

mod faults;
mod limits;
mod openssh;
mod reading;
mod refusals;

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use russh::client::{self, Handle, Msg};
use russh::keys::key::safe_rng;
use russh::keys::ssh_key::LineEnding;
use russh::keys::{Algorithm, PrivateKey, PrivateKeyWithHashAlg, PublicKeyOrCertificate};
use russh::{Channel, ChannelMsg};
use tempfile::TempDir;
use tokio::time::timeout;

/// How long anything may take before a test gives up: no promise, a way to end.
const PATIENCE: Duration = Duration::from_secs(30);

/// What the list shows first.
const READY: &str = "Container ship leaves";

/// What a terminal is asked behind a frame, and what it answers.
const REQUEST: &[u8] = b"\x1b[5n";
const ANSWER: &str = "\x1b[0n";

/// A server, until it is dropped.
struct Server {
    child: Child,
    address: SocketAddr,
    home: PathBuf,
    said: Arc<Mutex<Vec<String>>>,
}

/// A home with one reader's key.
struct House {
    home: TempDir,
    key: Arc<PrivateKey>,
}

fn new_key() -> Arc<PrivateKey> {
    Arc::new(PrivateKey::random(&mut safe_rng(), Algorithm::Ed25519).unwrap())
}

impl House {
    fn new() -> Self {
        let house = Self { home: tempfile::tempdir().unwrap(), key: new_key() };
        house.admit(&[&house.key]);
        house
    }

    fn keys_file(&self) -> PathBuf {
        self.home.path().join(".config/byline/authorized_keys")
    }

    /// These keys, and no others, are let in.
    fn admit(&self, keys: &[&PrivateKey]) {
        let lines: Vec<_> = keys.iter().map(|key| key.public_key().to_openssh().unwrap()).collect();
        fs::create_dir_all(self.keys_file().parent().unwrap()).unwrap();
        // In one move, as an editor does.
        let new = self.home.path().join("new");
        fs::write(&new, lines.join("\n")).unwrap();
        fs::set_permissions(&new, fs::Permissions::from_mode(0o600)).unwrap();
        fs::rename(new, self.keys_file()).unwrap();
    }

    /// The reader's private key, for programs that want a file.
    fn key_file(&self) -> PathBuf {
        let path = self.home.path().join("id");
        fs::write(&path, self.key.to_openssh(LineEnding::LF).unwrap()).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        path
    }

    fn serve(&self, arguments: &[&str]) -> Server {
        Server::start(self.home.path(), arguments)
    }

    fn log(&self) -> Vec<serde_json::Value> {
        let text = fs::read_to_string(self.home.path().join("log")).unwrap_or_default();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Waits for a line of the log.
    fn logged(&self, event: &str, why: &str) {
        let has = |line: &serde_json::Value| line["event"] == event && (why.is_empty() || line["why"] == why);
        until(|| self.log().iter().any(has), || format!("no {event} {why} in {:?}", self.log()));
    }
}

/// Waits until something is so.
#[track_caller]
fn until(mut is_so: impl FnMut() -> bool, otherwise: impl Fn() -> String) {
    let deadline = Instant::now() + PATIENCE;
    while !is_so() {
        assert!(Instant::now() < deadline, "{}", otherwise());
        thread::sleep(Duration::from_millis(5));
    }
}

fn command(home: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_byline"));
    command.args(["serve", "--listen", "127.0.0.1:0"]).args(arguments).current_dir(home);
    command.env_clear().env("HOME", home).env("PATH", "/usr/bin:/bin").stdin(Stdio::null());
    command
}

impl Server {
    fn start(home: &Path, arguments: &[&str]) -> Self {
        let mut child = command(home, arguments).stderr(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let said = Arc::new(Mutex::new(Vec::new()));
        let mut address = None;
        while address.is_none() {
            let line = lines.next().expect("the server says where it listens").unwrap();
            address = line.split_once("serving on ").map(|(_, rest)| rest.split(';').next().unwrap().parse().unwrap());
            said.lock().unwrap().push(line);
        }
        let heard = Arc::clone(&said);
        thread::spawn(move || lines.map_while(Result::ok).for_each(|line| heard.lock().unwrap().push(line)));
        Self { child, address: address.unwrap(), home: home.to_path_buf(), said }
    }

    fn said(&self) -> String {
        self.said.lock().unwrap().join("\n")
    }

    fn terminate(&self) {
        rustix::process::kill_process(rustix::process::Pid::from_child(&self.child), rustix::process::Signal::TERM)
            .unwrap();
    }

    fn wait(&mut self) -> ExitStatus {
        let mut status = None;
        until(
            || {
                status = self.child.try_wait().unwrap();
                status.is_some()
            },
            || "the server stays".to_owned(),
        );
        status.unwrap()
    }

    fn descriptors(&self) -> usize {
        fs::read_dir(format!("/proc/{}/fd", self.child.id())).unwrap().count()
    }

    /// Memory that the server has in use, in KiB.
    fn resident(&self) -> usize {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse().unwrap()
    }

    async fn connect_with(&self, config: client::Config) -> Result<Handle<Trusting>, russh::Error> {
        timeout(PATIENCE, client::connect(Arc::new(config), self.address, Trusting)).await.expect("an answer")
    }

    async fn connect(&self) -> Result<Handle<Trusting>, russh::Error> {
        self.connect_with(client::Config::default()).await
    }

    /// Logs in with a key; `None` when it isn't let in.
    async fn log_in(&self, key: &Arc<PrivateKey>) -> Option<Handle<Trusting>> {
        let mut handle = self.connect().await.ok()?;
        is_let_in(&mut handle, key).await.then_some(handle)
    }

    /// A reader at a screen.
    async fn reader(&self, key: &Arc<PrivateKey>, size: (u16, u16)) -> Reader {
        Reader::start(self.log_in(key).await.expect("the key is let in"), size).await
    }

    /// Runs a command; answers what it wrote, what it complained of, and its status.
    async fn exec(&self, key: &Arc<PrivateKey>, command: &str) -> (String, String, Option<u32>) {
        let handle = self.log_in(key).await.expect("the key is let in");
        let mut channel = handle.channel_open_session().await.unwrap();
        channel.exec(true, command).await.unwrap();
        let (mut out, mut error, mut status) = (Vec::new(), Vec::new(), None);
        while let Some(message) = timeout(PATIENCE, channel.wait()).await.expect("an answer") {
            match message {
                ChannelMsg::Data { data } => out.extend_from_slice(&data),
                ChannelMsg::ExtendedData { data, .. } => error.extend_from_slice(&data),
                ChannelMsg::ExitStatus { exit_status } => status = Some(exit_status),
                ChannelMsg::Failure => break,
                _ => {}
            }
        }
        (String::from_utf8(out).unwrap(), String::from_utf8(error).unwrap(), status)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

async fn is_let_in(handle: &mut Handle<Trusting>, key: &Arc<PrivateKey>) -> bool {
    let key = PrivateKeyWithHashAlg::new(Arc::clone(key), None);
    let result = timeout(PATIENCE, handle.authenticate_publickey("ann", key)).await.expect("an answer");
    result.is_ok_and(|result| result.success())
}

/// A client that takes every host key.
struct Trusting;

impl client::Handler for Trusting {
    type Error = russh::Error;

    async fn check_server_key(&mut self, _key: &PublicKeyOrCertificate) -> Result<bool, Self::Error> {
        Ok(true)
    }
}

/// One reader at a screen far away.
struct Reader {
    handle: Handle<Trusting>,
    channel: Channel<Msg>,
    screen: vt100::Parser,
    bytes: Vec<u8>,
    status: Option<u32>,
}

impl Reader {
    async fn start(handle: Handle<Trusting>, size: (u16, u16)) -> Self {
        Self::start_with(handle, size, &[]).await
    }

    /// At a terminal of this size, with these variables.
    async fn start_with(handle: Handle<Trusting>, (columns, rows): (u16, u16), variables: &[(&str, &str)]) -> Self {
        let channel = handle.channel_open_session().await.unwrap();
        for (name, value) in variables {
            channel.set_env(false, *name, *value).await.unwrap();
        }
        channel.request_pty(true, "xterm-256color", columns.into(), rows.into(), 0, 0, &[]).await.unwrap();
        channel.request_shell(true).await.unwrap();
        let nonzero = |number: u16| std::num::NonZero::new(number).unwrap();
        let screen = vt100::Parser::new(nonzero(rows.clamp(1, 200)), nonzero(columns.clamp(1, 500)), 0);
        Self { handle, channel, screen, bytes: Vec::new(), status: None }
    }

    async fn press(&self, keys: &str) {
        self.channel.data_bytes(keys.as_bytes().to_vec()).await.unwrap();
    }

    fn text(&self) -> String {
        self.screen.screen().contents()
    }

    /// Takes what the server sends until the screen is as wanted.
    async fn until(&mut self, wanted: impl Fn(&str) -> bool) {
        let deadline = tokio::time::Instant::now() + PATIENCE;
        while !wanted(&self.text()) {
            let message = tokio::time::timeout_at(deadline, self.channel.wait()).await;
            match message.unwrap_or_else(|_| panic!("the screen is\n{}", self.text())) {
                Some(message) => self.take(message).await,
                None => panic!("it is over, and the screen is\n{}", self.text()),
            }
        }
    }

    async fn until_text(&mut self, text: &str) {
        self.until(|screen| screen.contains(text)).await;
    }

    /// Takes everything to the end; answers the exit status.
    async fn end(&mut self) -> Option<u32> {
        while let Some(message) = timeout(PATIENCE, self.channel.wait()).await.expect("it ends") {
            self.take(message).await;
        }
        self.status
    }

    /// Ends the connection.
    async fn hang_up(self) {
        // One that the server ended has nobody to tell.
        let _ = self.handle.disconnect(russh::Disconnect::ByApplication, "", "").await;
    }

    async fn take(&mut self, message: ChannelMsg) {
        match message {
            ChannelMsg::Data { data } => {
                let seen = self.bytes.len().saturating_sub(REQUEST.len() - 1);
                self.bytes.extend_from_slice(&data);
                self.screen.process(&data);
                let is_asked = self.bytes[seen..].windows(REQUEST.len()).any(|window| window == REQUEST);
                if is_asked {
                    // A session that has ended meanwhile hears no answer.
                    let _ = self.channel.data_bytes(ANSWER.as_bytes().to_vec()).await;
                }
            }
            ChannelMsg::ExitStatus { exit_status } => self.status = Some(exit_status),
            _ => {}
        }
    }
}
