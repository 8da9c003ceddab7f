//! Authors and sources: each name is scored once, not at every row that has it.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

use super::bits::Portable;
use super::key::{self, Codes};
use super::place::{Rooms, Sought, Text};
use super::term::Term;
use super::words::Words;

/// Stands for a name or a byline that doesn't match.
pub(super) const NONE: i32 = i32::MIN;

/// The distinct names, and the distinct bylines made of them.
#[derive(Default)]
pub(super) struct Names {
    names: Words,
    /// The columns of each name's key.
    columns: Vec<u64>,
    /// The numbers of authors and source of each byline, one behind the other; the source is marked.
    parts: Vec<u32>,
    ends: Vec<u32>,
    bylines: HashTable<u32>,
    hasher: DefaultHashBuilder,
    key: Vec<u8>,
}

/// Marks the number of a source.
const SOURCE: u32 = 1 << 31;

impl Names {
    /// The number of a byline, new or not.
    pub(super) fn byline<'a>(
        &mut self,
        authors: impl Iterator<Item = &'a str>,
        source: Option<&'a str>,
        codes: &mut Codes,
    ) -> u32 {
        let start = self.parts.len();
        for (name, mark) in authors.map(|name| (name, 0)).chain(source.map(|name| (name, SOURCE))) {
            // Names beyond 4 GiB of them are found nowhere.
            let Some(number) = self.names.number(name) else { continue };
            if number as usize == self.columns.len() {
                self.key.clear();
                key::push(name, &mut self.key, codes);
                self.columns.push(key::columns(&self.key));
            }
            self.parts.push(number | mark);
        }
        let Self { parts, ends, bylines, hasher, .. } = self;
        let hash = hasher.hash_one(&parts[start..]);
        if let Some(number) = bylines.find(hash, |number| parts[range(ends, *number)] == parts[start..]) {
            parts.truncate(start);
            return *number;
        }
        let number = ends.len() as u32;
        ends.push(parts.len() as u32);
        bylines.insert_unique(hash, number, |number| hasher.hash_one(&parts[range(ends, *number)]));
        number
    }

    /// What a word scores in each byline; `None` if in none.
    pub(super) fn scores(
        &self,
        term: &Term,
        sought: &Sought,
        needs_a_second_look: bool,
        rooms: &mut Rooms,
    ) -> Option<Vec<i32>> {
        if !term.is_in_authors() && !term.is_in_sources() {
            return None;
        }
        let mut found = false;
        let mut key = Vec::new();
        let mut codes = Codes::default();
        let mut scores = vec![NONE; self.names.len()];
        for (number, name) in self.names.iter() {
            if self.columns[number as usize] & sought.columns != sought.columns {
                continue;
            }
            key.clear();
            key::push(name, &mut key, &mut codes);
            let score = score(&key, sought, rooms).filter(|_| !needs_a_second_look || term.is_really_in(name));
            if let Some(score) = score {
                scores[number as usize] = score;
                found = true;
            }
        }
        let of_part = |part: &u32| match part & SOURCE {
            0 if term.is_in_authors() => scores[*part as usize],
            SOURCE if term.is_in_sources() => scores[(*part & !SOURCE) as usize],
            _ => NONE,
        };
        let of_byline = |number| self.parts[range(&self.ends, number)].iter().map(of_part).max().unwrap_or(NONE);
        found.then(|| (0..self.ends.len() as u32).map(of_byline).collect())
    }
}

fn score(key: &[u8], sought: &Sought, rooms: &mut Rooms) -> Option<i32> {
    if key.len() <= 64 {
        Text::<1, _>::new(Portable, key, key.len(), &mut [[0; 64]]).score(
            sought,
            false,
            &mut rooms.short,
            &mut rooms.rows,
        )
    } else {
        Text::<8, _>::new(Portable, key, key.len(), &mut [[0; 64]; 8]).score(
            sought,
            false,
            &mut rooms.long,
            &mut rooms.rows,
        )
    }
}

fn range(ends: &[u32], number: u32) -> std::ops::Range<usize> {
    let number = number as usize;
    number.checked_sub(1).map_or(0, |before| ends[before] as usize)..ends[number] as usize
}
