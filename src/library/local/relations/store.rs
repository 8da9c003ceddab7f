//! The index of related stories in a folder: its parts, the crowds that were worked out, and which of these files are in
//! force.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use crate::library::local::gathering::KEPT;
use crate::library::local::sealed::{self, put};
use crate::library::mapped::map;
use crate::related::{Crowds, Index, Part, due, merge};

/// The name of the list of what is in force.
const NAME: &str = "parts";

/// A store that lacks articles. No generation of a catalogue has this number.
pub const UNFINISHED: u64 = 0;

/// What is in force.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Listed {
    /// The catalogue's generation that it belongs to.
    generation: u64,
    /// The number of the next file.
    next: u64,
    parts: Vec<String>,
    /// The file of the crowds, and its hash.
    crowds: Option<(String, u64)>,
}

/// See the head of this file.
pub struct Store {
    folder: PathBuf,
    listed: Listed,
    parts: Vec<Arc<Part>>,
    crowds: Vec<u8>,
}

impl Store {
    /// The store in a folder; an empty one where there is none that can be read.
    pub fn open(folder: &Path) -> Self {
        // Whoever writes may replace a file between our looks at the list and at the file.
        let found = (0..3).find_map(|_| load(folder, sealed::read(folder, NAME)?));
        found.unwrap_or_else(|| Self {
            folder: folder.to_owned(),
            listed: Listed::default(),
            parts: Vec::new(),
            crowds: Vec::new(),
        })
    }

    /// Whether every byte is as it was written. Reads all of them.
    pub fn is_sound(&self) -> bool {
        self.parts.iter().all(|part| part.is_sound())
    }

    /// Forgets everything. What is in the folder goes at the next [`Store::commit`].
    pub fn clear(&mut self) {
        self.listed = Listed { next: self.listed.next, ..Listed::default() };
        self.parts.clear();
        self.crowds.clear();
    }

    /// The catalogue's generation that it belongs to.
    pub fn generation(&self) -> u64 {
        self.listed.generation
    }

    /// Its parts.
    pub fn parts(&self) -> &[Arc<Part>] {
        &self.parts
    }

    /// The index that it holds.
    pub fn index(&self) -> Index {
        Index::of(self.parts.clone(), Crowds::of(&self.crowds))
    }

    /// Puts a part beside the others.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn add(&mut self, bytes: Vec<u8>) -> io::Result<()> {
        let (name, part) = self.write(&bytes)?;
        self.listed.parts.push(name);
        self.parts.push(part);
        Ok(())
    }

    /// Makes one part of those that should be one, with the articles whose numbers are to be kept; one of which most
    /// are gone is made anew without them.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn settle(&mut self, keep: &dyn Fn(u32) -> bool) -> io::Result<()> {
        for at in (0..self.parts.len()).rev() {
            let kept = self.parts[at].numbers().filter(|number| keep(*number)).count();
            if kept * 2 < self.parts[at].len() {
                self.replace(at..at + 1, keep)?;
            }
        }
        while let Some(range) = due(&self.parts.iter().map(|part| part.len()).collect::<Vec<_>>()) {
            self.replace(range, keep)?;
        }
        Ok(())
    }

    fn replace(&mut self, range: std::ops::Range<usize>, keep: &dyn Fn(u32) -> bool) -> io::Result<()> {
        let rest = [&self.parts[..range.start], &self.parts[range.end..]];
        let others: Vec<&Part> = rest.into_iter().flatten().map(|part| &**part).collect();
        let old: Vec<&Part> = self.parts[range.clone()].iter().map(|part| &**part).collect();
        let bytes = merge(&old, &others, keep);
        let (name, part) = self.write(&bytes)?;
        let is_empty = part.is_empty();
        self.listed.parts.splice(range.clone(), (!is_empty).then_some(name));
        self.parts.splice(range, (!is_empty).then_some(part));
        Ok(())
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<(String, Arc<Part>)> {
        let name = self.name("part");
        put(&self.folder, &name, |file| file.write_all(bytes))?;
        let map = map(&self.folder.join(&name))?;
        let part = Part::of(Bytes::from_owner(map)).ok_or(io::ErrorKind::InvalidData)?;
        Ok((name, Arc::new(part)))
    }

    fn name(&mut self, kind: &str) -> String {
        self.listed.next += 1;
        format!("{kind}-{}", self.listed.next)
    }

    /// Puts it in force, as of a generation of the catalogue, with crowds that were worked out since. Files that are not
    /// in force are deleted.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn commit(&mut self, generation: u64, crowds: Option<Vec<u8>>) -> io::Result<()> {
        if let Some(crowds) = crowds {
            let name = self.name("crowds");
            put(&self.folder, &name, |file| file.write_all(&crowds))?;
            self.listed.crowds = Some((name, xxh3_64(&crowds)));
            self.crowds = crowds;
        }
        self.listed.generation = generation;
        sealed::write(&self.folder, NAME, &self.listed)?;
        let in_force = |name: &str| {
            // The stories have a life of their own.
            name == NAME
                || name.starts_with(KEPT)
                || self.listed.parts.iter().any(|part| part == name)
                || self.listed.crowds.as_ref().is_some_and(|(crowds, _)| crowds == name)
        };
        for entry in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            if !entry.file_name().to_str().is_some_and(in_force) {
                // What can't be deleted costs only room.
                let _ = fs::remove_file(entry.path());
            }
        }
        Ok(())
    }
}

fn load(folder: &Path, listed: Listed) -> Option<Store> {
    let part = |name: &String| Part::of(Bytes::from_owner(map(&folder.join(name)).ok()?)).map(Arc::new);
    let parts = listed.parts.iter().map(part).collect::<Option<_>>()?;
    let crowds = listed.crowds.as_ref().and_then(|(name, hash)| {
        let crowds = fs::read(folder.join(name)).ok()?;
        (xxh3_64(&crowds) == *hash).then_some(crowds)
    });
    // Crowds that are lost are worked out again.
    Some(Store { folder: folder.to_owned(), listed, parts, crowds: crowds.unwrap_or_default() })
}
