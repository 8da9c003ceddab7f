//! A story in a few words: how many tellings, whose, of which days.

use std::cmp::Ordering;

use super::list::short_date;
use super::number::grouped;
use crate::app::{App, Storyline};
use crate::article::{Handle, Moment};
use crate::typeset::width;

/// Of longer stories nobody is told how much is unread: that is counted with every frame.
const COUNTED: usize = 1_000;

/// What is known of a story of which `rows` rows are shown, as much of it as fits in so many columns.
pub fn facts(story: &Storyline, rows: usize, unread: Option<usize>, columns: usize) -> String {
    let all = story.tellings.len();
    let tellings = match rows.cmp(&all) {
        Ordering::Less => format!("{} of {} tellings", grouped(rows), grouped(all)),
        Ordering::Equal => format!("{} tellings", grouped(all)),
        Ordering::Greater => format!("{} tellings, perhaps {}", grouped(all), grouped(rows)),
    };
    let named = story.sources.join(", ");
    let counted = match story.sources.len() {
        0 => String::new(),
        1 => "1 source".to_owned(),
        many => format!("{} sources", grouped(many)),
    };
    let days = story.days.map_or_else(String::new, |(first, last)| span(first, last));
    let unread = unread.filter(|unread| *unread > 0).map_or_else(String::new, |unread| format!("{unread} unread"));
    let joined = |parts: &[&String]| {
        let parts: Vec<&str> = parts.iter().map(|part| part.as_str()).filter(|part| !part.is_empty()).collect();
        parts.join(" · ")
    };
    let ways = [
        joined(&[&tellings, &named, &days, &unread]),
        joined(&[&tellings, &counted, &days, &unread]),
        joined(&[&tellings, &days, &unread]),
        joined(&[&tellings, &unread]),
        tellings,
        grouped(all),
    ];
    ways.into_iter().find(|way| width(way) <= columns).unwrap_or_default()
}

/// From one day to another: `04–06 Mar 19`, `25 Nov – 17 Dec 14`.
pub fn span(first: Moment, last: Moment) -> String {
    let (from, to) = (short_date(first), short_date(last));
    // A day of another century is told by month and year alone.
    let by_day = from.len() == to.len() && to.len() > "May 1916".len() && first.date.year() == last.date.year();
    match (by_day && first.date.month() == last.date.month(), from.get(..2), from.get(..6)) {
        _ if from == to => from,
        (true, Some(day), _) => format!("{day}–{to}"),
        (false, _, Some(day)) if by_day => format!("{day} – {to}"),
        _ => format!("{from} – {to}"),
    }
}

/// What the status line says of the story of the open article: in many words, and in few.
pub fn of_open_article(app: &App, article: Handle) -> Option<[String; 2]> {
    let story = app.desk.stories.story_of(article)?;
    let tellings = format!("{} tellings", grouped(story.tellings.len()));
    let is_unread = |telling: &&Handle| !app.desk.is_read(**telling);
    let unread = match story.tellings.len() {
        ..=COUNTED => story.tellings.iter().filter(is_unread).count(),
        _ => 0,
    };
    let unread = if unread > 0 { format!(", {} unread", grouped(unread)) } else { String::new() };
    Some([format!("same story: {tellings}{unread}"), tellings])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_says_month_and_year_once() {
        let span = |first: &str, last: &str| span(first.parse().unwrap(), last.parse().unwrap());
        assert_eq!(span("2019-03-04", "2019-03-04"), "04 Mar 19");
        assert_eq!(span("2019-03-04", "2019-03-06"), "04–06 Mar 19");
        assert_eq!(span("2014-11-25", "2014-12-17"), "25 Nov – 17 Dec 14");
        assert_eq!(span("2013-11-25", "2014-11-17"), "25 Nov 13 – 17 Nov 14");
        assert_eq!(span("1916-05-02", "1916-07-03"), "May 1916 – Jul 1916");
        assert_eq!(span("1916-05-02", "2014-07-03"), "May 1916 – 03 Jul 14");
    }
}
