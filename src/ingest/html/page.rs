//! A whole page: readability's extraction finds the article, our own walk reads it.

use dom_query::{Document, NodeData, NodeRef};
use dom_smoothie::Readability;

use super::survey::Survey;
use super::walk::{Part, walk, walk_until};
use super::{around, metadata, plain};
use crate::ingest::Draft;
use crate::ingest::blocks::Builder;

/// Elements above which extraction, which scores them again and again, gives way to the plain walk.
const ELEMENTS: usize = 60_000;

/// Work above which it does so too: every node and every byte of text, by as many elements as it stands in.
const WORK: usize = 100_000_000;

/// What a node costs beside a byte of text.
const NODE: usize = 20;

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
    if let Some(article) = plain::article(&document) {
        let mut found = builder();
        walk(article, Part::Content, &mut found);
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
    walk_until(document.body()?, Part::Content, &mut found, SHORT);
    (!found.is_empty() && found.size() < SHORT).then_some(found)
}

/// The document reduced to its article, or as it was when there is none to be found.
fn extract(document: Document) -> Result<Document, Document> {
    if !is_extractable(&document) {
        return Err(document);
    }
    // Extraction takes out two line ends in a row, and what they parted must not run together.
    let breaks: Vec<NodeRef<'_>> = document.root().descendants_it().filter(|node| node.has_name("br")).collect();
    for node in breaks {
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

/// Whether extraction, which measures what each element holds, takes reasonable time.
fn is_extractable(document: &Document) -> bool {
    let (mut elements, mut work) = (0, 0usize);
    let mut open = vec![(document.root(), 0usize)];
    while let Some((node, depth)) = open.pop() {
        let text = node.query_or(0, |node| match &node.data {
            NodeData::Text { contents } => contents.len(),
            _ => 0,
        });
        elements += usize::from(node.is_element());
        work = work.saturating_add(depth.saturating_mul(text + NODE));
        if elements > ELEMENTS || work > WORK {
            return false;
        }
        if !node.has_name("script") && !node.has_name("style") {
            open.extend(node.children_it(false).map(|child| (child, depth + 1)));
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_nodes_or_much_text_in_many_boxes_are_not_extracted() {
        let is_extractable = |html: &str| is_extractable(&Document::from(html));
        let boxes = "<div>".repeat(450);
        let text = "<p>some words of an article</p>";
        assert!(is_extractable(&text.repeat(20_000)));
        assert!(is_extractable(&format!("{boxes}{}", text.repeat(2_000))));
        assert!(!is_extractable(&format!("{boxes}{}", text.repeat(10_000))));
        assert!(!is_extractable(&format!("{boxes}{}", "word ".repeat(100_000))));
        assert!(!is_extractable(&"<br>".repeat(ELEMENTS)));
    }
}
