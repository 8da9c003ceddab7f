//! Tables as text, CSV and TSV: a row is an article, or the whole is a table that is shown as one.

use std::borrow::Cow;
use std::io::{BufRead, Read};

use csv::{ByteRecord, Reader};

use super::fields::{Object, Value};
use super::json::{Names, record};
use super::{Emit, Format, Found, Head, IngestError, MAX_DOCUMENT, Record, Source, decode, headline, read_at_most};

mod bounded;
mod columns;
mod dialect;
mod sheet;

use bounded::Bounded;
use columns::Columns;
use dialect::Dialect;

/// Comma-, semicolon- or tab-separated values.
pub struct Csv;

/// How much of a table tells its dialect and its columns, in bytes.
const SAMPLE: u64 = 64 << 10;

/// The largest table that is held whole: one in UTF-16.
const MAX_HELD: u64 = 512 << 20;

impl Format for Csv {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["csv", "tsv", "tab", "psv"]
    }

    /// A first row of names, two of which are an article's, and rows of as many cells.
    fn recognises(&self, head: &Head<'_>) -> bool {
        let text = if is_wide(head.bytes) {
            Cow::Owned(decode::decode(head.bytes.to_vec()).text)
        } else {
            Cow::Borrowed(&*head.text)
        };
        // Most texts are told at their first line.
        if !text.lines().next().is_some_and(|line| line.contains([',', ';', '\t', '|']) || line.starts_with("sep=")) {
            return false;
        }
        let dialect = Dialect::of(text.as_bytes());
        dialect.is_regular() && dialect.rows().first().is_some_and(|row| columns::is_surely_header(row))
    }

    fn read(&self, source: Source<'_>, emit: &mut Emit<'_>) -> Result<(), IngestError> {
        if is_wide(source.reader.fill_buf()?) {
            let text = decode::decode(read_at_most(source.reader, MAX_HELD)?).text;
            return read(source.path, &mut text.as_bytes(), false, emit);
        }
        read(source.path, source.reader, true, emit)
    }

    fn head(&self) -> u64 {
        SAMPLE
    }

    fn read_record(&self, head: &[u8], source: Source<'_>, emit: &mut Emit<'_>) -> Result<(), IngestError> {
        let dialect = Dialect::of(head);
        let columns = Columns::of(dialect.rows());
        let mut table = Table::new(&dialect, source.reader);
        let mut row = ByteRecord::new();
        if table.next(&mut row)? {
            let found = article(&columns, &row).map(|read| {
                let record = Record { name: read.id.unwrap_or_default(), bytes: None, number: 1 };
                Found { article: headline::finish(read.draft, source.path), record: Some(record) }
            });
            let _ = emit(found);
        }
        Ok(())
    }
}

/// Whether bytes are UTF-16, as spreadsheets write "Unicode text".
fn is_wide(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") || bytes.iter().take(4).any(|byte| *byte == 0)
}

/// Reads a table. `exact` says that its bytes stand in the input as they are given here.
fn read(path: &str, reader: &mut dyn BufRead, exact: bool, emit: &mut Emit<'_>) -> Result<(), IngestError> {
    let mut sample = Vec::new();
    reader.take(SAMPLE).read_to_end(&mut sample)?;
    let dialect = Dialect::of(&sample);
    let rows = dialect.rows();
    if rows.is_empty() {
        return Err(IngestError::Empty("it is empty"));
    }
    let columns = Columns::of(rows);
    let body = &sample[dialect.start()..];
    let mut table = Table::new(&dialect, body.chain(reader));
    if !columns.are_of_articles() {
        return sheet::read(path, &mut table, emit);
    }
    let mut names = Names::default();
    let mut row = ByteRecord::new();
    let mut header = columns.has_header();
    while table.next(&mut row)? {
        if std::mem::take(&mut header) || row.iter().all(|cell| cell.trim_ascii().is_empty()) {
            continue;
        }
        let found = article(&columns, &row).map(|read| {
            let bytes = table.place(&row, dialect.start()).filter(|_| exact);
            let record = names.record(read.id.as_deref(), bytes);
            Found { article: headline::finish(read.draft, path), record: Some(record) }
        });
        if found.is_err() {
            names.skip();
        }
        if emit(found).is_break() {
            break;
        }
    }
    Ok(())
}

/// The rows of a table.
struct Table<R> {
    reader: Reader<Bounded<R>>,
    left: bounded::Left,
}

impl<R: Read> Table<R> {
    fn new(dialect: &Dialect, reader: R) -> Self {
        let bounded = Bounded::new(reader, MAX_DOCUMENT);
        let left = bounded.left();
        Self { reader: dialect.reader(bounded), left }
    }

    /// The offset and the length of the row that was just read, in a table that starts at `start` in its input.
    fn place(&self, row: &ByteRecord, start: usize) -> Option<(u64, u64)> {
        let offset = row.position()?.byte();
        Some((offset + start as u64, self.reader.position().byte().checked_sub(offset)?))
    }

    /// Reads the next row; false at the end.
    fn next(&mut self, row: &mut ByteRecord) -> Result<bool, IngestError> {
        self.left.renew();
        self.reader.read_byte_record(row).map_err(|error| match error.into_kind() {
            _ if self.left.is_spent() => IngestError::Limit(format!(
                "a row is larger than {} MiB; a quote may not be closed",
                MAX_DOCUMENT >> 20
            )),
            csv::ErrorKind::Io(error) => IngestError::Io(error),
            _ => IngestError::Empty("it is no table; open it with --format text"),
        })
    }
}

fn article(columns: &Columns, row: &ByteRecord) -> Result<record::Read, IngestError> {
    let (cells, unreadable) = cells(row);
    let mut object = Object::default();
    for (name, cell) in columns.names().zip(&cells).filter(|(_, cell)| !is_nothing(cell)) {
        object.push(Cow::Borrowed(name), Value::Text(Cow::Borrowed(cell)));
    }
    let mut read = record::of(&object)?;
    read.draft.unreadable = unreadable;
    Ok(read)
}

/// What programs write for a cell that has nothing.
fn is_nothing(cell: &str) -> bool {
    matches!(cell.trim(), "" | "NULL" | "null" | "NaN" | "nan" | "None" | "N/A" | "\\N")
}

/// The cells of a row as text, and how many characters could not be read.
fn cells(row: &ByteRecord) -> (Vec<Cow<'_, str>>, usize) {
    /// A character that stands between cells while they are decoded together: one alone is too short to guess by.
    const BETWEEN: u8 = 0x1f;
    if std::str::from_utf8(row.as_slice()).is_ok() {
        return (row.iter().map(String::from_utf8_lossy).collect(), 0);
    }
    let bytes = row.iter().collect::<Vec<_>>().join(&BETWEEN);
    let decoded = decode::decode(bytes);
    let cells = decoded.text.split(char::from(BETWEEN)).map(|cell| Cow::Owned(cell.to_owned())).collect();
    (cells, decoded.unreadable)
}

#[cfg(test)]
mod tests;
