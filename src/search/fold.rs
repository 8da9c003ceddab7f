//! Letters that count as the same when something is looked for: case, accents, kinds of quotes and dashes.

use std::ops::Range;

use unicode_normalization::char::decompose_canonical;

/// Which differences don't count. Curly quotes, long dashes and full-width letters are always taken for their plain
/// counterparts, and invisible characters for none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fold {
    case: Case,
    accents: bool,
}

/// Which capitals count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Case {
    Kept,
    /// Those of A to Z only.
    Plain,
    Folded,
}

impl Fold {
    /// Neither case nor accents count.
    pub const FULL: Self = Self { case: Case::Folded, accents: true };

    /// Case doesn't count, accents do.
    pub(super) const CASE: Self = Self { case: Case::Folded, accents: false };

    /// Whether neither case nor accents count.
    pub fn is_full(self) -> bool {
        self == Self::FULL
    }

    /// What a reader who typed `pattern` will want ("smart case"): a pattern without capitals finds both cases, one
    /// without accents finds letters with and without; what is typed must be there.
    pub fn for_pattern(pattern: &str) -> Self {
        let capitals = pattern.chars().any(char::is_uppercase);
        let string = |accents| Self { case: Case::Kept, accents }.text(pattern).text;
        Self { case: if capitals { Case::Kept } else { Case::Folded }, accents: string(true) == string(false) }
    }

    /// What is left of a title when everything is folded but the capitals A to Z, which tell where words start.
    pub(super) fn to_key() -> Self {
        Self { case: Case::Plain, accents: true }
    }

    /// Whether a capital is another letter than the small one.
    pub(super) fn keeps_case(self) -> bool {
        self.case == Case::Kept
    }

    /// Whether a letter with an accent is another one than without.
    pub(super) fn keeps_accents(self) -> bool {
        !self.accents
    }

    /// Folds a text.
    pub fn text(self, text: &str) -> Folded {
        if text.is_ascii() {
            let text = if self.case == Case::Folded { text.to_ascii_lowercase() } else { text.to_owned() };
            return Folded { origins: None, text };
        }
        let mut folded = String::with_capacity(text.len());
        let mut origins = Vec::with_capacity(text.len() + 1);
        for (at, c) in text.char_indices() {
            if let Some(letter) = folded.chars().next_back().and_then(|last| lettered(last, c)) {
                folded.pop();
                folded.push(letter);
                continue;
            }
            self.each(c, &mut |c| match self.case {
                Case::Plain if !c.is_ascii() => folded.push(c.to_lowercase().next().unwrap_or(c)),
                _ => folded.push(c),
            });
            origins.resize(folded.len(), at);
        }
        origins.push(text.len());
        Folded { text: folded, origins: Some(origins) }
    }

    fn each(self, c: char, take: &mut impl FnMut(char)) {
        if self.case == Case::Folded && !c.is_ascii() {
            c.to_lowercase().for_each(|c| self.each_letter(c, take));
        } else if self.case == Case::Folded {
            take(c.to_ascii_lowercase());
        } else {
            self.each_letter(c, take);
        }
    }

    fn each_letter(self, c: char, take: &mut impl FnMut(char)) {
        if c.is_ascii() {
            take(c);
        } else if let Some(plain) = typographic(c) {
            plain.chars().for_each(take);
        } else if let Some(plain) = full_width(c) {
            take(if self.case == Case::Folded { plain.to_ascii_lowercase() } else { plain });
        } else if is_lettered(c) {
            take(c);
        } else if self.accents && is_mark(c) {
            // Left out.
        } else if self.accents
            && let Some(plain) = unaccented(c)
        {
            plain.chars().for_each(take);
        } else {
            let mut count = 0;
            let mut marks_only = true;
            decompose_canonical(c, |part| {
                marks_only &= count == 0 || is_mark(part);
                count += 1;
            });
            if count == 1 || !marks_only {
                // Also Hangul and voiced kana, which are letters of their own.
                take(c);
            } else {
                decompose_canonical(c, |part| match unaccented(part).filter(|_| self.accents) {
                    Some(plain) => plain.chars().for_each(&mut *take),
                    None if self.accents && is_mark(part) => {}
                    None => take(part),
                });
            }
        }
    }
}

