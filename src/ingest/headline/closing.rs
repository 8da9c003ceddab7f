//! The last lines: biographies, credits and corrections below a story.

use super::{Facts, litter};
use crate::article::{Block, Kind};
use crate::ingest::byline;
use crate::ingest::prefix::prefix;

/// How many blocks from the end are looked at.
const TAIL: usize = 8;

/// How credits begin, in lower case.
const STARTS: &[&str] = &[
    "correction:",
    "corrections:",
    "clarification:",
    "editor's note:",
    "editor’s note:",
    "editors' note:",
    "editors’ note:",
    "an earlier version of this",
    "this article has been updated",
    "this story has been updated",
    "this post has been updated",
    "copyright ",
    "© ",
    "(c) ",
    "(reporting by",
    "reporting by ",
    "(editing by",
    "editing by ",
    "additional reporting",
    "photo by ",
    "photo: ",
    "photos by ",
    "photo credit",
    "image: ",
    "image credit",
    "photograph by",
    "foto: ",
    "fotos: ",
    "bild: ",
    "quelle: ",
    "source: ",
    "contact the writer",
    "contact the reporter",
    "follow him on twitter",
    "follow her on twitter",
    "follow me on twitter",
    "über den autor",
    "über die autorin",
    "about the author",
    "(ap) ",
    "with reporting by",
    "mit material von",
];

/// How credits end, in lower case, without the stop.
const ENDS: &[&str] = &[
    "contributed to this report",
    "contributed to this story",
    "contributed to this article",
    "contributed reporting",
    "all rights reserved",
    "may not be published, broadcast, rewritten or redistributed",
];

/// What biographies say that people are, in lower case.
const TRADES: &[&str] = &[
    "freelance",
    "freelancer",
    "writer",
    "reporter",
    "journalist",
    "correspondent",
    "contributor",
    "columnist",
    "editor",
    "author",
    "blogger",
    "podcaster",
    "podcast",
    "critic",
    "professor",
    "lecturer",
    "researcher",
    "fellow",
    "novelist",
    "photographer",
    "twitter",
    "blog",
    "covers",
    "autor",
    "autorin",
    "redakteur",
    "redakteurin",
    "journalistin",
    "korrespondent",
    "journaliste",
    "periodista",
    "giornalista",
];

/// What follows the name in a biography's first sentence.
const VERBS: &[&str] = &[
    "is a",
    "is an",
    "is the",
    "is our",
    "was a",
    "writes",
    "covers",
    "reports",
    "has written",
    "has been",
    "works",
    "teaches",
    "hosts",
    "lives",
    "ist",
    "arbeitet",
    "schreibt",
    "est",
    "es",
    "è",
];

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
        let named =
            before.last_mut().filter(|line| byline::is_full_name(&line.text) && tells_of(&block.text, &line.text));
        if let Some(line) = named {
            line.kind = Kind::Credit;
            known = Some(line.text.clone());
            block.kind = Kind::Credit;
        } else if let Some(name) = biography(&block.text).filter(|name| {
            facts.authors.contains(name) || !before.iter().any(|block| block.text.contains(name.as_str()))
        }) {
            known = Some(name);
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
    let mut stop = false;
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        let credit = |rest: &str| rest.len() <= LONGEST && (is_credit(rest) || biography(rest).is_some());
        if c.is_uppercase() && (stop || quoted) && at > 0 && credit(&text[at..]) {
            return Some(at);
        }
        quoted = stop && matches!(c, '”' | '"' | '’' | ')');
        stop = matches!(c, '.' | '!' | '?');
    }
    None
}

/// A name before its biography without a line end between: `Ann LeeAs a former teacher, Ann Lee …`
fn glued_name(text: &str) -> Option<usize> {
    const WITHIN: usize = 60;
    let window = prefix(text, WITHIN);
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
    let end = text.find("content below.")? + "content below.".len();
    (end < text.len() && litter::is_litter(&text[..end])).then_some(end)
}

fn is_credit(text: &str) -> bool {
    let lower = text.to_lowercase();
    let bare = lower.trim_end_matches(['.', ')', ' ', '*']);
    let end = ENDS.iter().any(|end| bare.ends_with(end)) && text.len() <= 400;
    end || STARTS.iter().any(|start| lower.trim_start_matches(['*', ' ', '–', '—', '-']).starts_with(start))
}

/// The person of a paragraph that is a biography: `Ann Lee is a freelance writer based in Rome.`
fn biography(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split(' ').take(8).collect();
    let count = (2..=4).rev().find(|&count| {
        let rest = words.get(count..).unwrap_or_default().join(" ");
        VERBS.iter().any(|verb| rest.strip_prefix(verb).is_some_and(|rest| rest.starts_with(' ') || rest.is_empty()))
    })?;
    let name = words[..count].join(" ");
    (byline::is_full_name(&name) && first_trades(text) > 0).then_some(name)
}

/// Whether a paragraph tells of a person: by the whole name, or the family's, and by trade.
fn tells_of(text: &str, name: &str) -> bool {
    let family = name.split_whitespace().next_back().unwrap_or(name);
    text != name && (text.contains(name) || text.contains(family)) && trades(text) > 0
}

fn trades(text: &str) -> usize {
    let lower = text.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).filter(|word| TRADES.contains(word)).count()
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
