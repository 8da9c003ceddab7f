//! The last line: where the reader is, what happened, which keys help; or what is being typed.

use std::ops::Range;

use super::canvas::Canvas;
use super::number::grouped;
use super::progress;
use super::story;
use super::theme::{Role, Signs};
use crate::app::{Action, App, Area, Gathering, Layer, LineEdit, NamesOf, Pane, Prompt, Purpose, RelatedRows, counted};
use crate::article::Handle;
use crate::typeset::{cut, width};

/// Draws the status line; says where the cursor is when something is typed in it.
pub fn draw(canvas: &mut Canvas<'_>, app: &App, area: Area) -> Option<(u16, u16)> {
    if area.height == 0 {
        return None;
    }
    match app.layers.last() {
        Some(Layer::Prompt(prompt)) => {
            let sign = sign(&prompt.purpose);
            let before = prompt.line.before_cursor();
            let room = usize::from(area.width).saturating_sub(2 + width(sign));
            // A long line is shown by its end, where the cursor is.
            let from = before.char_indices().map(|(at, _)| at).find(|at| width(&before[*at..]) <= room).unwrap_or(0);
            let x = canvas.put(area.x + 1, area.y, area.width, sign, canvas.style(Role::Accent));
            let fault = prompt.malformed.as_ref().map(|malformed| malformed.range.clone());
            let end = typed(canvas, (x, area.y, area.width.saturating_sub(x)), &prompt.line, from, fault);
            let found = found(app, prompt);
            let notice = app.desk.notice.as_ref().map_or(found, |notice| notice.text.clone());
            let room = usize::from((area.x + area.width).saturating_sub(end + 4));
            let notice = cut(&notice, room, canvas.theme.signs.ellipsis);
            right(canvas, area, end, &notice);
            Some((x + width(&before[from..]) as u16, area.y))
        }
        Some(Layer::Palette(palette)) => {
            let x = canvas.put(area.x + 1, area.y, area.width, ": ", canvas.style(Role::Accent));
            canvas.put(x, area.y, area.width.saturating_sub(x), palette.line.text(), canvas.style(Role::Text));
            Some((x + width(palette.line.before_cursor()) as u16, area.y))
        }
        _ => {
            line(canvas, app, area);
            None
        }
    }
}

/// What stands before the line that is typed.
fn sign(purpose: &Purpose) -> &'static str {
    match purpose {
        Purpose::Titles(_) | Purpose::Text(..) => "/ ",
        Purpose::Query(_) => "\\ ",
        Purpose::Tags(_) => "tags ",
        Purpose::Note(_) => "note ",
        Purpose::Name(_) => "name ",
        Purpose::Pipe(_) => "| ",
        Purpose::Shell(_) => "! ",
    }
}

/// Puts what is typed, from a byte on, with what can't be understood marked; says where it ended.
pub fn typed(
    canvas: &mut Canvas<'_>,
    at: (u16, u16, u16),
    line: &LineEdit,
    from: usize,
    fault: Option<Range<usize>>,
) -> u16 {
    let from_shown = |at: usize| at.max(from) - from;
    let fault = fault.map(|range| from_shown(range.start)..from_shown(range.end));
    let text = line.text().get(from..).unwrap_or_default();
    canvas.put_marked(text, fault.as_slice(), at, canvas.style(Role::Text), canvas.style(Role::Trouble))
}

fn found(app: &App, prompt: &Prompt) -> String {
    if let Some(malformed) = &prompt.malformed {
        return malformed.to_string();
    }
    match (&prompt.purpose, &app.reader.find) {
        (Purpose::Query(_), _) if app.sifting.is_some() => "searching…".to_owned(),
        (Purpose::Query(_), _) => match &app.list.filter {
            Some(filter) => format!("{} found", grouped(filter.found.total)),
            None => String::new(),
        },
        (Purpose::Pipe(_), _) if prompt.line.text().is_empty() => "a command that reads the article".to_owned(),
        (Purpose::Shell(_), _) if prompt.line.text().is_empty() => "a command; Enter alone is a shell".to_owned(),
        (Purpose::Text(..), Some(find)) if find.matches.is_empty() => "not found".to_owned(),
        (Purpose::Text(..), Some(find)) => format!("{} of {}", find.current + 1, find.matches.len()),
        _ => String::new(),
    }
}

