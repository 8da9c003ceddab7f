//! What of an article was told before, in others that were read.

use super::{Library, LibraryError, Stop};
use crate::article::{Handle, Portion};
use crate::related::novelty::Known;
use crate::related::sentences::{Sentence, fingerprint};

/// What was read of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadOf {
    /// The article.
    pub handle: Handle,
    /// These sentences; `None` when it was read as a whole.
    pub portion: Option<Portion>,
}

/// An article beside what was read of others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Retold {
    /// Some sentence of others was read.
    pub read: bool,
    /// The sentences that say nothing new, in order.
    pub told: Vec<Sentence>,
    /// The sentences that are new, in order. Some are too short to be either.
    pub new: Vec<Sentence>,
    /// How many sentences are new in the newer tellings, after all that was read.
    pub newer: usize,
}

/// Tells what of an article is new to who has `read` of others, and how many sentences are in `newer` tellings to who
/// has also read `own` of this one. An article that can't be read just now is left out.
///
/// # Errors
/// When the article itself can't be read, or nobody waits any more.
pub fn retold(
    library: &dyn Library,
    handle: Handle,
    read: &[ReadOf],
    own: Option<&ReadOf>,
    newer: &[Handle],
    stop: &Stop,
) -> Result<Retold, LibraryError> {
    let article = library.article(handle)?;
    let mut known = Known::default();
    for read in read {
        add(&mut known, library, read, stop)?;
    }
    let mut retold = Retold { read: !known.is_empty(), ..Retold::default() };
    if retold.read {
        for (sentence, told) in known.tell(&article) {
            if told.fades {
                retold.told.push(sentence);
            } else if !told.short {
                retold.new.push(sentence);
            }
        }
    }
    if let Some(own) = own {
        add(&mut known, library, own, stop)?;
    }
    for other in newer {
        if stop.is_stopped() {
            return Err(LibraryError::Stopped);
        }
        let Ok(article) = library.article(*other) else { continue };
        retold.newer += known.tell(&article).iter().filter(|(_, told)| !told.fades && !told.short).count();
        // What two of them tell is new once.
        known.add(&article);
    }
    Ok(retold)
}

fn add(known: &mut Known, library: &dyn Library, read: &ReadOf, stop: &Stop) -> Result<(), LibraryError> {
    if stop.is_stopped() {
        return Err(LibraryError::Stopped);
    }
    let Ok(article) = library.article(read.handle) else { return Ok(()) };
    match &read.portion {
        None => known.add(&article),
        // Of a text that has changed since, nobody knows what was read.
        Some(portion) if portion.text == fingerprint(&article) => known.add_read(&article, |at| portion.has(at)),
        Some(_) => {}
    }
    Ok(())
}
