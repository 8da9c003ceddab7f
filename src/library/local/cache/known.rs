//! The files on disk that the cache knows, to be compared with what is there now.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_64;

use crate::ingest::{self, Format};
use crate::library::local::shelf::{Content, Owner};
use crate::library::local::stored::Stored;
use crate::library::segment::{self, Reached, Segment, Stamp};

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
    /// What stands for it; several where it has grown.
    holders: Vec<Owner>,
    seen: bool,
}

/// See the head of this file.
#[derive(Default)]
pub struct Known {
    segments: Vec<Arc<Segment>>,
    sources: HashMap<Vec<u8>, Source>,
}

impl Known {
    /// The files of what was stored and of what has been read since, without those that are gone.
    pub fn of(content: &Content) -> Self {
        let segments = content.stored.iter().map(|stored| Arc::clone(&stored.segment)).collect();
        let mut known = Self { segments, sources: HashMap::new() };
        for (at, Stored { segment, gone, .. }) in content.stored.iter().enumerate() {
            for number in (0..segment.sources()).filter(|number| gone.binary_search(number).is_err()) {
                if let Some(source) = segment.source(number) {
                    known.add(source, Owner::Stored(at, number));
                }
            }
        }
        for (number, fresh) in (0..).zip(&content.fresh.sources) {
            if let Some(source) = fresh.source.clone().filter(|_| !fresh.is_gone) {
                known.add(source, Owner::Fresh(number));
            }
        }
        known
    }

    fn add(&mut self, source: segment::Source, owner: Owner) {
        let new = || Source { stamp: source.stamp, reached: None, holders: Vec::new(), seen: false };
        let known = self.sources.entry(source.path).or_insert_with(new);
        known.stamp = source.stamp;
        known.reached = source.reached;
        known.holders.push(owner);
    }

    /// What became of the file `key`, which lies at `path`, and is now as `stamp` says.
    pub fn compare(&mut self, key: &[u8], path: &Path, stamp: Stamp) -> Change {
        let Some(known) = self.sources.get_mut(key) else { return Change::New };
        if known.stamp == stamp {
            known.seen = true;
            return Change::None;
        }
        let same_file = known.stamp.inode == stamp.inode;
        let before = known.reached.filter(|reached| same_file && reached.at <= stamp.size).and_then(|reached| {
            let holders = known.holders.iter().map(|owner| match owner {
                Owner::Stored(at, number) => Some((Arc::clone(self.segments.get(*at)?), *number)),
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
        self.sources.values().filter(|source| !source.seen).flat_map(|source| source.holders.iter().copied())
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
