//! One line above a story: a byline, a date, or both.

use super::LINE;
use crate::article::Moment;
use crate::ingest::byline::{self, Names};
use crate::ingest::date::{self, Dated, Order};
use crate::ingest::headline::litter::is_count_word;
use crate::ingest::headline::{is_same, phrase};
use crate::ingest::{sanitize, sentence};

/// What a byline or date line says.
pub(super) struct Signature {
    pub(super) authors: Vec<String>,
    pub(super) outlet: Option<String>,
    pub(super) published: Option<Moment>,
    /// The date is that of a later version.
    pub(super) update: bool,
    /// The line says that it is a byline (`By …`), and names somebody.
    pub(super) led: bool,
}

impl Signature {
    pub(super) fn of(names: &str, published: Option<Moment>) -> Self {
        let read = byline::read(names);
        Self { led: read.only && byline::is_begun(names), ..Self::of_names(read, published) }
    }

    fn of_names(names: Names, published: Option<Moment>) -> Self {
        Self { authors: names.authors, outlet: names.outlet, published, update: false, led: false }
    }

    pub(super) fn of_outlet(line: &str) -> Self {
        Self { authors: Vec::new(), outlet: Some(sanitize::line(line)), published: None, update: false, led: false }
    }

    /// Many a paper is called like a person (`Valley Post`): the folder that its articles are kept in tells.
    pub(super) fn part_outlet(&mut self, path: &str) {
        if let Some(at) = self.authors.iter().position(|name| names_folder(name, path)) {
            let paper = self.authors.remove(at);
            self.outlet = self.outlet.take().or(Some(paper));
        }
    }
}

/// Reads a line that is a byline, a date, or both, and nothing else.
pub(super) fn line(text: &str, order: Order) -> Option<Signature> {
    /// A longer line that ends as a sentence is one, in bytes.
    const SENTENCE: usize = 60;
    let text = text.trim();
    if text.len() > LINE || text.contains('\n') {
        return None;
    }
    if let Some(published) = date::parse_in(text, order) {
        let update = date::is_update(text) && date::all(text, order).all(|dated| dated.later);
        return Some(Signature { update, ..Signature::of_names(Names::default(), Some(published)) });
    }
    let led = byline::is_led(text);
    if text.len() > SENTENCE && !led && sentence::is_ended(text) {
        return None;
    }
    if let Some(outlet) = labelled_source(text) {
        return Some(Signature::of_outlet(outlet));
    }
    let parted = part(if led { without_glued_count(text) } else { text });
    let counted = without_count(&parted);
    // Without a number there is no date, age or count of anything: most lines are told by that.
    let begun = byline::is_begun(&parted);
    if !begun && counted.len() == parted.len() && !date::has_number(text) {
        return None;
    }
    let (aged, age) = without_age(counted);
    let (aged, dated, update) = one_date(aged, order);
    let names = match &dated {
        Some(dated) => around(&aged, dated.range.clone()),
        None => aged.trim().to_owned(),
    };
    let published = dated.map(|dated| dated.moment);
    let marked = age || counted.len() < parted.len();
    if !(marked || published.is_some() || begun) {
        return None;
    }
    let read = byline::read(&names);
    if !(names.is_empty() || read.only) {
        return None;
    }
    // All of a line is read once: most have nothing but names.
    let is_byline =
        |line: &str| byline::is_begun(line) && if line == names { read.only } else { byline::is_only_names(line) };
    if !(marked || published.is_some() || begun && is_byline(&parted)) {
        return None;
    }
    // A place and a day (`NEW YORK, July 2, 2013`) look like a name and a day.
    let certain = marked
        || names.is_empty()
        || aged.contains('|')
        || is_person_line(&names, &read.authors)
        || read.outlet.is_some()
        || is_byline(&aged);
    let led = byline::is_begun(text) && read.only;
    certain.then(|| Signature { update, led, ..Signature::of_names(read, published) })
}

