//! What a term weighs: how often an article has it, how many articles have it.
//!
//! idf = ln(1 + (N − df + ½)/(df + ½)), as in BM25 (Robertson & Zaragoza 2009, "The Probabilistic Relevance Framework",
//! §3.5), half as much again for a number. The factors were measured on six labelled archives.

use std::collections::HashMap;

use super::background;
use super::draft::short;
use super::terms::name;

/// How much more a number weighs.
const NUMBER: f32 = 1.5;

/// Up to the first share of an archive's words known to it the background doesn't count, from the second on in full:
/// an archive in another language must not have its ordinary words taken for rare ones. Of English archives it knows
/// .70 to .84, of French ones .27 to .37, of others less.
const FOREIGN: f32 = 0.4;
const ENGLISH: f32 = 0.6;

/// 1 + ln tf is kept in steps of this size, from 1 on.
const STEP: f32 = 0.3;

/// The step of a term that stands so often in an article.
pub fn step(tf: f32) -> u8 {
    (tf.max(1.0).ln() / STEP).round().min(15.0) as u8
}

/// 1 + ln tf of a step.
#[inline]
pub fn factor(step: u8) -> f32 {
    1.0 + f32::from(step) * STEP
}

/// How many articles have a term, and what kind of word it is, in a byte. Up to eight articles are counted, more are told
/// to a third of a doubling, which changes a rare word's idf by a hundredth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Frequency(pub u8);

impl Frequency {
    const NAME: u8 = 0x40;
    const NUMBER: u8 = 0x80;
    const COUNTED: u32 = 8;

    /// Packs what is known.
    pub fn new(articles: u32, is_name: bool, is_number: bool) -> Self {
        let code = if articles <= Self::COUNTED {
            articles as u8
        } else {
            let thirds = (articles as f32 / Self::COUNTED as f32).log2() * 3.0;
            (Self::COUNTED as u8 + thirds.round() as u8).min(0x3f)
        };
        Self(code | if is_name { Self::NAME } else { 0 } | if is_number { Self::NUMBER } else { 0 })
    }

    /// How many articles have it.
    #[inline]
    pub fn articles(self) -> f32 {
        let code = u32::from(self.0 & 0x3f);
        match code.checked_sub(Self::COUNTED) {
            None => code as f32,
            // 2^(1/3) and 2^(2/3)
            Some(thirds) => (Self::COUNTED << (thirds / 3)) as f32 * [1.0, 1.259_921, 1.587_401][thirds as usize % 3],
        }
    }

    /// Whether it is a name.
    #[inline]
    pub fn is_name(self) -> bool {
        self.0 & Self::NAME != 0
    }

    /// Whether it is a number.
    #[inline]
    pub fn is_number(self) -> bool {
        self.0 & Self::NUMBER != 0
    }
}

/// How rare terms are in an archive, and in the background of one that is too small to tell.
#[derive(Default)]
pub struct Rarity {
    articles: f32,
    background: HashMap<u32, f32>,
}

impl Rarity {
    /// The rarity in so many articles, which have `terms` terms in all, each counted in each of them. `frequency` tells
    /// how many articles have a term, and is only asked in small archives: to these as many articles of the background
    /// are added as they lack, and fewer when they speak another language.
    pub fn of(articles: usize, terms: f32, frequency: impl Fn(u32) -> f32) -> Self {
        let archive = articles as f32;
        let lacking = background::DOCUMENTS - archive;
        if lacking <= 0.0 {
            return Self { articles: archive, background: HashMap::new() };
        }
        let mut background = HashMap::new();
        background::each(|word, documents| {
            background.insert(short(name(word)), documents);
        });
        let of_known: f32 = background.keys().map(|term| frequency(*term)).sum();
        let added = lacking * ((of_known / terms.max(1.0) - FOREIGN) / (ENGLISH - FOREIGN)).clamp(0.0, 1.0);
        background.values_mut().for_each(|documents| *documents *= added / background::DOCUMENTS);
        Self { articles: archive + added, background }
    }

    /// The idf of a term that so many articles have.
    pub fn idf(&self, term: u32, articles: f32, is_number: bool) -> f32 {
        let df = articles + self.background.get(&term).copied().unwrap_or(0.0);
        let idf = (1.0 + ((self.articles - df + 0.5) / (df + 0.5)).max(0.0)).ln();
        if is_number { idf * NUMBER } else { idf }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frequency_in_a_byte_is_near_what_it_was() {
        for articles in [0, 1, 2, 7, 8, 9, 10, 100, 5_000, 900_000] {
            let packed = Frequency::new(articles, articles % 2 == 0, articles % 3 == 0);
            assert!((packed.articles() - articles as f32).abs() <= articles as f32 * 0.13, "{articles}");
            assert!(articles > 8 || packed.articles() == articles as f32);
            assert_eq!((packed.is_name(), packed.is_number()), (articles % 2 == 0, articles % 3 == 0));
        }
    }

    #[test]
    fn a_weight_in_a_step_is_near_what_it_was() {
        for tf in [1.0_f32, 1.3, 2.0, 5.0, 17.0, 80.0] {
            assert!((factor(step(tf)) - 1.0 - tf.ln()).abs() <= STEP / 2.0 + 1e-4, "{tf}");
        }
        assert_eq!((step(0.0), step(1e9)), (0, 15));
    }

    #[test]
    fn rare_terms_weigh_more_and_the_background_knows_common_words() {
        let large = Rarity::of(100_000, 1e7, |_| 0.0);
        assert!(large.idf(1, 3.0, false) > large.idf(1, 300.0, false));
        assert!(large.idf(1, 3.0, true) > large.idf(1, 3.0, false));
        // Ten articles of words that the background knows, which says how rare these are.
        let small = Rarity::of(10, 100.0, |_| 2.0);
        let (common, rare) = (short(name("government")), short(name("aurelia")));
        assert!(small.idf(common, 1.0, false) < small.idf(rare, 1.0, false));
        // In another language it knows nothing.
        let foreign = Rarity::of(10, 100.0, |_| 0.0);
        assert_eq!(foreign.idf(common, 1.0, false), foreign.idf(rare, 1.0, false));
    }
}
