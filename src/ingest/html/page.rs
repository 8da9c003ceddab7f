//! A whole page: readability's extraction finds the article, our own walk reads it.

use dom_query::{Document, NodeRef};
use dom_smoothie::Readability;

use super::survey::Survey;
use super::walk::{Part, walk};
use super::{around, metadata};
use crate::ingest::Draft;
use crate::ingest::blocks::Builder;

/// Elements above which extraction, which scores them again and again, gives way to the plain walk.
const ELEMENTS: usize = 60_000;

/// Characters below which a page is read whole; extraction calls shorter results failed attempts.
const SHORT: usize = 500;

/// What the extraction calls the element that it puts the article in.
const EXTRACTED: &str = "#readability-page-1";

pub(super) fn draft(html: &str) -> Draft {
    let document = Document::from(html);
    let mut draft = Draft { structured: true, ..Draft::default() };
    let base = metadata::read(&Survey::new(&document), html, &mut draft);
    let builder = || {
        let mut builder = Builder::new();
        for address in base.iter().rev() {
            builder.set_base(address);
        }
        builder
    };
    body(document, builder).finish_into(&mut draft);
    draft
}

fn body(document: Document, builder: impl Fn() -> Builder) -> Builder {
    around::remove(&document);
    if let Some(found) = short(&document, &builder) {
        return found;
    }
    let document = match extract(document) {
        Ok(document) => {
            let root = document.select_single(EXTRACTED);
            if let Some(article) = root.nodes().first() {
                let mut found = builder();
                walk(*article, Part::All, &mut found);
                if !found.is_empty() {
                    return found;
                }
            }
            document
        }
        Err(document) => document,
    };
    let Some(body) = document.body() else { return builder() };
    for part in [Part::Content, Part::All] {
        let mut found = builder();
        walk(body, part, &mut found);
        if !found.is_empty() {
            return found;
        }
    }
    builder()
}

/// All of a page that has little to read: extraction needs a mass of text to tell an article by, and
/// without one it ends up keeping the menus too.
fn short(document: &Document, builder: &impl Fn() -> Builder) -> Option<Builder> {
    let mut found = builder();
    walk(document.body()?, Part::Content, &mut found);
    (!found.is_empty() && found.size() < SHORT).then_some(found)
}

/// The document reduced to its article, or as it was when there is none to be found.
fn extract(document: Document) -> Result<Document, Document> {
    if document.root().descendants_it().filter(NodeRef::is_element).nth(ELEMENTS).is_some() {
        return Err(document);
    }
    // Extraction takes out two line ends in a row, and what they parted must not run together.
    for node in document.select("br").nodes() {
        node.insert_before(&document.tree.new_text(" "));
    }
    // Our own reading of the metadata is done; the crate's would only cost time.
    let config = dom_smoothie::Config { disable_json_ld: true, ..dom_smoothie::Config::default() };
    let mut readability = Readability { doc: document, doc_url: None, config };
    match readability.parse() {
        Ok(_) => Ok(readability.doc),
        Err(_) => Err(readability.doc),
    }
}
