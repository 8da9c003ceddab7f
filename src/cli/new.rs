//! `new`: the sentences of an article, each with how much of it others have told.

use std::io::Write;

use serde_json::json;

use super::answer::{CliError, json_line, round};
use crate::article::Handle;
use crate::library::Library;
use crate::related::novelty::{Known, share_new};

/// Prints the sentences of an article with how much of each the `read` articles have told; answers whether one is
/// new.
///
/// # Errors
/// When an article can't be read, or the answer can't be written.
pub fn new(
    library: &dyn Library,
    handle: Handle,
    read: &[Handle],
    json: bool,
    out: &mut dyn Write,
) -> Result<bool, CliError> {
    let mut known = Known::default();
    for other in read {
        known.add(&*library.article(*other)?);
    }
    let article = library.article(handle)?;
    let sentences = known.tell(&article);
    for (sentence, told) in &sentences {
        let (block, range) = (sentence.block, &sentence.range);
        let text = &article.blocks[block].text[range.clone()];
        if json {
            let (start, end, score) = (range.start, range.end, round(told.score));
            let news: Vec<_> = told.news.iter().map(|news| [start + news.start, start + news.end]).collect();
            let row = json!({
                "block": block, "start": start, "end": end, "text": text, "told": score, "fades": told.fades, "news": news,
            });
            json_line(out, &row)?;
        } else {
            let mark = match (told.fades, told.short) {
                (true, _) => "fades",
                (_, true) => "short",
                _ => "new",
            };
            // Tabs part the cells of a table.
            writeln!(out, "{:.2}\t{mark}\t{}", told.score, text.replace('\t', " "))?;
        }
    }
    if !json {
        writeln!(out, "{:.0} % new", share_new(&article, &sentences) * 100.0)?;
    }
    Ok(sentences.iter().any(|(_, told)| !told.fades && !told.short))
}
