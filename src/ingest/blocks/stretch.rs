//! Stretches of text that are set as they stand: words with one blank between two of them.

use crate::ingest::tally;

/// Bytes that are looked at together: the compiler makes a few vector instructions of them.
const STEP: usize = 32;

/// How far the text goes, in bytes, before white space that is more than one blank between two words.
pub(super) fn len(text: &[u8]) -> usize {
    let mut at = 0;
    while let Some(piece) = text.get(at..=at + STEP) {
        let doubtful = (0..STEP).fold(false, |doubtful, place| {
            doubtful | (piece[place] < b' ') | ((piece[place] == b' ') & (piece[place + 1] <= b' '))
        });
        if doubtful && let Some(end) = (at..at + STEP).find(|&place| is_end(text, place)) {
            return end;
        }
        at += STEP;
    }
    (at..text.len()).find(|&place| is_end(text, place)).unwrap_or(text.len())
}

fn is_end(text: &[u8], at: usize) -> bool {
    is_blank(text[at]) && (text[at] != b' ' || text.get(at + 1).is_none_or(|next| is_blank(*next)))
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c')
}

/// How many characters there are, blanks aside.
pub(super) fn characters(text: &str) -> usize {
    // A byte that goes on a character is less than any that starts one, as a number with a sign.
    tally::count(text.as_bytes(), |byte| (byte as i8 >= -0x40) & (byte != b' '))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_stretch_ends_before_white_space_that_is_no_single_blank() {
        let words = "a word ".repeat(20);
        for (text, end) in [("", 0), ("one", 3), ("one two", 7), ("one two ", 7), ("one  two", 3), ("one \ttwo", 3)] {
            assert_eq!(len(text.as_bytes()), end, "{text:?}");
            let long = format!("{words}{text}");
            let end = if text.is_empty() { words.len() - 1 } else { words.len() + end };
            assert_eq!(len(long.as_bytes()), end, "{long:?}");
        }
        assert_eq!(len("one\u{b}two\u{a0} three\nfour".as_bytes()), "one\u{b}two\u{a0} three".len());
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn characters_are_counted_without_blanks(text in "[a é日\u{1f300}]{0,80}") {
            prop_assert_eq!(characters(&text), text.chars().filter(|c| *c != ' ').count());
        }
    }
}
