//! How near two articles are, from what their words and their dates say.

/// How near an article stands to its own ten nearest, on average. An article close to everything should count as
/// near to less; until that is measured for each, all stand as near.
const CROWD: f32 = 0.2;

/// The relatedness of two articles: their cosine, less with the days between them, on the scale on which
/// [`SAME_STORY`](super::SAME_STORY) and [`RELATED`](super::RELATED) were measured.
pub fn score(cosine: f32, days: Option<i32>) -> f32 {
    let date = days.map_or(0.7, |days| 0.4 + 0.6 / (1.0 + days.abs() as f32 / 30.0));
    cosine * date / CROWD.sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_apart_make_less_near_and_an_unknown_day_counts_between() {
        assert!(score(0.3, Some(-400)) < score(0.3, None));
        assert!(score(0.3, None) < score(0.3, Some(2)));
        assert_eq!(score(0.3, Some(-9)), score(0.3, Some(9)));
    }
}
