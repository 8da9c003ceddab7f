//! The first lines: title, byline and date as they stand above a story.

use super::{Facts, is_same};
use crate::article::{Block, Kind, Moment};
use crate::ingest::{byline, date, sanitize, sentence};

/// How many of the first blocks are looked at.
const HEAD: usize = 8;

/// A longer block is a paragraph of the story, in bytes.
const LINE: usize = 240;

/// The longest line that is a title, in characters.
const TITLE: usize = 160;

/// How many lines may stand between a title and its byline: a deck, a caption.
const BETWEEN: usize = 3;

/// Reads title, byline and date off the first blocks, and takes those lines out of the body.
pub(super) fn read(facts: &mut Facts, blocks: &mut Vec<Block>, structured: bool, path: &str) {
    if blocks.first().is_some_and(|block| is_address(&block.text)) {
        let line = blocks.remove(0).text;
        facts.url = facts.url.take().or_else(|| sanitize::url(&line));
    }
    let named = facts.title.is_some();
    if named {
        drop_repeated(facts.title.as_deref(), blocks);
    }
    let signed = signature(facts, blocks, named || structured, path);
    if !named {
        facts.title = if structured { heading(blocks) } else { bare_title(blocks, signed) };
        drop_repeated(facts.title.as_deref(), blocks);
    }
}

/// Takes byline and date lines out; says whether one stood right after the first line.
fn signature(facts: &mut Facts, blocks: &mut Vec<Block>, titled: bool, path: &str) -> bool {
    let mut signed = false;
    let mut bare = false;
    let mut passed = usize::from(titled);
    let mut adjacent = false;
    let mut at = 0;
    for _ in 0..HEAD {
        let Some(block) = blocks.get(at) else { break };
        if block.text.len() > LINE || passed > BETWEEN {
            break;
        }
        let text = block.text.as_str();
        let beside = passed > 0
            && (adjacent
                || blocks.get(at + 1).is_some_and(|next| next.text.len() <= LINE && line(&next.text).is_some()));
        let read = match line(text) {
            Some(read) if fits(facts, &read) => Some(read),
            None if beside && is_name_line(text) => Some(Signature::of(text, None)),
            None if passed > 0 && names_folder(text, path) => Some(Signature::of_outlet(text)),
            _ => None,
        };
        let taken = !block.boilerplate && matches!(block.kind, Kind::Paragraph | Kind::Heading(_));
        match read {
            Some(mut read) if taken => {
                let led = byline::is_byline(text);
                blocks.remove(at);
                signed |= passed == 1;
                adjacent = true;
                read.part_outlet(path);
                if bare && led && !read.authors.is_empty() {
                    // What stood alone above the byline was no second writer, but the paper.
                    let paper = std::mem::take(&mut facts.authors).into_iter().next();
                    facts.source = facts.source.take().or(paper);
                    bare = false;
                }
                bare |= facts.authors.is_empty() && !led && !read.authors.is_empty();
                absorb(facts, read);
            }
            _ => {
                passed += usize::from(!block.boilerplate);
                adjacent = false;
                at += 1;
            }
        }
    }
    signed
}

/// What a byline or date line says.
struct Signature {
    authors: Vec<String>,
    outlet: Option<String>,
    published: Option<Moment>,
    /// The date is that of a later version.
    update: bool,
}

impl Signature {
    fn of(names: &str, published: Option<Moment>) -> Self {
        Self { authors: byline::authors(names), outlet: byline::outlet(names), published, update: false }
    }

    fn of_outlet(line: &str) -> Self {
        Self { authors: Vec::new(), outlet: Some(sanitize::line(line)), published: None, update: false }
    }

    /// Many a paper is called like a person (`Valley Post`): the folder that its articles are kept in tells.
    fn part_outlet(&mut self, path: &str) {
        if let Some(at) = self.authors.iter().position(|name| names_folder(name, path)) {
            let paper = self.authors.remove(at);
            self.outlet = self.outlet.take().or(Some(paper));
        }
    }
}

