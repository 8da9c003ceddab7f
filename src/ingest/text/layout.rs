//! What the lines of a plain text are: paragraphs, quotations, lists, verse, tables, rules.

use std::collections::HashSet;

use super::lines::{self, Line};
use super::marker::{self, Marker};
use crate::article::{Block, Kind};
use crate::ingest::{byline, date, headline, sentence};

/// The blocks of a text that is safe already.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let groups = lines::groups(text);
    let width = lines::wrap_width(&groups);
    let layout = Layout { width, ..Layout::new(&groups, text, width.is_some()) };
    let mut blocks = Vec::new();
    for (place, group) in groups.iter().enumerate() {
        layout.group(group, place == 0, &mut blocks);
    }
    blocks
}

/// The blocks of a piece of a letter. Many hands write in one, so each paragraph was broken at a width of its
/// own; lines that were not broken by width stay lines of one paragraph.
pub(super) fn letter(text: &str) -> Vec<Block> {
    let groups = lines::groups(text);
    let mut layout = Layout { letter: true, ..Layout::new(&groups, text, true) };
    let mut blocks = Vec::new();
    for group in &groups {
        layout.width = lines::own_width(group);
        layout.group(group, false, &mut blocks);
    }
    blocks
}

/// How many blocks may be title, address, byline and date: such lines are joined to no other.
const HEAD: usize = 6;

/// What holds for a whole text.
struct Layout<'a> {
    /// The width at which lines were broken, if they were.
    width: Option<usize>,
    /// The indentation that all lines share.
    margin: usize,
    /// The words of a text with broken lines that some line end breaks, to tell `self-evident` from `con-tinued`.
    words: HashSet<&'a str>,
    /// Which kinds of markers make lists here.
    lists: marker::Lists,
    /// It is a letter: see [`letter`].
    letter: bool,
}

