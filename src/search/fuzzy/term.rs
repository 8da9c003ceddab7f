//! One word of a pattern: how it is looked for, and where.

use super::super::fold::Fold;
use super::super::query::Field;
use super::key;

/// So many letters of a word are looked for.
pub(super) const LONGEST: usize = 64;

/// How a word is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// By its letters in order, others between them.
    Fuzzy,
    /// As it is.
    Exact,
    /// As it is, not within a longer word.
    Whole,
    /// At the start.
    Prefix,
    /// At the end.
    Suffix,
    /// It is all there is.
    Equal,
}

/// A word to be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term {
    pub form: Form,
    /// `Anywhere`: in the title, an author's name or the source.
    pub field: Field,
    /// Folded as keys are, at most [`LONGEST`] letters, and at least one.
    pub text: String,
    /// Whether its capitals count.
    pub case: bool,
    /// How many edits away from what was typed, for a corrected word.
    pub edits: u8,
    /// The word as it was typed, where that has characters outside ASCII.
    pub typed: Option<Typed>,
}

/// A word that keys tell only in part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Typed {
    fold: Fold,
    text: String,
    /// It has accents, or capitals of other scripts, which keys don't have.
    is_marked: bool,
}

/// A letter as it is looked for in keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Probe {
    pub byte: u8,
    /// Its capital will do too.
    pub any_case: bool,
}

impl Term {
    /// A word as it was typed; `None` if nothing of it is left to look for.
    pub(super) fn new(typed: &str, form: Form, field: Field) -> Option<Self> {
        let end = typed.char_indices().nth(LONGEST).map_or(typed.len(), |(end, _)| end);
        let typed = &typed[..end];
        let fold = Fold::for_pattern(typed);
        let case = fold.keeps_case();
        let folded = Fold::to_key().text(typed);
        let mut text: String = folded.as_str().chars().take(LONGEST).collect();
        if !case {
            text.make_ascii_lowercase();
        }
        let is_marked = fold.keeps_accents() || case && !text.is_ascii();
        let real = || Typed { fold, text: fold.text(typed).as_str().to_owned(), is_marked };
        let typed = (!typed.is_ascii()).then(real);
        (!text.is_empty()).then_some(Self { form, field, text, case, edits: 0, typed })
    }

    /// Its letters as they are looked for in keys.
    pub(super) fn probes(&self) -> impl Iterator<Item = Probe> {
        self.text.chars().map(|c| Probe { byte: key::byte(c), any_case: !self.case && c.is_ascii_lowercase() })
    }

    pub(super) fn is_in_titles(&self) -> bool {
        matches!(self.field, Field::Anywhere | Field::Title)
    }

    pub(super) fn is_in_authors(&self) -> bool {
        matches!(self.field, Field::Anywhere | Field::By)
    }

    pub(super) fn is_in_sources(&self) -> bool {
        matches!(self.field, Field::Anywhere | Field::Source)
    }

    /// Whether a text that seems to match by its key does so by its accents and capitals too.
    pub(super) fn is_really_in(&self, text: &str) -> bool {
        let Some(typed) = &self.typed else { return true };
        let end = text.char_indices().nth(key::LONGEST).map_or(text.len(), |(end, _)| end);
        let folded = typed.fold.text(&text[..end]);
        let (text, wanted) = (folded.as_str(), typed.text.as_str());
        match self.form {
            Form::Fuzzy => {
                let mut letters = text.chars();
                wanted.chars().all(|wanted| letters.any(|c| c == wanted))
            }
            Form::Exact | Form::Whole => {
                text.match_indices(wanted).any(|(start, _)| folded.is_end(start + wanted.len()))
            }
            Form::Prefix => text.starts_with(wanted) && folded.is_end(wanted.len()),
            Form::Suffix => text.ends_with(wanted),
            Form::Equal => text == wanted,
        }
    }

    /// Whether keys don't tell enough to find it: it has accents, capitals of other scripts, or a letter that shares
    /// its byte with others.
    pub(super) fn needs_a_second_look(&self, codes: &key::Codes) -> bool {
        self.typed.as_ref().is_some_and(|typed| typed.is_marked) || self.text.chars().any(|c| !codes.is_exact(c))
    }

    /// Whether everything that matches this word matches `other` too.
    pub(super) fn implies(&self, other: &Term) -> bool {
        if self == other {
            return true;
        }
        let form = match other.form {
            Form::Fuzzy => true,
            Form::Exact => self.form != Form::Fuzzy,
            Form::Prefix => matches!(self.form, Form::Prefix | Form::Equal),
            Form::Whole | Form::Suffix | Form::Equal => false,
        };
        let field = self.field == other.field;
        // What is typed further may add capitals or accents, and so become stricter; never looser.
        let begun = match (self.case, other.case) {
            (_, false) => starts_with_any_case(&self.text, &other.text),
            (true, true) => self.text.starts_with(&other.text),
            (false, true) => false,
        };
        let typed = match (&self.typed, &other.typed) {
            (_, None) => true,
            (Some(this), Some(that)) => this.fold == that.fold && this.text.starts_with(&that.text),
            (None, Some(_)) => false,
        };
        form && field && begun && typed && self.edits == other.edits
    }
}

fn starts_with_any_case(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|begun| begun.eq_ignore_ascii_case(start))
}
