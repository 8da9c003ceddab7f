//! The names of entries: safe to show, unique, and never a path that anything is opened or written by.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

use crate::ingest::sanitize;

/// How many bytes of a name are kept.
const LONGEST: usize = 1024;

/// Gives the entries of one archive their names.
#[derive(Default)]
pub struct Names {
    /// How often a name was given, by its hash: an archive may have millions of entries.
    given: HashMap<u64, u32>,
    hasher: RandomState,
}

impl Names {
    /// The path of an entry within its archive, without what would lead out of it: `../../etc/x` is `etc/x`.
    /// A name that was given before is numbered. `None` for a hidden file, or one in a hidden folder.
    pub fn name(&mut self, raw: &str) -> Option<String> {
        let mut name = String::new();
        for part in raw.split(['/', '\\']).map(str::trim) {
            if matches!(part, "" | "." | "..") || name.len() > LONGEST {
                continue;
            }
            if part.starts_with('.') || part == "__MACOSX" {
                return None;
            }
            let part: String = sanitize::line(part).chars().take(LONGEST / 4).collect();
            if !part.is_empty() && !name.is_empty() {
                name.push('/');
            }
            name.push_str(&part);
        }
        if name.is_empty() {
            return None;
        }
        let times = self.given.entry(self.hasher.hash_one(&name)).or_default();
        *times += 1;
        if *times > 1 {
            name.push_str(&format!(" ({times})"));
        }
        Some(name)
    }
}
