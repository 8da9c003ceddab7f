//! The XML of a book's own papers, element by element, as far as it goes.

use quick_xml::events::{BytesStart, Event};

use super::super::html;

/// A step through a document.
pub(super) enum Step<'a> {
    Open(&'a Element),
    /// Words, without their references.
    Text(&'a str),
    /// An element ends: its local name.
    Close(&'a str),
}

/// An element's local name and attributes.
#[derive(Clone)]
pub(super) struct Element {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
}

impl Element {
    fn of(start: &BytesStart<'_>) -> Self {
        let mut attributes = start.attributes();
        Self {
            name: start.local_name().as_ref().to_owned(),
            attributes: attributes
                .with_checks(false)
                .flatten()
                .map(|one| (one.key.local_name().as_ref().to_owned(), html::decode_references(&one.value)))
                .collect(),
        }
    }

    /// The first attribute of a local name, unless it is empty.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let attribute = self.attributes.iter().find(|attribute| attribute.0 == name)?;
        Some(attribute.1.trim()).filter(|value| !value.is_empty())
    }

    /// Whether one of the words of an attribute is `word`.
    pub(super) fn has(&self, name: &str, word: &str) -> bool {
        self.get(name).is_some_and(|value| value.split_ascii_whitespace().any(|one| one == word))
    }
}

/// Walks through a document up to its end, or to where it breaks.
pub(super) fn walk(text: &str, take: &mut dyn FnMut(Step<'_>)) {
    let mut reader = quick_xml::Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => take(Step::Open(&Element::of(&start))),
            Ok(Event::Empty(start)) => {
                let element = Element::of(&start);
                take(Step::Open(&element));
                take(Step::Close(&element.name));
            }
            Ok(Event::Text(text)) => take(Step::Text(&html::decode_references(&text))),
            Ok(Event::CData(text)) => take(Step::Text(&text)),
            Ok(Event::GeneralRef(name)) => take(Step::Text(&html::decode_references(&format!("&{};", &*name)))),
            Ok(Event::End(end)) => take(Step::Close(end.local_name().as_ref())),
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}
