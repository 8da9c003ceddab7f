//! Bodies that editors keep as trees: ProseMirror, Slate, Lexical, Portable Text, Contentful, Draft.js, Editor.js …
//!
//! They differ in what they call things. One walk with tables of their names reads them all.

use super::node::{self, Role};
use super::{body, marks, mobiledoc};
use crate::article::Kind;
use crate::ingest::blocks::Builder;
use crate::ingest::fields::{Object, Value};
use crate::ingest::html;

/// Names of what an object holds, the richest first.
const PARTS: &[&str] = &[
    "html",
    "rendered",
    "components",
    "blocks",
    "nodes",
    "children",
    "content",
    "contents",
    "items",
    "innerblocks",
    "innerhtml",
    "leaves",
    "root",
    "doc",
    "document",
    "paragraphs",
    "richtext",
    "text",
    "textdata",
    "markdown",
    "value",
    "body",
    "plain",
    "plaintext",
    "cdata",
    "line",
    "lines",
    "code",
    "caption",
    "ops",
    "insert",
    "data",
];

/// Nodes within nodes that are followed. The parser of JSON stops at twice as many.
const DEPTH: usize = 60;

/// Adds a body, whatever its form.
pub(super) fn read(value: &Value<'_>, markdown: bool, builder: &mut Builder) {
    Walk { markdown, run: 0, definitions: Vec::new(), builder }.value(value, Place::Block, DEPTH);
}

/// Where a value stands.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    /// Among blocks: a text is one or more paragraphs.
    Block,
    /// In a paragraph, a heading or a cell: texts follow one another.
    Line,
}

struct Walk<'b> {
    markdown: bool,
    /// Numbered items in a row, where each is a block of its own.
    run: u64,
    definitions: marks::Definitions,
    builder: &'b mut Builder,
}

