//! Dates as people write them.

use std::ops::Range;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::prefix::prefix;
use crate::article::Moment;
use lexer::Kind;
use reader::Reader;

mod lexer;
mod reader;
mod words;

/// The longest text that is a date, in bytes.
const LONGEST: usize = 160;

/// How much of a line [`find`] looks at, in bytes.
const WITHIN: usize = 400;

/// Reads a date, with its time of day and offset where given; the whole text must be the date.
///
/// Words that lead to a date (`Published`, `Posted on`, `Updated:`) and weekdays may stand before it.
/// Where a text gives two dates, the first that is not an update is taken. `4/5/2014` is 5 April, as in
/// the United States; `29/11/2014` can only be November. A zone that names no one offset (`ET`, `IST`)
/// leaves the time without. Digits alone are `YYYYMMDD`, or Unix seconds or milliseconds. A day that
/// doesn't exist is no date.
pub fn parse(text: &str) -> Option<Moment> {
    let text = text.trim();
    if text.len() > LONGEST || !lexer::has_number(text) {
        return None;
    }
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return digits(text);
    }
    let tokens = lexer::tokens(text);
    let mut reader = Reader::new(&tokens, 0);
    let mut first = None;
    let mut later = None;
    let mut updated = false;
    while !reader.is_done() {
        if let Some(moment) = reader.moment() {
            let kept = if updated { &mut later } else { &mut first };
            kept.get_or_insert(moment);
            updated = false;
        } else if reader.take_word(words::is_later) {
            updated = true;
        } else if !(reader.take_sign(",.:;|-–—·•()[]").is_some()
            || reader.take_word(words::is_label)
            || reader.take_word(words::is_weekday)
            || (first.or(later).is_some() && reader.clock().is_some()))
        {
            return None;
        }
    }
    first.or(later)
}

/// The first date inside a short line, and where it stands.
pub fn find(text: &str) -> Option<(Range<usize>, Moment)> {
    let line = prefix(text, WITHIN);
    if !lexer::has_number(line) {
        return None;
    }
    let tokens = lexer::tokens(line);
    (0..tokens.len()).find_map(|start| {
        let mut reader = Reader::new(&tokens, start);
        let moment = reader.moment()?;
        let last = tokens.get(reader.at().checked_sub(1)?)?;
        Some((tokens[start].range.start..last.range.end, moment))
    })
}

/// Whether a word (`Published`, `on:`) leads to a date.
pub(super) fn is_label(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
    words::is_label(&word) || words::is_later(&word)
}

/// Whether a word is a day of the week.
pub(super) fn is_weekday(word: &str) -> bool {
    words::is_weekday(&word.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase())
}

/// Whether a date line says that it is a later version's.
pub(super) fn is_update(line: &str) -> bool {
    line.split(|c: char| !c.is_alphabetic()).any(|word| words::is_later(&word.to_lowercase()))
}

/// Whether a line is made of nothing but a date's words, though it may be no whole date: `Apr 28`, `Tuesday`.
pub(super) fn is_partial(line: &str) -> bool {
    let dated = |word: &str| words::month(word).is_some() || words::is_weekday(word);
    let tokens = lexer::tokens(prefix(line, LONGEST));
    let known = tokens.iter().all(|token| match &token.kind {
        Kind::Word(word) => dated(word) || words::is_label(word) || words::is_later(word) || words::is_clock_word(word),
        _ => true,
    });
    known && tokens.iter().any(|token| matches!(&token.kind, Kind::Word(word) if dated(word)))
}

/// The day in a path or an address: `2014-11-29-title.md`, `/2014/11/29/`, `/2013/may/03/`, `story-20130504`.
pub fn in_path(path: &str) -> Option<Moment> {
    let tokens = lexer::tokens(path);
    (0..tokens.len()).find_map(|start| match tokens[start].kind {
        Kind::Number { value, digits: 8 } => compact(value),
        _ => Reader::new(&tokens, start).year_first().map(Moment::day),
    })
}

fn digits(text: &str) -> Option<Moment> {
    let number: i64 = text.parse().ok()?;
    let seconds = match text.len() {
        8 => return compact(u32::try_from(number).ok()?),
        9 | 10 => Timestamp::from_second(number),
        12 | 13 => Timestamp::from_millisecond(number),
        16 => Timestamp::from_microsecond(number),
        _ => return None,
    };
    let utc = seconds.ok()?.to_zoned(TimeZone::UTC);
    let time = utc.time().with().subsec_nanosecond(0).build().ok()?;
    Some(Moment { date: utc.date(), time: Some(time), offset: Some(jiff::tz::Offset::UTC) })
}

