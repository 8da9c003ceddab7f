//! Articles in SGML, as collections for research have them: `<REUTERS>`, `<DOC>`.

use crate::article::{Block, Kind};
use crate::ingest::prefix::prefix;
use crate::ingest::text::many::{Around, Splitter, Start, Step};
use crate::ingest::text::{draft_of, parts};
use crate::ingest::{Draft, byline, html, sanitize};

/// Elements that hold an article.
const RECORDS: &[&str] = &["REUTERS", "DOC"];

const TITLE: &[&str] = &["TITLE", "HEADLINE", "HEAD", "HL", "TI", "H3"];
const AUTHOR: &[&str] = &["AUTHOR", "BYLINE", "AU"];
const DATE: &[&str] = &["DATE", "DATE_TIME", "DATETIME", "PUBDATE", "DATE1", "PD"];
const SOURCE: &[&str] = &["SOURCE", "PUB", "SO"];
const DATELINE: &[&str] = &["DATELINE"];
const NUMBER: &[&str] = &["DOCNO", "DOCID", "ID"];
const LEAD: &[&str] = &["LP", "LEADPARA"];
const BODY: &[&str] = &["BODY", "TEXT", "CONTENT"];

/// How much of an input is looked at to recognise it, in bytes.
const START: usize = 4 << 10;

/// Whether a text starts with such an article.
pub(in crate::ingest::text) fn is_start(text: &str) -> bool {
    let mut rest = prefix(text, START).trim_start_matches('\u{feff}').trim_start();
    while rest.starts_with("<!") || rest.starts_with("<?") {
        let Some((_, after)) = rest.split_once('>') else { return false };
        rest = after.trim_start();
    }
    let Some((name, tag)) = opened(rest) else { return false };
    let within = prefix(&rest[tag.len()..], START);
    let known = [NUMBER, BODY, TITLE].into_iter().flatten().any(|name| find_tag(within, name, 0).is_some());
    name == "REUTERS" || known || attribute(tag, "id").is_some() && attribute(tag, "title").is_some()
}

/// Articles in elements of their own.
pub(in crate::ingest::text) fn splitter(start: &Start<'_>) -> Option<Box<dyn Splitter>> {
    is_start(start.text).then(|| Box::new(Elements) as Box<dyn Splitter>)
}

struct Elements;

impl Splitter for Elements {
    fn step(&self, around: &Around<'_>) -> Step {
        let line = around.line.trim_start_matches('\u{feff}').trim();
        let ends = |name: &&str| {
            let tail = line.len().checked_sub(name.len() + 3).and_then(|at| line.get(at..));
            tail.and_then(|tail| tail.strip_prefix("</"))
                .is_some_and(|tail| tail.trim_end_matches('>').eq_ignore_ascii_case(name))
        };
        if opened(line).is_some() {
            Step::Begin
        } else if line.ends_with('>') && RECORDS.iter().any(ends) {
            Step::End
        } else {
            Step::Keep
        }
    }

    fn is_enclosing(&self) -> bool {
        true
    }
}

/// An article and its own number. What stands in the text is made safe here: references hide anything.
pub(in crate::ingest::text) fn read(text: &str) -> Option<(Draft, Option<String>)> {
    let text = text.trim_start();
    let (_, tag) = opened(text)?;
    let inner = &text[tag.len()..];
    let line =
        |names: &[&str]| element(inner, names).map(|text| sanitize::line(&plain(text))).filter(|line| !line.is_empty());
    let lead = element(inner, LEAD).unwrap_or_default();
    let body = element(inner, BODY).unwrap_or_else(|| if has_fields(inner) { "" } else { without_end(inner) });
    let safe = plain(&format!("{lead}\n\n{body}"));
    let mut draft = draft_of(parts(&sanitize::text(&safe)));
    sign(&mut draft.blocks);
    if let Some(dateline) = line(DATELINE)
        && let Some(first) = draft.blocks.first_mut().filter(|block| block.kind == Kind::Paragraph)
        && !first.text.starts_with(&dateline)
    {
        let dash = if dateline.ends_with(['-', '–', '—', '_', ':']) { " " } else { " — " };
        first.text.insert_str(0, &format!("{dateline}{dash}"));
    }
    let number = attribute(tag, "NEWID").or_else(|| attribute(tag, "id")).map(str::to_owned).or_else(|| line(NUMBER));
    draft.title = line(TITLE).or_else(|| attribute(tag, "title").map(|title| sanitize::line(&plain(title))));
    draft.bylines = line(AUTHOR).into_iter().collect();
    draft.published = line(DATE).or_else(|| number.as_deref().and_then(day));
    draft.source = line(SOURCE).or_else(|| tag[1..].starts_with("REUTERS").then(|| "Reuters".to_owned()));
    draft.url = attribute(tag, "url").map(str::to_owned);
    Some((draft, number))
}

