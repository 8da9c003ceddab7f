//! Lines that are set as they are, told by their shape: tables, drawings, rules, titles in the middle.

use crate::ingest::tally;
use crate::ingest::text::lines::Line;

/// Thousands of lines of next to nothing: no prose, and as blocks of their own a burden.
pub(super) fn is_dust(group: &[Line<'_>]) -> bool {
    group.len() > 2000 && group.iter().map(|line| line.width()).sum::<usize>() < group.len() * 20
}

/// Whether wide gaps, bars or boxes within the lines align columns.
pub(super) fn is_aligned(group: &[Line<'_>]) -> bool {
    if group.len() < 2 {
        return false;
    }
    let boxed = |line: &Line<'_>| {
        !line.text.is_ascii() && line.text.contains(|c| matches!(c, '\u{2500}'..='\u{259f}'))
            || tally::count(line.text.as_bytes(), |byte| byte == b'|') >= 2
            || line.text.starts_with('+') && line.text.ends_with('+') && line.text.contains("--")
    };
    let (mut gaps, mut plain) = (0, 0);
    for line in group {
        if has_gap(line.text) || boxed(line) {
            gaps += 1
        } else {
            plain += 1
        }
        // More than half of the lines are prose: the rest won't change that.
        if plain * 2 > group.len() {
            return false;
        }
    }
    gaps >= 2 && gaps * 2 >= group.len()
}

/// Whether three blanks stand side by side.
fn has_gap(text: &str) -> bool {
    // A fold without an early exit: the compiler turns it into a few vector instructions.
    text.as_bytes().windows(3).fold(false, |gap, three| gap | ((three[0] | three[1] | three[2]) == b' '))
}

/// Whether the lines are a drawing of signs.
pub(super) fn is_drawing(group: &[Line<'_>]) -> bool {
    const LINES: usize = 3;
    if group.len() < LINES {
        return false;
    }
    let (mut signs, mut all, mut lettered) = (0usize, 0usize, 0usize);
    for line in group {
        let (own, letters) = counts(line.text);
        all += own;
        signs += own - letters;
        lettered += usize::from(letters * 10 > own * 7);
        if lettered * 2 >= group.len() {
            return false;
        }
    }
    // A rule or two between lines of words draw nothing.
    signs * 2 > all
}

/// How many characters of a line are no white space, and how many of those are no signs.
fn counts(text: &str) -> (usize, usize) {
    if text.is_ascii() {
        let own = tally::count(text.as_bytes(), |byte| byte != b' ');
        return (own, tally::count(text.as_bytes(), |byte| byte.is_ascii_alphanumeric()));
    }
    let own = || text.chars().filter(|c| !c.is_whitespace());
    (own().count(), own().filter(|c| c.is_alphanumeric() || !c.is_ascii()).count())
}

/// Whether the lines stand in the middle of a page.
pub(super) fn is_centred(group: &[Line<'_>]) -> bool {
    const LINES: usize = 6;
    const LEAST: usize = 6;
    const PAGE: std::ops::RangeInclusive<usize> = 55..=100;
    let page = |line: &Line<'_>| line.indent + line.width();
    if group.len() > LINES || group.iter().any(|line| line.indent < LEAST) {
        return false;
    }
    let (Some(narrow), Some(wide)) = (group.iter().map(page).min(), group.iter().map(page).max()) else { return false };
    wide - narrow <= 4
        && PAGE.contains(&wide)
        && !group.iter().any(|line| line.text.contains("   "))
        // Lines that share an indentation are set in.
        && (group.len() == 1 || group.windows(2).any(|pair| pair[0].indent != pair[1].indent))
}

/// `----`, `* * *`
pub(super) fn is_rule(line: &str) -> bool {
    // Nearly all lines start with a letter.
    if line.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return false;
    }
    let mut signs = line.chars().filter(|c| !c.is_whitespace());
    let Some(first) = signs.next().filter(|c| "-*_=~#•—–─━═".contains(*c)) else {
        return false;
    };
    let count = 1 + signs.clone().count();
    count >= 3 && signs.all(|sign| sign == first)
}
