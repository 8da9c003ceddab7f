//! Litter of the page that a text was taken from: whole lines that belong to no story.

use std::cell::OnceCell;

use super::phrase;
use known::{COUNTED, STARTS};
use lines::LINES;

mod known;
mod lines;

/// The most a known line is longer than its words: signs, a count of shares. In bytes.
const LONGEST: usize = 90;

/// Nothing known is longer, and most paragraphs are. In bytes.
const LIMIT: usize = 1200;

/// Whether a whole line is litter. A sentence of a story never is.
pub(in crate::ingest) fn is_litter(line: &str) -> bool {
    let line = line.trim();
    if line.is_empty() || line.len() > LIMIT {
        return false;
    }
    let begins = || {
        let first = phrase::first(line);
        // Counted only where the first letter fits, not for what is too long however wide its characters are, and once.
        let count = OnceCell::new();
        let fits = |limit: usize| {
            let counted = || *count.get_or_init(|| line.chars().count()) <= limit;
            line.len() <= limit || line.len() <= limit * 4 && counted()
        };
        let known = |&&(_, limit, phrases): &&(char, usize, &[&str])| {
            fits(limit) && phrases.iter().any(|start| phrase::begins(line, start))
        };
        let at = STARTS.partition_point(|(letter, ..)| Some(*letter) < first);
        STARTS[at..].iter().take_while(|(letter, ..)| Some(*letter) == first).find(known).is_some()
    };
    let whole = || {
        let bare = line.trim_matches(|c: char| !c.is_alphanumeric() && c != '+');
        let first = phrase::first(bare);
        phrase::starting(LINES, first).any(|known| phrase::is(bare, known)) || is_counted(bare)
    };
    (line.len() <= LONGEST && whole() || begins()) && !line.contains('\n')
}

/// `12 comments`, `1,204 shares`, `3コメント`
fn is_counted(bare: &str) -> bool {
    let what = bare.trim_start_matches(|c: char| c.is_ascii_digit() || ".,kK".contains(c));
    bare.starts_with(|c: char| c.is_ascii_digit()) && is_count_word(what.trim_start())
}

/// Whether a word says what a count below a story counts.
pub(super) fn is_count_word(word: &str) -> bool {
    COUNTED.iter().any(|known| phrase::is(word, known))
}

/// Litter at the end of a longer line, put there by a dump that lost the line's break: where it starts.
pub(super) fn glued(text: &str) -> Option<usize> {
    const WIDGETS: &[&str] =
        &["The following two tabs change content below.", "Story Continued Below", "Continue reading the main story"];
    let within = |widget: &&&str| !text.starts_with(**widget);
    let begins = |at: usize| matches!(text.as_bytes()[at..], [b'T', b'h', ..] | [b'S', b't', ..] | [b'C', b'o', ..]);
    // They are told by their capitals, which are rarer than what any search would look for.
    memchr::memchr3_iter(b'T', b'S', b'C', text.as_bytes())
        .filter(|&at| begins(at))
        .find(|&at| WIDGETS.iter().filter(within).any(|widget| text.as_bytes()[at..].starts_with(widget.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_litter_is_known_as_a_whole_line() {
        for line in [
            "The following two tabs change content below.",
            "Story Continued Below",
            "Story continues below advertisement",
            "Share this:",
            "Tweet",
            "Advertisement",
            "Click to share on Facebook (Opens in new window)",
            "Sign up for our newsletter and never miss a story",
            "Read more: Why the bridge was closed",
            "Related Articles",
            "12 comments",
            "1,204 Shares",
            "We use cookies to make this site better.",
            "* Advertisement *",
        ] {
            assert!(is_litter(line), "{line}");
        }
    }

    #[test]
    fn tables_are_in_the_order_of_their_letters() {
        assert!(STARTS.is_sorted_by_key(|(letter, ..)| letter));
        assert!(LINES.is_sorted_by(|one, next| one.0 < next.0));
    }

    #[test]
    fn a_sentence_of_a_story_is_never_litter() {
        for line in [
            "Share this view or not, the council has decided.",
            "The advertisement was withdrawn on Monday.",
            "Tweet by tweet, the story came out.",
            "Related articles of clothing were found in the river.",
            "Subscribe to our view of the world, he seemed to say.".repeat(4).as_str(),
            "Home was never far away.",
            "Print sales fell again.",
            "",
        ] {
            assert!(!is_litter(line), "{line}");
        }
    }
}
