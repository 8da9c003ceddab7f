//! Articles that stand in a segment of the cache: which file each is in, and where.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use super::File;
use super::origin::{Origin, Way};
use super::reading::Run;
use crate::article::Handle;
use crate::ingest::by_name;
use crate::ingest::pack::Codec;
use crate::library::segment::{Cut, Member, Segment, Step};

/// A segment of the cache that was opened.
#[derive(Clone)]
pub struct Stored {
    /// The rows.
    pub segment: Arc<Segment>,
    /// The handle of its first row.
    pub first: Handle,
    /// The numbers of its files on disk that are gone, in order.
    pub gone: Vec<u32>,
}

impl Stored {
    /// The row of an article, if it stands in this segment.
    fn row(&self, handle: Handle) -> Option<u32> {
        handle.0.checked_sub(self.first.0).filter(|row| *row < self.segment.len())
    }

    /// The file that an article stands in, and where in it. Paths are relative to `base`.
    pub fn find(&self, handle: Handle, base: &Path) -> Option<(Arc<File>, Cut)> {
        let row = self.row(handle)?;
        let member = self.segment.member(self.segment.member_of(row)?)?;
        let file = Files { stored: self, base, origins: HashMap::new() }.file(&member)?;
        Some((Arc::new(file), self.segment.cut(row)?))
    }

    /// The handles of all articles of these files on disk.
    pub fn rows_of(&self, sources: &[u32]) -> Vec<Handle> {
        let sources: HashSet<u32> = sources.iter().copied().collect();
        let members = (0..if sources.is_empty() { 0 } else { self.segment.members() })
            .filter(|member| self.segment.source_of(*member).is_some_and(|source| sources.contains(&source)));
        let places = members.filter_map(|member| self.segment.member(member)).flat_map(|member| {
            let (first, count) = member.filed;
            first..first.saturating_add(count)
        });
        places.map_while(|place| self.segment.filed(place)).map(|row| Handle(self.first.0 + row)).collect()
    }

    /// Gives each file on disk that is there: its path, and the handles of its articles in order.
    pub fn each_source(&self, mut take: impl FnMut(&Path, Vec<Handle>)) {
        let members = (0..self.segment.members()).filter_map(|number| self.segment.member(number));
        let mut runs: Vec<_> = members.map(|member| (member.source, member.filed)).collect();
        runs.sort_unstable();
        for runs in runs.chunk_by(|(a, _), (b, _)| a == b) {
            let source = runs[0].0;
            let Some(found) = self.segment.source(source).filter(|_| self.gone.binary_search(&source).is_err()) else {
                continue;
            };
            let places = runs.iter().flat_map(|(_, (first, count))| *first..first.saturating_add(*count));
            let rows = places.map_while(|place| self.segment.filed(place));
            take(found.as_path(), rows.map(|row| Handle(self.first.0 + row)).collect());
        }
    }

    /// Every file that is there, with the handles of its articles.
    pub fn files(&self, base: &Path, is_gone: impl Fn(Handle) -> bool) -> Vec<(Arc<File>, Run)> {
        let mut files = Files { stored: self, base, origins: HashMap::new() };
        let members = (0..self.segment.members()).filter_map(|number| self.segment.member(number));
        let mut found = Vec::new();
        for member in members {
            let run = Run::Filed(Arc::clone(&self.segment), self.first, member.filed.0, member.filed.1);
            if run.at(0).is_some_and(|first| !is_gone(first))
                && let Some(file) = files.file(&member)
            {
                found.push((Arc::new(file), run));
            }
        }
        found
    }
}

/// The files of a segment as they are made: those in one packed file share the way to it.
struct Files<'a> {
    stored: &'a Stored,
    base: &'a Path,
    origins: HashMap<(u32, Vec<Step>), Arc<Origin>>,
}

impl Files<'_> {
    fn file(&mut self, member: &Member) -> Option<File> {
        let origin = match member.steps.as_slice() {
            [] => Arc::new(self.disk(member.source)?),
            steps => self.origin(member.source, steps)?,
        };
        Some(File { source: (0, 0), path: member.path.clone(), origin, format: by_name(&member.format).ok()? })
    }

    fn origin(&mut self, source: u32, steps: &[Step]) -> Option<Arc<Origin>> {
        let key = (source, steps.to_vec());
        if let Some(origin) = self.origins.get(&key) {
            return Some(Arc::clone(origin));
        }
        let origin = Arc::new(match steps.split_last() {
            None => self.disk(source)?,
            Some((last, outer)) => {
                let codec = match last.codec {
                    Some(number) => Some(Codec::of_number(number)?),
                    None => None,
                };
                Origin::Packed(self.origin(source, outer)?, Way { part: last.part, codec })
            }
        });
        self.origins.insert(key, Arc::clone(&origin));
        Some(origin)
    }

    fn disk(&self, source: u32) -> Option<Origin> {
        Some(Origin::Path(self.base.join(self.stored.segment.source(source)?.as_path())))
    }
}

/// The steps from a file on disk to what is packed in it; `None` for what doesn't lie on disk.
pub fn steps(origin: &Origin) -> Option<Vec<Step>> {
    match origin {
        Origin::Path(_) => Some(Vec::new()),
        Origin::Embedded(_) | Origin::Held(_) => None,
        Origin::Packed(outer, way) => {
            let mut found = steps(outer)?;
            found.push(Step { part: way.part, codec: way.codec.map(Codec::number) });
            Some(found)
        }
    }
}
