//! A text as an index keeps it: folded words, pairs of characters where words have no spaces, stems by language.

use std::collections::HashMap;

use compact_str::CompactString;
use foldhash::fast::RandomState;

use super::fold::Fold;
use super::stem::Stemmer;
use super::words::words;
use crate::article::Language;

/// Ends each token of an [`Analysis`]. No token contains it.
pub const END: char = '\u{1}';

/// A token of its own between two texts: no phrase goes across.
pub const BREAK: char = '\u{2}';

/// Words are told apart by so many bytes.
const LONGEST: usize = 128;

/// Stretches of text that are remembered, and the longest of them in bytes.
const REMEMBERED: usize = 1 << 17;
const SHORT: usize = 48;

/// The bytes between which a stretch stands. All are ASCII.
const SIGNS: [bool; 256] = {
    let mut signs = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        signs[byte] = !(byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    signs
};

/// The tokens of a text, each with an [`END`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Analysis {
    /// Folded words in order. Of a script without spaces each pair of characters, and the last character of a
    /// stretch: so any part of it is found as pairs side by side.
    pub words: String,
    /// [`stem_token`]s of the words that are not their own stems, each at least once.
    pub stems: String,
}

impl Analysis {
    /// Ends one text and begins another.
    pub fn part(&mut self) {
        self.words.push(BREAK);
        self.words.push(END);
    }

    /// Empties it; what it has allocated stays.
    pub fn clear(&mut self) {
        self.words.clear();
        self.stems.clear();
    }
}

/// Makes an [`Analysis`] of texts. It remembers words, so one should live long.
#[derive(Default)]
pub struct Analyst {
    memories: HashMap<Option<Language>, Memory, RandomState>,
    /// The number of the text.
    text: u32,
}

/// The analysis of what stood between two signs, by language.
struct Memory {
    stemmer: Option<Stemmer>,
    known: HashMap<CompactString, Known, RandomState>,
    /// Of each known stretch the words, then the stems.
    tokens: String,
    newest: Analysis,
}

/// Where the tokens of a stretch begin, and how many bytes they are.
struct Known {
    start: u32,
    words: u16,
    stems: u16,
    /// The last text that has its stems.
    text: u32,
}

impl Analyst {
    /// Begins another text: what comes now has the stems of all its words.
    pub fn begin(&mut self) {
        self.text = self.text.wrapping_add(1);
    }

    /// Adds the tokens of a text in a language, or of a part of it. Stems that a part before has may be left out.
    pub fn add(&mut self, text: &str, language: Option<Language>, to: &mut Analysis) {
        let memory = self.memories.entry(language).or_insert_with(|| Memory {
            stemmer: language.and_then(Stemmer::of),
            known: HashMap::default(),
            tokens: String::new(),
            newest: Analysis::default(),
        });
        let bytes = text.as_bytes();
        let is_sign = |byte: &u8| SIGNS[usize::from(*byte)];
        let mut at = 0;
        while let Some(start) = bytes[at..].iter().position(|byte| !is_sign(byte)).map(|skipped| at + skipped) {
            at = bytes[start..].iter().position(is_sign).map_or(bytes.len(), |len| start + len);
            memory.add(&text[start..at], self.text, to);
        }
    }
}

impl Memory {
    fn add(&mut self, part: &str, text: u32, to: &mut Analysis) {
        if let Some(known) = self.known.get_mut(part) {
            let words = known.start as usize..known.start as usize + usize::from(known.words);
            let stems = words.end..words.end + usize::from(known.stems);
            to.words.push_str(&self.tokens[words]);
            if known.text != text {
                known.text = text;
                to.stems.push_str(&self.tokens[stems]);
            }
            return;
        }
        if part.len() > SHORT {
            return analyse(part, self.stemmer.as_ref(), to);
        }
        if self.known.len() == REMEMBERED {
            self.known.clear();
            self.tokens.clear();
        }
        self.newest.clear();
        let start = self.tokens.len() as u32;
        analyse(part, self.stemmer.as_ref(), &mut self.newest);
        let Analysis { words, stems } = &self.newest;
        to.words.push_str(words);
        to.stems.push_str(stems);
        if let (Ok(words_len), Ok(stems_len)) = (words.len().try_into(), stems.len().try_into()) {
            self.tokens.push_str(words);
            self.tokens.push_str(stems);
            self.known.insert(part.into(), Known { start, words: words_len, stems: stems_len, text });
        }
    }
}

/// Adds the tokens of a text without ASCII signs.
fn analyse(text: &str, stemmer: Option<&Stemmer>, to: &mut Analysis) {
    let folded = Fold::FULL.text(text);
    for word in words(folded.as_str()) {
        let piece = &folded.as_str()[word.range.clone()];
        if word.unspaced {
            for (at, c) in piece.char_indices() {
                let next = piece[at + c.len_utf8()..].chars().next();
                to.words.push(c);
                to.words.extend(next);
                to.words.push(END);
            }
            continue;
        }
        let piece = cut(piece);
        to.words.push_str(piece);
        to.words.push(END);
        let stem = stemmer.and_then(|stemmer| stemmer.stem(&text[folded.origin(word.range)]).zip(Some(stemmer)));
        if let Some((stem, stemmer)) = stem {
            let token = stem_token(stemmer.language(), &stem);
            if token[stemmer.language().code().len()..] != *piece {
                to.stems.push_str(&token);
                to.stems.push(END);
            }
        }
    }
}