/// `20141129`.
fn compact(number: u32) -> Option<Moment> {
    let month = i8::try_from(number / 100 % 100).ok()?;
    reader::date(number / 10_000, month, number % 100).map(Moment::day)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Option<String> {
        parse(text).map(|moment| moment.to_string())
    }

    #[track_caller]
    fn same(cases: &[(&str, &str)]) {
        for (text, moment) in cases {
            assert_eq!(read(text).as_deref(), Some(*moment), "{text}");
        }
    }

    #[test]
    fn iso_8601_is_read() {
        same(&[
            ("2014-11-29", "2014-11-29"),
            ("20141129", "2014-11-29"),
            ("2014-11-29T10:15:00Z", "2014-11-29T10:15:00Z"),
            ("2014-11-29T10:15:00.123+0900", "2014-11-29T10:15:00+09:00"),
            ("2014-11-29 10:15:00 -0500", "2014-11-29T10:15:00-05:00"),
            ("2014-11-29T10:15:00-05:00", "2014-11-29T10:15:00-05:00"),
        ]);
    }

    #[test]
    fn mail_and_server_dates_are_read() {
        same(&[
            ("Sat, 29 Nov 2014 10:15:00 +0100", "2014-11-29T10:15:00+01:00"),
            ("Sat, 29 Nov 2014 10:15:00 +0100 (CET)", "2014-11-29T10:15:00+01:00"),
            ("29 Nov 14 10:15 GMT", "2014-11-29T10:15:00Z"),
            ("Sat Nov 29 10:15:00 EST 2014", "2014-11-29T10:15:00-05:00"),
        ]);
    }

    #[test]
    fn english_dates_are_read() {
        same(&[
            ("November 29, 2014", "2014-11-29"),
            ("29 November 2014", "2014-11-29"),
            ("29th of November, 2014", "2014-11-29"),
            ("Saturday, Nov. 29th 2014", "2014-11-29"),
            ("Nov. 29, 2014 10:15 p.m. EST", "2014-11-29T22:15:00-05:00"),
            ("NOV. 29, 2014, 8:12 PM", "2014-11-29T20:12:00"),
            ("Nov 29 2014, 5:55p", "2014-11-29T17:55:00"),
            ("3: 35 p. m. , November 29, 2014", "2014-11-29T15:35:00"),
            ("12:05 am, 29 Nov 2014", "2014-11-29T00:05:00"),
            ("8:05am UK, Saturday 29 November 2014", "2014-11-29T08:05:00"),
            ("29 November 2014, 15:39 (GMT+05:00)", "2014-11-29T15:39:00+05:00"),
            ("Saturday 29 November 2014 03.31 BST", "2014-11-29T03:31:00+01:00"),
        ]);
    }

    #[test]
    fn words_before_a_date_do_not_matter() {
        same(&[
            ("Published November 29, 2014", "2014-11-29"),
            ("Posted on: 29 November 2014", "2014-11-29"),
            ("Last updated at 10:15 GMT, 29 November 2014", "2014-11-29T10:15:00Z"),
            ("First posted: 11/29/14 06:44 PM ET Updated: 12/02/14 05:12 AM ET", "2014-11-29T18:44:00"),
            ("29 November 2014 Last updated at 13:38 GMT", "2014-11-29"),
            ("on Nov 29, 2014", "2014-11-29"),
        ]);
    }

    #[test]
    fn numbers_alone_are_read_by_their_signs() {
        same(&[
            ("2014/11/29", "2014-11-29"),
            ("2014. 11. 29", "2014-11-29"),
            ("11/29/2014", "2014-11-29"),
            ("29/11/2014", "2014-11-29"),
            ("4/5/2014", "2014-04-05"),
            ("29.11.2014", "2014-11-29"),
            ("4.5.2014, 13.45 Uhr", "2014-05-04T13:45:00"),
        ]);
    }

    #[test]
    fn other_languages_are_read() {
        same(&[
            ("Samstag, 29. November 2014 um 13:45 Uhr", "2014-11-29T13:45:00"),
            ("3. März 2014", "2014-03-03"),
            ("Publié le samedi 29 novembre 2014 à 13h45", "2014-11-29T13:45:00"),
            ("1er août 2014", "2014-08-01"),
            ("29 de noviembre de 2014", "2014-11-29"),
            ("29 novembre 2014", "2014-11-29"),
            ("29 de novembro de 2014", "2014-11-29"),
            ("zaterdag 1 maart 2014", "2014-03-01"),
            ("2014年11月29日", "2014-11-29"),
            ("２０１４年１１月２９日（土）", "2014-11-29"),
            ("2014년 11월 29일", "2014-11-29"),
        ]);
    }

    #[test]
    fn unix_time_is_read() {
        same(&[("1417256100", "2014-11-29T10:15:00Z"), ("1417256100123", "2014-11-29T10:15:00Z")]);
    }

    #[test]
    fn a_day_that_does_not_exist_is_no_date() {
        for text in
            ["2014-02-30", "February 30, 2014", "31/31/2014", "2014-13-01", "0000-00-00", "99999999", "29 Nov 9999"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn text_that_is_more_than_a_date_is_none() {
        for text in [
            "",
            "on",
            "November 2014",
            "Dec. 24 4:33 AM EST",
            "The trial is set for November 29, 2014",
            "On November 29, 2014, the hall burned",
            "By Ann Lee, November 29, 2014",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_date_is_found_in_its_line() {
        let line = "Posted on28. Juli 2019AuthorANN LEE4 Kommentare";
        let (range, moment) = find(line).unwrap();
        assert_eq!((&line[range], moment.to_string().as_str()), ("28. Juli 2019", "2019-07-28"));
        let line = "Ann Lee | Sep 21, 2016 10:15 am | News";
        let (range, moment) = find(line).unwrap();
        assert_eq!((&line[range], moment.to_string().as_str()), ("Sep 21, 2016 10:15 am", "2016-09-21T10:15:00"));
        assert_eq!(find("No date in 2014 here"), None);
    }

    #[test]
    fn a_path_may_tell_the_day() {
        for path in
            ["2014-11-29-title.md", "archive/2014/11/29/story.html", "http://x.test/2014/nov/29/a", "news-20141129.txt"]
        {
            assert_eq!(in_path(path).map(|moment| moment.to_string()).as_deref(), Some("2014-11-29"), "{path}");
        }
        for path in ["story.txt", "2014/title.md", "12345678.txt", "a2ee6d45c1de13a8.txt"] {
            assert_eq!(in_path(path), None, "{path}");
        }
    }

    proptest! {
        #[test]
        fn nothing_written_makes_a_date_panic(text in "\\PC{0,60}", dated in "[0-9a-zA-Z :./,+()年月日-]{0,40}") {
            let _ = (parse(&text), find(&text), in_path(&text));
            let _ = (parse(&dated), find(&dated), in_path(&dated));
        }
    }
}
