//! How many columns a text takes: one measure for everything that is set or drawn.

use std::borrow::Cow;

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};
use unicode_width::UnicodeWidthStr;

/// Columns that `text` takes, as the terminal back end counts them: by extended grapheme cluster, so that
/// a family emoji is two columns. Control characters take none.
///
/// ```
/// use byline::typeset::width;
/// assert_eq!(width("naïve"), 5);
/// assert_eq!(width("新聞"), 4);
/// ```
pub fn width(text: &str) -> usize {
    if is_printable_ascii(text) {
        return text.len();
    }
    clusters(text).map(|(_, cluster)| cluster_width(cluster)).sum()
}

/// `text` in at most `columns`: as it is if it fits, otherwise cut between clusters with `ellipsis` after it.
/// Where not even the ellipsis fits, the text is cut without one.
///
/// ```
/// use byline::typeset::cut;
/// assert_eq!(cut("Coast Ledger", 6, "…"), "Coast…");
/// ```
pub fn cut<'a>(text: &'a str, columns: usize, ellipsis: &str) -> Cow<'a, str> {
    if is_printable_ascii(text) && text.len() <= columns {
        return Cow::Borrowed(text);
    }
    let sign = width(ellipsis);
    let (room, ellipsis) = if sign <= columns { (columns - sign, ellipsis) } else { (columns, "") };
    let mut taken = 0;
    let mut fitting = 0;
    for (at, cluster) in clusters(text) {
        taken += cluster_width(cluster);
        if taken <= room {
            fitting = at + cluster.len();
        } else if taken > columns {
            let kept = text.get(..fitting).unwrap_or_default().trim_end();
            return if ellipsis.is_empty() { Cow::Borrowed(kept) } else { Cow::Owned(format!("{kept}{ellipsis}")) };
        }
    }
    Cow::Borrowed(text)
}

/// `text` in exactly `columns`: cut as [`cut`] does, or filled with blanks on the right.
pub fn fill(text: &str, columns: usize, ellipsis: &str) -> String {
    let mut filled = cut(text, columns, ellipsis).into_owned();
    let missing = columns.saturating_sub(width(&filled));
    filled.extend(std::iter::repeat_n(' ', missing));
    filled
}

/// Columns of one extended grapheme cluster.
pub(super) fn cluster_width(cluster: &str) -> usize {
    if let [byte] = cluster.as_bytes() {
        return usize::from(!byte.is_ascii_control());
    }
    if cluster.contains(char::is_control) {
        return 0;
    }
    // ratatui adds a cell for each of these, so that a line measured without it would be clipped.
    let sound_marks = cluster.chars().filter(|c| matches!(c, '\u{ff9e}' | '\u{ff9f}')).count();
    UnicodeWidthStr::width(cluster) + sound_marks
}

/// The extended grapheme clusters of `text` with their offsets.
pub(super) fn clusters(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let cluster = first_cluster(rest)?;
        let start = at;
        at += cluster.len();
        Some((start, cluster))
    })
}

/// The first cluster; between two ASCII characters there is always a boundary, except in `\r\n`,
/// and most texts are ASCII: looking nothing up there makes setting several times faster.
fn first_cluster(text: &str) -> Option<&str> {
    match text.as_bytes() {
        [first] if first.is_ascii() => Some(text),
        [first, second, ..] if first.is_ascii() && second.is_ascii() && *first != b'\r' => text.get(..1),
        _ => text.graphemes(true).next(),
    }
}

/// Whether a cluster ends at `byte`, so that a line or a style may.
pub(super) fn is_boundary(text: &str, byte: usize) -> bool {
    GraphemeCursor::new(byte, text.len(), true).is_boundary(text, 0).unwrap_or(true)
}

fn is_printable_ascii(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ascii_takes_a_column_a_character_and_controls_none() {
        assert_eq!(width("Harbor Wire"), 11);
        assert_eq!(width("a\u{7}b\tc\n\u{85}"), 3);
        assert_eq!(width("\r\n"), 0);
        assert_eq!(width(""), 0);
    }

    #[test]
    fn clusters_are_measured_whole() {
        assert_eq!(width("e\u{301}"), 1);
        assert_eq!(width("👩\u{200d}👩\u{200d}👧"), 2);
        assert_eq!(width("🇩🇪🇫🇷"), 4);
        assert_eq!(width("記事"), 4);
        assert_eq!(width("\u{200b}"), 0);
    }

    #[test]
    fn the_fast_path_finds_the_same_clusters_as_the_standard() {
        for text in ["a\u{301}b", "x\r\ny", "ab🇩🇪🇫🇷c", "1\u{fe0f}\u{20e3}2", "क्षि x", "\u{301}a"] {
            let ours: Vec<_> = clusters(text).collect();
            let standard: Vec<_> = text.grapheme_indices(true).collect();
            assert_eq!(ours, standard);
        }
    }

    #[test]
    fn a_cut_never_takes_more_than_its_columns() {
        for columns in 0..14 {
            for text in ["Coast Ledger", "沿岸新聞 2014", "👩\u{200d}👩\u{200d}👧 at home", ""] {
                for ellipsis in ["…", "...", ""] {
                    assert!(width(&cut(text, columns, ellipsis)) <= columns);
                }
            }
        }
    }

    #[test]
    fn what_fits_is_not_cut() {
        assert_eq!(cut("Coast Ledger", 12, "…"), "Coast Ledger");
        assert_eq!(cut("沿岸新聞", 8, "…"), "沿岸新聞");
        assert_eq!(cut("沿岸新聞", 7, "…"), "沿岸新…");
        assert_eq!(cut("Coast Ledger", 7, "…"), "Coast…");
        assert_eq!(cut("Coast", 2, "..."), "Co");
    }

    #[test]
    fn a_filled_text_takes_exactly_its_columns() {
        assert_eq!(fill("a", 3, "…"), "a  ");
        assert_eq!(fill("沿岸新聞", 6, "…"), "沿岸… ");
        assert_eq!(fill("abc", 0, "…"), "");
    }
}
