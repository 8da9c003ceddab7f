//! Keys as text: `j`, `gg`, `<C-d>`, `<PgDn>`.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// A key with its modifiers, in the one form that bindings and key presses share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    code: KeyCode,
    control: bool,
}

/// Keys that are written by name.
const NAMED: [(&str, KeyCode); 22] = [
    ("Space", KeyCode::Char(' ')),
    ("lt", KeyCode::Char('<')),
    ("gt", KeyCode::Char('>')),
    ("Enter", KeyCode::Enter),
    ("Esc", KeyCode::Esc),
    ("Tab", KeyCode::Tab),
    ("BS", KeyCode::Backspace),
    ("Del", KeyCode::Delete),
    ("Ins", KeyCode::Insert),
    ("Up", KeyCode::Up),
    ("Down", KeyCode::Down),
    ("Left", KeyCode::Left),
    ("Right", KeyCode::Right),
    ("Home", KeyCode::Home),
    ("End", KeyCode::End),
    ("PgUp", KeyCode::PageUp),
    ("PgDn", KeyCode::PageDown),
    ("F1", KeyCode::F(1)),
    ("F2", KeyCode::F(2)),
    ("F3", KeyCode::F(3)),
    ("F4", KeyCode::F(4)),
    ("F5", KeyCode::F(5)),
];

impl Key {
    /// The key of an event. Shift is in the character already.
    pub fn of(event: KeyEvent) -> Self {
        let control = event.modifiers.contains(KeyModifiers::CONTROL);
        let code = match event.code {
            KeyCode::BackTab => KeyCode::Tab,
            // What Backspace sends on some terminals.
            KeyCode::Char('h') if control => return Self { code: KeyCode::Backspace, control: false },
            KeyCode::Char(c) if control => KeyCode::Char(c.to_ascii_lowercase()),
            code => code,
        };
        Self { code, control }
    }

    /// The character that this key types.
    pub fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if !self.control => Some(c),
            _ => None,
        }
    }
}

impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let named = NAMED.iter().find(|(_, code)| *code == self.code).map(|(name, _)| *name);
        match (self.control, named, self.code) {
            (true, _, KeyCode::Char(c)) => write!(f, "<C-{c}>"),
            // These two stand in the help, where they can't be mistaken for the start of a name.
            (false, Some("lt" | "gt"), KeyCode::Char(c)) => write!(f, "{c}"),
            (_, Some(name), _) => write!(f, "<{name}>"),
            (_, None, KeyCode::Char(c)) => write!(f, "{c}"),
            (_, None, code) => write!(f, "<{code}>"),
        }
    }
}

/// Reads one binding's keys.
pub fn parse(text: &str) -> Result<Vec<Key>, String> {
    let mut keys = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let name = rest.strip_prefix('<').and_then(|inside| inside.split_once('>'));
        let (key, after) = match name {
            Some((name, after)) => (named(name).ok_or_else(|| format!("no key is called <{name}>"))?, after),
            None => (Key { code: KeyCode::Char(c), control: false }, &rest[c.len_utf8()..]),
        };
        keys.push(key);
        rest = after;
    }
    if keys.is_empty() { Err("a binding without keys".to_owned()) } else { Ok(keys) }
}

fn named(name: &str) -> Option<Key> {
    if let Some(c) = name.strip_prefix("C-") {
        let mut chars = c.chars();
        return match (chars.next(), chars.next()) {
            (Some(c), None) => Some(Key { code: KeyCode::Char(c.to_ascii_lowercase()), control: true }),
            _ => None,
        };
    }
    let found = NAMED.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
    found.map(|(_, code)| Key { code: *code, control: false })
}

/// Keys as the help writes them.
pub fn write(keys: &[Key]) -> String {
    keys.iter().map(Key::to_string).collect()
}
