//! The last lines: biographies, credits and corrections below a story.

use super::{Facts, litter, phrase};
use crate::article::{Block, Kind};
use crate::ingest::byline;
use crate::ingest::prefix::prefix;
use known::{ENDS, STARTS, TRADES, VERBS};

mod known;

/// How many blocks from the end are looked at.
const TAIL: usize = 8;

/// The longest name, in bytes.
const NAME: usize = 80;

/// The longest credit, in bytes. A longer block is a paragraph of the story.
const LONGEST: usize = 1500;

/// Marks credits, and learns from them who wrote the story if nothing else says so.
pub(super) fn read(facts: &mut Facts, blocks: &mut [Block]) {
    let mut known: Option<String> = None;
    let mut at = blocks.len();
    // The first block is the story's, however short it is.
    while at > 1 && blocks.len() - at < TAIL {
        at -= 1;
        let (before, rest) = blocks.split_at_mut(at);
        let [block, ..] = rest else { break };
        if block.boilerplate || matches!(block.kind, Kind::Rule | Kind::Credit) {
            continue;
        }
        if block.kind != Kind::Paragraph || block.text.len() > LONGEST {
            break;
        }
        let named = before.last_mut().filter(|line| {
            line.text.len() <= NAME && byline::is_full_name(&line.text) && tells_of(&block.text, &line.text)
        });
        if let Some(line) = named {
            line.kind = Kind::Credit;
            known = Some(line.text.clone());
            block.kind = Kind::Credit;
        } else if let Some(name) = biography(&block.text).filter(|name| {
            facts.authors.contains(name) || !before.iter().any(|block| block.text.contains(name.as_str()))
        }) {
            known = Some(name);
            block.kind = Kind::Credit;
        } else if let Some(agency) = signed_off(&block.text) {
            facts.source = facts.source.take().or(Some(agency));
            block.kind = Kind::Credit;
        } else if is_credit(&block.text)
            || facts.authors.iter().any(|author| tells_of(&block.text, author) && trades(&block.text) > 1)
        {
            known = known.or_else(|| reporter(&block.text));
            block.kind = Kind::Credit;
        } else {
            break;
        }
    }
    if facts.authors.is_empty() {
        facts.authors.extend(known.iter().flat_map(|name| byline::authors(name)));
    }
}

/// Makes a list of the highlights that some collections keep below a story, each under a line `@highlight`.
pub(super) fn list_highlights(blocks: &mut [Block]) {
    const SIGN: &str = "@highlight";
    for at in 0..blocks.len() {
        if blocks[at].text != SIGN {
            continue;
        }
        blocks[at].boilerplate = true;
        if let Some(next) = blocks.get_mut(at + 1).filter(|next| next.kind == Kind::Paragraph && next.text != SIGN) {
            next.kind = Kind::Item { marker: "•".to_owned(), depth: 1 };
        }
    }
}

/// Parts credits and litter from the line they are glued to.
pub(super) fn part_glued(blocks: &mut Vec<Block>) {
    let mut at = blocks.len().saturating_sub(TAIL);
    while let Some(block) = blocks.get_mut(at) {
        let plain = block.kind == Kind::Paragraph && block.spans.is_empty();
        let cut = if plain {
            litter::glued(&block.text)
                .or_else(|| glued_credit(&block.text))
                .or_else(|| glued_name(&block.text))
                .or_else(|| glued_after(&block.text))
        } else {
            None
        };
        if let Some(cut) = cut {
            let rest = block.text.split_off(cut);
            block.text.truncate(block.text.trim_end().len());
            blocks.insert(at + 1, Block::paragraph(rest.trim_start()));
        }
        at += 1;
    }
}

