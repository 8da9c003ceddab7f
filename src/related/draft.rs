//! An article read into the terms that stand in it, one after the other.

use super::terms::{is_stop_word, is_term, mix, name, words};
use crate::article::{Article, Kind};

/// The short name of a term: the lower half of its [name]. Of a million terms every ten-thousandth shares it with
/// another, which makes two articles look a little nearer than they are.
pub fn short(name: u64) -> u32 {
    name as u32
}

/// What is known of a place in an article where a term stands: how many words without one stand right before it, and how
/// the term is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place(u8);

impl Place {
    const SKIPPED: u8 = 0x1f;
    const NUMBER: u8 = 0x20;
    const CAPITAL: u8 = 0x40;
    const SMALL: u8 = 0x80;

    fn new(skipped: u32, first: Option<char>, within: bool) -> Self {
        let mut bits = skipped.min(u32::from(Self::SKIPPED)) as u8;
        let first = first.unwrap_or(' ');
        if first.is_numeric() {
            bits |= Self::NUMBER;
        }
        // A capital at the beginning of a sentence or in a title says nothing.
        if within && first.is_uppercase() {
            bits |= Self::CAPITAL;
        } else if within && first.is_lowercase() {
            bits |= Self::SMALL;
        }
        Self(bits)
    }

    pub fn skipped(self) -> usize {
        usize::from(self.0 & Self::SKIPPED)
    }

    pub fn is_number(self) -> bool {
        self.0 & Self::NUMBER != 0
    }

    /// The term is written within a sentence and has a capital.
    pub fn is_capital(self) -> bool {
        self.0 & Self::CAPITAL != 0
    }

    /// The term is written within a sentence and has none.
    pub fn is_small(self) -> bool {
        self.0 & Self::SMALL != 0
    }
}

/// A sentence of an article: its name, how many words it has, and where its terms end among those of the article.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sentence {
    pub name: u32,
    pub words: u32,
    pub end: u32,
}

/// An article that was read. It is made apart from others, so that many can be made at once.
#[derive(Default)]
pub struct Draft {
    pub(super) days: Option<i32>,
    /// The [short] names of its terms, as they stand.
    pub(super) terms: Vec<u32>,
    pub(super) places: Vec<Place>,
    /// Where the terms of the title end.
    pub(super) title_end: u32,
    pub(super) sentences: Vec<Sentence>,
}

impl Draft {
    /// Reads an article. Litter and credits are left out; so is a title that was made from the lead, whose words would
    /// count twice.
    pub fn of(article: &Article) -> Self {
        let mut draft = Self { days: article.published.map(|published| published.days()), ..Self::default() };
        if !article.title_inferred {
            draft.read(&article.title, false);
        }
        draft.title_end = draft.terms.len() as u32;
        for block in article.blocks.iter().filter(|block| !block.boilerplate && block.kind != Kind::Credit) {
            draft.read(&block.text, true);
        }
        draft
    }

    fn read(&mut self, text: &str, sentences: bool) {
        let mut skipped = 0;
        let (mut sentence, mut count) = (0, 0);
        for word in words(text) {
            if word.opens && sentences {
                self.close(sentence, &mut count);
                sentence = 0;
            }
            let spelled = &text[word.range.clone()];
            let name = name(spelled);
            sentence = mix(sentence ^ name);
            count += 1;
            if is_term(text, &word) && !is_stop_word(name) {
                self.terms.push(short(name));
                let place = Place::new(std::mem::take(&mut skipped), spelled.chars().next(), sentences && !word.opens);
                self.places.push(place);
            } else {
                skipped += 1;
            }
        }
        if sentences {
            self.close(sentence, &mut count);
        }
    }

    fn close(&mut self, name: u64, words: &mut u32) {
        if *words > 0 {
            let end = self.terms.len() as u32;
            self.sentences.push(Sentence { name: short(name), words: std::mem::take(words), end });
        }
    }
}