/// `Source: Reuters`, `来源：新华网`: the outlet.
fn labelled_source(text: &str) -> Option<&str> {
    const LABELS: &[&str] =
        &["source:", "quelle:", "source :", "fuente:", "fonte:", "bron:", "来源：", "来源:", "來源：", "출처:"];
    const LONGEST: usize = 60;
    let outlet = LABELS.iter().find_map(|label| phrase::after(text, label))?.trim();
    (!outlet.is_empty() && outlet.len() <= LONGEST && !sentence::is_ended(outlet)).then_some(outlet)
}

/// A byline without the number of comments that is glued to it: `By Ann Lee0`.
fn without_glued_count(byline: &str) -> &str {
    let bare = byline.trim_end_matches(|c: char| c.is_ascii_digit());
    if bare.ends_with(char::is_lowercase) { bare } else { byline }
}

/// A section with the number of its comments glued to it: `Brazil0`.
pub(super) fn is_counted_section(text: &str) -> bool {
    const LETTERS: std::ops::RangeInclusive<usize> = 4..=24;
    const DIGITS: std::ops::RangeInclusive<usize> = 1..=2;
    let section = text.trim_end_matches(|c: char| c.is_ascii_digit());
    DIGITS.contains(&(text.len() - section.len()))
        && LETTERS.contains(&section.len())
        && section.starts_with(char::is_uppercase)
        && section.ends_with(char::is_lowercase)
        && section.chars().all(|c| c.is_alphabetic() || c == ' ')
}

/// The line with one date at most: the first that is no later version's. That date, and whether there was none but such.
fn one_date(text: String, order: Order) -> (String, Option<Dated>, bool) {
    let mut dates: Vec<Dated> = date::all(&text, order).collect();
    let first = dates.iter().position(|dated| !dated.later);
    let kept = first.unwrap_or(0);
    let update = first.is_none() && !dates.is_empty();
    // Most lines have one, and nothing to take out.
    if !dates.iter().enumerate().any(|(at, dated)| at != kept && dated.later) {
        let dated = (!dates.is_empty()).then(|| dates.swap_remove(0));
        return (text, dated, update);
    }
    let mut kept_text = text.clone();
    for (_, dated) in dates.iter().enumerate().rev().filter(|(at, dated)| *at != kept && dated.later) {
        let before = without_labels(&text[..dated.range.start]).len();
        kept_text.replace_range(before..dated.range.end, " | ");
    }
    let dated = date::all(&kept_text, order).next();
    (kept_text, dated, update)
}

/// A name of at least two words as it stands in the line, not in capitals alone.
fn is_person_line(names: &str, authors: &[String]) -> bool {
    let stands = |name: &String| name.contains(' ') && names.contains(name.as_str());
    names.chars().any(char::is_lowercase) && authors.iter().any(stands)
}

/// A line that may be a name or an outlet where a byline could be.
pub(super) fn is_name_line(text: &str) -> bool {
    /// Of a name and of an outlet, in words.
    const LONGEST: usize = 5;
    if text.split_whitespace().nth(LONGEST).is_some() || sentence::is_ended(text) {
        return false;
    }
    let names = byline::read(text);
    let outlet = names.outlet.is_some() && names.authors.is_empty() && text.split_whitespace().count() < LONGEST;
    names.only && (outlet || byline::is_full_name(text))
}

/// Whether a line is the name of a folder that the article stands in, as `Valley Post` is of `valley-post/`.
pub(super) fn names_folder(line: &str, path: &str) -> bool {
    const LETTERS: usize = 4;
    let Some((folders, _)) = path.rsplit_once('/') else { return false };
    line.chars().filter(|c| c.is_alphabetic()).count() >= LETTERS
        && folders.split('/').any(|folder| is_same(folder, line))
}

