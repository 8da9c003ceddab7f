//! Searching every text: in the index of words, and by reading what it doesn't cover. What the catalogue can decide is
//! not read.

use std::cmp::Reverse;
use std::sync::{Mutex, PoisonError};

use super::fulltext::{self, FullTextError};
use super::reading::on_all_cores;
use super::wanted::Wanted;
use super::words::Words;
use super::{LocalLibrary, lock};
use crate::article::{Article, Handle, Moment};
use crate::library::{Catalogue, Library, LibraryError, Stop};
use crate::search::query::{Expr, Fact};
use crate::search::scan::Scan;
use crate::search::snippet::Snippet;
use crate::search::{Found, Handles, Hit, Query, Recalled};

/// How many articles are read through with a look at the forms of words, which takes several times as long.
const FEW: usize = 300;

/// What the catalogue can tell before a text is read.
struct Outlook {
    /// These answer, whatever their text says.
    certain: Handles,
    /// These may.
    open: Handles,
}

/// See [`Library::search`].
pub(super) fn search(
    library: &LocalLibrary,
    query: &Query,
    recalled: &Recalled,
    limit: usize,
    stop: &Stop,
) -> Result<Found, LibraryError> {
    let words = library.shelf.content().words.clone();
    if let Some(words) = &words {
        return looked_up(library, words, query, recalled, limit, stop);
    }
    let (scan, outlook) = outlook(library, query, recalled, None);
    if outlook.open.is_empty() {
        let catalogue = library.state().catalogue;
        let published = |handle| catalogue.get(handle).and_then(|summary| summary.published).map(Moment::order);
        let mut newest: Vec<Handle> = outlook.certain.iter().collect();
        newest.sort_by_cached_key(|handle| Reverse(published(*handle)));
        let hits = newest.into_iter().take(limit).filter_map(|handle| {
            let article = library.article(handle).ok()?;
            hit(&scan, handle, &article)
        });
        return Ok(Found { hits: hits.collect(), count: outlook.certain.len() });
    }
    read_through(library, &scan, outlook, limit, stop)
}

/// What the index of words finds, and what reading finds among the articles that it doesn't cover yet.
fn looked_up(
    library: &LocalLibrary,
    words: &Words,
    query: &Query,
    recalled: &Recalled,
    limit: usize,
    stop: &Stop,
) -> Result<Found, LibraryError> {
    let (scan, outlook) = outlook(library, query, recalled, Some(words));
    let scan = scan.inflected();
    let catalogue = library.state().catalogue;
    let known = |fact: &Fact| known(&catalogue, recalled, fact);
    let has_words = query.meaning.iter().flat_map(Expr::leaves).any(|(leaf, _)| matches!(leaf, Expr::Words(_)));
    let found = if has_words {
        words.reader.search(query, &known, &words.absent(&catalogue), limit, stop)
    } else {
        // Nothing tells them apart but their age.
        words.reader.matching(query, &known, stop).map(|serials| {
            let there = |serial| words.handle(serial).filter(|handle| !catalogue.is_gone(*handle));
            let age = |handle| Reverse(catalogue.published(handle).map(Moment::order));
            let newest = serials.into_iter().filter_map(|serial| Some((age(there(serial)?), serial)));
            let mut newest: Vec<_> = newest.collect();
            let count = newest.len();
            if limit < count {
                newest.select_nth_unstable(limit);
                newest.truncate(limit);
            }
            newest.sort_unstable();
            fulltext::Found { hits: newest.into_iter().map(|(_, serial)| (serial, 0.0)).collect(), count }
        })
    };
    let found = found.map_err(|error| failed(library, error))?;
    let rest = if outlook.open.is_empty() && outlook.certain.is_empty() {
        Found::default()
    } else {
        read_through(library, &scan, outlook, limit, stop)?
    };
    let rescored = !rest.hits.is_empty();
    let ranked: Vec<_> = found.hits.into_iter().enumerate().collect();
    let shown = Mutex::new(Vec::with_capacity(ranked.len()));
    on_all_cores(&ranked, stop, &|(rank, (serial, score))| {
        let Some(handle) = words.handle(*serial) else { return };
        // A file that has changed since is found again by the next look at the archive.
        let Ok(article) = library.article(handle) else { return };
        let rated = Some(()).filter(|()| rescored).and_then(|()| hit(&scan, handle, &article));
        let hit = rated.unwrap_or_else(|| {
            let Snippet { text, marks } = scan.snippet(&article);
            Hit { handle, score: *score, snippet: text, marks }
        });
        lock(&shown).push((*rank, hit));
    })?;
    let mut shown = shown.into_inner().unwrap_or_else(PoisonError::into_inner);
    shown.sort_unstable_by_key(|(rank, _)| *rank);
    let mut hits = rest.hits;
    hits.extend(shown.into_iter().map(|(_, hit)| hit));
    if rescored {
        best(&mut hits, limit);
    }
    Ok(Found { hits, count: found.count + rest.count })
}