impl Walk<'_> {
    fn value(&mut self, value: &Value<'_>, place: Place, depth: usize) {
        if depth == 0 {
            return;
        }
        match value {
            Value::Text(text) => self.text(text, place),
            Value::List(list) if is_words(list) => {
                for word in list.iter().filter_map(Value::as_str) {
                    self.builder.text(word);
                    self.builder.text(" ");
                }
                self.end(place);
            }
            Value::List(list) => {
                for part in list {
                    self.value(part, place, depth - 1);
                }
            }
            Value::Object(object) => self.object(object, place, depth - 1),
            Value::Nothing | Value::True | Value::Number(_) => {}
        }
    }

    fn text(&mut self, text: &str, place: Place) {
        match place {
            Place::Block => body::text_into(text, self.markdown, self.builder),
            Place::Line if html::is_markup(text) => html::fragment(text, self.builder),
            Place::Line if text.contains('&') => self.builder.text(&html::decode_references(text)),
            Place::Line => self.builder.text(text),
        }
    }

    fn end(&mut self, place: Place) {
        if place == Place::Block {
            self.builder.paragraph();
        }
    }

    fn object(&mut self, object: &Object<'_>, place: Place, depth: usize) {
        if object.first(&["sections"]).is_some() && mobiledoc::read(object, self.builder) {
            return;
        }
        if object.first(&["markdefs"]).is_some() {
            self.definitions = marks::definitions(object);
        }
        let role = node::role(object);
        if role != Role::Nothing {
            self.builder.structure();
        }
        if !matches!(role, Role::FlatItem { ordered: true, .. }) && place == Place::Block {
            self.run = 0;
        }
        match role {
            Role::Text if place == Place::Line => self.leaf(object, depth),
            Role::Text | Role::Nothing | Role::Paragraph if place == Place::Line => {
                self.linked(object, depth);
            }
            Role::Nothing if object.first(&["ops"]).is_some() => self.line(object, depth),
            Role::Text | Role::Nothing => {
                self.parts(object, Place::Block, depth);
            }
            Role::Paragraph => {
                self.builder.paragraph();
                self.block(object, depth);
                self.builder.paragraph();
            }
            Role::Heading(level) => {
                self.builder.line(Kind::Heading(level));
                self.line(object, depth);
                self.builder.end_line();
            }
            Role::Quote => {
                self.builder.quote();
                self.block(object, depth);
                self.builder.leave();
            }
            Role::List { ordered } => {
                self.builder.list(ordered.then_some(1));
                self.items(object, depth);
                self.builder.leave();
            }
            Role::Item => {
                self.builder.item(None);
                self.block(object, depth);
                self.builder.paragraph();
            }
            Role::FlatItem { ordered, depth: within } => self.flat_item(object, ordered, within, depth),
            Role::Code => {
                self.builder.verbatim();
                self.line(object, depth);
                self.builder.end_verbatim();
            }
            Role::Rule => self.builder.rule(),
            Role::Break => self.builder.line_break(),
            Role::Table => {
                self.builder.table();
                self.rows(object, depth);
                self.builder.end_table();
            }
            Role::Row => {
                self.rows(object, depth);
                self.builder.row();
            }
            Role::Cell => {
                self.line(object, depth);
                self.builder.cell();
            }
            Role::Link => self.linked(object, depth),
        }
    }

    /// The first name under which an object has something to read, as blocks or as one line.
    fn parts(&mut self, object: &Object<'_>, place: Place, depth: usize) -> bool {
        let own = node::kind(object);
        let own = own.as_deref().filter(|own| !PARTS.contains(own));
        for name in PARTS.iter().copied().chain(own) {
            for value in object.named(name) {
                let before = self.builder.size();
                self.value(value, place, depth);
                if self.builder.size() > before {
                    return true;
                }
            }
        }
        false
    }

    /// What a block of running text holds: its own text may be several paragraphs, its parts follow one another.
    fn block(&mut self, object: &Object<'_>, depth: usize) {
        let parted = |value: &Value<'_>| match value {
            Value::List(list) => {
                let roles = || list.iter().filter_map(Value::as_object).map(node::role);
                roles().any(|role| matches!(role, Role::Text | Role::Link | Role::Break))
                    && !list.iter().any(|part| part.as_object().is_some_and(node::is_block))
            }
            _ => false,
        };
        let place = if object.first(PARTS).is_some_and(parted) { Place::Line } else { Place::Block };
        self.parts(object, place, depth);
    }

    fn line(&mut self, object: &Object<'_>, depth: usize) {
        self.parts(object, Place::Line, depth);
    }

    fn leaf(&mut self, object: &Object<'_>, depth: usize) {
        let marks = marks::begin(object, &self.definitions, self.builder);
        // A line of Quill is a paragraph.
        let paragraphs = object.text(&["insert"]).is_some();
        match object.text(&["text", "value", "plaintext", "insert"]) {
            Some(text) => {
                for (at, line) in text.split('\n').enumerate() {
                    if at > 0 && paragraphs {
                        self.builder.paragraph();
                    } else if at > 0 {
                        self.builder.line_break();
                    }
                    self.builder.text(line);
                }
            }
            None => self.line(object, depth),
        }
        marks::end(marks, self.builder);
    }

    fn linked(&mut self, object: &Object<'_>, depth: usize) {
        let address = marks::address(object);
        if let Some(address) = address {
            self.builder.begin_link(address);
        }
        let marks = marks::begin(object, &self.definitions, self.builder);
        self.line(object, depth);
        marks::end(marks, self.builder);
        if address.is_some() {
            self.builder.end_link();
        }
    }

    /// The items of a list, which may be bare texts.
    fn items(&mut self, object: &Object<'_>, depth: usize) {
        let parts = |object: &Object<'_>| PARTS.iter().flat_map(|name| object.named(name)).find_map(list_len);
        let within = object.first(&["data"]).and_then(Value::as_object).filter(|_| parts(object).is_none());
        let object = within.unwrap_or(object);
        for list in PARTS.iter().flat_map(|name| object.named(name)) {
            let Value::List(list) = list else { continue };
            for part in list.iter().take_while(|_| depth > 1) {
                match part.as_object().map(node::role) {
                    Some(Role::Item | Role::List { .. } | Role::FlatItem { .. }) => {}
                    _ => self.builder.item(None),
                }
                // Editor.js keeps the items below an item beside its text.
                let below = part
                    .as_object()
                    .filter(|part| node::role(part) == Role::Nothing && part.text(&["content", "text"]).is_some());
                self.value(part, Place::Block, depth - 1);
                if let Some(below) = below.filter(|below| below.named("items").any(|items| list_len(items).is_some())) {
                    self.builder.list(None);
                    self.items(below, depth - 2);
                    self.builder.leave();
                }
            }
            return;
        }
    }

    /// An item that isn't in a list: its depth is a number.
    fn flat_item(&mut self, object: &Object<'_>, ordered: bool, within: u8, depth: usize) {
        self.run = if ordered { self.run + 1 } else { 0 };
        for _ in 0..within {
            self.builder.list(ordered.then_some(self.run));
        }
        self.builder.item(None);
        self.block(object, depth);
        for _ in 0..within {
            self.builder.leave();
        }
    }

    /// Rows of cells; in Editor.js and alike a row is a list of texts.
    fn rows(&mut self, object: &Object<'_>, depth: usize) {
        let object = object.first(&["data"]).and_then(Value::as_object).unwrap_or(object);
        for list in ["content", "children", "nodes", "rows", "cells"].iter().flat_map(|name| object.named(name)) {
            let Value::List(list) = list else { continue };
            for part in list.iter().take_while(|_| depth > 1) {
                match part {
                    Value::List(cells) => {
                        for cell in cells {
                            self.value(cell, Place::Line, depth - 1);
                            self.builder.cell();
                        }
                        self.builder.row();
                    }
                    Value::Object(object) => self.object(object, Place::Line, depth - 1),
                    _ => {}
                }
            }
            return;
        }
    }
}

fn list_len(value: &Value<'_>) -> Option<usize> {
    match value {
        Value::List(list) if !list.is_empty() => Some(list.len()),
        _ => None,
    }
}

/// Whether a list is a text cut into words.
fn is_words(list: &[Value<'_>]) -> bool {
    /// A list of a few bare words may be paragraphs of a word.
    const LEAST: usize = 4;
    let words = list.iter().map_while(Value::as_str).filter(|word| !word.trim().contains(char::is_whitespace));
    list.len() >= LEAST && list.first().and_then(Value::as_str).is_some() && words.count() * 20 >= list.len() * 19
}