/// A stem as it stands in an index: its language, then itself, folded.
pub fn stem_token(language: Language, stem: &str) -> String {
    format!("{language}{}", Fold::FULL.text(stem).as_str())
}

fn cut(word: &str) -> &str {
    let end = (0..=word.len().min(LONGEST)).rev().find(|end| word.is_char_boundary(*end));
    &word[..end.unwrap_or(0)]
}

/// What a word of a query is in an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// The token, or its beginning.
    pub text: String,
    /// As it was typed, where it is a word between spaces.
    pub word: Option<String>,
    /// Whether it may go on.
    pub open: bool,
    /// How many places it stands after the token before; 0 for the first.
    pub step: u32,
    /// Whether another word begins here, so that a phrase may have a gap before it.
    pub apart: bool,
}

/// The tokens of words that were typed.
pub fn tokens(typed: &str) -> Vec<Token> {
    let folded = Fold::FULL.text(typed);
    let mut tokens = Vec::new();
    let mut step = 0;
    for word in words(folded.as_str()) {
        let piece = &folded.as_str()[word.range.clone()];
        if !word.unspaced {
            let word = Some(typed[folded.origin(word.range)].to_owned());
            tokens.push(Token { text: cut(piece).to_owned(), word, open: false, step, apart: true });
            step = 1;
            continue;
        }
        let chars: Vec<char> = piece.chars().collect();
        // One character is the first of a pair, or the last of its stretch.
        let open = chars.len() == 1;
        for (at, pair) in chars.windows(chars.len().min(2)).enumerate() {
            tokens.push(Token { text: pair.iter().collect(), word: None, open, step, apart: at == 0 });
            step = 1;
        }
        step = if open { 1 } else { 2 };
    }
    tokens
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    fn analysis(text: &str, code: &str) -> (String, String) {
        let mut analysis = Analysis::default();
        let mut analyst = Analyst::default();
        // The second time from memory.
        analyst.add(text, Language::of(code), &mut Analysis::default());
        analyst.begin();
        analyst.add(text, Language::of(code), &mut analysis);
        (analysis.words.replace(END, "|"), analysis.stems.replace(END, "|"))
    }

    #[test]
    fn words_are_folded_and_have_the_stems_of_their_language() {
        assert_eq!(analysis("The elections’ “Café” re-opens", "en").0, "the|elections|cafe|re|opens|");
        assert_eq!(analysis("The elections’ “Café” re-opens", "en").1, "enelect|enopen|");
        assert_eq!(analysis("Häuser 1990s", "de"), ("hauser|1990s|".into(), "dehaus|".into()));
        assert_eq!(analysis("The elections", "").1, "");
    }

    #[test]
    fn a_text_has_the_stem_of_a_word_however_often_it_stands_there() {
        let (mut analyst, mut analysis) = (Analyst::default(), Analysis::default());
        for _ in 0..2 {
            analyst.begin();
            analysis.clear();
            analyst.add("Rivers and rivers and", Language::of("en"), &mut analysis);
            analyst.add("rivers", Language::of("en"), &mut analysis);
            let stems: HashSet<&str> = analysis.stems.split_terminator(END).collect();
            assert_eq!(stems, HashSet::from(["enriver"]));
        }
    }

    #[test]
    fn stretches_without_spaces_are_pairs_of_characters() {
        assert_eq!(analysis("北朝鮮、iPhone15を", "ja").0, "北朝|朝鮮|鮮|iphone15|を|");
    }

    #[test]
    fn a_query_has_the_tokens_that_the_text_has() {
        let of = |typed: &str| {
            tokens(typed).into_iter().map(|token| (token.text, token.open, token.step)).collect::<Vec<_>>()
        };
        assert_eq!(of("Jong-Un"), [("jong".into(), false, 0), ("un".into(), false, 1)]);
        assert_eq!(of("北朝鮮 x"), [("北朝".into(), false, 0), ("朝鮮".into(), false, 1), ("x".into(), false, 2)]);
        assert_eq!(of("北 x"), [("北".into(), true, 0), ("x".into(), false, 1)]);
    }

    #[test]
    fn a_word_without_end_is_cut() {
        assert_eq!(analysis(&"é".repeat(900), "en").0.len(), LONGEST + 1);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn tokens_hold_no_sign_and_stand_as_the_words_of_the_whole_text(text in "([a-cA-C]{1,4}|[é’ ,.\u{301}北한ข่ß-]|\\PC|[\u{1}\u{2}]){0,40}") {
            let words_of = |tokens: String| tokens.split_terminator('|').map(str::to_owned).collect::<Vec<_>>();
            let folded = Fold::FULL.text(&text);
            let mut expected = Vec::new();
            for word in words(folded.as_str()) {
                let piece = &folded.as_str()[word.range];
                if word.unspaced {
                    let chars: Vec<char> = piece.chars().collect();
                    expected.extend((0..chars.len()).map(|at| chars[at..chars.len().min(at + 2)].iter().collect::<String>()));
                } else {
                    expected.push(cut(piece).to_owned());
                }
            }
            prop_assert_eq!(words_of(analysis(&text, "en").0), expected);
        }
    }
}
