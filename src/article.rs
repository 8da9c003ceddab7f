//! The domain's nouns: an article, its blocks and spans, and what a list row needs of it.

use std::fmt;
use std::ops::Range;

use serde::{Serialize, Serializer};

mod language;
mod moment;
mod portion;
mod rate;
mod words;

pub use language::Language;
pub use moment::{Moment, ParseMomentError};
pub use portion::Portion;
pub use rate::{minutes, words_per_minute};
pub use words::{count_words, has_words};

/// An article's place in one run's catalogue. Cheap, and never stored: an [`ArticleId`] outlives the run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Handle(pub u32);

impl Handle {
    /// The handle as an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A stable name: the path relative to the opened root, and `#record` for one of many in a file.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct ArticleId(pub String);

impl ArticleId {
    /// The id as it is written on a command line.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The file's part of the id: what stands before `#record`.
    pub fn path<'a>(&'a self, record: Option<&str>) -> &'a str {
        match record {
            Some(record) => self.0.strip_suffix(record).and_then(|rest| rest.strip_suffix('#')).unwrap_or(&self.0),
            None => &self.0,
        }
    }
}

impl fmt::Display for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A whole parsed article. Every string in it has been made safe for a terminal by `ingest`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Article {
    /// One line; never empty (see `title_inferred`).
    pub title: String,
    /// The article has no title of its own: this one was made from its lead.
    pub title_inferred: bool,
    /// The people who wrote it. Agencies and papers are a source, not an author.
    pub authors: Vec<String>,
    /// When it was published, as far as the article itself says so.
    pub published: Option<Moment>,
    /// When its file was last changed, where nothing else is known. It says nothing of the publication, and is
    /// shown as a file date.
    pub filed: Option<Moment>,
    /// The outlet, site or agency.
    pub source: Option<String>,
    /// The language of the body, where there is enough of it to tell.
    pub language: Option<Language>,
    /// Where it came from; only `http`, `https` or `mailto`.
    pub url: Option<String>,
    /// The body, in reading order.
    pub blocks: Vec<Block>,
    /// Addresses that [`Mark::Link`] points at, in order of appearance.
    pub links: Vec<String>,
    /// How many bytes of the input could not be read as text (each became U+FFFD).
    pub unreadable: usize,
    /// The encoding that the bytes were read in, when it is only a guess that may be wrong.
    pub guessed: Option<&'static str>,
}

impl Article {
    /// Words to be read, litter left out. A character of a script without spaces counts as half a word.
    pub fn words(&self) -> u32 {
        let words: usize =
            self.blocks.iter().filter(|block| !block.boilerplate).map(|block| count_words(&block.text)).sum();
        u32::try_from(words).unwrap_or(u32::MAX)
    }
}

impl Article {
    /// The line under the title: who, where, when, how long.
    pub fn byline(&self) -> String {
        let mut parts = Vec::new();
        if !self.authors.is_empty() {
            parts.push(self.authors.join(", "));
        }
        parts.extend(self.source.clone());
        parts.extend(self.published.map(Moment::in_words));
        let filed = self.filed.filter(|_| self.published.is_none());
        parts.extend(filed.map(|filed| format!("file date {}", filed.in_words())));
        parts.push(format!("{} min", minutes(self.words(), self.language)));
        parts.join(" · ")
    }
}

/// A paragraph-sized piece of the body.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// What it is, and so how it is set.
    pub kind: Kind,
    /// Its text. `\n` is a forced line end; in a [`Kind::Table`] `\t` parts the cells.
    pub text: String,
    /// Styled stretches of `text`, in order of their start; they may nest.
    pub spans: Vec<Span>,
    /// Litter of the page it came from (share buttons, widget texts): kept, but not part of the story.
    pub boilerplate: bool,
}

impl Block {
    /// A block of `kind` without styled stretches.
    pub fn new(kind: Kind, text: impl Into<String>) -> Self {
        Self { kind, text: text.into(), spans: Vec::new(), boilerplate: false }
    }

    /// Whether it stands close under `previous`, without a blank line between: the items of a list do.
    pub fn follows_on(&self, previous: &Block) -> bool {
        matches!((&previous.kind, &self.kind), (Kind::Item { .. }, Kind::Item { .. }))
    }

    /// A plain paragraph.
    pub fn paragraph(text: impl Into<String>) -> Self {
        Self::new(Kind::Paragraph, text)
    }
}

/// What a block is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Running text.
    Paragraph,
    /// A heading of level 1 to 6.
    Heading(u8),
    /// A quotation, nested `depth` (from 1) deep.
    Quote {
        /// How many quotations it stands in.
        depth: u8,
    },
    /// A list item with its marker (`•`, `3.`), nested `depth` (from 1) deep.
    Item {
        /// What stands before it; empty for a further paragraph of the same item.
        marker: String,
        /// How many lists it stands in.
        depth: u8,
    },
    /// Lines that are set as they are: code, verse, aligned text.
    Verbatim,
    /// Rows parted by `\n`, cells by `\t`.
    Table,
    /// A rule or a break between scenes.
    Rule,
    /// A biography, credit or correction at the end: kept, and set apart.
    Credit,
}

impl Kind {
    /// The name in JSON.
    pub fn name(&self) -> &'static str {
        match self {
            Kind::Paragraph => "paragraph",
            Kind::Heading(_) => "heading",
            Kind::Quote { .. } => "quote",
            Kind::Item { .. } => "item",
            Kind::Verbatim => "verbatim",
            Kind::Table => "table",
            Kind::Rule => "rule",
            Kind::Credit => "credit",
        }
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// A stretch of a block's text with a style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// Bytes of [`Block::text`].
    pub range: Range<usize>,
    /// What it is.
    pub mark: Mark,
}

/// The style of a [`Span`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Emphasis (italics).
    Emphasis,
    /// Strong (bold).
    Strong,
    /// Code within a line.
    Code,
    /// Struck out.
    Strike,
    /// A link to the address at this index of [`Article::links`].
    Link(u16),
}

/// What a list row needs of an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// Its stable name.
    pub id: ArticleId,
    /// The record's own part of the id, where the file holds many.
    pub record: Option<String>,
    /// See [`Article::title`].
    pub title: String,
    /// See [`Article::title_inferred`].
    pub title_inferred: bool,
    /// See [`Article::authors`].
    pub authors: Vec<String>,
    /// See [`Article::published`].
    pub published: Option<Moment>,
    /// See [`Article::source`].
    pub source: Option<String>,
    /// See [`Article::language`].
    pub language: Option<Language>,
    /// See [`Article::words`].
    pub words: u32,
}

impl Summary {
    /// The row of `article` under the name `id`.
    pub fn of(article: &Article, id: ArticleId, record: Option<String>) -> Self {
        Self {
            id,
            record,
            title: article.title.clone(),
            title_inferred: article.title_inferred,
            authors: article.authors.clone(),
            published: article.published,
            source: article.source.clone(),
            language: article.language,
            words: article.words(),
        }
    }

    /// Minutes to read, at least one.
    pub fn minutes(&self) -> u32 {
        minutes(self.words, self.language)
    }
}

/// A position that survives re-wrapping. Block 0 is the article's head (title and byline),
/// block 1 its first body block; `byte` is an offset into the block's text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Which block.
    pub block: usize,
    /// Which byte of its text.
    pub byte: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_items_follow_on_from_items() {
        let item = Block::new(Kind::Item { marker: "•".to_owned(), depth: 1 }, "one");
        assert!(item.follows_on(&item));
        assert!(!item.follows_on(&Block::paragraph("p")) && !Block::paragraph("p").follows_on(&item));
    }
}
