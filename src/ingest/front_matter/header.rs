//! Lines of keys and values, as MultiMarkdown and Pelican write them.

use serde_json::Value;

use super::FrontMatter;
use crate::ingest::fields;

/// Longest key, in bytes.
const KEY: usize = 40;

/// Keys that headers start with, besides those that name a part of an article.
const KEYS: &[&str] = &[
    "category",
    "categories",
    "tags",
    "slug",
    "status",
    "lang",
    "layout",
    "summary",
    "modified",
    "updated",
    "template",
];

/// Reads a header without fences. Its first key must be one that headers have, and a blank line ends it.
pub(super) fn read(text: &str) -> Option<FrontMatter> {
    let (first, _) = key(text.lines().next()?)?;
    let is_known = fields::is_known(first) || KEYS.iter().any(|name| fields::is_spelled(first, name));
    if !is_known {
        return None;
    }
    let mut at = 0;
    let mut keys = 0;
    for line in text.split_inclusive('\n') {
        let blank = line.trim().is_empty();
        if !blank && !line.starts_with([' ', '\t']) {
            key(line)?;
            keys += 1;
        }
        if blank {
            break;
        }
        at += line.len();
    }
    let is_title = fields::is_title(first);
    if keys < 2 && !is_title {
        return None;
    }
    let values = lines(&text[..at]).into_iter().map(|(key, value)| (key, Value::String(value))).collect();
    let blank = text[at..].split_inclusive('\n').next().map_or(0, str::len);
    Some(FrontMatter { values, body: at + blank })
}

/// The keys of lines that have one, with their values; an indented line goes on with the one before.
pub(super) fn lines(text: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        if let Some((key, value)) = key(line) {
            if !found.iter().any(|(known, _)| known == key) {
                found.push((key.to_owned(), unquoted(value).to_owned()));
            }
        } else if line.starts_with([' ', '\t'])
            && let Some((_, value)) = found.last_mut()
            && !value.is_empty()
        {
            value.push(' ');
            value.push_str(line.trim());
        }
    }
    found
}

/// The key and the value of a line such as `title: Rain`. An address (`http://…`) has no key.
pub(super) fn key(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let quoted = key.strip_prefix(['"', '\'']).and_then(|key| key.strip_suffix(['"', '\'']));
    let key = quoted.unwrap_or(key).trim_end();
    let is_key = (1..=KEY).contains(&key.len())
        && key.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' '))
        && key.split(' ').count() <= 3;
    let parted = value.is_empty() || value.starts_with(char::is_whitespace);
    (is_key && parted).then_some((key, value.trim()))
}

/// A value without the quotes around it, or without one that is never closed.
pub(super) fn unquoted(value: &str) -> &str {
    let value = value.trim();
    let Some(rest) = value.strip_prefix(['"', '\'']) else { return value };
    rest.strip_suffix(['"', '\'']).unwrap_or(rest)
}
