//! The authors that a header names: it is believed, whether they are people, bodies or accounts.

use crate::ingest::{Draft, byline};

/// Turns bylines that front matter gave into authors. Agencies stay bylines: they are sources.
pub(super) fn believe(draft: &mut Draft) {
    let (mut authors, mut sources): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for name in std::mem::take(&mut draft.bylines) {
        if let Some(name) = spelled_out(&name) {
            authors.push(name);
            continue;
        }
        let people = byline::authors(&name);
        match byline::outlet(&name) {
            Some(_) if people.is_empty() => sources.push(name),
            _ if people.is_empty() => authors.push(name),
            _ => authors.extend(people),
        }
    }
    let mut known = std::collections::HashSet::new();
    authors.retain(|name| known.insert(name.clone()));
    draft.authors = authors;
    draft.bylines = sources;
}

/// The name that a key such as `ann-lee` is made of. One word may be an account, and stays as it is.
fn spelled_out(key: &str) -> Option<String> {
    const WORDS: std::ops::RangeInclusive<usize> = 2..=4;
    let words: Vec<&str> = key.split('-').collect();
    let is_key = WORDS.contains(&words.len())
        && words.iter().all(|word| !word.is_empty() && word.chars().all(char::is_lowercase));
    let capital = |word: &&str| {
        let mut chars = word.chars();
        chars.next().map(|first| first.to_uppercase().chain(chars).collect::<String>()).unwrap_or_default()
    };
    is_key.then(|| words.iter().map(capital).collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_plain_key_is_spelled_out() {
        assert_eq!(spelled_out("ann-lee").as_deref(), Some("Ann Lee"));
        for other in ["ann", "Ann-Lee", "ann-1", "-ann", "a-b-c-d-e", "ann lee", ""] {
            assert_eq!(spelled_out(other), None, "{other}");
        }
    }
}
