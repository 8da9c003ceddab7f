//! tantivy's "more like this".

use byline::article::Article;
use tantivy::collector::TopDocs;
use tantivy::query::MoreLikeThisQuery;
use tantivy::schema::{STORED, Schema, TEXT, Value};
use tantivy::{Index, TantivyDocument, doc};

/// The title and the body of an article.
pub fn text(article: &Article) -> String {
    let blocks = article.blocks.iter().map(|block| block.text.as_str());
    std::iter::once(article.title.as_str()).chain(blocks).collect::<Vec<_>>().join("\n")
}

/// tantivy's "more like this".
pub struct MoreLikeThis {
    index: Index,
    texts: Vec<String>,
    all_terms: bool,
}

impl MoreLikeThis {
    /// Indexes articles; with its defaults, or with all terms of an article.
    pub fn new<'a>(articles: impl Iterator<Item = &'a Article>, all_terms: bool) -> Self {
        let mut schema = Schema::builder();
        let (row, body) = (schema.add_u64_field("row", STORED), schema.add_text_field("body", TEXT));
        let index = Index::create_in_ram(schema.build());
        let mut writer = index.writer_with_num_threads(1, 64 << 20).expect("there is memory for an index");
        let texts: Vec<String> = articles.map(text).collect();
        for (number, text) in texts.iter().enumerate() {
            writer.add_document(doc!(row => number as u64, body => text.as_str())).expect("it can be written");
        }
        writer.commit().expect("it can be written");
        Self { index, texts, all_terms }
    }

    /// The rows nearest to a row, itself left out.
    pub fn nearest(&self, of: usize, limit: usize) -> Vec<usize> {
        let schema = self.index.schema();
        let (row, body) = (schema.get_field("row").expect("a field"), schema.get_field("body").expect("a field"));
        let mut query = MoreLikeThisQuery::builder();
        if self.all_terms {
            query = query.with_min_doc_frequency(1).with_min_term_frequency(1).with_max_query_terms(100_000);
        }
        let query = query.with_document_fields(vec![(body, vec![self.texts[of].as_str().into()])]);
        let searcher = self.index.reader().expect("it can be read").searcher();
        let collector = TopDocs::with_limit(limit + 1).order_by_score();
        let found = searcher.search(&query, &collector).expect("it can be searched");
        let rows = found.into_iter().filter_map(|(_, at)| {
            let document: TantivyDocument = searcher.doc(at).ok()?;
            Some(document.get_first(row)?.as_u64()? as usize)
        });
        rows.filter(|other| *other != of).take(limit).collect()
    }
}
