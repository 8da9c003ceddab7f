//! Agencies, papers and departments: what stands in a byline and is no person.

use known::KNOWN;

use crate::ingest::list::has;
use crate::ingest::lower;

mod known;

/// A name with one of these words in it is that of an outlet.
const TELLING: &[&str] = &[
    "agency",
    "agenturen",
    "chronicle",
    "courier",
    "dispatch",
    "examiner",
    "fm",
    "gazette",
    "herald",
    "journal",
    "magazine",
    "media",
    "nachrichten",
    "network",
    "news",
    "newspaper",
    "newspapers",
    "newsroom",
    "newswire",
    "observer",
    "online",
    "press",
    "radio",
    "rundschau",
    "telegraph",
    "television",
    "times",
    "tribune",
    "tv",
    "wire",
    "wires",
    "zeitung",
];

/// Words for whoever was on duty. None of them is a person's name.
const NOBODY: &[&str] = &[
    "admin",
    "administrator",
    "anonymous",
    "author",
    "board",
    "contributor",
    "contributors",
    "correspondent",
    "correspondents",
    "desk",
    "editor",
    "editorial",
    "editors",
    "guest",
    "n/a",
    "newsdesk",
    "none",
    "null",
    "redacción",
    "redactie",
    "redaction",
    "redaktion",
    "redazione",
    "redação",
    "reporter",
    "reporters",
    "root",
    "rédaction",
    "staff",
    "team",
    "unknown",
    "user",
    "web",
    "webmaster",
    "wordpress",
    "writer",
    "writers",
];

/// What people are called beside their names: trades and departments.
const TRADES: &[&str] = &[
    "analyst",
    "and",
    "assistant",
    "associate",
    "at",
    "autor",
    "autorin",
    "blogger",
    "bureau",
    "business",
    "chief",
    "city",
    "columnist",
    "contributing",
    "contributor",
    "correspondent",
    "critic",
    "deputy",
    "director",
    "editor",
    "editorial",
    "editors",
    "executive",
    "for",
    "foreign",
    "freelance",
    "freelancer",
    "in",
    "intern",
    "investigative",
    "journalist",
    "korrespondent",
    "local",
    "managing",
    "national",
    "news",
    "of",
    "photographer",
    "political",
    "producer",
    "redakteur",
    "redakteurin",
    "reporter",
    "reporters",
    "science",
    "senior",
    "special",
    "specialist",
    "sports",
    "staff",
    "technology",
    "the",
    "to",
    "video",
    "world",
    "writer",
    "writers",
];

/// Trades that end a description: `Staff Writer`, `Chief Foreign Correspondent`.
const NOUNS: &[&str] = &[
    "analyst",
    "blogger",
    "chief",
    "columnist",
    "contributor",
    "correspondent",
    "critic",
    "director",
    "editor",
    "editors",
    "freelancer",
    "intern",
    "journalist",
    "korrespondent",
    "photographer",
    "producer",
    "redakteur",
    "redakteurin",
    "reporter",
    "reporters",
    "specialist",
    "staff",
    "writer",
    "writers",
];

/// The name that a known outlet goes by, of its name in lower case.
fn known_as(lower: &str) -> Option<&'static str> {
    KNOWN.binary_search_by(|(known, _)| (*known).cmp(lower)).ok().map(|at| KNOWN[at].1)
}

/// The name an outlet goes by, if this is one.
pub(super) fn outlet(name: &str) -> Option<String> {
    /// The longest name of an outlet, in bytes.
    const LONGEST: usize = 80;
    if name.len() > LONGEST {
        return None;
    }
    lower::with(name, |lower| outlet_of(name, lower))
}

/// The name of an outlet, of its name as it stands and in lower case.
fn outlet_of(name: &str, lower: &str) -> Option<String> {
    let bare = lower.strip_prefix("the ").unwrap_or(lower).trim_end_matches(['.', ',']);
    if let Some(name) = known_as(bare).or_else(|| known_as(lower).filter(|_| bare != lower)) {
        return Some(name.to_owned());
    }
    let words = || bare.split_whitespace();
    let count = words().take(7).count();
    let named = count <= 6
        && name.chars().next().is_some_and(char::is_uppercase)
        && (1..count).contains(&words().filter(|word| has(TELLING, word)).count())
        && !words().any(|word| has(NOUNS, word));
    let site = count == 1 && [".com", ".org", ".net", ".co.uk", ".de", ".fr"].iter().any(|end| bare.ends_with(end));
    (named || site).then(|| name.to_owned())
}

/// The name that a known agency or paper goes by; a name that only looks like an outlet's is none.
pub(super) fn agency(name: &str) -> Option<String> {
    /// More than the longest known name has in any case, in bytes.
    const LONGEST: usize = 120;
    if name.is_empty() || name.len() > LONGEST {
        return None;
    }
    lower::with(name, known_as).map(str::to_owned)
}

/// The agency that a text in a script without spaces ends with: `ワシントン共同`.
pub(super) fn agency_at_end(text: &str) -> Option<String> {
    let unspaced = |name: &str| name.starts_with(|c| c >= '\u{2e80}');
    KNOWN.iter().find(|(known, _)| unspaced(known) && text.ends_with(known)).map(|(_, name)| (*name).to_owned())
}

/// The longest start of `words` that is a known outlet, in words: `Associated Press` before a writer's name.
pub(super) fn leading(words: &[&str]) -> usize {
    const MOST: usize = 4;
    let Some(first) = words.first() else { return 0 };
    if !first.eq_ignore_ascii_case("the") && !lower::with(first, begins_known) {
        return 0;
    }
    let known = |count: &usize| {
        lower::with(&words[..*count].join(" "), |name| known_as(name.strip_prefix("the ").unwrap_or(name)).is_some())
    };
    (1..=words.len().min(MOST)).rev().find(known).unwrap_or(0)
}

/// Whether the name of a known outlet begins with these letters.
fn begins_known(start: &str) -> bool {
    let at = KNOWN.partition_point(|(known, _)| *known < start);
    KNOWN.get(at).is_some_and(|(known, _)| known.starts_with(start))
}

/// Whether the word stands for whoever was on duty.
pub(super) fn is_nobody(word: &str) -> bool {
    has(NOBODY, word)
}

/// Whether the words say what someone does: `Staff Writer`, `Special to the Herald`.
pub(super) fn is_trade(text: &str) -> bool {
    /// The longest description that one word tells, in words.
    const WORDS: usize = 6;
    lower::with(text, |lower| {
        let mut words = lower.split_whitespace().map(|word| word.trim_end_matches(['.', ',']));
        let Some(first) = words.clone().next() else { return false };
        let last = words.clone().next_back().unwrap_or(first);
        lower.starts_with("special to ")
            || lower.starts_with("for the ")
            || (has(NOUNS, last) || has(NOUNS, first)) && words.clone().nth(WORDS).is_none()
            || words.all(|word| has(TRADES, word))
    })
}

/// Whether the word is of a trade: what may stand right before or after a name.
pub(super) fn is_trade_word(word: &str) -> bool {
    lower::with(word, |lower| {
        has(NOUNS, lower)
            || matches!(lower, "senior" | "contributing" | "special" | "freelance" | "political" | "sports")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_in_the_order_of_their_bytes() {
        for list in [TELLING, TRADES, NOUNS, NOBODY] {
            assert!(list.is_sorted());
        }
        assert!(KNOWN.is_sorted_by_key(|(known, _)| known));
    }
}
