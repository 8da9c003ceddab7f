//! One date with its time and zone, read from tokens.

use jiff::civil::{Date, Time};
use jiff::tz::Offset;

use super::lexer::{Kind, Token};
use super::words;
use crate::article::Moment;

/// Years that articles have: print is not older, and an archive is not of the future.
const YEARS: std::ops::RangeInclusive<u32> = 1400..=2199;

/// A time of day and its offset, where it has one.
type Clock = (Time, Option<Offset>);

/// A place in the tokens of a line. Each method reads one thing, or nothing and stays where it is.
pub(super) struct Reader<'a> {
    tokens: &'a [Token],
    at: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(tokens: &'a [Token], at: usize) -> Self {
        Self { tokens, at }
    }

    /// How many tokens have been read.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn is_done(&self) -> bool {
        self.at >= self.tokens.len()
    }

    fn kind(&self, ahead: usize) -> Option<&'a Kind> {
        self.tokens.get(self.at + ahead).map(|token| &token.kind)
    }

    /// The next word, whatever it is.
    pub(super) fn word(&self) -> Option<&'a str> {
        match self.kind(0)? {
            Kind::Word(word) => Some(word),
            _ => None,
        }
    }

    /// Reads the next word if it is what is asked for.
    pub(super) fn take_word(&mut self, is: fn(&str) -> bool) -> bool {
        let found = self.word().is_some_and(is);
        self.at += usize::from(found);
        found
    }

    /// Reads the next sign if it is one of these.
    pub(super) fn take_sign(&mut self, signs: &str) -> Option<char> {
        match self.kind(0)? {
            &Kind::Sign(sign) if signs.contains(sign) => {
                self.at += 1;
                Some(sign)
            }
            _ => None,
        }
    }

    /// Reads a number of `least` to `most` digits.
    fn number(&mut self, least: usize, most: usize) -> Option<u32> {
        match self.kind(0)? {
            &Kind::Number { value, digits } if (least..=most).contains(&digits) => {
                self.at += 1;
                Some(value)
            }
            _ => None,
        }
    }

    /// Tries to read something; if it isn't there, stays where it is.
    fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let start = self.at;
        let found = read(self);
        if found.is_none() {
            self.at = start;
        }
        found
    }

    /// A date, with a time of day before or after it.
    pub(super) fn moment(&mut self) -> Option<Moment> {
        self.attempt(|reader| {
            let early = reader.clock();
            if early.is_some() {
                reader.joint();
            }
            reader.weekday();
            let (date, within) = reader.date()?;
            let clock = early.or(within).or_else(|| {
                reader.attempt(|reader| {
                    reader.joint();
                    reader.clock()
                })
            });
            let time = clock.map(|(time, _)| time);
            Some(Moment { date, time, offset: clock.and_then(|(_, offset)| offset) })
        })
    }

    fn weekday(&mut self) {
        self.attempt(|reader| {
            let opened = reader.take_sign("(（").is_some();
            let named = reader.take_word(words::is_weekday);
            if opened {
                reader.take_sign(")）")?;
            }
            while named && (reader.take_sign(".,-").is_some() || reader.take_word(|word| word == "feira")) {}
            named.then_some(())
        });
    }

    fn joint(&mut self) {
        while self.take_sign(",|-–—·•@/:").is_some() || self.take_word(words::is_joint) {}
    }

    /// A date; a time of day stands within it where the year comes last (`Jul 2 10:15:00 2013`).
    fn date(&mut self) -> Option<(Date, Option<Clock>)> {
        let whole = |date| (date, None);
        self.attempt(Self::year_first)
            .map(whole)
            .or_else(|| self.attempt(Self::numbers).map(whole))
            .or_else(|| self.attempt(Self::day_first).map(whole))
            .or_else(|| self.attempt(Self::month_first))
    }

    /// `2014-11-29`, `2014/nov/29`, `2014年11月29日`.
    pub(super) fn year_first(&mut self) -> Option<Date> {
        let year = self.number(4, 4)?;
        let part = |reader: &mut Self| {
            reader.take_sign("-/._").is_some() || reader.take_word(|word| matches!(word, "年" | "月" | "년" | "월"))
        };
        part(self).then_some(())?;
        let month = match self.number(1, 2) {
            Some(month) => i8::try_from(month).ok()?,
            None => self.month()?,
        };
        part(self).then_some(())?;
        let day = self.number(1, 2)?;
        self.take_word(|word| matches!(word, "日" | "일"));
        self.weekday();
        date(year, month, day)
    }

    /// `29.11.2014`, `11/29/2014`.
    fn numbers(&mut self) -> Option<Date> {
        let first = self.number(1, 2)?;
        let sign = self.take_sign("/.-")?;
        let second = self.number(1, 2)?;
        self.take_sign(sign.encode_utf8(&mut [0; 4]))?;
        let year = self.year(2)?;
        // With points the day comes first everywhere; else the month does, unless it can't.
        let (month, day) = if sign == '.' || first > 12 { (second, first) } else { (first, second) };
        date(year, i8::try_from(month).ok()?, day)
    }

    /// `29 November 2014`, `29th of November, 2014`, `29. November 2014`, `29 de noviembre de 2014`, `29-Nov-14`.
    fn day_first(&mut self) -> Option<Date> {
        let day = self.day()?;
        self.take_sign("-/.");
        self.take_word(words::is_of);
        let month = self.month()?;
        self.take_sign(",-/");
        self.take_word(words::is_of);
        date(self.year(2)?, month, day)
    }

    /// `November 29, 2014`, `Nov. 29th 2014`, `Jul 2 10:15:00 EST 2013`.
    fn month_first(&mut self) -> Option<(Date, Option<Clock>)> {
        let month = self.month()?;
        self.take_sign("-/");
        let day = self.day()?;
        let clock = self.clock();
        self.take_sign(",-/");
        let year = self.year(4)?;
        date(year, month, day).map(|date| (date, clock))
    }

    fn day(&mut self) -> Option<u32> {
        let day = self.number(1, 2)?;
        self.take_word(words::is_ordinal);
        Some(day)
    }

    fn month(&mut self) -> Option<i8> {
        let month = words::month(self.word()?)?;
        self.at += 1;
        self.take_sign(".");
        Some(month)
    }

    /// A year of four digits, or of two where `least` allows it: 70 and later are of the last century.
    fn year(&mut self, least: usize) -> Option<u32> {
        let apostrophe = self.take_sign("'’").is_some();
        if let Some(year) = self.number(4, 4) {
            return YEARS.contains(&year).then_some(year);
        }
        if least > 2 && !apostrophe {
            return None;
        }
        let year = self.number(2, 2)?;
        // `24 Dec 10:33` has no year.
        let clock = matches!(self.kind(0), Some(Kind::Sign(':')));
        (!clock).then_some(if year < 70 { 2000 + year } else { 1900 + year })
    }

    /// `10:15`, `10:15:30.5`, `10:15 p.m. EST`, `3pm`, `13h45`, `13.45 Uhr`, `03.31 BST`.
    pub(super) fn clock(&mut self) -> Option<Clock> {
        self.attempt(|reader| {
            let hour = reader.number(1, 2)?;
            let (minute, second, certain) = reader.minutes()?;
            let half = reader.half();
            let german = reader.take_word(|word| word == "uhr");
            let zone = reader.zone();
            if !certain && half.is_none() && !german && zone.is_none() {
                return None;
            }
            let hour = match half {
                Some(half) if (1..=12).contains(&hour) => hour % 12 + half,
                Some(_) if hour > 23 => return None,
                _ => hour,
            };
            let part = |value: u32| i8::try_from(value).ok();
            // A leap second is the last second of its minute.
            let time = Time::new(part(hour)?, part(minute)?, part(second.min(59))?, 0).ok()?;
            Some((time, zone.flatten()))
        })
    }

    /// Minutes and seconds, and whether they alone make it a time of day.
    fn minutes(&mut self) -> Option<(u32, u32, bool)> {
        if self.take_sign(":：").is_some() {
            let minute = self.number(2, 2)?;
            let second = self.attempt(|reader| {
                reader.take_sign(":：")?;
                reader.number(2, 2)
            });
            if second.is_some() {
                self.attempt(|reader| {
                    reader.take_sign(".,")?;
                    reader.number(1, 9)
                });
            }
            return Some((minute, second.unwrap_or(0), true));
        }
        if self.take_word(|word| matches!(word, "h" | "時" | "시")) {
            let minute = self.number(2, 2).unwrap_or(0);
            self.take_word(|word| matches!(word, "分" | "분"));
            return Some((minute, 0, true));
        }
        let minute = self.attempt(|reader| {
            reader.take_sign(".")?;
            reader.number(2, 2)
        });
        Some((minute.unwrap_or(0), 0, false))
    }

    /// Hours to add for `am` and `pm`, however they are pointed.
    fn half(&mut self) -> Option<u32> {
        self.attempt(|reader| {
            let word = reader.word()?;
            reader.at += 1;
            let hours = match word {
                "am" | "a" => 0,
                "pm" | "p" => 12,
                _ => return None,
            };
            reader.take_sign(".");
            if word.len() == 1 && reader.take_word(|word| word == "m") {
                reader.take_sign(".");
            }
            Some(hours)
        })
    }

    /// `EST`, `+0100`, `-05:00`, `(GMT+05:00)`; the inner `None` is a zone that doesn't tell its offset.
    fn zone(&mut self) -> Option<Option<Offset>> {
        self.attempt(|reader| {
            let opened = reader.take_sign("([").is_some();
            let named = reader.word().and_then(words::zone);
            reader.at += usize::from(named.is_some());
            let shift = reader.attempt(Self::shift);
            if opened {
                reader.take_sign(")]")?;
            }
            let minutes = match (named, shift) {
                (_, Some(minutes)) => Some(minutes),
                (Some(named), None) => named,
                (None, None) => return None,
            };
            // `+0100 (CET)`
            reader.attempt(|reader| {
                reader.take_sign("(")?;
                reader.word().and_then(words::zone)?;
                reader.at += 1;
                reader.take_sign(")")
            });
            Some(minutes.and_then(|minutes| Offset::from_seconds(minutes * 60).ok()))
        })
    }

    fn shift(&mut self) -> Option<i32> {
        let sign = self.take_sign("+-−")?;
        if self.tokens.get(self.at)?.spaced {
            return None;
        }
        let (hours, minutes) = match self.kind(0)? {
            Kind::Number { value, digits: 4 } => {
                self.at += 1;
                (value / 100, value % 100)
            }
            Kind::Number { value, digits: 1..=2 } => {
                self.at += 1;
                let minutes = self.attempt(|reader| {
                    reader.take_sign(":")?;
                    reader.number(2, 2)
                });
                (*value, minutes.unwrap_or(0))
            }
            _ => return None,
        };
        let minutes = i32::try_from(hours * 60 + minutes).ok().filter(|&minutes| hours <= 14 && minutes <= 14 * 60)?;
        Some(if sign == '+' { minutes } else { -minutes })
    }
}

/// A day that exists, in a year that articles have.
pub(super) fn date(year: u32, month: i8, day: u32) -> Option<Date> {
    let year = i16::try_from(year).ok().filter(|_| YEARS.contains(&year))?;
    Date::new(year, month, i8::try_from(day).ok()?).ok()
}
