//! Megabytes a second of every format on one core, from memory, beside the plain read of the same bytes from a file.
//!
//! `cargo bench --bench formats` (`-- jsonl` for one format). The articles are those that come with byline, written
//! out in each format until there are a few megabytes of them.

use std::fs;
use std::hint::black_box;
use std::io::Cursor;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use byline::ingest::{self, Source};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use serde_json::json;

/// Bytes of each format's input, at least.
const BYTES: usize = 4 << 20;

/// One article to be written out.
struct Story {
    title: String,
    author: String,
    paragraphs: Vec<String>,
}

/// The inputs of a format: many files, or one of many records.
struct Inputs {
    format: &'static str,
    files: Vec<Vec<u8>>,
}

fn stories() -> Vec<Story> {
    let mut paths = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds"), &mut paths);
    paths.sort();
    let texts = paths.iter().filter(|path| path.extension().is_some_and(|extension| extension == "txt"));
    texts
        .filter_map(|path| fs::read_to_string(path).ok())
        .map(|text| {
            let mut paragraphs: Vec<String> =
                text.split('\n').filter(|line| !line.trim().is_empty()).map(str::to_owned).collect();
            let title = paragraphs.remove(0);
            Story { title, author: "Ann Lee".to_owned(), paragraphs }
        })
        .collect()
}

fn walk(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { walk(&path, paths) } else { paths.push(path) }
    }
}

fn text(story: &Story) -> String {
    format!("{}\nBy {}\n\n{}\n", story.title, story.author, story.paragraphs.join("\n\n"))
}

fn markdown(story: &Story) -> String {
    let body = story.paragraphs.join("\n\n");
    format!("---\ntitle: {:?}\nauthor: {}\ndate: 2014-11-29\n---\n\n{body}\n", story.title, story.author)
}

fn html(story: &Story) -> String {
    let paragraphs: String = story.paragraphs.iter().map(|text| format!("<p>{}</p>\n", escaped(text))).collect();
    let menu: String = (0..30).map(|n| format!("<li><a href=\"/section/{n}\">Section {n}</a></li>")).collect();
    let title = escaped(&story.title);
    format!(
        "<!doctype html><html lang=en><head><title>{title} | The Bugle</title><meta property=og:site_name content=\"The Bugle\">\
         <meta name=author content=\"{}\"><meta property=article:published_time content=2014-11-29T10:00:00Z></head>\
         <body><nav><ul>{menu}</ul></nav><main><article><h1>{title}</h1>{paragraphs}</article></main>\
         <aside><ul>{menu}</ul></aside><footer>All rights reserved</footer></body></html>",
        story.author
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn json_line(story: &Story) -> String {
    let body = story.paragraphs.join("\n\n");
    let object = json!({ "title": story.title, "author": story.author, "date": "2014-11-29", "url": "https://bugle.example/1", "section": "World", "text": body });
    format!("{object}\n")
}

fn row(story: &Story) -> String {
    let field = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    format!("{},{},2014-11-29,{}\n", field(&story.title), field(&story.author), field(&story.paragraphs.join("\n\n")))
}

fn item(story: &Story) -> String {
    let body: String = story.paragraphs.iter().map(|text| format!("&lt;p&gt;{}&lt;/p&gt;", escaped(text))).collect();
    format!("<item><title>{}</title><description>{body}</description></item>\n", escaped(&story.title))
}

fn message(story: &Story) -> String {
    let body = story.paragraphs.join("\n\n");
    format!(
        "From ann@example.org Sat Nov 29 10:00:00 2014\nFrom: {} <ann@example.org>\nSubject: {}\nDate: Sat, 29 Nov 2014 10:00:00 +0000\n\n{body}\n\n",
        story.author, story.title
    )
}

fn record(story: &Story) -> String {
    let page = html(story);
    let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://bugle.example/1\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
        http.len()
    )
}

/// All stories again and again, each a file of its own, or one after the other between a head and a tail.
fn inputs() -> Vec<Inputs> {
    let stories = stories();
    let files = |format, write: fn(&Story) -> String| {
        let mut bytes = 0;
        let files = stories.iter().cycle().map(|story| write(story).into_bytes()).take_while(|file| {
            bytes += file.len();
            bytes < BYTES
        });
        Inputs { format, files: files.collect() }
    };
    let one = |format, head: &str, write: fn(&Story) -> String, tail: &str| {
        let records: Vec<u8> = files(format, write).files.concat();
        Inputs { format, files: vec![[head.as_bytes(), &records, tail.as_bytes()].concat()] }
    };
    vec![
        files("text", text),
        files("markdown", markdown),
        files("html", html),
        one("jsonl", "", json_line, ""),
        one("csv", "title,author,date,text\n", row, ""),
        one("feed", "<rss version=\"2.0\"><channel><title>The Bugle</title>", item, "</channel></rss>"),
        one("mbox", "", message, ""),
        one("warc", "", record, ""),
    ]
}

fn read(format: &dyn ingest::Format, bytes: &[u8]) -> usize {
    let mut articles = 0;
    let mut reader = Cursor::new(bytes);
    let source = Source { path: "story", reader: &mut reader };
    let done = format.read(source, &mut |found| {
        articles += usize::from(black_box(found).is_ok());
        ControlFlow::Continue(())
    });
    assert!(done.is_ok() && articles > 0);
    articles
}

fn formats(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("ingest");
    group.sample_size(10);
    for Inputs { format: name, files } in inputs() {
        let bytes: usize = files.iter().map(Vec::len).sum();
        group.throughput(Throughput::Bytes(bytes as u64));
        let file = std::env::temp_dir().join(format!("byline-bench-{}-{name}", std::process::id()));
        fs::write(&file, files.concat()).expect("the input is written");
        group.bench_function(BenchmarkId::new(name, "plain read"), |bencher| {
            bencher.iter(|| black_box(fs::read(&file).expect("the input is read")).len());
        });
        let _ = fs::remove_file(&file);
        let format = ingest::by_name(name).expect("the format is there");
        group.bench_function(BenchmarkId::new(name, "articles"), |bencher| {
            bencher.iter(|| files.iter().map(|file| read(format, file)).sum::<usize>());
        });
    }
    group.finish();
}

criterion_group!(benches, formats);
criterion_main!(benches);
