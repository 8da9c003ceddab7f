//! What to look for: one language for every place where something is searched.

use std::ops::Range;

use crate::article::{Language, Moment};

mod parse;
mod range;

pub(super) use parse::{FACTS, fact, field};
pub use range::{Days, Numbers};

/// A query as it was typed, and what it means.
///
/// | typed | finds |
/// |---|---|
/// | `storm harbour` | both words in any of their forms, in any order |
/// | `"storm surge"` | the words side by side, in no other form; also one word alone |
/// | `near:"storm harbour"` | the words in this order, a few others between them |
/// | `hack*` | words that begin so |
/// | `harbuor~`, `harbuor~2` | words that differ by a letter or two |
/// | `-film`, `NOT film` | articles without the word |
/// | `storm OR gale`, `(…)` | one of them; `OR` binds closer than the space |
/// | `title:storm`, `by:lee`, `source:bugle` | the word in that place |
/// | `lang:de`, `date:2014-11..2014-12`, `date:>2014`, `words:>800` | articles of which that is true |
/// | `is:unread`, `is:read`, `is:starred`, `is:noted`, `tag:sea` | articles of which memory knows that |
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// As it was typed.
    pub text: String,
    /// What it means; `None` if there is nothing to look for.
    pub meaning: Option<Expr>,
}

/// A condition on articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr {
    /// Every one of these.
    All(Vec<Expr>),
    /// One of these at least.
    Any(Vec<Expr>),
    /// Not this.
    Not(Box<Expr>),
    /// Words in a place.
    Words(Words),
    /// A fact about the article.
    Fact(Fact),
}

/// Words to be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// Where.
    pub field: Field,
    /// As they were typed, without signs that say how they are looked for.
    pub text: String,
    /// How they stand.
    pub form: Form,
}

/// Where words are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// In the title and the body.
    Anywhere,
    /// In the title.
    Title,
    /// Among the authors.
    By,
    /// In the name of the outlet.
    Source,
}

/// How words stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As they are, side by side if there are several.
    Whole,
    /// One word in any of its forms (`election`, `elections`), where a text's language is known; else as [`Form::Whole`].
    Inflected,
    /// The last one may go on.
    Begun,
    /// Within so many edits of what was typed.
    Near(u8),
    /// In this order, a few words between two of them.
    Gapped,
}

/// Something that is true of an article or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// It is in this language.
    Language(Language),
    /// It was published on one of these days.
    Published(Days),
    /// It is so long, in words.
    Length(Numbers),
    /// Memory knows it.
    Remembered(Remembered),
}

/// What memory may know of an article. Unread is what is not [`Remembered::Read`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Remembered {
    /// It has been read.
    Read,
    /// It is starred.
    Starred,
    /// It has a note.
    Noted,
    /// It has this tag, in lower case.
    Tagged(String),
}

impl Expr {
    /// Every condition without parts, in the order in which it was typed, and whether it is asked for, not its contrary.
    pub fn leaves(&self) -> Vec<(&Expr, bool)> {
        match self {
            Expr::All(parts) | Expr::Any(parts) => parts.iter().flat_map(Expr::leaves).collect(),
            Expr::Not(inner) => inner.leaves().into_iter().map(|(leaf, wanted)| (leaf, !wanted)).collect(),
            Expr::Words(_) | Expr::Fact(_) => vec![(self, true)],
        }
    }
}

impl Fact {
    /// Whether it is true of an article with this language, day and number of words, of which `remembered` knows the
    /// rest.
    pub fn holds(
        &self,
        language: Option<Language>,
        published: Option<Moment>,
        words: impl FnOnce() -> u32,
        remembered: impl FnOnce(&Remembered) -> bool,
    ) -> bool {
        match self {
            Fact::Language(wanted) => language == Some(*wanted),
            Fact::Published(days) => published.is_some_and(|published| days.contains(published.date)),
            Fact::Length(numbers) => numbers.contains(words()),
            Fact::Remembered(fact) => remembered(fact),
        }
    }
}

/// A query that can't be understood: where, and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{why}")]
pub struct Malformed {
    /// Bytes of the query.
    pub range: Range<usize>,
    /// One clause, in lower case: `2014-13 is no month`.
    pub why: String,
}

impl Query {
    /// Understands a query. A quotation or a bracket that isn't closed ends with it, so that one that is still being
    /// typed is understood too.
    ///
    /// # Errors
    /// [`Malformed`] for a field whose value makes no sense, and for a bracket that closes nothing.
    pub fn new(text: &str) -> Result<Self, Malformed> {
        Ok(Self { text: text.to_owned(), meaning: parse::parse(text)? })
    }

    /// What it asks memory about, in the order in which it was typed.
    pub fn remembered(&self) -> Vec<&Remembered> {
        let leaves = self.meaning.iter().flat_map(Expr::leaves);
        leaves
            .filter_map(|(leaf, _)| if let Expr::Fact(Fact::Remembered(fact)) = leaf { Some(fact) } else { None })
            .collect()
    }
}

#[cfg(test)]
mod tests;
