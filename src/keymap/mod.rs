//! Which key asks for what. The only reader of key codes.

use std::sync::Arc;

use crossterm::event::KeyEvent;

use crate::app::{Action, App, Binding, Msg, Pane};

mod chord;

pub use chord::Key;

/// The keymap that byline comes with.
const DEFAULT: &str = include_str!("../../assets/keymap.toml");

/// The sections of a keymap file.
const SECTIONS: [&str; 6] = ["any", "list", "reader", "related", "page", "prompt"];

/// What takes a binding away.
const NONE: &str = "none";

#[derive(Clone, Debug)]
struct Entry {
    section: &'static str,
    keys: Vec<Key>,
    action: Action,
}

/// The bindings in force. Shared by sessions.
#[derive(Clone, Debug)]
pub struct Keymap {
    entries: Vec<Entry>,
}

/// What is wrong with a keymap file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeymapError {
    /// It is no TOML.
    #[error("{0}")]
    Syntax(String),
    /// A section that there is not.
    #[error("there is no section [{0}]; the sections are any, list, reader, related, page and prompt")]
    Section(String),
    /// Keys that can't be read.
    #[error("{problem} in [{section}]")]
    Keys {
        /// Where.
        section: &'static str,
        /// What is wrong.
        problem: String,
    },
    /// Two bindings of which one is the beginning of the other.
    #[error(
        "in [{section}], `{short}` ({short_action}) is the beginning of `{long}` ({long_action}); take one away with \"none\""
    )]
    Clash {
        /// Where.
        section: &'static str,
        /// The shorter one's keys.
        short: String,
        /// What it asks for.
        short_action: &'static str,
        /// The longer one's keys.
        long: String,
        /// What it asks for.
        long_action: &'static str,
    },
}

/// The first keys of a binding that a session has pressed.
#[derive(Clone, Debug, Default)]
pub struct Pending(Vec<Key>);

impl Pending {
    /// Whether more keys are awaited.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Keymap {
    /// The default keymap, with a reader's own file merged over it.
    ///
    /// # Errors
    /// What is wrong with the reader's file.
    pub fn with(own: Option<&str>) -> Result<Self, KeymapError> {
        let mut keymap = Self { entries: Vec::new() };
        keymap.merge(DEFAULT)?;
        if let Some(own) = own {
            keymap.merge(own)?;
        }
        keymap.check()?;
        Ok(keymap)
    }

    fn merge(&mut self, text: &str) -> Result<(), KeymapError> {
        let table: toml::Table = toml::from_str(text).map_err(|error| KeymapError::Syntax(one_line(&error)))?;
        for (name, bindings) in table {
            let section = SECTIONS.into_iter().find(|known| *known == name);
            let section = section.ok_or_else(|| KeymapError::Section(name.clone()))?;
            let fault = |problem: String| KeymapError::Keys { section, problem };
            let toml::Value::Table(bindings) = bindings else {
                return Err(KeymapError::Section(name));
            };
            for (text, action) in bindings {
                let keys = chord::parse(&text).map_err(fault)?;
                let name = action.as_str().ok_or_else(|| fault(format!("`{text}` is bound to no action's name")))?;
                self.entries.retain(|entry| !(entry.section == section && entry.keys == keys));
                if name != NONE {
                    let action =
                        name.parse().map_err(|unknown: crate::app::UnknownAction| fault(unknown.to_string()))?;
                    self.entries.push(Entry { section, keys, action });
                }
            }
        }
        Ok(())
    }

    /// No binding may be the beginning of another that is in force with it, so that no key waits for a timeout.
    fn check(&self) -> Result<(), KeymapError> {
        for long in &self.entries {
            let clash = self.entries.iter().find(|short| {
                let together = short.section == long.section
                    || (short.section == "any" && long.section != "prompt")
                    || (long.section == "any" && short.section != "prompt");
                together && short.keys.len() < long.keys.len() && long.keys.starts_with(&short.keys)
            });
            if let Some(short) = clash {
                return Err(KeymapError::Clash {
                    section: if short.section == "any" { long.section } else { short.section },
                    short: chord::write(&short.keys),
                    short_action: short.action.name(),
                    long: chord::write(&long.keys),
                    long_action: long.action.name(),
                });
            }
        }
        Ok(())
    }

