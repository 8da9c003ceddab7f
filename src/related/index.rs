//! The nearest articles to an article: postings find candidates, vectors rank them.

use std::sync::atomic::{AtomicU32, Ordering};

use super::score::{Likeness, NEAREST, crowd, near_in_time};
use super::vector::{Vector, pack, unpack};
use super::why::Spelling;
use super::{Relation, background};
use crate::article::{Article, Handle};

/// How many of its terms an article's vector keeps. Half as many rank as well (MAP .946 against .948 on ECB+), but
/// their scores fall short of the thresholds, which were measured on whole vectors.
pub(super) const FORWARD: usize = 192;

/// How many of its terms lead to an article.
const POSTINGS: usize = 48;

/// How many of its terms an article looks for others with.
const QUERY: usize = 24;

/// How many candidates are ranked by their vectors.
const CANDIDATES: usize = 100;

/// Up to this many articles all are candidates.
const SMALL: usize = 1_000;

/// After this many steps a search looks whether it was stopped.
const PATIENCE: usize = 1_024;

/// An article of the index.
pub(super) struct Row {
    pub handle: Handle,
    pub days: Option<i32>,
    /// Where its vector ends.
    pub end: u32,
    /// How long the part of its vector is that is names.
    pub names: f32,
}

/// The articles of an archive by what their words weigh. Made by [`Builder`](super::Builder).
pub struct Index {
    /// The names of the terms, sorted: a term's number is its place here.
    names: Vec<u64>,
    /// The names of common words, sorted.
    ordinary: Vec<u64>,
    /// Which terms are names.
    is_name: Vec<bool>,
    /// By handle.
    rows: Vec<Row>,
    /// How near each row stands to its own nearest, as far as that was asked for; as bits, 0 where it wasn't.
    crowds: Vec<AtomicU32>,
    /// The rows' vectors, one after the other: terms, sorted, and their weights.
    terms: Vec<u32>,
    weights: Vec<u16>,
    /// Where each term's postings end.
    postings_ends: Vec<u32>,
    posted_rows: Vec<u32>,
    posted_weights: Vec<u16>,
}

impl Index {
    pub(super) fn new(names: Vec<u64>, is_name: Vec<bool>, mut rows: Vec<Row>, forward: Vec<(u32, f32)>) -> Self {
        let (terms, weights) = forward.into_iter().map(|(term, weight)| (term, pack(weight))).unzip();
        let mut index = Self {
            postings_ends: vec![0; names.len()],
            names,
            is_name,
            ordinary: background::ordinary(),
            rows: Vec::new(),
            crowds: Vec::new(),
            terms,
            weights,
            posted_rows: Vec::new(),
            posted_weights: Vec::new(),
        };
        if !rows.is_sorted_by_key(|row| row.handle) {
            index.sort(&mut rows);
        }
        index.crowds = rows.iter().map(|_| AtomicU32::new(0)).collect();
        index.rows = rows;
        index.rows.shrink_to_fit();
        index.terms.shrink_to_fit();
        index.weights.shrink_to_fit();
        index.post();
        index
    }

    /// Brings the rows, and their vectors with them, into the order of their handles.
    fn sort(&mut self, rows: &mut Vec<Row>) {
        let mut starts: Vec<(Row, u32)> = Vec::with_capacity(rows.len());
        let mut from = 0;
        for row in rows.drain(..) {
            let end = row.end;
            starts.push((row, from));
            from = end;
        }
        starts.sort_by_key(|(row, _)| row.handle);
        let mut terms = Vec::with_capacity(self.terms.len());
        let mut weights = Vec::with_capacity(self.weights.len());
        for (row, start) in starts {
            let range = start as usize..row.end as usize;
            terms.extend_from_slice(&self.terms[range.clone()]);
            weights.extend_from_slice(&self.weights[range]);
            rows.push(Row { end: terms.len() as u32, ..row });
        }
        self.terms = terms;
        self.weights = weights;
    }

