//! The best rows so far.

/// How many rows an answer has.
pub const TOP: usize = 200;

/// Scores may be negative: letters far from each other cost more than they bring.
const ZERO: i64 = 1 << 30;

/// What no row gets in with.
pub(super) const HOPELESS: i32 = -(1 << 30);

/// The best rows of a search, larger scores first, equal ones in their order.
#[derive(Clone, Debug, Default)]
pub(super) struct Top {
    /// Score and row in one number, larger is better; at most twice [`TOP`], the best among them.
    kept: Vec<u64>,
    /// What a row must surpass to get in.
    bar: u64,
}

#[inline(always)]
fn pack(score: i32, row: u32) -> u64 {
    ((i64::from(score) + ZERO) as u64) << 32 | u64::from(!row)
}

#[inline(always)]
fn unpack(packed: u64) -> (i32, u32) {
    (((packed >> 32) as i64 - ZERO) as i32, !(packed as u32))
}

impl Top {
    /// Whether a row with this score, or a smaller one, gets in.
    #[inline(always)]
    pub(super) fn admits(&self, score: i32, row: u32) -> bool {
        pack(score, row) > self.bar
    }

    /// Below this score nothing gets in.
    #[inline(always)]
    pub(super) fn bar(&self) -> i32 {
        if self.bar == 0 { i32::MIN } else { unpack(self.bar).0 }
    }

    pub(super) fn push(&mut self, score: i32, row: u32) {
        if !self.admits(score, row) {
            return;
        }
        self.kept.reserve_exact(if self.kept.is_empty() { 2 * TOP } else { 0 });
        self.kept.push(pack(score, row));
        if self.kept.len() == 2 * TOP {
            self.kept.select_nth_unstable_by(TOP - 1, |a, b| b.cmp(a));
            self.bar = self.kept[TOP - 1];
            self.kept.truncate(TOP);
        }
    }

    /// Scores and rows, best first.
    pub(super) fn sorted(&self) -> Vec<(i32, u32)> {
        let mut kept = self.kept.clone();
        kept.sort_unstable_by(|a, b| b.cmp(a));
        kept.truncate(TOP);
        kept.into_iter().map(unpack).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_best_are_those_that_sorting_everything_gives(scores in proptest::collection::vec(-40..40_i32, 0..2_000)) {
            let mut top = Top::default();
            let mut all: Vec<(i32, u32)> = scores.into_iter().zip(0..).collect();
            all.iter().for_each(|(score, row)| top.push(*score, *row));
            all.sort_by_key(|(score, row)| (std::cmp::Reverse(*score), *row));
            all.truncate(TOP);
            prop_assert_eq!(top.sorted(), all);
        }
    }
}
