//! What a dump doesn't say: title, byline, date, credits and litter, found in the text itself.

use super::{Draft, byline, date, language, sanitize};
use crate::article::{Article, Block, Kind, Mark, Moment, has_words};
use date::Order;

mod closing;
mod dateline;
mod lead;
mod litter;
mod opening;
mod order;
mod phrase;

pub(super) use litter::is_litter;

/// What is known of an article beside its body.
#[derive(Debug, Default)]
struct Facts {
    title: Option<String>,
    authors: Vec<String>,
    published: Option<Moment>,
    /// The date is that of a later version, and gives way to the first one's.
    updated: bool,
    source: Option<String>,
    url: Option<String>,
    /// How the text's language writes `4/5/2014`.
    order: Order,
}

/// Completes a draft: cleans what its format named, finds the rest in its blocks.
///
/// What the format named stands; what it left open is read from the first and the last blocks, then from
/// the address and the path. Lines that were read as title, byline or date leave the body. Litter and
/// credits stay in it, marked.
pub fn finish(draft: Draft, path: &str) -> Article {
    let (mut blocks, links) = checked_links(draft.blocks, &draft.links);
    blocks.retain(|block| block.kind == Kind::Rule || !block.text.trim().is_empty());
    let field = |text: Option<String>| text.map(|text| sanitize::line(&text)).filter(|text| !text.is_empty());
    let url = draft.url.as_deref().and_then(sanitize::url);
    let order = order::read(draft.published.as_deref(), draft.language.as_deref(), url.as_deref(), &blocks);
    let mut facts = Facts {
        title: field(draft.title),
        authors: if draft.authors.is_empty() { people(&draft.bylines) } else { draft.authors },
        published: draft.published.as_deref().and_then(|text| date::parse_in(text, order)),
        updated: false,
        source: field(draft.source).or_else(|| draft.bylines.iter().find_map(|byline| byline::outlet(byline))),
        url,
        order,
    };
    closing::part_glued(&mut blocks);
    for block in &mut blocks {
        block.boilerplate |= is_litter(&block.text);
    }
    closing::list_highlights(&mut blocks);
    opening::read(&mut facts, &mut blocks, draft.structured, path);
    closing::read(&mut facts, &mut blocks);
    let dateline = body(&blocks).take(2).find_map(|block| dateline::read(&block.text));
    let mut day = None;
    if let Some(dateline) = dateline {
        facts.source = facts.source.or(dateline.agency);
        facts.published = facts.published.or(dateline.published);
        day = dateline.day;
    }
    let places = || facts.url.iter().map(String::as_str).chain([path]);
    let published = facts
        .published
        .or_else(|| places().find_map(date::in_path))
        .or_else(|| places().find_map(|place| date::in_year_of(place, day?)));
    let source = facts.source.or_else(|| facts.url.as_deref().and_then(host));
    let language = language::of(&blocks, draft.language.as_deref());
    let title_inferred = facts.title.is_none();
    let title = facts.title.unwrap_or_else(|| inferred(&blocks, path));
    Article {
        title,
        title_inferred,
        authors: facts.authors,
        published,
        filed: None,
        source,
        language,
        url: facts.url,
        blocks,
        links,
        unreadable: draft.unreadable,
        guessed: draft.guessed,
    }
}

fn people(bylines: &[String]) -> Vec<String> {
    let mut people: Vec<String> = Vec::new();
    for name in bylines.iter().flat_map(|byline| byline::authors(byline)) {
        if !people.contains(&name) {
            people.push(name);
        }
    }
    if people.is_empty() && bylines.iter().all(|byline| byline::outlet(byline).is_none()) {
        people.extend(bylines.iter().filter_map(|byline| stated(byline)).take(1));
    }
    people
}

/// A byline that the format states and the rules for names don't know: a pen name, a team. It stands if it looks
/// like a name at all.
fn stated(byline: &str) -> Option<String> {
    const WORDS: std::ops::RangeInclusive<usize> = 2..=5;
    let line = sanitize::line(byline);
    let named = line.starts_with(char::is_uppercase)
        && !line.contains(|c: char| c.is_numeric() || ":/|@<>{}".contains(c))
        && WORDS.contains(&line.split(' ').count());
    (named && date::parse(&line).is_none()).then_some(line)
}

/// The blocks that are the story.
fn body(blocks: &[Block]) -> impl Iterator<Item = &Block> {
    blocks.iter().filter(|block| !block.boilerplate && !matches!(block.kind, Kind::Credit | Kind::Rule))
}

/// A title for an article without one: made from its lead, else from the name of its file.
fn inferred(blocks: &[Block], path: &str) -> String {
    /// A lead has at least this many words; less is a scrap of the page.
    const WORDS: usize = 5;
    let running = |block: &&Block| !matches!(block.kind, Kind::Verbatim | Kind::Table);
    let is_lead = |block: &&Block| running(block) && has_words(&block.text, WORDS);
    let lead = body(blocks)
        .take(20)
        .find(is_lead)
        .or_else(|| body(blocks).find(running))
        .or_else(|| body(blocks).next())
        .or_else(|| blocks.first());
    let title = lead.map(|block| match body(blocks).nth(1) {
        // A text of one sentence is its own headline.
        None if lead::is_brief(&block.text) => block.text.clone(),
        _ => lead::headline(&block.text),
    });
    title.filter(|title| title.contains(char::is_alphanumeric)).unwrap_or_else(|| stem(path))
}

/// The file's name as words.
fn stem(path: &str) -> String {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem });
    let title = sanitize::line(&stem.replace(['-', '_'], " "));
    if title.is_empty() { "Untitled".to_owned() } else { title }
}

/// The outlet that an address names: its host.
fn host(url: &str) -> Option<String> {
    let rest = url.strip_prefix("http://").or_else(|| url.strip_prefix("https://"))?;
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.rsplit('@').next()?.split(':').next()?.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    (!host.is_empty()).then(|| host.to_owned())
}

/// The addresses that are safe, and the blocks with their links renumbered; a link to another is plain text.
fn checked_links(mut blocks: Vec<Block>, links: &[String]) -> (Vec<Block>, Vec<String>) {
    let mut safe = Vec::new();
    let mut places = Vec::with_capacity(links.len());
    for link in links {
        let url = sanitize::url(link);
        places.push(url.as_ref().and_then(|_| u16::try_from(safe.len()).ok()));
        safe.extend(url);
    }
    for block in &mut blocks {
        block.spans.retain_mut(|span| match &mut span.mark {
            Mark::Link(index) => match places.get(usize::from(*index)).copied().flatten() {
                Some(place) => {
                    *index = place;
                    true
                }
                None => false,
            },
            _ => true,
        });
    }
    (blocks, safe)
}

/// Whether two lines say the same, whatever their case and signs.
fn is_same(one: &str, other: &str) -> bool {
    fn letters(text: &str) -> impl Iterator<Item = char> {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
    }
    letters(one).next().is_some() && letters(one).eq(letters(other))
}

#[cfg(test)]
mod tests;
