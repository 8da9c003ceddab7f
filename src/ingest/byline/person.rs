//! Whether words are a person's name, and how it is written.

use super::outlets;
use crate::ingest::lower;

/// Parts of names in lower case.
const PARTICLES: &[&str] = &[
    "van", "von", "der", "den", "de", "del", "della", "di", "da", "das", "do", "dos", "du", "des", "la", "le", "el",
    "al", "bin", "ibn", "ben", "bint", "ter", "ten", "zu", "zum", "zur", "af", "av", "y", "e", "i", "mac", "op", "'t",
    "’t", "d'", "d’", "dell", "lo", "san", "st.",
];

/// Words before a name that are no part of it.
const HONORIFICS: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "prof",
    "professor",
    "sir",
    "rev",
    "sen",
    "rep",
    "gov",
    "herr",
    "frau",
    "mme",
    "monsieur",
    "madame",
];

/// Words after a name that are part of it.
const GENERATIONS: &[&str] = &["jr", "sr", "ii", "iii", "iv"];

/// Words after a name that are no part of it.
const DEGREES: &[&str] = &[
    "phd", "ph.d", "md", "m.d", "esq", "cpa", "mba", "rn", "dds", "jd", "j.d", "ma", "m.a", "ba", "b.a", "msc", "bsc",
    "mph", "mfa",
];

/// The longest name, in words.
const WORDS: usize = 6;

pub(super) fn is_generation(word: &str) -> bool {
    is_among(GENERATIONS, word)
}

pub(super) fn is_degree(word: &str) -> bool {
    is_among(DEGREES, word)
}

/// Whether a short list has a word, whatever its case and the signs around it.
fn is_among(list: &[&str], word: &str) -> bool {
    let bare = word.trim_matches(['.', ',']);
    list.iter().any(|known| known.eq_ignore_ascii_case(bare))
}

/// The name as it is shown, if the text is one.
pub(super) fn name(text: &str) -> Option<String> {
    let mut words: Vec<&str> =
        text.split_whitespace().map(|word| word.trim_matches([',', ':', ';', '"', '“', '”', '*', '_'])).collect();
    words.retain(|word| !word.is_empty());
    while words.len() > 1 && (is_among(HONORIFICS, words[0]) || outlets::is_trade_word(words[0])) {
        words.remove(0);
    }
    while words.len() > 1 && words.last().is_some_and(|word| is_degree(word) || outlets::is_trade_word(word)) {
        words.pop();
    }
    let written = words.join(" ");
    let known = !words.is_empty()
        && words.len() <= WORDS
        && (is_spaced_name(&words) || is_handle(&words))
        && !words.iter().any(|word| lower::with(word.trim_matches(['.', ',']), outlets::is_nobody))
        && outlets::outlet(&written).is_none();
    known.then(|| if is_shouted(&words) { calm(&words) } else { written })
}

/// Words that each begin like a name.
fn is_spaced_name(words: &[&str]) -> bool {
    let capital = |word: &str| {
        word.trim_start_matches(['\'', '’', '‘']).chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase())
    };
    words.iter().all(|word| is_name_word(word))
        && words.first().is_some_and(|word| capital(word) || is_particle(word))
        && words.last().is_some_and(|word| capital(word) || is_elided(word))
        && words.iter().all(|word| capital(word) || is_particle(word) || is_elided(word))
}

/// A user's name: one word, or a few all in lower case.
fn is_handle(words: &[&str]) -> bool {
    const NO_NAMES: &[&str] = &[
        "the", "a", "an", "of", "in", "on", "for", "with", "to", "at", "and", "or", "is", "was", "by", "from", "end",
        "ago", "about",
    ];
    let lower = |word: &str| !word.chars().any(char::is_uppercase) && !NO_NAMES.contains(&word) && !is_particle(word);
    match words {
        [word] => {
            word.chars().next().is_some_and(char::is_alphabetic)
                && word.chars().all(|c| c.is_alphanumeric() || "_.-'’".contains(c))
                && !NO_NAMES.contains(word)
                && !word.ends_with('.')
        }
        words => words.len() <= 3 && words.iter().all(|word| lower(word) && is_name_word(word) && !word.ends_with('.')),
    }
}

/// `d'Arcy`, `al-Masri`: a particle that is tied to its name.
fn is_elided(word: &str) -> bool {
    word.split_once(['\'', '’', '-'])
        .is_some_and(|(head, tail)| head.chars().count() <= 2 && tail.chars().next().is_some_and(char::is_uppercase))
}

fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word)
}

fn is_name_word(word: &str) -> bool {
    let mark = unicode_normalization::char::is_combining_mark;
    word.chars().all(|c| c.is_alphabetic() || mark(c) || matches!(c, '\'' | '’' | '‘' | '-' | '‐' | '.' | '·' | '・' | '\u{200c}'))
        && word.chars().any(char::is_alphabetic)
        // An abbreviated first name has its stop; the end of a sentence is none.
        && (!word.ends_with('.') || word.chars().count() <= 3 || is_generation(word) || word.matches('.').count() > 1)
}

/// Whether the name is in capitals throughout. Initials alone don't tell.
fn is_shouted(words: &[&str]) -> bool {
    let letters = |word: &&str| word.chars().filter(|c| c.is_alphabetic()).count();
    let lower = words
        .iter()
        .filter(|word| !is_particle(word))
        .any(|word| word.chars().any(char::is_lowercase) && !word.starts_with("Mc"));
    !lower
        && words.iter().any(|word| word.chars().any(char::is_uppercase))
        && words.iter().any(|word| letters(word) > 3 || words.len() > 1 && letters(word) > 1 && !word.contains('.'))
}

/// A name in capitals, as it is usually written.
fn calm(words: &[&str]) -> String {
    let count = words.len();
    let calmed = words.iter().enumerate().map(|(place, word)| {
        let lower = word.to_lowercase();
        if place > 0 && place + 1 < count && is_particle(&lower) {
            lower
        } else if matches!(lower.trim_end_matches('.'), "ii" | "iii" | "iv") || is_initials(word) {
            (*word).to_owned()
        } else {
            capitalised(&lower)
        }
    });
    calmed.collect::<Vec<_>>().join(" ")
}

/// `J.R.`, `J.`
fn is_initials(word: &str) -> bool {
    word.ends_with('.') && word.split('.').all(|part| part.chars().count() <= 1)
}

fn capitalised(lower: &str) -> String {
    let mut written = String::with_capacity(lower.len());
    let mut start = true;
    for c in lower.chars() {
        if start {
            written.extend(c.to_uppercase());
        } else {
            written.push(c);
        }
        start = matches!(c, '-' | '‐' | '.')
            || matches!(c, '\'' | '’') && written.chars().count() == 2
            || c == 'c' && written == "Mc";
    }
    written
}
