//! A line taken apart into the numbers, words and signs that dates are made of.

use std::ops::Range;

use compact_str::CompactString;

/// What a piece of the line is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A run of digits.
    Number {
        /// Its value.
        value: u32,
        /// How many digits.
        digits: usize,
    },
    /// A run of letters in lower case; a Han character or kana stands alone.
    Word(CompactString),
    /// Anything else.
    Sign(char),
}

/// A piece of the line.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// Bytes of the line.
    pub(super) range: Range<usize>,
    /// White space stands before it.
    pub(super) spaced: bool,
}

/// The line's tokens. Numbers that don't fit are signs: no date has them.
pub(super) fn tokens(line: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut spaced = false;
    let mut at = 0;
    while let Some(c) = line[at..].chars().next() {
        let rest = &line[at..];
        let len = if digit(c).is_some() {
            run(rest, |c| digit(c).is_some())
        } else if c.is_ascii_alphabetic() || !c.is_ascii() && c.is_alphabetic() && !stands_alone(c) {
            run(rest, |c| c.is_alphabetic() && !stands_alone(c))
        } else {
            c.len_utf8()
        };
        if !c.is_whitespace() {
            tokens.push(Token { kind: kind(&rest[..len], c), range: at..at + len, spaced });
        }
        spaced = c.is_whitespace();
        at += len;
    }
    tokens
}

fn kind(piece: &str, first: char) -> Kind {
    if digit(first).is_some() {
        let value = piece.chars().try_fold(0_u32, |value, c| value.checked_mul(10)?.checked_add(digit(c)?));
        value.map_or(Kind::Sign('#'), |value| Kind::Number { value, digits: piece.chars().count() })
    } else if first.is_alphabetic() {
        Kind::Word(lowered(piece))
    } else {
        Kind::Sign(first)
    }
}

fn lowered(word: &str) -> CompactString {
    if !word.is_ascii() {
        return CompactString::from_str_to_lowercase(word);
    }
    let mut word = CompactString::new(word);
    word.as_mut_str().make_ascii_lowercase();
    word
}

fn run(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}

/// Whether there is a number in the line: no date is without one, and most lines are.
pub(super) fn has_number(line: &str) -> bool {
    line.bytes().any(|byte| byte.is_ascii_digit()) || !line.is_ascii() && line.chars().any(|c| digit(c).is_some())
}

/// ASCII, full-width, Arabic, Persian and Thai digits.
fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(u32::from(c) - u32::from('0')),
        '０'..='９' => Some(u32::from(c) - u32::from('０')),
        '٠'..='٩' => Some(u32::from(c) - u32::from('٠')),
        '۰'..='۹' => Some(u32::from(c) - u32::from('۰')),
        '๐'..='๙' => Some(u32::from(c) - u32::from('๐')),
        _ => None,
    }
}

fn stands_alone(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}
