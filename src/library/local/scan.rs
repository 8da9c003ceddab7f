//! The scan: reads every file that was opened once, on all cores.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex};
use std::thread;

use super::cache::{self, Cache, Known, Saver};
use super::indexing::Indexer;
use super::lock;
use super::plan::Plan;
use super::shelf::{Owner, Shelf};
use super::shelving::{Part, collect};
use super::walk::{Job, walk};
use crate::ingest::{self, Format, IngestError};
use crate::library::{Problem, io_reason};

mod input;
mod outbox;
mod packed;

use input::Input;
use outbox::Outbox;

/// How many packages of parts wait between reading and shelving.
const AHEAD: usize = 16;

/// How far the walk goes ahead of the reading, in packages of up to 64 files: an archive of fewer files shows at once
/// how much there is to do.
const PACKAGES_AHEAD: usize = 256;

/// Archives of so many articles are put together before the scan is said to be over: it takes no time.
const SOON: u32 = 50_000;

/// Reads everything that was opened and isn't known as it is, and keeps it in the cache, where there is one.
pub fn run(plan: &Plan, shelf: &Shelf, cache: Option<Cache>, to_keep: bool) {
    let read = match plan.format.map(ingest::by_name).transpose() {
        Ok(format) => read_and_keep(plan, format, shelf, cache, to_keep),
        Err(error) => {
            finish(shelf, vec![Problem::of("--format", &error)]);
            Ok(())
        }
    };
    let mut content = shelf.content();
    content.not_kept = read.err().map(|error| io_reason(&error));
    content.is_settled = true;
    drop(content);
    shelf.notify();
}

/// Reads again what has changed meanwhile. It is not kept: the next opening finds it, and has handles of its own.
pub fn again(plan: &Plan, shelf: &Shelf) {
    let known = Known::of(&shelf.content());
    if let Ok(format) = plan.format.map(ingest::by_name).transpose() {
        read_all(plan, format, shelf, known, &mut None);
    }
    finish(shelf, Vec::new());
}

fn read_and_keep(
    plan: &Plan,
    format: Option<&'static dyn Format>,
    shelf: &Shelf,
    cache: Option<Cache>,
    to_keep: bool,
) -> io::Result<()> {
    let (stored, known) = cache::verified(shelf);
    let catalogue = shelf.content().catalogue.clone();
    let kept = cache.as_ref().filter(|_| !stored.is_empty());
    let words = kept.and_then(|cache| cache.open_words(&catalogue));
    let relations = kept.and_then(|cache| cache.open_relations());
    {
        let mut content = shelf.content();
        content.words = words.map(Arc::new);
        content.relations = relations.map(Arc::new);
        content.related_folder = cache.as_ref().map(Cache::related_folder);
    }
    let mut saver = cache.map(|cache| Saver::new(cache, &stored, PathBuf::from(&plan.base), to_keep));
    let known = read_all(plan, format, shelf, known, &mut saver);
    let Some(mut saver) = saver else {
        finish(shelf, Vec::new());
        return Ok(());
    };
    let mut kept = saver.save(shelf, Some(&known));
    let soon = saver.rows() <= SOON;
    if soon && kept.is_ok() {
        kept = saver.settle(shelf);
    }
    finish(shelf, Vec::new());
    kept?;
    if !soon {
        saver.settle(shelf)?;
    }
    saver.index(shelf)?;
    if saver.is_refused() {
        return Err(io::Error::other("another byline is keeping this archive now"));
    }
    Ok(())
}

fn read_all(
    plan: &Plan,
    format: Option<&'static dyn Format>,
    shelf: &Shelf,
    mut known: Known,
    saver: &mut Option<Saver>,
) -> Known {
    let (jobs, waiting) = mpsc::sync_channel::<Vec<Job>>(PACKAGES_AHEAD);
    let (parts, done) = mpsc::sync_channel::<Vec<Part>>(AHEAD);
    let waiting = Mutex::new(waiting);
    let readers = thread::available_parallelism().map_or(1, usize::from);
    let first = shelf.content().fresh.next_sequence();
    let indexer = saver.as_ref().map(Saver::indexer);
    thread::scope(|scope| {
        for _ in 0..readers {
            let (waiting, parts, indexer) = (&waiting, parts.clone(), indexer.as_deref());
            scope.spawn(move || read_jobs(waiting, &Outbox::new(parts), format, indexer));
        }
        drop(parts);
        let known = &mut known;
        scope.spawn(move || {
            let total = walk(plan, known, first, &jobs);
            // Readers end when no job can come any more.
            drop(jobs);
            if let Some(progress) = &mut shelf.content().progress {
                progress.total = total;
            }
        });
        collect(shelf, &done, saver);
    });
    let mut content = shelf.content();
    content.lose(&known.gone().collect::<Vec<_>>());
    // A first reading finds everything in order.
    if content.stored.len() > 1 || (first > 0 || !content.stored.is_empty()) && !content.fresh.entries.is_empty() {
        content.put_in_order(&plan.paths());
    }
    drop(content);
    known
}

fn finish(shelf: &Shelf, more: Vec<Problem>) {
    {
        let mut content = shelf.content();
        if !more.is_empty() {
            content.troubles.extend(more.into_iter().map(|problem| (Owner::Nobody, problem)));
            content.tell_problems();
        }
        content.progress = None;
    }
    shelf.notify();
    shelf.tell();
}

fn read_jobs(
    waiting: &Mutex<Receiver<Vec<Job>>>,
    parts: &Outbox,
    format: Option<&'static dyn Format>,
    indexer: Option<&Indexer>,
) {
    loop {
        // Whoever waits for more files holds the lock: then there is nothing to do, and nothing is kept back.
        let ready = waiting.try_lock().ok().and_then(|waiting| waiting.try_recv().ok());
        let jobs = ready.or_else(|| {
            parts.hand_over();
            lock(waiting).recv().ok()
        });
        let Some(jobs) = jobs else { return };
        if !jobs.into_iter().all(|job| read_job(job, parts, format, indexer)) {
            return;
        }
    }
}

/// Reads one file; `false` when nobody wants it any more.
fn read_job(job: Job, parts: &Outbox, format: Option<&'static dyn Format>, indexer: Option<&Indexer>) -> bool {
    let (sequence, path) = (job.sequence, job.path.clone());
    let outcome = catch_unwind(AssertUnwindSafe(|| Input::new(&job, parts, format, indexer).read(job.origin)));
    outcome.unwrap_or_else(|_| {
        let mut part = Part::new(sequence);
        part.problems.push(Problem::of(&path, &mistake()));
        parts.send(part.end())
    })
}

/// What is said of a file that byline itself fails at.
fn mistake() -> IngestError {
    IngestError::Limit("byline made a mistake reading it; please report it".to_owned())
}
