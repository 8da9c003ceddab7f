//! The commonest words of some languages: they tell most texts without weighing their letters.

use crate::article::Language;

/// Words that are looked at, from the first one on.
const WORDS: usize = 60;

/// Hits that prove a language.
const PROOF: u32 = 5;

/// The languages, each a bit in [`COMMON`].
const CODES: [&str; 7] = ["en", "de", "fr", "es", "it", "pt", "nl"];

const EN: u8 = 1;
const DE: u8 = 2;
const FR: u8 = 4;
const ES: u8 = 8;
const IT: u8 = 16;
const PT: u8 = 32;
const NL: u8 = 64;

/// Function words and the languages that have them, in the order of their bytes.
const COMMON: &[(&str, u8)] = &[
    ("a", EN | FR | ES | IT | PT),
    ("aan", NL),
    ("al", ES | IT | NL),
    ("and", EN),
    ("are", EN),
    ("as", EN | PT),
    ("at", EN),
    ("au", FR),
    ("auf", DE),
    ("aus", DE),
    ("avec", FR),
    ("bei", DE),
    ("by", EN),
    ("che", IT),
    ("com", PT),
    ("como", ES | PT),
    ("con", ES | IT),
    ("dans", FR),
    ("das", DE | PT),
    ("dat", NL),
    ("de", FR | ES | PT | NL),
    ("dei", IT),
    ("del", ES | IT),
    ("della", IT),
    ("dem", DE),
    ("den", DE),
    ("der", DE),
    ("des", DE | FR),
    ("di", IT),
    ("die", DE | NL),
    ("do", PT),
    ("dos", ES | PT),
    ("du", FR),
    ("e", IT | PT),
    ("een", NL),
    ("ein", DE),
    ("eine", DE),
    ("el", ES),
    ("em", PT),
    ("en", FR | ES | NL),
    ("est", FR),
    ("et", FR),
    ("for", EN),
    ("from", EN),
    ("für", DE),
    ("gli", IT),
    ("had", EN | NL),
    ("has", EN),
    ("het", NL),
    ("i", EN | IT),
    ("il", FR | IT),
    ("im", DE),
    ("in", EN | DE | IT | NL),
    ("is", EN | NL),
    ("ist", DE),
    ("it", EN),
    ("la", FR | ES | IT),
    ("las", ES),
    ("le", FR | IT),
    ("les", FR),
    ("los", ES),
    ("mais", FR | PT),
    ("met", NL),
    ("mit", DE),
    ("más", ES),
    ("na", PT | NL),
    ("nel", IT),
    ("nicht", DE),
    ("niet", NL),
    ("no", ES | PT),
    ("non", IT),
    ("não", PT),
    ("o", PT),
    ("of", EN | NL),
    ("on", EN | FR),
    ("op", NL),
    ("os", PT),
    ("ou", FR | PT),
    ("over", NL),
    ("par", FR),
    ("para", ES | PT),
    ("pas", FR),
    ("per", IT),
    ("por", ES | PT),
    ("pour", FR),
    ("qu", FR),
    ("que", FR | ES | PT),
    ("qui", FR | IT),
    ("se", FR | ES | IT | PT),
    ("sich", DE),
    ("sind", DE),
    ("sono", IT),
    ("su", ES | IT),
    ("sur", FR),
    ("te", NL),
    ("than", EN),
    ("that", EN),
    ("the", EN),
    ("to", EN),
    ("um", PT),
    ("uma", PT),
    ("un", FR | ES | IT),
    ("una", ES | IT),
    ("und", DE),
    ("une", FR),
    ("van", NL),
    ("von", DE),
    ("voor", NL),
    ("was", EN | DE | NL),
    ("with", EN),
    ("y", ES),
    ("zijn", NL),
    ("zu", DE),
    ("à", FR),
    ("è", IT),
    ("é", PT),
];

/// The words of [`COMMON`] as numbers, which are in the same order and compared at once.
const KEYS: [u64; COMMON.len()] = {
    let mut keys = [0; COMMON.len()];
    let mut at = 0;
    while at < keys.len() {
        keys[at] = key(COMMON[at].0.as_bytes());
        at += 1;
    }
    keys
};

/// The at most eight bytes of a word as a number.
const fn key(word: &[u8]) -> u64 {
    let mut bytes = [0; 8];
    let mut at = 0;
    while at < word.len() {
        bytes[at] = word[at].to_ascii_lowercase();
        at += 1;
    }
    u64::from_be_bytes(bytes)
}

/// The language whose common words a text is full of, if no other has nearly as many.
pub(super) fn language(text: &str) -> Option<Language> {
    let mut hits = [0_u32; CODES.len()];
    let mut seen = 0;
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(WORDS) {
        seen += 1;
        if word.len() > 8 {
            continue;
        }
        let Ok(at) = KEYS.binary_search(&key(word.as_bytes())) else { continue };
        let languages = COMMON[at].1;
        for (bit, hits) in hits.iter_mut().enumerate() {
            *hits += u32::from(languages >> bit & 1);
        }
    }
    let best = (0..CODES.len()).max_by_key(|language| hits[*language])?;
    let second = (0..CODES.len()).filter(|language| *language != best).map(|language| hits[language]).max()?;
    // A fifth of running text are such words; lists of names have none.
    let proven = hits[best] >= PROOF && hits[best] * 6 >= seen && hits[best] * 2 >= second * 3;
    proven.then(|| Language::of(CODES[best])).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_in_the_order_of_their_bytes_and_fit_the_buffer() {
        assert!(COMMON.is_sorted_by(|one, next| one.0.as_bytes() < next.0.as_bytes()));
        assert!(COMMON.iter().all(|(word, _)| word.len() <= 8));
    }

    #[test]
    fn a_few_words_prove_nothing() {
        assert_eq!(language("The end of it"), None);
        assert_eq!(language("Bonn, Paris, Roma, London, Wien, Madrid, Den Haag, Lisboa, Oslo, Praha"), None);
    }
}
