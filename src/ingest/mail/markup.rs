//! The HTML of a mail, made a page that reads: without what is hidden, without tables that only place things.

use std::borrow::Cow;

use crate::ingest::html::tags::{Tag, tags};

/// Elements that have no end tag.
const VOID: &[&str] = &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"];

/// Elements that a table is made of.
const TABLE: &[&str] = &["table", "thead", "tbody", "tfoot", "tr", "td", "th"];

/// The page without hidden elements (the line that only the list of an inbox shows, pixels that report the
/// reader), its layout as plain blocks.
pub(super) fn tidied(html: &str) -> Cow<'_, str> {
    let data = has_data_table(html);
    let mut kept = String::new();
    // Where what was copied ends.
    let mut copied = 0;
    // The hidden element that is open: its name, and how many of that name are open within.
    let mut hidden: Option<(&str, usize)> = None;
    for tag in tags(html) {
        if let Some((name, depth)) = &mut hidden {
            if tag.name.eq_ignore_ascii_case(name) {
                *depth = if tag.end { *depth - 1 } else { *depth + 1 };
            }
            if *depth == 0 {
                hidden = None;
                copied = tag.range.end;
            }
        } else if !tag.end && is_hidden(&html[tag.range.clone()]) {
            kept.push_str(&html[copied..tag.range.start]);
            copied = tag.range.end;
            if !is(&tag, VOID) {
                hidden = Some((tag.name, 1));
            }
        } else if !data && is(&tag, TABLE) {
            kept.push_str(&html[copied..tag.range.start]);
            kept.push_str(if tag.end { "</div>" } else { "<div>" });
            copied = tag.range.end;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(html);
    }
    if hidden.is_none() {
        kept.push_str(&html[copied..]);
    } else {
        // What is never shown again was not meant to be hidden.
        return Cow::Borrowed(html);
    }
    Cow::Owned(kept)
}

fn is(tag: &Tag<'_>, names: &[&str]) -> bool {
    names.iter().any(|name| tag.name.eq_ignore_ascii_case(name))
}

/// Whether a table of it says that it holds data: by head cells, or by a border to see.
fn has_data_table(html: &str) -> bool {
    tags(html).any(|tag| {
        let source = || html[tag.range.clone()].to_ascii_lowercase();
        let bordered =
            |source: String| ["border=\"1", "border='1", "border=1"].iter().any(|sign| source.contains(sign));
        !tag.end && (is(&tag, &["th"]) || is(&tag, &["table"]) && bordered(source()))
    })
}

/// Whether an element's style hides it.
fn is_hidden(tag: &str) -> bool {
    let Some(at) = tag.to_ascii_lowercase().find("style=") else { return false };
    let style: String = tag[at..].chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
    ["display:none", "visibility:hidden", "mso-hide:all", "max-height:0", "font-size:0;", "font-size:0px", "opacity:0;"]
        .iter()
        .any(|hides| style.contains(hides))
        && !style.contains("max-height:0.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_elements_and_layout_tables_go() {
        let html = "<div style=\"Display: none; max-height:0\"><div>Preview</div> of it</div><table><tr><td>One</td></tr></table><img style='display:none' src=x><p>Two";
        assert_eq!(tidied(html), "<div><div><div>One</div></div></div><p>Two");
        assert_eq!(tidied("<p>Plain</p>"), "<p>Plain</p>");
        let data = "<table><tr><th>Pike</th><td>3</td></tr></table>";
        assert_eq!(tidied(data), data);
        let endless = "<div style=display:none><p>All of it";
        assert_eq!(tidied(endless), endless);
    }
}