/// The line with spaces where a dump has glued words and figures together, and labels to names.
fn part(text: &str) -> String {
    const LABELS: &[&str] = &["Author", "Autor", "Autorin", "Auteur", "Posted by", "Published by", "Von", "By"];
    let mut parted = String::with_capacity(text.len() + 8);
    let mut previous = ' ';
    for c in text.chars() {
        let label = || LABELS.iter().any(|label| ends_with_word(&parted, label));
        let glued = previous.is_ascii_digit() && c.is_uppercase()
            || previous.is_alphabetic() && c.is_ascii_digit()
            || previous.is_lowercase() && c.is_uppercase() && label();
        if glued {
            parted.push(' ');
        }
        parted.push(c);
        previous = c;
    }
    parted
}

fn ends_with_word(text: &str, word: &str) -> bool {
    text.strip_suffix(word).is_some_and(|before| !before.ends_with(char::is_alphabetic))
}

/// The line without a count of comments at its end.
fn without_count(text: &str) -> &str {
    const NONE: &[&str] =
        &["leave a comment", "no comments", "comments off", "keine kommentare", "kommentar hinterlassen"];
    let text = text.trim_end();
    let none = NONE.iter().find(|none| phrase::ends(text, none)).map(|none| text.len() - none.len());
    if let Some(head) = none.and_then(|end| text.get(..end)) {
        return head.trim_end_matches([' ', '|', '·', '•', ',']);
    }
    let Some((rest, what)) = text.rsplit_once(' ') else {
        return text;
    };
    let digits = rest.trim_end_matches(|c: char| c.is_ascii_digit());
    if digits.len() < rest.len() && is_count_word(what) {
        return digits.trim_end_matches([' ', '|', '·', '•', ',']);
    }
    text
}

/// The line without `2 hours ago`, and whether it was there.
fn without_age(text: &str) -> (String, bool) {
    const UNITS: &[&str] = &[
        "second", "minute", "min", "hour", "hr", "day", "week", "month", "year", "minuten", "stunden", "tagen",
        "wochen", "minutes", "heures", "jours",
    ];
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return (text.to_owned(), false);
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let unit = |word: &str| {
        let word = word.to_lowercase();
        UNITS.contains(&word.as_str()) || word.strip_suffix('s').is_some_and(|word| UNITS.contains(&word))
    };
    for (at, triple) in words.windows(3).enumerate() {
        let after =
            number(triple[0]) && unit(triple[1]) && triple[2].to_lowercase().trim_end_matches(['.', ',', '|']) == "ago";
        let before = triple[0].eq_ignore_ascii_case("vor") && number(triple[1]) && unit(triple[2]);
        if after || before {
            let rest = words[..at].iter().chain(&words[at + 3..]);
            return (rest.copied().collect::<Vec<_>>().join(" "), true);
        }
    }
    (text.to_owned(), false)
}

/// What stands before and after a date, without the words that led to it.
fn around(text: &str, range: std::ops::Range<usize>) -> String {
    let date = &text[range.clone()];
    let ends = ENDS;
    let before = without_labels(&text[..range.start]);
    // A second date, an update's time, a section after a bar.
    let after = text[range.end..]
        .split('|')
        .map(|piece| piece.trim_matches(ends))
        .filter(|piece| !piece.is_empty() && date::parse(&format!("{date} {piece}")).is_none())
        .filter(|piece| !text.contains('|') || byline::is_byline(piece));
    std::iter::once(before).chain(after).filter(|piece| !piece.is_empty()).collect::<Vec<_>>().join(" | ")
}

/// Signs around the pieces of a line.
const ENDS: [char; 13] = [' ', ',', '|', ':', '·', '•', '-', '–', '—', '.', '(', ')', '/'];

/// What stands before a date without the words that lead to it.
fn without_labels(text: &str) -> &str {
    let mut before = text.trim_end_matches(ENDS);
    while let Some((start, word)) = last_word(before)
        && (date::is_label(word) || date::is_weekday(word))
    {
        before = before[..start].trim_end_matches(ENDS);
    }
    before
}

fn last_word(text: &str) -> Option<(usize, &str)> {
    let start =
        text.rfind(char::is_whitespace).map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    (start < text.len()).then(|| (start, &text[start..]))
}
