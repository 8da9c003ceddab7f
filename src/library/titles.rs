//! The catalogue as the search of titles reads it.

use std::sync::Arc;

use super::Catalogue;
use crate::article::{Handle, Language, Moment};
use crate::search::fuzzy::{Prepared, Titles};

/// Articles that are no longer there have nothing that could be found.
impl Titles for Catalogue {
    fn len(&self) -> usize {
        self.handed_out() as usize
    }

    fn prepared(&self) -> Option<&Arc<Prepared>> {
        Some(&self.prepared)
    }

    fn title(&self, row: u32) -> &str {
        there(self, row).and_then(|handle| Catalogue::title(self, handle)).unwrap_or_default()
    }

    fn bytes(&self, row: u32) -> (&[u8], usize) {
        there(self, row).and_then(|handle| self.title_and_on(handle)).unwrap_or_default()
    }

    fn authors(&self, row: u32) -> impl Iterator<Item = &str> {
        there(self, row).map(|handle| Catalogue::authors(self, handle)).unwrap_or_default().into_iter()
    }

    fn source(&self, row: u32) -> Option<&str> {
        Catalogue::source(self, there(self, row)?)
    }

    fn published(&self, row: u32) -> Option<Moment> {
        Catalogue::published(self, there(self, row)?)
    }

    fn language(&self, row: u32) -> Option<Language> {
        Catalogue::language(self, there(self, row)?)
    }

    fn words(&self, row: u32) -> u32 {
        there(self, row).and_then(|handle| Catalogue::words(self, handle)).unwrap_or_default()
    }
}

fn there(catalogue: &Catalogue, row: u32) -> Option<Handle> {
    Some(Handle(row)).filter(|handle| !catalogue.is_gone(*handle))
}
