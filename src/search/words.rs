//! Where the words of a text lie.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

/// A word, or a stretch in a script that puts no spaces between words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its bytes.
    pub range: Range<usize>,
    /// Whether it is such a stretch: then each part of it may be a word.
    pub unspaced: bool,
}

/// The words of a text, in order. Where the kind of script changes, a word ends.
pub fn words(text: &str) -> impl Iterator<Item = Word> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(is_letter)?;
        let unspaced = text[start..].starts_with(is_unspaced);
        let goes_on = |c: char| is_letter(c) && (is_unspaced(c) == unspaced || is_mark(c));
        at = text[start..].find(|c| !goes_on(c)).map_or(text.len(), |len| start + len);
        Some(Word { range: start..at, unspaced })
    })
}

/// Whether a character belongs to a word. Combining marks do, which are vowels and tones in many scripts.
pub(super) fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || is_mark(c)
}

fn is_mark(c: char) -> bool {
    !c.is_ascii() && is_combining_mark(c)
}

/// Whether a character's script puts no spaces between words (Thai, Lao, Myanmar, Khmer, kana, Han), or puts them
/// around words with their particles (Hangul).
pub fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3005}'..='\u{3007}'
        | '\u{3040}'..='\u{312f}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}'
        | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<&str> {
        words(text).map(|word| &text[word.range]).collect()
    }

    #[test]
    fn a_word_ends_at_a_sign_and_where_the_kind_of_script_changes() {
        assert_eq!(of("it's re-read, twice"), ["it", "s", "re", "read", "twice"]);
        assert_eq!(of("iPhone15を買う。人々"), ["iPhone15", "を買う", "人々"]);
        assert_eq!(of(" … "), Vec::<&str>::new());
    }

    #[test]
    fn vowels_and_tones_that_are_marks_belong_to_their_word() {
        assert_eq!(of("हिन्दी ข่าว e\u{301}t"), ["हिन्दी", "ข่าว", "e\u{301}t"]);
    }
}
