//! Where the sentences of a text lie.

use std::ops::Range;

use super::terms::{is_stop_word, mix, name};
use super::vocabulary::Vocabulary;
use super::why::is_calendar;
use crate::article::{Article, Kind};

/// A sentence of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Which of [`Article::blocks`].
    pub block: usize,
    /// Its bytes in the block's text, without the white space around it.
    pub range: Range<usize>,
}

/// The sentences of an article's body in order; litter and credits have none.
pub fn sentences(article: &Article) -> impl Iterator<Item = Sentence> {
    let told = |kind: &Kind| !matches!(kind, Kind::Credit | Kind::Rule);
    let blocks = article.blocks.iter().enumerate().filter(move |(_, block)| !block.boilerplate && told(&block.kind));
    blocks.flat_map(|(block, content)| split(&content.text).map(move |range| Sentence { block, range }))
}

/// Names the sentences of an article: another name, other sentences. Never 0.
pub fn fingerprint(article: &Article) -> u64 {
    let mut hash = 0;
    for Sentence { block, range } in sentences(article) {
        let text = &article.blocks[block].text.as_bytes()[range];
        // The length too, so that where one sentence ends and the next begins counts.
        hash = mix(hash ^ text.len() as u64);
        for bytes in text.chunks(8) {
            hash = mix(!hash ^ bytes.iter().fold(0, |word, byte| word << 8 | u64::from(*byte)));
        }
    }
    hash.max(1)
}

/// The sentences of a text, without the white space between them: all else is part of one. A line end parts them.
/// So does a stop before white space, quotes and brackets closed, unless what follows goes on in lower case or what
/// precedes is shortened (`Mr.`, `J. R.`, `Nov. 3`). Chinese, Japanese, Arabic and Indian stops need no white space.
/// Thai has none: its paragraphs stay whole.
pub fn split(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        at = text.len() - text[at..].trim_start().len();
        (at < text.len()).then(|| {
            let start = at;
            at = end(text, start);
            start..start + text[start..at].trim_end().len()
        })
    })
}

/// Titles and the like, which stand before a name or a number.
static BEFORE_NAMES: Vocabulary<256> = Vocabulary::of(
    "\
    adm bros capt cf cmdr col cpl dept dr fr gen gov herr hon hr hrn insp lt maj messrs mme mr mrs ms mt mx nr pfc pres \
    prof pvt rep reps rev sen sens sgt sr sra srta st ste supt vs bzw ca dipl ing mlle mgr ул г им",
);

/// Shortened words that may end a sentence as well.
static SHORTENED: Vocabulary<256> = Vocabulary::of(
    "\
    al assn ave blvd co corp ct etc esq est ext inc jr ltd plc sq univ jan feb mar apr jun jul aug sep sept oct nov dec \
    mon tue tues wed thu thur thurs fri sat sun ala ariz ark calif colo conn del fla ga ill ind kan ky la mass md mich \
    minn miss mo mont neb nev okla ore pa penn tenn tex vt va wash wis wyo usw",
);

/// Shortened words before a number; before anything else they are whole words or ends.
static BEFORE_NUMBERS: Vocabulary<64> = Vocabulary::of("art bd ch fig kap no nos núm num p pp par s sec vol abs");

/// Where the sentence that starts at `start` ends.
fn end(text: &str, start: usize) -> usize {
    let mut chars = text[start..].char_indices().map(|(at, c)| (start + at, c)).peekable();
    while let Some((at, c)) = chars.next() {
        let full = match c {
            '\n' => return at,
            '.' | '!' | '?' | '…' => false,
            '。' | '！' | '？' | '｡' | '؟' | '۔' | '।' | '॥' | '።' => true,
            _ => continue,
        };
        let mut after = at + c.len_utf8();
        let mut alone = c == '.';
        let mut closed = false;
        while let Some((at, c)) = chars.next_if(|(_, c)| is_stop(*c) || is_closing(*c)) {
            alone &= !is_stop(c);
            closed |= is_closing(c);
            after = at + c.len_utf8();
        }
        let rest = &text[after..];
        let ends = match rest.chars().next() {
            None => true,
            // `「…。」と` goes on.
            Some(next) if full => !(closed && ('ぁ'..='ゟ').contains(&next)),
            Some(next) if next.is_whitespace() => is_end(&text[start..at], rest, alone),
            Some(_) => false,
        };
        if ends {
            return after;
        }
    }
    text.len()
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '｡' | '؟' | '۔' | '।' | '॥' | '።')
}

fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '“' | '»' | '›' | ')' | ']' | '}' | '」' | '』' | '）' | '】' | '》')
}

