//! Searching an article's whole text.

use std::ops::Range;

use super::Query;
use super::fold::{Fold, Folded};
use super::snippet::Snippet;
use crate::article::Article;

/// BM25's saturation and its regard for length, at their usual values (Robertson & Zaragoza 2009, §3).
const K1: f32 = 1.2;
const B: f32 = 0.75;

/// An article of ordinary length, in bytes: 400 words.
const ORDINARY: f32 = 2_400.0;

/// What a place in the title counts, in places of the body.
const TITLE: f32 = 5.0;

/// How much two words that stand side by side add to the score; each alone gives at most 1 + [`K1`].
const NEAR: f32 = 1.5;

/// So many bytes between them halve what [`NEAR`] gives.
const APART: f32 = 40.0;

/// Hits this many bytes apart can share a snippet.
const CLUSTER: usize = 120;

/// A parsed [`Query`]: words that all must stand in the title or the body, in any order.
///
/// * `hack` finds that word and no longer one; `hack*` also finds `hackers`.
/// * `"north korea"` finds the words side by side, and so does `re/code` or `can't`, whatever stands between them.
/// * `-film` leaves out articles with the word.
/// * Case and accents count as [`Fold::for_pattern`] says.
///
/// Words of scripts without spaces are found wherever they stand. A query without any word finds nothing, one
/// that only leaves out finds the rest.
#[derive(Clone, Debug)]
pub struct Scan {
    wanted: Vec<Term>,
    unwanted: Vec<Term>,
    fold: Fold,
}

/// A word, or several side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Term {
    words: Vec<String>,
    /// The last word may go on.
    open: bool,
}

/// How well an article answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Scored {
    /// Larger is better; comparable within one query.
    pub score: f32,
    /// The piece of its body with the most of what was looked for, or its beginning.
    pub snippet: Snippet,
}

/// A place where a term stands.
struct Place {
    term: usize,
    block: usize,
    range: Range<usize>,
}

impl Scan {
    /// Parses a query. Every text is one: a quotation that isn't closed ends with it.
    pub fn new(query: &Query) -> Self {
        let fold = Fold::for_pattern(&query.text);
        let folded = fold.text(&query.text);
        let (mut wanted, mut unwanted) = (Vec::new(), Vec::new());
        let mut rest = folded.as_str().trim_start();
        while !rest.is_empty() {
            let negated = rest.starts_with('-');
            let body = rest.strip_prefix('-').unwrap_or(rest);
            let (text, after) = match body.strip_prefix('"') {
                Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
                None => body.split_at(body.find(|c: char| c.is_whitespace() || c == '"').unwrap_or(body.len())),
            };
            if let Some(term) = Term::new(text) {
                if negated { &mut unwanted } else { &mut wanted }.push(term);
            }
            rest = after.trim_start();
        }
        Self { wanted, unwanted, fold }
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.wanted.is_empty() && self.unwanted.is_empty()
    }

    /// How well an article answers, if it does: better when the words stand in the title, often, in a short text
    /// and near each other. Litter is not searched.
    pub fn score(&self, article: &Article) -> Option<Scored> {
        if self.is_empty() {
            return None;
        }
        let title = self.fold.text(&article.title);
        let blocks: Vec<(&str, Folded)> = article
            .blocks
            .iter()
            .filter(|block| !block.boilerplate)
            .map(|block| (block.text.as_str(), self.fold.text(&block.text)))
            .collect();
        let stands = |term: &Term| term.is_in(&title) || blocks.iter().any(|(_, block)| term.is_in(block));
        if self.unwanted.iter().any(stands) {
            return None;
        }
        let length: usize = blocks.iter().map(|(text, _)| text.len()).sum();
        let weakening = K1 * (1.0 - B + B * length as f32 / ORDINARY);
        let mut places: Vec<Place> = Vec::new();
        let mut score = 0.0;
        for (number, term) in self.wanted.iter().enumerate() {
            let before = places.len();
            for (block, (_, folded)) in blocks.iter().enumerate() {
                places.extend(term.find(folded).map(|range| Place { term: number, block, range }));
            }
            // The title made from the lead is found in the body too.
            let titled = if article.title_inferred { 0 } else { term.find(&title).count() };
            let places = (places.len() - before) as f32 + TITLE * titled as f32;
            if places == 0.0 {
                return None;
            }
            score += places * (K1 + 1.0) / (places + weakening);
        }
        places.sort_by_key(|place| (place.block, place.range.start));
        score += self.nearness(&places);
        let snippet = match densest(&places) {
            [] => Snippet::around(blocks.first().map_or("", |(text, _)| *text), &[]),
            cluster => {
                let (text, folded) = &blocks[cluster[0].block];
                let hits: Vec<Range<usize>> = cluster.iter().map(|place| folded.origin(place.range.clone())).collect();
                Snippet::around(text, &super::fuzzy::merge(hits))
            }
        };
        Some(Scored { score, snippet })
    }

