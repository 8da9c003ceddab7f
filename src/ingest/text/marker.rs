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

fn marker(line: &str) -> Option<(Marker, &str)> {
    let first = line.chars().next()?;
    if matches!(first, '-' | '*' | '•' | '·' | '▪' | '‣' | '◦' | '●' | '■') {
        let rest = line[first.len_utf8()..].strip_prefix([' ', '\u{a0}'])?.trim();
        return (!rest.is_empty()).then_some((Marker::Bullet(first), rest));
    }
    let digits = line.find(|c: char| !c.is_ascii_digit()).filter(|&digits| (1..=3).contains(&digits))?;
    let rest = line[digits..].strip_prefix(['.', ')'])?.strip_prefix(' ')?.trim();
    let number = line[..digits].parse().ok()?;
    (!rest.is_empty()).then_some((Marker::Number(number), rest))
}
