//! The start of a text, for rules that must not walk the whole of a long one.

/// The longest start of `text` of at most `most` bytes that ends between characters.
pub(super) fn prefix(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
