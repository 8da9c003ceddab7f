//! Agencies, papers and departments: what stands in a byline and is no person.

use known::KNOWN;

mod known;

/// A name with one of these words in it is that of an outlet.
const TELLING: &[&str] = &[
    "news",
    "newspaper",
    "newspapers",
    "newsroom",
    "times",
    "herald",
    "tribune",
    "gazette",
    "chronicle",
    "magazine",
    "network",
    "agency",
    "newswire",
    "wire",
    "wires",
    "press",
    "courier",
    "dispatch",
    "examiner",
    "journal",
    "telegraph",
    "observer",
    "online",
    "media",
    "radio",
    "television",
    "tv",
    "zeitung",
    "nachrichten",
    "agenturen",
    "rundschau",
    "fm",
];

/// Words for whoever was on duty. None of them is a person's name.
const NOBODY: &[&str] = &[
    "admin",
    "administrator",
    "anonymous",
    "author",
    "contributor",
    "contributors",
    "correspondent",
    "correspondents",
    "desk",
    "editor",
    "editors",
    "editorial",
    "guest",
    "newsdesk",
    "reporter",
    "reporters",
    "redaktion",
    "redaction",
    "rédaction",
    "redacción",
    "redazione",
    "redação",
    "redactie",
    "staff",
    "team",
    "user",
    "webmaster",
    "writer",
    "writers",
    "board",
    "unknown",
    "none",
    "null",
    "n/a",
    "root",
    "wordpress",
    "web",
];

/// What people are called beside their names: trades and departments.
const TRADES: &[&str] = &[
    "analyst",
    "associate",
    "assistant",
    "autor",
    "autorin",
    "blogger",
    "bureau",
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
    "foreign",
    "freelance",
    "freelancer",
    "intern",
    "investigative",
    "journalist",
    "korrespondent",
    "managing",
    "national",
    "news",
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
    "video",
    "writer",
    "writers",
    "business",
    "world",
    "local",
    "the",
    "and",
    "for",
    "to",
    "of",
    "at",
    "in",
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

/// The name an outlet goes by, if this is one.
pub(super) fn outlet(name: &str) -> Option<String> {
    /// The longest name of an outlet, in bytes.
    const LONGEST: usize = 80;
    if name.len() > LONGEST {
        return None;
    }
    let lower = name.to_lowercase();
    let bare = lower.strip_prefix("the ").unwrap_or(&lower).trim_end_matches(['.', ',']);
    if let Some((_, name)) = KNOWN.iter().find(|(known, _)| *known == bare || *known == lower) {
        return Some((*name).to_owned());
    }
    let words: Vec<&str> = bare.split_whitespace().collect();
    let named = words.len() <= 6
        && name.chars().next().is_some_and(char::is_uppercase)
        && !words.iter().any(|word| NOUNS.contains(word))
        && words.iter().filter(|word| TELLING.contains(word)).count() < words.len()
        && words.iter().any(|word| TELLING.contains(word));
    let site =
        words.len() == 1 && [".com", ".org", ".net", ".co.uk", ".de", ".fr"].iter().any(|end| bare.ends_with(end));
    (named || site).then(|| name.to_owned())
}

/// The name that a known agency or paper goes by; a name that only looks like an outlet's is none.
pub(super) fn agency(name: &str) -> Option<String> {
    let longest = KNOWN.iter().map(|(known, _)| known.len()).max().unwrap_or(0);
    if name.is_empty() || name.len() > longest {
        return None;
    }
    let lower = name.to_lowercase();
    KNOWN.iter().find(|(known, _)| *known == lower).map(|(_, name)| (*name).to_owned())
}

/// The agency that a text in a script without spaces ends with: `ワシントン共同`.
pub(super) fn agency_at_end(text: &str) -> Option<String> {
    let unspaced = |name: &str| name.starts_with(|c| c >= '\u{2e80}');
    KNOWN.iter().find(|(known, _)| unspaced(known) && text.ends_with(known)).map(|(_, name)| (*name).to_owned())
}

/// The longest start of `words` that is a known outlet, in words: `Associated Press` before a writer's name.
pub(super) fn leading(words: &[&str]) -> usize {
    (1..=words.len().min(4))
        .rev()
        .find(|&count| {
            let name = words[..count].join(" ").to_lowercase();
            let bare = name.strip_prefix("the ").unwrap_or(&name);
            KNOWN.iter().any(|(known, _)| *known == bare)
        })
        .unwrap_or(0)
}

/// Whether the word stands for whoever was on duty.
pub(super) fn is_nobody(word: &str) -> bool {
    NOBODY.contains(&word)
}

/// Whether the words say what someone does: `Staff Writer`, `Special to the Herald`.
pub(super) fn is_trade(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().map(|word| word.trim_end_matches(['.', ','])).collect();
    let known = |word: &str| TRADES.contains(&word);
    lower.starts_with("special to ")
        || lower.starts_with("for the ")
        || words.last().is_some_and(|last| NOUNS.contains(last)) && words.len() <= 6
        || words.first().is_some_and(|first| NOUNS.contains(first)) && words.len() <= 6
        || !words.is_empty() && words.iter().all(|word| known(word))
}

/// Whether the word is of a trade: what may stand right before or after a name.
pub(super) fn is_trade_word(word: &str) -> bool {
    let lower = word.to_lowercase();
    NOUNS.contains(&lower.as_str())
        || matches!(lower.as_str(), "senior" | "contributing" | "special" | "freelance" | "political" | "sports")
}
