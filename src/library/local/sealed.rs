//! Files that are there whole or not at all, and what says that it is whole.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;
use xxhash_rust::xxh3::xxh3_64;

/// What the names of files end in that aren't whole yet.
pub const UNFINISHED: &str = "unfinished";

/// A larger sealed value is none of ours, in bytes.
const LARGEST: u64 = 256 << 20;

/// Writes a file under another name, and gives it its own when it is whole and on disk.
///
/// # Errors
/// When it can't be written.
pub fn put(
    folder: &Path,
    name: &str,
    write: impl FnOnce(&mut io::BufWriter<File>) -> io::Result<()>,
) -> io::Result<()> {
    let temporary = folder.join(format!("{name}.{UNFINISHED}"));
    let mut file = io::BufWriter::with_capacity(256 << 10, File::create(&temporary)?);
    write(&mut file)?;
    file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
    fs::rename(temporary, folder.join(name))?;
    // The name lives in the folder, which has to reach the disk too.
    File::open(folder)?.sync_all()
}

/// Writes a value as JSON behind its hash.
///
/// # Errors
/// When it can't be written.
pub fn write(folder: &Path, name: &str, value: &impl Serialize) -> io::Result<()> {
    let json = serde_json::to_string(value)?;
    let hash = xxh3_64(json.as_bytes());
    put(folder, name, |file| write!(file, "{hash:016x}\n{json}"))
}

/// Reads what [`write`] wrote; `None` where nothing is that is whole.
pub fn read<T: DeserializeOwned>(folder: &Path, name: &str) -> Option<T> {
    let path = folder.join(name);
    if fs::metadata(&path).ok()?.len() > LARGEST {
        return None;
    }
    let text = fs::read_to_string(path).ok()?;
    let (hash, json) = text.split_once('\n')?;
    if u64::from_str_radix(hash, 16).ok()? != xxh3_64(json.as_bytes()) {
        return None;
    }
    serde_json::from_str(json).ok()
}
