//! Running text broken into the lines that look best together.

use std::ops::Range;

use textwrap::wrap_algorithms::{Penalties, wrap_first_fit, wrap_optimal_fit};

use super::fragment::{Fragment, fragments};
use super::hyphenation::hyphenated;
use super::width::{cluster_width, clusters};
use crate::article::Language;

/// One line's bytes of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Strip {
    /// Its first byte.
    pub start: usize,
    /// Where what it shows ends.
    pub ink_end: usize,
    /// Where the next line begins.
    pub end: usize,
    /// What is shown after the text.
    pub sign: &'static str,
}

/// A longer paragraph is filled line by line: weighing all its lines against each other takes memory in
/// proportion, and such a "paragraph" is data rather than prose.
const FIRST_FIT_FROM: usize = 64 * 1024;

/// textwrap lets a word stick out where that makes the other lines look better, at a price that a wide
/// measure can afford. Nothing may stick out of a terminal, so the price is beyond every gap.
const PENALTIES: Penalties = Penalties { overflow_penalty: 100_000_000, ..Penalties::new() };

/// The lines of `text[range]`, at most `measure` columns each. They tile the range; there is at least one.
///
/// Long words are parted by the rules of `language`.
pub(super) fn wrap(text: &str, range: Range<usize>, measure: usize, language: Option<Language>) -> Vec<Strip> {
    let mut strips = Vec::new();
    for (start, line, end) in source_lines(text, range.clone()) {
        let first = strips.len();
        wrap_line(line, start, measure, language, &mut strips);
        close(&mut strips, first, start, end);
    }
    if strips.is_empty() {
        close(&mut strips, 0, range.start, range.end);
    }
    strips
}

/// The lines of `text` as they are; those wider than `measure` are cut between clusters. They tile the text.
pub(super) fn cut_lines(text: &str, measure: usize) -> Vec<Strip> {
    let mut strips = Vec::new();
    for (start, line, end) in source_lines(text, 0..text.len()) {
        let first = strips.len();
        let ink = line.trim_end();
        let (mut from, mut taken) = (0, 0);
        for (at, cluster) in clusters(ink) {
            let columns = cluster_width(cluster);
            if taken + columns > measure && at > from {
                strips.push(Strip { start: start + from, ink_end: start + at, end: start + at, sign: "" });
                (from, taken) = (at, 0);
            }
            taken += columns;
        }
        strips.push(Strip { start: start + from, ink_end: start + ink.len(), end: start + ink.len(), sign: "" });
        close(&mut strips, first, start, end);
    }
    if strips.is_empty() {
        close(&mut strips, 0, 0, text.len());
    }
    strips
}

/// Every source line: where it starts, its text, and where the next one starts.
fn source_lines(text: &str, range: Range<usize>) -> impl Iterator<Item = (usize, &str, usize)> {
    let mut at = range.start;
    text.get(range).unwrap_or_default().split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line.strip_suffix('\n').unwrap_or(line), at)
    })
}

/// The last strip of a source line takes what is left of it; an empty source line is a line too.
fn close(strips: &mut Vec<Strip>, first: usize, start: usize, end: usize) {
    match strips.get_mut(first..).and_then(<[Strip]>::last_mut) {
        Some(last) => last.end = end,
        None => strips.push(Strip { start, ink_end: start, end, sign: "" }),
    }
}

fn wrap_line(line: &str, base: usize, measure: usize, language: Option<Language>, strips: &mut Vec<Strip>) {
    let fragments = hyphenated(fragments(line, measure), line, measure, language);
    for group in fit(&fragments, measure, line.len()) {
        if let [first, ..] = group
            && let [.., last] = group
        {
            strips.push(Strip {
                start: base + first.start,
                ink_end: base + last.ink_end,
                end: base + last.end,
                sign: last.sign,
            });
        }
    }
}

fn fit(fragments: &[Fragment], measure: usize, bytes: usize) -> Vec<&[Fragment]> {
    let widths = [f64::from(u32::try_from(measure).unwrap_or(u32::MAX))];
    if bytes <= FIRST_FIT_FROM
        && let Ok(lines) = wrap_optimal_fit(fragments, &widths, &PENALTIES)
        && lines.iter().all(|line| line.len() == 1 || line_width(line) <= measure)
    {
        return lines;
    }
    wrap_first_fit(fragments, &widths)
}

fn line_width(line: &[Fragment]) -> usize {
    let inside: usize = line.iter().map(|fragment| fragment.width + fragment.blank).sum();
    line.last().map_or(0, |last| inside - last.blank + last.sign.chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, measure: usize) -> Vec<String> {
        wrap(text, 0..text.len(), measure, None)
            .iter()
            .map(|strip| format!("{}{}", &text[strip.start..strip.ink_end], strip.sign))
            .collect()
    }

    #[test]
    fn lines_are_evened_out_over_the_paragraph() {
        let text = "To be, or not to be: that is the question";
        assert_eq!(shown(text, 10), ["To be,", "or not to", "be: that", "is the", "question"]);
    }

    #[test]
    fn white_space_at_a_lines_end_is_not_shown() {
        assert_eq!(shown("one   two", 4), ["one", "two"]);
        assert_eq!(shown("one   two  ", 80), ["one   two"]);
    }

    #[test]
    fn a_line_feed_ends_a_line() {
        assert_eq!(shown("a b\n\nc\n", 80), ["a b", "", "c"]);
        assert_eq!(shown("", 80), [""]);
    }

    #[test]
    fn a_word_is_never_let_out_of_a_wide_measure() {
        let text = format!("{} {} {}", "a".repeat(110), "b".repeat(90), "c".repeat(10));
        let lines = shown(&text, 200);
        assert!(lines.iter().all(|line| line.len() <= 200), "{lines:?}");
    }

    #[test]
    fn a_soft_hyphen_shows_where_the_line_ends() {
        assert_eq!(shown("the news\u{ad}paper", 9), ["the news\u{ad}-", "paper"]);
    }

    #[test]
    fn verbatim_lines_are_cut_where_the_measure_ends() {
        let text = "fn main() {\n    body();   \n}";
        let lines: Vec<_> = cut_lines(text, 8).iter().map(|strip| &text[strip.start..strip.ink_end]).collect();
        assert_eq!(lines, ["fn main(", ") {", "    body", "();", "}"]);
    }

    #[test]
    fn a_huge_paragraph_is_set_all_the_same() {
        let text = "paper ledger ".repeat(8000);
        let strips = wrap(&text, 0..text.len(), 66, None);
        assert_eq!(strips.last().map(|strip| strip.end), Some(text.len()));
        assert!(strips.iter().all(|strip| strip.ink_end - strip.start <= 66));
    }
}
