//! The words of a text, as related stories count them.

use std::ops::Range;

use super::vocabulary::Vocabulary;

/// A word, or an n-gram of a script that puts no spaces between words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its bytes in the text; a possessive `'s` is left out.
    pub range: Range<usize>,
    /// No earlier word stands in the same sentence.
    pub opens: bool,
    /// One of the overlapping n-grams of a script without spaces.
    pub gram: bool,
}

/// The words of a text in order. Hyphens and apostrophes part words, and what an English apostrophe leaves
/// behind (`'s`, `'t`, `'ll`) is dropped; a point or comma within digits does not part them. Chinese, Japanese and
/// Korean give overlapping pairs of characters (hiragana, mostly grammar, parts them); Thai, Lao, Burmese and
/// Khmer, whose letters are sounds, give overlapping fours.
pub fn words(text: &str) -> Words<'_> {
    Words { text, at: 0, opens: true, grams: 0..0, width: 0 }
}

/// See [`words`].
pub struct Words<'a> {
    text: &'a str,
    at: usize,
    opens: bool,
    /// What is left of a run without spaces.
    grams: Range<usize>,
    width: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    /// Han, katakana, Hangul.
    Ideograph,
    /// Thai and its neighbours.
    Unspaced,
    Apostrophe,
    /// The end of a sentence when white space follows, or in itself.
    Stop,
    FullStop,
    Other,
}

/// The classes of ASCII, which most text is.
static ASCII: [Class; 128] = {
    let mut classes = [Class::Other; 128];
    let mut byte = 0;
    while byte < 128 {
        classes[byte as usize] = match byte {
            b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            b'\'' => Class::Apostrophe,
            b'.' | b'!' | b'?' => Class::Stop,
            b'\n' => Class::FullStop,
            _ => Class::Other,
        };
        byte += 1;
    }
    classes
};

fn class(c: char) -> Class {
    match c {
        '\u{2019}' => Class::Apostrophe,
        '…' => Class::Stop,
        '。' | '！' | '？' => Class::FullStop,
        '\u{0e01}'..='\u{0e4e}' | '\u{0e81}'..='\u{0ece}' | '\u{1000}'..='\u{1049}' | '\u{1780}'..='\u{17d3}' => {
            Class::Unspaced
        }
        '\u{3041}'..='\u{309f}' | '・' => Class::Other,
        '\u{30a1}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7af}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' => Class::Ideograph,
        // Combining marks stay with their letter.
        '\u{0300}'..='\u{036f}' => Class::Letter,
        c if c.is_numeric() => Class::Digit,
        c if c.is_alphabetic() => Class::Letter,
        _ => Class::Other,
    }
}

impl Words<'_> {
    fn peek(&self, at: usize) -> Option<(Class, usize)> {
        let byte = *self.text.as_bytes().get(at)?;
        if let Some(class) = ASCII.get(usize::from(byte)) {
            return Some((*class, at + 1));
        }
        let c = self.text[at..].chars().next()?;
        Some((class(c), at + c.len_utf8()))
    }

    /// The end of the run of characters from `at` on that `belongs` takes.
    fn run(&self, mut at: usize, belongs: impl Fn(Class) -> bool) -> usize {
        while let Some((class, next)) = self.peek(at)
            && belongs(class)
        {
            at = next;
        }
        at
    }

    /// The end of a word of letters and digits that starts at `start`.
    fn word_end(&self, start: usize) -> usize {
        let alphanumeric = |class| matches!(class, Class::Letter | Class::Digit);
        let bytes = self.text.as_bytes();
        let mut end = self.run(start, alphanumeric);
        while matches!(bytes.get(end), Some(b'.' | b','))
            && bytes[end - 1].is_ascii_digit()
            && bytes.get(end + 1).is_some_and(u8::is_ascii_digit)
        {
            end = self.run(end + 1, alphanumeric);
        }
        end
    }

    /// Where reading goes on after a word that ends at `end`: past a clitic of one or two letters.
    fn past_clitic(&self, end: usize) -> usize {
        match self.peek(end) {
            Some((Class::Apostrophe, after)) => {
                let clitic = self.run(after, |class| matches!(class, Class::Letter | Class::Digit));
                if clitic - after <= 2 { clitic } else { after }
            }
            _ => end,
        }
    }

    fn gram(&mut self) -> Option<Word> {
        if self.grams.is_empty() {
            return None;
        }
        let rest = &self.text[self.grams.clone()];
        let mut ends = rest.char_indices().map(|(at, c)| self.grams.start + at + c.len_utf8());
        let step = ends.next()?;
        let end = if self.width == 1 { Some(step) } else { ends.nth(self.width - 2) };
        let range = self.grams.start..end.unwrap_or(self.grams.end);
        self.grams.start = if range.end == self.grams.end { self.grams.end } else { step };
        Some(Word { range, opens: std::mem::take(&mut self.opens), gram: true })
    }
}

impl Iterator for Words<'_> {
    type Item = Word;

    fn next(&mut self) -> Option<Word> {
        if let Some(word) = self.gram() {
            return Some(word);
        }
        loop {
            let start = self.at;
            let (class, next) = self.peek(start)?;
            match class {
                Class::Letter | Class::Digit => {
                    let end = self.word_end(start);
                    self.at = self.past_clitic(end);
                    return Some(Word { range: start..end, opens: std::mem::take(&mut self.opens), gram: false });
                }
                Class::Ideograph | Class::Unspaced => {
                    self.at = self.run(start, |other| other == class);
                    self.grams = start..self.at;
                    self.width = if class == Class::Ideograph { 2 } else { 4 };
                    return self.gram();
                }
                Class::Stop => {
                    let after = self.text.as_bytes().get(next);
                    self.opens |=
                        after.is_none_or(|byte| byte.is_ascii_whitespace() || matches!(byte, b'"' | b')' | 0xe2));
                    self.at = next;
                }
                Class::FullStop => {
                    self.opens = true;
                    self.at = next;
                }
                Class::Apostrophe | Class::Other => self.at = next,
            }
        }
    }
}

