//! What each word of an article weighs in it.
//!
//! A word's tf is the sum over its places of 1 + 2e^(−position/100), a title word counting 3, and its weight
//! (1 + ln tf) · idf. The factors were measured on six labelled archives.

use super::index::FORWARD;

/// tf is counted in parts of this size.
const UNIT: f32 = 1.0 / 64.0;

/// What a place in the title adds to tf.
const TITLE: f32 = 3.0;

/// A word of an article: a term's number in the low 24 bits, how many words without one stand right before it in
/// the high 8. Terms beyond 16 million (misread print, in an archive of that size) are left out.
#[derive(Clone, Copy)]
pub(super) struct Token(u32);

impl Token {
    /// Numbers of terms are below this.
    pub(super) const TERMS: u32 = 1 << 24;

    pub(super) fn new(term: u32, skipped: u32) -> Self {
        Self(term | skipped.min(255) << 24)
    }

    pub(super) fn term(self) -> usize {
        (self.0 & (Self::TERMS - 1)) as usize
    }

    pub(super) fn skipped(self) -> usize {
        (self.0 >> 24) as usize
    }
}

/// What the weighing of one article leaves to be used for the next.
pub(super) struct Weighing {
    /// tf by term, in units; zero between articles.
    units: Vec<u32>,
    terms: Vec<usize>,
    pub(super) vector: Vec<(u32, f32)>,
    /// What a place in the body adds to tf, in units, by position.
    lead: Vec<u32>,
}

impl Weighing {
    pub(super) fn new(terms: usize) -> Self {
        let lead = (1..=1000).map(|position| units(1.0 + 2.0 * (-position as f32 / 100.0).exp())).collect();
        Self { units: vec![0; terms], terms: Vec::new(), vector: Vec::new(), lead }
    }

    /// Makes [`Self::vector`] of an article: its weightiest terms with what they weigh, its length over all terms being
    /// 1, by their numbers. Answers how long the part is that is names.
    pub(super) fn vector(
        &mut self,
        tokens: &[Token],
        title: usize,
        idf: &[f32],
        numbers: &[u32],
        is_name: impl Fn(usize) -> bool,
    ) -> f32 {
        let mut position = 0;
        for (at, token) in tokens.iter().enumerate() {
            if at == title {
                position = 0;
            }
            position += token.skipped();
            let add = if at < title { units(TITLE) } else { self.lead.get(position).copied().unwrap_or(units(1.0)) };
            position += 1;
            let term = token.term();
            if self.units[term] == 0 {
                self.terms.push(term);
            }
            self.units[term] += add;
        }
        let (mut norm, mut names) = (0.0, 0.0);
        self.vector.clear();
        for term in self.terms.drain(..) {
            let tf = std::mem::take(&mut self.units[term]) as f32 * UNIT;
            let weight = (1.0 + tf.ln()) * idf[term];
            norm += weight * weight;
            if is_name(term) {
                names += weight * weight;
            }
            if numbers[term] != u32::MAX {
                self.vector.push((numbers[term], weight));
            }
        }
        if self.vector.len() > FORWARD {
            self.vector.select_nth_unstable_by(FORWARD, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            self.vector.truncate(FORWARD);
        }
        let length = norm.sqrt().max(f32::MIN_POSITIVE);
        for (_, weight) in &mut self.vector {
            *weight /= length;
        }
        self.vector.sort_unstable_by_key(|(number, _)| *number);
        names.sqrt() / length
    }
}

fn units(tf: f32) -> u32 {
    (tf / UNIT).round() as u32
}
