//! Finds the rows that moved, so that a terminal can move them itself.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::model::{Model, Spot};

/// Rows that move within a region; what moves out of it is gone, what comes in is blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shift {
    /// First row of the region.
    pub first: u16,
    /// Last row of it: never the first.
    pub last: u16,
    /// So many rows up; down where it is negative.
    pub by: i16,
}

/// A scroll must bring more columns to their place than its control sequences take bytes.
const LEAST_GAIN: i64 = 16;

/// What it takes to set a region.
const REGION: i64 = 9;

impl Shift {
    /// The row that comes to row `y`; none where a blank one comes in.
    pub fn source(&self, y: u16) -> Option<u16> {
        if !(self.first..=self.last).contains(&y) {
            return Some(y);
        }
        y.checked_add_signed(self.by).filter(|source| (self.first..=self.last).contains(source))
    }

    /// The shift that seems to spare the most, if one spares anything. `kept` is the region that is set already.
    ///
    /// Rows are found by their hashes and one distance is looked at: the cost is that of comparing two screens.
    pub fn find(shown: &Model, wanted: &Model, kept: Option<(u16, u16)>) -> Option<Self> {
        let by = distance(shown, wanted)?;
        let gains = Gains::of(shown, wanted, by);
        let (own, gain) = gains.best()?;
        let is_wide = |kept: &(u16, u16)| kept.1 - kept.0 >= by.unsigned_abs();
        let chosen = kept.filter(|kept| is_wide(kept) && gains.of_region(*kept) + REGION >= gain).unwrap_or(own);
        (gains.of_region(chosen) > LEAST_GAIN).then_some(Self { first: chosen.0, last: chosen.1, by })
    }
}

/// The distance, upwards, that most of the rows have moved that are found again.
fn distance(shown: &Model, wanted: &Model) -> Option<i16> {
    let (before, after) = (shown.hashes(), wanted.hashes());
    let changed = |y: &usize| before[*y] != after[*y];
    if before.len() != after.len() || (0..after.len()).filter(changed).count() < 2 {
        return None;
    }
    // Rows that there are several of, such as blank ones, say nothing.
    let mut places = HashMap::with_capacity_and_hasher(before.len(), FixedState::default());
    for (y, hash) in before.iter().enumerate() {
        places.entry(hash).and_modify(|place| *place = None).or_insert(Some(y));
    }
    let mut votes: HashMap<i16, u16> = HashMap::new();
    for y in (0..after.len()).filter(changed) {
        if let Some(Some(source)) = places.get(&after[y])
            && let Ok(by) = i16::try_from(*source as i64 - y as i64)
        {
            *votes.entry(by).or_default() += 1;
        }
    }
    // Among equals the shortest way: the order of a map must not decide.
    votes.into_iter().max_by_key(|(by, votes)| (*votes, std::cmp::Reverse(by.unsigned_abs()), *by)).map(|(by, _)| by)
}

/// How many columns a shift of the whole screen brings to their place, row by row.
struct Gains {
    by: i16,
    /// Where a row comes; none where it would come from outside the screen.
    moved: Vec<Option<i64>>,
    /// Where a blank one comes in.
    blank: Vec<i64>,
}

impl Gains {
    fn of(shown: &Model, wanted: &Model, by: i16) -> Self {
        let height = wanted.size().height;
        let stays = |y: u16| differing(shown.row(y), wanted.row(y));
        let moved = |y: u16| {
            let source = y.checked_add_signed(by).filter(|source| *source < height)?;
            Some(stays(y) - differing(shown.row(source), wanted.row(y)))
        };
        let inked = |y| wanted.row(y).iter().filter(|spot| **spot != Spot::EMPTY).count() as i64;
        let blank = |y| stays(y) - inked(y);
        Self { by, moved: (0..height).map(moved).collect(), blank: (0..height).map(blank).collect() }
    }

    /// What the shift of a region brings.
    fn of_region(&self, (first, last): (u16, u16)) -> i64 {
        let shift = Shift { first, last, by: self.by };
        let rows = (first..=last).map(|y| (shift.source(y).is_some(), usize::from(y)));
        rows.map(|(moves, y)| if moves { self.moved[y].unwrap_or_default() } else { self.blank[y] }).sum()
    }

