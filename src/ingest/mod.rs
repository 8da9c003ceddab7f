//! Bytes become articles: one format a file behind [`Format`], one line each in [`FORMATS`].

use std::borrow::Cow;
use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;

use crate::article::{Article, Block};

mod blocks;
pub mod byline;
mod csv;
pub mod date;
pub mod decode;
mod epub;
pub mod feed;
mod fields;
mod front_matter;
pub mod headline;
mod html;
mod json;
mod jsonl;
mod language;
mod list;
mod lower;
mod mail;
mod markdown;
pub mod pack;
mod prefix;
pub mod sanitize;
mod sentence;
mod tally;
mod text;
mod warc;

/// Every format, in the order in which they are asked whether they recognise an input.
/// Plain text comes last: it takes whatever is text.
pub const FORMATS: &[&dyn Format] = &[
    &warc::Warc,
    &epub::Epub,
    &feed::Feed,
    &html::Html,
    &mail::Mhtml,
    &mail::Mbox,
    &mail::Eml,
    &jsonl::JsonLines,
    &json::Json,
    &csv::Csv,
    &feed::Xml,
    &markdown::Markdown,
    &text::Text,
];

/// The largest single document (a page, a text, a JSON record) that is read, in bytes.
pub const MAX_DOCUMENT: u64 = 64 << 20;

/// How much of an input is looked at to recognise its format, in bytes.
pub const HEAD: usize = 8 << 10;

/// One input: a file, or one record cut out of it.
pub struct Source<'a> {
    /// The path as the reader knows it. Only its words are used (a date or a title in the name).
    pub path: &'a str,
    /// The bytes, from the input's (or the record's) first one on.
    pub reader: &'a mut dyn BufRead,
}

/// One article of an input.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The article, safe and complete.
    pub article: Article,
    /// Where it stands, when the input holds many; `None` when the input is the article.
    pub record: Option<Record>,
}

/// One of many articles in an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The record's own id where it has one, else its ordinal from 1. No other record of the input has it.
    pub name: String,
    /// Its offset and its length in bytes, where those bytes, given to [`Format::read_record`], give the same
    /// article. `None` where they don't (a chapter of a book, an entry of a feed): the record is found again by
    /// reading the input up to it, so its place among the articles must be the same at each reading.
    pub bytes: Option<(u64, u64)>,
    /// How many records there are up to this one, those that give no article counted.
    pub number: u64,
}

/// What of an input was read before, when it is read on from there.
#[derive(Default)]
pub struct Before {
    /// How many bytes.
    at: u64,
    /// The names of its records.
    names: json::Names,
}

impl Before {
    /// So many bytes and records, those that gave no article counted, and the names of those that gave one.
    pub fn new<'a>(bytes: u64, records: u64, names: impl Iterator<Item = &'a str>) -> Self {
        Self { at: bytes, names: json::Names::taken(records, names) }
    }
}

/// The first bytes of an input, up to [`HEAD`] of them.
pub struct Head<'a> {
    /// As they are.
    pub bytes: &'a [u8],
    /// The same as text, without a mark; what is no UTF-8 is replaced.
    pub text: Cow<'a, str>,
}

impl<'a> Head<'a> {
    /// Prepares bytes for all formats that are asked about them.
    pub fn new(bytes: &'a [u8]) -> Self {
        let marked = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        // Checking is much quicker than mending, and nearly all texts need none.
        let text = std::str::from_utf8(marked).map_or_else(|_| String::from_utf8_lossy(marked), Cow::Borrowed);
        Self { bytes, text }
    }
}

/// Takes each article, or each record that gives none, as it is read. `Break` ends the reading.
pub type Emit<'a> = dyn FnMut(Result<Found, IngestError>) -> ControlFlow<()> + 'a;

/// Reads one kind of input.
pub trait Format: Sync {
    /// The name that `--format` takes.
    fn name(&self) -> &'static str;

