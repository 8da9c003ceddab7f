//! Words in order, of which some stand for many: what tantivy's own phrases can't say.

use std::collections::HashMap;
use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::{InvertedIndexReader, SegmentId, SegmentReader};
use tantivy::postings::{Postings, TermInfo};
use tantivy::query::{Bm25Weight, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Result, Score, TERMINATED, TantivyError};

use super::expansion::{Reach, expand};
use super::explained::explained;

/// Words in order in one field.
#[derive(Clone, Debug)]
pub struct Sequence {
    /// Where.
    pub field: Field,
    /// The words.
    pub slots: Vec<Slot>,
}

/// A word of a [`Sequence`].
#[derive(Clone, Debug)]
pub struct Slot {
    /// The word as the index has it.
    pub text: String,
    /// What it stands for.
    pub reach: Reach,
    /// Places after the word before, at least.
    pub step: u32,
    /// So many more at most.
    pub slack: u32,
}

struct SequenceWeight {
    field: Field,
    /// Step and slack of each slot.
    gaps: Vec<(u32, u32)>,
    /// For each slot of each segment, the words that it stands for there.
    expansions: HashMap<SegmentId, Vec<Vec<TermInfo>>>,
    score: Bm25Weight,
}

impl Query for Sequence {
    fn weight(&self, scoring: EnableScoring<'_>) -> Result<Box<dyn Weight>> {
        let none = || TantivyError::InvalidArgument("a sequence needs a searcher".to_owned());
        let segments = scoring.searcher().ok_or_else(none)?.segment_readers();
        let (mut documents, mut tokens, mut listed) = (0, 0, vec![0; self.slots.len()]);
        let mut expansions = HashMap::new();
        for segment in segments {
            documents += u64::from(segment.max_doc());
            tokens += segment.inverted_index(self.field)?.total_num_tokens();
            let expand = |slot: &Slot| expand(segment, self.field, &slot.text, slot.reach);
            let slots: Vec<Vec<TermInfo>> = self.slots.iter().map(expand).collect::<Result<_>>()?;
            for (listed, terms) in listed.iter_mut().zip(&slots) {
                *listed += terms.iter().map(|term| u64::from(term.doc_freq)).sum::<u64>();
            }
            expansions.insert(segment.segment_id(), slots);
        }
        // Worth as much as its rarest word.
        let rarest = listed.into_iter().min().unwrap_or(0).min(documents);
        let average = tokens as f32 / documents.max(1) as f32;
        let score = Bm25Weight::for_one_term_without_explain(rarest, documents, average.max(1.0));
        let gaps = self.slots.iter().map(|slot| (slot.step, slot.slack)).collect();
        Ok(Box::new(SequenceWeight { field: self.field, gaps, expansions, score }))
    }
}

impl Weight for SequenceWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> Result<Box<dyn Scorer>> {
        let slots = self.expansions.get(&segment.segment_id()).map_or(&[][..], |slots| slots);
        if slots.is_empty() || slots.iter().any(Vec::is_empty) {
            return Ok(Box::new(EmptyScorer));
        }
        let inverted = segment.inverted_index(self.field)?;
        let found = match slots {
            [terms] => counts(&inverted, terms, segment.max_doc())?,
            slots => self.phrases(&inverted, slots, segment.max_doc())?,
        };
        let lengths = match segment.fieldnorms_readers().get_field(self.field)? {
            Some(lengths) => lengths,
            None => FieldNormReader::constant(segment.max_doc(), 1),
        };
        Ok(Box::new(Listed { found, at: 0, score: self.score.boost_by(boost), lengths }))
    }

    fn explain(&self, segment: &SegmentReader, document: DocId) -> Result<Explanation> {
        explained(self, segment, document, "words in order")
    }
}

