//! The nearest articles to an article: postings find candidates, vectors rank them.

use super::score::score;
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
}

/// The articles of an archive by what their words weigh. Made by [`Builder`](super::Builder).
pub struct Index {
    /// The names of the terms, sorted: a term's number is its place here.
    names: Vec<u64>,
    /// The names of common words, sorted.
    ordinary: Vec<u64>,
    /// By handle.
    rows: Vec<Row>,
    /// The rows' vectors, one after the other: terms, sorted, and their weights.
    terms: Vec<u32>,
    weights: Vec<u16>,
    /// Where each term's postings end.
    postings_ends: Vec<u32>,
    posted_rows: Vec<u32>,
    posted_weights: Vec<u16>,
}

impl Index {
    pub(super) fn new(names: Vec<u64>, mut rows: Vec<Row>, forward: Vec<(u32, f32)>) -> Self {
        let (terms, weights) = forward.into_iter().map(|(term, weight)| (term, pack(weight))).unzip();
        let mut index = Self {
            postings_ends: vec![0; names.len()],
            names,
            ordinary: background::ordinary(),
            rows: Vec::new(),
            terms,
            weights,
            posted_rows: Vec::new(),
            posted_weights: Vec::new(),
        };
        if !rows.is_sorted_by_key(|row| row.handle) {
            index.sort(&mut rows);
        }
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
        if self.rows.len() <= SMALL {
            return;
        }
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
        let Some(query) = self.row(handle) else { return Some(Vec::new()) };
        let vector = self.vector(query);
        let mut ranked = Vec::new();
        for (step, row) in self.candidates(query, limit, stop)?.into_iter().enumerate() {
            if step % PATIENCE == 0 && stop() {
                return None;
            }
            let cosine = vector.shared(self.vector(row)).map(|(_, product)| product).sum();
            let days = self.days(query, row);
            ranked.push((score(cosine, days), row, days));
        }
        ranked.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        ranked.truncate(limit);
        if ranked.is_empty() {
            return Some(Vec::new());
        }
        let spelling = Spelling::of(article, self);
        let relation = |(score, row, days): (f32, usize, Option<i32>)| Relation {
            handle: self.rows[row].handle,
            score,
            why: spelling.reasons(vector.shared(self.vector(row)).collect()),
            days,
        };
        Some(ranked.into_iter().map(relation).collect())
    }

