//! The promises of the module above.

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
        (encoding_rs::WINDOWS_1252, "Die Größe der Straße überrascht die Bürger, sagte Müller – „völlig“ zu Recht."),
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
