//! Fields under two-letter codes, as Factiva exports them: `HD`, `BY`, `PD`, `SN`, `LP`, `TD`.

use crate::ingest::Draft;
use crate::ingest::sanitize;
use crate::ingest::text::{draft_of, parts};

const CODES: &[&str] = &[
    "SE", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CY", "LP", "TD", "CT", "RF", "CO",
    "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN", "CLM", "ART", "GC", "DLN",
];

/// How many lines are looked through for the fields that tell the kind.
const LINES: usize = 40;

/// The code that a line starts with.
pub(in crate::ingest::text) fn code(line: &str) -> Option<&str> {
    let line = line.trim_end();
    let (code, rest) = line.split_at(line.find([' ', '\t']).unwrap_or(line.len()));
    let parted = rest.is_empty() || rest.starts_with('\t') || rest.starts_with("  ");
    (parted && CODES.contains(&code)).then_some(code)
}

/// The first code of a text that is such an export.
pub(in crate::ingest::text) fn first_code(text: &str) -> Option<&str> {
    let first = code(text.lines().next()?)?;
    let codes: Vec<&str> = text.lines().take(LINES).filter_map(code).collect();
    let told = ["HD", "PD"].iter().all(|code| codes.contains(code));
    (told && codes.iter().any(|code| matches!(*code, "LP" | "TD" | "SN" | "WC"))).then_some(first)
}

pub(super) fn read(text: &str) -> Option<Draft> {
    let text = text.trim_start();
    first_code(text)?;
    let mut fields: Vec<(&str, String)> = Vec::new();
    for line in text.lines() {
        let (code, value) = match code(line) {
            Some(code) => (Some(code), line[code.len()..].trim()),
            None => (None, line),
        };
        match (code, fields.last_mut()) {
            (Some(code), _) => fields.push((code, value.to_owned())),
            (None, Some((_, known))) => {
                known.push('\n');
                known.push_str(value);
            }
            (None, None) => {}
        }
    }
    let raw = |name: &str| fields.iter().find(|(code, _)| *code == name).map(|(_, value)| value.as_str());
    let field = |name: &str| raw(name).map(sanitize::line).filter(|value| !value.is_empty());
    let body: Vec<&str> = ["LP", "TD"].iter().filter_map(|name| raw(name)).collect();
    let mut draft = draft_of(parts(&body.join("\n\n")));
    draft.title = field("HD");
    draft.bylines = field("BY").into_iter().collect();
    draft.published = match (field("PD"), field("ET")) {
        (Some(day), Some(time)) if time.contains(':') => Some(format!("{day} {time}")),
        (day, _) => day,
    };
    draft.source = field("SN");
    draft.language = field("LA");
    Some(draft)
}
