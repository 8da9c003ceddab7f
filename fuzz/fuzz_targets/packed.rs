//! Arbitrary bytes as a compressed file, a tar and a zip.
#![no_main]

use std::io::{Cursor, Read};

use byline::ingest::pack::{Codec, Meter, Tar, Trouble, entries, unpack};

/// Bytes and files that are unpacked at most.
const MOST: u64 = 8 << 20;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    for codec in [Codec::Gzip, Codec::Deflate, Codec::Bzip2, Codec::Xz, Codec::Zstd] {
        let plain = unpack(codec, Box::new(bytes), &Meter::of(bytes.len() as u64), &Trouble::default());
        let _ = std::io::copy(&mut plain.take(MOST), &mut std::io::sink());
    }
    let mut reader = bytes;
    let mut tar = Tar::new(&mut reader);
    for _ in 0..1000 {
        let Ok(Some(_)) = tar.next_file() else { break };
        let _ = std::io::copy(&mut Read::by_ref(&mut tar).take(MOST), &mut std::io::sink());
    }
    let _ = entries(Cursor::new(bytes), &mut |_, _| {});
});
