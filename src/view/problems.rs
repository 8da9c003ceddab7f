//! What could not be read and why, and what is to be known of the rest.

use super::canvas::Canvas;
use super::theme::Role;
use crate::app::{App, Area, Problems};
use crate::typeset::cut;

/// Draws the problems.
pub fn draw(canvas: &mut Canvas<'_>, app: &App, problems: Problems, area: Area) -> Option<(u16, u16)> {
    let columns = area.width.saturating_sub(3);
    let ellipsis = canvas.theme.signs.ellipsis;
    let shown = &app.desk.problems;
    let notes = shown.iter().filter(|problem| problem.note).count();
    let mut heading = match shown.len() - notes {
        0 => "Everything could be read".to_owned(),
        1 => "1 file could not be read".to_owned(),
        many => format!("{many} files could not be read"),
    };
    match notes {
        0 => {}
        1 => heading.push_str(", 1 with a note"),
        many => heading.push_str(&format!(", {many} with a note")),
    }
    canvas.put(area.x + 2, area.y, columns, &heading, canvas.style(Role::Title));
    let mut y = area.y + 2;
    for problem in shown.iter().skip(problems.top) {
        if y + 1 >= area.y + area.height {
            break;
        }
        let path = cut(&problem.path, usize::from(columns), ellipsis).into_owned();
        canvas.put(area.x + 2, y, columns, &path, canvas.style(Role::Text));
        let mut reason = format!("{}{}", problem.reason, problem.more_in_words());
        if let Some(hint) = &problem.hint {
            reason.push_str("; ");
            reason.push_str(hint);
        }
        let reason = cut(&reason, usize::from(columns.saturating_sub(2)), ellipsis).into_owned();
        canvas.put(area.x + 4, y + 1, columns.saturating_sub(2), &reason, canvas.style(Role::Quiet));
        y += 3;
    }
    None
}
