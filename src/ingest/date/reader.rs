//! One date, read from tokens.

use jiff::civil::Date;

use super::clock::Clock;
use super::lexer::{Kind, Token};
use super::{Order, words};
use crate::article::Moment;

/// Years that articles have: print is not older, and an archive is not of the future.
const YEARS: std::ops::RangeInclusive<u32> = 1400..=2199;

/// A place in the tokens of a line. Each method reads one thing, or nothing and stays where it is.
pub(super) struct Reader<'a> {
    pub(super) tokens: &'a [Token],
    pub(super) at: usize,
    /// How numbers are read where both orders give a date.
    pub(super) order: Order,
    /// The last date was numbers parted by points: `29.11.2014 14.30`.
    dotted: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn new(tokens: &'a [Token], at: usize, order: Order) -> Self {
        Self { tokens, at, order, dotted: false }
    }

    /// How many tokens have been read.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn is_done(&self) -> bool {
        self.at >= self.tokens.len()
    }

    pub(super) fn kind(&self, ahead: usize) -> Option<&'a Kind> {
        self.tokens.get(self.at + ahead).map(|token| &token.kind)
    }

    /// The next word, whatever it is.
    pub(super) fn word(&self) -> Option<&'a str> {
        self.word_at(0)
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
    pub(super) fn number(&mut self, least: usize, most: usize) -> Option<u32> {
        match self.kind(0)? {
            &Kind::Number { value, digits } if (least..=most).contains(&digits) => {
                self.at += 1;
                Some(value)
            }
            _ => None,
        }
    }

    /// Tries to read something; if it isn't there, stays where it is.
    pub(super) fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let start = self.at;
        let found = read(self);
        if found.is_none() {
            self.at = start;
        }
        found
    }

    /// The word that stands `ahead` tokens further on.
    pub(super) fn word_at(&self, ahead: usize) -> Option<&'a str> {
        match self.kind(ahead)? {
            Kind::Word(word) => Some(word),
            _ => None,
        }
    }

    /// A date, with a time of day before or after it.
    pub(super) fn moment(&mut self) -> Option<Moment> {
        self.attempt(|reader| {
            let early = reader.clock(false);
            if early.is_some() {
                reader.joint();
            }
            reader.weekday();
            reader.dotted = false;
            let (date, within) = reader.date()?;
            let clock = early.or(within).or_else(|| {
                reader.attempt(|reader| {
                    // `29 Kasım 2014 Cumartesi, 13:45`
                    reader.attempt(|reader| {
                        reader.take_sign(",");
                        reader.weekday().then_some(())
                    });
                    let announced = reader.joint() || reader.dotted;
                    reader.clock(announced)
                })
            });
            let time = clock.map(|clock| clock.time);
            Some(Moment { date, time, offset: clock.and_then(|clock| clock.offset(date)) })
        })
    }

    /// A day and a month without a year: `Nov. 3`, `3. November`, `11月3日`.
    pub(super) fn day_of_month(&mut self) -> Option<(i8, u32)> {
        let by_sign = |reader: &mut Self| {
            let month = reader.number(1, 2)?;
            reader.take_word(|word| matches!(word, "月" | "월")).then_some(())?;
            let day = reader.number(1, 2)?;
            reader.take_word(|word| matches!(word, "日" | "일")).then_some(())?;
            Some((i8::try_from(month).ok()?, day))
        };
        let day_first = |reader: &mut Self| {
            let day = reader.day()?;
            reader.take_sign(".");
            reader.take_word(words::is_of);
            Some((reader.month()?, day))
        };
        let month_first = |reader: &mut Self| Some((reader.month()?, reader.day()?));
        self.attempt(by_sign).or_else(|| self.attempt(day_first)).or_else(|| self.attempt(month_first))
    }

    /// A day of the week, in brackets or not; whether there was one.
    fn weekday(&mut self) -> bool {
        let read = self.attempt(|reader| {
            let opened = reader.take_sign("(（").is_some();
            reader.attempt(|reader| {
                let week = match reader.word()? {
                    "周" | "週" => 1,
                    "星" | "礼" | "禮" => 2,
                    _ => return None,
                };
                reader.at += week;
                reader.word().is_some_and(words::weekday_sign).then_some(())
            });
            let named = reader.take_word(words::is_weekday);
            // `土曜日`, `토요일`
            reader.attempt(|reader| {
                reader.take_word(|word| matches!(word, "曜" | "요")).then_some(())?;
                reader.take_word(|word| matches!(word, "日" | "일")).then_some(())
            });
            if opened {
                reader.take_sign(")）")?;
            }
            while named && (reader.take_sign(".,-").is_some() || reader.take_word(|word| word == "feira")) {}
            named.then_some(())
        });
        read.is_some()
    }

    /// What stands between a date and its time of day; whether there was something.
    fn joint(&mut self) -> bool {
        let start = self.at;
        while self.take_sign(",|-–—·•@/:،").is_some() || self.take_word(words::is_joint) {
            // `kl. 14.30`
            self.take_sign(".");
        }
        self.at > start
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

    /// `2014-11-29`, `2014/nov/29`, `2014年11月29日`, `令和6年5月3日`, `2014. november 29.`
    pub(super) fn year_first(&mut self) -> Option<Date> {
        let year = self.attempt(Self::era_year).or_else(|| self.number(4, 4))?;
        let part = |reader: &mut Self| {
            reader.take_sign("-/._").is_some() || reader.take_word(|word| matches!(word, "年" | "月" | "년" | "월"))
        };
        part(self).then_some(())?;
        let month = match self.number(1, 2) {
            Some(month) => {
                part(self).then_some(())?;
                i8::try_from(month).ok()?
            }
            None => {
                let month = self.month()?;
                part(self);
                month
            }
        };
        let day = self.number(1, 2)?;
        if !self.take_word(|word| matches!(word, "日" | "일" | "號" | "号")) {
            self.take_sign(".");
        }
        self.weekday();
        date(year, month, day)
    }

    /// `令和6` of `令和6年`; an era's first year is `元`.
    fn era_year(&mut self) -> Option<u32> {
        let before = words::era(self.word()?, self.word_at(1)?)?;
        self.at += 2;
        let year = if self.take_word(|word| word == "元") { 1 } else { self.number(1, 3)? };
        Some(before + year)
    }

    /// `29.11.2014`, `11/29/2014`.
    fn numbers(&mut self) -> Option<Date> {
        let first = self.number(1, 2)?;
        let sign = self.take_sign("/.-")?;
        let second = self.number(1, 2)?;
        self.take_sign(sign.encode_utf8(&mut [0; 4]))?;
        let year = self.year(2)?;
        self.dotted = sign == '.';
        // With points the day comes first everywhere; else the language tells, unless only one order can be.
        let day_first = self.dotted || self.order == Order::DayFirst;
        let (month, day) = if first > 12 || day_first && second <= 12 { (second, first) } else { (first, second) };
        date(year, i8::try_from(month).ok()?, day)
    }

    /// `29 November 2014`, `29th of November, 2014`, `29. November 2014`, `29 de noviembre de 2014`, `29-Nov-14`.
    fn day_first(&mut self) -> Option<Date> {
        let day = self.day()?;
        self.take_sign("-/.");
        self.take_word(words::is_of);
        let thai = self.word().is_some_and(words::is_thai_month);
        let month = self.month()?;
        self.take_sign(",-/");
        self.take_word(words::is_of);
        let year = if thai { self.buddhist_year()? } else { self.year(2)? };
        self.attempt(|reader| {
            reader.take_word(words::is_year_word).then_some(())?;
            reader.take_sign(".");
            Some(())
        });
        date(year, month, day)
    }

    /// `November 29, 2014`, `Nov. 29th 2014`, `Jul 2 10:15:00 EST 2013`.
    fn month_first(&mut self) -> Option<(Date, Option<Clock>)> {
        let month = self.month()?;
        self.take_sign("-/");
        let day = self.day()?;
        let clock = self.clock(false);
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
        self.take_sign(".์");
        Some(month)
    }

    /// Thailand counts 543 years more; many a paper there writes the common year all the same.
    fn buddhist_year(&mut self) -> Option<u32> {
        let year = self.number(4, 4)?;
        Some(if year > 2400 { year - 543 } else { year })
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
}

/// A day that exists, in a year that articles have.
pub(super) fn date(year: u32, month: i8, day: u32) -> Option<Date> {
    let year = i16::try_from(year).ok().filter(|_| YEARS.contains(&year))?;
    Date::new(year, month, i8::try_from(day).ok()?).ok()
}
