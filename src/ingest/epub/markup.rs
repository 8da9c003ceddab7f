//! The XHTML of a chapter made ready for a reader of HTML: its body, in pieces where the contents part it.

use crate::ingest::html;

/// Elements without content in HTML; of all others `<x/>` opens one that is never closed.
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// What stands in a page's `<body>`; all of it, if there is none.
pub(super) fn body(page: &str) -> &str {
    let Some(start) = find(page, "<body").and_then(|at| Some(at + page.get(at..)?.find('>')? + 1)) else { return page };
    let rest = page.get(start..).unwrap_or_default();
    rest.rfind("</body").or_else(|| rest.rfind("</BODY")).map_or(rest, |end| &rest[..end])
}

/// The text of the page's `<title>`.
pub(super) fn title(page: &str) -> Option<String> {
    let at = find(page, "<title")?;
    let rest = page.get(at..)?;
    let (_, rest) = rest.split_once('>')?;
    let text = rest.get(..rest.find('<')?)?;
    Some(html::line(text)).filter(|title| !title.is_empty())
}

fn find(page: &str, tag: &str) -> Option<usize> {
    page.find(tag).or_else(|| page.find(&tag.to_ascii_uppercase()))
}

/// The same with every `<x/>` that HTML would leave open as `<x></x>`.
pub(super) fn closed(xhtml: &str) -> String {
    let mut out = String::with_capacity(xhtml.len());
    let mut rest = xhtml;
    while let Some(at) = rest.find("/>") {
        let before = &rest[..at];
        let name = before.rfind('<').and_then(|start| before.get(start + 1..)).map(|tag| {
            let end = tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
            &tag[..end]
        });
        out.push_str(before);
        match name.filter(|name| !name.is_empty() && !VOID.contains(name)) {
            Some(name) => out.extend(["></", name, ">"]),
            None => out.push_str("/>"),
        }
        rest = &rest[at + 2..];
    }
    out.push_str(rest);
    out
}

/// Where the tag with this id starts.
pub(super) fn place(body: &str, id: &str) -> Option<usize> {
    let is_mark = |at: usize| {
        let before = body[..at].trim_end_matches(['"', '\'']);
        before.len() + 1 == at && (before.ends_with(" id=") || before.ends_with(" name=") || before.ends_with("\nid="))
    };
    let ends = |at: usize| body[at + id.len()..].starts_with(['"', '\'']);
    let at = body.match_indices(id).map(|(at, _)| at).find(|at| is_mark(*at) && ends(*at))?;
    body[..at].rfind('<')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_cut_out_and_its_empty_elements_are_closed() {
        let page =
            "<html><head><title>A &amp; B</title><script src='x'/></head><body class='c'><p>x<br/></p></body></html>";
        assert_eq!((body(page), title(page).as_deref()), ("<p>x<br/></p>", Some("A & B")));
        assert_eq!((body("<p>x"), title("<title/><p>"), body("<body")), ("<p>x", None, "<body"));
        assert_eq!(closed("<a id='p'/>x<br/><i class=\"a/b\" />y/>"), "<a id='p'></a>x<br/><i class=\"a/b\" ></i>y/>");
    }

    #[test]
    fn a_place_is_where_its_tag_starts() {
        let body = "<p>see p1 \"p1\"</p><h2 class='x' id=\"p1\">One</h2><a name='p10'></a>";
        assert_eq!(place(body, "p1"), body.find("<h2"));
        assert_eq!((place(body, "p10"), place(body, "p2"), place(body, "")), (body.find("<a "), None, None));
    }
}
