//! List markers, and whether a text's markers make lists.

use std::collections::HashSet;

/// What stands before an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Marker {
    /// A sign.
    Bullet(char),
    /// `3.` or `3)`.
    Number(u32),
}

/// The markers that stand before more than one line. One alone is a dash, a date or a figure.
pub(super) struct Lists {
    bullets: HashSet<char>,
    numbers: HashSet<u32>,
}

/// Looks through all lines of a text.
pub(super) fn lists<'a>(lines: impl Iterator<Item = &'a str>) -> Lists {
    let mut lists = Lists { bullets: HashSet::new(), numbers: HashSet::new() };
    let mut once = HashSet::new();
    for (marker, _) in lines.filter_map(marker) {
        match marker {
            Marker::Bullet(sign) if sign == '•' || !once.insert(sign) => {
                lists.bullets.insert(sign);
            }
            Marker::Bullet(_) => {}
            Marker::Number(number) => {
                lists.numbers.insert(number);
            }
        }
    }
    lists
}

impl Lists {
    /// The marker of an item, and its text.
    pub(super) fn item<'a>(&self, line: &'a str) -> Option<(Marker, &'a str)> {
        let (marker, rest) = marker(line)?;
        let listed = match marker {
            Marker::Bullet(sign) => self.bullets.contains(&sign),
            // A list starts at 1 and goes on without gaps.
            Marker::Number(number) => {
                let neighbour = number.checked_sub(1).is_some_and(|before| self.numbers.contains(&before))
                    || self.numbers.contains(&(number.saturating_add(1)));
                neighbour && self.numbers.contains(&1)
            }
        };
        listed.then_some((marker, rest))
    }
}

/// Who speaks in a text, where the lines say so: `Q:`, `HAMLET:`.
pub(super) struct Speakers<'a>(HashSet<&'a str>);

/// Looks through all lines of a text. Who speaks once is no speaker.
pub(super) fn speakers<'a>(lines: impl Iterator<Item = &'a str>) -> Speakers<'a> {
    let mut once = HashSet::new();
    Speakers(lines.filter_map(speaker).filter(|name| !once.insert(*name)).collect())
}

impl Speakers<'_> {
    /// Whether a line begins what someone says.
    pub(super) fn speaks(&self, line: &str) -> bool {
        !self.0.is_empty() && speaker(line).is_some_and(|name| self.0.contains(name))
    }
}

/// The name that a line starts with.
fn speaker(line: &str) -> Option<&str> {
    const LONGEST: usize = 30;
    let start = &line.as_bytes()[..line.len().min(4 * LONGEST)];
    // Nearly all lines have no colon so near their start; the wide one begins with this byte.
    if memchr::memchr2(b':', 0xef, start).is_none() || !line.starts_with(char::is_uppercase) {
        return None;
    }
    let end = line.char_indices().take(LONGEST).find(|(_, c)| matches!(c, ':' | '：')).map(|(at, _)| at)?;
    let name = &line[..end];
    let spoken = line[end..].trim_start_matches([':', '：']);
    let words = name.split(' ').count();
    let named = words <= 3 && name.split(' ').all(|word| word.starts_with(char::is_uppercase));
    (named && (spoken.is_empty() || spoken.starts_with(' ') || line[end..].starts_with('：'))).then_some(name)
}

fn marker(line: &str) -> Option<(Marker, &str)> {
    let first = line.chars().next()?;
    if first.is_ascii_alphabetic() {
        return None;
    }
    if matches!(first, '-' | '*' | '•' | '·' | '▪' | '‣' | '◦' | '●' | '■') {
        let rest = line[first.len_utf8()..].strip_prefix([' ', '\u{a0}'])?.trim();
        return (!rest.is_empty()).then_some((Marker::Bullet(first), rest));
    }
    let digits = line.find(|c: char| !c.is_ascii_digit()).filter(|&digits| (1..=3).contains(&digits))?;
    let rest = line[digits..].strip_prefix(['.', ')'])?.strip_prefix(' ')?.trim();
    let number = line[..digits].parse().ok()?;
    (!rest.is_empty()).then_some((Marker::Number(number), rest))
}
