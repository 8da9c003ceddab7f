//! Characters printed over each other: `_` under a letter is emphasis, a letter twice is strong.

use super::parts;
use crate::article::{Block, Mark, Span};
use crate::ingest::sanitize;

/// What marks a styled stretch while lines are laid out: characters without width that no safe text has.
const EMPHASIS: char = '\u{2061}';
const STRONG: char = '\u{2062}';
const PLAIN: char = '\u{2063}';

/// Whether the text has characters over each other, as manual pages and line printers do.
pub(super) fn is_overstruck(text: &str) -> bool {
    memchr::memchr(b'\x08', text.as_bytes()).is_some()
}

/// The blocks of a text that is not safe yet.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut lines = String::with_capacity(text.len());
    for line in text.split('\n') {
        if line.contains('\x08') {
            marked(&cells(line), &mut lines)
        } else {
            lines.push_str(&sanitize::text(line))
        }
        lines.push('\n');
    }
    let mut blocks = parts(&lines);
    blocks.iter_mut().for_each(unmarked);
    blocks
}

/// The characters of a line, each with its style.
fn cells(line: &str) -> Vec<(char, Option<Mark>)> {
    let mut cells: Vec<(char, Option<Mark>)> = Vec::new();
    let mut at = 0usize;
    for c in line.chars() {
        if c == '\x08' {
            at = at.saturating_sub(1);
            continue;
        }
        match cells.get_mut(at) {
            Some(cell) => *cell = over(*cell, c),
            None => cells.push((c, None)),
        }
        at += 1;
    }
    cells
}

/// A character printed over another.
fn over((under, mark): (char, Option<Mark>), c: char) -> (char, Option<Mark>) {
    match (under, c) {
        (' ', c) => (c, mark),
        (under, ' ') => (under, mark),
        (same, c) if same == c => (c, mark.or(Some(Mark::Strong))),
        ('_', c) => (c, Some(Mark::Emphasis)),
        (c, '_') => (c, Some(Mark::Emphasis)),
        ('+', 'o') | ('o', '+') => ('•', mark),
        (_, c) => (c, mark),
    }
}

/// Adds a line's characters, safe, with a sign where the style changes.
fn marked(cells: &[(char, Option<Mark>)], out: &mut String) {
    for run in cells.chunk_by(|one, next| one.1 == next.1) {
        let text: String = run.iter().map(|(c, _)| c).collect();
        let text = sanitize::text(&text);
        match run[0].1 {
            None => out.push_str(&text),
            Some(mark) => {
                out.push(if mark == Mark::Strong { STRONG } else { EMPHASIS });
                out.push_str(&text);
                out.push(PLAIN);
            }
        }
    }
}

/// Turns the signs into spans. A style that stands on both sides of a line end goes on over it.
fn unmarked(block: &mut Block) {
    if !block.text.contains([EMPHASIS, STRONG, PLAIN]) {
        return;
    }
    let mut text = String::with_capacity(block.text.len());
    let mut spans: Vec<Span> = Vec::new();
    let mut open: Option<(Mark, usize)> = None;
    for c in block.text.chars() {
        match c {
            EMPHASIS => open = Some((Mark::Emphasis, text.len())),
            STRONG => open = Some((Mark::Strong, text.len())),
            PLAIN => {
                if let Some((mark, start)) = open.take() {
                    span(&mut spans, &text, start, mark);
                }
            }
            c => text.push(c),
        }
    }
    // A stretch that was cut with a long text ends with its piece.
    if let Some((mark, start)) = open {
        span(&mut spans, &text, start, mark);
    }
    // Where two runs met, something may have arisen that neither was.
    let safe = sanitize::text(&text);
    if safe != text {
        spans.clear();
    }
    block.text = safe.into_owned();
    block.spans = spans;
}

fn span(spans: &mut Vec<Span>, text: &str, start: usize, mark: Mark) {
    match spans.last_mut() {
        Some(last) if last.mark == mark && text[last.range.end..start].trim().is_empty() => last.range.end = text.len(),
        _ if start < text.len() => spans.push(Span { range: start..text.len(), mark }),
        _ => {}
    }
}
