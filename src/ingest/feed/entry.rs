//! One entry of a feed becomes a draft.

use super::channel::{Channel, address};
use super::charset::Text;
use super::content::Content;
use super::tree::{Element, Tree};
use super::{moment, people, wordpress};
use crate::ingest::blocks::Builder;
use crate::ingest::blocks::links::resolve;
use crate::ingest::{Draft, sanitize};

const TITLE: &[&str] = &["title", "atom:title", "dc:title", "media:title", "itunes:title"];

/// Bodies, the fullest first.
const BODY: &[&str] = &[
    "content:encoded",
    "content",
    "atom:content",
    "xhtml:body",
    "body",
    "fullitem",
    "description",
    "summary",
    "atom:summary",
    "abstract",
    "excerpt:encoded",
    "dc:description",
    "media:description",
    "itunes:summary",
];

/// Dates of publication before dates of change.
const PUBLISHED: &[&str] = &[
    "wp:post_date_gmt",
    "wp:post_date",
    "pubdate",
    "published",
    "atom:published",
    "issued",
    "dc:date",
    "dcterms:issued",
    "dcterms:created",
    "created",
    "date",
    "updated",
    "atom:updated",
    "modified",
    "dcterms:modified",
];

/// Enclosures of one entry that are shown.
const ENCLOSURES: usize = 20;

const ID: &[&str] = &["guid", "id", "atom:id", "wp:post_id"];

/// Reads an entry; gives the draft and the entry's own id. `None` when it is no article: a menu, a picture,
/// a comment, something that was thrown away.
pub(super) fn read(text: Text, channel: &Channel) -> Option<(Draft, Option<String>)> {
    let mut prefixes = channel.prefixes.clone();
    let tree = Tree::read(&text.text, &mut prefixes);
    let entry = tree.root().children().next()?;
    let exported = wordpress::is_export(entry);
    if wordpress::is_no_article(entry) || is_blogger_furniture(entry) {
        return None;
    }
    let field = |names: &[&str]| {
        names
            .iter()
            .flat_map(|name| entry.named(name))
            .map(|field| sanitize::line(&field.text()))
            .find(|text| !text.is_empty())
    };
    let base = entry
        .attribute("xml:base")
        .and_then(|base| resolve(channel.base.as_deref(), base))
        .or_else(|| channel.base.clone());
    let url = link(entry).and_then(|link| resolve(base.as_deref(), &link).or(Some(link)));
    let title = named(entry, TITLE).filter_map(Content::of).map(|title| title.line()).find(|title| !title.is_empty());
    let mut draft = Draft {
        bylines: bylines(entry, channel),
        published: published(entry),
        source: source(entry).or_else(|| channel.title.clone()),
        language: entry
            .attribute("xml:lang")
            .map(sanitize::line)
            .or_else(|| field(&["dc:language", "language"]))
            .or_else(|| channel.language.clone()),
        title,
        unreadable: text.unreadable,
        guessed: text.guessed,
        // What has no title got none: its first words are no title line.
        structured: true,
        ..Draft::default()
    };
    for element in named(entry, BODY) {
        let Some(content) = Content::of(element) else { continue };
        let content = if exported { wordpress::content(content) } else { content };
        let mut body = Builder::new();
        let own = element.attribute("xml:base").and_then(|own| resolve(base.as_deref(), own));
        if let Some(base) = own.as_deref().or(base.as_deref()).or(url.as_deref()) {
            body.set_base(base);
        }
        content.add(&mut body);
        body.finish_into(&mut draft);
        if !draft.blocks.is_empty() {
            break;
        }
    }
    draft.url = url;
    if exported {
        // An export holds drafts that nobody has written anything in.
        return (!draft.blocks.is_empty()).then(|| (draft, field(ID)));
    }
    if draft.blocks.is_empty() {
        enclosures(entry, base.as_deref(), &mut draft);
    }
    let blank = entry.children().next().is_none() && entry.attributes().next().is_none();
    (!blank).then(|| (draft, field(ID)))
}

