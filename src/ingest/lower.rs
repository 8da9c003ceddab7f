//! Names and words in lower case, for looking them up.

/// What `read` makes of `text` in lower case. Most of what is looked up is short and ASCII: that is not copied to
/// the heap.
pub(super) fn with<R>(text: &str, read: impl FnOnce(&str) -> R) -> R {
    const LONGEST: usize = 64;
    let mut buffer = [0; LONGEST];
    if let Some(lower) = buffer.get_mut(..text.len()).filter(|_| text.is_ascii()) {
        lower.copy_from_slice(text.as_bytes());
        lower.make_ascii_lowercase();
        if let Ok(lower) = std::str::from_utf8(lower) {
            return read(lower);
        }
    }
    read(&text.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_lowered_as_the_standard_library_does() {
        let long = "A Very Long NAME ".repeat(9);
        for text in ["", "Ann LEE", "ÉTÉ", "ΣΊΣΥΦΟΣ", &long] {
            assert_eq!(with(text, str::to_owned), text.to_lowercase());
        }
    }
}
