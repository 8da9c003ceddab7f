//! One row: what the list needs of an article, and where the article stands.

use super::bytes::{record, text, u32_at, u64_at};
use super::header::Section;
use super::{Cut, Segment};
use crate::article::{ArticleId, Language, Moment, Summary};
use crate::ingest::sanitize;

/// Bytes of a row.
pub const SIZE: usize = 80;

/// So many bytes behind a title spare whoever looks through titles the copying of them.
const BEHIND: usize = 64;

/// Stands for a name, a record or a time that isn't there.
const NONE: u32 = u32::MAX;

/// The title was made from the lead.
const INFERRED: u8 = 1;
/// The article is dated.
const DATED: u8 = 2;
/// Its date comes with the offset from UTC.
const OFFSET: u8 = 4;

/// An article's row.
#[derive(Clone, Debug, PartialEq)]
pub struct Row<'a> {
    /// The number that it keeps as long as it is known; no other article of the archive ever has it.
    pub serial: u32,
    /// The number of the file that it stands in.
    pub member: u32,
    /// Where in that file.
    pub cut: Cut,
    /// See [`Summary::title`].
    pub title: &'a str,
    /// See [`Summary::title_inferred`].
    pub title_inferred: bool,
    /// See [`Summary::record`].
    pub record: Option<&'a str>,
    /// See [`Summary::authors`].
    pub authors: Vec<&'a str>,
    /// See [`Summary::source`].
    pub source: Option<&'a str>,
    /// See [`Summary::published`].
    pub published: Option<Moment>,
    /// See [`Summary::language`].
    pub language: Option<Language>,
    /// See [`Summary::words`].
    pub words: u32,
}

impl<'a> Row<'a> {
    /// The row of a summary.
    pub fn of(summary: &'a Summary, serial: u32, member: u32, cut: Cut) -> Self {
        Self {
            serial,
            member,
            cut,
            title: &summary.title,
            title_inferred: summary.title_inferred,
            record: summary.record.as_deref(),
            authors: summary.authors.iter().map(String::as_str).collect(),
            source: summary.source.as_deref(),
            published: summary.published,
            language: summary.language,
            words: summary.words,
        }
    }

    /// The summary of an article that stands in the file called `path`.
    pub fn summary(&self, path: &str) -> Summary {
        Summary {
            id: id(path, self.record),
            record: self.record.map(str::to_owned),
            title: self.title.to_owned(),
            title_inferred: self.title_inferred,
            authors: self.authors.iter().map(|name| (*name).to_owned()).collect(),
            published: self.published,
            source: self.source.map(str::to_owned),
            language: self.language,
            words: self.words,
        }
    }
}

/// The stable name of an article: its file's, and its own where the file holds many.
pub fn id(path: &str, record: Option<&str>) -> ArticleId {
    ArticleId(match record {
        Some(record) => sanitize::line(&format!("{path}#{record}")),
        None => sanitize::line(path),
    })
}

/// Where the parts of a row lie that have no size of their own.
#[derive(Clone, Copy, Debug, Default)]
pub struct Places {
    /// The title, among the titles.
    pub title: u64,
    /// The record's name, among theirs.
    pub record: u64,
    /// The first author, among the authors.
    pub author: u32,
    /// The source's number among the names.
    pub source: Option<u32>,
}

/// A row as bytes.
pub fn to_bytes(row: &Row<'_>, places: Places) -> [u8; SIZE] {
    let (kind, first, second) = match row.cut {
        Cut::Whole => (0, 0, 0),
        Cut::Bytes(offset, len) => (1, offset, len),
        Cut::Nth(place) => (2, u64::from(place), 0),
    };
    let (days, seconds, offset) = row.published.map(Moment::to_numbers).unwrap_or_default();
    let flags = if row.title_inferred { INFERRED } else { 0 }
        | if row.published.is_some() { DATED } else { 0 }
        | if offset.is_some() { OFFSET } else { 0 };
    let code = row.language.map(|language| language.code().as_bytes().to_vec()).unwrap_or_default();
    let length = |text: &str| u32::try_from(text.len()).unwrap_or(NONE - 1);
    let mut bytes = [0; SIZE];
    let mut put = |at: usize, number: &[u8]| bytes[at..at + number.len()].copy_from_slice(number);
    put(0, &places.title.to_le_bytes());
    put(8, &places.record.to_le_bytes());
    put(16, &first.to_le_bytes());
    put(24, &second.to_le_bytes());
    put(32, &length(row.title).to_le_bytes());
    put(36, &row.record.map_or(NONE, length).to_le_bytes());
    put(40, &row.words.to_le_bytes());
    put(44, &row.member.to_le_bytes());
    put(48, &row.serial.to_le_bytes());
    put(52, &days.to_le_bytes());
    put(56, &seconds.unwrap_or(NONE).to_le_bytes());
    put(60, &offset.unwrap_or_default().to_le_bytes());
    put(64, &places.source.unwrap_or(NONE).to_le_bytes());
    put(68, &places.author.to_le_bytes());
    put(72, &(row.authors.len() as u32).to_le_bytes());
    put(76, &[kind, flags]);
    put(78, &code);
    bytes
}

