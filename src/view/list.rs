//! The list pane: one row an article, in one line or two.

use std::ops::Range;

use super::canvas::Canvas;
use super::number::grouped;
use super::story;
use super::theme::Role;
use crate::app::{App, Area, Geometry, Grouping, Line, Pane};
use crate::article::{Handle, Moment, Summary};
use crate::typeset::{cut, width};
use ratatui::style::Style;

/// Columns before a title: a blank, the selection's mark, the article's mark, a blank.
pub const GUTTER: u16 = 4;

/// Columns before the header of a group.
const HEADER: u16 = 2;

/// What stands before an article that may belong to its story, or not.
const PERHAPS: &str = "(perhaps) ";

/// Columns of the date and of the minutes.
const DATE: u16 = 9;
const MINUTES: u16 = 4;

/// Draws header and rows; says where the selection's mark is.
pub fn draw(canvas: &mut Canvas<'_>, app: &App, geometry: &Geometry) -> Option<(u16, u16)> {
    header(canvas, app, geometry.header);
    let area = geometry.list;
    if area.height == 0 || area.width == 0 {
        return None;
    }
    let list = &app.list;
    if list.rows().is_empty() {
        nothing(canvas, app, area);
    }
    let mut cursor = entries(canvas, app, geometry.entries);
    let shown = list.top..list.lines().min(list.top + geometry.list_rows());
    for (line, y) in shown.zip((area.y..).step_by(usize::from(geometry.row_height))) {
        let area = Area { y, height: geometry.row_height, ..area };
        let stands = list.groups().at(line);
        if line == list.line() && list.entry.is_none() {
            // A header starts further left than the titles under it.
            let x = if matches!(stands, Line::Header(_)) { area.x } else { area.x + 1 };
            let style = canvas.style(if app.focus() == Pane::List { Role::Accent } else { Role::Quiet });
            canvas.put(x, y, 1, canvas.theme.signs.selected, style);
            cursor = Some((x, y));
        }
        let row = match stands {
            Line::Row(row) => row,
            Line::Header(group) => {
                group_header(canvas, app, group, area);
                continue;
            }
        };
        let Some(handle) = list.rows().get(row).copied() else { break };
        if let Some(summary) = app.desk.summary(handle) {
            mark(canvas, app, handle, area);
            entry(canvas, app, handle, &summary, area);
        }
    }
    cursor
}

/// A group's name, and how many articles it has: beside it, or below it where a row has more than a line.
fn group_header(canvas: &mut Canvas<'_>, app: &App, group: usize, area: Area) {
    let groups = app.list.groups();
    let dot = canvas.theme.signs.dot;
    let (x, whole) = (area.x + HEADER, area.width.saturating_sub(HEADER + 1));
    let mut counts = match groups.rows(group).len() {
        1 => "1 article".to_owned(),
        many => format!("{} articles", grouped(many)),
    };
    match groups.unread(group) {
        None | Some(0) => {}
        Some(unread) => counts.push_str(&format!(" {dot} {} unread", grouped(unread))),
    }
    let first = app.list.rows().get(groups.rows(group).start).copied();
    let name = first.map_or_else(String::new, |first| group_name(app, groups.grouping(), first));
    if let Some(story) =
        first.filter(|_| groups.grouping() == Grouping::Story).and_then(|first| groups.stories().story_of(first))
    {
        // Beside the headline the facts have at most three fifths: its beginning says which story it is.
        let room = if area.height > 1 { whole } else { whole * 3 / 5 };
        counts = story::facts(story, groups.rows(group).len(), groups.unread(group), usize::from(room));
    }
    let folded = if groups.is_folded(group) { canvas.theme.signs.ellipsis } else { "" };
    let beside = if area.height > 1 { 0 } else { width(&counts) as u16 + 2 };
    let room = whole.saturating_sub(beside);
    // A name that is cut ends with the sign of a folded group as it is.
    let folded = if width(&name) + width(folded) > usize::from(room) { "" } else { folded };
    let name = cut(&name, usize::from(room), canvas.theme.signs.ellipsis);
    let (title, quiet) = (canvas.style(Role::Title), canvas.style(Role::Quiet));
    let end = canvas.put(x, area.y, room, &name, title);
    canvas.put(end, area.y, (x + room).saturating_sub(end), folded, quiet);
    if area.height > 1 {
        canvas.put(x, area.y + 1, whole, &counts, quiet);
    } else if whole >= beside {
        canvas.put(x + room + 2, area.y, beside, &counts, quiet);
    }
}

