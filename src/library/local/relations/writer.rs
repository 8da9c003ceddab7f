//! Articles go into the index of related stories.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use roaring::RoaringBitmap;

use super::store::{Store, UNFINISHED};
use crate::article::Article;
use crate::library::local::lock;
use crate::related::{Batch, Draft, Part};

/// Writes to the index in a folder. What was not made a part yet is lost with the process, and nothing else is. Who
/// writes has the lock of the cache.
pub struct Writer {
    store: Mutex<Store>,
    batch: Mutex<Batch>,
}

impl Writer {
    /// Opens the index in a folder. One that is damaged is empty then.
    ///
    /// # Errors
    /// When nothing can be written there.
    pub fn open(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        let mut store = Store::open(folder);
        if !store.is_sound() {
            store.clear();
        }
        Ok(Self { store: Mutex::new(store), batch: Mutex::default() })
    }

    /// Adds an article under its lasting number. Several threads may add at once.
    ///
    /// # Errors
    /// When it can't be written; the articles added since the last part are lost then.
    pub fn add(&self, serial: u32, article: &Article) -> io::Result<()> {
        let draft = Draft::of(article);
        let mut batch = lock(&self.batch);
        batch.add(serial, &draft);
        if !batch.is_large() {
            return Ok(());
        }
        let full = std::mem::take(&mut *batch);
        drop(batch);
        // The others go on adding meanwhile.
        let mut store = lock(&self.store);
        write(&mut store, full)?;
        store.settle(&|_| true)?;
        store.commit(UNFINISHED, None)
    }

    /// The lasting numbers of the articles that it has.
    pub fn serials(&self) -> RoaringBitmap {
        let store = lock(&self.store);
        let mut serials: RoaringBitmap =
            store.parts().iter().flat_map(|part| part.numbers().collect::<Vec<_>>()).collect();
        serials.extend(lock(&self.batch).numbers());
        serials
    }

    /// Puts everything in force as a generation of the catalogue. Only articles are kept whose numbers are to be.
    ///
    /// # Errors
    /// When it can't be written; what was in force is still.
    pub fn finish(self, generation: u64, keep: &dyn Fn(u32) -> bool) -> io::Result<Store> {
        let mut store = self.store.into_inner().unwrap_or_else(PoisonError::into_inner);
        let batch = self.batch.into_inner().unwrap_or_else(PoisonError::into_inner);
        if !batch.is_empty() {
            write(&mut store, batch)?;
        }
        store.settle(keep)?;
        store.commit(generation, None)?;
        Ok(store)
    }
}

fn write(store: &mut Store, batch: Batch) -> io::Result<()> {
    let others: Vec<Arc<Part>> = store.parts().to_vec();
    let others: Vec<&Part> = others.iter().map(|part| &**part).collect();
    store.add(batch.write(&others))
}
