//! What a page may ask of the parser, counted before it is parsed.

use super::tags::{Tag, tags};

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

/// Pairs of attributes that are compared on one page.
const COMPARED: usize = 1_000_000_000;

/// Character references of one page: each costs as much as a tag.
const REFERENCES: usize = 1_000_000;

/// Work beyond which a page is no longer built as a tree: the tokenizer hands over a text in pieces, and each is
/// added to a copy of those before it. In bytes copied, twice; a core does this many in about two seconds.
const COPIED: usize = 40_000_000_000;

/// Elements that a parser may add to a page: a style that was not ended is opened again in each paragraph.
const REOPENED: usize = 1_000_000;

/// Open elements that the end tags of styles are looked up among: what is wrongly nested is taken apart.
const UNNESTED: usize = 10_000_000;

/// Tags that a parser leaves out where no table is open, so that the text around them is one.
fn is_left_out(name: &[u8]) -> bool {
    matches!(
        name,
        b"body"
            | b"caption"
            | b"col"
            | b"colgroup"
            | b"frame"
            | b"frameset"
            | b"head"
            | b"html"
            | b"tbody"
            | b"td"
            | b"tfoot"
            | b"th"
            | b"thead"
            | b"tr"
    )
}

/// Elements that never hold others, or that end where the next one like them begins.
fn is_flat(name: &[u8]) -> bool {
    matches!(
        name,
        b"area"
            | b"base"
            | b"basefont"
            | b"bgsound"
            | b"body"
            | b"br"
            | b"col"
            | b"colgroup"
            | b"dd"
            | b"dt"
            | b"embed"
            | b"frame"
            | b"head"
            | b"hr"
            | b"html"
            | b"img"
            | b"input"
            | b"keygen"
            | b"li"
            | b"link"
            | b"meta"
            | b"optgroup"
            | b"option"
            | b"p"
            | b"param"
            | b"rp"
            | b"rt"
            | b"source"
            | b"tbody"
            | b"td"
            | b"tfoot"
            | b"th"
            | b"thead"
            | b"tr"
            | b"track"
            | b"wbr"
    )
}

/// Elements whose end tag leaves what was opened within them open.
fn is_style(name: &[u8]) -> bool {
    matches!(
        name,
        b"a" | b"b"
            | b"big"
            | b"code"
            | b"em"
            | b"font"
            | b"i"
            | b"nobr"
            | b"s"
            | b"small"
            | b"strike"
            | b"strong"
            | b"tt"
            | b"u"
    )
}

/// Whether a tree of this page can be built in reasonable time.
pub(super) fn is_tame(html: &str) -> bool {
    if html.len() > BYTES || memchr::memchr_iter(b'&', html.as_bytes()).nth(REFERENCES).is_some() {
        return false;
    }
    let mut count = Count::default();
    let mut at = 0;
    for (number, tag) in tags(html).enumerate() {
        let text = html.as_bytes().get(at..tag.range.start).unwrap_or_default();
        at = tag.range.end;
        if number > TAGS || !count.tag(&tag, text, html) {
            return false;
        }
    }
    count.text(html.as_bytes().get(at..).unwrap_or_default());
    count.copy();
    count.copied <= COPIED
}

/// What a parser would have open, and the work that it would have done.
#[derive(Default)]
struct Count<'a> {
    /// The elements that are open.
    open: Vec<&'a str>,
    /// How many of them are tables.
    tables: usize,
    /// The tags of styles that were not ended, which outlive the elements that they stand in.
    styles: Vec<(&'a str, &'a str)>,
    length: usize,
    pieces: usize,
    copied: usize,
    compared: usize,
    reopened: usize,
    unnested: usize,
}

