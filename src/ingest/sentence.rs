//! Where sentences end.

/// Short forms that end with a stop within a sentence, in lower case without it.
const SHORT: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "st", "gen", "col", "lt", "sgt", "capt", "cmdr", "adm", "rev", "hon", "sen",
    "rep", "gov", "pres", "jr", "sr", "vs", "etc", "e.g", "i.e", "no", "vol", "fig", "inc", "ltd", "co", "corp",
    "bros", "dept", "est", "approx", "ave", "blvd", "mt", "ft", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep",
    "sept", "oct", "nov", "dec", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "calif", "conn", "fla", "mass",
    "mich", "minn", "pa", "va", "wash", "wis", "ariz", "ala", "ga", "ill", "tenn", "tex", "z.b", "bzw", "nr", "ca",
    "usw", "bspw", "evtl", "hr", "fr", "m", "mme", "mlle", "sra", "dra",
];

/// The end of the first sentence of `text`, in bytes, with its stop and closing quotes; the whole text if it is one.
pub(super) fn first_end(text: &str) -> usize {
    ends(text).next().unwrap_or(text.len())
}

/// The ends of the sentences of `text`, the last one only if it has a stop.
pub(super) fn ends(text: &str) -> impl Iterator<Item = usize> + '_ {
    text.char_indices().filter_map(|(at, c)| {
        let after = at + c.len_utf8();
        if !matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '｡' | '।' | '؟' | '۔') {
            return None;
        }
        let closed = after + closers(&text[after..]);
        let rest = &text[closed..];
        let wide = matches!(c, '。' | '！' | '？' | '｡');
        let parted =
            rest.is_empty() || rest.starts_with(char::is_whitespace) || wide && !rest.starts_with(['。', '！', '？']);
        let next = rest.trim_start().chars().next();
        let goes_on = next.is_some_and(|next| next.is_lowercase() || matches!(next, ',' | ';' | '.'));
        (parted && !goes_on && !(c == '.' && is_short(&text[..at], next))).then_some(closed)
    })
}

/// Whether a text ends as a sentence does.
pub(super) fn is_ended(text: &str) -> bool {
    let bare = text.trim_end_matches(is_closer);
    bare.ends_with(['.', '!', '?', '…', '。', '！', '？', '｡', '।', '؟', '۔'])
}

fn closers(text: &str) -> usize {
    text.find(|c| !is_closer(c)).unwrap_or(text.len())
}

fn is_closer(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | '«' | '“' | ')' | ']' | '」' | '』' | '）')
}

/// Whether the word before a stop is a short form, so that the stop ends no sentence.
fn is_short(before: &str, next: Option<char>) -> bool {
    // The longest short form is far shorter; a text without blanks is not walked for each of its stops.
    const WITHIN: usize = 16;
    let start = before.char_indices().rev().nth(WITHIN).map_or(0, |(at, _)| at);
    let tail = &before[start..];
    let word = tail.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '“' | '"' | '—')).next().unwrap_or(tail);
    let mut chars = word.chars();
    let initial = matches!((chars.next(), chars.next()), (Some(only), None) if only.is_uppercase() || next.is_some_and(|c| c.is_ascii_digit()));
    let number = next.is_some_and(|next| next.is_ascii_digit()) && word.ends_with(|c: char| c.is_ascii_digit());
    // `U.S.` before a capital may end a sentence or not; within is likelier.
    let pointed = word.contains('.') && word.split('.').all(|part| part.chars().count() <= 1);
    initial || number || pointed || next.is_some() && SHORT.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(text: &str) -> Vec<&str> {
        let mut start = 0;
        ends(text)
            .map(|end| {
                let sentence = text[start..end].trim();
                start = end;
                sentence
            })
            .collect()
    }

    #[test]
    fn a_stop_before_a_capital_ends_a_sentence() {
        assert_eq!(sentences("One here. Two “there.” Three? Four!"), ["One here.", "Two “there.”", "Three?", "Four!"]);
        assert_eq!(sentences("雨が降った。川が増えた。"), ["雨が降った。", "川が増えた。"]);
    }

    #[test]
    fn short_forms_and_initials_end_no_sentence() {
        assert_eq!(
            sentences("Dr. Lee of the U.S. Navy met J. R. Chu on Nov. 29 at 3 p.m. in St. Gallen."),
            ["Dr. Lee of the U.S. Navy met J. R. Chu on Nov. 29 at 3 p.m. in St. Gallen."]
        );
    }

    #[test]
    fn a_number_is_no_end() {
        assert_eq!(sentences("It grew 1.2 million. 2. Then it fell."), ["It grew 1.2 million.", "2.", "Then it fell."]);
    }

    #[test]
    fn a_text_without_a_stop_is_one_sentence() {
        assert_eq!(first_end("no stop here"), 12);
        assert!(is_ended("He said “no.”") && !is_ended("A headline"));
    }
}
