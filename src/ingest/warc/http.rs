//! What a server answered: its status, its fields, and the body without the codings of its way.

use std::borrow::Cow;
use std::io::Read;

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use super::fields::{Fields, head_len};
use crate::ingest::{IngestError, MAX_DOCUMENT, decode};

/// Codings that may be laid over one another.
const LAYERS: usize = 4;

/// The largest window that HTTP allows for `zstd` (RFC 9659), as a power of two.
const ZSTD_WINDOW: u32 = 23;

/// An answer as it came over the wire.
pub(super) struct Response<'a> {
    pub(super) status: u16,
    pub(super) fields: Fields,
    body: &'a [u8],
}

impl<'a> Response<'a> {
    /// Reads an answer, or the start of one. A head without its end is all there is.
    pub(super) fn read(block: &'a [u8]) -> Option<Self> {
        let start = block.get(..block.len().min(256))?;
        let line = start.split(|byte| *byte == b'\n').next()?;
        let line = std::str::from_utf8(line).ok()?;
        let status = line.strip_prefix("HTTP/")?.split_ascii_whitespace().nth(1)?.parse().ok()?;
        let (head, body) = block.split_at(head_len(block).unwrap_or(block.len()));
        Some(Self { status, fields: Fields::read(head), body })
    }

    /// The document, unpacked. Crawlers undo codings and leave the fields that name them, so a coding that
    /// isn't there is no fault; of a broken one, what could be read counts.
    pub(super) fn document(&self) -> Result<Cow<'a, [u8]>, IngestError> {
        let chunked = self.fields.get("transfer-encoding").is_some_and(|coding| coding.eq_ignore_ascii_case("chunked"));
        let mut body = if chunked { unchunked(self.body) } else { Cow::Borrowed(self.body) };
        let codings = self.fields.get("content-encoding").unwrap_or_default();
        for coding in codings.rsplit(',').map(str::trim).filter(|coding| !coding.is_empty()).take(LAYERS) {
            if let Some(unpacked) = unpacked(&coding.to_ascii_lowercase(), &body)? {
                body = Cow::Owned(unpacked);
            } else if decode::is_binary(&body[..body.len().min(1 << 10)]) {
                return Err(IngestError::Damaged("a page is packed in a way that byline cannot undo"));
            }
        }
        Ok(body)
    }
}

/// A body without its chunks' sizes; from the first size that is none, the rest as it stands.
fn unchunked(body: &[u8]) -> Cow<'_, [u8]> {
    let mut joined = Vec::new();
    let mut rest = body;
    while let Some((size, after)) = chunk(rest) {
        if size == 0 {
            return Cow::Owned(joined);
        }
        joined.extend_from_slice(&after[..size.min(after.len())]);
        rest = after.get(size..).unwrap_or_default();
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
    }
    if joined.is_empty() {
        return Cow::Borrowed(body);
    }
    joined.extend_from_slice(rest);
    Cow::Owned(joined)
}

/// The size of the chunk that starts here, and what follows its line.
fn chunk(rest: &[u8]) -> Option<(usize, &[u8])> {
    const LINE: usize = 256;
    let end = memchr::memchr(b'\n', &rest[..rest.len().min(LINE)])?;
    let size = rest[..end].split(|byte| *byte == b';').next()?.trim_ascii();
    let size = std::str::from_utf8(size).ok().filter(|size| size.len() <= 8)?;
    Some((usize::from_str_radix(size, 16).ok()?, &rest[end + 1..]))
}

/// A body without one coding; `None` if it isn't in it.
fn unpacked(coding: &str, body: &[u8]) -> Result<Option<Vec<u8>>, IngestError> {
    match coding {
        "gzip" | "x-gzip" => all(MultiGzDecoder::new(body)),
        // The standard means zlib; some servers send it bare.
        "deflate" => match all(ZlibDecoder::new(body))? {
            None => all(DeflateDecoder::new(body)),
            whole => Ok(whole),
        },
        "br" => all(brotli_decompressor::Decompressor::new(body, 4 << 10)),
        "zstd" => {
            let Ok(mut decoder) = zstd::stream::read::Decoder::with_buffer(body) else { return Ok(None) };
            if decoder.window_log_max(ZSTD_WINDOW).is_err() {
                return Ok(None);
            }
            all(decoder)
        }
        _ => Ok(None),
    }
}

