//! A time of day with its zone, read from tokens.

use jiff::civil::{Date, Time, Weekday};
use jiff::tz::Offset;

use super::Order;
use super::lexer::Kind;
use super::reader::Reader;
use super::words::{self, Zone};

/// A time of day.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clock {
    pub(super) time: Time,
    zone: Option<Zone>,
}

impl Clock {
    /// The offset on a day, where the zone tells it.
    pub(super) fn offset(&self, day: Date) -> Option<Offset> {
        let minutes = match self.zone? {
            Zone::Fixed(minutes) => minutes,
            Zone::American(minutes) => minutes + 60 * i32::from(american_summer(day)?),
            Zone::European(minutes) => minutes + 60 * i32::from(european_summer(day)?),
            Zone::Unknown => return None,
        };
        Offset::from_seconds(minutes * 60).ok()
    }
}

/// Whether clocks are set to summer time on this day in the United States; not known before 1987.
fn american_summer(day: Date) -> Option<bool> {
    let (start, end) = match day.year() {
        2007.. => (sunday(day, 3, 2)?, sunday(day, 11, 1)?),
        1987.. => (sunday(day, 4, 1)?, sunday(day, 10, -1)?),
        _ => return None,
    };
    Some(start <= day && day < end)
}

/// The same for Europe; not known before 1996.
fn european_summer(day: Date) -> Option<bool> {
    if day.year() < 1996 {
        return None;
    }
    Some(sunday(day, 3, -1)? <= day && day < sunday(day, 10, -1)?)
}

fn sunday(day: Date, month: i8, nth: i8) -> Option<Date> {
    Date::new(day.year(), month, 1).ok()?.nth_weekday_of_month(nth, Weekday::Sunday).ok()
}

impl Reader<'_> {
    /// `10:15`, `10:15:30.5`, `10:15 p.m. EST`, `3pm`, `13h45`, `13.45 Uhr`, `1345 GMT`, `下午3时`, `오후 3:30`.
    /// `13.45` alone is one only where it is announced.
    pub(super) fn clock(&mut self, announced: bool) -> Option<Clock> {
        self.attempt(Self::military).or_else(|| {
            self.attempt(|reader| {
                let early = reader.attempt(|reader| {
                    let hours = words::half_signs(reader.word()?, reader.word_at(1)?);
                    reader.at += 2;
                    hours
                });
                let hour = reader.number(1, 2)?;
                let (minute, second, certain) = reader.minutes(announced)?;
                let half = early.or_else(|| reader.half());
                let named = reader.take_word(words::is_oclock);
                let zone = reader.zone();
                if !certain && half.is_none() && !named && zone.is_none() {
                    return None;
                }
                let hour = match half {
                    Some(half) if (1..=12).contains(&hour) => hour % 12 + half,
                    Some(_) if hour > 23 => return None,
                    _ => hour,
                };
                // A leap second is the last second of its minute.
                Some(Clock { time: time(hour, minute, second.min(59))?, zone })
            })
        })
    }

    /// `1345 GMT`
    fn military(&mut self) -> Option<Clock> {
        let hours = self.number(4, 4)?;
        let zone = self.word().and_then(words::zone)?;
        self.at += 1;
        Some(Clock { time: time(hours / 100, hours % 100, 0)?, zone: Some(zone) })
    }

    /// Minutes and seconds, and whether they alone make it a time of day.
    fn minutes(&mut self, announced: bool) -> Option<(u32, u32, bool)> {
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
        if self.take_word(words::is_hour) {
            let minute = self.number(2, 2).or_else(|| self.number(1, 1)).unwrap_or(0);
            self.take_word(|word| matches!(word, "分" | "분"));
            return Some((minute, 0, true));
        }
        let minute = self.attempt(|reader| {
            reader.take_sign(".")?;
            reader.number(2, 2)
        });
        Some((minute.unwrap_or(0), 0, announced && minute.is_some()))
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

    /// `EST`, `Eastern Time`, `+0100`, `-05:00`, `(GMT+05:00)`.
    fn zone(&mut self) -> Option<Zone> {
        self.attempt(|reader| {
            let opened = reader.take_sign("([").is_some();
            let named = reader.zone_name();
            let shift = reader.attempt(Self::shift);
            if opened {
                reader.take_sign(")]")?;
            }
            let zone = shift.map(Zone::Fixed).or(named)?;
            // `+0100 (CET)`
            reader.attempt(|reader| {
                reader.take_sign("(")?;
                reader.zone_name()?;
                reader.take_sign(")")
            });
            Some(zone)
        })
    }

    fn zone_name(&mut self) -> Option<Zone> {
        let name = self.word()?;
        // `10:15 et` is French.
        let zone = words::zone(name).filter(|_| !(name == "et" && self.order == Order::DayFirst))?;
        self.at += 1;
        let named = self.at;
        while self.take_word(|word| matches!(word, "standard" | "daylight" | "time")) {}
        // `local` and `pacific` are zones only before `time`.
        let whole = name.chars().count() <= 4 || name == "ortszeit" || self.at > named;
        whole.then_some(zone)
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

fn time(hour: u32, minute: u32, second: u32) -> Option<Time> {
    let part = |value: u32| i8::try_from(value).ok();
    Time::new(part(hour)?, part(minute)?, part(second)?, 0).ok()
}
