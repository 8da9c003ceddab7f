//! A typed line becomes a pattern: the extended search syntax of fzf, and the fields of [`super::super::query`].

use super::super::Handles;
use super::super::query::{FACTS, Fact, Field, Malformed, fact, field};
use super::pattern::{Condition, Pattern, What};
use super::term::{Form, Term};

/// Quotation marks with those that close them.
const QUOTES: [(char, &[char]); 3] = [('"', &['"', '“', '”']), ('“', &['”', '“', '"']), ('„', &['“', '”', '"'])];

/// A pattern without what makes no sense, and the first thing that makes none.
pub(super) fn parse(typed: &str) -> (Pattern, Option<Malformed>) {
    let mut groups: Vec<Vec<Condition>> = Vec::new();
    let mut malformed = None;
    let mut rest = typed.trim_start();
    let mut joined = false;
    while !rest.is_empty() {
        if let Some(behind) = rest.strip_prefix('|').filter(|behind| is_end(behind)) {
            joined = true;
            rest = behind.trim_start();
            continue;
        }
        let (condition, behind) = condition(rest);
        rest = behind.trim_start();
        let condition = condition.unwrap_or_else(|(value, why)| {
            let range = typed.len() - value.len()..typed.len() - behind.len();
            malformed.get_or_insert(Malformed { range, why });
            None
        });
        let Some(condition) = condition else { continue };
        match groups.last_mut().filter(|_| joined) {
            Some(group) => group.push(condition),
            None => groups.push(vec![condition]),
        }
        joined = false;
    }
    let phrase = phrase(&groups);
    (Pattern { groups, phrase }, malformed)
}

/// Several plain words, as they would stand side by side in a title.
fn phrase(groups: &[Vec<Condition>]) -> Option<Term> {
    let mut words = groups.iter().filter_map(|group| match &group[..] {
        [only] => only.wanted().filter(|term| term.form == Form::Fuzzy && term.field == Field::Anywhere),
        _ => None,
    });
    let mut phrase = words.next()?.clone();
    let mut count = 1;
    for word in words {
        // With a capital in one, capitals count in none: the words themselves have been found as they were typed.
        phrase.text = format!("{} {}", phrase.text, word.text);
        phrase.case &= word.case;
        count += 1;
    }
    if !phrase.case {
        phrase.text.make_ascii_lowercase();
    }
    (phrase.form, phrase.field, phrase.typed) = (Form::Exact, Field::Title, None);
    (count > 1 && phrase.text.chars().count() <= super::term::LONGEST).then_some(phrase)
}

/// The condition at the start of a text that isn't empty, and what follows it; or the value that makes no sense, with
/// all that follows it, and a clause that says why.
fn condition(text: &str) -> (Result<Option<Condition>, (&str, String)>, &str) {
    let (negated, text) = match text.strip_prefix('!') {
        Some(behind) => (true, behind),
        None => (false, text),
    };
    let name = text.split_once(':').map_or("", |(name, _)| name);
    let value = text.get(name.len() + 1..).unwrap_or_default();
    if FACTS.contains(&name) {
        let (word, behind) = word(value);
        // Still being typed.
        if word.is_empty() {
            return (Ok(None), behind);
        }
        let condition = |(fact, holds): (Fact, bool)| {
            let what = match fact {
                Fact::Remembered(fact) => What::Remembered(fact, Handles::default()),
                fact => What::Fact(fact),
            };
            Some(Condition { negated: negated == holds, what })
        };
        return (fact(name, &word).map(condition).map_err(|why| (value, why)), behind);
    }
    let (field, text) = match field(name) {
        Some(field) => (field, value),
        None => (Field::Anywhere, text),
    };
    let (term, behind) = term(text, field, negated);
    (Ok(term.map(|term| Condition { negated, what: What::Word(term) })), behind)
}

/// The word at the start of a text, and what follows it.
fn term(text: &str, field: Field, negated: bool) -> (Option<Term>, &str) {
    // Letters strewn over a name say nothing of it; letters strewn over a title would exclude half the archive.
    let plain = if negated || matches!(field, Field::By | Field::Source) { Form::Exact } else { Form::Fuzzy };
    let (sign, text) = match text.chars().next() {
        Some(sign @ ('\'' | '^')) => (sign, &text[1..]),
        _ => (' ', text),
    };
    if let Some((quoted, behind)) = quotation(text) {
        let form = if sign == '^' { Form::Prefix } else { Form::Exact };
        return (Term::new(quoted, form, field), behind);
    }
    let (word, behind) = word(text);
    let stripped = |mark| word.strip_suffix(mark).filter(|word| !word.is_empty());
    let (word, form) = match (sign, stripped('$'), stripped('\'')) {
        ('^', Some(word), _) => (word, Form::Equal),
        ('^', None, _) => (&*word, Form::Prefix),
        (_, Some(word), _) => (word, Form::Suffix),
        ('\'', None, Some(word)) => (word, Form::Whole),
        ('\'', None, None) => (&*word, Form::Exact),
        _ => (&*word, plain),
    };
    // A sign alone is still being typed.
    let alone = matches!(word, "$" | "!" | "|");
    (Term::new(word, form, field).filter(|_| !alone), behind)
}

