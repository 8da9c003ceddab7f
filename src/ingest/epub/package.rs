//! The package of a book: what it is called, who wrote it, and its files in reading order.

use std::collections::{HashMap, HashSet};

use super::container::{Container, resolve};
use super::xml::{Element, Step, walk};
use crate::ingest::{IngestError, sanitize};

/// A book, as its package file has it.
#[derive(Debug, Default)]
pub(super) struct Package {
    pub(super) title: Option<String>,
    pub(super) creators: Vec<String>,
    pub(super) published: Option<String>,
    pub(super) language: Option<String>,
    /// The files in reading order, those that are beside it last; each once.
    pub(super) spine: Vec<String>,
    /// The table of contents, in the third and in the second version of the format.
    pub(super) nav: Option<String>,
    pub(super) ncx: Option<String>,
}

/// A file of the book.
struct Item {
    path: String,
    media: String,
    nav: bool,
}

impl Package {
    pub(super) fn read(container: &mut Container) -> Result<Self, IngestError> {
        let path = package_path(container).ok_or(IngestError::Damaged("it has no list of the book's files"))?;
        let text = container.text(&path)?.text;
        Ok(Self::parse(&path, &text))
    }

    fn parse(path: &str, text: &str) -> Self {
        let mut package = Self::default();
        let mut items: HashMap<String, Item> = HashMap::new();
        let mut spine: Vec<(String, bool)> = Vec::new();
        let mut toc = None;
        let mut people = People::default();
        let mut dates: Vec<(bool, String)> = Vec::new();
        // The element whose text is being read, and that text.
        let mut open: Option<(Element, String)> = None;
        walk(text, &mut |step| match step {
            Step::Open(element) => match element.name.as_str() {
                "item" => {
                    if let (Some(id), Some(href)) = (element.get("id"), element.get("href")) {
                        let media = element.get("media-type").unwrap_or_default().to_ascii_lowercase();
                        let nav = element.has("properties", "nav");
                        items.insert(id.to_owned(), Item { path: resolve(path, href).0, media, nav });
                    }
                }
                "itemref" => {
                    let linear = element.get("linear") != Some("no");
                    spine.extend(element.get("idref").map(|id| (id.to_owned(), linear)));
                }
                "spine" => toc = element.get("toc").map(str::to_owned),
                "title" | "creator" | "date" | "language" | "meta" => {
                    open = Some((element.clone(), String::new()));
                }
                _ => {}
            },
            Step::Text(text) => {
                if let Some((_, words)) = &mut open {
                    words.push_str(text);
                }
            }
            Step::Close(name) => {
                let Some((element, words)) = open.take_if(|(element, _)| element.name == name) else { return };
                let words = sanitize::line(&words);
                if words.is_empty() {
                    return;
                }
                match name {
                    "title" if package.title.is_none() => package.title = Some(words),
                    "language" if package.language.is_none() => package.language = Some(words),
                    "creator" => people.add(&element, words),
                    "meta" => people.refine(&element, &words),
                    "date" => {
                        let event = element.get("event").unwrap_or("publication");
                        dates.push((event.eq_ignore_ascii_case("publication"), words));
                    }
                    _ => {}
                }
            }
        });
        package.creators = people.authors();
        // A date of the file's making or change is not the book's.
        package.published = dates.into_iter().find(|(own, date)| *own && is_date(date)).map(|(_, date)| date);
        package.nav = items.values().filter(|item| item.nav).map(|item| item.path.clone()).min();
        let ncx = toc.and_then(|id| items.get(&id));
        let ncx = ncx.or_else(|| items.values().find(|item| item.media == "application/x-dtbncx+xml"));
        package.ncx = ncx.map(|item| item.path.clone());
        let mut seen = HashSet::new();
        let (linear, beside): (Vec<_>, Vec<_>) = spine.into_iter().partition(|(_, linear)| *linear);
        for (id, _) in linear.into_iter().chain(beside) {
            let Some(item) = items.get(&id) else { continue };
            let page = item.media.is_empty() || item.media.contains("html") || item.media == "text/x-oeb1-document";
            if page && !item.nav && seen.insert(item.path.clone()) {
                package.spine.push(item.path.clone());
            }
        }
        package
    }
}

