//! Two tellings side by side: which sentence of one says what a sentence of the other says, and where they differ.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::novelty::Tongue;
use super::novelty::token::{Parsed, Role};
use super::sentences::{Sentence, sentences};
use crate::article::{Article, Language};

/// From this likeness on two sentences say the same: twice the weight of the words that both have, beside the weight of
/// all (Dice): about half of the words of each are the other's.
const ALIKE: f32 = 0.45;

/// What a function word counts beside another.
const QUARTER: f32 = 0.25;

/// So many places of a word are looked at, those about as far on in the other telling, and so many sentences are taken
/// for alike: a text of one sentence over and over takes no square time.
const NEARBY: usize = 128;
const CANDIDATES: usize = 8;

/// A sentence of one of the tellings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// What it says.
    pub text: String,
    /// The numbers and names, as bytes, that the sentence beside it lacks.
    pub marks: Vec<Range<usize>>,
}

/// What stands side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Passages of the two tellings, by their index: one of each, if they say the same.
    pub passages: [Range<usize>; 2],
    /// They say the same; else they are what stands between two that do.
    pub alike: bool,
}

/// Two tellings, aligned in the order in which both tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The sentences of each.
    pub passages: [Vec<Passage>; 2],
    /// What stands side by side, in order.
    pub rows: Vec<Row>,
    /// The languages.
    pub languages: [Option<Language>; 2],
}

impl Comparison {
    /// Aligns two tellings: of the pairs of sentences alike, those that make up the most likeness in one order.
    pub fn of(one: &Article, other: &Article) -> Self {
        let articles = [one, other];
        let mut passages = articles.map(|article| {
            let text = |Sentence { block, range }: Sentence| article.blocks[block].text[range].to_owned();
            sentences(article).map(|sentence| Passage { text: text(sentence), marks: Vec::new() }).collect::<Vec<_>>()
        });
        let tongues = articles.map(|article| Tongue::of(article.language));
        let parse = |side: usize| {
            let parsed = passages[side].iter().map(|passage| Parsed::of(&passage.text, &tongues[side]));
            parsed.collect::<Vec<_>>()
        };
        let parsed = [parse(0), parse(1)];
        let pairs = chain(&candidates(&parsed), parsed[1].len());
        for (left, right) in &pairs {
            let (left_marks, right_marks) =
                (lacking(&parsed[0][*left], &parsed[1][*right]), lacking(&parsed[1][*right], &parsed[0][*left]));
            passages[0][*left].marks = left_marks;
            passages[1][*right].marks = right_marks;
        }
        let rows = rows(&pairs, [passages[0].len(), passages[1].len()]);
        Self { passages, rows, languages: articles.map(|article| article.language) }
    }
}

/// The rows of some pairs, with what stands between them.
fn rows(pairs: &[(usize, usize)], lens: [usize; 2]) -> Vec<Row> {
    let mut rows = Vec::with_capacity(pairs.len() * 2 + 1);
    let mut done = [0, 0];
    let ends = pairs.iter().map(|(left, right)| ([*left, *right], true)).chain([(lens, false)]);
    for (at, alike) in ends {
        if at != done {
            rows.push(Row { passages: [done[0]..at[0], done[1]..at[1]], alike: false });
        }
        if alike {
            rows.push(Row { passages: at.map(|at| at..at + 1), alike: true });
        }
        done = at.map(|at| at + 1);
    }
    rows
}

fn weight(role: Role) -> f32 {
    if role == Role::Function { QUARTER } else { 1.0 }
}

fn weigh(parsed: &Parsed) -> f32 {
    parsed.tokens.iter().map(|token| weight(token.role)).sum()
}

/// The pairs of sentences that are alike, with how much, by the left one.
fn candidates(parsed: &[Vec<Parsed>; 2]) -> Vec<Vec<(usize, f32)>> {
    let mut places: HashMap<u64, Vec<usize>> = HashMap::new();
    for (number, sentence) in parsed[1].iter().enumerate() {
        sentence.tokens.iter().for_each(|token| places.entry(token.name).or_default().push(number));
    }
    let weights: Vec<f32> = parsed[1].iter().map(weigh).collect();
    let near = |(number, sentence): (usize, &Parsed)| {
        let mut shared: HashMap<usize, f32> = HashMap::new();
        // The same stretch for all of its words, so that each sentence in it gets all that it shares.
        let expected = number * parsed[1].len() / parsed[0].len().max(1);
        for token in &sentence.tokens {
            let places = places.get(&token.name).map_or(&[][..], Vec::as_slice);
            let middle = places.partition_point(|place| *place < expected);
            let from = middle.saturating_sub(NEARBY / 2).min(places.len().saturating_sub(NEARBY));
            let nearby = places.iter().skip(from).take(NEARBY);
            nearby.for_each(|place| *shared.entry(*place).or_default() += weight(token.role));
        }
        let own = weigh(sentence);
        let alike = shared.into_iter().map(|(other, shared)| (other, 2.0 * shared / (own + weights[other])));
        let mut alike: Vec<(usize, f32)> = alike.filter(|(_, alike)| *alike >= ALIKE).collect();
        alike.sort_by(|(a, one), (b, other)| other.total_cmp(one).then_with(|| a.cmp(b)));
        alike.truncate(CANDIDATES);
        alike
    };
    parsed[0].iter().enumerate().map(near).collect()
}

