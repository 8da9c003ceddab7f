//! Searching an article's whole text.

use std::ops::Range;

use super::condition::Node;
use super::query::{Expr, Fact, Field, Query};
use super::recalled::Recalled;
use super::snippet::Snippet;
use super::stem::Stemmer;
use super::term::{Term, Text};
use crate::article::{Article, Handle, Summary};

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

/// A [`Query`] made ready to be held against articles.
///
/// Words stand anywhere in the title or the body, in any order; `re/code` and `can't` are words side by side, whatever
/// stands between them. Case and accents count as [`Fold::for_pattern`] says. Words of scripts without spaces are found
/// wherever they stand. A query without any word finds nothing, one that only leaves out finds the rest.
#[derive(Clone, Debug)]
pub struct Scan {
    terms: Vec<Sought>,
    node: Option<Node>,
    recalled: Recalled,
    inflected: bool,
}

/// What is looked for, and where.
#[derive(Clone, Debug)]
struct Sought {
    field: Field,
    term: Term,
    /// Its being there is asked for, not its being absent.
    wanted: bool,
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

/// An article's fields, folded once.
struct Folds<'a> {
    title: Text<'a>,
    /// The body without litter.
    blocks: Vec<Text<'a>>,
    authors: Vec<Text<'a>>,
    source: Option<Text<'a>>,
}

impl Scan {
    /// Makes a query ready; `recalled` has the articles of which its remembered facts are true.
    pub fn new(query: &Query, recalled: &Recalled) -> Self {
        let mut scan = Self { terms: Vec::new(), node: None, recalled: recalled.clone(), inflected: false };
        scan.node = query.meaning.as_ref().map(|meaning| scan.compile(meaning, true));
        scan
    }

    /// Finds words in their other forms too, where the article's language has rules for them ([`Form::Inflected`]).
    /// That takes several times as long, so it is for articles that an index has found.
    ///
    /// [`Form::Inflected`]: super::query::Form::Inflected
    pub fn inflected(mut self) -> Self {
        self.inflected = true;
        self
    }

    fn compile(&mut self, expr: &Expr, wanted: bool) -> Node {
        let mut all = |parts: &[Expr]| parts.iter().map(|part| self.compile(part, wanted)).collect();
        match expr {
            Expr::All(parts) => Node::All(all(parts)),
            Expr::Any(parts) => Node::Any(all(parts)),
            Expr::Not(inner) => Node::Not(Box::new(self.compile(inner, !wanted))),
            Expr::Fact(fact) => Node::Fact(fact.clone()),
            Expr::Words(words) => match Term::new(&words.text, words.form) {
                Some(term) => {
                    self.terms.push(Sought { field: words.field, term, wanted });
                    Node::Term(self.terms.len() - 1)
                }
                None => Node::Nothing,
            },
        }
    }

    /// Whether an article answers, as far as that can be told without its text.
    pub fn decided(&self, handle: Handle, summary: &Summary) -> Option<bool> {
        let holds = |fact: &Fact| {
            let remembered = |fact: &_| self.recalled.holds(fact, handle);
            fact.holds(summary.language, summary.published, || summary.words, remembered)
        };
        self.node.as_ref().map_or(Some(false), |node| node.truth(&holds, &|_| None))
    }

    /// How well an article answers, if it does: better when the words stand in the title, often, in a short text
    /// and near each other. Litter is not searched.
    pub fn score(&self, handle: Handle, article: &Article) -> Option<Scored> {
        let node = self.node.as_ref()?;
        let holds = |fact: &Fact| {
            let remembered = |fact: &_| self.recalled.holds(fact, handle);
            fact.holds(article.language, article.published, || article.words(), remembered)
        };
        // Facts are cheap: most articles that they leave out are not read.
        if node.truth(&holds, &|_| None) == Some(false) {
            return None;
        }
        let folds = self.folds(article);
        let length: usize = folds.blocks.iter().map(|text| text.original.len()).sum();
        let weakening = K1 * (1.0 - B + B * length as f32 / ORDINARY);
        let stemmer = self.stemmer(article);
        let mut places: Vec<Place> = Vec::new();
        let mut counts = Vec::with_capacity(self.terms.len());
        let mut score = 0.0;
        for (number, sought) in self.terms.iter().enumerate() {
            let before = places.len();
            self.places(number, &folds.blocks, stemmer.as_ref(), &mut places);
            let inside = places.len() - before;
            // The title made from the lead is found in the body too.
            let apart = if sought.field == Field::Anywhere && article.title_inferred {
                0
            } else {
                sought.named(&folds, stemmer.as_ref())
            };
            let weight = inside as f32 + TITLE * apart as f32;
            counts.push(inside + apart);
            if sought.wanted {
                score += weight * (K1 + 1.0) / (weight + weakening);
            } else {
                places.truncate(before);
            }
        }
        if node.truth(&holds, &|term| Some(counts[term] > 0)) != Some(true) {
            return None;
        }
        places.sort_by_key(|place| (place.block, place.range.start));
        let found: Vec<bool> = counts.iter().map(|count| *count > 0).collect();
        score += self.nearness(&places, &found);
        Some(Scored { score, snippet: excerpt(&folds.blocks, &places) })
    }