/// A second, different date is not swallowed, unless it says that it is an update.
fn fits(facts: &Facts, read: &Signature) -> bool {
    match (facts.published, read.published) {
        (Some(known), Some(read_date)) if read.authors.is_empty() => read.update || known.date == read_date.date,
        _ => true,
    }
}

fn absorb(facts: &mut Facts, read: Signature) {
    // A day that stands beside its time of day is the same day, better known.
    let better = |known: Moment| read.published.is_some_and(|read| read.date == known.date && known.time.is_none());
    if facts.published.is_none_or(better) {
        facts.published = read.published.or(facts.published);
    }
    if facts.authors.is_empty() {
        facts.authors = read.authors;
    }
    facts.source = facts.source.take().or(read.outlet);
}

/// Reads a line that is a byline, a date, or both, and nothing else.
fn line(text: &str) -> Option<Signature> {
    let text = text.trim();
    if text.len() > LINE || text.contains('\n') {
        return None;
    }
    if let Some(published) = date::parse(text) {
        return Some(Signature {
            authors: Vec::new(),
            outlet: None,
            published: Some(published),
            update: date::is_update(text),
        });
    }
    let parted = part(text);
    let counted = without_count(&parted);
    let (aged, age) = without_age(counted);
    let dated = date::find(&aged);
    let names = match &dated {
        Some((range, _)) => around(&aged, range.clone()),
        None => aged.trim().to_owned(),
    };
    let published = dated.map(|(_, moment)| moment);
    let marked = age || counted.len() < parted.len();
    let whole = names.is_empty() || byline::is_only_names(&names);
    if !whole || !(marked || published.is_some() || byline::is_byline(text)) {
        return None;
    }
    // A place and a day (`NEW YORK, July 2, 2013`) look like a name and a day.
    let certain = marked
        || names.is_empty()
        || byline::is_byline(&aged)
        || aged.contains('|')
        || is_person_line(&names)
        || byline::outlet(&names).is_some();
    certain.then(|| Signature::of(&names, published))
}

/// A name of at least two words as it stands in the line, not in capitals alone.
fn is_person_line(names: &str) -> bool {
    let stands = |name: &String| name.contains(' ') && names.contains(name.as_str());
    names.chars().any(char::is_lowercase) && byline::authors(names).iter().any(stands)
}

/// A line that may be a name or an outlet where a byline could be.
fn is_name_line(text: &str) -> bool {
    let outlet =
        byline::outlet(text).is_some() && byline::authors(text).is_empty() && text.split_whitespace().count() <= 4;
    (byline::is_full_name(text) || outlet) && byline::is_only_names(text) && !sentence::is_ended(text)
}

