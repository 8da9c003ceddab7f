//! Words that many articles have, all of them in one article: each list is gone through once, into a column of scores.
//!
//! Where every word is common, most of the articles that the rarest leads to are hits. To go from hit to hit in all
//! lists at once takes several times as long ("term at a time" against "document at a time", Turtle & Flood 1995).

use tantivy::index::SegmentReader;
use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Result, Score, TERMINATED};

use super::explained::explained;

/// A condition, and what it is worth beside others.
pub type Weighed<T> = (T, f32);

/// A word: the ways to have it, and what makes an article better that has it.
#[derive(Debug)]
pub struct Word<T> {
    pub ways: Vec<Weighed<T>>,
    pub bonus: Option<Weighed<T>>,
}

/// All of these words.
#[derive(Debug)]
pub struct Dense(pub Vec<Word<Box<dyn Query>>>);

struct DenseWeight(Vec<Word<Box<dyn Weight>>>);

/// More words are none of a reader's.
pub const MOST: usize = u8::MAX as usize - 1;

impl<T> Word<T> {
    fn map<U>(&self, mut to: impl FnMut(&T) -> Result<U>) -> Result<Word<U>> {
        let mut weighed = |(from, weight): &Weighed<T>| Ok((to(from)?, *weight));
        let ways = self.ways.iter().map(&mut weighed).collect::<Result<_>>()?;
        Ok(Word { ways, bonus: self.bonus.as_ref().map(weighed).transpose()? })
    }
}

impl Clone for Dense {
    fn clone(&self) -> Self {
        Self(self.0.iter().filter_map(|word| word.map(|query| Ok(query.box_clone())).ok()).collect())
    }
}

impl Query for Dense {
    fn weight(&self, scoring: EnableScoring<'_>) -> Result<Box<dyn Weight>> {
        let words = self.0.iter().map(|word| word.map(|query| query.weight(scoring)));
        Ok(Box::new(DenseWeight(words.collect::<Result<_>>()?)))
    }
}

impl Weight for DenseWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> Result<Box<dyn Scorer>> {
        let documents = segment.max_doc() as usize;
        // How many of the words each document has, one after the other, and what it is worth by them.
        let (mut has, mut scores) = (vec![0_u8; documents], vec![0.0; documents]);
        for (before, word) in (0_u8..).zip(&self.0) {
            for (way, weight) in &word.ways {
                way.for_each(segment, &mut |document, score| {
                    let has = &mut has[document as usize];
                    if *has >= before {
                        *has = before + 1;
                        scores[document as usize] += score * weight * boost;
                    }
                })?;
            }
            if let Some((bonus, weight)) = &word.bonus {
                bonus.for_each(segment, &mut |document, score| {
                    if has[document as usize] > before {
                        scores[document as usize] += score * weight * boost;
                    }
                })?;
            }
        }
        let mut scorer = DenseScorer { has, scores, all: self.0.len() as u8, document: 0 };
        scorer.seek(0);
        Ok(Box::new(scorer))
    }

    fn explain(&self, segment: &SegmentReader, document: DocId) -> Result<Explanation> {
        explained(self, segment, document, "all of the words")
    }
}

struct DenseScorer {
    has: Vec<u8>,
    scores: Vec<Score>,
    /// What a document has that has all words.
    all: u8,
    document: DocId,
}

impl DocSet for DenseScorer {
    fn advance(&mut self) -> DocId {
        self.seek(self.document.saturating_add(1))
    }

    fn seek(&mut self, target: DocId) -> DocId {
        let rest = self.has.get(target as usize..).unwrap_or_default();
        self.document = memchr::memchr(self.all, rest).map_or(TERMINATED, |next| target + next as DocId);
        self.document
    }

    fn doc(&self) -> DocId {
        self.document
    }

    fn size_hint(&self) -> u32 {
        self.has.len() as u32
    }
}

impl Scorer for DenseScorer {
    fn score(&mut self) -> Score {
        self.scores.get(self.document as usize).copied().unwrap_or_default()
    }
}