fn line(canvas: &mut Canvas<'_>, app: &App, area: Area) {
    let quiet = canvas.style(Role::Quiet);
    let left = left(app, canvas.theme.signs);
    let end = match &app.desk.notice {
        Some(notice) => {
            let style = canvas.style(if notice.trouble { Role::Trouble } else { Role::Accent });
            let text =
                cut(&notice.text, usize::from(area.width.saturating_sub(2)), canvas.theme.signs.ellipsis).into_owned();
            canvas.put(area.x + 1, area.y, area.width, &text, style)
        }
        None => canvas.put(area.x + 1, area.y, area.width, &left, quiet),
    };
    let hints = std::iter::once(hints(app));
    let fits = |text: &String| end + 3 + (width(text) as u16) < area.x + area.width;
    let chosen = of_story(app).into_iter().flatten().chain(hints).find(fits);
    right(canvas, area, end, &chosen.unwrap_or_default());
}

/// What there is to know of the story of the article that is read, with the keys to go on in it: in many words, in few.
fn of_story(app: &App) -> Option<[String; 3]> {
    let article = app.reader.handle.filter(|_| app.focus() == Pane::Reader && app.layers.is_empty())?;
    let said = story::of_open_article(app, article)?;
    let actions = [Action::Related, Action::TellingEarlier, Action::TellingLater];
    let keys = actions.map(|action| app.desk.keys_for(action, "reader").map(bare));
    let (related, steps) = (keys[0], Vec::from_iter(keys[1..].iter().copied().flatten()).join(" "));
    let keys = Vec::from_iter(related.into_iter().chain(Some(steps.as_str()).filter(|steps| !steps.is_empty())));
    let keys = keys.join(" · ");
    let [many, few] = said.map(|said| format!("{said}  {keys}"));
    let help =
        app.desk.keys_for(Action::Help, "reader").map_or(String::new(), |help| format!("   {} help", bare(help)));
    Some([many.clone() + &help, many, few])
}

/// Puts text at the right end if there is room for it.
fn right(canvas: &mut Canvas<'_>, area: Area, from: u16, text: &str) {
    let columns = width(text) as u16;
    if columns > 0 && from + 3 + columns < area.x + area.width {
        let x = area.x + area.width - columns - 1;
        canvas.put(x, area.y, columns, text, canvas.style(Role::Quiet));
    }
}

