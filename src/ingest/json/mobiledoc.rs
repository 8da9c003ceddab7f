//! Mobiledoc, the body of older Ghost posts: sections, markers and cards as lists of numbers.

use super::body;
use crate::article::{Kind, Mark};
use crate::ingest::blocks::Builder;
use crate::ingest::fields::{Object, Value};

/// Adds a document; false if it is none.
pub(super) fn read(document: &Object<'_>, builder: &mut Builder) -> bool {
    let sections = list(document, "sections");
    if document.first(&["markups", "cards", "atoms"]).is_none() || !sections.iter().any(|s| as_list(s).is_some()) {
        return false;
    }
    builder.structure();
    let (markups, cards) = (list(document, "markups"), list(document, "cards"));
    for section in sections.iter().filter_map(as_list) {
        let tag = section.get(1).and_then(Value::as_str).unwrap_or_default();
        let parts = section.get(2).and_then(as_list).unwrap_or_default();
        match section.first().and_then(Value::as_small) {
            Some(1) => text(tag, parts, markups, builder),
            Some(3) => {
                builder.list((tag == "ol").then_some(1));
                for item in parts.iter().filter_map(as_list) {
                    builder.item(None);
                    markers(item, markups, builder);
                }
                builder.leave();
            }
            Some(10) => {
                let place = section.get(1).and_then(Value::as_index);
                if let Some(card) = place.and_then(|place| cards.get(place)).and_then(as_list) {
                    self::card(card, builder);
                }
            }
            _ => {}
        }
    }
    true
}

fn list<'v, 'a>(document: &'v Object<'a>, name: &'v str) -> &'v [Value<'a>] {
    document.named(name).find_map(as_list).unwrap_or_default()
}

fn as_list<'v, 'a>(value: &'v Value<'a>) -> Option<&'v [Value<'a>]> {
    match value {
        Value::List(list) => Some(list),
        _ => None,
    }
}

fn text(tag: &str, parts: &[Value<'_>], markups: &[Value<'_>], builder: &mut Builder) {
    let level = tag.strip_prefix('h').and_then(|level| level.parse::<u8>().ok());
    match (tag, level) {
        (_, Some(level)) => {
            builder.line(Kind::Heading(level.clamp(1, 6)));
            markers(parts, markups, builder);
            builder.end_line();
        }
        ("blockquote" | "aside" | "pull-quote", _) => {
            builder.quote();
            markers(parts, markups, builder);
            builder.leave();
        }
        _ => {
            builder.paragraph();
            markers(parts, markups, builder);
            builder.paragraph();
        }
    }
}

/// Markers are `[0, markups that open, how many close, text]`; an atom (1) is a line break or its text.
fn markers(parts: &[Value<'_>], markups: &[Value<'_>], builder: &mut Builder) {
    let mut open = Vec::new();
    for marker in parts.iter().filter_map(as_list) {
        for place in marker.get(1).and_then(as_list).unwrap_or_default().iter().filter_map(Value::as_index) {
            let markup = markups.get(place).and_then(as_list).unwrap_or_default();
            let style = begin(markup, builder);
            open.push(style);
        }
        match (marker.first().and_then(Value::as_small), marker.get(3)) {
            (Some(0), Some(Value::Text(text))) => builder.text(text),
            (Some(1), _) => builder.line_break(),
            _ => {}
        }
        for _ in 0..marker.get(2).and_then(Value::as_small).unwrap_or(0) {
            if let Some(style) = open.pop() {
                end(style, builder);
            }
        }
    }
    while let Some(style) = open.pop() {
        end(style, builder);
    }
}

enum Begun {
    Mark(Mark),
    Link,
    Nothing,
}

fn begin(markup: &[Value<'_>], builder: &mut Builder) -> Begun {
    let mark = match markup.first().and_then(Value::as_str) {
        Some("strong" | "b") => Mark::Strong,
        Some("em" | "i") => Mark::Emphasis,
        Some("code") => Mark::Code,
        Some("s" | "del") => Mark::Strike,
        Some("a") => {
            let attributes = markup.get(1).and_then(as_list).unwrap_or_default();
            let href = attributes.chunks(2).find(|pair| pair.first().and_then(Value::as_str) == Some("href"));
            builder.begin_link(href.and_then(|pair| pair.get(1)).and_then(Value::as_str).unwrap_or_default());
            return Begun::Link;
        }
        _ => return Begun::Nothing,
    };
    builder.mark(mark);
    Begun::Mark(mark)
}

fn end(begun: Begun, builder: &mut Builder) {
    match begun {
        Begun::Mark(mark) => builder.unmark(mark),
        Begun::Link => builder.end_link(),
        Begun::Nothing => {}
    }
}

/// A card keeps HTML, Markdown or code in its payload, or a rule.
fn card(card: &[Value<'_>], builder: &mut Builder) {
    let name = card.first().and_then(Value::as_str).unwrap_or_default();
    if name == "hr" {
        builder.rule();
        return;
    }
    let Some(payload) = card.get(1).and_then(Value::as_object) else { return };
    builder.paragraph();
    if let Some(code) = payload.text(&["code"]) {
        builder.verbatim();
        builder.text(code);
        builder.end_verbatim();
    } else if let Some(text) = payload.text(&["markdown", "html", "caption"]) {
        body::text_into(text, name.contains("markdown"), builder);
    }
    builder.paragraph();
}
