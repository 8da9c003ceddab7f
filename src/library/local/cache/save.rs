//! Keeps what is read while it is read, so that whoever stops the reading goes on where it was.

use std::fs::File;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::known::{Known, tail};
use super::manifest::Listed;
use super::{Cache, Lock, merge};
use crate::article::Handle;
use crate::library::Problem;
use crate::library::catalogue::Catalogue;
use crate::library::local::indexing::Indexer;
use crate::library::local::lock;
use crate::library::local::shelf::{Content, Entry, Owner, Shelf};
use crate::library::local::{File as Opened, stored, upkeep};
use crate::library::segment::{Layout, Member, Reached, Row, Segment, Source, write};

/// How often what was read is kept, at most.
const OFTEN: Duration = Duration::from_secs(3);

/// In a long reading it is kept after this part of the time it has taken so far.
const PART: u32 = 20;

/// Fewer articles than this, in fewer bytes, are as soon read anew as looked up.
const FEW: usize = 200;
const SMALL: u64 = 1 << 20;

/// Fewer articles than this are as soon read through as looked up in an index.
const INDEXED: u32 = 300;

/// So many segments beside the first are merged into it…
const SEGMENTS: usize = 8;

/// …or as many rows in them as this part of all rows.
const SHARE: u32 = 8;

/// Keeps what is read.
pub struct Saver {
    cache: Cache,
    /// Taken when there is something to keep: what is not worth keeping leaves nothing behind.
    lock: Option<Lock>,
    /// Somebody else keeps what is read.
    is_refused: bool,
    /// The indexes have been opened, or could not be.
    has_begun: bool,
    /// What is in force.
    segments: Vec<(Arc<Segment>, Listed)>,
    /// Entries and files on disk that have been kept.
    entries: usize,
    sources: usize,
    /// The lasting number of the first article read now. It is known once there is the lock.
    first_serial: u32,
    indexer: Arc<Indexer>,
    base: PathBuf,
    to_keep: bool,
    /// The generation that was in force at the beginning.
    opened: u64,
    begun: Instant,
    last: Instant,
}

/// What is kept at once.
struct Pending {
    catalogue: Catalogue,
    first: Handle,
    entries: Vec<Entry>,
    files: Vec<Arc<Opened>>,
    /// The number of the first of these files.
    first_file: u32,
    /// With the number of the job that read each.
    sources: Vec<(u64, Source)>,
    problems: Vec<(u32, Problem)>,
    /// How many sources are kept to their end.
    whole: usize,
}

impl Saver {
    /// Keeps what is read in `cache`, beside what is `stored` there already. Paths are relative to `base`.
    pub fn new(cache: Cache, stored: &[Arc<Segment>], base: PathBuf, to_keep: bool) -> Self {
        let listed = cache.manifest.segments.iter().cloned();
        let segments = stored.iter().cloned().zip(listed).collect();
        let first_serial = cache.manifest.next_serial;
        let (now, opened) = (Instant::now(), cache.manifest.generation);
        Self {
            cache,
            lock: None,
            is_refused: false,
            has_begun: false,
            segments,
            entries: 0,
            sources: 0,
            first_serial,
            indexer: Arc::default(),
            base,
            to_keep,
            opened,
            begun: now,
            last: now,
        }
    }

    /// Numbers what is read.
    pub fn indexer(&self) -> Arc<Indexer> {
        Arc::clone(&self.indexer)
    }

    /// From now on what is read goes into the indexes, where nobody waits for the list instead.
    pub fn begin_index(&mut self) {
        if self.to_keep && !self.has_begun {
            self.has_begun = true;
            // What can't be put there now may be when all has been read.
            if self.is_allowed().is_ok_and(|is_allowed| is_allowed) {
                let _ = self.indexer.open(&self.cache.folders(), self.first_serial);
            }
        }
    }

    /// Keeps what has been read, unless that was done a moment ago.
    pub fn save_if_due(&mut self, shelf: &Shelf) {
        if self.last.elapsed() >= OFTEN.max(self.begun.elapsed() / PART) {
            // What can't be kept now may be kept later; it costs only time.
            let _ = self.save(shelf, None);
            self.last = Instant::now();
        }
    }

