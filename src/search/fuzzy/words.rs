//! Distinct strings, each once in memory and with a number.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

/// Distinct strings. They stand one after the other in one text.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    /// Each with a line end behind it.
    text: String,
    /// The end of each, without its line end.
    ends: Vec<u32>,
    numbers: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl Words {
    /// The number of a string, new or not; `None` when there is no room for another.
    pub(super) fn number(&mut self, word: &str) -> Option<u32> {
        let Self { text, ends, numbers, hasher } = self;
        let hash = hasher.hash_one(word);
        if let Some(number) = numbers.find(hash, |number| get(text, ends, *number) == word) {
            return Some(*number);
        }
        let number = ends.len() as u32;
        ends.push(u32::try_from(text.len() + word.len()).ok()?);
        text.push_str(word);
        text.push('\n');
        numbers.insert_unique(hash, number, |number| hasher.hash_one(get(text, ends, *number)));
        Some(number)
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn get(&self, number: u32) -> &str {
        get(&self.text, &self.ends, number)
    }

    /// Every string with its number.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, &str)> {
        (0..self.ends.len() as u32).map(|number| (number, self.get(number)))
    }

    /// All of them, each on a line.
    pub(super) fn lines(&self) -> &str {
        &self.text
    }
}

fn get<'a>(text: &'a str, ends: &[u32], number: u32) -> &'a str {
    let number = number as usize;
    let start = number.checked_sub(1).map_or(0, |before| ends[before] as usize + 1);
    &text[start..ends[number] as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_string_has_one_number() {
        let mut words = Words::default();
        let numbers: Vec<_> = ["ann", "", "lee", "ann", ""].iter().filter_map(|word| words.number(word)).collect();
        assert_eq!(numbers, [0, 1, 2, 0, 1]);
        assert_eq!(words.iter().collect::<Vec<_>>(), [(0, "ann"), (1, ""), (2, "lee")]);
        assert_eq!((words.len(), words.lines()), (3, "ann\n\nlee\n"));
    }
}
