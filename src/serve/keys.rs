//! Keys: the host's own, made once, and those of the readers who may come in.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use russh::keys::key::safe_rng;
use russh::keys::ssh_key::LineEnding;
use russh::keys::ssh_key::authorized_keys::Entry;
use russh::keys::ssh_key::public::KeyData;
use russh::keys::{Algorithm, PrivateKey};

/// A key, or a file of keys, that can't be used.
#[derive(Debug, thiserror::Error)]
#[error("cannot use {path}: {reason}")]
pub struct KeyError {
    path: String,
    reason: String,
}

impl KeyError {
    fn new(path: &Path, reason: impl ToString) -> Self {
        Self { path: path.display().to_string(), reason: reason.to_string() }
    }
}

/// The host's key, by which clients know it again. It is made when there is none, for its owner's eyes only.
///
/// # Errors
/// When it can't be read or made. One that can't be understood is left as it is.
pub fn host_key(path: &Path) -> Result<PrivateKey, KeyError> {
    let fault = |reason: &dyn ToString| KeyError::new(path, reason.to_string());
    match fs::read_to_string(path) {
        Ok(text) => return PrivateKey::from_openssh(text).map_err(|error| fault(&error)),
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(fault(&error)),
        Err(_) => {}
    }
    let key = PrivateKey::random(&mut safe_rng(), Algorithm::Ed25519).map_err(|error| fault(&error))?;
    let text = key.to_openssh(LineEnding::LF).map_err(|error| fault(&error))?;
    let written = write_secret(path, text.as_bytes());
    written.map_err(|error| fault(&error))?;
    Ok(key)
}

fn write_secret(path: &Path, text: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        DirBuilder::new().mode(0o700).recursive(true).create(folder)?;
    }
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(text)?;
    file.sync_all()
}

/// The keys of a file, as it stands whenever somebody comes.
#[derive(Debug)]
pub struct Keyring {
    path: PathBuf,
    read: Mutex<(Option<Stamp>, Vec<KeyData>)>,
}

/// Tells a file from what it was: device, inode, length, seconds and nanoseconds of its last change.
type Stamp = (u64, u64, u64, i64, i64);

/// What an entry may say besides its key: no more than what holds for everybody here.
const OPTIONS: &[&str] =
    &["restrict", "pty", "no-port-forwarding", "no-agent-forwarding", "no-x11-forwarding", "no-user-rc"];

impl Keyring {
    /// The keys of a file. `complain` is told of every line that lets nobody in.
    ///
    /// # Errors
    /// When the file can't be read, others may write it, or it lets nobody in.
    pub fn open(path: &Path, complain: &dyn Fn(String)) -> Result<Self, KeyError> {
        let ring = Self { path: path.to_path_buf(), read: Mutex::default() };
        let keys = ring.refresh(complain)?;
        if keys == 0 {
            return Err(KeyError::new(
                path,
                "it has no key that can be let in; put a public key (ssh-ed25519 …) there",
            ));
        }
        Ok(ring)
    }

    /// Whether a key is let in. The file is read again when it has changed; while it can't be, nobody is.
    pub fn has(&self, key: &KeyData, complain: &dyn Fn(String)) -> bool {
        if let Err(error) = self.refresh(complain) {
            complain(error.to_string());
        }
        self.read.lock().unwrap_or_else(PoisonError::into_inner).1.contains(key)
    }

    /// Answers how many keys there are.
    fn refresh(&self, complain: &dyn Fn(String)) -> Result<usize, KeyError> {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        let text = fs::metadata(&self.path).map_err(|error| error.to_string()).and_then(|now| {
            let stamp = (now.dev(), now.ino(), now.size(), now.mtime(), now.mtime_nsec());
            if read.0 == Some(stamp) {
                return Ok(None);
            }
            if now.mode() & 0o022 != 0 {
                return Err("others may write it; try: chmod go-w".to_owned());
            }
            let text = fs::read_to_string(&self.path).map_err(|error| error.to_string())?;
            Ok(Some((stamp, text)))
        });
        match text {
            Ok(None) => {}
            Ok(Some((stamp, text))) => {
                let say = |number: usize, reason: String| {
                    complain(format!("{}, line {number}: {reason}", self.path.display()));
                };
                *read = (Some(stamp), parse(&text, &say));
            }
            Err(reason) => {
                *read = (None, Vec::new());
                return Err(KeyError::new(&self.path, reason));
            }
        }
        Ok(read.1.len())
    }
}

fn parse(text: &str, say: &dyn Fn(usize, String)) -> Vec<KeyData> {
    let mut keys = Vec::new();
    for (line, number) in text.lines().map(str::trim).zip(1..) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        match entry(line) {
            Ok(key) => keys.push(key),
            Err(reason) => say(number, reason),
        }
    }
    keys
}

fn entry(line: &str) -> Result<KeyData, String> {
    let not_understood = |error| format!("not understood ({error}); it lets nobody in");
    let entry: Entry = line.parse().map_err(not_understood)?;
    // What limits a key elsewhere would be lost here.
    let is_known = |option: &&str| OPTIONS.contains(&option.to_ascii_lowercase().as_str());
    if let Some(option) = entry.config_opts().iter().find(|option| !is_known(option)) {
        return Err(format!("byline does not know the option {option}; it lets nobody in"));
    }
    let key = entry.public_key().key_data();
    match key {
        KeyData::Ed25519(_) | KeyData::SkEd25519(_) | KeyData::Ecdsa(_) | KeyData::SkEcdsaSha2NistP256(_) => {
            Ok(key.clone())
        }
        _ => Err(format!("{} keys are not taken; make another with ssh-keygen -t ed25519", key.algorithm())),
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn public() -> (String, KeyData) {
        let key = PrivateKey::random(&mut safe_rng(), Algorithm::Ed25519).unwrap();
        (key.public_key().to_openssh().unwrap(), key.public_key().key_data().clone())
    }

    #[test]
    fn the_host_key_is_made_once_for_its_owner_only() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state/host_key");
        let made = host_key(&path).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().mode() & 0o777, 0o600);
        assert_eq!(host_key(&path).unwrap().public_key(), made.public_key());
        fs::write(&path, "no key").unwrap();
        assert!(host_key(&path).is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "no key");
    }

    #[test]
    fn a_bad_line_is_said_and_the_others_count() {
        let (one, key) = public();
        let (two, limited) = public();
        let (three, restricted) = public();
        let said = RefCell::new(Vec::new());
        let text = format!("# keys\n\n{one} ann\nnonsense\nfrom=\"10.0.0.1\" {two} x\nrestrict,pty {three} x\n");
        let keys = parse(&text, &|number, reason| said.borrow_mut().push(format!("{number}: {reason}")));
        assert!(keys.contains(&key) && keys.contains(&restricted) && !keys.contains(&limited));
        let said = said.into_inner();
        assert_eq!(said.len(), 2, "{said:?}");
        assert!(said[0].starts_with("4: not understood"), "{said:?}");
        assert!(said[1].starts_with("5: byline does not know the option from="), "{said:?}");
    }

    #[test]
    fn a_file_that_others_may_write_lets_nobody_in() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("authorized_keys");
        let (line, key) = public();
        fs::write(&path, line).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        let ring = Keyring::open(&path, &|_| {}).unwrap();
        assert!(ring.has(&key, &|_| {}));
        fs::set_permissions(&path, fs::Permissions::from_mode(0o666)).unwrap();
        fs::write(&path, "changed").unwrap();
        assert!(!ring.has(&key, &|_| {}));
        assert!(Keyring::open(&path, &|_| {}).unwrap_err().to_string().contains("chmod"));
    }
}
