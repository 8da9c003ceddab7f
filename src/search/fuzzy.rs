//! Filtering titles by a few typed letters.

use std::ops::Range;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::fold::{Fold, Folded};
use crate::article::{Handle, Summary};

/// So many characters of a title or a name are looked at: the matcher's work grows with their number.
const LONGEST: usize = 512;

/// How many titles are scored before a search looks whether it was stopped.
const PATIENCE: usize = 1_024;

/// One step of [`Fit`] outweighs any score of the matcher, which gives at most 32 for a letter.
const STEP: i64 = 1 << 20;

/// Typed words, to be found in any order, each in the title, an author's name or the source. Its letters may be
/// scattered, but what contains the word as it is comes first.
#[derive(Clone, Debug)]
pub struct Pattern {
    words: Vec<String>,
    phrase: String,
    fold: Fold,
}

/// What of a row matched, in bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Of the title.
    pub title: Vec<Range<usize>>,
    /// Of each author's name.
    pub authors: Vec<Vec<Range<usize>>>,
    /// Of the source.
    pub source: Vec<Range<usize>>,
}

/// How a word stands in a field, the best last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// Its letters are there in order.
    Scattered,
    /// It stands within a word.
    Inside,
    /// A word begins with it.
    Begins,
}

/// Where a word was found.
struct Match {
    /// Comparable with that of other fields.
    score: i64,
    fit: Fit,
}

/// A field's folded text.
struct Field {
    folded: Folded,
    /// Whether it is the title: what stands there counts more.
    title: bool,
}

impl Field {
    fn new(fold: Fold, text: &str, title: bool) -> Self {
        let text = text.char_indices().nth(LONGEST).map_or(text, |(end, _)| &text[..end]);
        Self { folded: fold.text(text), title }
    }

    /// The best place of a word as it is.
    fn place(&self, word: &str) -> Option<(Fit, Range<usize>)> {
        let text = self.folded.as_str();
        let mut best = None;
        for (start, part) in text.match_indices(word) {
            let range = start..start + part.len();
            if !self.folded.is_end(range.end) {
                continue;
            }
            if !text[..start].ends_with(char::is_alphanumeric) {
                return Some((Fit::Begins, range));
            }
            best.get_or_insert((Fit::Inside, range));
        }
        best
    }

    fn score(&self, matcher: &SkimMatcherV2, word: &str) -> Option<Match> {
        let skim = matcher.fuzzy_match(self.folded.as_str(), word)?;
        let fit = self.place(word).map_or(Fit::Scattered, |(fit, _)| fit);
        // Title before name before nothing, within each fit: 5, 4, 2, 1, 0 steps.
        let steps = match (fit, self.title) {
            (Fit::Begins, true) => 5,
            (Fit::Begins, false) => 4,
            (Fit::Inside, true) => 2,
            (Fit::Inside, false) => 1,
            (Fit::Scattered, _) => 0,
        };
        let skim = if self.title { skim } else { skim * 3 / 4 };
        Some(Match { score: steps * STEP + skim, fit })
    }

    /// What a word matched, in bytes of the field's own text.
    fn marks(&self, matcher: &SkimMatcherV2, word: &str, marks: &mut Vec<Range<usize>>) {
        if let Some((_, range)) = self.place(word) {
            marks.push(self.folded.origin(range));
        } else if let Some((_, indices)) = matcher.fuzzy_indices(self.folded.as_str(), word) {
            let mut indices = indices.into_iter().peekable();
            for (nth, (at, c)) in self.folded.as_str().char_indices().enumerate() {
                if indices.next_if_eq(&nth).is_some() {
                    marks.push(self.folded.origin(at..at + c.len_utf8()));
                }
            }
        }
    }
}

impl Pattern {
    /// A pattern as it was typed.
    pub fn new(typed: &str) -> Self {
        let fold = Fold::for_pattern(typed);
        let folded = fold.text(typed);
        let words: Vec<String> = folded.as_str().split_whitespace().map(str::to_owned).collect();
        Self { phrase: words.join(" "), words, fold }
    }

    /// Whether nothing was typed: then everything matches.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// How well a row matches, if it does: larger is better.
    pub fn score(&self, summary: &Summary) -> Option<i64> {
        self.score_with(&SkimMatcherV2::default().respect_case(), summary)
    }

    /// How well a text by itself matches, if it does: larger is better.
    pub fn score_text(&self, text: &str) -> Option<i64> {
        let matcher = SkimMatcherV2::default().respect_case();
        let field = Field::new(self.fold, text, true);
        self.words.iter().try_fold(0, |total, word| Some(total + field.score(&matcher, word)?.score))
    }

