//! The names of time zones.

/// What a zone's name tells of the offset from UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest::date) enum Zone {
    /// It is always the same, in minutes.
    Fixed(i32),
    /// Minutes in winter; an hour more in summer, by the rule of the United States.
    American(i32),
    /// Minutes in winter; an hour more in summer, by the rule of Europe.
    European(i32),
    /// It doesn't tell: `local time`.
    Unknown,
}

use Zone::{American, European, Fixed, Unknown};

/// Zones by their names in lower case. A name that two countries use is that of the one with more readers.
const ZONES: &[(&str, Zone)] = &[
    ("z", Fixed(0)),
    ("utc", Fixed(0)),
    ("gmt", Fixed(0)),
    ("ut", Fixed(0)),
    ("wet", Fixed(0)),
    ("west", Fixed(60)),
    ("bst", Fixed(60)),
    ("cet", Fixed(60)),
    ("mez", Fixed(60)),
    ("wat", Fixed(60)),
    ("cest", Fixed(120)),
    ("mesz", Fixed(120)),
    ("eet", Fixed(120)),
    ("cat", Fixed(120)),
    ("sast", Fixed(120)),
    ("eest", Fixed(180)),
    ("msk", Fixed(180)),
    ("мск", Fixed(180)),
    ("trt", Fixed(180)),
    ("eat", Fixed(180)),
    ("idt", Fixed(180)),
    ("irst", Fixed(210)),
    ("gst", Fixed(240)),
    ("pkt", Fixed(300)),
    ("ist", Fixed(330)),
    ("npt", Fixed(345)),
    ("ict", Fixed(420)),
    ("wib", Fixed(420)),
    ("hkt", Fixed(480)),
    ("sgt", Fixed(480)),
    ("pht", Fixed(480)),
    ("awst", Fixed(480)),
    ("jst", Fixed(540)),
    ("kst", Fixed(540)),
    ("acst", Fixed(570)),
    ("aest", Fixed(600)),
    ("acdt", Fixed(630)),
    ("aedt", Fixed(660)),
    ("nzst", Fixed(720)),
    ("nzdt", Fixed(780)),
    ("art", Fixed(-180)),
    ("brt", Fixed(-180)),
    ("ndt", Fixed(-150)),
    ("nst", Fixed(-210)),
    ("adt", Fixed(-180)),
    ("edt", Fixed(-240)),
    ("est", Fixed(-300)),
    ("cdt", Fixed(-300)),
    ("cst", Fixed(-360)),
    ("mdt", Fixed(-360)),
    ("mst", Fixed(-420)),
    ("pdt", Fixed(-420)),
    ("pst", Fixed(-480)),
    ("akdt", Fixed(-480)),
    ("akst", Fixed(-540)),
    ("hst", Fixed(-600)),
    ("et", American(-300)),
    ("ct", American(-360)),
    ("mt", American(-420)),
    ("pt", American(-480)),
    ("eastern", American(-300)),
    ("central", American(-360)),
    ("mountain", American(-420)),
    ("pacific", American(-480)),
    ("uk", European(0)),
    ("local", Unknown),
    ("ortszeit", Unknown),
];

/// The zone of a name.
pub(in crate::ingest::date) fn zone(word: &str) -> Option<Zone> {
    ZONES.iter().find(|(name, _)| *name == word).map(|&(_, zone)| zone)
}

/// Whether a word is of a zone's name: `EST`, `Eastern Standard Time`.
pub(in crate::ingest::date) fn is_zone_word(word: &str) -> bool {
    zone(word).is_some() || matches!(word, "time" | "standard" | "daylight")
}
