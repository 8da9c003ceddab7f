//! Packed bytes: told apart, named, unpacked within limits.

use std::io::{Cursor, Read};

use super::*;

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    flate2::read::GzEncoder::new(bytes, flate2::Compression::default()).read_to_end(&mut packed).unwrap();
    packed
}

fn unpacked(packed: &[u8], meter: &Meter) -> (Vec<u8>, Option<String>) {
    let trouble = Trouble::default();
    let mut bytes = Vec::new();
    let _ = unpack(Codec::Gzip, Box::new(packed), meter, &trouble).read_to_end(&mut bytes);
    (bytes, trouble.take().map(|error| error.to_string()))
}

#[test]
fn packed_bytes_are_told_by_their_signs_alone() {
    let tar = {
        let mut header = ::tar::Header::new_old();
        header.set_path("a.txt").unwrap();
        header.set_size(0);
        header.set_cksum();
        header.as_bytes().to_vec()
    };
    for (head, packed) in [
        (&b"\x1f\x8b\x08\0"[..], Some(Packing::Stream(Codec::Gzip))),
        (b"BZh91AY&SY", Some(Packing::Stream(Codec::Bzip2))),
        (b"\xfd7zXZ\0\0", Some(Packing::Stream(Codec::Xz))),
        (b"\x28\xb5\x2f\xfd\0", Some(Packing::Stream(Codec::Zstd))),
        (b"PK\x05\x06\0\0", Some(Packing::Zip)),
        (&tar, Some(Packing::Tar)),
        (b"BZh9 is how a title begins", None),
        (b"PK is a pair of letters", None),
        (&tar[..400], None),
        (&[0; 512], None),
        (b"", None),
    ] {
        assert_eq!(packing(head), packed, "{head:?}");
    }
}

#[test]
fn a_compressed_file_has_the_name_of_what_it_holds() {
    for (path, plain) in [
        ("a/crawl.jsonl.gz", "a/crawl.jsonl"),
        ("weir.md.XZ", "weir.md"),
        ("a.gz/weir.md", "a.gz/weir.md"),
        (".gz", ".gz"),
        ("weir", "weir"),
    ] {
        assert_eq!(plain_name(path), plain);
    }
}

#[test]
fn names_are_safe_and_told_apart() {
    let mut names = Names::default();
    for (raw, name) in [
        ("../../etc/x.txt", Some("etc/x.txt")),
        ("C:\\news\\x.txt", Some("C:/news/x.txt")),
        ("a//./x.txt", Some("a/x.txt")),
        ("a/x.txt", Some("a/x.txt (2)")),
        ("a/.hidden", None),
        (".git/x.txt", None),
        ("..", None),
    ] {
        assert_eq!(names.name(raw).as_deref(), name, "{raw}");
    }
    assert!(names.name(&"x/".repeat(100_000)).is_some_and(|name| name.len() < 2048));
}

#[test]
fn what_was_unpacked_before_a_fault_is_kept() {
    let packed = gz(b"Some text that is long enough to be cut.");
    assert_eq!(unpacked(&packed, &Meter::default()), (b"Some text that is long enough to be cut.".to_vec(), None));
    let (bytes, trouble) = unpacked(&packed[..packed.len() - 4], &Meter::default());
    assert_eq!(bytes.len(), 40);
    assert_eq!(trouble.as_deref(), Some("it is cut off; what comes before that is shown"));
}

#[test]
fn everything_in_one_file_shares_its_limit() {
    // Each is far below the limit of its own.
    let packed = gz(&vec![b'x'; 10 << 20]);
    let meter = Meter::of(1);
    let lengths: Vec<_> = (0..4).map(|_| unpacked(&packed, &meter).0.len() >> 20).collect();
    assert_eq!(lengths[..3], [10; 3]);
    assert!(lengths[3] < 10 && meter.is_spent());
}

#[test]
fn damage_in_a_tar_or_a_zip_is_no_panic() {
    let mut tar = ::tar::Builder::new(Vec::new());
    let mut header = ::tar::Header::new_gnu();
    header.set_size(5);
    tar.append_data(&mut header, "x".repeat(300), &b"words"[..]).unwrap();
    let tar = tar.into_inner().unwrap();
    let mut zip = ::zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("a.txt", ::zip::write::SimpleFileOptions::default()).unwrap();
    std::io::Write::write_all(&mut zip, b"words").unwrap();
    let zip = zip.finish().unwrap().into_inner();
    for at in 0..tar.len().max(zip.len()) {
        for byte in [0, 0xff, b'7'] {
            let broken = |whole: &[u8]| {
                let mut bytes = whole.to_vec();
                if let Some(place) = bytes.get_mut(at) {
                    *place = byte;
                }
                bytes
            };
            let bytes = broken(&tar);
            let mut reader = bytes.as_slice();
            let mut tar = Tar::new(&mut reader);
            while let Ok(Some(_)) = tar.next_file() {
                tar.read_to_end(&mut Vec::new()).unwrap();
            }
            let _ = entries(Cursor::new(broken(&zip)), &mut |_, _| {});
        }
    }
}
