//! Which signs part and quote the cells of a table, told from its first rows.

use std::io::Read;

use csv::{ByteRecord, Reader, ReaderBuilder};

/// Signs between cells, those first that stand in a text least: commas stand in every row of prose.
const DELIMITERS: [u8; 4] = [b'\t', b'|', b';', b','];

/// Rows that are looked at.
const ROWS: usize = 50;

/// How a table is written.
pub(super) struct Dialect {
    delimiter: u8,
    quote: u8,
    escaped: bool,
    /// Bytes before the first row: a mark, a line that names the delimiter.
    start: usize,
    rows: Vec<Vec<String>>,
}

impl Dialect {
    /// Tells the dialect of a table that starts with `sample`.
    pub(super) fn of(sample: &[u8]) -> Self {
        let marked = if sample.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        let (named, start) = named_delimiter(&sample[marked..]);
        let start = marked + start;
        let body = &sample[start..];
        let quote = if is_quoted_by(body, b'\'') && !is_quoted_by(body, b'"') { b'\'' } else { b'"' };
        let escaped = is_escaped(body, quote);
        let candidates = match named {
            Some(delimiter) => vec![delimiter],
            None => DELIMITERS.to_vec(),
        };
        let mut best: Option<(Self, (usize, usize))> = None;
        for delimiter in candidates {
            let mut dialect = Self { delimiter, quote, escaped, start, rows: Vec::new() };
            dialect.rows = dialect.sampled(body);
            let score = dialect.score();
            // Of two that fit all rows the first is meant; else the one that fits more of them.
            if best.as_ref().is_none_or(|(_, most)| score > *most && most.0 < 100) {
                best = Some((dialect, score));
            }
        }
        best.map_or(Self { delimiter: b',', quote, escaped, start, rows: Vec::new() }, |(dialect, _)| dialect)
    }

    /// A reader of the rows, from [`Dialect::start`] on.
    pub(super) fn reader<R: Read>(&self, reader: R) -> Reader<R> {
        ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.delimiter)
            .quote(self.quote)
            .double_quote(true)
            .escape(self.escaped.then_some(b'\\'))
            .from_reader(reader)
    }

    /// The first byte of the first row.
    pub(super) fn start(&self) -> usize {
        self.start
    }

    /// The first rows.
    pub(super) fn rows(&self) -> &[Vec<String>] {
        &self.rows
    }

    /// Whether there are at least two rows and all have as many cells as the first: prose with commas hasn't.
    pub(super) fn is_regular(&self) -> bool {
        let (same, width) = self.score();
        width > 1 && same == 100 && self.rows.len() > 1
    }

    fn sampled(&self, body: &[u8]) -> Vec<Vec<String>> {
        let mut reader = self.reader(body);
        let mut row = ByteRecord::new();
        let mut rows = Vec::new();
        while rows.len() < ROWS && reader.read_byte_record(&mut row).unwrap_or(false) {
            rows.push(row.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect());
        }
        // The sample may end within its last row.
        if rows.len() > 2 && reader.is_done() {
            rows.pop();
        }
        rows
    }

    /// How many of a hundred rows have as many cells as the first, and how many cells that are.
    fn score(&self) -> (usize, usize) {
        let width = self.rows.first().map_or(0, Vec::len);
        if width < 2 {
            return (0, width);
        }
        let same = self.rows.iter().filter(|row| row.len() == width).count();
        (same * 100 / self.rows.len(), width)
    }
}

/// The delimiter that a first line `sep=;` names, and the length of that line.
fn named_delimiter(body: &[u8]) -> (Option<u8>, usize) {
    match body {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter, b'\r', b'\n', ..] => (Some(*delimiter), 7),
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter, b'\r' | b'\n', ..] => (Some(*delimiter), 6),
        _ => (None, 0),
    }
}

/// Whether cells are in such quotes: one opens after a delimiter or a line end, and one closes before.
fn is_quoted_by(body: &[u8], quote: u8) -> bool {
    let edge = |byte: Option<&u8>| byte.is_none_or(|byte| DELIMITERS.contains(byte) || matches!(byte, b'\n' | b'\r'));
    let before = |at: usize| edge(at.checked_sub(1).and_then(|at| body.get(at)));
    let opens = memchr::memchr_iter(quote, body).filter(|at| before(*at)).count();
    let closes = memchr::memchr_iter(quote, body).filter(|at| edge(body.get(at + 1))).count();
    opens > 0 && closes > 0 && opens.abs_diff(closes) * 4 <= opens + closes
}

/// Whether a quote within a cell is escaped with a backslash and not doubled.
fn is_escaped(body: &[u8], quote: u8) -> bool {
    let inner = |at: usize| {
        body.get(at + 1)
            .is_some_and(|next| !DELIMITERS.contains(next) && !matches!(next, b'\n' | b'\r') && *next != quote)
    };
    let mut escaped = 0;
    let mut doubled = 0;
    for at in memchr::memchr_iter(quote, body).filter(|at| *at > 0 && inner(*at)) {
        match body[at - 1] {
            b'\\' => escaped += 1,
            before if before == quote && at > 1 && !DELIMITERS.contains(&body[at - 2]) => doubled += 1,
            _ => {}
        }
    }
    escaped > doubled
}
