//! A typed query becomes conditions.

use super::range::{Days, Numbers};
use super::{Expr, Fact, Field, Form, Malformed, Remembered, Words};
use crate::article::Language;

/// Brackets within brackets, at most: deeper ones are read as if they weren't there.
const DEPTH: usize = 32;

/// The fewest edits that `~` allows, and the most.
const EDITS: std::ops::RangeInclusive<u8> = 1..=2;

pub(super) fn parse(text: &str) -> Result<Option<Expr>, Malformed> {
    let mut parser = Parser { text, at: 0, depth: 0 };
    let meaning = parser.all()?;
    match parser.peek() {
        None => Ok(meaning),
        // Only a bracket stops the parser.
        Some(bracket) => Err(parser.malformed(parser.at, bracket.len_utf8(), "this bracket closes nothing")),
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// The next character that is no white space.
    fn peek(&mut self) -> Option<char> {
        self.at = self.text.len() - self.rest().trim_start().len();
        self.rest().chars().next()
    }

    fn malformed(&self, at: usize, len: usize, why: &str) -> Malformed {
        Malformed { range: at..at + len, why: why.to_owned() }
    }

    /// Conditions side by side, up to a closing bracket or the end.
    fn all(&mut self) -> Result<Option<Expr>, Malformed> {
        let mut parts = Vec::new();
        while self.peek().is_some_and(|c| c != ')') {
            parts.extend(self.any()?);
        }
        Ok(joined(parts, Expr::All))
    }

    /// Conditions with `OR` between them. One before or after which nothing stands is still being typed.
    fn any(&mut self) -> Result<Option<Expr>, Malformed> {
        let mut parts = Vec::new();
        self.take_or();
        loop {
            if matches!(self.peek(), None | Some(')')) {
                return Ok(joined(parts, Expr::Any));
            }
            parts.extend(self.one()?);
            if !self.take_or() {
                return Ok(joined(parts, Expr::Any));
            }
        }
    }

    fn take_or(&mut self) -> bool {
        let mut taken = false;
        while self.peek().is_some() && (self.take_word("OR") || self.take("|")) {
            taken = true;
        }
        taken
    }

    fn one(&mut self) -> Result<Option<Expr>, Malformed> {
        let Some(first) = self.peek() else { return Ok(None) };
        if first == '-' || self.is_word("NOT") {
            let mut negated = false;
            while self.take("-") || self.take_word("NOT") {
                negated = !negated;
                // A sign that stands alone means nothing.
                if first == '-' && self.rest().starts_with(char::is_whitespace) {
                    return Ok(None);
                }
                self.peek();
            }
            let inner = if matches!(self.peek(), None | Some(')')) { None } else { self.one()? };
            return Ok(inner.map(|inner| if negated { Expr::Not(Box::new(inner)) } else { inner }));
        }
        if first == '(' {
            self.at += 1;
            if self.depth == DEPTH {
                return Ok(None);
            }
            self.depth += 1;
            let inner = self.all()?;
            self.depth -= 1;
            if self.peek() == Some(')') {
                self.at += 1;
            }
            return Ok(inner);
        }
        self.condition()
    }

    /// Whether the next word is this one.
    fn is_word(&self, word: &str) -> bool {
        let after = self.rest().strip_prefix(word);
        after.is_some_and(|after| after.is_empty() || after.starts_with(|c: char| c.is_whitespace() || c == '('))
    }

    fn take_word(&mut self, word: &str) -> bool {
        self.is_word(word) && self.take(word)
    }

    fn take(&mut self, sign: &str) -> bool {
        let found = self.rest().starts_with(sign);
        self.at += if found { sign.len() } else { 0 };
        found
    }

    /// A word, a quotation, or a field with one of them.
    fn condition(&mut self) -> Result<Option<Expr>, Malformed> {
        let name = self.rest().find(':').map_or("", |colon| &self.rest()[..colon]);
        let words = |field, form| move |text: String| Expr::Words(Words { field, text, form });
        let start = self.at;
        let field = match name {
            "near" => {
                self.at += name.len() + 1;
                let (text, _) = self.value();
                return Ok(worded(text).map(words(Field::Anywhere, Form::Gapped)));
            }
            _ if FACTS.contains(&name) => {
                self.at += name.len() + 1;
                let (value, _) = self.value();
                // Still being typed.
                if value.is_empty() {
                    return Ok(None);
                }
                let expr = |(fact, holds): (Fact, bool)| match holds {
                    true => Some(Expr::Fact(fact)),
                    false => Some(Expr::Not(Box::new(Expr::Fact(fact)))),
                };
                return fact(name, value)
                    .map(expr)
                    .map_err(|why| Malformed { range: start + name.len() + 1..self.at, why });
            }
            _ => field(name).unwrap_or(Field::Anywhere),
        };
        if field != Field::Anywhere {
            self.at += name.len() + 1;
        }
        let (text, quoted) = self.value();
        let (text, form) = if quoted { (text, Form::Whole) } else { formed(text) };
        Ok(worded(text).map(words(field, form)))
    }

    /// What stands up to the next blank or bracket, or within quotation marks; whether it was that.
    fn value(&mut self) -> (&'a str, bool) {
        const QUOTES: &[(char, &[char])] = &[('"', &['"', '“', '”']), ('“', &['”', '“', '"']), ('„', &['“', '”', '"'])];
        let rest = self.rest();
        let closing = QUOTES.iter().find(|(open, _)| rest.starts_with(*open));
        if let Some((open, closing)) = closing {
            let inner = &rest[open.len_utf8()..];
            let end = inner.find(*closing).unwrap_or(inner.len());
            let mark = inner[end..].chars().next().map_or(0, char::len_utf8);
            self.at += open.len_utf8() + end + mark;
            return (&inner[..end], true);
        }
        let ends = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '"' | '“' | '„');
        let end = rest.find(ends).unwrap_or(rest.len());
        self.at += end;
        (&rest[..end], false)
    }
}

