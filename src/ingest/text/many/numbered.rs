//! Articles under lines that count them: `1 of 50 DOCUMENTS`, `Document 3 of 12`.

use super::{Around, Splitter, Start, Step};

/// How many lines may stand above the first one.
const ABOVE: usize = 60;

pub(super) fn splitter(start: &Start<'_>) -> Option<Box<dyn Splitter>> {
    let (number, total) = start.lines.iter().take(ABOVE).find_map(|line| count(line))?;
    (number == 1 && total > 1).then(|| Box::new(Numbered { total }) as Box<dyn Splitter>)
}

struct Numbered {
    total: u32,
}

impl Splitter for Numbered {
    fn step(&self, around: &Around<'_>) -> Step {
        if count(around.line).is_some_and(|(_, total)| total == self.total) { Step::Part } else { Step::Keep }
    }
}

/// Which article of how many a line begins.
fn count(line: &str) -> Option<(u32, u32)> {
    const NOUNS: &[&str] = &[
        "document",
        "documents",
        "article",
        "articles",
        "story",
        "stories",
        "record",
        "result",
        "item",
        "dokument",
        "dokumente",
        "dokumenten",
        "artikel",
        "documento",
        "documentos",
        "artículo",
        "article(s)",
    ];
    const LONGEST: usize = 120;
    // The first word is the number or a noun: most lines are told by its letter.
    let begins = |byte: &u8| !byte.is_ascii() || b"0123456789+darsi".contains(&byte.to_ascii_lowercase());
    if line.len() > LONGEST
        || !line.trim_start().as_bytes().first().is_some_and(begins)
        || !line.bytes().any(|byte| byte.is_ascii_digit())
    {
        return None;
    }
    let words = line.split_whitespace().map(str::to_lowercase);
    // One more than it may have: no sentence is read to its end.
    let words: Vec<String> = words.filter(|word| !NOUNS.contains(&word.as_str())).take(4).collect();
    let [number, of, total] = words.as_slice() else { return None };
    let counted = line.split_whitespace().nth(words.len()).is_some()
        && matches!(of.as_str(), "of" | "von" | "de" | "sur" | "di" | "van");
    let (number, total) = (number.parse().ok()?, total.parse().ok()?);
    (counted && (1..=total).contains(&number)).then_some((number, total))
}