    /// The rows worth ranking: all of a small archive, else those that the query's weightiest terms lead to.
    fn candidates(&self, query: usize, limit: usize, stop: &dyn Fn() -> bool) -> Option<Vec<usize>> {
        if self.rows.len() <= SMALL {
            return Some((0..self.rows.len()).filter(|row| *row != query).collect());
        }
        let mut sums = vec![0.0_f32; self.rows.len()];
        for (term, weight) in self.vector(query).top(QUERY) {
            if stop() {
                return None;
            }
            let start = (term as usize).checked_sub(1).map_or(0, |before| self.postings_ends[before]) as usize;
            let range = start..self.postings_ends[term as usize] as usize;
            for (row, posted) in self.posted_rows[range.clone()].iter().zip(&self.posted_weights[range]) {
                sums[*row as usize] += weight * unpack(*posted);
            }
        }
        sums[query] = 0.0;
        let found = sums.into_iter().enumerate().filter(|(_, sum)| *sum > 0.0);
        let mut found: Vec<(f32, usize)> = found.map(|(row, sum)| (score(sum, self.days(query, row)), row)).collect();
        let keep = limit.max(CANDIDATES);
        if found.len() > keep {
            found.select_nth_unstable_by(keep, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            found.truncate(keep);
        }
        Some(found.into_iter().map(|(_, row)| row).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Builder, RELATED};
    use super::*;
    use crate::article::{Block, Moment};

    fn article(title: &str, text: &str) -> Article {
        Article { title: title.to_owned(), blocks: text.lines().map(Block::paragraph).collect(), ..Article::default() }
    }

    fn dated(day: &str, article: Article) -> Article {
        Article { published: Some(day.parse::<Moment>().unwrap()), ..article }
    }

    fn index(articles: &[Article]) -> Index {
        let mut builder = Builder::default();
        for (handle, article) in (0..).zip(articles) {
            builder.add(Handle(handle), article);
        }
        builder.build()
    }

    fn nearest(articles: &[Article], to: usize, limit: usize) -> Vec<Relation> {
        index(articles).nearest(Handle(to as u32), &articles[to], limit, &|| false).unwrap()
    }

    const STORM: &str = "The ferry Aurelia ran aground off Kessing Point in a gale on Tuesday night.\n\
        Lifeboats from Kessing took off all 214 passengers, the coastguard said, and nobody drowned.\n\
        The owner, Halden Lines, said the Aurelia had lost power in both engines before the gale struck.";
    const INQUIRY: &str = "Investigators have raised the engine log of the Aurelia, the ferry that ran aground at Kessing Point.\n\
        Halden Lines refused to say why both engines failed, but 214 passengers are to be paid, the company said.";
    const BUDGET: &str = "The council passed its budget on Monday after a long debate about the price of school meals.\n\
        Teachers had asked for more money, and parents filled the hall to hear the vote, the mayor said.";

    #[test]
    fn two_tellings_are_related_in_an_archive_of_two() {
        let articles = [article("Ferry aground", STORM), article("Why the engines failed", INQUIRY)];
        for to in [0, 1] {
            let relations = nearest(&articles, to, 5);
            assert_eq!(relations.len(), 1);
            assert!(relations[0].score >= RELATED, "{}", relations[0].score);
        }
    }

    #[test]
    fn two_unrelated_articles_are_not_related_in_an_archive_of_two() {
        let relations = nearest(&[article("Ferry aground", STORM), article("Budget passed", BUDGET)], 0, 5);
        assert!(relations[0].score < RELATED, "{}", relations[0].score);
    }

    #[test]
    fn the_same_story_comes_before_others() {
        let articles = [article("Ferry", STORM), article("Budget", BUDGET), article("Engines", INQUIRY)];
        let order: Vec<u32> = nearest(&articles, 0, 5).iter().map(|relation| relation.handle.0).collect();
        assert_eq!(order, [2, 1]);
    }

    #[test]
    fn equal_scores_come_by_handle_and_none_is_left_out() {
        let articles: Vec<Article> =
            (0..5).map(|_| article("Ferry", STORM)).chain([article("Budget", BUDGET)]).collect();
        let order: Vec<u32> = nearest(&articles, 2, 9).iter().map(|relation| relation.handle.0).collect();
        assert_eq!(order, [0, 1, 3, 4, 5]);
        assert_eq!(nearest(&articles, 2, 2).len(), 2);
    }

    #[test]
    fn relations_tell_the_days_between() {
        let articles = [
            dated("2020-03-10", article("Ferry", STORM)),
            dated("2020-03-08", article("Engines", INQUIRY)),
            article("Budget", BUDGET),
        ];
        let days: Vec<Option<i32>> = nearest(&articles, 0, 5).iter().map(|relation| relation.days).collect();
        assert_eq!(days, [Some(-2), None]);
    }

    #[test]
    fn a_sentence_of_five_articles_does_not_make_them_related() {
        let sign_up = "Subscribe to the Marlow Gazette newsletter for gardening, recipes and puzzles.";
        let bodies = [STORM, BUDGET, "Apples were late this autumn.", "A comet passed.", "The choir sang Haydn."];
        let articles: Vec<Article> = bodies.iter().map(|body| article("News", &format!("{body}\n{sign_up}"))).collect();
        let plain: Vec<Article> = bodies.iter().map(|body| article("News", body)).collect();
        assert_eq!(nearest(&articles, 2, 9), nearest(&plain, 2, 9));
    }

    #[test]
    fn copies_stay_related_though_every_sentence_stands_in_five_articles() {
        let articles: Vec<Article> = (0..6).map(|_| article("Ferry", STORM)).collect();
        assert!(nearest(&articles, 0, 9)[0].score > 1.0);
    }

    #[test]
    fn litter_credits_and_a_title_made_from_the_lead_do_not_count() {
        let mut other = article("Ferry aground Aurelia", STORM);
        let plain = article("x", STORM);
        other.title_inferred = true;
        let mut share = Block::paragraph("Halden Halden Halden");
        share.boilerplate = true;
        other.blocks.push(share);
        other.blocks.push(Block::new(crate::article::Kind::Credit, "Kessing Kessing Kessing"));
        let with = nearest(&[other, article("Engines", INQUIRY)], 0, 1)[0].score;
        let without = nearest(&[plain, article("Engines", INQUIRY)], 0, 1)[0].score;
        assert!((with - without).abs() < 1e-6, "{with} {without}");
    }

    #[test]
    fn handles_may_come_in_any_order() {
        let articles = [article("Ferry", STORM), article("Budget", BUDGET), article("Engines", INQUIRY)];
        let mut builder = Builder::default();
        for (handle, article) in [(7, 2), (1, 0), (4, 1)] {
            builder.add(Handle(handle), &articles[article]);
        }
        let relations = builder.build().nearest(Handle(1), &articles[0], 1, &|| false).unwrap();
        assert_eq!(relations[0].handle, Handle(7));
        assert_eq!(relations[0].score, nearest(&articles, 0, 1)[0].score);
    }

    #[test]
    fn an_article_that_is_not_in_the_index_has_no_relations() {
        let storm = article("Ferry", STORM);
        let index = index(std::slice::from_ref(&storm));
        assert_eq!(index.nearest(Handle(3), &storm, 5, &|| false), Some(Vec::new()));
        assert_eq!(index.nearest(Handle(0), &storm, 5, &|| false), Some(Vec::new()));
    }

    #[test]
    fn a_stopped_search_gives_nothing() {
        let articles = [article("Ferry", STORM), article("Budget", BUDGET)];
        assert_eq!(index(&articles).nearest(Handle(0), &articles[0], 5, &|| true), None);
    }

    #[test]
    fn empty_articles_are_near_to_nothing() {
        let articles = [article("", ""), article("", "…"), article("Ferry", STORM)];
        assert!(nearest(&articles, 0, 5).iter().all(|relation| relation.score == 0.0 && relation.why.is_empty()));
    }

    /// Two tellings each of 700 stories, made of words of their own.
    fn large() -> Vec<Article> {
        let word = |story: usize, word: usize| format!("w{}x{}", story * 3 % 700, word);
        (0..1400)
            .map(|at| {
                let own: Vec<String> = (at / 700 * 5..at / 700 * 5 + 20).map(|n| word(at % 700, n)).collect();
                article("Report", &format!("People said {} on a day.", own.join(" ")))
            })
            .collect()
    }

    #[test]
    fn postings_find_the_other_telling_in_a_large_archive() {
        let articles = large();
        let index = index(&articles);
        for query in [0, 1, 699, 700, 1399] {
            let relations = index.nearest(Handle(query), &articles[query as usize], 3, &|| false).unwrap();
            assert_eq!(relations[0].handle.0, (query + 700) % 1400);
        }
    }

    #[test]
    fn an_article_takes_less_than_two_kilobytes() {
        let index = index(&large());
        assert!(index.bytes() / index.len() < 2 << 10);
    }
}
