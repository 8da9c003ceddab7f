//! A saved web page: the article in it, without the page around it.

use super::blocks::Builder;
use super::{Draft, Emit, Format, Found, Head, IngestError, Source, decode, headline, read_document, sanitize};

#[cfg(feature = "html")]
mod around;
#[cfg(feature = "html")]
mod guard;
#[cfg(feature = "html")]
mod json_ld;
#[cfg(feature = "html")]
mod metadata;
#[cfg(feature = "html")]
mod page;
#[cfg(feature = "html")]
mod plain;
mod strip;
#[cfg(feature = "html")]
mod survey;
#[cfg(feature = "html")]
mod table;
pub(super) mod tags;
#[cfg(feature = "html")]
mod title;
#[cfg(feature = "html")]
mod walk;

pub(crate) use strip::decode as decode_references;

/// A web page. Without the feature `html`, and for pages too deep or too large for a tree, its tags
/// are dropped and its text is kept: that needs no parser and never fails.
pub struct Html;

impl Format for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["html", "htm", "xhtml", "shtml", "xht"]
    }

    fn recognises(&self, head: &Head<'_>) -> bool {
        is_page(&head.text)
    }

    fn read(&self, source: Source<'_>, emit: &mut Emit<'_>) -> Result<(), IngestError> {
        let decoded = decode::decode_page(read_document(source.reader)?, None);
        let mut draft = draft(&decoded.text);
        draft.unreadable = decoded.unreadable;
        draft.guessed = decoded.guessed;
        if draft.blocks.is_empty() && draft.title.is_none() {
            return Err(IngestError::Empty("it has no text; the page may need a browser to fill it"));
        }
        let _ = emit(Ok(Found { article: headline::finish(draft, source.path), record: None }));
        Ok(())
    }
}

/// Whether a text starts as a page does, after white space, comments and declarations.
pub(super) fn is_page(head: &str) -> bool {
    let mut rest = head.trim_start_matches('\u{feff}').trim_start();
    loop {
        let end = match rest {
            _ if rest.starts_with("<!--") => rest.find("-->").map(|end| end + 3),
            _ if rest.starts_with("<?") => rest.find("?>").map(|end| end + 2),
            _ => break,
        };
        match end.and_then(|end| rest.get(end..)) {
            Some(after) => rest = after.trim_start(),
            None => return false,
        }
    }
    let starts = |prefix: &str| rest.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    let ends = |prefix: &str| rest[prefix.len()..].starts_with(|c: char| c.is_whitespace() || c == '>');
    ["<!doctype html", "<html", "<head", "<body"].iter().any(|prefix| starts(prefix) && ends(prefix))
}

/// What a page says about its article, and the article's blocks.
pub(crate) fn draft(html: &str) -> Draft {
    #[cfg(feature = "html")]
    if guard::is_tame(html) {
        return page::draft(html);
    }
    let mut builder = Builder::new();
    strip::strip(html, &mut builder);
    let title = strip::title(html).map(|title| sanitize::line(&title)).filter(|title| !title.is_empty());
    let mut draft = Draft { title, structured: true, ..Draft::default() };
    builder.finish_into(&mut draft);
    draft
}

/// Adds a piece of HTML, such as the body of a JSON record, to the blocks of an article.
pub(crate) fn fragment(html: &str, builder: &mut Builder) {
    builder.structure();
    #[cfg(feature = "html")]
    if guard::is_tame(html) {
        let tree = dom_query::Document::fragment(html);
        walk::walk(tree.root(), walk::Part::All, builder);
        return;
    }
    strip::strip(html, builder);
}

/// The text of a piece of HTML in one line, such as a title with `<em>` in it.
pub(crate) fn line(html: &str) -> String {
    let mut builder = Builder::new();
    fragment(html, &mut builder);
    let texts: Vec<String> = builder.finish().0.into_iter().map(|block| block.text).collect();
    sanitize::line(&texts.join(" "))
}

/// Whether a text holds HTML: a tag of its own that only HTML has, not just a `<` somewhere.
pub(crate) fn is_markup(text: &str) -> bool {
    const SIGNS: &[&str] = &[
        "p",
        "br",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "ul",
        "ol",
        "table",
        "blockquote",
        "figure",
        "img",
        "section",
        "article",
        "html",
    ];
    const INLINE: &[&str] = &["a", "b", "i", "em", "strong", "span", "u", "code", "li", "sup", "sub", "pre"];
    tags::tags(text).any(|tag| {
        let is = |names: &[&str]| names.iter().any(|name| tag.name.eq_ignore_ascii_case(name));
        is(SIGNS) || (tag.end && is(INLINE))
    })
}

#[cfg(all(test, feature = "html"))]
mod tests;
