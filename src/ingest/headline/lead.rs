//! A headline made from a story's first sentence.

use unicode_width::UnicodeWidthStr;

use super::dateline;
use crate::ingest::prefix::prefix;
use crate::ingest::sentence;
use words::{CLAUSES, HANGING, SUBORDINATE};

mod words;

/// The widest headline, in columns.
const WIDEST: usize = 72;

/// A cut before this says too little, in columns.
const LEAST: usize = 30;

/// A headline for a story that starts with `text`; empty if there are no words in it.
pub(super) fn headline(text: &str) -> String {
    let text = text.trim();
    let start = dateline::read(text).map_or(0, |dateline| dateline.end);
    // What comes later is never needed, and the text may be long.
    let text = &text[start..];
    let text = prefix(text, 2000).trim_start();
    let sentence = text[..sentence::first_end(text)].split('\n').next().unwrap_or_default();
    let line = sentence.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.width() <= WIDEST {
        return closed(&line);
    }
    let main = main_clause(&line);
    let source = main.as_deref().unwrap_or(&line);
    if source.width() <= WIDEST {
        return closed(source);
    }
    match clause(source) {
        Some(clause) => closed(clause),
        None => words(source),
    }
}

/// Whether a text is one sentence that is a headline as it stands, if a long one.
pub(super) fn is_brief(text: &str) -> bool {
    const LONGEST: usize = 240;
    let text = text.trim();
    text.len() <= LONGEST
        && text.width() > WIDEST
        && !text.contains('\n')
        && sentence::is_ended(text)
        && sentence::first_end(text) == text.len()
        && dateline::read(text).is_none()
}

/// The clause after an opening one: `Despite the rain, the match went on` is about the match.
fn main_clause(line: &str) -> Option<String> {
    let (opening, main) = line.split_once(", ")?;
    let first = opening.split(' ').next()?.to_lowercase();
    let subject = main.split(' ').next()?.to_lowercase();
    // Who `they` are was said in the clause that would go.
    let pronoun = matches!(
        subject.as_str(),
        "he" | "she"
            | "it"
            | "they"
            | "we"
            | "i"
            | "you"
            | "his"
            | "her"
            | "its"
            | "their"
            | "but"
            | "and"
            | "who"
            | "which"
    );
    let fits = SUBORDINATE.contains(&first.as_str()) && !pronoun && main.width() >= LEAST && opening.width() <= WIDEST;
    let mut letters = main.chars();
    fits.then(|| letters.next().map(|c| c.to_uppercase().chain(letters).collect()))?
}

/// The longest start that ends where a clause does, and that says something.
fn clause(line: &str) -> Option<&str> {
    let english = words::is_english(line);
    // Of an opening clause alone nobody learns what happened.
    if english && opens_subordinate(line) {
        return None;
    }
    let mut best = None;
    for (at, c) in line.char_indices() {
        let head = line[..at].trim_end();
        let after = &line[at..];
        let number = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
        let cut = match c {
            ',' => !number(&after[1..]) && after.starts_with(", "),
            ';' | '—' | '–' | '、' | '，' | '；' | '：' => true,
            ':' => after.starts_with(": "),
            '(' => head.len() < at,
            ' ' => after[1..].split(' ').next().is_some_and(|word| CLAUSES.contains(&word)),
            _ => false,
        };
        if !cut {
            continue;
        }
        // To measure takes its time, so only what could be the end is.
        let width = head.width();
        if width > WIDEST {
            break;
        }
        if width >= LEAST && is_whole(head) && (!english || words::has_verb(head)) {
            best = Some(without_scrap(head));
        }
    }
    best
}

fn opens_subordinate(line: &str) -> bool {
    let first = line.split(' ').next().unwrap_or_default().to_lowercase();
    SUBORDINATE.contains(&first.as_str()) && !matches!(first.as_str(), "in" | "on")
}

/// A start without the few words after its last comma: `fired the coach, one day` before `after …`.
fn without_scrap(head: &str) -> &str {
    const FEW: usize = 3;
    let parted =
        head.rsplit_once(", ").filter(|(before, scrap)| before.width() >= LEAST && scrap.split(' ').count() <= FEW);
    parted.map_or(head, |(before, _)| before)
}

/// As many words as fit, with a mark that there was more.
fn words(line: &str) -> String {
    let mut end = 0;
    let unspaced = !prefix(line, WIDEST).contains(' ');
    for (at, c) in line.char_indices() {
        if !unspaced && c != ' ' {
            continue;
        }
        if line[..at].width() >= WIDEST {
            break;
        }
        end = at;
    }
    let kept = closed(without_half(line, end));
    if kept.is_empty() { kept } else { format!("{kept}…") }
}

