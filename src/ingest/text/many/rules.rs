//! Articles parted by form feeds, or by the same line of signs each time.

use super::head;
use super::{Around, Splitter, Start, Step, WINDOW};

/// The fewest signs of a line that parts articles: `***` parts scenes.
const SIGNS: usize = 5;

/// Different lines of signs that are tried.
const TRIED: usize = 8;

/// Articles between form feeds. Pages of one text are parted by them too, but don't start as articles do.
pub(super) fn form_feeds(start: &Start<'_>) -> Option<Box<dyn Splitter>> {
    let text = start.text;
    memchr::memchr(b'\x0c', text.as_bytes())?;
    let pieces = seen(text.split('\x0c').collect(), text);
    let ended = pieces.iter().filter(|piece| head::is_ended(piece)).count();
    let repeated = pieces.windows(2).filter(|pair| head::running_head(pair[0]) == head::running_head(pair[1])).count();
    let parted = pieces.len() >= 2
        && pieces.iter().all(|piece| head::is_head(piece))
        && ended * 5 >= pieces.len() * 4
        && repeated * 4 < pieces.len();
    parted.then(|| Box::new(FormFeeds) as Box<dyn Splitter>)
}

struct FormFeeds;

impl Splitter for FormFeeds {
    fn step(&self, around: &Around<'_>) -> Step {
        if around.line.ends_with('\x0c') { Step::End } else { Step::Keep }
    }
}

/// Articles between lines of signs. A rule between scenes has no title under it.
pub(super) fn splitter(start: &Start<'_>) -> Option<Box<dyn Splitter>> {
    let mut counts: Vec<(String, usize)> = Vec::new();
    for line in &start.lines {
        let Some(key) = key(line) else { continue };
        match counts.iter().position(|(known, _)| *known == key) {
            Some(at) => counts[at].1 += 1,
            None if counts.len() < TRIED => counts.push((key, 1)),
            None => {}
        }
    }
    counts.retain(|(_, count)| *count >= 2);
    let sign = counts.into_iter().map(|(sign, _)| sign).find(|sign| parts(start.text, sign))?;
    Some(Box::new(Rules { sign }))
}

fn parts(text: &str, sign: &str) -> bool {
    let mut pieces = Vec::new();
    let (mut start, mut at) = (0, 0);
    for line in text.split_inclusive('\n') {
        if key(line).is_some_and(|key| key == sign) {
            pieces.push(&text[start..at]);
            start = at + line.len();
        }
        at += line.len();
    }
    pieces.push(&text[start..]);
    let pieces = seen(pieces, text);
    pieces.len() >= 2 && pieces.iter().all(|piece| head::is_head(piece))
}

/// The pieces that aren't blank and that were seen to their ends.
fn seen<'a>(mut pieces: Vec<&'a str>, text: &str) -> Vec<&'a str> {
    // A window may end within a character.
    if text.len() + 4 > WINDOW {
        pieces.pop();
    }
    pieces.retain(|piece| !piece.trim().is_empty());
    pieces
}

struct Rules {
    sign: String,
}

impl Splitter for Rules {
    fn step(&self, around: &Around<'_>) -> Step {
        if key(around.line).is_some_and(|key| key == self.sign) { Step::Part } else { Step::Keep }
    }
}

/// A line of one sign, or of one sign around a number that counts the articles, as it is the same each time.
fn key(line: &str) -> Option<String> {
    const LONGEST: usize = 200;
    if line.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let line = line.trim();
    let sign = line.chars().next().filter(|c| "=*-_#~+—–─━═".contains(*c))?;
    if line.len() > LONGEST || !line.ends_with(sign) {
        return None;
    }
    let key: String = line.chars().filter(|c| !c.is_ascii_digit() && *c != ' ').collect();
    let signs = line.chars().filter(|c| *c == sign).count();
    (signs >= SIGNS && key.chars().all(|c| c == sign))
        .then(|| if key.len() < line.len() { sign.to_string() } else { key })
}
