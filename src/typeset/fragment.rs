//! A text in fragments, the smallest stretches that a line is put together from.

use textwrap::core::Fragment as Measured;

use super::parting::{Sort, may_part};
use super::width::{cluster_width, clusters};

/// What stands between the cells of a table row that is set as running text.
pub(super) const SEPARATOR: &str = " · ";
const SEPARATOR_AT_END: &str = " ·";
/// What stands where a line ends within a word.
pub(super) const HYPHEN: &str = "-";

/// A stretch that stays on one line, and the white space after it, which a line's end does not show.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Fragment {
    /// Its first byte.
    pub start: usize,
    /// Where its white space begins.
    pub ink_end: usize,
    /// Where the next fragment begins.
    pub end: usize,
    /// Columns up to `ink_end`.
    pub width: usize,
    /// Columns of the white space.
    pub blank: usize,
    /// What is shown after it where a line ends here.
    pub sign: &'static str,
}

impl Fragment {
    fn at(start: usize) -> Self {
        Self { start, ink_end: start, end: start, ..Self::default() }
    }

    /// Sets the sign, if the fragment leaves room for it on a line of its own.
    fn sign(&mut self, sign: &'static str, measure: usize) {
        self.sign = if self.width + sign.chars().count() <= measure { sign } else { "" };
    }
}

impl Measured for Fragment {
    fn width(&self) -> f64 {
        columns(self.width)
    }

    fn whitespace_width(&self) -> f64 {
        columns(self.blank)
    }

    fn penalty_width(&self) -> f64 {
        columns(self.sign.chars().count())
    }
}

fn columns(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// The fragments of a text without `\n`: they tile it, and each is at most `measure` columns wide or one
/// cluster that is wider than the measure.
pub(super) fn fragments(text: &str, measure: usize) -> Vec<Fragment> {
    let mut done = Vec::with_capacity(text.len() / 5 + 1);
    let mut open = Fragment::at(0);
    let mut before = None;
    let mut begun = false;
    let mut tabbed = false;
    for (at, cluster) in clusters(text) {
        let sort = Sort::of(cluster);
        let columns = if sort == Sort::Soft { 0 } else { cluster_width(cluster) };
        let parts = match (before, sort) {
            (None, _) | (_, Sort::Blank | Sort::Tab) => false,
            (Some(Sort::Blank | Sort::Tab), _) => true,
            (Some(before), _) => open.width + columns > measure || may_part(before, sort, begun),
        };
        if parts {
            done.push(std::mem::replace(&mut open, Fragment::at(at)));
            (begun, tabbed) = (false, false);
        }
        open.end = at + cluster.len();
        match sort {
            Sort::Tab => {
                tabbed = true;
                open.blank = SEPARATOR.chars().count();
                open.sign(SEPARATOR_AT_END, measure);
            }
            Sort::Blank if tabbed => {}
            Sort::Blank => {
                open.blank += columns;
                open.sign = "";
            }
            _ => {
                open.width += columns;
                open.ink_end = open.end;
                open.sign(if sort == Sort::Soft { HYPHEN } else { "" }, measure);
                begun = match sort {
                    Sort::Letter | Sort::Digit | Sort::Wide => true,
                    // `https://` does not stand alone.
                    Sort::Slash if before == Some(Sort::Slash) => false,
                    _ => begun,
                };
            }
        }
        before = Some(sort);
    }
    if open.end > open.start {
        // Nothing follows that a sign could point at.
        open.sign = "";
        done.push(open);
    }
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inks(text: &str, measure: usize) -> Vec<&str> {
        fragments(text, measure).iter().map(|fragment| &text[fragment.start..fragment.ink_end]).collect()
    }

    #[test]
    fn words_part_at_white_space_hyphens_and_dashes() {
        assert_eq!(inks("a well-known  ship", 80), ["a", "well-", "known", "ship"]);
        assert_eq!(inks("said—and left 1914–18, -5 --all", 80), ["said—", "and", "left", "1914–18,", "-5", "--all"]);
    }

    #[test]
    fn an_address_parts_at_its_slashes() {
        assert_eq!(inks("https://e.org/news/2014/ab", 80), ["https://e.org/", "news/2014/", "ab"]);
    }

    #[test]
    fn a_long_word_is_cut_by_cluster() {
        assert_eq!(inks("https://e.org/abc", 6), ["https:", "//e.or", "g/", "abc"]);
        assert_eq!(inks("e\u{301}e\u{301}e\u{301}", 2), ["e\u{301}e\u{301}", "e\u{301}"]);
        assert_eq!(inks("👩\u{200d}👩\u{200d}👧👩\u{200d}👩\u{200d}👧", 1).len(), 2);
    }

    #[test]
    fn a_soft_hyphen_is_a_hyphen_only_at_a_lines_end() {
        let parts = fragments("news\u{ad}paper", 10);
        assert_eq!((parts[0].width, parts[0].sign, parts[1].sign), (4, "-", ""));
        assert_eq!(fragments("news\u{ad}paper", 4)[0].sign, "");
    }

    #[test]
    fn cells_are_parted_by_one_sign_however_many_are_empty() {
        let parts = fragments("Ohio \t \tYes", 10);
        assert_eq!((parts[0].width, parts[0].blank, parts[0].sign), (4, 3, " ·"));
        assert_eq!(parts.len(), 2);
    }

    #[test]
    fn fragments_tile_the_text() {
        for text in ["  a b  ", "", " ", "新聞。「記事」", "a\u{200b}b", "\ta\t"] {
            let mut end = 0;
            for fragment in fragments(text, 3) {
                assert_eq!(fragment.start, end);
                assert!(fragment.start <= fragment.ink_end && fragment.ink_end <= fragment.end);
                end = fragment.end;
            }
            assert_eq!(end, text.len());
        }
    }
}
