//! What the lines of a plain text are: paragraphs, quotations, lists, verse, tables, rules.

use super::lines::{self, Line};
use super::marker::{self, Marker};
use crate::article::{Block, Kind};
use crate::ingest::{byline, date, headline, sentence};
use shape::{is_aligned, is_centred, is_drawing, is_dust, is_rule};
use words::Words;

mod shape;
mod words;

/// The blocks of a text that is safe already.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let groups = lines::groups(text);
    laid_out(&groups, text, lines::wrap_width(&groups), true)
}

/// The width at which the text's lines were broken, if they were.
pub(super) fn width(text: &str) -> Option<usize> {
    lines::wrap_width(&lines::groups(text))
}

/// The blocks of a piece of a text whose lines were broken at `width`; `head` says that it is the first piece.
pub(super) fn blocks_at(text: &str, width: Option<usize>, head: bool) -> Vec<Block> {
    laid_out(&lines::groups(text), text, width, head)
}

fn laid_out(groups: &[Vec<Line<'_>>], text: &str, width: Option<usize>, head: bool) -> Vec<Block> {
    let layout = Layout { width, head, ..Layout::new(groups, text, width.is_some()) };
    let mut blocks = Vec::new();
    let mut item = None;
    for (place, group) in groups.iter().enumerate() {
        layout.group(group, head && place == 0, &mut item, &mut blocks);
    }
    blocks
}

/// The blocks of a piece of a letter. Many hands write in one, so each paragraph was broken at a width of its
/// own; lines that were not broken by width stay lines of one paragraph.
pub(super) fn letter(text: &str) -> Vec<Block> {
    let groups = lines::groups(text);
    let mut layout = Layout { letter: true, ..Layout::new(&groups, text, true) };
    let mut blocks = Vec::new();
    let mut item = None;
    for group in &groups {
        layout.width = lines::own_width(group);
        layout.group(group, false, &mut item, &mut blocks);
    }
    blocks
}

/// How many blocks may be title, address, byline and date: such lines are joined to no other.
const HEAD: usize = 6;

/// Within how many lines such a line is looked for.
const HEAD_LINES: usize = 12;

/// What holds for a whole text.
struct Layout<'a> {
    /// The width at which lines were broken, if they were.
    width: Option<usize>,
    /// The indentation of lines that aren't set in.
    margin: usize,
    words: Words<'a>,
    /// Which kinds of markers make lists here.
    lists: marker::Lists,
    /// Who speaks here: such a line begins a paragraph.
    speakers: marker::Speakers<'a>,
    /// It is the start of the article.
    head: bool,
    /// It is a letter: see [`letter`].
    letter: bool,
}

/// Where the text of the last item starts, while lines that far in belong to it.
type Inside = Option<(usize, u8)>;