impl Segment {
    /// A row; `None` where there is none, or it is damaged.
    pub fn row(&self, number: u32) -> Option<Row<'_>> {
        let bytes = self.bytes_of(number)?;
        let source = match u32_at(bytes, 64)? {
            NONE => None,
            name => Some(self.name(name)?),
        };
        Some(Row {
            serial: u32_at(bytes, 48)?,
            member: u32_at(bytes, 44)?,
            cut: cut(bytes)?,
            title: self.title(number)?,
            title_inferred: bytes[77] & INFERRED != 0,
            record: self.record(number)?,
            authors: self.authors(number)?,
            source,
            published: published(bytes),
            language: self.language(number),
            words: u32_at(bytes, 40)?,
        })
    }

    /// The record's own part of the id of a row; `Some(None)` where the file is the article.
    pub fn record(&self, number: u32) -> Option<Option<&str>> {
        let bytes = self.bytes_of(number)?;
        match u32_at(bytes, 36)? {
            NONE => Some(None),
            len => text(self.section(Section::Records), u64_at(bytes, 8)?, u64::from(len)).map(Some),
        }
    }

    /// The title of a row.
    pub fn title(&self, number: u32) -> Option<&str> {
        let bytes = self.bytes_of(number)?;
        text(self.section(Section::Titles), u64_at(bytes, 0)?, u64::from(u32_at(bytes, 32)?))
    }

    /// The bytes of the title of a row, with up to [`BEHIND`] more behind them, and how many are the title's.
    pub fn title_and_on(&self, number: u32) -> Option<(&[u8], usize)> {
        let bytes = self.bytes_of(number)?;
        let (start, len) = (usize::try_from(u64_at(bytes, 0)?).ok()?, u32_at(bytes, 32)? as usize);
        let titles = self.section(Section::Titles);
        let end = start.checked_add(len).filter(|end| *end <= titles.len())?;
        Some((&titles[start..titles.len().min(end + BEHIND)], len))
    }

    /// Who wrote the article of a row.
    pub fn authors(&self, number: u32) -> Option<Vec<&str>> {
        let bytes = self.bytes_of(number)?;
        let (first, count) = (u32_at(bytes, 68)?, u32_at(bytes, 72)?);
        (first..first.checked_add(count)?).map(|at| self.author(at)).collect()
    }

    /// The language of the article of a row.
    pub fn language(&self, number: u32) -> Option<Language> {
        std::str::from_utf8(&self.bytes_of(number)?[78..80]).ok().and_then(Language::of)
    }

    /// When the article of a row was published.
    pub fn published(&self, number: u32) -> Option<Moment> {
        published(self.bytes_of(number)?)
    }

    /// How many words the article of a row has.
    pub fn words(&self, number: u32) -> Option<u32> {
        u32_at(self.bytes_of(number)?, 40)
    }

    /// The source of a row.
    pub fn source_name(&self, number: u32) -> Option<&str> {
        self.name(u32_at(self.bytes_of(number)?, 64)?)
    }

    /// The lasting number of the article of a row.
    pub fn serial(&self, number: u32) -> Option<u32> {
        u32_at(self.bytes_of(number)?, 48)
    }

    /// The file that the article of a row stands in.
    pub fn member_of(&self, number: u32) -> Option<u32> {
        u32_at(self.bytes_of(number)?, 44)
    }

    /// Where in its file the article of a row stands.
    pub fn cut(&self, number: u32) -> Option<Cut> {
        cut(self.bytes_of(number)?)
    }

    /// The row at this place of the archive's order.
    pub fn filed(&self, place: u32) -> Option<u32> {
        u32_at(self.section(Section::Filed), (place as usize).checked_mul(4)?)
    }

    /// A name by its number.
    pub(super) fn name(&self, number: u32) -> Option<&str> {
        let bytes = record(self.section(Section::Names), 8, number)?;
        text(self.section(Section::NameTexts), u64::from(u32_at(bytes, 0)?), u64::from(u32_at(bytes, 4)?))
    }

    fn author(&self, at: u32) -> Option<&str> {
        self.name(u32_at(self.section(Section::Authors), (at as usize).checked_mul(4)?)?)
    }

    fn bytes_of(&self, number: u32) -> Option<&[u8]> {
        record(self.section(Section::Rows), SIZE, number)
    }
}

fn cut(bytes: &[u8]) -> Option<Cut> {
    let (first, second) = (u64_at(bytes, 16)?, u64_at(bytes, 24)?);
    match bytes.get(76)? {
        0 => Some(Cut::Whole),
        1 => Some(Cut::Bytes(first, second)),
        2 => Some(Cut::Nth(u32::try_from(first).ok()?)),
        _ => None,
    }
}

fn published(bytes: &[u8]) -> Option<Moment> {
    let flags = bytes.get(77)?;
    if flags & DATED == 0 {
        return None;
    }
    let days = u32_at(bytes, 52)?.cast_signed();
    let seconds = Some(u32_at(bytes, 56)?).filter(|seconds| *seconds != NONE);
    let offset = (flags & OFFSET != 0).then_some(u32_at(bytes, 60)?.cast_signed());
    Moment::of_numbers(days, seconds, offset)
}
