//! The promises of the module above.

use super::*;
use proptest::prelude::*;
use std::io::{Cursor, Write as _};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const TEXT: &str = "The river rose in the night, and by the morning it had taken the lower bridge.";

pub(super) fn zip(files: &[(&str, String)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (at, (name, text)) in files.iter().enumerate() {
        let method = if at == 0 { zip::CompressionMethod::Stored } else { zip::CompressionMethod::Deflated };
        writer.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn book(toc: &str, pages: &[(&str, &str)], more: &[(&str, &str)]) -> Vec<u8> {
    let items: String = pages
        .iter()
        .map(|(name, _)| format!("<item id='{name}' href='{name}' media-type='application/xhtml+xml'/>"))
        .collect();
    let refs: String = pages.iter().map(|(name, _)| format!("<itemref idref='{name}'/>")).collect();
    let mut files = vec![
        ("mimetype".to_owned(), "application/epub+zip".to_owned()),
        (
            "META-INF/container.xml".to_owned(),
            "<container><rootfiles><rootfile full-path='O/c.opf'/></rootfiles></container>".to_owned(),
        ),
        (
            "O/c.opf".to_owned(),
            format!(
                "<package><metadata><dc:title>The Weir</dc:title><dc:creator>Ann Lee</dc:creator><dc:date>2011-05-04</dc:date><dc:language>en</dc:language></metadata><manifest>{items}<item id='toc' href='nav.xhtml' properties='nav' media-type='application/xhtml+xml'/></manifest><spine>{refs}</spine></package>"
            ),
        ),
        ("O/nav.xhtml".to_owned(), format!("<html><body><nav epub:type='toc'><ol>{toc}</ol></nav></body></html>")),
    ];
    files.extend(
        pages.iter().map(|(name, body)| {
            (format!("O/{name}"), format!("<html><head><title/></head><body>{body}</body></html>"))
        }),
    );
    files.extend(more.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())));
    zip(&files.iter().map(|(name, text)| (name.as_str(), text.clone())).collect::<Vec<_>>())
}

fn read(bytes: &[u8]) -> (Vec<Found>, Vec<String>) {
    let (mut found, mut errors) = (Vec::new(), Vec::new());
    let mut reader = bytes;
    let result = Epub.read(Source { path: "2001-01-01-x.epub", reader: &mut reader }, &mut |article| {
        match article {
            Ok(article) => found.push(article),
            Err(error) => errors.push(error.to_string()),
        }
        ControlFlow::Continue(())
    });
    errors.extend(result.err().map(|error| error.to_string()));
    (found, errors)
}

fn chapters(bytes: &[u8]) -> Vec<(String, usize)> {
    let (found, errors) = read(bytes);
    assert!(errors.is_empty(), "{errors:?}");
    let texts = |found: &Found| found.article.blocks.iter().filter(|block| block.text.contains(TEXT)).count();
    found.iter().map(|found| (found.article.title.clone(), texts(found))).collect()
}

fn titled(titles: &[(&str, usize)]) -> Vec<(String, usize)> {
    titles.iter().map(|(title, texts)| ((*title).to_owned(), *texts)).collect()
}

#[test]
fn books_are_recognised_by_their_first_entry() {
    let bytes = book("", &[("a", "x")], &[]);
    assert!(Epub.recognises(&Head::new(&bytes[..200])));
    assert!(!Epub.recognises(&Head::new(&zip(&[("a.txt", "mimetype".to_owned())]))));
}

#[test]
fn a_chapter_is_an_article_of_the_book() {
    let text = format!("<h1>One</h1><p>{TEXT}<a id='p2'/> More.</p><aside><p>{TEXT}</p></aside>");
    let (found, errors) = read(&book(
        "<li><a href='a.xhtml'>The Flood</a></li>",
        &[("cover.xhtml", "<img src='c' alt='Cover'/>"), ("title.xhtml", "<h1>The Weir</h1>"), ("a.xhtml", &text)],
        &[],
    ));
    assert!(errors.is_empty());
    let [Found { article, record: Some(record) }] = &found[..] else { panic!("{found:?}") };
    assert_eq!((article.title.as_str(), article.source.as_deref()), ("The Flood", Some("The Weir")));
    assert_eq!(article.authors, ["Ann Lee"]);
    assert!(article.published.unwrap().to_string().starts_with("2011-05-04"));
    assert_eq!(article.language.unwrap().code(), "en");
    assert_eq!((record.name.as_str(), record.bytes), ("O/a.xhtml", None));
    assert_eq!(article.blocks.iter().filter(|block| block.text.contains(TEXT)).count(), 2);
}

#[test]
fn a_chapter_split_over_files_is_joined_and_one_with_a_heading_is_not() {
    let plain = format!("<p>{TEXT}</p>");
    let headed = format!("<h2>After</h2><p>{TEXT}</p>");
    let pages = [("a", plain.as_str()), ("b", &plain), ("c", &headed), ("d", &plain)];
    let toc = "<li><a href='a'>One</a></li><li><a href='d'>Two</a></li>";
    assert_eq!(chapters(&book(toc, &pages, &[])), titled(&[("One", 2), ("After", 1), ("Two", 1)]));
    assert_eq!(
        chapters(&book("", &pages, &[])),
        titled(&[("Chapter 1", 1), ("Chapter 2", 1), ("After", 1), ("Chapter 4", 1)])
    );
}

#[test]
fn a_file_of_several_chapters_is_parted_where_the_contents_say() {
    let long = format!("<p>{TEXT}</p>").repeat(12);
    let page = format!("<img id='x'/><h2 id='p1'>One</h2><p>{TEXT}</p><h2 id='p2'>Two</h2><p>{TEXT}</p>");
    let next = format!("{long}<h2 id='p3'>Three</h2><p>{TEXT}</p>");
    let toc = "<li><a href='a#p1'>I. One</a><ol><li><a href='a#x'>Part</a></li></ol></li><li><a href='a#p2'>II. Two</a></li><li><a href='b#p3'>III. Three</a></li>";
    assert_eq!(
        chapters(&book(toc, &[("a", &page), ("b", &next)], &[])),
        titled(&[("I. One", 1), ("II. Two", 13), ("III. Three", 1)])
    );
}

#[test]
fn a_locked_or_broken_book_says_so() {
    let text = format!("<p>{TEXT}</p>");
    let lock = "<encryption><enc:EncryptedData><enc:CipherData><enc:CipherReference URI='O/a'/></enc:CipherData></enc:EncryptedData></encryption>";
    let (found, errors) = read(&book("", &[("a", &text)], &[("META-INF/encryption.xml", lock)]));
    assert!(found.is_empty() && errors[0].contains("DRM"), "{errors:?}");
    let (found, errors) = read(&book("", &[("a", &text), ("b", &text)], &[("META-INF/encryption.xml", lock)]));
    assert_eq!((found.len(), errors.len()), (1, 1));
    let whole = book("", &[("a", &text)], &[]);
    assert_eq!(read(&whole[..whole.len() / 2]).1, ["it is a damaged zip file; download it again"]);
    assert_eq!(read(&zip(&[("a", String::new())])).1, ["it has no list of the book's files"]);
    assert_eq!(read(&book("", &[("a", "<h1>Only</h1>")], &[])).1, ["it is a book without a text to read"]);
}

#[test]
fn a_book_that_unpacks_to_too_much_is_not_held() {
    let bomb = " ".repeat(65 << 20);
    let (found, errors) = read(&book("", &[("a", &bomb), ("b", "<p>Words to read.</p>")], &[]));
    assert_eq!((found.len(), errors.len()), (1, 1));
    assert!(errors[0].contains("64 MiB"), "{errors:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(48) })]

    #[test]
    fn any_change_of_a_book_is_read_without_a_panic(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        let mut bytes = book("<li><a href='a#p'>One</a></li><li><a href='a#q'>Two</a></li>", &[("a", "<p id='p'>One.</p><p id='q'>Two.</p>")], &[]);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        read(&bytes);
    }

    #[test]
    fn any_text_in_a_book_is_read_without_a_panic(text in "(<(/?(nav|ol|a|p|navPoint|text|body|title)[ >/]|a href='a#p'|p id='p')|/>|[a-zé\n<>&;'\"#%]{1,5}){0,30}") {
        read(&book(&text, &[("a", &text), ("b", &text)], &[("O/toc.ncx", &text)]));
        markup::place(&text, "p");
    }
}
