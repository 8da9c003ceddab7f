//! The shortest way of the cursor from one place to another.

use std::io::Write;

use ratatui::layout::Size;

use super::capabilities::Capabilities;

/// A column and a row, counted from 0.
pub(super) type Place = (u16, u16);

/// What decides which ways there are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ground<'a> {
    pub capabilities: &'a Capabilities,
    pub size: Size,
    /// First and last row of the region that scrolls, if they are known. No relative way leads out of it, or through
    /// it.
    pub region: Option<(u16, u16)>,
}

impl Ground<'_> {
    /// Writes the shortest way after `out`. From an unknown place it is an absolute one.
    pub fn go(&self, from: Option<Place>, to: Place, out: &mut Vec<u8>) {
        if from == Some(to) {
            return;
        }
        let start = out.len();
        absolute(to, out);
        let Some((x, y)) = from else { return };
        let mut way = Vec::new();
        if !self.rows(y, to.1, &mut way) {
            return;
        }
        self.columns(x, to.0, &mut way);
        if way.len() < out.len() - start {
            out.truncate(start);
            out.extend_from_slice(&way);
        }
    }

    /// The bytes of the shortest way.
    pub fn cost(&self, from: Option<Place>, to: Place) -> usize {
        let mut way = Vec::new();
        self.go(from, to, &mut way);
        way.len()
    }

    /// The shortest way from row to row in a column; `false` when there is none but an absolute one.
    fn rows(&self, from: u16, to: u16, out: &mut Vec<u8>) -> bool {
        let start = out.len();
        if from == to {
            return true;
        }
        if let Some((first, last)) = self.region {
            let count = from.abs_diff(to);
            if to > from && (to <= last || from > last) && to < self.size.height {
                shorter(out, start, |out| out.extend(std::iter::repeat_n(b'\n', usize::from(count))));
                shorter(out, start, |out| sequence(out, count, b'B'));
            }
            if to < from && (to >= first || from < first) {
                shorter(out, start, |out| out.extend(b"\x1bM".repeat(usize::from(count))));
                shorter(out, start, |out| sequence(out, count, b'A'));
            }
        }
        if self.capabilities.places_by_axis {
            shorter(out, start, |out| sequence(out, to + 1, b'd'));
        }
        out.len() > start
    }

    /// The way to the right over tab stops, to the last before the column or to the first behind it.
    fn tabs(&self, from: u16, to: u16, out: &mut Vec<u8>, start: usize) {
        let (before, behind) = (to / TAB * TAB, to.next_multiple_of(TAB));
        let tabs = |to: u16| std::iter::repeat_n(b'\t', usize::from(to / TAB - from / TAB));
        if before > from {
            shorter(out, start, |out| {
                out.extend(tabs(before));
                if to > before {
                    sequence(out, to - before, b'C');
                }
            });
        }
        if behind > to && behind < self.size.width {
            shorter(out, start, |out| {
                out.extend(tabs(behind));
                out.extend(std::iter::repeat_n(8, usize::from(behind - to)));
            });
        }
    }

    /// The shortest way from column to column in a row.
    fn columns(&self, from: u16, to: u16, out: &mut Vec<u8>) {
        let start = out.len();
        if from == to {
            return;
        }
        if to > from {
            sequence(out, to - from, b'C');
            self.tabs(from, to, out, start);
        } else {
            sequence(out, from - to, b'D');
            shorter(out, start, |out| out.extend(std::iter::repeat_n(8, usize::from(from - to))));
            shorter(out, start, |out| {
                out.push(b'\r');
                self.columns(0, to, out);
            });
        }
        if self.capabilities.places_by_axis {
            shorter(out, start, |out| sequence(out, to + 1, b'G'));
        }
    }
}

/// Where terminals have their tab stops unless they were told otherwise; ncurses relies on it too (`it#8`).
const TAB: u16 = 8;

/// Replaces what is after `start` by what `write` writes, where there is nothing or that is shorter.
fn shorter(out: &mut Vec<u8>, start: usize, write: impl FnOnce(&mut Vec<u8>)) {
    let middle = out.len();
    write(out);
    if middle == start || out.len() - middle < middle - start {
        out.drain(start..middle);
    } else {
        out.truncate(middle);
    }
}

