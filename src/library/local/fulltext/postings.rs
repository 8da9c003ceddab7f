//! The list of a word in a segment, gone through a block at a time.
//!
//! tantivy's own way from document to document costs several times as much as what is done with each.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::SegmentReader;
use tantivy::postings::BlockSegmentPostings;
use tantivy::query::{Bm25Weight, EnableScoring};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, Result, Score, Term};

/// A word of the index, and what an article is worth that has it.
pub struct Postings {
    term: Term,
    score: Option<Bm25Weight>,
}

impl Postings {
    /// The list of a word; without scores where none are asked for.
    pub fn new(term: Term, scoring: EnableScoring<'_>) -> Result<Self> {
        let score = match scoring {
            EnableScoring::Enabled { statistics_provider, .. } => {
                Some(Bm25Weight::for_terms(statistics_provider, std::slice::from_ref(&term))?)
            }
            EnableScoring::Disabled { .. } => None,
        };
        Ok(Self { term, score })
    }

    /// In how many documents of a segment it is.
    pub fn len(&self, segment: &SegmentReader) -> Result<u32> {
        Ok(segment.inverted_index(self.term.field())?.doc_freq(&self.term)?)
    }

    /// Its list in a segment; each document is worth so many times more. `None` if there is no such list.
    pub fn cursor(&self, segment: &SegmentReader, boost: Score) -> Result<Option<Cursor>> {
        let inverted = segment.inverted_index(self.term.field())?;
        let kept = if self.score.is_some() { IndexRecordOption::WithFreqs } else { IndexRecordOption::Basic };
        let Some(blocks) = inverted.read_block_postings(&self.term, kept)? else { return Ok(None) };
        let lengths = match segment.fieldnorms_readers().get_field(self.term.field())? {
            Some(lengths) => lengths,
            None => FieldNormReader::constant(segment.max_doc(), 1),
        };
        let score = self.score.as_ref().map(|score| score.boost_by(boost));
        Ok(Some(Cursor { blocks, at: 0, score, lengths }))
    }
}

/// A place in a list.
pub struct Cursor {
    blocks: BlockSegmentPostings,
    /// Where in the block.
    at: usize,
    score: Option<Bm25Weight>,
    lengths: FieldNormReader,
}

impl Cursor {
    /// Goes to the first document that isn't before `start`. Blocks between are not read.
    pub fn skip_to(&mut self, start: DocId) {
        if self.blocks.docs().last().is_some_and(|last| *last < start) {
            self.at = self.blocks.seek(start);
        } else {
            let rest = self.blocks.docs().get(self.at..).unwrap_or_default();
            self.at += rest.partition_point(|document| *document < start);
        }
    }

    /// Goes on up to `end`, and visits the documents before it, each with its score.
    #[inline]
    pub fn pass(&mut self, end: DocId, mut visit: impl FnMut(DocId, Score)) {
        while self.blocks.block_len() > 0 {
            let documents = self.blocks.docs();
            let here = match documents.last() {
                Some(last) if *last < end => documents.len(),
                _ => documents.partition_point(|document| *document < end),
            };
            for (at, document) in documents.iter().enumerate().take(here).skip(self.at) {
                let worth =
                    |score: &Bm25Weight| score.score(self.lengths.fieldnorm_id(*document), self.blocks.freq(at));
                visit(*document, self.score.as_ref().map_or(0.0, worth));
            }
            self.at = here;
            if here < documents.len() {
                return;
            }
            self.blocks.advance();
            self.at = 0;
        }
    }
}
