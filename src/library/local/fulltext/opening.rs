//! An index is opened, or made anew where there is none that can be read.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use tantivy::directory::{Directory, INDEX_WRITER_LOCK, MmapDirectory};
use tantivy::schema::Schema;
use tantivy::store::Compressor;
use tantivy::{Index, IndexSettings, ReloadPolicy};

use super::schema::Fields;
use super::stream::{TOKENS, Tokens};
use super::{FullTextError, Reader, Writer};

/// What the tokens and fields of an index mean. It changes when an index that was written before means something
/// else, or lacks something: with the analysis, the stemmers or the schema.
const VERSION: &str = "1";

/// An index in a folder of its own.
pub struct FullText {
    index: Index,
    fields: Fields,
}

impl FullText {
    /// Opens the index in a folder. One that is damaged, of another version or none at all is removed, and so is
    /// everything else in the folder; the index is empty then.
    ///
    /// # Errors
    /// [`FullTextError::Busy`] when it has to be made anew and another process is at it;
    /// [`FullTextError::Failed`] when the folder can't be written.
    pub fn open(folder: &Path) -> Result<Self, FullTextError> {
        let (schema, fields) = Fields::new();
        let index = match existing(folder, &schema) {
            Some(index) => index,
            None => anew(folder, schema)?,
        };
        Ok(Self { index, fields })
    }

    /// The catalogue's generation that the last commit belongs to; `None` before the first.
    pub fn generation(&self) -> Option<u64> {
        let payload = self.index.load_metas().ok()?.payload?;
        payload.strip_prefix(VERSION)?.strip_prefix(' ')?.parse().ok()
    }

    /// The one writer.
    ///
    /// # Errors
    /// [`FullTextError::Busy`], at once, when there is one already, in this process or another.
    pub fn writer(&self) -> Result<Writer, FullTextError> {
        Writer::new(&self.index, self.fields)
    }

    /// A reader of what was committed last.
    ///
    /// # Errors
    /// When the files can't be read.
    pub fn reader(&self) -> Result<Reader, FullTextError> {
        Reader::new(&self.index, self.fields)
    }
}

/// What a commit is labelled with.
pub fn label(generation: u64) -> String {
    format!("{VERSION} {generation}")
}

/// The index in a folder, if it is whole and ours.
fn existing(folder: &Path, schema: &Schema) -> Option<Index> {
    // tantivy checks the ends of its files, but panics when one has no room for an end.
    catch_unwind(AssertUnwindSafe(|| opened(folder, schema))).ok()?
}

fn opened(folder: &Path, schema: &Schema) -> Option<Index> {
    let directory = MmapDirectory::open(folder).ok()?;
    let index = prepared(Index::open(directory).ok()?);
    let metas = index.load_metas().ok()?;
    let labelled = metas.payload.as_deref().map(|label| label.split(' ').next());
    let ours = match labelled {
        Some(version) => version == Some(VERSION),
        None => metas.segments.is_empty(),
    };
    let whole = || index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into().is_ok();
    (ours && metas.schema == *schema && whole()).then_some(index)
}

fn anew(folder: &Path, schema: Schema) -> Result<Index, FullTextError> {
    fs::create_dir_all(folder)?;
    let failed = |error: &dyn std::fmt::Display| FullTextError::Failed(error.to_string());
    let directory = MmapDirectory::open(folder).map_err(|error| failed(&error))?;
    // Held until the index is there, so that nobody writes to what is being removed.
    let lock = directory.acquire_lock(&INDEX_WRITER_LOCK).map_err(|_| FullTextError::Busy)?;
    // Another process may have made it since.
    if let Some(index) = existing(folder, &schema) {
        return Ok(index);
    }
    for path in old_files(folder)? {
        let removed = if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
        removed?;
    }
    let settings = IndexSettings {
        // Nothing is stored.
        docstore_compression: Compressor::None,
        docstore_compress_dedicated_thread: false,
        ..IndexSettings::default()
    };
    let index = Index::create(MmapDirectory::open(folder).map_err(|error| failed(&error))?, schema, settings)?;
    drop(lock);
    Ok(prepared(index))
}

/// All that is in the folder but the locks, which are held by their files.
fn old_files(folder: &Path) -> Result<Vec<PathBuf>, FullTextError> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_none_or(|extension| extension != "lock") {
            files.push(path);
        }
    }
    Ok(files)
}

fn prepared(index: Index) -> Index {
    index.tokenizers().register(TOKENS, Tokens::default());
    index
}