    /// Every binding, for help and palette.
    pub fn bindings(&self) -> Arc<[Binding]> {
        let binding =
            |entry: &Entry| Binding { section: entry.section, keys: chord::write(&entry.keys), action: entry.action };
        self.entries.iter().map(binding).collect()
    }

    /// Says what a key means to `app`; `None` when it means nothing, or more keys are awaited.
    pub fn resolve(&self, app: &App, pending: &mut Pending, event: KeyEvent) -> Option<Msg> {
        let key = Key::of(event);
        pending.0.push(key);
        let section = section(app);
        if let Some(action) = self.find(section, &pending.0) {
            pending.0.clear();
            return Some(Msg::Act(action));
        }
        if self.entries_in(section).any(|entry| entry.keys.starts_with(&pending.0)) {
            return None;
        }
        let alone = pending.0.len() == 1;
        pending.0.clear();
        let takes_text = app.layers.last().is_some_and(crate::app::Layer::takes_text);
        match key.typed() {
            Some(c) if takes_text && alone => Some(Msg::Type(c)),
            // A binding that was begun and not finished: what was shown of it goes.
            _ if !alone => Some(Msg::Continue(Vec::new())),
            _ => None,
        }
    }

    /// What a key by itself asks for now.
    pub fn action(&self, app: &App, event: KeyEvent) -> Option<Action> {
        self.find(section(app), &[Key::of(event)])
    }

    /// Whether a key leaves what is on screen, so that it acts even while an answer is awaited. Where a prompt was
    /// `typed_ahead`, or a program will have the terminal, a letter is text for it, and only Esc and the like leave.
    pub fn is_way_out(&self, app: &App, event: KeyEvent, typed_ahead: bool) -> bool {
        let is_text = typed_ahead && Key::of(event).typed().is_some();
        let way_out = |action| {
            use Action::{Back, Cancel, Close, FocusList, Quit, Redraw, Suspend};
            matches!(action, Close | Cancel | Quit | Suspend | Redraw | Back | FocusList)
        };
        !is_text && self.action(app, event).is_some_and(way_out)
    }

    /// How the keys pressed so far may go on.
    pub fn continuations(&self, app: &App, pending: &Pending) -> Vec<(String, Action)> {
        let mut ways: Vec<(String, Action)> = Vec::new();
        for entry in self.entries_in(section(app)).filter(|entry| entry.keys.starts_with(&pending.0)) {
            let rest = chord::write(&entry.keys[pending.0.len()..]);
            if !ways.iter().any(|(keys, _)| *keys == rest) {
                ways.push((rest, entry.action));
            }
        }
        ways
    }

    fn find(&self, section: &str, keys: &[Key]) -> Option<Action> {
        self.entries_in(section).find(|entry| entry.keys == keys).map(|entry| entry.action)
    }

    /// The bindings in force in a section: its own first, then everybody's.
    fn entries_in<'a>(&'a self, section: &'a str) -> impl Iterator<Item = &'a Entry> + 'a {
        let own = self.entries.iter().filter(move |entry| entry.section == section);
        let any = self.entries.iter().filter(move |entry| entry.section == "any" && section != "prompt");
        own.chain(any)
    }
}

fn section(app: &App) -> &'static str {
    match (app.layers.last(), app.focus()) {
        (Some(layer), _) => layer.section(),
        (None, Pane::List) => "list",
        (None, Pane::Reader) => "reader",
    }
}

fn one_line(error: &toml::de::Error) -> String {
    error.message().split('\n').next().unwrap_or_default().to_owned()
}
