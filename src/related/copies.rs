//! Copies: how much text two articles share, word for word.
//!
//! Exact containment of word 4-grams ("shingles", Broder 1997): the share of the shorter article's that stand in the
//! other one too.

use std::cmp::Ordering;
use std::collections::HashMap;

use super::terms::{mix, name, words};
use crate::article::{Article, Handle, Kind};

/// From this share on two articles share their text: one is a copy.
pub const COPY: f32 = 0.5;

/// From this share on they have partly the same text.
pub const PARTLY: f32 = 0.3;

/// How many words a shingle has.
const WIDTH: usize = 4;

/// What more groups begin with alike is litter.
const LITTER: usize = 200;

/// The shingles of an article's text, sorted, each once. A text of fewer than four words has none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shingles(Vec<u64>);

impl Shingles {
    /// Those of an article, without its title, its litter and its credits. Paragraphs run on into one another: where
    /// they are parted, copies differ.
    pub fn of(article: &Article) -> Self {
        let texts = article.blocks.iter().filter(|block| !block.boilerplate && block.kind != Kind::Credit);
        let names = texts.flat_map(|block| words(&block.text).map(|word| name(&block.text[word.range])));
        let names: Vec<u64> = names.collect();
        let shingle = |run: &[u64]| run.iter().fold(0, |shingle, name| mix(shingle ^ name));
        let mut shingles: Vec<u64> = names.windows(WIDTH).map(shingle).collect();
        shingles.sort_unstable();
        shingles.dedup();
        shingles.shrink_to_fit();
        Self(shingles)
    }

    /// How much of the shorter one's text stands in the other too: from 0 to 1.
    pub fn shared(&self, other: &Self) -> f32 {
        let (mut one, mut two, mut count) = (self.0.as_slice(), other.0.as_slice(), 0);
        while let ([first, rest @ ..], [second, others @ ..]) = (one, two) {
            let order = first.cmp(second);
            count += usize::from(order == Ordering::Equal);
            one = if order == Ordering::Greater { one } else { rest };
            two = if order == Ordering::Less { two } else { others };
        }
        share(count, self, other)
    }
}

fn share(count: usize, one: &Shingles, other: &Shingles) -> f32 {
    count as f32 / one.0.len().min(other.0.len()).max(1) as f32
}

/// An article whose copies are looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Which article it is.
    pub handle: Handle,
    /// When it was published, as [`Moment::order`](crate::article::Moment::order) says.
    pub published: Option<i64>,
    /// What it says.
    pub shingles: Shingles,
}

/// An article and those that share text with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The earliest.
    pub earliest: Handle,
    /// The copies, earliest first, each with the share of text that it has in common with the earliest.
    pub copies: Vec<(Handle, f32)>,
    /// Later articles that have partly the same text: each has a group of its own.
    pub partly: Vec<(Handle, f32)>,
}

