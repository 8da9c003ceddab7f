//! One open article laid out for a width: what is on screen, and how to move through it.

use std::ops::Range;
use std::sync::Arc;

use crate::article::{Article, Block, Kind, Mark, Place, Span, minutes};
use crate::typeset::{self, Line};

mod foot;

pub use foot::{Foot, foot};

/// From this many rows on there is space above the title.
const ROOMY: usize = 16;

/// A line without text at a byte.
fn blank(byte: usize) -> Line {
    Line { start: byte, end: byte, ..Line::default() }
}

/// A line of the layout: block 0 is the head.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct At {
    /// The block.
    pub block: usize,
    /// The line of the block.
    pub line: usize,
}

/// An article, its layout for one measure, and the reader's place in it.
///
/// Blocks are laid out when they are first needed, so that a long article opens as fast as a short one.
#[derive(Clone, Debug)]
pub struct Document {
    /// The article.
    pub article: Arc<Article>,
    /// Title and byline, set as block 0.
    head: Block,
    /// Where the title ends in the head's text, in bytes.
    pub title_end: usize,
    words: u32,
    lines: Vec<Option<Arc<[Line]>>>,
    /// The bytes of text before each block, folded litter left out; one more for the end.
    before: Vec<usize>,
    /// Columns of text.
    pub measure: u16,
    height: usize,
    /// Show what is not part of the story.
    pub litter: bool,
    /// Where the reader is: the byte that the top line was at when it was last moved to.
    /// Resizing leaves it alone, so that the old width brings the old line back.
    pub place: Place,
    /// The lines on screen; those of the foot are of a block after the last one.
    pub shown: Vec<At>,
    /// What stands under the end.
    pub foot: Vec<Foot>,
}

impl Document {
    /// Lays out `article` for a screen. `byline` stands under the title.
    pub fn new(article: Arc<Article>, byline: &str, place: Place, measure: u16, height: usize) -> Self {
        let title_end = article.title.len();
        let words = article.words();
        let mut head = Block::new(Kind::Heading(1), article.title.clone());
        head.spans.push(Span { range: 0..title_end, mark: Mark::Strong });
        if !byline.is_empty() {
            head.text.push_str("\n\n");
            head.text.push_str(byline);
        }
        let mut document = Self {
            article,
            head,
            title_end,
            words,
            lines: Vec::new(),
            before: Vec::new(),
            measure: 0,
            height: 0,
            litter: false,
            place,
            shown: Vec::new(),
            foot: Vec::new(),
        };
        document.place = document.clamp(place);
        document.count();
        document.resize(measure, height);
        document
    }

    /// How many blocks there are, the head included.
    pub fn block_count(&self) -> usize {
        self.article.blocks.len() + 1
    }

    /// A block; 0 is the head.
    pub fn block(&self, index: usize) -> &Block {
        match index.checked_sub(1) {
            Some(body) => &self.article.blocks[body],
            None => &self.head,
        }
    }

    /// A laid-out line that is on screen.
    pub fn line(&self, at: At) -> Option<&Line> {
        self.lines.get(at.block)?.as_ref()?.get(at.line)
    }

    /// The text on screen; `None` when there is none.
    pub fn on_screen(&self) -> Option<Range<Place>> {
        let mut lines = self.shown.iter().filter_map(|at| Some((at.block, self.line(*at)?)));
        let (block, line) = lines.next()?;
        let start = Place { block, byte: line.start };
        let (block, line) = lines.next_back().unwrap_or((block, line));
        Some(start..Place { block, byte: line.end })
    }

    /// Whether a block is litter that is folded away.
    pub fn is_folded(&self, block: usize) -> bool {
        !self.litter && self.block(block).boilerplate
    }

    /// Lays out anew for another screen, at the same place.
    pub fn resize(&mut self, measure: u16, height: usize) {
        if self.measure == measure && self.height == height {
            return;
        }
        if self.measure != measure || (self.height >= ROOMY) != (height >= ROOMY) {
            self.measure = measure;
            self.lines = vec![None; self.block_count()];
        }
        self.height = height;
        self.settle();
    }

