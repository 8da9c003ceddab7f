//! What may be sent for a cell, in four bytes: untrusted text ends here.

use std::collections::HashMap;

use compact_str::CompactString;
use ratatui::buffer::CellWidth;
use unicode_normalization::UnicodeNormalization;
use unicode_width::UnicodeWidthChar;

/// A character, or the number of a cluster of several, in 22 bits; in the ten above them the number of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Symbol(u32);

impl Symbol {
    /// An empty column.
    pub const BLANK: Self = Self(b' ' as u32);
    /// A column that the wide symbol before it covers. No character has this number.
    pub const COVERED: Self = Self(0x1f_ffff);
    /// Set in the number of a cluster. Characters have 21 bits.
    const CLUSTER: u32 = 1 << 21;
    /// Where a link's number begins.
    const LINK: u32 = 22;

    /// Whether it is one character, and no cluster of several.
    pub fn is_character(self) -> bool {
        self != Self::COVERED && self.cluster().is_none()
    }

    /// The number of the link that it belongs to; 0 is none.
    pub fn link(self) -> u16 {
        (self.0 >> Self::LINK) as u16
    }

    /// The same symbol, belonging to a link, whose number is below 1,024.
    pub fn linked(self, link: u16) -> Self {
        Self(self.unlinked() | u32::from(link) << Self::LINK)
    }

    fn unlinked(self) -> u32 {
        self.0 & ((1 << Self::LINK) - 1)
    }

    fn cluster(self) -> Option<usize> {
        (self.0 & Self::CLUSTER != 0).then_some((self.unlinked() & !Self::CLUSTER) as usize)
    }
}

impl From<char> for Symbol {
    fn from(character: char) -> Self {
        Self(u32::from(character))
    }
}

/// More clusters than this are gone through for those that nobody shows any more.
const MANY: usize = 512;

/// A cluster longer than this, in bytes, is drawn by its first character: eleven marks on a letter are no language's.
const LONGEST: usize = 48;

/// A cluster that one character is not enough for.
#[derive(Clone, Debug)]
struct Cluster {
    text: CompactString,
    /// The columns that a terminal which knows nothing of clusters may draw over; 0 where all agree on the width.
    reach: u16,
}

/// The clusters on a screen.
#[derive(Clone, Debug, Default)]
pub(super) struct Clusters {
    all: Vec<Cluster>,
    numbers: HashMap<CompactString, u32>,
}

impl Clusters {
    /// What is drawn for `text` where `room` columns are left in the row, and how many it takes. Control and format
    /// characters are refused, and what a terminal might break into the next row is cut.
    pub fn take(&mut self, text: &str, room: u16, utf8: bool) -> (Symbol, u16) {
        let refused = Symbol::from(if utf8 { char::REPLACEMENT_CHARACTER } else { '?' });
        if let [byte] = text.as_bytes() {
            return (if byte.is_ascii_control() { refused } else { Symbol::from(char::from(*byte)) }, 1);
        }
        if text.chars().any(is_refused) {
            return (refused, 1);
        }
        let width = text.cell_width();
        if width == 0 || width > room {
            return (Symbol::BLANK, 1);
        }
        if !utf8 {
            // Letters without their accents; nothing else has a likeness.
            let plain = text.nfkd().next().filter(|c| matches!(c, ' '..='~'));
            return (Symbol::from(plain.unwrap_or('?')), 1);
        }
        let mut characters = text.chars();
        let first = characters.next().map_or((Symbol::BLANK, 1), |first| match first.width() {
            Some(own @ 1..=2) if own <= usize::from(width) => (Symbol::from(first), own as u16),
            _ => (refused, 1),
        });
        if characters.as_str().is_empty() && first.1 == width {
            return first;
        }
        let reach = reach(text, width);
        if text.len() > LONGEST || reach > room {
            return first;
        }
        if let Some(number) = self.numbers.get(text) {
            return (Symbol(*number), width);
        }
        let number = self.all.len() as u32 | Symbol::CLUSTER;
        self.all.push(Cluster { text: text.into(), reach });
        self.numbers.insert(text.into(), number);
        (Symbol(number), width)
    }

    /// The bytes of a symbol, put after `out`.
    pub fn write(&self, symbol: Symbol, out: &mut Vec<u8>) {
        if let Some(number) = symbol.cluster() {
            out.extend_from_slice(self.all.get(number).map_or("\u{fffd}", |cluster| &cluster.text).as_bytes());
        } else if let Some(character) = char::from_u32(symbol.unlinked()) {
            out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
        }
    }

    /// The bytes that a symbol takes; a covered column takes none.
    pub fn len(&self, symbol: Symbol) -> usize {
        match symbol.cluster() {
            Some(number) => self.all.get(number).map_or(3, |cluster| cluster.text.len()),
            None => char::from_u32(symbol.unlinked()).map_or(0, char::len_utf8),
        }
    }

    /// The columns that a terminal may draw over when it draws the symbol; 0 where all agree on its width.
    pub fn reach(&self, symbol: Symbol) -> u16 {
        symbol.cluster().and_then(|number| self.all.get(number)).map_or(0, |cluster| cluster.reach)
    }

