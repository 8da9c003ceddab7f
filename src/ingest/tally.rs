//! Bytes counted many at a time.

/// How many bytes are of a kind. Counting in bytes lets the compiler use vector instructions.
pub(super) fn count(bytes: &[u8], is: impl Fn(u8) -> bool) -> usize {
    let few = |chunk: &[u8]| chunk.iter().fold(0_u8, |count, byte| count + u8::from(is(*byte)));
    bytes.chunks(usize::from(u8::MAX)).map(|chunk| usize::from(few(chunk))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_bytes_are_counted_than_a_byte_can_count() {
        assert_eq!(count("ab".repeat(700).as_bytes(), |byte| byte == b'a'), 700);
        assert_eq!(count(b"", |_| true), 0);
    }
}
