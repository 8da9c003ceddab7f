//! One file that was opened, read to its end: the articles in it, or in what is packed in it.

use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::sync::Arc;

use super::mistake;
use super::outbox::Outbox;
use crate::article::{Article, ArticleId, Summary};
use crate::ingest::pack::{DEPTH, Meter, Packing, packing, plain_name};
use crate::ingest::{self, Format, Found, HEAD, IngestError, Record, Source, sanitize};
use crate::library::Problem;
use crate::library::local::cache::Before;
use crate::library::local::indexing::Indexer;
use crate::library::local::learnt::{self, Digest};
use crate::library::local::origin::{Origin, Way};
use crate::library::local::shelving::Part;
use crate::library::local::walk::Job;
use crate::library::segment::Cut;

/// How many articles of one file are put on the shelf at once, at most.
const BATCH: usize = 512;

/// After how many bytes of one file its articles are put on the shelf, however few: a large file shows how
/// far it has come.
const STRETCH: u64 = 4 << 20;

/// A file that is being read.
pub(super) struct Input<'a> {
    top: Place,
    size: u64,
    format: Option<&'static dyn Format>,
    indexer: Option<&'a Indexer>,
    parts: &'a Outbox,
    part: Part,
    /// What was read of it before; it is read on from there.
    before: Option<Before>,
    /// What was read of it, and how much of that the shelf knows.
    bytes: Rc<Cell<u64>>,
    told: u64,
    pub(super) meter: Meter,
    /// It was packed, and gave an article or a reason for having none.
    pub(super) packed: bool,
    answered: bool,
    /// Nobody takes the articles any more.
    pub(super) gone: bool,
}

/// Where something stands: the file that was opened, or something in it.
#[derive(Clone)]
pub(super) struct Place {
    pub path: String,
    pub id: String,
    pub origin: Arc<Origin>,
    /// In how many packed files it is.
    pub depth: usize,
    /// The reader named it: what can't be read is said, not skipped.
    pub named: bool,
}

impl<'a> Input<'a> {
    pub fn new(
        job: &Job,
        parts: &'a Outbox,
        format: Option<&'static dyn Format>,
        indexer: Option<&'a Indexer>,
    ) -> Self {
        let origin = Arc::new(job.origin.as_ref().map_or(Origin::Embedded(&[]), Origin::clone));
        Self {
            top: Place { path: job.path.clone(), id: job.id.clone(), origin, depth: 0, named: job.named },
            size: job.size,
            format,
            indexer,
            parts,
            part: Part { source: job.source.clone(), ..Part::new(job.sequence) },
            before: job.before.clone(),
            bytes: Rc::default(),
            told: 0,
            meter: Meter::of(job.size),
            packed: false,
            answered: false,
            gone: false,
        }
    }

    /// Reads it; `false` when nobody wants it any more.
    pub fn read(mut self, origin: Result<Origin, IngestError>) -> bool {
        let top = self.top.clone();
        let read = origin.and_then(|_| {
            if let Some(before) = self.before.take() {
                let mut reader = self.counted(top.origin.open(Some((before.reached.at, u64::MAX)))?);
                return self.read_with(&top, before.format, Some(&before), &mut reader);
            }
            let mut reader = self.counted(top.origin.open(None)?);
            self.read_place(&top, &mut reader)
        });
        match read {
            Err(error) => self.refuse(&top, &error),
            Ok(()) if self.packed && top.named && !self.answered => {
                self.refuse(&top, &IngestError::Empty("no file in it can be read as an article"));
            }
            Ok(()) => {}
        }
        self.part.bytes = self.bytes.get().max(self.size) - self.told;
        self.parts.send(self.part.end())
    }

    /// Reads what stands at `place`, packed or not.
    pub(super) fn read_place(&mut self, place: &Place, reader: &mut dyn BufRead) -> Result<(), IngestError> {
        let mut head = Vec::with_capacity(HEAD);
        Read::take(&mut *reader, HEAD as u64).read_to_end(&mut head)?;
        let mut whole = head.as_slice().chain(reader);
        let Some(packing) = self.packing(&place.path, &head) else {
            return self.read_articles(place, &head, &mut whole);
        };
        // A compressed tar is one packed file, not two.
        let compressed = matches!(place.origin.as_ref(), Origin::Packed(_, Way { part: None, .. }));
        let depth = place.depth - usize::from(compressed && packing == Packing::Tar);
        if depth >= DEPTH {
            // Said of the file that was opened: there may be thousands such in it.
            let path = self.top.path.clone();
            self.fail(&path, &IngestError::Limit(format!("it is packed more than {DEPTH} deep; unpack it first")));
            return Ok(());
        }
        self.packed = true;
        let place = &Place { depth, ..place.clone() };
        match packing {
            Packing::Stream(codec) => self.read_stream(place, codec, &mut whole),
            Packing::Tar => self.read_tar(place, &mut whole),
            Packing::Zip => self.read_zip(place, &mut whole),
        }
    }

    /// How an input is packed, unless a format reads it as it is.
    fn packing(&self, path: &str, head: &[u8]) -> Option<Packing> {
        let packing = packing(head)?;
        let own = packing != Packing::Tar && ingest::is_own_packing(path, head, self.format);
        if own { None } else { Some(packing) }
    }