/// All that can be read, if that is anything.
fn all(reader: impl Read) -> Result<Option<Vec<u8>>, IngestError> {
    let mut bytes = Vec::new();
    let mut reader = reader.take(MAX_DOCUMENT + 1);
    // What was read before an error stays.
    let read = reader.read_to_end(&mut bytes);
    if bytes.len() as u64 > MAX_DOCUMENT {
        return Err(IngestError::Limit(format!("a page unpacks to more than {} MiB", MAX_DOCUMENT >> 20)));
    }
    Ok((read.is_ok() || !bytes.is_empty()).then_some(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
    use std::io::Write as _;

    const PAGE: &[u8] = b"<p>The weir has gone.</p>";

    fn document(fields: &str, body: &[u8]) -> Vec<u8> {
        let mut block = format!("HTTP/1.1 200 OK\r\n{fields}\r\n\r\n").into_bytes();
        block.extend_from_slice(body);
        Response::read(&block).unwrap().document().unwrap().into_owned()
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn a_status_line_and_a_head_are_read() {
        let response = Response::read(b"HTTP/1.0 404 Not Found\nA: b\n\nbody").unwrap();
        assert_eq!((response.status, response.fields.get("a"), response.body), (404, Some("b"), &b"body"[..]));
        assert_eq!(Response::read(b"HTTP/2 200\r\nA: b").unwrap().status, 200);
        assert!(Response::read(b"<html>").is_none() && Response::read(b"HTTP/1.1").is_none());
    }

    #[test]
    fn chunks_are_joined_as_far_as_they_are_there() {
        let field = "Transfer-Encoding: chunked";
        for (body, text) in [
            ("4\r\nThe \r\n5;x=y\r\nweir.\r\n0\r\n\r\n", "The weir."),
            ("4\nThe \n5\nweir.\n", "The weir."),
            ("4\r\nThe \r\nffff\r\nweir.", "The weir."),
            ("4\r\nThe weir.", "The weir."),
            ("The weir.\n", "The weir.\n"),
            ("<p>\nThe weir.", "<p>\nThe weir."),
            ("", ""),
        ] {
            assert_eq!(String::from_utf8(document(field, body.as_bytes())).unwrap(), text);
        }
    }

    #[test]
    fn packed_bodies_are_unpacked_whatever_the_server_calls_it() {
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::default());
        zlib.write_all(PAGE).unwrap();
        let mut bare = DeflateEncoder::new(Vec::new(), Compression::default());
        bare.write_all(PAGE).unwrap();
        // One block that isn't compressed; there is no crate that writes others.
        let brotli = [b"\x0b\x0c\x80", PAGE, b"\x03"].concat();
        for (coding, body) in [
            ("gzip", gzip(PAGE)),
            ("X-GZIP", gzip(PAGE)),
            ("deflate", zlib.finish().unwrap()),
            ("deflate", bare.finish().unwrap()),
            ("zstd", zstd::encode_all(PAGE, 1).unwrap()),
            ("gzip, gzip", gzip(&gzip(PAGE))),
            ("gzip", PAGE.to_vec()),
            ("br", brotli),
            ("br", PAGE.to_vec()),
            ("identity", PAGE.to_vec()),
            ("UTF-8", PAGE.to_vec()),
        ] {
            let field = format!("Content-Encoding: {coding}");
            assert_eq!(document(&field, &body), PAGE, "{coding}");
        }
    }

    #[test]
    fn a_packed_body_that_is_cut_off_gives_what_was_there() {
        let text: String = (0..2_000).map(|at| format!("Line {at} of the report.\n")).collect();
        let packed = gzip(text.as_bytes());
        let cut = document("Content-Encoding: gzip", &packed[..packed.len() / 2]);
        assert!(cut.len() > 1_000 && text.as_bytes().starts_with(&cut));
        assert_eq!(document("Content-Encoding: gzip", &packed[..packed.len() - 2]), text.as_bytes());
    }

    #[test]
    fn what_cannot_be_unpacked_is_said() {
        for body in [&b"\x28\xb5\x2f\xfd\0\0\0"[..], &[0, 1, 2, 3, 255, 254]] {
            let block = [b"HTTP/1.1 200 OK\r\nContent-Encoding: compress\r\n\r\n", body].concat();
            assert!(Response::read(&block).unwrap().document().is_err());
        }
        let bomb = gzip(&vec![b' '; MAX_DOCUMENT as usize + 1]);
        let block = [&b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"[..], &bomb].concat();
        assert!(matches!(Response::read(&block).unwrap().document(), Err(IngestError::Limit(_))));
    }
}
