//! Every format through the library that opens it: one file a case, as it lies in somebody's folder.

use std::borrow::Cow;
use std::fs;
use std::path::Path;

use byline::article::{Article, Handle, Summary};
use byline::library::Library;
use byline::library::local::{Input, LocalLibrary, Opening};
use tempfile::TempDir;

mod csv;
mod dumps;
mod encodings;
mod epub;
mod exports;
mod feed;
mod html;
mod mail;
mod markdown;
mod packed;
mod text;
mod warc;
mod wxr;

/// A folder of files, opened.
struct Archive {
    folder: TempDir,
    format: Option<&'static str>,
}

impl Archive {
    fn of(files: &[(&str, &[u8])]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (path, bytes) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        Self { folder, format: None }
    }

    fn open(&self) -> LocalLibrary {
        self.open_path(self.folder.path())
    }

    fn open_path(&self, path: &Path) -> LocalLibrary {
        let inputs = vec![Input::Path(path.to_path_buf())];
        let library = LocalLibrary::open(Opening { inputs, format: self.format, ..Opening::default() });
        library.wait();
        library
    }
}

/// The articles of one file, opened by its name, and the sentences about what could not be read.
fn read_file(name: &str, bytes: &[u8]) -> (Vec<Article>, Vec<String>) {
    let archive = Archive::of(&[(name, bytes)]);
    read(&archive.open_path(&archive.folder.path().join(name)))
}

fn read(library: &LocalLibrary) -> (Vec<Article>, Vec<String>) {
    let state = library.state();
    let article = |(handle, summary): (Handle, Cow<'_, Summary>)| {
        let article = library.article(handle).unwrap();
        // What is opened is what was listed, whichever way it was read.
        assert_eq!(Summary::of(&article, summary.id.clone(), summary.record.clone()), *summary);
        (*article).clone()
    };
    let problems = state.problems.iter().filter(|problem| !problem.note).map(ToString::to_string).collect();
    (state.catalogue.iter().map(article).collect(), problems)
}

/// The only article of a file that is read without a problem.
fn one(name: &str, bytes: impl AsRef<[u8]>) -> Article {
    let (mut articles, problems) = read_file(name, bytes.as_ref());
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(articles.len(), 1);
    articles.remove(0)
}

/// The only problem of a file that gives no article.
fn problem(name: &str, bytes: &[u8]) -> String {
    let (articles, mut problems) = read_file(name, bytes);
    assert!(articles.is_empty(), "{articles:?}");
    assert_eq!(problems.len(), 1, "{problems:?}");
    problems.remove(0)
}

fn kinds(article: &Article) -> Vec<&'static str> {
    article.blocks.iter().map(|block| block.kind.name()).collect()
}

fn texts(article: &Article) -> Vec<&str> {
    article.blocks.iter().map(|block| block.text.as_str()).collect()
}

fn day(article: &Article) -> String {
    article.published.map(|moment| moment.date.to_string()).unwrap_or_default()
}

const LEAD: &str = "The weir at Ollen gave way shortly before dawn, and the millers heard it before they saw it.";
const NEXT: &str = "By noon the pond was a meadow with a boat in it, and the pike were being carried away in baths.";

#[test]
fn a_text_has_its_title_byline_and_date_above_it() {
    let article = one("weir.txt", format!("Weir gives way at Ollen\n\nBy Ann Lee\nMay 4, 2019\n\n{LEAD}\n\n{NEXT}\n"));
    assert_eq!(article.title, "Weir gives way at Ollen");
    assert!(!article.title_inferred);
    assert_eq!(article.authors, ["Ann Lee"]);
    assert_eq!(day(&article), "2019-05-04");
    assert_eq!(texts(&article), [LEAD, NEXT]);
}

