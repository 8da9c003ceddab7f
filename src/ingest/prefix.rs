//! The start and the lines of a text, for rules that must not take long over a long one.

/// The longest start of `text` of at most `most` bytes that ends between characters.
pub(super) fn prefix(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The lines of a text, as [`str::lines`] gives them, found many bytes at a time.
pub(super) fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut start = 0;
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).chain((!text.ends_with('\n')).then_some(text.len()));
    ends.filter(|end| *end > 0 || !text.is_empty()).map(move |end| {
        let line = &text[start..end];
        start = end + 1;
        if end < text.len() { line.strip_suffix('\r').unwrap_or(line) } else { line }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_those_of_the_standard_library() {
        for text in ["", "\n", "one", "one\n", "one\r\n\r\ntwo\r", "\n\none\n\n"] {
            assert!(lines(text).eq(text.lines()), "{text:?}");
        }
    }
}
