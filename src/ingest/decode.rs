//! Bytes become text: byte order mark, UTF-8, else what the bytes look like.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_16BE, UTF_16LE};

/// How much of a document is looked at to guess its encoding, in bytes.
const SAMPLE: usize = 1 << 20;

/// A decoded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, with every line end as `\n`. Not yet sanitised.
    pub text: String,
    /// How many characters could not be read and became U+FFFD.
    pub unreadable: usize,
}

/// Decodes a whole document.
pub fn decode(bytes: Vec<u8>) -> Decoded {
    let Decoded { text, unreadable } = characters(bytes);
    Decoded { text: unify_line_ends(text), unreadable }
}

fn characters(mut bytes: Vec<u8>) -> Decoded {
    if let Some(decoded) = utf_32(&bytes) {
        return decoded;
    }
    match Encoding::for_bom(&bytes) {
        Some((encoding, mark)) if encoding == encoding_rs::UTF_8 => {
            bytes.drain(..mark);
        }
        Some((encoding, mark)) => return legacy(encoding, &bytes[mark..]),
        None => {
            if let Some(encoding) = unmarked_utf_16(&bytes) {
                return legacy(encoding, &bytes);
            }
            if let Some(decoded) = iso_2022_jp(&bytes) {
                return decoded;
            }
        }
    }
    match String::from_utf8(bytes) {
        Ok(text) => Decoded { text, unreadable: 0 },
        Err(error) => {
            damaged_utf_8(error.as_bytes()).unwrap_or_else(|| legacy(guess(error.as_bytes()), error.as_bytes()))
        }
    }
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
    (good >= bad * PROOF).then_some(Decoded { text, unreadable: bad })
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(SAMPLE)], true);
    detector.guess(None, Utf8Detection::Deny)
}

fn legacy(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    let unreadable = if damaged { count_unreadable(&text) } else { 0 };
    Decoded { text: text.into_owned(), unreadable }
}

fn count_unreadable(text: &str) -> usize {
    text.matches(char::REPLACEMENT_CHARACTER).count()
}

/// ISO-2022-JP is ASCII with escape sequences, so it has to be known before they are stripped.
fn iso_2022_jp(bytes: &[u8]) -> Option<Decoded> {
    // Almost no text has an ESC, and looking for one byte is quick.
    let shifts = bytes.contains(&0x1b) && bytes.windows(3).any(|three| matches!(three, b"\x1b$B" | b"\x1b$@"));
    if !shifts || !bytes.is_ascii() {
        return None;
    }
    let (text, damaged) = ISO_2022_JP.decode_without_bom_handling(bytes);
    (!damaged).then(|| Decoded { text: text.into_owned(), unreadable: 0 })
}

/// UTF-16 without a mark, when it is mostly ASCII: every other byte is NUL, always on the same side.
fn unmarked_utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    const LEAST: usize = 8;
    let sample = &bytes[..bytes.len().min(4096) & !1];
    if sample.len() < LEAST {
        return None;
    }
    let units = sample.len() / 2;
    let written =
        |unit: &[u8], low: usize| unit[1 - low] == 0 && matches!(unit[low], b'\t' | b'\n' | b'\r' | b' '..=b'~');
    let count = |low: usize| sample.chunks_exact(2).filter(|unit| written(unit, low)).count();
    let mostly = |low: usize| count(low) * 10 >= units * 9;
    match (mostly(0), mostly(1)) {
        (true, _) => Some(UTF_16LE),
        (_, true) => Some(UTF_16BE),
        _ => None,
    }
}

/// UTF-32 with its mark; the web's encodings leave it out.
fn utf_32(bytes: &[u8]) -> Option<Decoded> {
    let read: fn([u8; 4]) -> u32 = match bytes.get(..4)? {
        [0xff, 0xfe, 0, 0] => u32::from_le_bytes,
        [0, 0, 0xfe, 0xff] => u32::from_be_bytes,
        _ => return None,
    };
    let mut unreadable = 0;
    let units = bytes[4..].chunks(4).map(|unit| unit.try_into().ok().map(read).and_then(char::from_u32));
    let text = units
        .map(|c| {
            c.unwrap_or_else(|| {
                unreadable += 1;
                char::REPLACEMENT_CHARACTER
            })
        })
        .collect();
    Some(Decoded { text, unreadable })
}

fn unify_line_ends(text: String) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text }
}

/// First bytes of files that are no text.
const SIGNS: &[&[u8]] = &[
    b"%PDF-",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ",
    b"7z\xbc\xaf\x27\x1c",
    b"\x28\xb5\x2f\xfd",
    b"Rar!\x1a",
    b"\x7fELF",
    b"\xca\xfe\xba\xbe",
    b"\xcf\xfa\xed\xfe",
    b"\0asm",
    b"SQLite format 3",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"ID3\x03",
    b"ID3\x04",
    b"OggS",
    b"fLaC",
    b"wOFF",
    b"wOF2",
];

