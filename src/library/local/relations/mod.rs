//! The index of related stories, for the articles of a catalogue.

mod store;
mod writer;

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use super::shelf::Content;
use super::wanted::Wanted;
use super::words::stored;
use super::{LocalLibrary, lock};
use crate::article::{Article, Handle};
use crate::library::{Catalogue, LibraryError, Stop};
use crate::related::{Asker, Batch, Crowds, Draft, Index, Muted, Part, Relation};
use crate::search::Handles;

pub use store::Store;
pub use writer::Writer;

/// Articles that the index on disk lacks are put beside it for as long as the archive is open. More than these are waited
/// for while it is being brought to where the catalogue is.
const BESIDE: usize = 20_000;

/// The index of the articles of a catalogue.
pub struct Relations {
    index: Arc<Index>,
    catalogue: Catalogue,
    /// The handle of each lasting number; `u32::MAX` where there is none.
    handles: Vec<u32>,
    /// The articles that are put beside what is on disk, in order: their numbers follow the lasting ones.
    beside: Vec<Handle>,
}

impl Relations {
    fn number(&self, handle: Handle) -> Option<u32> {
        match self.beside.binary_search(&handle) {
            Ok(at) => Some((self.handles.len() + at) as u32),
            Err(_) => self.catalogue.serial(handle),
        }
    }

    fn handle(&self, number: u32) -> Option<Handle> {
        let handle = match (number as usize).checked_sub(self.handles.len()) {
            Some(at) => *self.beside.get(at)?,
            None => Handle(*self.handles.get(number as usize)?),
        };
        (handle.0 < self.catalogue.handed_out() && !self.catalogue.is_gone(handle)).then_some(handle)
    }

    /// The articles nearest to one, as [`Index::nearest`] has it.
    pub fn nearest(
        &self,
        handle: Handle,
        article: &Article,
        limit: usize,
        muted: &Muted,
        stop: &Stop,
    ) -> Option<Vec<Relation>> {
        let Some(number) = self.number(handle) else { return Some(Vec::new()) };
        let asker = Asker { handle: &|number| self.handle(number), stop: &|| stop.is_stopped(), muted: Some(muted) };
        self.index.nearest(number, article, limit, asker)
    }

    /// The same without reasons: handles and scores.
    pub fn scores(&self, handle: Handle, limit: usize, stop: &Stop) -> Option<Vec<(Handle, f32)>> {
        let Some(number) = self.number(handle) else { return Some(Vec::new()) };
        let asker = Asker { handle: &|number| self.handle(number), stop: &|| stop.is_stopped(), muted: None };
        self.index.scores(number, limit, asker)
    }

    /// Whether all of it is that index, which is on disk, and of as many articles.
    fn is_of(&self, content: &Content) -> bool {
        let is_kept = content.relations.as_ref().is_some_and(|kept| Arc::ptr_eq(kept, &self.index));
        self.catalogue.handed_out() == content.catalogue.handed_out()
            && (is_kept || content.relations.is_none() || !content.is_settled)
    }
}

/// The index of everything that the library has found so far. What is on disk is used as it is; what that lacks is read.
///
/// # Errors
/// When the search was stopped.
pub fn of(library: &LocalLibrary, stop: &Stop) -> Result<Arc<Relations>, LibraryError> {
    library.shelf.wait_until(|content| content.progress.is_none());
    if stop.is_stopped() {
        return Err(LibraryError::Stopped);
    }
    // Who asks meanwhile waits here for the same index.
    let mut known = lock(&library.relations);
    if let Some(found) = known.as_ref().filter(|known| known.is_of(&library.shelf.content())) {
        return Ok(Arc::clone(found));
    }
    let mut missing = lacking(&library.shelf.content());
    if missing.len() > BESIDE {
        library.shelf.wait_until(|content| content.is_settled || content.is_whole());
        missing = lacking(&library.shelf.content());
    }
    let (kept, catalogue) = {
        let content = library.shelf.content();
        (content.relations.clone(), content.catalogue.clone())
    };
    // Articles that nothing but the index knows of have their numbers too.
    let ends = kept.iter().flat_map(|index| index.parts()).filter_map(|part| part.numbers().last());
    let mut handles = vec![u32::MAX; ends.max().map_or(0, |last| last as usize + 1)];
    for (handle, serial) in stored(&catalogue) {
        if serial as usize >= handles.len() {
            handles.resize(serial as usize + 1, u32::MAX);
        }
        handles[serial as usize] = handle.0;
    }
    let index = match kept {
        Some(index) if missing.is_empty() => index,
        kept => Arc::new(with(library, kept.as_deref(), &missing, handles.len() as u32)?),
    };
    let found = Arc::new(Relations { index, catalogue, handles, beside: missing.iter().collect() });
    *known = Some(Arc::clone(&found));
    if stop.is_stopped() { Err(LibraryError::Stopped) } else { Ok(found) }
}

