//! What the columns of a table hold: by their names, else by what stands in them.

use crate::ingest::{date, fields, json};

/// Longest name of a column, in bytes.
const NAME: usize = 64;

pub(super) struct Columns {
    names: Vec<String>,
    header: bool,
}

impl Columns {
    /// Tells the columns from the first rows.
    pub(super) fn of(rows: &[Vec<String>]) -> Self {
        let Some(first) = rows.first() else { return Self { names: Vec::new(), header: false } };
        if is_header(first) {
            return Self { names: first.iter().map(|name| name.trim().to_owned()).collect(), header: true };
        }
        Self { names: guessed(rows), header: false }
    }

    /// The name of each column, in the words of the table of names; empty if it isn't known.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// Whether the first row has the names.
    pub(super) fn has_header(&self) -> bool {
        self.header
    }

    /// Whether the rows are articles: they have a text, or a title and a date, an address or an author. A list
    /// of people has names and dates, and is none.
    pub(super) fn are_of_articles(&self) -> bool {
        let any = |is: &dyn Fn(&str) -> bool| self.names.iter().any(|name| is(name));
        let titled = any(&|name| fields::is_title(name) && !fields::is_spelled(name, "name"));
        any(&json::is_text) || (titled && any(&fields::is_origin))
    }
}

/// Whether a row is of names, whatever they are: no cell of it is data.
fn is_header(row: &[String]) -> bool {
    let is_name = |cell: &String| {
        let cell = cell.trim();
        cell.len() <= NAME
            && cell.parse::<f64>().is_err()
            && !is_date(cell)
            && !cell.contains("://")
            && !is_sentence(cell)
    };
    // An index has no name, and a title of few words may be mistaken for one.
    let named = row.iter().filter(|cell| !cell.trim().is_empty()).count();
    named * 2 >= row.len()
        && (row.iter().any(|cell| is_known(cell)) || row.iter().all(is_name))
        && row.iter().all(|cell| cell.len() <= NAME)
}

/// Whether a row has at least two names of an article's parts, and nothing but names. A space after each
/// comma is prose's.
pub(super) fn is_surely_header(row: &[String]) -> bool {
    if row.iter().any(|cell| cell.starts_with(' ')) {
        return false;
    }
    let known = row.iter().filter(|cell| is_known(cell) && cell.len() <= 24).count();
    known >= 2 && is_header(row)
}

fn is_known(name: &str) -> bool {
    fields::is_known(name) || json::is_text(name)
}

fn is_date(cell: &str) -> bool {
    cell.len() < NAME && cell.bytes().any(|byte| byte.is_ascii_digit()) && date::parse(cell).is_some()
}

fn is_sentence(cell: &str) -> bool {
    cell.ends_with(['.', '!', '?', '…', '。']) || cell.split_whitespace().nth(7).is_some()
}

/// Names for columns that have none, by what most of their cells are: the longest text is the body, a shorter
/// one the title.
fn guessed(rows: &[Vec<String>]) -> Vec<String> {
    /// Mean length of what may be a body, and of what may be a title.
    const BODY: usize = 160;
    const TITLE: usize = 12;
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let cells = |at: usize| rows.iter().filter_map(move |row| row.get(at)).map(|cell| cell.trim());
    let mostly = |at: usize, is: &dyn Fn(&str) -> bool| {
        let filled = cells(at).filter(|cell| !cell.is_empty()).count();
        filled > 0 && cells(at).filter(|cell| !cell.is_empty() && is(cell)).count() * 10 >= filled * 8
    };
    let mean = |at: usize| cells(at).map(str::len).sum::<usize>() / rows.len().max(1);
    let mut names = vec![String::new(); width];
    let mut texts = Vec::new();
    for (at, name) in names.iter_mut().enumerate() {
        if mostly(at, &|cell| cell.starts_with("http://") || cell.starts_with("https://")) {
            *name = "url".to_owned();
        } else if mostly(at, &is_date) {
            *name = "date".to_owned();
        } else if !mostly(at, &|cell| cell.parse::<f64>().is_ok())
            && mostly(at, &|cell| cell.contains(' ') || !cell.is_ascii())
        {
            texts.push(at);
        }
    }
    let body = texts.iter().copied().max_by_key(|at| mean(*at)).filter(|at| mean(*at) >= BODY);
    let titles = texts.iter().copied().filter(|at| Some(*at) != body && mean(*at) >= TITLE);
    let title = titles.max_by_key(|at| mean(*at).min(BODY));
    for (at, name) in [(body, "text"), (title, "title")] {
        if let Some(place) = at.and_then(|at| names.get_mut(at)) {
            *place = name.to_owned();
        }
    }
    names
}