#[test]
fn a_hard_wrapped_text_flows_again() {
    let text = "Weir gives way at Ollen\n\n\
        The weir at Ollen gave way shortly before dawn, and\n\
        the millers heard it before they saw it. A boat was\n\
        left in the meadow with its oars, and the ferryman,\n\
        who had slept in it, was left with it too.\n\n\
        By noon the pond was a meadow, and the pike of the\n\
        pond were being carried away in baths by those who\n\
        had come first.\n";
    let article = one("weir.txt", text);
    assert_eq!(kinds(&article), ["paragraph"; 2]);
    assert!(article.blocks.iter().all(|block| !block.text.contains('\n')));
    assert!(article.blocks[0].text.contains("before dawn, and the millers"));
}

#[test]
fn a_text_with_one_paragraph_a_line_keeps_its_paragraphs_and_gets_a_title() {
    let article = one("0003.txt", format!("{LEAD}\n{NEXT}\nNobody knows yet who will pay for the weir.\n"));
    assert!(article.title_inferred);
    assert!(LEAD.starts_with(article.title.trim_end_matches('…')), "{}", article.title);
    assert_eq!(texts(&article), [LEAD, NEXT, "Nobody knows yet who will pay for the weir."]);
}

#[test]
fn markdown_is_read_with_yaml_and_with_toml_above_it() {
    let body = format!(
        "{LEAD}\n\n## What went first\n\n> The boat.\n\n- pike\n- tench\n\n```\nlevel 0\n```\n\n---\n\n{NEXT}\n"
    );
    for front in [
        "---\ntitle: \"Weir: gone\"\nauthor: Ann Lee\ndate: 2019-05-04\nsource: Coast Ledger\n---\n\n",
        "+++\ntitle = \"Weir: gone\"\nauthors = [\"Ann Lee\"]\ndate = 2019-05-04\nsource = \"Coast Ledger\"\n+++\n\n",
    ] {
        let article = one("weir.md", format!("{front}{body}"));
        assert_eq!((article.title.as_str(), article.title_inferred), ("Weir: gone", false));
        assert_eq!(article.authors, ["Ann Lee"]);
        assert_eq!(article.source.as_deref(), Some("Coast Ledger"));
        assert_eq!(day(&article), "2019-05-04");
        assert_eq!(kinds(&article), ["paragraph", "heading", "quote", "item", "item", "verbatim", "rule", "paragraph"]);
    }
}

#[test]
fn broken_front_matter_loses_no_text() {
    let article = one("weir.md", format!("---\ntitle: \"Weir\n  date: [\n---\n\n# Weir gone\n\n{LEAD}\n\n{NEXT}\n"));
    assert!(article.title.contains("Weir"), "{}", article.title);
    let texts = texts(&article);
    assert!(texts.contains(&LEAD) && texts.contains(&NEXT), "{texts:?}");
}

#[cfg(feature = "html")]
#[test]
fn a_page_is_read_without_what_stands_around_the_article() {
    let more = "The council met at once, in boots, and agreed that it had been told. ".repeat(6);
    let page = format!(
        "<!DOCTYPE html><html><head><title>Weir gone | Coast Ledger</title>\
         <meta property=\"og:site_name\" content=\"Coast Ledger\"><meta name=\"author\" content=\"Ann Lee\">\
         <meta property=\"article:published_time\" content=\"2019-05-04T08:00:00Z\"><script>track()</script></head>\
         <body><nav><a href=/>Home</a> <a href=/s>Sport</a></nav><div class=cookie-banner>We use cookies.</div>\
         <article><h1>Weir gone</h1><p>{LEAD}</p><div class=share-buttons><a href=#>Share</a></div>\
         <h2>What went first</h2><blockquote><p>The boat went first.</p></blockquote>\
         <p>{NEXT} See <a href=\"https://example.com/map\">the map</a>.</p><p>{more}</p>\
         <ul><li>pike</li><li>tench</li></ul></article><footer>All rights reserved</footer></body></html>"
    );
    let article = one("weir.html", page);
    assert_eq!(article.title, "Weir gone");
    assert_eq!(article.authors, ["Ann Lee"]);
    assert_eq!(article.source.as_deref(), Some("Coast Ledger"));
    assert_eq!(day(&article), "2019-05-04");
    assert_eq!(article.links, ["https://example.com/map"]);
    assert_eq!(kinds(&article), ["paragraph", "heading", "quote", "paragraph", "paragraph", "item", "item"]);
    let whole = texts(&article).join("\n");
    for litter in ["cookies", "Sport", "Share", "rights", "track"] {
        assert!(!whole.contains(litter), "{litter}: {whole}");
    }
}

