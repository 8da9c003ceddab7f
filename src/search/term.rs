//! Words looked for in one folded text.

use std::ops::Range;

use memchr::memmem::Finder;

use super::fold::{Fold, Folded};
use super::query::Form;
use super::stem::Stemmer;
use super::words::{is_letter, is_unspaced, words, words_from};

/// How many other words may stand between two of a phrase with gaps.
pub const GAP: usize = 5;

/// A word, or several in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term {
    /// As they were typed, and folded.
    words: Vec<(String, String)>,
    form: Form,
}

/// A text and its folded form: neither case nor accents count where texts are searched.
pub(super) struct Text<'a> {
    pub(super) original: &'a str,
    pub(super) folded: Folded,
}

impl<'a> Text<'a> {
    pub(super) fn new(original: &'a str) -> Self {
        Self { original, folded: Fold::FULL.text(original) }
    }
}

impl Term {
    /// The words that were typed; `None` if there are none.
    pub(super) fn new(typed: &str, form: Form) -> Option<Self> {
        let folded = Fold::FULL.text(typed);
        let pieces: Vec<_> = words(folded.as_str()).collect();
        let form = form_of(form, pieces.len() == 1 && !pieces[0].unspaced);
        let word =
            |range: Range<usize>| (typed[folded.origin(range.clone())].to_owned(), folded.as_str()[range].to_owned());
        let words: Vec<_> = pieces.into_iter().map(|piece| word(piece.range)).collect();
        (!words.is_empty()).then_some(Self { words, form })
    }

    /// The places where it stands, in bytes of the folded text, in order; with a stemmer, also in its other forms.
    pub(super) fn find(&self, text: &Text<'_>, stemmer: Option<&Stemmer>) -> Vec<Range<usize>> {
        let folded = &text.folded;
        match (self.form, stemmer) {
            (Form::Inflected, Some(stemmer)) => self.in_any_form(text, stemmer),
            (Form::Whole | Form::Begun | Form::Inflected, _) => self.side_by_side(folded),
            (Form::Near(edits), _) => self.nearly(folded, usize::from(edits)),
            (Form::Gapped, _) => self.gapped(folded),
        }
    }

    /// The word, and others with its stem.
    fn in_any_form(&self, text: &Text<'_>, stemmer: &Stemmer) -> Vec<Range<usize>> {
        let Some((typed, wanted)) = self.words.first() else { return Vec::new() };
        let stem = stemmer.stem(typed).map(|stem| Fold::FULL.text(&stem));
        let folded = text.folded.as_str();
        let is_form = |range: &Range<usize>| {
            let word = &folded[range.clone()];
            if word == wanted {
                return text.folded.is_end(range.end);
            }
            let Some(stem) = &stem else { return false };
            let original = &text.original[text.folded.origin(range.clone())];
            let found = stemmer.stripped(original);
            found.is_some_and(|found| Fold::FULL.text(&found).as_str() == stem.as_str())
                && !stemmer.is_stop_word(original)
        };
        match wanted.chars().next() {
            Some(first) if stemmer.keeps_initials() => words_from(folded, first).filter(is_form).collect(),
            _ => words(folded).filter(|word| !word.unspaced).map(|word| word.range).filter(is_form).collect(),
        }
    }

    /// Words that differ from the one by so many letters at most; swapping two counts as one.
    fn nearly(&self, folded: &Folded, edits: usize) -> Vec<Range<usize>> {
        let Some((_, wanted)) = self.words.first() else { return Vec::new() };
        let length = wanted.chars().count();
        let text = folded.as_str();
        let near = |range: &Range<usize>| {
            let word = &text[range.clone()];
            let long = word.chars().take(length + edits + 1).count();
            long.abs_diff(length) <= edits && strsim::osa_distance(word, wanted) <= edits && folded.is_end(range.end)
        };
        words(text).filter(|word| !word.unspaced).map(|word| word.range).filter(near).collect()
    }

