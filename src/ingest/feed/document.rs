//! Any other XML: what its elements are called says what they are, and all others are paragraphs.

use super::super::{Draft, Emit, Format, Found, Head, IngestError, Source, headline, read_document};
use super::charset::{self, Charset};
use super::moment;
use super::namespace::Prefixes;
use super::root::{self, Kind as Root};
use super::tree::{Element, Inside, Tree};
use crate::article::Kind;
use crate::ingest::blocks::Builder;
use crate::ingest::sanitize;

/// XML that is no feed: news in NITF or NewsML, books in DocBook or TEI, data.
pub struct Xml;

/// Elements by what they are, the surest first; names without prefixes.
const TITLE: &[&str] = &["hl1", "headline", "hedline", "article-title", "title", "head"];
const AUTHOR: &[&str] = &["byline", "by", "author", "creator"];
const BODY: &[&str] = &["body.content", "inlinexml", "datacontent", "body", "text"];
const SOURCE: &[&str] = &["publicationname", "journal-title", "publisher"];
const DATE: &[&str] = &[
    "date.issue",
    "story.date",
    "pubdate",
    "published",
    "datepublished",
    "firstcreated",
    "contentcreated",
    "versioncreated",
    "date",
];

/// Attributes that give a date in figures.
const FIGURES: &[&str] = &["norm", "when", "date", "value"];

/// Elements that are set as lines of their own within a paragraph too.
const PARAGRAPHS: &[&str] =
    &["p", "para", "simpara", "li", "item", "listitem", "l", "lg", "block", "tr", "row", "div", "section"];
const HEADINGS: &[&str] = &["hl1", "hl2", "head", "title", "subtitle", "h1", "h2", "h3", "h4", "h5", "h6"];
const LISTINGS: &[&str] = &["pre", "programlisting", "screen", "literallayout"];

/// The longest text that is a title, in bytes.
const LONGEST: usize = 400;

/// Elements of one name that are looked at.
const MOST: usize = 20;

impl Format for Xml {
    fn name(&self) -> &'static str {
        "xml"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["xml"]
    }

    fn recognises(&self, head: &Head<'_>) -> bool {
        root::kind(&charset::head(head)) == Some(Root::Other)
    }

    fn read(&self, source: Source<'_>, emit: &mut Emit<'_>) -> Result<(), IngestError> {
        let bytes = read_document(source.reader)?;
        let text = if charset::is_wide(&bytes) {
            charset::Text { text: charset::decode_wide(bytes), unreadable: 0, guessed: None }
        } else {
            Charset::of(&bytes).decode(&bytes)
        };
        let tree = Tree::read(&text.text, &mut Prefixes::default());
        if tree.root().children().any(|child| local(child) == "svg") {
            // A drawing has words, but none to read one after the other.
            return Err(IngestError::Binary);
        }
        let mut draft = draft(&tree);
        draft.unreadable = text.unreadable;
        draft.guessed = text.guessed;
        if draft.blocks.is_empty() && draft.title.is_none() {
            return Err(IngestError::Empty("it is XML without text"));
        }
        let _ = emit(Ok(Found { article: headline::finish(draft, source.path), record: None }));
        Ok(())
    }
}

fn draft(tree: &Tree) -> Draft {
    let root = tree.root();
    let spoken = |names: &'static [&'static str]| {
        named(root, names)
            .map(|element| (element, sanitize::line(&spaced(element))))
            .find(|(_, text)| (1..LONGEST).contains(&text.len()))
    };
    let title = spoken(TITLE);
    let author = spoken(AUTHOR);
    let source = root
        .all()
        .filter(|element| local(*element) == "pubdata")
        .find_map(|element| element.attribute("name"))
        .map(sanitize::line);
    let body = named(root, BODY).find(|body| !body.text().trim().is_empty());
    let mut builder = Builder::new();
    builder.structure();
    let outside = if body.is_none() {
        [title.as_ref(), author.as_ref()].into_iter().flatten().map(|(element, _)| *element).collect()
    } else {
        Vec::new()
    };
    paragraphs(body.unwrap_or(root), &outside, &mut builder);
    let mut draft = Draft {
        title: title.map(|(_, text)| text),
        bylines: author.map(|(_, text)| text).into_iter().collect(),
        published: named(root, DATE).chain(root.children()).find_map(published),
        source: source.or_else(|| spoken(SOURCE).map(|(_, text)| text)),
        language: root.all().take(MOST).find_map(|element| element.attribute("xml:lang")).map(sanitize::line),
        structured: true,
        ..Draft::default()
    };
    builder.finish_into(&mut draft);
    draft
}

