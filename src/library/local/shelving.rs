//! Puts what was read on the shelf, in the order of paths, and tells who watches.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use super::origin::Origin;
use super::reading::problem;
use super::{Entry, File, Shelf};
use crate::article::Summary;
use crate::ingest::{Format, IngestError};
use crate::library::{Catalogue, Problem};

/// How often readers are told of new articles while the scan runs.
const TELL: Duration = Duration::from_millis(120);

/// What came of a file, or of a part of it.
pub struct Part {
    pub sequence: u64,
    pub path: String,
    pub origin: Option<Origin>,
    pub format: Option<&'static dyn Format>,
    pub articles: Vec<(Summary, Option<(u64, u64)>)>,
    pub problems: Vec<Problem>,
    pub bytes: u64,
    pub last: bool,
}

impl Part {
    pub fn new(sequence: u64, path: String) -> Self {
        Self {
            sequence,
            path,
            origin: None,
            format: None,
            articles: Vec::new(),
            problems: Vec::new(),
            bytes: 0,
            last: false,
        }
    }

    pub fn fail(&mut self, error: &IngestError) {
        self.problems.push(problem(&self.path, error));
    }

    pub fn end(mut self) -> Self {
        self.last = true;
        self
    }

    /// What was read so far, leaving an empty part of the same file to go on with.
    pub fn split(&mut self) -> Self {
        let rest =
            Self { origin: self.origin.clone(), format: self.format, ..Self::new(self.sequence, self.path.clone()) };
        std::mem::replace(self, rest)
    }
}

/// Puts parts on the shelf in the order of jobs, whatever the order in which they come.
pub fn collect(shelf: &Shelf, done: &Receiver<Part>) {
    let mut early: BTreeMap<u64, Vec<Part>> = BTreeMap::new();
    let mut next = 0;
    let mut batch = Batch::default();
    let mut told: Option<Instant> = None;
    for part in done {
        early.entry(part.sequence).or_default().push(part);
        while let Some(parts) = early.remove(&next) {
            let over = parts.iter().any(|part| part.last);
            parts.into_iter().for_each(|part| batch.add(part));
            if !over {
                break;
            }
            next += 1;
        }
        // The first articles at once, then at most so often.
        let due = told.map_or(batch.articles >= 64, |told| told.elapsed() >= TELL);
        if due && batch.shelve(shelf) {
            told = Some(Instant::now());
            shelf.tell();
        }
    }
    batch.shelve(shelf);
}

/// What waits to be put on the shelf.
#[derive(Default)]
struct Batch {
    parts: Vec<Part>,
    articles: usize,
    files: u64,
    bytes: u64,
}

impl Batch {
    fn add(&mut self, part: Part) {
        self.articles += part.articles.len();
        self.files += u64::from(part.last);
        self.bytes += part.bytes;
        self.parts.push(part);
    }

    /// Answers whether there was something.
    fn shelve(&mut self, shelf: &Shelf) -> bool {
        let batch = std::mem::take(self);
        let mut content = shelf.content();
        if let Some(progress) = &mut content.progress {
            progress.files += batch.files;
            progress.bytes += batch.bytes;
        }
        let mut summaries = Vec::with_capacity(batch.articles);
        let mut problems = Vec::new();
        for part in batch.parts {
            problems.extend(part.problems);
            let (Some(origin), Some(format)) = (part.origin, part.format) else { continue };
            if part.articles.is_empty() {
                continue;
            }
            if let Origin::Held(bytes) = &origin {
                hold_key(&mut content.catalogue, bytes);
            }
            let goes_on = content.files.last().is_some_and(|file| file.path == part.path);
            if !goes_on {
                let first = content.entries.len() as u32;
                content.files.push(Arc::new(File { path: part.path, origin, format, first }));
            }
            let file = (content.files.len() - 1) as u32;
            for (summary, record) in part.articles {
                content.entries.push(Entry { file, record });
                summaries.push(summary);
            }
        }
        if !problems.is_empty() {
            content.problems = content.problems.iter().cloned().chain(problems).collect();
        }
        content.catalogue.extend(summaries);
        batch.articles > 0
    }
}

/// What came from standard input is remembered by its content: it has no other name.
fn hold_key(catalogue: &mut Catalogue, bytes: &[u8]) {
    if catalogue.base() == "stdin:" {
        let mut hasher = DefaultHasher::new();
        bytes.hash(&mut hasher);
        *catalogue = Catalogue::new(&format!("stdin:{:016x}", hasher.finish()));
    }
}
