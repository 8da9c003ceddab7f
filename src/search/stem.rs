//! Stems: what the forms of a word have in common, by the rules of its language.

use frostem::Algorithm;
use unicode_normalization::UnicodeNormalization;

use super::fold::Fold;
use crate::article::Language;

/// Languages, their rules, and whether these leave the first letter of a word as it is.
const RULES: &[(&str, Algorithm, bool)] = &[
    ("ar", Algorithm::Arabic, false),
    ("ca", Algorithm::Catalan, true),
    ("cs", Algorithm::Czech, true),
    ("da", Algorithm::Danish, true),
    ("de", Algorithm::German, true),
    ("el", Algorithm::Greek, true),
    ("en", Algorithm::English, true),
    ("eo", Algorithm::Esperanto, true),
    ("es", Algorithm::Spanish, true),
    ("et", Algorithm::Estonian, true),
    ("eu", Algorithm::Basque, true),
    ("fa", Algorithm::Persian, false),
    ("fi", Algorithm::Finnish, true),
    ("fr", Algorithm::French, true),
    ("ga", Algorithm::Irish, false),
    ("hi", Algorithm::Hindi, true),
    ("hu", Algorithm::Hungarian, true),
    ("hy", Algorithm::Armenian, true),
    ("id", Algorithm::Indonesian, false),
    ("it", Algorithm::Italian, true),
    ("lt", Algorithm::Lithuanian, true),
    ("nb", Algorithm::Norwegian, true),
    ("ne", Algorithm::Nepali, true),
    ("nl", Algorithm::Dutch, false),
    ("nn", Algorithm::Norwegian, true),
    ("no", Algorithm::Norwegian, true),
    ("pl", Algorithm::Polish, false),
    ("pt", Algorithm::Portuguese, true),
    ("ro", Algorithm::Romanian, true),
    ("ru", Algorithm::Russian, true),
    ("sr", Algorithm::Serbian, false),
    ("sv", Algorithm::Swedish, true),
    ("ta", Algorithm::Tamil, false),
    ("tr", Algorithm::Turkish, true),
    ("uk", Algorithm::Ukrainian, false),
    ("yi", Algorithm::Yiddish, false),
];

/// The longest word that has a stem, in bytes: longer ones are none.
const LONGEST: usize = 64;

/// The rules of one language (Porter's and others', <https://snowballstem.org>).
#[derive(Clone, Copy)]
pub struct Stemmer {
    rules: frostem::Stemmer,
    language: Language,
    suffixes_only: bool,
    stop_words: &'static [&'static str],
}

impl Stemmer {
    /// The rules of a language, if there are any.
    pub fn of(language: Language) -> Option<Self> {
        let rule = RULES.iter().find(|(code, ..)| *code == language.code());
        rule.map(|(_, algorithm, suffixes_only)| Self {
            rules: frostem::Stemmer::new(*algorithm),
            language,
            suffixes_only: *suffixes_only,
            stop_words: stop_words::lookup(language.code()).unwrap_or_default(),
        })
    }

    /// Whose rules they are.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The stem of a word as it stands in a text, in lower case with its accents; `None` for what has none: numbers,
    /// and stop words (`the`, `having`), which say too little for their forms to matter.
    pub fn stem(&self, word: &str) -> Option<String> {
        let lower = can_have_stem(word).then(|| lower(word))?;
        self.of_lower(&lower).filter(|_| !self.stop_words.contains(&lower.as_str()))
    }

    /// The same, also of a stop word.
    pub(super) fn stripped(&self, word: &str) -> Option<String> {
        can_have_stem(word).then(|| self.of_lower(&lower(word)))?
    }

    fn of_lower(&self, word: &str) -> Option<String> {
        let stem = self.rules.stem(word).into_owned();
        (!stem.is_empty()).then_some(stem)
    }

    /// Whether it is one of the language's commonest words.
    pub(super) fn is_stop_word(&self, word: &str) -> bool {
        self.stop_words.contains(&lower(word).as_str())
    }

    /// Whether words with one stem begin with one letter.
    pub(super) fn keeps_initials(&self) -> bool {
        self.suffixes_only
    }
}

fn can_have_stem(word: &str) -> bool {
    word.len() <= LONGEST && word.starts_with(char::is_alphabetic)
}

fn lower(word: &str) -> String {
    if word.is_ascii() { word.to_ascii_lowercase() } else { Fold::CASE.text(word).as_str().nfc().collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stem(code: &str, word: &str) -> String {
        Stemmer::of(Language::of(code).unwrap()).unwrap().stem(word).unwrap_or_default()
    }

    #[test]
    fn forms_of_a_word_have_one_stem_in_their_language() {
        for (code, one, other) in [
            ("en", "elections", "Election"),
            ("en", "flies", "fly"),
            ("de", "Häuser", "Haus"),
            ("fr", "nationaux", "national"),
            ("es", "corriendo", "corrió"),
            ("ru", "красный", "красного"),
            ("fr", "e\u{301}le\u{301}ctions", "élection"),
        ] {
            assert_eq!(stem(code, one), stem(code, other), "{one}");
        }
        assert_ne!(stem("de", "elections"), stem("en", "elections"));
    }

    #[test]
    fn numbers_and_very_long_words_and_stop_words_have_no_stem() {
        assert_eq!((stem("en", "Having"), stem("de", "having").as_str()), (String::new(), "having"));
        assert_eq!(stem("en", "1990s"), "");
        assert_eq!(stem("en", &"a".repeat(65)), "");
    }

    #[test]
    fn where_only_endings_change_the_first_letter_stays() {
        // Beginnings that rules for prefixes would take.
        let starts =
            ["a", "be", "ge", "de", "un", "o", "po", "naj", "nie", "ver", "i", "e", "u", "по", "не", "най", "के", "են"];
        let rests = ["lections", "hauser", "arbeitet", "tions", "lado", "ющий", "ный", "ского", "tek", "issa", "ीय"];
        let changes = |code: &str| {
            let words = starts.iter().flat_map(|start| rests.iter().map(move |rest| format!("{start}{rest}")));
            words.into_iter().any(|word| stem(code, &word).chars().next() != word.chars().next())
        };
        let wrong: Vec<&str> = RULES.iter().filter(|rule| rule.2 && changes(rule.0)).map(|rule| rule.0).collect();
        assert_eq!(wrong, Vec::<&str>::new());
    }
}
