//! The manifest: which segments are in force. It is replaced as a whole, so that one generation or the next is there.

use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::library::local::sealed;

/// The manifest's name.
const NAME: &str = "manifest";

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
        sealed::read(folder, NAME)
    }

    /// Puts it in force. When this returns, it survives a loss of power.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn write(&self, folder: &Path) -> io::Result<()> {
        sealed::write(folder, NAME, self)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

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