    /// Shows or folds litter, at the same place.
    pub fn fold_litter(&mut self, show: bool) {
        self.litter = show;
        self.lines = vec![None; self.block_count()];
        self.count();
        self.settle();
    }

    /// Scrolls by lines; answers whether it moved.
    pub fn scroll(&mut self, by: isize) -> bool {
        let Some(mut at) = self.shown.first().copied() else { return false };
        let start = at;
        let end = self.last_top();
        for _ in 0..by.unsigned_abs() {
            let next = if by < 0 { self.previous(at) } else { self.next(at).filter(|next| *next <= end) };
            match next {
                Some(next) => at = next,
                None => break,
            }
        }
        self.turn_to(at);
        at != start
    }

    /// Goes to the beginning.
    pub fn top(&mut self) {
        self.turn_to(At::default());
    }

    /// Goes to the end: the last line stands at the bottom of the screen.
    pub fn bottom(&mut self) {
        let at = self.last_top();
        self.turn_to(at);
    }

    /// Goes to the beginning of the next paragraph.
    pub fn next_paragraph(&mut self) {
        let Some(top) = self.shown.first().copied() else { return };
        let next = (top.block + 1..self.block_count()).find(|block| !self.is_folded(*block));
        if let Some(block) = next {
            let at = At { block, line: 0 }.min(self.last_top());
            self.turn_to(at);
        }
    }

    /// Goes to the beginning of this paragraph, or of the one before.
    pub fn previous_paragraph(&mut self) {
        let Some(top) = self.shown.first().copied() else { return };
        let block =
            if top.line > 0 { Some(top.block) } else { (0..top.block).rev().find(|block| !self.is_folded(*block)) };
        self.turn_to(At { block: block.unwrap_or(0), line: 0 });
    }

    /// Scrolls, if need be, so that a byte of a block is on screen, a third of it from the top.
    pub fn reveal(&mut self, place: Place) {
        let at = self.find_line(self.clamp(place));
        if !self.shown.contains(&at) {
            self.put(at, self.height / 3);
        }
    }

    /// Scrolls so that a line stands `row` rows below the top.
    pub fn put(&mut self, at: At, row: usize) {
        let mut top = at;
        for _ in 0..row {
            match self.previous(top) {
                Some(previous) => top = previous,
                None => break,
            }
        }
        let top = top.min(self.last_top());
        self.turn_to(top);
    }

    /// Goes to a place, as far as the article still has it.
    pub fn go_to(&mut self, place: Place) {
        self.place = self.clamp(place);
        self.settle();
    }

    /// The line that holds a place.
    pub fn find_line(&mut self, place: Place) -> At {
        let line = typeset::line_at(self.laid(place.block), place.byte);
        At { block: place.block, line }
    }

    /// Whether the last line is on screen.
    pub fn at_end(&self) -> bool {
        let last = (0..self.block_count()).rev().find(|block| !self.is_folded(*block));
        match (self.shown.last(), last) {
            (Some(at), Some(last)) => at.block > last || at.block == last && self.rest_is_blank(*at),
            _ => true,
        }
    }

    fn rest_is_blank(&self, at: At) -> bool {
        let lines = self.lines.get(at.block).and_then(Option::as_ref);
        lines.is_none_or(|lines| lines.iter().skip(at.line + 1).all(|line| line.pieces.is_empty()))
    }

    /// How much of the text is above the end of the screen, in percent.
    pub fn percent(&self) -> u32 {
        let total = self.before.last().copied().unwrap_or(0);
        if total == 0 || self.at_end() {
            return 100;
        }
        let seen = self.shown.last().map_or(0, |at| self.before[at.block] + self.line(*at).map_or(0, |line| line.end));
        ((seen.min(total) * 100 / total) as u32).min(99)
    }

    /// Minutes to read what is below the end of the screen.
    pub fn minutes_left(&self) -> u32 {
        let left = 100 - self.percent();
        if left == 0 {
            0
        } else {
            minutes((u64::from(self.words) * u64::from(left) / 100) as u32, self.article.language)
        }
    }

