//! `stories`: what several articles tell, one line a story.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::io::Write;

use serde_json::json;

use super::answer::{CliError, json_line};
use crate::article::{ArticleId, Handle};
use crate::library::{Catalogue, Library, Stop};
use crate::related::Story;

/// Prints the `limit` stories with the most tellings, of equals the earlier; answers whether there is one.
///
/// # Errors
/// When the articles can't be compared, or the answer can't be written.
pub fn stories(library: &dyn Library, limit: usize, json: bool, out: &mut dyn Write) -> Result<bool, CliError> {
    let stories = library.stories(&Stop::default())?.all();
    let catalogue = library.state().catalogue;
    let mut told: Vec<Told> = stories.iter().filter_map(|story| Told::of(story, &catalogue)).collect();
    told.sort_by_key(|told| (Reverse(told.articles.len()), told.first.is_none(), told.first.clone(), told.id));
    for told in told.iter().take(limit) {
        let ids =
            |handles: &[Handle]| handles.iter().filter_map(|handle| catalogue.id(*handle)).collect::<Vec<ArticleId>>();
        if json {
            let row = json!({
                "id": told.id, "title": told.title, "count": told.articles.len(), "sources": told.sources,
                "first": told.first, "last": told.last, "articles": ids(&told.articles), "doubtful": ids(&told.doubtful),
            });
            json_line(out, &row)?;
        } else {
            let span = match (&told.first, &told.last) {
                (Some(first), Some(last)) if first != last => format!("{first} – {last}"),
                (first, _) => first.clone().unwrap_or_default(),
            };
            writeln!(out, "{}\t{span}\t{}\t{}", told.articles.len(), told.title, told.id)?;
        }
    }
    Ok(!told.is_empty() && limit > 0)
}

/// A story as it is printed.
struct Told {
    id: u32,
    title: String,
    /// The days of its first and its last telling.
    first: Option<String>,
    last: Option<String>,
    sources: BTreeSet<String>,
    /// Its tellings, earliest first, those without a date last.
    articles: Vec<Handle>,
    doubtful: Vec<Handle>,
}

impl Told {
    /// Nothing when fewer than two of the articles are still there.
    fn of(story: &Story, catalogue: &Catalogue) -> Option<Self> {
        let there = |handles: &[Handle]| -> Vec<Handle> {
            handles.iter().copied().filter(|handle| !catalogue.is_gone(*handle)).collect()
        };
        let (mut articles, doubtful) = (there(&story.members), there(&story.doubtful));
        // A title that was made from the lead is no headline.
        let headline =
            articles.iter().find(|handle| catalogue.get(**handle).is_some_and(|found| !found.title_inferred));
        let title = catalogue.title(*headline.or(articles.first())?)?.to_owned();
        articles.sort_by_key(|handle| {
            let published = catalogue.published(*handle).map(|published| published.order());
            (published.is_none(), published, *handle)
        });
        let day = |handle: &Handle| Some(catalogue.published(*handle)?.date.to_string());
        let (first, last) = (articles.iter().find_map(day), articles.iter().rev().find_map(day));
        let sources = articles.iter().filter_map(|handle| catalogue.source(*handle)).map(str::to_owned).collect();
        (articles.len() > 1).then_some(Self { id: story.id.0, title, first, last, sources, doubtful, articles })
    }
}
