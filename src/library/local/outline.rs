//! The files that a list of feeds names: those of its own folder, which whoever opens the list means too.

use std::fs::File;
use std::io::Read;
use std::path::{Component, Path, PathBuf};

use crate::ingest::feed::opml_files;

/// A longer list is no list of files, in bytes.
const LONGEST: u64 = 4 << 20;

/// The files of the list at `path`, if it is one. A path that leads out of the list's folder is left out: a list that
/// somebody sent must not open what it likes.
pub(super) fn files(path: &Path) -> Vec<PathBuf> {
    let is_list = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("opml"));
    let (true, Some(folder)) = (is_list, path.parent().and_then(|folder| folder.canonicalize().ok())) else {
        return Vec::new();
    };
    let mut text = String::new();
    let read = File::open(path).and_then(|file| file.take(LONGEST).read_to_string(&mut text));
    if read.is_err() {
        return Vec::new();
    }
    let inside = |file: String| {
        let relative = Path::new(&file);
        let plain = relative.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
        let file = folder.join(relative).canonicalize().ok().filter(|file| file.is_file())?;
        (plain && file.starts_with(&folder)).then_some(file)
    };
    opml_files(&text).into_iter().filter_map(inside).collect()
}
