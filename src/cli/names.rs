//! `names`: who and what articles name, one line a name.

use std::io::Write;

use serde_json::json;

use super::answer::{CliError, json_line};
use crate::article::Moment;
use crate::library::{Library, NamesOf, Stop, names as names_of};

/// Prints the `limit` names that most of the articles have; answers whether there is one.
///
/// # Errors
/// When the articles can't be compared, or the answer can't be written.
pub fn names(
    library: &dyn Library,
    of: &NamesOf,
    limit: usize,
    json: bool,
    out: &mut dyn Write,
) -> Result<bool, CliError> {
    let list = names_of(library, of, &Stop::default(), &|_| {})?;
    let day = |day: i32| Moment::of_numbers(day, None, None).map(|day| day.to_string());
    for (_, entry) in list.names.iter().take(limit) {
        let kind = entry.kind().map(|kind| kind.word());
        if json {
            let (first, last) = entry.days.map_or((None, None), |(first, last)| (day(first), day(last)));
            let row = json!({
                "name": entry.text, "kind": kind, "articles": entry.articles, "mentions": entry.mentions,
                "first": first, "last": last,
            });
            json_line(out, &row)?;
        } else {
            writeln!(out, "{}\t{}\t{}\t{}", entry.articles, entry.mentions, kind.unwrap_or_default(), entry.text)?;
        }
    }
    Ok(!list.names.is_empty() && limit > 0)
}