    fn score_with(&self, matcher: &SkimMatcherV2, summary: &Summary) -> Option<i64> {
        let title = Field::new(self.fold, &summary.title, true);
        let mut others: Option<Vec<Field>> = None;
        let mut total = 0;
        for word in &self.words {
            let mut best = title.score(matcher, word);
            // Names can't beat a title that has the word at a word's start.
            if best.as_ref().is_none_or(|best| best.fit != Fit::Begins) {
                let others = others.get_or_insert_with(|| self.names(summary));
                let named = others.iter().filter_map(|field| field.score(matcher, word));
                best = best.into_iter().chain(named).max_by_key(|found| found.score);
            }
            total += best?.score;
        }
        if self.words.len() > 1 && title.place(&self.phrase).is_some() {
            total += STEP;
        }
        Some(total)
    }

    fn names(&self, summary: &Summary) -> Vec<Field> {
        let names = summary.authors.iter().chain(&summary.source);
        names.map(|name| Field::new(self.fold, name, false)).collect()
    }

    /// What of a row to highlight: each word where it matched best. Sorted, without overlap.
    pub fn marks(&self, summary: &Summary) -> Marks {
        let matcher = SkimMatcherV2::default().respect_case();
        let mut fields = vec![Field::new(self.fold, &summary.title, true)];
        fields.extend(self.names(summary));
        let mut marks = vec![Vec::new(); fields.len()];
        for word in &self.words {
            let scored =
                fields.iter().enumerate().filter_map(|(at, field)| Some((field.score(&matcher, word)?.score, at)));
            // Of equals the first.
            if let Some((_, at)) = scored.max_by_key(|(score, at)| (*score, std::cmp::Reverse(*at))) {
                fields[at].marks(&matcher, word, &mut marks[at]);
            }
        }
        let mut marks = marks.into_iter().map(merge);
        Marks {
            title: marks.next().unwrap_or_default(),
            authors: marks.by_ref().take(summary.authors.len()).collect(),
            source: marks.next().unwrap_or_default(),
        }
    }
}

/// The rows that match a pattern, best first, equal ones by date with the newest first, then by handle. `None` when
/// the search was stopped.
pub fn rank<'a>(
    rows: impl IntoIterator<Item = (Handle, &'a Summary)>,
    pattern: &Pattern,
    stop: &dyn Fn() -> bool,
) -> Option<Vec<Handle>> {
    // The matcher's scores depend a little on what it scored before; a new one makes the answer repeatable.
    let matcher = SkimMatcherV2::default().respect_case();
    let mut found = Vec::new();
    for (step, (handle, summary)) in rows.into_iter().enumerate() {
        if step % PATIENCE == 0 && stop() {
            return None;
        }
        if let Some(score) = pattern.score_with(&matcher, summary) {
            let published = summary.published.map_or(i64::MIN, |published| published.order());
            found.push((std::cmp::Reverse((score, published)), handle));
        }
    }
    found.sort_unstable();
    Some(found.into_iter().map(|(_, handle)| handle).collect())
}

