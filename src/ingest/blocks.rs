//! Blocks built piece by piece, the way a browser sets text.

use std::borrow::Cow;

use super::{Draft, sanitize};
use crate::article::{Block, Kind, Mark, Span};

mod containers;
mod edges;
pub(crate) mod links;
mod setting;
mod stretch;
mod table;

use containers::Container;
use edges::{carry, trimmed};
use links::Links;
use table::Table;

/// A link without an address. [`Links`] never gives this index.
const NO_LINK: Mark = Mark::Link(u16::MAX);

/// Collects the blocks and links of one article for any format.
///
/// White space collapses as in a browser. Every block is sanitised whole as it closes, so that a
/// sequence which only arises where two pieces meet is caught as well.
pub(crate) struct Builder {
    blocks: Vec<Block>,
    links: Links,
    text: String,
    spans: Vec<Span>,
    open: Vec<Open>,
    gap: Gap,
    /// What the open block is, if the format said so; otherwise its containers say.
    kind: Option<Kind>,
    containers: Vec<Container>,
    /// How many one-line elements (headings, captions, cells) are open: block edges within are spaces.
    flat: usize,
    verbatim: bool,
    /// Where in its line verbatim text ends, for tab stops.
    column: usize,
    table: Option<Table>,
    size: usize,
    structured: bool,
}

/// A mark that is on. It has a start once a character was set under it.
struct Open {
    mark: Mark,
    start: Option<usize>,
}

/// White space that was read and is not set yet.
#[derive(Clone, Copy, PartialEq)]
enum Gap {
    None,
    Space,
    Newline,
}

impl Builder {
    pub(crate) fn new() -> Self {
        Self::with_links(Links::new(sanitize::url))
    }

    /// A builder with its own idea of an acceptable address.
    #[cfg(test)]
    pub(crate) fn accepting(accept: fn(&str) -> Option<String>) -> Self {
        Self::with_links(Links::new(accept))
    }

    fn with_links(links: Links) -> Self {
        Self {
            blocks: Vec::new(),
            links,
            text: String::new(),
            spans: Vec::new(),
            open: Vec::new(),
            gap: Gap::None,
            kind: None,
            containers: Vec::new(),
            flat: 0,
            verbatim: false,
            column: 0,
            table: None,
            size: 0,
            structured: false,
        }
    }

    /// The address that relative links start from.
    pub(crate) fn set_base(&mut self, base: &str) {
        self.links.set_base(base);
    }

    /// Turns a style on.
    pub(crate) fn mark(&mut self, mark: Mark) {
        self.open.push(Open { mark, start: None });
    }

    /// Turns a style off again.
    pub(crate) fn unmark(&mut self, mark: Mark) {
        if let Some(at) = self.open.iter().rposition(|open| open.mark == mark) {
            let open = self.open.remove(at);
            self.span(&open);
        }
    }

    fn span(&mut self, open: &Open) {
        let within_same = self.open.iter().any(|outer| outer.mark == open.mark && outer.start.is_some());
        if let Some(start) = open.start
            && start < self.text.len()
            && !within_same
            && open.mark != NO_LINK
        {
            self.spans.push(Span { range: start..self.text.len(), mark: open.mark });
        }
    }

    /// The mark of a link to `href`, or `None` if the address cannot be followed.
    pub(crate) fn link(&mut self, href: &str) -> Option<Mark> {
        self.links.index(href).map(Mark::Link)
    }

    /// Begins a link whose end is told apart from its start, as in Markdown. One that can't be followed
    /// is begun too, or its end would end another.
    pub(crate) fn begin_link(&mut self, href: &str) {
        let mark = self.link(href).unwrap_or(NO_LINK);
        self.mark(mark);
    }

    /// Ends what [`Builder::begin_link`] began.
    pub(crate) fn end_link(&mut self) {
        if let Some(at) = self.open.iter().rposition(|open| matches!(open.mark, Mark::Link(_))) {
            let open = self.open.remove(at);
            self.span(&open);
        }
    }

    /// Turns every style off: what a paragraph of Markdown leaves open ends with it.
    pub(crate) fn unmark_all(&mut self) {
        while let Some(open) = self.open.pop() {
            self.span(&open);
        }
    }

    /// Ends the open block. What follows is a new one of the kind that its containers say.
    pub(crate) fn paragraph(&mut self) {
        if self.verbatim {
            if !self.text.is_empty() && !self.text.ends_with('\n') {
                self.lines("\n");
            }
        } else if self.flat > 0 {
            self.gap = if self.gap == Gap::None { Gap::Space } else { self.gap };
        } else {
            self.close();
        }
    }

