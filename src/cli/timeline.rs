//! `timeline`: the tellings of a story by date, each with what is new in it.

use std::io::Write;

use serde_json::json;

use super::answer::{CliError, json_line, round};
use crate::article::Handle;
use crate::library::{Library, Stop, Storylines, course};
use crate::related::StoryId;

/// Which story is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// The one of this name.
    Named(StoryId),
    /// The one that an article tells.
    Of(Handle),
}

/// Prints the tellings of a story, the earliest first, each with the first sentence that is new in it; answers whether
/// there is such a story.
///
/// # Errors
/// When the articles can't be compared, or the answer can't be written.
pub fn timeline(library: &dyn Library, which: Which, json: bool, out: &mut dyn Write) -> Result<bool, CliError> {
    let stop = Stop::default();
    let stories = library.stories(&stop, &|_| {})?;
    let catalogue = library.state().catalogue;
    let lines = Storylines::of(&stories, &catalogue);
    let story = match which {
        // A story that became a part of another is that one now.
        Which::Named(id) => stories.today(id).and_then(|id| lines.all().iter().find(|line| line.id == id)),
        Which::Of(article) => lines.story_of(article),
    };
    let Some(story) = story else { return Ok(false) };
    for telling in course(library, &story.by_date(&catalogue), &stop)? {
        let Some(row) = catalogue.get(telling.handle) else { continue };
        let published = row.published.map(|published| published.to_string());
        let sentence = telling.sentence.as_deref();
        if json {
            let row = json!({
                "story": story.id, "id": row.id, "published": published, "days": telling.days, "source": row.source,
                "title": row.title, "new": telling.new.map(round), "sentence": sentence,
            });
            json_line(out, &row)?;
        } else {
            let day = row.published.map(|published| published.date.to_string()).unwrap_or_default();
            let source = row.source.as_deref().unwrap_or_default();
            writeln!(out, "{day}\t{source}\t{}\t{}\t{}", row.title, sentence.unwrap_or_default(), row.id)?;
        }
    }
    Ok(true)
}
