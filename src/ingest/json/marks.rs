//! The style of a text in an editor's tree.

use crate::article::Mark;
use crate::ingest::blocks::Builder;
use crate::ingest::fields::{Object, Value};

/// What was begun and has to be ended.
pub(super) struct Begun {
    marks: Vec<Mark>,
    linked: bool,
}

/// Links that a block defines and its texts name by a key, as in Portable Text.
pub(super) type Definitions = Vec<(String, String)>;

/// The links that a block defines.
pub(super) fn definitions(object: &Object<'_>) -> Definitions {
    /// More links than a block has.
    const MOST: usize = 100;
    let Some(Value::List(list)) = object.first(&["markdefs"]) else { return Vec::new() };
    let objects = list.iter().take(MOST).filter_map(Value::as_object);
    objects.filter_map(|link| Some((link.text(&["key"])?.to_owned(), address(link)?.to_owned()))).collect()
}

/// Begins the styles that a text names: as a list of marks, as truths beside it, or as bits of a number.
pub(super) fn begin(object: &Object<'_>, definitions: &Definitions, builder: &mut Builder) -> Begun {
    let mut marks = Vec::new();
    let mut link = None;
    for list in ["marks", "decorations"].iter().flat_map(|name| object.named(name)) {
        let Value::List(list) = list else { continue };
        // No editor has more styles than this; a list of a million is no style.
        for mark in list.iter().take(16) {
            let name = match mark {
                Value::Text(name) => {
                    let defined = || definitions.iter().find(|(key, _)| *key == **name).map(|(_, address)| &**address);
                    link = link.or_else(defined);
                    Some(&**name)
                }
                Value::Object(mark) => {
                    link = link.or_else(|| address(mark));
                    mark.text(&["type"])
                }
                _ => None,
            };
            marks.extend(name.and_then(style));
        }
    }
    // Lexical: bit 0 is bold, 1 italic, 2 struck out, 4 code.
    let bits = object.named("format").find_map(Value::as_small).unwrap_or(0);
    for (bit, mark) in [(1, Mark::Strong), (2, Mark::Emphasis), (4, Mark::Strike), (16, Mark::Code)] {
        if bits & bit != 0 {
            marks.push(mark);
        }
    }
    marks.extend(object.truths().filter_map(style));
    marks.dedup();
    for mark in &marks {
        builder.mark(*mark);
    }
    if let Some(link) = link {
        builder.begin_link(link);
    }
    Begun { marks, linked: link.is_some() }
}

/// Ends what was begun.
pub(super) fn end(begun: Begun, builder: &mut Builder) {
    if begun.linked {
        builder.end_link();
    }
    for mark in begun.marks.into_iter().rev() {
        builder.unmark(mark);
    }
}

fn style(name: &str) -> Option<Mark> {
    let is = |names: &[&str]| names.iter().any(|known| name.eq_ignore_ascii_case(known));
    match name {
        _ if is(&["bold", "strong", "b"]) => Some(Mark::Strong),
        _ if is(&["italic", "em", "i", "emphasis"]) => Some(Mark::Emphasis),
        _ if is(&["code", "inlinecode", "code_inline"]) => Some(Mark::Code),
        _ if is(&["strike", "strikethrough", "strike-through", "s", "del"]) => Some(Mark::Strike),
        _ => None,
    }
}

/// The address of a link: beside its text, or in one of the objects where editors keep it.
pub(super) fn address<'o>(object: &'o Object<'_>) -> Option<&'o str> {
    const NAMES: &[&str] = &["href", "url", "uri"];
    const WITHIN: &[&str] = &["attrs", "attributes", "data", "fields", "linkdata", "link", "properties"];
    let mut object = object;
    for _ in 0..3 {
        if let Some(address) = object.text(NAMES) {
            return Some(address);
        }
        object = object.first(WITHIN)?.as_object()?;
    }
    None
}
