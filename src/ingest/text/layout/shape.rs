//! Lines that are set as they are, told by their shape: tables, drawings, rules, titles in the middle.

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
        line.text.contains(|c| matches!(c, '\u{2500}'..='\u{259f}'))
            || line.text.bytes().filter(|byte| *byte == b'|').take(2).count() == 2
            || line.text.starts_with('+') && line.text.ends_with('+') && line.text.contains("--")
    };
    let gaps = group.iter().filter(|line| line.text.contains("   ") || boxed(line)).count();
    gaps >= 2 && gaps * 2 >= group.len()
}

/// Whether the lines are a drawing of signs.
pub(super) fn is_drawing(group: &[Line<'_>]) -> bool {
    const LINES: usize = 3;
    if group.len() < LINES {
        return false;
    }
    let (mut signs, mut all, mut lettered) = (0usize, 0usize, 0usize);
    for line in group {
        let (mut own, mut letters) = (0usize, 0usize);
        for c in line.text.chars().filter(|c| !c.is_whitespace()) {
            own += 1;
            letters += usize::from(c.is_alphanumeric() || !c.is_ascii());
        }
        all += own;
        signs += own - letters;
        lettered += usize::from(letters * 10 > own * 7);
    }
    // A rule or two between lines of words draw nothing.
    signs * 2 > all && lettered * 2 < group.len()
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
    let mut signs = line.chars().filter(|c| !c.is_whitespace());
    let Some(first) = signs.next().filter(|c| "-*_=~#•—–─━═".contains(*c)) else {
        return false;
    };
    let count = 1 + signs.clone().count();
    count >= 3 && signs.all(|sign| sign == first)
}
