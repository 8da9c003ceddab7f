//! How many of a thousand English articles a word stands in, for archives too small to tell.
//!
//! `assets/background.bin` is made by `examples/background.rs`, which also says from what. It starts with
//! [`MAGIC`]; then, for each word in the order of its bytes: how many bytes it shares with the word before,
//! how many follow (one byte each), those bytes, and the code of its frequency (one byte, see [`frequency`]).

use super::terms::name;

/// The first bytes of the table.
pub const MAGIC: &[u8] = b"byline words 1\n";

/// How many documents the table's frequencies are scaled to.
pub const DOCUMENTS: f32 = 1000.0;

const TABLE: &[u8] = include_bytes!("../../assets/background.bin");

/// The documents out of [`DOCUMENTS`] that `code` stands for: each step is a sixteenth of a halving.
pub fn frequency(code: u8) -> f32 {
    DOCUMENTS * (f32::from(code) / -16.0).exp2()
}

/// Gives every word of the table with its frequency.
pub fn each(take: impl FnMut(&str, f32)) {
    read(TABLE, take);
}

/// The [names](name) of common words, sorted.
pub fn ordinary() -> Vec<u64> {
    /// So many of [`DOCUMENTS`] have them.
    const ORDINARY: f32 = 2.0;
    let mut names = Vec::new();
    each(|word, frequency| {
        if frequency >= ORDINARY {
            names.push(name(word));
        }
    });
    names.sort_unstable();
    names
}

/// Reads a table; ends early where it is damaged.
fn read(table: &[u8], mut take: impl FnMut(&str, f32)) {
    let Some(mut rest) = table.strip_prefix(MAGIC) else { return };
    let mut word = Vec::new();
    while let [shared, more, tail @ ..] = rest {
        let Some((letters, [code, next @ ..])) = tail.split_at_checked(usize::from(*more)) else { return };
        word.truncate(usize::from(*shared));
        word.extend_from_slice(letters);
        if let Ok(word) = std::str::from_utf8(&word) {
            take(word, frequency(*code));
        }
        rest = next;
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    fn table() -> HashMap<String, f32> {
        let mut table = HashMap::new();
        each(|word, df| assert!(table.insert(word.to_owned(), df).is_none(), "{word} stands twice"));
        table
    }

    #[test]
    fn ordinary_news_words_are_far_more_frequent_than_names() {
        let table = table();
        let of = |word: &str| table.get(word).copied().unwrap_or(0.0);
        for common in ["said", "year", "government", "president", "week", "company", "people", "new", "time"] {
            assert!(of(common) > 25.0, "{common}: {}", of(common));
        }
        for rare in ["sony", "korea", "pyongyang", "hackers", "guardians", "audacity"] {
            assert!(of(rare) < 5.0, "{rare}: {}", of(rare));
        }
    }

    #[test]
    fn no_word_stands_in_most_articles_because_of_one_kind_of_source() {
        let table = table();
        for word in ["digital", "agency", "agencies", "website", "wilson", "hughes", "votes"] {
            let df = table.get(word).copied().unwrap_or(0.0);
            assert!(df < 100.0, "{word}: {df}");
        }
    }

    #[test]
    fn the_table_stays_small() {
        assert!(TABLE.len() <= 150_000);
        assert!(table().len() > 10_000);
    }

    #[test]
    fn a_damaged_table_ends_early() {
        let mut seen = Vec::new();
        read(&[MAGIC, &[0, 2, b'a', b'b', 16, 1, 9, b'c']].concat(), |word, df| seen.push((word.to_owned(), df)));
        assert_eq!(seen, [("ab".to_owned(), 500.0)]);
        read(b"something else", |_, _| panic!("nothing to read"));
    }
}
