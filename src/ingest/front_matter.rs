//! The header of a Markdown file: YAML, TOML, JSON, or lines of keys and values.

use serde_json::{Map, Value};

use super::fields;

mod comments;
mod header;
mod yaml;

pub(super) use header::key;

/// A header and where the body after it begins.
#[derive(Debug, PartialEq)]
pub(super) struct FrontMatter {
    /// Its keys and values, as far as they can be read.
    pub(super) values: Map<String, Value>,
    /// The first byte of the body.
    pub(super) body: usize,
}

/// The header that a text starts with, if it has one.
pub(super) fn read(text: &str) -> Option<FrontMatter> {
    let start = text.len() - text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}').len();
    let rest = &text[start..];
    let found = fenced(rest).or_else(|| json(rest)).or_else(|| header::read(rest)).or_else(|| comments::read(rest))?;
    Some(FrontMatter { body: found.body + start, ..found })
}

/// The header that a plain text surely starts with.
pub(super) fn header(text: &str) -> Option<FrontMatter> {
    header::read_sure(text).or_else(|| comments::read(text))
}

/// The fields that stand on lines of their own anywhere in a text.
pub(super) fn fields_in(text: &str) -> Map<String, Value> {
    header::lines(text).into_iter().map(|(key, value)| (header::canonical(key), Value::String(value))).collect()
}

/// Whether a text surely starts with a header: a fence and a key on the line after it, or a JSON object
/// with words after it.
pub(super) fn is_sure(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let mut lines = text.lines();
    let fence = lines.next().map(str::trim_end);
    let mut content = lines.map(str::trim_end).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let first = content.next();
    match fence {
        Some("---") => {
            first.is_some_and(|line| header::key(line).is_some()) && content.any(|line| matches!(line, "---" | "..."))
        }
        Some("+++") => {
            first.is_some_and(|line| line.contains('=') || line.starts_with('[')) && content.any(|line| line == "+++")
        }
        _ => json(text).is_some_and(|header| text[header.body..].contains(char::is_alphabetic)),
    }
}

/// A header between two fences of its own.
fn fenced(text: &str) -> Option<FrontMatter> {
    let (fence, rest) = text.split_once('\n')?;
    let ends: &[&str] = match fence.trim_end() {
        "---" => &["---", "..."],
        "+++" => &["+++"],
        _ => return None,
    };
    let mut at = fence.len() + 1;
    let start = at;
    for line in rest.split_inclusive('\n') {
        if ends.contains(&line.trim_end()) {
            let inner = &text[start..at];
            let values = if ends.len() == 1 { toml(inner) } else { yaml::read(inner) }?;
            return Some(FrontMatter { values, body: at + line.len() });
        }
        at += line.len();
    }
    None
}

/// TOML; of a broken header what `key = "value"` lines say.
fn toml(text: &str) -> Option<Map<String, Value>> {
    if let Ok(table) = text.parse::<toml::Table>() {
        return Some(table.into_iter().map(|(key, value)| (key, from_toml(value))).collect());
    }
    let pairs = text.lines().filter_map(|line| line.split_once('='));
    Some(pairs.map(|(key, value)| (key.trim().to_owned(), Value::String(header::unquoted(value).to_owned()))).collect())
}

fn from_toml(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Datetime(date) => Value::String(date.to_string()),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(truth) => truth.into(),
        toml::Value::Array(list) => list.into_iter().map(from_toml).collect(),
        toml::Value::Table(table) => {
            Value::Object(table.into_iter().map(|(key, value)| (key, from_toml(value))).collect())
        }
    }
}

