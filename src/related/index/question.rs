//! An article as a question: what its terms weigh now, and where each part of the index has them.

use super::Index;
use crate::related::Muted;
use crate::related::weight::factor;

/// How many of its terms an article looks for others with.
const LEADS: usize = 24;

/// Where an article stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub part: usize,
    pub row: usize,
}

/// A term of the article that asks.
struct Asked {
    /// Its short name.
    name: u32,
    weight: f32,
    idf: f32,
    is_name: bool,
    /// It leads to others.
    leads: bool,
}

/// See the head of this file.
pub struct Question {
    pub place: Place,
    days: Option<i32>,
    names: f32,
    terms: Vec<Asked>,
    /// For each part, which terms it has.
    known: Vec<Known>,
}

/// The terms of the article that asks, as a part has them.
#[derive(Clone)]
struct Known {
    /// By number, and which of the article's terms each is.
    terms: Vec<(u32, u32)>,
    /// A bit is set where a number that ends in its place may be one of them: most of what is asked for is none.
    sieve: [u64; 64],
}

impl Default for Known {
    fn default() -> Self {
        Self { terms: Vec::new(), sieve: [0; 64] }
    }
}

impl Known {
    fn push(&mut self, term: u32, asked: u32) {
        self.terms.push((term, asked));
        self.sieve[term as usize / 64 % 64] |= 1 << (term % 64);
    }

    #[inline]
    fn get(&self, term: u32) -> Option<u32> {
        if self.sieve[term as usize / 64 % 64] & 1 << (term % 64) == 0 {
            return None;
        }
        let at = self.terms.binary_search_by_key(&term, |(term, _)| *term).ok()?;
        Some(self.terms[at].1)
    }
}

/// What the articles of a part weigh together with one that asks, by row; all zero between questions.
#[derive(Default)]
pub struct Sums {
    sums: Vec<f32>,
    touched: Vec<u32>,
}

impl Question {
    /// The article at a place, without what is muted.
    pub fn of(index: &Index, place: Place, muted: Option<&Muted>) -> Self {
        Self::among(index, place, &index.all, LEADS, muted)
    }

    /// The same to be asked of some parts alone, with so many leads; how rare its terms are in all of them is told from
    /// these.
    pub fn among(index: &Index, place: Place, parts: &[usize], leads: usize, muted: Option<&Muted>) -> Self {
        let articles = |parts: &[usize]| parts.iter().map(|part| index.parts[*part].len()).sum::<usize>() as f32;
        let scale = articles(&index.all) / articles(parts).max(1.0);
        let own = &index.parts[place.part];
        let row = own.row(place.row);
        let mut known = vec![Known::default(); index.parts.len()];
        let (mut terms, mut of_row): (Vec<Asked>, _) = (Vec::new(), Vec::new());
        own.terms_of(place.row, &mut of_row);
        for (term, step) in of_row {
            let (name, frequency, asked) = (own.name(term), own.frequency(term), terms.len() as u32);
            if muted.is_some_and(|muted| muted.has(name)) {
                continue;
            }
            let mut articles = 0.0;
            for at in parts {
                let (part, known) = (&index.parts[*at], &mut known[*at]);
                let here = if std::ptr::eq(part, own) { Some(term) } else { part.term(name) };
                if let Some(here) = here {
                    articles += part.frequency(here).articles();
                    known.push(here, asked);
                }
            }
            let idf = index.rarity.idf(name, articles * scale, frequency.is_number());
            let weight = factor(step) * idf / row.norm;
            terms.push(Asked { name, weight, idf, is_name: frequency.is_name(), leads: articles > 1.0 });
        }
        let mut best: Vec<(f32, usize)> =
            terms.iter().zip(0..).filter(|(asked, _)| asked.leads).map(|(asked, at)| (asked.weight, at)).collect();
        super::keep_best(&mut best, leads);
        terms.iter_mut().for_each(|asked| asked.leads = false);
        best.into_iter().for_each(|(_, at)| terms[at].leads = true);
        Self { place, days: row.days, names: row.names, terms, known }
    }

    /// The days from this article to a day.
    pub fn days_since(&self, other: Option<i32>) -> Option<i32> {
        Some(other?.saturating_sub(self.days?))
    }

    /// The days from this article to another one.
    pub fn days_to(&self, index: &Index, other: Place) -> Option<i32> {
        self.days_since(index.parts[other.part].row(other.row).days)
    }

    /// What is shared with another article of these terms: the term that asks, and the product of the weights.
    fn shared<'a>(
        &'a self,
        index: &Index,
        other: Place,
        terms: &'a [(u32, u8)],
    ) -> impl Iterator<Item = (&'a Asked, f32)> + use<'a> {
        let norm = index.parts[other.part].row(other.row).norm;
        let known = &self.known[other.part];
        terms.iter().filter_map(move |(term, step)| {
            let asked = &self.terms[known.get(*term)? as usize];
            Some((asked, asked.weight * factor(*step) * asked.idf / norm))
        })
    }

    /// The short names of the terms of both, each with the product of its weights.
    pub fn products(&self, index: &Index, other: Place) -> Vec<(u32, f32)> {
        let mut terms = Vec::new();
        index.parts[other.part].terms_of(other.row, &mut terms);
        self.shared(index, other, &terms).map(|(asked, product)| (asked.name, product)).collect()
    }

    /// The cosine of both, and that of their names. `terms` are those of the other one.
    pub fn cosines(&self, index: &Index, other: Place, terms: &[(u32, u8)]) -> (f32, f32) {
        let (mut cosine, mut names) = (0.0, 0.0);
        for (asked, product) in self.shared(index, other, terms) {
            cosine += product;
            names += if asked.is_name { product } else { 0.0 };
        }
        let length = self.names * index.parts[other.part].row(other.row).names;
        (cosine, if length > 0.0 { names / length } else { 0.0 })
    }

    /// Gives each article of a part that this one's weightiest terms lead to: how near it seems by these, where it
    /// stands, and its day.
    pub fn leads(&self, index: &Index, part: usize, sums: &mut Sums, mut take: impl FnMut(f32, Place, Option<i32>)) {
        let rows = &index.parts[part];
        if sums.sums.len() < rows.len() {
            sums.sums.resize(rows.len(), 0.0);
        }
        for (term, asked) in &self.known[part].terms {
            let asked = &self.terms[*asked as usize];
            if !asked.leads {
                continue;
            }
            let weight = asked.weight * asked.idf;
            for (row, step) in rows.postings(*term) {
                // A row beyond the last is damage.
                let Some(sum) = sums.sums.get_mut(row as usize) else { break };
                if *sum == 0.0 {
                    sums.touched.push(row);
                }
                *sum += weight * factor(step);
            }
        }
        for row in sums.touched.drain(..) {
            let sum = std::mem::take(&mut sums.sums[row as usize]);
            let place = Place { part, row: row as usize };
            if place != self.place && place.row < rows.len() {
                let row = rows.row(place.row);
                take(sum / row.norm, place, row.days);
            }
        }
    }
}
