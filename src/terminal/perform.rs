//! One effect performed, and what came of it: what the worker does in its threads, tests do in place.

use std::path::Path;
use std::sync::Arc;

use super::export::write_new;
use crate::app::{Effect, Known, Outcome};
use crate::article::Handle;
use crate::library::{
    Library, LibraryError, Stop, Storylines, as_one, bibliography, compared, course, edition, io_reason, mentions,
    names, related, retold,
};
use crate::search::fuzzy::Finder;

/// How many related stories are asked for.
const RELATED_STORIES: usize = 30;

/// Performs an effect on a library, with what a reader's searches found before. `None` when it has no answer: it was
/// stopped, or it isn't the library's.
pub fn perform(library: &dyn Library, finder: &mut Finder, effect: &Effect, stop: &Stop) -> Option<Outcome> {
    perform_telling(library, finder, effect, stop, &|_| {})
}

/// The same; `tell` is told what came of it so far, where that takes long.
pub fn perform_telling(
    library: &dyn Library,
    finder: &mut Finder,
    effect: &Effect,
    stop: &Stop,
    tell: &(dyn Fn(Outcome) + Sync),
) -> Option<Outcome> {
    match effect {
        Effect::Load(handle) => {
            Some(Outcome::Loaded(*handle, library.article(*handle).map_err(|error| error.to_string())))
        }
        Effect::Arrange(ticket, order, end, stories) => {
            let catalogue = library.state().catalogue;
            Some(Outcome::Arranged(*ticket, order.rows(&catalogue, stories, *end)))
        }
        Effect::Tally { ticket, rows, starts, read } => {
            let unread = |rows: &[Handle]| rows.iter().filter(|row| !read.contains(**row)).count() as u32;
            let groups = starts.windows(2).filter_map(|bounds| rows.get(bounds[0] as usize..bounds[1] as usize));
            Some(Outcome::Tallied(*ticket, groups.map(unread).collect()))
        }
        Effect::Prepare => {
            finder.in_use = true;
            None
        }
        Effect::Filter(ticket, pattern) => {
            let found = finder.find(&library.state().catalogue, pattern, &|| stop.is_stopped())?;
            Some(Outcome::Filtered(*ticket, found.into()))
        }
        Effect::Correct(ticket, pattern) => {
            let found = finder.corrected(&library.state().catalogue, pattern, &|| stop.is_stopped())?;
            Some(Outcome::Filtered(*ticket, found.into()))
        }
        Effect::Rescan => {
            library.rescan();
            // Where there is nothing to look at, that is news too.
            Some(Outcome::Catalogued(library.state()))
        }
        Effect::Resolve(recollection, articles) => {
            let catalogue = library.state().catalogue;
            Some(Outcome::Resolved(Known::of(recollection, &catalogue, articles.clone()).into()))
        }
        Effect::Search(ticket, query, recalled, limit) => match library.search(query, recalled, *limit, stop) {
            Err(LibraryError::Stopped) => None,
            result => Some(Outcome::Searched(*ticket, result.map(Arc::new).map_err(|error| error.to_string()))),
        },
        Effect::Sift { ticket, query, recalled, rows, order, stories, stay } => {
            let found = match library.matching(query, recalled, stop) {
                Err(LibraryError::Stopped) => return None,
                result => result.map_err(|error| error.to_string()),
            };
            let left = found.map(|mut found| {
                stay.iter().for_each(|row| found.set(*row, true));
                let left = rows.iter().copied().filter(|row| found.contains(*row)).collect();
                order.group(&library.state().catalogue, stories, left)
            });
            Some(Outcome::Sifted(*ticket, left))
        }
        Effect::Count(ticket, query, recalled) => match library.search(query, recalled, 0, stop) {
            Err(LibraryError::Stopped) => None,
            result => Some(Outcome::Counted(*ticket, result.ok().map(|found| found.count))),
        },
        // Nobody has asked for it: a large archive is not read for it.
        Effect::RelateBehind(ticket, ..) if !library.is_nearest_at_hand() => {
            Some(Outcome::Related(*ticket, Ok(Vec::new())))
        }
        Effect::Relate(ticket, handle, muted) | Effect::RelateBehind(ticket, handle, muted) => {
            match related(library, *handle, RELATED_STORIES, muted, stop) {
                Err(LibraryError::Stopped) => None,
                result => Some(Outcome::Related(*ticket, result.map_err(|error| error.to_string()))),
            }
        }
        Effect::Tell { ticket, handle, read, own, newer } => {
            match retold(library, *handle, read, own.as_ref(), newer, stop) {
                Err(LibraryError::Stopped) => None,
                result => Some(Outcome::Told(*ticket, result.ok())),
            }
        }
        Effect::Compare(ticket, one, other) => {
            let compared = compared(library, *one, *other);
            Some(Outcome::Compared(*ticket, compared.map(Arc::new).map_err(|error| error.to_string())))
        }
        Effect::Names(ticket, of) => {
            let tell = |list| tell(Outcome::Named(*ticket, Ok(Arc::new(list))));
            match names(library, of, stop, &tell) {
                Err(LibraryError::Stopped) => None,
                result => Some(Outcome::Named(*ticket, result.map(Arc::new).map_err(|error| error.to_string()))),
            }
        }
        Effect::Mentions(ticket, name, of) => match mentions(library, name, of, stop) {
            Err(LibraryError::Stopped) => None,
            result => Some(Outcome::Mentioned(*ticket, result.map(Arc::new).map_err(|error| error.to_string()))),
        },
        Effect::Export { handles, name, made } => {
            let written = write_new(Path::new(""), name, &bibliography(library, handles, *made));
            let written = written.map(|path| path.display().to_string());
            let failed = |error| format!("cannot write {name}.md here: {}", io_reason(&error));
            Some(Outcome::Exported(written.map_err(failed)))
        }
        Effect::Gather(ticket) => match library.stories(stop, &|percent| tell(Outcome::Gathering(*ticket, percent))) {
            Err(LibraryError::Stopped) => None,
            result => {
                let lines = result.map(|stories| Arc::new(Storylines::of(&stories, &library.state().catalogue)));
                Some(Outcome::Gathered(*ticket, lines.map_err(|error| error.to_string())))
            }
        },
        Effect::Edit { ticket, end, stories, read, minutes } => {
            let catalogue = library.state().catalogue;
            Some(Outcome::Edited(*ticket, edition(&catalogue, *end, stories, read, *minutes)))
        }
        Effect::Unite(ticket, stories, of) => {
            let story = stories.story_of(*of).ok_or(LibraryError::Missing);
            match story.and_then(|story| as_one(library, story, stop)) {
                Err(LibraryError::Stopped) => None,
                result => Some(Outcome::United(*ticket, result.map(Arc::new).map_err(|error| error.to_string()))),
            }
        }
        Effect::Trace(ticket, tellings) => match course(library, tellings, stop) {
            Err(LibraryError::Stopped) => None,
            result => Some(Outcome::Traced(*ticket, result.map_err(|error| error.to_string()))),
        },
        Effect::Keep(_)
        | Effect::Copy(_)
        | Effect::Visit(_)
        | Effect::Errand(_)
        | Effect::Redraw
        | Effect::Suspend
        | Effect::Link
        | Effect::Quit => None,
    }
}
