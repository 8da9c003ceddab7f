//! Lists of words and phrases, written as one text and taken apart when byline is compiled.

/// A list written as one text with a sign between two entries: `list!('|', "read more|read next")`.
macro_rules! list {
    ($sign:literal, $text:expr) => {{
        const TEXT: &str = $text;
        const ENTRIES: [&str; $crate::ingest::list::count(TEXT, $sign)] = $crate::ingest::list::split(TEXT, $sign);
        &ENTRIES
    }};
}

/// The same with the entries in the order of their bytes, for [`has`].
macro_rules! sorted {
    ($sign:literal, $text:expr) => {{
        const TEXT: &str = $text;
        const ENTRIES: [&str; $crate::ingest::list::count(TEXT, $sign)] =
            $crate::ingest::list::in_order($crate::ingest::list::split(TEXT, $sign));
        &ENTRIES
    }};
}

pub(in crate::ingest) use {list, sorted};

/// Whether a list in the order of its bytes has a word.
pub(in crate::ingest) fn has(list: &[&str], word: &str) -> bool {
    list.binary_search(&word).is_ok()
}

/// Entries in the order of their bytes.
pub(in crate::ingest) const fn in_order<const COUNT: usize>(mut entries: [&str; COUNT]) -> [&str; COUNT] {
    let mut done = 1;
    while done < COUNT {
        let mut at = done;
        while at > 0 && is_before(entries[at].as_bytes(), entries[at - 1].as_bytes()) {
            (entries[at], entries[at - 1]) = (entries[at - 1], entries[at]);
            at -= 1;
        }
        done += 1;
    }
    entries
}

/// Whether one text stands before another in the order of bytes.
pub(in crate::ingest) const fn is_before(one: &[u8], other: &[u8]) -> bool {
    let mut at = 0;
    while at < one.len() && at < other.len() {
        if one[at] != other[at] {
            return one[at] < other[at];
        }
        at += 1;
    }
    one.len() < other.len()
}

/// How many entries a text has. The sign is ASCII.
pub(in crate::ingest) const fn count(text: &str, sign: char) -> usize {
    let (mut count, mut at) = (1, 0);
    while at < text.len() {
        if text.as_bytes()[at] == sign as u8 {
            count += 1;
        }
        at += 1;
    }
    count
}

/// The entries of a text. The sign is ASCII.
pub(in crate::ingest) const fn split<const COUNT: usize>(text: &str, sign: char) -> [&str; COUNT] {
    let mut entries = [""; COUNT];
    let (mut rest, mut at, mut place) = (text, 0, 0);
    while at < rest.len() {
        if rest.as_bytes()[at] == sign as u8 {
            let (entry, after) = rest.split_at(at);
            entries[place] = entry;
            rest = after.split_at(1).1;
            (at, place) = (0, place + 1);
        } else {
            at += 1;
        }
    }
    entries[place] = rest;
    entries
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_entry_stands_alone() {
        const WORDS: &[&str] = list!('|', "one|zwei drei|四|");
        assert_eq!(WORDS, ["one", "zwei drei", "四", ""]);
        assert_eq!(list!(' ', "one"), &["one"]);
    }

    #[test]
    fn a_sorted_list_finds_all_of_its_words() {
        const WORDS: &[&str] = sorted!(' ', "two é one on once");
        assert_eq!(WORDS, ["on", "once", "one", "two", "é"]);
        assert!(WORDS.iter().all(|word| super::has(WORDS, word)) && !super::has(WORDS, "o"));
    }
}