impl<'a> Count<'a> {
    /// Counts a tag and the text before it. Whether all is still within bounds.
    fn tag(&mut self, tag: &Tag<'a>, text: &[u8], html: &'a str) -> bool {
        let mut lower = [0; NAME];
        let name = lower_case(tag.name, &mut lower);
        self.text(text);
        self.compared = self.compared.saturating_add(tag.attributes.saturating_mul(tag.attributes));
        self.reopened += self.styles.len();
        if !tag.end && (self.tables > 0 || !is_left_out(name)) {
            self.copy();
        }
        if !is_flat(name) {
            let style = is_style(name);
            if style {
                self.style(tag, html);
            }
            if !tag.end {
                self.tables += usize::from(name == b"table");
                self.open.push(tag.name);
            } else if let Some(at) = self.open.iter().rposition(|open| open.eq_ignore_ascii_case(tag.name)) {
                if style {
                    self.open.remove(at);
                } else {
                    let ended = self.open.drain(at..).filter(|name| name.eq_ignore_ascii_case("table"));
                    self.tables -= ended.count();
                }
            }
        }
        tag.attributes <= ATTRIBUTES
            && self.open.len().max(self.styles.len()) <= DEPTH
            && self.copied <= COPIED
            && self.compared <= COMPARED
            && self.reopened <= REOPENED
            && self.unnested <= UNNESTED
    }

    fn style(&mut self, tag: &Tag<'a>, html: &'a str) {
        /// Equal styles that are kept.
        const ALIKE: usize = 3;
        let whole = html.get(tag.range.clone()).unwrap_or_default();
        let of_name = |(name, _): &(&str, &str)| name.eq_ignore_ascii_case(tag.name);
        if tag.end {
            self.unnested += self.open.len() + self.styles.len();
        }
        if (tag.end || tag.name.eq_ignore_ascii_case("a"))
            && let Some(at) = self.styles.iter().rposition(of_name)
        {
            self.styles.remove(at);
        }
        if !tag.end {
            let mut alike = self.styles.iter().enumerate().rev().filter(|(_, (_, style))| *style == whole);
            if let Some((at, _)) = alike.nth(ALIKE - 1) {
                self.styles.remove(at);
            }
            self.styles.push((tag.name, whole));
        }
    }

    fn text(&mut self, text: &[u8]) {
        self.length += text.len();
        self.pieces += 1 + breaks(text);
    }

    fn copy(&mut self) {
        self.copied = self.copied.saturating_add(self.pieces.saturating_mul(self.length));
        (self.length, self.pieces) = (0, 0);
    }
}

/// Letters of the longest name that is told from others.
const NAME: usize = 10;

/// A tag's name in lower case; none of a length that is never asked for.
fn lower_case<'n>(name: &str, lower: &'n mut [u8; NAME]) -> &'n [u8] {
    let Some(lower) = lower.get_mut(..name.len()) else { return b"" };
    lower.copy_from_slice(name.as_bytes());
    lower.make_ascii_lowercase();
    lower
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
        assert!(is_tame(&"one &amp; two\n".repeat(30_000)));
        assert!(!is_tame(&"&eacute;&amp; ".repeat(300_000)));
        assert!(!is_tame(&format!("<p>{}", "some words</x>".repeat(300_000))));
        assert!(is_tame(&format!("<table>{}", "<tr><td>some words\n</td></tr>".repeat(50_000))));
        assert!(!is_tame(&format!("<p {}>x</p>", "a=1 ".repeat(3_000))));
        assert!(!is_tame(&format!("<p {}>x</p>", "a=1 ".repeat(1_900)).repeat(300)));
    }
    #[test]
    fn styles_that_would_be_opened_again_and_again_are_not_built() {
        let styles: String = (0..400).map(|number| format!("<font size={number}>")).collect();
        assert!(is_tame(&format!("<div>{styles}</div>{}", "<p>x".repeat(1_000))));
        assert!(!is_tame(&format!("<div>{styles}</div>{}", "<p>x".repeat(5_000))));
        assert!(is_tame(&"<div><b><i></div><p>x".repeat(20_000)));
    }

    #[test]
    fn styles_that_are_ended_far_from_where_they_began_are_not_taken_apart() {
        assert!(!is_tame(&format!("{}{}", "<div>".repeat(450), "<b><p>x</b>".repeat(50_000))));
        assert!(is_tame(&"<b><p>x</b></p>".repeat(20_000)));
    }
}
