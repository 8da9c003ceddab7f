//! The first element of an XML text, which tells what it is.

use super::lexer::{Lexer, Token};

/// How much of something else may stand before a feed: a server's headers, a warning.
const JUNK: usize = 1 << 10;

/// What an XML text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// RSS of any version, RDF and CDF: a channel with items.
    Channel,
    /// Atom: a feed with entries.
    Atom,
    /// A list of feeds.
    Opml,
    /// A web page.
    Page,
    /// Anything else.
    Other,
}

/// The kind of a text that starts as XML does.
pub(super) fn kind(text: &str) -> Option<Kind> {
    first(text)
        .filter(|kind| *kind != Kind::Other || text.trim_start().starts_with("<?xml"))
        .or_else(|| after_junk(text))
}

fn first(text: &str) -> Option<Kind> {
    let mut lexer = Lexer::new(text.trim_start_matches('\u{feff}'));
    loop {
        match lexer.next("")? {
            Token::Text(text) if text.trim().is_empty() => {}
            Token::Start { name, inside, .. } => return Some(named(name, inside, text)),
            _ => return None,
        }
    }
}

fn named(name: &str, inside: &str, text: &str) -> Kind {
    let name = name.to_ascii_lowercase();
    let local = name.rsplit(':').next().unwrap_or(&name);
    // An element that others have too is a feed's only with a feed's namespace or with entries in it.
    let has = |signs: &[&str]| signs.iter().any(|sign| text.contains(sign));
    match local {
        "rss" => Kind::Channel,
        "rdf" if has(&["purl.org/rss", "netscape.com/rdf", "<channel", "<item"]) => Kind::Channel,
        "channel" if has(&["<item", "<ITEM", "<Item"]) => Kind::Channel,
        "feed" if inside.contains("tom") || has(&["<entry", ":entry"]) => Kind::Atom,
        "entry" if inside.contains("Atom") || inside.contains("purl.org/atom") => Kind::Atom,
        "opml" => Kind::Opml,
        "html" => Kind::Page,
        _ => Kind::Other,
    }
}

/// A feed that begins at a line, or at a tag's end, after something else; never one quoted in a text.
fn after_junk(text: &str) -> Option<Kind> {
    const SIGNS: &[&str] = &["<?xml", "<rss", "<feed", "<rdf:RDF"];
    // Most texts have no tag at all.
    let tags = memchr::memchr_iter(b'<', text.as_bytes()).take_while(|at| *at <= JUNK);
    let at = tags.into_iter().find(|&at| SIGNS.iter().any(|sign| text[at..].starts_with(sign)))?;
    let (junk, rest) = text.split_at(at);
    let apart = junk.ends_with(['\n', '>', ';']) || !junk.contains(char::is_alphanumeric);
    let quoted = junk.contains("```") || junk.contains("~~~") || junk.contains("<pre") || junk.contains("<!--");
    if !apart || quoted {
        return None;
    }
    first(rest).filter(|kind| matches!(kind, Kind::Channel | Kind::Atom))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_element_tells_the_kind() {
        for (text, expected) in [
            (
                "\u{feff}<?xml version='1.0'?>\n<!-- <html> --><!DOCTYPE rss [<!ENTITY a 'b'>]><rss version='2.0'>",
                Some(Kind::Channel),
            ),
            ("<!DOCTYPE html PUBLIC 'x'><rss>", Some(Kind::Channel)),
            ("<rdf:RDF xmlns='http://purl.org/rss/1.0/'>", Some(Kind::Channel)),
            ("<CHANNEL HREF='x'><ITEM>", Some(Kind::Channel)),
            ("<feed xmlns='http://www.w3.org/2005/Atom'>", Some(Kind::Atom)),
            ("<a:feed xmlns:a='http://purl.org/atom/ns#'>", Some(Kind::Atom)),
            ("<feed><entry>", Some(Kind::Atom)),
            ("<?xml?><rdf:RDF xmlns:foaf='x'><foaf:Person>", Some(Kind::Other)),
            ("<opml>", Some(Kind::Opml)),
            ("<?xml version='1.0'?><html xmlns='x'>", Some(Kind::Page)),
            ("<?xml version='1.0'?><TEI>", Some(Kind::Other)),
            ("<p>One</p>", None),
            ("Plain <rss> text", None),
            ("<br /><b>Warning</b>: x\n<?xml version='1.0'?><rss>", Some(Kind::Channel)),
            ("HTTP/1.1 200 OK\r\nX: y\r\n\r\n<feed xmlns='http://www.w3.org/2005/Atom'>", Some(Kind::Atom)),
            ("# Feeds\n\n```\n<?xml version='1.0'?><rss>", None),
            ("Feeds start so:\n\n    <?xml version='1.0'?><rss>", None),
            ("", None),
        ] {
            assert_eq!(kind(text), expected, "{text}");
        }
    }
}