    /// Writes the postings of each row's weightiest terms.
    fn post(&mut self) {
        let tops = || (0..self.rows.len()).map(|row| (row as u32, self.vector(row).top(POSTINGS)));
        let mut ends = vec![0_u32; self.names.len()];
        for (_, top) in tops() {
            top.iter().for_each(|(term, _)| ends[*term as usize] += 1);
        }
        let mut total = 0;
        for end in &mut ends {
            // For now each stands at its start, and is moved to its end by what is written.
            total += std::mem::replace(end, total);
        }
        let mut posted_rows = vec![0; total as usize];
        let mut posted_weights = vec![0; total as usize];
        for (row, top) in tops() {
            for (term, weight) in top {
                let end = &mut ends[term as usize];
                posted_rows[*end as usize] = row;
                posted_weights[*end as usize] = pack(weight);
                *end += 1;
            }
        }
        self.postings_ends = ends;
        self.posted_rows = posted_rows;
        self.posted_weights = posted_weights;
    }

    /// How many articles it holds.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The bytes it takes in memory.
    pub fn bytes(&self) -> usize {
        size_of::<Self>()
            + (self.names.capacity() + self.ordinary.capacity()) * size_of::<u64>()
            + self.rows.capacity() * size_of::<Row>()
            + self.is_name.capacity()
            + self.crowds.capacity() * size_of::<AtomicU32>()
            + (self.terms.capacity() + self.postings_ends.capacity() + self.posted_rows.capacity()) * size_of::<u32>()
            + (self.weights.capacity() + self.posted_weights.capacity()) * size_of::<u16>()
    }

    /// The number of the term of this [name](super::terms::name).
    pub(super) fn term(&self, name: u64) -> Option<u32> {
        self.names.binary_search(&name).ok().map(|number| number as u32)
    }

    /// Whether the word of this name is a common one.
    pub(super) fn is_ordinary(&self, name: u64) -> bool {
        self.ordinary.binary_search(&name).is_ok()
    }

    fn row(&self, handle: Handle) -> Option<usize> {
        self.rows.binary_search_by_key(&handle, |row| row.handle).ok()
    }

