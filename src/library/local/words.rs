//! The words of an archive: its full-text index, brought to where the catalogue is, and read.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use roaring::RoaringBitmap;

use super::fulltext::{FullText, FullTextError, Reader, Writer};
use super::reading::{self, Run};
use super::shelf::Shelf;
use super::{File, lock};
use crate::article::{Article, Handle};
use crate::library::segment::Cut;
use crate::library::{Catalogue, Stop};

/// So many articles are put into the index before they are made durable.
pub const COMMIT: u32 = 50_000;

/// A commit of an index that lacks articles. No generation of a catalogue has this number.
pub const UNFINISHED: u64 = 0;

/// Of a file with fewer new articles than this part of all, those are read alone.
const PART: usize = 4;

/// The index, for the articles that it covers.
pub struct Words {
    pub reader: Reader,
    /// It covers the articles below this one.
    pub end: Handle,
    /// The handle of each lasting number; `u32::MAX` where there is none.
    handles: Vec<u32>,
}

impl Words {
    /// The index in a folder, if it has every article that was stored as `generation`.
    pub fn open(folder: &Path, generation: u64, catalogue: &Catalogue) -> Option<Self> {
        if generation == UNFINISHED || !folder.is_dir() {
            return None;
        }
        let index = FullText::open(folder).ok().filter(|index| index.generation() == Some(generation))?;
        Self::of(&index, catalogue)
    }

    fn of(index: &FullText, catalogue: &Catalogue) -> Option<Self> {
        let mut end = Handle(0);
        let mut handles = Vec::new();
        // What is not stored comes last.
        while let Some(serial) = catalogue.serial(end) {
            let (serial, handle) = (serial as usize, end);
            end.0 += 1;
            if serial >= handles.len() {
                handles.resize(serial + 1, u32::MAX);
            }
            handles[serial] = handle.0;
        }
        Some(Self { reader: index.reader().ok()?, end, handles })
    }

    /// The article of a lasting number.
    pub fn handle(&self, serial: u32) -> Option<Handle> {
        self.handles.get(serial as usize).copied().filter(|handle| *handle != u32::MAX).map(Handle)
    }
}

/// The first lasting number of which the index in a folder knows nothing, nor of those above; 0 where there is none.
///
/// # Errors
/// When it can't be opened.
pub fn end(folder: &Path) -> Result<u32, FullTextError> {
    if folder.is_dir() { FullText::open(folder)?.reader()?.end() } else { Ok(0) }
}

/// Brings the index in a folder to where the catalogue is, which has been stored as `generation`. What was put there
/// while it was read is on its way with `writer`.
///
/// # Errors
/// When it can't be written.
pub fn bring_up(
    folder: &Path,
    generation: u64,
    writer: Option<Writer>,
    shelf: &Shelf,
    base: &Path,
) -> Result<(), FullTextError> {
    let index = FullText::open(folder)?;
    let catalogue = shelf.content().catalogue.clone();
    if writer.is_some() || index.generation() != Some(generation) {
        let writer = match writer {
            Some(mut writer) => {
                writer.commit(UNFINISHED)?;
                writer
            }
            None => index.writer()?,
        };
        let mut there: RoaringBitmap = index.reader()?.serials()?.into_iter().collect();
        // What is not stored comes last.
        let stored = (0..).map(Handle).map_while(|handle| Some((handle, catalogue.serial(handle)?)));
        let missing = stored.filter(|(handle, serial)| !catalogue.is_gone(*handle) && !there.remove(*serial));
        let missing: RoaringBitmap = missing.map(|(handle, _)| handle.0).collect();
        // What is left stands for nothing in the catalogue.
        there.into_iter().for_each(|serial| writer.delete(serial));
        let mut adding = Adding { writer, catalogue: &catalogue, missing: &missing, since: 0 };
        if !missing.is_empty() {
            let files = shelf.content().files(base);
            files.chunks(1_024).try_for_each(|files| adding.add(files))?;
        }
        adding.writer.commit(generation)?;
        adding.writer.finish()?;
    }
    let words = Words::of(&index, &catalogue);
    shelf.content().words = words.map(Arc::new);
    Ok(())
}

/// Articles on their way into an index that lacks them.
struct Adding<'a> {
    writer: Writer,
    catalogue: &'a Catalogue,
    missing: &'a RoaringBitmap,
    /// How many have come since the last commit.
    since: u32,
}

impl Adding<'_> {
    /// Adds the missing articles of some files.
    fn add(&mut self, files: &[(Arc<File>, Run)]) -> Result<(), FullTextError> {
        let (mut whole, mut alone) = (Vec::new(), Vec::new());
        for (file, run) in files {
            let new: Vec<Handle> = run.iter().filter(|handle| self.missing.contains(handle.0)).collect();
            self.since += new.len() as u32;
            let few = new.len() * PART < run.len() as usize;
            let cuts = new.iter().map(|handle| match self.catalogue.cut(*handle) {
                Some(cut @ Cut::Bytes(..)) if few => Some((*handle, cut)),
                _ => None,
            });
            match cuts.collect::<Option<Vec<_>>>() {
                Some(cuts) => alone.extend(cuts.into_iter().map(|(handle, cut)| (Arc::clone(file), handle, cut))),
                None => whole.push((Arc::clone(file), run.clone())),
            }
        }
        let failed = Mutex::new(Ok(()));
        let put = |handle: Handle, article: &Article| {
            let Some(serial) = self.catalogue.serial(handle) else { return };
            if let Err(error) = self.writer.add(serial, article) {
                *lock(&failed) = Err(error);
            }
        };
        for (file, handle, cut) in alone {
            // What can't be read any more is found out by the next look at the archive.
            if let Ok(article) = reading::read_one(&file, cut) {
                put(handle, &article);
            }
        }
        let _ = reading::read_all(&whole, &Stop::default(), &|handle, article| {
            if self.missing.contains(handle.0) {
                put(handle, &article);
            }
        });
        failed.into_inner().unwrap_or_else(PoisonError::into_inner)?;
        if self.since >= COMMIT {
            self.since = 0;
            self.writer.commit(UNFINISHED)?;
        }
        Ok(())
    }
}
