//! Writing a segment: section after section, each in one pass over the rows, so that little of it is in memory.

use std::collections::HashMap;
use std::io::{self, Seek, SeekFrom, Write};

use xxhash_rust::xxh3::Xxh3;

use super::files::{Member, Source, member_to_bytes, source_to_bytes, step_to_bytes};
use super::header::{Extent, Header, Section};
use super::rows::{Places, Row, to_bytes};
use crate::library::Problem;

/// What a segment is written from, besides its rows.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// See [`super::Segment::is_newest_first`].
    pub newest_first: bool,
    /// The files on disk.
    pub sources: Vec<Source>,
    /// The files that articles stand in, in the archive's order.
    pub members: Vec<Member>,
    /// The rows by number, in the archive's order.
    pub filed: Vec<u32>,
    /// What could not be read, with the number of the file on disk.
    pub problems: Vec<(u32, Problem)>,
}

/// Writes a segment. `row` gives the row of each number below the length of [`Layout::filed`]; it is asked several
/// times, and must answer the same.
///
/// # Errors
/// When a row is missing, or `out` can't be written.
pub fn write<'a>(
    out: &mut (impl Write + Seek),
    layout: &Layout,
    row: &dyn Fn(u32) -> Option<Row<'a>>,
) -> io::Result<()> {
    let rows = || (0..layout.filed.len() as u32).map(|number| row(number).ok_or_else(missing));
    let mut sheet = Sheet { out, at: Header::LEN as u64, extents: [Extent::default(); Section::ALL.len()] };
    sheet.out.seek(SeekFrom::Start(sheet.at))?;
    let (mut names, mut authors) = (Names::default(), Vec::new());

    let mut places = Places::default();
    sheet.section(Section::Rows, |put| {
        rows().try_for_each(|row| {
            let row = row?;
            places.author = authors.len() as u32;
            authors.extend(row.authors.iter().map(|name| names.number(name)));
            places.source = row.source.map(|name| names.number(name));
            put(&to_bytes(&row, places))?;
            places.title += row.title.len() as u64;
            places.record += row.record.map_or(0, str::len) as u64;
            Ok(())
        })
    })?;
    sheet.section(Section::Filed, |put| layout.filed.iter().try_for_each(|row| put(&row.to_le_bytes())))?;
    sheet.section(Section::Titles, |put| rows().try_for_each(|row| put(row?.title.as_bytes())))?;
    sheet
        .section(Section::Records, |put| rows().try_for_each(|row| put(row?.record.unwrap_or_default().as_bytes())))?;
    let formats: Vec<u32> = layout.members.iter().map(|member| names.number(&member.format)).collect();
    let names = names.texts();
    let mut at = 0_u32;
    sheet.section(Section::Names, |put| {
        names.iter().try_for_each(|name| {
            put(&at.to_le_bytes())?;
            at = at.saturating_add(name.len() as u32);
            put(&(name.len() as u32).to_le_bytes())
        })
    })?;
    sheet.section(Section::NameTexts, |put| names.iter().try_for_each(|name| put(name.as_bytes())))?;
    sheet.section(Section::Authors, |put| authors.iter().try_for_each(|name| put(&name.to_le_bytes())))?;
    write_files(&mut sheet, layout, &formats)?;
    let problems = serde_json::to_vec(&layout.problems)?;
    sheet.section(Section::Problems, |put| put(&problems))?;

    let header = Header { newest_first: layout.newest_first, extents: sheet.extents };
    sheet.out.seek(SeekFrom::Start(0))?;
    sheet.out.write_all(&header.to_bytes())
}

fn write_files<W: Write>(sheet: &mut Sheet<'_, W>, layout: &Layout, formats: &[u32]) -> io::Result<()> {
    let sources_end: u64 = layout.sources.iter().map(|source| source.path.len() as u64).sum();
    let (mut path, mut step) = (sources_end, 0);
    sheet.section(Section::Members, |put| {
        layout.members.iter().zip(formats).try_for_each(|(member, format)| {
            put(&member_to_bytes(member, path, step, *format))?;
            path += member.path.len() as u64;
            step += member.steps.len() as u32;
            Ok(())
        })
    })?;
    let mut steps = layout.members.iter().flat_map(|member| &member.steps);
    sheet.section(Section::Steps, |put| steps.try_for_each(|step| put(&step_to_bytes(*step))))?;
    let mut path = 0;
    sheet.section(Section::Sources, |put| {
        layout.sources.iter().try_for_each(|source| {
            put(&source_to_bytes(source, path))?;
            path += source.path.len() as u64;
            Ok(())
        })
    })?;
    sheet.section(Section::Paths, |put| {
        layout.sources.iter().try_for_each(|source| put(&source.path))?;
        layout.members.iter().try_for_each(|member| put(member.path.as_bytes()))
    })
}

fn missing() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "a row is missing")
}

/// The file being written.
struct Sheet<'w, W> {
    out: &'w mut W,
    at: u64,
    extents: [Extent; Section::ALL.len()],
}

/// Puts bytes behind those that were put before.
type Put<'a> = dyn FnMut(&[u8]) -> io::Result<()> + 'a;

impl<W: Write> Sheet<'_, W> {
    fn section(&mut self, section: Section, write: impl FnOnce(&mut Put<'_>) -> io::Result<()>) -> io::Result<()> {
        let (mut hash, mut len) = (Xxh3::new(), 0);
        let out = &mut *self.out;
        write(&mut |bytes| {
            hash.update(bytes);
            len += bytes.len() as u64;
            out.write_all(bytes)
        })?;
        self.extents[section as usize] = Extent { at: self.at, len, hash: hash.digest() };
        self.at += len;
        Ok(())
    }
}

/// Names, each with its number.
#[derive(Default)]
struct Names(HashMap<String, u32>);

impl Names {
    fn number(&mut self, name: &str) -> u32 {
        if let Some(number) = self.0.get(name) {
            return *number;
        }
        let number = self.0.len() as u32;
        self.0.insert(name.to_owned(), number);
        number
    }

    /// The names in the order of their numbers.
    fn texts(self) -> Vec<String> {
        let mut names: Vec<_> = self.0.into_iter().collect();
        names.sort_unstable_by_key(|(_, number)| *number);
        names.into_iter().map(|(name, _)| name).collect()
    }
}
