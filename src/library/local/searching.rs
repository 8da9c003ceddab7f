//! Searching every text by reading it, on all cores. What the catalogue can decide is not read.

use std::cmp::Reverse;
use std::sync::{Arc, Mutex, PoisonError};

use super::reading::{Run, read_all};
use super::{File, LocalLibrary, lock};
use crate::article::{Article, Handle, Moment};
use crate::library::{Library, LibraryError, Stop};
use crate::search::scan::Scan;
use crate::search::{Found, Handles, Hit, Query, Recalled};

/// What the catalogue can tell before a text is read.
struct Outlook {
    /// These answer, whatever their text says.
    certain: Handles,
    /// These may.
    open: Handles,
    /// The files in which they are, each with the handles of its articles.
    files: Vec<(Arc<File>, Run)>,
}

/// See [`Library::search`].
pub(super) fn search(
    library: &LocalLibrary,
    query: &Query,
    recalled: &Recalled,
    limit: usize,
    stop: &Stop,
) -> Result<Found, LibraryError> {
    let scan = Scan::new(query, recalled);
    let outlook = outlook(library, &scan);
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
    let found = Mutex::new(Found::default());
    read_all(&outlook.files, stop, &|handle, article| {
        if let Some(hit) = hit(&scan, handle, &article) {
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
    let scan = Scan::new(query, recalled);
    let outlook = outlook(library, &scan);
    let found = Mutex::new(outlook.certain);
    if !outlook.open.is_empty() {
        read_all(&outlook.files, stop, &|handle, article| {
            if outlook.open.contains(handle) && scan.score(handle, &article).is_some() {
                lock(&found).set(handle, true);
            }
        })?;
    }
    Ok(found.into_inner().unwrap_or_else(PoisonError::into_inner))
}

fn outlook(library: &LocalLibrary, scan: &Scan) -> Outlook {
    let (catalogue, mut files) = {
        let content = library.shelf.content();
        (content.catalogue.clone(), content.files(&library.base))
    };
    let (mut certain, mut open) = (Handles::default(), Handles::default());
    for (handle, summary) in catalogue.iter() {
        match scan.decided(handle, &summary) {
            Some(true) => certain.set(handle, true),
            Some(false) => {}
            None => open.set(handle, true),
        }
    }
    files.retain(|(_, run)| run.iter().any(|handle| certain.contains(handle) || open.contains(handle)));
    Outlook { certain, open, files }
}

fn hit(scan: &Scan, handle: Handle, article: &Article) -> Option<Hit> {
    let scored = scan.score(handle, article)?;
    Some(Hit { handle, score: scored.score, snippet: scored.snippet.text, marks: scored.snippet.marks })
}

fn best(hits: &mut Vec<Hit>, limit: usize) {
    hits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.handle.cmp(&b.handle)));
    hits.truncate(limit);
}
