//! The scan: reads every file that was opened once, on all cores.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver};
use std::thread;

use super::plan::Plan;
use super::shelving::{Part, collect};
use super::walk::{Job, walk};
use super::{Shelf, lock};
use crate::ingest::{self, Format, IngestError};
use crate::library::Problem;

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

/// Reads everything that was opened. Ends when all is on the shelf.
pub fn run(plan: Plan, shelf: &Shelf) {
    let format = match plan.format.map(ingest::by_name).transpose() {
        Ok(format) => format,
        Err(error) => {
            finish(shelf, vec![Problem::of("--format", &error)]);
            return;
        }
    };
    let (jobs, waiting) = mpsc::sync_channel::<Vec<Job>>(PACKAGES_AHEAD);
    let (parts, done) = mpsc::sync_channel::<Vec<Part>>(AHEAD);
    let waiting = Mutex::new(waiting);
    let readers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..readers {
            let (waiting, parts) = (&waiting, parts.clone());
            scope.spawn(move || read_jobs(waiting, &Outbox::new(parts), format));
        }
        drop(parts);
        scope.spawn(move || {
            let total = walk(&plan, &jobs);
            // Readers end when no job can come any more.
            drop(jobs);
            if let Some(progress) = &mut shelf.content().progress {
                progress.total = total;
            }
        });
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

fn read_jobs(waiting: &Mutex<Receiver<Vec<Job>>>, parts: &Outbox, format: Option<&'static dyn Format>) {
    loop {
        // Whoever waits for more files holds the lock: then there is nothing to do, and nothing is kept back.
        let ready = waiting.try_lock().ok().and_then(|waiting| waiting.try_recv().ok());
        let jobs = ready.or_else(|| {
            parts.hand_over();
            lock(waiting).recv().ok()
        });
        let Some(jobs) = jobs else { return };
        if !jobs.into_iter().all(|job| read_job(job, parts, format)) {
            return;
        }
    }
}

/// Reads one file; `false` when nobody wants it any more.
fn read_job(job: Job, parts: &Outbox, format: Option<&'static dyn Format>) -> bool {
    let (sequence, path) = (job.sequence, job.path.clone());
    let outcome = catch_unwind(AssertUnwindSafe(|| Input::new(&job, parts, format).read(job.origin)));
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
