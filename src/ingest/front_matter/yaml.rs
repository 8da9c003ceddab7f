//! A YAML header, forgiving what people write.

use serde_json::{Map, Value};
use serde_saphyr::options::DuplicateKeyPolicy;

use super::header;

/// Aliases that are followed: more are a bomb.
const ALIASES: usize = 10_000;

/// Reads a header. Of one that breaks YAML's rules the lines with keys are read; `None` if it is no header.
pub(super) fn read(text: &str) -> Option<Map<String, Value>> {
    let lines = header::lines(text);
    let parsed = parse(text).or_else(|| parse(&indented(&text.replace('\t', "  "))));
    match parsed {
        Some(mut values) => {
            // YAML reads `1_000` as a number and `no` as a truth: a title is what was written.
            for (key, written) in lines {
                if let Some(value) = values.get_mut(&key).filter(|value| value.is_number() || value.is_boolean()) {
                    *value = Value::String(written);
                }
            }
            Some(values)
        }
        None if is_mostly_keys(text) => {
            Some(lines.into_iter().map(|(key, value)| (key, Value::String(value))).collect())
        }
        None => None,
    }
}

fn parse(text: &str) -> Option<Map<String, Value>> {
    let options = serde_saphyr::options! {
        duplicate_keys: DuplicateKeyPolicy::FirstWins,
        alias_limits: serde_saphyr::alias_limits! { max_total_replayed_events: ALIASES },
        with_snippet: false,
    };
    serde_saphyr::from_str_with_options(text, options).ok()
}

/// The header with the later lines of a quoted text indented: other readers of YAML don't ask for it.
fn indented(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut quote: Option<char> = None;
    for line in text.split_inclusive('\n') {
        let closes = |quote: char| line.trim_end().ends_with(quote) && !line.trim_end().ends_with("\\\"");
        if let Some(open) = quote {
            out.push_str("  ");
            quote = (!closes(open)).then_some(open);
        } else if let Some((_, value)) = header::key(line) {
            let open = value.chars().next().filter(|c| matches!(c, '"' | '\''));
            quote = open.filter(|open| value.len() == 1 || !closes(*open));
        }
        out.push_str(line);
    }
    out
}

/// Whether more lines of a header have a key, or belong to one, than not.
fn is_mostly_keys(text: &str) -> bool {
    let mut keys = 0;
    let mut other = 0;
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        if header::key(line).is_some() {
            keys += 1;
        } else if !line.starts_with([' ', '\t', '-', '#', ']', '}']) {
            other += 1;
        }
    }
    keys > other
}
