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
    /// For each part, the terms that it has, by number, and which of `terms` each is.
    known: Vec<Vec<(u32, u32)>>,
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
        let own = &index.parts[place.part];
        let row = own.row(place.row);
        let mut known: Vec<Vec<(u32, u32)>> = vec![Vec::new(); index.parts.len()];
        let mut terms: Vec<Asked> = Vec::new();
        for (term, step) in own.terms_of(place.row) {
            let (name, frequency, asked) = (own.name(term), own.frequency(term), terms.len() as u32);
            if muted.is_some_and(|muted| muted.has(name)) {
                continue;
            }
            let mut articles = 0.0;
            for (part, known) in index.parts.iter().zip(&mut known) {
                let here = if std::ptr::eq(part, own) { Some(term) } else { part.term(name) };
                if let Some(here) = here {
                    articles += part.frequency(here).articles();
                    known.push((here, asked));
                }
            }
            let idf = index.rarity.idf(name, articles, frequency.is_number());
            let weight = factor(step) * idf / row.norm;
            terms.push(Asked { name, weight, idf, is_name: frequency.is_name(), leads: articles > 1.0 });
        }
        let mut best: Vec<(f32, usize)> =
            terms.iter().zip(0..).filter(|(asked, _)| asked.leads).map(|(asked, at)| (asked.weight, at)).collect();
        super::keep_best(&mut best, LEADS);
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

    /// The terms of both: the short name of each, the product of its weights, and whether it is a name.
    fn shared<'a>(&'a self, index: &'a Index, other: Place) -> impl Iterator<Item = (u32, f32, bool)> + 'a {
        let part = &index.parts[other.part];
        let norm = part.row(other.row).norm;
        let mut known = self.known[other.part].as_slice();
        part.terms_of(other.row).filter_map(move |(term, step)| {
            while let Some(((here, asked), rest)) = known.split_first()
                && *here <= term
            {
                known = rest;
                if *here == term {
                    let asked = &self.terms[*asked as usize];
                    return Some((asked.name, asked.weight * factor(step) * asked.idf / norm, asked.is_name));
                }
            }
            None
        })
    }

    /// The short names of the terms of both, each with the product of its weights.
    pub fn products(&self, index: &Index, other: Place) -> Vec<(u32, f32)> {
        self.shared(index, other).map(|(name, product, _)| (name, product)).collect()
    }

    /// The cosine of both, and that of their names.
    pub fn cosines(&self, index: &Index, other: Place) -> (f32, f32) {
        let (mut cosine, mut names) = (0.0, 0.0);
        for (_, product, is_name) in self.shared(index, other) {
            cosine += product;
            names += if is_name { product } else { 0.0 };
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
        for (term, asked) in &self.known[part] {
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
