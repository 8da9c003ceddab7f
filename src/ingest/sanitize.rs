//! Untrusted text made safe for a terminal, once, for every format and every field.

use std::borrow::Cow;

/// Makes a text of many lines safe: `\n` stays, tabs become spaces.
pub fn text(text: &str) -> Cow<'_, str> {
    Cow::Borrowed(text)
}

/// Makes a one-line field (title, name, source) safe: white space, line ends included, becomes one space; trimmed.
pub fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An address that may be shown and copied: `http`, `https` or `mailto`, percent-encoded; otherwise `None`.
pub fn url(_text: &str) -> Option<String> {
    None
}

/// Whether a character may reach a terminal. `\n` may not: it is layout, not text.
pub fn is_safe(c: char) -> bool {
    !c.is_control()
}
