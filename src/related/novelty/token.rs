//! The words of a sentence, with what each of them is in it.

use std::collections::HashMap;
use std::ops::Range;

use super::tongue::Tongue;
use crate::related::terms::{is_term, mix, name, words};

/// What a word is in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It tells something.
    Word,
    /// It holds the sentence together.
    Function,
    /// It has a capital. That may be for opening the sentence, or because all nouns have one, as in German.
    Name,
    /// A number, in digits or as a word.
    Number,
    /// An n-gram of a script without spaces.
    Gram,
}

/// A word, once for all of its places in a sentence.
#[derive(Debug)]
pub struct Token {
    /// Its own name; a number's is that of its value.
    pub name: u64,
    pub role: Role,
    /// It stands somewhere with a capital.
    pub capital: bool,
    /// Its capital may mean nothing: it opens the sentence, or stands in a headline of capitals.
    pub unsure: bool,
    /// Its script has no capitals.
    pub caseless: bool,
    /// The name of the beginning that another form of it would have: five letters, or four of a word of four or five.
    pub beginning: Option<u64>,
    /// The names of the beginnings by which shorter and longer forms find it.
    pub beginnings: [u64; 2],
}

/// A sentence, read.
pub struct Parsed {
    pub tokens: Vec<Token>,
    /// Where the words lie, and their names.
    pub places: Vec<(Range<usize>, u64)>,
    /// How many words there are.
    pub words: usize,
    /// How often it denies.
    pub negations: usize,
    /// The name of the whole sentence, whatever its white space.
    pub whole: u64,
}

impl Parsed {
    pub fn of(sentence: &str, tongue: &Tongue) -> Self {
        let mut tokens: Vec<Token> = Vec::new();
        let mut known: HashMap<u64, usize> = HashMap::new();
        let mut places = Vec::new();
        let mut own = Vec::new();
        for word in words(sentence) {
            let text = &sentence[word.range.clone()];
            let spelled = name(text);
            let number = if word.gram { None } else { tongue.number(text, spelled) };
            let name = number.unwrap_or(spelled);
            own.push(spelled);
            let opens = places.is_empty();
            let capital = text.starts_with(char::is_uppercase);
            let role = match number {
                Some(_) => Role::Number,
                None if tongue.is_function(name) => Role::Function,
                // `vitamin C` is not `vitamin D`.
                None if !is_term(sentence, &word) && (opens || !capital) => Role::Function,
                None if word.gram => Role::Gram,
                None if capital => Role::Name,
                None => Role::Word,
            };
            places.push((word.range.clone(), name));
            if let Some(at) = known.get(&name) {
                let token = &mut tokens[*at];
                token.capital |= capital;
                token.unsure &= opens;
                // What is also written small is no name.
                if role == Role::Word {
                    token.role = role;
                }
                continue;
            }
            known.insert(name, tokens.len());
            let (beginning, beginnings) = match role {
                Role::Word | Role::Name => beginnings(text, name),
                _ => (None, [name; 2]),
            };
            let caseless = !text.starts_with(|c: char| c.is_lowercase() || c.is_uppercase());
            tokens.push(Token { name, role, capital, unsure: opens, caseless, beginning, beginnings });
        }
        if tokens.iter().all(|token| token.role != Role::Word) {
            tokens.iter_mut().for_each(|token| token.unsure = true);
        }
        let whole = sentence
            .split_whitespace()
            .fold(0, |whole, part| part.chars().fold(mix(!whole), |hash, c| mix(hash ^ u64::from(c))));
        Self { words: places.len(), negations: tongue.negations(sentence, own.into_iter()), tokens, places, whole }
    }
}

/// What a word may share with its other forms. Languages mostly inflect at the end; so many letters seldom begin two
/// words of one story by chance.
fn beginnings(word: &str, whole: u64) -> (Option<u64>, [u64; 2]) {
    /// No beginning is taken for a word.
    const SALT: u64 = 0x6265_6769_6e00_0000;
    let lower: Vec<char> = word.chars().flat_map(char::to_lowercase).take(6).collect();
    let of = |letters: usize| lower.get(..letters).map(|letters| mix(name(&letters.iter().collect::<String>()) ^ SALT));
    let own = if lower.len() > 5 { of(5) } else { of(4) };
    (own, [of(4).unwrap_or(whole), of(5).unwrap_or(whole)])
}