/// Whether bytes that start with `head` are no text in any encoding.
pub fn is_binary(head: &[u8]) -> bool {
    if Encoding::for_bom(head).is_some() || head.starts_with(&[0, 0, 0xfe, 0xff]) {
        return false;
    }
    if SIGNS.iter().any(|sign| head.starts_with(sign)) {
        return true;
    }
    if head.contains(&0) {
        return unmarked_utf_16(head).is_none();
    }
    let controls = head.iter().filter(|&&byte| byte < b' ' && !matches!(byte, b'\t'..=b'\r' | 0x1b)).count();
    controls * 10 > head.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> String {
        let decoded = decode(bytes.to_vec());
        assert_eq!(decoded.unreadable, 0, "{}", decoded.text);
        decoded.text
    }

    fn utf_16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn utf_8_is_read_with_and_without_its_mark() {
        assert_eq!(text("naïve – 日本".as_bytes()), "naïve – 日本");
        assert_eq!(text("\u{feff}naïve".as_bytes()), "naïve");
    }

    #[test]
    fn utf_16_is_read_with_its_mark() {
        assert_eq!(text(&utf_16("\u{feff}Größe 日本", u16::to_le_bytes)), "Größe 日本");
        assert_eq!(text(&utf_16("\u{feff}Größe 日本", u16::to_be_bytes)), "Größe 日本");
    }

    #[test]
    fn utf_16_without_its_mark_is_known_by_its_nuls() {
        for unit in [u16::to_le_bytes, u16::to_be_bytes] {
            let bytes = utf_16("A plain English sentence, one café.", unit);
            assert!(!is_binary(&bytes));
            assert_eq!(text(&bytes), "A plain English sentence, one café.");
        }
    }

    #[test]
    fn utf_32_is_read_with_its_mark() {
        let bytes: Vec<u8> = "\u{feff}Tag 日".chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
        assert!(!is_binary(&bytes));
        assert_eq!(text(&bytes), "Tag 日");
    }

    #[test]
    fn legacy_encodings_are_guessed() {
        for (encoding, sample) in [
            (
                encoding_rs::WINDOWS_1252,
                "Die Größe der Straße überrascht die Bürger, sagte Müller – „völlig“ zu Recht.",
            ),
            (encoding_rs::SHIFT_JIS, "日本語の新聞は毎日発行されています。今日のニュースをお知らせします。"),
            (encoding_rs::EUC_JP, "日本語の新聞は毎日発行されています。今日のニュースをお知らせします。"),
            (encoding_rs::GBK, "今天的新闻报道说，天气很好，人们都出去散步了。"),
            (encoding_rs::BIG5, "今天的新聞報導說，天氣很好，人們都出去散步了。"),
            (encoding_rs::WINDOWS_1251, "Сегодня в газете написали о погоде и новостях спорта."),
            (encoding_rs::ISO_2022_JP, "日本語の新聞は毎日発行されています。"),
        ] {
            let (bytes, _, _) = encoding.encode(sample);
            assert_eq!(text(&bytes), sample, "{}", encoding.name());
        }
    }

    #[test]
    fn a_bad_byte_does_not_turn_utf_8_into_something_else() {
        let mut bytes = "Ein schöner Tag für Bäume".as_bytes().to_vec();
        bytes.push(0xff);
        let mut long = bytes.clone();
        long.extend("ÄÖÜäöü".as_bytes());
        let decoded = decode(long);
        assert_eq!(decoded.text, "Ein schöner Tag für Bäume\u{fffd}ÄÖÜäöü");
        assert_eq!(decoded.unreadable, 1);
    }

    #[test]
    fn line_ends_are_unified() {
        assert_eq!(text(b"a\r\nb\rc\nd"), "a\nb\nc\nd");
    }

    #[test]
    fn known_binaries_and_nuls_are_no_text() {
        for bytes in [
            &b"%PDF-1.7\nabc"[..],
            b"\x89PNG\r\n\x1a\n",
            b"PK\x03\x04abc",
            b"\x1f\x8b\x08",
            b"\x7fELF\x02",
            b"words\0words",
        ] {
            assert!(is_binary(bytes), "{bytes:?}");
        }
        for bytes in [&b""[..], b"Plain words", "日本".as_bytes(), b"\x1b[31mred\x1b[0m", b"Gr\xf6\xdfe"] {
            assert!(!is_binary(bytes), "{bytes:?}");
        }
    }
}
