//! One effect performed, and what came of it: what the worker does in its threads, tests do in place.

use crate::app::{Effect, Outcome};
use crate::library::{Library, LibraryError, Stop};
use crate::search::fuzzy::{Finder, Pattern};

/// How many related stories are asked for.
const RELATED_STORIES: usize = 30;

/// Performs an effect on a library, with what a reader's searches found before. `None` when it has no answer: it was
/// stopped, or it isn't the library's.
pub fn perform(library: &dyn Library, finder: &mut Finder, effect: &Effect, stop: &Stop) -> Option<Outcome> {
    match effect {
        Effect::Load(handle) => {
            Some(Outcome::Loaded(*handle, library.article(*handle).map_err(|error| error.to_string())))
        }
        Effect::Arrange(ticket, order) => {
            let catalogue = library.state().catalogue;
            let mut rows: Vec<_> = catalogue.iter().collect();
            order.arrange(&mut rows);
            Some(Outcome::Arranged(*ticket, rows.into_iter().map(|(handle, _)| handle).collect()))
        }
        Effect::Filter(ticket, text) => {
            let found = finder.find(&library.state().catalogue, &Pattern::new(text), &|| stop.is_stopped())?;
            Some(Outcome::Filtered(*ticket, found.into()))
        }
        Effect::Correct(ticket, text) => {
            let found = finder.corrected(&library.state().catalogue, &Pattern::new(text), &|| stop.is_stopped())?;
            Some(Outcome::Filtered(*ticket, found.into()))
        }
        Effect::Relate(ticket, handle) => match library.nearest(*handle, RELATED_STORIES, stop) {
            Err(LibraryError::Stopped) => None,
            result => Some(Outcome::Related(*ticket, result.map_err(|error| error.to_string()))),
        },
        Effect::Keep(_) | Effect::Copy(_) | Effect::Redraw | Effect::Suspend | Effect::Quit => None,
    }
}
