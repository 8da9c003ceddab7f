//! When an article was published: a day, and a time of day and an offset when they are known.

use std::cmp::Reverse;
use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, Time};
use jiff::tz::Offset;
use serde::{Serialize, Serializer};

/// A day, with the time of day and its offset from UTC where the article gives them.
///
/// ```
/// # use byline::article::Moment;
/// let moment: Moment = "2014-11-29T10:15:00-05:00".parse().unwrap();
/// assert_eq!(moment.to_string(), "2014-11-29T10:15:00-05:00");
/// assert_eq!("2014-11-29".parse::<Moment>().unwrap().to_string(), "2014-11-29");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Moment {
    /// The day, in the article's own time zone.
    pub date: Date,
    /// The time of day.
    pub time: Option<Time>,
    /// The time's offset from UTC.
    pub offset: Option<Offset>,
}

/// The text is no ISO 8601 date or date and time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a date such as 2014-11-29 or 2014-11-29T10:15:00Z")]
pub struct ParseMomentError;

impl Moment {
    /// A day without a time.
    pub fn day(date: Date) -> Self {
        Self { date, time: None, offset: None }
    }

    /// The day and the time of day in UTC, so many seconds after 1970.
    pub fn at(seconds: i64) -> Option<Self> {
        let time = jiff::Timestamp::from_second(seconds).ok()?;
        let civil = Offset::UTC.to_datetime(time);
        Some(Self { date: civil.date(), time: Some(civil.time()), offset: Some(Offset::UTC) })
    }

    /// The day from 1 January 1970, the second of the day and the offset in seconds: what is stored of it.
    pub fn to_numbers(self) -> (i32, Option<u32>, Option<i32>) {
        let second = |time: Time| {
            u32::from(time.hour().unsigned_abs()) * 3600
                + u32::from(time.minute().unsigned_abs()) * 60
                + u32::from(time.second().unsigned_abs())
        };
        (self.days(), self.time.map(second), self.offset.map(Offset::seconds))
    }

    /// The moment of these numbers; `None` when there is none.
    pub fn of_numbers(days: i32, second: Option<u32>, offset: Option<i32>) -> Option<Self> {
        let date = jiff::civil::date(1970, 1, 1).checked_add(jiff::Span::new().try_days(days).ok()?).ok()?;
        let time = match second {
            Some(second) => {
                let part = |number: u32| i8::try_from(number).ok();
                Some(Time::new(part(second / 3600)?, part(second / 60 % 60)?, part(second % 60)?, 0).ok()?)
            }
            None => None,
        };
        let offset = offset.map(Offset::from_seconds).transpose().ok()?;
        Some(Self { date, time, offset })
    }

    /// A key to sort by: seconds from 1970 in UTC, a missing time being midnight.
    pub fn order(self) -> i64 {
        let days = i64::from(self.days());
        let time = self
            .time
            .map_or(0, |time| i64::from(time.hour()) * 3600 + i64::from(time.minute()) * 60 + i64::from(time.second()));
        days * 86_400 + time - self.offset.map_or(0, |offset| i64::from(offset.seconds()))
    }

    /// A key by which the newest come first, and what has no date last: the order of lists, and that in which they are
    /// kept.
    pub fn newest_first(published: Option<Self>) -> (bool, Reverse<i64>) {
        published.map_or((true, Reverse(0)), |published| (false, Reverse(published.order())))
    }

    /// The day in words: `1 December 2014`.
    pub fn in_words(self) -> String {
        const MONTHS: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let month = usize::from(self.date.month().unsigned_abs()).wrapping_sub(1);
        format!("{} {} {}", self.date.day(), MONTHS.get(month).unwrap_or(&""), self.date.year())
    }

    /// The day of the week: `Monday`.
    pub fn weekday(self) -> &'static str {
        const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
        DAYS[usize::from(self.date.weekday().to_monday_zero_offset().unsigned_abs()) % DAYS.len()]
    }

    /// Days from 1 January 1970, in the article's own time zone.
    pub fn days(self) -> i32 {
        let epoch = jiff::civil::date(1970, 1, 1);
        // Two civil dates are at most 7.3 million days apart, and days are the default unit.
        self.date.duration_since(epoch).as_hours().div_euclid(24) as i32
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.date)?;
        if let Some(time) = self.time {
            write!(f, "T{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second())?;
            match self.offset {
                Some(offset) if offset.seconds() == 0 => write!(f, "Z")?,
                Some(offset) => {
                    let minutes = offset.seconds().abs() / 60;
                    let sign = if offset.seconds() < 0 { '-' } else { '+' };
                    write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)?;
                }
                None => {}
            }
        }
        Ok(())
    }
}

impl FromStr for Moment {
    type Err = ParseMomentError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let pieces: jiff::fmt::temporal::Pieces<'_> =
            jiff::fmt::temporal::Pieces::parse(text.trim()).map_err(|_| ParseMomentError)?;
        let offset = pieces.to_numeric_offset();
        Ok(Self { date: pieces.date(), time: pieces.time(), offset: pieces.time().and(offset) })
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