/// A JSON object that names a part of an article; a text may as well start with another.
fn json(text: &str) -> Option<FrontMatter> {
    if !text.starts_with('{') {
        return None;
    }
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Map<String, Value>>();
    let object = values.next()?.ok()?;
    let known = object.keys().any(|key| fields::is_known(key));
    known.then(|| FrontMatter { body: values.byte_offset(), values: object })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::fields::Fields;
    use proptest::prelude::*;

    fn fields(text: &str) -> (Fields, String) {
        let found = read(text).unwrap();
        (Fields::read(&found.values), text[found.body..].to_owned())
    }

    #[test]
    fn yaml_is_read_with_its_lists_and_people() {
        let (fields, body) = fields(
            "\n---\t\ntitle: \"Rain: a story\"\ndate: 2020-05-01 10:00:00 +0200\nauthors:\n- Ann Lee\n- name: Bo Chu\n- display_name: Cy Dee\noutlet: The Herald\ncanonical_url: https://h.example/x\n---  \nBody\n",
        );
        assert_eq!(fields.title.as_deref(), Some("Rain: a story"));
        assert_eq!(fields.published.as_deref(), Some("2020-05-01 10:00:00 +0200"));
        assert_eq!(fields.bylines, ["Ann Lee", "Bo Chu", "Cy Dee"]);
        assert_eq!(fields.source.as_deref(), Some("The Herald"));
        assert_eq!(fields.url.as_deref(), Some("https://h.example/x"));
        assert_eq!(body, "Body\n");
    }

    #[test]
    fn yaml_scalars_keep_the_words_that_were_written() {
        let (fields, _) = fields("---\ntitle: 1984\nauthor: no\ndate: 2014-11-29\n...\nBody");
        assert_eq!(fields.title.as_deref(), Some("1984"));
        assert_eq!(fields.bylines, ["no"]);
        assert_eq!(fields.published.as_deref(), Some("2014-11-29"));
        assert_eq!(super::tests::fields("---\ntitle: 1_000e3\n---\n").0.title.as_deref(), Some("1_000e3"));
    }

    #[test]
    fn toml_and_json_are_read() {
        let (toml, body) = fields(
            "+++\ntitle = \"Rain\"\ndate = 2020-05-01T10:00:00Z\nauthors = [\"Ann Lee\"]\n[extra]\nx = 1\n+++\nBody",
        );
        assert_eq!((toml.title.as_deref(), toml.published.as_deref()), (Some("Rain"), Some("2020-05-01T10:00:00Z")));
        assert_eq!(body, "Body");
        let (json, body) = fields("{\n  \"title\": \"Rain\"\n}\nBody");
        assert_eq!(json.title.as_deref(), Some("Rain"));
        assert_eq!(body, "\nBody");
    }

    #[test]
    fn lines_of_keys_and_values_are_read() {
        let (fields, body) = fields(
            "Title: Rain: a story\nDate: 2020-05-01\nAuthors: Ann Lee, Bo Chu\nSummary: It rained\n    all day.\n\nBody",
        );
        assert_eq!(fields.title.as_deref(), Some("Rain: a story"));
        assert_eq!(fields.bylines, ["Ann Lee, Bo Chu"]);
        assert_eq!(body, "Body");
        assert_eq!(read("Note: this is no header.\nBut a text.\n\nMore"), None);
        assert_eq!(read("Title: never ends\nDate: x\n* item"), None);
    }

    #[test]
    fn a_broken_header_keeps_what_can_be_read() {
        let (yaml, body) =
            fields("---\ntitle: Rain: a story\nauthor: 'Ann \"Lee\ntags: [a, b\ndate: 2020-05-01\n---\nBody");
        assert_eq!(yaml.title.as_deref(), Some("Rain: a story"));
        assert_eq!(yaml.published.as_deref(), Some("2020-05-01"));
        assert_eq!(body, "Body");
        let (toml, _) = fields("+++\ntitle = \"Rain\"\nbroken\n+++\nBody");
        assert_eq!(toml.title.as_deref(), Some("Rain"));
    }

    #[test]
    fn a_quoted_text_may_go_on_at_the_margin() {
        let (fields, _) = fields(
            "---\nlayout: post\nexcerpt: \"It rained:\nall day, said\nthe mayor: \\\"yes\\\"\nand more.\"\ntitle: \"Rain\nin May\"\nauthors:\n- Ann Lee\n---\nBody",
        );
        assert_eq!(fields.title.as_deref(), Some("Rain in May"));
        assert_eq!(fields.bylines, ["Ann Lee"]);
    }

    #[test]
    fn a_rule_and_text_are_no_header() {
        for text in [
            "---\nNot a header.\nJust text: really.\nMore text.\n---\nx",
            "---\ntitle: never closed\n\ntext",
            "---\n",
            "{\"a\":1}\nx",
            "{",
            "plain",
            "",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn aliases_that_multiply_are_not_followed() {
        let mut bomb = "---\na: &a [x,x,x,x,x,x,x,x,x]\n".to_owned();
        for (name, before) in ('b'..='i').zip('a'..) {
            bomb.push_str(&format!("{name}: &{name} [{}]\n", vec![format!("*{before}"); 9].join(",")));
        }
        bomb.push_str("title: bomb\n---\nbody\n");
        assert_eq!(fields(&bomb).0.title.as_deref(), Some("bomb"));
    }

    #[test]
    fn fences_with_keys_are_sure_signs() {
        assert!(is_sure("---\ntitle: x\n---\n"));
        assert!(is_sure("\u{feff}\n--- \n# comment\nlayout: post\n...\n"));
        assert!(is_sure("{\"title\": \"x\"}\n\nText"));
        assert!(is_sure("+++\ntitle = 'x'\n+++\n"));
        for other in ["---\n\nA rule first.\n\n---\n", "title: x\n", "---\ntitle: x\n", "----\ntitle: x\n---\n"] {
            assert!(!is_sure(other), "{other}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(fence in "(---|\\+\\+\\+|\\{|)\n", inner in "[a-z:\\[\\]{}&*!|>'\"#%@ \n\té-]{0,80}", more in any::<String>()) {
            let text = format!("{fence}{inner}\n{fence}{more}");
            if let Some(found) = read(&text) {
                prop_assert!(text.get(found.body..).is_some());
            }
            is_sure(&text);
        }
    }
}
