//! The tellings of a story on a rail by day, under each what is new in it.

use super::canvas::Canvas;
use super::list::{source, title};
use super::related::distance;
use super::theme::Role;
use crate::app::{App, Area, Course, Gathering, Telling, Timeline};
use crate::article::Block;
use crate::typeset::{cut, set};

/// A line of the layer, before it is cut to the screen.
enum Row<'a> {
    /// The rail alone.
    Rail,
    Day(String),
    Title(usize, &'a Telling),
    Facts(String),
    Sentence(String, &'a Telling),
}

/// Columns before a title: the selection's mark, the rail, the number.
const INDENT: u16 = 7;

/// From this height on a telling has lines for its facts and its sentence, and blanks around it.
const ROOMY: u16 = 12;

/// Lines that a sentence takes at most.
const SENTENCE: usize = 2;

/// Draws the layer; says where the selected telling is.
pub fn draw(canvas: &mut Canvas<'_>, app: &App, timeline: &Timeline, area: Area) -> Option<(u16, u16)> {
    let quiet = canvas.style(Role::Quiet);
    let ellipsis = canvas.theme.signs.ellipsis;
    let columns = area.width.saturating_sub(3);
    let first = if area.height > 12 { area.y + 1 } else { area.y };
    let story = app.desk.stories.story_of(timeline.of);
    let named = app.desk.catalogue.title(story.map_or(timeline.of, |story| story.best)).unwrap_or_default();
    let heading = cut(&format!("Timeline of {named}"), usize::from(columns), ellipsis).into_owned();
    canvas.put(area.x + 2, first, columns, &heading, canvas.style(Role::Title));
    let message = match &timeline.course {
        Course::Waiting if app.desk.progress.is_some() => {
            Some("reading the archive, then gathering its stories…".to_owned())
        }
        Course::Waiting => {
            let gathering = app.telling.gathering.as_ref().map(Gathering::sentence);
            gathering.or_else(|| Some("comparing the tellings…".to_owned()))
        }
        Course::Failed(sentence) => Some(sentence.clone()),
        Course::Found(tellings) if tellings.is_empty() => Some("no other article tells this story".to_owned()),
        Course::Found(_) => None,
    };
    if let Some(message) = message {
        canvas.put(area.x + 2, first + 2, columns, &message, quiet);
        return None;
    }
    let roomy = area.height >= ROOMY;
    let top = if roomy { first + 2 } else { first + 1 };
    let height = usize::from((area.y + area.height).saturating_sub(top)).max(1);
    let rows = rows(app, timeline, (area.width.saturating_sub(INDENT + 2), height, roomy), ellipsis);
    let is_selected = |row: &Row<'_>| matches!(row, Row::Title(index, _) if *index == timeline.cursor);
    let selected = rows.iter().position(is_selected).unwrap_or(0);
    // The lines of the selected telling are all on screen.
    let own = rows[selected..].iter().skip(1).take_while(|row| matches!(row, Row::Facts(_) | Row::Sentence(..)));
    let skip = (selected + 1 + own.count()).saturating_sub(height).min(selected);
    let mut cursor = None;
    for (row, y) in rows.iter().skip(skip).zip(top..area.y + area.height) {
        if let Row::Day(day) = row {
            let day = cut(day, usize::from(columns), ellipsis).into_owned();
            canvas.put(area.x + 2, y, columns, &day, canvas.style(Role::Title));
            continue;
        }
        canvas.put(area.x + 2, y, 1, canvas.theme.signs.rule, quiet);
        let x = area.x + INDENT;
        let room = area.width.saturating_sub(INDENT + 1);
        match row {
            Row::Rail | Row::Day(_) => {}
            Row::Title(index, telling) => {
                if *index == timeline.cursor {
                    canvas.put(area.x + 1, y, 1, canvas.theme.signs.selected, canvas.style(Role::Accent));
                    cursor = Some((area.x + 1, y));
                }
                if *index < 9 {
                    canvas.put(area.x + 4, y, 1, &(index + 1).to_string(), quiet);
                }
                if let Some(summary) = app.desk.summary(telling.handle) {
                    let style = canvas.style(text_role(app, telling));
                    title(canvas, &summary, &[], (x, y, room), style);
                }
            }
            Row::Facts(facts) => {
                let facts = cut(facts, usize::from(room), ellipsis).into_owned();
                canvas.put(x, y, room, &facts, quiet);
            }
            Row::Sentence(line, telling) => {
                canvas.put(x, y, room, line, canvas.style(text_role(app, telling)));
            }
        }
    }
    cursor
}

/// What was read is calm.
fn text_role(app: &App, telling: &Telling) -> Role {
    if app.desk.is_read(telling.handle) { Role::Quiet } else { Role::Text }
}

/// The lines of the tellings that can be on a screen of `height` lines with the selected one: of long stories only these.
fn rows<'a>(
    app: &App,
    timeline: &'a Timeline,
    (columns, height, roomy): (u16, usize, bool),
    ellipsis: &str,
) -> Vec<Row<'a>> {
    let day = |telling: &Telling| app.desk.catalogue.published(telling.handle).map(|published| published.date);
    let tellings = timeline.tellings();
    let from = timeline.cursor.saturating_sub(height);
    let to = timeline.cursor.saturating_add(height + 1).min(tellings.len());
    let mut rows = Vec::new();
    for (index, telling) in tellings.iter().enumerate().take(to).skip(from) {
        if roomy && index > from {
            rows.push(Row::Rail);
        }
        if index == 0 || day(&tellings[index - 1]) != day(telling) {
            let published = app.desk.catalogue.published(telling.handle);
            let named = published.map_or_else(|| "no date".to_owned(), |published| published.in_words());
            let gap = telling.days.map_or_else(String::new, |days| format!(" · {}", distance(days)));
            rows.push(Row::Day(named + &gap));
        }
        rows.push(Row::Title(index, telling));
        let sentence = telling.sentence.as_deref();
        if roomy {
            rows.push(Row::Facts(facts(app, timeline, index, telling)));
            let lines = sentence.map_or_else(Vec::new, |sentence| lines(sentence, columns, ellipsis));
            rows.extend(lines.into_iter().map(|line| Row::Sentence(line, telling)));
        } else {
            let summary = app.desk.summary(telling.handle);
            let said = summary.as_ref().and_then(|summary| source(summary)).into_iter().chain(sentence);
            rows.push(Row::Facts(Vec::from_iter(said).join(" · ")));
        }
    }
    rows
}