/// The first elements of each name, name by name.
fn named<'a>(root: Element<'a>, names: &'static [&'static str]) -> impl Iterator<Item = Element<'a>> {
    names.iter().flat_map(move |name| root.all().filter(move |element| local(*element) == *name).take(MOST))
}

fn local(element: Element<'_>) -> &str {
    element.name().rsplit(':').next().unwrap_or_default()
}

/// The text of an element with a space between the parts of a name.
fn spaced(element: Element<'_>) -> String {
    let mut text = String::new();
    for part in element.all() {
        for piece in part.inside() {
            if let Inside::Text(piece) = piece {
                text.push(' ');
                text.push_str(piece);
            }
        }
    }
    text
}

fn published(element: Element<'_>) -> Option<String> {
    let figures = FIGURES.iter().filter_map(|name| element.attribute(name)).map(str::to_owned);
    figures.chain(Some(element.text()).filter(|text| text.len() < LONGEST)).find_map(|text| moment::readable(&text))
}

enum Step<'a> {
    Inside(Inside<'a>, bool),
    Paragraph,
    Line,
    Verbatim,
}

/// Adds the text of an element: one that has words of its own is a paragraph, with all that is in it.
fn paragraphs(root: Element<'_>, outside: &[Element<'_>], builder: &mut Builder) {
    let mut steps = vec![Step::Inside(Inside::Element(root), false)];
    while let Some(step) = steps.pop() {
        match step {
            Step::Inside(Inside::Text(text), _) => builder.text(text),
            Step::Inside(Inside::Element(element), _) if outside.contains(&element) => {}
            Step::Inside(Inside::Element(element), within) => {
                let name = local(element);
                let words = |part: Inside<'_>| matches!(part, Inside::Text(text) if !text.trim().is_empty());
                let block = PARAGRAPHS.contains(&name);
                let own = block || element.inside().any(words);
                if HEADINGS.contains(&name) && element != root {
                    builder.line(Kind::Heading(2));
                    steps.push(Step::Line);
                } else if LISTINGS.contains(&name) {
                    builder.verbatim();
                    steps.push(Step::Verbatim);
                } else if block || own && !within {
                    builder.paragraph();
                    steps.push(Step::Paragraph);
                }
                let within = within || own;
                steps.extend(element.inside().rev().map(|part| Step::Inside(part, within)));
            }
            Step::Paragraph => builder.paragraph(),
            Step::Line => builder.end_line(),
            Step::Verbatim => builder.end_verbatim(),
        }
    }
    builder.paragraph();
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn draft(text: &str) -> Draft {
        super::draft(&Tree::read(text, &mut Prefixes::default()))
    }

    fn texts(draft: &Draft) -> Vec<&str> {
        draft.blocks.iter().map(|block| block.text.as_str()).collect()
    }

    #[test]
    fn news_in_nitf_is_an_article() {
        let draft = draft(
            "<?xml version='1.0'?><nitf><head><title>wire 12</title><docdata><date.issue norm='20190504T080000Z'/></docdata>\
             <pubdata name='Coast Ledger'/></head><body><body.head><hedline><hl1>Weir <em>gone</em></hl1></hedline>\
             <byline>By <person>Ann Lee</person></byline></body.head><body.content><block><p>The boat went <em>first</em>.</p>\
             <hl2>After</h12></hl2><p>Then the pike.</p></block></body.content></body></nitf>",
        );
        assert_eq!(draft.title.as_deref(), Some("Weir gone"));
        assert_eq!(draft.bylines, ["By Ann Lee"]);
        assert_eq!(draft.published.as_deref(), Some("2019-05-04T08:00:00Z"));
        assert_eq!(draft.source.as_deref(), Some("Coast Ledger"));
        assert_eq!(texts(&draft), ["The boat went first.", "After", "Then the pike."]);
    }

    #[test]
    fn a_book_and_data_are_paragraphs_without_tags() {
        let book = draft(
            "<article><info><title>Weirs</title><author><firstname>Ann</firstname><surname>Lee</surname></author></info>\
                          <section><title>One</title><para>A <b>b</b> c.</para><programlisting>x\n  y</programlisting></section></article>",
        );
        assert_eq!((book.title.as_deref(), book.bylines.as_slice()), (Some("Weirs"), &["Ann Lee".to_owned()][..]));
        assert_eq!(texts(&book), ["One", "A b c.", "x\n  y"]);
        let data = draft("<urlset><url><loc>https://a.example/</loc><lastmod>2019-05-04</lastmod></url></urlset>");
        assert_eq!((data.title.as_deref(), texts(&data)), (None, vec!["https://a.example/", "2019-05-04"]));
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "(<p>|</p>|<title>|<body>|<pre>|[<>a é&;]){0,30}") {
            draft(&text);
        }
    }
}
