//! All keys as they are bound now, and how a binding that was begun may go on.

use super::canvas::Canvas;
use super::theme::Role;
use crate::app::{App, Area, Help, HelpRow};
use crate::typeset::{cut, width};

/// Draws the help.
pub fn draw(canvas: &mut Canvas<'_>, app: &App, help: Help, area: Area) -> Option<(u16, u16)> {
    let rows = Help::rows(&app.desk);
    let keys_columns = if area.width >= 60 { 24 } else { area.width / 3 };
    for (row, y) in rows.iter().skip(help.top).zip(area.y..area.y + area.height) {
        match row {
            HelpRow::Blank => {}
            HelpRow::Title(title) => {
                canvas.put(area.x + 2, y, area.width, title, canvas.style(Role::Title));
            }
            HelpRow::Keys(keys, action) => {
                let shown = cut(keys, usize::from(keys_columns), canvas.theme.signs.ellipsis).into_owned();
                canvas.put(area.x + 2, y, keys_columns, &shown, canvas.style(Role::Accent));
                let x = area.x + 2 + keys_columns + 1;
                let room = area.width.saturating_sub(x);
                let doc = cut(action.doc(), usize::from(room), canvas.theme.signs.ellipsis).into_owned();
                canvas.put(x, y, room, &doc, canvas.style(Role::Text));
            }
        }
    }
    None
}

/// Draws the ways on at the bottom of the screen.
pub fn draw_continuations(canvas: &mut Canvas<'_>, app: &App, area: Area) {
    let keys_columns = app.continuations.iter().map(|(keys, _)| width(keys)).max().unwrap_or(1) as u16;
    let rows = (app.continuations.len() as u16).min(area.height.saturating_sub(1));
    let top = area.y + area.height - rows;
    canvas.clear(Area { y: top.saturating_sub(1), height: rows + 1, ..area });
    for ((keys, action), y) in app.continuations.iter().zip(top..area.y + area.height) {
        canvas.put(area.x + 2, y, keys_columns, keys, canvas.style(Role::Accent));
        let x = area.x + 2 + keys_columns + 2;
        canvas.put(x, y, area.width.saturating_sub(x), action.doc(), canvas.style(Role::Text));
    }
}
