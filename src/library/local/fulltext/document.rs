//! An article becomes what the index keeps of it.

use tantivy::TantivyDocument;

use super::schema::Fields;
use crate::article::Article;
use crate::search::analysis::{Analysis, Analyst};

/// What documents are made with, one at a time. It remembers words, so one should live long.
#[derive(Default)]
pub struct Scratch {
    analyst: Analyst,
    analysis: Analysis,
}

/// The document of an article.
pub fn document(fields: &Fields, serial: u32, article: &Article, scratch: &mut Scratch) -> TantivyDocument {
    let mut document = TantivyDocument::default();
    let language = article.language;
    let Scratch { analyst, analysis } = scratch;
    analyst.begin();
    analysis.clear();
    analyst.add(&article.title, language, analysis);
    document.add_text(if article.title_inferred { fields.lead } else { fields.title }, &analysis.words);
    if !analysis.stems.is_empty() {
        document.add_text(fields.title_stems, &analysis.stems);
    }
    // A title of its own is found with the body.
    if article.title_inferred {
        analyst.begin();
        analysis.clear();
    } else {
        analysis.part();
    }
    let mut length = 0;
    for block in article.blocks.iter().filter(|block| !block.boilerplate) {
        analyst.add(&block.text, language, analysis);
        analysis.part();
        length += crate::article::count_words(&block.text) as u64;
    }
    document.add_text(fields.body, &analysis.words);
    document.add_text(fields.stems, &analysis.stems);
    // Names have no stems.
    for (field, names) in [(fields.by, &article.authors[..]), (fields.source, article.source.as_slice())] {
        analysis.clear();
        for name in names {
            analyst.add(name, None, analysis);
            analysis.part();
        }
        if !names.is_empty() {
            document.add_text(field, &analysis.words);
        }
    }
    if let Some(language) = language {
        analysis.clear();
        analyst.add(language.code(), None, analysis);
        document.add_text(fields.language, &analysis.words);
    }
    if let Some(published) = article.published {
        document.add_i64(fields.day, published.days().into());
    }
    document.add_u64(fields.serial, serial.into());
    document.add_u64(fields.length, length);
    document
}
