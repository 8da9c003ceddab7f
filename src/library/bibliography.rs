//! Articles as a Markdown bibliography: who, what, where, when, and where to find it.

use super::Library;
use crate::article::{Handle, Moment};

/// One entry an article, in order; `made` is the day on which the list is made.
pub fn bibliography(library: &dyn Library, handles: &[Handle], made: Option<Moment>) -> String {
    let catalogue = library.state().catalogue;
    let mut list = match made {
        Some(made) => format!("# What was read, {}\n\n", made.in_words()),
        None => "# What was read\n\n".to_owned(),
    };
    for handle in handles {
        let Some(summary) = catalogue.get(*handle) else { continue };
        // What can't be read just now was read all the same.
        let url = library.article(*handle).ok().and_then(|article| article.url.clone());
        let title = escaped(&summary.title);
        let mut entry = match summary.authors.as_slice() {
            [] => String::new(),
            authors => format!("{}: ", escaped(&authors.join(", "))),
        };
        match &url {
            // Between < and > an address may hold brackets.
            Some(url) => {
                let url = url.replace('<', "%3C").replace('>', "%3E");
                entry.push_str(&format!("[{title}](<{url}>)"));
            }
            None => entry.push_str(&title),
        }
        let source = summary.source.as_ref().map(|source| format!("*{}*", escaped(source)));
        let facts: Vec<String> = source.into_iter().chain(summary.published.map(Moment::in_words)).collect();
        if !facts.is_empty() {
            entry.push_str(&format!(". {}", facts.join(", ")));
        }
        if url.is_none() {
            entry.push_str(&format!(". {}", escaped(summary.id.as_str())));
        }
        list.push_str(&format!("- {entry}\n"));
    }
    list
}

/// A text as Markdown that shows it.
fn escaped(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '#') {
            shown.push('\\');
        }
        // An entry is one line.
        shown.push(if c.is_control() { ' ' } else { c });
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_markdown_would_take_for_its_own_is_shown() {
        assert_eq!(escaped("[A_b] *c* <d>\n\\"), r"\[A\_b\] \*c\* \<d\> \\");
    }
}
