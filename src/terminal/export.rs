//! A new file beside what is there: nothing is ever written over.

use std::fs::OpenOptions;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// So many files of one name there may be.
const MOST: usize = 99;

/// Writes a text to a file that did not exist: `name.md`, else `name-2.md` and so on. Answers which.
pub fn write_new(folder: &Path, name: &str, text: &str) -> io::Result<PathBuf> {
    for number in 1..=MOST {
        let path = folder.join(if number == 1 { format!("{name}.md") } else { format!("{name}-{number}.md") });
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(mut file) => {
                file.write_all(text.as_bytes())?;
                return Ok(path);
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_is_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let first = write_new(folder.path(), "trail", "one").unwrap();
        let second = write_new(folder.path(), "trail", "two").unwrap();
        assert_eq!(second, folder.path().join("trail-2.md"));
        assert_eq!(std::fs::read_to_string(first).unwrap(), "one");
        assert!(write_new(&folder.path().join("none"), "trail", "x").is_err());
    }
}
