//! What is special in WordPress' exports: entries that are no articles, and text that is almost HTML.

use std::collections::HashSet;

use memchr::memmem;

use super::channel::Channel;
use super::content::Content;
use super::tree::Element;
use crate::ingest::sanitize;

/// Kinds of entries that nobody wrote to be read.
const NO_ARTICLES: &[&str] = &[
    "attachment",
    "nav_menu_item",
    "revision",
    "custom_css",
    "customize_changeset",
    "oembed_cache",
    "user_request",
    "feedback",
    "wp_block",
    "wp_template",
    "wp_template_part",
    "wp_global_styles",
    "wp_navigation",
    "wp_font_family",
    "wp_font_face",
];

/// Shortcodes that often stand without an attribute and without an end.
const SHORTCODES: &[&str] =
    &["gallery", "embed", "audio", "video", "playlist", "caption", "contact-form", "toc", "more"];

/// The longest shortcode, in bytes.
const LONGEST: usize = 4096;

/// Writers of one entry that are named.
const MOST: usize = 50;

/// Elements whose lines are kept as they are.
const VERBATIM: &[&str] = &["pre", "script", "style", "textarea"];

/// Whether an entry comes from an export rather than from a feed.
pub(super) fn is_export(entry: Element<'_>) -> bool {
    entry.named("wp:post_type").next().is_some() || entry.named("wp:status").next().is_some()
}

/// Whether an entry of an export is no article, or one that was thrown away.
pub(super) fn is_no_article(entry: Element<'_>) -> bool {
    let field =
        |name: &str| entry.named(name).next().map(|field| field.text().trim().to_ascii_lowercase()).unwrap_or_default();
    let kind = field("wp:post_type");
    NO_ARTICLES.contains(&kind.as_str())
        || kind.starts_with("acf-field")
        || ["trash", "auto-draft", "inherit"].contains(&field("wp:status").as_str())
}

/// The writers of an entry by the names that the export gives them. Several are named as categories.
pub(super) fn authors(entry: Element<'_>, channel: &Channel) -> Vec<String> {
    let several = entry.named("category").filter(|category| category.attribute("domain") == Some("author"));
    let mut names: Vec<String> = Vec::new();
    for name in several.map(|category| sanitize::line(&category.text())).filter(|name| !name.is_empty()) {
        if names.len() < MOST && !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() {
        let logins = entry.named("dc:creator").map(|creator| sanitize::line(&creator.text()));
        names.extend(logins.filter_map(|login| channel.writer(&login).map(str::to_owned)).take(1));
    }
    names
}

/// The content of an entry as HTML: without shortcodes, a paragraph for each that blank lines part.
pub(super) fn content(content: Content) -> Content {
    let (Content::Html(text) | Content::Plain(text)) = content;
    let text = without_shortcodes(&text);
    let finished = text.contains("<!-- wp:") || text.contains("<p>") || text.contains("<p ");
    Content::Html(if finished { text } else { with_breaks(&text) })
}

/// Line ends become breaks; two of them part paragraphs.
fn with_breaks(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let mut out = String::with_capacity(text.len() + 64);
    let mut rest = text.as_str();
    while let Some(at) = rest.find(['<', '\n']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(after) = rest.strip_prefix('\n') {
            out.push_str("<br>\n");
            rest = after;
            continue;
        }
        // Line ends within a tag are none of the text's, nor are those of listings.
        let name = VERBATIM.iter().find(|name| is_tag(rest, name));
        let end = name.and_then(|name| memmem::find(rest.as_bytes(), format!("</{name}").as_bytes()));
        let end = end.or_else(|| rest.find('>')).map_or(rest.len(), |end| end + 1);
        out.push_str(&rest[..end]);
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

fn is_tag(text: &str, name: &str) -> bool {
    let start = text.get(1..=name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    start && text[1 + name.len()..].starts_with(|c: char| c.is_whitespace() || c == '>')
}

/// A tag in brackets.
struct Shortcode<'a> {
    name: &'a str,
    end: bool,
    attributes: bool,
    length: usize,
}

/// The text without `[gallery ids="1"]`, `[caption …]` and the like; what an author put in brackets stays.
fn without_shortcodes(text: &str) -> String {
    let closed: HashSet<&str> =
        places(text).filter_map(|at| shortcode(&text[at..])).filter(|code| code.end).map(|code| code.name).collect();
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for at in places(text) {
        if at < from {
            continue;
        }
        let Some(code) = shortcode(&text[at..]) else { continue };
        if code.end || code.attributes || closed.contains(code.name) || SHORTCODES.contains(&code.name) {
            out.push_str(&text[from..at]);
            from = at + code.length;
        }
    }
    out.push_str(&text[from..]);
    out
}

fn places(text: &str) -> impl Iterator<Item = usize> {
    memchr::memchr_iter(b'[', text.as_bytes())
}

fn shortcode(text: &str) -> Option<Shortcode<'_>> {
    let inside = &text[1..1 + memchr::memchr2(
        b']',
        b'[',
        text.get(1..)?.as_bytes().get(..LONGEST).unwrap_or(&text.as_bytes()[1..]),
    )?];
    if !text[1 + inside.len()..].starts_with(']') {
        return None;
    }
    let (end, tag) = inside.strip_prefix('/').map_or((false, inside), |tag| (true, tag));
    let length = tag.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-')).unwrap_or(tag.len());
    let (name, rest) = tag.split_at(length);
    let valid = name.starts_with(|c: char| c.is_ascii_lowercase())
        && (rest.is_empty() || rest.starts_with([' ', '\n', '/', '\t']));
    let attributes = rest.split_once('=').is_some_and(|(name, value)| {
        name.trim_end().ends_with(|c: char| c.is_ascii_alphanumeric()) && !value.trim().is_empty()
    });
    valid.then_some(Shortcode { name, end: end && rest.is_empty(), attributes, length: inside.len() + 2 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn shortcodes_go_and_brackets_of_the_text_stay() {
        assert_eq!(without_shortcodes("[caption id=\"a\" width='1']x[/caption] y [gallery] z"), "x y  z");
        assert_eq!(without_shortcodes("[vc_row][vc_column width=\"1/2\"]x[/vc_column][/vc_row]"), "x");
        for text in ["he said it [sic] twice [1]", "[Editor's note: x = y]", "a[b", "[", "[é]", "[a [b]"] {
            assert_eq!(without_shortcodes(text), text);
        }
    }

    #[test]
    fn line_ends_are_breaks_where_they_are_text() {
        assert_eq!(with_breaks("a\nb\r\n\r\nc"), "a<br>\nb<br>\n<br>\nc");
        assert_eq!(with_breaks("<a\nhref=x>b</a><pre>c\nd</pre>\n"), "<a\nhref=x>b</a><pre>c\nd</pre><br>\n");
        assert_eq!(
            content(Content::Plain("<!-- wp:paragraph -->\n<p>a</p>".to_owned())),
            Content::Html("<!-- wp:paragraph -->\n<p>a</p>".to_owned())
        );
    }

    proptest! {
        #[test]
        fn any_content_is_read(text in "[\\[\\]/a= \"<>pre\né]{0,60}") {
            content(Content::Plain(text));
        }
    }
}
