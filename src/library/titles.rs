//! The catalogue as the search of titles reads it.

use super::Catalogue;
use crate::article::{Handle, Language, Moment, Summary};
use crate::search::fuzzy::Titles;

impl Titles for Catalogue {
    fn len(&self) -> usize {
        Catalogue::len(self)
    }

    fn title(&self, row: u32) -> &str {
        row_of(self, row).map_or("", |summary| &summary.title)
    }

    fn authors(&self, row: u32) -> impl Iterator<Item = &str> {
        row_of(self, row).into_iter().flat_map(|summary| &summary.authors).map(String::as_str)
    }

    fn source(&self, row: u32) -> Option<&str> {
        row_of(self, row)?.source.as_deref()
    }

    fn published(&self, row: u32) -> Option<Moment> {
        row_of(self, row)?.published
    }

    fn language(&self, row: u32) -> Option<Language> {
        row_of(self, row)?.language
    }

    fn words(&self, row: u32) -> u32 {
        row_of(self, row).map_or(0, |summary| summary.words)
    }
}

fn row_of(catalogue: &Catalogue, row: u32) -> Option<&Summary> {
    catalogue.get(Handle(row))
}
