//! The files on disk that the cache knows, to be compared with what is there now.

use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::sync::Arc;

use hashbrown::HashTable;
use xxhash_rust::xxh3::xxh3_64;

use crate::ingest::{self, Format};
use crate::library::local::shelf::{Content, FreshSource, Owner};
use crate::library::local::stored::Stored;
use crate::library::segment::{Reached, Segment, Stamp};

/// How many bytes before the end of what was read are compared with what stands there now.
const TAIL: u64 = 4 << 10;

/// How many bytes behind it tell whether another record begins there.
const REST: u64 = 16;

/// What became of a file since it was read.
pub enum Change {
    /// It is new, or another one.
    New,
    /// Nothing.
    None,
    /// More has come to its end.
    Grown(Before),
}

/// What was read of a file that has grown.
#[derive(Clone)]
pub struct Before {
    /// How it is read.
    pub format: &'static dyn Format,
    /// How much was read.
    pub reached: Reached,
    /// The files on disk that stand for it in the segments.
    holders: Vec<(Arc<Segment>, u32)>,
}

impl Before {
    /// The same for the format.
    pub fn for_format(&self) -> ingest::Before {
        let names = self.holders.iter().flat_map(|(segment, source)| {
            let members = (0..segment.members()).filter(|member| segment.source_of(*member) == Some(*source));
            members.filter_map(|member| segment.member(member)).flat_map(|member| {
                let (first, count) = member.filed;
                let rows = (first..first.saturating_add(count)).map_while(|place| segment.filed(place));
                rows.filter_map(|row| segment.record(row).flatten())
            })
        });
        ingest::Before::new(self.reached.at, self.reached.records, names)
    }
}

/// A file on disk as it was read.
struct Source {
    stamp: Stamp,
    reached: Option<Reached>,
    /// What stands for it: the first has its path.
    holder: Owner,
    /// More of the same, where it has grown.
    more: Vec<Owner>,
    seen: bool,
}

impl Source {
    fn holders(&self) -> impl Iterator<Item = Owner> + '_ {
        std::iter::once(self.holder).chain(self.more.iter().copied())
    }
}

/// The files of what was stored and of what has been read since, without those that are gone.
#[derive(Default)]
pub struct Known {
    paths: Paths,
    sources: Vec<Source>,
    /// Their numbers, by the hash of their paths.
    by_path: HashTable<u32>,
    /// The one that was looked for last.
    last: u32,
}

/// Where the paths stand: a hundred thousand of them are not copied.
#[derive(Default)]
struct Paths {
    segments: Vec<Arc<Segment>>,
    fresh: Vec<Vec<u8>>,
}

impl Paths {
    fn get(&self, owner: Owner) -> &[u8] {
        let path = match owner {
            Owner::Stored(at, number) => self.segments.get(at).and_then(|segment| segment.source_path(number)),
            Owner::Fresh(number) => self.fresh.get(number as usize).map(Vec::as_slice),
            Owner::Nobody => None,
        };
        path.unwrap_or_default()
    }
}

impl Known {
    /// The files of a shelf.
    pub fn of(content: &Content) -> Self {
        let segments = content.stored.iter().map(|stored| Arc::clone(&stored.segment)).collect();
        let path = |fresh: &FreshSource| fresh.source.as_ref().map(|source| source.path.clone()).unwrap_or_default();
        let fresh = content.fresh.sources.iter().map(path).collect();
        let count = content.stored.iter().map(|stored| stored.segment.sources() as usize).sum();
        let by_path = HashTable::with_capacity(count);
        let mut known = Self { paths: Paths { segments, fresh }, sources: Vec::with_capacity(count), by_path, last: 0 };
        for (at, Stored { segment, gone, .. }) in content.stored.iter().enumerate() {
            for number in (0..segment.sources()).filter(|number| gone.binary_search(number).is_err()) {
                if let Some((stamp, reached)) = segment.source_state(number) {
                    known.add(Owner::Stored(at, number), stamp, reached);
                }
            }
        }
        for (number, fresh) in (0..).zip(&content.fresh.sources) {
            if let Some(source) = fresh.source.as_ref().filter(|_| !fresh.is_gone) {
                known.add(Owner::Fresh(number), source.stamp, source.reached);
            }
        }
        known
    }

