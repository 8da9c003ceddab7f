//! The words of a sentence as names have them: with their hyphens, apostrophes and initials.

use std::ops::Range;

use crate::related::terms::{name, words};
use crate::related::vocabulary::Vocabulary;

/// What stands between a word and the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// A space, or a point and a space after a shortened word.
    Space,
    /// A comma and a space.
    Comma,
    /// Anything else, or nothing.
    Other,
}

/// A word.
#[derive(Clone, Debug)]
pub struct Token {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// See [`name`]; points don't count.
    pub name: u64,
    /// It begins with a capital letter.
    pub capital: bool,
    /// It begins a sentence or what is quoted: its capital says nothing.
    pub opens: bool,
    /// What stands before it.
    pub gap: Gap,
}

/// Words that are shortened before a name.
static SHORTENED: Vocabulary<128> = Vocabulary::of(
    "mr mrs ms dr prof sen sens rep reps gov gen lt col sgt capt maj adm cmdr rev hon st ft mt jr sr inc corp co ltd mme",
);

/// The words of a sentence that lies at `sentence` in `text`.
pub fn tokens(text: &str, sentence: Range<usize>) -> Vec<Token> {
    let mut found: Vec<Token> = Vec::new();
    // An n-gram of a script without spaces is no word.
    let spaced = words(&text[sentence.clone()]).filter(|word| !word.gram);
    for word in spaced {
        let range = sentence.start + word.range.start..sentence.start + word.range.end;
        let capital = text[range.clone()].starts_with(char::is_uppercase);
        let within = found.len() > 1 && found[found.len() - 2].capital;
        if let Some(last) = found.last_mut()
            && (is_joined(text, last, &range, capital, within) || within && is_syllable(text, last, &range))
        {
            // `al-Assad` is written like a name.
            last.capital |= capital;
            last.range.end = range.end;
            continue;
        }
        let between = found.last().map(|last| &text[last.range.end..range.start]);
        let gap = match between {
            Some(" " | "\u{a0}" | " & " | "\n") => Gap::Space,
            Some(". ") if found.last().is_some_and(|last| is_shortened(&text[last.range.clone()])) => Gap::Space,
            Some(", ") => Gap::Comma,
            _ => Gap::Other,
        };
        let mut before = text[sentence.start..range.start].trim_end().chars().rev();
        let opens = match before.next() {
            Some('\'' | '’') => !before.next().is_some_and(char::is_alphabetic),
            Some(before) => ":;\"“”‘•—–|".contains(before),
            None => true,
        };
        found.push(Token { range, name: 0, capital, opens, gap });
    }
    for token in &mut found {
        let spelled = &text[token.range.clone()];
        token.name = if spelled.contains('.') { name(&spelled.replace('.', "")) } else { name(spelled) };
        if is_initials(spelled) && text[token.range.end..].starts_with('.') {
            token.range.end += 1;
        }
    }
    // What was a point before became a part of the word.
    for at in 1..found.len() {
        if matches!(&text[found[at - 1].range.end..found[at].range.start], " " | "\u{a0}") {
            found[at].gap = Gap::Space;
        }
    }
    found
}

/// Whether a word is one with that before it.
fn is_joined(text: &str, last: &Token, range: &Range<usize>, capital: bool, within: bool) -> bool {
    let single = |word: &str| word.chars().nth(1).is_none();
    match &text[last.range.end..range.start] {
        "-" => capital || last.capital && text[range.clone()].starts_with(|c: char| c.is_ascii_digit()),
        // `O'Brien`; of `l'Ohio` only what follows is the name.
        "'" | "’" => capital && (last.capital || within),
        "–" => capital && last.capital,
        "&" => capital && last.capital,
        "." => {
            let part = text[last.range.clone()].rsplit('.').next().unwrap_or_default();
            capital && last.capital && single(part) && single(&text[range.clone()])
        }
        _ => false,
    }
}

/// Whether a word in small letters is a syllable of the given name before it: `Ban Ki-moon`.
fn is_syllable(text: &str, last: &Token, range: &Range<usize>) -> bool {
    const OTHERS: &str = "led era run born made area like wide type held only back free size";
    let word = &text[range.clone()];
    let given = last.capital && last.gap == Gap::Space && !is_initials(&text[last.range.clone()]);
    given
        && &text[last.range.end..range.start] == "-"
        && word.len() < 5
        && !OTHERS.split(' ').any(|other| other == word)
}

fn is_shortened(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && SHORTENED.has(name(word))
}

/// `J`, `U.S`
pub fn is_initials(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
        && word.trim_end_matches('.').split('.').all(|part| part.chars().nth(1).is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hyphens_apostrophes_and_points_hold_a_word_of_a_name_together() {
        let text = "At AT&T, J.K. O'Brien met Jean-Paul of the U.S. Navy and U.S.-led Dr. Orr's";
        let shown: Vec<&str> = tokens(text, 0..text.len()).iter().map(|token| &text[token.range.clone()]).collect();
        let expected = [
            "At",
            "AT&T",
            "J.K.",
            "O'Brien",
            "met",
            "Jean-Paul",
            "of",
            "the",
            "U.S.",
            "Navy",
            "and",
            "U.S.",
            "led",
            "Dr",
            "Orr",
        ];
        assert_eq!(shown, expected);
    }
}
