//! The quotations and lists that a block stands in.

use super::Builder;
use crate::article::Kind;

pub(super) enum Container {
    Quote,
    /// A list; its counter if it is numbered, and the marker of an item whose text hasn't begun.
    List {
        next: Option<u64>,
        marker: String,
    },
}

impl Builder {
    /// Begins a quotation.
    pub(crate) fn quote(&mut self) {
        self.paragraph();
        self.containers.push(Container::Quote);
    }

    /// Begins a list, numbered from `start` if given.
    pub(crate) fn list(&mut self, start: Option<u64>) {
        self.paragraph();
        self.containers.push(Container::List { next: start, marker: String::new() });
    }

    /// Ends the innermost quotation or list.
    pub(crate) fn leave(&mut self) {
        self.paragraph();
        self.containers.pop();
    }

    /// Begins the next item of the innermost list, with its number if it gives its own.
    pub(crate) fn item(&mut self, value: Option<u64>) {
        self.paragraph();
        if let Some(Container::List { next, marker }) = self.containers.last_mut() {
            *marker = match next {
                None => "•".to_owned(),
                Some(next) => {
                    let number = value.unwrap_or(*next);
                    *next = number.saturating_add(1);
                    format!("{number}.")
                }
            };
        }
    }

    /// Gives the item that was begun last another marker.
    pub(crate) fn set_marker(&mut self, text: String) {
        if let Some(Container::List { marker, .. }) = self.containers.last_mut() {
            *marker = text;
        }
    }

    /// Whether the innermost container is a list.
    #[cfg(feature = "html")]
    pub(crate) fn in_list(&self) -> bool {
        matches!(self.containers.last(), Some(Container::List { .. }))
    }

    /// What a block is by what it stands in.
    pub(super) fn container_kind(&mut self) -> Kind {
        let lists = self.containers.iter().filter(|container| matches!(container, Container::List { .. })).count();
        let depth = |count: usize| u8::try_from(count).unwrap_or(u8::MAX);
        let quotes = depth(self.containers.len() - lists);
        match self.containers.last_mut() {
            None => Kind::Paragraph,
            Some(Container::Quote) => Kind::Quote { depth: quotes },
            Some(Container::List { marker, .. }) => Kind::Item { marker: std::mem::take(marker), depth: depth(lists) },
        }
    }
}
