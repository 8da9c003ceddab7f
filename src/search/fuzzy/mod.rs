//! Finding titles by a few typed letters, among a million of them, with every key.
//!
//! A [`Finder`] reads [`Titles`] where they are kept. Beside them an `index` holds what tells most titles apart
//! without a look at them; it is [`Prepared`] once for all who search them. A `pattern` (read by `syntax`, of `term`s) is
//! looked for slice by slice (`scan`): vectors, the widest that the processor has (`engine`, `x86`), find the places of
//! its letters in a title's `key` (`bits`, `place`), how they stand decides what comes first (`fit`), and among equals
//! the score of the crate `fuzzy-matcher` does (`skim`).
//! An upper bound spares nearly all titles that score: only the best rows (`top`) count. What was found is kept as an
//! `answer` that the next key narrows. What nobody wrote so is looked for again with the nearest words of the archive
//! (`typo`).

mod answer;
#[expect(clippy::needless_range_loop, reason = "adapters of iterators are not always inlined, see `engine::Work`")]
mod bits;
mod engine;
mod field;
mod finder;
mod fit;
mod index;
mod key;
mod marks;
mod names;
#[cfg(test)]
mod oracle_tests;
mod pattern;
#[expect(clippy::needless_range_loop, reason = "adapters of iterators are not always inlined, see `engine::Work`")]
mod place;
mod prepared;
#[cfg(test)]
mod ranking_tests;
mod scan;
mod skim;
mod syntax;
mod term;
#[cfg(test)]
mod tests;
mod titles;
mod top;
mod typo;
mod words;
#[cfg(target_arch = "x86_64")]
mod x86;

pub use finder::{Finder, Found};
pub use marks::Marks;
pub(super) use marks::merge;
pub use pattern::Pattern;
pub use prepared::Prepared;
pub use titles::Titles;
pub use top::TOP;
