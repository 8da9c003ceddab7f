//! JSON that breaks the rules as people and programs break them, set right.

use std::borrow::Cow;

/// A text that is JSON by its rules.
pub(super) struct Repaired {
    pub(super) text: String,
    /// The input ended within a value, whose brackets were closed.
    pub(super) cut: bool,
}

/// Deepest nesting that is followed: the parser stops there too.
const DEPTH: usize = 127;

/// Sets right what can be meant in one way only: comments, trailing commas, single quotes, keys without quotes,
/// `NaN`, `None`, line ends in texts, halves of surrogate pairs, marks between values, an end that is missing.
/// `None` if there is something else.
pub(super) fn repair(text: &str) -> Option<Repaired> {
    let mut repair = Repair { rest: text, out: String::with_capacity(text.len() + 16), open: Vec::new() };
    let mut cut = false;
    loop {
        let gap = repair.gap();
        if repair.rest.is_empty() {
            break;
        }
        repair.out.push_str(gap);
        if repair.token()?.is_none() {
            cut = true;
            break;
        }
    }
    cut |= !repair.open.is_empty();
    repair.close();
    Some(Repaired { text: repair.out, cut })
}

struct Repair<'a> {
    rest: &'a str,
    out: String,
    /// The brackets that are open.
    open: Vec<char>,
}

