//! Queries are put to an index.

use std::cmp::Reverse;
use std::sync::{Mutex, PoisonError};

use tantivy::collector::Collector;
use tantivy::query::EnableScoring;
use tantivy::{Index, IndexReader, Opstamp, ReloadPolicy};

use super::FullTextError;
use super::best::Best;
use super::compile::{Compiler, without};
use super::schema::{Fields, SERIAL};
use crate::library::Stop;
use crate::library::local::reading::on_all_cores;
use crate::search::Query;
use crate::search::query::Fact;

/// The serials, in order, of the articles of which a fact is true, where that isn't known to the index.
pub type Known<'a> = &'a dyn Fn(&Fact) -> Option<Vec<u32>>;

/// Reads an index as it was at one commit.
pub struct Reader {
    index: Index,
    reader: IndexReader,
    fields: Fields,
    seen: Mutex<Opstamp>,
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// Serials and scores, the best first; of equals, the lower serial. Scores are comparable within one search.
    pub hits: Vec<(u32, f32)>,
    /// How many there are in all.
    pub count: usize,
}

impl Reader {
    pub(super) fn new(index: &Index, fields: Fields) -> Result<Self, FullTextError> {
        let seen = Mutex::new(index.load_metas()?.opstamp);
        // Who reads asks for news when there is time for it: nothing ticks.
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Self { index: index.clone(), reader, fields, seen })
    }

    /// Looks for a newer commit, of this process or another, and reads that from now on; whether there was one.
    /// Without one it takes a fraction of a millisecond.
    ///
    /// # Errors
    /// When the files can't be read; what was read before is read on.
    pub fn refresh(&self) -> Result<bool, FullTextError> {
        let newest = self.index.load_metas()?.opstamp;
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if *seen == newest {
            return Ok(false);
        }
        self.reader.reload()?;
        *seen = newest;
        Ok(true)
    }

    /// The serials of all articles that answer a query, in no order.
    ///
    /// # Errors
    /// [`FullTextError::Stopped`], or when the files can't be read.
    pub fn matching(&self, query: &Query, known: Known<'_>, stop: &Stop) -> Result<Vec<u32>, FullTextError> {
        let searcher = self.reader.searcher();
        let compiler = Compiler::new(&searcher, self.fields, known)?;
        let Some(compiled) = compiler.query(query)? else { return Ok(Vec::new()) };
        let weight = compiled.weight(EnableScoring::disabled_from_searcher(&searcher))?;
        let mut found = Vec::new();
        for segment in searcher.segment_readers() {
            if stop.is_stopped() {
                return Err(FullTextError::Stopped);
            }
            let serials = segment.fast_fields().u64(SERIAL)?;
            let is_alive = |document: &&u32| segment.alive_bitset().is_none_or(|alive| alive.is_alive(**document));
            weight.for_each_no_score(segment, &mut |documents| {
                let alive = documents.iter().filter(is_alive);
                found.extend(alive.filter_map(|document| u32::try_from(serials.first(*document)?).ok()));
            })?;
        }
        Ok(found)
    }

    /// The serials of all articles, in no order.
    ///
    /// # Errors
    /// When the files can't be read.
    pub fn serials(&self) -> Result<Vec<u32>, FullTextError> {
        let mut serials = Vec::with_capacity(self.len());
        for segment in self.reader.searcher().segment_readers() {
            let column = segment.fast_fields().u64(SERIAL)?;
            serials.extend(segment.doc_ids_alive().filter_map(|doc| u32::try_from(column.first(doc)?).ok()));
        }
        Ok(serials)
    }

    /// The serial after the highest.
    ///
    /// # Errors
    /// When the files can't be read.
    pub fn end(&self) -> Result<u32, FullTextError> {
        let mut end = 0;
        for segment in self.reader.searcher().segment_readers() {
            let highest = segment.fast_fields().u64(SERIAL)?.max_value();
            end = end.max(u32::try_from(highest).unwrap_or(u32::MAX).saturating_add(1));
        }
        Ok(end)
    }

    /// How many articles there are.
    pub fn len(&self) -> usize {
        self.reader.searcher().num_docs() as usize
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The articles that answer a query, the best first, at most `limit`, but those of the serials that are `absent`,
    /// in order.
    ///
    /// # Errors
    /// [`FullTextError::Stopped`], or when the files can't be read.
    pub fn search(
        &self,
        query: &Query,
        known: Known<'_>,
        absent: &[u32],
        limit: usize,
        stop: &Stop,
    ) -> Result<Found, FullTextError> {
        let searcher = self.reader.searcher();
        let compiler = Compiler::new(&searcher, self.fields, known)?;
        let Some(compiled) = compiler.query(query)? else { return Ok(Found::default()) };
        let compiled = if absent.is_empty() { compiled } else { without(compiled, absent) };
        let best = Best { limit, stop };
        let weight = compiled.weight(EnableScoring::enabled_from_searcher(&searcher))?;
        let mut segments: Vec<_> = (0..).zip(searcher.segment_readers()).collect();
        // The last to be begun is a small one: nobody waits long for it alone.
        segments.sort_by_key(|(_, segment)| Reverse(segment.max_doc()));
        let gathered = Mutex::new(Vec::with_capacity(segments.len()));
        on_all_cores(&segments, stop, &|(number, segment)| {
            let found = best.collect_segment(weight.as_ref(), *number, segment);
            gathered.lock().unwrap_or_else(PoisonError::into_inner).push(found);
        })
        .map_err(|_| FullTextError::Stopped)?;
        let gathered = gathered.into_inner().unwrap_or_else(PoisonError::into_inner);
        if gathered.len() < segments.len() {
            return Err(FullTextError::Failed("a part of it could not be searched".to_owned()));
        }
        let gathered = best.merge_fruits(gathered.into_iter().collect::<tantivy::Result<_>>()?)?;
        if stop.is_stopped() {
            return Err(FullTextError::Stopped);
        }
        Ok(Found { count: gathered.count, hits: gathered.into_hits() })
    }
}