/// Whether a stop between `before` and `rest`, which starts with white space, ends a sentence; `alone` is a single
/// point.
fn is_end(before: &str, rest: &str, alone: bool) -> bool {
    /// No shortened word is longer, in characters.
    const LONGEST: usize = 12;
    let line = rest.trim_start_matches(|c: char| c.is_whitespace() && c != '\n');
    let opened = line.trim_start_matches(|c: char| !c.is_alphanumeric() && !c.is_whitespace() && !is_stop(c));
    let Some(first) = opened.chars().next() else { return true };
    if first == '\n' {
        return true;
    }
    if is_stop(first) || first.is_lowercase() {
        return false;
    }
    if !alone {
        return true;
    }
    let mut word_start = before.len();
    let mut length = 0;
    for (at, c) in before.char_indices().rev().take(LONGEST + 1) {
        if c.is_whitespace() || "(\"“‘'[—–-/".contains(c) {
            break;
        }
        (word_start, length) = (at, length + 1);
    }
    let word = &before[word_start..];
    let next = opened.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    if word.is_empty() || length > LONGEST {
        return true;
    }
    if word.bytes().all(|byte| byte.is_ascii_digit()) {
        // `1. Item`, `3. November`
        return before.trim_start().len() > length && !(length <= 2 && is_calendar(next));
    }
    // `J.`, `U.S.`, `p.m.`: initials, unless a small word begins a sentence after them.
    let initials = word.split('.').all(|part| part.chars().nth(1).is_none()) && word.starts_with(char::is_alphabetic);
    if initials || SHORTENED.has(name(word)) {
        return !first.is_numeric() && is_stop_word(name(next));
    }
    !(BEFORE_NAMES.has(name(word)) || first.is_numeric() && BEFORE_NUMBERS.has(name(word)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::article::Block;

    fn cut(text: &str) -> Vec<&str> {
        split(text).map(|range| &text[range]).collect()
    }

    #[test]
    fn a_stop_before_white_space_ends_a_sentence() {
        assert_eq!(cut(" One went. Two stayed! Did three?  Yes."), ["One went.", "Two stayed!", "Did three?", "Yes."]);
        assert_eq!(
            cut("See byline.example now. It is v1.2.3 already"),
            ["See byline.example now.", "It is v1.2.3 already"]
        );
    }

    #[test]
    fn shortened_words_end_no_sentence_before_a_name_or_a_number() {
        for whole in [
            "Mr. Orban met Dr. Ilse Brandt on Nov. 3 at St. Ulrich.",
            "The U.S. Senate heard J. R. Marrow at 5 p.m. Monday.",
            "It was No. 7 of vol. 3, about 2.5 km away.",
            "Kestrel Inc. Chief Ann Lee left.",
            "Am 3. November kam Herr Prof. Dr. Lang.",
            "1. Open the box",
        ] {
            assert_eq!(cut(whole), [whole]);
        }
    }

    #[test]
    fn a_small_word_with_a_capital_begins_a_sentence_after_a_shortened_one() {
        assert_eq!(cut("He left the U.S. The ship sank."), ["He left the U.S.", "The ship sank."]);
        assert_eq!(cut("She said no. Ann did not."), ["She said no.", "Ann did not."]);
        assert_eq!(cut("It rained in 1999. Ann left."), ["It rained in 1999.", "Ann left."]);
    }

    #[test]
    fn quotes_and_brackets_close_with_their_sentence() {
        assert_eq!(cut("“Stop.” He ran. (It was late.) Then"), ["“Stop.”", "He ran.", "(It was late.)", "Then"]);
        assert_eq!(cut("\"Why?\" he asked. \"Because.\""), ["\"Why?\" he asked.", "\"Because.\""]);
    }

    #[test]
    fn an_ellipsis_ends_a_sentence_only_before_a_capital() {
        assert_eq!(cut("Wait... no… Yes... No . . . never"), ["Wait... no…", "Yes...", "No . . . never"]);
    }

    #[test]
    fn other_scripts_have_their_own_stops() {
        assert_eq!(cut("雨が降った。川は？「行く。」と言った。"), ["雨が降った。", "川は？", "「行く。」と言った。"]);
        assert_eq!(cut("هل وصل القطار؟ نعم وصل."), ["هل وصل القطار؟", "نعم وصل."]);
        assert_eq!(cut("नदी सूखी है। लोग गए।"), ["नदी सूखी है।", "लोग गए।"]);
        assert_eq!(cut("ฝนตกหนัก น้ำท่วมเมือง"), ["ฝนตกหนัก น้ำท่วมเมือง"]);
    }

    #[test]
    fn a_line_end_parts_sentences() {
        assert_eq!(cut("Roses\nare red.\n\nViolets"), ["Roses", "are red.", "Violets"]);
    }

    #[test]
    fn litter_and_credits_have_no_sentences() {
        let litter = Block { boilerplate: true, ..Block::paragraph("Share this.") };
        let credit = Block::new(Kind::Credit, "Ann Lee writes here.");
        let blocks = vec![litter, Block::paragraph("One. Two."), credit];
        let found: Vec<Sentence> = sentences(&Article { blocks, ..Article::default() }).collect();
        assert_eq!(found, [Sentence { block: 1, range: 0..4 }, Sentence { block: 1, range: 5..9 }]);
    }

    proptest! {
        #[test]
        fn sentences_are_in_order_and_cover_all_but_white_space(
            text in "\\PC*|([A-Za-z0-9 .!?…\n\"')(北。」と؟।ไทย]|Mr\\. |U\\.S\\. )*"
        ) {
            let mut last = 0;
            for range in split(&text) {
                prop_assert!(range.start < range.end && range.start >= last);
                let sentence = text.get(range.clone());
                prop_assert!(sentence.is_some_and(|sentence| sentence.trim() == sentence));
                prop_assert!(text[last..range.start].trim().is_empty());
                last = range.end;
            }
            prop_assert!(text[last..].trim().is_empty());
        }
    }

    #[test]
    fn a_changed_word_or_another_parting_of_the_sentences_has_another_name() {
        let named = |texts: &[&str]| {
            let blocks = texts.iter().map(|text| crate::article::Block::paragraph(*text)).collect();
            fingerprint(&Article { blocks, ..Article::default() })
        };
        let name = named(&["The valve held. The main burst."]);
        assert_eq!(name, named(&["The valve held.", "The main burst."]), "blocks don't count");
        assert_ne!(name, named(&["The valve held. The main bursts."]));
        assert_ne!(name, named(&["The valve held, the main burst."]));
        assert_ne!(named(&["ab", "c"]), named(&["a", "bc"]));
        assert_ne!(named(&[]), 0);
    }
}
