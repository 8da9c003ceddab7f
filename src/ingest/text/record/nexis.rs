//! Fields in capitals around a text, as LexisNexis exports them: `BYLINE:`, `LENGTH: 512 words`, `LOAD-DATE:`.

use crate::ingest::text::{draft_of, parts};
use crate::ingest::{Draft, date, prefix, sanitize};

/// Fields that say that it is such an export: two of them are proof.
const TELLING: &[&str] = &["HEADLINE", "BYLINE", "LENGTH", "LOAD-DATE", "SECTION", "PUBLICATION-TYPE", "DOCUMENT-TYPE"];

/// Fields that may stand beside them.
const OTHERS: &[&str] = &[
    "BODY",
    "DATELINE",
    "DATE",
    "LANGUAGE",
    "GRAPHIC",
    "SUBJECT",
    "ORGANIZATION",
    "COMPANY",
    "PERSON",
    "CITY",
    "STATE",
    "COUNTRY",
    "GEOGRAPHIC",
    "INDUSTRY",
    "TICKER",
    "SERIES",
    "TYPE",
    "NAME",
    "CORRECTION-DATE",
    "JOURNAL-CODE",
    "PUB-TYPE",
    "HIGHLIGHT",
    "COLUMN",
    "CATEGORY",
    "URL",
    "DISTRIBUTION",
    "COPYRIGHT",
];

pub(super) fn read(text: &str) -> Option<Draft> {
    if !is_export(text) {
        return None;
    }
    let mut fields: Vec<(&str, String)> = Vec::new();
    let (mut above, mut body) = (Vec::new(), String::new());
    // A field's text ends with a blank line; that of `BODY:` is the story.
    let mut open = false;
    for line in text.lines() {
        match field(line) {
            Some(("BODY", value)) => {
                open = false;
                body.push_str(value);
                body.push('\n');
            }
            Some((key, value)) => {
                open = true;
                fields.push((key, value.to_owned()));
            }
            None if line.trim().is_empty() => {
                open = false;
                body.push('\n');
            }
            None => match fields.last_mut() {
                Some((_, value)) if open => {
                    value.push(' ');
                    value.push_str(line.trim());
                }
                Some(_) => {
                    body.push_str(line);
                    body.push('\n');
                }
                None => above.push(line.trim()),
            },
        }
    }
    let field = |name: &str| {
        fields
            .iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| sanitize::line(value))
            .filter(|value| !value.is_empty())
    };
    let mut draft = draft_of(parts(&body));
    let dated = above.iter().position(|line| date::find(line).is_some());
    draft.published = dated
        .and_then(|at| date::find(above[at]))
        .map(|(_, moment)| moment.to_string())
        .or_else(|| field("DATE"))
        .or_else(|| field("LOAD-DATE"));
    draft.source = above.first().filter(|_| dated != Some(0)).map(|line| sanitize::line(line));
    draft.title = field("HEADLINE").or_else(|| {
        let title = above.get(dated.map_or(1, |at| at + 1)..)?.last()?;
        Some(sanitize::line(title))
    });
    draft.bylines = field("BYLINE").into_iter().collect();
    draft.language = field("LANGUAGE");
    draft.url = field("URL");
    Some(draft)
}

/// The key and the value of a line that is a field.
/// Whether a text has at least two of the fields that tell the kind.
fn is_export(text: &str) -> bool {
    let mut told: Option<&str> = None;
    // Few lines have a colon after a capital.
    for colon in memchr::memchr_iter(b':', text.as_bytes()) {
        let before = &text[..colon];
        if !before.ends_with(|c: char| c.is_ascii_uppercase()) {
            continue;
        }
        let start = memchr::memrchr(b'\n', before.as_bytes()).map_or(0, |end| end + 1);
        let key = field(prefix::lines(&text[start..]).next().unwrap_or_default())
            .map(|(key, _)| key)
            .filter(|key| TELLING.contains(key));
        if let Some(key) = key {
            if told.is_some_and(|told| told != key) {
                return true;
            }
            told = Some(key);
        }
    }
    false
}

fn field(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start();
    // Most lines start otherwise.
    if !line.bytes().take(2).all(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    let (key, value) = line.split_once(':')?;
    let known = TELLING.contains(&key) || OTHERS.contains(&key);
    (known && (value.is_empty() || value.starts_with(' '))).then(|| (key, value.trim()))
}