    /// The words in order, with at most [`GAP`] others between two of them. Each character of a script without
    /// spaces counts as one.
    fn gapped(&self, folded: &Folded) -> Vec<Range<usize>> {
        let text = folded.as_str();
        let mut steps: Vec<Range<usize>> = Vec::new();
        for word in words(text) {
            if word.unspaced {
                let chars = text[word.range.clone()].char_indices();
                steps.extend(chars.map(|(at, c)| word.range.start + at..word.range.start + at + c.len_utf8()));
            } else {
                steps.push(word.range);
            }
        }
        // How many steps the word takes up from this one on, if it stands there.
        let taken = |at: usize, word: &str| {
            let (first, count) = (&steps[at], if word.starts_with(is_unspaced) { word.chars().count() } else { 1 });
            let last = steps.get(at + count - 1)?;
            (last.end - first.start == word.len() && text[first.start..last.end] == *word).then_some(count)
        };
        // Stretches with the words so far, in the order of their ends.
        let mut reached: Vec<Range<usize>> = Vec::new();
        for (number, (_, word)) in self.words.iter().enumerate() {
            let stretch = |at: usize| {
                let end = at + taken(at, word)?;
                let nearest = reached.partition_point(|before| before.end <= at).checked_sub(1);
                match nearest.map(|nearest| &reached[nearest]) {
                    _ if number == 0 => Some(at..end),
                    Some(before) if at - before.end <= GAP => Some(before.start..end),
                    _ => None,
                }
            };
            reached = (0..steps.len()).filter_map(stretch).collect();
        }
        let mut found: Vec<Range<usize>> = Vec::new();
        for stretch in reached {
            let range = steps[stretch.start].start..steps[stretch.end - 1].end;
            if folded.is_end(range.end) && found.last().is_none_or(|last| last.end <= range.start) {
                found.push(range);
            }
        }
        found
    }

    /// The places where the words stand one after the other, in bytes of the folded text.
    fn side_by_side(&self, folded: &Folded) -> Vec<Range<usize>> {
        let text = folded.as_str();
        let mut places = Vec::new();
        let mut at = 0;
        let Some((_, first)) = self.words.first() else { return places };
        let finder = Finder::new(first);
        while let Some(found) = finder.find(&text.as_bytes()[at..]) {
            let start = at + found;
            at = start + first.chars().next().map_or(1, char::len_utf8);
            if let Some(end) = self.end(folded, start) {
                at = end;
                places.push(start..end);
            }
        }
        places
    }

    /// Where the words end if they start at `start`.
    fn end(&self, folded: &Folded, start: usize) -> Option<usize> {
        let text = folded.as_str();
        let mut at = start;
        for (number, (_, word)) in self.words.iter().enumerate() {
            let rest = &text[at..];
            let gap = if number == 0 { 0 } else { rest.find(is_letter)? };
            let begin = at + gap;
            let goes_on = |before: Option<char>, next: Option<char>| {
                before
                    .zip(next)
                    .is_some_and(|(a, b)| is_letter(a) && is_letter(b) && !(is_unspaced(a) || is_unspaced(b)))
            };
            at = begin + text[begin..].strip_prefix(word.as_str()).map(|_| word.len())?;
            let open = self.form == Form::Begun && number + 1 == self.words.len();
            if goes_on(text[..begin].chars().next_back(), word.chars().next())
                || !open && goes_on(word.chars().next_back(), text[at..].chars().next())
                || !folded.is_end(at)
            {
                return None;
            }
        }
        if self.form == Form::Begun {
            at += text[at..].find(|c| !is_letter(c)).unwrap_or(text.len() - at);
        }
        Some(at)
    }
}

/// How words are looked for, if they are one word between spaces or not: of several, or of a part of a text without
/// spaces, nobody could say what a form of it is, or what is a letter apart from it.
pub fn form_of(form: Form, one_word: bool) -> Form {
    match form {
        Form::Near(_) | Form::Inflected if !one_word => Form::Whole,
        _ => form,
    }
}