impl<'a> Layout<'a> {
    fn new(groups: &[Vec<Line<'a>>], text: &'a str, broken: bool) -> Self {
        let lines = || groups.iter().flatten();
        Self {
            width: None,
            margin: lines::margin(groups),
            words: if broken { Words::broken(groups, text) } else { Words::none() },
            lists: marker::lists(lines().map(|line| line.text)),
            speakers: marker::speakers(lines().map(|line| line.text)),
            head: false,
            letter: false,
        }
    }

    fn group(&self, group: &[Line<'_>], first: bool, item: &mut Inside, blocks: &mut Vec<Block>) {
        let inside = item.take().filter(|(column, _)| group.iter().all(|line| line.indent + 1 >= *column));
        if is_dust(group) {
            // Each chunk stays small enough to be typeset at once.
            blocks.extend(group.chunks(500).map(|chunk| verbatim(chunk, self.margin)));
        } else if is_aligned(group) || is_drawing(group) || !first && inside.is_none() && self.is_verse(group) {
            blocks.push(verbatim(group, self.margin));
        } else if let Some((column, depth)) = inside.filter(|_| self.lists.item(group[0].text).is_none()) {
            let text = self.flowed(group);
            blocks.push(Block::new(Kind::Item { marker: String::new(), depth }, text));
            *item = Some((column, depth));
        } else if self.head && blocks.len() < HEAD && is_centred(group) {
            blocks.extend(group.iter().map(|line| Block::paragraph(line.text)));
        } else if self.is_inset(group, blocks.last()) {
            blocks.push(self.inset(group));
        } else {
            self.running(group, item, blocks);
        }
    }

    /// Lines that are paragraphs, items and rules.
    fn running(&self, group: &[Line<'_>], item: &mut Inside, blocks: &mut Vec<Block>) {
        let start = blocks.len();
        let hanging = self.hangs(group);
        let mut previous: Option<&Line<'_>> = None;
        // Where the block in hand began.
        let mut opened = 0;
        for (place, line) in group.iter().enumerate() {
            if is_rule(line.text) {
                blocks.push(Block::new(Kind::Rule, ""));
                previous = None;
                continue;
            }
            if let Some((marker, rest)) = self.lists.item(line.text) {
                let depth = u8::try_from(line.indent.saturating_sub(self.margin) / 2 + 1).unwrap_or(u8::MAX).min(6);
                blocks.push(Block::new(Kind::Item { marker: marker.shown(), depth }, rest));
                *item = Some((line.indent + 2, depth));
                (previous, opened) = (Some(line), line.indent);
                continue;
            }
            // Only above a story; further down a date may stand alone on a wrapped line.
            let apart = |previous: &Line<'_>, count: usize| {
                self.head
                    && count < HEAD
                    && place < HEAD_LINES
                    && (is_furniture(previous.text) || is_furniture(line.text))
            };
            let joined = previous.zip(blocks.last()).is_some_and(|(previous, block)| {
                self.continues(previous, line, &block.kind, opened, hanging) && !apart(previous, blocks.len())
            });
            match blocks.last_mut().filter(|_| joined) {
                Some(block) => self.words.join(&mut block.text, line.text),
                None => {
                    match blocks[start..].last_mut().filter(|last| self.letter && last.kind == Kind::Paragraph) {
                        Some(block) => {
                            block.text.push('\n');
                            block.text.push_str(line.text);
                        }
                        None => blocks.push(Block::paragraph(line.text)),
                    }
                    (*item, opened) = (None, line.indent);
                }
            }
            previous = Some(line);
        }
    }

    /// Whether the line goes on what the one before it began at the column `opened`.
    fn continues(&self, previous: &Line<'_>, line: &Line<'_>, kind: &Kind, opened: usize, hanging: bool) -> bool {
        if matches!(kind, Kind::Item { .. }) {
            let goes_on = |width| lines::is_full(previous, line, width) && (line.starts_low() || previous.is_open());
            return line.indent > opened || self.width.is_some_and(goes_on) && !self.speakers.speaks(line.text);
        }
        let Some(width) = self.width else {
            return false;
        };
        if self.speakers.speaks(line.text) {
            return false;
        }
        if hanging {
            return line.indent > opened;
        }
        if line.indent > previous.indent + 1 {
            return false;
        }
        lines::is_full(previous, line, width) || previous.is_open() && line.starts_low() && previous.width() * 2 > width
    }

    /// Whether the lines after the first of each paragraph are set in, instead of the first.
    fn hangs(&self, group: &[Line<'_>]) -> bool {
        let Some(width) = self.width else { return false };
        let rises = || group.windows(2).filter(|pair| pair[1].indent > pair[0].indent + 1);
        let within = rises().filter(|pair| lines::is_full(&pair[0], &pair[1], width) && pair[0].is_open()).count();
        within * 2 > rises().count()
    }

    fn flowed(&self, group: &[Line<'_>]) -> String {
        let mut text = String::new();
        for line in group {
            if text.is_empty() { text.push_str(line.text) } else { self.words.join(&mut text, line.text) }
        }
        text
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
        Block::new(Kind::Quote { depth: 1 }, self.flowed(group))
    }

    /// Short lines that break by meaning: verse, addresses, credits of a picture.
    fn is_verse(&self, group: &[Line<'_>]) -> bool {
        const LEAST: usize = 3;
        const WIDEST: usize = 60;
        let count = group.len();
        let short = count >= LEAST && group.iter().all(|line| line.width().saturating_sub(self.margin) <= WIDEST);
        let open = group.iter().filter(|line| line.is_open()).count();
        let filled = |width| group.windows(2).filter(|pair| lines::is_full(&pair[0], &pair[1], width)).count();
        short
            && open * 2 >= count
            && self.width.is_none_or(|width| filled(width) * 3 < count)
            && !group.iter().any(|line| {
                self.lists.item(line.text).is_some()
                    || self.speakers.speaks(line.text)
                    || is_rule(line.text)
                    || headline::is_litter(line.text)
                    || byline::is_byline(line.text)
                    || date::parse(line.text).is_some()
            })
    }
}

/// An address, a date or a byline on a line of its own.
pub(super) fn is_furniture(line: &str) -> bool {
    let address = line.starts_with("http") && line.contains("://") && !line.contains(' ');
    address || date::parse(line).is_some() || byline::is_byline(line)
}

fn verbatim(group: &[Line<'_>], margin: usize) -> Block {
    let shared = group.iter().map(|line| line.indent).min().unwrap_or(margin);
    let lines = group.iter().map(|line| format!("{}{}", " ".repeat(line.indent - shared), line.text));
    Block::new(Kind::Verbatim, lines.collect::<Vec<_>>().join("\n"))
}

impl Marker {
    fn shown(&self) -> String {
        match self {
            Marker::Bullet(_) => "•".to_owned(),
            Marker::Number(number) => format!("{number}."),
        }
    }
}
