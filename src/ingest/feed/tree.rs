//! A small tree of elements out of XML that may be broken.

use std::collections::HashMap;

use quick_xml::events::attributes::Attributes;

use super::lexer::{Lexer, Token};
use super::namespace::Prefixes;
use super::reference;

/// Elements deeper than this are read as their text.
const DEPTH: usize = 256;

/// Elements beyond this many are read as their text.
const NODES: usize = 400_000;

/// Attributes of one element that are looked at.
const ATTRIBUTES: usize = 64;

/// Elements that hold text: another of them begins only where this one has ended, said or not.
const FIELDS: &[&str] = &[
    "title",
    "link",
    "guid",
    "id",
    "pubdate",
    "published",
    "updated",
    "modified",
    "issued",
    "created",
    "description",
    "summary",
    "comments",
    "category",
    "content:encoded",
    "dc:creator",
    "dc:date",
    "dc:description",
    "dc:subject",
    "dc:title",
];

/// Elements of one document; the first holds all others.
pub(super) struct Tree {
    nodes: Vec<Node>,
}

struct Node {
    name: String,
    attributes: Vec<(String, String)>,
    parts: Vec<Part>,
}

enum Part {
    Text(String),
    Element(usize),
}

impl Tree {
    /// Reads a text. An end tag closes what it names, if that is open; what is never closed ends with the
    /// text. Names are in lower case and have the usual prefixes, whichever the text uses.
    pub(super) fn read(text: &str, prefixes: &mut Prefixes) -> Self {
        let mut tree = Self { nodes: vec![Node::new(String::new())] };
        let mut lexer = Lexer::new(text);
        let mut open: Vec<(usize, &str)> = vec![(0, "")];
        // How often each name is open, so that an end tag of none costs nothing.
        let mut names: HashMap<&str, usize> = HashMap::new();
        while let Some(token) = lexer.next(open.last().map_or("", |(_, name)| *name)) {
            let top = open.last().map_or(0, |(node, _)| *node);
            match token {
                Token::Text(text) => tree.text(top, &reference::decode(text)),
                Token::Cdata(text) => tree.text(top, text),
                Token::Start { name, inside, empty } => {
                    let attributes = attributes(name, inside);
                    prefixes.declare(&attributes);
                    let mut node = Node::new(prefixes.usual(name));
                    node.attributes = attributes;
                    let mut top = top;
                    if open.len() > 1
                        && FIELDS.contains(&node.name.as_str())
                        && FIELDS.contains(&tree.nodes[top].name.as_str())
                    {
                        close(&mut open, &mut names);
                        top = open.last().map_or(0, |(node, _)| *node);
                    }
                    if open.len() > DEPTH || tree.nodes.len() > NODES {
                        tree.text(top, " ");
                        continue;
                    }
                    let index = tree.nodes.len();
                    tree.nodes.push(node);
                    tree.nodes[top].parts.push(Part::Element(index));
                    if !empty {
                        open.push((index, name));
                        *names.entry(name).or_default() += 1;
                    }
                }
                Token::End(name) => {
                    while names.get(name).is_some_and(|count| *count > 0) {
                        if close(&mut open, &mut names) == Some(name) {
                            break;
                        }
                    }
                }
            }
        }
        tree
    }

    /// What holds all elements.
    pub(super) fn root(&self) -> Element<'_> {
        Element { tree: self, index: 0 }
    }

    fn text(&mut self, node: usize, text: &str) {
        match self.nodes[node].parts.last_mut() {
            Some(Part::Text(before)) => before.push_str(text),
            _ => self.nodes[node].parts.push(Part::Text(text.to_owned())),
        }
    }
}

fn close<'a>(open: &mut Vec<(usize, &'a str)>, names: &mut HashMap<&'a str, usize>) -> Option<&'a str> {
    let (_, name) = (open.len() > 1).then(|| open.pop()).flatten()?;
    if let Some(count) = names.get_mut(name) {
        *count -= 1;
    }
    Some(name)
}

fn attributes(name: &str, inside: &str) -> Vec<(String, String)> {
    // Not checked for doubles: that compares each with all before it.
    let mut attributes = Attributes::html(inside, name.len());
    attributes
        .with_checks(false)
        .flatten()
        .take(ATTRIBUTES)
        .map(|attribute| {
            (attribute.key.as_ref().to_ascii_lowercase(), reference::decode(&attribute.value).into_owned())
        })
        .collect()
}

impl Node {
    fn new(name: String) -> Self {
        Self { name, attributes: Vec::new(), parts: Vec::new() }
    }
}

/// One element of a tree.
#[derive(Clone, Copy)]
pub(super) struct Element<'a> {
    tree: &'a Tree,
    index: usize,
}

