//! Everything that a page's elements say about its article, gathered in one walk.

use std::collections::HashMap;

use dom_query::{Document, Element, NodeRef};

use crate::ingest::prefix::prefix;
use crate::ingest::sanitize;

/// Longest text that can be a byline or a date, in characters.
pub(super) const LINE: usize = 120;

/// Text of one element that is looked at, in bytes.
const TEXT: usize = 2_000;

/// Elements of one kind that are kept: a list page marks up hundreds of other articles.
const KEPT: usize = 60;

/// Links whose text may name the site.
const LINKS: usize = 60;

/// Elements whose class or id says that what is in them is somebody else's.
const ASIDE: &[&str] = &["comment", "related", "recommend", "sidebar", "widget", "footer", "promo", "newsletter"];

/// Classes that themes and microformats give to an entry's own title.
const HEADLINES: &[&str] = &["entry-title", "post-title", "article-title", "p-name"];

#[derive(Default)]
pub(super) struct Survey<'a> {
    /// The content of `<meta>` elements by their names.
    pub(super) meta: Meta,
    /// The language that the page is in.
    pub(super) language: Option<String>,
    /// The text of `<title>`.
    pub(super) title: Option<String>,
    /// The texts of first- and second-level headings.
    pub(super) headings: Vec<(u8, String)>,
    /// The text of the first element that says it is the headline of the entry.
    pub(super) headline: Option<String>,
    /// The text of scripts in JSON-LD.
    pub(super) descriptions: Vec<String>,
    /// `<link rel=canonical>`.
    pub(super) canonical: Option<String>,
    /// `<base href>`.
    pub(super) base: Option<String>,
    /// Short texts of the first links.
    pub(super) links: Vec<String>,
    /// Elements that may name the author, surest kind first.
    pub(super) authors: [Vec<NodeRef<'a>>; 6],
    /// Elements that may hold the date, surest kind first.
    pub(super) dates: [Vec<NodeRef<'a>>; 7],
}

impl<'a> Survey<'a> {
    pub(super) fn new(document: &'a Document) -> Self {
        let mut survey = Self::default();
        for node in document.root().descendants_it() {
            survey.element(node);
        }
        survey
    }

    fn element(&mut self, node: NodeRef<'a>) {
        let Some(element) = node.element_ref() else { return };
        let attr = |name: &str| attribute(&element, name).unwrap_or_default();
        let name: &str = &element.name.local;
        match name {
            "meta" => {
                self.meta.add(&element);
                return;
            }
            "html" => self.language = non_empty(attr("lang")).or_else(|| non_empty(attr("xml:lang"))),
            "base" if self.base.is_none() => self.base = non_empty(attr("href")),
            "link" if self.canonical.is_none() && has_word(attr("rel"), "canonical") => {
                self.canonical = non_empty(attr("href"));
            }
            "script" if attr("type").eq_ignore_ascii_case("application/ld+json") => {
                self.descriptions.push(node.text().to_string());
            }
            // Pictures in SVG have titles too.
            "title" if self.title.is_none() && &*element.name.ns == "http://www.w3.org/1999/xhtml" => {
                self.title = non_empty(&line_of(node));
            }
            "h1" | "h2" if self.headings.len() < KEPT => {
                let level = if name == "h1" { 1 } else { 2 };
                self.headings.extend(non_empty(&line_of(node)).map(|text| (level, text)));
            }
            "a" if self.links.len() < LINKS => self.links.push(line_of(node)),
            _ => {}
        }
        if !element.attrs.is_empty() {
            let class = attr("class");
            let is_headline =
                has_word(attr("itemprop"), "headline") || HEADLINES.iter().any(|word| has_word(class, word));
            if self.headline.is_none() && is_headline && !is_aside(&node) {
                self.headline = non_empty(&line_of(node));
            }
            let (author, date) = ranks(&element);
            drop(element);
            keep(author.and_then(|rank| self.authors.get_mut(rank)), node);
            keep(date.and_then(|rank| self.dates.get_mut(rank)), node);
        }
    }

    /// The texts of the elements of one kind that may be names; those that name a part of them are read as that part.
    pub(super) fn names(&self, rank: usize) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for node in self.authors.get(rank).into_iter().flatten().filter(|node| !is_aside(node)) {
            let name = name_in(*node);
            let fits = !name.is_empty() && name.chars().count() <= LINE && name.contains(char::is_alphabetic);
            if fits && !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }
}

fn keep<'a>(list: Option<&mut Vec<NodeRef<'a>>>, node: NodeRef<'a>) {
    if let Some(list) = list.filter(|list| list.len() < KEPT) {
        list.push(node);
    }
}

