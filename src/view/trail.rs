//! The articles of the session, in the order in which they were opened.

use super::canvas::Canvas;
use super::list::short_date;
use super::theme::Role;
use crate::app::{App, Area, TrailRows};
use crate::typeset::{cut, width};

/// Draws the trail; says where the selected row is.
pub fn draw(canvas: &mut Canvas<'_>, app: &App, trail: TrailRows, area: Area) -> Option<(u16, u16)> {
    let columns = area.width.saturating_sub(6);
    let ellipsis = canvas.theme.signs.ellipsis;
    canvas.put(area.x + 2, area.y, columns, "The way you came", canvas.style(Role::Title));
    let top = area.y + if area.height > 4 { 2 } else { 1 };
    let height = usize::from((area.y + area.height).saturating_sub(top)).max(1);
    let skip = (trail.cursor + 1).saturating_sub(height);
    let mut cursor = None;
    for ((index, handle), y) in app.desk.trail.iter().enumerate().skip(skip).zip(top..area.y + area.height) {
        if index == trail.cursor {
            canvas.put(area.x + 1, y, 1, canvas.theme.signs.selected, canvas.style(Role::Accent));
            cursor = Some((area.x + 1, y));
        }
        let Some(summary) = app.desk.summary(*handle) else { continue };
        let is_open = index + 1 == app.desk.trail.len() && app.reader.handle == Some(*handle);
        let facts = summary.source.clone().into_iter().chain(summary.published.map(short_date));
        let facts = facts.chain(is_open.then(|| "open".to_owned())).collect::<Vec<_>>();
        let facts = facts.join(&format!(" {} ", canvas.theme.signs.dot));
        let room = width(&facts) as u16 + 2;
        let room = if room > 2 && room <= columns / 2 { room } else { 0 };
        let title = cut(&summary.title, usize::from(columns - room), ellipsis).into_owned();
        let style = canvas.style(if is_open { Role::Title } else { Role::Text });
        let style = if summary.title_inferred { style.patch(canvas.style(Role::Made)) } else { style };
        canvas.put(area.x + 4, y, columns - room, &title, style);
        if room > 0 {
            canvas.put(area.x + 4 + columns - room + 2, y, room - 2, &facts, canvas.style(Role::Quiet));
        }
    }
    cursor
}