/// The lasting numbers of the articles that memory knows a fact of.
fn known(catalogue: &Catalogue, recalled: &Recalled, fact: &Fact) -> Option<Vec<u32>> {
    let Fact::Remembered(remembered) = fact else { return None };
    let handles = recalled.handles(remembered)?;
    let mut serials: Vec<u32> = handles.iter().filter_map(|handle| catalogue.serial(handle)).collect();
    serials.sort_unstable();
    Some(serials)
}

fn failed(library: &LocalLibrary, error: FullTextError) -> LibraryError {
    match error {
        FullTextError::Stopped => LibraryError::Stopped,
        error => {
            // From now on texts are read through; the index is mended when the archive is opened again.
            library.shelf.content().words = None;
            LibraryError::Failed(error.to_string())
        }
    }
}

/// The best of the articles that may answer, by reading them.
fn read_through(
    library: &LocalLibrary,
    scan: &Scan,
    outlook: Outlook,
    limit: usize,
    stop: &Stop,
) -> Result<Found, LibraryError> {
    let mut all = outlook.certain;
    all.join(&outlook.open);
    let wanted = Wanted::of(&library.shelf.content(), &library.base, &all);
    let found = Mutex::new(Found::default());
    wanted.read(stop, &|handle, article| {
        let is_wanted = all.contains(handle);
        if let Some(hit) = Some(()).filter(|()| is_wanted).and_then(|()| hit(scan, handle, &article)) {
            let mut found = lock(&found);
            found.count += 1;
            found.hits.push(hit);
            // Of a word that stands everywhere, only the best are held.
            if found.hits.len() >= limit.saturating_mul(2).max(64) {
                best(&mut found.hits, limit);
            }
        }
    })?;
    let mut found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    best(&mut found.hits, limit);
    Ok(found)
}

/// See [`Library::matching`].
pub(super) fn matching(
    library: &LocalLibrary,
    query: &Query,
    recalled: &Recalled,
    stop: &Stop,
) -> Result<Handles, LibraryError> {
    let words = library.shelf.content().words.clone();
    let (scan, outlook) = outlook(library, query, recalled, words.as_deref());
    let mut known_of = outlook.certain.clone();
    if let Some(words) = words {
        let catalogue = library.state().catalogue;
        let known = |fact: &Fact| known(&catalogue, recalled, fact);
        let serials = words.reader.matching(query, &known, stop).map_err(|error| failed(library, error))?;
        let handles = serials.into_iter().filter_map(|serial| words.handle(serial));
        handles.filter(|handle| !catalogue.is_gone(*handle)).for_each(|handle| known_of.set(handle, true));
    }
    let found = Mutex::new(known_of);
    if !outlook.open.is_empty() {
        let wanted = Wanted::of(&library.shelf.content(), &library.base, &outlook.open);
        wanted.read(stop, &|handle, article| {
            if outlook.open.contains(handle) && scan.score(handle, &article).is_some() {
                lock(&found).set(handle, true);
            }
        })?;
    }
    Ok(found.into_inner().unwrap_or_else(PoisonError::into_inner))
}

/// Looks at the articles that the index doesn't cover.
fn outlook(library: &LocalLibrary, query: &Query, recalled: &Recalled, words: Option<&Words>) -> (Scan, Outlook) {
    let mut scan = Scan::new(query, recalled);
    let catalogue = library.shelf.content().catalogue.clone();
    let (mut certain, mut open) = (Handles::default(), Handles::default());
    let end = Handle(catalogue.handed_out());
    let handles: Box<dyn Iterator<Item = Handle>> = match words {
        Some(words) => Box::new(words.lacks(end)),
        None => Box::new((0..end.0).map(Handle)),
    };
    let there = handles.filter(|handle| !catalogue.is_gone(*handle));
    for (handle, summary) in there.filter_map(|handle| Some((handle, catalogue.get(handle)?))) {
        match scan.decided(handle, &summary) {
            Some(true) => certain.set(handle, true),
            Some(false) => {}
            None => open.set(handle, true),
        }
    }
    if open.len() <= FEW {
        scan = scan.inflected();
    }
    (scan, Outlook { certain, open })
}

fn hit(scan: &Scan, handle: Handle, article: &Article) -> Option<Hit> {
    let scored = scan.score(handle, article)?;
    Some(Hit { handle, score: scored.score, snippet: scored.snippet.text, marks: scored.snippet.marks })
}

fn best(hits: &mut Vec<Hit>, limit: usize) {
    hits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.handle.cmp(&b.handle)));
    hits.truncate(limit);
}
