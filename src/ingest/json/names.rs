//! Names for the records of one input, each different.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::ingest::{Record, sanitize};

/// Longest name, in characters.
const LENGTH: usize = 120;

/// Names given so far. Only their hashes are kept, as an archive may have millions of records.
#[derive(Default)]
pub(crate) struct Names {
    /// Each with the number of its last copy, so that a name given a million times is found at once.
    taken: HashMap<u64, u64>,
    count: u64,
}

impl Names {
    /// The next record: its name and its number.
    pub(crate) fn record(&mut self, id: Option<&str>, bytes: Option<(u64, u64)>) -> Record {
        let name = self.name(id);
        Record { name, bytes, number: self.count }
    }

    /// A name for the next record: its id, else its ordinal; `~2`, `~3` … where that is taken.
    pub(crate) fn name(&mut self, id: Option<&str>) -> String {
        self.count += 1;
        let base = id.map(name).filter(|name| !name.is_empty()).unwrap_or_else(|| self.count.to_string());
        let key = hash(&base);
        let Some(mut copy) = self.taken.get(&key).copied() else {
            self.taken.insert(key, 1);
            return base;
        };
        loop {
            copy += 1;
            let name = format!("{base}~{copy}");
            if !self.taken.contains_key(&hash(&name)) {
                self.taken.insert(hash(&name), 1);
                self.taken.insert(key, copy);
                return name;
            }
        }
    }

    /// The names that were given before, and how many records there were.
    pub(crate) fn taken<'a>(count: u64, names: impl Iterator<Item = &'a str>) -> Self {
        Self { taken: names.map(|name| (hash(name), 1)).collect(), count }
    }

    /// Counts a record that gives no article, so that the ordinals of those after it don't depend on it.
    pub(crate) fn skip(&mut self) {
        self.count += 1;
    }

    /// How many records there were.
    pub(crate) fn count(&self) -> u64 {
        self.count
    }
}

/// An id as a name: one line, without the `#` that parts a record from its file.
fn name(id: &str) -> String {
    let line = sanitize::line(id).replace('#', "-");
    line.chars().take(LENGTH).collect::<String>().trim().to_owned()
}

fn hash(name: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_record_has_its_own_name() {
        let mut names = Names::default();
        assert_eq!(names.name(Some("a")), "a");
        assert_eq!(names.name(Some("a")), "a~2");
        assert_eq!(names.name(Some("a~2")), "a~2~2");
        assert_eq!(names.name(None), "4");
        names.skip();
        assert_eq!(names.name(Some(" ")), "6");
        assert_eq!(names.name(Some("6")), "6~2");
        assert_eq!(names.name(Some("https://a.example/#x\ny")), "https://a.example/-x y");
        assert_eq!(names.name(Some(&"é".repeat(500))).chars().count(), LENGTH);
    }
}
