//! The stories related to an article, as a reader is shown them.

use super::{Library, LibraryError, Stop};
use crate::article::Handle;
use crate::related::novelty::{Known, share_new};
use crate::related::{RELATED, Relation};

/// The articles of which at most `limit` are related to one, best first, with how much each says that it doesn't.
///
/// # Errors
/// As [`Library::nearest`].
pub fn related(
    library: &dyn Library,
    handle: Handle,
    limit: usize,
    stop: &Stop,
) -> Result<Vec<Relation>, LibraryError> {
    let mut found = library.nearest(handle, limit, stop)?;
    found.retain(|relation| relation.score >= RELATED);
    let mut known = Known::default();
    known.add(&*library.article(handle)?);
    for relation in &mut found {
        if stop.is_stopped() {
            return Err(LibraryError::Stopped);
        }
        // What can't be read just now is related all the same.
        if let Ok(other) = library.article(relation.handle) {
            relation.new = Some(share_new(&other, &known.tell(&other)));
        }
    }
    Ok(found)
}