/// What an entry without words is about: a recording, a picture.
fn enclosures(entry: Element<'_>, base: Option<&str>, draft: &mut Draft) {
    let enclosed = |element: &Element<'_>| {
        let link = matches!(element.name(), "link" | "atom:link") && element.attribute("rel") == Some("enclosure");
        link || matches!(element.name(), "enclosure" | "media:content" | "media:player")
    };
    let mut body = Builder::new();
    for element in entry.all().filter(enclosed).take(ENCLOSURES) {
        let address = element.attribute("url").or_else(|| element.attribute("href"));
        let Some(address) = address.and_then(|address| resolve(base, address)) else { continue };
        if let Some(link) = body.link(&address) {
            body.marked(link, &address);
            body.paragraph();
        }
    }
    body.finish_into(draft);
}

fn named<'a>(entry: Element<'a>, names: &'static [&'static str]) -> impl Iterator<Item = Element<'a>> {
    names.iter().flat_map(move |name| entry.named(name))
}

/// Where the entry stands: what it links to, else an id that is an address.
fn link(entry: Element<'_>) -> Option<String> {
    let original = entry.named("feedburner:origlink").next().map(|link| sanitize::line(&link.text()));
    let permanent = || {
        let guid = entry.named("guid").find(|guid| guid.attribute("ispermalink") != Some("false"))?;
        Some(sanitize::line(&guid.text())).filter(|guid| guid.starts_with("http"))
    };
    let attribute = |name: &str| entry.attribute(name).map(str::to_owned);
    original
        .filter(|link| !link.is_empty())
        .or_else(|| address(entry))
        .or_else(permanent)
        .or_else(|| attribute("rdf:about"))
        .or_else(|| attribute("href"))
}

fn bylines(entry: Element<'_>, channel: &Channel) -> Vec<String> {
    let export = wordpress::authors(entry, channel);
    if !export.is_empty() {
        return export;
    }
    let names = people::of(entry);
    if !names.is_empty() {
        return names;
    }
    // An entry that was taken over from another feed names its writer there.
    let other = entry.named("source").next().map(people::of).filter(|names| !names.is_empty());
    other.unwrap_or_else(|| channel.authors.clone())
}

/// The outlet of an entry that was taken over from another feed.
fn source(entry: Element<'_>) -> Option<String> {
    let source = entry.named("source").next()?;
    let title = source.named("title").next().or_else(|| source.named("atom:title").next());
    let title = title.or_else(|| source.children().next().is_none().then_some(source))?;
    Content::of(title).map(|title| title.line()).filter(|title| !title.is_empty())
}

/// The first date that can be read.
fn published(entry: Element<'_>) -> Option<String> {
    named(entry, PUBLISHED)
        .filter(|date| !date.text().starts_with("0000"))
        .map(|date| {
            let zone = if date.name() == "wp:post_date_gmt" { " +0000" } else { "" };
            format!("{}{zone}", sanitize::line(&date.text()))
        })
        .find_map(|text| moment::readable(&text))
}

/// A blog's settings, its templates and its comments stand among its posts in Blogger's exports.
fn is_blogger_furniture(entry: Element<'_>) -> bool {
    let kind = entry
        .named("category")
        .find(|category| category.attribute("scheme").is_some_and(|scheme| scheme.ends_with("#kind")));
    let other = kind
        .and_then(|kind| kind.attribute("term"))
        .is_some_and(|term| !["post", "page"].iter().any(|kind| term.ends_with(kind)));
    let is = |name: &str, wanted: &[&str]| {
        entry.named(name).next().is_none_or(|value| wanted.contains(&value.text().trim()))
    };
    other || !is("blogger:type", &["POST", "PAGE"]) || !is("blogger:status", &["LIVE", "DRAFT", "SCHEDULED"])
}
