//! XML cut into tags and text, however broken it is, in one pass.

use memchr::{memchr, memchr2, memmem};

/// One piece of XML. Comments, processing instructions and declarations are passed by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Token<'a> {
    /// Text with its references.
    Text(&'a str),
    /// Text as it is.
    Cdata(&'a str),
    /// A start tag; `inside` is its name and its attributes.
    Start { name: &'a str, inside: &'a str, empty: bool },
    /// An end tag.
    End(&'a str),
}

/// Cuts a text. No entity is declared or expanded here, so nothing can grow.
pub(super) struct Lexer<'a> {
    text: &'a str,
    at: usize,
    /// Ends that are known not to come any more, so that looking for them again costs nothing.
    no_comment_end: bool,
    no_cdata_end: bool,
    no_instruction_end: bool,
    /// There is one document type; only its subset is looked for.
    doctype: bool,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0, no_comment_end: false, no_cdata_end: false, no_instruction_end: false, doctype: false }
    }

    /// The next token. A CDATA section that never ends ends with the element `open` that it stands in.
    pub(super) fn next(&mut self, open: &str) -> Option<Token<'a>> {
        loop {
            let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
            let start = self.at;
            if !rest.starts_with('<') {
                let end = memchr(b'<', rest.as_bytes()).unwrap_or(rest.len());
                self.at += end;
                return Some(Token::Text(&rest[..end]));
            }
            if rest.starts_with("<!--") {
                if self.skipped(4, "-->", self.no_comment_end).is_none() {
                    self.no_comment_end = true;
                    self.at += 4;
                }
            } else if let Some(inside) = rest.strip_prefix("<![CDATA[") {
                return Some(Token::Cdata(self.cdata(inside, open)));
            } else if rest.starts_with("<?") {
                if self.skipped(2, "?>", self.no_instruction_end).is_none() {
                    self.no_instruction_end = true;
                    self.at += plain_end(rest);
                }
            } else if rest.starts_with("<!") {
                let first = !std::mem::replace(&mut self.doctype, true);
                self.at += if first { subset_end(rest) } else { None }.unwrap_or_else(|| plain_end(rest));
            } else if let Some(token) = self.tag(rest) {
                return Some(token);
            } else if self.at == start {
                // A sign of less in running text.
                self.at += 1;
                return Some(Token::Text("<"));
            }
        }
    }

    /// Moves behind `end`, if it comes.
    fn skipped(&mut self, from: usize, end: &str, known_missing: bool) -> Option<&'a str> {
        let rest = &self.text[self.at + from..];
        let length = if known_missing { None } else { memmem::find(rest.as_bytes(), end.as_bytes()) }?;
        self.at += from + length + end.len();
        Some(&rest[..length])
    }

    fn cdata(&mut self, rest: &'a str, open: &str) -> &'a str {
        if let Some(inside) = self.skipped(9, "]]>", self.no_cdata_end) {
            return inside;
        }
        self.no_cdata_end = true;
        let end = memmem::find(rest.as_bytes(), format!("</{open}").as_bytes()).unwrap_or(rest.len());
        self.at += 9 + end;
        &rest[..end]
    }

    /// A tag, or `None`: then either it was cut off and the input is at its end, or it was no tag.
    fn tag(&mut self, rest: &'a str) -> Option<Token<'a>> {
        let is_end = rest.starts_with("</");
        let from = 1 + usize::from(is_end);
        let is_name = |c: char| c.is_alphabetic() || c == '_';
        if !rest[from..].starts_with(is_name) {
            return None;
        }
        let (length, closed) = tag_length(rest);
        if !closed && length == rest.len() {
            self.at = self.text.len();
            return None;
        }
        if !closed && !is_end {
            return None;
        }
        self.at += length;
        let inside = rest[from..length].trim_end_matches('>');
        let empty = inside.ends_with('/');
        let inside = inside.trim_end_matches('/');
        let name = &inside[..inside.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(inside.len())];
        Some(if is_end { Token::End(name) } else { Token::Start { name, inside, empty } })
    }
}

/// How long a tag is, and whether a `>` ends it: one that is in no quotes, or the first one when a quote
/// was never closed (`<` can't stand in a value).
fn tag_length(rest: &str) -> (usize, bool) {
    let bytes = rest.as_bytes();
    let mut at = 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'>' => return (at + 1, true),
            b'<' => break,
            b'"' | b'\'' => match memchr2(byte, b'<', &bytes[at + 1..]) {
                Some(length) if bytes[at + 1 + length] == byte => at += length + 1,
                found => {
                    let stop = found.map_or(bytes.len(), |length| at + 1 + length);
                    let end = memchr(b'>', &bytes[at..stop]);
                    return end.map_or((stop, false), |end| (at + end + 1, true));
                }
            },
            _ => {}
        }
        at += 1;
    }
    (at, false)
}

/// How long a document type is that declares things in brackets.
fn subset_end(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let mut from = memchr2(b'[', b'>', bytes).filter(|at| bytes[*at] == b'[')?;
    // A `]` stands in no name; in a value it may, but hardly before a `>`.
    while let Some(found) = memchr(b']', &bytes[from..]) {
        from += found + 1;
        let after = bytes[from..].trim_ascii_start();
        if after.starts_with(b">") {
            return Some(bytes.len() - after.len() + 1);
        }
    }
    None
}

/// How long a declaration is that ends with the next `>`.
fn plain_end(rest: &str) -> usize {
    memchr(b'>', rest.as_bytes()).map_or(rest.len(), |end| end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tokens(text: &str) -> Vec<String> {
        let mut lexer = Lexer::new(text);
        std::iter::from_fn(|| lexer.next("d"))
            .map(|token| match token {
                Token::Text(text) => format!("t:{text}"),
                Token::Cdata(text) => format!("c:{text}"),
                Token::Start { name, inside, empty } => format!("{}{name}({inside})", if empty { "=" } else { "+" }),
                Token::End(name) => format!("-{name}"),
            })
            .collect()
    }

    #[test]
    fn tags_text_and_cdata_are_told_apart() {
        assert_eq!(
            tokens("<?xml v?><!-- <x> --><a b='>'>t &amp; u<![CDATA[<b>]]><c/></a >"),
            ["+a(a b='>')", "t:t &amp; u", "c:<b>", "=c(c)", "-a"]
        );
        assert_eq!(tokens("<!DOCTYPE r [<!ENTITY a \"b]\"> <!ENTITY c '>'>\n] >\n<r>"), ["t:\n", "+r(r)"]);
    }

    #[test]
    fn broken_xml_loses_no_text() {
        assert_eq!(tokens("1 < 2 <3 <b>x"), ["t:1 ", "t:<", "t: 2 ", "t:<", "t:3 ", "+b(b)", "t:x"]);
        assert_eq!(tokens("<a href=\"x>one</a> <b>\""), ["+a(a href=\"x)", "t:one", "-a", "t: ", "+b(b)", "t:\""]);
        assert_eq!(tokens("<d><![CDATA[cut </d><e>"), ["+d(d)", "c:cut ", "-d", "+e(e)"]);
        assert_eq!(tokens("one<!-- two <b>"), ["t:one", "t: two ", "+b(b)"]);
        assert_eq!(tokens("one <b"), ["t:one "]);
        assert_eq!(tokens("a </b <c>d"), ["t:a ", "-b", "+c(c)", "t:d"]);
    }

    proptest! {
        #[test]
        fn any_text_is_cut_to_its_end(text in "[<>!/?a\\-\\[\\]CDAT\"'= é]{0,60}") {
            tokens(&text);
        }
    }
}
