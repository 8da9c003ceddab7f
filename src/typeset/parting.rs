//! Which neighbours a line's end may part: UAX #14 in the small, as far as news needs it.

/// What a cluster is to a line's end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// White space: a line may end after it.
    Blank,
    /// Parts two cells of a table row.
    Tab,
    /// Holds on to both neighbours: the no-break spaces, the straight quotes whose side nobody knows.
    Glue,
    /// May end a line, shown only there.
    Soft,
    Hyphen,
    Slash,
    /// An en dash; within a range of numbers it stays.
    Range,
    /// An em dash.
    Dash,
    /// May not end a line.
    Opening,
    /// As `Opening`, in a script written without spaces.
    WideOpening,
    /// May not begin a line.
    Closing,
    /// As `Closing`, in a script written without spaces: closing brackets, stops, small kana.
    WideClosing,
    /// A character of a script written without spaces. Not Hangul: Korean has spaces, and reads better
    /// when its words stay whole.
    Wide,
    Letter,
    Digit,
    Other,
}

impl Sort {
    /// The sort of an extended grapheme cluster.
    pub fn of(cluster: &str) -> Self {
        let mut chars = cluster.chars();
        let Some(first) = chars.next() else {
            return Self::Other;
        };
        let sort = Self::of_char(first);
        // A mark combined with a space makes it visible.
        if sort == Self::Blank && chars.next().is_some_and(|c| !c.is_control()) {
            return Self::Other;
        }
        sort
    }

    fn of_char(c: char) -> Self {
        match c {
            'a'..='z' | 'A'..='Z' => Self::Letter,
            '0'..='9' => Self::Digit,
            '\t' => Self::Tab,
            c if is_blank(c) => Self::Blank,
            '"' | '\'' | '\u{a0}' | '\u{2007}' | '\u{2011}' | '\u{202f}' | '\u{2060}' | '\u{feff}' => Self::Glue,
            '\u{ad}' => Self::Soft,
            '-' | '\u{2010}' => Self::Hyphen,
            '/' => Self::Slash,
            '–' => Self::Range,
            '—' | '―' | '⸺' | '⸻' => Self::Dash,
            '(' | '[' | '{' | '“' | '‘' | '„' | '‚' | '«' | '‹' | '¿' | '¡' => Self::Opening,
            ')' | ']' | '}' | ',' | '.' | ';' | ':' | '!' | '?' | '”' | '’' | '»' | '›' | '…' | '‥' | '·' | '%' => {
                Self::Closing
            }
            '〈' | '《' | '「' | '『' | '【' | '〔' | '〖' | '〘' | '〚' | '〝' | '（' | '［' | '｛' | '｟' | '｢'
            | '￥' | '＄' | '￡' => Self::WideOpening,
            '〉'
            | '》'
            | '」'
            | '』'
            | '】'
            | '〕'
            | '〗'
            | '〙'
            | '〛'
            | '〞'
            | '〟'
            | '）'
            | '］'
            | '｝'
            | '｠'
            | '｣'
            | '、'
            | '。'
            | '，'
            | '．'
            | '：'
            | '；'
            | '！'
            | '？'
            | '％'
            | '｡'
            | '､'
            | '･'
            | '・'
            | '〜'
            | '～'
            | '々'
            | '〻'
            | '゛'
            | '゜'
            | 'ゝ'
            | 'ゞ'
            | 'ヽ'
            | 'ヾ'
            | 'ー'
            | 'ｰ'
            | 'ﾞ'
            | 'ﾟ'
            | 'ぁ'
            | 'ぃ'
            | 'ぅ'
            | 'ぇ'
            | 'ぉ'
            | 'っ'
            | 'ゃ'
            | 'ゅ'
            | 'ょ'
            | 'ゎ'
            | 'ゕ'
            | 'ゖ'
            | 'ァ'
            | 'ィ'
            | 'ゥ'
            | 'ェ'
            | 'ォ'
            | 'ッ'
            | 'ャ'
            | 'ュ'
            | 'ョ'
            | 'ヮ'
            | 'ヵ'
            | 'ヶ'
            | '\u{31f0}'..='\u{31ff}'
            | 'ｧ'..='ｯ' => Self::WideClosing,
            '\u{2e80}'..='\u{312f}'
            | '\u{31a0}'..='\u{31ef}'
            | '\u{3200}'..='\u{a4cf}'
            | '\u{f900}'..='\u{faff}'
            | '\u{fe30}'..='\u{fe4f}'
            | '\u{ff01}'..='\u{ff9f}'
            | '\u{20000}'..='\u{3ffff}' => Self::Wide,
            c if c.is_alphabetic() => Self::Letter,
            c if c.is_numeric() => Self::Digit,
            _ => Self::Other,
        }
    }
}

/// White space after which a line may end.
pub(super) fn is_blank(c: char) -> bool {
    c == '\u{200b}' || (c.is_whitespace() && !matches!(c, '\t' | '\u{a0}' | '\u{2007}' | '\u{202f}'))
}

/// Whether a line may end between two clusters, neither of them white space. `begun`: a letter or a digit
/// stands before them in the same word, without which a hyphen or a dash is a sign, not a joint.
pub(super) fn may_part(before: Sort, after: Sort, begun: bool) -> bool {
    use Sort::{
        Closing, Dash, Digit, Glue, Hyphen, Letter, Opening, Other, Range, Slash, Soft, Wide, WideClosing, WideOpening,
    };
    match (before, after) {
        (Glue | Opening | WideOpening, _)
        | (_, Glue | Closing | WideClosing | Hyphen | Slash | Range | Dash | Soft) => false,
        (Soft, _) => true,
        (Hyphen | Slash | Range, Letter) | (Dash, _) => begun,
        (Wide | WideClosing, Wide | WideOpening | Opening | Letter | Digit) => true,
        (Letter | Digit | Closing | Other, Wide | WideOpening) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(before: &str, after: &str) -> bool {
        may_part(Sort::of(before), Sort::of(after), true)
    }

    #[test]
    fn hyphens_and_dashes_join_words_that_a_line_may_part() {
        assert!(parts("-", "k"));
        assert!(parts("—", "k"));
        assert!(parts("–", "k"));
        assert!(!parts("–", "9"));
        assert!(!parts("-", "9"));
        assert!(!parts("-", "-"));
        assert!(!may_part(Sort::Hyphen, Sort::Letter, false));
    }

    #[test]
    fn scripts_without_spaces_part_anywhere_but_at_brackets_and_stops() {
        assert!(parts("新", "聞"));
        assert!(parts("。", "新"));
        assert!(parts("a", "新"));
        assert!(parts("聞", "「"));
        assert!(!parts("聞", "。"));
        assert!(!parts("聞", "」"));
        assert!(!parts("「", "新"));
        assert!(!parts("“", "新"));
        assert!(!parts("ニ", "ュ"));
    }

    #[test]
    fn no_break_spaces_hold() {
        assert!(!parts("\u{a0}", "新"));
        assert!(!parts("新", "\u{2060}"));
        assert!(!is_blank('\u{a0}'));
    }

    #[test]
    fn a_space_with_a_combining_mark_is_ink() {
        assert_eq!(Sort::of(" \u{301}"), Sort::Other);
        assert_eq!(Sort::of(" "), Sort::Blank);
    }
}
