//! `stories`: what several articles tell, one line a story.

use std::cmp::Reverse;
use std::io::Write;

use serde_json::json;

use super::answer::{CliError, json_line};
use crate::article::{ArticleId, Handle};
use crate::library::{Library, Stop, Storyline, Storylines};

/// Prints the `limit` stories with the most tellings, of equals the earlier; answers whether there is one.
///
/// # Errors
/// When the articles can't be compared, or the answer can't be written.
pub fn stories(library: &dyn Library, limit: usize, json: bool, out: &mut dyn Write) -> Result<bool, CliError> {
    let gathered = library.stories(&Stop::default(), &|_| {})?;
    let catalogue = library.state().catalogue;
    let stories = Storylines::of(&gathered, &catalogue);
    let days = |story: &Storyline| story.days.map(|(first, last)| (first.date.to_string(), last.date.to_string()));
    let mut told: Vec<_> = stories.all().iter().map(|story| (days(story), story)).collect();
    told.sort_by(|(a, one), (b, other)| {
        let key = |story: &Storyline| (Reverse(story.tellings.len()), story.days.is_none());
        key(one).cmp(&key(other)).then_with(|| (a, one.id).cmp(&(b, other.id)))
    });
    for (days, story) in told.iter().take(limit) {
        let (first, last) = days.as_ref().map(|(first, last)| (first.as_str(), last.as_str())).unzip();
        let title = catalogue.title(story.best).unwrap_or_default();
        let ids =
            |handles: &[Handle]| handles.iter().filter_map(|handle| catalogue.id(*handle)).collect::<Vec<ArticleId>>();
        if json {
            let row = json!({
                "id": story.id, "title": title, "count": story.tellings.len(), "sources": story.sources,
                "first": first, "last": last, "articles": ids(&story.by_date(&catalogue)),
                "doubtful": ids(&story.doubtful),
            });
            json_line(out, &row)?;
        } else {
            let span = match (first, last) {
                (Some(first), Some(last)) if first != last => format!("{first} – {last}"),
                (first, _) => first.unwrap_or_default().to_owned(),
            };
            writeln!(out, "{}\t{span}\t{title}\t{}", story.tellings.len(), story.id)?;
        }
    }
    Ok(!told.is_empty() && limit > 0)
}
