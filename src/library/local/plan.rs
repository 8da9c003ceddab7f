//! What was asked for, resolved: its name, and what its ids are relative to.

use std::path::{Component, Path, PathBuf};

use super::Opening;
use super::origin::Input;
use crate::ingest::sanitize;
use crate::library::catalogue::HELD;

/// What is opened, and what its ids are relative to.
pub struct Plan {
    pub name: String,
    pub base: String,
    pub doors: Vec<Door>,
    pub format: Option<&'static str>,
}

/// One thing that was named.
pub enum Door {
    /// Standard input or, with a path, another pipe. It can be read only once.
    Pipe { name: String, path: Option<PathBuf> },
    /// A file, or a name that names nothing.
    File(PathBuf),
    /// A folder.
    Folder(PathBuf),
}

impl Door {
    fn of(input: Input) -> Self {
        let Input::Path(given) = input else { return Door::Pipe { name: "-".to_owned(), path: None } };
        let path = absolute(&given);
        // What is given is asked, not what it resolves to: `/dev/fd/63` resolves to nothing.
        match std::fs::metadata(&given) {
            Ok(metadata) if metadata.is_dir() => Door::Folder(path),
            Ok(metadata) if !metadata.is_file() => Door::Pipe { name: pipe_name(&path), path: Some(given) },
            _ => Door::File(path),
        }
    }

    /// What the header calls it.
    fn name(&self) -> String {
        match self {
            Door::Pipe { path: None, .. } => "standard input".to_owned(),
            Door::Pipe { name, .. } => name.clone(),
            Door::File(path) | Door::Folder(path) => file_name(path),
        }
    }

    /// The folder that its ids are relative to when it is opened alone.
    fn folder(&self) -> Option<PathBuf> {
        match self {
            Door::Pipe { .. } => None,
            Door::File(path) => Some(path.parent().unwrap_or(path).to_path_buf()),
            Door::Folder(path) => Some(path.clone()),
        }
    }
}

impl Plan {
    /// Decides names and ids: ids are relative to the opened folder, or to the folder that holds all that
    /// was opened.
    pub fn of(opening: Opening) -> Self {
        let Opening { inputs, format, .. } = opening;
        let doors: Vec<Door> = inputs.into_iter().map(Door::of).collect();
        let name = match doors.as_slice() {
            [] => "samples".to_owned(),
            [one] => one.name(),
            [first, rest @ ..] => format!("{} and {} more", first.name(), rest.len()),
        };
        let folder = doors.iter().filter_map(Door::folder).reduce(|a, b| common_folder(&a, &b));
        let base = match (folder, doors.len()) {
            (Some(folder), _) => folder.to_string_lossy().trim_end_matches('/').to_owned(),
            (None, 0) => "samples:".to_owned(),
            // Until its content is known.
            (None, 1) => HELD.to_owned(),
            (None, _) => "pipes:".to_owned(),
        };
        Self { name: sanitize::line(&name), base, doors, format }
    }

    /// What is opened, in words that are the same whenever it is; `None` for what can't be opened again.
    pub fn identity(&self) -> Option<String> {
        let mut words = vec![self.base.clone(), self.format.unwrap_or_default().to_owned()];
        for door in &self.doors {
            let (kind, path) = match door {
                Door::Pipe { .. } => return None,
                Door::File(path) => ("file", path),
                Door::Folder(path) => ("folder", path),
            };
            words.push(format!("{kind} {}", path.display()));
        }
        (!self.doors.is_empty()).then(|| words.join("\n"))
    }

    /// The files and folders that are opened, in order, below what ids are relative to.
    pub fn paths(&self) -> Vec<PathBuf> {
        let paths = self.doors.iter().filter_map(|door| match door {
            Door::Pipe { .. } => None,
            Door::File(path) | Door::Folder(path) => Some(path),
        });
        paths.map(|path| path.strip_prefix(&self.base).unwrap_or(path).to_path_buf()).collect()
    }

    /// Whether all there is comes from one pipe.
    pub fn is_one_pipe(&self) -> bool {
        matches!(self.doors.as_slice(), [Door::Pipe { .. }])
    }
}

/// The place of a path in the order of what was opened: first by door, then by path.
pub fn place<'a>(path: &'a Path, doors: &[PathBuf]) -> (usize, &'a Path) {
    (doors.iter().position(|door| path.starts_with(door)).unwrap_or(doors.len()), path)
}

/// The number that a shell gives to `<(command)` says nothing, and changes from one run to the next.
fn pipe_name(path: &Path) -> String {
    if path.starts_with("/dev") || path.starts_with("/proc") { "pipe".to_owned() } else { file_name(path) }
}

fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(|| "/".to_owned(), |name| name.to_string_lossy().into_owned())
}

fn absolute(path: &Path) -> PathBuf {
    // A path that can't be resolved is reported when it is opened.
    path.canonicalize().or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_path_buf())
}

fn common_folder(a: &Path, b: &Path) -> PathBuf {
    let same = a.components().zip(b.components()).take_while(|(a, b)| a == b);
    same.map(|(component, _): (Component<'_>, _)| component).collect()
}
