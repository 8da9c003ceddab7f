//! The walk: every file behind what was opened, in the order of paths.

use std::collections::HashSet;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::mpsc::SyncSender;
use std::{fs, io};

use super::cache::{Before, Change, Known, stamp};
use super::held::{hold, name_of};
use super::origin::Origin;
use super::outline;
use super::plan::{Door, Plan};
use super::samples;
use crate::ingest::IngestError;
use crate::library::Total;
use crate::library::segment::Source;

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
    /// The file on disk, as it is now.
    pub source: Option<Source>,
    /// What was read of it before, when only what has come since is to be read.
    pub before: Option<Before>,
    /// How many bytes there are to be read.
    pub size: u64,
    /// The reader named this very file: what can't be read is said, not skipped.
    pub named: bool,
}

/// How many small files are handed over at once, at most: each handing over may wake a reader.
const TOGETHER: usize = 64;

/// Files are handed over when there is as much in them, in bytes: large ones are read side by side.
const HEAVY: u64 = 256 << 10;

/// Sends a job for every file that was opened and isn't known as it is, and says how much that is. Ends early, with
/// nothing to say, when nobody takes them any more. Jobs are numbered from `first` on.
pub fn walk(plan: &Plan, known: &mut Known, first: u64, jobs: &SyncSender<Vec<Job>>) -> Option<Total> {
    let mut walk = Walk {
        plan,
        known,
        first,
        jobs,
        held: Vec::new(),
        weight: 0,
        together: 1,
        total: Total::default(),
        seen: HashSet::new(),
    };
    if plan.doors.is_empty() {
        for (path, bytes) in samples::files() {
            if !walk.send(path, Ok(Origin::Embedded(bytes)), true) {
                return None;
            }
        }
    }
    for door in &plan.doors {
        let goes_on = match door {
            Door::Pipe { name, path } => walk.pipe(name, path.as_deref()),
            Door::File(path) => [path.clone()].into_iter().chain(outline::files(path)).all(|path| walk.file(path)),
            Door::Folder(path) => walk.folder(path),
        };
        if !goes_on {
            return None;
        }
    }
    walk.hand_over().then_some(walk.total)
}

struct Walk<'a> {
    plan: &'a Plan,
    known: &'a mut Known,
    first: u64,
    jobs: &'a SyncSender<Vec<Job>>,
    /// What is handed over next, and how many bytes that is.
    held: Vec<Job>,
    weight: u64,
    /// How many files are handed over at once: few at first, so that the first ones show soon.
    together: usize,
    total: Total,
    /// What was named twice is read once.
    seen: HashSet<PathBuf>,
}

/// A file on disk that is to be read.
struct Wanted {
    source: Source,
    before: Option<Before>,
}

impl Walk<'_> {
    fn file(&mut self, path: PathBuf) -> bool {
        !self.seen.insert(path.clone()) || self.send_file(path, true)
    }

    /// Sends a file on disk, unless it is known as it is.
    fn send_file(&mut self, path: PathBuf, named: bool) -> bool {
        let wanted = match fs::metadata(&path) {
            Err(_) => None,
            Ok(metadata) => {
                let (key, stamp) = (below(&path, &self.plan.base), stamp(&metadata));
                let before = match self.known.compare(key, &path, stamp) {
                    Change::None => return true,
                    Change::New => None,
                    Change::Grown(grown) => Some(grown),
                };
                Some(Wanted { source: Source { path: key.to_vec(), stamp, reached: None }, before })
            }
        };
        let name = self.relative(&path);
        self.send_as(name.clone(), name, Ok(Origin::Path(path)), named, wanted)
    }

    fn send(&mut self, path: String, origin: Result<Origin, IngestError>, named: bool) -> bool {
        self.send_as(path.clone(), path, origin, named, None)
    }

    fn send_as(
        &mut self,
        id: String,
        path: String,
        origin: Result<Origin, IngestError>,
        named: bool,
        wanted: Option<Wanted>,
    ) -> bool {
        let (source, before) = wanted.map_or((None, None), |wanted| (Some(wanted.source), wanted.before));
        let size = match &origin {
            Ok(Origin::Path(_)) => {
                let read = before.as_ref().map_or(0, |before| before.reached.at);
                source.as_ref().map_or(0, |source| source.stamp.size.saturating_sub(read))
            }
            Ok(Origin::Embedded(bytes)) => bytes.len() as u64,
            Ok(Origin::Held(bytes)) => bytes.len() as u64,
            Ok(Origin::Packed(..)) | Err(_) => 0,
        };
        let job = Job { sequence: self.first + self.total.files, path, id, origin, source, before, size, named };
        self.total.files += 1;
        self.total.bytes += size;
        self.weight += size;
        self.held.push(job);
        if self.held.len() < self.together && self.weight < HEAVY {
            return true;
        }
        self.hand_over()
    }

    fn hand_over(&mut self) -> bool {
        self.together = (self.together * 2).min(TOGETHER);
        self.weight = 0;
        self.held.is_empty() || self.jobs.send(std::mem::take(&mut self.held)).is_ok()
    }

    /// A pipe alone is remembered by what ids are relative to; one among others by its id.
    fn pipe(&mut self, name: &str, path: Option<&Path>) -> bool {
        if path.is_none() && !self.seen.insert(PathBuf::from(name)) {
            return true;
        }
        // It may come slowly: what was found before it doesn't wait.
        if !self.hand_over() {
            return false;
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
        self.send_as(id, name.to_owned(), origin, true, None)
    }

    fn folder(&mut self, folder: &Path) -> bool {
        // Files of one folder: their whole paths are in the order of their names, and quicker compared.
        let by_name = |a: &Path, b: &Path| a.as_os_str().as_bytes().cmp(b.as_os_str().as_bytes());
        let walk = ignore::WalkBuilder::new(folder).require_git(false).sort_by_file_path(by_name).build();
        // One folder has each of its files once.
        let once = self.plan.doors.len() == 1;
        for entry in walk {
            let (path, error) = match entry {
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                    let path = entry.into_path();
                    if is_furniture(&path) || !once && !self.seen.insert(path.clone()) {
                        continue;
                    }
                    if !self.send_file(path, false) {
                        return false;
                    }
                    continue;
                }
                Ok(entry) => match special(&entry, &self.plan.doors) {
                    Special::Passed => continue,
                    Special::Refused(error) => (self.relative(entry.path()), error),
                    Special::File(target) => {
                        if !is_furniture(entry.path())
                            && self.seen.insert(target)
                            && !self.send_file(entry.into_path(), false)
                        {
                            return false;
                        }
                        continue;
                    }
                },
                Err(error) => {
                    let place = self.relative(error_path(&error).unwrap_or(folder));
                    let text = error.to_string();
                    (place, error.into_io_error().map_or_else(|| IngestError::Limit(text), IngestError::Io))
                }
            };
            if !self.send(path, Err(error), false) {
                return false;
            }
        }
        true
    }

    fn relative(&self, path: &Path) -> String {
        String::from_utf8_lossy(below(path, &self.plan.base)).into_owned()
    }
}