#[cfg(feature = "html")]
#[test]
fn a_piece_of_a_page_is_read_too() {
    let article = one("weir.html", format!("<h1>Weir gone</h1><p>{LEAD}<p>{NEXT}<br>It smelled of mint."));
    assert_eq!(article.title, "Weir gone");
    assert_eq!(texts(&article)[0], LEAD);
    assert!(article.blocks[1].text.ends_with("It smelled of mint."));
}

#[test]
fn a_list_of_records_gives_each_by_its_own_id_or_its_ordinal() {
    let json = format!(
        "[{{\"id\":\"w-1\",\"headline\":\"Weir gone\",\"byline\":\"By Ann Lee\",\"pub_date\":\"2019-05-04\",\"body\":\"{LEAD}\"}},\n\
          {{\"title\":\"Pond a meadow\",\"maintext\":\"{NEXT}\",\"source_domain\":\"ledger.example\"}}]"
    );
    let archive = Archive::of(&[("news.json", json.as_bytes())]);
    let library = archive.open();
    let (articles, problems) = read(&library);
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(ids(&library), ["news.json#w-1", "news.json#2"]);
    assert_eq!(articles[0].title, "Weir gone");
    assert_eq!(articles[0].authors, ["Ann Lee"]);
    assert_eq!(day(&articles[0]), "2019-05-04");
    assert_eq!(articles[1].source.as_deref(), Some("ledger.example"));
    assert_eq!(texts(&articles[1]), [NEXT]);
}

#[test]
fn records_are_found_in_what_wraps_them_and_an_object_may_be_one() {
    let record = |title: &str| format!("{{\"title\":\"{title}\",\"text\":\"{LEAD}\"}}");
    let wrapped = format!("{{\"status\":\"ok\",\"articles\":[{},{}]}}", record("One"), record("Two"));
    let (articles, problems) = read_file("feed.json", wrapped.as_bytes());
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(articles.iter().map(|article| article.title.as_str()).collect::<Vec<_>>(), ["One", "Two"]);
    let archive = Archive::of(&[("alone.json", record("Alone").as_bytes())]);
    let library = archive.open();
    assert_eq!(ids(&library), ["alone.json"]);
    assert_eq!(read(&library).0[0].title, "Alone");
}

#[test]
fn a_bad_line_among_records_is_one_problem_and_the_others_open() {
    let lines = format!(
        "{{\"title\":\"One\",\"text\":\"{LEAD}\"}}\n{{\"title\":\"Two\",\"text\":}}\n\n{{\"title\":\"Four\",\"text\":\"{NEXT}\"}}\n"
    );
    let (articles, problems) = read_file("crawl.jsonl", lines.as_bytes());
    assert_eq!(articles.iter().map(|article| article.title.as_str()).collect::<Vec<_>>(), ["One", "Four"]);
    assert_eq!(problems, ["cannot read crawl.jsonl: expected a value at line 2 column 23"]);
}

#[test]
fn a_broken_document_says_where_and_what_to_try() {
    let lines = format!(
        "[\n{{\"title\":\"One\",\"text\":\"{LEAD}\"}},\n{{\"title\":\"Two\",\"text\":\"{NEXT}\"}},\n{{\"a\":x}}]"
    );
    let (articles, problems) = read_file("news.json", lines.as_bytes());
    assert_eq!(articles.len(), 2);
    assert_eq!(
        problems,
        ["cannot read news.json: expected a value at line 4 column 6; \
          open it with --format jsonl if it has one article a line"]
    );
}

