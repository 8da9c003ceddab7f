//! What an element says: HTML, or text, however it is written down.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::tree::Element;
use super::{markup, reference};
use crate::ingest::blocks::Builder;
use crate::ingest::{html, json, sanitize};

/// The content of an element.
#[derive(Debug, PartialEq)]
pub(super) enum Content {
    Html(String),
    Plain(String),
}

impl Content {
    /// Reads an element by what its attributes say, else by what it looks like. Pictures and other
    /// bytes are none.
    pub(super) fn of(element: Element<'_>) -> Option<Self> {
        let attribute = |name| element.attribute(name).unwrap_or_default().to_ascii_lowercase();
        let (kind, mode) = (attribute("type"), attribute("mode"));
        if element.children().next().is_some() {
            return Some(Self::Html(markup::html(element)));
        }
        let text = element.text();
        if text.trim().is_empty() {
            return None;
        }
        let named = kind.contains('/');
        let is_html = kind.contains("html") || kind.ends_with("xml");
        let encoded = named && !is_html && !kind.starts_with("text/");
        let text = match mode.as_str() {
            "base64" => decoded(&text)?,
            _ if encoded => decoded(&text).filter(|text| html::is_markup(text))?,
            _ => text,
        };
        if is_html || looks_like_html(&text) && !matches!(kind.as_str(), "text" | "text/plain") {
            return Some(Self::Html(text));
        }
        // Text is often escaped twice, as HTML is.
        let plain = if kind.is_empty() { reference::decode(&text).into_owned() } else { text };
        Some(Self::Plain(plain))
    }

    /// The content in one line, such as a title.
    pub(super) fn line(&self) -> String {
        match self {
            Self::Html(text) => html::line(text),
            Self::Plain(text) => sanitize::line(text),
        }
    }

    /// Adds the content to a body.
    pub(super) fn add(&self, builder: &mut Builder) {
        match self {
            Self::Html(text) => html::fragment(text, builder),
            Self::Plain(text) => json::paragraphs(text, builder),
        }
    }
}

fn decoded(text: &str) -> Option<String> {
    let letters: String = text.split_whitespace().collect();
    String::from_utf8(STANDARD.decode(letters).ok()?).ok()
}

fn looks_like_html(text: &str) -> bool {
    let trimmed = text.trim();
    let tagged =
        trimmed.strip_prefix('<').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!'));
    html::is_markup(text) || tagged && trimmed.contains('>')
}

#[cfg(test)]
mod tests {
    use super::super::namespace::Prefixes;
    use super::super::tree::Tree;
    use super::*;

    fn of(text: &str) -> Option<Content> {
        let tree = Tree::read(text, &mut Prefixes::default());
        let element = tree.root().children().next().unwrap();
        Content::of(element)
    }

    #[test]
    fn content_is_read_as_what_it_says_it_is() {
        let html = |text: &str| Some(Content::Html(text.to_owned()));
        let plain = |text: &str| Some(Content::Plain(text.to_owned()));
        assert_eq!(of("<c type='html'>a &lt;b>c&lt;/b></c>"), html("a <b>c</b>"));
        assert_eq!(of("<c type='text'>a &lt;b>c&lt;/b></c>"), plain("a <b>c</b>"));
        assert_eq!(of("<c type='xhtml'><div>a <b>c</b></div></c>"), html("<div>a <b>c</b></div>"));
        assert_eq!(of("<c type='text/html' mode='base64'>PGI+YzwvYj4=</c>"), html("<b>c</b>"));
        assert_eq!(of("<c type='image/png'>PGI+YzwvYj4</c>"), None);
        assert_eq!(of("<c> </c>"), None);
    }

    #[test]
    fn content_that_says_nothing_is_read_as_what_it_looks_like() {
        assert_eq!(of("<c>a &lt;b>c&lt;/b></c>"), Some(Content::Html("a <b>c</b>".to_owned())));
        assert_eq!(of("<c><![CDATA[a <b>c</b>]]></c>"), Some(Content::Html("a <b>c</b>".to_owned())));
        assert_eq!(of("<c>1 &lt; 2 &amp;eacute;</c>"), Some(Content::Plain("1 < 2 é".to_owned())));
    }
}