/// The part of a path below `base`, or all of it where it doesn't lie there. Both come from one place and are spelt
/// alike, so their bytes tell.
fn below<'a>(path: &'a Path, base: &str) -> &'a [u8] {
    let bytes = path.as_os_str().as_bytes();
    let rest = match bytes.strip_prefix(base.as_bytes()) {
        Some(b"") => Some(&b""[..]),
        Some(rest) if !base.is_empty() => rest.strip_prefix(b"/"),
        _ => None,
    };
    rest.unwrap_or(bytes)
}

/// What becomes of something in a folder that is neither a file nor a folder.
enum Special {
    /// A link to a file outside, which is read under the link's name.
    File(PathBuf),
    /// A folder itself, or a link to a file that is read where it lies.
    Passed,
    Refused(IngestError),
}

fn special(entry: &ignore::DirEntry, doors: &[Door]) -> Special {
    let Some(kind) = entry.file_type() else { return Special::Passed };
    if kind.is_dir() {
        return Special::Passed;
    }
    if !kind.is_symlink() {
        return Special::Refused(IngestError::Limit(format!(
            "it is {}, which is read only when it is named",
            what(kind)
        )));
    }
    let target = match fs::canonicalize(entry.path()) {
        Ok(target) => target,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Special::Refused(IngestError::Limit("it is a link to something that isn't there".to_owned()));
        }
        Err(error) => return Special::Refused(error.into()),
    };
    match fs::metadata(&target) {
        // What the kernel makes up as it is read is a file of no length, and may have no end (`/proc/kmsg`).
        Ok(metadata) if metadata.is_file() && metadata.len() == 0 => {
            Special::Refused(IngestError::Limit("it is a link to an empty file".to_owned()))
        }
        Ok(metadata) if metadata.is_file() => {
            let inside = doors.iter().any(|door| matches!(door, Door::Folder(folder) if target.starts_with(folder)));
            if inside { Special::Passed } else { Special::File(target) }
        }
        Ok(metadata) => {
            let text = format!("it is a link to {}, which is read only when it is named", what(metadata.file_type()));
            Special::Refused(IngestError::Limit(text))
        }
        Err(error) => Special::Refused(error.into()),
    }
}

#[cfg(unix)]
fn what(kind: fs::FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    match kind {
        kind if kind.is_dir() => "a folder",
        kind if kind.is_fifo() => "a named pipe",
        kind if kind.is_socket() => "a socket",
        _ => "a device",
    }
}

#[cfg(not(unix))]
fn what(kind: fs::FileType) -> &'static str {
    if kind.is_dir() { "a folder" } else { "no file" }
}

fn error_path(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => error_path(err),
        _ => None,
    }
}

/// Whether a file belongs to a page, or to a program, and not to its reader.
pub fn is_furniture(path: &Path) -> bool {
    path.extension().is_some_and(|extension| FURNITURE.iter().any(|known| extension.eq_ignore_ascii_case(known)))
}
