//! Any of a few conditions; what an article is worth by it is only found out when that is asked.

use tantivy::index::SegmentReader;
use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Result, Score, TERMINATED};

use super::explained::explained;

/// Any of these. tantivy's own union weighs all articles of a stretch as it reaches one of them, which is wasted where
/// another condition leaves few.
#[derive(Debug)]
pub struct Union(pub Vec<Box<dyn Query>>);

struct UnionWeight(Vec<Box<dyn Weight>>);

struct UnionScorer {
    /// Those that are not at their end.
    scorers: Vec<Box<dyn Scorer>>,
    document: DocId,
}

impl Clone for Union {
    fn clone(&self) -> Self {
        Self(self.0.iter().map(|query| query.box_clone()).collect())
    }
}

impl Query for Union {
    fn weight(&self, scoring: EnableScoring<'_>) -> Result<Box<dyn Weight>> {
        Ok(Box::new(UnionWeight(self.0.iter().map(|query| query.weight(scoring)).collect::<Result<_>>()?)))
    }
}

impl Weight for UnionWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> Result<Box<dyn Scorer>> {
        let mut scorers = self.0.iter().map(|weight| weight.scorer(segment, boost)).collect::<Result<Vec<_>>>()?;
        scorers.retain(|scorer| scorer.doc() != TERMINATED);
        Ok(match scorers.len() {
            0 => Box::new(EmptyScorer),
            1 => scorers.remove(0),
            _ => Box::new(UnionScorer::new(scorers)),
        })
    }

    fn explain(&self, segment: &SegmentReader, document: DocId) -> Result<Explanation> {
        explained(self, segment, document, "any of")
    }
}

impl UnionScorer {
    fn new(scorers: Vec<Box<dyn Scorer>>) -> Self {
        let mut union = Self { scorers, document: 0 };
        union.settle();
        union
    }

    fn settle(&mut self) -> DocId {
        self.document = self.scorers.iter().map(|scorer| scorer.doc()).min().unwrap_or(TERMINATED);
        self.document
    }
}

impl DocSet for UnionScorer {
    fn advance(&mut self) -> DocId {
        for scorer in self.scorers.iter_mut().filter(|scorer| scorer.doc() == self.document) {
            scorer.advance();
        }
        self.settle()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        for scorer in self.scorers.iter_mut().filter(|scorer| scorer.doc() < target) {
            scorer.seek(target);
        }
        self.settle()
    }

    fn doc(&self) -> DocId {
        self.document
    }

    fn size_hint(&self) -> u32 {
        self.scorers.iter().map(|scorer| scorer.size_hint()).fold(0, u32::saturating_add)
    }
}

impl Scorer for UnionScorer {
    fn score(&mut self) -> Score {
        let here = self.scorers.iter_mut().filter(|scorer| scorer.doc() == self.document);
        here.map(|scorer| scorer.score()).sum()
    }
}
