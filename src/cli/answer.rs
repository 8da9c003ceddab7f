//! What the commands print: text for people, JSON Lines for programs.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

use crate::article::{Handle, Language, Summary};
use crate::library::{Library, LibraryError, Stop, io_reason, related as stories_related};
use crate::memory::MemoryError;
use crate::related::{Muted, RELATED, Relation};
use crate::search::query::Malformed;
use crate::typeset::Plain;

/// Why a command has no answer.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// The answer can't be written.
    #[error("cannot write the answer: {}", io_reason(.0))]
    Write(#[from] io::Error),
    /// The library has none.
    #[error("{0}")]
    Library(#[from] LibraryError),
    /// Memory has none.
    #[error("{0}")]
    Memory(#[from] MemoryError),
    /// The query can't be understood.
    #[error("cannot understand the query: {malformed}\n  {query}\n  {}", pointer(query, malformed))]
    Query {
        /// As it was typed.
        query: String,
        /// Where it goes wrong, and why.
        malformed: Malformed,
    },
}

/// Signs under the part of a query that can't be understood.
fn pointer(query: &str, malformed: &Malformed) -> String {
    let width = |text: Option<&str>| text.map_or(0, UnicodeWidthStr::width);
    let before = width(query.get(..malformed.range.start));
    format!("{}{}", " ".repeat(before), "^".repeat(width(query.get(malformed.range.clone())).max(1)))
}

/// A row of `list`.
#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    path: &'a str,
    title: &'a str,
    title_inferred: bool,
    authors: &'a [String],
    published: Option<String>,
    source: Option<&'a str>,
    language: Option<Language>,
    words: u32,
    minutes: u32,
}

impl<'a> Row<'a> {
    fn of(summary: &'a Summary) -> Self {
        Self {
            id: summary.id.as_str(),
            path: summary.id.path(summary.record.as_deref()),
            title: &summary.title,
            title_inferred: summary.title_inferred,
            authors: &summary.authors,
            published: summary.published.map(|published| published.to_string()),
            source: summary.source.as_deref(),
            language: summary.language,
            words: summary.words,
            minutes: summary.minutes(),
        }
    }
}

pub(super) fn json_line(out: &mut dyn Write, value: &impl Serialize) -> Result<(), CliError> {
    serde_json::to_writer(&mut *out, value).map_err(io::Error::from)?;
    Ok(out.write_all(b"\n")?)
}

/// Lists every article in the library's order; answers whether there is one.
///
/// # Errors
/// When the answer can't be written.
pub fn list(library: &dyn Library, json: bool, out: &mut dyn Write) -> Result<bool, CliError> {
    let catalogue = library.state().catalogue;
    for summary in catalogue.filed().into_iter().filter_map(|handle| catalogue.get(handle)) {
        if json {
            json_line(out, &Row::of(&summary))?;
        } else {
            let date = summary.published.map_or_else(String::new, |published| published.date.to_string());
            let made = if summary.title_inferred { "(made) " } else { "" };
            let source = summary.source.as_deref().unwrap_or_default();
            writeln!(out, "{}\t{date}\t{source}\t{}m\t{made}{}", summary.id, summary.minutes(), summary.title)?;
        }
    }
    Ok(!catalogue.is_empty())
}

/// Prints what a pipe gets instead of the screen: the article when there is one, else the list.
///
/// # Errors
/// As [`show`] and [`list`].
pub fn print(library: &dyn Library, out: &mut dyn Write) -> Result<bool, CliError> {
    match library.state().catalogue.filed().as_slice() {
        [only] => show(library, *only, false, 80, out),
        _ => list(library, false, out),
    }
}

/// Prints one article.
///
/// # Errors
/// When it can't be read, or the answer can't be written.
pub fn show(
    library: &dyn Library,
    handle: Handle,
    json: bool,
    width: u16,
    out: &mut dyn Write,
) -> Result<bool, CliError> {
    let article = library.article(handle)?;
    if !json {
        out.write_all(Plain { width, address: false }.text(&article).as_bytes())?;
        return Ok(true);
    }
    let state = library.state();
    let summary = state.catalogue.get(handle).ok_or(LibraryError::Missing)?;
    let blocks: Vec<_> = article
        .blocks
        .iter()
        .map(|block| json!({ "kind": block.kind, "text": block.text, "boilerplate": block.boilerplate }))
        .collect();
    let mut value = serde_json::to_value(Row::of(&summary)).map_err(io::Error::from)?;
    if let Some(object) = value.as_object_mut() {
        object.insert("file_date".into(), json!(article.filed));
        object.insert("url".into(), json!(article.url));
        object.insert("blocks".into(), json!(blocks));
        object.insert("links".into(), json!(article.links));
    }
    json_line(out, &value)?;
    Ok(true)
}

/// Prints an article's bytes as they stand.
///
/// # Errors
/// As [`show`].
pub fn show_raw(library: &dyn Library, handle: Handle, out: &mut dyn Write) -> Result<bool, CliError> {
    out.write_all(&library.raw(handle)?)?;
    Ok(true)
}

/// Prints the stories related to an article; answers whether there is one.
///
/// # Errors
/// When the article can't be compared, or the answer can't be written.
pub fn related(
    library: &dyn Library,
    handle: Handle,
    limit: usize,
    json: bool,
    out: &mut dyn Write,
) -> Result<bool, CliError> {
    let found = stories_related(library, handle, limit, &Muted::default(), &Stop::default())?;
    let catalogue = library.state().catalogue;
    for relation in &found {
        let Some(summary) = catalogue.get(relation.handle) else { continue };
        if json {
            let mut row = related_row(&summary, relation);
            let copy =
                |(copy, shared): &(Handle, f32)| Some(json!({ "id": catalogue.id(*copy)?, "shared": round(*shared) }));
            row["copies"] = relation.copies.iter().filter_map(copy).collect();
            row["shared"] = json!(relation.shared.map(round));
            json_line(out, &row)?;
        } else {
            writeln!(out, "{:.2}\t{}\t{}", relation.score, summary.id, summary.title)?;
            if !relation.why.is_empty() {
                writeln!(out, "    because: {}", relation.why.join(" · "))?;
            }
            if let Some(new) = relation.new {
                writeln!(out, "    {:.0} % new", new * 100.0)?;
            }
            for (copy, shared) in &relation.copies {
                let Some(copy) = catalogue.get(*copy) else { continue };
                writeln!(out, "    shares text: {:.0} %\t{}\t{}", shared * 100.0, copy.id, copy.title)?;
            }
        }
    }
    Ok(!found.is_empty())
}

/// Prints for every article the stories related to it, as [`related`] does in JSON, with the article's id as
/// `of`; answers whether there is one.
///
/// # Errors
/// As [`related`].
pub fn related_all(library: &dyn Library, limit: usize, out: &mut dyn Write) -> Result<bool, CliError> {
    let catalogue = library.state().catalogue;
    let mut any = false;
    for handle in catalogue.filed() {
        let Some(summary) = catalogue.get(handle) else { continue };
        let found = library.nearest(handle, limit, &Muted::default(), &Stop::default())?;
        for relation in found.iter().filter(|relation| relation.score >= RELATED) {
            let Some(other) = catalogue.get(relation.handle) else { continue };
            let mut row = related_row(&other, relation);
            row["of"] = json!(summary.id);
            json_line(out, &row)?;
            any = true;
        }
    }
    Ok(any)
}

fn related_row(summary: &Summary, relation: &Relation) -> Value {
    let mut row =
        json!({ "id": summary.id, "title": summary.title, "score": round(relation.score), "why": relation.why });
    if let Some(new) = relation.new {
        row["new"] = json!(round(new));
    }
    row
}

/// Prints for every article its nearest ones, whatever their score: id, related id, rank, score.
///
/// # Errors
/// As [`related`].
pub fn related_run(library: &dyn Library, limit: usize, out: &mut dyn Write) -> Result<bool, CliError> {
    let catalogue = library.state().catalogue;
    let mut any = false;
    for handle in catalogue.filed() {
        let Some(summary) = catalogue.get(handle) else { continue };
        for (rank, relation) in library.nearest(handle, limit, &Muted::default(), &Stop::default())?.iter().enumerate()
        {
            let Some(other) = catalogue.get(relation.handle) else { continue };
            writeln!(out, "{}\t{}\t{}\t{:.5}", summary.id, other.id, rank + 1, relation.score)?;
            any = true;
        }
    }
    Ok(any)
}

/// Three decimals are more than a score means.
pub(super) fn round(score: f32) -> f64 {
    (f64::from(score) * 1000.0).round() / 1000.0
}
