//! Which reasons are given: none that is part of another.

/// Takes a further reason in, unless it says what another one says already. A longer phrase replaces its parts, and
/// a name what is derived from it ("North Korea", "North Korean").
pub(super) fn offer(reasons: &mut Vec<String>, phrase: String, most: usize) {
    let new = phrase.to_lowercase();
    let mut place = None;
    for (at, reason) in reasons.iter().enumerate() {
        let old = reason.to_lowercase();
        if old.contains(&new) && !is_derived(&old, &new) || is_derived(&new, &old) || is_chained(&old, &new) {
            return;
        }
        if new.contains(&old) || is_derived(&old, &new) {
            place = place.or(Some(at));
        }
    }
    match place {
        Some(place) => {
            reasons[place] = phrase;
            let mut at = 0;
            reasons.retain(|reason| {
                at += 1;
                at - 1 == place || !new.contains(&reason.to_lowercase())
            });
        }
        None if reasons.len() < most => reasons.push(phrase),
        None => {}
    }
}

/// Whether `long` is `short` with an ending.
fn is_derived(long: &str, short: &str) -> bool {
    long.strip_prefix(short)
        .is_some_and(|end| (1..=2).contains(&end.chars().count()) && end.chars().all(char::is_alphabetic))
}

/// Whether one ends with the word that the other begins with: both are parts of one name (`Suez Canal`,
/// `Canal Authority`).
fn is_chained(one: &str, other: &str) -> bool {
    let follows = |one: &str, other: &str| one.contains(' ') && one.rsplit(' ').next() == other.split(' ').next();
    follows(one, other) || follows(other, one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_reason_is_part_of_another_and_there_are_at_most_so_many() {
        let mut reasons = Vec::new();
        for phrase in
            ["Kessing", "North Korean", "Kessing Point", "point", "North Korea", "Korea Strait", "gale", "ferry"]
        {
            offer(&mut reasons, phrase.to_owned(), 3);
        }
        assert_eq!(reasons, ["Kessing Point", "North Korea", "gale"]);
    }
}
