//! `search`: the articles that answer a query, in the order and the form that was asked for.

use std::borrow::Cow;
use std::io::Write;
use std::str::FromStr;

use serde_json::json;

use super::answer::{CliError, json_line, round};
use crate::article::Summary;
use crate::library::{Catalogue, Library, Stop};
use crate::memory::{MemoryError, Recollection};
use crate::search::query::Remembered;
use crate::search::{Handles, Hit, Query, Recalled};

/// What is printed of the answers.
#[derive(Clone, Debug, clap::Args)]
pub struct Shown {
    /// One JSON object a line
    #[arg(long)]
    json: bool,
    /// At most so many articles
    #[arg(long, default_value_t = 50, value_name = "N")]
    limit: usize,
    /// The order
    #[arg(long, value_enum, default_value_t = Sort::Score, value_name = "BY")]
    sort: Sort,
    /// Only how many articles there are
    #[arg(long, conflicts_with_all = ["json", "limit", "sort"])]
    count: bool,
    /// A line for each article, set by a `--format` with braces: what names a format has none.
    #[arg(skip)]
    pub template: Option<Template>,
}

/// The orders of answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Sort {
    /// Best first
    Score,
    /// Newest first
    Date,
    /// By letter
    Title,
    /// Shortest first
    Length,
}

/// A line with places for what an article has.
#[derive(Clone, Debug)]
pub struct Template(Vec<Piece>);

#[derive(Clone, Debug)]
enum Piece {
    Text(String),
    Place(Place),
}

/// What stands in a place, and what it is called.
type Place = fn(&Summary, &Hit) -> String;

const PLACES: &[(&str, Place)] = &[
    ("id", |summary, _| summary.id.to_string()),
    ("title", |summary, _| summary.title.clone()),
    ("authors", |summary, _| summary.authors.join(", ")),
    ("source", |summary, _| summary.source.clone().unwrap_or_default()),
    ("date", |summary, _| summary.published.map(|published| published.to_string()).unwrap_or_default()),
    ("language", |summary, _| summary.language.map(|language| language.to_string()).unwrap_or_default()),
    ("words", |summary, _| summary.words.to_string()),
    ("snippet", |_, hit| hit.snippet.clone()),
];

impl FromStr for Template {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            pieces.push(Piece::Text(before.to_owned()));
            let (name, after) = after.split_once('}').ok_or("a { has no }")?;
            let place = PLACES.iter().find(|(known, _)| *known == name);
            let names = || PLACES.iter().map(|(known, _)| *known).collect::<Vec<_>>().join(", ");
            let (_, place) = place.ok_or_else(|| format!("nothing is called {name}; there are {}", names()))?;
            pieces.push(Piece::Place(*place));
            rest = after;
        }
        pieces.push(Piece::Text(rest.to_owned()));
        Ok(Self(pieces))
    }
}

impl Template {
    fn line(&self, summary: &Summary, hit: &Hit) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Place(place) => place(summary, hit),
        };
        self.0.iter().map(piece).collect()
    }
}

/// Prints the articles that answer a query; answers whether there is one. Memory is asked with `recall` when the query
/// asks for it.
///
/// # Errors
/// When the query can't be understood, memory can't be read, or the answer can't be written.
pub fn search(
    library: &dyn Library,
    recall: &dyn Fn() -> Result<Recollection, MemoryError>,
    query: &str,
    shown: &Shown,
    out: &mut dyn Write,
) -> Result<bool, CliError> {
    let query = Query::new(query).map_err(|malformed| CliError::Query { query: query.to_owned(), malformed })?;
    // Sorted otherwise, the best may come last.
    let limit = match shown.sort {
        _ if shown.count => 0,
        Sort::Score => shown.limit,
        _ => usize::MAX,
    };
    let catalogue = library.state().catalogue;
    let remembered = query.remembered();
    let recollection = if remembered.is_empty() { Recollection::default() } else { recall()? };
    let recalled = Recalled::of(&query, |fact| remembering(&catalogue, &recollection, fact));
    let found = library.search(&query, &recalled, limit, &Stop::default())?;
    if shown.count {
        writeln!(out, "{}", found.count)?;
        return Ok(found.count > 0);
    }
    let hits = found.hits;
    let mut found: Vec<(Cow<'_, Summary>, &Hit)> =
        hits.iter().filter_map(|hit| Some((catalogue.get(hit.handle)?, hit))).collect();
    match shown.sort {
        Sort::Score => {}
        Sort::Date => {
            found.sort_by_key(|(summary, _)| std::cmp::Reverse(summary.published.map(|published| published.order())))
        }
        Sort::Title => found.sort_by_cached_key(|(summary, _)| summary.title.to_lowercase()),
        Sort::Length => found.sort_by_key(|(summary, _)| summary.words),
    }
    for (summary, hit) in found.iter().take(shown.limit) {
        if shown.json {
            let (id, title) = (&summary.id, &summary.title);
            json_line(out, &json!({ "id": id, "title": title, "score": round(hit.score), "snippet": hit.snippet }))?;
        } else if let Some(template) = &shown.template {
            writeln!(out, "{}", template.line(summary, hit))?;
        } else {
            writeln!(out, "{}\t{}\n    {}", summary.id, summary.title, hit.snippet)?;
        }
    }
    Ok(!hits.is_empty())
}

/// The articles of which memory knows a fact.
fn remembering(catalogue: &Catalogue, recollection: &Recollection, fact: &Remembered) -> Handles {
    let marks = |key: &String| recollection.marks.get(key).copied().unwrap_or_default();
    let holds = |key: &String| match fact {
        Remembered::Read => marks(key).read,
        Remembered::Starred => marks(key).starred,
        Remembered::Noted => recollection.notes.contains_key(key),
        Remembered::Tagged(tag) => recollection.tags.get(key).is_some_and(|tags| tags.contains(tag)),
    };
    catalogue.handles().filter(|handle| catalogue.key(*handle).is_some_and(|key| holds(&key))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, ArticleId, Handle};

    #[test]
    fn a_template_has_places_for_what_an_article_has() {
        let article = Article { title: "Tides".to_owned(), source: Some("Bugle".to_owned()), ..Article::default() };
        let summary = Summary::of(&article, ArticleId("a.txt".to_owned()), None);
        let hit = Hit { handle: Handle(0), score: 1.0, snippet: "a tide".to_owned(), marks: Vec::new() };
        let line = |template: &str| template.parse::<Template>().map(|template| template.line(&summary, &hit));
        assert_eq!(line("{title} — {source}: {snippet}").unwrap(), "Tides — Bugle: a tide");
        assert_eq!(line("{id}\t{date}").unwrap(), "a.txt\t");
        assert!(line("{name}").unwrap_err().starts_with("nothing is called name; there are id, title"));
        assert!(line("{title").is_err());
    }
}
