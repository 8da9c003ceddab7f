//! Packed inputs: what they are told by, and how what is inside is called. Nothing is ever unpacked to disk.

use std::path::Path;

mod codec;
mod name;
mod tar;
#[cfg(test)]
mod tests;
mod zip;

pub use codec::{Codec, Meter, RATIO, Trouble, skip, unpack};
pub use name::Names;
pub use tar::Tar;
pub use zip::{Entry, entries};

/// How deep packed files are opened within packed files: a page, compressed, in a tar, in a zip.
pub const DEPTH: usize = 3;

/// How an input is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// One input, compressed.
    Stream(Codec),
    /// Many inputs, with their directory at the end.
    Zip,
    /// Many inputs, one after the other.
    Tar,
}

/// Tells by its first bytes how an input is packed; `None` when it isn't. Names prove nothing: a text that is
/// called `.gz` is read as the text that it is.
pub fn packing(head: &[u8]) -> Option<Packing> {
    let codec = match head {
        [0x1f, 0x8b, 8, ..] => Codec::Gzip,
        [b'B', b'Z', b'h', b'1'..=b'9', rest @ ..]
            if rest.starts_with(b"1AY&SY") || rest.starts_with(b"\x17\x72\x45\x38\x50\x90") =>
        {
            Codec::Bzip2
        }
        [0xfd, b'7', b'z', b'X', b'Z', 0, ..] => Codec::Xz,
        // A frame, or one that is to be skipped before the first.
        [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Codec::Zstd,
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => return Some(Packing::Zip),
        _ => return tar::is_tar(head).then_some(Packing::Tar),
    };
    Some(Packing::Stream(codec))
}

/// The name that a compressed input has unpacked: `crawl.jsonl` of `crawl.jsonl.gz`.
pub fn plain_name(path: &str) -> &str {
    let packed = ["gz", "bz2", "xz", "zst", "zstd"];
    match (Path::new(path).extension().and_then(|extension| extension.to_str()), path.rsplit_once('.')) {
        (Some(extension), Some((plain, _))) if packed.iter().any(|known| extension.eq_ignore_ascii_case(known)) => {
            plain
        }
        _ => path,
    }
}