fn joined(mut parts: Vec<Expr>, join: fn(Vec<Expr>) -> Expr) -> Option<Expr> {
    if parts.len() > 1 { Some(join(parts)) } else { parts.pop() }
}

/// A text with something to look for in it.
fn worded(text: &str) -> Option<String> {
    text.contains(char::is_alphanumeric).then(|| text.to_owned())
}

/// A word without the signs at its end that say how it is looked for.
fn formed(word: &str) -> (&str, Form) {
    if let Some(begun) = word.strip_suffix('*') {
        return (begun.trim_end_matches('*'), Form::Begun);
    }
    let (near, edits) = match word.rsplit_once('~') {
        Some((near, "")) => (near, Some(*EDITS.start())),
        Some((near, edits)) => (near, edits.parse().ok().filter(|edits| EDITS.contains(edits))),
        None => (word, None),
    };
    match edits {
        Some(edits) if !near.is_empty() => (near, Form::Near(edits)),
        _ => (word, Form::Inflected),
    }
}

/// The fields that ask for a fact.
pub(in crate::search) const FACTS: [&str; 5] = ["lang", "date", "words", "is", "tag"];

/// The place that a field's name stands for.
pub(in crate::search) fn field(name: &str) -> Option<Field> {
    Some(match name {
        "title" => Field::Title,
        "by" | "author" => Field::By,
        "source" => Field::Source,
        _ => return None,
    })
}

/// What the value of a field that asks for a fact means, and whether that is asked for or its contrary; or a clause
/// that says why it means nothing.
pub(in crate::search) fn fact(name: &str, value: &str) -> Result<(Fact, bool), String> {
    let remembered = |fact| Ok((Fact::Remembered(fact), true));
    let fact = match name {
        "is" => {
            return match value {
                "read" => remembered(Remembered::Read),
                "unread" => Ok((Fact::Remembered(Remembered::Read), false)),
                "starred" => remembered(Remembered::Starred),
                "noted" => remembered(Remembered::Noted),
                _ => Err(format!("no article is {value}; write is:unread, read, starred or noted")),
            };
        }
        "tag" => return remembered(Remembered::Tagged(value.to_lowercase())),
        "lang" => Language::of(value)
            .map(Fact::Language)
            .ok_or_else(|| format!("{value} is no code of a language, such as en or de")),
        "date" => Days::parse(value)
            .map(Fact::Published)
            .ok_or_else(|| format!("{value} is no date; write 2014, 2014-11, 2014-11-29, >2014 or 2014-11..2014-12")),
        _ => Numbers::parse(value)
            .map(Fact::Length)
            .ok_or_else(|| format!("{value} is no number; write 800, >800 or 800..1200")),
    };
    fact.map(|fact| (fact, true))
}
