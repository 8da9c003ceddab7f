//! Elements that stand in a feed as themselves are written as the HTML that they are.

use super::tree::{Element, Inside};

/// Elements that hold nothing. A broken feed has what follows in them.
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// Elements that no text is read from.
const SILENT: &[&str] = &["script", "style", "svg", "svg:svg", "math:annotation"];

enum Step<'a> {
    Inside(Inside<'a>),
    End(&'a str),
}

/// What stands in an element, as HTML.
pub(super) fn html(element: Element<'_>) -> String {
    let mut out = String::new();
    let mut steps: Vec<Step<'_>> = element.inside().rev().map(Step::Inside).collect();
    while let Some(step) = steps.pop() {
        match step {
            Step::Inside(Inside::Text(text)) => escape(text, &mut out),
            Step::Inside(Inside::Element(element)) => {
                let name = local(element.name());
                if SILENT.contains(&name) || !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
                    continue;
                }
                start(name, element, &mut out);
                if !VOID.contains(&name) {
                    steps.push(Step::End(name));
                }
                steps.extend(element.inside().rev().map(Step::Inside));
            }
            Step::End(name) => {
                out.push_str("</");
                out.push_str(name);
                out.push('>');
            }
        }
    }
    out
}

fn local(name: &str) -> &str {
    name.strip_prefix("xhtml:").or_else(|| name.strip_prefix("html:")).unwrap_or(name)
}

fn start(name: &str, element: Element<'_>, out: &mut String) {
    out.push('<');
    out.push_str(name);
    for (name, value) in element.attributes().filter(|(name, _)| name.chars().all(|c| c.is_ascii_alphabetic())) {
        out.push(' ');
        out.push_str(name);
        out.push_str("=\"");
        escape(value, out);
        out.push('"');
    }
    out.push('>');
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::namespace::Prefixes;
    use super::super::tree::Tree;
    use super::*;

    #[test]
    fn inline_markup_is_written_as_html() {
        let text = "<x:div xmlns:x='http://www.w3.org/1999/xhtml'><x:p class='a' x:b='c'>1 &lt; 2 &amp;amp;<x:br/></x:p>\
                    <script>x</script><a href='?a=1&amp;b=\"'/></x:div>";
        let tree = Tree::read(text, &mut Prefixes::default());
        assert_eq!(
            html(tree.root()),
            "<div><p class=\"a\">1 &lt; 2 &amp;amp;<br></p><a href=\"?a=1&amp;b=&quot;\"></a></div>"
        );
    }
}
