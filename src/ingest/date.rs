//! Dates as people write them.

use std::ops::Range;

use jiff::Timestamp;
use jiff::civil::{Date, ISOWeekDate, Time, Weekday};
use jiff::tz::TimeZone;

use super::prefix::prefix;
use crate::article::Moment;
use lexer::{Kind, Token};
use reader::Reader;

mod clock;
mod lexer;
mod reader;
mod words;

/// The longest text that is a date, in bytes.
const LONGEST: usize = 160;

/// How much of a line [`find`] looks at, in bytes.
const WITHIN: usize = 400;

/// How `4/5/2014` is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// 5 April, as in the United States.
    #[default]
    MonthFirst,
    /// 4 May, as nearly everywhere else.
    DayFirst,
}

/// A date inside a line.
#[derive(Clone, Debug)]
pub(super) struct Dated {
    /// Where it stands.
    pub(super) range: Range<usize>,
    pub(super) moment: Moment,
    /// It says that it is a later version's.
    pub(super) later: bool,
}

/// Reads a date, with its time of day and offset where given; the whole text must be the date.
///
/// Words that lead to a date (`Published`, `Posted on`, `Updated:`) and weekdays may stand before it.
/// Where a text gives two dates, the first that is not an update is taken. `4/5/2014` is 5 April, as in
/// the United States, unless a word beside it is of another language; `29/11/2014` can only be November.
/// Digits alone are `YYYYMMDD`, with `HHMMSS` or not, or Unix seconds or milliseconds. A day that
/// doesn't exist is no date.
pub fn parse(text: &str) -> Option<Moment> {
    parse_in(text, Order::MonthFirst)
}

/// Reads a date as [`parse`] does, in a text whose language writes numbers in this order.
pub fn parse_in(text: &str, order: Order) -> Option<Moment> {
    let text = text.trim();
    if text.len() > LONGEST || !lexer::has_number(text) {
        return None;
    }
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return digits(text);
    }
    if !opens_date(text) {
        return None;
    }
    if let Some(date) = week_or_ordinal(text) {
        return Some(Moment::day(date));
    }
    let tokens = lexer::tokens(text);
    let mut reader = Reader::new(&tokens, 0, order_of(&tokens, order));
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
        } else if !(reader.take_sign(",.:;|-–—·•()[]/：،").is_some()
            || reader.take_word(words::is_label)
            || reader.take_word(words::is_weekday)
            || (first.or(later).is_some() && reader.clock(true).is_some()))
        {
            return None;
        }
    }
    first.or(later)
}

/// Whether a text starts as a date may: most lines with a number in them don't, and are not taken apart.
fn opens_date(text: &str) -> bool {
    const WORD: usize = 16;
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    if letters == 0 || text.as_bytes().get(letters).is_some_and(|byte| !byte.is_ascii()) {
        return true;
    }
    let mut lower = [0; WORD];
    let Some(lower) = lower.get_mut(..letters) else { return false };
    lower.copy_from_slice(&text.as_bytes()[..letters]);
    lower.make_ascii_lowercase();
    let Ok(word) = std::str::from_utf8(lower) else { return false };
    words::is_label(word)
        || words::is_later(word)
        || words::is_weekday(word)
        || words::month(word).is_some()
        || words::is_joint(word)
}

/// The order that the words of a line prove, else the one that is known. Only numbers alone are read by it.
fn order_of(tokens: &[Token], known: Order) -> Order {
    let short = |token: &Token| matches!(token.kind, Kind::Number { digits: 1 | 2, .. });
    let parted = |three: &[Token]| short(&three[0]) && matches!(three[1].kind, Kind::Sign(_)) && short(&three[2]);
    if !tokens.windows(3).any(parted) {
        return known;
    }
    let foreign = |token: &Token| matches!(&token.kind, Kind::Word(word) if words::is_foreign(word));
    if tokens.iter().any(foreign) { Order::DayFirst } else { known }
}

/// The first date inside a short line, and where it stands.
pub fn find(text: &str) -> Option<(Range<usize>, Moment)> {
    all(text, Order::MonthFirst).next().map(|dated| (dated.range, dated.moment))
}

/// The dates inside a short line, in order.
pub(super) fn all(text: &str, order: Order) -> impl Iterator<Item = Dated> + use<> {
    let line = prefix(text, WITHIN);
    let tokens = if lexer::has_number(line) { lexer::tokens(line) } else { Vec::new() };
    let order = order_of(&tokens, order);
    let mut start = 0;
    let mut later = false;
    std::iter::from_fn(move || {
        /// How far before its first number a date may start, in tokens: `Saturday, Nov. 29`, `午後(土)3`.
        const AHEAD: usize = 4;
        while start < tokens.len() {
            let numbered = tokens[start..].iter().take(AHEAD).any(|token| matches!(token.kind, Kind::Number { .. }));
            let mut reader = Reader::new(&tokens, start, order);
            let first = start;
            later |= matches!(&tokens[start].kind, Kind::Word(word) if words::is_later(word));
            start += 1;
            if let Some(moment) = numbered.then(|| reader.moment()).flatten()
                && let Some(last) = tokens.get(reader.at().wrapping_sub(1))
            {
                start = reader.at();
                let range = tokens[first].range.start..last.range.end;
                return Some(Dated { range, moment, later: std::mem::take(&mut later) });
            }
        }
        None
    })
}

/// The first day and month without a year inside a short line.
pub(super) fn day_of_month(text: &str) -> Option<(i8, u32)> {
    let line = prefix(text, LONGEST);
    if !lexer::has_number(line) {
        return None;
    }
    let tokens = lexer::tokens(line);
    (0..tokens.len()).find_map(|start| Reader::new(&tokens, start, Order::MonthFirst).day_of_month())
}