/// An agency's name alone on the last line is its signature.
fn sign(blocks: &mut [Block]) {
    let Some(last) = blocks.last_mut() else { return };
    let is_agency = |line: &str| line.eq_ignore_ascii_case("reuter") || byline::outlet(line).is_some();
    if last.kind == Kind::Paragraph && last.text.len() <= 40 && is_agency(&last.text) {
        last.kind = Kind::Credit;
    }
}

/// The name of the element that opens an article at the start of a text, and its tag.
fn opened(text: &str) -> Option<(&'static str, &str)> {
    let name = *RECORDS.iter().find(|name| starts_tag(text, name))?;
    let end = prefix(text, START).find('>')?;
    Some((name, &text[..=end]))
}

fn starts_tag(text: &str, name: &str) -> bool {
    let Some(rest) = text.strip_prefix('<') else { return false };
    rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
        && rest[name.len()..].starts_with(|c: char| c == '>' || c.is_ascii_whitespace())
}

fn find_tag(text: &str, name: &str, from: usize) -> Option<usize> {
    memchr::memchr_iter(b'<', text.as_bytes().get(from..)?)
        .map(|at| from + at)
        .find(|&at| starts_tag(&text[at..], name))
}

/// What stands in the first element of one of these names.
fn element<'a>(text: &'a str, names: &[&str]) -> Option<&'a str> {
    let (at, name) = names.iter().find_map(|name| Some((find_tag(text, name, 0)?, *name)))?;
    let start = at + text[at..].find('>')? + 1;
    let close = |at: &usize| {
        text[*at + 1..]
            .strip_prefix('/')
            .and_then(|rest| rest.get(..name.len()))
            .is_some_and(|tag| tag.eq_ignore_ascii_case(name))
    };
    let end =
        memchr::memchr_iter(b'<', &text.as_bytes()[start..]).map(|at| start + at).find(close).unwrap_or(text.len());
    Some(&text[start..end])
}

fn has_fields(text: &str) -> bool {
    [TITLE, NUMBER].into_iter().flatten().any(|name| find_tag(text, name, 0).is_some())
}

/// The text before the last end tag.
fn without_end(text: &str) -> &str {
    text.rfind("</").map_or(text, |at| &text[..at])
}

/// The value of an attribute.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let at = tag.match_indices('=').map(|(at, _)| at).find(|&at| {
        let before = tag[..at].trim_end();
        let key = before.rsplit(|c: char| c.is_ascii_whitespace()).next().unwrap_or_default();
        key.eq_ignore_ascii_case(name)
    })?;
    let value = &tag[at + 1..];
    match value.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        Some(quote) => value[1..].split_once(quote).map(|(value, _)| value),
        None => value.split([' ', '>', '\t', '\n']).next(),
    }
}

/// A day in a number such as `NYT_ENG_19940701.0001`.
fn day(number: &str) -> Option<String> {
    let runs = number.split(|c: char| !c.is_ascii_digit());
    runs.filter(|run| run.len() == 8).find(|run| run.starts_with("19") || run.starts_with("20")).map(str::to_owned)
}

/// The text without tags and titles of its own, its references read. A paragraph's tag is a blank line.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'<', rest.as_bytes()) {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        let end =
            prefix(tag, 200).find('>').filter(|_| tag[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/'));
        let Some(end) = end else {
            out.push('<');
            rest = &tag[1..];
            continue;
        };
        let named = [TITLE, DATELINE, AUTHOR].into_iter().flatten().find(|name| starts_tag(tag, name));
        let name = tag[1..end].trim_start_matches('/');
        let closed = named.and_then(|name| element(prefix(tag, START), &[name])).map(str::len);
        if name.eq_ignore_ascii_case("p") {
            out.push_str("\n\n");
        }
        rest = &tag[end + 1 + closed.unwrap_or(0)..];
    }
    out.push_str(rest);
    references(&out)
}

/// The text with its references read; those to control characters mean nothing.
fn references(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    html::decode_references(text).replace(|c: char| c.is_control() && c != '\n' && c != '\t', "")
}
