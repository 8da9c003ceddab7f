//! Articles go into an index.

use std::num::NonZero;
use std::sync::{Mutex, PoisonError};
use std::thread::available_parallelism;

use tantivy::index::Index;
use tantivy::indexer::{IndexWriterOptions, LogMergePolicy};
use tantivy::{IndexWriter, Term};

use super::FullTextError;
use super::document::{Scratch, document};
use super::opening::label;
use super::schema::Fields;
use crate::article::Article;

/// The most threads that build segments, each a segment of its own. The callers of [`Writer::add`] parse and analyse
/// meanwhile, which takes as long: half of the cores are theirs.
const THREADS: usize = 4;

/// Bytes of memory for all of them, after which their segments are written.
const BUDGET: usize = 96 << 20;

/// So many segments of a size are made one.
const SEGMENTS: usize = 6;

/// A segment of more documents stays as it is: merging takes longer than it saves later, and the cores share a search
/// by segments.
const LARGE: usize = 100_000;

/// Writes to an index. Nothing is found before it is committed; what was not committed is lost with the process, and
/// nothing else is.
pub struct Writer {
    writer: IndexWriter,
    fields: Fields,
    /// Those that no thread is using.
    scratches: Mutex<Vec<Scratch>>,
}

impl Writer {
    pub(super) fn new(index: &Index, fields: Fields) -> Result<Self, FullTextError> {
        let cores = available_parallelism().map_or(1, NonZero::get);
        let threads = (cores / 2).clamp(1, THREADS);
        let options = IndexWriterOptions::builder()
            .num_worker_threads(threads)
            .memory_budget_per_thread(BUDGET / threads)
            .num_merge_threads(1)
            .build();
        let writer: IndexWriter = index.writer_with_options(options)?;
        let mut merging = LogMergePolicy::default();
        merging.set_min_num_segments(SEGMENTS);
        merging.set_max_docs_before_merge(LARGE);
        writer.set_merge_policy(Box::new(merging));
        Ok(Self { writer, fields, scratches: Mutex::default() })
    }

    /// Adds an article under the catalogue's number. Several threads may add at once; one that is faster than the
    /// index waits.
    ///
    /// # Errors
    /// When the index can't be written.
    pub fn add(&self, serial: u32, article: &Article) -> Result<(), FullTextError> {
        let mut scratch = self.scratches().pop().unwrap_or_default();
        let document = document(&self.fields, serial, article, &mut scratch);
        self.scratches().push(scratch);
        self.writer.add_document(document)?;
        Ok(())
    }

    /// Removes the article of this number. One that is added under it afterwards stays.
    pub fn delete(&self, serial: u32) {
        self.writer.delete_term(Term::from_field_u64(self.fields.serial, serial.into()));
    }

    /// Makes everything so far durable, and findable, as a generation of the catalogue.
    ///
    /// # Errors
    /// When the index can't be written; the last commit holds then.
    pub fn commit(&mut self, generation: u64) -> Result<(), FullTextError> {
        let mut commit = self.writer.prepare_commit()?;
        commit.set_payload(&label(generation));
        commit.commit()?;
        Ok(())
    }

    /// Waits for the merging of segments that still goes on.
    ///
    /// # Errors
    /// When a merge failed; what was committed holds.
    pub fn finish(self) -> Result<(), FullTextError> {
        Ok(self.writer.wait_merging_threads()?)
    }

    fn scratches(&self) -> std::sync::MutexGuard<'_, Vec<Scratch>> {
        self.scratches.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
