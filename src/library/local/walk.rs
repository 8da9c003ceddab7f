//! What is opened, file by file, and the ids that its articles have.

use std::collections::HashSet;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::mpsc::SyncSender;

use super::origin::{Input, Origin};
use super::reading::io_reason;
use super::{Opening, samples};
use crate::ingest::{IngestError, MAX_DOCUMENT, sanitize};

/// Files that belong to a saved page, not to an archive: skipped in folders.
const FURNITURE: [&str; 8] = ["css", "js", "mjs", "map", "svg", "woff", "ico", "lock"];

/// What is opened, and what its ids are relative to.
pub struct Plan {
    pub name: String,
    pub base: String,
    inputs: Vec<Input>,
    pub format: Option<&'static str>,
}

/// One file to read.
pub struct Job {
    pub sequence: u64,
    pub path: String,
    pub origin: Result<Origin, IngestError>,
    /// The reader named this very file: what can't be read is said, not skipped.
    pub named: bool,
}

impl Plan {
    /// Decides names and ids: ids are relative to the opened folder, or to the folder that holds all that
    /// was opened.
    pub fn of(opening: Opening) -> Self {
        let Opening { inputs, format } = opening;
        let paths: Vec<PathBuf> = inputs
            .iter()
            .filter_map(|input| match input {
                Input::Path(path) => Some(absolute(path)),
                Input::Stdin => None,
            })
            .collect();
        let named: Vec<String> =
            paths.iter().filter_map(|path| path.file_name()).map(|name| name.to_string_lossy().into_owned()).collect();
        let name = match (inputs.as_slice(), named.as_slice()) {
            ([], _) => "samples".to_owned(),
            (_, []) if paths.is_empty() => "standard input".to_owned(),
            (_, []) => "/".to_owned(),
            (_, [one]) => one.clone(),
            (_, [first, rest @ ..]) => format!("{first} and {} more", rest.len()),
        };
        let base = if inputs.is_empty() {
            "samples:".to_owned()
        } else {
            paths
                .iter()
                .map(|path| if path.is_dir() { path.as_path() } else { path.parent().unwrap_or(path) })
                .map(Path::to_path_buf)
                .reduce(|a, b| common_folder(&a, &b))
                .map_or("stdin:".to_owned(), |path| path.to_string_lossy().trim_end_matches('/').to_owned())
        };
        Self { name: sanitize::line(&name), base, inputs, format }
    }
}

fn absolute(path: &Path) -> PathBuf {
    // A path that can't be resolved is reported when it is opened.
    path.canonicalize().or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_path_buf())
}

fn common_folder(a: &Path, b: &Path) -> PathBuf {
    let same = a.components().zip(b.components()).take_while(|(a, b)| a == b);
    same.map(|(component, _): (Component<'_>, _)| component).collect()
}

/// Sends a job for every file that was opened, in the order of paths.
pub fn walk(plan: &Plan, jobs: &SyncSender<Job>) {
    let mut sequence = 0;
    let mut seen = HashSet::new();
    let mut send = |path: String, origin: Result<Origin, IngestError>, named: bool| {
        let job = Job { sequence, path, origin, named };
        sequence += 1;
        jobs.send(job).is_ok()
    };
    if plan.inputs.is_empty() {
        for (path, bytes) in samples::files() {
            if !send(path, Ok(Origin::Embedded(bytes)), true) {
                return;
            }
        }
    }
    for input in &plan.inputs {
        let Input::Path(given) = input else {
            if !send("-".to_owned(), hold(io::stdin().lock()), true) {
                return;
            }
            continue;
        };
        let path = absolute(given);
        if !path.is_dir() {
            let id = relative(&path, &plan.base);
            if seen.insert(path.clone()) && !send(id, open_named(&path), true) {
                return;
            }
            continue;
        }
        let walk = ignore::WalkBuilder::new(&path).require_git(false).sort_by_file_name(std::ffi::OsStr::cmp).build();
        for entry in walk {
            let (path, origin) = match entry {
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                    let path = entry.into_path();
                    if is_furniture(&path) || !seen.insert(path.clone()) {
                        continue;
                    }
                    (relative(&path, &plan.base), Ok(Origin::Path(path)))
                }
                Ok(_) => continue,
                Err(error) => {
                    let place = error_path(&error).map_or_else(|| given.clone(), Path::to_path_buf);
                    let error = error.io_error().map_or_else(|| error.to_string(), io_reason);
                    (relative(&place, &plan.base), Err(IngestError::Limit(error)))
                }
            };
            if !send(path, origin, false) {
                return;
            }
        }
    }
}

fn error_path(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => error_path(err),
        _ => None,
    }
}

fn relative(path: &Path, base: &str) -> String {
    path.strip_prefix(base).unwrap_or(path).to_string_lossy().into_owned()
}

fn is_furniture(path: &Path) -> bool {
    path.extension().is_some_and(|extension| FURNITURE.iter().any(|known| extension.eq_ignore_ascii_case(known)))
}

/// A file that was named: a pipe (`byline <(curl …)`) is read once and held.
fn open_named(path: &Path) -> Result<Origin, IngestError> {
    let metadata = std::fs::metadata(path)?;
    if metadata.is_file() { Ok(Origin::Path(path.to_path_buf())) } else { hold(std::fs::File::open(path)?) }
}

fn hold(source: impl Read) -> Result<Origin, IngestError> {
    let mut bytes = Vec::new();
    source.take(MAX_DOCUMENT).read_to_end(&mut bytes)?;
    Ok(Origin::Held(bytes.into()))
}
