//! Books: an EPUB's chapters, an article each, in reading order.
//!
//! The mapping is our own, on zip and quick-xml: the crate `epub` is under the GPL, and what stands between those two
//! and a chapter is little.

use std::collections::HashSet;
use std::ops::ControlFlow;

use super::blocks::Builder;
use super::json::Names;
use super::{Draft, Emit, Format, Found, Head, IngestError, Source, headline, html, read_at_most};
use crate::article::Kind;

mod container;
mod contents;
mod markup;
mod package;
mod xml;

use container::{Container, resolve};
use contents::Contents;
use package::Package;

/// The largest book, in bytes. It is read whole.
const MAX_BOOK: u64 = 256 << 20;

/// The first bytes of a zip file.
pub(super) const ZIP: &[u8] = b"PK\x03\x04";

/// What comes before the first chapter of a file belongs to the chapter before, if it is as long as that, in
/// bytes; else it is an ornament of the first.
const CARRIED_ON: usize = 600;

/// An EPUB.
pub struct Epub;

impl Format for Epub {
    fn name(&self) -> &'static str {
        "epub"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["epub"]
    }

    /// The first entry says it, unpacked, or the entry that all books have and few other files.
    fn recognises(&self, head: &Head<'_>) -> bool {
        let has = |words: &str| memchr::memmem::find(head.bytes, words.as_bytes()).is_some();
        let named = || has("mimetypeapplication/epub+zip") || (has("META-INF/container.xml") && has(".opf"));
        head.bytes.starts_with(ZIP) && named()
    }

    fn read(&self, source: Source<'_>, emit: &mut Emit<'_>) -> Result<(), IngestError> {
        let mut container = Container::open(read_at_most(source.reader, MAX_BOOK)?)?;
        let package = Package::read(&mut container)?;
        let locked = locked(&mut container);
        if !package.spine.is_empty() && package.spine.iter().all(|path| locked.contains(path)) {
            return Err(IngestError::Locked);
        }
        let contents = Contents::read(&mut container, &package);
        let mut book = Book { package, names: Names::default(), count: 0, open: None, emit };
        for at in 0..book.package.spine.len() {
            let path = book.package.spine[at].clone();
            let read = if locked.contains(&path) { Err(IngestError::Locked) } else { container.text(&path) };
            let flow = match read {
                Ok(decoded) => book.page(&path, &decoded.text, decoded.unreadable, &contents),
                Err(error) => book.fail(error),
            };
            if flow.is_break() {
                return Ok(());
            }
        }
        if book.close().is_continue() && book.names.count() == 0 {
            return Err(IngestError::Empty("it is a book without a text to read"));
        }
        Ok(())
    }
}

/// The files that are encrypted.
fn locked(container: &mut Container) -> HashSet<String> {
    let text = container.text("META-INF/encryption.xml").map(|decoded| decoded.text).unwrap_or_default();
    let mut paths = HashSet::new();
    xml::walk(&text, &mut |step| {
        if let xml::Step::Open(element) = step
            && element.name == "CipherReference"
        {
            paths.extend(element.get("URI").map(|uri| resolve("", uri).0));
        }
    });
    paths
}

/// A chapter that may go on in the next file.
struct Chapter {
    name: String,
    title: Option<String>,
    builder: Builder,
    unreadable: usize,
}

/// The reading of a book.
struct Book<'a, 'e> {
    package: Package,
    names: Names,
    /// How many chapters there were.
    count: usize,
    open: Option<Chapter>,
    emit: &'a mut Emit<'e>,
}

