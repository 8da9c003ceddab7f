//! UTF-16 without its mark, told by what its units are.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

/// How much is looked at, in bytes.
const SAMPLE: usize = 4096;

/// The byte order of text in UTF-16; `None` for anything else.
pub(super) fn unmarked(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE) & !1];
    // Blanks, line ends, digits or signs of ASCII stand in every text, and have a NUL for one half.
    memchr::memchr(0, sample)?;
    let units = |read: fn([u8; 2]) -> u16| {
        let units = sample.chunks_exact(2).filter_map(|unit| unit.try_into().ok()).map(read).collect::<Vec<u16>>();
        is_text(&units)
    };
    match (units(u16::from_le_bytes), units(u16::from_be_bytes)) {
        (true, false) => Some(UTF_16LE),
        (false, true) => Some(UTF_16BE),
        _ => None,
    }
}

fn is_text(units: &[u16]) -> bool {
    /// Fewer prove nothing, unless they are all ASCII.
    const FEW: usize = 24;
    let ascii = |unit: &&u16| matches!(**unit, 0x09 | 0x0a | 0x0d | 0x20..=0x7e);
    let written = units.iter().filter(ascii).count();
    if units.len() >= 4 && written * 10 >= units.len() * 9 {
        return true;
    }
    // The last character may be cut in two.
    let whole =
        if units.last().is_some_and(|unit| (0xd800..0xdc00).contains(unit)) { units.len() - 1 } else { units.len() };
    let mut letters = 0;
    let mut blanks = 0;
    for c in char::decode_utf16(units[..whole].iter().copied()) {
        match c {
            Ok(' ' | '\n' | '\r' | '\t' | '、' | '。' | '\u{3000}' | '，') => blanks += 1,
            Ok(c) if c.is_alphanumeric() => letters += 1,
            Ok(c)
                if c.is_control() || matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fdd0}'..='\u{fdef}' | '\u{fffe}'..) =>
            {
                return false;
            }
            Ok(_) => {}
            Err(_) => return false,
        }
    }
    units.len() >= FEW && blanks * 100 >= units.len() && (letters + blanks) * 10 >= units.len() * 8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn text_of_any_script_is_known_in_both_orders() {
        for text in [
            "A plain English sentence, one café.",
            "Сегодня в газете написали о погоде и новостях спорта.",
            "今天的新闻报道说，天气很好，一些人都出去散步了。\n他们一早就出门了。",
            "Η εφημερίδα έγραψε σήμερα για τον καιρό.",
        ] {
            assert_eq!(unmarked(&written(text, u16::to_le_bytes)), Some(UTF_16LE), "{text}");
            assert_eq!(unmarked(&written(text, u16::to_be_bytes)), Some(UTF_16BE), "{text}");
        }
    }

    #[test]
    fn other_bytes_are_not_taken_for_it() {
        let table: Vec<u8> = (0..400u32).flat_map(u32::to_le_bytes).collect();
        let noise: Vec<u8> = (0..4000u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        for bytes in [&b"words\0words"[..], b"\0\0\0\0\0\0\0\0\0\0", &table, &noise, b"a\0", b"", "日本語".as_bytes()]
        {
            assert_eq!(unmarked(bytes), None, "{bytes:?}");
        }
    }
}
