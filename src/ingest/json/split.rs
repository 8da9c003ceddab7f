//! Where in a JSON document the articles are.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::context::Context;
use super::{body, record, repair};
use crate::ingest::{IngestError, fields};

/// Objects around a list of articles that are looked through: `{"rss":{"channel":{"item":[…`.
const DEPTH: usize = 8;

/// Names of lists of articles, the surest first. Other lists are taken when none of these is there.
const LISTS: &[&str] = &[
    "articles",
    "posts",
    "items",
    "stories",
    "entries",
    "item",
    "entry",
    "results",
    "docs",
    "documents",
    "records",
    "news",
    "hits",
    "rows",
    "pages",
    "emails",
    "messages",
    "ordereditems",
];

/// Names of objects around such lists.
const WRAPPERS: &[&str] =
    &["data", "response", "result", "results", "hits", "db", "feed", "channel", "rss", "export", "query"];

/// Where one article stands.
pub(super) struct Record {
    pub(super) range: Range<usize>,
    /// What stands around the list that it is in, if that says anything: an index of [`Split::contexts`].
    pub(super) context: Option<usize>,
}

#[derive(Default)]
pub(super) struct Split {
    pub(super) records: Vec<Record>,
    pub(super) contexts: Vec<Context>,
    /// The document is a list, even if it holds only one.
    list: bool,
    /// Why the document wasn't read to its end.
    pub(super) error: Option<IngestError>,
}

impl Split {
    /// Whether the document is no single article.
    pub(super) fn is_many(&self) -> bool {
        self.records.len() != 1 || self.list
    }
}

/// What could be saved from where a document breaks the rules.
pub(super) struct Saved {
    pub(super) text: String,
    pub(super) split: Split,
    /// The document ends within a value.
    pub(super) cut: bool,
}

/// Splits a document into its records. What stands before an error is kept.
pub(super) fn split(text: &str) -> Split {
    let mut split = Split::default();
    let mut roots = 0;
    // A list is walked by itself, so that one that is cut off keeps the records before the cut.
    let start = text.len() - text.trim_start().len();
    if text[start..].starts_with('[') {
        split.list = true;
        let (elements, error) = elements(&text[start..]);
        for element in elements {
            take(text, element, DEPTH, None, &mut split);
        }
        split.error = error.map(|error| shifted(text, start, &error));
        return split;
    }
    for value in serde_json::Deserializer::from_str(text).into_iter::<&RawValue>() {
        match value {
            Ok(value) => {
                roots += 1;
                let list = take(text, value.get(), DEPTH, None, &mut split);
                split.list |= list;
            }
            Err(error) => {
                split.error = Some(shifted(text, 0, &error));
                break;
            }
        }
    }
    split.list |= roots > 1;
    if roots == 0 && split.error.is_none() {
        split.error = Some(IngestError::Empty("it is empty"));
    }
    split
}

/// Repairs what follows the records that could be read.
pub(super) fn saved(text: &str, records: &[Record]) -> Option<Saved> {
    let after = records.last().map_or(0, |record| record.range.end);
    let rest = text.get(after..)?.trim_start();
    let list = text.trim_start().starts_with('[');
    // After the last record of a list stands a comma, then the rest of the list.
    let repaired = match rest.strip_prefix(',') {
        Some(rest) if after > 0 && list => repair::repair(&format!("[{rest}"))?,
        _ if after > 0 && list => return None,
        _ => repair::repair(rest)?,
    };
    let split = split(&repaired.text);
    split.error.is_none().then_some(Saved { text: repaired.text, split, cut: repaired.cut })
}

/// A syntax error, with its line counted from the start of the document.
fn shifted(text: &str, start: usize, error: &serde_json::Error) -> IngestError {
    let lines = text[..start].bytes().filter(|byte| *byte == b'\n').count();
    let columns = start - text[..start].rfind('\n').map_or(0, |at| at + 1);
    match record::syntax(error) {
        IngestError::Syntax { message, line, column, .. } => {
            let column = if line == 1 { column + columns } else { column };
            let hint = if is_lines(text) {
                Some("open it with --format jsonl if it has one article a line")
            } else if text.trim_start().starts_with(['{', '[']) {
                None
            } else {
                Some("open it with --format text if it is no JSON")
            };
            IngestError::Syntax { message, line: line + lines, column, hint }
        }
        other => other,
    }
}

/// Whether at least two lines of a text look like an object each.
fn is_lines(text: &str) -> bool {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .take(20)
        .filter(|line| line.starts_with('{') && line.ends_with(['}', ',']))
        .count()
        >= 2
}

