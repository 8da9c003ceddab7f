//! Puts what was read on the shelf, in the order of paths, and tells who watches.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::cache::Saver;
use super::held::name_of;
use super::learnt::Digest;
use super::origin::Origin;
use super::shelf::{Content, Entry, FreshSource, Owner, Shelf};
use super::{File, lock};
use crate::article::{Handle, Summary};
use crate::ingest::Format;
use crate::library::catalogue::HELD;
use crate::library::segment::{Cut, Source};
use crate::library::{Catalogue, Problem};

/// How often readers are told of new articles while the scan runs.
const TELL: Duration = Duration::from_millis(120);

/// In a long scan they are told after this part of the time it has taken so far: they sort the whole list each time.
const PART: u32 = 20;

/// How many articles are worth showing while more are coming.
const SCREENFUL: usize = 64;

/// What came of a file, or of a part of it.
#[derive(Default)]
pub(super) struct Part {
    pub sequence: u64,
    /// The file on disk, if it is one.
    pub source: Option<Source>,
    /// The end of the last record read of that file, and how many there are up to it.
    pub reached: Option<(u64, u64)>,
    /// Which of the files that are packed in one, from 1.
    pub member: u32,
    pub path: String,
    pub origin: Option<Arc<Origin>>,
    pub format: Option<&'static dyn Format>,
    /// Each with the number that the scan gave it.
    pub articles: Vec<(Summary, Cut, u32)>,
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
pub(super) fn collect(shelf: &Shelf, done: &Receiver<Vec<Part>>, saver: &mut Option<Saver>) {
    let mut early: BTreeMap<u64, Vec<Part>> = BTreeMap::new();
    let mut next = shelf.content().fresh.next_sequence();
    let mut batch = Batch::default();
    let mut told: Option<Instant> = None;
    let begun = Instant::now();
    loop {
        let often = TELL.max(begun.elapsed() / PART);
        // What is ready doesn't wait for the next part, which may come from a silent pipe.
        let parts = if batch.is_empty() {
            done.recv().map_err(|_| RecvTimeoutError::Disconnected)
        } else {
            done.recv_timeout(told.map_or(often, |told| often.saturating_sub(told.elapsed())))
        };
        let silent = matches!(parts, Err(RecvTimeoutError::Timeout));
        match parts {
            Ok(parts) => {
                if let Some(saver) = saver.as_mut().filter(|_| parts.iter().any(|part| !part.articles.is_empty())) {
                    saver.begin_index();
                }
                parts.into_iter().for_each(|part| early.entry(part.sequence).or_default().push(part));
            }
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
        let due = silent || told.map_or(batch.articles >= SCREENFUL, |told| told.elapsed() >= often);
        if due && !batch.is_empty() {
            std::mem::take(&mut batch).shelve(shelf);
            shelf.tell();
            if let Some(saver) = saver {
                saver.save_if_due(shelf);
            }
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
        let troubles = content.troubles.len();
        for mut part in self.parts {
            if let Some(progress) = &mut content.progress {
                progress.files += u64::from(part.last);
                progress.bytes += part.bytes;
            }
            content.take_source(&mut part);
            content.take_articles(part, &mut summaries);
        }
        content.catalogue.extend(summaries);
        if content.troubles.len() > troubles {
            content.tell_problems();
        }
    }
}

impl Content {
    /// Notes which file on disk a part is of, and what could not be read of it.
    fn take_source(&mut self, part: &mut Part) {
        let goes_on = self.fresh.sources.last().is_some_and(|source| source.sequence == part.sequence);
        if !goes_on {
            let source = part.source.take();
            let (sequence, end) = (part.sequence, Handle(self.fresh.first.0 + self.fresh.entries.len() as u32));
            self.fresh.sources.push(FreshSource {
                sequence,
                source,
                is_whole: false,
                is_gone: false,
                reached: None,
                end,
            });
        }
        let number = self.fresh.sources.len() as u32 - 1;
        let Some(source) = self.fresh.sources.last_mut() else { return };
        source.is_whole = part.last;
        source.reached = part.reached.or(source.reached);
        source.end.0 += part.articles.len() as u32;
        let owner = if source.source.is_some() { Owner::Fresh(number) } else { Owner::Nobody };
        for problem in part.problems.drain(..) {
            problem.add_to(&mut self.troubles, owner);
        }
    }

    fn take_articles(&mut self, part: Part, summaries: &mut Vec<Summary>) {
        let (Some(origin), Some(format)) = (part.origin, part.format) else { return };
        if part.articles.is_empty() {
            return;
        }
        if let Some(bytes) = origin.held() {
            name_by_content(&mut self.catalogue, bytes);
        }
        let source = (part.sequence, part.member);
        let goes_on = self.fresh.files.last().is_some_and(|(file, _)| file.source == source);
        if !goes_on {
            let first = Handle(self.fresh.first.0 + self.fresh.entries.len() as u32);
            self.fresh.files.push((Arc::new(File { source, path: part.path, origin, format }), first));
        }
        let file = (self.fresh.files.len() - 1) as u32;
        for (summary, cut, number) in part.articles {
            self.fresh.entries.push(Entry { file, cut, number });
            summaries.push(summary);
        }
    }
}

/// What came from one pipe alone is remembered by its content: it has no other name. Nothing is on the shelf
/// yet when its first part comes.
fn name_by_content(catalogue: &mut Catalogue, bytes: &[u8]) {
    if catalogue.base() == HELD {
        *catalogue = Catalogue::new(&name_of(bytes));
    }
}
