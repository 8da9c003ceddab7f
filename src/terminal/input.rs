//! What a terminal sends: bytes become keys, pasted text and answers, wherever they are torn.
//!
//! Sequences are those of ECMA-48 §5.4 and of xterm's control sequences
//! (<https://invisible-island.net/xterm/ctlseqs/ctlseqs.html>). Strings (OSC, DCS) are not known: nothing that byline
//! asks is answered by one, and `Esc ]` is what a reader types who leaves a prompt for the next telling.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

/// What came of some bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Received {
    /// A key, or text that was pasted.
    Input(Event),
    /// The answer to a request for the device's status (`CSI 5 n`).
    Answer,
    /// Whether the terminal knows synchronized updates (`CSI ? 2026 $ p`).
    Synchronizes(bool),
}

/// No sequence is longer, in bytes. What goes on is none.
const LONGEST: usize = 64;

/// No pasted text is longer, in bytes: the rest of it is dropped.
const MOST_PASTED: usize = 64 << 10;

/// What ends pasted text.
const PASTE_END: &[u8] = b"\x1b[201~";

/// Reads what a terminal sends.
#[derive(Debug, Default)]
pub struct Parser {
    /// The beginning of what isn't here whole.
    rest: Vec<u8>,
    /// What was pasted so far.
    paste: Option<Vec<u8>>,
}

/// What some bytes begin with: so many bytes, and what they are, if anything.
enum Step {
    Taken(usize, Option<Received>),
    /// The rest isn't here yet.
    Torn,
}

impl Parser {
    /// Takes bytes, and gives what they are.
    pub fn feed(&mut self, bytes: &[u8], take: &mut dyn FnMut(Received)) {
        self.rest.extend_from_slice(bytes);
        self.run(false, take);
    }

    /// Whether an Esc or the beginning of a sequence waits for its rest: where none comes for a moment, [settle] it.
    ///
    /// [settle]: Self::settle
    pub fn is_torn(&self) -> bool {
        !self.rest.is_empty() && self.paste.is_none()
    }

    /// Takes what waits as it stands: an Esc is the key.
    pub fn settle(&mut self, take: &mut dyn FnMut(Received)) {
        if self.is_torn() {
            self.run(true, take);
        }
    }

    fn run(&mut self, settled: bool, take: &mut dyn FnMut(Received)) {
        let bytes = std::mem::take(&mut self.rest);
        let mut left = bytes.as_slice();
        while !left.is_empty() {
            if self.paste.is_some() {
                left = self.pasted(left, take);
                if self.paste.is_some() {
                    break;
                }
                continue;
            }
            let taken = match step(left) {
                Step::Taken(taken, received) => {
                    if left.starts_with(b"\x1b[200~") {
                        self.paste = Some(Vec::new());
                    }
                    received.into_iter().for_each(&mut *take);
                    taken
                }
                Step::Torn if !settled => break,
                // Nobody types a sequence that is longer than these.
                Step::Torn if left[0] == 0x1b && left.len() <= 2 => {
                    take(key(KeyCode::Esc));
                    1
                }
                Step::Torn => left.len(),
            };
            left = left.get(taken..).unwrap_or_default();
        }
        self.rest = left.to_vec();
    }

    /// Takes pasted text up to its end; answers what is left behind that, or what may be the beginning of the end.
    fn pasted<'a>(&mut self, bytes: &'a [u8], take: &mut dyn FnMut(Received)) -> &'a [u8] {
        let end = bytes.windows(PASTE_END.len()).position(|window| window == PASTE_END);
        let begun = || (1..PASTE_END.len()).rev().find(|length| bytes.ends_with(&PASTE_END[..*length])).unwrap_or(0);
        let text = end.unwrap_or_else(|| bytes.len() - begun());
        if let Some(paste) = &mut self.paste {
            let room = MOST_PASTED.saturating_sub(paste.len());
            paste.extend_from_slice(&bytes[..text.min(room)]);
        }
        if end.is_none() {
            return &bytes[text..];
        }
        let paste = self.paste.take().unwrap_or_default();
        take(Received::Input(Event::Paste(String::from_utf8_lossy(&paste).into_owned())));
        &bytes[text + PASTE_END.len()..]
    }
}

fn key(code: KeyCode) -> Received {
    chord(code, KeyModifiers::NONE)
}

fn chord(code: KeyCode, modifiers: KeyModifiers) -> Received {
    Received::Input(Event::Key(KeyEvent::new(code, modifiers)))
}

fn control(c: char) -> Received {
    chord(KeyCode::Char(c), KeyModifiers::CONTROL)
}

/// What the bytes begin with; there is at least one.
fn step(bytes: &[u8]) -> Step {
    let one = |received| Step::Taken(1, Some(received));
    match bytes[0] {
        0x1b => escape(bytes),
        b'\r' => one(key(KeyCode::Enter)),
        b'\t' => one(key(KeyCode::Tab)),
        0x7f => one(key(KeyCode::Backspace)),
        0 => one(control(' ')),
        byte @ 0x01..=0x1a => one(control(char::from(byte - 1 + b'a'))),
        byte @ 0x1c..=0x1f => one(control(char::from(byte - 0x1c + b'4'))),
        byte @ 0x20..=0x7e => one(key(KeyCode::Char(char::from(byte)))),
        _ => character(bytes),
    }
}

