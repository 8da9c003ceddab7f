//! What memory knows of the articles that a query asks about, as plain sets.

use std::sync::Arc;

use roaring::RoaringBitmap;

use super::query::{Query, Remembered};
use crate::article::Handle;

/// A set of articles. A clone of a million takes 128 KiB at most.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Handles(RoaringBitmap);

// Sets of numbers are equal or not.
impl Eq for Handles {}

impl Handles {
    /// Whether an article is in it.
    pub fn contains(&self, handle: Handle) -> bool {
        self.0.contains(handle.0)
    }

    /// Puts an article in, or takes it out.
    pub fn set(&mut self, handle: Handle, member: bool) {
        if member {
            self.0.insert(handle.0);
        } else {
            self.0.remove(handle.0);
        }
    }

    /// Takes the articles of another one in.
    pub fn join(&mut self, other: &Self) {
        self.0 |= &other.0;
    }

    /// How many articles are in it.
    pub fn len(&self) -> usize {
        // Handles are numbers of 32 bits.
        self.0.len() as usize
    }

    /// Whether none is in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether one of these is in it.
    pub fn has_any(&self, handles: std::ops::Range<Handle>) -> bool {
        self.0.range_cardinality(handles.start.0..handles.end.0) > 0
    }

    /// The articles in it, in order.
    pub fn iter(&self) -> impl Iterator<Item = Handle> + '_ {
        self.0.iter().map(Handle)
    }
}

impl FromIterator<Handle> for Handles {
    fn from_iter<T: IntoIterator<Item = Handle>>(handles: T) -> Self {
        Self(handles.into_iter().map(|handle| handle.0).collect())
    }
}

/// The articles of which each remembered fact of a query is true. A clone shares them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recalled(Arc<[(Remembered, Handles)]>);

impl Recalled {
    /// Asks `of` for every remembered fact that a query asks about, once each.
    pub fn of(query: &Query, mut of: impl FnMut(&Remembered) -> Handles) -> Self {
        let mut facts: Vec<(Remembered, Handles)> = Vec::new();
        for fact in query.remembered() {
            if facts.iter().all(|(known, _)| known != fact) {
                facts.push((fact.clone(), of(fact)));
            }
        }
        Self(facts.into())
    }

    /// The articles of which a fact is true; `None` for one that was not asked about.
    pub fn handles(&self, fact: &Remembered) -> Option<&Handles> {
        self.0.iter().find(|(known, _)| known == fact).map(|(_, handles)| handles)
    }

    /// Whether a fact is true of an article.
    pub fn holds(&self, fact: &Remembered, handle: Handle) -> bool {
        self.handles(fact).is_some_and(|handles| handles.contains(handle))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fact_is_asked_about_once() {
        let query = Query::new("is:read OR (tag:sea -is:unread) -tag:Sea storm").unwrap();
        let mut asked = Vec::new();
        let recalled = Recalled::of(&query, |fact| {
            asked.push(fact.clone());
            [Handle(3)].into_iter().collect()
        });
        let sea = Remembered::Tagged("sea".to_owned());
        assert_eq!(asked, [Remembered::Read, sea.clone()]);
        assert!(recalled.holds(&sea, Handle(3)) && !recalled.holds(&sea, Handle(2)));
        assert!(!recalled.holds(&Remembered::Starred, Handle(3)), "nobody asked");
    }
}
