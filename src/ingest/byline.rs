//! Who wrote it: the people in a byline.

use super::date;
use super::list::list;

mod outlets;
mod person;

/// What comes before the names, in lower case, by their first letters; longer ones first.
const LEADS: &[(char, &[&str])] = &[
    ('a', list!('|', "article by|author:|authors:|author|autor:|autorin:|autor|auteur:|autore:|a cura di|av|af")),
    ('b', list!('|', "by")),
    ('c', list!('|', "contributed by|compiled by")),
    ('d', list!('|', "di|door")),
    ('e', list!('|', "ein kommentar von|eine analyse von")),
    ('k', list!('|', "kommentar von")),
    ('p', list!('|', "posted by|published by|propos recueillis par|publié par|par|por")),
    ('r', list!('|', "reported by|reporting by|redactado por")),
    ('s', list!('|', "story by|submitted by|story and photos by")),
    ('t', list!('|', "text by|text:")),
    ('v', list!('|', "von")),
    ('w', list!('|', "written by|words by")),
    ('а', list!('|', "автор:")),
    ('т', list!('|', "текст:")),
    ('作', list!('|', "作者：|作者:")),
    ('文', list!('|', "文：|文/")),
    ('本', list!('|', "本报记者")),
    ('記', list!('|', "記者")),
    ('记', list!('|', "记者")),
];

/// The longest line that is nothing but a byline, in bytes.
const LONGEST: usize = 200;

/// Words that mean "and" between two names.
const ANDS: &[&str] = &["and", "&", "und", "et", "with", "mit", "og", "och", "y", "e", "en"];

/// What a line says if it is read as a byline.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// See [`authors`].
    pub(super) authors: Vec<String>,
    /// See [`outlet`].
    pub(super) outlet: Option<String>,
    /// See [`is_only_names`].
    pub(super) only: bool,
}

/// Reads a line as a byline.
pub(super) fn read(line: &str) -> Names {
    let parts = parts(line);
    let only = line.len() <= LONGEST && !parts.is_empty() && !parts.iter().any(|part| matches!(part, Part::Other));
    let mut names = Names { only, ..Names::default() };
    for part in parts {
        match part {
            Part::Person(name) if !names.authors.iter().any(|known| known.to_lowercase() == name.to_lowercase()) => {
                names.authors.push(name);
            }
            Part::Outlet(name) => names.outlet = names.outlet.take().or(Some(name)),
            _ => {}
        }
    }
    names
}

/// The people that a byline names, in order, without titles of office; agencies and outlets are not people.
pub fn authors(byline: &str) -> Vec<String> {
    read(byline).authors
}

/// The agency or paper that stands in a byline.
pub fn outlet(byline: &str) -> Option<String> {
    read(byline).outlet
}

/// Whether a line is a byline and nothing else: it says so (`By …`), and all of it is names, trades, outlets and dates.
pub(super) fn is_byline(line: &str) -> bool {
    is_begun(line) && is_only_names(line.trim())
}

/// Whether a line says that it is a byline, by its first word or its last.
pub(super) fn is_begun(line: &str) -> bool {
    let line = line.trim();
    is_led(line) || is_reporting(line)
}

/// Whether a line starts as a byline does: `By …`, `Von …`.
pub(super) fn is_led(line: &str) -> bool {
    leads(line).next().is_some()
}

/// `Ann Lee reports`, `김민수 기자`: a full name, and what it does.
fn is_reporting(line: &str) -> bool {
    const LONGEST: usize = 80;
    line.len() <= LONGEST && {
        let name = without_verb(line);
        name.len() < line.trim_end_matches('.').len() && (is_full_name(name) || name.starts_with(|c| c >= '\u{2e80}'))
    }
}

/// The name that a known agency or paper goes by.
pub(super) fn agency(name: &str) -> Option<String> {
    outlets::agency(name)
}

/// The agency that a text in a script without spaces ends with.
pub(super) fn agency_at_end(text: &str) -> Option<String> {
    outlets::agency_at_end(text)
}

/// Whether all of a line is names, trades, outlets and dates, with at least one of them.
pub(super) fn is_only_names(line: &str) -> bool {
    line.len() <= LONGEST && read(line).only
}

/// Whether a line is one person's full name and nothing else.
pub(super) fn is_full_name(line: &str) -> bool {
    let words = line.split_whitespace().count();
    (2..=5).contains(&words)
        && person::name(line).is_some()
        && line.split_whitespace().all(|word| !word.ends_with([',', ':', '?', '!']))
        && line.chars().any(char::is_uppercase)
}

