//! The stories of an archive: gathered once, kept by lasting numbers, and gathered on as articles come.

use std::collections::HashMap;
use std::fs::File;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::reading::on_all_cores;
use super::words::stored;
use super::{LocalLibrary, lock, relations, sealed};
use crate::article::Handle;
use crate::library::{Catalogue, LibraryError, Stop, Tell};
use crate::related::Stories;
use crate::related::stories::{NEIGHBOURS, WEAKEST};

/// The name of the file that they are kept in.
pub const KEPT: &str = "stories";

/// The stories, and of how many articles, when they were last asked for.
pub type Gathered = Option<(u32, Arc<Stories>)>;

/// An article, and the scores of its nearest.
type Scored = (Handle, Vec<(Handle, f32)>);

/// The stories of everything that the library has found so far. Those that were known keep their names.
/// `tell` is told how far it has come, in percent.
///
/// # Errors
/// When nobody waits any more.
pub fn stories(library: &LocalLibrary, stop: &Stop, tell: Tell) -> Result<Arc<Stories>, LibraryError> {
    library.wait();
    let mut known = lock(&library.stories);
    let (catalogue, folder) = {
        let content = library.shelf.content();
        (content.catalogue.clone(), content.related_folder.clone().filter(|folder| folder.is_dir()))
    };
    let len = catalogue.handed_out();
    if let Some((_, stories)) = known.as_ref().filter(|(of, _)| *of == len) {
        return Ok(Arc::clone(stories));
    }
    let before = match known.take() {
        Some((_, stories)) => Some(Arc::unwrap_or_clone(stories)),
        None => folder.as_deref().and_then(|folder| read(folder, &catalogue)),
    };
    let is_new = |handle: &Handle| before.as_ref().is_none_or(|stories| !stories.has(*handle));
    let new: Vec<Handle> = catalogue.handles().filter(is_new).collect();
    let near = match nearest(library, &new, stop, tell) {
        Ok(near) => near,
        Err(error) => {
            *known = before.map(|stories| (0, Arc::new(stories)));
            return Err(error);
        }
    };
    let mut stories = match before {
        None => Stories::of(near),
        Some(mut stories) => {
            for (handle, near) in &near {
                stories.add(*handle, near);
            }
            stories
        }
    };
    stories.keep(|handle| !catalogue.is_gone(handle));
    if let Some(folder) = folder.filter(|_| !new.is_empty()) {
        write(&folder, &catalogue, &stories);
    }
    let stories = Arc::new(stories);
    *known = Some((len, Arc::clone(&stories)));
    Ok(stories)
}

/// The nearest of some articles, in their order.
fn nearest(library: &LocalLibrary, of: &[Handle], stop: &Stop, tell: Tell) -> Result<Vec<Scored>, LibraryError> {
    if of.is_empty() {
        return Ok(Vec::new());
    }
    let relations = relations::of(library, stop)?;
    let found = Mutex::new(Vec::with_capacity(of.len()));
    let begun = AtomicUsize::new(0);
    on_all_cores(of, stop, &|handle| {
        let at = begun.fetch_add(1, Ordering::Relaxed);
        let percent = at * 100 / of.len();
        if at == 0 || percent > (at - 1) * 100 / of.len() {
            tell(u8::try_from(percent).unwrap_or(100));
        }
        if let Some(mut scores) = relations.scores(*handle, NEIGHBOURS, stop) {
            // Of a large archive most would only take room.
            scores.retain(|(_, score)| *score >= WEAKEST);
            scores.shrink_to_fit();
            lock(&found).push((*handle, scores));
        }
    })?;
    if stop.is_stopped() {
        return Err(LibraryError::Stopped);
    }
    let mut found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    found.sort_unstable_by_key(|(handle, _)| *handle);
    Ok(found)
}

/// What was kept, for the articles that are still there.
fn read(folder: &Path, catalogue: &Catalogue) -> Option<Stories> {
    let kept: Stories = sealed::read(folder, KEPT)?;
    let handles: HashMap<u32, Handle> = stored(catalogue)
        .filter(|(handle, _)| !catalogue.is_gone(*handle))
        .map(|(handle, serial)| (serial, handle))
        .collect();
    Some(kept.renumbered(|serial| Some(handles.get(&serial)?.0)))
}

/// Keeps the stories, unless somebody else does that now. What can't be kept costs only time.
fn write(folder: &Path, catalogue: &Catalogue, stories: &Stories) {
    let Ok(lock) = File::create(folder.join("stories.lock")) else { return };
    if lock.try_lock().is_ok() {
        let _ = sealed::write(folder, KEPT, &stories.renumbered(|handle| catalogue.serial(Handle(handle))));
    }
}