/// A credit after a sentence without a space between: `… on Monday.Ann Lee is a freelance writer.`
fn glued_credit(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let stops = memchr::memchr3_iter(b'.', b'!', b'?', bytes);
    // Nearly every stop has a blank or nothing after it.
    let glued = stops.filter(|stop| bytes.get(stop + 1).is_some_and(|next| !next.is_ascii_whitespace()));
    glued.into_iter().find_map(|stop| {
        let rest = &text[stop + 1..];
        let credit = rest.trim_start_matches(['”', '"', '’', ')']);
        // After the first stop of `U.S.` no credit follows.
        let short = text[..stop].ends_with(char::is_uppercase);
        let glued = !short && credit.starts_with(char::is_uppercase) && credit.len() <= LONGEST;
        let certain = glued && (is_credit(credit) || biography(credit).is_some());
        certain.then(|| text.len() - credit.len())
    })
}

/// A name before its biography without a line end between: `Ann LeeAs a former teacher, Ann Lee …`
fn glued_name(text: &str) -> Option<usize> {
    const WITHIN: usize = 60;
    let window = prefix(text, WITHIN);
    let hump = |pair: &[u8]| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase();
    if window.is_ascii() && !window.as_bytes().windows(2).any(hump) {
        return None;
    }
    let humps = window
        .char_indices()
        .zip(window.chars().skip(1))
        .filter(|((_, c), next)| c.is_lowercase() && next.is_uppercase());
    let mut cuts = humps.map(|((at, c), _)| at + c.len_utf8());
    cuts.find(|&cut| {
        byline::is_full_name(&text[..cut]) && text[cut..].contains(&text[..cut]) && trades(&text[cut..]) > 0
    })
}

/// A widget's line with more after it.
fn glued_after(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let stops = memchr::memchr_iter(b'.', bytes).filter(|&at| at > 0 && bytes[at - 1] == b'w').map(|at| at + 1);
    let end = stops.into_iter().find(|&end| bytes[..end].ends_with(b"content below."))?;
    (end < text.len() && litter::is_litter(&text[..end])).then_some(end)
}

fn is_credit(text: &str) -> bool {
    /// The longest line that is a credit for how it ends, in bytes.
    const LINE: usize = 400;
    let bare = text.trim_end_matches(['.', ')', ' ', '*', '。', '）']);
    let end = || text.len() <= LINE && ENDS.iter().any(|end| phrase::ends(bare, end));
    let head = text.trim_start_matches(['*', ' ', '–', '—', '-', '_', '|', '(']);
    let starts = |text: &str| {
        let first = phrase::first(text);
        phrase::starting(STARTS, first).any(|start| phrase::begins(text, start))
    };
    text.len() <= 2 * LINE && (starts(head) || starts(text)) || end() || is_invitation(head)
}

/// `Follow Ann Lee on Twitter: @annlee`, `Contact Ann Lee at ann@example.test`
fn is_invitation(text: &str) -> bool {
    const LONGEST: usize = 200;
    let rest = ["follow ", "contact ", "email ", "e-mail ", "reach ", "tweet ", "write to "]
        .iter()
        .find_map(|start| phrase::after(text, start));
    text.len() <= LONGEST
        && rest.is_some_and(|rest| {
            let social = || [" on twitter", " on facebook", " on instagram", " on x", " on bluesky", " on linkedin"];
            rest.contains('@') || social().iter().any(|place| rest.to_ascii_lowercase().contains(place))
        })
}

/// The agency that a last line names and nothing else: `(dpa)`, `--ANI`, `AFP`.
fn signed_off(text: &str) -> Option<String> {
    const LONGEST: usize = 40;
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    if text.len() > LONGEST || bare.is_empty() {
        return None;
    }
    bare.split(['/', ',']).find_map(|piece| byline::agency(piece.trim())).filter(|_| !bare.contains(' '))
}

/// The person of a paragraph that is a biography: `Ann Lee is a freelance writer based in Rome.`
fn biography(text: &str) -> Option<String> {
    /// As far as four names and a verb go, in bytes.
    const WITHIN: usize = 120;
    if !text.starts_with(|c: char| !c.is_lowercase()) {
        return None;
    }
    let window = prefix(text, WITHIN);
    let is = |rest: &str, verb: &str| {
        rest.as_bytes().first() == verb.as_bytes().first()
            && rest.strip_prefix(verb).is_some_and(|rest| rest.starts_with(' ') || rest.is_empty())
    };
    let verb = |rest: &str| VERBS.iter().any(|verb| is(rest, verb));
    let ends = memchr::memchr_iter(b' ', window.as_bytes()).skip(1).take(3);
    let end = ends.filter(|&at| verb(&window[at + 1..])).last()?;
    let name = &window[..end];
    (byline::is_full_name(name) && first_trades(text) > 0).then(|| name.to_owned())
}