impl<'a> Repair<'a> {
    /// Passes white space, comments and marks; gives what stands for them.
    fn gap(&mut self) -> &'static str {
        let before = self.rest.len();
        loop {
            self.rest =
                self.rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{1e}' | '\0'));
            let end = if self.rest.starts_with("//") {
                self.rest.find('\n')
            } else if self.rest.starts_with("/*") {
                self.rest.find("*/").map(|end| end + 2)
            } else {
                break;
            };
            self.rest = &self.rest[end.unwrap_or(self.rest.len())..];
        }
        if self.rest.len() < before { " " } else { "" }
    }

    /// Copies one token. `Some(None)` when the input ends within it.
    fn token(&mut self) -> Option<Option<()>> {
        let c = self.rest.chars().next()?;
        match c {
            '{' | '[' => {
                if self.open.len() == DEPTH {
                    return None;
                }
                self.open.push(if c == '{' { '}' } else { ']' });
                self.copy(c);
            }
            '}' | ']' => {
                self.without_comma();
                if self.open.pop() != Some(c) {
                    return None;
                }
                self.copy(c);
            }
            ',' | ':' => self.copy(c),
            '"' | '\'' => return Some(self.string(c)),
            _ => return self.word(),
        }
        Some(Some(()))
    }

    fn copy(&mut self, c: char) {
        self.out.push(c);
        self.rest = &self.rest[c.len_utf8()..];
    }

    fn without_comma(&mut self) {
        let end = self.out.trim_end();
        if end.ends_with(',') {
            self.out.truncate(end.len() - 1);
        }
    }

    /// A text in quotes of either kind. `None` when it isn't ended; what there is of it is kept.
    fn string(&mut self, quote: char) -> Option<()> {
        self.out.push('"');
        self.rest = &self.rest[1..];
        loop {
            let end = self.rest.find(|c: char| c == quote || matches!(c, '\\' | '"') || c < ' ');
            let (plain, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
            self.out.push_str(plain);
            self.rest = rest;
            let c = rest.chars().next()?;
            match c {
                '\\' => self.escape()?,
                _ if c == quote => {
                    self.out.push('"');
                    self.rest = &rest[1..];
                    return Some(());
                }
                '"' => self.written("\\\"", 1),
                '\n' => self.written("\\n", 1),
                '\t' => self.written("\\t", 1),
                '\r' => self.written("", 1),
                _ => self.written("\\ufffd", 1),
            }
        }
    }

    /// Writes something in the place of the next bytes.
    fn written(&mut self, text: &str, len: usize) {
        self.out.push_str(text);
        self.rest = self.rest.get(len..).unwrap_or_default();
    }

    fn escape(&mut self) -> Option<()> {
        let unit = |text: &str| {
            text.strip_prefix("\\u").and_then(|hex| hex.get(..4)).and_then(|hex| u16::from_str_radix(hex, 16).ok())
        };
        let next = self.rest[1..].chars().next()?;
        match (unit(self.rest), self.rest.get(6..).and_then(unit)) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => self.raw(12),
            (Some(0xd800..=0xdfff), _) => self.written("\\ufffd", 6),
            (Some(_), _) => self.raw(6),
            (None, _) if matches!(next, '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't') => self.raw(2),
            (None, _) if next == '\'' => self.written("'", 2),
            // A sign that needed no escape.
            (None, _) => self.written("", 1),
        }
        Some(())
    }

    fn raw(&mut self, len: usize) {
        let (escape, rest) = self.rest.split_at(len);
        self.out.push_str(escape);
        self.rest = rest;
    }

    /// A number, a known word, or a key without quotes.
    fn word(&mut self) -> Option<Option<()>> {
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '+' | '-' | '.');
        let (word, rest) = self.rest.split_at(self.rest.find(|c: char| !is_part(c)).unwrap_or(self.rest.len()));
        let is_key = rest.trim_start().starts_with(':') && self.open.last() == Some(&'}');
        let meant: Cow<'_, str> = match word {
            "" => return None,
            key if is_key => Cow::Owned(format!("\"{key}\"")),
            "true" | "True" => "true".into(),
            "false" | "False" => "false".into(),
            "null" | "None" | "undefined" | "NaN" | "nan" | "Infinity" | "-Infinity" | "+Infinity" => "null".into(),
            number if serde_json::from_str::<f64>(number).is_ok() => number.into(),
            number if number.parse::<f64>().is_ok() => "null".into(),
            // The input ends within a word or a number.
            _ if rest.is_empty() => return Some(None),
            _ => return None,
        };
        self.out.push_str(&meant);
        self.rest = rest;
        Some(Some(()))
    }

    /// Closes what the end of the input left open.
    fn close(&mut self) {
        if self.open.is_empty() {
            return;
        }
        // An odd number of quotes since the last bracket can't be told cheaply: the parser tells.
        let mut ends = [String::new(), "\"".to_owned(), "null".to_owned(), ":null".to_owned(), "\":null".to_owned()];
        let brackets: String = self.open.iter().rev().collect();
        self.without_comma();
        for end in &mut ends {
            end.push_str(&brackets);
        }
        let fits = |end: &&String| {
            let whole = format!("{}{end}", self.out);
            serde_json::Deserializer::from_str(&whole).into_iter::<serde::de::IgnoredAny>().all(|value| value.is_ok())
        };
        if let Some(end) = ends.iter().find(fits) {
            self.out.push_str(end);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_can_be_meant_in_one_way_is_set_right() {
        for (broken, meant) in [
            ("[1,2,]", "[1,2]"),
            ("{'a':'it\\'s \"so\"',}", r#"{"a":"it's \"so\""}"#),
            ("{a: NaN, b: None, c: True}", r#"{"a":null,"b":null,"c":true}"#),
            ("// x\n{\"a\":1 /* one */}", r#"{"a":1}"#),
            ("{\"a\":\"x\ny\"}", r#"{"a":"x\ny"}"#),
            (r#"{"a":"\ud800 \x"}"#, "{\"a\":\"\u{fffd} x\"}"),
            ("\u{1e}{\"a\":1}", r#"{"a":1}"#),
        ] {
            let repaired = repair(broken).unwrap();
            let value: serde_json::Value = serde_json::from_str(&repaired.text).unwrap();
            assert_eq!(value, serde_json::from_str::<serde_json::Value>(meant).unwrap(), "{broken}");
            assert!(!repaired.cut);
        }
        for other in ["plain text", "{\"a\":x}", "[}", "[1"] {
            assert!(repair(other).is_none_or(|repaired| repaired.cut), "{other}");
        }
    }

    #[test]
    fn what_was_cut_off_is_kept_to_its_end() {
        for (cut, meant) in [
            (r#"{"a":"one tw"#, r#"{"a":"one tw"}"#),
            (r#"{"a":"x","b"#, r#"{"a":"x","b":null}"#),
            (r#"{"a":"x","b":"#, r#"{"a":"x","b":null}"#),
            (r#"[{"a":"x"},"#, r#"[{"a":"x"}]"#),
            (r#"[{"a":"x\"#, r#"[{"a":"x"}]"#),
        ] {
            let repaired = repair(cut).unwrap();
            assert!(repaired.cut);
            let value: serde_json::Value = serde_json::from_str(&repaired.text).unwrap();
            assert_eq!(value, serde_json::from_str::<serde_json::Value>(meant).unwrap(), "{cut}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(text in "[\\[\\]{}:,\"'a-z0-9 \\\\u\n/*é]{0,100}") {
            let _ = repair(&text);
        }
    }
}