    /// What the words' standing together in the body adds: most when all stand side by side.
    fn nearness(&self, places: &[Place]) -> f32 {
        let wanted = self.wanted.len();
        if wanted < 2 {
            return 0.0;
        }
        // The last place seen of each term: the shortest stretch with all of them that ends here starts at the
        // earliest of these.
        let mut last: Vec<Option<&Place>> = vec![None; wanted];
        let mut nearest: Option<usize> = None;
        for place in places {
            last[place.term] = Some(place);
            let stretch = last.iter().map(|last| last.filter(|last| last.block == place.block));
            let Some(stretch) = stretch.collect::<Option<Vec<&Place>>>() else { continue };
            let covered: usize = stretch.iter().map(|place| place.range.len()).sum();
            let start = stretch.iter().map(|place| place.range.start).min().unwrap_or(place.range.start);
            let between = place.range.end.saturating_sub(start + covered);
            nearest = Some(nearest.map_or(between, |nearest| nearest.min(between)));
        }
        nearest.map_or(0.0, |between| NEAR * (wanted - 1) as f32 / (1.0 + between as f32 / APART))
    }
}

impl Term {
    fn new(text: &str) -> Option<Self> {
        let words: Vec<String> =
            text.split(|c: char| !is_letter(c)).filter(|word| !word.is_empty()).map(str::to_owned).collect();
        (!words.is_empty()).then(|| Self { words, open: text.ends_with('*') })
    }

    fn is_in(&self, folded: &Folded) -> bool {
        self.find(folded).next().is_some()
    }

    /// The places where the words stand one after the other, in bytes of the folded text.
    fn find<'a>(&'a self, folded: &'a Folded) -> impl Iterator<Item = Range<usize>> + 'a {
        let text = folded.as_str();
        let mut at = 0;
        std::iter::from_fn(move || {
            let first = self.words.first()?;
            while let Some(found) = text[at..].find(first.as_str()) {
                let start = at + found;
                at = start + first.len();
                if let Some(end) = self.end(folded, start) {
                    at = end;
                    return Some(start..end);
                }
            }
            None
        })
    }

    /// Where the words end if they start at `start`.
    fn end(&self, folded: &Folded, start: usize) -> Option<usize> {
        let text = folded.as_str();
        let mut at = start;
        for (number, word) in self.words.iter().enumerate() {
            let rest = &text[at..];
            let gap = if number == 0 { 0 } else { rest.find(is_letter)? };
            let begin = at + gap;
            let goes_on = |before: Option<char>, next: Option<char>| {
                before
                    .zip(next)
                    .is_some_and(|(a, b)| is_letter(a) && is_letter(b) && !(is_unspaced(a) || is_unspaced(b)))
            };
            at = begin + text[begin..].strip_prefix(word.as_str()).map(|_| word.len())?;
            let open = self.open && number + 1 == self.words.len();
            if goes_on(text[..begin].chars().next_back(), word.chars().next())
                || !open && goes_on(word.chars().next_back(), text[at..].chars().next())
                || !folded.is_end(at)
            {
                return None;
            }
        }
        if self.open {
            at += text[at..].find(|c| !is_letter(c)).unwrap_or(text.len() - at);
        }
        Some(at)
    }
}

/// Whether a character belongs to a word. Combining marks do.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{0300}'..='\u{036f}')
}

