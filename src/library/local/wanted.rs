//! Some articles of an archive are read: each alone where that is cheaper, else with its file.

use std::path::Path;
use std::sync::Arc;

use super::File;
use super::reading::{Run, on_all_cores, read_all, read_one};
use super::shelf::Content;
use crate::article::{Article, Handle};
use crate::library::segment::Cut;
use crate::library::{Catalogue, LibraryError, Stop};
use crate::search::Handles;

/// So many are looked for one by one; for more, the files of the archive are gone through.
const FEW: usize = 1_000;

/// Of a file of which a smaller part than this is wanted, that is read alone.
const PART: u32 = 4;

/// Where wanted articles stand.
#[derive(Default)]
pub struct Wanted {
    whole: Vec<(Arc<File>, Run)>,
    alone: Vec<(Arc<File>, Handle, Cut)>,
}

impl Wanted {
    /// Finds the articles of an archive, whose paths are relative to `base`.
    pub fn of(content: &Content, base: &Path, handles: &Handles) -> Self {
        let each = || handles.iter().map(|handle| Some((handle, content.find(handle, base)?)));
        let alone = each().map(|found| {
            let (handle, (file, cut)) = found?;
            let is_cheap = !matches!(cut, Cut::Nth(_)) && file.origin.stream().is_none();
            is_cheap.then_some((file, handle, cut))
        });
        let alone = if handles.len() <= FEW { alone.collect() } else { None };
        match alone {
            Some(alone) => Self { alone, ..Self::default() },
            None => Self::among(&content.files(base), &content.catalogue, handles),
        }
    }

    /// Finds the articles that stand in some files.
    pub fn among(files: &[(Arc<File>, Run)], catalogue: &Catalogue, handles: &Handles) -> Self {
        let mut wanted = Self::default();
        for (file, run) in files {
            let here: Vec<Handle> = run.iter().filter(|handle| handles.contains(*handle)).collect();
            let few = (here.len() as u32) < run.len() / PART && file.origin.stream().is_none();
            let cuts = here.iter().map(|handle| match catalogue.cut(*handle) {
                Some(cut @ Cut::Bytes(..)) if few => Some((Arc::clone(file), *handle, cut)),
                _ => None,
            });
            match cuts.collect::<Option<Vec<_>>>() {
                Some(cuts) => wanted.alone.extend(cuts),
                None => wanted.whole.push((Arc::clone(file), run.clone())),
            }
        }
        wanted
    }

    /// Reads them on all cores, in no order; others of their files come too. What can't be read is left out: the scan
    /// has reported it, or the next one will.
    ///
    /// # Errors
    /// When it was stopped.
    pub fn read(&self, stop: &Stop, take: &(dyn Fn(Handle, Article) + Sync)) -> Result<(), LibraryError> {
        on_all_cores(&self.alone, stop, &|(file, handle, cut)| {
            if let Ok(article) = read_one(file, *cut) {
                take(*handle, article);
            }
        })?;
        read_all(&self.whole, stop, take)
    }
}