    /// The region that brings the most. Rows at its ends that make no difference belong to it: it is the same more
    /// often then from frame to frame.
    fn best(&self) -> Option<((u16, u16), i64)> {
        let height = self.moved.len();
        let reach = usize::from(self.by.unsigned_abs());
        // What comes in, comes in where rows come from: the run is gone through towards that end.
        let place = |step: usize| if self.by > 0 { step } else { height - 1 - step };
        let (mut run, mut best) = (None, None);
        for step in 0..height.saturating_sub(reach) {
            let Some(gain) = self.moved[place(step)] else { break };
            let (start, sum) = run.filter(|(_, sum)| *sum >= 0).unwrap_or((step, 0));
            run = Some((start, sum + gain));
            let coming: i64 = (step + 1..=step + reach).map(|step| self.blank[place(step)]).sum();
            let all = sum + gain + coming;
            if best.is_none_or(|(_, _, most)| all >= most) {
                best = Some((start, step + reach, all));
            }
        }
        let (start, end, gain) = best?;
        let (one, other) = (u16::try_from(place(start)).ok()?, u16::try_from(place(end)).ok()?);
        Some(((one.min(other), one.max(other)), gain))
    }
}

fn differing(one: &[Spot], other: &[Spot]) -> i64 {
    one.iter().zip(other).filter(|(one, other)| one != other).count() as i64
}

#[cfg(test)]
mod tests {
    use super::super::capabilities::Capabilities;
    use super::super::symbol::Clusters;
    use super::*;
    use ratatui::buffer::Buffer;

    fn find(shown: &[&str], wanted: &[&str], kept: Option<(u16, u16)>) -> Option<Shift> {
        let mut clusters = Clusters::default();
        let capabilities = Capabilities::of("xterm", "", false, true);
        let mut model =
            |lines: &[&str]| Model::of(&Buffer::with_lines(lines.iter().copied()), &mut clusters, &capabilities);
        Shift::find(&model(shown), &model(wanted), kept)
    }

    const PAGE: [&str; 8] = [
        "The harbour was shut",
        "from six in the even",
        "ing, and no boat was",
        "seen outside it unti",
        "l the morning, when ",
        "the wind had gone ro",
        "und to the north and",
        "-- article one -----",
    ];
    const NEXT: [&str; 8] = [
        "from six in the even",
        "ing, and no boat was",
        "seen outside it unti",
        "l the morning, when ",
        "the wind had gone ro",
        "und to the north and",
        "the fishermen came. ",
        "-- article one -----",
    ];

    #[test]
    fn rows_that_moved_are_found_and_the_rest_is_left_in_place() {
        assert_eq!(find(&PAGE, &NEXT, None), Some(Shift { first: 0, last: 6, by: 1 }));
        assert_eq!(find(&NEXT, &PAGE, None), Some(Shift { first: 0, last: 6, by: -1 }));
    }

    #[test]
    fn a_region_that_is_set_is_used_again_where_it_serves_as_well() {
        let (mut shown, mut wanted) = (PAGE, NEXT);
        (shown[0], wanted[0]) = ("a title that stays  ", "a title that stays  ");
        assert_eq!(find(&shown, &wanted, None), Some(Shift { first: 1, last: 6, by: 1 }));
        (shown[0], wanted[0]) = ("x                   ", "x                   ");
        (shown[1], shown[2], wanted[1]) = ("                    ", "                    ", "                    ");
        assert_eq!(find(&shown, &wanted, None), Some(Shift { first: 1, last: 6, by: 1 }));
        assert_eq!(find(&shown, &wanted, Some((0, 6))), Some(Shift { first: 0, last: 6, by: 1 }));
    }

    #[test]
    fn no_region_is_of_one_row_and_none_is_scrolled_for_little() {
        assert_eq!(find(&PAGE, &PAGE, None), None);
        assert_eq!(find(&["one"], &["two"], None), None);
        assert_eq!(find(&["a", "b", "c"], &["b", "c", "d"], None), None);
        let mut other = PAGE;
        other.reverse();
        let shift = find(&PAGE, &other, None);
        assert!(shift.is_none_or(|shift| shift.last > shift.first), "{shift:?}");
    }

    #[test]
    fn what_comes_into_a_region_is_blank() {
        let shift = Shift { first: 2, last: 5, by: 2 };
        let sources: Vec<_> = (1..7).map(|y| shift.source(y)).collect();
        assert_eq!(sources, [Some(1), Some(4), Some(5), None, None, Some(6)]);
    }
}
