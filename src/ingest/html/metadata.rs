//! What a page says about its article, from its most deliberate statement to its least.
//!
//! JSON-LD is written for machines and names parts, so it comes first. Dublin Core and OpenGraph follow:
//! one value for a field, but sometimes the site's. Then come other `<meta>` names, then marked elements of
//! the page itself (`rel=author`, `itemprop`, `<time>`), and last what only looks like it: classes, `<title>`.

use dom_query::NodeRef;

use super::survey::{LINE, Survey, is_aside, line_of};
use super::{json_ld, title};
use crate::ingest::{Draft, byline, date, sanitize};

const TITLES: &[&str] = &[
    "dc.title",
    "dcterm.title",
    "dcterms.title",
    "og:title",
    "title",
    "twitter:title",
    "parsely-title",
    "sailthru.title",
    "citation_title",
    "headline",
    "hdl",
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
    "dc.contributor",
    "citation_author",
    "cxenseparse:author",
    "article_author",
    "writer",
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
    "cxenseparse:publishtime",
    "citation_publication_date",
    "citation_date",
    "dcterms.available",
    "publishtime",
    "publish_time",
    "published_time",
    "og:pubdate",
    "timestamp",
    "created",
    "release_date",
];
const SOURCES: &[&str] =
    &["og:site_name", "dc.publisher", "dcterms.publisher", "citation_journal_title", "application-name"];

/// Fills in what the page says. Returns the addresses that relative links start from, the nearest first.
pub(super) fn read(survey: &Survey<'_>, html: &str, draft: &mut Draft) -> Vec<String> {
    let meta = &survey.meta;
    let ld = json_ld::read(&survey.descriptions);
    let url = address(survey, ld.url.as_deref(), html);

    let source = ld.source.or_else(|| meta.first(SOURCES)).map(|source| without_scheme(&source).to_owned());
    // What is stated as the title is the title, with whatever it says of the site; `<title>` is the page's.
    draft.title = ld
        .title
        .or_else(|| meta.first(TITLES))
        .or_else(|| title::of_page(survey, source.as_deref(), url.as_deref()))
        .and_then(|title| line(&title));
    let source = source.or_else(|| draft.title.as_deref().and_then(|title| title::site(survey, title)));
    draft.bylines = authors(ld.authors, survey, source.as_deref());
    draft.published =
        ld.published.or_else(|| meta.first(DATES)).or_else(|| published(survey)).and_then(|date| line(&date));
    draft.source = source.and_then(|source| line(&source));
    draft.url = url.clone().and_then(|url| line(&url));
    draft.language = ld
        .language
        .or_else(|| survey.language.clone())
        .or_else(|| meta.first(&["og:locale", "content-language", "dc.language", "language"]))
        .and_then(|language| line(&language));
    survey.base.clone().into_iter().chain(url).collect()
}

fn line(text: &str) -> Option<String> {
    Some(sanitize::line(text)).filter(|line| !line.is_empty())
}

/// A site's name that is only its address, as a name.
fn without_scheme(site: &str) -> &str {
    match site.split_once("://") {
        Some((_, host)) => host.trim_start_matches("www.").trim_end_matches('/'),
        None => site,
    }
}

/// The first statement that names people; else the first of all, which may name an agency.
fn authors(described: Vec<String>, survey: &Survey<'_>, source: Option<&str>) -> Vec<String> {
    let site = source.map(title::key).unwrap_or_default();
    let is_name = |author: &String| {
        !author.contains("://") && author.chars().count() <= LINE && (site.is_empty() || title::key(author) != site)
    };
    let named = AUTHORS.iter().map(|name| survey.meta.all(name).to_vec());
    let marked = (0..survey.authors.len()).map(|rank| {
        let names = survey.names(rank);
        // Many elements may say that they name an author; a class is believed once.
        if rank < 2 { names } else { names.into_iter().take(1).collect() }
    });
    let mut first = Vec::new();
    for statement in std::iter::once(described).chain(named).chain(marked) {
        let names: Vec<String> =
            statement.iter().filter(|author| is_name(author)).filter_map(|name| line(name)).collect();
        if names.iter().any(|name| !byline::authors(name).is_empty()) {
            return names;
        }
        if first.is_empty() {
            first = names;
        }
    }
    first
}

/// The date that the surest element holds.
fn published(survey: &Survey<'_>) -> Option<String> {
    let in_article = |node: &&NodeRef<'_>| node.ancestors_it(None).any(|around| around.has_name("article"));
    survey.dates.iter().enumerate().find_map(|(rank, nodes)| {
        let own: Vec<&NodeRef<'_>> = nodes.iter().filter(|node| !is_aside(node)).collect();
        let first = own.iter().copied().filter(in_article).find_map(|node| date_of(*node, rank));
        first.or_else(|| own.iter().find_map(|node| date_of(**node, rank)))
    })
}

/// The date in an element; one that only looks like holding a date has to hold nothing but one.
fn date_of(node: NodeRef<'_>, rank: usize) -> Option<String> {
    /// From here on only a part of a class says that it is a date.
    const LOOKS: usize = 5;
    let value =
        ["datetime", "content", "title"].into_iter().find_map(|name| node.attr(name)).map(|value| value.to_string());
    let text = value.unwrap_or_else(|| line_of(node));
    // A relative date (`3 hours ago`) has no year and says nothing once the page is saved.
    let years = text.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4 || digits.len() == 8);
    let fits = years && text.chars().count() <= LINE;
    (fits && (rank < LOOKS || date::parse(&text).is_some())).then_some(text)
}

fn address(survey: &Survey<'_>, ld: Option<&str>, html: &str) -> Option<String> {
    [survey.canonical.clone(), survey.meta.first(&["og:url"]), ld.map(str::to_owned), saved_from(html)]
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
