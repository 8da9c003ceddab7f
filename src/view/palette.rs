//! All actions, by a few letters of what they do.

use super::canvas::Canvas;
use super::theme::Role;
use crate::app::{Area, Palette};
use crate::typeset::cut;

/// Draws the choices; what is typed stands in the status line.
pub fn draw(canvas: &mut Canvas<'_>, palette: &Palette, area: Area) -> Option<(u16, u16)> {
    let height = usize::from(area.height);
    let top = palette.cursor.saturating_sub(height.saturating_sub(1));
    let keys_columns = if area.width >= 60 { 20 } else { 0 };
    let name_columns = if area.width >= 76 { 20 } else { 0 };
    if palette.choices.is_empty() {
        canvas.put(area.x + 2, area.y, area.width, "no action matches", canvas.style(Role::Quiet));
    }
    for ((index, choice), y) in palette.choices.iter().enumerate().skip(top).zip(area.y..area.y + area.height) {
        if index == palette.cursor {
            canvas.put(area.x + 1, y, 1, canvas.theme.signs.selected, canvas.style(Role::Accent));
        }
        let mut x = area.x + 3;
        if name_columns > 0 {
            canvas.put(x, y, name_columns, choice.action.name(), canvas.style(Role::Quiet));
            x += name_columns;
        }
        let room = (area.x + area.width).saturating_sub(x + keys_columns);
        let doc = cut(choice.action.doc(), usize::from(room), canvas.theme.signs.ellipsis).into_owned();
        canvas.put(x, y, room, &doc, canvas.style(Role::Text));
        if keys_columns > 0 {
            let keys = cut(&choice.keys, usize::from(keys_columns) - 2, canvas.theme.signs.ellipsis).into_owned();
            canvas.put(x + room + 1, y, keys_columns, &keys, canvas.style(Role::Accent));
        }
    }
    None
}
