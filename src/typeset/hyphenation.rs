//! Long words parted at their syllables, by the rules of their language.

use hypher::Lang;

use super::fragment::{Fragment, HYPHEN};
use super::width::width;
use crate::article::Language;

/// A word that takes up more than this part of a line may be parted. Lines are ragged: a shorter word leaves a gap that
/// nobody minds, and every hyphen is a small stumble.
const PART: usize = 5;

/// A word of fewer letters stays whole in the narrowest column.
const LETTERS: usize = 7;

/// Letters that stay together at either end: two alone say too little of the word.
const EDGE: usize = 3;

/// The longest word that is looked up, in bytes: longer ones are data.
const LONGEST: usize = 64;

/// Parts the long words among the fragments of `text` at their syllables, where the language has rules for it.
pub(super) fn hyphenated(
    fragments: Vec<Fragment>,
    text: &str,
    measure: usize,
    language: Option<Language>,
) -> Vec<Fragment> {
    let rules = language.and_then(|language| Lang::from_iso(language.code().as_bytes().try_into().ok()?));
    let Some(rules) = rules else { return fragments };
    let long = |fragment: &Fragment| fragment.width >= LETTERS && fragment.width * PART > measure;
    if !fragments.iter().any(long) {
        return fragments;
    }
    let mut parted = Vec::with_capacity(fragments.len() + 8);
    for fragment in fragments {
        if long(&fragment) { part(fragment, text, measure, rules, &mut parted) } else { parted.push(fragment) }
    }
    parted
}

fn part(fragment: Fragment, text: &str, measure: usize, rules: Lang, parted: &mut Vec<Fragment>) {
    let ink = &text[fragment.start..fragment.ink_end];
    let before = ink.len() - ink.trim_start_matches(|c: char| !c.is_alphabetic()).len();
    let word = ink[before..].trim_end_matches(|c: char| !c.is_alphabetic());
    let is_word = word.len() <= LONGEST
        && word.chars().all(char::is_alphabetic)
        && word.chars().skip(1).all(|c| !c.is_uppercase())
        && word.chars().nth(LETTERS - 1).is_some();
    if !is_word {
        parted.push(fragment);
        return;
    }
    let mut start = fragment.start;
    let mut end = fragment.start + before;
    let last = end + word.len();
    for syllable in hypher::hyphenate_bounded(word, rules, EDGE, EDGE) {
        end += syllable.len();
        let columns = width(&text[start..end]);
        if end < last && columns < measure {
            parted.push(Fragment { start, ink_end: end, end, width: columns, blank: 0, sign: HYPHEN });
            start = end;
        }
    }
    parted.push(Fragment { start, width: width(&text[start..fragment.ink_end]), ..fragment });
}

#[cfg(test)]
mod tests {
    use super::super::fragment::fragments;
    use super::*;

    fn parts<'a>(text: &'a str, measure: usize, language: &str) -> Vec<&'a str> {
        hyphenated(fragments(text, measure), text, measure, Language::of(language))
            .iter()
            .map(|fragment| &text[fragment.start..fragment.ink_end])
            .collect()
    }

    #[test]
    fn a_long_word_parts_at_its_syllables_in_its_language() {
        assert_eq!(parts("die Hafenverwaltung, sagte", 30, "de"), ["die", "Hafen", "ver", "wal", "tung,", "sagte"]);
        assert_eq!(parts("an extraordinary day", 30, "en"), ["an", "extra", "or", "di", "nary", "day"]);
    }

    #[test]
    fn words_stay_whole_on_a_wide_line_and_in_a_language_without_rules() {
        assert_eq!(parts("an extraordinary day", 80, "en").len(), 3);
        assert_eq!(parts("an extraordinary day", 30, "xx").len(), 3);
    }

    #[test]
    fn names_in_capitals_figures_and_addresses_stay_whole() {
        for text in ["INTERNATIONAL", "iPhoneXtremely", "a1b2c3d4e5f6", "example.org"] {
            assert_eq!(parts(text, 20, "en"), fragments_of(text), "{text}");
        }
    }

    fn fragments_of(text: &str) -> Vec<&str> {
        fragments(text, 20).iter().map(|fragment| &text[fragment.start..fragment.ink_end]).collect()
    }

    #[test]
    fn the_parts_tile_the_word_and_keep_what_follows_it() {
        let text = "“Hafenverwaltung”  sagte";
        let all = hyphenated(fragments(text, 20), text, 20, Language::of("de"));
        assert!(all.windows(2).all(|pair| pair[0].end == pair[1].start));
        assert_eq!(all.iter().filter(|fragment| fragment.blank == 2).count(), 1);
        let columns: usize = all.iter().map(|fragment| fragment.width + fragment.blank).sum();
        assert_eq!(columns, width(text));
    }
}