/// Of candidate pairs, those that rise on both sides and weigh most together.
fn chain(candidates: &[Vec<(usize, f32)>], right: usize) -> Vec<(usize, usize)> {
    /// A pair, and the one before it in its chain.
    struct Link {
        pair: (usize, usize),
        before: Option<usize>,
    }
    let mut links: Vec<Link> = Vec::new();
    // The heaviest chain that ends before a place on the right: a Fenwick tree of maxima.
    let mut heaviest: Vec<(f32, Option<usize>)> = vec![(0.0, None); right + 1];
    let mut best = (0.0, None);
    for (left, pairs) in candidates.iter().enumerate() {
        let before = |at: usize, heaviest: &[(f32, Option<usize>)]| {
            let mut found = (0.0, None);
            let mut node = at;
            while node > 0 {
                if heaviest[node].0 > found.0 {
                    found = heaviest[node];
                }
                node &= node - 1;
            }
            found
        };
        // A sentence is taken once: all of its pairs go on from chains without it.
        let ends: Vec<_> = pairs.iter().map(|(at, alike)| (*at, *alike, before(*at, &heaviest))).collect();
        for (at, alike, (weight, before)) in ends {
            let end = (weight + alike, Some(links.len()));
            links.push(Link { pair: (left, at), before });
            if end.0 > best.0 {
                best = end;
            }
            let mut node = at + 1;
            while node <= right {
                if end.0 > heaviest[node].0 {
                    heaviest[node] = end;
                }
                node += node & node.wrapping_neg();
            }
        }
    }
    let mut pairs: Vec<_> = std::iter::successors(best.1, |at| links[*at].before).map(|at| links[at].pair).collect();
    pairs.reverse();
    pairs
}

/// Where the numbers and names of a sentence stand that another lacks.
fn lacking(sentence: &Parsed, other: &Parsed) -> Vec<Range<usize>> {
    let known: HashSet<u64> = other.tokens.iter().map(|token| token.name).collect();
    // The capital that opens a sentence makes no name.
    let differs = |role: Role, unsure: bool| role == Role::Number || role == Role::Name && !unsure;
    let news = sentence.tokens.iter().filter(|token| differs(token.role, token.unsure) && !known.contains(&token.name));
    let news: HashSet<u64> = news.map(|token| token.name).collect();
    let places = sentence.places.iter().filter(|(_, name)| news.contains(name));
    places.map(|(range, _)| range.clone()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::article::Block;

    fn article(text: &str) -> Article {
        Article { blocks: text.lines().map(Block::paragraph).collect(), ..Article::default() }
    }

    fn compared(one: &str, other: &str) -> Comparison {
        Comparison::of(&article(one), &article(other))
    }

    /// The pairs that say the same.
    fn alike(comparison: &Comparison) -> Vec<(usize, usize)> {
        let rows = comparison.rows.iter().filter(|row| row.alike);
        rows.map(|row| (row.passages[0].start, row.passages[1].start)).collect()
    }

    const ONE: &str = "The ferry Arvika ran aground off Kessing Point in a gale.         All 84 passengers were taken off by the Kessing lifeboat before dawn. The captain blamed a buoy.";

    #[test]
    fn sentences_that_say_the_same_stand_side_by_side_and_what_differs_is_marked() {
        let other = "A buoy had drifted. In a gale the ferry Arvika ran aground off Lindholm Point.             All 85 passengers were taken off by the lifeboat of Kessing before dawn.";
        let comparison = compared(ONE, other);
        assert_eq!(alike(&comparison), [(0, 1), (1, 2)]);
        let marked = |side: usize, at: usize| {
            let Passage { text, marks } = &comparison.passages[side][at];
            marks.iter().map(|range| text[range.clone()].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!((marked(0, 0), marked(1, 1)), (vec!["Kessing".to_owned()], vec!["Lindholm".to_owned()]));
        assert_eq!((marked(0, 1), marked(1, 2)), (vec!["84".to_owned()], vec!["85".to_owned()]));
        assert_eq!(marked(0, 2), Vec::<String>::new(), "what stands alone is calm");
        let shape: Vec<_> = comparison.rows.iter().map(|row| (row.passages.clone(), row.alike)).collect();
        assert_eq!(shape, [([0..0, 0..1], false), ([0..1, 1..2], true), ([1..2, 2..3], true), ([2..3, 3..3], false)]);
    }

    #[test]
    fn what_is_told_in_another_order_is_aligned_once() {
        let (a, b, c) = ("The tug came at noon today.", "Divers found a large hole.", "The crew slept in a barn.");
        let comparison = compared(&format!("{a} {b} {c}"), &format!("{b} {c} {a}"));
        assert_eq!(alike(&comparison), [(1, 0), (2, 1)]);
    }

    #[test]
    fn nothing_alike_is_one_row_and_nothing_at_all_is_none() {
        let comparison = compared(ONE, "The chess club moves into the old dairy.");
        assert_eq!(comparison.rows, [Row { passages: [0..3, 0..1], alike: false }]);
        assert_eq!(compared("", "").rows, []);
    }

    #[test]
    fn a_text_of_one_sentence_over_and_over_takes_no_square_time() {
        let text = "The ferry Arvika ran aground off Kessing Point.\n".repeat(3_000);
        assert!(!alike(&compared(&text, &text)).is_empty());
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

        #[test]
        fn every_sentence_stands_in_one_row_and_all_in_order(one in "([abc ]{0,8}[.\n] ){0,9}", other in "([abc ]{0,8}[.\n] ){0,9}") {
            let comparison = compared(&one, &other);
            for side in 0..2 {
                let mut done = 0;
                for row in &comparison.rows {
                    prop_assert_eq!(row.passages[side].start, done);
                    done = row.passages[side].end;
                }
                prop_assert_eq!(done, comparison.passages[side].len());
            }
        }
    }
}
