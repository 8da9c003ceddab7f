//! Bytes become text: byte order mark, UTF-8, what is declared, else what the bytes look like.

use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, WINDOWS_1252};

mod binary;
mod declared;
mod guess;
mod mislabelled;
mod utf_16;
mod utf_32;

pub use binary::is_binary;

/// A decoded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, with every line end as `\n`. Not yet sanitised.
    pub text: String,
    /// How many characters could not be read and became U+FFFD.
    pub unreadable: usize,
    /// The name of the encoding, when it is only a guess that may be wrong.
    pub guessed: Option<&'static str>,
}

impl Decoded {
    fn sure(text: String) -> Self {
        Self { text, unreadable: 0, guessed: None }
    }
}

/// Decodes a whole document that says nothing of its encoding.
pub fn decode(bytes: Vec<u8>) -> Decoded {
    decode_declared(bytes, None)
}

/// Decodes a whole document whose header or declaration gives its encoding this label.
///
/// A mark and UTF-8 are proof against any label, and so are bytes that don't fit it.
pub fn decode_declared(bytes: Vec<u8>, label: Option<&str>) -> Decoded {
    finished(characters(bytes, label.and_then(declared::by_label)))
}

/// Decodes a page or an XML document: by the label that came with it, else by what it declares itself.
pub fn decode_page(bytes: Vec<u8>, label: Option<&str>) -> Decoded {
    let encoding = label.and_then(declared::by_label).or_else(|| declared::prescan(&bytes));
    finished(characters(bytes, encoding))
}

fn finished(decoded: Decoded) -> Decoded {
    Decoded { text: mislabelled::restored(unify_line_ends(decoded.text)), ..decoded }
}

fn characters(mut bytes: Vec<u8>, declared: Option<&'static Encoding>) -> Decoded {
    if let Some(decoded) = utf_32::decode(&bytes) {
        return decoded;
    }
    match Encoding::for_bom(&bytes) {
        Some((encoding, mark)) if encoding == UTF_8 => {
            bytes.drain(..mark);
        }
        Some((encoding, mark)) => return legacy(encoding, &bytes[mark..]),
        None => {
            if let Some(encoding) = utf_16::unmarked(&bytes) {
                return legacy(encoding, &bytes);
            }
            if let Some(decoded) = iso_2022_jp(&bytes) {
                return decoded;
            }
        }
    }
    match String::from_utf8(bytes) {
        Ok(text) => {
            let guessed = is_shifted(&text).then(|| WINDOWS_1252.name());
            Decoded { guessed, ..Decoded::sure(text) }
        }
        Err(error) => not_utf_8(error.as_bytes(), declared.filter(|&encoding| encoding != UTF_8)),
    }
}

/// Whether an ASCII text is another one in disguise, in an encoding that no browser reads: HZ, ISO-2022-KR or -CN.
fn is_shifted(text: &str) -> bool {
    // Almost no text has their first signs, and looking for one byte is quick.
    let has = |byte: u8| memchr::memchr(byte, text.as_bytes()).is_some();
    let hz = || has(b'~') && text.matches("~{").take(3).count() == 3 && text.contains("~}");
    let iso = || has(0x1b) && text.contains("\u{1b}$)") && has(0xe);
    (hz() || iso()) && text.is_ascii()
}

/// Reads bytes that are no clean UTF-8, by what they are declared to be if they can be that.
fn not_utf_8(bytes: &[u8], declared: Option<&'static Encoding>) -> Decoded {
    let fitting = declared.map(|encoding| (encoding, legacy(encoding, bytes)));
    if let Some((encoding, decoded)) = &fitting
        && guess::is_multibyte(encoding)
        && is_little(decoded)
        && (guess::is_sure(encoding, &decoded.text) || !is_western(bytes))
    {
        return decoded.clone();
    }
    if let Some(decoded) = damaged_utf_8(bytes) {
        return decoded;
    }
    let guessed = guess::guess(bytes);
    let decoded = legacy(guessed, bytes);
    let sure = decoded.unreadable == 0 && guess::is_sure(guessed, &decoded.text);
    if let Some((encoding, fitting)) = fitting
        && !guess::is_multibyte(encoding)
        && fitting.unreadable <= decoded.unreadable
    {
        // A template's `charset` over another language's letters: they show in the wrong places.
        let contradicted = encoding != guessed
            && ((guess::is_multibyte(guessed) && sure)
                || (encoding == WINDOWS_1252 && !guess::is_western(&fitting.text)));
        if !contradicted {
            return fitting;
        }
    }
    Decoded { guessed: (!sure).then(|| guessed.name()), ..decoded }
}

/// Whether bytes look like a language of Western Europe, though they may be valid in another encoding.
fn is_western(bytes: &[u8]) -> bool {
    guess::guess(bytes) == WINDOWS_1252 && guess::is_western(&legacy(WINDOWS_1252, bytes).text)
}

/// Whether so little of a text could not be read that the rest is what it was written as.
fn is_little(decoded: &Decoded) -> bool {
    decoded.unreadable == 0
        || decoded.unreadable * 100 < decoded.text.chars().filter(|c| !c.is_ascii()).take(1 << 16).count()
}

/// UTF-8 with a few bad bytes, or cut off within a character. `None` when it is rather no UTF-8 at all.
fn damaged_utf_8(bytes: &[u8]) -> Option<Decoded> {
    // Letters of a legacy encoding seldom form a valid sequence, and damage is seldom.
    const PROOF: usize = 4;
    let mut good = 0;
    let mut bad = 0;
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            bad += 1;
            text.push(char::REPLACEMENT_CHARACTER);
        }
    }
    (good >= bad * PROOF).then_some(Decoded { text, unreadable: bad, guessed: None })
}

fn legacy(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    let unreadable = if damaged { count_unreadable(&text) } else { 0 };
    Decoded { text: text.into_owned(), unreadable, guessed: None }
}

fn count_unreadable(text: &str) -> usize {
    text.matches(char::REPLACEMENT_CHARACTER).count()
}

/// ISO-2022-JP is ASCII with escape sequences, so it has to be known before they are stripped.
fn iso_2022_jp(bytes: &[u8]) -> Option<Decoded> {
    // Almost no text has an ESC, and looking for one byte is quick.
    let shifts =
        memchr::memchr(0x1b, bytes).is_some() && bytes.windows(3).any(|three| matches!(three, b"\x1b$B" | b"\x1b$@"));
    if !shifts || !bytes.is_ascii() {
        return None;
    }
    let decoded = legacy(ISO_2022_JP, bytes);
    is_little(&decoded).then_some(decoded)
}

fn unify_line_ends(text: String) -> String {
    if memchr::memchr(b'\r', text.as_bytes()).is_some() { text.replace("\r\n", "\n").replace('\r', "\n") } else { text }
}

#[cfg(test)]
mod tests;
