//! The addresses that an article links to, each once.

use std::collections::HashMap;

/// Longest chain of folders that a relative address is resolved through.
const SEGMENTS: usize = 256;

pub(super) struct Links {
    accept: fn(&str) -> Option<String>,
    base: Option<String>,
    list: Vec<String>,
    indices: HashMap<String, u16>,
}

impl Links {
    pub(super) fn new(accept: fn(&str) -> Option<String>) -> Self {
        Self { accept, base: None, list: Vec::new(), indices: HashMap::new() }
    }

    pub(super) fn set_base(&mut self, base: &str) {
        self.base = resolve(self.base.as_deref(), base);
    }

    /// The index of an address; `None` when it can't be followed or there are too many.
    pub(super) fn index(&mut self, href: &str) -> Option<u16> {
        let address = (self.accept)(&resolve(self.base.as_deref(), href)?)?;
        if let Some(index) = self.indices.get(&address) {
            return Some(*index);
        }
        let index = u16::try_from(self.list.len()).ok().filter(|index| *index < u16::MAX)?;
        self.list.push(address.clone());
        self.indices.insert(address, index);
        Some(index)
    }

    pub(super) fn into_list(self) -> Vec<String> {
        self.list
    }
}

/// An absolute address for `href`. A place within the page itself is none, and without a base
/// a relative address leads nowhere.
pub(crate) fn resolve(base: Option<&str>, href: &str) -> Option<String> {
    let href = href.trim();
    if href.is_empty() || href.starts_with('#') {
        return None;
    }
    if has_scheme(href) {
        return Some(href.to_owned());
    }
    let (scheme, rest) = base?.split_once("://")?;
    if let Some(host) = href.strip_prefix("//") {
        return Some(format!("{scheme}://{host}"));
    }
    let rest = rest.split(['?', '#']).next().unwrap_or(rest);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    if let Some(query) = href.strip_prefix('?') {
        return Some(format!("{scheme}://{host}/{path}?{query}"));
    }
    let end = href.find(['?', '#']).unwrap_or(href.len());
    let (href_path, suffix) = href.split_at(end);
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut segments: Vec<&str> = Vec::new();
    let from = if href_path.starts_with('/') { "" } else { folder };
    for segment in from.split('/').chain(href_path.split('/')).take(SEGMENTS) {
        match segment {
            "" | "." => {}
            ".." => drop(segments.pop()),
            segment => segments.push(segment),
        }
    }
    let slash = if segments.is_empty() || !(href_path.ends_with('/') || href_path.ends_with("/.")) { "" } else { "/" };
    Some(format!("{scheme}://{host}/{}{slash}{suffix}", segments.join("/")))
}

fn has_scheme(href: &str) -> bool {
    href.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_addresses_start_from_the_page() {
        let page = Some("https://example.org/news/2020/story.html?x=1#top");
        for (href, expected) in [
            ("other.html", "https://example.org/news/2020/other.html"),
            ("../a/b?c=d#e", "https://example.org/news/a/b?c=d#e"),
            ("/", "https://example.org/"),
            ("/about/", "https://example.org/about/"),
            ("//cdn.example.com/x", "https://cdn.example.com/x"),
            ("?page=2", "https://example.org/news/2020/story.html?page=2"),
            ("../../../../up", "https://example.org/up"),
            ("http://else.where/", "http://else.where/"),
            ("mailto:a@b.c", "mailto:a@b.c"),
        ] {
            assert_eq!(resolve(page, href).as_deref(), Some(expected), "{href}");
        }
        assert_eq!(resolve(page, "#note"), None);
        assert_eq!(resolve(None, "other.html"), None);
        assert_eq!(resolve(Some("https://example.org"), "a").as_deref(), Some("https://example.org/a"));
    }

    #[test]
    fn an_address_is_listed_once() {
        let mut links = Links::new(|url| Some(url.to_owned()));
        assert_eq!(links.index("https://a.example/"), Some(0));
        assert_eq!(links.index("https://b.example/"), Some(1));
        assert_eq!(links.index("https://a.example/"), Some(0));
        assert_eq!(links.into_list(), ["https://a.example/", "https://b.example/"]);
    }

    #[test]
    fn links_beyond_what_an_index_holds_stay_text() {
        let mut links = Links::new(|url| Some(url.to_owned()));
        for number in 0..usize::from(u16::MAX) {
            assert!(links.index(&format!("https://example.org/{number}")).is_some());
        }
        assert_eq!(links.index("https://example.org/one-more"), None);
    }
}
