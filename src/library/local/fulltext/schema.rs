//! What an index keeps of an article.

use tantivy::schema::{
    Field, IndexRecordOption, NumericOptions, Schema, SchemaBuilder, TextFieldIndexing, TextOptions,
};

use super::stream::TOKENS;

/// What an article's number is called in the index.
pub const SERIAL: &str = "serial";

/// What its day is called…
pub const DAY: &str = "day";

/// …and its length.
pub const LENGTH: &str = "length";

/// The fields of an index, in the order in which they are made.
#[derive(Clone, Copy, Debug)]
pub struct Fields {
    /// The catalogue's number of the article.
    pub serial: Field,
    /// Words of the title that the article has, and of the body without litter, with positions.
    pub body: Field,
    /// Words of that title alone.
    pub title: Field,
    /// Words of the title that was made from the lead, and so stands in the body too.
    pub lead: Field,
    /// Words of the authors' names.
    pub by: Field,
    /// Words of the outlet's name.
    pub source: Field,
    /// Stems of the same words, only whether they occur.
    pub stems: Field,
    /// Stems of the title, whoever made it.
    pub title_stems: Field,
    /// The language's code, if it is known.
    pub language: Field,
    /// Days from 1 January 1970, if the article says when it was published.
    pub day: Field,
    /// Words to be read.
    pub length: Field,
}

impl Fields {
    /// The schema, and its fields.
    pub fn new() -> (Schema, Self) {
        let mut schema = Schema::builder();
        let positions = IndexRecordOption::WithFreqsAndPositions;
        let fields = Self {
            serial: schema.add_u64_field(SERIAL, NumericOptions::default().set_indexed().set_fast()),
            body: text(&mut schema, "body", positions, true),
            title: text(&mut schema, "title", positions, true),
            lead: text(&mut schema, "lead", positions, false),
            by: text(&mut schema, "by", positions, false),
            source: text(&mut schema, "source", positions, false),
            stems: text(&mut schema, "stems", IndexRecordOption::Basic, false),
            title_stems: text(&mut schema, "title_stems", IndexRecordOption::Basic, false),
            language: text(&mut schema, "language", IndexRecordOption::Basic, false),
            day: schema.add_i64_field(DAY, NumericOptions::default().set_fast()),
            length: schema.add_u64_field(LENGTH, NumericOptions::default().set_fast()),
        };
        (schema.build(), fields)
    }
}

fn text(schema: &mut SchemaBuilder, name: &str, record: IndexRecordOption, lengths: bool) -> Field {
    let indexing = TextFieldIndexing::default().set_tokenizer(TOKENS).set_index_option(record).set_fieldnorms(lengths);
    schema.add_text_field(name, TextOptions::default().set_indexing_options(indexing))
}
