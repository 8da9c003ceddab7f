//! Finding a needle in one article.

use std::ops::Range;

use super::fold::{Fold, Folded};

/// What is looked for, letter by letter. Case and accents count as [`Fold::for_pattern`] says, and white space
/// stands for any run of white space.
#[derive(Clone, Debug)]
pub struct Needle {
    folded: String,
    fold: Fold,
}

impl Needle {
    /// A needle as it was typed; `None` when there is nothing to look for.
    pub fn new(typed: &str) -> Option<Self> {
        let fold = Fold::for_pattern(typed);
        let folded = Spaced::of(&fold.text(typed)).text;
        (!folded.trim().is_empty()).then_some(Self { folded, fold })
    }

    /// Every place in a text, in order; none overlaps another.
    pub fn find(&self, text: &str) -> Vec<Range<usize>> {
        let folded = self.fold.text(text);
        let spaced = Spaced::of(&folded);
        let mut found: Vec<Range<usize>> = Vec::new();
        for (start, part) in spaced.text.match_indices(&self.folded) {
            let range = spaced.origin(start..start + part.len());
            if folded.is_end(range.end) {
                let origin = folded.origin(range);
                // Two letters of one ligature are one place.
                if found.last().is_none_or(|last| last.end <= origin.start) {
                    found.push(origin);
                }
            }
        }
        found
    }
}

/// A folded text with every run of white space made one space.
struct Spaced {
    text: String,
    /// Where the text was shortened: from this byte on, so many bytes were left out. In order.
    cuts: Vec<(usize, usize)>,
}

impl Spaced {
    fn of(folded: &Folded) -> Self {
        let folded = folded.as_str();
        let mut text = String::with_capacity(folded.len());
        let mut cuts = Vec::new();
        let mut rest = folded;
        while let Some(space) = rest.find(char::is_whitespace) {
            let after = rest[space..].trim_start();
            text.push_str(&rest[..space]);
            text.push(' ');
            let gone = folded.len() - after.len() - text.len();
            if cuts.last().map_or(0, |(_, gone)| *gone) != gone {
                cuts.push((text.len(), gone));
            }
            rest = after;
        }
        text.push_str(rest);
        Self { text, cuts }
    }

    /// The bytes of the folded text that a range came from.
    fn origin(&self, range: Range<usize>) -> Range<usize> {
        let origin = |at: usize| {
            let cut = self.cuts.partition_point(|(from, _)| *from <= at);
            at + cut.checked_sub(1).map_or(0, |cut| self.cuts[cut].1)
        };
        origin(range.start)..origin(range.end)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn find<'a>(needle: &str, text: &'a str) -> Vec<&'a str> {
        Needle::new(needle).unwrap().find(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn case_and_accents_count_only_when_they_are_typed() {
        let text = "Jose, José, JOSE\u{301}, jose";
        assert_eq!(find("jose", text), ["Jose", "José", "JOSE\u{301}", "jose"]);
        assert_eq!(find("José", text), ["José"]);
        assert_eq!(find("Jose", text), ["Jose", "José"]);
        assert_eq!(find("é", text), ["é", "E\u{301}"]);
    }

    #[test]
    fn white_space_matches_any_run_of_it() {
        assert_eq!(
            find("north korea", "North\n  Korea, north\u{a0}korea, northkorea"),
            ["North\n  Korea", "north\u{a0}korea"]
        );
        assert_eq!(find("a ", "a   b"), ["a   "]);
    }

    #[test]
    fn places_do_not_overlap() {
        assert_eq!(find("aa", "aaaaa").len(), 2);
        assert_eq!(find("s", "ß"), ["ß"]);
    }

    #[test]
    fn curly_quotes_are_found_by_plain_ones() {
        assert_eq!(find("can't", "They can’t."), ["can’t"]);
    }

    #[test]
    fn blank_needles_are_none() {
        assert!(Needle::new("").is_none() && Needle::new(" \n").is_none() && Needle::new("\u{ad}").is_none());
    }

    fn naive(needle: &str, text: &str) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut at = 0;
        while at + needle.len() <= text.len() {
            if text[at..at + needle.len()].eq_ignore_ascii_case(needle) {
                found.push(at..at + needle.len());
                at += needle.len();
            } else {
                at += 1;
            }
        }
        found
    }

    proptest! {
        #[test]
        fn finding_in_plain_text_equals_trying_every_place(needle in "[abc.]{1,3}", text in "[abcABC. ]{0,60}") {
            prop_assert_eq!(Needle::new(&needle).unwrap().find(&text), naive(&needle, &text));
        }

        #[test]
        fn places_are_whole_characters_in_order(needle in "[aesß é’]{1,3}", text in "([aAeEsß é’e\u{301} \n\u{a0}\u{ad}]|\\PC)*") {
            if let Some(needle) = Needle::new(&needle) {
                let mut last = 0;
                for range in needle.find(&text) {
                    prop_assert!(range.start >= last && range.start < range.end);
                    prop_assert!(text.get(range.clone()).is_some());
                    last = range.end;
                }
            }
        }
    }
}