#[test]
fn a_format_that_is_named_is_used_whatever_the_file_looks_like() {
    let mut archive = Archive::of(&[("page.html", b"<p>One</p>"), ("list.json", b"[1]"), ("a.md", b"# Not a heading")]);
    archive.format = Some("text");
    let (articles, problems) = read(&archive.open());
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(
        articles.iter().map(|article| article.title.as_str()).collect::<Vec<_>>(),
        ["# Not a heading", "[1]", "<p>One</p>"]
    );
}

#[test]
fn legacy_encodings_are_read_as_what_they_are() {
    let text = "Grüße aus Öllen\n\nDas Wehr in Öllen ist gebrochen, und die Müller hörten es, bevor sie es sahen. \
                Für die Fische war es ein schlechter Tag.\n";
    let utf_16: Vec<u8> =
        "\u{feff}".chars().chain(text.chars()).collect::<String>().encode_utf16().flat_map(u16::to_le_bytes).collect();
    let latin_1: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    for bytes in [utf_16, latin_1, text.as_bytes().to_vec()] {
        let article = one("wehr.txt", bytes);
        assert_eq!(article.title, "Grüße aus Öllen");
        assert!(article.blocks[0].text.contains("Müller hörten"));
        assert_eq!(article.unreadable, 0);
    }
}

#[test]
fn what_holds_no_article_is_said_when_it_was_named_and_skipped_in_a_folder() {
    assert_eq!(problem("empty.txt", b""), "cannot read empty.txt: it is empty");
    assert_eq!(problem("cat.txt", b"\x89PNG\r\n\x1a\n\0\0\0"), "cannot read cat.txt: it is not text");
    let files: [(&str, &[u8]); 5] = [
        ("empty.txt", b""),
        ("cat.png", b"\x89PNG\r\n\x1a\n\0\0\0"),
        (".hidden.txt", b"Not for the list"),
        (".gitignore", b"drafts/\n"),
        ("drafts/a.txt", b"Not for the list either"),
    ];
    let (articles, problems) = read(&Archive::of(&files).open());
    assert!(articles.is_empty() && problems.is_empty(), "{articles:?} {problems:?}");
}

fn mixed() -> Archive {
    let text = format!("Weir gone\n\n{LEAD}\n");
    let record = |at: usize| format!("{{\"id\":\"r{at}\",\"title\":\"Record {at}\",\"text\":\"{NEXT}\"}}\n");
    let lines: String = (0..700).map(record).collect();
    let mut files: Vec<(String, Vec<u8>)> =
        (0..60).map(|at| (format!("{}/{at:02}.txt", at % 7), text.clone().into_bytes())).collect();
    files.push(("3/crawl.jsonl".to_owned(), lines.into_bytes()));
    files.push(("3/page.md".to_owned(), format!("# Weir\n\n{LEAD}\n").into_bytes()));
    files.push(("5/bad.json".to_owned(), b"{\"title\":".to_vec()));
    Archive::of(&files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())).collect::<Vec<_>>())
}

fn ids(library: &LocalLibrary) -> Vec<String> {
    library.state().catalogue.iter().map(|(_, summary)| summary.id.to_string()).collect()
}

#[test]
fn ids_are_the_same_at_every_scan_and_in_the_order_of_paths() {
    let archive = mixed();
    let first = ids(&archive.open());
    assert_eq!(first.len(), 761);
    for _ in 0..4 {
        assert_eq!(ids(&archive.open()), first);
    }
    let paths: Vec<&str> = first.iter().map(|id| id.split('#').next().unwrap()).collect();
    assert!(paths.is_sorted(), "files come in the order of their paths, whichever thread was first");
    let records: Vec<&String> = first.iter().filter(|id| id.contains('#')).collect();
    assert_eq!((records[0].as_str(), records[699].as_str()), ("3/crawl.jsonl#r0", "3/crawl.jsonl#r699"));
}

#[test]
fn an_article_that_is_opened_is_the_one_that_was_listed() {
    let (articles, problems) = read(&mixed().open());
    assert_eq!(articles.len(), 761);
    assert_eq!(articles.iter().filter(|article| article.title.starts_with("Record ")).count(), 700);
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(problems[0].starts_with("cannot read 5/bad.json: the text ends within a value at line 1 column 9"));
}
