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
    for (count, tag) in tags(html).enumerate() {
        if count > TAGS || tag.attributes > ATTRIBUTES {
            return false;
        }
        if FLAT.iter().any(|name| tag.name.eq_ignore_ascii_case(name)) {
            continue;
        }
        if !tag.end {
            open.push(tag.name);
            if open.len() > DEPTH {
                return false;
            }
        } else if let Some(at) = open.iter().rposition(|name| name.eq_ignore_ascii_case(tag.name)) {
            if FORMATTING.iter().any(|name| tag.name.eq_ignore_ascii_case(name)) {
                open.remove(at);
            } else {
                open.truncate(at);
            }
        }
    }
    true
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
        assert!(!is_tame(&format!("<p {}>x</p>", "a=1 ".repeat(3_000))));
    }
}
