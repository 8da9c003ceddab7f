//! What was typed to find titles, understood.

use super::super::Handles;
use super::super::query::{Fact, Malformed, Remembered};
use super::syntax;
use super::term::Term;

/// What is looked for among titles, authors and sources. Words are separated by blanks, match in any order, and all
/// must.
///
/// | typed | finds |
/// |---|---|
/// | `storm` | its letters in order; what has the word as it is comes first |
/// | `'storm`, `"storm surge"` | the word, or the words side by side, as they are |
/// | `'storm'` | the same, but not within a longer word |
/// | `^storm`, `surge$`, `^storm$` | at the start, at the end, all there is |
/// | `!storm` | what doesn't have it; before each of these forms |
/// | `storm \| gale` | one of them |
/// | `title:storm`, `by:lee`, `source:bugle` | the word in that place |
/// | `lang:de`, `date:2014-11..2014-12`, `date:>2014`, `words:>800` | articles of which that is true |
/// | `is:unread`, `is:read`, `is:starred`, `is:noted`, `tag:sea` | articles of which memory knows that, see [`Pattern::recall`] |
///
/// A word without capitals finds both cases, one without accents finds letters with and without; what is typed must
/// be there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pattern {
    /// All of these must hold, and of each at least one.
    pub(super) groups: Vec<Vec<Condition>>,
    /// Several words as they were typed side by side.
    pub(super) phrase: Option<Term>,
}

/// One thing that may be true of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Condition {
    pub negated: bool,
    pub what: What,
}

/// What a condition is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    Word(Term),
    Fact(Fact),
    /// What memory knows, and the articles of which it knows that.
    Remembered(Remembered, Handles),
}

impl Pattern {
    /// A pattern as it was typed. What is still being typed, a sign without a word or a field without a value that
    /// makes sense, is left out.
    pub fn new(typed: &str) -> Self {
        Self::understood(typed).0
    }

    /// The same, and what of it makes no sense, if something doesn't.
    pub fn understood(typed: &str) -> (Self, Option<Malformed>) {
        syntax::parse(typed)
    }

    /// Whether it asks for something that only memory knows.
    pub fn asks_memory(&self) -> bool {
        self.groups.iter().flatten().any(|condition| matches!(condition.what, What::Remembered(..)))
    }

    /// Takes what memory knows now. A pattern that was not told so finds nothing remembered.
    pub fn recall(&mut self, of: impl Fn(&Remembered) -> Handles) {
        for condition in self.groups.iter_mut().flatten() {
            if let What::Remembered(fact, handles) = &mut condition.what {
                *handles = of(fact);
            }
        }
    }

    /// Whether nothing was typed: then everything matches.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// Whether all that matches this pattern matches `other` too.
    pub(super) fn implies(&self, other: &Pattern) -> bool {
        let implied = |wanted: &Vec<Condition>| {
            self.groups.iter().any(|group| group.iter().all(|this| wanted.iter().any(|that| this.implies(that))))
        };
        other.groups.iter().all(implied)
    }

    /// Its words that are looked for, not those that must be missing.
    pub(super) fn words(&self) -> impl Iterator<Item = &Term> {
        self.groups.iter().flatten().filter_map(Condition::wanted)
    }
}

impl Condition {
    /// The word that is looked for, if it is one.
    pub(super) fn wanted(&self) -> Option<&Term> {
        match &self.what {
            What::Word(term) if !self.negated => Some(term),
            _ => None,
        }
    }

    fn implies(&self, other: &Condition) -> bool {
        match (&self.what, &other.what) {
            _ if self.negated != other.negated => false,
            (What::Word(this), What::Word(that)) if self.negated => that.implies(this),
            (What::Word(this), What::Word(that)) => this.implies(that),
            (this, that) => this == that,
        }
    }
}
