//! Web archives: WARC, ARC, and what crawls do to pages.

use super::*;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write as _;

const LEAD: &str = "The old weir at the mill gave way in the night, and the river took two boats with it before dawn.";

fn page(title: &str) -> String {
    format!(
        "<!doctype html><html><head><title>{title}</title><meta name=author content='Ann Lee'>\
         <meta property='article:published_time' content='2019-03-04'></head>\
         <body><article><h1>{title}</h1><p>{LEAD}</p><p>{LEAD}</p><p>{LEAD}</p></article></body></html>"
    )
}

fn record(id: usize, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{id:08}>\r\nWARC-Date: 2020-02-02T00:00:00Z\r\n\
         WARC-Target-URI: https://www.herald.example/{id}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn response(fields: &str, body: &[u8]) -> Vec<u8> {
    [format!("HTTP/1.1 200 OK\r\n{fields}\r\n\r\n").as_bytes(), body].concat()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn a_page_of_a_crawl_has_its_own_date_and_the_site_as_source() {
    let (articles, problems) = read_file(
        "crawl-20210101.warc",
        &record(1, &response("Content-Type: text/html", page("Weir gone").as_bytes())),
    );
    assert!(problems.is_empty(), "{problems:?}");
    let article = &articles[0];
    assert_eq!(article.title, "Weir gone");
    assert_eq!(article.authors, ["Ann Lee"]);
    assert!(article.published.unwrap().to_string().starts_with("2019-03-04"));
    assert_eq!(article.source.as_deref(), Some("herald.example"));
    assert_eq!(article.url.as_deref(), Some("https://www.herald.example/1"));
}

#[test]
fn chunks_and_packing_of_the_wire_are_undone() {
    let packed = gzip(page("Weir gone").as_bytes());
    let chunked = [format!("{:x}\r\n", packed.len()).as_bytes(), &packed, b"\r\n0\r\n\r\n"].concat();
    let fields = "Content-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip";
    let (articles, problems) = read_file("a.warc.gz", &gzip(&record(1, &response(fields, &chunked))));
    assert_eq!((articles[0].title.as_str(), problems.len()), ("Weir gone", 0));
}

#[test]
fn many_pages_open_one_by_one_whichever_way_they_are_packed() {
    let records: Vec<Vec<u8>> = (0..40)
        .map(|at| record(at, &response("Content-Type: text/html", page(&format!("Weir {at}")).as_bytes())))
        .collect();
    let files: [(&str, Vec<u8>); 3] = [
        ("plain.warc", records.concat()),
        ("members.warc.gz", records.iter().flat_map(|record| gzip(record)).collect()),
        ("whole.warc.gz", gzip(&records.concat())),
    ];
    for (name, bytes) in files {
        let (articles, problems) = read_file(name, &bytes);
        assert!(problems.is_empty(), "{name}: {problems:?}");
        let titles: Vec<_> = articles.into_iter().map(|article| article.title).collect();
        assert_eq!(titles, (0..40).map(|at| format!("Weir {at}")).collect::<Vec<_>>(), "{name}");
    }
}

#[test]
fn damaged_records_are_told_of_in_one_line() {
    let good = |at| gzip(&record(at, &response("Content-Type: text/html", page("Weir").as_bytes())));
    let bad = |at| good(at)[..200].to_vec();
    let (articles, problems) = read_file("a.warc.gz", &[good(1), bad(2), good(3), bad(4), good(5), bad(6)].concat());
    assert_eq!(articles.len(), 3);
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(problems[0].ends_with("a.warc.gz: a record is damaged (and 2 more of its records)"), "{problems:?}");
}