    /// The piece of an article's body with the most of what was looked for, or its beginning, where an index knows that
    /// the article answers. Other forms of a word are looked for where it doesn't stand as it was typed, and then once
    /// more in the block that is shown: to hold every word of a text against them takes most of the time of
    /// [`Self::score`].
    pub fn snippet(&self, article: &Article) -> Snippet {
        let body = self.body(article);
        let stemmer = self.stemmer(article);
        let wanted = || (0..self.terms.len()).filter(|term| self.terms[*term].wanted);
        let mut places = Vec::new();
        for term in wanted() {
            let before = places.len();
            self.places(term, &body, None, &mut places);
            if places.len() == before {
                self.places(term, &body, stemmer.as_ref(), &mut places);
            }
        }
        places.sort_by_key(|place| (place.block, place.range.start));
        let shown = densest(&places).first().map_or(0..body.len().min(1), |place| place.block..place.block + 1);
        let shown = &body[shown];
        let mut places = Vec::new();
        wanted().for_each(|term| self.places(term, shown, stemmer.as_ref(), &mut places));
        places.sort_by_key(|place| (place.block, place.range.start));
        excerpt(shown, &places)
    }

    /// The rules for forms of words that hold for an article.
    fn stemmer(&self, article: &Article) -> Option<Stemmer> {
        article.language.filter(|_| self.inflected).and_then(Stemmer::of)
    }

    /// Adds the places of a term in the body.
    fn places(&self, term: usize, body: &[Text<'_>], stemmer: Option<&Stemmer>, places: &mut Vec<Place>) {
        let sought = &self.terms[term];
        for (block, text) in body.iter().enumerate().filter(|_| sought.field == Field::Anywhere) {
            places.extend(sought.term.find(text, stemmer).into_iter().map(|range| Place { term, block, range }));
        }
    }

    fn folds<'a>(&self, article: &'a Article) -> Folds<'a> {
        Folds {
            title: Text::new(&article.title),
            blocks: self.body(article),
            authors: article.authors.iter().map(|name| Text::new(name)).collect(),
            source: article.source.as_deref().map(Text::new),
        }
    }

    fn body<'a>(&self, article: &'a Article) -> Vec<Text<'a>> {
        let asked = |field: Field| self.terms.iter().any(|sought| sought.field == field);
        let body = article.blocks.iter().filter(|block| !block.boilerplate);
        // What is found elsewhere shows its beginning.
        let count = if asked(Field::Anywhere) { usize::MAX } else { 1 };
        body.take(count).map(|block| Text::new(&block.text)).collect()
    }

    /// What the words' standing together in the body adds: most when all stand side by side.
    fn nearness(&self, places: &[Place], found: &[bool]) -> f32 {
        let counted = |number: usize| {
            let sought = &self.terms[number];
            sought.wanted && sought.field == Field::Anywhere && found[number]
        };
        let wanted = (0..self.terms.len()).filter(|number| counted(*number)).count();
        if wanted < 2 {
            return 0.0;
        }
        // The last place seen of each term: the shortest stretch with all of them that ends here starts at the
        // earliest of these.
        let mut last: Vec<Option<&Place>> = vec![None; self.terms.len()];
        let mut nearest: Option<usize> = None;
        for place in places {
            last[place.term] = Some(place);
            let stretch: Vec<&Place> =
                last.iter().flatten().copied().filter(|last| last.block == place.block).collect();
            if stretch.len() < wanted {
                continue;
            }
            let covered: usize = stretch.iter().map(|place| place.range.len()).sum();
            let start = stretch.iter().map(|place| place.range.start).min().unwrap_or(place.range.start);
            let between = place.range.end.saturating_sub(start + covered);
            nearest = Some(nearest.map_or(between, |nearest| nearest.min(between)));
        }
        nearest.map_or(0.0, |between| NEAR * (wanted - 1) as f32 / (1.0 + between as f32 / APART))
    }
}

impl Sought {
    /// How often it stands in the head of an article: the title, or the field that is asked for. Names have no forms.
    fn named(&self, folds: &Folds<'_>, stemmer: Option<&Stemmer>) -> usize {
        let name = |text: &Text<'_>| self.term.find(text, None).len();
        match self.field {
            Field::Anywhere | Field::Title => self.term.find(&folds.title, stemmer).len(),
            Field::By => folds.authors.iter().map(name).sum(),
            Field::Source => folds.source.iter().map(name).sum(),
        }
    }
}

/// The piece of a body around most of what was found, or its beginning.
fn excerpt(body: &[Text<'_>], places: &[Place]) -> Snippet {
    let cluster = densest(places);
    let Some(text) = body.get(cluster.first().map_or(0, |place| place.block)) else { return Snippet::default() };
    let hits: Vec<_> = cluster.iter().map(|place| text.folded.origin(place.range.clone())).collect();
    Snippet::around(text.original, &super::fuzzy::merge(hits))
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
mod tests;