    /// The block that a copy of "the paragraph" takes: the first one that has text on screen.
    pub fn current_block(&self) -> Option<usize> {
        let has_text = |at: &&At| self.line(**at).is_some_and(|line| line.end > line.start);
        self.shown.iter().find(|at| at.block > 0 && has_text(at)).or(self.shown.first()).map(|at| at.block)
    }

    fn count(&mut self) {
        let mut sum = 0;
        self.before = (0..self.block_count())
            .map(|block| {
                let before = sum;
                sum += if self.is_folded(block) { 0 } else { self.block(block).text.len() };
                before
            })
            .collect();
        self.before.push(sum);
    }

    fn clamp(&self, place: Place) -> Place {
        if place.block >= self.block_count() {
            return Place { block: self.block_count() - 1, byte: 0 };
        }
        Place { block: place.block, byte: place.byte.min(self.block(place.block).text.len()) }
    }

    /// The lines of a block with the blank line after it, laid out now if they were not.
    fn laid(&mut self, block: usize) -> &[Line] {
        if block >= self.lines.len() {
            return &[];
        }
        if self.lines[block].is_none() {
            let lines = self.lay(block);
            self.lines[block] = Some(lines.into());
        }
        self.lines[block].as_deref().unwrap_or(&[])
    }

    fn lay(&self, index: usize) -> Vec<Line> {
        if self.is_folded(index) {
            return Vec::new();
        }
        let block = self.block(index);
        let mut lines = typeset::set(block, self.measure, self.article.language);
        if index == 0 && self.height >= ROOMY {
            lines.insert(0, blank(0));
        }
        let next = (index + 1..self.block_count()).find(|next| !self.is_folded(*next));
        if next.is_some_and(|next| !self.block(next).follows_on(block)) {
            lines.push(blank(block.text.len()));
        }
        lines
    }

    fn next(&mut self, at: At) -> Option<At> {
        if at.line + 1 < self.laid(at.block).len() {
            return Some(At { block: at.block, line: at.line + 1 });
        }
        let block = (at.block + 1..self.block_count()).find(|block| !self.is_folded(*block));
        block.map(|block| At { block, line: 0 }).or_else(|| self.next_in_foot(at))
    }

    fn previous(&mut self, at: At) -> Option<At> {
        if at.line > 0 {
            return Some(At { block: at.block, line: at.line - 1 });
        }
        let block = (0..at.block).rev().find(|block| !self.is_folded(*block))?;
        let line = self.laid(block).len().saturating_sub(1);
        Some(At { block, line })
    }

    /// The top line of the last screenful.
    fn last_top(&mut self) -> At {
        let Some(last) = (0..self.block_count()).rev().find(|block| !self.is_folded(*block)) else {
            return At::default();
        };
        let mut at = At { block: last, line: self.laid(last).len().saturating_sub(1) };
        if let Some(line) = self.foot.len().checked_sub(1) {
            at = At { block: self.block_count(), line };
        }
        for _ in 1..self.height.max(1) {
            match self.previous(at) {
                Some(previous) => at = previous,
                None => break,
            }
        }
        at
    }

    /// Moves to a line: here the place changes.
    fn turn_to(&mut self, at: At) {
        let byte = self.laid(at.block).get(at.line).map_or(0, |line| line.start);
        self.place = Place { block: at.block, byte };
        self.fill(at);
    }

    /// Finds the lines on screen for the place, which stays as it is.
    fn settle(&mut self) {
        // The very beginning shows the space above the title too.
        let at = if self.place == Place::default() { At::default() } else { self.find_line(self.place) };
        let at = at.min(self.last_top());
        self.fill(at);
    }

    fn fill(&mut self, top: At) {
        let mut shown = Vec::with_capacity(self.height);
        let mut at = Some(top);
        while let Some(here) = at.filter(|_| shown.len() < self.height) {
            if here.block == self.block_count() || !self.laid(here.block).is_empty() {
                shown.push(here);
            }
            at = self.next(here);
        }
        self.shown = shown;
    }
}
