//! Puts what was read on the shelf, in the order of paths, and tells who watches.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::held::name_of;
use super::learnt::Digest;
use super::origin::Origin;
use super::{Cut, Entry, File, Shelf, lock};
use crate::article::{Handle, Summary};
use crate::ingest::Format;
use crate::library::catalogue::HELD;
use crate::library::{Catalogue, Problem};

/// How often readers are told of new articles while the scan runs.
const TELL: Duration = Duration::from_millis(120);

/// How many articles are worth showing while more are coming.
const SCREENFUL: usize = 64;

/// What came of a file, or of a part of it.
#[derive(Default)]
pub(super) struct Part {
    pub sequence: u64,
    /// Which of the files that are packed in one, from 1.
    pub member: u32,
    pub path: String,
    pub origin: Option<Arc<Origin>>,
    pub format: Option<&'static dyn Format>,
    pub articles: Vec<(Summary, Cut)>,
    /// What is learnt from the articles.
    pub digests: Vec<Digest>,
    pub problems: Vec<Problem>,
    pub bytes: u64,
    pub last: bool,
}

impl Part {
    pub fn new(sequence: u64) -> Self {
        Self { sequence, ..Self::default() }
    }

    pub fn end(mut self) -> Self {
        self.last = true;
        self
    }

    /// What was read so far, leaving an empty part of the same file to go on with.
    pub fn split(&mut self) -> Self {
        let rest = Self {
            member: self.member,
            path: self.path.clone(),
            origin: self.origin.clone(),
            format: self.format,
            ..Self::new(self.sequence)
        };
        std::mem::replace(self, rest)
    }
}

/// Puts parts on the shelf in the order of jobs, whatever the order in which they come.
pub(super) fn collect(shelf: &Shelf, done: &Receiver<Vec<Part>>) {
    let mut early: BTreeMap<u64, Vec<Part>> = BTreeMap::new();
    let mut next = 0;
    let mut batch = Batch::default();
    let mut told: Option<Instant> = None;
    loop {
        // What is ready doesn't wait for the next part, which may come from a silent pipe.
        let parts = if batch.is_empty() {
            done.recv().map_err(|_| RecvTimeoutError::Disconnected)
        } else {
            done.recv_timeout(told.map_or(TELL, |told| TELL.saturating_sub(told.elapsed())))
        };
        let silent = matches!(parts, Err(RecvTimeoutError::Timeout));
        match parts {
            Ok(parts) => parts.into_iter().for_each(|part| early.entry(part.sequence).or_default().push(part)),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
        while let Some(parts) = early.remove(&next) {
            let over = parts.iter().any(|part| part.last);
            parts.into_iter().for_each(|part| batch.add(part));
            if !over {
                break;
            }
            next += 1;
        }
        // A screenful first, so that a small library comes whole; then at most so often.
        let due = silent || told.map_or(batch.articles >= SCREENFUL, |told| told.elapsed() >= TELL);
        if due && !batch.is_empty() {
            std::mem::take(&mut batch).shelve(shelf);
            shelf.tell();
            told = Some(Instant::now());
        }
    }
    batch.shelve(shelf);
}

/// What waits to be put on the shelf.
#[derive(Default)]
struct Batch {
    parts: Vec<Part>,
    articles: usize,
}

impl Batch {
    fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    fn add(&mut self, part: Part) {
        self.articles += part.articles.len();
        self.parts.push(part);
    }

    fn shelve(self, shelf: &Shelf) {
        let digests = self.parts.iter().flat_map(|part| &part.digests);
        let mut learnt = lock(&shelf.learnt);
        digests.for_each(|digest| learnt.add(digest));
        drop(learnt);
        let mut content = shelf.content();
        let mut summaries = Vec::with_capacity(self.articles);
        let mut problems = content.problems.to_vec();
        for part in self.parts {
            if let Some(progress) = &mut content.progress {
                progress.files += u64::from(part.last);
                progress.bytes += part.bytes;
            }
            part.problems.into_iter().for_each(|problem| problem.add_to(&mut problems));
            let (Some(origin), Some(format)) = (part.origin, part.format) else { continue };
            if part.articles.is_empty() {
                continue;
            }
            if let Some(bytes) = origin.held() {
                name_by_content(&mut content.catalogue, bytes);
            }
            let source = (part.sequence, part.member);
            let goes_on = content.files.last().is_some_and(|file| file.source == source);
            if !goes_on {
                let first = Handle(content.entries.len() as u32);
                content.files.push(Arc::new(File { source, path: part.path, origin, format, first }));
            }
            let file = (content.files.len() - 1) as u32;
            for (summary, cut) in part.articles {
                content.entries.push(Entry { file, cut });
                summaries.push(summary);
            }
        }
        content.problems = problems.into();
        content.catalogue.extend(summaries);
    }
}

/// What came from one pipe alone is remembered by its content: it has no other name. Nothing is on the shelf
/// yet when its first part comes.
fn name_by_content(catalogue: &mut Catalogue, bytes: &[u8]) {
    if catalogue.base() == HELD {
        *catalogue = Catalogue::new(&name_of(bytes));
    }
}
