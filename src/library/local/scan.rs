//! The scan: reads every file that was opened once, on all cores.

use std::io::{self, Read};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::thread;

use super::origin::Origin;
use super::reading::problem;
use super::shelving::{Part, collect};
use super::walk::{Job, Plan, walk};
use super::{Shelf, lock};
use crate::article::{ArticleId, Summary};
use crate::ingest::{self, Format, HEAD, IngestError, Source, sanitize};
use crate::library::Problem;

/// How many articles of one file are put on the shelf at once.
const BATCH: usize = 512;

/// How many files wait between walking, reading and shelving.
const AHEAD: usize = 256;

/// Reads everything that was opened. Ends when all is on the shelf.
pub fn run(plan: Plan, shelf: &Shelf) {
    let format = match plan.format.map(ingest::by_name).transpose() {
        Ok(format) => format,
        Err(error) => {
            finish(shelf, vec![problem("--format", &error)]);
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
    let mut part = Part::new(job.sequence, job.path.clone());
    let origin = match job.origin {
        Ok(origin) => origin,
        Err(error) => {
            part.fail(&error);
            return parts.send(part.end()).is_ok();
        }
    };
    if let Err(error) = read_articles(&job.path, &origin, &mut part, parts, format) {
        let skipped = matches!(error, IngestError::Binary | IngestError::Empty(_)) && !job.named;
        if !skipped {
            part.fail(&error);
        }
    }
    part.origin = Some(origin);
    parts.send(part.end()).is_ok()
}

fn read_articles(
    path: &str,
    origin: &Origin,
    part: &mut Part,
    parts: &SyncSender<Part>,
    format: Option<&'static dyn Format>,
) -> Result<(), IngestError> {
    let mut reader = origin.open(None)?;
    let mut head = Vec::with_capacity(HEAD);
    reader.as_mut().take(HEAD as u64).read_to_end(&mut head)?;
    let format = match format {
        Some(format) => format,
        None => ingest::detect(path, &head)?,
    };
    part.format = Some(format);
    part.origin = Some(origin.clone());
    let mut counted = Counted { inner: head.as_slice().chain(reader), bytes: 0 };
    let mut buffered = io::BufReader::with_capacity(HEAD, &mut counted);
    let source = Source { path, reader: &mut buffered };
    let result = format.read(source, &mut |found| {
        match found {
            Ok(found) => {
                let (record, span) = found.record.map(|record| (record.name, (record.offset, record.len))).unzip();
                let id = record.as_ref().map_or_else(|| path.to_owned(), |record| format!("{path}#{record}"));
                part.articles.push((Summary::of(&found.article, ArticleId(sanitize::line(&id)), record), span));
            }
            Err(error) => part.fail(&error),
        }
        if part.articles.len() < BATCH || parts.send(part.split()).is_ok() {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    });
    drop(buffered);
    part.bytes = counted.bytes;
    result
}

/// Counts what was read.
struct Counted<R> {
    inner: R,
    bytes: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.bytes += read as u64;
        Ok(read)
    }
}
