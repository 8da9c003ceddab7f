//! How a word stands in a text, and what that is worth beside the matcher's score.

/// One step outweighs any score of the matcher, which gives at most 24 for a letter and 16 more for the first
/// (`SkimScoreConfig::default`), of [`super::term::LONGEST`] letters.
pub(super) const STEP: i32 = 1 << 11;

/// The most edits by which a corrected word may differ from what was typed.
pub(super) const EDITS: usize = 2;

/// How a word stands in a text, the best last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// Its letters are there in order.
    Scattered,
    /// It stands within a word.
    Inside,
    /// Each of its letters begins a word.
    Initials,
    /// A word begins with it.
    Begins,
    /// It is a word.
    Whole,
}

/// The score of a word in a title, or in a name: title before name, within each fit. A word that was corrected by so
/// many `edits` comes after all that contains what was typed.
#[inline(always)]
pub(super) fn score(fit: Fit, in_title: bool, edits: u8, skim: i32) -> i32 {
    let steps = match (edits, fit, in_title) {
        (0, Fit::Whole, true) => 10,
        (0, Fit::Begins, true) => 9,
        (0, Fit::Whole | Fit::Begins, false) => 8,
        (0, Fit::Initials, true) => 6,
        (0, Fit::Inside, true) => 5,
        (0, Fit::Initials | Fit::Inside, false) => 4,
        (1, _, true) => 3,
        (1, _, false) => 2,
        (0, Fit::Scattered, _) => 0,
        _ => 1,
    };
    // A name must not pass a title that fits alike.
    steps * STEP + if in_title { skim } else { skim * 3 / 4 }
}