    fn vector(&self, row: usize) -> Vector<'_> {
        let start = row.checked_sub(1).map_or(0, |before| self.rows[before].end as usize);
        let range = start..self.rows[row].end as usize;
        Vector::new(&self.terms[range.clone()], &self.weights[range])
    }

    fn days(&self, from: usize, to: usize) -> Option<i32> {
        Some(self.rows[to].days? - self.rows[from].days?)
    }

    /// The `limit` articles nearest to the one of `handle`, best first and whatever their score, equal ones by
    /// handle. `article` is that article: what both share is spelled as it does. Nothing for an article that isn't
    /// in the index; `None` when the search was stopped.
    pub fn nearest(
        &self,
        handle: Handle,
        article: &Article,
        limit: usize,
        stop: &dyn Fn() -> bool,
    ) -> Option<Vec<Relation>> {
        let ranked = self.ranked(handle, limit, stop)?;
        let Some(query) = self.row(handle).filter(|_| !ranked.is_empty()) else { return Some(Vec::new()) };
        let (vector, spelling) = (self.vector(query), Spelling::of(article, self));
        let relation = |(score, row): (f32, usize)| Relation {
            handle: self.rows[row].handle,
            score,
            why: spelling.reasons(vector.shared(self.vector(row)).collect()),
            days: self.days(query, row),
            new: None,
            shared: None,
            copies: Vec::new(),
        };
        Some(ranked.into_iter().map(relation).collect())
    }

    /// The same without reasons: handles and scores.
    pub fn scores(&self, handle: Handle, limit: usize, stop: &dyn Fn() -> bool) -> Option<Vec<(Handle, f32)>> {
        let ranked = self.ranked(handle, limit, stop)?;
        Some(ranked.into_iter().map(|(score, row)| (self.rows[row].handle, score)).collect())
    }

    fn ranked(&self, handle: Handle, limit: usize, stop: &dyn Fn() -> bool) -> Option<Vec<(f32, usize)>> {
        let Some(query) = self.row(handle) else { return Some(Vec::new()) };
        let mut ranked = self.rank(query, self.candidates(query, limit, stop)?, stop)?;
        ranked.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        ranked.truncate(limit);
        Some(ranked)
    }

    /// Scores of rows beside a row.
    fn rank(&self, query: usize, rows: Vec<usize>, stop: &dyn Fn() -> bool) -> Option<Vec<(f32, usize)>> {
        let mut found = Vec::with_capacity(rows.len());
        for (step, row) in rows.into_iter().enumerate() {
            if step % PATIENCE == 0 && stop() {
                return None;
            }
            let (cosine, names) = self.cosines(query, row);
            let days = self.days(query, row);
            found.push((row, Likeness { cosine, names, days, echo: 0.0, crowd: self.crowd(row) }));
        }
        // What is near to the nearest is near.
        let dated = |likeness: &Likeness| likeness.cosine * near_in_time(likeness.days);
        let mut best: Vec<(f32, usize)> = found.iter().map(|(row, likeness)| (dated(likeness), *row)).collect();
        best.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        best.truncate(NEAREST);
        for (row, likeness) in &mut found {
            let others = || best.iter().filter(|(weight, other)| other != row && *weight > 0.0);
            let all: f32 = others().map(|(weight, _)| weight).sum();
            let near: f32 = others().map(|(weight, other)| weight * self.cosines(*row, *other).0).sum();
            likeness.echo = if all > 0.0 { near / all } else { 0.0 };
        }
        Some(found.into_iter().map(|(row, likeness)| (likeness.score(), row)).collect())
    }

    /// The cosine of two rows, and that of their names.
    fn cosines(&self, one: usize, other: usize) -> (f32, f32) {
        let (mut cosine, mut names) = (0.0, 0.0);
        for (term, product) in self.vector(one).shared(self.vector(other)) {
            cosine += product;
            if self.is_name[term as usize] {
                names += product;
            }
        }
        let length = self.rows[one].names * self.rows[other].names;
        (cosine, if length > 0.0 { names / length } else { 0.0 })
    }

    /// How near a row stands to its own nearest, on average.
    fn crowd(&self, row: usize) -> f32 {
        let known = f32::from_bits(self.crowds[row].load(Ordering::Relaxed));
        if known > 0.0 {
            return known;
        }
        let mut near = self.leads(row);
        keep_best(&mut near, CANDIDATES);
        let mut cosines: Vec<f32> = near.into_iter().map(|(_, other)| self.cosines(row, other).0).collect();
        let crowd = crowd(&mut cosines);
        self.crowds[row].store(crowd.to_bits(), Ordering::Relaxed);
        crowd
    }

    /// The rows worth ranking: all of a small archive, else those that the query's weightiest terms lead to.
    fn candidates(&self, query: usize, limit: usize, stop: &dyn Fn() -> bool) -> Option<Vec<usize>> {
        if self.rows.len() <= SMALL {
            return Some((0..self.rows.len()).filter(|row| *row != query).collect());
        }
        if stop() {
            return None;
        }
        let mut found = self.leads(query);
        for (sum, row) in &mut found {
            *sum *= near_in_time(self.days(query, *row));
        }
        keep_best(&mut found, limit.max(CANDIDATES));
        Some(found.into_iter().map(|(_, row)| row).collect())
    }

    /// The rows that a row's weightiest terms lead to, and how near they seem by these.
    fn leads(&self, from: usize) -> Vec<(f32, usize)> {
        let mut sums = vec![0.0_f32; self.rows.len()];
        for (term, weight) in self.vector(from).top(QUERY) {
            let start = (term as usize).checked_sub(1).map_or(0, |before| self.postings_ends[before]) as usize;
            let range = start..self.postings_ends[term as usize] as usize;
            for (row, posted) in self.posted_rows[range.clone()].iter().zip(&self.posted_weights[range]) {
                sums[*row as usize] += weight * unpack(*posted);
            }
        }
        sums[from] = 0.0;
        sums.into_iter().enumerate().filter(|(_, sum)| *sum > 0.0).map(|(row, sum)| (sum, row)).collect()
    }
}

/// Leaves the best, equal ones by row, in no order.
fn keep_best(found: &mut Vec<(f32, usize)>, keep: usize) {
    if found.len() > keep {
        found.select_nth_unstable_by(keep, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        found.truncate(keep);
    }
}

#[cfg(test)]
mod script_tests;
#[cfg(test)]
mod tests;
