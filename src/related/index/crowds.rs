//! How crowded each article stands: how near its nearest are. Worked out when it is asked for, or behind.

use std::cmp::Reverse;
use std::sync::atomic::{AtomicU8, Ordering};

use super::question::{Place, Question, Sums};
use super::{Index, keep_best};
use crate::related::score::{LEAST_CROWD, crowd};

/// How many may be among an article's nearest.
const CLOSE: usize = 20;

/// How many of its terms it looks for these with: twice as many find hardly others.
const LEADS: usize = 12;

/// In so many articles the nearest are found that tell how crowded one stands.
const ENOUGH: usize = 50_000;

/// A crowd is kept as a logarithm: a step makes it larger by a sixty-fourth.
const STEP: f32 = 1.0 / 64.0;

/// The crowds of articles, by number, each in a byte; 0 is one that isn't known.
#[derive(Debug, Default)]
pub struct Crowds {
    codes: Vec<AtomicU8>,
    /// Those of the articles below this number were known before the others were there.
    known: usize,
}

impl Crowds {
    /// The crowds that these bytes tell.
    pub fn of(bytes: &[u8]) -> Self {
        Self { codes: bytes.iter().map(|byte| AtomicU8::new(*byte)).collect(), known: bytes.len() }
    }

    /// As bytes, one an article.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.codes.iter().map(|code| code.load(Ordering::Relaxed)).collect()
    }

    pub(super) fn grown_to(mut self, end: usize) -> Self {
        if self.codes.len() < end {
            self.codes.resize_with(end, AtomicU8::default);
        }
        self
    }

    pub(super) fn bytes(&self) -> usize {
        self.codes.len()
    }

    fn get(&self, number: u32) -> Option<f32> {
        let code = self.codes.get(number as usize)?.load(Ordering::Relaxed).checked_sub(1)?;
        Some(LEAST_CROWD * (f32::from(code) * STEP).exp())
    }

    fn set(&self, number: u32, crowd: f32) -> f32 {
        let steps = ((crowd / LEAST_CROWD).ln() / STEP).round().min(254.0);
        if let Some(code) = self.codes.get(number as usize) {
            code.store(steps as u8 + 1, Ordering::Relaxed);
        }
        LEAST_CROWD * (steps * STEP).exp()
    }
}

impl Index {
    /// How near an article stands to its own nearest, on average.
    pub(super) fn crowd(&self, place: Place, sums: &mut Sums) -> f32 {
        let number = self.number(place);
        self.crowds.get(number).unwrap_or_else(|| self.settle(number, &self.close(place, sums)))
    }

    /// Notes the crowd of an article, of which these are the nearest.
    fn settle(&self, number: u32, close: &[(f32, Place)]) -> f32 {
        let mut cosines: Vec<f32> = close.iter().map(|(cosine, _)| *cosine).collect();
        self.crowds.set(number, crowd(&mut cosines))
    }

    /// The parts in which an article's nearest are looked for: its own, and the largest, until they are an archive of
    /// which more would tell little more.
    fn around(&self, own: usize) -> Vec<usize> {
        let mut parts = self.all.clone();
        parts.sort_by_key(|part| (*part != own, Reverse(self.parts[*part].len())));
        let mut articles = 0;
        parts.retain(|part| {
            let is_wanted = articles < ENOUGH;
            articles += self.parts[*part].len();
            is_wanted
        });
        parts
    }

    /// The articles that may be among the nearest to one, and how near.
    fn close(&self, place: Place, sums: &mut Sums) -> Vec<(f32, Place)> {
        let parts = self.around(place.part);
        let question = Question::among(self, place, &parts, LEADS, None);
        let mut near = Vec::new();
        for part in parts {
            question.leads(self, part, sums, |sum, place, _| near.push((sum, place)));
        }
        keep_best(&mut near, CLOSE);
        let mut terms = Vec::new();
        for (sum, other) in &mut near {
            terms.clear();
            self.parts[other.part].terms_of(other.row, &mut terms);
            *sum = question.cosines(self, *other, &terms).0;
        }
        near
    }

    /// Whether the crowds of all articles are known.
    pub fn is_reckoned(&self) -> bool {
        self.parts.iter().flat_map(|part| part.numbers()).all(|number| self.crowds.get(number).is_some())
    }

    /// So many articles [`Self::reckon`] looks at.
    pub const FEW: usize = 256;

    /// Works out the crowds of a few articles of a part that aren't known, from one row on. Where such an article makes
    /// another one stand more crowded than was known, that is worked out anew.
    pub fn reckon(&self, part: usize, from: usize) {
        let Some(rows) = self.parts.get(part) else { return };
        let end = (from + Self::FEW).min(rows.len());
        let mut sums = Sums::default();
        for place in (from..end).map(|row| Place { part, row }) {
            let number = self.number(place);
            if self.crowds.get(number).is_some() {
                continue;
            }
            let close = self.close(place, &mut sums);
            self.settle(number, &close);
            for (cosine, other) in close {
                let other_number = self.number(other);
                let was_known = (other_number as usize) < self.crowds.known && number as usize >= self.crowds.known;
                if was_known && self.crowds.get(other_number).is_some_and(|crowd| cosine > crowd) {
                    let close = self.close(other, &mut sums);
                    self.settle(other_number, &close);
                }
            }
        }
    }
}
