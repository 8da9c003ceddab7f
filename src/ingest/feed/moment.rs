//! Dates in the forms that feeds have and running text has not.

use crate::ingest::{date, sanitize};

/// The part of a field that [`date::parse`] reads: as it stands, else with the signs that a date in bare
/// figures lacks, else without what stands around it (a weekday in another language, a zone by its name).
pub(super) fn readable(text: &str) -> Option<String> {
    let text = sanitize::line(text);
    if date::parse(&text).is_some() {
        return Some(text);
    }
    if let Some(text) = written_out(&text).filter(|text| date::parse(text).is_some()) {
        return Some(text);
    }
    date::find(&text).map(|(range, _)| text[range].to_owned())
}

/// `20190504T080000Z` as `2019-05-04T08:00:00Z`.
fn written_out(text: &str) -> Option<String> {
    let (day, time) = text.split_once(['T', ' '])?;
    let is_figures = |text: &str, length: usize| text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_figures(day, 8) {
        return None;
    }
    let time = match time.get(..6).filter(|figures| is_figures(figures, 6)) {
        Some(figures) => format!("{}:{}:{}{}", &figures[..2], &figures[2..4], &figures[4..], &time[6..]),
        None => time.to_owned(),
    };
    Some(format!("{}-{}-{}T{time}", &day[..4], &day[4..6], &day[6..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_dates_are_read() {
        for (text, moment) in [
            ("Sat, 4 May 2019 8:00:00 PDT", "2019-05-04T08:00:00-07:00"),
            ("mer, 16 nov 2022 00:38:15 +0100", "2022-11-16T00:38:15+01:00"),
            ("Sat, 4 May 19 08:00 UT", "2019-05-04T08:00:00Z"),
            ("Sat, 04 May 2019 08:00:00 Europe/Paris", "2019-05-04T08:00:00"),
            ("20190504T080000Z", "2019-05-04T08:00:00Z"),
            ("20190504T08:00:00+0200", "2019-05-04T08:00:00+02:00"),
        ] {
            let read = readable(text).and_then(|text| date::parse(&text)).map(|moment| moment.to_string());
            assert_eq!(read.as_deref(), Some(moment), "{text}");
        }
        for none in ["", "soon", "2003", "20190504Té"] {
            assert_eq!(readable(none), None, "{none}");
        }
    }
}
