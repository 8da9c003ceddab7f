//! A tag of HTML within a line of Markdown.

use crate::article::Mark;
use crate::ingest::blocks::Builder;
use crate::ingest::html;

/// Does what the tag means for text; others are dropped and their text stays.
pub(super) fn tag(tag: &str, builder: &mut Builder) {
    let inner = tag.trim_start_matches('<').trim_end_matches('>');
    let (end, inner) = match inner.strip_prefix('/') {
        Some(inner) => (true, inner),
        None => (false, inner),
    };
    let length = inner.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inner.len());
    let (name, rest) = inner.split_at(length);
    let mark = match name.to_ascii_lowercase().as_str() {
        "br" => return builder.line_break(),
        "p" | "div" | "li" => return builder.paragraph(),
        "em" | "i" | "cite" | "dfn" | "var" => Mark::Emphasis,
        "strong" | "b" => Mark::Strong,
        "code" | "kbd" | "samp" | "tt" => Mark::Code,
        "del" | "s" | "strike" => Mark::Strike,
        "a" if end => return builder.end_link(),
        "a" => {
            let href = attribute(rest, "href").unwrap_or_default();
            return builder.begin_link(&html::decode_references(&href));
        }
        "img" => {
            if let Some(alt) = attribute(rest, "alt").filter(|alt| !alt.trim().is_empty()) {
                builder.text(&format!("[{}]", html::decode_references(alt.trim())));
            }
            return;
        }
        _ => return,
    };
    if end { builder.unmark(mark) } else { builder.mark(mark) }
}

/// The value of an attribute in what follows a tag's name.
fn attribute(rest: &str, name: &str) -> Option<String> {
    let mut rest = rest;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        let length = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
        let (key, after) = rest.split_at(length);
        let Some(value) = after.trim_start().strip_prefix('=') else {
            if after.is_empty() {
                return None;
            }
            rest = after;
            continue;
        };
        let value = value.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, after) = match quote {
            Some(quote) => value[1..].split_once(quote)?,
            None => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
        };
        if key.eq_ignore_ascii_case(name) {
            return Some(value.to_owned());
        }
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn attributes_are_found_among_others() {
        assert_eq!(attribute(" class=\"a b\" href='x y' target=_blank", "href").as_deref(), Some("x y"));
        assert_eq!(attribute(" disabled HREF = x/y", "href").as_deref(), Some("x/y"));
        assert_eq!(attribute(" href", "href"), None);
        assert_eq!(attribute(" href=\"open", "href"), None);
    }

    proptest! {
        #[test]
        fn any_tag_is_read(inner in "[/a-z =\"'é]{0,30}") {
            let mut builder = Builder::new();
            tag(&format!("<{inner}>"), &mut builder);
        }
    }
}