fn left(app: &App, signs: Signs) -> String {
    if let Some(layer) = app.layers.last() {
        return match layer {
            Layer::Related(related) => match &related.rows {
                RelatedRows::Found(rows) if !rows.is_empty() => format!("{}/{}", related.cursor + 1, rows.len()),
                _ => String::new(),
            },
            Layer::Timeline(timeline) if timeline.tellings().is_empty() => String::new(),
            Layer::Timeline(timeline) => format!("{}/{}", timeline.cursor + 1, timeline.tellings().len()),
            Layer::FullText(search) => {
                let mut parts = Vec::new();
                parts.extend(
                    search
                        .answer
                        .as_ref()
                        .filter(|answer| !answer.found.hits.is_empty())
                        .map(|answer| format!("{}/{}", grouped(search.cursor + 1), grouped(answer.found.count))),
                );
                parts.extend(app.desk.progress.map(|progress| progress::words(&progress, signs)));
                parts.join("  ")
            }
            Layer::Trail(trail) => format!("{}/{}", trail.cursor + 1, app.desk.trail.len()),
            Layer::Compare(compare) => format!("telling {}/{}", compare.at + 1, compare.others.len()),
            Layer::Names(layer) if !layer.found().is_empty() => {
                format!("{}/{}", layer.cursor + 1, layer.found().len())
            }
            Layer::Mentions(layer) if !layer.found().is_empty() => {
                format!("{}/{}", layer.cursor + 1, layer.found().len())
            }
            Layer::Names(_) | Layer::Mentions(_) => String::new(),
            Layer::Help(_) => "all keys".to_owned(),
            Layer::Problems(_) => format!("{} could not be read", unread(app)),
            Layer::Prompt(_) | Layer::Palette(_) => String::new(),
        };
    }
    if app.focus() == Pane::Reader {
        return reading(app);
    }
    let list = &app.list;
    let mut parts = Vec::new();
    if let Some(entry) = list.entry.and_then(|entry| app.saved.entries.get(entry)) {
        parts.push(entry.saved.text.clone());
    } else if let Some(group) = list.groups().of(list.cursor).filter(|_| list.is_folded()) {
        parts.push(format!("group {}/{}", grouped(group + 1), grouped(list.groups().len())));
    } else if !list.rows().is_empty() {
        let place = format!("{}/{}", list.cursor + 1, list.rows().len());
        let total = list.filter.as_ref().map(|filter| filter.found.total).filter(|total| *total > list.rows().len());
        parts.push(total.map_or(place.clone(), |total| format!("{place} of {}", grouped(total))));
    }
    let order = list.order.name();
    parts.extend(match &list.filter {
        _ if list.entry.is_some() => None,
        Some(filter) if filter.edition => Some(filter.text.clone()),
        Some(filter) if filter.query.is_none() => Some(format!("“{}”, best first", filter.text)),
        Some(filter) => Some(format!("“{}”, {order}", filter.text)),
        None => Some(order),
    });
    parts.extend(list.selected().and_then(|handle| annotations(app, handle)));
    parts.extend(gathering(app));
    parts.extend(app.sifting.as_ref().map(|sifting| format!("searching “{}”…", sifting.filter.text)));
    // An archive that is known is looked through in no time, as a rule.
    if let Some(progress) = app.desk.progress.filter(|progress| app.desk.known == 0 || progress.files > 0) {
        parts.push(progress::words(&progress, signs));
    }
    if let Some(news) = app.desk.news() {
        let key =
            app.desk.keys_for(Action::Refresh, "list").map_or_else(String::new, |key| format!(" {} {key}", signs.dot));
        parts.push(format!("{news}{key}"));
    }
    match unread(app) {
        0 if app.desk.problems.is_empty() => {}
        0 => parts.push("notes: :problems".to_owned()),
        1 => parts.push("1 file could not be read · :problems".to_owned()),
        many => parts.push(format!("{many} files could not be read · :problems")),
    }
    parts.join("  ")
}

/// What is being done for a reader who waits for the stories.
fn gathering(app: &App) -> Option<String> {
    let awaited = app.telling.gathering.as_ref().filter(|gathering| gathering.wish.is_some());
    let united = app.telling.uniting.map(|_| "putting the story together…".to_owned());
    awaited.map(Gathering::sentence).or(united)
}

/// The tags and the note of an article.
fn annotations(app: &App, handle: Handle) -> Option<String> {
    let tags = app.desk.tags(handle).into_iter().map(|tag| format!("#{tag}"));
    let note = app.desk.note(handle);
    let said: Vec<String> = tags.chain((!note.is_empty()).then(|| format!("note: {note}"))).collect();
    (!said.is_empty()).then(|| said.join(" "))
}

/// How many files could not be read; others only have a note.
fn unread(app: &App) -> usize {
    app.desk.problems.iter().filter(|problem| !problem.note).count()
}

fn reading(app: &App) -> String {
    let Some(document) = app.reader.document() else { return String::new() };
    let progress = match document.minutes_left() {
        0 => "end".to_owned(),
        minutes => format!("{minutes} min left"),
    };
    let mut text = format!("{}% · {progress}", document.percent());
    if let Some(find) = &app.reader.find {
        text.push_str(&format!("  “{}” {} of {}", find.needle, find.current + 1, find.matches.len()));
    }
    if let Some(retold) = &app.reader.retelling.retold {
        let new = retold.new.len();
        let told = match app.reader.retelling.current {
            Some(current) => format!("new sentence {} of {new}", current + 1),
            None => counted(new),
        };
        text.push_str(&format!(" · {told}"));
    }
    if let Some(said) = app.reader.handle.and_then(|handle| annotations(app, handle)) {
        text.push_str(&format!("  {said}"));
    }
    if let Some(gathering) = gathering(app) {
        text.push_str(&format!("  {gathering}"));
    }
    text
}