impl Book<'_, '_> {
    /// Reads one file: a chapter, several, or more of the one before.
    fn page(&mut self, path: &str, page: &str, unreadable: usize, contents: &Contents) -> ControlFlow<()> {
        let body = markup::closed(markup::body(page));
        let entries = contents.of(path);
        // Where each entry's text starts. The first has what stands before it, unless that is much.
        let places = entries.iter().map(|entry| entry.place.as_deref().and_then(|id| markup::place(&body, id)));
        let mut parts: Vec<(usize, &str)> =
            places.zip(entries).map(|(place, entry)| (place.unwrap_or(0), entry.label.as_str())).collect();
        parts.sort_by_key(|part| part.0);
        parts.dedup_by_key(|part| part.0);
        let first = parts.first_mut();
        let goes_on = match first {
            Some(first) if self.open.is_some() && first.0 >= CARRIED_ON => true,
            Some(first) => {
                first.0 = 0;
                false
            }
            None => false,
        };
        let ends = parts.iter().skip(1).map(|part| part.0).chain([body.len()]);
        if goes_on && let (Some(chapter), Some(first)) = (&mut self.open, parts.first()) {
            html::fragment(&body[..first.0], &mut chapter.builder);
        }
        if parts.is_empty() {
            return self.unlisted(path, page, &body, unreadable, !contents.is_empty());
        }
        for ((start, label), end) in parts.iter().zip(ends) {
            self.close()?;
            let mut builder = Builder::new();
            html::fragment(&body[*start..end], &mut builder);
            let title = Some((*label).to_owned());
            self.open = Some(Chapter { name: path.to_owned(), title, builder, unreadable });
        }
        ControlFlow::Continue(())
    }

    /// A file that the contents don't name: more of the chapter before, unless it has a heading of its own.
    fn unlisted(&mut self, path: &str, page: &str, body: &str, unreadable: usize, listed: bool) -> ControlFlow<()> {
        let mut builder = Builder::new();
        html::fragment(body, &mut builder);
        let heading = heading(body);
        if let (true, None, Some(chapter)) = (listed, &heading, &mut self.open) {
            html::fragment(body, &mut chapter.builder);
            chapter.unreadable += unreadable;
            return ControlFlow::Continue(());
        }
        self.close()?;
        let of_the_book =
            |title: &String| Some(title) != self.package.title.as_ref() && !path.ends_with(title.as_str());
        let title = heading.or_else(|| markup::title(page).filter(of_the_book));
        self.open = Some(Chapter { name: path.to_owned(), title, builder, unreadable });
        ControlFlow::Continue(())
    }

    /// Gives the open chapter away, if there is a word in it.
    fn close(&mut self) -> ControlFlow<()> {
        let Some(chapter) = self.open.take() else { return ControlFlow::Continue(()) };
        let mut draft = Draft { structured: true, unreadable: chapter.unreadable, ..Draft::default() };
        chapter.builder.finish_into(&mut draft);
        // A cover is a picture, whatever stands for it; a title page has the title, which the list has.
        let running = |kind: &Kind| !matches!(kind, Kind::Heading(_) | Kind::Rule);
        let words =
            |text: &str| text.contains(char::is_alphanumeric) && !(text.starts_with('[') && text.ends_with(']'));
        if !draft.blocks.iter().any(|block| running(&block.kind) && words(&block.text)) {
            return ControlFlow::Continue(());
        }
        self.count += 1;
        draft.title = chapter.title.or_else(|| Some(format!("Chapter {}", self.count)));
        draft.bylines.clone_from(&self.package.creators);
        draft.source.clone_from(&self.package.title);
        draft.published.clone_from(&self.package.published);
        draft.language.clone_from(&self.package.language);
        let record = Some(self.names.record(Some(&chapter.name), None));
        // The file's name says nothing of its chapters.
        (self.emit)(Ok(Found { article: headline::finish(draft, ""), record }))
    }

    fn fail(&mut self, error: IngestError) -> ControlFlow<()> {
        self.close()?;
        self.names.skip();
        (self.emit)(Err(error))
    }
}

/// The heading that a file starts with.
fn heading(body: &str) -> Option<String> {
    /// How many blocks may stand before it: a number, a motto.
    const BEFORE: usize = 3;
    let mut builder = Builder::new();
    html::fragment(body, &mut builder);
    let blocks = builder.finish().0;
    let heading = blocks.iter().take(BEFORE).find(|block| matches!(block.kind, Kind::Heading(_)))?;
    Some(heading.text.replace('\n', " ")).filter(|text| text.contains(char::is_alphanumeric))
}

#[cfg(test)]
mod tests;