/// Where the package is: as the container says, else wherever one lies.
fn package_path(container: &mut Container) -> Option<String> {
    let text = container.text("META-INF/container.xml").map(|decoded| decoded.text).unwrap_or_default();
    let mut paths = Vec::new();
    walk(&text, &mut |step| {
        if let Step::Open(element) = step
            && element.name == "rootfile"
        {
            paths.extend(element.get("full-path").map(|path| resolve("", path).0));
        }
    });
    paths.into_iter().find(|path| container.has(path) && path.ends_with(".opf")).or_else(|| container.ending(".opf"))
}

/// A date with a month at least, of a year that had books: tools write the year 101 for none, and a year
/// alone is no day.
fn is_date(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    digits > 4 && !text.starts_with('0')
}

/// The creators and what the package says about them elsewhere.
#[derive(Default)]
struct People {
    /// Name, id and role.
    creators: Vec<(String, Option<String>, Option<String>)>,
    roles: HashMap<String, String>,
}

impl People {
    fn add(&mut self, element: &Element, name: String) {
        let own = |key: &str| element.get(key).map(str::to_owned);
        self.creators.push((name, own("id"), own("role")));
    }

    /// `<meta refines="#id" property="role">aut</meta>`
    fn refine(&mut self, element: &Element, value: &str) {
        if let (Some("role"), Some(id)) = (element.get("property"), element.get("refines")) {
            self.roles.insert(id.trim_start_matches('#').to_owned(), value.to_owned());
        }
    }

    /// Those who wrote it; all, if it was none of them by their roles.
    fn authors(self) -> Vec<String> {
        let role = |(_, id, role): &(String, Option<String>, Option<String>)| {
            role.clone().or_else(|| self.roles.get(id.as_ref()?).cloned())
        };
        let wrote = |role: Option<String>| role.is_none_or(|role| matches!(role.as_str(), "aut" | "author"));
        let authors: Vec<_> = self.creators.iter().filter(|person| wrote(role(person))).collect();
        let people = if authors.is_empty() { self.creators.iter().collect() } else { authors };
        people.into_iter().map(|(name, ..)| name.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_names_the_book_and_its_files_in_order() {
        let package = Package::parse(
            "OEBPS/content.opf",
            "<?xml version='1.0'?><opf:package xmlns:opf='o' xmlns:dc='d'><opf:metadata><dc:title>The Weir &amp; I</dc:title>
             <dc:creator id='a'>Ann Lee</dc:creator><dc:creator opf:role='ill'>Bo Chu</dc:creator><dc:creator id='c'>Cy Dee</dc:creator>
             <opf:meta refines='#c' property='role'>edt</opf:meta><dc:language>en-GB</dc:language>
             <dc:date opf:event='modification'>2020-01-01</dc:date><dc:date>0101-01-01T00:00:00+00:00</dc:date><dc:date>1998</dc:date><dc:date>2011-05-04</dc:date></opf:metadata>
             <opf:manifest><opf:item id='n' href='nav.xhtml' properties='nav' media-type='application/xhtml+xml'/>
             <opf:item id='x' href='toc.ncx' media-type='application/x-dtbncx+xml'/><opf:item id='i' href='a.png' media-type='image/png'/>
             <opf:item id='1' href='text/one%20a.xhtml' media-type='application/xhtml+xml'/><opf:item id='2' href='../two.html' media-type='text/html'/></opf:manifest>
             <opf:spine toc='x'><opf:itemref idref='n'/><opf:itemref idref='2' linear='no'/><opf:itemref idref='1'/><opf:itemref idref='1'/><opf:itemref idref='i'/><opf:itemref idref='?'/></opf:spine></opf:package>",
        );
        assert_eq!(package.title.as_deref(), Some("The Weir & I"));
        assert_eq!((package.creators, package.language.as_deref()), (vec!["Ann Lee".to_owned()], Some("en-GB")));
        assert_eq!(package.published.as_deref(), Some("2011-05-04"));
        assert_eq!(package.spine, ["OEBPS/text/one a.xhtml", "two.html"]);
        assert_eq!((package.nav.as_deref(), package.ncx.as_deref()), (Some("OEBPS/nav.xhtml"), Some("OEBPS/toc.ncx")));
    }
}
