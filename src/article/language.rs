//! The language of an article, as its ISO 639-1 code.

use std::fmt;

use serde::Serialize;

/// A language by its two-letter code (ISO 639-1), such as `de`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Language([u8; 2]);

impl Language {
    /// The language of a code, in either case, with or without a region (`pt-BR`, `zh_Hant`).
    pub fn of(code: &str) -> Option<Self> {
        let code = code.trim();
        let end = code.find(['-', '_', '.']).unwrap_or(code.len());
        match *code.as_bytes().get(..end)? {
            [first, second] if first.is_ascii_alphabetic() && second.is_ascii_alphabetic() => {
                Some(Self([first.to_ascii_lowercase(), second.to_ascii_lowercase()]))
            }
            _ => None,
        }
    }

    /// The code, in lower case.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("??")
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Language {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_with_and_without_its_region() {
        for code in ["de", "DE", "de-AT", "de_CH.UTF-8", " de "] {
            assert_eq!(Language::of(code).map(|language| language.to_string()).as_deref(), Some("de"), "{code}");
        }
        for none in ["", "d", "deu", "German", "-de", "日本"] {
            assert_eq!(Language::of(none), None, "{none}");
        }
    }
}