/// A folded text that knows where its letters came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folded {
    text: String,
    /// For each byte of the text, and for its end, the byte of the original that it came from; `None` when all
    /// stand where they stood.
    origins: Option<Vec<usize>>,
}

impl Folded {
    /// The folded text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The bytes of the original text that a range of the folded one came from, always whole characters with the
    /// accents that belong to them. The range must lie on character boundaries.
    pub fn origin(&self, range: Range<usize>) -> Range<usize> {
        let Some(origins) = &self.origins else { return range };
        let start = origins[range.start];
        if range.is_empty() {
            return start..start;
        }
        // A character that became several ends where the next one starts.
        let last = origins[range.end - 1];
        let end = origins[range.end..].iter().find(|origin| **origin > last);
        start..end.copied().unwrap_or(start)
    }

    /// Leaves only the first so many letters.
    pub(super) fn cut(&mut self, letters: usize) {
        let Some((end, _)) = self.text.char_indices().nth(letters) else { return };
        self.text.truncate(end);
        if let Some(origins) = &mut self.origins {
            origins.truncate(end + 1);
        }
    }

    /// Whether no accent follows that belongs to the letter before `at`: else a match that ends there has found
    /// another letter.
    pub fn is_end(&self, at: usize) -> bool {
        !self.text[at..].starts_with(is_mark)
    }
}

/// Accents and vowel points, which a reader may leave out.
fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{0300}'..='\u{036f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
        // Hebrew points; Arabic ones.
        | '\u{0591}'..='\u{05bd}' | '\u{05bf}' | '\u{05c1}' | '\u{05c2}' | '\u{064b}'..='\u{0652}' | '\u{0670}')
}

/// Cyrillic letters that are taken apart by Unicode, but not by those who write them.
const LETTERED: [(char, char, char); 6] = [
    ('и', '\u{306}', 'й'),
    ('И', '\u{306}', 'Й'),
    ('і', '\u{308}', 'ї'),
    ('І', '\u{308}', 'Ї'),
    ('у', '\u{306}', 'ў'),
    ('У', '\u{306}', 'Ў'),
];

fn is_lettered(c: char) -> bool {
    LETTERED.iter().any(|(.., letter)| *letter == c)
}

/// The letter that a base and a mark are.
fn lettered(base: char, mark: char) -> Option<char> {
    if !matches!(mark, '\u{306}' | '\u{308}') {
        return None;
    }
    LETTERED.iter().find(|(a, b, _)| (*a, *b) == (base, mark)).map(|(.., letter)| *letter)
}

/// What is typed for a character that keyboards lack; nothing for an invisible one.
fn typographic(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{2018}'..='\u{201b}' | '\u{2032}' | '\u{02bc}' => "'",
        '\u{201c}'..='\u{201f}' | '\u{2033}' | '«' | '»' => "\"",
        '\u{2010}'..='\u{2015}' | '\u{2212}' => "-",
        '…' => "...",
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{3000}' => " ",
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' => "",
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        _ => return None,
    })
}

/// The ASCII character that U+FF01–FF5E are the full-width form of.
fn full_width(c: char) -> Option<char> {
    matches!(c, '\u{ff01}'..='\u{ff5e}').then(|| char::from((u32::from(c) - 0xff01 + 0x21) as u8))
}

