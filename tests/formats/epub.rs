//! Books: a chapter an article.

use super::*;
use std::io::{Cursor, Write as _};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const TEXT: &str = "The river rose in the night, and by the morning it had taken the lower bridge and two boats.";

fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        writer.start_file(*name, if *name == "mimetype" { stored } else { SimpleFileOptions::default() }).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

const PACKAGE: &str = "<package><metadata><dc:title>The Weir</dc:title><dc:creator opf:role='aut'>Ann Lee</dc:creator></metadata>
    <manifest><item id='1' href='one.xhtml' media-type='application/xhtml+xml'/><item id='2' href='two.xhtml' media-type='application/xhtml+xml'/>
    <item id='n' href='toc.ncx' media-type='application/x-dtbncx+xml'/></manifest><spine toc='n'><itemref idref='1'/><itemref idref='2'/></spine></package>";

const NCX: &str =
    "<ncx><navMap><navPoint><navLabel><text>The Flood</text></navLabel><content src='one.xhtml'/></navPoint>
    <navPoint><navLabel><text>The Bridge</text></navLabel><content src='two.xhtml'/></navPoint></navMap></ncx>";

#[test]
fn a_book_opens_chapter_by_chapter_however_it_was_packed() {
    let page = format!("<html><head><title>x</title></head><body><p>{TEXT}</p></body></html>");
    let container = "<container><rootfiles><rootfile full-path='content.opf'/></rootfiles></container>";
    let files = [
        ("META-INF/container.xml", container),
        ("content.opf", PACKAGE),
        ("toc.ncx", NCX),
        ("one.xhtml", page.as_str()),
        ("two.xhtml", &page),
    ];
    let mime = [("mimetype", "application/epub+zip")];
    let without = [("one.xhtml", page.as_str()), ("two.xhtml", &page), ("content.opf", PACKAGE), ("toc.ncx", NCX)];
    for (name, files) in
        [("a.epub", [&mime[..], &files].concat()), ("book", [&mime[..], &files].concat()), ("b.epub", without.to_vec())]
    {
        let (articles, problems) = read_file(name, &zip(&files));
        assert!(problems.is_empty(), "{name}: {problems:?}");
        let titles: Vec<_> = articles.iter().map(|article| article.title.as_str()).collect();
        assert_eq!(titles, ["The Flood", "The Bridge"], "{name}");
        assert!(
            articles
                .iter()
                .all(|article| article.source.as_deref() == Some("The Weir") && article.authors == ["Ann Lee"])
        );
        assert_eq!(articles[1].blocks[0].text, TEXT);
    }
}