/// A piece of a byline.
#[derive(Debug)]
enum Part {
    Person(String),
    Outlet(String),
    /// A trade, a date, a place.
    Aside,
    Other,
}

fn parts(byline: &str) -> Vec<Part> {
    let (_, text) = lead(byline.trim());
    let (text, asides) = without_asides(text);
    let mut parts: Vec<Part> = asides.iter().filter_map(|aside| outlets::outlet(aside)).map(Part::Outlet).collect();
    for segment in segments(&text) {
        segment_parts(segment, &mut parts);
    }
    parts
}

/// Splits off what introduces the names, and says whether there was something.
fn lead(text: &str) -> (bool, &str) {
    let mut rest = text;
    let mut led = false;
    while let Some(after) = leads(rest).next() {
        rest = after.trim_start_matches([':', ' ', '\u{3000}', '\u{a0}']);
        led = true;
    }
    (led, rest)
}

/// What stands after each lead that a text begins with. Most texts are told from most leads by their first letter.
fn leads(text: &str) -> impl Iterator<Item = &str> {
    let first = text.chars().next().map(|first| first.to_ascii_lowercase());
    let leads = LEADS.iter().find(|(letter, _)| Some(*letter) == first).map_or(&[][..], |(_, leads)| leads);
    leads.iter().filter_map(move |lead| after_lead(text, lead))
}

fn after_lead<'a>(text: &'a str, lead: &str) -> Option<&'a str> {
    // What has a case in a lead is ASCII.
    let start = text.get(..lead.len()).filter(|start| start.eq_ignore_ascii_case(lead))?;
    let rest = &text[lead.len()..];
    let apart = !lead.ends_with(|c: char| c.is_ascii_alphabetic()) || rest.starts_with([' ', ':', '\u{a0}', '\n']);
    // `Di Leo` and `Von Braun` are names: a lead in another language is in lower case, or ends with a colon.
    let foreign = matches!(lead, "di" | "von" | "por" | "door" | "par" | "av" | "af");
    let written = !foreign || rest.starts_with(':') || start == lead || rest.split_whitespace().count() > 1;
    (apart && written && !rest.trim().is_empty()).then_some(rest)
}

/// The text without brackets, addresses and account names; and what stood in the brackets.
fn without_asides(text: &str) -> (String, Vec<String>) {
    let mut kept = String::with_capacity(text.len());
    let mut asides = Vec::new();
    let mut inside: Option<String> = None;
    for c in text.chars() {
        match (&mut inside, c) {
            (None, '(' | '[' | '<' | '（') => inside = Some(String::new()),
            (Some(aside), ')' | ']' | '>' | '）') => {
                asides.push(std::mem::take(aside));
                inside = None;
                kept.push(' ');
            }
            (Some(aside), c) => aside.push(c),
            (None, c) => kept.push(c),
        }
    }
    // An open bracket that never closes was no bracket.
    kept.push_str(inside.as_deref().unwrap_or_default());
    let bare = kept
        .split(' ')
        .filter(|word| {
            let word = word.trim_matches([',', ';', '.']);
            !(word.contains('@') || word.starts_with("http") || word.starts_with("www."))
        })
        .collect::<Vec<_>>()
        .join(" ");
    (bare, asides)
}

/// What strong signs part: `Ann Lee | Sep 21, 2016 | News`.
fn segments(text: &str) -> impl Iterator<Item = &str> {
    text.split(['|', '•', '·', '\n', '—', ';', '/', '／', '●', '■'])
        .flat_map(|segment| segment.split(" – "))
        .flat_map(|segment| segment.split(" - "))
        .map(str::trim)
        .filter(|segment| !segment.is_empty())
}

fn segment_parts(segment: &str, parts: &mut Vec<Part>) {
    let (_, segment) = lead(segment);
    if date::parse(segment).is_some() {
        parts.push(Part::Aside);
        return;
    }
    if let Some((range, _)) = date::find(segment) {
        let before = segment[..range.start].trim().trim_end_matches([',', ':', '.']);
        let before = ["published on", "published", "posted on", "posted", "updated", "on", "at"]
            .iter()
            .find_map(|label| strip_end(before, label))
            .unwrap_or(before);
        if !before.trim().is_empty() {
            segment_parts(before.trim(), parts);
        }
        parts.push(Part::Aside);
        let after = segment[range.end..].trim().trim_matches([',', '.', ':']).trim();
        if !after.is_empty() && after.len() < segment.len() {
            segment_parts(after, parts);
        }
        return;
    }
    let pieces = pieces(segment);
    if let [family, given] = pieces.as_slice()
        && segment.matches(',').count() == 1
        && !family.contains(' ')
        && !given.contains(' ')
        && let Some(name) = person::name(&format!("{given} {family}"))
        && !ANDS.iter().any(|and| segment.contains(&format!(" {and} ")))
        && outlets::outlet(given).is_none()
        && outlets::outlet(family).is_none()
        && !outlets::is_trade(given)
    {
        parts.push(Part::Person(name));
        return;
    }
    for piece in pieces {
        piece_parts(&piece, parts);
    }
}