/// Whether [`of`] takes no longer than reading some articles, once the archive has been read.
pub fn is_at_hand(library: &LocalLibrary) -> bool {
    library.shelf.wait_until(|content| content.progress.is_none());
    let content = library.shelf.content();
    let (relations, len) = (content.relations.clone(), content.catalogue.len());
    drop(content);
    len <= BESIDE || relations.is_some_and(|kept| kept.len() + BESIDE >= len)
}

/// What an index has, and the articles `missing` in it, under numbers from `first` on. Never abandoned: a reader who hops
/// on before it is done would have it begun anew at every hop.
fn with(library: &LocalLibrary, kept: Option<&Index>, missing: &Handles, first: u32) -> Result<Index, LibraryError> {
    let parts = kept.map_or_else(Vec::new, |index| index.parts().to_vec());
    let crowds = kept.map_or_else(Crowds::default, |index| Crowds::of(&index.crowds().to_bytes()));
    let order: Vec<Handle> = missing.iter().collect();
    let adding = Mutex::new((parts, Batch::default()));
    let finish = |parts: &mut Vec<Arc<Part>>, batch: Batch| {
        let others: Vec<&Part> = parts.iter().map(|part| &**part).collect();
        let bytes = batch.write(&others);
        parts.extend(Part::of(bytes.into()).map(Arc::new));
    };
    let wanted = Wanted::of(&library.shelf.content(), &library.base, missing);
    wanted.read(&Stop::default(), &|handle, article| {
        let Ok(at) = order.binary_search(&handle) else { return };
        let draft = Draft::of(&article);
        let (parts, batch) = &mut *lock(&adding);
        batch.add(first + at as u32, &draft);
        if batch.is_large() {
            finish(parts, std::mem::take(batch));
        }
    })?;
    let (mut parts, batch) = adding.into_inner().unwrap_or_else(PoisonError::into_inner);
    if !batch.is_empty() {
        finish(&mut parts, batch);
    }
    Ok(Index::of(parts, crowds))
}

impl Content {
    /// Whether the index on disk has every article that is there.
    fn is_whole(&self) -> bool {
        self.relations.is_some() && lacking(self).is_empty()
    }
}

/// The articles that the index on disk lacks.
fn lacking(content: &Content) -> Handles {
    let there = content.relations.as_deref().map(serials).unwrap_or_default();
    let has = |handle: Handle| content.catalogue.serial(handle).is_some_and(|serial| there.contains(serial));
    content.catalogue.handles().filter(|handle| !has(*handle)).collect()
}

fn serials(index: &Index) -> roaring::RoaringBitmap {
    index.parts().iter().flat_map(|part| part.numbers()).collect()
}

/// The first lasting number of which the index in a folder knows nothing, nor of those above.
pub fn end(folder: &Path) -> u32 {
    let ends = Store::open(folder).parts().iter().filter_map(|part| part.numbers().last()).max();
    ends.map_or(0, |last| last.saturating_add(1))
}

/// Works out the crowds that aren't known, on all cores.
pub fn reckon(index: &Index) {
    let next = AtomicUsize::new(0);
    let rows: Vec<(usize, usize)> = (0..)
        .zip(index.parts())
        .flat_map(|(part, rows)| (0..rows.len()).step_by(Index::FEW).map(move |row| (part, row)))
        .collect();
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some((part, row)) = rows.get(next.fetch_add(1, Ordering::Relaxed)) {
                    index.reckon(*part, *row);
                }
            });
        }
    });
}