    /// Forgets the clusters that are on none of these columns.
    pub fn sweep<'a>(&mut self, shown: impl Iterator<Item = &'a mut Symbol>) {
        if self.all.len() <= MANY {
            return;
        }
        let mut kept = Self::default();
        let mut moved = HashMap::new();
        for symbol in shown {
            let Some(cluster) = symbol.cluster().and_then(|number| self.all.get(number)) else { continue };
            let link = symbol.link();
            let number = *moved.entry(symbol.unlinked()).or_insert_with(|| {
                let number = kept.all.len() as u32 | Symbol::CLUSTER;
                kept.numbers.insert(cluster.text.clone(), number);
                kept.all.push(cluster.clone());
                number
            });
            *symbol = Symbol(number).linked(link);
        }
        *self = kept;
    }
}

/// How far a terminal may draw that takes each character by itself. Variation selectors make some of them narrower or
/// wider in one terminal and not in another.
fn reach(text: &str, width: u16) -> u16 {
    let is_selector = |c: char| matches!(c, '\u{fe0e}' | '\u{fe0f}');
    let mut shown = text.chars().filter_map(UnicodeWidthChar::width).filter(|own| *own > 0);
    let agreed = shown.next().is_some_and(|own| own as u16 == width && own <= 2) && shown.next().is_none();
    if agreed && !text.contains(is_selector) {
        return 0;
    }
    let characters = text.chars().filter(|c| c.width().is_some_and(|own| own > 0)).count();
    u16::try_from(2 * characters).unwrap_or(u16::MAX).max(width)
}

/// Control and format characters. Ingest has removed them, and the view doesn't draw them.
fn is_refused(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(text: &str, room: u16) -> (String, u16) {
        let mut clusters = Clusters::default();
        let (symbol, width) = clusters.take(text, room, true);
        let mut out = Vec::new();
        clusters.write(symbol, &mut out);
        assert_eq!(out.len(), clusters.len(symbol));
        (String::from_utf8(out).unwrap(), width)
    }

    #[test]
    fn nothing_that_acts_or_deceives_is_drawn() {
        for text in ["\u{1b}", "\u{7}", "\r", "\u{9b}", "a\u{202e}", "\u{2066}b", "\u{feff}", "\u{e0041}", "a\u{1b}[2J"]
        {
            assert_eq!(drawn(text, 80), ("\u{fffd}".to_owned(), 1), "{text:?}");
        }
        assert_eq!(drawn("", 80), (" ".to_owned(), 1));
        assert_eq!(drawn("\u{301}", 80), (" ".to_owned(), 1));
    }

    #[test]
    fn what_does_not_fit_before_the_edge_is_left_out_or_cut() {
        assert_eq!(drawn("新", 2), ("新".to_owned(), 2));
        assert_eq!(drawn("新", 1), (" ".to_owned(), 1));
        let family = "👨\u{200d}👩\u{200d}👧";
        assert_eq!(drawn(family, 6), (family.to_owned(), 2));
        assert_eq!(drawn(family, 5), ("👨".to_owned(), 2));
        assert_eq!(drawn(&format!("a{}", "\u{301}".repeat(1000)), 80), ("a".to_owned(), 1));
    }

    #[test]
    fn without_utf8_only_ascii_is_drawn() {
        let mut clusters = Clusters::default();
        for (text, ascii) in [("é", 'e'), ("e\u{301}", 'e'), ("ü", 'u'), ("新", '?'), ("●", '?'), ("\u{a0}", ' ')]
        {
            assert_eq!(clusters.take(text, 80, false), (Symbol::from(ascii), 1), "{text}");
        }
        assert!(clusters.all.is_empty());
    }

    #[test]
    fn terminals_agree_on_letters_with_marks_and_not_on_joined_signs() {
        let mut clusters = Clusters::default();
        let mut reach = |text| {
            let (symbol, _) = clusters.take(text, 80, true);
            clusters.reach(symbol)
        };
        assert_eq!(reach("e\u{301}"), 0);
        assert_eq!(reach("新\u{301}"), 0);
        assert_eq!(reach("新"), 0);
        assert_eq!(reach("❤\u{fe0f}"), 2);
        assert_eq!(reach("👨\u{200d}👩\u{200d}👧"), 6);
        assert_eq!(reach("🇨🇭"), 4);
    }

    #[test]
    fn clusters_that_are_shown_no_more_are_forgotten() {
        let mut clusters = Clusters::default();
        let mut shown = Vec::new();
        for number in 0..2000 {
            let letter = char::from_u32(0x4e00 + number).unwrap();
            let (symbol, _) = clusters.take(&format!("{letter}\u{301}"), 80, true);
            shown = vec![symbol];
            clusters.sweep(shown.iter_mut());
            assert!(clusters.all.len() <= MANY + 1);
        }
        let mut out = Vec::new();
        clusters.write(shown[0], &mut out);
        assert_eq!(String::from_utf8(out).unwrap(), format!("{}\u{301}", char::from_u32(0x4e00 + 1999).unwrap()));
    }
}
