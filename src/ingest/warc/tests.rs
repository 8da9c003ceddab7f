//! The promises of the module above.

use super::*;
use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use std::io::{BufReader, Write as _};

fn page(title: &str) -> String {
    format!(
        "<!doctype html><title>{title}</title><h1>{title}</h1><p>The {title} stood by the old mill for a century.</p>"
    )
}

fn record(kind: &str, id: u32, media: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:id-{id}>\r\nWARC-Target-URI: https://a.example/{id}\r\n\
         WARC-Date: 2020-02-02T00:00:00Z\r\nContent-Type: {media}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn response(id: u32, title: &str) -> Vec<u8> {
    let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{}", page(title));
    record("response", id, "application/http; msgtype=response", block.as_bytes())
}

fn records() -> Vec<Vec<u8>> {
    vec![
        record("warcinfo", 1, "application/warc-fields", b"software: x\r\n"),
        record("request", 2, "application/http; msgtype=request", b"GET / HTTP/1.1\r\n\r\n"),
        response(3, "Weir"),
        record("resource", 4, "text/html", page("Lock").as_bytes()),
        record("metadata", 5, "application/json", b"{}"),
        record("revisit", 6, "application/http", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"),
        record("conversion", 7, "text/plain", b"Sluice\nThe sluice stood by the old mill for a century."),
        response(8, "Bridge"),
    ]
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn read(bytes: &[u8]) -> (Vec<Found>, Vec<String>) {
    let (mut found, mut errors) = (Vec::new(), Vec::new());
    let mut reader = BufReader::with_capacity(7, bytes);
    let result = Warc.read(Source { path: "20210101-crawl.warc", reader: &mut reader }, &mut |article| {
        match article {
            Ok(article) => found.push(article),
            Err(error) => errors.push(error.to_string()),
        }
        ControlFlow::Continue(())
    });
    errors.extend(result.err().map(|error| error.to_string()));
    (found, errors)
}

fn titles(bytes: &[u8]) -> (Vec<String>, usize) {
    let (found, errors) = read(bytes);
    (found.into_iter().map(|found| found.article.title).collect(), errors.len())
}

fn alone(bytes: &[u8], found: &Found) -> Vec<Found> {
    let (offset, len) = found.record.as_ref().unwrap().bytes.unwrap();
    read(&bytes[offset as usize..(offset + len) as usize]).0
}

#[test]
fn archives_are_recognised_plain_and_packed() {
    let arc = b"filedesc://a.arc 0.0.0.0 20140216050221 text/plain 75\n1 0 X\n";
    for bytes in [&b"WARC/1.1\r\n"[..], b"WARC/0.18\n", &gzip(&records().concat()), arc, &gzip(arc)] {
        assert!(Warc.recognises(&Head::new(&bytes[..bytes.len().min(400)])));
    }
    for bytes in [&b"WARC/words"[..], b"Plain words\n", b"\x1f\x8b", &gzip(b"Plain words")] {
        assert!(!Warc.recognises(&Head::new(bytes)));
    }
}

#[test]
fn pages_are_read_and_everything_else_is_passed_by() {
    let (found, errors) = read(&records().concat());
    assert!(errors.is_empty(), "{errors:?}");
    let titles: Vec<_> = found.iter().map(|found| found.article.title.as_str()).collect();
    assert_eq!(titles, ["Weir", "Lock", "Sluice", "Bridge"]);
    assert_eq!(found[0].record.as_ref().unwrap().name, "id-3");
    assert_eq!(found[0].article.url.as_deref(), Some("https://a.example/3"));
    assert_eq!(found[0].article.source.as_deref(), Some("a.example"));
    assert_eq!(found[0].article.published, None, "neither the crawl's date nor the file's");
}

#[test]
fn a_record_read_alone_is_the_same_article() {
    let plain = records().concat();
    let packed: Vec<u8> = records().iter().flat_map(|record| gzip(record)).collect();
    for bytes in [plain, packed] {
        let (found, errors) = read(&bytes);
        assert_eq!((found.len(), errors.len()), (4, 0));
        for one in &found {
            let again = alone(&bytes, one);
            assert_eq!((again.len(), &again[0].article), (1, &one.article));
        }
    }
}

#[test]
fn records_that_share_a_member_have_no_bytes_of_their_own() {
    let whole = gzip(&records().concat());
    let (found, errors) = read(&whole);
    assert_eq!((found.len(), errors.len()), (4, 0));
    assert!(found.iter().all(|found| found.record.as_ref().unwrap().bytes.is_none()));
    // Blocks of one size, whatever is in them.
    let blocks: Vec<u8> = records().concat().chunks(100).flat_map(gzip).collect();
    assert_eq!(titles(&blocks), titles(&whole));
}

#[test]
fn damaged_records_are_counted_and_the_rest_is_read() {
    let [weir, lock, bridge] = [response(1, "Weir"), response(2, "Lock"), response(3, "Bridge")];
    let cut = &lock[..lock.len() - 40];
    let lengths = |from: &str, to: &str| String::from_utf8(lock.clone()).unwrap().replace(from, to).into_bytes();
    let len =
        format!("Content-Length: {}", lock.len() - lock.windows(4).position(|four| four == b"\r\n\r\n").unwrap() - 8);
    for (damaged, kept) in [
        (cut.to_vec(), false),
        (lengths(&len, "Content-Length: 100000"), false),
        (lengths(&len, "Content-Length: none"), false),
        (lengths(&len, "Content-Length: 18446744073709551615"), false),
        (lengths(&len, "X: y"), false),
        (lengths(&len, "Content-Length: 130"), true),
        (b"Words that are no record\r\nat all\r\n\r\n".to_vec(), false),
    ] {
        let titles = titles(&[&weir[..], &damaged, &bridge].concat());
        let all = if kept { vec!["Weir", "Lock", "Bridge"] } else { vec!["Weir", "Bridge"] };
        assert_eq!(titles, (all.into_iter().map(str::to_owned).collect(), 1), "{}", String::from_utf8_lossy(&damaged));
    }
    assert_eq!(titles(&[&weir[..], cut].concat()).1, 1, "the end of the file cuts one off");
}

#[test]
fn damaged_members_are_counted_and_the_rest_is_read() {
    let [weir, lock, bridge] = [response(1, "Weir"), response(2, "Lock"), response(3, "Bridge")].map(|one| gzip(&one));
    let mut flipped = lock.clone();
    flipped[lock.len() / 2] ^= 0x55;
    let mut wrong_sum = lock.clone();
    wrong_sum[lock.len() - 6] ^= 1;
    for damaged in [&lock[..lock.len() / 2], &lock[..20], &flipped, &lock[3..], b"not packed at all", &lock[..5]] {
        let bytes = [&weir[..], damaged, &bridge].concat();
        let (found, errors) = read(&bytes);
        let titles: Vec<_> = found.iter().map(|found| found.article.title.as_str()).collect();
        assert_eq!((titles, errors.len()), (vec!["Weir", "Bridge"], 1), "{damaged:?}");
        assert_eq!(alone(&bytes, &found[1])[0].article, found[1].article);
    }
    assert_eq!(titles(&[&weir[..], &wrong_sum, &bridge].concat()).1, 1);
    assert_eq!(
        titles(&[&weir[..], &[0; 600], &bridge, &[0; 600]].concat()),
        (vec!["Weir".to_owned(), "Bridge".to_owned()], 0)
    );
}

#[test]
fn arc_files_are_read() {
    let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{}", page("Weir"));
    let version = "1 0 X\nURL IP-address Archive-date Content-type Archive-length\n";
    let arc = [
        format!("filedesc://a.arc 0.0.0.0 20140216050221 text/plain {}\n{version}\n", version.len()),
        "dns:a.example 192.0.2.1 20140216050221 text/dns 3\nabc\n".to_owned(),
        "http://a.example/bad 192.0.2.1 20140216050221 text/html -1\nabc\n\n".to_owned(),
        format!("http://a.example/a b 192.0.2.1 20140216050221 text/html {}\n{block}\n", block.len()),
    ];
    let (plain, packed) =
        (arc.concat().into_bytes(), arc.iter().flat_map(|one| gzip(one.as_bytes())).collect::<Vec<_>>());
    for bytes in [plain, packed] {
        let (found, errors) = read(&bytes);
        assert_eq!((found.len(), errors.len()), (1, 1));
        assert_eq!((found[0].article.title.as_str(), found[0].article.source.as_deref()), ("Weir", Some("a.example")));
        assert_eq!(alone(&bytes, &found[0])[0].article, found[0].article);
    }
}

#[test]
fn an_archive_without_pages_says_so() {
    let (found, errors) = read(&record("request", 1, "application/http", b"GET / HTTP/1.1\r\n\r\n"));
    assert!(found.is_empty());
    assert_eq!(errors, ["it is a web archive without a page to read"]);
}

#[test]
fn what_is_laid_out_to_be_read_again_and_again_comes_to_an_end() {
    let head = "WARC/1.0\r\nContent-Length: 8000000\r\n\r\n";
    let (found, errors) = read(head.repeat(5_000).as_bytes());
    assert!(found.is_empty() && !errors.is_empty());
    read(&b"\x1f\x8b\x08\0\0\0\0\0\0\0\0".repeat(5_000));
    read(&gzip(b"").repeat(5_000));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn any_change_of_an_archive_is_read_without_a_panic(
        packed in any::<bool>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0usize..40), 1..6),
    ) {
        let mut bytes = if packed { records().iter().flat_map(|one| gzip(one)).collect() } else { records().concat() };
        for (at, byte, gone) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
            let end = (at + gone).min(bytes.len() - 1);
            bytes.drain(at.min(end)..end);
        }
        let (found, _) = read(&bytes);
        for one in found.iter().filter(|one| one.record.as_ref().unwrap().bytes.is_some()) {
            prop_assert_eq!(&alone(&bytes, one)[0].article, &one.article);
        }
    }

    #[test]
    fn any_bytes_are_read_without_a_panic(start in prop::sample::select(vec![&b"WARC/1.0\r\n"[..], b"\x1f\x8b\x08\0", b""]), rest in prop::collection::vec(any::<u8>(), 0..300)) {
        let bytes = [start, &rest].concat();
        Warc.recognises(&Head::new(&bytes));
        read(&bytes);
    }
}

#[test]
fn a_last_record_that_is_cut_off_is_read_and_told() {
    let whole = [response(1, "Weir"), response(2, "Lock")].concat();
    let (found, errors) = read(&whole[..whole.len() - 30]);
    let titles: Vec<&str> = found.iter().map(|found| found.article.title.as_str()).collect();
    assert_eq!(titles, ["Weir", "Lock"]);
    assert_eq!(errors, ["a record is cut off"]);
    assert_eq!(found[1].record.as_ref().map(|record| record.bytes), Some(None));
}