/// A key's name without the brackets that only a keymap needs.
fn bare(keys: &str) -> &str {
    keys.strip_prefix('<').and_then(|name| name.strip_suffix('>')).unwrap_or(keys)
}

/// A few keys that help here, as they are bound now.
fn hints(app: &App) -> String {
    let (section, actions): (_, &[(Action, &str)]) = match (app.layers.last(), app.focus()) {
        (Some(Layer::Related(_)), _) => (
            "related",
            &[
                (Action::Mute, " mutes a reason"),
                (Action::Compare, " compare"),
                (Action::Hop1, "–9 hop"),
                (Action::Open, " open"),
                (Action::Close, " back"),
            ],
        ),
        (Some(Layer::Timeline(_)), _) => {
            ("related", &[(Action::Hop1, "–9 hop"), (Action::Open, " open"), (Action::Close, " back")])
        }
        (Some(Layer::FullText(_)), _) => {
            ("prompt", &[(Action::Accept, " open"), (Action::SaveQuery, " keep"), (Action::Cancel, " back")])
        }
        (Some(Layer::Trail(_)), _) => {
            ("list", &[(Action::Open, " read it"), (Action::Palette, "export-trail"), (Action::Close, " back")])
        }
        (Some(Layer::Compare(_)), _) => (
            "related",
            &[(Action::ArticleNext, " other telling"), (Action::Open, " read it"), (Action::Close, " back")],
        ),
        (Some(Layer::Names(layer)), _) if layer.is_choice() => {
            ("related", &[(Action::Hop1, "–9 its sentences"), (Action::Close, " back")])
        }
        (Some(Layer::Names(layer)), _) if layer.of == NamesOf::Archive => (
            "related",
            &[(Action::Open, " its sentences"), (Action::SwitchPane, " this story"), (Action::Close, " back")],
        ),
        (Some(Layer::Names(_)), _) => (
            "related",
            &[(Action::Open, " its sentences"), (Action::SwitchPane, " the archive"), (Action::Close, " back")],
        ),
        (Some(Layer::Mentions(_)), _) => ("related", &[(Action::Open, " read it there"), (Action::Close, " back")]),
        (Some(_), _) => ("page", &[(Action::Close, " back")]),
        (None, Pane::List) if app.list.entry.is_some() => {
            ("list", &[(Action::Open, " show"), (Action::SaveQuery, " rename"), (Action::RemoveQuery, " remove")])
        }
        (None, Pane::List) if app.list.is_folded() => {
            ("list", &[(Action::FoldGroup, " unfold"), (Action::FoldAll, " all"), (Action::Help, " help")])
        }
        (None, Pane::List) if app.list.filter.is_some() => {
            ("list", &[(Action::Open, " read"), (Action::Cancel, " all articles"), (Action::Help, " help")])
        }
        (None, Pane::List) => {
            ("list", &[(Action::Related, " related"), (Action::Find, " find"), (Action::Help, " help")])
        }
        (None, Pane::Reader) if app.reader.story.is_some() => (
            "reader",
            &[
                (Action::Timeline, " timeline"),
                (Action::Back, " back"),
                (Action::Close, " list"),
                (Action::Help, " help"),
            ],
        ),
        (None, Pane::Reader) => (
            "reader",
            &[
                (Action::Related, " related"),
                (Action::Back, " back"),
                (Action::Close, " list"),
                (Action::Help, " help"),
            ],
        ),
    };
    let hints: Vec<String> = actions
        .iter()
        .filter_map(|(action, what)| app.desk.keys_for(*action, section).map(|keys| format!("{}{what}", bare(keys))))
        .collect();
    hints.join("  ")
}
