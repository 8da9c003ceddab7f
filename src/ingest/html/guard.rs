//! What a page may ask of the parser, counted before it is parsed.

use super::tags::tags;

/// Nesting beyond which a page is no longer built as a tree: extraction visits ancestors again and
/// again, and 60,000 nested elements take it minutes.
const DEPTH: usize = 500;

/// Bytes beyond which a page is no longer built as a tree.
const BYTES: usize = 20 << 20;

/// Attributes of one element beyond which a page is no longer built as a tree: the tokenizer
/// compares each with all before it.
const ATTRIBUTES: usize = 2_000;

/// Tags beyond which a page is no longer built as a tree.
const TAGS: usize = 400_000;

/// Work beyond which a page is no longer built as a tree: the tokenizer hands over a text in pieces, and each is
/// added to a copy of those before it. In bytes copied; a core does this many in about a second.
const COPIED: usize = 100_000_000_000;

/// Tags that a parser leaves out where no table is open, so that the text around them is one.
const LEFT_OUT: &[&str] = &[
    "body", "caption", "col", "colgroup", "frame", "frameset", "head", "html", "tbody", "td", "tfoot", "th", "thead",
    "tr",
];

/// Elements that never hold others, or that end where the next one like them begins.
const FLAT: &[&str] = &[
    "area", "base", "basefont", "bgsound", "body", "br", "col", "colgroup", "dd", "dt", "embed", "frame", "head", "hr",
    "html", "img", "input", "keygen", "li", "link", "meta", "optgroup", "option", "p", "param", "rp", "rt", "source",
    "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr",
];

/// Elements whose end tag leaves what was opened within them open.
const FORMATTING: &[&str] =
    &["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// Whether a tree of this page can be built in reasonable time.
pub(super) fn is_tame(html: &str) -> bool {
    if html.len() > BYTES {
        return false;
    }
    let mut open: Vec<&str> = Vec::new();
    let (mut at, mut length, mut pieces, mut copied) = (0, 0, 0, 0usize);
    for (count, tag) in tags(html).enumerate() {
        if count > TAGS || tag.attributes > ATTRIBUTES {
            return false;
        }
        let is = |names: &[&str]| names.iter().any(|name| tag.name.eq_ignore_ascii_case(name));
        let text = html.as_bytes().get(at..tag.range.start).unwrap_or_default();
        at = tag.range.end;
        length += text.len();
        pieces += 1 + breaks(text);
        let in_table = || open.iter().any(|name| name.eq_ignore_ascii_case("table"));
        if !tag.end && (!is(LEFT_OUT) || in_table()) {
            copied = copied.saturating_add(pieces.saturating_mul(length));
            (length, pieces) = (0, 0);
        }
        if copied > COPIED {
            return false;
        }
        if is(FLAT) {
            continue;
        }
        if !tag.end {
            open.push(tag.name);
            if open.len() > DEPTH {
                return false;
            }
        } else if let Some(at) = open.iter().rposition(|name| name.eq_ignore_ascii_case(tag.name)) {
            if is(FORMATTING) {
                open.remove(at);
            } else {
                open.truncate(at);
            }
        }
    }
    let rest = html.as_bytes().get(at..).unwrap_or_default();
    copied.saturating_add((pieces + breaks(rest)).saturating_mul(length + rest.len())) <= COPIED
}

/// Where the tokenizer breaks a text off.
fn breaks(text: &[u8]) -> usize {
    memchr::memchr3_iter(b'&', b'<', b'\n', text).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_pages_are_tame_and_deep_ones_are_not() {
        assert!(is_tame("<p>a<p>b".repeat(5_000).as_str()));
        assert!(is_tame(&"<div><span>never closed</div>".repeat(5_000)));
        assert!(is_tame(&"<li><b>x</b><br><img src='>'></li>".repeat(5_000)));
        assert!(!is_tame(&"<div>".repeat(501)));
        assert!(!is_tame(&"<b><i><table><p>".repeat(500)));
        assert!(is_tame(&"one &amp; two\n".repeat(50_000)));
        assert!(!is_tame(&"&eacute;&amp; ".repeat(300_000)));
        assert!(!is_tame(&format!("<p>{}", "some words</x>".repeat(300_000))));
        assert!(is_tame(&format!("<table>{}", "<tr><td>some words\n</td></tr>".repeat(50_000))));
        assert!(!is_tame(&format!("<p {}>x</p>", "a=1 ".repeat(3_000))));
    }
}
