//! Rows and questions for the tests of this folder.

use super::bits::Lanes;
use super::{Finder, Found, Pattern, Titles};
use crate::article::{ArticleId, Language, Moment, Summary};

/// Rows of an archive.
pub(super) struct Rows(pub Vec<Summary>);

impl Titles for Rows {
    fn len(&self) -> usize {
        self.0.len()
    }
    fn title(&self, row: u32) -> &str {
        &self.0[row as usize].title
    }
    fn authors(&self, row: u32) -> impl Iterator<Item = &str> {
        self.0[row as usize].authors.iter().map(String::as_str)
    }
    fn source(&self, row: u32) -> Option<&str> {
        self.0[row as usize].source.as_deref()
    }
    fn published(&self, row: u32) -> Option<Moment> {
        self.0[row as usize].published
    }
    fn language(&self, row: u32) -> Option<Language> {
        self.0[row as usize].language
    }
    fn words(&self, row: u32) -> u32 {
        self.0[row as usize].words
    }
}

pub(super) fn row(title: &str) -> Summary {
    Summary {
        id: ArticleId(String::new()),
        record: None,
        title: title.to_owned(),
        title_inferred: false,
        authors: Vec::new(),
        published: None,
        source: None,
        language: None,
        words: 0,
    }
}

pub(super) fn rows(titles: &[&str]) -> Rows {
    Rows(titles.iter().map(|title| row(title)).collect())
}

pub(super) fn found(typed: &str, rows: &Rows) -> Found {
    Finder::default().find(rows, &Pattern::new(typed), &|| false).unwrap()
}

pub(super) fn order(found: &Found) -> Vec<u32> {
    found.rows.iter().map(|(_, row)| *row).collect()
}

pub(super) fn ranked(typed: &str, titles: &[&str]) -> Vec<u32> {
    order(&found(typed, &rows(titles)))
}

pub(super) fn corrected(typed: &str, titles: &[&str]) -> Vec<u32> {
    order(&Finder::default().corrected(&rows(titles), &Pattern::new(typed), &|| false).unwrap())
}

/// Compares bytes one by one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plain;

fn places(bytes: &[u8; 64], is_here: impl Fn(u8) -> bool) -> u64 {
    (0..64).filter(|at| is_here(bytes[*at])).fold(0, |places, at| places | 1 << at)
}

impl Lanes for Plain {
    fn equal(self, bytes: &[u8; 64], byte: u8, ignored: u8) -> u64 {
        places(bytes, |other| other | ignored == byte)
    }
    fn words(self, bytes: &[u8; 64]) -> u64 {
        places(bytes, |byte| byte.is_ascii_alphanumeric() || byte >= 0x80)
    }
    fn capitals(self, bytes: &[u8; 64]) -> u64 {
        places(bytes, |byte| byte.is_ascii_uppercase())
    }
}
