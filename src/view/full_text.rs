//! The search of every text: the query, how many answer it, and each hit with the line where its words stand.

use std::ops::Range;

use super::canvas::Canvas;
use super::list::{GUTTER, mark, short_date, source, title};
use super::number::grouped;
use super::status::typed;
use super::theme::Role;
use crate::app::{Answer, App, Area, FullText, HitRows};
use crate::typeset::{cut, width};

/// What stands before the query.
const SIGN: &str = "Search  ";

/// What can be typed, and what it finds.
const EXAMPLES: [(&str, &str); 9] = [
    ("storm harbour", "both words, in any order"),
    ("\"storm surge\"", "the words side by side"),
    ("near:\"storm harbour\"", "in this order, with gaps"),
    ("harbour* harbuor~", "a beginning; a misspelt word"),
    ("storm OR gale -film", "one of the two, and without the third"),
    ("title:storm by:lee source:bugle", "words in that place"),
    ("date:>2014 date:2014-11..2014-12", "published then"),
    ("words:>800 lang:de", "so long; in this language"),
    ("is:unread is:starred is:noted tag:sea", "what you did with it"),
];

/// Draws the layer; says where the cursor of what is typed is.
pub fn draw(canvas: &mut Canvas<'_>, app: &App, search: &FullText, area: Area) -> Option<(u16, u16)> {
    let rows = HitRows::on(area.width, area.height);
    let first = area.y + u16::from(rows.parted);
    let cursor = heading(canvas, app, search, Area { y: first, ..area });
    let top = area.y + rows.top;
    let below = Area { y: top, height: (area.y + area.height).saturating_sub(top), ..area };
    if let Some(malformed) = &search.malformed {
        fault(
            canvas,
            search,
            malformed.range.clone(),
            &malformed.why,
            Area { y: first + 1, height: top - first - 1, ..area },
        );
    }
    match &search.answer {
        Some(answer) if !answer.found.hits.is_empty() => hits(canvas, app, search, answer, rows, below),
        Some(_) | None if search.line.text().trim().is_empty() => examples(canvas, below),
        Some(_) | None => {
            let message = match (&search.failed, search.is_waiting(), &search.answer) {
                (Some(sentence), ..) => sentence,
                (None, true, _) => "searching…",
                (None, false, Some(_)) if app.desk.progress.is_some() => {
                    "nothing so far; the archive is still being read"
                }
                (None, false, Some(_)) => "nothing in this archive answers it; try fewer words, begin* or misspelt~",
                (None, false, None) => "",
            };
            line(canvas, below, message);
        }
    }
    Some(cursor)
}

fn line(canvas: &mut Canvas<'_>, area: Area, text: &str) {
    let columns = area.width.saturating_sub(3);
    let text = cut(text, usize::from(columns), canvas.theme.signs.ellipsis).into_owned();
    if area.height > 0 {
        canvas.put(area.x + 2, area.y, columns, &text, canvas.style(Role::Quiet));
    }
}

/// The column where what is typed starts, and the byte of it that is shown first: a long line is shown by its end.
fn start(search: &FullText, area: Area) -> (u16, usize) {
    let x = area.x + 2 + SIGN.len() as u16;
    let room = usize::from((area.x + area.width).saturating_sub(x + 1));
    let before = search.line.before_cursor();
    (x, before.char_indices().map(|(at, _)| at).find(|at| width(&before[*at..]) <= room).unwrap_or(before.len()))
}

/// Puts the query, and how many answer it where there is room; says where the cursor is.
fn heading(canvas: &mut Canvas<'_>, app: &App, search: &FullText, area: Area) -> (u16, u16) {
    canvas.put(area.x + 2, area.y, area.width, SIGN, canvas.style(Role::Title));
    let (x, from) = start(search, area);
    let columns = (area.x + area.width).saturating_sub(x);
    let fault = search.malformed.as_ref().map(|malformed| malformed.range.clone());
    let end = typed(canvas, (x, area.y, columns), &search.line, from, fault);
    let so_far = if app.desk.progress.is_some() { " so far" } else { "" };
    let counted = match &search.answer {
        _ if search.is_waiting() => "searching…".to_owned(),
        Some(answer) => format!("{} found{so_far}", grouped(answer.found.count)),
        None => String::new(),
    };
    let columns = width(&counted) as u16;
    if end + 3 + columns < area.x + area.width {
        canvas.put(area.x + area.width - columns - 1, area.y, columns, &counted, canvas.style(Role::Quiet));
    }
    (x + width(&search.line.before_cursor()[from..]) as u16, area.y)
}

