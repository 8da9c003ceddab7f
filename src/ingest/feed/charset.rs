//! The encoding of XML: what its bytes are, else what it declares, else a guess.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::super::{Head, decode};

/// How far into an input its XML declaration may stand, in bytes.
const DECLARATION: usize = 1 << 10;

/// Signs of encodings in which `<` is no byte of its own, each with the mark that [`decode::decode`] knows.
const WIDE: &[(&[u8], &[u8])] = &[
    (b"\xff\xfe", b""),
    (b"\xfe\xff", b""),
    (b"\0\0\xfe\xff", b""),
    (b"<\0\0\0", b"\xff\xfe\0\0"),
    (b"\0\0\0<", b"\0\0\xfe\xff"),
    (b"<\0", b"\xff\xfe"),
    (b"\0<", b"\xfe\xff"),
];

/// Whether bytes must be decoded before tags can be found in them: UTF-16, UTF-32 and ISO-2022-JP.
pub(super) fn is_wide(start: &[u8]) -> bool {
    let shifted = memchr::memchr(0x1b, start).is_some();
    wide_mark(start).is_some() || shifted && start.windows(3).any(|three| matches!(three, b"\x1b$B" | b"\x1b$@"))
}

/// Decodes a whole input that [`is_wide`].
pub(super) fn decode_wide(bytes: Vec<u8>) -> String {
    let mark = wide_mark(&bytes).unwrap_or_default();
    decode::decode(if mark.is_empty() { bytes } else { [mark, &bytes].concat() }).text
}

/// The first bytes of an input as text, whatever they are.
pub(super) fn head<'a>(head: &'a Head<'_>) -> Cow<'a, str> {
    if !is_wide(head.bytes) {
        return Cow::Borrowed(&head.text);
    }
    Cow::Owned(decode_wide(head.bytes[..head.bytes.len() & !3].to_vec()))
}

fn wide_mark(start: &[u8]) -> Option<&'static [u8]> {
    WIDE.iter().find(|(sign, _)| start.starts_with(sign)).map(|(_, mark)| *mark)
}

/// How the pieces of one input are decoded.
pub(super) struct Charset {
    declared: Option<&'static Encoding>,
    guessed: &'static Encoding,
}

/// A decoded piece.
pub(super) struct Text {
    pub(super) text: String,
    /// How many characters could not be read.
    pub(super) unreadable: usize,
    /// The encoding, if it is only a guess.
    pub(super) guessed: Option<&'static str>,
}

impl Charset {
    /// Tells it from the start of the input, the more the better.
    pub(super) fn of(start: &[u8]) -> Self {
        // What declares a wide encoding in plain bytes is wrong.
        let declared = declared(start).filter(|encoding| ![UTF_8, UTF_16LE, UTF_16BE].contains(encoding));
        Self { declared, guessed: guess(start) }
    }

    /// Decodes one piece. Valid UTF-8 is UTF-8 whatever was declared: no other text looks like it.
    pub(super) fn decode(&self, bytes: &[u8]) -> Text {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        if let Ok(text) = std::str::from_utf8(bytes) {
            return Text { text: text.to_owned(), unreadable: 0, guessed: None };
        }
        if is_damaged_utf_8(bytes) {
            return counted(String::from_utf8_lossy(bytes).into_owned(), None);
        }
        let encoding = self.declared.unwrap_or(self.guessed);
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        counted(text.into_owned(), self.declared.is_none().then(|| encoding.name()))
    }
}

fn counted(text: String, guessed: Option<&'static str>) -> Text {
    let unreadable = text.matches(char::REPLACEMENT_CHARACTER).count();
    Text { text, unreadable, guessed }
}

/// Letters of another encoding seldom form a valid sequence, and damage is seldom.
fn is_damaged_utf_8(bytes: &[u8]) -> bool {
    const PROOF: usize = 4;
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good >= bad * PROOF
}

/// The encoding that `<?xml … encoding="…"?>` names.
fn declared(start: &[u8]) -> Option<&'static Encoding> {
    let start = String::from_utf8_lossy(&start[..start.len().min(DECLARATION)]).to_ascii_lowercase();
    let (_, declaration) = start.split_once("<?xml")?;
    let declaration = declaration.split('>').next()?;
    let (_, value) = declaration.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    Encoding::for_label(value.split(['"', '\'', '?', ' ']).next()?.as_bytes())
}

fn guess(start: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(start, true);
    detector.guess(None, Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(declaration: &str, bytes: &[u8]) -> Text {
        Charset::of(declaration.as_bytes()).decode(bytes)
    }

    #[test]
    fn a_declared_encoding_is_believed_unless_the_bytes_are_utf_8() {
        let latin = "<?xml version='1.0' encoding='ISO-8859-1'?>";
        assert_eq!(text(latin, b"Gr\xfc\xdfe").text, "Grüße");
        assert_eq!(text(latin, "Grüße".as_bytes()).text, "Grüße");
        assert_eq!(text("<?xml encoding = \"windows-1251\" ?>", b"\xcf\xf0\xe8\xe2\xe5\xf2").text, "Привет");
        assert_eq!(text("<?xml encoding='utf-16'?>", b"plain").text, "plain");
        assert_eq!(text(latin, b"Gr\xfc\xdfe").guessed, None);
    }

    #[test]
    fn an_undeclared_encoding_is_guessed_from_more_than_one_piece() {
        let (all, _, _) = encoding_rs::WINDOWS_1251.encode("Сегодня в газете написали о погоде и новостях спорта");
        let piece = Charset::of(&all).decode(b"\xcf\xf0\xe8\xe2\xe5\xf2");
        assert_eq!((piece.text.as_str(), piece.guessed), ("Привет", Some("windows-1251")));
    }

    #[test]
    fn a_bad_byte_in_utf_8_is_counted() {
        let damaged = ["äöüäöü".as_bytes(), b"\xff"].concat();
        let piece = text("<?xml encoding='iso-8859-1'?>", &damaged);
        assert_eq!((piece.text.as_str(), piece.unreadable), ("äöüäöü\u{fffd}", 1));
    }

    #[test]
    fn wide_encodings_are_known_with_and_without_their_marks() {
        let wide = |unit: fn(u32) -> Vec<u8>| "<rss>é</rss>".chars().flat_map(|c| unit(u32::from(c))).collect();
        let units: [fn(u32) -> Vec<u8>; 4] = [
            |c| c.to_le_bytes().to_vec(),
            |c| c.to_be_bytes().to_vec(),
            |c| c.to_le_bytes()[..2].to_vec(),
            |c| c.to_be_bytes()[2..].to_vec(),
        ];
        for unit in units {
            let bytes: Vec<u8> = wide(unit);
            assert!(is_wide(&bytes));
            assert_eq!(decode_wide(bytes), "<rss>é</rss>");
        }
        assert!(!is_wide(b"<rss>"));
    }
}
