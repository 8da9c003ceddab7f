//! The words of dates: months, weekdays, zones, and what is written before and between.

/// Months, the names and short forms of each in English, German, French, Spanish, Italian, Portuguese and Dutch.
const MONTHS: [&[&str]; 12] = [
    &["january", "jan", "januar", "jänner", "janvier", "janv", "enero", "ene", "gennaio", "gen", "janeiro", "januari"],
    &[
        "february",
        "feb",
        "febr",
        "februar",
        "feber",
        "février",
        "févr",
        "fév",
        "fevrier",
        "febrero",
        "febbraio",
        "fevereiro",
        "fev",
        "februari",
    ],
    &["march", "mar", "märz", "maerz", "mär", "mrz", "mars", "marzo", "março", "marco", "maart", "mrt"],
    &["april", "apr", "avril", "avr", "abril", "abr", "aprile"],
    &["may", "mai", "mayo", "maggio", "mag", "maio", "mei"],
    &["june", "jun", "juni", "juin", "junio", "giugno", "giu", "junho"],
    &["july", "jul", "juli", "juillet", "juil", "julio", "luglio", "lug", "julho"],
    &["august", "aug", "août", "aout", "agosto", "ago", "augustus"],
    &["september", "sep", "sept", "septembre", "septiembre", "setiembre", "settembre", "set", "setembro"],
    &["october", "oct", "oktober", "okt", "octobre", "octubre", "ottobre", "ott", "outubro", "out"],
    &["november", "nov", "novembre", "noviembre", "novembro"],
    &["december", "dec", "dezember", "dez", "décembre", "déc", "decembre", "diciembre", "dic", "dicembre", "dezembro"],
];

/// Days of the week in the same languages. Which day it is doesn't matter: the date says it.
const WEEKDAYS: &[&str] = &[
    "monday",
    "mon",
    "tuesday",
    "tue",
    "tues",
    "wednesday",
    "wed",
    "thursday",
    "thu",
    "thur",
    "thurs",
    "friday",
    "fri",
    "saturday",
    "sat",
    "sunday",
    "sun",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonnabend",
    "sonntag",
    "mo",
    "di",
    "mi",
    "do",
    "fr",
    "sa",
    "so",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "lunes",
    "martes",
    "miércoles",
    "jueves",
    "viernes",
    "sábado",
    "domingo",
    "lunedì",
    "martedì",
    "mercoledì",
    "giovedì",
    "venerdì",
    "sabato",
    "domenica",
    "segunda",
    "terça",
    "quarta",
    "quinta",
    "sexta",
    "feira",
    "maandag",
    "dinsdag",
    "woensdag",
    "donderdag",
    "vrijdag",
    "zaterdag",
    "zondag",
    "月",
    "火",
    "水",
    "木",
    "金",
    "土",
    "日",
];

/// Words that lead to a date without being one.
const LABELS: &[&str] = &[
    "published",
    "publication",
    "posted",
    "first",
    "last",
    "story",
    "article",
    "created",
    "filed",
    "released",
    "release",
    "date",
    "dated",
    "time",
    "on",
    "at",
    "as",
    "of",
    "by",
    "the",
    "veröffentlicht",
    "erschienen",
    "stand",
    "datum",
    "vom",
    "am",
    "den",
    "der",
    "um",
    "publié",
    "publiée",
    "le",
    "du",
    "à",
    "publicado",
    "publicada",
    "el",
    "em",
    "fecha",
    "pubblicato",
    "il",
    "data",
    "gepubliceerd",
    "geplaatst",
    "op",
];

/// Labels of a later version: such a date is not when the article came out, unless there is no other.
const LATER: &[&str] = &[
    "updated",
    "update",
    "modified",
    "edited",
    "revised",
    "changed",
    "aktualisiert",
    "geändert",
    "modifié",
    "mis",
    "jour",
    "actualizado",
    "aggiornato",
    "atualizado",
    "bijgewerkt",
];

/// Words and signs between a date and its time of day.
const JOINTS: &[&str] = &["t", "at", "um", "à", "alle", "às", "las", "om", "ore", "kl"];

/// Zones with their offset in minutes. `None` where the name alone doesn't settle it.
const ZONES: &[(&str, Option<i32>)] = &[
    ("z", Some(0)),
    ("utc", Some(0)),
    ("gmt", Some(0)),
    ("wet", Some(0)),
    ("bst", Some(60)),
    ("cet", Some(60)),
    ("mez", Some(60)),
    ("cest", Some(120)),
    ("mesz", Some(120)),
    ("eet", Some(120)),
    ("eest", Some(180)),
    ("msk", Some(180)),
    ("est", Some(-300)),
    ("edt", Some(-240)),
    ("cst", Some(-360)),
    ("cdt", Some(-300)),
    ("mst", Some(-420)),
    ("mdt", Some(-360)),
    ("pst", Some(-480)),
    ("pdt", Some(-420)),
    ("akst", Some(-540)),
    ("akdt", Some(-480)),
    ("hst", Some(-600)),
    ("jst", Some(540)),
    ("kst", Some(540)),
    ("hkt", Some(480)),
    ("sgt", Some(480)),
    ("aest", Some(600)),
    ("aedt", Some(660)),
    ("nzst", Some(720)),
    ("nzdt", Some(780)),
    ("et", None),
    ("ct", None),
    ("mt", None),
    ("pt", None),
    ("ist", None),
    ("uk", None),
];

/// The month of a lower-case name.
pub(super) fn month(word: &str) -> Option<i8> {
    let index = MONTHS.iter().position(|names| names.contains(&word))?;
    i8::try_from(index + 1).ok()
}

pub(super) fn is_weekday(word: &str) -> bool {
    WEEKDAYS.contains(&word)
}

pub(super) fn is_label(word: &str) -> bool {
    LABELS.contains(&word)
}

pub(super) fn is_later(word: &str) -> bool {
    LATER.contains(&word)
}

pub(super) fn is_joint(word: &str) -> bool {
    JOINTS.contains(&word)
}

/// What stands between day, month and year.
pub(super) fn is_of(word: &str) -> bool {
    matches!(word, "of" | "de" | "del" | "di")
}

/// What makes a number the first, second or third.
pub(super) fn is_ordinal(word: &str) -> bool {
    matches!(word, "st" | "nd" | "rd" | "th" | "er" | "º" | "ª" | "e")
}

/// A zone's offset in minutes; the inner `None` is a zone that doesn't tell.
pub(super) fn zone(word: &str) -> Option<Option<i32>> {
    ZONES.iter().find(|(name, _)| *name == word).map(|&(_, offset)| offset)
}

/// What belongs to a time of day: `am`, `p.m.`, `EST`.
pub(super) fn is_clock_word(word: &str) -> bool {
    matches!(word, "a" | "p" | "m" | "am" | "pm" | "h" | "uhr") || is_ordinal(word) || zone(word).is_some()
}