/// What the articles of a group have in common, told from one of them.
fn group_name(app: &App, grouping: Grouping, article: Handle) -> String {
    let catalogue = &app.desk.catalogue;
    match grouping {
        Grouping::Nothing => String::new(),
        Grouping::Day => match catalogue.published(article) {
            Some(published) => format!("{}, {}", published.weekday(), published.in_words()),
            None => "no date".to_owned(),
        },
        Grouping::Source => catalogue.source(article).unwrap_or("no source").to_owned(),
        Grouping::Story => {
            let best = app.list.groups().stories().story_of(article).and_then(|story| catalogue.title(story.best));
            best.unwrap_or("in no story").to_owned()
        }
    }
}

fn header(canvas: &mut Canvas<'_>, app: &App, area: Area) {
    if area.height == 0 {
        return;
    }
    let quiet = canvas.style(Role::Quiet);
    let dot = canvas.theme.signs.dot;
    let total = app.desk.catalogue.len();
    let counts = match &app.list.filter {
        Some(filter) => format!("{} of {}", grouped(filter.found.total), grouped(total)),
        None if area.width < 60 => format!("{} unread", grouped(app.desk.unread())),
        None if total == 1 => format!("1 article {dot} {} unread", app.desk.unread()),
        None => format!("{} articles {dot} {} unread", grouped(total), grouped(app.desk.unread())),
    };
    let counts_width = width(&counts) as u16 + 1;
    let x = canvas.put(area.x + 1, area.y, area.width, "byline", canvas.style(Role::Title));
    let room = area.width.saturating_sub(counts_width + 2);
    if room > x + 2 {
        let columns = usize::from(room - (x + 2));
        let name = cut(&app.desk.library, columns, canvas.theme.signs.ellipsis).into_owned();
        canvas.put(x + 2, area.y, columns as u16, &name, quiet);
    }
    if area.width > counts_width + 8 {
        canvas.put(area.x + area.width - counts_width, area.y, counts_width, &counts, quiet);
    }
}

/// Draws the saved queries, each with its count; says where the selection's mark is, if one is selected.
fn entries(canvas: &mut Canvas<'_>, app: &App, area: Area) -> Option<(u16, u16)> {
    let selected = app.list.entry;
    let skip = selected.map_or(0, |entry| (entry + 1).saturating_sub(usize::from(area.height)));
    let mut cursor = None;
    let rows = app.saved.entries.iter().enumerate().skip(skip);
    for ((index, entry), y) in rows.zip(area.y..area.y + area.height) {
        if selected == Some(index) {
            let style = canvas.style(if app.focus() == Pane::List { Role::Accent } else { Role::Quiet });
            canvas.put(area.x + 1, y, 1, canvas.theme.signs.selected, style);
            cursor = Some((area.x + 1, y));
        }
        let count = entry.count.map_or(canvas.theme.signs.ellipsis.to_owned(), grouped);
        let columns = width(&count) as u16;
        let room = area.width.saturating_sub(GUTTER + 2 + columns);
        let name = cut(&entry.saved.name, usize::from(room), canvas.theme.signs.ellipsis).into_owned();
        canvas.put(area.x + GUTTER, y, room, &name, canvas.style(Role::Title));
        let x = (area.x + area.width).saturating_sub(columns + 1);
        canvas.put(x, y, columns, &count, canvas.style(Role::Quiet));
    }
    cursor
}

fn nothing(canvas: &mut Canvas<'_>, app: &App, area: Area) {
    let text = match (&app.list.filter, app.desk.progress) {
        (Some(filter), _) if filter.query.is_some() => format!("no article answers “{}”", filter.text),
        (Some(filter), _) => format!("no title, byline or source matches “{}”", filter.text),
        (None, Some(_)) => "reading…".to_owned(),
        (None, None) if app.desk.problems.is_empty() => "there is no article here".to_owned(),
        (None, None) => "no article could be read".to_owned(),
    };
    canvas.put(area.x + GUTTER, area.y, area.width.saturating_sub(GUTTER), &text, canvas.style(Role::Quiet));
}

pub fn mark(canvas: &mut Canvas<'_>, app: &App, handle: Handle, area: Area) {
    let marks = app.desk.marks(handle);
    let signs = canvas.theme.signs;
    let sign = match (marks.starred, marks.read) {
        (true, _) => signs.starred,
        (false, false) => signs.unread,
        (false, true) => return,
    };
    let role = if marks.read { Role::Quiet } else { Role::Accent };
    canvas.put(area.x + 2, area.y, 1, sign, canvas.style(role));
}