/// Whether a character's script puts no spaces between words.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// The places, near each other in one block, with the most different terms, then the most places; the first of such.
fn densest(places: &[Place]) -> &[Place] {
    let mut best: (&[Place], usize) = (&[], 0);
    for (start, first) in places.iter().enumerate() {
        let near = |place: &&Place| place.block == first.block && place.range.end <= first.range.start + CLUSTER;
        let len = 1 + places[start + 1..].iter().take_while(near).count();
        let cluster = &places[start..start + len];
        let mut terms: Vec<usize> = cluster.iter().map(|place| place.term).collect();
        terms.sort_unstable();
        terms.dedup();
        if (terms.len(), len) > (best.1, best.0.len()) {
            best = (cluster, terms.len());
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::article::Block;

    fn article(title: &str, text: &str) -> Article {
        Article { title: title.to_owned(), blocks: text.lines().map(Block::paragraph).collect(), ..Article::default() }
    }

    fn search(query: &str, article: &Article) -> Option<Scored> {
        Scan::new(&Query { text: query.to_owned() }).score(article)
    }

    fn finds(query: &str, text: &str) -> bool {
        search(query, &article("Title", text)).is_some()
    }

    fn score(query: &str, article: &Article) -> f32 {
        search(query, article).unwrap().score
    }

    #[test]
    fn a_word_is_found_whole_and_with_a_star_as_a_beginning() {
        assert!(finds("hack", "The hack’s cost"));
        assert!(!finds("hack", "The hackers"));
        assert!(finds("hack*", "The hackers"));
        assert!(!finds("ack*", "The hackers"));
    }

    #[test]
    fn all_words_must_stand_in_the_title_or_the_body() {
        assert!(finds("ferry title", "A ferry sank"));
        assert!(!finds("ferry gale", "A ferry sank"));
    }

    #[test]
    fn quoted_words_stand_side_by_side() {
        assert!(finds("\"north korea\"", "in North\u{a0} Korea"));
        assert!(finds("\"north korea\"", "in North Korea, it"));
        assert!(!finds("\"north korea\"", "the north of Korea"));
        assert!(finds("“north korea”", "North-Korea"));
        assert!(finds("can't", "They can’t"));
        assert!(!finds("\"north korea", "korea north"));
    }

    #[test]
    fn a_word_with_a_minus_must_be_absent() {
        assert!(!finds("ferry -gale", "A ferry in a gale"));
        assert!(finds("ferry -gale", "A ferry in a storm"));
        assert!(finds("-gale", "A ferry"));
        assert!(!finds("-\"a ferry\"", "A ferry"));
        assert!(finds("jong-un", "Kim Jong Un"));
    }

    #[test]
    fn case_and_accents_count_only_when_they_are_typed() {
        assert!(
            finds("jose", "José") && finds("José", "Jose\u{301}") && !finds("José", "Jose") && !finds("US", "for us")
        );
    }

    #[test]
    fn words_of_scripts_without_spaces_are_found_anywhere() {
        assert!(finds("朝鮮", "北朝鮮がミサイルを発射"));
        assert!(finds("ข่าว", "อ่านข่าววันนี้"));
    }

    #[test]
    fn nothing_typed_finds_nothing() {
        assert!(!finds("", "text") && !finds(" - \"\" * ", "text"));
    }

    #[test]
    fn titles_and_repetition_and_nearness_come_first() {
        let plain = article("News", "A ferry sailed. It was late in the evening when a gale rose over the sea.");
        assert!(
            score("ferry", &article("Ferry", "A ferry sailed."))
                > score("ferry", &article("News", "A ferry, a ferry."))
        );
        assert!(
            score("ferry", &article("News", "A ferry, a ferry."))
                > score("ferry", &article("News", "A ferry, a boat.."))
        );
        let near = article("News", "It was late in the evening. A ferry sailed and a gale rose over the sea then.");
        assert!(score("ferry gale", &near) > score("ferry gale", &plain));
    }

    #[test]
    fn the_snippet_shows_where_most_words_stand() {
        let text =
            format!("A ferry. {}\n{} A gale hit the ferry at dawn.", "Much else. ".repeat(30), "Filler. ".repeat(30));
        let snippet = search("gale ferry", &article("News", &text)).unwrap().snippet;
        let marked: Vec<&str> = snippet.marks.iter().map(|mark| &snippet.text[mark.clone()]).collect();
        assert_eq!(marked, ["gale", "ferry"]);
        assert!(snippet.text.starts_with('…') && snippet.text.ends_with("dawn."));
    }

    #[test]
    fn an_article_found_by_its_title_shows_its_beginning() {
        let snippet = search("ferry", &article("Ferry", "A boat sank.\nMore.")).unwrap().snippet;
        assert_eq!(snippet, Snippet { text: "A boat sank.".to_owned(), marks: vec![] });
    }

    #[test]
    fn litter_is_not_searched() {
        let mut litter = article("News", "Share this ferry");
        litter.blocks[0].boilerplate = true;
        assert!(search("ferry", &litter).is_none());
    }

    proptest! {
        #[test]
        fn marks_are_whole_characters_of_the_snippet(query in "[a-cé\"*北 -]{1,8}", text in "([a-cé北 \n’\u{301}]|\\PC){0,300}") {
            if let Some(found) = search(&query, &article("t", &text)) {
                let mut last = 0;
                for mark in found.snippet.marks {
                    prop_assert!(mark.start >= last && found.snippet.text.get(mark.clone()).is_some());
                    last = mark.end;
                }
            }
        }
    }
}
