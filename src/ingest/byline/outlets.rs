//! Agencies, papers and departments: what stands in a byline and is no person.

/// Agencies and papers by their names in lower case, and the name they go by.
const KNOWN: &[(&str, &str)] = &[
    ("ap", "Associated Press"),
    ("associated press", "Associated Press"),
    ("reuters", "Reuters"),
    ("thomson reuters", "Reuters"),
    ("afp", "AFP"),
    ("agence france-presse", "AFP"),
    ("agence france presse", "AFP"),
    ("upi", "UPI"),
    ("united press international", "UPI"),
    ("dpa", "dpa"),
    ("epd", "epd"),
    ("kna", "KNA"),
    ("apa", "APA"),
    ("sid", "SID"),
    ("ansa", "ANSA"),
    ("efe", "EFE"),
    ("lusa", "Lusa"),
    ("anp", "ANP"),
    ("belga", "Belga"),
    ("tass", "TASS"),
    ("itar-tass", "TASS"),
    ("ria novosti", "RIA Novosti"),
    ("interfax", "Interfax"),
    ("xinhua", "Xinhua"),
    ("kyodo", "Kyodo"),
    ("jiji press", "Jiji Press"),
    ("yonhap", "Yonhap"),
    ("kcna", "KCNA"),
    ("pti", "PTI"),
    ("ians", "IANS"),
    ("ani", "ANI"),
    ("aap", "AAP"),
    ("canadian press", "Canadian Press"),
    ("press association", "Press Association"),
    ("bloomberg", "Bloomberg"),
    ("bbc", "BBC"),
    ("cnn", "CNN"),
    ("abc", "ABC"),
    ("cbs", "CBS"),
    ("nbc", "NBC"),
    ("npr", "NPR"),
    ("pbs", "PBS"),
    ("msnbc", "MSNBC"),
    ("espn", "ESPN"),
    ("usa today", "USA TODAY"),
    ("wikinews", "Wikinews"),
    ("al jazeera", "Al Jazeera"),
    ("huffington post", "Huffington Post"),
    ("washington post", "Washington Post"),
    ("new york post", "New York Post"),
    ("financial times", "Financial Times"),
    ("der spiegel", "Der Spiegel"),
    ("le monde", "Le Monde"),
    ("el país", "El País"),
];

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
    let lower = name.to_lowercase();
    let bare = lower.strip_prefix("the ").unwrap_or(&lower).trim_end_matches(['.', ',']);
    if let Some((_, name)) = KNOWN.iter().find(|(known, _)| *known == bare) {
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
