//! All keys, as they are bound now.

use super::{Turn, scroll};
use crate::app::{Action, Desk};

/// The help's state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Help {
    /// The first row on screen.
    pub top: usize,
}

/// The sections of the keymap with their titles, in the order of the help.
pub const SECTIONS: [(&str, &str); 6] = [
    ("any", "Everywhere"),
    ("list", "In the list"),
    ("reader", "In the reader"),
    ("related", "Among related stories"),
    ("page", "In help and problems"),
    ("prompt", "While typing"),
];

/// A row of the help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HelpRow {
    /// Between sections.
    Blank,
    /// A section's title.
    Title(&'static str),
    /// The keys of an action, parted by spaces.
    Keys(String, Action),
}

impl Help {
    /// Every row: an action once a section, with all its keys there.
    pub fn rows(desk: &Desk) -> Vec<HelpRow> {
        let mut rows = Vec::new();
        for (section, title) in SECTIONS {
            let bindings: Vec<_> = desk.bindings.iter().filter(|binding| binding.section == section).collect();
            if bindings.is_empty() {
                continue;
            }
            if !rows.is_empty() {
                rows.push(HelpRow::Blank);
            }
            rows.push(HelpRow::Title(title));
            for action in Action::ALL {
                let keys: Vec<&str> = bindings
                    .iter()
                    .filter(|binding| binding.action == *action)
                    .map(|binding| binding.keys.as_str())
                    .collect();
                if !keys.is_empty() {
                    rows.push(HelpRow::Keys(keys.join(" "), *action));
                }
            }
        }
        rows
    }

    pub(super) fn act(&mut self, action: Action, desk: &Desk, height: usize) -> Turn {
        match action {
            Action::Close | Action::Cancel | Action::Help | Action::FocusList => Turn::Close,
            _ => match scroll(self.top, Self::rows(desk).len(), height, action) {
                Some(top) => {
                    self.top = top;
                    Turn::Stay
                }
                None => Turn::Pass,
            },
        }
    }
}
