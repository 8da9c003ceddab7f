//! The table of contents: what the book calls its chapters.

use std::collections::HashMap;

use super::container::{Container, resolve};
use super::package::Package;
use super::xml::{Step, walk};
use crate::ingest::sanitize;

/// How many chapters one file is parted into, at most: each is looked for in it.
const PARTS: usize = 500;

/// A line of the table.
#[derive(Debug, PartialEq)]
pub(super) struct Entry {
    pub(super) label: String,
    /// The place within its file where the chapter starts.
    pub(super) place: Option<String>,
    depth: usize,
}

/// The lines of the table, by the file that they lead to. Parts of a chapter that stand in its file are left out.
#[derive(Debug, Default)]
pub(super) struct Contents(HashMap<String, Vec<Entry>>);

impl Contents {
    /// Reads the book's table; an empty one if there is none to be read.
    pub(super) fn read(container: &mut Container, package: &Package) -> Self {
        let mut contents = Self::default();
        for (path, parse) in [(&package.nav, nav as fn(&str, &str, &mut Self)), (&package.ncx, ncx)] {
            if let Some(path) = path
                && contents.is_empty()
                && let Ok(decoded) = container.text(path)
            {
                parse(path, &decoded.text, &mut contents);
            }
        }
        contents
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn of(&self, path: &str) -> &[Entry] {
        self.0.get(path).map_or(&[], Vec::as_slice)
    }

    fn add(&mut self, from: &str, href: &str, label: &str, depth: usize) {
        let label = sanitize::line(label);
        let (path, place) = resolve(from, href);
        let entries = self.0.entry(path).or_default();
        let of_a_chapter = entries.first().is_some_and(|first| first.depth < depth);
        if entries.len() < PARTS
            && !label.is_empty()
            && !of_a_chapter
            && !entries.iter().any(|entry| entry.place == place)
        {
            entries.push(Entry { label, place, depth });
        }
    }
}

/// `<nav epub:type="toc"><ol><li><a href="a.xhtml">One</a>`: the first list that doesn't say it is another.
fn nav(path: &str, text: &str, contents: &mut Contents) {
    let (mut inside, mut done, mut depth) = (false, false, 0usize);
    let mut link: Option<(String, String)> = None;
    walk(text, &mut |step| match step {
        Step::Open(element) => match element.name.as_str() {
            "nav" => inside = !done && (element.get("type").is_none() || element.has("type", "toc")),
            "ol" => depth += 1,
            "a" if inside => link = element.get("href").map(|href| (href.to_owned(), String::new())),
            _ => {}
        },
        Step::Text(text) => {
            if let Some((_, label)) = &mut link {
                label.push_str(text);
            }
        }
        Step::Close("nav") => {
            done |= inside;
            inside = false;
        }
        Step::Close("ol") => depth = depth.saturating_sub(1),
        Step::Close("a") => {
            if let Some((href, label)) = link.take() {
                contents.add(path, &href, &label, depth);
            }
        }
        Step::Close(_) => {}
    });
}

/// `<navPoint><navLabel><text>One</text></navLabel><content src="a.html"/>`
fn ncx(path: &str, text: &str, contents: &mut Contents) {
    let (mut inside, mut depth) = (false, 0usize);
    let mut label = String::new();
    walk(text, &mut |step| match step {
        Step::Open(element) => match element.name.as_str() {
            "navPoint" => {
                depth += 1;
                label.clear();
            }
            "text" => inside = depth > 0,
            "content" if depth > 0 => {
                if let Some(src) = element.get("src") {
                    contents.add(path, src, &label, depth);
                }
            }
            _ => {}
        },
        Step::Text(text) if inside => label.push_str(text),
        Step::Close("text") => inside = false,
        Step::Close("navPoint") => depth = depth.saturating_sub(1),
        Step::Text(_) | Step::Close(_) => {}
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(contents: &Contents, path: &str) -> Vec<(String, Option<String>)> {
        contents.of(path).iter().map(|entry| (entry.label.clone(), entry.place.clone())).collect()
    }

    #[test]
    fn both_kinds_of_table_give_labels_by_file() {
        let mut new = Contents::default();
        nav(
            "x/nav.xhtml",
            "<html><nav epub:type='landmarks'><ol><li><a href='a.xhtml'>Start</a></li></ol></nav><nav epub:type='toc'><h1>In it</h1>
             <ol><li><a href='a.xhtml'>One &amp; <i>all</i></a><ol><li><a href='a.xhtml#s'>Part</a></li></ol></li><li><a href='b.xhtml#p'>Two</a></li><li><a href='b.xhtml#q'>Three</a></li></ol></nav></html>",
            &mut new,
        );
        let mut old = Contents::default();
        ncx(
            "x/toc.ncx",
            "<ncx><docTitle><text>Book</text></docTitle><navMap><navPoint><navLabel><text>One &amp; all</text></navLabel><content src='a.xhtml'/>
             <navPoint><navLabel><text>Part</text></navLabel><content src='a.xhtml#s'/></navPoint></navPoint>
             <navPoint><navLabel><text>Two</text></navLabel><content src='b.xhtml#p'/></navPoint><navPoint><navLabel><text>Three</text></navLabel><content src='b.xhtml#q'/></navPoint></navMap></ncx>",
            &mut old,
        );
        for contents in [new, old] {
            assert_eq!(labels(&contents, "x/a.xhtml"), [("One & all".to_owned(), None)]);
            let two = [("Two".to_owned(), Some("p".to_owned())), ("Three".to_owned(), Some("q".to_owned()))];
            assert_eq!(labels(&contents, "x/b.xhtml"), two);
        }
    }
}
