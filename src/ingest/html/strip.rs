//! A page without its tags: one linear pass, for pages that no tree should be built of.

use super::tags::tags;
use crate::ingest::blocks::Builder;

/// Elements that a line of text runs through.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img",
    "ins", "kbd", "mark", "q", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt",
    "u", "var", "wbr", "!--",
];

/// Adds the text of a page or fragment, a paragraph for each of its block elements.
pub(super) fn strip(html: &str, builder: &mut Builder) {
    let mut at = 0;
    let mut skip = false;
    for tag in tags(html) {
        let text = html.get(at..tag.range.start).unwrap_or_default();
        if !skip {
            builder.text(&decode(text));
        }
        at = tag.range.end;
        let is = |names: &[&str]| names.iter().any(|name| tag.name.eq_ignore_ascii_case(name));
        if is(&["title", "noscript", "template", "textarea", "select", "svg"]) {
            skip = !tag.end;
        } else if is(&["br"]) {
            builder.line_break();
        } else if !is(INLINE) {
            builder.paragraph();
        }
    }
    if !skip {
        builder.text(&decode(html.get(at..).unwrap_or_default()));
    }
    builder.paragraph();
}

/// The text of the first `<title>`.
pub(super) fn title(html: &str) -> Option<String> {
    let open = tags(html).find(|tag| !tag.end && tag.name.eq_ignore_ascii_case("title"))?;
    let rest = html.get(open.range.end..)?;
    let end = rest.find('<').unwrap_or(rest.len());
    Some(decode(&rest[..end]))
}

/// Named characters that running text uses.
const NAMED: &[(&str, &str)] = &[
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", "\u{a0}"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("hellip", "…"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("bull", "•"),
    ("middot", "·"),
    ("copy", "©"),
    ("reg", "®"),
    ("trade", "™"),
    ("deg", "°"),
    ("pound", "£"),
    ("euro", "€"),
    ("sect", "§"),
    ("times", "×"),
    ("eacute", "é"),
    ("egrave", "è"),
    ("agrave", "à"),
    ("ccedil", "ç"),
    ("auml", "ä"),
    ("ouml", "ö"),
    ("uuml", "ü"),
    ("szlig", "ß"),
    ("ntilde", "ñ"),
    ("shy", ""),
    ("zwnj", "\u{200c}"),
    ("zwj", "\u{200d}"),
];

/// Replaces character references. What is none, or unknown, stays as it is.
pub(crate) fn decode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match reference(rest) {
            Some((length, value)) => {
                out.push_str(&value);
                rest = &rest[length..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// The length and the value of the character reference that `text` starts with.
fn reference(text: &str) -> Option<(usize, String)> {
    let end = text.bytes().take(12).position(|byte| byte == b';')?;
    let name = text.get(1..end)?;
    let value = match name.strip_prefix('#') {
        None => NAMED.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())?,
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER).to_string()
        }
    };
    Some((end + 1, value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn stripped(html: &str) -> Vec<String> {
        let mut builder = Builder::new();
        strip(html, &mut builder);
        builder.finish().0.into_iter().map(|block| block.text).collect()
    }

    #[test]
    fn text_is_parted_at_block_elements() {
        let html = "<html><head><title>T &amp; U</title><style>p{}</style></head><body><div><p>One <b>bold</b> word&#8217;s<p>Two<br>lines</div>tail";
        assert_eq!(stripped(html), ["One bold word’s", "Two\nlines", "tail"]);
        assert_eq!(title(html).as_deref(), Some("T & U"));
    }

    #[test]
    fn what_is_no_reference_stays() {
        assert_eq!(
            decode("R&D; a&b &unknown; &#x41;&#65; &#xD800; &amp;lt; &"),
            "R&D; a&b &unknown; AA \u{fffd} &lt; &"
        );
    }

    proptest! {
        #[test]
        fn any_text_can_be_stripped(html in ".{0,200}", more in "[<>&;#a-z/! \"=-]{0,200}") {
            stripped(&html);
            stripped(&more);
            title(&more);
        }
    }
}