/// Adds the records in a value: the value itself, or what it wraps. True if it wraps a list.
fn take(text: &str, value: &str, depth: usize, context: Option<usize>, split: &mut Split) -> bool {
    let members = if depth > 0 && value.starts_with('{') { members(value) } else { Vec::new() };
    let (list, itself) = if members.is_empty() { (None, true) } else { wrapped(&members) };
    let Some(inner) = list else {
        if itself {
            // Both are parts of one text, so their distance is the value's place in it.
            let offset = value.as_ptr().addr() - text.as_ptr().addr();
            split.records.push(Record { range: offset..offset + value.len(), context });
        }
        return false;
    };
    let mut around = Context::default();
    around.learn(&members);
    let context = if around.is_empty() {
        context
    } else {
        split.contexts.push(around);
        Some(split.contexts.len() - 1)
    };
    if !inner.starts_with('[') {
        return take(text, inner, depth - 1, context, split);
    }
    for element in elements(inner).0 {
        take(text, element, depth - 1, context, split);
    }
    true
}

/// What an object wraps, if it is no article: a list of objects, or an object around one.
fn wrapped<'t>(members: &[(Cow<'t, str>, &'t str)]) -> (Option<&'t str>, bool) {
    let text = |value: &str| value.starts_with(['"', '{']) || (value.starts_with('[') && !holds_articles(value));
    if members.iter().any(|(key, value)| {
        body::is_body(key) && text(value) && !is_empty(value) && !(value.starts_with('{') && holds_list(value))
    }) {
        return (None, true);
    }
    let list = |name: &&str| {
        members
            .iter()
            .find(|(key, value)| fields::is_spelled(key, name) && holds_objects(value))
            .map(|(_, value)| *value)
    };
    if let Some(list) = LISTS.iter().find_map(list) {
        return (Some(list), false);
    }
    for name in WRAPPERS {
        if let Some((_, value)) = members
            .iter()
            .find(|(key, value)| fields::is_spelled(key, name) && (holds_objects(value) || holds_list(value)))
        {
            return (Some(value), false);
        }
    }
    let titled = members.iter().any(|(key, _)| fields::is_title(key));
    // A post in several languages is one article.
    let other = |key: &str| !fields::is_spelled(key, "translations");
    let only = || members.iter().find(|(key, value)| other(key) && holds_articles(value)).map(|(_, value)| *value);
    (if titled { None } else { only() }, true)
}

fn is_empty(value: &str) -> bool {
    value.trim_matches(['"', '[', ']', '{', '}', ' ']).is_empty()
}

/// Whether a value is a list whose first element is an object.
fn holds_objects(value: &str) -> bool {
    value.strip_prefix('[').is_some_and(|rest| rest.trim_start().starts_with('{'))
}

/// Whether a value is a list of objects that have a title or a body.
fn holds_articles(value: &str) -> bool {
    holds_objects(value)
        && first(value).is_some_and(|element| {
            let members = members(element);
            let has = |is: fn(&str) -> bool| members.iter().any(|(key, _)| is(key));
            has(fields::is_title) && (has(body::is_body) || members.len() > 2)
        })
}

/// Whether a value is an object with a list of articles somewhere within it, by its names.
fn holds_list(value: &str) -> bool {
    let mut value = value;
    for _ in 0..DEPTH {
        let members = if value.starts_with('{') { members(value) } else { return false };
        let named = |names: &[&str], key: &str| names.iter().any(|name| fields::is_spelled(key, name));
        if members.iter().any(|(key, value)| named(LISTS, key) && holds_objects(value)) {
            return true;
        }
        match members.iter().find(|(key, value)| named(WRAPPERS, key) && value.starts_with('{')) {
            Some((_, inner)) => value = inner,
            None => return false,
        }
    }
    false
}

/// The elements of a list, as far as they can be read, and what stopped the reading.
fn elements(list: &str) -> (Vec<&str>, Option<serde_json::Error>) {
    let mut found = Vec::new();
    let mut deserializer = serde_json::Deserializer::from_str(list);
    let read = deserializer.deserialize_seq(Elements { found: &mut found, most: usize::MAX });
    (found, read.err())
}

/// The first element of a list.
fn first(list: &str) -> Option<&str> {
    let mut found = Vec::new();
    // Stopping after one is an error to serde_json, and not to us.
    let _ = serde_json::Deserializer::from_str(list).deserialize_seq(Elements { found: &mut found, most: 1 });
    found.pop()
}

struct Elements<'found, 'text> {
    found: &'found mut Vec<&'text str>,
    most: usize,
}

impl<'text> Visitor<'text> for Elements<'_, 'text> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'text>>(self, mut list: A) -> Result<(), A::Error> {
        while self.found.len() < self.most
            && let Some(element) = list.next_element::<&RawValue>()?
        {
            self.found.push(element.get());
        }
        Ok(())
    }
}

/// The members of an object, their values unread.
fn members(object: &str) -> Vec<(Cow<'_, str>, &str)> {
    let mut found = Vec::new();
    let _ = serde_json::Deserializer::from_str(object).deserialize_map(Members { found: &mut found });
    found
}

struct Members<'found, 'text> {
    found: &'found mut Vec<(Cow<'text, str>, &'text str)>,
}

impl<'text> Visitor<'text> for Members<'_, 'text> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'text>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some((key, value)) = map.next_entry::<String, &RawValue>()? {
            self.found.push((Cow::Owned(key), value.get()));
        }
        Ok(())
    }
}
