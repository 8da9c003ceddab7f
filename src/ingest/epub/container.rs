//! The zip file of a book: entries by their path, unpacked in memory and within limits.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use percent_encoding::percent_decode_str;
use zip::ZipArchive;

use super::super::{IngestError, MAX_DOCUMENT, decode};

/// How many entries a book may have.
const ENTRIES: usize = 20_000;

/// How much of a book is unpacked in all, in bytes.
const UNPACKED: u64 = 512 << 20;

/// An open book. A path is only a key here: nothing is written anywhere.
pub(super) struct Container {
    archive: ZipArchive<Cursor<Vec<u8>>>,
    /// The entries by their path in lower case, which makers of books don't keep.
    places: HashMap<String, usize>,
    left: u64,
}

impl Container {
    pub(super) fn open(bytes: Vec<u8>) -> Result<Self, IngestError> {
        let damaged = IngestError::Damaged("it is a damaged zip file; download it again");
        let Ok(archive) = ZipArchive::new(Cursor::new(bytes)) else { return Err(damaged) };
        if archive.len() > ENTRIES {
            return Err(IngestError::Limit(format!("it has more than {ENTRIES} files in it")));
        }
        let mut places = HashMap::new();
        for at in 0..archive.len() {
            if let Some(Ok(name)) = archive.name_for_index(at) {
                places.entry(key(&name)).or_insert(at);
            }
        }
        Ok(Self { archive, places, left: UNPACKED })
    }

    pub(super) fn has(&self, path: &str) -> bool {
        self.places.contains_key(&key(path))
    }

    /// The first path, in the order of the alphabet, that ends so.
    pub(super) fn ending(&self, end: &str) -> Option<String> {
        self.places.keys().filter(|path| path.ends_with(end)).min().cloned()
    }

    /// The text of an entry.
    pub(super) fn text(&mut self, path: &str) -> Result<decode::Decoded, IngestError> {
        let missing = IngestError::Damaged("a part of the book is missing");
        let Some(at) = self.places.get(&key(path)) else { return Err(missing) };
        let damaged = |_| IngestError::Damaged("a part of the book is damaged");
        let mut bytes = Vec::new();
        let limit = MAX_DOCUMENT.min(self.left);
        let entry = self.archive.by_index(*at).map_err(damaged)?;
        entry
            .take(limit + 1)
            .read_to_end(&mut bytes)
            .map_err(|_| IngestError::Damaged("a part of the book is damaged"))?;
        if bytes.len() as u64 > limit {
            return Err(IngestError::Limit(format!("a part of the book unpacks to more than {} MiB", limit >> 20)));
        }
        self.left -= bytes.len() as u64;
        Ok(decode::decode_page(bytes, None))
    }
}

fn key(path: &str) -> String {
    path.trim_start_matches('/').to_lowercase()
}

/// The path that `href` in the file `from` leads to, and the place within it.
pub(super) fn resolve(from: &str, href: &str) -> (String, Option<String>) {
    let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let (path, place) = href.trim().split_once('#').map_or((href.trim(), None), |(path, place)| (path, Some(place)));
    let place = place.map(decoded).filter(|place| !place.is_empty());
    let path = decoded(path);
    if path.is_empty() {
        return (from.to_owned(), place);
    }
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let folder = if path.starts_with('/') { "" } else { folder };
    let mut segments: Vec<&str> = Vec::new();
    for segment in folder.split('/').chain(path.split('/')) {
        match segment {
            "" | "." => {}
            ".." => drop(segments.pop()),
            segment => segments.push(segment),
        }
    }
    (segments.join("/"), place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_lead_from_their_file() {
        for (from, href, path, place) in [
            ("OEBPS/a.opf", "text/b.xhtml", "OEBPS/text/b.xhtml", None),
            ("OEBPS/text/a.xhtml", "../b%20c.xhtml#p%31", "OEBPS/b c.xhtml", Some("p1")),
            ("a.opf", "./b.xhtml#", "b.xhtml", None),
            ("x/a.opf", "/b.xhtml", "b.xhtml", None),
            ("a.opf", "../../../etc/passwd", "etc/passwd", None),
            ("x/a.xhtml", "#n1", "x/a.xhtml", Some("n1")),
        ] {
            assert_eq!(resolve(from, href), (path.to_owned(), place.map(str::to_owned)), "{href}");
        }
    }
}
