//! Compressed files and archives: what is inside opens as if it lay in a folder.

use std::io::{Cursor, Write};

use super::*;

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn bz2(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn xz(bytes: &[u8]) -> Vec<u8> {
    liblzma::encode_all(bytes, 6).unwrap()
}

fn zst(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 3).unwrap()
}

fn zip<N: AsRef<str>, B: AsRef<[u8]>>(files: &[(N, B)]) -> Vec<u8> {
    let mut zip = ::zip::ZipWriter::new(Cursor::new(Vec::new()));
    let deflated = ::zip::write::SimpleFileOptions::default().compression_method(::zip::CompressionMethod::Deflated);
    for (name, bytes) in files {
        zip.start_file(name.as_ref(), deflated).unwrap();
        zip.write_all(bytes.as_ref()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn tar<N: AsRef<str>, B: AsRef<[u8]>>(files: &[(N, B)]) -> Vec<u8> {
    let mut tar = ::tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = ::tar::Header::new_gnu();
        header.set_size(bytes.as_ref().len() as u64);
        tar.append_data(&mut header, name.as_ref(), bytes.as_ref()).unwrap();
    }
    tar.into_inner().unwrap()
}

/// A text that is told by its number.
fn text(number: usize) -> String {
    format!("Weir {number} gone\n\n{LEAD}\n\nIt was number{number} of them.\n")
}

fn line(number: usize) -> String {
    format!("{{\"id\":\"r{number}\",\"title\":\"Record {number}\",\"text\":\"{NEXT} It was number{number}.\"}}\n")
}

fn titles(articles: &[Article]) -> Vec<&str> {
    articles.iter().map(|article| article.title.as_str()).collect()
}

/// Every article is found by the search at its own handle: all were read in the passes over their archives.
fn assert_searchable(library: &LocalLibrary) {
    for (handle, summary) in library.state().catalogue.iter() {
        let word = library.article(handle).unwrap().blocks.last().unwrap().text.clone();
        let word = word.split("was ").nth(1).unwrap().split([' ', '.']).next().unwrap().to_owned();
        let query = byline::search::Query::new(&word).unwrap();
        let hits = library.search(&query, &Default::default(), 10, &Default::default()).unwrap().hits;
        assert!(hits.iter().any(|hit| hit.handle == handle), "{}", summary.id);
    }
}

#[test]
fn a_compressed_file_is_the_file_that_it_holds() {
    let record = line(1) + &line(2);
    type Pack = fn(&[u8]) -> Vec<u8>;
    for (extension, pack) in [("gz", gz as Pack), ("bz2", bz2), ("xz", xz), ("zst", zst)] {
        let article = one(&format!("2019-05-04-weir.md.{extension}"), pack(format!("# Weir\n\n{LEAD}\n").as_bytes()));
        assert_eq!((article.title.as_str(), day(&article).as_str()), ("Weir", "2019-05-04"), "{extension}");

        // Streams one after the other are one file.
        let many = [pack(line(1).as_bytes()), pack(line(2).as_bytes())].concat();
        for bytes in [pack(record.as_bytes()), many] {
            let archive = Archive::of(&[(&format!("crawl.jsonl.{extension}"), &bytes)]);
            let library = archive.open();
            assert_eq!(titles(&read(&library).0), ["Record 1", "Record 2"]);
            assert_eq!(ids(&library)[1], format!("crawl.jsonl.{extension}#r2"));
            assert_searchable(&library);
        }
    }
}

#[test]
fn a_name_proves_nothing_about_the_bytes() {
    assert_eq!(one("weir.txt.gz", text(1)).title, "Weir 1 gone");
    assert_eq!(one("weir.txt", gz(text(1).as_bytes())).title, "Weir 1 gone");
}

#[test]
fn an_archive_opens_like_the_folder_it_was_made_of() {
    let files = [
        ("news/2014/a.html", format!("<h1>Weir 0 gone</h1><p>{LEAD}<p>It was number0 of them.").into_bytes()),
        ("news/b.txt", text(1).into_bytes()),
        ("news/crawl.jsonl", (line(2) + &line(3)).into_bytes()),
        ("news/style.css", b"body { color: red }".to_vec()),
        ("news/.hidden.txt", text(9).into_bytes()),
        ("__MACOSX/news/b.txt", text(9).into_bytes()),
        ("news/cat.png", b"\x89PNG\r\n\x1a\n\0\0\0".to_vec()),
        ("news/z.txt", text(4).into_bytes()),
    ];
    let tarred = tar(&files);
    let packed = [
        ("n.zip", zip(&files)),
        ("n.tar", tarred.clone()),
        ("n.tgz", gz(&tarred)),
        ("n.tar.bz2", bz2(&tarred)),
        ("n.tar.xz", xz(&tarred)),
        ("n.tar.zst", zst(&tarred)),
    ];
    for (name, bytes) in packed {
        let archive = Archive::of(&[("a.txt", text(7).as_bytes()), (name, &bytes), ("z.txt", text(8).as_bytes())]);
        let library = archive.open();
        let (_, problems) = read(&library);
        assert!(problems.is_empty(), "{problems:?}");
        let inner = ["2014/a.html", "b.txt", "crawl.jsonl#r2", "crawl.jsonl#r3", "z.txt"];
        let inner = inner.iter().map(|path| format!("{name}/news/{path}"));
        let all: Vec<_> = ["a.txt".to_owned()].into_iter().chain(inner).chain(["z.txt".to_owned()]).collect();
        assert_eq!(ids(&library), all);
        assert_searchable(&library);
    }
}

#[test]
fn packed_files_open_within_packed_files_but_not_without_end() {
    let inner = zip(&[("page.txt.gz", gz(text(1).as_bytes())), ("other.txt", text(2).into_bytes())]);
    let between = gz(&tar(&[("x/inner.zip", inner), ("x/last.txt", text(3).into_bytes())]));
    let archive = Archive::of(&[("all.zip", &zip(&[("between.tar.gz", between), ("end.txt", text(4).into_bytes())]))]);
    let library = archive.open();
    let (articles, problems) = read(&library);
    assert_eq!(titles(&articles), ["Weir 2 gone", "Weir 3 gone", "Weir 4 gone"]);
    assert_eq!(ids(&library)[0], "all.zip/between.tar.gz/x/inner.zip/other.txt");
    assert_eq!(problems, ["cannot read all.zip: it is packed more than 3 deep; unpack it first"]);
    assert_searchable(&library);

    let shallow = tar(&[("x/page.txt.gz", gz(text(1).as_bytes()))]);
    assert_eq!(one("all.zip", zip(&[("x.tar", shallow)])).title, "Weir 1 gone");
}

#[test]
fn names_in_an_archive_lead_nowhere_and_stay_apart() {
    let bytes =
        tar_of_names(&["../../evil.txt", "/etc/evil.txt", "a\\..\\b.txt", "x\x1b[2Jy.txt", "x/../n.txt", "n.txt"]);
    let archive = Archive::of(&[("n.tar", &bytes), ("n/evil.txt", text(9).as_bytes())]);
    let found = ids(&archive.open());
    assert_eq!(found.len(), 7);
    assert_eq!(found[..3], ["n/evil.txt", "n.tar/evil.txt", "n.tar/etc/evil.txt"]);
    assert!(found.iter().all(|id| !id.contains("..") && !id.contains('\x1b') && !id.contains('\\')), "{found:?}");
    let mut apart = found.clone();
    apart.sort();
    apart.dedup();
    assert_eq!(apart.len(), found.len());
}

/// The builder of the crate refuses such names.
fn tar_of_names(names: &[&str]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (number, name) in names.iter().enumerate() {
        let text = text(number);
        let mut header = ::tar::Header::new_gnu();
        header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_size(text.len() as u64);
        header.set_cksum();
        bytes.extend_from_slice(header.as_bytes());
        bytes.extend_from_slice(text.as_bytes());
        bytes.resize(bytes.len().next_multiple_of(512), 0);
    }
    bytes
}

#[test]
fn long_names_and_links_in_a_tar_are_no_trouble() {
    let long = format!("{}/weir.txt", "folder".repeat(40));
    let mut tar = ::tar::Builder::new(Vec::new());
    let mut add = |name: &str, kind, text: &str| {
        let mut header = ::tar::Header::new_ustar();
        header.set_size(text.len() as u64);
        header.set_entry_type(kind);
        if kind == ::tar::EntryType::Symlink {
            header.set_link_name("/etc/passwd").unwrap();
        }
        tar.append_pax_extensions([("path", name.as_bytes())]).unwrap();
        header.set_cksum();
        tar.append(&header, text.as_bytes()).unwrap();
    };
    add(&long, ::tar::EntryType::Regular, &text(1));
    add("link.txt", ::tar::EntryType::Symlink, "");
    add("pipe.txt", ::tar::EntryType::Fifo, "");
    add("last.txt", ::tar::EntryType::Regular, &text(2));
    let archive = Archive::of(&[("n.tar", &tar.into_inner().unwrap())]);
    let library = archive.open();
    assert!(read(&library).1.is_empty());
    assert_eq!(ids(&library), [format!("n.tar/{long}"), "n.tar/last.txt".to_owned()]);
}

#[test]
fn what_is_cut_off_or_damaged_is_shown_up_to_there() {
    // Noise between the records keeps each from being the copy of another.
    let noise = |at: usize| (0..200).map(|n| format!("{:x} ", (at * 7919 + n * 104_729) % 65_521)).collect::<String>();
    let lines: String = (0..500)
        .map(|at| format!("{{\"id\":\"r{at}\",\"title\":\"Record {at}\",\"text\":\"{}\"}}\n", noise(at)))
        .collect();
    let whole = gz(lines.as_bytes());
    let (articles, problems) = read_file("crawl.jsonl.gz", &whole[..whole.len() / 2]);
    assert!(articles.len() > 100 && articles.len() < 400, "{}", articles.len());
    assert_eq!(problems.last().unwrap(), "cannot read crawl.jsonl.gz: it is cut off; what comes before that is shown");

    let mut tailed = gz(text(1).as_bytes());
    tailed.extend_from_slice(b"garbage and more of it");
    let (articles, problems) = read_file("weir.txt.gz", &tailed);
    assert_eq!(titles(&articles), ["Weir 1 gone"]);
    assert_eq!(problems, ["cannot read weir.txt.gz: it is damaged; what comes before that is shown"]);

    let tarred = tar(&[("a.txt", text(1)), ("b.txt", text(2))]);
    let (articles, problems) = read_file("n.tar", &tarred[..1024 + 600]);
    assert_eq!(titles(&articles)[0], "Weir 1 gone");
    assert_eq!(problems, ["cannot read n.tar: it is cut off; what comes before that is shown"]);
}

#[test]
fn one_bad_file_in_an_archive_leaves_the_others() {
    let mut broken = gz(&text(2).repeat(50).into_bytes());
    broken.truncate(20);
    let files = [
        ("a.txt", text(1).into_bytes()),
        ("b.txt.gz", broken),
        ("c.json", b"{\"title\": oops}".to_vec()),
        ("d.txt", text(3).into_bytes()),
    ];
    for (name, bytes) in [("n.zip", zip(&files)), ("n.tar", tar(&files))] {
        let (articles, problems) = read_file(name, &bytes);
        assert_eq!(titles(&articles), ["Weir 1 gone", "Weir 3 gone"]);
        assert_eq!(problems.len(), 2, "{problems:?}");
        assert!(problems[0].starts_with(&format!("cannot read {name}/b.txt.gz: it is cut off")), "{problems:?}");
        assert!(problems[1].starts_with(&format!("cannot read {name}/c.json: ")), "{problems:?}");
    }
}

#[test]
fn what_unpacks_to_far_too_much_is_stopped_and_said() {
    let bomb = gz(&vec![b'a'; 40 << 20]);
    let files = [("a.txt", text(1).into_bytes()), ("bomb.txt", vec![b'a'; 40 << 20]), ("c.txt", text(2).into_bytes())];
    let stopped = "it unpacks to more than 250 times its size; byline stopped there";
    assert_eq!(problem("bomb.txt.gz", &bomb), format!("cannot read bomb.txt.gz: {stopped}"));
    let (articles, problems) = read_file("n.zip", &zip(&files));
    assert_eq!(titles(&articles)[0], "Weir 1 gone");
    assert_eq!(problems, [format!("cannot read n.zip/bomb.txt: {stopped}")]);
}

#[test]
fn a_stream_that_wants_too_much_memory_is_refused() {
    // A dictionary of 4 GiB, said in the header of the first block.
    let mut greedy = xz(text(1).as_bytes());
    assert_eq!(greedy[14..16], [0x21, 1], "LZMA2 with one byte of properties");
    let end = 12 + (usize::from(greedy[12]) + 1) * 4 - 4;
    greedy[16] = 40;
    let mut sum = flate2::Crc::new();
    sum.update(&greedy[12..end]);
    greedy[end..end + 4].copy_from_slice(&sum.sum().to_le_bytes());
    // A window of 2 GiB before one raw block.
    let frame = [&[0x28, 0xb5, 0x2f, 0xfd, 0, 0xa8, 0x19, 0, 0][..], b"abc"].concat();
    for (name, bytes) in [("a.txt.xz", greedy), ("a.txt.zst", frame)] {
        assert_eq!(problem(name, &bytes), format!("cannot read {name}: unpacking it takes too much memory"));
    }
}

#[test]
fn a_document_or_a_program_is_no_archive_of_articles() {
    let files = [("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w:document/>")];
    let docx = zip(&files);
    assert!(problem("letter.docx", &docx).contains("it is a document or a program, not an archive of articles"));
    let (articles, problems) = read(&Archive::of(&[("letter.docx", &docx)]).open());
    assert!(articles.is_empty() && problems.is_empty(), "{articles:?} {problems:?}");
}

#[test]
fn an_archive_without_an_article_is_said_when_it_was_named() {
    let images = zip(&[("cat.png", b"\x89PNG\r\n\x1a\n\0\0\0")]);
    assert_eq!(problem("cats.zip", &images), "cannot read cats.zip: no file in it can be read as an article");
    assert!(read(&Archive::of(&[("cats.zip", &images)]).open()).1.is_empty());
    assert!(problem("broken.zip", b"PK\x03\x04 and nothing that follows").contains("it is a damaged zip"));
}

#[test]
fn entries_that_are_encrypted_or_of_an_unknown_method_are_named() {
    let mut bytes = zip(&[("a.txt", text(1)), ("b.txt", text(2)), ("c.txt", text(3))]);
    // The flags and the method, in the directory: `PK\1\2`, versions, flags, method.
    let headers: Vec<usize> = (0..bytes.len() - 4).filter(|at| bytes[*at..].starts_with(b"PK\x01\x02")).collect();
    bytes[headers[0] + 8] |= 1;
    bytes[headers[1] + 10] = 98;
    let (articles, problems) = read_file("n.zip", &bytes);
    assert_eq!(titles(&articles), ["Weir 3 gone"]);
    assert_eq!(problems[0], "cannot read n.zip/a.txt: it is encrypted; unpack it with its password first");
    assert!(problems[1].starts_with("cannot read n.zip/b.txt: it is compressed in a way that byline doesn't know"));
}

#[test]
fn entries_that_share_their_bytes_are_read_once() {
    let mut bytes = zip(&[("a.txt", text(1)), ("b.txt", text(2))]);
    // The second entry of the directory is made to point at the first one's bytes.
    let headers: Vec<usize> = (0..bytes.len() - 4).filter(|at| bytes[*at..].starts_with(b"PK\x01\x02")).collect();
    bytes[headers[1] + 42..headers[1] + 46].fill(0);
    let (articles, problems) = read_file("n.zip", &bytes);
    assert_eq!(articles.len(), 1);
    assert_eq!(problems, ["cannot read n.zip: entries in it that stand on top of others are left out"]);
}

#[test]
fn what_a_format_makes_of_a_packed_file_is_forced_on_what_is_inside() {
    let mut archive = Archive::of(&[("n.zip", &zip(&[("a.html", "<p>One</p>")]))]);
    archive.format = Some("text");
    assert_eq!(titles(&read(&archive.open()).0), ["<p>One</p>"]);
}

#[test]
fn characters_that_could_not_be_read_and_guesses_are_noted_on_their_file() {
    let damaged = [b"Wehr weg\n\n\xff ".as_slice(), "Das Wehr für die Mühle wäre längst größer.".as_bytes()].concat();
    let (latin, _, _) = encoding_rs::WINDOWS_1252.encode("Wehr weg\n\nDas Wehr für die Mühle wäre längst größer.");
    let archive = Archive::of(&[("damaged.txt", &damaged), ("latin.txt", &latin)]);
    let notes: Vec<String> = archive.open().state().problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        notes,
        [
            "damaged.txt: 1 character could not be read",
            "latin.txt: it doesn't say its encoding; read as windows-1252, a guess"
        ]
    );
}

#[test]
fn a_compressed_file_whose_name_promises_text_is_listed_when_it_holds_none() {
    let archive = Archive::of(&[("a.txt.gz", &gz(&[0; 4096])), ("cat.png.gz", &gz(b"\x89PNG\r\n\x1a\n\0\0\0"))]);
    assert_eq!(read(&archive.open()).1, ["cannot read a.txt.gz: it is not text"]);
}
