//! Untrusted text made safe for a terminal, once, for every format and every field.

use std::borrow::Cow;

mod address;
mod cluster;
mod escape;

/// Columns from one tab stop to the next.
const TAB: usize = 8;

/// Makes a text of many lines safe: `\n` stays, tabs become spaces.
///
/// Whole escape sequences go, in their 7-bit and their C1 form; every other control becomes U+FFFD, and
/// so do private and undefined characters. Invisible characters go: what orders or hides text (bidi
/// controls, zero-width characters, tags), joiners that join nothing, marks beyond the fourth on one
/// base. The result is in NFC. Making it safe again changes nothing.
pub fn text(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    let visible = visible(text);
    let mut safe = String::with_capacity(visible.len());
    // Nothing joins or composes across a blank, and most words need neither.
    for word in visible.split_inclusive([' ', '\n']) {
        if is_plain(word) { safe.push_str(word) } else { safe.push_str(&cluster::compose(word)) }
    }
    Cow::Owned(safe)
}

/// Makes a one-line field (title, name, source) safe: white space, line ends included, becomes one space; trimmed.
pub fn line(line: &str) -> String {
    let mut safe = String::with_capacity(line.len());
    for word in text(line).split_whitespace() {
        if !safe.is_empty() {
            safe.push(' ');
        }
        safe.push_str(word);
    }
    safe
}

/// An address that may be shown and copied: `http`, `https` or `mailto`, percent-encoded; otherwise `None`.
pub fn url(text: &str) -> Option<String> {
    address::url(text)
}

/// Whether a character may reach a terminal. `\n` may not: it is layout, not text.
///
/// Joiners, variation selectors and combining marks may, but only where [`text`] leaves them.
pub fn is_safe(c: char) -> bool {
    !c.is_control() && !is_line_end(c) && !is_hidden(c) && !is_meaningless(c)
}

/// Characters that end a line besides `\n`.
fn is_line_end(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}')
}

/// Characters that show nothing, but order, hide or tag what stands around them.
fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff9}'..='\u{fffb}' | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e00ff}' | '\u{e01f0}'..='\u{e0fff}')
}

/// Characters that mean nothing outside one program: private use and noncharacters.
fn is_meaningless(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fdd0}'..='\u{fdef}' | '\u{f0000}'..) || u32::from(c) & 0xfffe == 0xfffe
}

/// Whether the text is safe and composed as it stands. May say no to a text that is; never yes to one that isn't.
fn is_plain(text: &str) -> bool {
    const STEP: usize = 32;
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let end = (at + STEP).min(bytes.len());
        // A fold without an early exit: the compiler turns it into a few vector instructions.
        if bytes[at..end].iter().fold(true, |plain, &byte| plain & is_plain_byte(byte)) {
            at = end;
            continue;
        }
        at += bytes[at..end].iter().take_while(|byte| is_plain_byte(**byte)).count();
        let Some(c) = text[at..].chars().next() else { break };
        if !is_plain_char(c) {
            return false;
        }
        at += c.len_utf8();
    }
    true
}

fn is_plain_byte(byte: u8) -> bool {
    (0x20..0x7f).contains(&byte) | (byte == b'\n')
}

/// Characters that are safe wherever they stand and that no composition touches.
fn is_plain_char(c: char) -> bool {
    match c {
        '\n' | ' '..='~' => true,
        '\u{ad}' => false,
        '\u{a0}'..='\u{2ff}' | '\u{1e00}'..='\u{1eff}' => true,
        // These three are only other names for ʹ, ; and ·.
        '\u{374}' | '\u{37e}' | '\u{387}' => false,
        '\u{370}'..='\u{482}' | '\u{48a}'..='\u{556}' => true,
        '\u{5d0}'..='\u{5ea}' | '\u{620}'..='\u{64a}' => true,
        '\u{2010}'..='\u{2027}' | '\u{202f}'..='\u{205e}' | '\u{20a0}'..='\u{20bf}' => true,
        '\u{3000}'..='\u{3029}' | '\u{3041}'..='\u{3096}' | '\u{309b}'..='\u{30ff}' => true,
        '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' => true,
        '\u{ff01}'..='\u{ff9f}' | '\u{fffd}' => true,
        _ => false,
    }
}

/// The text without escape sequences and hidden characters; what can't be shown is U+FFFD.
fn visible(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    let mut column = 0;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        // Almost all of a text is letters: those are copied as they stand, run by run.
        let run = rest.bytes().take_while(|byte| (0x20..0x7f).contains(byte)).count();
        if run > 0 {
            safe.push_str(&rest[..run]);
            column += run;
            rest = &rest[run..];
            continue;
        }
        if let Some(len) = escape::sequence(rest) {
            rest = &rest[len..];
            continue;
        }
        rest = &rest[c.len_utf8()..];
        match c {
            '\t' => {
                let stop = TAB - column % TAB;
                safe.extend(std::iter::repeat_n(' ', stop));
                column += stop;
                continue;
            }
            '\r' if rest.starts_with('\n') => continue,
            // Vertical tab, form feed and NEL end a line wherever they come from.
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                safe.push('\n');
                column = 0;
                continue;
            }
            c if is_hidden(c) => continue,
            c if c.is_control() || is_meaningless(c) => safe.push(char::REPLACEMENT_CHARACTER),
            c => safe.push(c),
        }
        column += 1;
    }
    safe
}

#[cfg(test)]
mod tests;
