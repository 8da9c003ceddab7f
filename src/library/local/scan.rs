//! The scan: reads every file that was opened once, on all cores.

use std::cell::Cell;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::thread;

use super::origin::Origin;
use super::plan::Plan;
use super::shelving::{Part, collect};
use super::walk::{Job, walk};
use super::{Cut, Shelf, lock};
use crate::article::{ArticleId, Summary};
use crate::ingest::{self, Format, HEAD, IngestError, Record, Source, sanitize};
use crate::library::Problem;

/// How many articles of one file are put on the shelf at once, at most.
const BATCH: usize = 512;

/// After how many bytes of one file its articles are put on the shelf, however few: a large file shows how
/// far it has come.
const STRETCH: u64 = 4 << 20;

/// How many files wait between walking, reading and shelving.
const AHEAD: usize = 256;

/// Reads everything that was opened. Ends when all is on the shelf.
pub fn run(plan: Plan, shelf: &Shelf) {
    let format = match plan.format.map(ingest::by_name).transpose() {
        Ok(format) => format,
        Err(error) => {
            finish(shelf, vec![Problem::of("--format", &error)]);
            return;
        }
    };
    let (jobs, waiting) = mpsc::sync_channel::<Job>(AHEAD);
    let (parts, done) = mpsc::sync_channel::<Part>(AHEAD);
    let waiting = Mutex::new(waiting);
    let readers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..readers {
            let (waiting, parts) = (&waiting, parts.clone());
            scope.spawn(move || read_jobs(waiting, &parts, format));
        }
        drop(parts);
        scope.spawn(move || walk(&plan, &jobs));
        collect(shelf, &done);
    });
    finish(shelf, Vec::new());
}

fn finish(shelf: &Shelf, more: Vec<Problem>) {
    {
        let mut content = shelf.content();
        if !more.is_empty() {
            content.problems = content.problems.iter().cloned().chain(more).collect();
        }
        content.progress = None;
    }
    shelf.scanned.notify_all();
    shelf.tell();
}

fn read_jobs(waiting: &Mutex<Receiver<Job>>, parts: &SyncSender<Part>, format: Option<&'static dyn Format>) {
    loop {
        // The lock is let go before the file is read.
        let job = lock(waiting).recv();
        let Ok(job) = job else { return };
        let (sequence, path) = (job.sequence, job.path.clone());
        let outcome = catch_unwind(AssertUnwindSafe(|| read_job(job, parts, format)));
        let sent = outcome.unwrap_or_else(|_| {
            let error = IngestError::Limit("byline made a mistake reading it; please report it".to_owned());
            let mut part = Part::new(sequence, path);
            part.fail(&error);
            parts.send(part.end()).is_ok()
        });
        if !sent {
            return;
        }
    }
}

/// Reads one file; `false` when nobody wants it any more.
fn read_job(job: Job, parts: &SyncSender<Part>, format: Option<&'static dyn Format>) -> bool {
    let mut part = Part::new(job.sequence, job.path);
    let origin = match job.origin {
        Ok(origin) => origin,
        Err(error) => {
            part.fail(&error);
            return parts.send(part.end()).is_ok();
        }
    };
    if let Err(error) = read_articles(&job.id, &origin, &mut part, parts, format) {
        let skipped = matches!(error, IngestError::Binary | IngestError::Empty(_)) && !job.named;
        if !skipped {
            part.fail(&error);
        }
    }
    part.origin = Some(origin);
    parts.send(part.end()).is_ok()
}

fn read_articles(
    id: &str,
    origin: &Origin,
    part: &mut Part,
    parts: &SyncSender<Part>,
    format: Option<&'static dyn Format>,
) -> Result<(), IngestError> {
    let path = part.path.clone();
    let mut reader = origin.open(None)?;
    let mut head = Vec::with_capacity(HEAD);
    reader.as_mut().take(HEAD as u64).read_to_end(&mut head)?;
    let format = match format {
        Some(format) => format,
        None => ingest::detect(&path, &head)?,
    };
    part.format = Some(format);
    part.origin = Some(origin.clone());
    let (bytes, mut told, mut place) = (Cell::new(0), 0, 0);
    let counted = Counted { inner: head.as_slice().chain(reader), bytes: &bytes };
    let mut buffered = io::BufReader::with_capacity(HEAD, counted);
    let source = Source { path: &path, reader: &mut buffered };
    let result = format.read(source, &mut |found| {
        match found {
            Ok(found) => {
                let cut = match &found.record {
                    None => Cut::Whole,
                    Some(Record { bytes: Some((offset, len)), .. }) => Cut::Bytes(*offset, *len),
                    Some(Record { bytes: None, .. }) => Cut::Nth(place),
                };
                place += 1;
                let record = found.record.map(|record| record.name);
                let id = record.as_ref().map_or_else(|| id.to_owned(), |record| format!("{id}#{record}"));
                part.articles.push((Summary::of(&found.article, ArticleId(sanitize::line(&id)), record), cut));
            }
            Err(error) => part.fail(&error),
        }
        if part.articles.len() < BATCH && bytes.get() - told < STRETCH {
            return ControlFlow::Continue(());
        }
        part.bytes = bytes.get() - told;
        told = bytes.get();
        if parts.send(part.split()).is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    part.bytes = bytes.get() - told;
    result
}

/// Counts what was read, where it can be looked at meanwhile.
struct Counted<'a, R> {
    inner: R,
    bytes: &'a Cell<u64>,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.bytes.set(self.bytes.get() + read as u64);
        Ok(read)
    }
}
