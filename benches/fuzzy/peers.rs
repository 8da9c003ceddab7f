//! The engines of others, each as they are meant to be used.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32String};

/// Rows best first, all that match.
pub type Rows = Vec<u32>;

/// Scores each word of a query by itself: the matcher takes a blank for a letter.
pub fn skim<'a>(titles: impl Iterator<Item = &'a str>, query: &str, whole: bool) -> Rows {
    let matcher = SkimMatcherV2::default();
    let words: Vec<&str> = if whole { vec![query] } else { query.split(' ').collect() };
    let scored = titles.zip(0..).filter_map(|(title, row)| {
        let scores = words.iter().map(|word| matcher.fuzzy_match(title, word));
        Some((scores.sum::<Option<i64>>()?, row))
    });
    sorted(scored.collect())
}

pub struct Nucleo(Vec<Utf32String>);

impl Nucleo {
    pub fn new<'a>(titles: impl Iterator<Item = &'a str>) -> Self {
        Self(titles.map(Utf32String::from).collect())
    }

    pub fn find(&self, query: &str) -> Rows {
        let mut matcher = Matcher::new(Config::DEFAULT);
        let pattern = Pattern::parse(query, CaseMatching::Smart, Normalization::Smart);
        let scored = self.0.iter().zip(0..).filter_map(|(title, row)| {
            let score = pattern.score(title.slice(..), &mut matcher)?;
            Some((i64::from(score), row))
        });
        sorted(scored.collect())
    }
}

/// `typos`: one for so many letters of a word; none if it is zero.
pub fn frizbee(titles: &[&str], query: &str, typos: usize) -> Rows {
    let allowed = |letters: usize| letters.checked_div(typos).unwrap_or(0) as u16;
    let config = frizbee::Config::default().max_typos(Some(0));
    let words = frizbee::Pattern::parse_query(query).into_iter().map(|word| {
        let letters = word.needle.len();
        word.max_typos(Some(allowed(letters)))
    });
    let mut matcher = frizbee::Matcher::from_patterns(&words.collect::<Vec<_>>(), &config);
    matcher.match_list(titles).into_iter().map(|found| found.index).collect()
}

fn sorted(mut scored: Vec<(i64, u32)>) -> Rows {
    scored.sort_unstable_by_key(|(score, row)| (std::cmp::Reverse(*score), *row));
    scored.into_iter().map(|(_, row)| row).collect()
}
