//! How many articles there are over time, in so little memory that every name of a large archive can have one.

/// The most bins of a timeline: a sparkline of as many signs loses nothing.
const BINS: usize = 32;

/// Articles by day, by two days, by four: as coarse as it takes to have no more than a few bins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    /// A bin is two to the power of this days long.
    scale: u8,
    /// Days from 1970, scaled, with their articles, in order.
    bins: Vec<(i32, u32)>,
}

impl Timeline {
    /// Adds an article.
    pub fn add(&mut self, day: i32) {
        let bin = day >> self.scale;
        match self.bins.binary_search_by_key(&bin, |(at, _)| *at) {
            Ok(at) => self.bins[at].1 = self.bins[at].1.saturating_add(1),
            Err(at) => self.bins.insert(at, (bin, 1)),
        }
        while self.bins.len() > BINS {
            self.coarsen();
        }
    }

    /// The articles in so many equal parts of the days from `first` to `last`.
    pub fn over(&self, first: i32, last: i32, columns: usize) -> Vec<u32> {
        let mut parts = vec![0; columns];
        let days = i64::from(last) - i64::from(first) + 1;
        for (bin, count) in self.bins.iter().filter(|_| columns > 0 && days > 0) {
            let middle = (i64::from(*bin) << self.scale) + (1 << self.scale >> 1);
            let from = (middle - i64::from(first)).clamp(0, days - 1);
            parts[(from * columns as i64 / days) as usize] += count;
        }
        parts
    }

    fn coarsen(&mut self) {
        self.scale += 1;
        let mut bins: Vec<(i32, u32)> = Vec::with_capacity(self.bins.len());
        for (bin, count) in self.bins.drain(..) {
            match bins.last_mut().filter(|(last, _)| *last == bin >> 1) {
                Some((_, sum)) => *sum = sum.saturating_add(count),
                None => bins.push((bin >> 1, count)),
            }
        }
        self.bins = bins;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_time_is_told_in_few_bins_and_no_article_is_lost() {
        let mut timeline = Timeline::default();
        (0..1_000).for_each(|day| timeline.add(day * 3 - 700));
        assert!(timeline.bins.len() <= BINS);
        let parts = timeline.over(-700, 2_297, 10);
        assert_eq!(parts.iter().sum::<u32>(), 1_000);
        assert!(parts.iter().all(|part| (60..=140).contains(part)), "{parts:?}");
        assert_eq!(timeline.over(0, 0, 0), [0; 0]);
    }
}