/// Points at what can't be understood and says why, in the line or two under the query.
fn fault(canvas: &mut Canvas<'_>, search: &FullText, range: Range<usize>, why: &str, area: Area) {
    let trouble = canvas.style(Role::Trouble);
    let (x, from) = start(search, area);
    let columns = |range: Range<usize>| width(search.line.text().get(range).unwrap_or_default()) as u16;
    let x = x + columns(from..range.start.max(from));
    let signs = "^".repeat(usize::from(columns(range.start.max(from)..range.end.max(from)).max(1)));
    let room = usize::from(area.width.saturating_sub(3));
    let fits = usize::from(x - area.x) + signs.len() + 1 + width(why) < usize::from(area.width);
    let sentence = cut(why, room, canvas.theme.signs.ellipsis).into_owned();
    if fits || area.height > 1 {
        let after = canvas.put(x, area.y, (area.x + area.width).saturating_sub(x), &signs, trouble);
        let (x, y) = if fits { (after + 1, area.y) } else { (area.x + 2, area.y + 1) };
        canvas.put(x, y, area.width, &sentence, trouble);
    } else {
        canvas.put(area.x + 2, area.y, area.width, &sentence, trouble);
    }
}

fn examples(canvas: &mut Canvas<'_>, area: Area) {
    let typed = EXAMPLES.iter().map(|(typed, _)| width(typed)).max().unwrap_or(0) as u16;
    let both = area.width > typed + 40;
    for ((example, meaning), y) in EXAMPLES.iter().zip(area.y..area.y + area.height) {
        canvas.put(area.x + 2, y, area.width, example, canvas.style(Role::Accent));
        if both {
            let x = area.x + 2 + typed + 2;
            canvas.put(x, y, area.width.saturating_sub(x), meaning, canvas.style(Role::Quiet));
        }
    }
}

fn hits(canvas: &mut Canvas<'_>, app: &App, search: &FullText, answer: &Answer, rows: HitRows, area: Area) {
    let ys = (area.y..area.y + area.height).step_by(usize::from(rows.height));
    let hits = answer.found.hits.iter().enumerate().skip(search.top).take(rows.shown);
    for ((index, hit), y) in hits.zip(ys) {
        let height = (rows.height - u16::from(rows.parted)).min(area.y + area.height - y);
        if index == search.cursor {
            canvas.put(area.x + 1, y, 1, canvas.theme.signs.selected, canvas.style(Role::Accent));
        }
        let Some(summary) = app.desk.summary(hit.handle) else { continue };
        mark(canvas, app, hit.handle, Area { y, ..area });
        let ellipsis = canvas.theme.signs.ellipsis;
        let (x, whole) = (area.x + GUTTER, area.width.saturating_sub(GUTTER + 1));
        let date = summary.published.map_or("no date".to_owned(), short_date);
        let facts: Vec<&str> = source(&summary).into_iter().chain([date.as_str()]).collect();
        let facts = facts.join(&format!(" {} ", canvas.theme.signs.dot));
        let facts = cut(&facts, usize::from(if rows.wide { whole / 3 } else { whole }), ellipsis).into_owned();
        let beside = if rows.wide { width(&facts) as u16 + 2 } else { 0 };
        let style = canvas.style(if app.desk.marks(hit.handle).read { Role::Quiet } else { Role::Text });
        let marks = answer.highlight.in_title(&summary.title, summary.language);
        title(canvas, &summary, &marks, (x, y, whole.saturating_sub(beside)), style);
        let (facts_x, facts_y) = if rows.wide { (x + whole + 2 - beside, y) } else { (x, y + 1) };
        if facts_y < y + height {
            canvas.put(facts_x, facts_y, whole, &facts, canvas.style(Role::Quiet));
        }
        let last = if rows.wide { 1 } else { 2 };
        if last < height {
            let (text, marks) = around_first(&hit.snippet, &hit.marks, usize::from(whole), ellipsis);
            let found = canvas.style(Role::Match);
            canvas.put_marked(&text, &marks, (x, y + last, whole), canvas.style(Role::Text), found);
        }
    }
}

/// A snippet cut to some columns so that its first mark is among them.
fn around_first(text: &str, marks: &[Range<usize>], columns: usize, ellipsis: &str) -> (String, Vec<Range<usize>>) {
    let first = marks.first().map_or(0..0, Range::clone);
    let mut start = 0;
    if width(text.get(..first.end).unwrap_or_default()) + width(ellipsis) > columns {
        // The mark stands a third into the line, which begins with a word where there is one.
        let lead = columns / 3;
        let before = &text[..first.start];
        let reach = before.char_indices().map(|(at, _)| at).find(|at| width(&before[*at..]) <= lead);
        let reach = reach.unwrap_or(first.start);
        start = before[reach..].find(' ').map_or(reach, |blank| reach + blank + 1);
    }
    let sign = if start > 0 { ellipsis } else { "" };
    let line = format!("{sign}{}", &text[start..]);
    let moved = |at: usize| at - start + sign.len();
    let marks = marks.iter().filter(|mark| mark.start >= start).map(|mark| moved(mark.start)..moved(mark.end));
    (cut(&line, columns, ellipsis).into_owned(), marks.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_mark_is_in_the_line_however_narrow_it_is() {
        let text = "…when the old ferry left late in the evening a gale rose over the sea, and everybody stayed ashore";
        let gale = text.find("gale").unwrap();
        for columns in [8, 20, 36, 76, 200] {
            let mark = gale..gale + 4;
            let (line, marks) = around_first(text, std::slice::from_ref(&mark), columns, "…");
            assert!(width(&line) <= columns, "{line}");
            assert_eq!(&line[marks[0].clone()], "gale", "{columns}");
        }
    }
}
