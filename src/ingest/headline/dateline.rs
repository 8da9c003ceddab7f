//! Datelines: `WASHINGTON (AP) —`, `PYONGYANG, Nov. 29 (Meridian) –`.

use crate::article::Moment;
use crate::ingest::prefix::prefix;
use crate::ingest::{byline, date};

/// What stands before a story's first words.
pub(super) struct Dateline {
    /// The agency it came from.
    pub(super) agency: Option<String>,
    /// The day, if it has its year.
    pub(super) published: Option<Moment>,
    /// Where the story's own words begin, in bytes.
    pub(super) end: usize,
}

/// How far a dateline goes, in bytes.
const WITHIN: usize = 90;

/// Reads the dateline that a paragraph starts with.
pub(super) fn read(text: &str) -> Option<Dateline> {
    let window = prefix(text, WITHIN);
    let (at, dash) = ["—", "–", "--", " - "].iter().filter_map(|dash| Some((window.find(dash)?, *dash))).min()?;
    let head = window[..at].trim();
    let end = at
        + dash.len()
        + (text[at + dash.len()..].len() - text[at + dash.len()..].trim_start_matches(['-', ' ', '\u{a0}']).len());
    let (place, agency) = match head.strip_suffix(')').and_then(|head| head.rsplit_once('(')) {
        Some((place, agency)) => (place.trim(), Some(agency.trim())),
        None => (head, None),
    };
    let known = match agency {
        Some(agency) => {
            is_capitalised(place)
                && (byline::outlet(agency).is_some()
                    || is_capitalised(agency) && agency.len() <= 30 && !agency.is_empty())
        }
        None => is_shouted(place),
    };
    if !known || text[end..].trim().is_empty() {
        return None;
    }
    let agency =
        agency.map(str::to_owned).or_else(|| Some(place.to_owned()).filter(|place| byline::outlet(place).is_some()));
    Some(Dateline {
        agency: agency.map(|agency| byline::outlet(&agency).unwrap_or(agency)),
        published: date::find(place).map(|(_, moment)| moment),
        end,
    })
}

/// Whether each word begins as a name or a number does.
fn is_capitalised(text: &str) -> bool {
    let words = text.split_whitespace();
    words.clone().count() <= 8 && words.into_iter().all(|word| word.chars().next().is_some_and(|c| !c.is_lowercase()))
}

/// Whether the first name is in capitals, and the rest could be a region and a day.
fn is_shouted(text: &str) -> bool {
    let first = text.split(',').next().unwrap_or(text);
    let letters = first.chars().filter(|c| c.is_alphabetic());
    is_capitalised(text)
        && letters.clone().count() >= 3
        && letters.clone().all(char::is_uppercase)
        && !text.contains(['.', ':', '!', '?', '"', '“']) | date::find(text).is_some() | text.contains(", ")
}