/// Whether a paragraph tells of a person: by the whole name, or the family's, and by trade.
fn tells_of(text: &str, name: &str) -> bool {
    let family = name.split_whitespace().next_back().unwrap_or(name);
    text != name && (text.contains(name) || text.contains(family)) && trades(text) > 0
}

fn trades(text: &str) -> usize {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 3);
    words.filter(|word| phrase::starting(TRADES, phrase::first(word)).any(|trade| phrase::is(word, trade))).count()
}

fn first_trades(text: &str) -> usize {
    trades(&text[..crate::ingest::sentence::first_end(text)])
}

/// Who reported, where a credit says it: `(Reporting by Ann Lee; Editing by Bo Chu)`.
fn reporter(text: &str) -> Option<String> {
    let text = text.trim_start_matches('(');
    let names = text.strip_prefix("Reporting by ")?.split([';', ')', '.']).next()?;
    Some(names.split(" in ").next().unwrap_or(names).to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::tests::{STORY, read, texts};
    use super::*;

    #[test]
    fn a_biography_is_a_credit_and_names_the_author() {
        let bio = "A teacher for ten years, Ann Lee is a freelance writer. Follow her on Twitter.";
        for tail in [&["Ann Lee", bio][..], &["Ann Lee is a freelance writer who lives in Lyon."]] {
            let lines: Vec<&str> = ["Tram vote put off again", STORY].iter().chain(tail).copied().collect();
            let article = read(&lines);
            assert_eq!(article.authors, ["Ann Lee"], "{tail:?}");
            assert!(article.blocks[1..].iter().all(|block| block.kind == Kind::Credit), "{tail:?}");
            assert_eq!(article.blocks[0].kind, Kind::Paragraph);
        }
    }

    #[test]
    fn glued_credits_are_parted() {
        let glued = format!(
            "{STORY}The following two tabs change content below.Ann LeeOnce a teacher, Ann Lee is a freelance writer."
        );
        let article = read(&["Tram vote put off again", &glued]);
        assert_eq!(
            texts(&article),
            [
                STORY,
                "The following two tabs change content below.",
                "Ann Lee",
                "Once a teacher, Ann Lee is a freelance writer."
            ]
        );
        assert!(article.blocks[1].boilerplate);
        assert_eq!(article.authors, ["Ann Lee"]);
        let glued = format!("{STORY}Ann Lee is a freelance writer.");
        assert_eq!(texts(&read(&["Tram vote put off again", &glued])), [STORY, "Ann Lee is a freelance writer."]);
    }

    #[test]
    fn credits_and_corrections_are_set_apart() {
        for credit in [
            "The Associated Press contributed to this report.",
            "Correction: An earlier version gave the wrong day.",
            "(Reporting by Ann Lee; Editing by Bo Chu)",
            "© 2014 Example",
        ] {
            let article = read(&["Tram vote put off again", STORY, credit]);
            assert_eq!(article.blocks[1].kind, Kind::Credit, "{credit}");
        }
        assert_eq!(
            read(&["Tram vote", STORY, "(Reporting by Ann Lee in Lyon; Editing by Bo Chu)"]).authors,
            ["Ann Lee"]
        );
    }

    #[test]
    fn tables_are_in_the_order_of_their_letters() {
        assert!([STARTS, TRADES].iter().all(|table| table.is_sorted_by(|one, next| one.0 < next.0)));
    }

    #[test]
    fn a_person_of_the_story_is_no_author() {
        let article = read(&[
            "Tram vote put off again",
            "Ann Lee opened the debate on Monday and spoke for an hour.",
            "Ann Lee is a journalist.",
        ]);
        assert_eq!(article.authors, [""; 0]);
        assert_eq!(article.blocks[1].kind, Kind::Paragraph);
    }
}