    /// Keeps what has been read and not been kept yet; at the end of the reading, with what was `known` before.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn save(&mut self, shelf: &Shelf, known: Option<&Known>) -> io::Result<()> {
        let pending = self.pending(&shelf.content());
        let gone: Vec<_> = known.map(|known| known.gone().collect()).unwrap_or_default();
        let is_new = pending.whole > 0 || !pending.entries.is_empty();
        let worth = self.to_keep || !self.cache.is_new() || !is_small(&shelf.content());
        if !worth || (!is_new && gone.is_empty()) || !self.is_allowed()? {
            return Ok(());
        }
        for owner in gone {
            if let Owner::Stored(segment, source) = owner
                && let Some((_, listed)) = self.segments.get_mut(segment)
            {
                listed.gone.push(source);
            }
        }
        let segment = if is_new { Some(self.write(&pending)?) } else { None };
        let kept = (self.entries + pending.entries.len(), self.sources + pending.whole);
        let next_serial = self.first_serial.saturating_add(self.indexer.count());
        let listed = self.segments.iter().map(|(_, listed)| listed.clone()).collect();
        let learnt = lock(&shelf.learnt).clone();
        self.cache.publish(listed, next_serial, &learnt)?;
        (self.entries, self.sources) = kept;
        if let Some(segment) = segment {
            shelf.content().catalogue.store(pending.first, segment);
        }
        Ok(())
    }

    /// Puts the segments together, when there are many, or much stands in the later ones.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn settle(&mut self, shelf: &Shelf) -> io::Result<()> {
        let rows = self.rows();
        let first = self.segments.first().filter(|(segment, _)| segment.is_newest_first());
        let beside = rows - first.map_or(0, |(segment, _)| segment.len());
        if self.segments.is_empty()
            || !self.is_allowed()?
            || (beside <= rows / SHARE && self.segments.len() <= SEGMENTS)
        {
            return Ok(());
        }
        let segments: Vec<_> =
            self.segments.iter().map(|(segment, listed)| (&**segment, listed.gone.as_slice())).collect();
        let merged = merge::Merged::of(&segments, &self.cache.doors);
        let name = self.name();
        self.cache.write(&name, |file| write(file, &merged.layout, &|row| merged.row(row)))?;
        let next_serial = self.cache.manifest.next_serial;
        let learnt = lock(&shelf.learnt).clone();
        self.cache.publish(vec![Listed { file: name, gone: Vec::new() }], next_serial, &learnt)
    }

    /// Brings the indexes to where the catalogue is.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn index(&mut self, shelf: &Shelf) -> io::Result<()> {
        let writers = self.indexer.close();
        let worth = self.to_keep || self.rows() >= INDEXED;
        if !worth || self.cache.is_new() || !self.is_allowed()? {
            return Ok(());
        }
        let generation = self.cache.manifest.generation;
        let content = shelf.content();
        let have_words = content.words.as_ref().is_some_and(|words| words.is_whole());
        let have_relations = content.relations.as_ref().is_some_and(|index| index.is_reckoned());
        drop(content);
        if generation == self.opened && have_words && have_relations && self.cache.has_relations() {
            return Ok(());
        }
        upkeep::bring_up(&self.cache.folders(), generation, writers, shelf, &self.base)
    }

    /// How many rows are in force.
    pub fn rows(&self) -> u32 {
        self.segments.iter().map(|(segment, _)| segment.len()).sum()
    }

    /// Somebody else had the right to keep what was read when there was something to keep.
    pub fn is_refused(&self) -> bool {
        self.is_refused
    }

    fn is_allowed(&mut self) -> io::Result<bool> {
        if self.lock.is_none() && !self.is_refused {
            let lock = self.cache.lock()?;
            if lock.is_some() {
                // Who was killed may have left articles in the indexes that nothing else knows of.
                let unknown = self.cache.folders().end()?;
                self.first_serial = self.first_serial.max(unknown);
            }
            self.is_refused = lock.is_none();
            self.lock = lock;
        }
        Ok(self.lock.is_some())
    }

    fn name(&self) -> String {
        format!("segment-{}", self.cache.manifest.generation + 1)
    }

    fn pending(&self, content: &Content) -> Pending {
        let fresh = &content.fresh;
        let first = Handle(fresh.first.0 + self.entries as u32);
        let (mut sources, mut end, mut whole) = (Vec::new(), first, 0);
        for known in fresh.sources.get(self.sources..).unwrap_or_default() {
            let reached = known.reached.and_then(|(at, records)| self.reached(known.source.as_ref()?, at, records));
            if !known.is_whole && reached.is_none() {
                break;
            }
            end = known.end;
            whole += usize::from(known.is_whole);
            let Some(mut source) = known.source.clone() else { continue };
            if let (false, Some(reached)) = (known.is_whole, reached) {
                // Then the rest looks as if it had come later, and is read on.
                source.stamp.size = reached.at;
            }
            source.reached = reached;
            sources.push((known.sequence, source));
        }
        let entries = fresh.entries[self.entries..(end.0 - fresh.first.0) as usize].to_vec();
        let first_file = entries.first().map_or(0, |entry| entry.file);
        let files = entries.last().map_or(0..0, |last| first_file as usize..last.file as usize + 1);
        let number = |owner: &Owner| {
            let Owner::Fresh(number) = owner else { return None };
            let at = (*number as usize).checked_sub(self.sources).filter(|at| *at < whole)?;
            let sequence = fresh.sources.get(self.sources + at)?.sequence;
            Some(sources.binary_search_by_key(&sequence, |(sequence, _)| *sequence).ok()? as u32)
        };
        Pending {
            catalogue: content.catalogue.clone(),
            first,
            files: fresh.files[files].iter().map(|(file, _)| Arc::clone(file)).collect(),
            first_file,
            problems: content
                .troubles
                .iter()
                .filter_map(|(owner, problem)| Some((number(owner)?, problem.clone())))
                .collect(),
            entries,
            sources,
            whole,
        }
    }

    /// How far a file has been read, where it can be read on from there.
    fn reached(&self, source: &Source, at: u64, records: u64) -> Option<Reached> {
        let mut file = File::open(self.base.join(source.as_path())).ok()?;
        Some(Reached { at, records, tail: tail(&mut file, at)? })
    }

    fn write(&mut self, pending: &Pending) -> io::Result<Arc<Segment>> {
        let mut members: Vec<Member> = Vec::with_capacity(pending.files.len());
        for file in &pending.files {
            let source = pending.sources.binary_search_by_key(&file.source.0, |(sequence, _)| *sequence);
            let (Ok(source), Some(steps)) = (source, stored::steps(&file.origin)) else {
                return Err(io::Error::other("an article comes from no file on disk"));
            };
            members.push(Member {
                path: file.path.clone(),
                source: source as u32,
                format: file.format.name().to_owned(),
                steps,
                filed: (0, 0),
            });
        }
        for (place, entry) in (0..).zip(&pending.entries) {
            if let Some(member) = members.get_mut((entry.file - pending.first_file) as usize) {
                if member.filed.1 == 0 {
                    member.filed.0 = place;
                }
                member.filed.1 += 1;
            }
        }
        let layout = Layout {
            newest_first: false,
            sources: pending.sources.iter().map(|(_, source)| source.clone()).collect(),
            members,
            filed: (0..pending.entries.len() as u32).collect(),
            problems: pending.problems.clone(),
        };
        let row = |number: u32| {
            let entry = pending.entries.get(number as usize)?;
            let summary = pending.catalogue.held(Handle(pending.first.0 + number))?;
            Some(Row::of(summary, self.first_serial + entry.number, entry.file - pending.first_file, entry.cut))
        };
        let name = self.name();
        let segment = self.cache.write(&name, |file| write(file, &layout, &row))?;
        self.segments.push((Arc::clone(&segment), Listed { file: name, gone: Vec::new() }));
        Ok(segment)
    }
}

fn is_small(content: &Content) -> bool {
    let bytes = content.progress.map_or(0, |progress| progress.bytes);
    content.fresh.entries.len() < FEW && bytes < SMALL
}
