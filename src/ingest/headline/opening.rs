//! The first lines: title, byline and date as they stand above a story.

use super::{Facts, is_same};
use crate::article::{Block, Kind, Moment};
use crate::ingest::{byline, date, sanitize, sentence};
use line::{Signature, is_counted_section, is_name_line, line, names_folder};

mod line;

/// How many of the first blocks are looked at.
const HEAD: usize = 8;

/// A longer block is a paragraph of the story, in bytes.
const LINE: usize = 240;

/// The longest line that is a title, in characters.
const TITLE: usize = 160;

/// The longest sentence that is a line of its own, in characters.
const SENTENCE: usize = 360;

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
        if passed > 0 && is_counted_section(text) && !byline::is_led(text) {
            blocks[at].boilerplate = true;
            at += 1;
            continue;
        }
        let signs = |next: &Block| next.text.len() <= LINE && line(&next.text, facts.order).is_some();
        let beside = || adjacent || blocks.get(at + 1).is_some_and(signs);
        let read = match line(text, facts.order) {
            Some(read) if fits(facts, &read) => Some(read),
            None if passed > 0 && is_name_line(text) && beside() => Some(Signature::of(text, None)),
            None if passed == 1 && byline::agency(text).is_some() => Some(Signature::of(text, None)),
            None if passed > 0 && names_folder(text, path) => Some(Signature::of_outlet(text)),
            _ => None,
        };
        let taken = !block.boilerplate && matches!(block.kind, Kind::Paragraph | Kind::Heading(_));
        match read {
            Some(mut read) if taken => {
                blocks.remove(at);
                signed |= passed == 1;
                adjacent = true;
                read.part_outlet(path);
                if bare && read.led && !read.authors.is_empty() {
                    // What stood alone above the byline was no second writer, but the paper.
                    let paper = std::mem::take(&mut facts.authors).into_iter().next();
                    facts.source = facts.source.take().or(paper);
                    bare = false;
                }
                bare |= facts.authors.is_empty() && !read.led && !read.authors.is_empty();
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

/// A second, different date is not swallowed, unless one of the two says that it is an update.
fn fits(facts: &Facts, read: &Signature) -> bool {
    match (facts.published, read.published) {
        (Some(known), Some(read_date)) if read.authors.is_empty() => {
            read.update || facts.updated || known.date == read_date.date
        }
        _ => true,
    }
}

fn absorb(facts: &mut Facts, read: Signature) {
    // A day that stands beside its time of day is the same day, better known.
    let better = |known: Moment| read.published.is_some_and(|read| read.date == known.date && known.time.is_none());
    let first = facts.updated && !read.update && read.published.is_some();
    if first || facts.published.is_none_or(better) {
        facts.updated = read.update && read.published.is_some();
        facts.published = read.published.or(facts.published);
    }
    if facts.authors.is_empty() {
        facts.authors = read.authors;
    }
    facts.source = facts.source.take().or(read.outlet);
}

/// The title of a text whose format says nothing: a short first line that is no sentence, with more after it.
fn bare_title(blocks: &mut Vec<Block>, signed: bool) -> Option<String> {
    let at = blocks
        .iter()
        .position(|block| !block.boilerplate && block.kind != Kind::Rule && !date::is_partial(&block.text))?;
    let Block { kind, text, .. } = &blocks[at];
    let line = matches!(kind, Kind::Paragraph | Kind::Heading(_)) && text.len() <= SENTENCE * 4 && !text.contains('\n');
    let mut rest = blocks[at + 1..].iter().filter(|block| !block.boilerplate).peekable();
    let alone = rest.peek().is_none();
    let followed = alone || rest.any(|block| block.text.len() > text.len() || sentence::is_ended(&block.text));
    // A byline right below says that even a sentence is a title.
    let characters = if line { text.chars().count() } else { usize::MAX };
    let titled = characters <= TITLE
        && (!sentence::is_ended(text) || is_exclaimed(text) || ends_shortened(text) || signed)
        || characters <= SENTENCE && is_split(&blocks[at..]);
    (line && followed && titled && opens_as_title(text)).then(|| sanitize::line(&blocks.remove(at).text))
}

/// Whether each of the lines is one sentence: a text that a program has split. Its first line is what is nearest to a
/// title there, be it the headline or the whole lead, and nobody can tell which.
fn is_split(blocks: &[Block]) -> bool {
    const LEAST: usize = 4;
    /// As many tell.
    const MANY: usize = 24;
    let lines = blocks.iter().filter(|block| !block.boilerplate && block.kind == Kind::Paragraph).take(MANY);
    let (mut all, mut single) = (0, 0);
    for line in lines {
        all += 1;
        single += usize::from(line.text.len() <= 4 * SENTENCE && sentence::ends(&line.text).take(2).count() <= 1);
        // Two that are more are enough to know.
        if all - single > 2 {
            return false;
        }
    }
    all >= LEAST && single * 10 >= all * 9
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
