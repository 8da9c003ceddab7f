//! Names of elements with the prefixes that everybody uses, whichever a document declares.

/// What stands in the address of a namespace, and its usual prefix.
const USUAL: &[(&str, &str)] = &[
    ("purl.org/rss/1.0/modules/content", "content"),
    ("purl.org/rss/1.0/modules/", "-"),
    ("purl.org/dc/elements", "dc"),
    ("purl.org/dc/terms", "dcterms"),
    ("www.w3.org/2005/atom", "atom"),
    ("purl.org/atom/ns", "atom"),
    ("purl.org/rss/1.0", ""),
    ("netscape.com/rdf/simple/0.9", ""),
    ("backend.userland.com/rss", ""),
    ("www.w3.org/1999/xhtml", "xhtml"),
    ("wordpress.org/export/1.0/excerpt", "excerpt"),
    ("wordpress.org/export/1.1/excerpt", "excerpt"),
    ("wordpress.org/export/1.2/excerpt", "excerpt"),
    ("wordpress.org/export/", "wp"),
    ("search.yahoo.com/mrss", "media"),
    ("www.itunes.com/dtds", "itunes"),
    ("rssnamespace.org/feedburner", "feedburner"),
    ("schemas.google.com/blogger", "blogger"),
];

/// Prefixes that are remembered of one document.
const MOST: usize = 64;

/// The prefixes of a document that mean a namespace with another usual prefix.
#[derive(Clone, Default)]
pub(super) struct Prefixes {
    odd: Vec<(String, &'static str)>,
}

impl Prefixes {
    /// Takes note of the namespaces that an element declares.
    pub(super) fn declare(&mut self, attributes: &[(String, String)]) {
        for (name, value) in attributes {
            let Some(prefix) = name.strip_prefix("xmlns:") else { continue };
            let value = value.to_ascii_lowercase();
            let usual = USUAL.iter().find(|(part, _)| value.contains(part)).map(|(_, usual)| *usual);
            let Some(usual) = usual.filter(|usual| *usual != prefix && *usual != "-") else { continue };
            if self.odd.len() < MOST && !self.odd.iter().any(|(known, _)| known == prefix) {
                self.odd.push((prefix.to_owned(), usual));
            }
        }
    }

    /// A name in lower case with its usual prefix.
    pub(super) fn usual(&self, name: &str) -> String {
        let mut name = name.to_ascii_lowercase();
        let Some((prefix, local)) = name.split_once(':') else { return name };
        if let Some((_, usual)) = self.odd.iter().find(|(odd, _)| odd == prefix) {
            name = if usual.is_empty() { local.to_owned() } else { format!("{usual}:{local}") };
        }
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_prefixes_are_read_as_the_usual_ones() {
        let mut prefixes = Prefixes::default();
        let declared = |prefix: &str, uri: &str| (format!("xmlns:{prefix}"), uri.to_owned());
        prefixes.declare(&[
            declared("x", "http://purl.org/dc/elements/1.1/"),
            declared("dc", "http://purl.org/dc/elements/1.1/"),
            declared("r", "http://purl.org/rss/1.0/"),
            declared("sy", "http://purl.org/rss/1.0/modules/syndication/"),
            declared("new", "http://purl.org/rss/1.0/modules/content/"),
        ]);
        let names = ["X:Creator", "dc:date", "r:item", "sy:base", "new:encoded", "pubDate", "none:a"];
        let usual = ["dc:creator", "dc:date", "item", "sy:base", "content:encoded", "pubdate", "none:a"];
        assert_eq!(names.map(|name| prefixes.usual(name)), usual);
    }
}
