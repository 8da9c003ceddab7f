//! The words of an archive: its full-text index, brought to where the catalogue is, and read.

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use roaring::RoaringBitmap;

use super::fulltext::{FullText, FullTextError, Reader, Writer};
use crate::article::{Article, Handle};
use crate::library::Catalogue;
use crate::search::Handles;

/// So many articles are put into the index before they are made durable.
pub const COMMIT: u32 = 50_000;

/// A commit of an index that lacks articles. No generation of a catalogue has this number.
pub const UNFINISHED: u64 = 0;

/// The index, for the articles that it covers.
pub struct Words {
    pub reader: Reader,
    /// It covers the articles below this one…
    end: Handle,
    /// …but these.
    missing: RoaringBitmap,
    /// The lasting numbers in it that stand for nothing in the catalogue.
    orphans: Vec<u32>,
    /// The handle of each lasting number; `u32::MAX` where there is none.
    handles: Vec<u32>,
}

impl Words {
    /// The index in a folder, as far as it goes: it is brought to where the catalogue is, which was stored as
    /// `generation`, when the archive has been read.
    pub fn open(folder: &Path, generation: u64, catalogue: &Catalogue) -> Option<Self> {
        let index = folder.is_dir().then(|| FullText::open(folder).ok()).flatten()?;
        let is_whole = index.generation() == Some(generation);
        Self::of(&index, catalogue, is_whole).filter(|words| !words.reader.is_empty())
    }

    fn of(index: &FullText, catalogue: &Catalogue, is_whole: bool) -> Option<Self> {
        let reader = index.reader().ok()?;
        let mut there = if is_whole { RoaringBitmap::new() } else { reader.serials().ok()?.into_iter().collect() };
        let (mut end, mut missing, mut handles) = (Handle(0), RoaringBitmap::new(), Vec::new());
        for (handle, serial) in stored(catalogue) {
            if !is_whole && !there.remove(serial) {
                missing.insert(handle.0);
            }
            if serial as usize >= handles.len() {
                handles.resize(serial as usize + 1, u32::MAX);
            }
            handles[serial as usize] = handle.0;
            end.0 = handle.0 + 1;
        }
        Some(Self { reader, end, missing, orphans: there.into_iter().collect(), handles })
    }

    /// Whether it lacks nothing that was stored.
    pub fn is_whole(&self) -> bool {
        self.missing.is_empty() && self.orphans.is_empty()
    }

    /// Articles that it doesn't cover, of those before `end`, in order.
    pub fn lacks(&self, end: Handle) -> impl Iterator<Item = Handle> + '_ {
        self.missing.iter().chain(self.end.0..end.0).map(Handle)
    }

    /// The lasting numbers in it of what isn't there, in order.
    pub fn absent(&self, catalogue: &Catalogue) -> Vec<u32> {
        let gone = catalogue.gone().filter_map(|handle| catalogue.serial(handle));
        let mut absent: Vec<u32> = gone.chain(self.orphans.iter().copied()).collect();
        absent.sort_unstable();
        absent
    }

    /// The article of a lasting number.
    pub fn handle(&self, serial: u32) -> Option<Handle> {
        self.handles.get(serial as usize).copied().filter(|handle| *handle != u32::MAX).map(Handle)
    }
}

/// What has been stored, with its lasting numbers: what has not comes last.
pub fn stored(catalogue: &Catalogue) -> impl Iterator<Item = (Handle, u32)> + '_ {
    (0..).map(Handle).map_while(|handle| Some((handle, catalogue.serial(handle)?)))
}

/// The first lasting number of which the index in a folder knows nothing, nor of those above; 0 where there is none.
///
/// # Errors
/// When it can't be opened.
pub fn end(folder: &Path) -> Result<u32, FullTextError> {
    if folder.is_dir() { FullText::open(folder)?.reader()?.end() } else { Ok(0) }
}

/// The index in a folder on its way to where the catalogue is.
pub struct Adding {
    index: FullText,
    writer: Writer,
    /// The articles that it lacks.
    pub missing: Handles,
    /// How many have come since the last commit.
    since: AtomicU32,
}

impl Adding {
    /// Finds what the index lacks of a catalogue that has been stored as `generation`; `None` when it lacks nothing. What
    /// was put there while the archive was read is on its way with `writer`.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn of(
        folder: &Path,
        generation: u64,
        writer: Option<Writer>,
        catalogue: &Catalogue,
    ) -> Result<Option<Self>, FullTextError> {
        let index = FullText::open(folder)?;
        if writer.is_none() && index.generation() == Some(generation) {
            return Ok(None);
        }
        let writer = match writer {
            Some(mut writer) => {
                writer.commit(UNFINISHED)?;
                writer
            }
            None => index.writer()?,
        };
        let mut there: RoaringBitmap = index.reader()?.serials()?.into_iter().collect();
        let missing =
            stored(catalogue).filter(|(handle, serial)| !catalogue.is_gone(*handle) && !there.remove(*serial));
        let missing: Handles = missing.map(|(handle, _)| handle).collect();
        // What is left stands for nothing in the catalogue.
        there.into_iter().for_each(|serial| writer.delete(serial));
        Ok(Some(Self { index, writer, missing, since: AtomicU32::new(0) }))
    }

    /// Adds one of the missing articles. Several threads may add at once.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn add(&self, serial: u32, article: &Article) -> Result<(), FullTextError> {
        self.since.fetch_add(1, Ordering::Relaxed);
        self.writer.add(serial, article)
    }

    /// Makes what was added durable, when it is much.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn commit_if_due(&mut self) -> Result<(), FullTextError> {
        if *self.since.get_mut() >= COMMIT {
            *self.since.get_mut() = 0;
            self.writer.commit(UNFINISHED)?;
        }
        Ok(())
    }

    /// Makes everything durable as a generation of the catalogue, and answers what is there now.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn finish(mut self, generation: u64, catalogue: &Catalogue) -> Result<Option<Words>, FullTextError> {
        self.writer.commit(generation)?;
        self.writer.finish()?;
        Ok(Words::of(&self.index, catalogue, true))
    }
}
