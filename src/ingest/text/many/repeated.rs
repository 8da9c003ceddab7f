//! Articles one after another, each under a block of the same fields.

use super::{Around, Splitter, Start, Step};
use crate::ingest::front_matter;
use crate::ingest::text::record::factiva;

pub(super) fn splitter(start: &Start<'_>) -> Option<Box<dyn Splitter>> {
    let text = start.text.trim_start();
    if let Some(code) = factiva::first_code(text) {
        return Some(Box::new(Codes { code: code.to_owned() }));
    }
    front_matter::header(text)?;
    let (key, _) = front_matter::key(text.lines().next()?)?;
    Some(Box::new(Headers { key: key.to_owned() }))
}

/// `Title: …` after a blank line, with another field under it.
struct Headers {
    key: String,
}

impl Splitter for Headers {
    fn step(&self, around: &Around<'_>) -> Step {
        let is_first =
            |line: &str| front_matter::key(line).is_some_and(|(key, value)| key == self.key && !value.is_empty());
        let begins =
            around.before.trim().is_empty() && is_first(around.line) && front_matter::key(around.after).is_some();
        if begins { Step::Begin } else { Step::Keep }
    }
}

/// `HD  …` after a blank line.
struct Codes {
    code: String,
}

impl Splitter for Codes {
    fn step(&self, around: &Around<'_>) -> Step {
        let begins = around.before.trim().is_empty() && factiva::code(around.line) == Some(self.code.as_str());
        if begins { Step::Begin } else { Step::Keep }
    }
}
