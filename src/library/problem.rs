//! What could not be read and why, in words for a reader.

use std::io;

use crate::ingest::{IngestError, sanitize};

/// A file, or a record of one, that could not be read; or a note on how one was read.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Problem {
    /// What: the path as the reader gave it, `#record` added for one of many. Safe to show.
    pub path: String,
    /// Why, in lower case, without a full stop. Safe to show.
    pub reason: String,
    /// What to try, as a clause.
    pub hint: Option<String>,
    /// How many more records of the same file could not be read.
    pub more: u32,
    /// It was read: this is what the reader should know of it.
    pub note: bool,
}

/// How many problems of one file are told apart.
const TOLD_APART: usize = 8;

impl Problem {
    /// What `path`, or a record of it, could not be read for.
    pub fn of(path: &str, error: &IngestError) -> Self {
        let reason = match error {
            IngestError::Io(error) => io_reason(error),
            other => other.to_string(),
        };
        Self {
            path: sanitize::line(path),
            reason: sanitize::line(&reason),
            hint: error.hint().map(str::to_owned),
            more: 0,
            note: false,
        }
    }

    /// What the reader should know of `path`, which could be read.
    pub fn note(path: &str, text: &str) -> Self {
        Self { path: sanitize::line(path), reason: text.to_owned(), hint: None, more: 0, note: true }
    }

    /// Adds a problem to those of the same archive, each with what it is `of`. A file with a thousand bad records is one trouble, not a
    /// thousand: what is wrong in the same way, or comes after many others, is only counted.
    pub fn add_to<T>(self, problems: &mut Vec<(T, Problem)>, of: T) {
        let same_file = problems.iter().rev().take_while(|(_, other)| other.path == self.path).count();
        let first = problems.len() - same_file;
        let alike = problems[first..].iter_mut().find(|(_, other)| other.reason == self.reason);
        match alike {
            Some((_, alike)) => alike.more += 1 + self.more,
            None if same_file < TOLD_APART => problems.push((of, self)),
            None => {
                if let Some((_, last)) = problems.last_mut() {
                    last.more += 1 + self.more;
                }
            }
        }
    }

    /// ` (and 17 more of its records)`, or nothing.
    pub fn more_in_words(&self) -> String {
        match self.more {
            0 => String::new(),
            1 => " (and 1 more of its records)".to_owned(),
            more => format!(" (and {more} more of its records)"),
        }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let verb = if self.note { "" } else { "cannot read " };
        write!(f, "{verb}{}: {}", self.path, self.reason)?;
        f.write_str(&self.more_in_words())?;
        match &self.hint {
            Some(hint) => write!(f, "; {hint}"),
            None => Ok(()),
        }
    }
}

/// What the system said, in lower case and without its error number.
pub fn io_reason(error: &io::Error) -> String {
    let text = error.to_string().to_lowercase();
    text.split(" (os error").next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_systems_number_is_left_out() {
        let error = io::Error::from_raw_os_error(13);
        assert_eq!(io_reason(&error), "permission denied");
        assert_eq!(Problem::of("a", &error.into()).to_string(), "cannot read a: permission denied");
    }

    fn problem(path: &str, reason: &str) -> Problem {
        Problem { path: path.to_owned(), reason: reason.to_owned(), hint: None, more: 0, note: false }
    }

    #[test]
    fn a_file_of_many_bad_records_is_one_trouble() {
        let mut problems = Vec::new();
        problem("a.txt", "it is empty").add_to(&mut problems, ());
        for line in 1..=100 {
            problem("b.jsonl", "it has no text").add_to(&mut problems, ());
            problem("b.jsonl", &format!("expected a value at line {line} column 1")).add_to(&mut problems, ());
        }
        problem("c.txt", "it is empty").add_to(&mut problems, ());
        assert_eq!(problems.len(), 2 + TOLD_APART);
        assert_eq!(problems[1].1.to_string(), "cannot read b.jsonl: it has no text (and 99 more of its records)");
        assert_eq!(problems.iter().map(|(_, problem)| problem.more + 1).sum::<u32>(), 202);
    }
}
