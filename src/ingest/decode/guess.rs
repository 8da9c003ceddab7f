//! The encoding of bytes that say nothing of it, with how sure that is.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, GBK, ISO_2022_JP, SHIFT_JIS, WINDOWS_1252};

/// How much of a document is looked at to guess its encoding, in bytes.
const SAMPLE: usize = 1 << 20;

/// Characters beyond ASCII that a text needs to prove anything.
const PROOF: usize = 12;

/// What the bytes look like.
pub(super) fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(SAMPLE)], true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Whether an encoding takes more than one byte for most of its characters.
pub(super) fn is_multibyte(encoding: &'static Encoding) -> bool {
    [BIG5, EUC_JP, EUC_KR, GBK, GB18030, SHIFT_JIS, ISO_2022_JP].contains(&encoding)
}

/// Whether a text, decoded from `encoding` without an error, can hardly be anything else.
///
/// Where many bytes make a character, letters of another encoding would give rare characters. Of the encodings of
/// one byte a letter only windows-1252 is ever sure: it is by far the commonest, and its text is easily told.
pub(super) fn is_sure(encoding: &'static Encoding, text: &str) -> bool {
    let mut foreign = 0;
    let mut typical = 0;
    for c in text.chars().filter(|c| !c.is_ascii()).take(20_000) {
        foreign += 1;
        typical += usize::from(match c {
            '\u{3040}'..='\u{30ff}' => encoding == SHIFT_JIS || encoding == EUC_JP,
            '\u{ac00}'..='\u{d7a3}' => encoding == EUC_KR,
            '的' | '一' | '是' | '不' | '在' | '人' | '有' | '我' | '他' | '和' | '中' | '上' | '大' | '，' | '。' => {
                encoding == GBK || encoding == GB18030 || encoding == BIG5
            }
            _ => false,
        });
    }
    match encoding {
        encoding if encoding == WINDOWS_1252 => is_typographic(text) || (foreign >= PROOF && is_western(text)),
        _ if foreign < PROOF => false,
        encoding if encoding == EUC_KR => typical * 2 >= foreign,
        encoding if is_multibyte(encoding) => typical * 20 >= foreign,
        _ => false,
    }
}

/// Whether a text reads as a language of Western Europe (or one written with its letters) does.
pub(super) fn is_western(text: &str) -> bool {
    let mut all = 0;
    let mut odd = 0;
    let mut run = 0;
    let mut previous = ' ';
    let mut chars = text.chars().take(200_000).peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied().unwrap_or(' ');
        let (after, before) = (previous.is_alphabetic(), next.is_alphabetic());
        run = if c.is_ascii() { 0 } else { run + 1 };
        all += usize::from(!c.is_ascii());
        odd += usize::from(if c.is_ascii() {
            false
        } else if c.is_alphabetic() {
            // Three letters with marks in a row, or a capital within a word: Cyrillic, Greek, Arabic.
            run > 2 || (c.is_uppercase() && previous.is_lowercase())
        } else {
            // A sign within a word was another encoding's letter.
            (after && before && !joins_words(c)) || ((after || before) && is_rare(c))
        });
        previous = c;
    }
    odd * 50 <= all
}

/// Whether a text has nothing beyond ASCII but the quotes, dashes and dots that all Windows encodings have in one place.
fn is_typographic(text: &str) -> bool {
    text.chars()
        .filter(|c| !c.is_ascii())
        .all(|c| matches!(c, '‘' | '’' | '“' | '”' | '–' | '—' | '…' | '•' | '\u{a0}'))
}

/// Signs that may stand between two letters.
fn joins_words(c: char) -> bool {
    matches!(c, '‘' | '’' | '“' | '”' | '–' | '—' | '…' | '•' | '·' | '\u{a0}' | '\u{ad}')
}

/// Signs that stand beside no letter.
fn is_rare(c: char) -> bool {
    matches!(c, '¤' | '¦' | '¨' | '¬' | '¯' | '´' | '¶' | '¸' | '¼'..='¾' | '×' | '÷' | '\u{80}'..='\u{9f}')
        || matches!(c, 'ƒ' | '†' | '‡' | 'ˆ' | '˜' | '‰')
}

#[cfg(test)]
mod tests {
    use super::*;

    const GERMAN: &str =
        "Die Größe der Straße überrascht die Bürger, sagte Müller – „völlig“ zu Recht. Äpfel, Öl und süße Früchte.";
    const POLISH: &str = "Dziś w nocy powódź zabrała most i część targu, łódź też. Więcej wieści wkrótce, rzekł wójt.";
    const RUSSIAN: &str = "Сегодня в газете написали о погоде и новостях спорта.";

    fn read_as(text: &str, is: &'static Encoding, taken_for: &'static Encoding) -> String {
        taken_for.decode_without_bom_handling(&is.encode(text).0).0.into_owned()
    }

    #[test]
    fn western_text_is_told_from_what_is_taken_for_it() {
        assert!(is_sure(WINDOWS_1252, GERMAN));
        assert!(is_sure(WINDOWS_1252, "It’s “so” – she said…"));
        for (text, is) in
            [(POLISH, encoding_rs::ISO_8859_2), (RUSSIAN, encoding_rs::WINDOWS_1251), (RUSSIAN, encoding_rs::KOI8_R)]
        {
            assert!(!is_western(&read_as(text, is, WINDOWS_1252)), "{}", is.name());
        }
    }

    #[test]
    fn few_letters_prove_nothing() {
        assert!(!is_sure(WINDOWS_1252, "naïve"));
        assert!(!is_sure(SHIFT_JIS, "日本"));
    }
}
