//! What Jekyll, Hugo and kramdown put between the words, taken out before the text is parsed.

use std::borrow::Cow;

/// How tags begin and end; of two that begin alike the longer one comes first.
const PAIRS: [(&str, &str); 5] = [("{%", "%}"), ("{{<", ">}}"), ("{{%", "%}}"), ("{{", "}}"), ("{:", "}")];

/// The text without template tags. Code is left alone, and so are its line ends.
pub(super) fn without_tags(text: &str) -> Cow<'_, str> {
    if !["{%", "{{", "{:", "{::", "[TOC]", "[[toc]]"].iter().any(|sign| text.contains(sign)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut fence: Option<&str> = None;
    let mut comment = false;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim_start();
        let marker = ["```", "~~~"].into_iter().find(|marker| trimmed.starts_with(marker));
        match (fence, marker) {
            (Some(open), Some(marker)) if open == marker => fence = None,
            (None, Some(marker)) => fence = Some(marker),
            (Some(_), _) => {}
            (None, None) => {
                prose(line, &mut comment, &mut out);
                continue;
            }
        }
        out.push_str(line);
    }
    Cow::Owned(out)
}

/// Adds a line that is no code.
fn prose(line: &str, comment: &mut bool, out: &mut String) {
    let end = &line[line.trim_end().len()..];
    let alone = line.trim();
    if matches!(alone, "[TOC]" | "[[toc]]" | "[[TOC]]") || (alone.starts_with("{:") && alone.ends_with('}')) {
        out.push_str(end);
        return;
    }
    let before = out.len();
    let mut rest = line;
    // What has no end in this line isn't looked for at each of its thousand starts.
    let ends = PAIRS.map(|(_, close)| line.rfind(close).unwrap_or(0));
    let mut unclosed = None;
    while let Some(at) = rest.find(['{', '`']) {
        push(&rest[..at], *comment, out);
        rest = &rest[at..];
        if rest.starts_with('`') {
            let ticks = rest.len() - rest.trim_start_matches('`').len();
            let close = if unclosed == Some(ticks) { None } else { rest[ticks..].find(&rest[..ticks]) };
            if close.is_none() {
                unclosed = Some(ticks);
            }
            let code = close.map_or(ticks, |close| close + 2 * ticks);
            push(&rest[..code], *comment, out);
            rest = &rest[code..];
            continue;
        }
        let at = line.len() - rest.len();
        match tag(rest, ends.map(|end| end > at)) {
            Some((length, name)) => {
                match name {
                    "comment" => *comment = true,
                    "endcomment" => *comment = false,
                    "highlight" | "endhighlight" => out.push_str("\n```\n"),
                    _ => {}
                }
                rest = &rest[length..];
            }
            None => {
                push(&rest[..1], *comment, out);
                rest = &rest[1..];
            }
        }
    }
    push(rest, *comment, out);
    // A line that held only tags must not become an indented or a blank one within a paragraph.
    if out[before..].trim().is_empty() && !alone.is_empty() {
        out.truncate(before);
        out.push_str(end);
    }
}

fn push(text: &str, comment: bool, out: &mut String) {
    if !comment {
        out.push_str(text);
    }
}

/// The length of the template tag that a text starts with, and its first word.
fn tag(text: &str, may_end: [bool; PAIRS.len()]) -> Option<(usize, &str)> {
    let pairs = PAIRS.iter().zip(may_end);
    let (&(open, close), _) =
        pairs.into_iter().find(|((open, _), _)| text.starts_with(open)).filter(|(_, ends)| *ends)?;
    let inner = &text[open.len()..];
    let length = inner.find(close)?;
    let content = &inner[..length];
    let name = content.trim_start_matches(['-', ' ', '/']);
    let name = name.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or(name);
    // `{{x}}` without spaces is as well TeX, and `{:` without a class or attribute is a smiley.
    let is_tag = match open {
        "{{" => {
            content.starts_with([' ', '-']) && !name.is_empty() || name.starts_with("site") || name.starts_with("page")
        }
        "{:" => content.starts_with(['.', '#', ' ', ':']) || content.contains('='),
        _ => true,
    };
    is_tag.then_some((open.len() + length + close.len(), name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn template_tags_go_and_text_stays() {
        for (text, expected) in [
            ("a {% include x.html %}b\n", "a b\n"),
            ("{{< figure src=\"x\" >}}\ntext", "\ntext"),
            ("[a]({{ site.baseurl }}/x) {{page.title}}", "[a](/x) "),
            ("# Head\n{: .big }\ntext{:target=\"_blank\"}.", "# Head\n\ntext."),
            ("{% comment %}a\nb{% endcomment %}c", "\nc"),
            ("{% highlight ruby %}\nx\n{% endhighlight %}\n", "\n```\n\nx\n\n```\n\n"),
            ("x {{y}} {z} {% open", "x {{y}} {z} {% open"),
            ("`{% raw %}` and\n```\n{{ code }}\n```\n{{ out }}", "`{% raw %}` and\n```\n{{ code }}\n```\n"),
            ("no tags", "no tags"),
        ] {
            assert_eq!(without_tags(text), expected, "{text}");
        }
    }

    #[test]
    fn tags_that_never_end_are_soon_passed_by() {
        let text = format!("{}{}{}`}}", "{% ".repeat(100_000), "`a ".repeat(100_000), "``b ".repeat(100_000));
        assert_eq!(without_tags(&text).len(), text.len());
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "[{}%<>:`~ a\nhié.#=-]{0,80}") {
            without_tags(&text);
        }
    }
}
