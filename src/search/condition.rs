//! Conditions over terms and facts, true of an article or not.

use super::query::Fact;

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
    /// Whether it is true of an article of which `holds` knows the facts and `found` the terms that stand in it. As
    /// long as a term isn't known (`None`), the answer is `None` if that decides.
    pub(super) fn truth(&self, holds: &dyn Fn(&Fact) -> bool, found: &dyn Fn(usize) -> Option<bool>) -> Option<bool> {
        // One part decides, or all of them are known.
        let decided = |parts: &[Node], deciding: bool| {
            let truths: Vec<Option<bool>> = parts.iter().map(|part| part.truth(holds, found)).collect();
            match truths.contains(&Some(deciding)) {
                true => Some(deciding),
                false => truths.iter().all(Option::is_some).then_some(!deciding),
            }
        };
        match self {
            Node::All(parts) => decided(parts, false),
            Node::Any(parts) => decided(parts, true),
            Node::Not(inner) => inner.truth(holds, found).map(|truth| !truth),
            Node::Term(number) => found(*number),
            Node::Fact(fact) => Some(holds(fact)),
            Node::Nothing => Some(true),
        }
    }
}
