//! A date in a field, as text.

use super::Value;
use crate::ingest::sanitize;

/// A date as text. Numbers are seconds since 1970, or milliseconds or microseconds if so large.
pub(super) fn moment(value: &Value<'_>) -> Option<String> {
    match value {
        Value::Text(text) => match text.trim().parse::<f64>() {
            Ok(number) if text.trim().len() >= 9 => instant(number).or_else(|| Some(sanitize::line(text))),
            _ => Some(sanitize::line(text)).filter(|date| date.chars().any(|c| c.is_numeric())),
        },
        Value::Number(number) => instant(number.as_f64()?),
        Value::Object(object) => ["$date", "date", "numberlong", "$numberlong", "iso", "value", "rendered"]
            .iter()
            .flat_map(|name| object.named(name))
            .find_map(|inner| match inner {
                Value::Object(object) => {
                    object.iter().map(|(_, inner)| inner).find(|inner| inner.as_object().is_none()).and_then(moment)
                }
                inner => moment(inner),
            }),
        Value::List(list) => list.first().filter(|first| first.as_str().is_some()).and_then(moment),
        Value::True | Value::Nothing => None,
    }
}

/// The moment that a number means. Small ones are years (`2014`) or written dates (`20141129`).
fn instant(number: f64) -> Option<String> {
    /// 1 January 2100, in seconds.
    const FAR: f64 = 4_102_444_800.0;
    if number.fract() == 0.0 && (1_000.0..3_000.0).contains(&number) {
        return Some(format!("{number:.0}"));
    }
    if number.fract() == 0.0 && (10_000_101.0..29_991_232.0).contains(&number) {
        let digits = format!("{number:.0}");
        return Some(format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..]));
    }
    let seconds = [1.0, 1e3, 1e6, 1e9].into_iter().map(|unit| number / unit).find(|seconds| seconds.abs() <= FAR)?;
    if seconds.abs() < 1.0 {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "at most FAR, which an i64 holds")]
    let moment = jiff::Timestamp::from_second(seconds.floor() as i64).ok()?;
    Some(moment.to_string())
}
