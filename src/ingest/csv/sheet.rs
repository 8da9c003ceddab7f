//! A table that holds no articles, shown as the table that it is.

use std::io::Read;

use csv::ByteRecord;

use super::{Table, cells};
use crate::ingest::blocks::Builder;
use crate::ingest::{Draft, Emit, Found, IngestError, headline, sanitize};

/// Rows that are shown; the others are counted.
const ROWS: usize = 500;

/// Columns that are shown, and characters of a cell.
const COLUMNS: usize = 40;
const CELL: usize = 80;

/// Gives the whole table as one article.
pub(super) fn read<R: Read>(path: &str, table: &mut Table<R>, emit: &mut Emit<'_>) -> Result<(), IngestError> {
    let mut builder = Builder::new();
    builder.structure();
    let mut row = ByteRecord::new();
    let (mut rows, mut unreadable) = (0, 0);
    builder.table();
    while table.next(&mut row)? {
        rows += 1;
        if rows > ROWS {
            continue;
        }
        let (cells, bad) = cells(&row);
        unreadable += bad;
        for cell in cells.iter().take(COLUMNS) {
            let line = sanitize::line(cell);
            builder.text(&shortened(&line));
            builder.cell();
        }
        builder.row();
    }
    builder.end_table();
    if rows > ROWS {
        builder.text(&format!("{} more rows are not shown.", rows - ROWS));
    }
    let mut draft = Draft { title: Some(title(path)), structured: true, unreadable, ..Draft::default() };
    builder.finish_into(&mut draft);
    if draft.blocks.is_empty() {
        return Err(IngestError::Empty("it is empty"));
    }
    let _ = emit(Ok(Found { article: headline::finish(draft, path), record: None }));
    Ok(())
}

fn shortened(cell: &str) -> String {
    match cell.char_indices().nth(CELL) {
        Some((end, _)) => format!("{}…", &cell[..end]),
        None => cell.to_owned(),
    }
}

/// The name of the file as words: a table has no title of its own.
fn title(path: &str) -> String {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let title = sanitize::line(&stem.replace(['-', '_'], " "));
    if title.is_empty() { "Table".to_owned() } else { title }
}
