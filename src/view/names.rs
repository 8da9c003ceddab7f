//! Who and what is named: a name a line, with its kind, its articles and how they lie in time.

use super::canvas::Canvas;
use super::number::grouped;
use super::theme::Role;
use crate::app::{App, Area, NameRows, NamesLayer, NamesOf};
use crate::related::names::Entry;
use crate::typeset::{cut, width};

/// From this many columns on a name's kind is shown.
const WITH_KIND: u16 = 60;

/// The columns of a kind, the longest of which is an organisation.
const KIND: u16 = 14;

/// The columns of a count of articles.
const COUNT: u16 = 9;

/// The signs of a sparkline, the lowest first.
const SPARKS: [&str; 8] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/// Draws the layer; says where the selected row is.
pub fn draw(canvas: &mut Canvas<'_>, app: &App, layer: &NamesLayer, area: Area) -> Option<(u16, u16)> {
    let ellipsis = canvas.theme.signs.ellipsis;
    let columns = area.width.saturating_sub(5);
    let heading = heading(app, layer);
    let end = canvas.put(
        area.x + 2,
        area.y,
        columns,
        &cut(&heading, usize::from(columns), ellipsis),
        canvas.style(Role::Title),
    );
    let said = match &layer.rows {
        NameRows::Waiting if app.desk.progress.is_some() => Some("reading the archive, then its names…".to_owned()),
        NameRows::Waiting => Some("reading names…".to_owned()),
        NameRows::Failed(sentence) => Some(sentence.clone()),
        NameRows::Found(list) => {
            let known = known(list.count, list.read, list.total, layer.is_choice());
            let room = (area.x + area.width).saturating_sub(end + 3);
            if width(&known) <= usize::from(room) {
                let x = (area.x + area.width).saturating_sub(2 + width(&known) as u16);
                canvas.put(x, area.y, room, &known, canvas.style(Role::Quiet));
            }
            list.names.is_empty().then(|| "nobody and nothing is named here".to_owned())
        }
    };
    let top = area.y + if area.height > 4 { 2 } else { 1 };
    if let Some(said) = said {
        canvas.put(area.x + 4, top, columns, &said, canvas.style(Role::Quiet));
        return None;
    }
    let NameRows::Found(list) = &layer.rows else { return None };
    let height = usize::from((area.y + area.height).saturating_sub(top)).max(1);
    let skip = (layer.cursor + 1).saturating_sub(height);
    let mut cursor = None;
    for ((index, (_, entry)), y) in list.names.iter().enumerate().skip(skip).zip(top..area.y + area.height) {
        if index == layer.cursor {
            canvas.put(area.x + 1, y, 1, canvas.theme.signs.selected, canvas.style(Role::Accent));
            cursor = Some((area.x + 1, y));
        }
        if layer.is_choice() && index < 9 {
            canvas.put(area.x + 2, y, 1, &(index + 1).to_string(), canvas.style(Role::Quiet));
        }
        row(canvas, layer, entry, list.days, (area.x + 4, y, columns.saturating_sub(1)));
    }
    cursor
}

fn row(canvas: &mut Canvas<'_>, layer: &NamesLayer, entry: &Entry, days: Option<(i32, i32)>, cell: (u16, u16, u16)) {
    let (x, y, columns) = cell;
    let quiet = canvas.style(Role::Quiet);
    let kind = if columns + 5 >= WITH_KIND { KIND } else { 0 };
    // What follows the name keeps together: on a wide screen too, the eye finds its row.
    let spark = match columns {
        _ if layer.is_choice() || days.is_none_or(|(first, last)| first == last) => 0,
        0..40 => 8,
        40..90 => 16,
        _ => 32,
    };
    let counts = if layer.is_choice() { 0 } else { COUNT };
    let facts = kind + counts + if spark > 0 { spark + 2 } else { 0 };
    let room = columns.saturating_sub(facts + 1).min(44);
    let name = cut(&entry.text, usize::from(room), canvas.theme.signs.ellipsis).into_owned();
    canvas.put(x, y, room, &name, canvas.style(Role::Text));
    let mut at = x + room + 1;
    if kind > 0 {
        canvas.put(at, y, kind, entry.kind().map_or("", |kind| kind.word()), quiet);
        at += kind;
    }
    if counts > 0 {
        let count = grouped(entry.articles as usize);
        canvas.put(at + COUNT.saturating_sub(1 + width(&count) as u16), y, COUNT, &count, quiet);
        at += counts + 1;
    }
    if let Some((first, last)) = days.filter(|_| spark > 0) {
        let parts = entry.timeline.over(first, last, usize::from(spark));
        let most = parts.iter().copied().max().unwrap_or(0).max(1);
        for (part, x) in parts.into_iter().zip(at..) {
            if part > 0 {
                let level = (u64::from(part) * SPARKS.len() as u64).div_ceil(u64::from(most)) as usize;
                canvas.put(x, y, 1, SPARKS[level.clamp(1, SPARKS.len()) - 1], canvas.style(Role::Accent));
            }
        }
    }
}

fn heading(app: &App, layer: &NamesLayer) -> String {
    match &layer.of {
        NamesOf::Archive => format!("Who and what in {}", app.desk.library),
        NamesOf::Story(handle) => {
            format!("Who and what in the story of {}", app.desk.catalogue.title(*handle).unwrap_or_default())
        }
        NamesOf::Passage(..) => "Which name?".to_owned(),
    }
}

/// How many names there are, and how far the reading has come.
fn known(count: usize, read: usize, total: usize, choice: bool) -> String {
    match (read < total, total) {
        _ if choice => String::new(),
        (true, _) => format!("{} of {} read", grouped(read), grouped(total)),
        (false, 1) => format!("{} names in 1 article", grouped(count)),
        (false, _) => format!("{} names in {} articles", grouped(count), grouped(total)),
    }
}