fn strip_end<'a>(text: &'a str, label: &str) -> Option<&'a str> {
    let at = text.len().checked_sub(label.len())?;
    let end = text.get(at..)?;
    (end.to_lowercase() == label && (at == 0 || text[..at].ends_with(' '))).then(|| &text[..at])
}

/// What commas and words for "and" part, `Jr.` put back to its name.
fn pieces(segment: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for piece in segment.split([',', '、', '，']).flat_map(split_ands) {
        match pieces.last_mut() {
            Some(last) if person::is_generation(&piece) => {
                last.push(' ');
                last.push_str(&piece);
            }
            Some(_) if person::is_degree(&piece) => {}
            _ => pieces.push(piece),
        }
    }
    pieces
}

fn split_ands(part: &str) -> Vec<String> {
    let words: Vec<&str> = part.split_whitespace().collect();
    let mut pieces = Vec::new();
    let mut start = 0;
    for (at, word) in words.iter().enumerate() {
        // The single letters are also parts of names: `Ortega y Gasset`.
        let certain = !matches!(*word, "y" | "e" | "en") || at - start >= 2 && words.len() - at > 2;
        if ANDS.contains(word) && certain {
            pieces.push(words[start..at].join(" "));
            start = at + 1;
        }
    }
    pieces.push(words[start..].join(" "));
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

fn piece_parts(piece: &str, parts: &mut Vec<Part>) {
    let (_, piece) = lead(piece);
    let piece = without_verb(piece).trim().trim_end_matches(['*', ':']);
    if let Some(outlet) = outlets::outlet(piece) {
        parts.push(Part::Outlet(outlet));
        return;
    }
    let words: Vec<&str> = piece.split_whitespace().collect();
    let agency = outlets::leading(&words);
    parts.extend(outlets::outlet(&words[..agency].join(" ")).map(Part::Outlet));
    let rest = words[agency..].join(" ");
    let after_person = matches!(parts.last(), Some(Part::Person(_)));
    // `Rome correspondent` says what the person before it does; `Ann Lee Staff Writer` is one.
    let name =
        person::name(place_cut(&rest)).filter(|name| !outlets::is_trade(&rest) || !after_person && name.contains(' '));
    let part = match name {
        Some(name) => Part::Person(name),
        None if outlets::is_trade(&rest) || agency > 0 => Part::Aside,
        // Once a person is named, the rest after a comma may be where they are.
        None if after_person && rest.starts_with("in ") => Part::Aside,
        None if is_nobody(&words) => Part::Aside,
        None => Part::Other,
    };
    parts.push(part);
}

/// Whoever was on duty: `Web staff`.
fn is_nobody(words: &[&str]) -> bool {
    words.len() <= 4 && words.iter().any(|word| outlets::is_nobody(&word.to_lowercase()))
}

/// `Ann Lee in Rome` is Ann Lee, and so is `Ann Lee for Reuters`. One word before it is no name.
fn place_cut(text: &str) -> &str {
    // A name of two words and one of these words with something after it.
    if text.bytes().filter(|byte| *byte == b' ').take(3).count() < 3 {
        return text;
    }
    let cut = [" in ", " aus ", " for ", " of "].iter().filter_map(|at| text.find(at)).min();
    cut.map(|at| &text[..at]).filter(|name| name.contains(' ')).unwrap_or(text)
}

/// `Ann Lee reports` is Ann Lee.
fn without_verb(piece: &str) -> &str {
    let verbs = [
        " reports",
        " reporting",
        " writes",
        " berichtet",
        " rapporte",
        " informa",
        " reported this story",
        " contributed to this report",
        " 기자",
        " 특파원",
        "記者",
    ];
    let bare = piece.trim_end_matches('.');
    verbs.iter().find_map(|verb| bare.strip_suffix(verb)).unwrap_or(piece)
}

#[cfg(test)]
mod tests;
