//! A list of feeds: an article that names them, and the files among them.

use super::content::Content;
use super::namespace::Prefixes;
use super::tree::{Element, Tree};
use crate::article::Mark;
use crate::ingest::blocks::Builder;
use crate::ingest::{Draft, sanitize};

/// Outlines of one list that are shown.
const OUTLINES: usize = 100_000;

/// Attributes that give a feed's address, then those that give its page.
const ADDRESSES: &[&str] = &["xmlurl", "url", "htmlurl", "href"];

/// The files that a list names: relative paths as they stand, and what `file:` leads to.
pub fn opml_files(text: &str) -> Vec<String> {
    let tree = Tree::read(text, &mut Prefixes::default());
    let outlines = tree.root().all().filter(|element| element.name() == "outline");
    outlines
        .filter_map(|outline| ["xmlurl", "url"].iter().find_map(|name| outline.attribute(name)))
        .filter_map(file)
        .collect()
}

fn file(address: &str) -> Option<String> {
    let path = address.strip_prefix("file://").map(|path| path.strip_prefix("localhost").unwrap_or(path));
    let path = path.or_else(|| address.strip_prefix("file:"));
    let scheme = address.split_once(':').is_some_and(|(scheme, _)| scheme.chars().all(|c| c.is_ascii_alphanumeric()));
    let path = path.or_else(|| (!scheme && !address.starts_with("//")).then_some(address))?;
    (!path.is_empty()).then(|| unescaped(path))
}

/// A path without the `%20` of an address.
fn unescaped(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((byte, after)) = rest.split_first() {
        let hex = after.get(..2).filter(|_| *byte == b'%').and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(value) => {
                bytes.push(value);
                rest = &after[2..];
            }
            None => {
                bytes.push(*byte);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| path.to_owned())
}

/// The list as an article: its outlines as a nested list, each with its address.
pub(super) fn draft(text: &str) -> Draft {
    let tree = Tree::read(text, &mut Prefixes::default());
    let field = |wanted: &str| {
        let head = tree.root().all().filter(|element| element.name() == "head");
        let mut found = head.flat_map(|head| head.named(wanted)).filter_map(Content::of);
        found.next().map(|content| content.line()).filter(|line| !line.is_empty())
    };
    let mut body = Builder::new();
    body.structure();
    let mut draft = Draft {
        title: field("title"),
        bylines: field("ownername").into_iter().collect(),
        published: field("datecreated").or_else(|| field("datemodified")),
        structured: true,
        ..Draft::default()
    };
    let lists = tree.root().all().filter(|element| element.name() == "body");
    for list in lists {
        outlines(list, &mut body);
    }
    body.finish_into(&mut draft);
    draft
}

enum Step<'a> {
    Outline(Element<'a>),
    End,
}

fn outlines(list: Element<'_>, body: &mut Builder) {
    let within = |element: Element<'_>| element.named("outline").next().is_some();
    let steps_of = |element| {
        let mut steps: Vec<Step<'_>> = Element::named(element, "outline").map(Step::Outline).collect();
        steps.push(Step::End);
        steps.reverse();
        steps
    };
    body.list(None);
    let mut steps = steps_of(list);
    let mut count = 0;
    while let Some(step) = steps.pop() {
        match step {
            Step::Outline(element) => {
                count += 1;
                if count > OUTLINES {
                    continue;
                }
                body.item(None);
                outline(element, body);
                if within(element) {
                    body.list(None);
                    steps.extend(steps_of(element));
                }
            }
            Step::End => body.leave(),
        }
    }
}

fn outline(element: Element<'_>, body: &mut Builder) {
    let address = ADDRESSES.iter().find_map(|name| element.attribute(name)).map(sanitize::line);
    let text = ["text", "title"].iter().find_map(|name| element.attribute(name)).map(sanitize::line);
    let link = address.as_deref().and_then(|address| body.link(address));
    match (text, link) {
        (Some(text), Some(link)) => body.marked(link, &text),
        (Some(text), None) => body.text(&text),
        (None, _) => {}
    }
    if let Some(address) = address {
        body.line_break();
        body.marked(link.unwrap_or(Mark::Code), &address);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_are_named() {
        let text = "<opml><body><outline text='a' xmlUrl='feeds/a%20b.xml'><outline url='file:///x/c.rss'/></outline>\
                    <outline xmlUrl='https://a.example/feed'/><outline xmlUrl='//b.example/'/><outline text='none'/></body></opml>";
        assert_eq!(opml_files(text), ["feeds/a b.xml", "/x/c.rss"]);
    }

    #[test]
    fn a_list_is_an_article_with_its_feeds_as_links() {
        let draft = draft(
            "<opml><head><title>My feeds</title><ownerName>Ann Lee</ownerName></head><body><outline text='News'>\
             <outline text='Ledger' xmlUrl='https://a.example/feed'/></outline><outline text='Local' xmlUrl='b.xml'/></body></opml>",
        );
        assert_eq!((draft.title.as_deref(), draft.bylines.len()), (Some("My feeds"), 1));
        let texts: Vec<_> = draft.blocks.iter().map(|block| block.text.as_str()).collect();
        assert_eq!(texts, ["News", "Ledger\nhttps://a.example/feed", "Local\nb.xml"]);
        assert_eq!(draft.links, ["https://a.example/feed"]);
    }
}
