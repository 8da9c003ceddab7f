//! The key of a title: one byte a letter, without accents, with its capitals.

use super::super::fold::{Fold, Folded};

/// So many letters of a title or a name are looked at: work and memory grow with their number.
pub(super) const LONGEST: usize = 512;

/// The sign for characters outside ASCII that are neither letters nor digits.
const OTHER: u8 = 0x7f;

/// Columns that tell which bytes a key has: one for each letter and digit, others share one.
pub(super) const COLUMNS: usize = 56;

/// The first columns are those of the letters A to Z.
pub(super) const LETTERS: usize = 26;

/// The byte that stands for a folded character. Letters of other scripts share 128 of them: what was found by such
/// a byte has to be looked at again, unless [`Codes`] knows better.
pub(super) fn byte(c: char) -> u8 {
    match u8::try_from(c) {
        Ok(byte) if byte.is_ascii() => byte,
        // The letters of one alphabet lie within 128 places of each other.
        _ if c.is_alphanumeric() => 0x80 | (u32::from(c) ^ (u32::from(c) >> 7)) as u8,
        _ => OTHER,
    }
}

/// The column of a byte. Each letter A to Z and each digit has its own.
pub(super) fn column(byte: u8) -> u32 {
    u32::from(match byte {
        b'a'..=b'z' => byte - b'a',
        b'A'..=b'Z' => byte - b'A',
        b'0'..=b'9' => 26 + byte - b'0',
        0x80..=0xff => 40 + (byte & 15),
        _ => 36 + byte % 4,
    })
}

/// The columns of a key's bytes, one bit each.
pub(super) fn columns(key: &[u8]) -> u64 {
    key.iter().fold(0, |columns, byte| columns | 1 << column(*byte))
}

/// A text folded as keys are, and no longer than they are.
pub(super) fn folded(text: &str) -> Folded {
    let end = text.char_indices().nth(LONGEST).map_or(text.len(), |(end, _)| end);
    let mut folded = Fold::to_key().text(&text[..end]);
    folded.cut(LONGEST);
    folded
}

/// Appends the key of a text.
pub(super) fn push(text: &str, key: &mut Vec<u8>, codes: &mut Codes) {
    if text.is_ascii() {
        key.extend_from_slice(&text.as_bytes()[..text.len().min(LONGEST)]);
        return;
    }
    for c in folded(text).as_str().chars() {
        codes.note(c);
        key.push(byte(c));
    }
}

/// Which characters stand behind the bytes from 0x7f on.
#[derive(Clone, Debug)]
pub(super) struct Codes {
    /// For each byte from 0x7f on the first character that it stood for; NUL for none.
    owners: Box<[char; 129]>,
    /// Whether it stood for others too.
    shared: Box<[bool; 129]>,
}

impl Default for Codes {
    fn default() -> Self {
        Self { owners: Box::new(['\0'; 129]), shared: Box::new([false; 129]) }
    }
}

impl Codes {
    fn note(&mut self, c: char) {
        if c.is_ascii() {
            return;
        }
        let at = usize::from(byte(c) - OTHER);
        if self.owners[at] == '\0' {
            self.owners[at] = c;
        } else {
            self.shared[at] |= self.owners[at] != c;
        }
    }

    /// Whether nothing but this character has its byte.
    pub(super) fn is_exact(&self, c: char) -> bool {
        let at = usize::from(byte(c).saturating_sub(OTHER));
        // DEL itself is ASCII, and has the byte of all other signs.
        (c.is_ascii() && c != '\u{7f}') || (self.owners[at] == c && !self.shared[at])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> Vec<u8> {
        let mut key = Vec::new();
        push(text, &mut key, &mut Codes::default());
        key
    }

    #[test]
    fn a_key_has_one_byte_a_letter_and_keeps_capitals() {
        assert_eq!(key("Beyoncé – “Ça”"), b"Beyonce - \"Ca\"");
        assert_eq!(key("Россия").len(), 6);
        assert_eq!(key("Россия"), key("россия"));
        assert_eq!(key(&"ﬃ".repeat(600)).len(), LONGEST);
        assert_eq!(key(&"x".repeat(600)).len(), LONGEST);
    }

    #[test]
    fn letters_of_one_alphabet_have_bytes_of_their_own() {
        let mut codes = Codes::default();
        push("абвгдежзийклмнопрстуфхцчшщъыьэюяё", &mut Vec::new(), &mut codes);
        assert!("жя".chars().all(|c| codes.is_exact(c)));
        let twin = ('一'..='龠').find(|c| byte(*c) == byte('ж')).unwrap();
        assert!(!codes.is_exact(twin));
        push(&twin.to_string(), &mut Vec::new(), &mut codes);
        assert!(!codes.is_exact('ж') && codes.is_exact('я') && codes.is_exact('a'));
    }
}
