//! Tables: columns as wide as the measure allows, cells wrapped inside them.

use std::ops::Range;

use super::dress::Dress;
use super::fragment::fragments;
use super::line::{Content, Lead, Line, Piece};
use super::width::width;
use super::wrap::wrap;

/// Blank columns between two cells.
const GAP: usize = 2;
/// A column of longer texts is never narrower.
const NARROWEST: usize = 4;
/// A longer word (an address, mostly) may be cut rather than widen its column.
const WIDEST_WORD: usize = 12;

/// The lines of a table in columns, or `None` where the measure is too narrow for them. A row's bytes all
/// belong to its first line; the lines below it are empty ranges at the row's end.
pub(super) fn columns(text: &str, dress: &Dress<'_>, measure: usize) -> Option<Vec<Line>> {
    let rows = rows(text);
    let mut widths = natural(text, &rows);
    let room = measure.checked_sub(widths.len().saturating_sub(1) * GAP)?;
    if widths.iter().sum::<usize>() > room {
        widths = fitted(&widths, &least(text, &rows, &widths), room)?;
    }
    let mut lines = Vec::with_capacity(rows.len());
    for row in &rows {
        set_row(text, row, &widths, dress, &mut lines);
    }
    Some(lines)
}

struct Row {
    start: usize,
    end: usize,
    cells: Vec<Range<usize>>,
}

fn rows(text: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut start = 0;
    for row in text.split_inclusive('\n') {
        let end = start + row.len();
        let mut at = start;
        let cells = row.strip_suffix('\n').unwrap_or(row).split('\t').map(|cell| {
            let from = at + (cell.len() - cell.trim_start().len());
            at += cell.len() + 1;
            from..(from + cell.trim().len())
        });
        rows.push(Row { start, end, cells: cells.collect() });
        start = end;
    }
    rows
}

fn natural(text: &str, rows: &[Row]) -> Vec<usize> {
    let mut widths = vec![0; rows.iter().map(|row| row.cells.len()).max().unwrap_or(0)];
    for row in rows {
        for (widest, cell) in widths.iter_mut().zip(&row.cells) {
            *widest = width(text.get(cell.clone()).unwrap_or_default()).max(*widest);
        }
    }
    widths
}

/// The width of the widest word in each column, within reason: no column should be narrower.
fn least(text: &str, rows: &[Row], natural: &[usize]) -> Vec<usize> {
    let mut least: Vec<usize> = natural.iter().map(|&width| width.min(NARROWEST)).collect();
    for row in rows {
        for (least, cell) in least.iter_mut().zip(&row.cells) {
            let words = fragments(text.get(cell.clone()).unwrap_or_default(), WIDEST_WORD);
            *least = words.iter().map(|word| word.width).fold(*least, usize::max);
        }
    }
    least
}

/// Takes columns from the widest until all fit: narrow ones (years, numbers) stay as they are.
fn fitted(natural: &[usize], least: &[usize], room: usize) -> Option<Vec<usize>> {
    let at = |cap: usize| natural.iter().zip(least).map(move |(&natural, &least)| natural.min(cap).max(least));
    let fits = |cap: usize| at(cap).sum::<usize>() <= room;
    let cap = (0..=room).rev().find(|&cap| fits(cap))?;
    let mut spare = room - at(cap).sum::<usize>();
    let widths = at(cap).zip(natural).map(|(width, &natural)| {
        let extra = usize::from(width < natural && width == cap && spare > 0);
        spare -= extra;
        width + extra
    });
    Some(widths.collect())
}

fn set_row(text: &str, row: &Row, widths: &[usize], dress: &Dress<'_>, lines: &mut Vec<Line>) {
    let cells: Vec<_> =
        row.cells.iter().zip(widths).map(|(cell, &width)| wrap(text, cell.clone(), width, None)).collect();
    let height = cells.iter().map(Vec::len).max().unwrap_or(1);
    for level in 0..height {
        let start = if level == 0 { row.start } else { row.end };
        let mut line = Line { start, end: row.end, indent: 0, lead: Lead::None, pieces: Vec::new() };
        let mut owed = 0;
        for (cell, &width) in cells.iter().zip(widths) {
            if let Some(strip) = cell.get(level).filter(|strip| strip.ink_end > strip.start) {
                blank(owed, &mut line.pieces);
                owed = 0;
                let first = line.pieces.len();
                dress.show_strip(strip, &mut line.pieces);
                let taken: usize = line.pieces.iter().skip(first).map(|piece| piece.width(text)).sum();
                owed += width.saturating_sub(taken);
            } else {
                owed += width;
            }
            owed += GAP;
        }
        lines.push(line);
    }
}

/// Blanks are owed until ink follows, so that no line ends in them.
fn blank(columns: usize, pieces: &mut Vec<Piece>) {
    if let Ok(columns @ 1..) = u16::try_from(columns) {
        pieces.push(Piece::plain(Content::Blank(columns)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, measure: usize) -> Option<Vec<String>> {
        let lines = columns(text, &Dress::new(text, Vec::new()), measure)?;
        Some(lines.iter().map(|line| line.shown(text)).collect())
    }

    #[test]
    fn columns_line_up() {
        let text = "State\tVotes\nOhio\t5,740\n新潟県\t12";
        assert_eq!(shown(text, 40).unwrap(), ["State   Votes", "Ohio    5,740", "新潟県  12"]);
    }

    #[test]
    fn the_widest_column_gives_way_and_its_cells_wrap() {
        let text = "1914\tThe county recount narrows the margin\tyes";
        assert_eq!(shown(text, 30).unwrap(), ["1914  The county recount   yes", "      narrows the margin"]);
    }

    #[test]
    fn a_table_is_not_set_in_columns_that_would_cut_words() {
        assert_eq!(shown("county seat\trecount of votes", 13), None);
        assert_eq!(
            shown("county seat\trecount of votes", 15).unwrap(),
            ["county  recount", "seat    of", "        votes"]
        );
        assert_eq!(shown("新潟県の知事\t新潟県の知事", 9), None);
        assert_eq!(shown("新潟県の知事\t新潟県の知事", 10).unwrap(), ["新潟  新潟", "県の  県の", "知事  知事"]);
        assert_eq!(shown("a\tb\tc", 7).unwrap(), ["a  b  c"]);
    }

    #[test]
    fn short_rows_and_empty_cells_leave_no_trailing_blanks() {
        assert_eq!(shown("a\tb\tc\nd\n\t\te\n\nf\t", 20).unwrap(), ["a  b  c", "d", "      e", "", "f"]);
    }

    #[test]
    fn a_rows_bytes_belong_to_its_first_line() {
        let text = "1914\tThe county recount\n1915\tno";
        let lines = columns(text, &Dress::new(text, Vec::new()), 14).unwrap();
        let ranges: Vec<_> = lines.iter().map(|line| (line.start, line.end)).collect();
        assert_eq!(ranges, [(0, 24), (24, 24), (24, 24), (24, 31)]);
    }

    #[test]
    fn fitted_columns_use_the_whole_measure() {
        assert_eq!(fitted(&[3, 40, 60], &[3, 9, 9], 46), Some(vec![3, 22, 21]));
        assert_eq!(fitted(&[3, 40, 60], &[3, 30, 9], 46), Some(vec![3, 30, 13]));
        assert_eq!(fitted(&[9, 9], &[6, 6], 11), None);
    }
}
