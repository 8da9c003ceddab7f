//! Labelled archives: articles, and which of them tell one event.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use byline::article::{Article, Handle};
use byline::library::Library;
use byline::library::local::{Input, LocalLibrary, Opening};
use byline::related::novelty::{Known, Tongue};

use super::scores::area;

/// An archive that was read.
pub struct Set {
    /// What it is called.
    pub name: String,
    /// Its articles, and what they are called in its labels.
    pub articles: Vec<(Handle, String, Arc<Article>)>,
    /// The event of each labelled article.
    pub events: HashMap<String, String>,
    /// Pairs of articles, and how much text they share.
    pub shared: HashMap<(String, String), f64>,
    /// Its folder.
    pub folder: PathBuf,
}

impl Set {
    /// Reads `docs.jsonl` in a folder, and `labels.tsv` (id, event) and `pairs.tsv` (id, id, share) if they are there.
    pub fn read(folder: &Path) -> Self {
        let inputs = vec![Input::Path(folder.join("docs.jsonl"))];
        let library = LocalLibrary::open(Opening { inputs, ..Opening::default() });
        library.wait();
        let catalogue = library.state().catalogue;
        let article = |handle| {
            let id = catalogue.get(handle)?.id.to_string();
            let id = id.rsplit_once('#').map_or(id.as_str(), |(_, id)| id).to_owned();
            Some((handle, id, library.article(handle).ok()?))
        };
        let articles = catalogue.handles().filter_map(article).collect();
        let rows = |name: &str| {
            let text = fs::read_to_string(folder.join(name)).unwrap_or_default();
            let row = |line: &str| line.split('\t').map(str::to_owned).collect::<Vec<_>>();
            text.lines().map(row).collect::<Vec<_>>()
        };
        let events = rows("labels.tsv").into_iter().filter_map(|row| Some((row.first()?.clone(), row.get(1)?.clone())));
        let shared = rows("pairs.tsv").into_iter().filter_map(|row| {
            let [one, other, share, ..] = &row[..] else { return None };
            Some((pair(one, other), share.parse().ok()?))
        });
        let name = folder.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        Self { name, articles, events: events.collect(), shared: shared.collect(), folder: folder.to_owned() }
    }
}

impl Set {
    /// How well sentences are told apart that say something new: the area under the curve with one article read, and
    /// with several.
    pub fn novelty(&self) -> Option<(f64, f64)> {
        let items = fs::read_to_string(self.folder.join("items.jsonl")).ok()?;
        let articles: HashMap<&str, &Article> =
            self.articles.iter().map(|(_, id, article)| (id.as_str(), &**article)).collect();
        let mut scored: [Vec<(f64, bool)>; 2] = Default::default();
        for item in items.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok()) {
            let read: Vec<&str> = item["read"].as_array()?.iter().filter_map(|id| id.as_str()).collect();
            let mut known = Known::default();
            read.iter().filter_map(|id| articles.get(id)).for_each(|article| known.add(article));
            let language = item["doc"].as_str().and_then(|id| articles.get(id)).and_then(|article| article.language);
            let told = known.told(item["text"].as_str()?, &Tongue::of(language));
            let is_seen = item["seen"].as_u64() == Some(1);
            scored[usize::from(read.len() > 1)].push((f64::from(told.score), is_seen));
        }
        Some((area(&scored[0]), area(&scored[1])))
    }
}

/// A pair, in whatever order it was given.
pub fn pair(one: &str, other: &str) -> (String, String) {
    if one < other { (one.to_owned(), other.to_owned()) } else { (other.to_owned(), one.to_owned()) }
}