    /// File name extensions, lower case, without the dot.
    fn extensions(&self) -> &'static [&'static str];

    /// Whether an input that starts with `head` is surely of this format.
    fn recognises(&self, head: &Head<'_>) -> bool;

    /// Reads the input to its end, giving each article to `emit` as it is read.
    ///
    /// # Errors
    /// What keeps the whole input from being read. One bad record among many goes to `emit` instead.
    fn read(&self, source: Source<'_>, emit: &mut Emit<'_>) -> Result<(), IngestError>;

    /// How many of the input's first bytes tell what a record alone doesn't: the names of a table's columns.
    fn head(&self) -> u64 {
        0
    }

    /// Reads one record by its own bytes; `head` are the input's first bytes, [`Format::head`] of them or all there are.
    ///
    /// # Errors
    /// As [`Format::read`].
    fn read_record(&self, head: &[u8], source: Source<'_>, emit: &mut Emit<'_>) -> Result<(), IngestError> {
        let _ = head;
        self.read(source, emit)
    }

    /// Whether another record may begin where `rest` does, which came after an input was read: then it can be read on
    /// from there.
    fn goes_on(&self, rest: &[u8]) -> bool {
        let _ = rest;
        false
    }

    /// Reads what has come to an input since it was read; `source` starts where `before` ends.
    ///
    /// # Errors
    /// As [`Format::read`].
    fn read_on(&self, before: Before, source: Source<'_>, emit: &mut Emit<'_>) -> Result<(), IngestError> {
        let _ = before;
        self.read(source, emit)
    }
}

/// Why an input, or one record of it, gives no article.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// The bytes could not be had.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// The input breaks the rules of its format.
    #[error("{message} at line {line} column {column}")]
    Syntax {
        /// What was expected or found, in lower case, without a full stop.
        message: String,
        /// From 1, in the whole input.
        line: usize,
        /// From 1.
        column: usize,
        /// What to try, as a clause: `open it with --format jsonl if it has one article a line`.
        hint: Option<&'static str>,
    },
    /// There is nothing to read in it.
    #[error("{0}")]
    Empty(&'static str),
    /// It is no text.
    #[error("it is not text")]
    Binary,
    /// It, or a part of it, is damaged, and nothing can be saved.
    #[error("{0}")]
    Damaged(&'static str),
    /// Its seller has encrypted it.
    #[error("it is locked by its seller (DRM) and opens only in the seller's own reader")]
    Locked,
    /// It is larger, or nested deeper, than is safe to read.
    #[error("{0}")]
    Limit(String),
    /// No format of this name.
    #[error("no format is called {0}")]
    Unknown(String),
}

impl IngestError {
    /// What the reader may try, as a clause.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            IngestError::Syntax { hint, .. } => *hint,
            _ => None,
        }
    }
}

/// What a format found, before the rules for dumps ([`headline::finish`]) fill in what it left open.
/// Its strings are safe already: formats sanitise as they build.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// The title that the format itself names.
    pub title: Option<String>,
    /// People (or bodies) that the format itself names as authors, exactly as they are to be shown; safe already.
    pub authors: Vec<String>,
    /// Bylines as they stand (`By Ann Lee and Bo Chu, Staff Writers`), one or many.
    pub bylines: Vec<String>,
    /// The date as it stands.
    pub published: Option<String>,
    /// The outlet.
    pub source: Option<String>,
    /// The language, as the format names it (`en-US`, `German`): a hint beside what the text itself shows.
    pub language: Option<String>,
    /// The address, not yet checked.
    pub url: Option<String>,
    /// The body.
    pub blocks: Vec<Block>,
    /// See [`Article::links`]; not yet checked.
    pub links: Vec<String>,
    /// See [`Article::unreadable`].
    pub unreadable: usize,
    /// See [`Article::guessed`].
    pub guessed: Option<&'static str>,
    /// The body comes with its own structure (HTML, Markdown), so its first block is no bare title line
    /// unless it repeats the title.
    pub structured: bool,
}

/// Reads the whole of an input that is one document.
///
/// # Errors
/// [`IngestError::Io`], and [`IngestError::Limit`] above [`MAX_DOCUMENT`].
fn read_document(reader: &mut dyn BufRead) -> Result<Vec<u8>, IngestError> {
    read_at_most(reader, MAX_DOCUMENT)
}

