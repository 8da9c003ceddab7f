//! The reader pane: the lines on screen, with their styles and matches.

use std::ops::Range;

use super::canvas::{Canvas, Linked};
use super::related;
use super::theme::Role;
use crate::app::{App, Area, At, Document, Foot, Page};
use crate::article::{Block, Kind};
use crate::typeset::{self, Content, Lead, Line};
use ratatui::style::{Modifier, Style};

/// Draws the open article, or what there is instead.
pub fn draw(canvas: &mut Canvas<'_>, app: &App, area: Area) {
    if area.width == 0 || area.height == 0 {
        return;
    }
    let margin = app.reader.left_margin(area, app.desk.settings.measure);
    let x = area.x + margin;
    let columns = area.width.saturating_sub(margin);
    match &app.reader.page {
        Page::Ready(document) => {
            for (at, y) in document.shown.iter().zip(area.y..area.y + area.height) {
                if let Some(line) = document.line(*at) {
                    draw_line(canvas, app, document, *at, line, (x, y, columns));
                } else if let Some(line) = document.foot_line(*at) {
                    draw_foot(canvas, app, line, (x, y, document.measure.min(columns)));
                }
            }
        }
        Page::Waiting => {
            let title = app.reader.handle.and_then(|handle| app.desk.catalogue.title(handle)).unwrap_or_default();
            canvas.put(x, area.y, columns, title, canvas.style(Role::Quiet));
        }
        Page::Failed(sentence) => {
            let block = Block::paragraph(sentence.as_str());
            for (line, y) in typeset::set(&block, columns, None).iter().zip(area.y..area.y + area.height) {
                canvas.put(x, y, columns, &line.shown(sentence), canvas.style(Role::Trouble));
            }
        }
    }
}

fn draw_line(canvas: &mut Canvas<'_>, app: &App, document: &Document, at: At, line: &Line, cell: (u16, u16, u16)) {
    let (x, y, columns) = cell;
    let block = document.block(at.block);
    let end = x + columns;
    let base = base_style(canvas, document, at, line, block);
    let quiet = canvas.style(Role::Quiet);
    if line.lead != Lead::None {
        let lead = match (&line.lead, canvas.theme.signs.rule) {
            (Lead::Bars(_), rule) => line.lead.shown(line.indent).replace('│', rule),
            _ => line.lead.shown(line.indent),
        };
        canvas.put(x, y, columns, &lead, quiet);
    }
    let current = app.reader.retelling.current();
    if current.is_some_and(|place| place.block == at.block && (line.start..line.end).contains(&place.byte)) && x > 1 {
        canvas.put(x - 2, y, 1, canvas.theme.signs.selected, canvas.style(Role::Accent));
    }
    let mut x = x + line.indent;
    for piece in &line.pieces {
        let style = dress(base, piece.style);
        match &piece.content {
            Content::Text(range) => {
                let start = x;
                for (bytes, told) in app.reader.retelling.part(at.block, range.clone()) {
                    let told = told && app.desk.dims;
                    let style = if told { style.patch(canvas.style(Role::Told)) } else { style };
                    x = draw_text(canvas, app, at.block, block, bytes, (x, y, end), style);
                }
                let links = &document.article.links;
                if let Some(address) = piece.style.link.and_then(|link| links.get(usize::from(link))) {
                    canvas.links.push(Linked { y, columns: start..x, address: address.clone() });
                }
            }
            Content::Blank(blanks) => x += blanks,
            Content::Sign(sign) => x = canvas.put(x, y, end.saturating_sub(x), sign, quiet),
        }
    }
}

/// Draws a line under the end of the article.
fn draw_foot(canvas: &mut Canvas<'_>, app: &App, line: Foot, (x, y, columns): (u16, u16, u16)) {
    match line {
        Foot::Blank => {}
        Foot::Section(name) => {
            canvas.put(x, y, columns, name, canvas.style(Role::Title));
        }
        Foot::Story(index) => {
            if let Some(relation) = app.reader.retelling.related.get(index) {
                related::one_line(canvas, app, index, relation, (x, y, columns));
            }
        }
    }
}

fn base_style(canvas: &Canvas<'_>, document: &Document, at: At, line: &Line, block: &Block) -> Style {
    let title = canvas.style(Role::Title);
    match &block.kind {
        _ if at.block == 0 && line.start >= document.title_end => canvas.style(Role::Quiet),
        _ if at.block == 0 && document.article.title_inferred => title.patch(canvas.style(Role::Made)),
        _ if block.boilerplate => canvas.style(Role::Quiet),
        Kind::Heading(_) => title,
        Kind::Credit => canvas.style(Role::Quiet),
        _ => canvas.style(Role::Text),
    }
}

fn dress(base: Style, marks: crate::typeset::Style) -> Style {
    let mut style = base;
    let mut add = |wanted, modifier| {
        if wanted {
            style = style.add_modifier(modifier);
        }
    };
    add(marks.emphasis, Modifier::ITALIC);
    add(marks.strong, Modifier::BOLD);
    add(marks.strike, Modifier::CROSSED_OUT);
    add(marks.link.is_some(), Modifier::UNDERLINED);
    style
}

/// Draws bytes of a block's text, matches marked; says where they ended.
fn draw_text(
    canvas: &mut Canvas<'_>,
    app: &App,
    index: usize,
    block: &Block,
    range: Range<usize>,
    cell: (u16, u16, u16),
    style: Style,
) -> u16 {
    let (mut x, y, end) = cell;
    let mut put = |canvas: &mut Canvas<'_>, bytes: Range<usize>, style: Style| {
        let text = block.text.get(bytes).unwrap_or_default();
        x = canvas.put(x, y, end.saturating_sub(x), text, style);
    };
    let mut done = range.start;
    if let Some(find) = &app.reader.find {
        for (number, found) in find.touching(index, &range) {
            let inside = found.range.start.max(done)..found.range.end.min(range.end);
            let role = if number == find.current { Role::CurrentMatch } else { Role::Match };
            put(canvas, done..inside.start, style);
            put(canvas, inside.clone(), style.patch(canvas.style(role)));
            done = inside.end;
        }
    }
    put(canvas, done..range.end, style);
    x
}