/// What stands up to the next blank, where `\ ` is none, and what follows it.
fn word(text: &str) -> (String, &str) {
    let mut word = String::new();
    let mut letters = text.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        if c.is_whitespace() {
            return (word, &text[at..]);
        }
        let escaped = letters.next_if(|(_, next)| c == '\\' && *next == ' ');
        word.push(if escaped.is_some() { ' ' } else { c });
    }
    (word, "")
}

/// What stands in quotation marks, and what follows them. One that isn't closed ends with the text.
fn quotation(text: &str) -> Option<(&str, &str)> {
    let (open, closing) = QUOTES.iter().find(|(open, _)| text.starts_with(*open))?;
    let inner = &text[open.len_utf8()..];
    let (quoted, behind) = inner.split_at(inner.find(*closing).unwrap_or(inner.len()));
    let mark = behind.chars().next().map_or(0, char::len_utf8);
    Some((quoted, &behind[mark..]))
}

fn is_end(text: &str) -> bool {
    text.chars().next().is_none_or(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A pattern in a short notation.
    fn read(typed: &str) -> String {
        let condition = |condition: &Condition| {
            let what = match &condition.what {
                What::Word(term) => format!("{:?} {:?} {}", term.field, term.form, term.text).replace("Anywhere ", ""),
                What::Fact(_) => "fact".to_owned(),
                What::Remembered(fact, _) => format!("{fact:?}"),
            };
            format!("{}{what}", if condition.negated { "not " } else { "" })
        };
        let group = |group: &Vec<Condition>| group.iter().map(condition).collect::<Vec<_>>().join(" or ");
        parse(typed).0.groups.iter().map(group).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn signs_say_how_a_word_is_looked_for() {
        for (typed, meaning) in [
            ("son of", "Fuzzy son, Fuzzy of"),
            ("'son ^son son$ ^son$", "Exact son, Prefix son, Suffix son, Equal son"),
            ("'son' \"storm surge\" ^\"storm s", "Whole son, Exact storm surge, Prefix storm s"),
            ("!son !^son !son$ !'son", "not Exact son, not Prefix son, not Suffix son, not Exact son"),
            ("a | b c | 'd | !e", "Fuzzy a or Fuzzy b, Fuzzy c or Exact d or not Exact e"),
            ("two\\ words", "Fuzzy two words"),
            ("„Straße“ josé", "Exact Strasse, Fuzzy jose"),
        ] {
            assert_eq!(read(typed), meaning, "{typed}");
        }
    }

    #[test]
    fn fields_are_those_of_the_query_language() {
        let fields = "title:son by:lee author:'ann source:\"the bugle\" !by:ray";
        let meaning = "Title Fuzzy son, By Exact lee, By Exact ann, Source Exact the bugle, not By Exact ray";
        assert_eq!(read(fields), meaning);
        assert_eq!(
            read("date:2014-11..2014-12 lang:de words:>800 !date:2015 | son"),
            "fact, fact, fact, not fact or Fuzzy son"
        );
        assert_eq!(read("is:unread !is:starred tag:Sea"), "not Read, not Starred, Tagged(\"sea\")");
        assert_eq!(read("Exclusive: tide"), "Fuzzy Exclusive:, Fuzzy tide");
    }

    #[test]
    fn what_makes_no_sense_is_pointed_at_and_left_out() {
        for (typed, value, meaning) in [
            ("storm date:foo gale", "foo", "Fuzzy storm, Fuzzy gale"),
            ("is:banana lang:x", "banana", ""),
            ("  !words:many\\ words ‘é", "many\\ words", "Fuzzy 'e"),
        ] {
            let malformed = parse(typed).1.unwrap();
            assert_eq!((&typed[malformed.range], read(typed).as_str()), (value, meaning), "{typed}");
        }
        assert_eq!(parse("storm date: is:read by:").1, None);
    }

    #[test]
    fn what_is_still_being_typed_is_left_out() {
        for typed in
            ["", " ", "!", "'", "^", "$", "|", "| |", "by:", "title:\"", "date:", "date:20", "lang:x", "\"", "\u{ad}"]
        {
            assert_eq!(read(typed), "", "{typed}");
        }
        assert_eq!(read("| son |"), "Fuzzy son");
    }
}