/// Articles in groups of copies, earliest first; undated ones come last, equal ones by handle. An article without
/// copies is alone in its group. Each article is in the group of the one that it shares most text with, of those that
/// are the earliest in theirs. Takes time in proportion to the texts: what more than 200 groups begin with alike is
/// litter.
pub fn groups(mut texts: Vec<Text>) -> Vec<Group> {
    texts.sort_by_key(|text| (text.published.is_none(), text.published, text.handle));
    let mut groups: Vec<(usize, Group)> = Vec::new();
    let mut places: HashMap<u64, Vec<u32>> = HashMap::new();
    let mut counts: Vec<usize> = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        let mut met = Vec::new();
        let known = text.shingles.0.iter().filter_map(|shingle| places.get(shingle));
        for group in known.filter(|groups| groups.len() <= LITTER).flatten() {
            if counts[*group as usize] == 0 {
                met.push(*group as usize);
            }
            counts[*group as usize] += 1;
        }
        let mut best: Option<(f32, usize)> = None;
        for group in met {
            let count = std::mem::take(&mut counts[group]);
            let share = share(count, &texts[groups[group].0].shingles, &text.shingles);
            let is_better = |(most, earlier): (f32, usize)| share > most || (share == most && group < earlier);
            if share >= PARTLY && best.is_none_or(is_better) {
                best = Some((share, group));
            }
        }
        match best {
            Some((share, group)) if share >= COPY => {
                groups[group].1.copies.push((text.handle, share));
                continue;
            }
            Some((share, group)) => groups[group].1.partly.push((text.handle, share)),
            None => {}
        }
        for shingle in &text.shingles.0 {
            let places = places.entry(*shingle).or_default();
            if places.len() <= LITTER {
                places.push(groups.len() as u32);
            }
        }
        groups.push((at, Group { earliest: text.handle, copies: Vec::new(), partly: Vec::new() }));
        counts.push(0);
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::article::Block;

    const FERRY: &str = "The ferry Aurelia ran aground off Kessing Point in a gale on Tuesday night. Lifeboats took off \
        all 214 passengers, the coastguard said, and nobody was hurt.";
    const OWNER: &str = " Her owner said that both engines had failed an hour before, for a reason that nobody on board \
        could find, and that she had been looked over in March.";
    const BUDGET: &str = "The council passed its budget on Monday after a long debate about the price of meals.";

    fn shingles(text: &str) -> Shingles {
        Shingles::of(&Article { blocks: text.lines().map(Block::paragraph).collect(), ..Article::default() })
    }

    fn text(handle: u32, published: Option<i64>, text: &str) -> Text {
        Text { handle: Handle(handle), published, shingles: shingles(text) }
    }

    #[test]
    fn the_shorter_text_is_wholly_in_the_longer_whatever_its_case_and_paragraphs() {
        let longer = shingles(&format!("{BUDGET} {FERRY}{OWNER}"));
        assert_eq!(shingles(FERRY).shared(&longer), 1.0);
        assert_eq!(longer.shared(&shingles(&FERRY.to_uppercase().replace(". ", ".\n"))), 1.0);
        assert_eq!(shingles(BUDGET).shared(&shingles(FERRY)), 0.0);
    }

    #[test]
    fn a_text_of_three_words_shares_nothing_not_even_with_itself() {
        assert_eq!(shingles("Ferry runs aground").shared(&shingles("Ferry runs aground")), 0.0);
        assert_eq!(shingles("").shared(&shingles(FERRY)), 0.0);
        let alone = groups(vec![text(0, None, "Ferry runs aground"), text(1, None, "Ferry runs aground")]);
        assert_eq!(alone.len(), 2);
    }

    #[test]
    fn litter_of_an_article_is_no_shared_text() {
        let button = "Share this story with all of your friends and sign up for our morning letter";
        let mut article = Article { blocks: vec![Block::paragraph(button)], ..Article::default() };
        article.blocks[0].boilerplate = true;
        assert_eq!(Shingles::of(&article), Shingles::default());
    }

    #[test]
    fn copies_stand_behind_the_earliest_with_the_share_that_they_have_of_it() {
        let half = format!("{BUDGET} {BUDGET} {}", &FERRY[..100]);
        let found = groups(vec![
            text(0, None, FERRY),
            text(1, Some(30), &format!("{FERRY}{OWNER}")),
            text(2, Some(20), FERRY),
            text(3, Some(40), BUDGET),
            text(4, Some(50), &half),
        ]);
        assert_eq!(found.len(), 2);
        assert_eq!(
            (found[0].earliest, found[0].copies.as_slice()),
            (Handle(2), &[(Handle(1), 1.0), (Handle(0), 1.0)][..])
        );
        assert_eq!((found[1].earliest, found[1].copies.as_slice()), (Handle(3), &[(Handle(4), 1.0)][..]));
    }

    #[test]
    fn partly_the_same_text_is_said_and_not_folded() {
        let found = groups(vec![text(0, Some(1), FERRY), text(1, Some(2), &format!("{}{OWNER}", &FERRY[..64]))]);
        assert_eq!(found.len(), 2);
        let (handle, share) = found[0].partly[0];
        assert!(handle == Handle(1) && (PARTLY..COPY).contains(&share), "{share}");
    }

    proptest! {
        #[test]
        fn every_article_is_in_one_group_and_shares_what_comparing_both_says(
            texts in prop::collection::vec("([a-c] ){0,12}", 0..12)
        ) {
            let texts: Vec<Text> = (0..).zip(&texts).map(|(handle, said)| text(handle, None, said)).collect();
            let found = groups(texts.clone());
            let mut seen: Vec<u32> = Vec::new();
            for group in &found {
                seen.push(group.earliest.0);
                seen.extend(group.copies.iter().map(|(copy, _)| copy.0));
                for (copy, share) in group.copies.iter().chain(&group.partly) {
                    let both = [copy, &group.earliest].map(|handle| &texts[handle.index()].shingles);
                    prop_assert_eq!(both[0].shared(both[1]), *share);
                }
            }
            seen.sort_unstable();
            prop_assert_eq!(seen, (0..texts.len() as u32).collect::<Vec<_>>());
        }
    }
}
