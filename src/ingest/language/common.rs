//! The commonest words of some languages: they tell most texts without weighing their letters.

use crate::article::Language;

/// Of more words, a larger share has to be common ones.
const FEW: u32 = 80;

/// Words that are looked at, from the first one on. Eight bits count them.
const WORDS: usize = 240;

/// After so many words, a language that is far ahead has won.
const ENOUGH: u32 = 36;

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

/// The languages of each word as numbers of eight bits side by side, so that all are counted by one addition.
const LANES: [u64; COMMON.len()] = {
    let mut lanes = [0; COMMON.len()];
    let mut at = 0;
    while at < lanes.len() {
        let mut language = 0;
        while language < CODES.len() {
            lanes[at] |= (COMMON[at].1 as u64 >> language & 1) << (8 * language);
            language += 1;
        }
        at += 1;
    }
    lanes
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

/// Whether one language is so far ahead that no more words are needed.
fn is_clear(lanes: u64) -> bool {
    let mut hits = lanes.to_le_bytes();
    hits.sort_unstable();
    u32::from(hits[7]) >= PROOF + 3 && hits[7] >= 2 * hits[6]
}

/// The language whose common words a text is full of, if no other has nearly as many.
pub(super) fn language(text: &str) -> Option<Language> {
    let mut all = 0_u64;
    let mut seen = 0;
    let parts = |c: char| if c.is_ascii() { !c.is_ascii_alphanumeric() } else { !c.is_alphanumeric() };
    for word in text.split(parts).filter(|word| !word.is_empty()).take(WORDS) {
        seen += 1;
        if word.len() > 8 {
            continue;
        }
        let Ok(at) = KEYS.binary_search(&key(word.as_bytes())) else { continue };
        all += LANES[at];
        if seen >= ENOUGH && is_clear(all) {
            break;
        }
    }
    let hits = all.to_le_bytes().map(u32::from);
    let best = (0..CODES.len()).max_by_key(|language| hits[*language])?;
    let second = (0..CODES.len()).filter(|language| *language != best).map(|language| hits[language]).max()?;
    // A fifth of running text are such words; lists of names have none.
    let share = if seen > FEW { 4 } else { 6 };
    let proven = hits[best] >= PROOF && hits[best] * share >= seen && hits[best] * 2 >= second * 3;
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
