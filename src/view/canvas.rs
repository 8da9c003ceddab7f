//! Puts text on the screen cluster by cluster, and refuses what must not reach a terminal.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

use super::theme::{ASCII, Role, Theme};
use crate::app::Area;
use crate::typeset::{Content, Line, width};

/// Cells of a row that lead to an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linked {
    /// The row.
    pub y: u16,
    /// Its columns.
    pub columns: Range<u16>,
    /// Where they lead.
    pub address: String,
}

/// The cells of a frame, with the theme they are drawn by.
pub struct Canvas<'a> {
    buffer: &'a mut Buffer,
    /// What leads somewhere.
    pub links: Vec<Linked>,
    /// The theme in force.
    pub theme: &'a Theme,
}

impl<'a> Canvas<'a> {
    /// Draws on `buffer`.
    pub fn new(buffer: &'a mut Buffer, theme: &'a Theme) -> Self {
        Self { buffer, links: Vec::new(), theme }
    }

    /// The style of a role.
    pub fn style(&self, role: Role) -> Style {
        self.theme.style(role)
    }

    /// Puts text at a cell, in at most so many columns, with some bytes of it in the style of a `hit`; says where it
    /// ended. What was cut off is not marked.
    pub fn put_marked(
        &mut self,
        text: &str,
        marks: &[Range<usize>],
        (mut x, y, columns): (u16, u16, u16),
        style: Style,
        hit: Style,
    ) -> u16 {
        let end = x.saturating_add(columns);
        let hit = style.patch(hit);
        let mut done = 0;
        for mark in marks {
            let (Some(before), Some(inside)) = (text.get(done..mark.start), text.get(mark.clone())) else { break };
            x = self.put(x, y, end.saturating_sub(x), before, style);
            x = self.put(x, y, end.saturating_sub(x), inside, hit);
            done = mark.end;
        }
        self.put(x, y, end.saturating_sub(x), text.get(done..).unwrap_or_default(), style)
    }

    /// Puts a set line of `text` at a cell, with some bytes of the text in the style of a `hit`.
    pub fn put_line(
        &mut self,
        text: &str,
        line: &Line,
        marks: &[Range<usize>],
        (x, y, columns): (u16, u16, u16),
        style: Style,
        hit: Style,
    ) {
        let (mut at, end) = (x, x + columns);
        for piece in &line.pieces {
            let left = end.saturating_sub(at);
            at = match &piece.content {
                Content::Text(range) => {
                    let touching = marks.iter().filter(|mark| mark.start < range.end && mark.end > range.start);
                    let inside = |at: usize| at.clamp(range.start, range.end) - range.start;
                    let marks: Vec<_> = touching.map(|mark| inside(mark.start)..inside(mark.end)).collect();
                    self.put_marked(text.get(range.clone()).unwrap_or_default(), &marks, (at, y, left), style, hit)
                }
                Content::Blank(blanks) => at + blanks,
                Content::Sign(sign) => self.put(at, y, left, sign, style),
            };
        }
    }

    /// Puts text at a cell, in at most `columns` columns, and says where it ended.
    /// What doesn't fit is left out whole clusters at a time.
    pub fn put(&mut self, x: u16, y: u16, columns: u16, text: &str, style: Style) -> u16 {
        let end = x.saturating_add(columns).min(self.buffer.area.right());
        let mut x = x;
        if y >= self.buffer.area.bottom() {
            return x;
        }
        for cluster in text.graphemes(true).filter(|cluster| !cluster.chars().any(is_refused)) {
            let cluster = if self.theme.signs == ASCII { plain(cluster) } else { cluster };
            let wide = width(cluster) as u16;
            if wide == 0 {
                continue;
            }
            if x + wide > end {
                break;
            }
            self.buffer[(x, y)].set_symbol(cluster).set_style(style);
            // The cells that a wide cluster covers are drawn by it.
            for covered in x + 1..x + wide {
                self.buffer[(covered, y)].reset();
            }
            x += wide;
        }
        x
    }

    /// Blanks an area.
    pub fn clear(&mut self, area: Area) {
        for y in area.y..(area.y + area.height).min(self.buffer.area.bottom()) {
            for x in area.x..(area.x + area.width).min(self.buffer.area.right()) {
                self.buffer[(x, y)].reset();
            }
        }
    }
}

/// Typographic signs in ASCII, for terminals that show nothing else.
fn plain(cluster: &str) -> &str {
    match cluster {
        "‘" | "’" => "'",
        "“" | "”" | "„" | "«" | "»" => "\"",
        "–" | "—" | "─" | "·" => "-",
        "…" => "~",
        "•" => "*",
        "│" => "|",
        "▁" => "_",
        "▂" | "▃" => ".",
        "▄" | "▅" => "-",
        "▆" | "▇" => "=",
        "█" => "#",
        other => other,
    }
}

/// Control and format characters: ingest has removed them, and a cell never holds one all the same.
fn is_refused(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061c}' | '\u{200b}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}
