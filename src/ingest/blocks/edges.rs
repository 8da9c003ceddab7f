//! Spans kept in step with a text that is cleaned and cut.

use crate::article::Span;
use crate::ingest::sanitize;

/// Characters times style edges up to which spans are carried over a text that sanitising changed.
const CARRY: usize = 1 << 22;

/// Moves spans of `raw` to where their edges lie in `clean`: an edge lies after as many bytes as the
/// text before it has when it is clean. A text with too many edges loses its styles instead of time.
pub(super) fn carry(raw: &str, clean: &str, spans: &mut Vec<Span>) {
    if spans.len().saturating_mul(raw.len()) > CARRY {
        spans.clear();
    }
    let edge = |at: usize| floor(clean, raw.get(..at).map_or(0, |before| sanitize::text(before).len()));
    for span in spans.iter_mut() {
        span.range = edge(span.range.start)..edge(span.range.end);
    }
}

/// The last place between two characters that isn't after `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// Cuts white space at both ends (in verbatim text: empty lines and the end), keeping spans in step.
pub(super) fn trimmed(mut text: String, mut spans: Vec<Span>, verbatim: bool) -> (String, Vec<Span>) {
    if spans.is_empty() && !text.starts_with(char::is_whitespace) {
        text.truncate(text.trim_end().len());
        return (text, spans);
    }
    let text = text.as_str();
    let kept = if verbatim {
        let first = text.find(|c: char| !c.is_whitespace()).unwrap_or(text.len());
        let line = text[..first].rfind('\n').map_or(0, |newline| newline + 1);
        text[line..].trim_end()
    } else {
        text.trim()
    };
    let cut = if verbatim { text.trim_end().len() - kept.len() } else { text.len() - text.trim_start().len() };
    for span in &mut spans {
        let shift = |at: usize| floor(kept, at.saturating_sub(cut));
        span.range = shift(span.range.start)..shift(span.range.end);
    }
    spans.retain(|span| span.range.start < span.range.end);
    spans.sort_by_key(|span| (span.range.start, std::cmp::Reverse(span.range.end)));
    (kept.to_owned(), spans)
}
