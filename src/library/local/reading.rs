//! Reading files through their format: one article, its bytes, or everything on all cores.

use std::io::{self, BufRead, ErrorKind, Read};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::origin::Way;
use super::{Cut, File};
use crate::article::{Article, Handle};
use crate::ingest::pack::{Meter, Trouble, skip, unpack};
use crate::ingest::{Found, IngestError, MAX_DOCUMENT, Source};
use crate::library::segment::Segment;
use crate::library::{LibraryError, Problem, Stop};

/// Reads one article anew.
pub(super) fn read_one(file: &File, cut: Cut) -> Result<Article, LibraryError> {
    let mut reader = file.origin.open(alone(cut)).map_err(|error| lost(file, &error.into()))?;
    let mut before = if let Cut::Nth(place) = cut { place } else { 0 };
    let mut article = None;
    let source = Source { path: file.origin.plain_name(&file.path), reader: reader.as_mut() };
    let mut take = |found: Result<Found, IngestError>| {
        // What is counted is what was listed: records that can't be read have no place.
        if before > 0 {
            before -= u32::from(found.is_ok());
            return ControlFlow::Continue(());
        }
        if found.is_err() && matches!(cut, Cut::Nth(_)) {
            return ControlFlow::Continue(());
        }
        article = Some(found);
        ControlFlow::Break(())
    };
    let read = match cut {
        Cut::Bytes(..) => {
            let head = head(file).map_err(|error| lost(file, &error.into()))?;
            file.format.read_record(&head, source, &mut take)
        }
        Cut::Whole | Cut::Nth(_) => file.format.read(source, &mut take),
    };
    read.map_err(|error| lost(file, &error))?;
    match article {
        Some(Ok(found)) => Ok(found.article),
        Some(Err(error)) => Err(lost(file, &error)),
        None => Err(changed(file)),
    }
}

/// The file's first bytes, as many as a record of its format can't be read without.
fn head(file: &File) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    let most = file.format.head();
    if most > 0 {
        file.origin.open(Some((0, most)))?.take(most).read_to_end(&mut head)?;
    }
    Ok(head)
}

/// What can be read without what stands before it: a record's bytes, else the whole file.
fn alone(cut: Cut) -> Option<(u64, u64)> {
    if let Cut::Bytes(offset, len) = cut { Some((offset, len)) } else { None }
}

/// Reads the bytes of one article; of a record that has none to itself, those of its file.
pub(super) fn read_bytes(file: &File, cut: Cut) -> Result<Vec<u8>, LibraryError> {
    let mut bytes = Vec::new();
    let reader = file.origin.open(alone(cut)).map_err(|error| lost(file, &error.into()))?;
    reader.take(MAX_DOCUMENT).read_to_end(&mut bytes).map_err(|error| lost(file, &error.into()))?;
    Ok(bytes)
}

/// What stands where an article stood is another one, or none.
pub fn changed(file: &File) -> LibraryError {
    lost(file, &IngestError::Empty("the article is no longer in it"))
}

/// Why an article that was listed can't be had any more. The format once read it: a fault that it finds now
/// says less than that the file is another one.
fn lost(file: &File, error: &IngestError) -> LibraryError {
    let problem = Problem::of(&file.path, error);
    let again = Some("start byline again to list what is there".to_owned());
    LibraryError::Unreadable(match error {
        IngestError::Io(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            Problem { reason: "it is no longer there".to_owned(), hint: again, ..problem }
        }
        IngestError::Io(_) => problem,
        _ => Problem { reason: "it has changed since it was listed".to_owned(), hint: again, ..problem },
    })
}

/// The handles of the articles of a file, in the order in which they stand there.
#[derive(Clone, Debug)]
pub enum Run {
    /// One after the other, up to this one.
    From(Handle, Handle),
    /// Those of the rows at some places of a segment's archive order: the handle of its first row, the first place, and
    /// how many there are.
    Filed(Arc<Segment>, Handle, u32, u32),
}

impl Run {
    /// The handle of the article of this place, from 0.
    pub fn at(&self, nth: u32) -> Option<Handle> {
        match self {
            Run::From(first, end) => first.0.checked_add(nth).map(Handle).filter(|handle| handle < end),
            Run::Filed(segment, start, first, count) => {
                let row = (nth < *count).then(|| segment.filed(first.checked_add(nth)?)).flatten()?;
                start.0.checked_add(row).map(Handle)
            }
        }
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = Handle> + '_ {
        (0..self.len()).filter_map(|nth| self.at(nth))
    }