    fn add(&mut self, holder: Owner, stamp: Stamp, reached: Option<Reached>) {
        let path = self.paths.get(holder);
        match self.find(path) {
            Some(number) => {
                let known = &mut self.sources[number as usize];
                (known.stamp, known.reached) = (stamp, reached);
                known.more.push(holder);
            }
            None => {
                let (paths, sources) = (&self.paths, &self.sources);
                let hash = |number: &u32| xxh3_64(paths.get(sources[*number as usize].holder));
                self.by_path.insert_unique(xxh3_64(path), sources.len() as u32, hash);
                self.sources.push(Source { stamp, reached, holder, more: Vec::new(), seen: false });
            }
        }
    }

    fn find(&self, path: &[u8]) -> Option<u32> {
        let is_it = |number: &u32| {
            let source = self.sources.get(*number as usize);
            source.is_some_and(|source| self.paths.get(source.holder) == path)
        };
        self.by_path.find(xxh3_64(path), is_it).copied()
    }

    /// What became of the file `key`, which lies at `path`, and is now as `stamp` says.
    pub fn compare(&mut self, key: &[u8], path: &Path, stamp: Stamp) -> Change {
        // Mostly files come in the order in which they came when they were read.
        let next = self.last + 1;
        let is_next = self.sources.get(next as usize).is_some_and(|source| self.paths.get(source.holder) == key);
        let Some(number) = is_next.then_some(next).or_else(|| self.find(key)) else { return Change::New };
        self.last = number;
        let known = &mut self.sources[number as usize];
        if known.stamp == stamp {
            known.seen = true;
            return Change::None;
        }
        let same_file = known.stamp.inode == stamp.inode;
        let before = known.reached.filter(|reached| same_file && reached.at <= stamp.size).and_then(|reached| {
            let holders = known.holders().map(|owner| match owner {
                Owner::Stored(at, number) => Some((Arc::clone(self.paths.segments.get(at)?), number)),
                Owner::Fresh(_) | Owner::Nobody => None,
            });
            let holders = holders.collect::<Option<Vec<_>>>()?;
            let format = holders.iter().find_map(|(segment, source)| {
                let member = (0..segment.members()).find(|member| segment.source_of(*member) == Some(*source))?;
                ingest::by_name(&segment.member(member)?.format).ok()
            })?;
            goes_on(path, &reached, format).then_some(Before { format, reached, holders })
        });
        match before {
            Some(before) => {
                known.seen = true;
                Change::Grown(before)
            }
            None => Change::New,
        }
    }

    /// What stands for files that are not there any more, or are others now.
    pub fn gone(&self) -> impl Iterator<Item = Owner> + '_ {
        self.sources.iter().filter(|source| !source.seen).flat_map(Source::holders)
    }
}

/// Whether what was read of a file still stands in it, and another record may begin behind that.
fn goes_on(path: &Path, reached: &Reached, format: &'static dyn Format) -> bool {
    let Ok(mut file) = File::open(path) else { return false };
    let mut rest = Vec::new();
    tail(&mut file, reached.at) == Some(reached.tail)
        && file.take(REST).read_to_end(&mut rest).is_ok()
        && format.goes_on(&rest)
}

/// The hash of the last bytes of a file before `at`. Leaves the file there.
pub fn tail(file: &mut File, at: u64) -> Option<u64> {
    let len = at.min(TAIL);
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(at - len)).ok()?;
    file.take(len).read_to_end(&mut bytes).ok()?;
    (bytes.len() as u64 == len).then(|| xxh3_64(&bytes))
}

/// What tells whether a file has changed.
pub fn stamp(metadata: &fs::Metadata) -> Stamp {
    let changed = metadata.mtime().saturating_mul(1_000_000_000).saturating_add(metadata.mtime_nsec());
    Stamp { size: metadata.len(), changed, inode: metadata.ino() }
}
