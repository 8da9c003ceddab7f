//! What others would answer: the cosine of plain TF-IDF vectors, and tantivy's "more like this".

use std::collections::HashMap;

use byline::article::Article;
use tantivy::collector::TopDocs;
use tantivy::query::MoreLikeThisQuery;
use tantivy::schema::{STORED, Schema, TEXT, Value};
use tantivy::{Index, TantivyDocument, doc};

use super::sets::Set;

fn text(article: &Article) -> String {
    let blocks = article.blocks.iter().map(|block| block.text.as_str());
    std::iter::once(article.title.as_str()).chain(blocks).collect::<Vec<_>>().join("\n")
}

/// The nearest articles to each by the cosine of their words, each weighing (1 + ln tf) · ln(N / df) (Salton & Buckley
/// 1988).
pub fn cosine(set: &Set, depth: usize) -> HashMap<&str, Vec<&str>> {
    let mut terms: HashMap<String, (u32, u32)> = HashMap::new();
    let mut vectors: Vec<HashMap<u32, f64>> = Vec::new();
    for (_, _, article) in &set.articles {
        let mut vector: HashMap<u32, f64> = HashMap::new();
        for word in text(article).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            let next = terms.len() as u32;
            let (term, articles) = terms.entry(word.to_lowercase()).or_insert((next, 0));
            let count = vector.entry(*term).or_default();
            *articles += u32::from(*count == 0.0);
            *count += 1.0;
        }
        vectors.push(vector);
    }
    let articles: HashMap<u32, u32> = terms.into_values().collect();
    let all = vectors.len() as f64;
    for vector in &mut vectors {
        for (term, weight) in vector.iter_mut() {
            *weight = (1.0 + weight.ln()) * (all / f64::from(articles[term])).ln();
        }
        let length = vector.values().map(|weight| weight * weight).sum::<f64>().sqrt().max(f64::MIN_POSITIVE);
        vector.values_mut().for_each(|weight| *weight /= length);
    }
    let mut lists: HashMap<u32, Vec<(usize, f64)>> = HashMap::new();
    for (row, vector) in vectors.iter().enumerate() {
        vector.iter().for_each(|(term, weight)| lists.entry(*term).or_default().push((row, *weight)));
    }
    let answers = vectors.iter().enumerate().map(|(row, vector)| {
        let mut sums = vec![0.0; vectors.len()];
        for (term, weight) in vector {
            lists[term].iter().for_each(|(other, there)| sums[*other] += weight * there);
        }
        let mut found: Vec<usize> = (0..vectors.len()).filter(|other| *other != row && sums[*other] > 0.0).collect();
        found.sort_by(|a, b| sums[*b].total_cmp(&sums[*a]));
        let found = found.into_iter().take(depth).map(|other| set.articles[other].1.as_str());
        (set.articles[row].1.as_str(), found.collect())
    });
    answers.collect()
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
