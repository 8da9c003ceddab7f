//! The related stories of an article: same story first, each with its reason.

use super::canvas::Canvas;
use super::list::short_date;
use super::theme::Role;
use crate::app::{App, Area, RelatedRows, RelatedStories};
use crate::related::copies::COPY;
use crate::related::{Relation, SAME_STORY};
use crate::typeset::{cut, width};

/// A line of the layer, before it is cut to the screen.
enum Row<'a> {
    Blank,
    Section(&'static str),
    Title(usize, &'a Relation),
    Facts(&'a Relation),
    Reason(&'a Relation),
}

/// Draws the layer; says where the selected row is.
pub fn draw(canvas: &mut Canvas<'_>, app: &App, related: &RelatedStories, area: Area) -> Option<(u16, u16)> {
    let quiet = canvas.style(Role::Quiet);
    let ellipsis = canvas.theme.signs.ellipsis;
    let columns = area.width.saturating_sub(3);
    let title = app.desk.catalogue.title(related.of).unwrap_or_default();
    // A title with quotation marks of its own needs no further ones.
    let heading = if title.contains(['“', '"', '«']) {
        format!("Related to {title}")
    } else {
        format!("Related to “{title}”")
    };
    let first = if area.height > 12 { area.y + 1 } else { area.y };
    let heading = cut(&heading, usize::from(columns), ellipsis).into_owned();
    canvas.put(area.x + 2, first, columns, &heading, canvas.style(Role::Title));
    let message = match &related.rows {
        RelatedRows::Waiting => Some(match app.desk.progress {
            Some(_) => "reading the archive, then comparing…".to_owned(),
            None => "comparing…".to_owned(),
        }),
        RelatedRows::Failed(sentence) => Some(sentence.clone()),
        RelatedRows::Found(rows) if rows.is_empty() => Some(match app.desk.muted_reasons().len() {
            0 => "nothing in this archive is related to it".to_owned(),
            muted => format!("nothing in this archive is related to it ({muted} muted · :unmute-all)"),
        }),
        RelatedRows::Found(_) => None,
    };
    if let Some(message) = message {
        canvas.put(area.x + 2, first + 2, columns, &message, quiet);
        return None;
    }
    let roomy = area.height >= 12;
    // The reason is the last thing to go: without it a row asks for trust.
    let reasons = area.height >= 7;
    let rows = rows(related, roomy, reasons);
    let top = if roomy { first + 2 } else { first + 1 };
    let height = usize::from((area.y + area.height).saturating_sub(top)).max(1);
    let selected =
        rows.iter().position(|row| matches!(row, Row::Title(index, _) if *index == related.cursor)).unwrap_or(0);
    // The selected story's lines are all on screen; the sections above it stay as long as they can.
    let lines_of_story = match (roomy, reasons) {
        (true, _) => 3,
        (false, true) => 2,
        (false, false) => 1,
    };
    let skip = (selected + lines_of_story).saturating_sub(height);
    let mut cursor = None;
    for (row, y) in rows.iter().skip(skip).zip(top..area.y + area.height) {
        match row {
            Row::Blank => {}
            Row::Section(name) => {
                canvas.put(area.x + 2, y, columns, name, canvas.style(Role::Title));
            }
            Row::Title(index, relation) => {
                let is_selected = *index == related.cursor;
                if is_selected {
                    canvas.put(area.x + 1, y, 1, canvas.theme.signs.selected, canvas.style(Role::Accent));
                    cursor = Some((area.x + 1, y));
                }
                story_title(canvas, app, *index, relation, (area.x + 2, y, columns));
            }
            Row::Facts(relation) => {
                let facts = cut(&facts(app, relation), usize::from(columns.saturating_sub(3)), ellipsis).into_owned();
                canvas.put(area.x + 5, y, columns, &facts, quiet);
            }
            Row::Reason(relation) => {
                let reason = format!("because: {}", relation.why.join(" · "));
                let reason = cut(&reason, usize::from(columns.saturating_sub(3)), ellipsis).into_owned();
                canvas.put(area.x + 5, y, columns, &reason, quiet);
            }
        }
    }
    cursor
}

fn rows(related: &RelatedStories, roomy: bool, reasons: bool) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    let mut section = None;
    for (index, relation) in related.found().iter().enumerate() {
        let name = if relation.score >= SAME_STORY { "Same story" } else { "Related" };
        if roomy && section != Some(name) {
            rows.extend([Row::Section(name), Row::Blank]);
            section = Some(name);
        }
        rows.push(Row::Title(index, relation));
        if roomy {
            rows.push(Row::Facts(relation));
        }
        if reasons && !relation.why.is_empty() {
            rows.push(Row::Reason(relation));
        }
        if roomy {
            rows.push(Row::Blank);
        }
    }
    rows
}

fn story_title(canvas: &mut Canvas<'_>, app: &App, index: usize, relation: &Relation, cell: (u16, u16, u16)) {
    let (x, y, columns) = cell;
    let quiet = canvas.style(Role::Quiet);
    if index < 9 {
        canvas.put(x, y, 1, &(index + 1).to_string(), quiet);
    }
    let Some(summary) = app.desk.summary(relation.handle) else { return };
    let mut style = canvas.style(if app.desk.marks(relation.handle).read { Role::Quiet } else { Role::Text });
    let mut at = x + 3;
    if summary.title_inferred {
        style = style.patch(canvas.style(Role::Made));
        at = canvas.put(at, y, columns.saturating_sub(3), "(made) ", style.patch(quiet));
    }
    let room = (x + columns).saturating_sub(at);
    let title = cut(&summary.title, usize::from(room), canvas.theme.signs.ellipsis).into_owned();
    canvas.put(at, y, room, &title, style);
}

/// Draws a story on one line: its number, its title, and who told it when, as far as the title leaves room.
pub fn one_line(canvas: &mut Canvas<'_>, app: &App, index: usize, relation: &Relation, cell: (u16, u16, u16)) {
    let (x, y, columns) = cell;
    let Some(summary) = app.desk.summary(relation.handle) else { return };
    let days = relation.days.map(distance).unwrap_or_default();
    let source = summary.source.iter().cloned();
    let both = source.chain(Some(days.clone()).filter(|days| !days.is_empty())).collect::<Vec<_>>();
    let both = both.join(&format!(" {} ", canvas.theme.signs.dot));
    let made = if summary.title_inferred { "(made) ".len() } else { 0 };
    let title = width(&summary.title) + made + 5;
    // When it was told is worth a part of a long title, on all but the narrowest screens.
    let facts = if title + width(&both) <= usize::from(columns) { both } else { days };
    let room = Some(width(&facts) as u16).filter(|room| *room > 0 && *room <= columns / 3);
    let room = room.or_else(|| (title + width(&facts) <= usize::from(columns)).then_some(width(&facts) as u16));
    let room = room.map_or(0, |room| room + 2);
    story_title(canvas, app, index, relation, (x, y, columns - room));
    canvas.put(x + columns - room + 2.min(room), y, room.saturating_sub(2), &facts, canvas.style(Role::Quiet));
}

fn facts(app: &App, relation: &Relation) -> String {
    let Some(summary) = app.desk.summary(relation.handle) else { return String::new() };
    let mut facts = Vec::new();
    facts.extend(summary.source.clone().or_else(|| summary.authors.first().cloned()));
    facts.push(match (relation.days, summary.published) {
        (Some(days), _) => distance(days),
        (None, Some(published)) => short_date(published),
        (None, None) => "no date".to_owned(),
    });
    facts.push(format!("{} min", summary.minutes()));
    if app.desk.marks(relation.handle).read {
        facts.push("read".to_owned());
    }
    match relation.shared {
        Some(shared) if shared >= COPY => facts.push(format!("shares text ({:.0} %)", shared * 100.0)),
        partly => {
            facts.extend(partly.map(|_| "partly the same text".to_owned()));
            facts.extend(relation.new.map(|new| format!("{:.0} % new", new * 100.0)));
        }
    }
    if !relation.copies.is_empty() {
        facts.push(copies(app, relation));
    }
    facts.join(" · ")
}

/// How many copies of a story there are, and whose.
fn copies(app: &App, relation: &Relation) -> String {
    let count = relation.copies.len();
    let mut whose: Vec<String> = Vec::new();
    for source in relation.copies.iter().filter_map(|(copy, _)| app.desk.summary(*copy)?.source.clone()) {
        if !whose.contains(&source) {
            whose.push(source);
        }
    }
    let counted = if count == 1 { "+1 copy".to_owned() } else { format!("+{count} copies") };
    if whose.is_empty() { counted } else { format!("{counted}: {}", whose.join(", ")) }
}

/// How far apart two articles are, as a reader says it.
pub fn distance(days: i32) -> String {
    let which = if days < 0 { "earlier" } else { "later" };
    match days.unsigned_abs() {
        0 => "the same day".to_owned(),
        1 => format!("1 day {which}"),
        days @ 2..60 => format!("{days} days {which}"),
        days @ 60..730 => format!("{} months {which}", days / 30),
        days => format!("{} years {which}", days / 365),
    }
}