/// The name of a word, whatever its case: 64 bits of FNV-1a over its lower-cased text with a last mixing step
/// (<http://www.isthe.com/chongo/tech/comp/fnv/>, MurmurHash3's `fmix64`). Words of one name would only make two
/// articles look a little nearer than they are. Commas within numbers don't count.
pub fn name(word: &str) -> u64 {
    let mut hash = FNV;
    let mut eat = |byte: u8| hash = eaten(hash, byte);
    if word.is_ascii() {
        word.bytes().filter(|byte| *byte != b',').for_each(|byte| eat(byte.to_ascii_lowercase()));
    } else {
        let mut buffer = [0; 4];
        for c in word.chars().flat_map(char::to_lowercase) {
            c.encode_utf8(&mut buffer).bytes().for_each(&mut eat);
        }
    }
    mix(hash)
}

/// What a [name] starts from.
pub(super) const FNV: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a's step.
pub(super) const fn eaten(hash: u64, byte: u8) -> u64 {
    (hash ^ byte as u64).wrapping_mul(0x0100_0000_01b3)
}

/// MurmurHash3's finalizer.
pub const fn mix(mut hash: u64) -> u64 {
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

/// Whether a word can be a term: at least two characters, or one of a script without spaces, and no longer than
/// words are (what is longer is an address or encoded data).
pub fn is_term(text: &str, word: &Word) -> bool {
    let len = word.range.len();
    len <= 64 && (word.gram || len > 4 || text[word.range.clone()].chars().nth(1).is_some())
}

/// Words too common in any English text to tell a story, and what is left of an address or of `don't`.
pub const STOP_WORDS: &str = "\
    about after again against all also am an and any are aren as at be because been before being between both but by \
    can com could couldn did didn do does doesn doing don down during each few for from further had hadn has hasn \
    have haven having he her here hers herself him himself his how http https if in into is isn it its itself just \
    me more most my myself no nor not now of off on once only or other our ours ourselves out over own same she \
    should shouldn so some such than that the their theirs them themselves then there these they this those through \
    to too under until up very was wasn we were weren what when where which while who whom why will with won would \
    wouldn www you your yours yourself yourselves";

static STOPS: Vocabulary<512> = Vocabulary::of(STOP_WORDS);

/// Whether the word of this [name] is one of [`STOP_WORDS`].
pub fn is_stop_word(name: u64) -> bool {
    STOPS.has(name)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn split(text: &str) -> Vec<&str> {
        words(text).map(|word| &text[word.range]).collect()
    }

    #[test]
    fn possessives_and_contractions_leave_the_bare_word() {
        assert_eq!(
            split("Sony’s hack didn't stop O'Brien's guardians'"),
            ["Sony", "hack", "didn", "stop", "O", "Brien", "guardians"]
        );
    }

    #[test]
    fn numbers_keep_their_points_and_lose_their_commas() {
        assert_eq!(split("about 1.2 million, 1,000 in 2014."), ["about", "1.2", "million", "1,000", "in", "2014"]);
        assert_eq!(name("1,000"), name("1000"));
        assert_ne!(name("1.5"), name("15"));
    }

    #[test]
    fn case_does_not_make_another_term() {
        assert_eq!(name("KOREA"), name("korea"));
        assert_eq!(name("ÉLYSÉE"), name("élysée"));
        assert_ne!(name("korea"), name("koreas"));
    }

    #[test]
    fn stop_words_are_known_in_any_case_and_nothing_else_is() {
        assert!(STOP_WORDS.split(' ').all(|word| is_stop_word(name(word)) && is_stop_word(name(&word.to_uppercase()))));
        assert!(["korea", "ferry", "", "a", "und", "17"].iter().all(|word| !is_stop_word(name(word))));
    }

    #[test]
    fn scripts_without_spaces_give_overlapping_grams() {
        assert_eq!(split("北朝鮮のミサイル。"), ["北朝", "朝鮮", "ミサ", "サイ", "イル"]);
        assert_eq!(split("海は広い"), ["海", "広"]);
        assert_eq!(split("북한의 해킹"), ["북한", "한의", "해킹"]);
        assert_eq!(split("ภาษาไทย"), ["ภาษา", "าษาไ", "ษาไท", "าไทย"]);
    }

    #[test]
    fn sentences_open_where_they_begin() {
        let text = "One two. Three 3.5 four!\nFive";
        let opening: Vec<&str> = words(text).filter(|word| word.opens).map(|word| &text[word.range]).collect();
        assert_eq!(opening, ["One", "Three", "Five"]);
    }

    #[test]
    fn single_letters_and_encoded_data_are_no_terms() {
        let text = format!("a É 北 xy {}", "z".repeat(80));
        let terms: Vec<&str> = words(&text).filter(|word| is_term(&text, word)).map(|word| &text[word.range]).collect();
        assert_eq!(terms, ["北", "xy"]);
    }

    proptest! {
        #[test]
        fn words_are_in_order_and_inside_the_text(text in "\\PC*|[a-z'. 北海ไทย,1-3\n]*") {
            let mut last = 0;
            for word in words(&text) {
                prop_assert!(word.range.start >= last && word.range.start < word.range.end);
                prop_assert!(text.get(word.range.clone()).is_some());
                last = word.range.start;
            }
        }
    }
}
