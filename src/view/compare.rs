//! Two tellings sentence by sentence: side by side, or one under the other.

use super::canvas::Canvas;
use super::list::short_date;
use super::theme::Role;
use crate::app::{App, Area, BESIDE, Cell, Compare, HEAD, Sides};
use crate::article::Handle;
use crate::related::alignment::Comparison;
use crate::typeset::cut;

/// What the tellings are called where they have one column.
const NAMES: [&str; 2] = ["A", "B"];

/// What stands between two lines of which the passages say the same.
const ALIKE: &str = "=";

/// Draws the layer.
pub fn draw(canvas: &mut Canvas<'_>, app: &App, compare: &Compare, area: Area) -> Option<(u16, u16)> {
    let beside = area.width >= BESIDE;
    let columns = if beside { (area.width - 9) / 2 } else { area.width.saturating_sub(6) };
    let second = if beside { area.x + columns + 6 } else { area.x + 4 };
    let x = [if beside { area.x + 3 } else { area.x + 4 }, second];
    for (side, handle) in [Some(compare.of), compare.other()].into_iter().enumerate() {
        let Some(handle) = handle else { continue };
        if beside {
            head(canvas, app, handle, (x[side], area.y, columns));
        } else {
            let y = area.y + side as u16;
            canvas.put(area.x + 2, y, 1, NAMES[side], canvas.style(Role::Accent));
            head_line(canvas, app, handle, (x[side], y, columns));
        }
    }
    let top = area.y + HEAD as u16;
    let comparison = match &compare.sides {
        Sides::Ready(comparison) if comparison.rows.is_empty() => {
            return message(canvas, area, "there is no text to compare");
        }
        Sides::Ready(comparison) => comparison,
        Sides::Waiting => return message(canvas, area, "comparing…"),
        Sides::Failed(sentence) => return message(canvas, area, sentence),
    };
    let rule = canvas.theme.signs.rule;
    if beside {
        for y in area.y..area.y + area.height {
            canvas.put(second - 2, y, 1, rule, canvas.style(Role::Quiet));
        }
    }
    let mut named = None;
    for (line, y) in compare.lines.iter().skip(compare.top).zip(top..area.y + area.height) {
        for (column, cell) in line.iter().enumerate() {
            let Some(cell) = cell else { continue };
            let role = if cell.alike { Role::Accent } else { Role::Quiet };
            if !beside && named != Some((cell.side, cell.passage)) {
                named = Some((cell.side, cell.passage));
                canvas.put(area.x + 2, y, 1, NAMES[cell.side], canvas.style(role));
            } else if beside && cell.alike {
                canvas.put(second - 2, y, 1, ALIKE, canvas.style(role));
            }
            passage(canvas, comparison, cell, (x[column], y, columns));
        }
    }
    None
}

fn message(canvas: &mut Canvas<'_>, area: Area, sentence: &str) -> Option<(u16, u16)> {
    let columns = area.width.saturating_sub(5);
    canvas.put(area.x + 4, area.y + HEAD as u16, columns, sentence, canvas.style(Role::Quiet));
    None
}

/// Draws a line of a passage, what differs marked and the rest calm.
fn passage(canvas: &mut Canvas<'_>, comparison: &Comparison, cell: &Cell, place: (u16, u16, u16)) {
    let Some(passage) = comparison.passages[cell.side].get(cell.passage) else { return };
    let (style, hit) = (canvas.style(Role::Text), canvas.style(Role::Match));
    canvas.put_line(&passage.text, &cell.line, &passage.marks, place, style, hit);
}

/// A telling's title over its source and date.
fn head(canvas: &mut Canvas<'_>, app: &App, handle: Handle, (x, y, columns): (u16, u16, u16)) {
    let title = app.desk.catalogue.title(handle).unwrap_or_default();
    let title = cut(title, usize::from(columns), canvas.theme.signs.ellipsis).into_owned();
    canvas.put(x, y, columns, &title, canvas.style(Role::Title));
    canvas.put(x, y + 1, columns, &facts(canvas, app, handle), canvas.style(Role::Quiet));
}

/// The same on one line.
fn head_line(canvas: &mut Canvas<'_>, app: &App, handle: Handle, (x, y, columns): (u16, u16, u16)) {
    let facts = facts(canvas, app, handle);
    let room = crate::typeset::width(&facts) as u16 + 2;
    let room = if room > 2 && room <= columns / 2 { room } else { 0 };
    let title = app.desk.catalogue.title(handle).unwrap_or_default();
    let title = cut(title, usize::from(columns - room), canvas.theme.signs.ellipsis).into_owned();
    canvas.put(x, y, columns - room, &title, canvas.style(Role::Title));
    if room > 0 {
        canvas.put(x + columns - room + 2, y, room, &facts, canvas.style(Role::Quiet));
    }
}

fn facts(canvas: &Canvas<'_>, app: &App, handle: Handle) -> String {
    let Some(summary) = app.desk.summary(handle) else { return String::new() };
    let date = summary.published.map(short_date);
    let facts: Vec<String> = summary.source.clone().into_iter().chain(date).collect();
    facts.join(&format!(" {} ", canvas.theme.signs.dot))
}