/// The plain letters for those whose stroke or ligature Unicode doesn't decompose.
fn unaccented(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'ẞ' => "SS",
        'æ' => "ae",
        'Æ' => "AE",
        'œ' => "oe",
        'Œ' => "OE",
        'ø' => "o",
        'Ø' => "O",
        'ł' => "l",
        'Ł' => "L",
        'đ' | 'ð' => "d",
        'Đ' | 'Ð' => "D",
        'þ' => "th",
        'Þ' => "Th",
        'ħ' => "h",
        'Ħ' => "H",
        'ı' => "i",
        'ŧ' => "t",
        'Ŧ' => "T",
        'ŋ' => "n",
        'Ŋ' => "N",
        'ς' => "σ",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn folded(pattern: &str, text: &str) -> String {
        Fold::for_pattern(pattern).text(text).text
    }

    #[test]
    fn a_plain_pattern_finds_accents_and_capitals() {
        assert_eq!(folded("jose", "José ŁÓDŹ Straße Ærø"), "jose lodz strasse aero");
        assert_eq!(folded("x", "Beyonce\u{301} Россия ЁЛКА"), "beyonce россия елка");
    }

    #[test]
    fn typed_accents_and_capitals_must_be_there() {
        assert_eq!(folded("José", "Jose"), "Jose");
        assert_ne!(folded("José", "Jose"), folded("José", "José"));
        assert_eq!(folded("é", "É e\u{301}"), folded("é", "é é"));
        assert_eq!(folded("Jose", "José jose"), "Jose jose");
    }

    #[test]
    fn curly_quotes_dashes_and_full_width_letters_are_plain() {
        assert_eq!(folded("x", "can’t – “Ａ１” wait\u{ad}ing…"), "can't - \"a1\" waiting...");
        assert_eq!(folded("É", "’"), "'");
    }

    #[test]
    fn kana_and_hangul_stay_whole() {
        assert_eq!(folded("x", "がぎ 한글"), "がぎ 한글");
    }

    #[test]
    fn cyrillic_letters_that_only_look_accented_are_letters() {
        assert_eq!(folded("x", "Йод и\u{306}од ёлка Їжак ї"), "йод йод елка їжак ї");
        assert!(Fold::for_pattern("йод").is_full() && !Fold::for_pattern("ёлка").is_full());
        let folded = Fold::FULL.text("и\u{306}о");
        assert_eq!((folded.origin(0..2), folded.origin(2..4)), (0..4, 4..6));
    }

    #[test]
    fn a_range_leads_back_to_whole_characters_with_their_accents() {
        let fold = Fold::for_pattern("x");
        let text = "aße\u{301}b";
        let folded = fold.text(text);
        assert_eq!(folded.as_str(), "asseb");
        assert_eq!(&text[folded.origin(1..2)], "ß");
        assert_eq!(&text[folded.origin(2..4)], "ße\u{301}");
        assert_eq!(&text[folded.origin(4..5)], "b");
    }

    #[test]
    fn an_accent_belongs_to_the_letter_before() {
        let folded = Fold::for_pattern("é").text("café");
        assert!(!folded.is_end(4));
        assert!(folded.is_end(folded.as_str().len()));
    }

    proptest! {
        #[test]
        fn every_range_leads_back_to_a_range_of_the_text(
            text in "(\\PC|[aéße\u{301}’\u{ad}ﬁＡ가が])*", pattern in "[aAéÉ]", from in 0..50_usize, len in 1..50_usize
        ) {
            let folded = Fold::for_pattern(&pattern).text(&text);
            let at = |nth| folded.as_str().char_indices().nth(nth).map(|(at, _)| at);
            if let Some(start) = at(from) {
                let end = at(from + len).unwrap_or(folded.as_str().len());
                let origin = folded.origin(start..end);
                prop_assert!(text.get(origin.clone()).is_some_and(|part| !part.is_empty()), "{origin:?}");
            }
        }

        #[test]
        fn folding_twice_changes_nothing(text in "\\PC*") {
            let fold = Fold::for_pattern("x");
            let once = fold.text(&text).text;
            prop_assert_eq!(fold.text(&once).text, once);
        }
    }
}
