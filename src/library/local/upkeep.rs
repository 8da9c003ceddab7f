//! The index of words and that of related stories are brought to where the catalogue is: what one of them lacks is read
//! once for both.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::fulltext;
use super::lock;
use super::relations::{self, Store};
use super::shelf::Shelf;
use super::wanted::Wanted;
use super::words::{self, COMMIT};
use crate::article::{Article, Handle};
use crate::library::{Catalogue, Stop};
use crate::search::Handles;

/// Where the indexes of an archive are.
#[derive(Clone, Debug)]
pub struct Folders {
    pub words: PathBuf,
    pub relations: PathBuf,
}

impl Folders {
    /// The first lasting number of which they know nothing, nor of those above.
    ///
    /// # Errors
    /// When one can't be opened.
    pub fn end(&self) -> io::Result<u32> {
        let words = words::end(&self.words).map_err(io::Error::other)?;
        Ok(words.max(relations::end(&self.relations)))
    }
}

/// What was put into the indexes while the archive was read is on its way with these.
#[derive(Default)]
pub struct Writers {
    pub words: Option<fulltext::Writer>,
    pub relations: Option<relations::Writer>,
}

/// Brings the indexes to where the catalogue is, which has been stored as `generation`.
///
/// # Errors
/// When one of them can't be written.
pub fn bring_up(folders: &Folders, generation: u64, writers: Writers, shelf: &Shelf, base: &Path) -> io::Result<()> {
    let catalogue = shelf.content().catalogue.clone();
    let mut words =
        words::Adding::of(&folders.words, generation, writers.words, &catalogue).map_err(io::Error::other)?;
    let relations = Relating::of(&folders.relations, generation, writers.relations, &catalogue)?;
    let mut missing = words.as_ref().map(|words| words.missing.clone()).unwrap_or_default();
    if let Some(relations) = &relations {
        missing.join(&relations.missing);
    }
    let mut add = |wanted: &Wanted| -> io::Result<()> {
        let failed = Mutex::new(Ok(()));
        // It is never stopped.
        let _ = wanted.read(&Stop::default(), &|handle, article| {
            let Some(serial) = catalogue.serial(handle) else { return };
            if let Err(error) = put(words.as_ref(), relations.as_ref(), handle, serial, &article) {
                *lock(&failed) = Err(error);
            }
        });
        failed.into_inner().unwrap_or_else(PoisonError::into_inner)?;
        words.as_mut().map_or(Ok(()), |words| words.commit_if_due()).map_err(io::Error::other)
    };
    if missing.len() <= COMMIT as usize {
        let wanted = Wanted::of(&shelf.content(), base, &missing);
        add(&wanted)?;
    } else {
        let files = shelf.content().files(base);
        files.chunks(1_024).try_for_each(|files| add(&Wanted::among(files, &catalogue, &missing)))?;
    }
    if let Some(words) = words {
        let words = words.finish(generation, &catalogue).map_err(io::Error::other)?;
        shelf.content().words = words.map(Arc::new);
    }
    let mut store = match relations {
        Some(relations) => relations.finish(generation, &catalogue)?,
        None => Store::open(&folders.relations),
    };
    let index = Arc::new(store.index());
    shelf.content().relations = Some(Arc::clone(&index));
    shelf.notify();
    if !index.is_reckoned() {
        relations::reckon(&index);
        store.commit(generation, Some(index.crowds().to_bytes()))?;
    }
    Ok(())
}

fn put(
    words: Option<&words::Adding>,
    relations: Option<&Relating>,
    handle: Handle,
    serial: u32,
    article: &Article,
) -> io::Result<()> {
    if let Some(words) = words.filter(|words| words.missing.contains(handle)) {
        words.add(serial, article).map_err(io::Error::other)?;
    }
    match relations.filter(|relations| relations.missing.contains(handle)) {
        Some(relations) => relations.writer.add(serial, article),
        None => Ok(()),
    }
}

/// The index of related stories on its way to where the catalogue is.
struct Relating {
    writer: relations::Writer,
    missing: Handles,
}

impl Relating {
    /// As [`words::Adding::of`].
    fn of(
        folder: &Path,
        generation: u64,
        writer: Option<relations::Writer>,
        catalogue: &Catalogue,
    ) -> io::Result<Option<Self>> {
        if writer.is_none() && Store::open(folder).generation() == generation {
            return Ok(None);
        }
        let writer = writer.map_or_else(|| relations::Writer::open(folder), Ok)?;
        let there = writer.serials();
        let lacks = |(handle, serial): &(Handle, u32)| !catalogue.is_gone(*handle) && !there.contains(*serial);
        let missing = words::stored(catalogue).filter(lacks).map(|(handle, _)| handle).collect();
        Ok(Some(Self { writer, missing }))
    }

    fn finish(self, generation: u64, catalogue: &Catalogue) -> io::Result<Store> {
        let there = words::stored(catalogue).filter(|(handle, _)| !catalogue.is_gone(*handle));
        let there: roaring::RoaringBitmap = there.map(|(_, serial)| serial).collect();
        self.writer.finish(generation, &|serial| there.contains(serial))
    }
}
