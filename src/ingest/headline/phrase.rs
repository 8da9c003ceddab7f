//! Known phrases, found in a text whatever its case, without copying it.

/// What follows a phrase that the text begins with. The phrase is in lower case, with straight apostrophes.
pub(super) fn after<'a>(text: &'a str, phrase: &str) -> Option<&'a str> {
    // Tables give the first letter, so most phrases are told from the text by their second.
    if let ([first, second, ..], [start, next, ..]) = (text.as_bytes(), phrase.as_bytes())
        && [first, second, start, next].iter().all(|byte| byte.is_ascii())
        && second.to_ascii_lowercase() != *next
    {
        return None;
    }
    let mut chars = text.chars();
    phrase.chars().all(|wanted| chars.next().is_some_and(|c| fold(c) == wanted)).then_some(chars.as_str())
}

/// Whether the text begins with a phrase.
pub(super) fn begins(text: &str, phrase: &str) -> bool {
    after(text, phrase).is_some()
}

/// Whether the text is a phrase.
pub(super) fn is(text: &str, phrase: &str) -> bool {
    after(text, phrase).is_some_and(str::is_empty)
}

/// Whether the text ends with a phrase.
pub(super) fn ends(text: &str, phrase: &str) -> bool {
    let mut chars = text.chars().rev();
    phrase.chars().rev().all(|wanted| chars.next().is_some_and(|c| fold(c) == wanted))
}

/// The first character, in lower case: what tables of phrases are ordered by.
pub(super) fn first(text: &str) -> Option<char> {
    text.chars().next().map(fold)
}

/// The phrases of a table that begin with a letter. The table is in the order of its letters.
pub(super) fn starting(
    table: &'static [(char, &'static [&'static str])],
    first: Option<char>,
) -> impl Iterator<Item = &'static str> {
    let at = table.partition_point(|(letter, _)| Some(*letter) < first);
    let found = table.get(at).filter(|(letter, _)| Some(*letter) == first);
    found.into_iter().flat_map(|(_, phrases)| phrases.iter().copied())
}

fn fold(c: char) -> char {
    match c {
        '’' => '\'',
        '\u{a0}' => ' ',
        c if c.is_ascii() => c.to_ascii_lowercase(),
        c => c.to_lowercase().next().unwrap_or(c),
    }
}
