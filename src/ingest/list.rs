//! Lists of words and phrases, written as one text and taken apart when byline is compiled.

/// A list written as one text with a sign between two entries: `list!('|', "read more|read next")`.
macro_rules! list {
    ($sign:literal, $text:expr) => {{
        const TEXT: &str = $text;
        const ENTRIES: [&str; $crate::ingest::list::count(TEXT, $sign)] = $crate::ingest::list::split(TEXT, $sign);
        &ENTRIES
    }};
}

pub(in crate::ingest) use list;

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
}
