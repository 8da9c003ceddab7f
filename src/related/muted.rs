//! Reasons that a reader has muted: words that say nothing in this archive.

use super::draft::short;
use super::terms::{is_stop_word, is_term, name, words};

/// Terms that bring no article near another one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Muted(Vec<u32>);

impl Muted {
    /// The terms of these reasons, each spelled as a relation gives it.
    pub fn of<'a>(reasons: impl IntoIterator<Item = &'a str>) -> Self {
        let mut terms = Vec::new();
        for reason in reasons {
            for word in words(reason).filter(|word| is_term(reason, word)) {
                let name = name(&reason[word.range]);
                if !is_stop_word(name) {
                    terms.push(short(name));
                }
            }
        }
        terms.sort_unstable();
        Self(terms)
    }

    /// Whether the term of this short name is one of them.
    pub(super) fn has(&self, term: u32) -> bool {
        self.0.binary_search(&term).is_ok()
    }
}
