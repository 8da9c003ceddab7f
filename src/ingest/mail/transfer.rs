//! The bytes of a part as they were before the mail: transfer encodings undone, characters read.

use std::borrow::Cow;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use encoding_rs::{Encoding, UTF_8};
use mail_parser::decoders::charsets::map::charset_decoder;

use crate::ingest::decode::{self, Decoded};

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// Undoes a transfer encoding. What breaks its rules stays as it is.
pub(super) fn decoded<'a>(body: &'a [u8], encoding: &str) -> Cow<'a, [u8]> {
    match encoding.trim().trim_end_matches(';').to_ascii_lowercase().as_str() {
        "base64" => Cow::Owned(base64(body)),
        "quoted-printable" => Cow::Owned(quoted_printable(body)),
        _ => Cow::Borrowed(body),
    }
}

/// How many bytes a part holds, without decoding it.
pub(super) fn size(body: &[u8], encoding: &str) -> usize {
    if encoding.trim().eq_ignore_ascii_case("base64") {
        body.iter().filter(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/')).count() * 3 / 4
    } else {
        body.len()
    }
}

/// Base64 with line ends and other bytes that don't belong to it; padding ends one piece of it, not the whole.
pub(super) fn base64(body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(body.len() / 4 * 3);
    for piece in body.split(|byte| *byte == b'=') {
        let mut letters: Vec<u8> =
            piece.iter().copied().filter(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/')).collect();
        // A letter alone is no byte: the part was cut off.
        if letters.len() % 4 == 1 {
            letters.pop();
        }
        bytes.extend(BASE64.decode(letters).unwrap_or_default());
    }
    bytes
}

/// Quoted-printable. A `=` that encodes nothing is one.
pub(super) fn quoted_printable(body: &[u8]) -> Vec<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut bytes = Vec::with_capacity(body.len());
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        let text = line.trim_ascii_end();
        let soft = text.ends_with(b"=") && line.ends_with(b"\n");
        // Blanks before a line end were put there on the way; without one they belong to a word.
        let mut rest = if soft {
            &text[..text.len() - 1]
        } else if line.ends_with(b"\n") {
            text
        } else {
            line
        };
        while let Some((&byte, after)) = rest.split_first() {
            rest = after;
            match (byte, after) {
                (b'=', [high, low, after @ ..]) => match (digit(*high), digit(*low)) {
                    (Some(high), Some(low)) => {
                        bytes.push(high << 4 | low);
                        rest = after;
                    }
                    _ => bytes.push(byte),
                },
                _ => bytes.push(byte),
            }
        }
        if !soft && line.ends_with(b"\n") {
            bytes.push(b'\n');
        }
    }
    bytes
}

/// Reads characters in the charset that a part names, unless the bytes show another.
pub(super) fn characters(bytes: Vec<u8>, charset: Option<&str>) -> Decoded {
    let label = charset.map(|label| label.trim_matches(['"', '\'', ' '])).unwrap_or_default();
    let encoding = Encoding::for_label(label.as_bytes());
    let unsaid = matches!(label.to_ascii_lowercase().as_str(), "" | "us-ascii" | "ascii" | "unknown-8bit" | "8bit");
    // Text in a charset of one byte is hardly ever UTF-8 by chance; that of UTF-7 and ISO-2022 always is.
    let is_utf_8 = || !bytes.is_ascii() && std::str::from_utf8(&bytes).is_ok();
    if unsaid || encoding == Some(UTF_8) || is_utf_8() {
        return decode::decode(bytes);
    }
    let text = match (encoding, charset_decoder(label.as_bytes())) {
        (Some(encoding), _) => encoding.decode_with_bom_removal(&bytes).0.into_owned(),
        (None, Some(decoder)) => decoder(&bytes),
        (None, None) => return decode::decode(bytes),
    };
    let unreadable = text.matches(char::REPLACEMENT_CHARACTER).count();
    Decoded { text: text.replace("\r\n", "\n").replace('\r', "\n"), unreadable, guessed: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transfer_encodings_are_undone_however_damaged() {
        assert_eq!(quoted_printable(b"caf=E9 =3D=\nx  \r\ny=ZZ ="), b"caf\xe9 =x\ny=ZZ =");
        assert_eq!(base64(b"Y2Fm\r\n Zm\x00Vl"), b"caffee");
        assert_eq!(base64(b"YQ==YmM="), b"abc");
        assert_eq!(base64(b"Y2FmZ"), b"caf");
        assert_eq!(size(b"Y2Fm\nZmVl\n", "BASE64"), 6);
    }

    #[test]
    fn a_lying_or_missing_charset_is_found_out() {
        let read = |bytes: &[u8], charset| characters(bytes.to_vec(), charset).text;
        assert_eq!(read("Größe".as_bytes(), Some("iso-8859-1")), "Größe");
        assert_eq!(read(b"Gr\xf6\xdfe", Some("ISO-8859-1")), "Größe");
        assert_eq!(read(b"Die Gr\xf6\xdfe der Stra\xdfe", Some("us-ascii")), "Die Größe der Straße");
        assert_eq!(read(b"\x1b$BF|K\\\x1b(B", None), "日本");
        assert_eq!(read(b"a+AOk-b", Some("utf-7")), "aéb");
    }
}