    fn read_articles(&mut self, place: &Place, head: &[u8], reader: &mut dyn BufRead) -> Result<(), IngestError> {
        let name = place.origin.plain_name(&place.path);
        let format = match self.format {
            Some(format) => format,
            None => ingest::detect(name, head)?,
        };
        self.read_with(place, format, None, reader)
    }

    fn read_with(
        &mut self,
        place: &Place,
        format: &'static dyn Format,
        before: Option<&Before>,
        reader: &mut dyn BufRead,
    ) -> Result<(), IngestError> {
        self.begin(place, format);
        let (mut nth, mut notes) = (0, Notes::default());
        let source = Source { path: place.origin.plain_name(&place.path), reader };
        let read = catch_unwind(AssertUnwindSafe(|| {
            let mut take = |found: Result<Found, IngestError>| {
                match found {
                    Ok(found) => {
                        notes.add(&found.article);
                        self.list(place, &found, nth);
                        nth += 1;
                    }
                    Err(error) => self.fail(&place.path, &error),
                }
                if self.part.articles.len() >= BATCH || self.bytes.get() - self.told >= STRETCH {
                    self.send();
                }
                if self.gone { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            };
            match before {
                Some(before) => format.read_on(before.for_format(), source, &mut take),
                None => format.read(source, &mut take),
            }
        }));
        notes.put(&place.path, &mut self.part.problems);
        read.unwrap_or_else(|_| Err(mistake()))
    }

    /// Goes on to the next file: each has a part of its own.
    fn begin(&mut self, place: &Place, format: &'static dyn Format) {
        if !self.part.articles.is_empty() {
            self.send();
        }
        self.part.member += 1;
        self.part.path.clone_from(&place.path);
        self.part.origin = Some(Arc::clone(&place.origin));
        self.part.format = Some(format);
    }

    fn list(&mut self, place: &Place, found: &Found, nth: u32) {
        let cut = match &found.record {
            None => Cut::Whole,
            Some(Record { bytes: Some((offset, len)), .. }) => Cut::Bytes(*offset, *len),
            Some(Record { bytes: None, .. }) => Cut::Nth(nth),
        };
        if let (Some(Record { bytes: Some((offset, len)), number, .. }), Origin::Path(_)) =
            (&found.record, place.origin.as_ref())
            && self.part.format.is_some_and(|format| format.goes_on(b""))
        {
            self.part.reached = Some((offset + len, *number));
        }
        let record = found.record.as_ref().map(|record| record.name.clone());
        let id = record.as_ref().map_or_else(|| place.id.clone(), |record| format!("{}#{record}", place.id));
        let summary = Summary::of(&found.article, ArticleId(sanitize::line(&id)), record);
        self.part.digests.push(Digest::of(&found.article, learnt::place(&place.path, cut)));
        let number = self.indexer.map_or(0, |indexer| indexer.add(&found.article));
        self.part.articles.push((summary, cut, number));
        self.answered = true;
    }

    fn send(&mut self) {
        self.part.bytes = self.bytes.get() - self.told;
        self.told = self.bytes.get();
        self.gone |= !self.parts.send(self.part.split());
    }

    /// Says why something can't be read, unless it is what lies in many a folder and is no text anyway.
    pub(super) fn refuse(&mut self, place: &Place, error: &IngestError) {
        let ordinary = match error {
            IngestError::Empty(_) => true,
            IngestError::Binary => !ingest::promises_text(plain_name(&place.path)),
            _ => false,
        };
        if place.named || !ordinary {
            self.fail(&place.path, error);
        }
    }

    pub(super) fn fail(&mut self, path: &str, error: &IngestError) {
        self.part.problems.push(Problem::of(path, error));
        self.answered = true;
    }

    /// Counts what is read of the file itself.
    pub(super) fn counted<'r>(&self, inner: Box<dyn BufRead + 'r>) -> Counted<'r> {
        Counted { inner, bytes: Rc::clone(&self.bytes) }
    }
}

/// What the reader should know of a file that was read.
#[derive(Default)]
struct Notes {
    unreadable: usize,
    guessed: Option<&'static str>,
}

impl Notes {
    fn add(&mut self, article: &Article) {
        self.unreadable += article.unreadable;
        self.guessed = self.guessed.or(article.guessed);
    }

    fn put(&self, path: &str, problems: &mut Vec<Problem>) {
        match self.unreadable {
            0 => {}
            1 => problems.push(Problem::note(path, "1 character could not be read")),
            many => problems.push(Problem::note(path, &format!("{many} characters could not be read"))),
        }
        if let Some(encoding) = self.guessed {
            let text = format!("it doesn't say its encoding; read as {}, a guess", encoding.to_lowercase());
            problems.push(Problem::note(path, &text));
        }
    }
}

/// Counts what was read, where it can be looked at meanwhile.
pub(super) struct Counted<'a> {
    inner: Box<dyn BufRead + 'a>,
    bytes: Rc<Cell<u64>>,
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.bytes.set(self.bytes.get() + read as u64);
        Ok(read)
    }
}

impl BufRead for Counted<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.bytes.set(self.bytes.get() + amount as u64);
        self.inner.consume(amount);
    }
}
