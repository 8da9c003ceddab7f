//! How long reading takes: words a minute, by language.

use super::Language;

/// Words a minute of silent reading of English non-fiction (Brysbaert 2019, "How many words do we read per minute?",
/// Journal of Memory and Language 109).
const ENGLISH: u32 = 238;

/// Words a minute of the same texts in other languages beside 228 in English (Trauzettel-Klosinski & Dietz 2012,
/// "Standardized Assessment of Reading Performance: The New International Reading Speed Texts IReST",
/// Investigative Ophthalmology & Visual Science 53). Chinese and Japanese in pairs of characters, as
/// [`super::count_words`] counts them: 255 and 357 characters.
const BESIDE_ENGLISH: &[(&str, u32)] = &[
    ("ar", 138),
    ("de", 179),
    ("es", 218),
    ("fi", 161),
    ("fr", 195),
    ("he", 187),
    ("it", 188),
    ("ja", 178),
    ("nl", 202),
    ("pl", 166),
    ("pt", 181),
    ("ru", 184),
    ("sl", 180),
    ("sv", 199),
    ("tr", 166),
    ("zh", 128),
];

/// The English rate in the study of the other languages.
const STUDIED_ENGLISH: u32 = 228;

/// Words a minute of a language; of one that was not studied, or is not known, the English rate.
pub fn words_per_minute(language: Option<Language>) -> u32 {
    let studied = language.and_then(|language| BESIDE_ENGLISH.iter().find(|(code, _)| *code == language.code()));
    studied.map_or(ENGLISH, |(_, words)| words * ENGLISH / STUDIED_ENGLISH)
}

/// Minutes to read `words`, rounded, at least one.
pub fn minutes(words: u32, language: Option<Language>) -> u32 {
    let rate = words_per_minute(language);
    (words.saturating_add(rate / 2) / rate).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn german_is_read_slower_than_english_and_an_unknown_language_like_it() {
        assert_eq!(minutes(2_380, None), 10);
        assert_eq!(minutes(2_380, Language::of("en")), 10);
        assert_eq!(minutes(2_380, Language::of("de")), 13);
        assert_eq!(minutes(2_380, Language::of("xx")), 10);
    }

    #[test]
    fn nothing_takes_less_than_a_minute() {
        assert_eq!(minutes(0, None), 1);
        assert!(minutes(u32::MAX, Language::of("zh")) > 1_000_000);
    }
}