/// A character of several bytes.
fn character(bytes: &[u8]) -> Step {
    let length = match bytes[0] {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return Step::Taken(1, None),
    };
    let within = &bytes[..length.min(bytes.len())];
    match std::str::from_utf8(within) {
        // What is no key is not one because it has a code: C1 controls.
        Ok(text) => {
            let c = text.chars().next().filter(|c| !c.is_control());
            Step::Taken(length, c.map(|c| key(KeyCode::Char(c))))
        }
        Err(error) if error.error_len().is_none() && within.len() < length => Step::Torn,
        Err(_) => Step::Taken(1, None),
    }
}

/// What begins with an escape.
fn escape(bytes: &[u8]) -> Step {
    match bytes.get(1) {
        None => Step::Torn,
        Some(b'[') => control_sequence(bytes),
        Some(b'O') => match bytes.get(2) {
            None => Step::Torn,
            // Keys of the keypad and, from some terminals, arrows: SS3.
            Some(byte) => match named(*byte).or((*byte == b'M').then_some(KeyCode::Enter)) {
                Some(code) => Step::Taken(3, Some(key(code))),
                None => Step::Taken(1, Some(key(KeyCode::Esc))),
            },
        },
        // Esc and a key that come in one packet, or a key with Alt: no binding has that.
        Some(_) => Step::Taken(1, Some(key(KeyCode::Esc))),
    }
}

/// Keys that end a sequence by a letter of their own.
fn named(byte: u8) -> Option<KeyCode> {
    Some(match byte {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'P'..=b'S' => KeyCode::F(byte - b'P' + 1),
        _ => return None,
    })
}

/// What begins with `CSI`.
fn control_sequence(bytes: &[u8]) -> Step {
    // F1 to F5 on Linux's own console.
    if bytes.get(2) == Some(&b'[') {
        let Some(byte) = bytes.get(3) else { return Step::Torn };
        let code = matches!(byte, b'A'..=b'E').then(|| KeyCode::F(byte - b'A' + 1));
        return Step::Taken(4, code.map(key));
    }
    let within = &bytes[2..bytes.len().min(LONGEST)];
    let Some(end) = within.iter().position(|byte| !(0x20..=0x3f).contains(byte)) else {
        return if bytes.len() < LONGEST { Step::Torn } else { Step::Taken(LONGEST, None) };
    };
    let (parameters, last) = (&within[..end], within[end]);
    let taken = end + 3;
    match last {
        // A mouse that nobody asked for: three bytes more.
        b'M' if parameters.is_empty() => {
            if bytes.len() < taken + 3 {
                Step::Torn
            } else {
                Step::Taken(taken + 3, None)
            }
        }
        0x40..=0x7e => Step::Taken(taken, meaning(parameters, last)),
        // Something else begins here.
        _ => Step::Taken(end + 2, None),
    }
}

fn meaning(parameters: &[u8], last: u8) -> Option<Received> {
    let text = std::str::from_utf8(parameters).ok()?;
    if let Some(mode) = text.strip_prefix("?2026;").filter(|_| last == b'y') {
        // 1 and 2: it is set, or reset; 0, 3 and 4: it can't be.
        return Some(Received::Synchronizes(matches!(mode.strip_suffix('$'), Some("1" | "2"))));
    }
    let mut numbers = text.split(';').map(|number| number.split(':').next().and_then(|number| number.parse().ok()));
    let (first, second): (Option<u32>, Option<u32>) = (numbers.next().flatten(), numbers.next().flatten());
    let code = match (last, first) {
        // 0: ready; 3: not, which is an answer too.
        (b'n', Some(0 | 3)) if text.len() == 1 => return Some(Received::Answer),
        // With two numbers it is where a cursor is.
        (b'R', Some(row)) if row != 1 => return None,
        (b'Z', _) => KeyCode::BackTab,
        (b'~', Some(number)) => numbered(number)?,
        (b'u', Some(number)) => unicode(number)?,
        _ => named(last)?,
    };
    // 1 + 1 for Shift + 2 for Alt + 4 for Control; Shift is in the key already, and no binding has Alt.
    let bits = second.unwrap_or(1).saturating_sub(1);
    Some(chord(code, if bits & 4 != 0 { KeyModifiers::CONTROL } else { KeyModifiers::NONE }))
}

/// Keys that have a number.
fn numbered(number: u32) -> Option<KeyCode> {
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        11..=15 => KeyCode::F(number as u8 - 10),
        17..=21 => KeyCode::F(number as u8 - 11),
        23 | 24 => KeyCode::F(number as u8 - 12),
        _ => return None,
    })
}

/// Keys that are sent by their character (<https://sw.kovidgoyal.net/kitty/keyboard-protocol/>).
fn unicode(number: u32) -> Option<KeyCode> {
    Some(match number {
        9 => KeyCode::Tab,
        13 => KeyCode::Enter,
        27 => KeyCode::Esc,
        127 => KeyCode::Backspace,
        _ => KeyCode::Char(char::from_u32(number).filter(|c| !c.is_control())?),
    })
}

#[cfg(test)]
mod tests;