fn read_at_most(reader: &mut dyn BufRead, limit: u64) -> Result<Vec<u8>, IngestError> {
    let mut bytes = Vec::new();
    reader.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(IngestError::Limit(format!("it is larger than {} MiB", limit >> 20)));
    }
    Ok(bytes)
}

/// Finds a format by its name.
///
/// # Errors
/// [`IngestError::Unknown`].
pub fn by_name(name: &str) -> Result<&'static dyn Format, IngestError> {
    FORMATS.iter().copied().find(|format| format.name() == name).ok_or_else(|| IngestError::Unknown(name.to_owned()))
}

/// Whether a format of its own knows packed bytes that start with `head`: a book, a gzipped crawl.
pub fn is_own_packing(path: &str, head: &[u8], format: Option<&'static dyn Format>) -> bool {
    let bytes = head;
    let head = &Head::new(bytes);
    match format {
        Some(format) => format.recognises(head),
        None => is_book(path, bytes) || FORMATS.iter().any(|format| format.recognises(head)),
    }
}

/// A book that was packed again by hand starts as any zip file does: there the name tells.
fn is_book(path: &str, head: &[u8]) -> bool {
    let named = path.rsplit_once('.').is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("epub"));
    named && head.starts_with(epub::ZIP)
}

/// Whether a file of this name says that it is text of some format.
pub fn promises_text(path: &str) -> bool {
    let extension = path.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default();
    FORMATS.iter().any(|format| format.extensions().contains(&extension.as_str()))
}

/// Tells the format of an input: by its first bytes, then by its name, else plain text.
///
/// # Errors
/// [`IngestError::Binary`] when it is no text at all.
pub fn detect(path: &str, head: &[u8]) -> Result<&'static dyn Format, IngestError> {
    let bytes = head;
    let head = &Head::new(bytes);
    let extension = path.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default();
    let by_head = FORMATS.iter().copied().find(|format| format.recognises(head));
    let by_name = FORMATS.iter().copied().find(|format| format.extensions().contains(&extension.as_str()));
    // An object on one line is JSON and JSON Lines alike: there the name tells.
    let is = |format: Option<&dyn Format>, name: &str| format.is_some_and(|format| format.name() == name);
    if is(by_head, "json") && is(by_name, "jsonl") {
        return Ok(&jsonl::JsonLines);
    }
    if by_head.is_none() && is_book(path, bytes) {
        return Ok(&epub::Epub);
    }
    // A format knows its own bytes, which may be no text; a name alone proves nothing about them.
    if by_head.is_none() && decode::is_binary(bytes) {
        return Err(IngestError::Binary);
    }
    match by_head.or(by_name) {
        Some(format) => Ok(format),
        None => Ok(&text::Text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_is_told_by_its_bytes_then_by_its_name() {
        for (path, head, format) in [
            ("a.txt", "<!doctype html><p>x", "html"),
            ("a.json", "{\"title\":\"x\"}\n{\"title\":\"y\"}\n", "jsonl"),
            ("a.txt", "{\"title\":\"x\"}", "json"),
            ("a.txt", "---\ntitle: x\n---\n", "markdown"),
            ("a.md", "{\"title\":\"x\"}\n\nText", "markdown"),
            ("A.MD", "plain", "markdown"),
            ("a.jsonl", "{\"title\":\"x\"}", "jsonl"),
            ("a.htm", "plain", "html"),
            ("a", "plain", "text"),
            ("a.txt", "<?xml version='1.0'?><rss>", "feed"),
            ("a.html", "\u{feff}  <feed xmlns='http://www.w3.org/2005/Atom'>", "feed"),
            ("a.xml", "<opml>", "feed"),
            ("a.xml", "<?xml version='1.0'?><html xmlns='x'><p>A page", "html"),
            ("a", "<?xml version='1.0'?><nitf>", "xml"),
        ] {
            assert_eq!(detect(path, head.as_bytes()).unwrap().name(), format, "{path}: {head}");
        }
    }
}