impl SequenceWeight {
    fn phrases(
        &self,
        inverted: &Arc<InvertedIndexReader>,
        slots: &[Vec<TermInfo>],
        documents: DocId,
    ) -> Result<Vec<(DocId, u32)>> {
        // Rare words first: of the others, only documents with those are looked at.
        let mut order: Vec<&Vec<TermInfo>> = slots.iter().collect();
        order.sort_by_key(|terms| terms.iter().map(|term| u64::from(term.doc_freq)).sum::<u64>());
        let mut common: Option<Vec<DocId>> = None;
        for terms in order {
            let mut has = vec![false; documents as usize];
            for term in terms {
                let postings = inverted.read_postings_from_terminfo(term, IndexRecordOption::Basic)?;
                each(postings, common.as_deref(), |postings| has[postings.doc() as usize] = true);
            }
            common = Some((0..documents).filter(|document| has[*document as usize]).collect());
        }
        let common = common.unwrap_or_default();
        let places = slots.iter().map(|terms| places(inverted, terms, &common)).collect::<Result<Vec<_>>>()?;
        let mut places: Vec<&[(DocId, u32)]> = places.iter().map(Vec::as_slice).collect();
        let mut found = Vec::new();
        for document in common {
            let mut reached: Vec<u32> = Vec::new();
            for (number, (places, (step, slack))) in places.iter_mut().zip(&self.gaps).enumerate() {
                let here = places.partition_point(|place| place.0 <= document);
                let fits = |place: &u32| {
                    let before = reached.partition_point(|before| before + step <= *place).checked_sub(1);
                    number == 0 || before.is_some_and(|before| place - reached[before] <= step + slack)
                };
                reached = places[..here].iter().map(|place| place.1).filter(fits).collect();
                *places = &places[here..];
            }
            if !reached.is_empty() {
                found.push((document, reached.len() as u32));
            }
        }
        Ok(found)
    }
}

/// Documents with one of the words, and how often it stands there.
fn counts(inverted: &InvertedIndexReader, terms: &[TermInfo], documents: DocId) -> Result<Vec<(DocId, u32)>> {
    let mut counts = vec![0_u32; documents as usize];
    for term in terms {
        let postings = inverted.read_postings_from_terminfo(term, IndexRecordOption::WithFreqs)?;
        each(postings, None, |postings| counts[postings.doc() as usize] += postings.term_freq());
    }
    Ok((0..).zip(counts).filter(|(_, count)| *count > 0).collect())
}

/// Where the words stand in these documents: document and position, in order.
fn places(inverted: &InvertedIndexReader, terms: &[TermInfo], documents: &[DocId]) -> Result<Vec<(DocId, u32)>> {
    let mut places = Vec::new();
    let mut here = Vec::new();
    for term in terms {
        let postings = inverted.read_postings_from_terminfo(term, IndexRecordOption::WithFreqsAndPositions)?;
        each(postings, Some(documents), |postings| {
            postings.positions(&mut here);
            let document = postings.doc();
            places.extend(here.iter().map(|place| (document, *place)));
        });
    }
    places.sort_unstable();
    Ok(places)
}

/// Visits the documents of a list, or those of it that are among these.
fn each<P: Postings>(mut postings: P, among: Option<&[DocId]>, mut visit: impl FnMut(&mut P)) {
    let mut among = among;
    while postings.doc() != TERMINATED {
        if let Some(rest) = &mut among {
            *rest = &rest[rest.partition_point(|document| *document < postings.doc())..];
            let Some(next) = rest.first() else { return };
            if *next > postings.doc() {
                postings.seek(*next);
                continue;
            }
        }
        visit(&mut postings);
        postings.advance();
    }
}

/// Documents that were found already, in order, and how often.
struct Listed {
    found: Vec<(DocId, u32)>,
    at: usize,
    score: Bm25Weight,
    lengths: FieldNormReader,
}

impl DocSet for Listed {
    fn advance(&mut self) -> DocId {
        self.at += 1;
        self.doc()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        let rest = self.found.get(self.at..).unwrap_or_default();
        self.at += rest.partition_point(|(document, _)| *document < target);
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.found.get(self.at).map_or(TERMINATED, |(document, _)| *document)
    }

    fn size_hint(&self) -> u32 {
        self.found.len() as u32
    }
}

impl Scorer for Listed {
    fn score(&mut self) -> Score {
        let found = self.found.get(self.at);
        found.map_or(0.0, |(document, count)| self.score.score(self.lengths.fieldnorm_id(*document), *count))
    }
}
