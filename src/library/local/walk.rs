//! The walk: every file behind what was opened, in the order of paths.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::SyncSender;
use std::{fs, io};

use super::held::{hold, name_of};
use super::origin::Origin;
use super::plan::{Door, Plan};
use super::samples;
use crate::ingest::IngestError;

/// Files that belong to a saved page, not to an archive: skipped in folders.
const FURNITURE: [&str; 8] = ["css", "js", "mjs", "map", "svg", "woff", "ico", "lock"];

/// One file to read.
pub struct Job {
    pub sequence: u64,
    /// What the reader calls it.
    pub path: String,
    /// The id of its article, or the part before `#` of its articles' ids: the path, unless it is a pipe.
    pub id: String,
    pub origin: Result<Origin, IngestError>,
    /// The reader named this very file: what can't be read is said, not skipped.
    pub named: bool,
}

/// Sends a job for every file that was opened. Ends early when nobody takes them any more.
pub fn walk(plan: &Plan, jobs: &SyncSender<Job>) {
    let mut walk = Walk { plan, jobs, sequence: 0, seen: HashSet::new() };
    if plan.doors.is_empty() {
        for (path, bytes) in samples::files() {
            if !walk.send(path, Ok(Origin::Embedded(bytes)), true) {
                return;
            }
        }
    }
    for door in &plan.doors {
        let goes_on = match door {
            Door::Pipe { name, path } => walk.pipe(name, path.as_deref()),
            Door::File(path) => {
                !walk.seen.insert(path.clone()) || walk.send(walk.relative(path), Ok(Origin::Path(path.clone())), true)
            }
            Door::Folder(path) => walk.folder(path),
        };
        if !goes_on {
            return;
        }
    }
}

struct Walk<'a> {
    plan: &'a Plan,
    jobs: &'a SyncSender<Job>,
    sequence: u64,
    /// What was named twice is read once.
    seen: HashSet<PathBuf>,
}

impl Walk<'_> {
    fn send(&mut self, path: String, origin: Result<Origin, IngestError>, named: bool) -> bool {
        self.send_as(path.clone(), path, origin, named)
    }

    fn send_as(&mut self, id: String, path: String, origin: Result<Origin, IngestError>, named: bool) -> bool {
        let job = Job { sequence: self.sequence, path, id, origin, named };
        self.sequence += 1;
        self.jobs.send(job).is_ok()
    }

    /// A pipe alone is remembered by what ids are relative to; one among others by its id.
    fn pipe(&mut self, name: &str, path: Option<&Path>) -> bool {
        if path.is_none() && !self.seen.insert(PathBuf::from(name)) {
            return true;
        }
        let origin = match path {
            None => hold(io::stdin().lock()),
            Some(path) => fs::File::open(path).map_err(IngestError::Io).and_then(hold),
        };
        let id = match &origin {
            Ok(Origin::Held(bytes)) if !self.plan.is_one_pipe() => {
                let id = format!("{}/{name}", name_of(bytes));
                if !self.seen.insert(PathBuf::from(&id)) {
                    return true;
                }
                id
            }
            _ => name.to_owned(),
        };
        self.send_as(id, name.to_owned(), origin, true)
    }

    fn folder(&mut self, folder: &Path) -> bool {
        let walk = ignore::WalkBuilder::new(folder).require_git(false).sort_by_file_name(std::ffi::OsStr::cmp).build();
        for entry in walk {
            let (path, origin) = match entry {
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                    let path = entry.into_path();
                    if is_furniture(&path) || !self.seen.insert(path.clone()) {
                        continue;
                    }
                    (self.relative(&path), Ok(Origin::Path(path)))
                }
                Ok(_) => continue,
                Err(error) => {
                    let place = self.relative(error_path(&error).unwrap_or(folder));
                    let text = error.to_string();
                    (place, Err(error.into_io_error().map_or_else(|| IngestError::Limit(text), IngestError::Io)))
                }
            };
            if !self.send(path, origin, false) {
                return false;
            }
        }
        true
    }

    fn relative(&self, path: &Path) -> String {
        path.strip_prefix(&self.plan.base).unwrap_or(path).to_string_lossy().into_owned()
    }
}

fn error_path(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => error_path(err),
        _ => None,
    }
}

fn is_furniture(path: &Path) -> bool {
    path.extension().is_some_and(|extension| FURNITURE.iter().any(|known| extension.eq_ignore_ascii_case(known)))
}
