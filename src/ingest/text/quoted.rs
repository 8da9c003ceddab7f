//! Lines that quote another text, as mail does: `> `.

use super::layout;
use crate::article::{Block, Kind};

/// The blocks of a text; those of its quoted lines are quotations.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let is_quoted = |at: usize| at == 0 || text.as_bytes()[at - 1] == b'\n';
    if !memchr::memchr_iter(b'>', text.as_bytes()).any(is_quoted) {
        return layout::blocks(text);
    }
    let width = layout::width(text);
    let (mut blocks, mut run) = (Vec::new(), String::new());
    let mut depth = 0;
    for line in text.split('\n') {
        let (quotes, rest) = quote(line);
        if quotes != depth {
            close(&mut run, depth, width, &mut blocks);
            depth = quotes;
        }
        run.push_str(rest);
        run.push('\n');
    }
    close(&mut run, depth, width, &mut blocks);
    blocks
}

fn close(run: &mut String, depth: u8, width: Option<usize>, blocks: &mut Vec<Block>) {
    let head = blocks.is_empty();
    let inner = layout::blocks_at(run, layout::width(run).or(width), head);
    run.clear();
    blocks.extend(inner.into_iter().map(|mut block| {
        if depth > 0 && block.kind == Kind::Paragraph {
            block.kind = Kind::Quote { depth };
        }
        block
    }));
}

/// How deep a line is quoted, and what stands after the signs.
fn quote(line: &str) -> (u8, &str) {
    const DEEPEST: u8 = 6;
    let mut depth = 0;
    let mut rest = line;
    while let Some(after) = rest.strip_prefix('>') {
        depth = DEEPEST.min(depth + 1);
        rest = after.strip_prefix(' ').filter(|after| after.starts_with('>')).unwrap_or(after);
    }
    let apart = rest.is_empty() || rest.starts_with(' ') || rest.starts_with(char::is_alphanumeric);
    if depth > 0 && apart { (depth, rest.strip_prefix(' ').unwrap_or(rest)) } else { (0, line) }
}
