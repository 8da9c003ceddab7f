//! What every fuzz target does: reads arbitrary bytes as one format and holds the articles to their promises.

use std::ops::ControlFlow;

use byline::article::Article;
use byline::ingest::sanitize;
use byline::ingest::{self, Source};

/// Articles of one input that are looked at.
const ARTICLES: usize = 200;

/// Reads `bytes` as the format of this name. Every article is safe for a terminal; a record that is said to stand
/// alone gives the same article when it is read alone.
pub fn read(name: &str, bytes: &[u8]) {
    let format = ingest::by_name(name).expect("the format is there");
    let mut seen = 0;
    let mut records = Vec::new();
    let mut reader = bytes;
    let _ = format.read(Source { path: "fuzz/2014-11-29-story", reader: &mut reader }, &mut |found| {
        seen += 1;
        if let Ok(found) = found {
            check(&found.article);
            if let Some((offset, len)) = found.record.and_then(|record| record.bytes) {
                records.push((offset, len, found.article));
            }
        }
        if seen < ARTICLES { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    for (offset, len, article) in records {
        let start = usize::try_from(offset).expect("the offset is within the input");
        let end = start + usize::try_from(len).expect("the length is within the input");
        let mut alone = None;
        let mut reader = &bytes[start..end];
        let head = &bytes[..bytes.len().min(usize::try_from(format.head()).unwrap_or(usize::MAX))];
        let source = Source { path: "fuzz/2014-11-29-story", reader: &mut reader };
        let _ = format.read_record(head, source, &mut |found| {
            alone = found.ok();
            ControlFlow::Break(())
        });
        let alone = alone.expect("a record is an article of its own");
        assert_eq!(alone.article, article, "a record read alone is the same article");
    }
}

fn check(article: &Article) {
    assert!(!article.title.is_empty(), "an article has a title");
    let fields = article.authors.iter().chain(&article.source).chain(&article.url).chain([&article.title]);
    for field in fields.chain(&article.links) {
        assert!(field.chars().all(sanitize::is_safe), "a field is safe: {field:?}");
    }
    for block in &article.blocks {
        let safe = |c: char| c == '\n' || c == '\t' || sanitize::is_safe(c);
        assert!(block.text.chars().all(safe), "a block is safe: {:?}", block.text);
        for span in &block.spans {
            assert!(block.text.get(span.range.clone()).is_some(), "a span lies within its block");
        }
    }
}
