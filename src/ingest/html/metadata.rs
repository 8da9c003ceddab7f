//! What a page says about its article, from its most deliberate statement to its least.
//!
//! JSON-LD is written for machines and names parts, so it comes first. Dublin Core and OpenGraph follow:
//! one value for a field, but sometimes the site's. Then come other `<meta>` names, then marked elements of
//! the page itself (`rel=author`, `itemprop`, `<time>`), and last what only looks like it: classes, `<title>`.

use std::collections::HashMap;

use dom_query::{Document, NodeRef};

use super::{json_ld, title};
use crate::ingest::{Draft, sanitize};

/// Longest text that can be a byline, in characters.
const BYLINE: usize = 120;

const TITLES: &[&str] = &[
    "dc.title",
    "dcterm.title",
    "dcterms.title",
    "og:title",
    "title",
    "twitter:title",
    "parsely-title",
    "sailthru.title",
];
const AUTHORS: &[&str] = &[
    "dc.creator",
    "dcterm.creator",
    "dcterms.creator",
    "author",
    "parsely-author",
    "sailthru.author",
    "byl",
    "article:author",
    "og:article:author",
    "twitter:creator:name",
];
const DATES: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "parsely-pub-date",
    "dc.date",
    "dc.date.issued",
    "dc.date.created",
    "dcterms.created",
    "dcterms.date",
    "dcterms.issued",
    "datepublished",
    "date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "sailthru.date",
    "og:published_time",
    "article_date_original",
    "originalpublicationdate",
    "cxenseparse:recs:publishtime",
];
const SOURCES: &[&str] =
    &["og:site_name", "dc.publisher", "dcterms.publisher", "citation_journal_title", "application-name"];

/// Fills in what the page says. Returns the addresses that relative links start from, the nearest first.
pub(super) fn read(document: &Document, html: &str, draft: &mut Draft) -> Vec<String> {
    let meta = Meta::read(document);
    let ld = json_ld::read(document);
    let url = address(document, &meta, ld.url.as_deref(), html);
    let base = document.select_single("base[href]").attr("href").map(|href| href.to_string());

    let source = ld.source.or_else(|| meta.first(SOURCES));
    draft.title = ld
        .title
        .or_else(|| meta.first(TITLES))
        .map(|title| title::without_site(&title, source.as_deref()))
        .or_else(|| title::of_page(document, source.as_deref(), url.as_deref()))
        .and_then(|title| line(&title));
    let source = source.or_else(|| draft.title.as_deref().and_then(|title| title::site(document, title)));
    draft.bylines = if ld.authors.is_empty() { authors(document, &meta) } else { ld.authors };
    draft.bylines = draft.bylines.iter().filter_map(|byline| line(byline)).collect();
    draft.published =
        ld.published.or_else(|| meta.first(DATES)).or_else(|| date(document)).and_then(|date| line(&date));
    draft.source = source.and_then(|source| line(&source));
    draft.url = url.clone().and_then(|url| line(&url));
    base.into_iter().chain(url).collect()
}

fn line(text: &str) -> Option<String> {
    Some(sanitize::line(text)).filter(|line| !line.is_empty())
}

/// The `<meta>` elements by their names, in lower case; the first of a name counts, but all authors do.
struct Meta {
    values: HashMap<String, (&'static str, Vec<String>)>,
}

impl Meta {
    fn read(document: &Document) -> Self {
        let mut values: HashMap<String, (&'static str, Vec<String>)> = HashMap::new();
        let nodes = document.select("meta[content]");
        for key in ["property", "name", "itemprop"] {
            for node in nodes.nodes() {
                let content = node.attr("content").unwrap_or_default();
                let names = node.attr(key).filter(|_| !content.trim().is_empty()).unwrap_or_default();
                for name in names.split_ascii_whitespace() {
                    // `dc:title`, `DC.Title`, and `dcterms:created` are spellings of one name.
                    let name = name.to_ascii_lowercase();
                    let name = if name.starts_with("dc") { name.replace(':', ".") } else { name };
                    let values = values.entry(name).or_insert_with(|| (key, Vec::new()));
                    // A name that is given as a property too is another vocabulary's.
                    if values.0 == key {
                        values.1.push(content.trim().to_owned());
                    }
                }
            }
        }
        Self { values }
    }

    fn all(&self, name: &str) -> &[String] {
        self.values.get(name).map_or(&[], |(_, values)| values.as_slice())
    }

    fn first(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.all(name).first().cloned())
    }
}

fn authors(document: &Document, meta: &Meta) -> Vec<String> {
    let is_name = |author: &&String| !author.contains("://") && author.chars().count() <= BYLINE;
    let named = AUTHORS.iter().map(|name| meta.all(name).iter().filter(is_name).cloned().collect::<Vec<_>>());
    let marked = ["[itemprop~=author] [itemprop~=name]", "[itemprop~=author]", "a[rel~=author]"]
        .into_iter()
        .map(|selector| texts(document, selector));
    let looks =
        [".byline", ".author", ".article-author", ".post-author", "#byline", "[class*=byline]", "[class*=author]"];
    let looks = looks.into_iter().map(|selector| texts(document, selector).into_iter().take(1).collect());
    named.chain(marked).chain(looks).find(|authors| !authors.is_empty()).unwrap_or_default()
}

/// The texts of the elements that a selector finds, as far as they are short enough for a name.
fn texts(document: &Document, selector: &str) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    for node in document.select(selector).nodes() {
        let text = sanitize::line(&node.text());
        if !text.is_empty()
            && text.chars().count() <= BYLINE
            && text.chars().any(char::is_alphabetic)
            && !texts.contains(&text)
        {
            texts.push(text);
        }
    }
    texts
}

fn date(document: &Document) -> Option<String> {
    let selectors = [
        "[itemprop~=datePublished]",
        "time[pubdate]",
        "article time[datetime]",
        "time[datetime]",
        "article time",
        "abbr.published",
        ".entry-date",
        ".post-date",
        ".published",
    ];
    selectors.into_iter().find_map(|selector| document.select(selector).nodes().iter().find_map(|node| date_of(*node)))
}

fn date_of(node: NodeRef<'_>) -> Option<String> {
    let value =
        ["datetime", "content", "title"].into_iter().find_map(|name| node.attr(name)).map(|value| value.to_string());
    let text = value.unwrap_or_else(|| node.text().to_string());
    // A relative date (`3 hours ago`) has no year and says nothing once the page is saved.
    let years = text.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4 || digits.len() == 8);
    (years && text.chars().count() <= BYLINE).then_some(text)
}

fn address(document: &Document, meta: &Meta, ld: Option<&str>, html: &str) -> Option<String> {
    let canonical = document.select_single("link[rel~=canonical]").attr("href").map(|href| href.to_string());
    [canonical, meta.first(&["og:url"]), ld.map(str::to_owned), saved_from(html)]
        .into_iter()
        .flatten()
        .find(|url| url.contains("://"))
}

/// The address that a browser writes into a page as it saves it: `<!-- saved from url=(0023)https://… -->`.
fn saved_from(html: &str) -> Option<String> {
    let end = html.char_indices().nth(2_000).map_or(html.len(), |(at, _)| at);
    let head = html.get(..end)?;
    let (_, rest) = head.split_once("saved from url=(")?;
    let (_, rest) = rest.split_once(')')?;
    rest.split(|c: char| c.is_whitespace() || c == '>').next().map(str::to_owned)
}