/// A sentence in at most so many lines.
fn lines(sentence: &str, columns: u16, ellipsis: &str) -> Vec<String> {
    let set = set(&Block::paragraph(sentence), columns, None);
    let rest = set.get(SENTENCE - 1).filter(|_| set.len() > SENTENCE).and_then(|line| sentence.get(line.start..));
    let whole = if rest.is_some() { SENTENCE - 1 } else { SENTENCE };
    let mut lines: Vec<String> = set.iter().take(whole).map(|line| line.shown(sentence)).collect();
    lines.extend(rest.map(|rest| cut(rest, usize::from(columns), ellipsis).into_owned()));
    lines
}

fn facts(app: &App, timeline: &Timeline, index: usize, telling: &Telling) -> String {
    let Some(summary) = app.desk.summary(telling.handle) else { return String::new() };
    let mut facts: Vec<String> = source(&summary).map(str::to_owned).into_iter().collect();
    facts.push(format!("{} min", summary.minutes()));
    facts.extend(match (&telling.sentence, telling.new) {
        // Of the first one all is new.
        _ if index == 0 => None,
        (None, Some(_)) => Some("nothing new".to_owned()),
        (_, new) => new.map(|new| format!("{:.0} % new", new * 100.0)),
    });
    if app.desk.is_read(telling.handle) {
        facts.push("read".to_owned());
    }
    // A folded story has no telling that one comes from.
    if telling.handle == timeline.of && [app.list.selected(), app.reader.handle].contains(&Some(timeline.of)) {
        facts.push("you are here".to_owned());
    }
    facts.join(" · ")
}
