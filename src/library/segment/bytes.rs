//! Numbers and pieces of a byte string, each checked against its end; numbers are little endian.

/// The `N` bytes at an offset.
fn array<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..at.checked_add(N)?)?.try_into().ok()
}

/// The number of four bytes at an offset.
pub fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    array(bytes, at).map(u32::from_le_bytes)
}

/// The number of eight bytes at an offset.
pub fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    array(bytes, at).map(u64::from_le_bytes)
}

/// So many bytes from an offset on.
pub fn piece(bytes: &[u8], at: u64, len: u64) -> Option<&[u8]> {
    let start = usize::try_from(at).ok()?;
    bytes.get(start..start.checked_add(usize::try_from(len).ok()?)?)
}

/// The text of so many bytes from an offset on.
pub fn text(bytes: &[u8], at: u64, len: u64) -> Option<&str> {
    std::str::from_utf8(piece(bytes, at, len)?).ok()
}

/// The record of this number among records of `size` bytes.
pub fn record(bytes: &[u8], size: usize, number: u32) -> Option<&[u8]> {
    let start = size.checked_mul(number as usize)?;
    bytes.get(start..start.checked_add(size)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_beyond_the_end_is_nothing() {
        let bytes = [1, 0, 0, 0, 2, 0, 0, 0];
        assert_eq!((u32_at(&bytes, 4), u32_at(&bytes, 5), u64_at(&bytes, 0)), (Some(2), None, Some(0x2_0000_0001)));
        assert_eq!(
            (u32_at(&bytes, usize::MAX), piece(&bytes, u64::MAX, 1), piece(&bytes, 1, u64::MAX)),
            (None, None, None)
        );
        assert_eq!((record(&bytes, 4, 1), record(&bytes, 4, 2)), (Some(&bytes[4..]), None));
        assert_eq!(text(&[0xff], 0, 1), None);
    }
}
