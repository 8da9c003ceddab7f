//! The words of an archive: its full-text index, brought to where the catalogue is, and read.

use std::collections::HashSet;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use super::fulltext::{FullText, FullTextError, Reader, Writer};
use super::reading::{self, Run};
use super::shelf::Shelf;
use super::{File, lock};
use crate::article::{Article, Handle};
use crate::library::segment::Cut;
use crate::library::{Catalogue, Stop};

/// So many articles are put into the index before they are made durable.
const COMMIT: u32 = 50_000;

/// A commit of an index that lacks articles. No generation of a catalogue has this number.
const UNFINISHED: u64 = 0;

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

/// Brings the index in a folder to where the catalogue is, which has been stored as `generation`.
///
/// # Errors
/// When it can't be written.
pub fn bring_up(folder: &Path, generation: u64, shelf: &Shelf, base: &Path) -> Result<(), FullTextError> {
    let index = FullText::open(folder)?;
    let (catalogue, files) = {
        let content = shelf.content();
        (content.catalogue.clone(), content.files(base))
    };
    if index.generation() != Some(generation) {
        let mut there: HashSet<u32> = index.reader()?.serials()?.into_iter().collect();
        let mut adding = Adding { writer: index.writer()?, catalogue: &catalogue, since: 0 };
        for files in files.chunks(1_024) {
            adding.add(files, &mut there)?;
        }
        // What is left stands for nothing in the catalogue.
        there.into_iter().for_each(|serial| adding.writer.delete(serial));
        adding.writer.commit(generation)?;
        adding.writer.finish()?;
    }
    let words = Words::of(&index, &catalogue);
    shelf.content().words = words.map(Arc::new);
    Ok(())
}

/// Articles on their way into an index.
struct Adding<'a> {
    writer: Writer,
    catalogue: &'a Catalogue,
    /// How many have come since the last commit.
    since: u32,
}

impl Adding<'_> {
    /// Adds the articles of some files that aren't `there`, and takes those that are from that set.
    fn add(&mut self, files: &[(Arc<File>, Run)], there: &mut HashSet<u32>) -> Result<(), FullTextError> {
        let (mut whole, mut alone) = (Vec::new(), Vec::new());
        let mut missing = HashSet::new();
        for (file, run) in files {
            let handles = run.iter().filter(|handle| !self.catalogue.is_gone(*handle));
            let new = |handle: &Handle| self.catalogue.serial(*handle).is_some_and(|serial| !there.remove(&serial));
            let new: Vec<Handle> = handles.filter(new).collect();
            self.since += new.len() as u32;
            let few = new.len() * PART < run.len() as usize;
            let cuts = new.iter().map(|handle| match self.catalogue.cut(*handle) {
                Some(cut @ Cut::Bytes(..)) if few => Some((*handle, cut)),
                _ => None,
            });
            match cuts.collect::<Option<Vec<_>>>() {
                Some(cuts) => alone.extend(cuts.into_iter().map(|(handle, cut)| (Arc::clone(file), handle, cut))),
                None if new.is_empty() => {}
                None => {
                    whole.push((Arc::clone(file), run.clone()));
                    missing.extend(new);
                }
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
            if missing.contains(&handle) {
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
