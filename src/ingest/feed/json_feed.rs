//! JSON Feed: JSON records that inherit what the feed around them says.

use std::ops::ControlFlow;

use serde_json::{Map, Value};

use super::super::fields::Fields;
use super::super::json::{Json, Names, record};
use super::super::{Draft, Emit, Format, Found, Head, IngestError, Record, Source, decode, headline, read_document};
use crate::ingest::sanitize;

/// A feed in JSON. Only what its entries inherit differs from other JSON.
pub struct JsonFeed;

impl Format for JsonFeed {
    fn name(&self) -> &'static str {
        "jsonfeed"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &[]
    }

    fn recognises(&self, head: &Head<'_>) -> bool {
        head.text.trim_start().starts_with('{')
            && ["jsonfeed.org/version/", "jsonfeed.org\\/version\\/"].iter().any(|sign| head.text.contains(sign))
            && Json.recognises(head)
    }

    /// One that is broken, or no feed, is read as any other JSON.
    fn read(&self, source: Source<'_>, emit: &mut Emit<'_>) -> Result<(), IngestError> {
        let bytes = read_document(source.reader)?;
        let feed = serde_json::from_str::<Map<String, Value>>(&decode::decode(bytes.clone()).text);
        let path = source.path;
        let feed = feed.unwrap_or_default();
        let Some(Value::Array(items)) = feed.get("items") else {
            return Json.read(Source { path, reader: &mut bytes.as_slice() }, emit);
        };
        let inherited = inherited(&feed);
        let mut names = Names::default();
        for item in items {
            let found = record::read(&item.to_string()).map(|(mut draft, id)| {
                inherit(&mut draft, item, &inherited);
                let record = Record { name: names.name(id.as_deref()), bytes: None };
                Found { article: headline::finish(draft, path), record: Some(record) }
            });
            if found.is_err() {
                names.skip();
            }
            if let ControlFlow::Break(()) = emit(found) {
                return Ok(());
            }
        }
        if items.is_empty() { Err(IngestError::Empty("it is a feed without entries")) } else { Ok(()) }
    }
}

/// What a feed says for all its entries.
fn inherited(feed: &Map<String, Value>) -> Draft {
    let own = ["title", "author", "authors"].into_iter();
    let own = own.filter_map(|key| Some((key.to_owned(), feed.get(key)?.clone()))).collect();
    let fields = Fields::read(&own);
    Draft {
        source: fields.title,
        bylines: fields.bylines,
        language: language(feed.get("language")),
        ..Draft::default()
    }
}

fn inherit(draft: &mut Draft, item: &Value, feed: &Draft) {
    draft.source = draft.source.take().or_else(|| feed.source.clone());
    draft.language = language(item.get("language")).or_else(|| feed.language.clone());
    if draft.bylines.is_empty() {
        draft.bylines.clone_from(&feed.bylines);
    }
}

fn language(value: Option<&Value>) -> Option<String> {
    value.and_then(Value::as_str).map(sanitize::line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Found> {
        let mut all = Vec::new();
        let source = Source { path: "a.json", reader: &mut text.as_bytes() };
        JsonFeed
            .read(source, &mut |found| {
                all.extend(found.ok());
                ControlFlow::Continue(())
            })
            .unwrap();
        all
    }

    #[test]
    fn entries_inherit_what_the_feed_says() {
        let text = r#"{"version":"https://jsonfeed.org/version/1","title":"Ledger","author":{"name":"Ann Lee"},
            "items":[{"id":"1","content_text":"One."},{"id":"2","author":{"name":"Bo Chu"},"content_html":"<p>Two.</p>"}]}"#;
        assert!(JsonFeed.recognises(&Head::new(text.as_bytes())));
        let found = read(text);
        let authors: Vec<_> = found.iter().flat_map(|found| found.article.authors.clone()).collect();
        assert_eq!(authors, ["Ann Lee", "Bo Chu"]);
        assert!(found.iter().all(|found| found.article.source.as_deref() == Some("Ledger")));
    }

    #[test]
    fn what_is_no_feed_is_read_as_other_json() {
        assert_eq!(read(r#"{"title":"One","content_text":"Text."}"#).len(), 1);
        assert_eq!(read(r#"[{"title":"One","text":"Text."},{"title":"Two","text":"Text."}]"#).len(), 2);
    }
}