    /// Begins a block of one line of its own kind; ended by [`Builder::end_line`].
    pub(crate) fn line(&mut self, kind: Kind) {
        if self.flat == 0 && !self.verbatim {
            self.close();
            self.kind = Some(kind);
        }
        self.flat += 1;
    }

    /// Ends what [`Builder::line`] began.
    pub(crate) fn end_line(&mut self) {
        self.flat = self.flat.saturating_sub(1);
        self.paragraph();
    }

    /// Begins lines that are kept as they are; ended by [`Builder::end_verbatim`].
    pub(crate) fn verbatim(&mut self) {
        if self.flat == 0 {
            self.close();
            self.kind = Some(Kind::Verbatim);
            self.verbatim = true;
            self.column = 0;
        }
    }

    /// Ends what [`Builder::verbatim`] began.
    pub(crate) fn end_verbatim(&mut self) {
        if self.verbatim {
            self.close();
        }
        self.verbatim = false;
    }

    /// A rule between blocks.
    pub(crate) fn rule(&mut self) {
        self.paragraph();
        if self.flat == 0 && !self.verbatim {
            self.blocks.push(Block::new(Kind::Rule, ""));
        }
    }

    /// Begins a table.
    pub(crate) fn table(&mut self) {
        self.paragraph();
        if self.flat == 0 && !self.verbatim {
            self.table = Some(Table::default());
        }
        self.flat += 1;
    }

    /// Ends a cell: what was added since the one before.
    pub(crate) fn cell(&mut self) {
        if self.table.is_none() {
            self.paragraph();
            return;
        }
        let (text, spans) = self.take();
        if let Some(table) = &mut self.table {
            table.cell(&text, &spans);
        }
    }

    /// Ends a row.
    pub(crate) fn row(&mut self) {
        if let Some(table) = &mut self.table {
            table.row();
        }
    }

    /// Ends the table.
    pub(crate) fn end_table(&mut self) {
        self.flat = self.flat.saturating_sub(1);
        if self.flat == 0
            && let Some(table) = self.table.take()
        {
            let (stray, _) = self.take();
            self.blocks.extend(table.finish());
            if !stray.is_empty() {
                self.blocks.push(Block::paragraph(stray));
            }
        }
    }

    /// How many characters were set so far, white space aside.
    pub(crate) fn size(&self) -> usize {
        self.size
    }

    /// Notes that its blocks come from a format with structure of its own.
    pub(crate) fn structure(&mut self) {
        self.structured = true;
    }

    /// Whether its blocks come from a format with structure of its own.
    pub(crate) fn is_structured(&self) -> bool {
        self.structured
    }

    /// Whether there is nothing in it yet.
    pub(crate) fn is_empty(&self) -> bool {
        self.blocks.is_empty() && self.text.is_empty()
    }

    /// The finished blocks and the addresses that they link to.
    pub(crate) fn finish(mut self) -> (Vec<Block>, Vec<String>) {
        self.end_verbatim();
        self.flat = 0;
        if self.table.is_some() {
            self.cell();
            self.row();
            self.end_table();
        }
        self.close();
        (self.blocks, self.links.into_list())
    }

    /// Finishes into a draft.
    pub(crate) fn finish_into(self, draft: &mut Draft) {
        let (blocks, links) = self.finish();
        draft.blocks = blocks;
        draft.links = links;
    }

    fn close(&mut self) {
        let kind = self.kind.take();
        let (text, spans) = self.take();
        if text.is_empty() {
            return;
        }
        let kind = kind.unwrap_or_else(|| self.container_kind());
        self.blocks.push(Block { kind, text, spans, boilerplate: false });
    }

    /// Takes the open text with its spans, sanitised and without white space around it.
    fn take(&mut self) -> (String, Vec<Span>) {
        let mut spans = std::mem::take(&mut self.spans);
        for open in &mut self.open {
            if let Some(start) = open.start.take()
                && start < self.text.len()
                && open.mark != NO_LINK
            {
                spans.push(Span { range: start..self.text.len(), mark: open.mark });
            }
        }
        self.gap = Gap::None;
        let raw = std::mem::take(&mut self.text);
        let cleaned = match sanitize::text(&raw) {
            Cow::Borrowed(_) => None,
            Cow::Owned(clean) => Some(clean),
        };
        let Some(clean) = cleaned else { return trimmed(raw, spans, self.verbatim) };
        if clean != raw {
            carry(&raw, &clean, &mut spans);
        }
        trimmed(clean, spans, self.verbatim)
    }
}

#[cfg(test)]
mod tests;