impl PartialEq for Element<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.tree, other.tree) && self.index == other.index
    }
}

/// What stands in an element, in order.
pub(super) enum Inside<'a> {
    Text(&'a str),
    Element(Element<'a>),
}

impl<'a> Element<'a> {
    fn node(self) -> &'a Node {
        &self.tree.nodes[self.index]
    }

    /// Its name with the usual prefix, in lower case.
    pub(super) fn name(self) -> &'a str {
        &self.node().name
    }

    /// Its attributes, their names in lower case.
    pub(super) fn attributes(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.node().attributes.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// One attribute; what is blank is none.
    pub(super) fn attribute(self, name: &str) -> Option<&'a str> {
        self.attributes().find(|(key, _)| *key == name).map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// Its text and its elements.
    pub(super) fn inside(self) -> impl DoubleEndedIterator<Item = Inside<'a>> {
        self.node().parts.iter().map(move |part| match part {
            Part::Text(text) => Inside::Text(text),
            Part::Element(index) => Inside::Element(Element { tree: self.tree, index: *index }),
        })
    }

    /// Its elements.
    pub(super) fn children(self) -> impl DoubleEndedIterator<Item = Element<'a>> {
        self.inside().filter_map(|part| match part {
            Inside::Element(element) => Some(element),
            Inside::Text(_) => None,
        })
    }

    /// Its elements of one name.
    pub(super) fn named(self, name: &str) -> impl Iterator<Item = Element<'a>> {
        self.children().filter(move |child| child.name() == name)
    }

    /// Every element in it, itself first, in the order of the document.
    pub(super) fn all(self) -> impl Iterator<Item = Element<'a>> {
        let mut stack = vec![self];
        std::iter::from_fn(move || {
            let next = stack.pop()?;
            stack.extend(next.children().rev());
            Some(next)
        })
    }

    /// All text in it.
    pub(super) fn text(self) -> String {
        let mut out = String::new();
        for element in self.ordered() {
            out.push_str(element);
        }
        out
    }

    /// The pieces of text in it, in the order of the document.
    fn ordered(self) -> impl Iterator<Item = &'a str> {
        let mut stack = vec![Inside::Element(self)];
        std::iter::from_fn(move || {
            loop {
                match stack.pop()? {
                    Inside::Text(text) => return Some(text),
                    Inside::Element(element) => stack.extend(element.inside().rev()),
                }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn outline(text: &str) -> String {
        let tree = Tree::read(text, &mut Prefixes::default());
        tree.root()
            .all()
            .skip(1)
            .map(|element| {
                let text: String = element
                    .inside()
                    .filter_map(|part| match part {
                        Inside::Text(text) => Some(text.trim()),
                        Inside::Element(_) => None,
                    })
                    .collect();
                format!("{}={text} ", element.name())
            })
            .collect()
    }

    #[test]
    fn missing_and_wrong_end_tags_do_not_move_what_follows() {
        assert_eq!(outline("<item><title>T<link>l</link><description>d"), "item= title=T link=l description=d ");
        assert_eq!(outline("<item><title>T</titel><link>l</link></item>"), "item= title=T link=l ");
        assert_eq!(outline("<a><b>x</c></a><d>y</d>"), "a= b=x d=y ");
        assert_eq!(outline("<image><title>T</title></image>"), "image= title=T ");
    }

    #[test]
    fn attributes_are_read_however_they_are_quoted() {
        let tree = Tree::read("<a href='x&amp;y' REL=alternate checked empty='' href='z'>", &mut Prefixes::default());
        let link = tree.root().children().next().unwrap();
        assert_eq!(link.attribute("href"), Some("x&y"));
        assert_eq!(link.attribute("rel"), Some("alternate"));
        assert_eq!(link.attribute("empty"), None);
    }

    #[test]
    fn what_is_nested_too_deep_is_read_as_text() {
        let tree = Tree::read(&format!("{}deep", "<a>x".repeat(100_000)), &mut Prefixes::default());
        assert!(tree.nodes.len() <= DEPTH + 1);
        assert!(tree.root().text().ends_with("deep"));
        assert_eq!(tree.root().text().matches('x').count(), 100_000);
    }

    #[test]
    fn a_declared_entity_is_not_expanded() {
        let text = "<!DOCTYPE r [<!ENTITY a 'lol'><!ENTITY b '&a;&a;&a;'>]><r>&b;</r>";
        assert_eq!(outline(text), "r=&b; ");
    }

    proptest! {
        #[test]
        fn any_text_makes_a_tree(text in "[<>!/?ab:\\-\\[\\]CDAT\"'= &;é]{0,80}") {
            Tree::read(&text, &mut Prefixes::default()).root().text();
        }
    }
}
