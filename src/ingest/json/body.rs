//! The body of a record: whatever its publishing system keeps text in.

use super::{plain, rich};
use crate::ingest::blocks::Builder;
use crate::ingest::fields::{self, Object, Value};
use crate::ingest::{html, markdown};

/// Names of a body, the richest first: HTML keeps the structure that its plain copy has lost.
const BODY: &[&str] = &[
    "bodyhtml",
    "contenthtml",
    "html",
    "articlehtml",
    "content",
    "body",
    "articlebody",
    "contentencoded",
    "maintext",
    "articletext",
    "text",
    "article",
    "story",
    "fulltext",
    "storytext",
    "fullcontent",
    "bodytext",
    "contenttext",
    "cleanedtext",
    "cleantext",
    "articlecontent",
    "postcontent",
    "markdown",
    "contentmarkdown",
    "bodymarkdown",
    "plaintext",
    "transcript",
    "paragraphs",
    "richcontent",
    "richtext",
    "lexical",
    "mobiledoc",
    "portabletext",
    "plaincontent",
    "newsarticle",
    "articlecontents",
    "ctext",
    "fulldescription",
    "sentences",
    "sents",
    "lines",
    "tokens",
    "blocks",
    "selftext",
    "document",
    "page",
    "message",
    "tweet",
    "fulltweet",
    "review",
    "texte",
    "texto",
    "testo",
    "inhalt",
    "contenu",
    "contenido",
    "commenttext",
];

/// Names of what says the same in few words: read when there is nothing else.
const SUMMARY: &[&str] = &[
    "description",
    "summary",
    "abstract",
    "excerpt",
    "snippet",
    "lead",
    "intro",
    "standfirst",
    "dek",
    "trailtext",
    "blurb",
    "shortdescription",
    "highlights",
    "customexcerpt",
    "emailpreviewtext",
    "descriptionmarkdown",
];

/// Whether a key names a body, in whatever spelling.
pub(super) fn is_body(key: &str) -> bool {
    BODY.iter().any(|name| fields::is_spelled(key, name))
}

/// Whether a key names something to read, be it in few words.
pub(in crate::ingest) fn is_text(key: &str) -> bool {
    is_body(key) || SUMMARY.iter().any(|name| fields::is_spelled(key, name))
}

/// Adds the body of a record; false if it has none.
pub(super) fn read(object: &Object<'_>, builder: &mut Builder) -> bool {
    let objects = fields::objects(object);
    for names in [BODY, SUMMARY] {
        for object in &objects {
            for name in names {
                for value in object.named(name) {
                    rich::read(value, name.contains("markdown"), builder);
                    if !builder.is_empty() {
                        return true;
                    }
                }
            }
        }
    }
    false
}

/// Adds a text by what it looks like: a tree written as JSON, HTML, Markdown or plain.
pub(super) fn text_into(text: &str, markdown: bool, builder: &mut Builder) {
    // One search for a byte is quick, and most texts have none of these.
    let has = |sign: u8| memchr::memchr(sign, text.as_bytes()).is_some();
    let referring = has(b'&');
    if let Some(tree) = tree(text) {
        rich::read(&tree, markdown, builder);
    } else if has(b'<') && html::is_markup(text) {
        html::fragment(text, builder);
    } else if referring && is_escaped_markup(text) {
        html::fragment(&html::decode_references(text), builder);
    } else if markdown || is_markdown(text) {
        markdown::body(text, builder);
    } else if referring {
        plain::paragraphs(&html::decode_references(text), builder);
    } else {
        plain::paragraphs(text, builder);
    }
}

/// A body that an editor wrote as JSON into a text. A text that is JSON by itself has no blocks in it.
fn tree(text: &str) -> Option<Value<'_>> {
    const PARTS: &[&str] =
        &["root", "nodes", "content", "blocks", "children", "sections", "document", "ops", "innerblocks", "innerhtml"];
    let text = text.trim_start();
    if !text.starts_with("{\"") && !text.starts_with("[{\"") {
        return None;
    }
    let tree: Value<'_> = serde_json::from_str(text).ok()?;
    let first = match &tree {
        Value::List(list) => list.first(),
        tree => Some(tree),
    };
    first.and_then(Value::as_object)?.first(PARTS)?;
    Some(tree)
}

/// HTML that was escaped once more as it was exported.
fn is_escaped_markup(text: &str) -> bool {
    text.contains("&lt;p&gt;") || (text.contains("&lt;/") && text.contains("&gt;"))
}

/// Markdown by what plain text never has: headings with `#`, or links in brackets and parentheses.
fn is_markdown(text: &str) -> bool {
    let heading = |line: &str| {
        let marks = line.len() - line.trim_start_matches('#').len();
        (1..=6).contains(&marks) && line[marks..].starts_with(' ')
    };
    let linked = || memchr::memmem::find(text.as_bytes(), b"](http").is_some();
    let headed = || {
        memchr::memchr(b'#', text.as_bytes()).is_some() && text.lines().filter(|line| heading(line)).nth(1).is_some()
    };
    linked() || headed()
}
