//! UTF-32 with its mark.

use super::Decoded;

/// UTF-32 with its mark; the web's encodings leave it out.
pub(super) fn decode(bytes: &[u8]) -> Option<Decoded> {
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
    Some(Decoded { text, unreadable, guessed: None })
}
