//! Words counted, as readers read them.

/// Bytes that are looked at together: the compiler makes a few vector instructions of them.
const STEP: usize = 32;

/// Counts words by white space; two characters of Han, kana, Hangul or Thai, which are written without
/// spaces or read faster than they are spaced, count as one (about 440 characters a minute of Chinese).
pub fn count_words(text: &str) -> usize {
    let mut count = Count::default();
    let mut rest = text;
    loop {
        let ascii = ascii_len(rest.as_bytes());
        count.ascii(&rest.as_bytes()[..ascii]);
        let mut chars = rest[ascii..].chars();
        let Some(c) = chars.next() else { break };
        count.character(c);
        rest = chars.as_str();
    }
    count.words + usize::div_ceil(count.dense, 2)
}

/// Whether there are at least so many words in a text.
pub fn has_words(text: &str, least: usize) -> bool {
    /// A word and its blank are seldom longer, in bytes.
    const WORD: usize = 16;
    let start = text.get(..least * WORD).unwrap_or(text);
    count_words(start) >= least || count_words(text) >= least
}

/// The words of the text so far.
#[derive(Default)]
struct Count {
    words: usize,
    /// Characters that count as half a word.
    dense: usize,
    /// The last character was no white space.
    open: bool,
    /// A word has been counted since the last white space.
    counted: bool,
}

impl Count {
    fn character(&mut self, c: char) {
        if is_dense(c) {
            self.dense += 1;
            (self.open, self.counted) = (true, false);
        } else if c.is_alphanumeric() {
            self.words += usize::from(!self.counted);
            (self.open, self.counted) = (true, true);
        } else if c.is_whitespace() {
            (self.open, self.counted) = (false, false);
        } else {
            self.open = true;
        }
    }

    fn ascii(&mut self, text: &[u8]) {
        let Some(first) = text.first() else { return };
        self.byte(*first);
        let (before, after) = (&text[..text.len() - 1], &text[1..]);
        for (before, after) in before.chunks(STEP).zip(after.chunks(STEP)) {
            if after.len() < STEP || self.open && !self.counted {
                after.iter().for_each(|byte| self.byte(*byte));
                continue;
            }
            // Where white space ends, a word begins, if what follows is a letter or a digit.
            let (starts, signs) = before.iter().zip(after).fold((0_u8, 0_u8), |(starts, signs), (before, after)| {
                let start = is_space(*before) & !is_space(*after);
                (starts + u8::from(start), signs + u8::from(start & !after.is_ascii_alphanumeric()))
            });
            if signs > 0 {
                after.iter().for_each(|byte| self.byte(*byte));
                continue;
            }
            self.words += usize::from(starts);
            self.open = after.last().is_some_and(|last| !is_space(*last));
            self.counted = self.open;
        }
    }

    fn byte(&mut self, byte: u8) {
        let letter = byte.is_ascii_alphanumeric();
        self.open = !is_space(byte);
        self.words += usize::from(letter & !self.counted);
        self.counted = self.open & (letter | self.counted);
    }
}

/// [`char::is_whitespace`] for ASCII.
fn is_space(byte: u8) -> bool {
    (byte == b' ') | (byte.wrapping_sub(b'\t') < 5)
}

fn ascii_len(text: &[u8]) -> usize {
    let plain = text.chunks_exact(STEP).take_while(|chunk| chunk.iter().fold(0, |all, byte| all | byte) < 0x80).count();
    let start = plain * STEP;
    text[start..].iter().position(|byte| !byte.is_ascii()).map_or(text.len(), |at| start + at)
}

fn is_dense(c: char) -> bool {
    matches!(c, '\u{0e00}'..='\u{0eff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The definition, character by character.
    fn counted_slowly(text: &str) -> usize {
        let (mut words, mut dense, mut inside) = (0, 0usize, false);
        for c in text.chars() {
            if is_dense(c) {
                dense += 1;
                inside = false;
            } else if c.is_alphanumeric() {
                words += usize::from(!inside);
                inside = true;
            } else if c.is_whitespace() {
                inside = false;
            }
        }
        words + dense.div_ceil(2)
    }

    #[test]
    fn words_are_counted_by_white_space_and_dense_scripts_by_two() {
        for (text, words) in [("", 0), ("one", 1), ("don’t stop\u{b}now", 3), ("水道管が", 2), ("été — 日本 x", 3)]
        {
            assert_eq!(count_words(text), words, "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn counting_ascii_by_bytes_changes_no_count(text in "(\\PC|[ -~]|[a-e ]{20}|[\t-\r\u{85}\u{a0}\u{3000}日ア한é’]){0,80}") {
            prop_assert_eq!(count_words(&text), counted_slowly(&text));
        }

        #[test]
        fn a_start_tells_whether_there_are_words_enough(text in "([a-c]{1,20}[ .日]){0,12}", least in 0_usize..8) {
            prop_assert_eq!(has_words(&text, least), count_words(&text) >= least);
        }
    }
}
