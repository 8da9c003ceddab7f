//! Terminal escape sequences: where one ends.

/// How far an unterminated string (OSC, DCS …) is dropped when no line end comes first, in bytes.
const UNTERMINATED: usize = 256;

/// How far a string's terminator is looked for, in bytes: inline pictures are strings of this size.
const LONGEST: usize = 4 << 20;

/// The length in bytes of the escape sequence that `text` starts with, if it starts with one.
///
/// A sequence that is broken off ends where it is broken off: what follows is text again.
pub(super) fn sequence(text: &str) -> Option<usize> {
    let mut chars = text.chars();
    match chars.next()? {
        '\u{1b}' => Some(1 + after_escape(chars.as_str())),
        '\u{9b}' => Some(2 + control_sequence(chars.as_str())),
        '\u{90}' | '\u{98}' | '\u{9d}'..='\u{9f}' => Some(2 + string(chars.as_str())),
        _ => None,
    }
}

/// The length of what belongs to the ESC before `rest`.
fn after_escape(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    match bytes.first() {
        Some(b'[') => 1 + control_sequence(&rest[1..]),
        // `k` sets the window's name in screen and tmux.
        Some(b']' | b'P' | b'X' | b'^' | b'_' | b'k') => 1 + string(&rest[1..]),
        Some(b' '..=b'/') => {
            let intermediates = bytes.iter().take_while(|byte| matches!(byte, b' '..=b'/')).count();
            intermediates + usize::from(matches!(bytes.get(intermediates), Some(b'0'..=b'~')))
        }
        Some(b'0'..=b'~') => 1,
        _ => 0,
    }
}

/// The length of parameters, intermediates and final byte of a control sequence.
fn control_sequence(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let inner = bytes.iter().take_while(|byte| matches!(byte, b' '..=b'?')).count();
    match bytes.get(inner) {
        Some(b'@'..=b'~') => inner + 1,
        // Not a sequence that any terminal finishes: a long run of digits and blanks is text.
        _ => inner.min(bytes.iter().take_while(|byte| matches!(byte, b'0'..=b'?')).count()),
    }
}

/// The length of a control string with its terminator (BEL, ST, or the C1 ST).
fn string(rest: &str) -> usize {
    let mut previous = '\0';
    for (at, c) in rest.char_indices() {
        match c {
            '\u{7}' | '\u{9c}' => return at + c.len_utf8(),
            '\\' if previous == '\u{1b}' => return at + 1,
            // Another sequence begins: this one was never ended.
            _ if previous == '\u{1b}' => break,
            '\u{1b}' => {}
            '\u{80}'..='\u{9f}' => break,
            _ if at > LONGEST => break,
            _ => {}
        }
        previous = c;
    }
    unterminated(rest)
}

/// How much of `rest` goes with a string that has no end: its line, but not a whole document.
fn unterminated(rest: &str) -> usize {
    rest.char_indices().find(|&(at, c)| at >= UNTERMINATED || c.is_control()).map_or(rest.len(), |(at, _)| at)
}
