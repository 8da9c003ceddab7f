//! Words looked for in one folded text.

use std::ops::Range;

use super::fold::Folded;
use super::query::Form;

/// How many other words may stand between two of a phrase with gaps.
const GAP: usize = 5;

/// A word, or several in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term {
    words: Vec<String>,
    form: Form,
}

impl Term {
    /// The words of a folded text; `None` if it has none.
    pub(super) fn new(text: &str, form: Form) -> Option<Self> {
        let words: Vec<String> =
            text.split(|c: char| !is_letter(c)).filter(|word| !word.is_empty()).map(str::to_owned).collect();
        // What is apart from one word by a letter is told; from several, nobody could say.
        let form = if matches!(form, Form::Near(_)) && words.len() > 1 { Form::Whole } else { form };
        (!words.is_empty()).then_some(Self { words, form })
    }

    /// The places where it stands, in bytes of the folded text, in order.
    pub(super) fn find(&self, folded: &Folded) -> Vec<Range<usize>> {
        match self.form {
            Form::Whole | Form::Begun => self.side_by_side(folded),
            Form::Near(edits) => self.nearly(folded, usize::from(edits)),
            Form::Gapped => self.gapped(folded),
        }
    }

    /// Words that differ from the one by so many letters at most; swapping two counts as one.
    fn nearly(&self, folded: &Folded, edits: usize) -> Vec<Range<usize>> {
        let Some(wanted) = self.words.first() else { return Vec::new() };
        let length = wanted.chars().count();
        let text = folded.as_str();
        let near = |range: &Range<usize>| {
            let word = &text[range.clone()];
            let long = word.chars().take(length + edits + 1).count();
            long.abs_diff(length) <= edits && strsim::osa_distance(word, wanted) <= edits && folded.is_end(range.end)
        };
        words(text).filter(near).collect()
    }

    /// The words in order, with at most [`GAP`] others between two of them.
    fn gapped(&self, folded: &Folded) -> Vec<Range<usize>> {
        let text = folded.as_str();
        let all: Vec<Range<usize>> = words(text).collect();
        let is = |at: usize, word: &String| text[all[at].clone()] == **word;
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(start) = (from..all.len()).find(|&at| is(at, &self.words[0])) {
            let mut at = start;
            let whole = self.words[1..].iter().all(|word| {
                let next = (at + 1..all.len().min(at + 2 + GAP)).find(|&next| is(next, word));
                at = next.unwrap_or(at);
                next.is_some()
            });
            from = if whole { at } else { start } + 1;
            if whole && folded.is_end(all[at].end) {
                found.push(all[start].start..all[at].end);
            }
        }
        found
    }

    /// The places where the words stand one after the other, in bytes of the folded text.
    fn side_by_side(&self, folded: &Folded) -> Vec<Range<usize>> {
        let text = folded.as_str();
        let mut places = Vec::new();
        let mut at = 0;
        let Some(first) = self.words.first() else { return places };
        while let Some(found) = text[at..].find(first.as_str()) {
            let start = at + found;
            at = start + first.len();
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
        for (number, word) in self.words.iter().enumerate() {
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

/// Whether a character belongs to a word. Combining marks do.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{0300}'..='\u{036f}')
}

/// Whether a character's script puts no spaces between words.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// The words of a text.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(is_letter)?;
        at = text[start..].find(|c| !is_letter(c)).map_or(text.len(), |len| start + len);
        Some(start..at)
    })
}