/// Whether a line has two numbers parted by a slash or a hyphen whose order only the language tells: `4/5/2014`.
pub(super) fn is_ambiguous(line: &str) -> bool {
    let bytes = line.as_bytes();
    let digits = |run: &mut dyn Iterator<Item = &u8>| run.take_while(|byte| byte.is_ascii_digit()).count();
    let ambiguous = |at: usize| {
        let (before, after) = (&bytes[..at], &bytes[at + 1..]);
        let (first, second) = (digits(&mut before.iter().rev()), digits(&mut after.iter()));
        // After a year, the month comes first everywhere.
        let dated = before[..at - first].ends_with(&bytes[at..=at]);
        matches!((first, second), (1 | 2, 1 | 2)) && !dated
    };
    bytes.len() <= WITHIN && memchr::memchr2_iter(b'/', b'-', bytes).any(ambiguous)
}

/// Whether there is a number in the line: no date is without one, and most lines are.
pub(super) fn has_number(line: &str) -> bool {
    lexer::has_number(line)
}

/// Whether a word (`Published`, `on:`) leads to a date.
pub(super) fn is_label(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
    words::is_label(&word) || words::is_later(&word)
}

/// Whether a word names a month.
pub(super) fn is_month(word: &str) -> bool {
    words::month(&word.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase()).is_some()
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
    const LONGEST: usize = 60;
    if line.len() > LONGEST || !opens_date(line) {
        return false;
    }
    let tokens = lexer::tokens(line);
    let known = tokens.iter().all(|token| match &token.kind {
        Kind::Word(word) => dated(word) || words::is_label(word) || words::is_later(word) || words::is_clock_word(word),
        _ => true,
    });
    known && tokens.iter().any(|token| matches!(&token.kind, Kind::Word(word) if dated(word)))
}

/// The day in a path or an address: `2014-11-29-title.md`, `/2014/11/29/`, `/2013/may/03/`, `story-20130504`.
pub fn in_path(path: &str) -> Option<Moment> {
    if !has_year(path) {
        return None;
    }
    let tokens = lexer::tokens(path);
    (0..tokens.len()).find_map(|start| match tokens[start].kind {
        Kind::Number { value, digits: 8 } => compact(value),
        Kind::Number { digits: 4, .. } => Reader::new(&tokens, start, Order::MonthFirst).year_first().map(Moment::day),
        _ => None,
    })
}

/// The year in a path or an address, and the month where it follows: `/2014/11/`, `archive-2014/`.
fn year_in_path(path: &str) -> Option<(i16, Option<i8>)> {
    /// News on the net, and the papers of the century before.
    const YEARS: Range<u32> = 1850..2100;
    if !has_year(path) {
        return None;
    }
    let tokens = lexer::tokens(path);
    tokens.iter().enumerate().find_map(|(at, token)| match token.kind {
        Kind::Number { value, digits: 4 } if YEARS.contains(&value) => {
            let month = match (tokens.get(at + 1).map(|token| &token.kind), tokens.get(at + 2).map(|token| &token.kind))
            {
                (Some(Kind::Sign('/' | '-' | '_' | '.')), Some(&Kind::Number { value: month @ 1..=12, digits: 2 })) => {
                    i8::try_from(month).ok()
                }
                _ => None,
            };
            Some((i16::try_from(value).ok()?, month))
        }
        _ => None,
    })
}

/// A day of the year that a path or an address names: what a dateline leaves out.
pub(super) fn in_year_of(path: &str, (month, day): (i8, u32)) -> Option<Moment> {
    let (year, filed) = year_in_path(path)?;
    // What was written in December is filed under January of the next year.
    let year = if filed == Some(1) && month == 12 { year - 1 } else { year };
    reader::date(u32::try_from(year).ok()?, month, day).map(Moment::day)
}

/// Whether there are four digits in a row.
fn has_year(path: &str) -> bool {
    path.as_bytes().windows(4).any(|piece| piece.iter().all(u8::is_ascii_digit))
}

fn digits(text: &str) -> Option<Moment> {
    let number: i64 = text.parse().ok()?;
    let seconds = match text.len() {
        8 => return compact(u32::try_from(number).ok()?),
        // A web archive's stamp; it is in UTC.
        14 => return stamp(number),
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

/// `20141129101500`.
fn stamp(number: i64) -> Option<Moment> {
    let part = |divisor: i64| i8::try_from(number / divisor % 100).ok();
    let day = compact(u32::try_from(number / 1_000_000).ok()?)?;
    let time = Time::new(part(10_000)?, part(100)?, part(1)?, 0).ok()?;
    Some(Moment { time: Some(time), offset: Some(jiff::tz::Offset::UTC), ..day })
}

/// `2014-W48-6`, `2014-333`: ISO 8601 by week and by day of the year. Only a whole text is read so.
fn week_or_ordinal(text: &str) -> Option<Date> {
    let (year, rest) = text.split_once('-')?;
    let number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<i16>().ok())?;
    let year = number(year).filter(|_| year.len() == 4)?;
    let day = match rest.strip_prefix('W') {
        Some(week) => {
            let (week, day) = week.split_once('-').filter(|(week, day)| week.len() == 2 && day.len() == 1)?;
            let weekday = Weekday::from_monday_one_offset(i8::try_from(number(day)?).ok()?).ok()?;
            ISOWeekDate::new(year, i8::try_from(number(week)?).ok()?, weekday).ok()?.date()
        }
        None => {
            let day = number(rest).filter(|_| rest.len() == 3)?;
            Date::new(year, 1, 1).ok()?.with().day_of_year(day).build().ok()?
        }
    };
    reader::date(u32::try_from(day.year()).ok()?, day.month(), u32::try_from(day.day()).ok()?)
}

#[cfg(test)]
mod tests;
