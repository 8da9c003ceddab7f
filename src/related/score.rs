//! How near two articles are, from what their words and their dates say.

/// What names, and what the nearest say of an article, add to the likeness of two.
const NAMES: f32 = 0.1;
const ECHO: f32 = 0.2;

/// How many of the nearest are asked about the others.
pub const NEAREST: usize = 3;

/// How many of an article's nearest tell how crowded it stands, and what each counts that a small archive lacks (the
/// mean of large ones).
const CROWD: usize = 10;
const USUAL_CROWD: f32 = 0.2;

/// The least crowd.
pub const LEAST_CROWD: f32 = 0.02;

/// What is alike in two articles.
pub struct Likeness {
    /// The cosine of their words.
    pub cosine: f32,
    /// The cosine of their names.
    pub names: f32,
    /// How near the other one is to those nearest to the first, on average.
    pub echo: f32,
    /// How near the other one stands to its own nearest, on average: what is close to everything counts as near to
    /// less.
    pub crowd: f32,
    /// The days between them.
    pub days: Option<i32>,
}

impl Likeness {
    /// How near the other one is to the first, on the scale on which [`SAME_STORY`](super::SAME_STORY) and
    /// [`RELATED`](super::RELATED) were measured.
    pub fn score(&self) -> f32 {
        let alike = self.cosine + NAMES * self.names + ECHO * self.echo;
        alike * near_in_time(self.days) / self.crowd.sqrt()
    }
}

/// What is left of a likeness with the days between: a month takes a third of it, no time more than six tenths.
pub fn near_in_time(days: Option<i32>) -> f32 {
    days.map_or(0.7, |days| 0.4 + 0.6 / (1.0 + days.unsigned_abs() as f32 / 30.0))
}

/// How near an article stands to its nearest, from the cosines of any that may be among them.
pub fn crowd(cosines: &mut [f32]) -> f32 {
    cosines.sort_unstable_by(|a, b| b.total_cmp(a));
    let nearest = cosines.iter().copied().chain(std::iter::repeat(USUAL_CROWD)).take(CROWD);
    (nearest.sum::<f32>() / CROWD as f32).max(LEAST_CROWD)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(likeness: Likeness) -> f32 {
        likeness.score()
    }

    const ALIKE: Likeness = Likeness { cosine: 0.3, names: 0.2, echo: 0.1, crowd: 0.2, days: Some(2) };

    #[test]
    fn days_apart_make_less_near_and_an_unknown_day_counts_between() {
        let days = |days| score(Likeness { days, ..ALIKE });
        assert!(days(Some(-400)) < days(None) && days(None) < days(Some(2)));
        assert_eq!(days(Some(-9)), days(Some(9)));
    }

    #[test]
    fn names_and_what_is_near_make_nearer_and_a_crowd_makes_less_near() {
        assert!(score(Likeness { names: 0.9, ..ALIKE }) > score(ALIKE));
        assert!(score(Likeness { echo: 0.9, ..ALIKE }) > score(ALIKE));
        assert!(score(Likeness { crowd: 0.9, ..ALIKE }) < score(ALIKE));
    }

    #[test]
    fn a_crowd_is_the_ten_nearest_and_never_nothing() {
        assert!((crowd(&mut []) - USUAL_CROWD).abs() < 1e-6);
        assert_eq!(crowd(&mut [0.0; 12]), LEAST_CROWD);
        let mut cosines = [vec![0.5; 10], vec![0.0; 90]].concat();
        assert_eq!(crowd(&mut cosines), 0.5);
    }
}
