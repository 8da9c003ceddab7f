//! Windows characters that reached UTF-8 as control characters, because somebody took them for Latin-1.

/// What windows-1252 has where Latin-1 has controls; only those that begin and end no control sequence or string.
fn meant(c: char) -> Option<char> {
    Some(match c {
        '\u{80}' => '€',
        '\u{82}' => '‚',
        '\u{84}' => '„',
        '\u{85}' => '…',
        '\u{8a}' => 'Š',
        '\u{8c}' => 'Œ',
        '\u{91}' => '‘',
        '\u{92}' => '’',
        '\u{93}' => '“',
        '\u{94}' => '”',
        '\u{95}' => '•',
        '\u{96}' => '–',
        '\u{97}' => '—',
        '\u{99}' => '™',
        _ => return None,
    })
}

/// The text with such controls as the characters that were meant, where they stand at a word or a sign.
pub(super) fn restored(text: String) -> String {
    // In UTF-8 they all start with this byte, which other languages seldom use.
    let bytes = text.as_bytes();
    if !memchr::memchr_iter(0xc2, bytes).any(|at| matches!(bytes.get(at + 1), Some(0x80..=0x99))) {
        return text;
    }
    // Texts from mainframes end their lines so.
    let ends_lines = !text.contains('\n');
    let mut out = String::with_capacity(text.len());
    let mut previous = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied().unwrap_or(' ');
        let dash = matches!(c, '\u{95}'..='\u{97}');
        let at_word = dash || !previous.is_whitespace() || !next.is_whitespace();
        let near = |c: char| !c.is_control() || c == '\n' || meant(c).is_some();
        let stays = c == '\u{85}' && (ends_lines || !previous.is_alphanumeric());
        let c = meant(c).filter(|_| at_word && near(previous) && near(next) && !stays).unwrap_or(c);
        out.push(c);
        previous = c;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_signs_at_words_come_back() {
        let text = "\u{93}It\u{92}s \u{96}5\u{96}6 \u{80}3,\u{94} she said\u{85} \u{84}So\u{93}.\n";
        assert_eq!(restored(text.to_owned()), "“It’s –5–6 €3,” she said… „So“.\n");
        assert_eq!(restored("naïve «text» \u{a0}x".to_owned()), "naïve «text» \u{a0}x");
    }

    #[test]
    fn what_acts_on_a_terminal_stays_to_be_dropped() {
        for text in [
            "a\u{9b}31mb",
            "a\u{9d}0;t\u{9c}b",
            "a\u{90}q\u{9c}b",
            "\u{1b}\u{93}a",
            "a\u{93}\u{7}b",
            "\u{84} \u{93} \u{92}",
        ] {
            assert_eq!(restored(text.to_owned()), text);
        }
    }

    #[test]
    fn a_text_without_other_line_ends_keeps_these() {
        assert_eq!(restored("one\u{85}two\u{85}".to_owned()), "one\u{85}two\u{85}");
    }
}
