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
        let word = word_at(text, start);
        at = word.range.end;
        Some(word)
    })
}

/// The words between spaces that begin with a letter, in order.
pub(super) fn words_from(text: &str, first: char) -> impl Iterator<Item = Range<usize>> {
    let begins = move |start: usize| {
        let before = text[..start].chars().next_back();
        before.is_none_or(|before| !is_letter(before) || is_unspaced(before))
    };
    let starts = text.match_indices(first).map(|(start, _)| start).filter(move |start| begins(*start));
    starts.map(|start| word_at(text, start)).filter(|word| !word.unspaced).map(|word| word.range)
}

fn word_at(text: &str, start: usize) -> Word {
    let unspaced = text[start..].starts_with(is_unspaced);
    let goes_on = |c: char| is_letter(c) && (is_unspaced(c) == unspaced || is_mark(c));
    let end = text[start..].find(|c| !goes_on(c)).map_or(text.len(), |len| start + len);
    Word { range: start..end, unspaced }
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
    // Most characters come before all of these.
    c >= '\u{0e00}'
        && matches!(c, '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3005}'..='\u{3007}'
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
    fn words_from_a_letter_are_those_that_begin_with_it() {
        let text = "a ab, ba’a 北a aa-ca á a\u{301}b";
        let from: Vec<_> = words_from(text, 'a').collect();
        let all = words(text).map(|word| word.range).filter(|range| text[range.clone()].starts_with('a'));
        assert_eq!(from, all.collect::<Vec<_>>());
    }

    #[test]
    fn vowels_and_tones_that_are_marks_belong_to_their_word() {
        assert_eq!(of("हिन्दी ข่าว e\u{301}t"), ["हिन्दी", "ข่าว", "e\u{301}t"]);
    }
}
