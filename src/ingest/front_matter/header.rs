//! Lines of keys and values, as MultiMarkdown and Pelican write them.

use std::collections::HashSet;

use serde_json::{Map, Value};

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

/// The longest header, in lines.
const LINES: usize = 100;

/// Names of fields in other languages, in lower case, and ours for them.
const NAMES: &[(&str, &str)] = &[
    ("by", "author"),
    ("written by", "author"),
    ("titel", "title"),
    ("überschrift", "title"),
    ("titre", "title"),
    ("título", "title"),
    ("titolo", "title"),
    ("заголовок", "title"),
    ("标题", "title"),
    ("標題", "title"),
    ("タイトル", "title"),
    ("제목", "title"),
    ("autor", "author"),
    ("autorin", "author"),
    ("autoren", "author"),
    ("auteur", "author"),
    ("autore", "author"),
    ("автор", "author"),
    ("作者", "author"),
    ("著者", "author"),
    ("저자", "author"),
    ("datum", "date"),
    ("fecha", "date"),
    ("data", "date"),
    ("дата", "date"),
    ("日期", "date"),
    ("日付", "date"),
    ("날짜", "date"),
    ("posted", "date"),
    ("quelle", "source"),
    ("fuente", "source"),
    ("fonte", "source"),
    ("bron", "source"),
    ("источник", "source"),
    ("来源", "source"),
    ("來源", "source"),
    ("출처", "source"),
];

/// Reads a header without fences. Its first key must be one that headers have, and a blank line ends it.
pub(super) fn read(text: &str) -> Option<FrontMatter> {
    let (fields, body) = block(text)?;
    let (first, _) = fields.first()?;
    let is_alone = fields.len() < 2 && !fields::is_title(first);
    (is_named(first) && !is_alone).then(|| FrontMatter { values: values(fields), body })
}

/// Reads the header of a plain text. Its lines leave the text, so more than one must be known.
pub(super) fn read_sure(text: &str) -> Option<FrontMatter> {
    let (fields, body) = block(text)?;
    let fields: Vec<(String, String)> = fields.into_iter().map(|(key, value)| (canonical(key), value)).collect();
    let (first, _) = fields.first().filter(|(first, _)| is_named(first))?;
    let known = fields.iter().filter(|(key, _)| is_named(key)).count();
    let told = fields.iter().any(|(key, _)| fields::is_known(key));
    let sure = known >= 2 && told || fields.len() == 1 && first.eq_ignore_ascii_case("title");
    (sure && !text[body..].trim().is_empty()).then(|| FrontMatter { values: values(fields), body })
}

/// The fields at the start of a text, each on lines of its own, and where the text after them begins.
fn block(text: &str) -> Option<(Vec<(String, String)>, usize)> {
    key(text.lines().next()?)?;
    let mut at = 0;
    for (count, line) in text.split_inclusive('\n').enumerate() {
        let blank = line.trim().is_empty();
        if !blank && (!line.starts_with([' ', '\t']) && key(line).is_none() || count > LINES) {
            return None;
        }
        if blank {
            break;
        }
        at += line.len();
    }
    let blank = text[at..].split_inclusive('\n').next().map_or(0, str::len);
    Some((lines(&text[..at]), at + blank))
}

fn values(fields: Vec<(String, String)>) -> Map<String, Value> {
    fields.into_iter().map(|(key, value)| (key, Value::String(value))).collect()
}

fn is_named(key: &str) -> bool {
    fields::is_known(key) || KEYS.iter().any(|name| fields::is_spelled(key, name))
}

/// Our name for a field.
pub(super) fn canonical(key: String) -> String {
    let lower = key.to_lowercase();
    NAMES.iter().find(|(name, _)| *name == lower).map_or(key, |(_, ours)| (*ours).to_owned())
}

/// The keys of lines that have one, with their values; an indented line goes on with the one before.
pub(super) fn lines(text: &str) -> Vec<(String, String)> {
    let mut known = HashSet::new();
    let mut found: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        if let Some((key, value)) = key(line) {
            if known.insert(key) {
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
pub(in crate::ingest) fn key(line: &str) -> Option<(&str, &str)> {
    let sign = line.find([':', '：'])?;
    let (key, value) = (&line[..sign], &line[sign..]);
    let wide = value.starts_with('：');
    let value = &value[if wide { '：'.len_utf8() } else { 1 }..];
    let quoted = key.strip_prefix(['"', '\'']).and_then(|key| key.strip_suffix(['"', '\'']));
    let key = quoted.unwrap_or(key).trim_end();
    let is_key = (1..=KEY).contains(&key.len())
        && key.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' '))
        && key.split(' ').count() <= 3;
    let parted = wide || value.is_empty() || value.starts_with(char::is_whitespace);
    (is_key && parted).then_some((key, value.trim()))
}

/// A value without the quotes around it, or without one that is never closed.
pub(super) fn unquoted(value: &str) -> &str {
    let value = value.trim();
    let Some(rest) = value.strip_prefix(['"', '\'']) else { return value };
    rest.strip_suffix(['"', '\'']).unwrap_or(rest)
}
