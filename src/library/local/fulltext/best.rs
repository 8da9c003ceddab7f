//! The best documents of a search and the number of all, until nobody waits for them any more.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use std::ops::ControlFlow;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::index::SegmentReader;
use tantivy::query::Weight;
use tantivy::{DocId, Result, Score, TERMINATED};

use super::schema::SERIAL;
use super::window::Windows;
use crate::library::Stop;

/// So many documents are looked at before it is asked whether anybody waits.
const STRIDE: usize = 4096;

/// Collects so many documents.
pub struct Best<'a> {
    /// At most so many.
    pub limit: usize,
    /// Tells that nobody waits.
    pub stop: &'a Stop,
}

/// What was found.
#[derive(Default)]
pub struct Gathered {
    /// The best, in no order.
    best: BinaryHeap<Reverse<Ranked>>,
    /// How many there are.
    pub count: usize,
}

impl Gathered {
    /// Serials and scores, the best first; of equals, the lower serial.
    pub fn into_hits(self) -> Vec<(u32, Score)> {
        self.best.into_sorted_vec().into_iter().map(|Reverse(ranked)| (ranked.serial, ranked.score)).collect()
    }

    fn offer(&mut self, ranked: Ranked, limit: usize) {
        self.best.push(Reverse(ranked));
        if self.best.len() > limit {
            self.best.pop();
        }
    }
}

/// A document, greater when it is better.
struct Ranked {
    score: Score,
    serial: u32,
}

impl Ord for Ranked {
    fn cmp(&self, other: &Self) -> Ordering {
        self.score.total_cmp(&other.score).then(other.serial.cmp(&self.serial))
    }
}

impl PartialOrd for Ranked {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Ranked {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Ranked {}

/// The best of one segment.
pub struct InSegment {
    serials: Column<u64>,
    limit: usize,
    gathered: Gathered,
}

impl SegmentCollector for InSegment {
    type Fruit = Gathered;

    fn collect(&mut self, document: DocId, score: Score) {
        self.gathered.count += 1;
        let worst = self.gathered.best.peek();
        if self.gathered.best.len() == self.limit && worst.is_none_or(|Reverse(worst)| score < worst.score) {
            return;
        }
        if let Some(serial) = self.serials.first(document).and_then(|serial| u32::try_from(serial).ok()) {
            self.gathered.offer(Ranked { score, serial }, self.limit);
        }
    }

    fn harvest(self) -> Gathered {
        self.gathered
    }
}

impl Collector for Best<'_> {
    type Fruit = Gathered;
    type Child = InSegment;

    fn for_segment(&self, _: u32, segment: &SegmentReader) -> Result<InSegment> {
        let serials = segment.fast_fields().u64(SERIAL)?;
        Ok(InSegment { serials, limit: self.limit, gathered: Gathered::default() })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, segments: Vec<Gathered>) -> Result<Gathered> {
        let mut all = Gathered::default();
        for segment in segments {
            all.count += segment.count;
            segment.best.into_iter().for_each(|Reverse(ranked)| all.offer(ranked, self.limit));
        }
        Ok(all)
    }

    fn collect_segment(&self, weight: &dyn Weight, number: u32, segment: &SegmentReader) -> Result<Gathered> {
        let mut collected = self.for_segment(number, segment)?;
        if self.stop.is_stopped() {
            return Ok(collected.harvest());
        }
        let mut scorer = weight.scorer(segment, 1.0)?;
        let alive = segment.alive_bitset();
        let mut take = |document, score| {
            if alive.is_none_or(|alive| alive.is_alive(document)) {
                collected.collect(document, score);
                if collected.gathered.count.is_multiple_of(STRIDE) && self.stop.is_stopped() {
                    return ControlFlow::Break(());
                }
            }
            ControlFlow::Continue(())
        };
        if let Some(windows) = scorer.downcast_mut::<Windows>() {
            windows.each(take);
        } else {
            while scorer.doc() != TERMINATED {
                if take(scorer.doc(), scorer.score()).is_break() {
                    break;
                }
                scorer.advance();
            }
        }
        Ok(collected.harvest())
    }
}
