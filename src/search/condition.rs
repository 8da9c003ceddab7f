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
        // One part decides, or all of them are known.
        let decided = |parts: &[Node], deciding: bool| {
            let truths: Vec<Option<bool>> = parts.iter().map(|part| part.truth(article, found)).collect();
            match truths.contains(&Some(deciding)) {
                true => Some(deciding),
                false => truths.iter().all(Option::is_some).then_some(!deciding),
            }
        };
        match self {
            Node::All(parts) => decided(parts, false),
            Node::Any(parts) => decided(parts, true),
            Node::Not(inner) => inner.truth(article, found).map(|truth| !truth),
            Node::Term(number) => found(*number),
            Node::Fact(fact) => Some(fact.holds(article.language, article.published, || article.words())),
            Node::Nothing => Some(true),
        }
    }
}
