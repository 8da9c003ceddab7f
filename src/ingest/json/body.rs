//! The body of a record: whatever its publishing system keeps text in.

use serde_json::{Map, Value};

use super::plain;
use crate::ingest::blocks::Builder;
use crate::ingest::{fields, html, markdown};

/// Names of a body, the richest first: HTML keeps the structure that its plain copy has lost.
const BODY: &[&str] = &[
    "bodyhtml",
    "contenthtml",
    "html",
    "articlehtml",
    "content",
    "body",
    "articlebody",
    "contentencoded",
    "maintext",
    "articletext",
    "text",
    "article",
    "story",
    "fulltext",
    "storytext",
    "fullcontent",
    "bodytext",
    "contenttext",
    "cleanedtext",
    "cleantext",
    "articlecontent",
    "postcontent",
    "markdown",
    "contentmarkdown",
    "bodymarkdown",
    "plaintext",
    "transcript",
    "paragraphs",
    "selftext",
    "document",
    "page",
    "message",
];

/// Names of what says the same in few words: read when there is nothing else.
const SUMMARY: &[&str] = &[
    "description",
    "summary",
    "abstract",
    "excerpt",
    "snippet",
    "lead",
    "intro",
    "standfirst",
    "dek",
    "trailtext",
    "blurb",
];

/// Names of the text within a body that is an object.
const WITHIN: &[&str] = &[
    "html",
    "rendered",
    "text",
    "content",
    "contents",
    "value",
    "body",
    "plain",
    "cdata",
    "components",
    "blocks",
    "children",
    "paragraphs",
    "items",
    "data",
];

/// Objects within objects that a body is looked for in.
const DEPTH: usize = 12;

/// Whether a key names a body, in whatever spelling.
pub(super) fn is_body(key: &str) -> bool {
    BODY.iter().any(|name| fields::is_spelled(key, name))
}

/// Adds the body of a record; false if it has none.
pub(super) fn read(object: &Map<String, Value>, builder: &mut Builder) -> bool {
    let objects = fields::objects(object);
    for names in [BODY, SUMMARY] {
        for object in &objects {
            for name in names {
                for value in fields::named(object, name) {
                    value_into(value, name.contains("markdown"), DEPTH, builder);
                    if !builder.is_empty() {
                        return true;
                    }
                }
            }
        }
    }
    false
}

fn value_into(value: &Value, markdown: bool, depth: usize, builder: &mut Builder) {
    if depth == 0 {
        return;
    }
    match value {
        Value::String(text) => text_into(text, markdown, builder),
        Value::Array(list) => {
            for part in list {
                part_into(part, markdown, depth - 1, builder);
            }
        }
        Value::Object(object) => object_into(object, markdown, depth - 1, builder),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn part_into(part: &Value, markdown: bool, depth: usize, builder: &mut Builder) {
    let heading = part.as_object().and_then(|object| {
        let kind = fields::named(object, "type").chain(fields::named(object, "typename")).find_map(Value::as_str)?;
        kind.to_ascii_lowercase().contains("head").then_some(2)
    });
    match (heading, part) {
        (Some(level), Value::Object(object)) => {
            if let Some(text) =
                ["text", "content", "value"].iter().flat_map(|name| fields::named(object, name)).find_map(Value::as_str)
            {
                plain::paragraph(text, Some(level), builder);
                return;
            }
            value_into(part, markdown, depth, builder);
        }
        _ => value_into(part, markdown, depth, builder),
    }
}

/// The first name under which an object has something to read.
fn object_into(object: &Map<String, Value>, markdown: bool, depth: usize, builder: &mut Builder) {
    for name in WITHIN {
        for value in fields::named(object, name) {
            let before = builder.size();
            value_into(value, markdown, depth, builder);
            if builder.size() > before {
                return;
            }
        }
    }
}

/// Adds a text by what it looks like: HTML, Markdown or plain.
fn text_into(text: &str, markdown: bool, builder: &mut Builder) {
    if html::is_markup(text) {
        html::fragment(text, builder);
    } else if is_escaped_markup(text) {
        html::fragment(&html::decode_references(text), builder);
    } else if markdown || is_markdown(text) {
        markdown::body(text, builder);
    } else if text.contains('&') {
        plain::paragraphs(&html::decode_references(text), builder);
    } else {
        plain::paragraphs(text, builder);
    }
}

/// HTML that was escaped once more as it was exported.
fn is_escaped_markup(text: &str) -> bool {
    text.contains("&lt;p&gt;") || (text.contains("&lt;/") && text.contains("&gt;"))
}

/// Markdown by what plain text never has: headings with `#`, or links in brackets and parentheses.
fn is_markdown(text: &str) -> bool {
    let heading = |line: &str| {
        let marks = line.len() - line.trim_start_matches('#').len();
        (1..=6).contains(&marks) && line[marks..].starts_with(' ')
    };
    text.contains("](http") || text.lines().filter(|line| heading(line)).count() >= 2
}
