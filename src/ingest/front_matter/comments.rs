//! A header in lines that a site's tool takes for comments: Nikola's `.. title:`, Org's `#+TITLE:`.

use serde_json::Value;

use super::{FrontMatter, header};
use crate::ingest::fields;

/// What such lines start with.
const SIGNS: &[&str] = &[".. ", "#+"];

/// Reads a header of such lines, with or without the signs of a comment in HTML around them.
pub(super) fn read(text: &str) -> Option<FrontMatter> {
    let (open, inner) = match text.strip_prefix("<!--") {
        Some(inner) => (4, inner),
        None => (0, text),
    };
    let sign = SIGNS.iter().find(|sign| inner.trim_start().starts_with(**sign))?;
    let mut at = open;
    let mut bare = String::new();
    for line in inner.split_inclusive('\n') {
        let content = line.trim();
        let ends = open > 0 && content == "-->";
        match content.strip_prefix(sign) {
            Some(field) if header::key(field).is_some() || *sign == "#+" => {
                bare.push_str(&field.replacen('_', " ", usize::from(*sign == "#+")));
                bare.push('\n');
            }
            Some(_) => return None,
            None if content.is_empty() || ends => {}
            None => break,
        }
        at += line.len();
        if ends {
            break;
        }
    }
    let found = header::lines(&bare);
    let known = found.iter().any(|(key, _)| fields::is_known(key));
    let values = found.into_iter().map(|(key, value)| (header::canonical(key), Value::String(value))).collect();
    known.then_some(FrontMatter { values, body: at })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_in_comments_are_read() {
        for text in [
            ".. title: Rain: a story\n.. date: 2020-05-01\n.. tags:\n\nBody",
            "<!--\n.. title: Rain: a story\n.. date: 2020-05-01\n-->\n\nBody",
            "#+TITLE: Rain: a story\n#+DATE: 2020-05-01\n#+OPTIONS: toc:nil\n\nBody",
        ] {
            let found = read(text).unwrap();
            let fields = fields::Fields::read(&found.values);
            assert_eq!(fields.title.as_deref(), Some("Rain: a story"), "{text}");
            assert_eq!(fields.published.as_deref(), Some("2020-05-01"), "{text}");
            assert_eq!(text[found.body..].trim(), "Body");
        }
        for other in ["<!-- a comment -->\n\nBody", ".. note:: A remark\n\nBody", "Plain", ""] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
