//! A line of an article around what was found in it.

use std::ops::Range;

use super::fuzzy::merge;

/// The longest snippet, in characters, ellipses included.
pub const LONGEST: usize = 160;

/// How far a cut moves to fall between words, in characters. Scripts without spaces are cut anywhere.
const REACH: usize = 24;

/// A piece of a text on one line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// The piece, with `…` where it was cut off.
    pub text: String,
    /// Bytes of it that were found.
    pub marks: Vec<Range<usize>>,
}

impl Snippet {
    /// The piece of `text` around `hits`, whole characters of it in order. What doesn't fit is left out from the end.
    pub fn around(text: &str, hits: &[Range<usize>]) -> Self {
        let first = hits.first().map_or(0, |hit| hit.start);
        let room = LONGEST - 2;
        let last =
            hits.iter().map(|hit| hit.end).take_while(|end| chars(&text[first..*end]) <= room).last().unwrap_or(first);
        let spare = room - chars(&text[first..last]);
        let before = text[..first].chars().rev();
        // A third before, for what was said leads on; what is left over on one side goes to the other.
        let after = chars(&text[last..]);
        let lead = (spare / 3).max(spare.saturating_sub(after));
        let start = first - before.take(lead).map(char::len_utf8).sum::<usize>();
        let room = room - chars(&text[start..first]);
        let end = first + text[first..].chars().take(room).map(char::len_utf8).sum::<usize>();
        let start =
            start + if start == 0 { 0 } else { to_word(text[..start].chars().next_back(), text[start..first].chars()) };
        let back = if end == text.len() {
            0
        } else {
            to_word(text[end..].chars().next(), text[last.max(start)..end].chars().rev())
        };
        Self::one_line(text, start..end - back, hits)
    }

    fn one_line(text: &str, range: Range<usize>, hits: &[Range<usize>]) -> Self {
        let mut line = String::new();
        if !text[..range.start].trim().is_empty() {
            line.push('…');
        }
        let opening = line.len();
        let mut marks: Vec<Range<usize>> = Vec::new();
        let mut hits = hits.iter().filter(|hit| hit.start >= range.start).peekable();
        for (at, c) in text[range.clone()].char_indices() {
            let at = range.start + at;
            let from = line.len();
            if !c.is_whitespace() {
                line.push(c);
            } else if line.len() > opening && !line.ends_with(' ') {
                line.push(' ');
            }
            while hits.next_if(|hit| hit.end <= at).is_some() {}
            if hits.peek().is_some_and(|hit| hit.start <= at) && line.len() > from {
                marks.push(from..line.len());
            }
        }
        line.truncate(line.trim_end().len());
        let marks = marks.into_iter().filter(|mark| mark.end <= line.len()).collect();
        if !text[range.end..].trim().is_empty() {
            line.push('…');
        }
        Self { text: line, marks: merge(marks) }
    }
}

fn chars(text: &str) -> usize {
    text.chars().count()
}

/// How many bytes to give up for a cut to fall between words: `outside` is the character on the cut's other side,
/// `inside` what follows on this one.
fn to_word(outside: Option<char>, inside: impl Iterator<Item = char>) -> usize {
    if outside.is_none_or(char::is_whitespace) {
        return 0;
    }
    let mut bytes = 0;
    for c in inside.take(REACH) {
        if c.is_whitespace() {
            return bytes;
        }
        bytes += c.len_utf8();
    }
    0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn hits(text: &str, word: &str) -> Vec<Range<usize>> {
        text.match_indices(word).map(|(at, part)| at..at + part.len()).collect()
    }

    #[test]
    fn a_short_text_is_given_whole_on_one_line() {
        let text = "The ferry\n  ran aground.";
        let snippet = Snippet::around(text, &hits(text, "ran"));
        assert_eq!(snippet.text, "The ferry ran aground.");
        assert_eq!(snippet.marks.first(), Some(&(10..13)));
    }

    #[test]
    fn a_long_text_is_cut_between_words_around_the_hits() {
        let text = format!("{}the needle lies here {}", "before ".repeat(60), "after ".repeat(60));
        let snippet = Snippet::around(&text, &hits(&text, "needle"));
        assert!(snippet.text.starts_with("…before ") && snippet.text.ends_with(" after…"), "{}", snippet.text);
        assert!(chars(&snippet.text) <= LONGEST && chars(&snippet.text) > LONGEST - 20);
        assert_eq!(&snippet.text[snippet.marks[0].clone()], "needle");
    }

    #[test]
    fn room_that_one_side_does_not_need_goes_to_the_other() {
        let text = format!("{}needle", "before ".repeat(60));
        let snippet = Snippet::around(&text, &hits(&text, "needle"));
        assert!(chars(&snippet.text) > LONGEST - 20, "{}", snippet.text);
        assert!(snippet.text.ends_with("before needle"));
    }

    #[test]
    fn scripts_without_spaces_are_cut_anywhere() {
        let text = format!("{}針{}", "前".repeat(300), "後".repeat(300));
        let snippet = Snippet::around(&text, &hits(&text, "針"));
        assert!(chars(&snippet.text) <= LONGEST && chars(&snippet.text) > LONGEST - 5);
    }

    proptest! {
        #[test]
        fn marks_are_inside_the_line_and_the_line_is_short(text in "(\\PC|[an \n北é]){0,400}") {
            let snippet = Snippet::around(&text, &hits(&text, "n"));
            prop_assert!(chars(&snippet.text) <= LONGEST);
            prop_assert!(!snippet.text.contains('\n'));
            for mark in snippet.marks {
                prop_assert!(snippet.text.get(mark).is_some_and(|found| found.chars().all(|c| c == 'n')));
            }
        }
    }
}
