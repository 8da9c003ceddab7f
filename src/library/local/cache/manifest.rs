//! The manifest: which segments are in force. It is replaced as a whole, so that one generation or the next is there.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

/// The manifest's name.
const NAME: &str = "manifest";

/// A larger one is none of ours, in bytes.
const LARGEST: u64 = 256 << 20;

/// What is in force.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// What was opened: a folder of this name may be of something else that has the same hash.
    pub of: String,
    /// Tells this cache from others that were there before it: in each the lasting numbers start anew.
    pub born: u64,
    /// Grows with every manifest.
    pub generation: u64,
    /// The lasting number of the next article.
    pub next_serial: u32,
    /// The segments, in the order of handles.
    pub segments: Vec<Listed>,
    /// The file with what was learnt of the archive's litter, and its hash.
    pub learnt: Option<(String, u64)>,
}

/// A segment that is in force.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// The name of its file.
    pub file: String,
    /// The numbers of its files on disk that are no longer there, or have been read anew.
    pub gone: Vec<u32>,
}

impl Manifest {
    /// Reads the manifest of a folder; `None` where there is none that is whole.
    pub fn read(folder: &Path) -> Option<Self> {
        let path = folder.join(NAME);
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

    /// Puts it in force. When this returns, it survives a loss of power.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn write(&self, folder: &Path) -> io::Result<()> {
        let json = serde_json::to_string(self)?;
        let hash = xxh3_64(json.as_bytes());
        put(folder, NAME, |file| write!(file, "{hash:016x}\n{json}"))
    }
}

/// Writes a file under another name, and gives it its own when it is whole and on disk.
///
/// # Errors
/// When it can't be written.
pub fn put(
    folder: &Path,
    name: &str,
    write: impl FnOnce(&mut io::BufWriter<File>) -> io::Result<()>,
) -> io::Result<()> {
    let temporary = folder.join(format!("{name}.{}", super::UNFINISHED));
    let mut file = io::BufWriter::with_capacity(256 << 10, File::create(&temporary)?);
    write(&mut file)?;
    file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
    fs::rename(temporary, folder.join(name))?;
    // The name lives in the folder, which has to reach the disk too.
    File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_torn_manifest_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let listed = Listed { file: "s1".to_owned(), gone: vec![3] };
        let manifest = Manifest { of: "x".to_owned(), generation: 7, segments: vec![listed], ..Manifest::default() };
        manifest.write(folder.path()).unwrap();
        assert_eq!(Manifest::read(folder.path()), Some(manifest));
        let path = folder.path().join(NAME);
        let whole = fs::read(&path).unwrap();
        for len in 0..whole.len() {
            fs::write(&path, &whole[..len]).unwrap();
            assert_eq!(Manifest::read(folder.path()), None, "{len}");
        }
    }
}
