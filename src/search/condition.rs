//! Conditions over terms and facts, true of an article or not.

use super::query::Fact;
use crate::article::Article;

/// A condition over terms.
#[derive(Clone, Debug)]
pub(super) enum Node {
    All(Vec<Node>),
    Any(Vec<Node>),
    Not(Box<Node>),
    Term(usize),
    Fact(Fact),
    /// Letters that make no word: true of everything.
    Nothing,
}

impl Node {
    /// Whether it is true of an article where `found` knows which terms stand in it; as long as that isn't known
    /// (`None`), whether it may be.
    pub(super) fn holds(&self, article: &Article, found: &dyn Fn(usize) -> Option<bool>) -> bool {
        self.truth(article, found).unwrap_or(true)
    }

    fn truth(&self, article: &Article, found: &dyn Fn(usize) -> Option<bool>) -> Option<bool> {
        let truths = |parts: &[Node]| parts.iter().map(|part| part.truth(article, found)).collect::<Vec<_>>();
        match self {
            Node::All(parts) => {
                let truths = truths(parts);
                if truths.contains(&Some(false)) {
                    Some(false)
                } else {
                    truths.into_iter().collect::<Option<Vec<_>>>().map(|_| true)
                }
            }
            Node::Any(parts) => {
                let truths = truths(parts);
                if truths.contains(&Some(true)) {
                    Some(true)
                } else {
                    truths.into_iter().collect::<Option<Vec<_>>>().map(|_| false)
                }
            }
            Node::Not(inner) => inner.truth(article, found).map(|truth| !truth),
            Node::Term(number) => found(*number),
            Node::Fact(fact) => Some(fact.holds(article.language, article.published, || article.words())),
            Node::Nothing => Some(true),
        }
    }
}