/// A control sequence with a count, which is left out where it is 1.
pub(super) fn sequence(out: &mut Vec<u8>, count: u16, last: u8) {
    out.extend_from_slice(b"\x1b[");
    if count != 1 {
        number(out, count);
    }
    out.push(last);
}

/// A number in decimal digits.
pub(super) fn number(out: &mut Vec<u8>, number: u16) {
    // A Vec takes every byte.
    let _ = write!(out, "{number}");
}

/// The decimal digits of a number.
pub(super) fn digits(number: u16) -> usize {
    number.checked_ilog10().map_or(1, |digits| digits as usize + 1)
}

fn absolute((x, y): Place, out: &mut Vec<u8>) {
    out.extend_from_slice(b"\x1b[");
    if y > 0 {
        number(out, y + 1);
    }
    if x > 0 {
        out.push(b';');
        number(out, x + 1);
    }
    out.push(b'H');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn way(term: &str, region: Option<(u16, u16)>, from: Option<Place>, to: Place) -> String {
        let capabilities = Capabilities::of(term, "", false, true);
        let mut out = Vec::new();
        Ground { capabilities: &capabilities, size: Size::new(80, 24), region }.go(from, to, &mut out);
        String::from_utf8(out).unwrap().replace('\x1b', "^")
    }

    #[test]
    fn the_shortest_way_is_taken() {
        let way = |from, to| way("xterm", Some((0, 23)), from, to);
        assert_eq!(way(Some((3, 3)), (3, 3)), "");
        assert_eq!(way(None, (0, 0)), "^[H");
        assert_eq!(way(None, (0, 4)), "^[5H");
        assert_eq!(way(None, (9, 0)), "^[;10H");
        assert_eq!(way(None, (9, 4)), "^[5;10H");
        assert_eq!(way(Some((40, 4)), (0, 4)), "\r");
        assert_eq!(way(Some((40, 4)), (0, 5)), "\n\r");
        assert_eq!(way(Some((40, 4)), (38, 4)), "\u{8}\u{8}");
        assert_eq!(way(Some((40, 4)), (41, 4)), "^[C");
        assert_eq!(way(Some((4, 4)), (11, 4)), "^[7C");
        assert_eq!(way(Some((4, 4)), (16, 4)), "\t\t");
        assert_eq!(way(Some((0, 4)), (7, 4)), "\t\u{8}");
        assert_eq!(way(Some((4, 4)), (7, 4)), "\t\u{8}");
        assert_eq!(way(Some((70, 4)), (79, 4)), "^[9C");
        assert_eq!(way(Some((70, 4)), (3, 4)), "^[4G");
        assert_eq!(way(Some((4, 4)), (4, 3)), "^M");
        assert_eq!(way(Some((4, 20)), (4, 3)), "^[4d");
        assert_eq!(way(Some((4, 4)), (4, 7)), "\n\n\n");
        assert_eq!(way(Some((4, 4)), (4, 13)), "^[9B");
    }

    #[test]
    fn a_vt100_gets_only_what_it_understands() {
        assert_eq!(way("vt100", Some((0, 23)), Some((70, 4)), (1, 4)), "\r^[C");
        assert_eq!(way("vt100", Some((0, 23)), Some((4, 20)), (4, 3)), "^[17A");
    }

    #[test]
    fn no_relative_way_leads_through_the_margin_of_a_region() {
        let way = |from, to| way("vt100", Some((1, 20)), Some(from), to);
        assert_eq!(way((4, 20), (4, 21)), "^[22;5H");
        assert_eq!(way((4, 21), (4, 22)), "\n");
        assert_eq!(way((4, 0), (4, 1)), "\n");
        assert_eq!(way((4, 1), (4, 0)), "^[;5H");
        assert_eq!(way((4, 21), (4, 20)), "^M");
        assert_eq!(way((0, 22), (0, 0)), "^[H");
    }

    #[test]
    fn in_an_unknown_region_rows_are_addressed() {
        assert_eq!(way("xterm", None, Some((4, 4)), (4, 5)), "^[6d");
        assert_eq!(way("vt100", None, Some((4, 4)), (4, 5)), "^[6;5H");
    }
}
