//! Reading files through their format: one article, its bytes, or everything on all cores.

use std::io::Read;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::File;
use crate::article::{Article, Handle};
use crate::ingest::{IngestError, MAX_DOCUMENT, Source, sanitize};
use crate::library::{LibraryError, Problem, Stop};

/// What a file, or a record of it, could not be read for.
pub fn problem(path: &str, error: &IngestError) -> Problem {
    let reason = match error {
        IngestError::Io(error) => io_reason(error),
        other => other.to_string(),
    };
    Problem { path: sanitize::line(path), reason: sanitize::line(&reason), hint: error.hint().map(str::to_owned) }
}

/// What the system said, without its error number.
pub fn io_reason(error: &std::io::Error) -> String {
    let text = error.to_string().to_lowercase();
    text.split(" (os error").next().unwrap_or_default().to_owned()
}

/// Reads one article anew.
pub fn read_one(file: &File, record: Option<(u64, u64)>) -> Result<Article, LibraryError> {
    let unreadable = |error: &IngestError| LibraryError::Unreadable(problem(&file.path, error));
    let mut reader = file.origin.open(record).map_err(|error| unreadable(&error.into()))?;
    let mut article = None;
    let source = Source { path: &file.path, reader: reader.as_mut() };
    let read = file.format.read(source, &mut |found| {
        article = Some(found);
        ControlFlow::Break(())
    });
    read.map_err(|error| unreadable(&error))?;
    match article {
        Some(Ok(found)) => Ok(found.article),
        Some(Err(error)) => Err(unreadable(&error)),
        None => Err(unreadable(&IngestError::Empty("the article is no longer in it"))),
    }
}

/// Reads the bytes of one article.
pub fn read_bytes(file: &File, record: Option<(u64, u64)>) -> Result<Vec<u8>, LibraryError> {
    let unreadable = |error: std::io::Error| LibraryError::Unreadable(problem(&file.path, &error.into()));
    let mut bytes = Vec::new();
    let reader = file.origin.open(record).map_err(unreadable)?;
    reader.take(MAX_DOCUMENT).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(bytes)
}

/// Reads every article of `files`, on all cores, in no order. What can't be read is left out: the scan
/// has reported it.
pub fn read_all(files: &[Arc<File>], stop: &Stop, take: &(dyn Fn(Handle, Article) + Sync)) -> Result<(), LibraryError> {
    let next = AtomicUsize::new(0);
    let threads = thread::available_parallelism().map_or(1, usize::from).min(files.len()).max(1);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if stop.is_stopped() {
                        return;
                    }
                    read_file(file, stop, take);
                }
            });
        }
    });
    if stop.is_stopped() { Err(LibraryError::Stopped) } else { Ok(()) }
}

fn read_file(file: &File, stop: &Stop, take: &(dyn Fn(Handle, Article) + Sync)) {
    let Ok(mut reader) = file.origin.open(None) else { return };
    let source = Source { path: &file.path, reader: reader.as_mut() };
    let mut handle = file.first;
    // A file that can't be read to its end gives the articles up to there, as it did in the scan.
    let _ = file.format.read(source, &mut |found| {
        if let Ok(found) = found {
            take(Handle(handle), found.article);
            handle += 1;
        }
        if stop.is_stopped() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
}
