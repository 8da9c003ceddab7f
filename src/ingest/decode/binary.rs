//! What is no text at all, told by its first bytes.

use encoding_rs::Encoding;

use super::utf_16;
use crate::ingest::tally;

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

/// One NUL in so many bytes is damage in a text.
const STRAY: usize = 100;

/// Whether bytes that start with `head` are no text in any encoding.
pub fn is_binary(head: &[u8]) -> bool {
    if Encoding::for_bom(head).is_some() || head.starts_with(&[0, 0, 0xfe, 0xff]) {
        return false;
    }
    if SIGNS.iter().any(|sign| head.starts_with(sign)) {
        return true;
    }
    let nuls = tally::count(head, |byte| byte == 0);
    if nuls > 0 {
        return nuls * STRAY > head.len() && utf_16::unmarked(head).is_none();
    }
    // Backspaces print one letter over another, as manual pages do.
    let controls = tally::count(head, |byte| (byte < b' ') & !matches!(byte, 8..=b'\r' | 0x1b));
    controls * 10 > head.len()
}