/// The line up to `end`, without the first part of a name or a measure that goes on behind it: `in New` of `New York`,
/// `$5` of `$5 million`. If that leaves too little, the part stays.
fn without_half(line: &str, end: usize) -> &str {
    let named = |word: &str| word.trim_start_matches(['“', '"', '‘', '(']).starts_with(|c: char| c.is_uppercase());
    let number = |word: &str| word.ends_with(|c: char| c.is_ascii_digit());
    let ties = |word: &str, next: &str| {
        let parted = word.ends_with([',', ';', ':', '”', '"', ')']);
        !parted && (named(word) && (named(next) || next.starts_with(|c: char| c.is_ascii_digit())) || number(word))
    };
    let mut kept = &line[..end];
    let mut next = line[end..].trim_start().split(' ').next().unwrap_or_default();
    while let Some((before, word)) = kept.rsplit_once(' ')
        && ties(word, next)
    {
        (kept, next) = (before.trim_end(), word);
    }
    if kept.width() >= LEAST && kept.contains(' ') { kept } else { &line[..end] }
}

/// Whether a start has as many closing quotes and brackets as opening ones.
fn is_whole(head: &str) -> bool {
    let count = |sign: char| head.matches(sign).count();
    count('“') == count('”')
        && count('(') == count(')')
        && count('"') % 2 == 0
        && count('「') == count('」')
        && count('『') == count('』')
}

/// The headline without what no headline ends with.
fn closed(text: &str) -> String {
    let mut text = text.trim();
    loop {
        let question = text.ends_with(['?', '!', '？', '！']) || text.ends_with("?”") || text.ends_with("!”");
        let bare = if question {
            text
        } else {
            text.trim_end_matches([',', ';', ':', '.', '—', '–', '-', '、', '，', '。', ' ', '('])
        };
        let last = bare.rsplit(' ').next().unwrap_or_default();
        let hanging = bare.contains(' ') && !question && HANGING.contains(&last.to_lowercase().as_str());
        if !hanging {
            // `U.S.` and `Jr.` keep their stop.
            let short = last.len() < bare.len() && last.contains('.') && text[bare.len()..].starts_with('.');
            text = if short { &text[..=bare.len()] } else { bare };
            break;
        }
        text = bare[..bare.len() - last.len()].trim_end();
    }
    let quoted = text.starts_with(['“', '"']) && !is_whole(text);
    if quoted { text[text.chars().next().map_or(0, char::len_utf8)..].to_owned() } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_sentence_is_the_headline() {
        assert_eq!(headline("The bridge was closed on Monday. Nobody was hurt."), "The bridge was closed on Monday");
        assert_eq!(headline("Who closed the bridge? Nobody knows."), "Who closed the bridge?");
    }

    #[test]
    fn a_long_sentence_is_cut_where_a_clause_ends() {
        for (lead, expected) in [
            (
                "The northern harbour was the scene of a large fire on Sunday night that has left three warehouses in ruins.",
                "The northern harbour was the scene of a large fire on Sunday night",
            ),
            (
                "A council vote on the new tram line was put off again, the third time in a year that members could not agree.",
                "A council vote on the new tram line was put off again",
            ),
            (
                "Despite heavy rain for most of the evening, the visitors held on to win their last home match of the long season.",
                "The visitors held on to win their last home match of the long season",
            ),
        ] {
            assert_eq!(headline(lead), expected);
        }
    }

    #[test]
    fn a_cut_leaves_no_half_word_and_no_hanging_one() {
        let title = headline(
            "The regional authority for inland waterways and flood protection announced a programme of works for the coming decade",
        );
        assert_eq!(title, "The regional authority for inland waterways and flood protection…");
        assert!(title.width() <= WIDEST + 1);
    }

    #[test]
    fn a_cut_does_not_part_a_name_or_a_measure() {
        for (lead, expected) in [
            (
                "The regional authority for inland waterways and floods moved its office in New York State to a barge",
                "The regional authority for inland waterways and floods moved its office…",
            ),
            (
                "The regional authority for inland waterways spent on its works about $5 million of public money in a decade",
                "The regional authority for inland waterways spent on its works…",
            ),
        ] {
            assert_eq!(headline(lead), expected);
        }
    }

    #[test]
    fn a_dateline_is_no_part_of_the_headline() {
        assert_eq!(headline("LYON (AP) — The bridge was closed on Monday."), "The bridge was closed on Monday");
        assert_eq!(headline("OSLO, Nov. 29 (Meridian) – The bridge was closed."), "The bridge was closed");
    }

    #[test]
    fn a_script_without_spaces_is_cut_by_its_width() {
        let title = headline(&"雨が降って川が増えたので町の人々は高い所へ逃げた".repeat(4));
        assert!(title.width() <= WIDEST + 1 && title.width() > LEAST, "{title}");
    }
}