    /// How many there are.
    pub fn len(&self) -> u32 {
        match self {
            Run::From(first, end) => end.0.saturating_sub(first.0),
            Run::Filed(_, _, _, count) => *count,
        }
    }
}

/// Reads every article of `files`, on all cores, in no order. Each file comes with the handles of its articles. What
/// can't be read is left out: the scan has reported it.
pub fn read_all(
    files: &[(Arc<File>, Run)],
    stop: &Stop,
    take: &(dyn Fn(Handle, Article) + Sync),
) -> Result<(), LibraryError> {
    // What stands in one compressed stream is read in one pass: read alone, each would unpack all before it.
    let passes: Vec<_> = files.chunk_by(|(a, _), (b, _)| a.shares_stream(b)).collect();
    on_all_cores(&passes, stop, &|files| {
        // Where unpacking fails, the pass ends, as it did in the scan.
        let _ = read_pass(files, stop, take);
    })
}

/// Does some work on each of `items`, on all cores, in no order. Work that panics leaves out its item.
pub fn on_all_cores<T: Sync>(items: &[T], stop: &Stop, work: &(dyn Fn(&T) + Sync)) -> Result<(), LibraryError> {
    let next = AtomicUsize::new(0);
    let work = |item: &T| {
        let _ = catch_unwind(AssertUnwindSafe(|| work(item)));
    };
    if let [item] = items {
        work(item);
        return if stop.is_stopped() { Err(LibraryError::Stopped) } else { Ok(()) };
    }
    let threads = thread::available_parallelism().map_or(1, usize::from).min(items.len());
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if stop.is_stopped() {
                        return;
                    }
                    work(item);
                }
            });
        }
    });
    if stop.is_stopped() { Err(LibraryError::Stopped) } else { Ok(()) }
}

fn read_pass(files: &[(Arc<File>, Run)], stop: &Stop, take: &(dyn Fn(Handle, Article) + Sync)) -> io::Result<()> {
    if let [(file, run)] = files {
        read_file(file, run, file.origin.open(None)?.as_mut(), stop, take);
        return Ok(());
    }
    let mut stream = None;
    let mut inner = Vec::with_capacity(files.len());
    for (file, run) in files {
        let Some((origin, ways)) = file.origin.stream() else { continue };
        stream.get_or_insert(origin);
        inner.push(Inner { file, run, ways });
    }
    let Some(stream) = stream else { return Ok(()) };
    read_inner(&inner, 0, stream.open(None)?.as_mut(), &mut |inner, reader| {
        if !stop.is_stopped() {
            read_file(inner.file, inner.run, reader, stop, take);
        }
    })
}

/// A file in a compressed stream.
struct Inner<'a> {
    file: &'a File,
    run: &'a Run,
    /// The ways to it from the stream on.
    ways: Vec<Way>,
}

/// Takes the files of a stream as they come; those that share the way at this `level` stand in the same
/// packed file.
fn read_inner(
    files: &[Inner<'_>],
    level: usize,
    reader: &mut dyn BufRead,
    read: &mut dyn FnMut(&Inner<'_>, &mut dyn BufRead),
) -> io::Result<()> {
    let mut at = 0;
    for files in files.chunk_by(|a, b| a.ways.get(level) == b.ways.get(level)) {
        let Some(way) = files[0].ways.get(level) else {
            read(&files[0], reader);
            continue;
        };
        let (start, len) = way.part.unwrap_or((0, u64::MAX));
        let Some(gap) = u64::checked_sub(start, at) else { continue };
        skip(reader, gap)?;
        let mut window = Read::take(&mut *reader, len);
        match way.codec {
            Some(codec) => {
                let mut plain = unpack(codec, Box::new(&mut window), &Meter::default(), &Trouble::default());
                read_inner(files, level + 1, plain.as_mut(), read)?;
            }
            None => read_inner(files, level + 1, &mut window, read)?,
        }
        at = start + (len - window.limit());
    }
    Ok(())
}

fn read_file(file: &File, run: &Run, reader: &mut dyn BufRead, stop: &Stop, take: &(dyn Fn(Handle, Article) + Sync)) {
    let source = Source { path: file.origin.plain_name(&file.path), reader };
    let mut nth = 0;
    // A file that can't be read to its end, or that a format fails at, gives the articles up to there, as it
    // did in the scan.
    let _ = catch_unwind(AssertUnwindSafe(|| {
        file.format.read(source, &mut |found| {
            // It may have grown since the scan: the next handle is another file's.
            if let Ok(found) = found
                && let Some(handle) = run.at(nth)
            {
                take(handle, found.article);
                nth += 1;
            }
            if stop.is_stopped() || nth >= run.len() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })
    }));
}