impl<'a> Layout<'a> {
    fn new(groups: &[Vec<Line<'a>>], text: &'a str, broken: bool) -> Self {
        Self {
            width: None,
            margin: groups.iter().flatten().map(|line| line.indent).min().unwrap_or(0),
            words: if broken { broken_words(groups, text) } else { HashSet::new() },
            lists: marker::lists(groups.iter().flatten().map(|line| line.text)),
            letter: false,
        }
    }

    fn group(&self, group: &[Line<'_>], first: bool, blocks: &mut Vec<Block>) {
        if is_dust(group) {
            // Each chunk stays small enough to be typeset at once.
            blocks.extend(group.chunks(500).map(|chunk| verbatim(chunk, self.margin)));
        } else if is_aligned(group) || !first && self.is_verse(group) {
            blocks.push(verbatim(group, self.margin));
        } else if self.is_inset(group, blocks.last()) {
            blocks.push(self.inset(group));
        } else {
            self.running(group, blocks);
        }
    }

    /// Lines that are paragraphs, items and rules.
    fn running(&self, group: &[Line<'_>], blocks: &mut Vec<Block>) {
        let start = blocks.len();
        let mut previous: Option<&Line<'_>> = None;
        for line in group {
            if is_rule(line.text) {
                blocks.push(Block::new(Kind::Rule, ""));
                previous = None;
                continue;
            }
            if let Some((marker, rest)) = self.lists.item(line.text) {
                let depth = u8::try_from((line.indent - self.margin) / 2 + 1).unwrap_or(u8::MAX).min(6);
                blocks.push(Block::new(Kind::Item { marker: marker.shown(), depth }, rest));
                previous = Some(line);
                continue;
            }
            // Only above a story; further down a date may stand alone on a wrapped line.
            let apart = |previous: &Line<'_>, count: usize| {
                !self.letter && count < HEAD && (is_furniture(previous.text) || is_furniture(line.text))
            };
            let joined = previous.zip(blocks.last()).is_some_and(|(previous, block)| {
                self.continues(previous, line, &block.kind) && !apart(previous, blocks.len())
            });
            match blocks.last_mut().filter(|_| joined) {
                Some(block) => self.join(&mut block.text, line.text),
                None => match blocks[start..].last_mut().filter(|last| self.letter && last.kind == Kind::Paragraph) {
                    Some(block) => {
                        block.text.push('\n');
                        block.text.push_str(line.text);
                    }
                    None => blocks.push(Block::paragraph(line.text)),
                },
            }
            previous = Some(line);
        }
    }

    /// Whether the line goes on what the one before it began.
    fn continues(&self, previous: &Line<'_>, line: &Line<'_>, kind: &Kind) -> bool {
        if matches!(kind, Kind::Item { .. }) {
            return line.indent > previous.indent
                || self.width.is_some_and(|width| lines::is_full(previous, line, width)) && line.starts_low();
        }
        let Some(width) = self.width else {
            return false;
        };
        if line.indent > previous.indent + 1 {
            return false;
        }
        lines::is_full(previous, line, width) || previous.is_open() && line.starts_low() && previous.width * 2 > width
    }

    /// Adds a line to running text, with a space unless the break was within a word.
    fn join(&self, text: &mut String, line: &str) {
        let last = text.chars().next_back().unwrap_or(' ');
        let next = line.chars().next().unwrap_or(' ');
        if last == '-' && next.is_lowercase() && text.chars().rev().nth(1).is_some_and(char::is_alphabetic) {
            // Only the text itself can tell that the hyphen was the line's and not the word's.
            if self.words.contains(whole(text, line).as_str()) {
                text.pop();
            }
        } else if !(lines::is_unspaced(last) && lines::is_unspaced(next)) {
            text.push(' ');
        }
        text.push_str(line);
    }

    /// Whether the group is set in from the margin as a quotation or as code is.
    fn is_inset(&self, group: &[Line<'_>], before: Option<&Block>) -> bool {
        const LEAST: usize = 3;
        let inset = group.iter().all(|line| line.indent >= self.margin + LEAST);
        let announced = before.is_some_and(|block| block.text.ends_with([':', '：']));
        inset && (group.len() > 1 || announced) && !group.iter().any(|line| self.lists.item(line.text).is_some())
    }

    fn inset(&self, group: &[Line<'_>]) -> Block {
        let words: usize = group.iter().map(|line| line.text.split_whitespace().count()).sum();
        let ended = group.last().is_some_and(|line| sentence::is_ended(line.text));
        if !ended || words < group.len() * 5 {
            return verbatim(group, self.margin);
        }
        let mut text = String::new();
        for line in group {
            if text.is_empty() { text.push_str(line.text) } else { self.join(&mut text, line.text) }
        }
        Block::new(Kind::Quote { depth: 1 }, text)
    }

    /// Short lines that break by meaning: verse, addresses, credits of a picture.
    fn is_verse(&self, group: &[Line<'_>]) -> bool {
        const LEAST: usize = 3;
        const WIDEST: usize = 60;
        let count = group.len();
        let short = count >= LEAST && group.iter().all(|line| line.width - self.margin <= WIDEST);
        let open = group.iter().filter(|line| line.is_open()).count();
        let filled = |width| group.windows(2).filter(|pair| lines::is_full(&pair[0], &pair[1], width)).count();
        short
            && open * 2 >= count
            && self.width.is_none_or(|width| filled(width) * 3 < count)
            && !group.iter().any(|line| {
                self.lists.item(line.text).is_some()
                    || is_rule(line.text)
                    || headline::is_litter(line.text)
                    || byline::is_byline(line.text)
                    || date::parse(line.text).is_some()
            })
    }
}

/// The word that `text` ends with and `line` goes on, without its hyphen.
fn whole(text: &str, line: &str) -> String {
    let head = text.rsplit(is_between).next().unwrap_or_default();
    let tail = line.split(is_between).next().unwrap_or_default();
    format!("{}{tail}", head.trim_end_matches('-'))
}

fn is_between(c: char) -> bool {
    !c.is_alphabetic() && c != '-'
}

/// The words that stand whole in a text and broken at the end of one of its lines.
fn broken_words<'a>(groups: &[Vec<Line<'a>>], text: &'a str) -> HashSet<&'a str> {
    let pairs = groups.iter().flat_map(|group| group.windows(2)).filter(|pair| pair[0].text.ends_with('-'));
    let wholes: HashSet<String> = pairs.map(|pair| whole(pair[0].text, pair[1].text)).collect();
    // Most words are told apart by their first letter, which is quicker than hashing them.
    let mut firsts = [false; 256];
    wholes.iter().filter_map(|word| word.bytes().next()).for_each(|byte| firsts[usize::from(byte)] = true);
    let begins = |word: &&str| word.bytes().next().is_some_and(|byte| firsts[usize::from(byte)]);
    text.split(is_between).filter(begins).filter(|word| wholes.contains(*word)).collect()
}

/// An address, a date or a byline on a line of its own.
fn is_furniture(line: &str) -> bool {
    let address = line.starts_with("http") && line.contains("://") && !line.contains(' ');
    address || date::parse(line).is_some() || byline::is_byline(line)
}

/// Thousands of lines of next to nothing: no prose, and as blocks of their own a burden.
fn is_dust(group: &[Line<'_>]) -> bool {
    group.len() > 2000 && group.iter().map(|line| line.width).sum::<usize>() < group.len() * 20
}

/// Whether wide gaps within the lines align columns.
fn is_aligned(group: &[Line<'_>]) -> bool {
    let gaps = group.iter().filter(|line| line.text.contains("   ")).count();
    gaps >= 2 && gaps * 2 >= group.len()
}

fn verbatim(group: &[Line<'_>], margin: usize) -> Block {
    let shared = group.iter().map(|line| line.indent).min().unwrap_or(margin);
    let lines = group.iter().map(|line| format!("{}{}", " ".repeat(line.indent - shared), line.text));
    Block::new(Kind::Verbatim, lines.collect::<Vec<_>>().join("\n"))
}

/// `----`, `* * *`
fn is_rule(line: &str) -> bool {
    let mut signs = line.chars().filter(|c| !c.is_whitespace());
    let Some(first) = signs.next().filter(|c| "-*_=~#•—–".contains(*c)) else {
        return false;
    };
    let count = 1 + signs.clone().count();
    count >= 3 && signs.all(|sign| sign == first)
}

impl Marker {
    fn shown(&self) -> String {
        match self {
            Marker::Bullet(_) => "•".to_owned(),
            Marker::Number(number) => format!("{number}."),
        }
    }
}