/// Whether a line is the name of a folder that the article stands in, as `Valley Post` is of `valley-post/`.
fn names_folder(line: &str, path: &str) -> bool {
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
    const COUNTED: &[&str] = &[
        "comment",
        "comments",
        "kommentar",
        "kommentare",
        "commentaire",
        "commentaires",
        "comentario",
        "comentarios",
        "commenti",
        "reacties",
        "views",
        "shares",
    ];
    const NONE: &[&str] =
        &["leave a comment", "no comments", "comments off", "keine kommentare", "kommentar hinterlassen"];
    let text = text.trim_end();
    let lower = text.to_lowercase();
    if lower.len() == text.len()
        && let Some(end) = NONE.iter().find_map(|phrase| lower.strip_suffix(phrase)).map(str::len)
    {
        return text[..end].trim_end_matches([' ', '|', '·', '•', ',']);
    }
    let Some((rest, what)) = text.rsplit_once(' ') else {
        return text;
    };
    let digits = rest.trim_end_matches(|c: char| c.is_ascii_digit());
    if COUNTED.contains(&what.to_lowercase().as_str()) && digits.len() < rest.len() {
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
    let ends = [' ', ',', '|', ':', '·', '•', '-', '–', '—', '.', '(', ')'];
    let mut before = text[..range.start].trim_end_matches(ends);
    while let Some((start, word)) = last_word(before)
        && (date::is_label(word) || date::is_weekday(word))
    {
        before = before[..start].trim_end_matches(ends);
    }
    // A second date, an update's time, a section after a bar.
    let after = text[range.end..]
        .split('|')
        .map(|piece| piece.trim_matches(ends))
        .filter(|piece| !piece.is_empty() && date::parse(&format!("{date} {piece}")).is_none())
        .filter(|piece| !text.contains('|') || byline::is_byline(piece));
    std::iter::once(before).chain(after).filter(|piece| !piece.is_empty()).collect::<Vec<_>>().join(" | ")
}

fn last_word(text: &str) -> Option<(usize, &str)> {
    let start =
        text.rfind(char::is_whitespace).map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    (start < text.len()).then(|| (start, &text[start..]))
}

/// The title of a text whose format says nothing: a short first line that is no sentence, with more after it.
fn bare_title(blocks: &mut Vec<Block>, signed: bool) -> Option<String> {
    let at = blocks
        .iter()
        .position(|block| !block.boilerplate && block.kind != Kind::Rule && !date::is_partial(&block.text))?;
    let Block { kind, text, .. } = &blocks[at];
    let line =
        matches!(kind, Kind::Paragraph | Kind::Heading(_)) && !text.contains('\n') && text.chars().count() <= TITLE;
    let mut rest = blocks[at + 1..].iter().filter(|block| !block.boilerplate).peekable();
    let alone = rest.peek().is_none();
    let followed = alone || rest.any(|block| block.text.len() > text.len() || sentence::is_ended(&block.text));
    // A byline right below says that even a sentence is a title.
    let titled = !sentence::is_ended(text) || is_exclaimed(text) || ends_shortened(text) || signed;
    (line && followed && titled && opens_as_title(text)).then(|| sanitize::line(&blocks.remove(at).text))
}

/// Whether the line starts and ends as a title may, and has letters enough to be one.
fn opens_as_title(text: &str) -> bool {
    const LETTERS: usize = 4;
    let mut chars = text.chars();
    let (first, second) = (chars.next(), chars.next());
    let low = first.is_some_and(char::is_lowercase) && !second.is_some_and(char::is_uppercase);
    let letters =
        text.chars().filter(|c| c.is_alphanumeric()).map(|c| if c < '\u{2e80}' { 1 } else { 2 }).sum::<usize>();
    // A name in small Latin letters opens many a Japanese title.
    let cased = !text.contains(|c| c >= '\u{2e80}');
    !(low && cased) && letters >= LETTERS && !text.ends_with([',', ';', ':'])
}

/// A question or a call is a title too, even one of two sentences.
fn is_exclaimed(text: &str) -> bool {
    const LONGEST: usize = 100;
    text.ends_with(['?', '!', '？', '！', '…']) && text.chars().count() <= LONGEST && sentence::ends(text).count() <= 2
}

/// Whether the last stop belongs to a short form: `Acme Corp.`, `K. C.`
fn ends_shortened(text: &str) -> bool {
    // Followed by a word, the stop of a sentence still ends it.
    let continued = format!("{text} Then");
    text.ends_with('.') && text.chars().count() <= 100 && sentence::first_end(&continued) == continued.len()
}

/// The title of a text with structure: a heading that opens it.
fn heading(blocks: &mut Vec<Block>) -> Option<String> {
    let at = blocks.iter().position(|block| !block.boilerplate && block.kind != Kind::Rule)?;
    matches!(blocks[at].kind, Kind::Heading(1 | 2)).then(|| sanitize::line(&blocks.remove(at).text))
}

/// Drops the title where it stands again above the story.
fn drop_repeated(title: Option<&str>, blocks: &mut Vec<Block>) {
    let Some(title) = title else { return };
    let head =
        blocks.iter().take(3).position(|block| block.text.len() <= 2 * title.len() + 8 && is_same(&block.text, title));
    if let Some(at) = head {
        blocks.remove(at);
    }
}

/// Whether the whole line is a web address.
fn is_address(line: &str) -> bool {
    let line = line.trim();
    (line.starts_with("http://") || line.starts_with("https://")) && !line.contains(char::is_whitespace)
}
