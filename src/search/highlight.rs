//! The words of a query, to be marked where they stand.

use std::ops::Range;

use super::fuzzy::merge;
use super::query::{Expr, Field, Query};
use super::stem::Stemmer;
use super::term::{Term, Text};
use crate::article::Language;

/// The words that a [`Query`] asks for, each as it asks for it: whole, begun, misspelt, side by side.
#[derive(Clone, Debug)]
pub struct Highlight {
    terms: Vec<(Field, Term)>,
}

impl Highlight {
    /// The words of a query; those that must be absent are not among them.
    pub fn of(query: &Query) -> Self {
        let terms = query.meaning.iter().flat_map(Expr::leaves).filter_map(|(leaf, wanted)| match leaf {
            Expr::Words(words) if wanted => Some((words.field, Term::new(&words.text, words.form)?)),
            _ => None,
        });
        Self { terms: terms.collect() }
    }

    /// Every place in a text of the body of an article in this language, in order; none touches another.
    pub fn in_body(&self, text: &str, language: Option<Language>) -> Vec<Range<usize>> {
        self.places(text, language, |field| field == Field::Anywhere)
    }

    /// Every place in a title, as [`Highlight::in_body`].
    pub fn in_title(&self, title: &str, language: Option<Language>) -> Vec<Range<usize>> {
        self.places(title, language, |field| matches!(field, Field::Anywhere | Field::Title))
    }

    fn places(&self, text: &str, language: Option<Language>, looks_here: impl Fn(Field) -> bool) -> Vec<Range<usize>> {
        let text = Text::new(text);
        let stemmer = language.and_then(Stemmer::of);
        let terms = self.terms.iter().filter(|(field, _)| looks_here(*field));
        let places = terms.flat_map(|(_, term)| term.find(&text, stemmer.as_ref()));
        merge(places.map(|place| text.folded.origin(place)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked<'a>(query: &str, text: &'a str) -> Vec<&'a str> {
        let highlight = Highlight::of(&Query::new(query).unwrap());
        highlight.in_body(text, None).into_iter().map(|place| &text[place]).collect()
    }

    #[test]
    fn every_form_of_a_word_is_marked_where_it_stands() {
        let text = "A gale rose. The harbour’s gales, the Harbour wall and a storm surge in José’s harbour.";
        assert_eq!(
            marked("gale harbuor~ \"storm surge\"", text),
            ["gale", "harbour", "Harbour", "storm surge", "harbour"]
        );
        assert_eq!(marked("gale* OR jose", text), ["gale", "gales", "José"]);
        assert_eq!(marked("near:\"gale harbour\"", text), ["gale rose. The harbour"]);
    }

    #[test]
    fn what_must_be_absent_or_stands_elsewhere_is_not_marked() {
        assert_eq!(marked("gale -storm title:wall by:ann date:2014 is:read", "gale, storm, wall, ann"), ["gale"]);
        let highlight = Highlight::of(&Query::new("gale title:wall").unwrap());
        assert_eq!(highlight.in_title("Gale and wall", None).len(), 2);
    }

    #[test]
    fn places_that_overlap_are_one() {
        assert_eq!(marked("storm \"storm surge\" surge*", "The storm surge, surges"), ["storm surge", "surges"]);
    }
}
