//! Ranges of days and of numbers: `2014-11..2014-12`, `>2014`, `<=800`.

use jiff::civil::Date;

/// Days from one to another, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    first: Option<Date>,
    last: Option<Date>,
}

/// Numbers from one to another, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbers {
    first: Option<u32>,
    last: Option<u32>,
}

impl Days {
    /// Whether a day is one of them.
    pub fn contains(&self, day: Date) -> bool {
        self.first.is_none_or(|first| first <= day) && self.last.is_none_or(|last| day <= last)
    }

    /// The first and the last of them, where there is one.
    pub fn bounds(&self) -> (Option<Date>, Option<Date>) {
        (self.first, self.last)
    }

    /// Reads `2014`, `2014-11`, `2014-11-29`, two of them with `..` between, or one after `<`, `<=`, `>`, `>=`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (first, last) = bounds(text, period, |day: Date| day.tomorrow().ok(), |day: Date| day.yesterday().ok())?;
        Some(Self { first, last })
    }
}

impl Numbers {
    /// Whether a number is one of them.
    pub fn contains(&self, number: u32) -> bool {
        self.first.is_none_or(|first| first <= number) && self.last.is_none_or(|last| number <= last)
    }

    /// The first and the last of them, where there is one.
    pub fn bounds(&self) -> (Option<u32>, Option<u32>) {
        (self.first, self.last)
    }

    /// Reads `800`, `800..1200`, `>800` and the like.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let number = |text: &str| text.parse().ok().map(|number: u32| (number, number));
        let (first, last) = bounds(text, number, |number| number.checked_add(1), |number| number.checked_sub(1))?;
        Some(Self { first, last })
    }
}

/// The signs before one end, the longer first: whether what is above it is meant, and whether it is itself.
const SIGNS: [(&str, bool, bool); 4] =
    [(">=", true, true), ("<=", false, true), (">", true, false), ("<", false, false)];

/// The first and the last of a range. `whole` reads one end, which may be a stretch by itself (a year).
fn bounds<T>(
    text: &str,
    whole: impl Fn(&str) -> Option<(T, T)>,
    next: impl Fn(T) -> Option<T>,
    previous: impl Fn(T) -> Option<T>,
) -> Option<(Option<T>, Option<T>)> {
    if let Some((first, last)) = text.split_once("..") {
        let first = if first.is_empty() { None } else { Some(whole(first)?.0) };
        let last = if last.is_empty() { None } else { Some(whole(last)?.1) };
        return (first.is_some() || last.is_some()).then_some((first, last));
    }
    for (sign, above, included) in SIGNS {
        let Some(rest) = text.strip_prefix(sign) else { continue };
        let (first, last) = whole(rest)?;
        return match (above, included) {
            (true, true) => Some((Some(first), None)),
            (false, true) => Some((None, Some(last))),
            (true, false) => Some((Some(next(last)?), None)),
            (false, false) => Some((None, Some(previous(first)?))),
        };
    }
    let (first, last) = whole(text)?;
    Some((Some(first), Some(last)))
}

/// The first and the last day of a year, a month or a day.
fn period(text: &str) -> Option<(Date, Date)> {
    let mut parts = text.split('-');
    let year = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let month: Option<i8> = parts.next().map(str::parse).transpose().ok()?;
    let day: Option<i8> = parts.next().map(str::parse).transpose().ok()?;
    if parts.next().is_some() {
        return None;
    }
    let first = Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
    let last = match (month, day) {
        (None, _) => first.last_of_year(),
        (Some(_), None) => first.last_of_month(),
        (Some(_), Some(_)) => first,
    };
    Some((first, last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_a_year_a_month_a_day_or_from_one_to_another() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        for (range, inside, outside) in [
            ("2014", "2014-12-31", "2015-01-01"),
            ("2014-11", "2014-11-30", "2014-12-01"),
            ("2014-11-29", "2014-11-29", "2014-11-28"),
            ("2014-11..2014-12", "2014-12-31", "2014-10-31"),
            ("2014..", "2020-01-01", "2013-12-31"),
            ("..2014-11", "2014-11-30", "2014-12-01"),
            (">2014", "2015-01-01", "2014-12-31"),
            (">=2014", "2014-01-01", "2013-12-31"),
            ("<2014-11", "2014-10-31", "2014-11-01"),
            ("<=2014-11", "2014-11-30", "2014-12-01"),
        ] {
            let days = Days::parse(range).unwrap();
            assert!(days.contains(day(inside)) && !days.contains(day(outside)), "{range}");
        }
        for none in ["", "..", "14", "2014-13", "2014-11-31", "2014-11-29-1", "soon", ">", "2014-x"] {
            assert_eq!(Days::parse(none), None, "{none}");
        }
    }

    #[test]
    fn numbers_have_the_same_forms() {
        for (range, inside, outside) in
            [("800", 800, 801), (">800", 801, 800), ("<=800", 800, 801), ("1..3", 3, 4), ("..3", 0, 4), ("<1", 0, 1)]
        {
            let numbers = Numbers::parse(range).unwrap();
            assert!(numbers.contains(inside) && !numbers.contains(outside), "{range}");
        }
        for none in ["", "<0", "-1", "many", ">4294967295"] {
            assert_eq!(Numbers::parse(none), None, "{none}");
        }
    }
}
