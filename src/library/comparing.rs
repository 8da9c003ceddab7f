//! Two articles of a library side by side.

use super::{Library, LibraryError};
use crate::article::Handle;
use crate::related::alignment::Comparison;

/// Compares two articles sentence by sentence.
///
/// # Errors
/// When one of them can't be read.
pub fn compared(library: &dyn Library, one: Handle, other: Handle) -> Result<Comparison, LibraryError> {
    Ok(Comparison::of(&*library.article(one)?, &*library.article(other)?))
}