fn entry(canvas: &mut Canvas<'_>, app: &App, handle: Handle, summary: &Summary, area: Area) {
    let marks = app.filter_marks(handle);
    let read = app.desk.marks(handle).read;
    let text = canvas.style(if read { Role::Quiet } else { Role::Text });
    let (quiet, found) = (canvas.style(Role::Quiet), canvas.style(Role::Match));
    let ellipsis = canvas.theme.signs.ellipsis;
    let none = canvas.theme.signs.none;
    let x = area.x + GUTTER;
    let whole = area.width.saturating_sub(GUTTER + 1);
    let said = if app.list.groups().stories().is_doubtful(handle) { width(PERHAPS) as u16 } else { 0 };
    if said > 0 {
        canvas.put(x, area.y, whole, PERHAPS, quiet);
    }
    let date = summary.published.map_or(none.to_owned(), short_date);
    let minutes = format!("{}m", summary.minutes());
    let source = source(summary);
    if area.height > 1 {
        title(canvas, summary, &marks.title, (x + said, area.y, whole.saturating_sub(said)), text);
        let dot = canvas.theme.signs.dot;
        let room = usize::from(whole).saturating_sub(date.len() + minutes.len() + 6);
        let source_cut = cut(source.unwrap_or(none), room, ellipsis).into_owned();
        let after = canvas.put_marked(&source_cut, &marks.source, (x, area.y + 1, whole), quiet, found);
        let rest = format!(" {dot} {date} {dot} {minutes}");
        canvas.put(after, area.y + 1, (x + whole).saturating_sub(after), &rest, quiet);
        return;
    }
    // One line: title, then source, date and minutes in columns of their own, as far as there is room.
    let source_columns = match whole {
        0..44 => 0,
        44..64 => 10,
        64..90 => 14,
        _ => 20,
    };
    let dates = if whole >= 30 { DATE + 1 } else { 0 };
    let right = dates + MINUTES + if source_columns > 0 { source_columns + 1 } else { 0 };
    let title_columns = whole.saturating_sub(right + 1);
    title(canvas, summary, &marks.title, (x + said, area.y, title_columns.saturating_sub(said)), text);
    let mut x = x + title_columns + 1;
    if source_columns > 0 {
        let name = cut(source.unwrap_or(none), usize::from(source_columns), ellipsis).into_owned();
        canvas.put_marked(&name, &marks.source, (x, area.y, source_columns), quiet, found);
        x += source_columns + 1;
    }
    if dates > 0 {
        let pad = DATE.saturating_sub(width(&date) as u16);
        canvas.put(x + pad, area.y, DATE, &date, quiet);
        x += DATE + 1;
    }
    let pad = MINUTES.saturating_sub(minutes.len() as u16);
    canvas.put(x + pad, area.y, MINUTES, &minutes, quiet);
}

/// What stands in the column of sources: the source, else who wrote it.
pub fn source(summary: &Summary) -> Option<&str> {
    summary.source.as_deref().or(summary.authors.first().map(String::as_str))
}

pub fn title(canvas: &mut Canvas<'_>, summary: &Summary, marks: &[Range<usize>], at: (u16, u16, u16), style: Style) {
    let (x, y, columns) = at;
    let end = x + columns;
    let (x, style) = if summary.title_inferred {
        let made = style.patch(canvas.style(Role::Made));
        (canvas.put(x, y, columns, "(made) ", made.patch(canvas.style(Role::Quiet))), made)
    } else {
        (x, style)
    };
    let columns = end.saturating_sub(x);
    let shown = cut(&summary.title, usize::from(columns), canvas.theme.signs.ellipsis).into_owned();
    canvas.put_marked(&shown, marks, (x, y, columns), style, canvas.style(Role::Match));
}

/// A day in nine columns: `17 Dec 14`; of another century, month and year: `May 1916`.
pub fn short_date(moment: Moment) -> String {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let (year, day) = (moment.date.year(), moment.date.day());
    let month = MONTHS.get(usize::from(moment.date.month().unsigned_abs()).wrapping_sub(1)).unwrap_or(&"");
    if (1970..2070).contains(&year) { format!("{day:02} {month} {:02}", year % 100) } else { format!("{month} {year}") }
}