/// What an element's attributes make it: how surely the author's name, and how surely the date.
fn ranks(element: &Element) -> (Option<usize>, Option<usize>) {
    let name: &str = &element.name.local;
    let attr = |name: &str| attribute(element, name).unwrap_or_default();
    let (property, class, id) = (attr("itemprop"), attr("class"), attr("id"));
    let classed = |words: &[&str]| words.iter().any(|word| has_word(class, word));
    let time = name == "time";
    if property.is_empty() && class.is_empty() && id.is_empty() && !time && name != "a" {
        return (None, None);
    }
    let says = |word: &str| contains(class, word) || contains(id, word);
    let author = match () {
        () if has_word(property, "author") => Some(0),
        () if name == "a" && has_word(attr("rel"), "author") => Some(1),
        () if classed(&["p-author"]) || has_word(class, "vcard") && says("author") => Some(2),
        () if classed(&["byline", "author", "article-author", "post-author", "author-name"]) => Some(3),
        () if id == "byline" || says("byline") => Some(4),
        () if says("author") || says("writtenby") || classed(&["writer", "autor"]) => Some(5),
        () => None,
    };
    let date = match () {
        () if has_word(property, "datePublished") => Some(0),
        () if time && attribute(element, "pubdate").is_some() => Some(1),
        () if classed(&["dt-published"]) => Some(1),
        () if time && !attr("datetime").is_empty() => Some(2),
        () if time => Some(3),
        () if classed(&["published", "entry-date", "post-date", "pubdate", "date-header"]) => Some(4),
        () if says("publish") || says("dateline") || says("timestamp") || says("posted-on") => Some(5),
        () if says("date") && !says("update") => Some(6),
        () => None,
    };
    (author, date)
}

fn attribute<'e>(element: &'e Element, name: &str) -> Option<&'e str> {
    element.attrs.iter().find(|attr| &*attr.name.local == name).map(|attr| attr.value.trim())
}

/// The text of an element as one line; only the start of a long one.
pub(super) fn line_of(node: NodeRef<'_>) -> String {
    let mut text = String::new();
    for part in node.descendants_it().filter(NodeRef::is_text) {
        text.push_str(&part.text());
        if text.len() > TEXT {
            break;
        }
    }
    sanitize::line(prefix(&text, TEXT))
}

/// The name within an element that describes a person, else all of its text.
fn name_in(node: NodeRef<'_>) -> String {
    if let Some(content) = node.attr("content").filter(|content| !content.trim().is_empty()) {
        return sanitize::line(&content);
    }
    let is_name = |part: &NodeRef<'_>| {
        part.element_ref().is_some_and(|element| {
            element.attrs.iter().any(|attr| match &*attr.name.local {
                "itemprop" => has_word(&attr.value, "name"),
                "class" => has_word(&attr.value, "fn") || has_word(&attr.value, "p-name"),
                "rel" => has_word(&attr.value, "author"),
                _ => false,
            })
        })
    };
    let named = node.descendants_it().take(200).find(is_name);
    if let Some(content) = named.and_then(|part| part.attr("content")) {
        return sanitize::line(&content);
    }
    line_of(named.unwrap_or(node))
}

/// Whether an element stands among comments, other articles or the like.
pub(super) fn is_aside(node: &NodeRef<'_>) -> bool {
    node.ancestors_it(None).any(|around| {
        around.element_ref().is_some_and(|element| {
            let names = element.attrs.iter().filter(|attr| matches!(&*attr.name.local, "class" | "id"));
            let body = matches!(&*element.name.local, "body" | "html" | "main" | "article");
            !body && names.into_iter().any(|attr| ASIDE.iter().any(|word| contains(&attr.value, word)))
        })
    })
}

fn non_empty(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// Whether a list of words has this one, in either case.
fn has_word(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|part| part.eq_ignore_ascii_case(word))
}

/// Whether a name contains an ASCII word, in either case.
fn contains(name: &str, word: &str) -> bool {
    let (name, word) = (name.as_bytes(), word.as_bytes());
    let Some(first) = word.first() else { return true };
    let mut starts = memchr::memchr2_iter(*first, first.to_ascii_uppercase(), name);
    starts.any(|at| name.get(at..at + word.len()).is_some_and(|part| part.eq_ignore_ascii_case(word)))
}

/// The `<meta>` elements by their names, in lower case; the first of a name counts, but all authors do.
#[derive(Default)]
pub(super) struct Meta {
    values: HashMap<String, (u8, Vec<String>)>,
}

impl Meta {
    fn add(&mut self, element: &Element) {
        let attr = |name: &str| attribute(element, name).unwrap_or_default();
        let content = attr("content");
        if content.is_empty() {
            return;
        }
        // A name that is given as a property too is another vocabulary's.
        for (rank, key) in ["property", "name", "itemprop", "http-equiv"].into_iter().enumerate() {
            let rank = rank as u8;
            for name in attr(key).split_ascii_whitespace() {
                // `dc:title`, `DC.Title`, and `dcterms:created` are spellings of one name.
                let name = name.to_ascii_lowercase();
                let name = if name.starts_with("dc") { name.replace(':', ".") } else { name };
                let values = self.values.entry(name).or_insert_with(|| (rank, Vec::new()));
                if rank < values.0 {
                    *values = (rank, Vec::new());
                }
                if values.0 == rank {
                    values.1.push(content.to_owned());
                }
            }
        }
    }

    /// All values of a name.
    pub(super) fn all(&self, name: &str) -> &[String] {
        self.values.get(name).map_or(&[], |(_, values)| values.as_slice())
    }

    /// The value of the first of these names that is given.
    pub(super) fn first(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.all(name).first().cloned())
    }
}
