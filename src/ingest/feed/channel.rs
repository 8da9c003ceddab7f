//! What a feed says about itself, which its entries inherit.

use std::collections::HashMap;

use super::content::Content;
use super::namespace::Prefixes;
use super::people;
use super::tree::{Element, Tree};
use crate::ingest::blocks::links::resolve;
use crate::ingest::sanitize;

/// Writers of one export that are remembered.
const WRITERS: usize = 100_000;

/// A feed without its entries.
#[derive(Default)]
pub(super) struct Channel {
    pub(super) title: Option<String>,
    pub(super) language: Option<String>,
    /// Where relative addresses start from.
    pub(super) base: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) prefixes: Prefixes,
    /// The names of WordPress' writers by their logins.
    writers: HashMap<String, String>,
}

impl Channel {
    /// Takes what a piece around the entries says and no piece before it has said.
    pub(super) fn read(&mut self, text: &str) {
        let tree = Tree::read(text, &mut self.prefixes);
        let root = tree.root().children().find(|child| child.children().next().is_some()).unwrap_or(tree.root());
        let channel = root.named("channel").next().unwrap_or(root);
        let filled = |text: String| Some(text).filter(|text| !text.is_empty());
        let first = |names: &[&str]| {
            names
                .iter()
                .flat_map(|name| channel.named(name))
                .filter_map(Content::of)
                .find_map(|content| filled(content.line()))
        };
        self.title = self.title.take().or_else(|| first(&["title", "atom:title", "dc:title"]));
        self.language =
            self.language.take().or_else(|| first(&["language", "dc:language"])).or_else(|| {
                [channel, root].iter().find_map(|element| element.attribute("xml:lang")).map(sanitize::line)
            });
        if self.authors.is_empty() {
            self.authors = people::of(channel);
        }
        let link = address(channel);
        for base in [link.as_deref(), root.attribute("xml:base"), channel.attribute("xml:base")].into_iter().flatten() {
            self.base = resolve(self.base.as_deref(), base).or(self.base.take());
        }
        for writer in channel.named("wp:author") {
            let field = |names: &[&str]| {
                names.iter().flat_map(|name| writer.named(name)).find_map(|field| filled(sanitize::line(&field.text())))
            };
            let Some(name) = field(&["wp:author_display_name"]) else { continue };
            for login in ["wp:author_email", "wp:author_login"].into_iter().filter_map(|key| field(&[key])) {
                if self.writers.len() < WRITERS {
                    self.writers.insert(login, name.clone());
                }
            }
        }
    }

    /// The name of a writer whom an export knows by a login or an e-mail address.
    pub(super) fn writer(&self, login: &str) -> Option<&str> {
        self.writers.get(login).map(String::as_str)
    }
}

/// The address of a feed or an entry: a page for readers before all other links.
pub(super) fn address(element: Element<'_>) -> Option<String> {
    let links: Vec<_> = ["link", "atom:link"].iter().flat_map(|name| element.named(name)).collect();
    let href = |wanted: fn(&str, &str) -> bool| {
        let mut fitting = links.iter().filter_map(|link| {
            let rel = link.attribute("rel").unwrap_or("alternate");
            let kind = link.attribute("type").unwrap_or("text/html");
            link.attribute("href").filter(|_| wanted(rel, kind))
        });
        fitting.next().map(str::to_owned)
    };
    let text = || {
        links
            .iter()
            .filter(|link| link.attribute("href").is_none())
            .map(|link| sanitize::line(&link.text()))
            .find(|text| !text.is_empty())
    };
    href(|rel, kind| rel == "alternate" && kind.contains("html"))
        .or_else(text)
        .or_else(|| href(|rel, _| rel == "alternate"))
}