/// Sorts marks and joins those that touch.
pub(super) fn merge(mut marks: Vec<Range<usize>>) -> Vec<Range<usize>> {
    marks.sort_by_key(|range| range.start);
    marks.dedup_by(|next, last| {
        let joined = next.start <= last.end;
        if joined {
            last.end = last.end.max(next.end);
        }
        joined
    });
    marks
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::article::ArticleId;

    fn row(title: &str) -> Summary {
        Summary {
            id: ArticleId(String::new()),
            record: None,
            title: title.to_owned(),
            title_inferred: false,
            authors: Vec::new(),
            published: None,
            source: None,
            language: None,
            words: 0,
        }
    }

    fn ranked(typed: &str, rows: &[Summary]) -> Vec<u32> {
        let rows = (0..).map(Handle).zip(rows);
        rank(rows, &Pattern::new(typed), &|| false).unwrap().into_iter().map(|handle| handle.0).collect()
    }

    fn titles(typed: &str, titles: &[&str]) -> Vec<u32> {
        ranked(typed, &titles.iter().map(|title| row(title)).collect::<Vec<_>>())
    }

    #[test]
    fn a_word_as_it_is_comes_before_scattered_letters() {
        let order = titles("son", &["Some orphans nap", "Persons of note", "The sonnet returns", "Nothing here"]);
        assert_eq!(order, [2, 1, 0]);
    }

    #[test]
    fn words_match_in_any_order_and_all_must() {
        assert_eq!(titles("korea sony", &["Sony hack blamed on Korea", "Sony results", "Korea votes"]), [0]);
    }

    #[test]
    fn words_in_the_typed_order_come_first() {
        assert_eq!(titles("climate change", &["Change in climate policy", "Climate change is here"]), [1, 0]);
    }

    #[test]
    fn authors_and_sources_match_after_titles() {
        let by = Summary { authors: vec!["Ana Paz".into(), "Rosa Valdez".into()], ..row("Harvest") };
        let from = Summary { source: Some("Valdez Courier".into()), ..row("Weather") };
        let about = row("Valdez wins");
        let order = ranked("valdez", &[by.clone(), from.clone(), about, row("Other")]);
        assert_eq!(order[0], 2);
        assert_eq!(order.len(), 3);
        assert_eq!(ranked("rosa harvest", &[by, from]), [0]);
    }

    #[test]
    fn equal_matches_come_by_date_and_then_by_handle() {
        let dated = |day: &str| Summary { published: Some(day.parse().unwrap()), ..row("Tides") };
        let rows = [row("Tides"), dated("2014-01-01"), dated("2015-01-01"), row("Tides")];
        assert_eq!(ranked("tides", &rows), [2, 1, 0, 3]);
        assert_eq!(ranked("", &rows), [2, 1, 0, 3]);
    }

    #[test]
    fn case_and_accents_count_only_when_they_are_typed() {
        let all = ["Beyoncé sings", "BEYONCE sings", "beyonce sings"];
        assert_eq!(titles("beyonce", &all).len(), 3);
        assert_eq!(titles("beyoncé", &all), [0]);
        assert_eq!(titles("BEY", &all), [1]);
        assert_eq!(titles("россия", &["Россия сегодня"]), [0]);
        assert_eq!(titles("can't", &["They can’t"]), [0]);
    }

    #[test]
    fn a_stopped_search_gives_nothing() {
        let one = row("One");
        assert_eq!(rank([(Handle(0), &one)], &Pattern::new("o"), &|| true), None);
    }

    #[test]
    fn marks_show_each_word_where_it_matched_best() {
        let summary = Summary {
            authors: vec!["Ana Paz".into(), "Rosa Valdéz".into()],
            source: Some("Courier".into()),
            ..row("Über Valleys")
        };
        let marks = Pattern::new("valdez uber cour").marks(&summary);
        assert_eq!(marks.title.first(), Some(&(0..5)));
        assert!(marks.authors[0].is_empty());
        assert_eq!(marks.authors[1].first(), Some(&(5..12)));
        assert_eq!(marks.source.first(), Some(&(0..4)));
        let scattered = Pattern::new("uvs").marks(&summary);
        assert_eq!(scattered.title, [0..2, 6..7, 12..13]);
    }

    #[test]
    fn a_very_long_title_is_cut_not_feared() {
        let long = "é".repeat(100_000);
        assert_eq!(titles("é", &[&long]), [0]);
    }

    proptest! {
        #[test]
        fn marks_are_whole_characters_inside_the_fields(
            typed in "[a-zéß ]{1,6}", title in "(\\PC|[a-zß’é])*", author in "\\PC*", source in "[a-zÉﬁ ]*"
        ) {
            let summary = Summary { authors: vec![author.clone()], source: Some(source.clone()), ..row(&title) };
            let marks = Pattern::new(&typed).marks(&summary);
            for (text, marks) in [(&title, &marks.title), (&author, &marks.authors[0]), (&source, &marks.source)] {
                let mut last = 0;
                for range in marks {
                    prop_assert!(range.start >= last && range.start < range.end);
                    prop_assert!(text.get(range.clone()).is_some());
                    last = range.end;
                }
            }
        }

        #[test]
        fn every_title_that_contains_the_pattern_is_found_and_leads(
            typed in "[a-e]{1,4}", titles in proptest::collection::vec("[a-eA-E ]{0,20}", 0..20)
        ) {
            let rows: Vec<Summary> = titles.iter().map(|title| row(title)).collect();
            let order = ranked(&typed, &rows);
            let contains = |nth: u32| titles[nth as usize].to_lowercase().contains(&typed);
            let count = (0..titles.len() as u32).filter(|nth| contains(*nth)).count();
            prop_assert!(order.len() >= count);
            prop_assert!(order[..count].iter().all(|nth| contains(*nth)));
        }
    }
}
