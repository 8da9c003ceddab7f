//! Every sentence that names something, each under its date and source.

use super::canvas::Canvas;
use super::list::short_date;
use super::theme::Role;
use crate::app::{App, Area, Mention, MentionRows, MentionsLayer, NamesOf};
use crate::article::Block;
use crate::typeset::{self, cut};

/// Draws the layer; says where the selected sentence is.
pub fn draw(canvas: &mut Canvas<'_>, app: &App, layer: &MentionsLayer, area: Area) -> Option<(u16, u16)> {
    let ellipsis = canvas.theme.signs.ellipsis;
    let columns = area.width.saturating_sub(6);
    let heading = match (&layer.rows, &layer.of) {
        (MentionRows::Found(found), NamesOf::Archive) if !found.rows.is_empty() => {
            let (sentences, articles) = (counted(found.rows.len(), "sentence"), counted(found.articles, "article"));
            format!("{} in {}{sentences}, {articles}", layer.name, if found.more { "the first " } else { "" })
        }
        (MentionRows::Found(found), _) if !found.rows.is_empty() => {
            let (sentences, tellings) = (counted(found.rows.len(), "sentence"), counted(found.articles, "telling"));
            format!("{} in {sentences}, {tellings} of this story", layer.name)
        }
        _ => layer.name.clone(),
    };
    let heading = cut(&heading, usize::from(columns), ellipsis).into_owned();
    canvas.put(area.x + 2, area.y, columns, &heading, canvas.style(Role::Title));
    let top = area.y + if area.height > 4 { 2 } else { 1 };
    let said = match &layer.rows {
        MentionRows::Waiting => Some("looking for its sentences…"),
        MentionRows::Failed(sentence) => Some(sentence.as_str()),
        MentionRows::Found(found) if found.rows.is_empty() => Some("no sentence names it"),
        MentionRows::Found(_) => None,
    };
    if let Some(said) = said {
        canvas.put(area.x + 4, top, columns, said, canvas.style(Role::Quiet));
        return None;
    }
    let measure = columns.min(app.desk.settings.measure).max(1);
    let blank = usize::from(area.height >= 12);
    let height = usize::from((area.y + area.height).saturating_sub(top)).max(1);
    let set = |mention: &Mention| typeset::set(&Block::paragraph(mention.text.as_str()), measure, None);
    // The selected sentence is the last one that is on screen whole: as many before it as fit.
    let mut first = layer.cursor;
    let mut lines = layer.selected().map_or(0, |mention| set(mention).len() + 1);
    while let Some(before) = first.checked_sub(1).and_then(|before| layer.found().get(before)) {
        lines += set(before).len() + 1 + blank;
        if lines > height {
            break;
        }
        first -= 1;
    }
    let (mut y, bottom) = (top, area.y + area.height);
    let (style, hit) = (canvas.style(Role::Text), canvas.style(Role::Match));
    let mut cursor = None;
    for (index, mention) in layer.found().iter().enumerate().skip(first) {
        if y >= bottom {
            break;
        }
        if index == layer.cursor {
            canvas.put(area.x + 1, y, 1, canvas.theme.signs.selected, canvas.style(Role::Accent));
            cursor = Some((area.x + 1, y));
        }
        let facts = cut(&facts(canvas, app, mention), usize::from(columns), ellipsis).into_owned();
        canvas.put(area.x + 4, y, columns, &facts, canvas.style(Role::Quiet));
        y += 1;
        for line in set(mention) {
            if y < bottom {
                canvas.put_line(&mention.text, &line, &mention.marks, (area.x + 4, y, columns), style, hit);
                y += 1;
            }
        }
        y += blank as u16;
    }
    cursor
}

/// When and where a sentence was written.
fn facts(canvas: &Canvas<'_>, app: &App, mention: &Mention) -> String {
    let Some(summary) = app.desk.summary(mention.handle) else { return String::new() };
    let date = summary.published.map_or_else(|| "no date".to_owned(), short_date);
    let facts: Vec<String> = [date].into_iter().chain(summary.source.clone()).chain([summary.title.clone()]).collect();
    facts.join(&format!(" {} ", canvas.theme.signs.dot))
}

fn counted(count: usize, what: &str) -> String {
    format!("{} {what}{}", super::number::grouped(count), if count == 1 { "" } else { "s" })
}
