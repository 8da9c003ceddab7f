//! A part of a message: what it holds, and the parts within it.

use mail_parser::ContentType;

use super::header::{self, Header};
use super::transfer;
use crate::ingest::decode::Decoded;

/// Parts of one multipart that are looked at. A boundary may stand a million times.
const PARTS: usize = 1000;

/// A message or a part of one.
pub(super) struct Part<'a> {
    pub(super) header: Header<'a>,
    /// As it was sent, its transfer encoding not undone.
    pub(super) body: &'a [u8],
    kind: String,
    content: Option<ContentType<'static>>,
}

impl<'a> Part<'a> {
    /// Reads a part. Without a type of its own it is what its place makes it: `otherwise`.
    pub(super) fn read(bytes: &'a [u8], otherwise: &str) -> Self {
        let (header, body) = header::split(bytes);
        let content = header.content("Content-Type");
        let kind = content.as_ref().and_then(|content| Some(format!("{}/{}", content.ctype(), content.subtype()?)));
        let kind = kind.unwrap_or_else(|| otherwise.to_owned()).to_ascii_lowercase();
        Self { header, body, kind, content }
    }

    /// Its type, in lower case: `text/plain`.
    pub(super) fn kind(&self) -> &str {
        &self.kind
    }

    /// Whether it names a type at all.
    pub(super) fn is_typed(&self) -> bool {
        self.content.is_some()
    }

    /// An attribute of its type.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.content.as_ref()?.attribute(name)
    }

    /// Whether it is sent along to be kept, and not to be read in its place.
    pub(super) fn is_attached(&self) -> bool {
        self.header.content("Content-Disposition").is_some_and(|content| content.is_attachment())
    }

    /// The file that it was, or is to be.
    pub(super) fn file_name(&self) -> Option<String> {
        let disposition = self.header.content("Content-Disposition");
        let named = disposition.as_ref().and_then(|content| content.attribute("filename"));
        let name = named.or_else(|| self.attribute("name"))?;
        let name = crate::ingest::sanitize::line(&super::word::decode(name));
        // Only a name: folders are nobody's business.
        let name = name.rsplit(['/', '\\']).next().unwrap_or_default().trim().to_owned();
        (!name.is_empty()).then_some(name)
    }

    fn encoding(&self) -> String {
        self.header.raw("Content-Transfer-Encoding").unwrap_or_default()
    }

    /// Its bytes, the transfer encoding undone.
    pub(super) fn bytes(&self) -> std::borrow::Cow<'a, [u8]> {
        transfer::decoded(self.body, &self.encoding())
    }

    /// How many bytes it holds.
    pub(super) fn size(&self) -> usize {
        transfer::size(self.body, &self.encoding())
    }

    /// Its text.
    pub(super) fn text(&self) -> Decoded {
        transfer::characters(self.bytes().into_owned(), self.attribute("charset"))
    }

    /// The parts of a multipart. None when its boundary stands nowhere.
    pub(super) fn parts(&self) -> Vec<Part<'a>> {
        let otherwise = if self.kind == "multipart/digest" { "message/rfc822" } else { "text/plain" };
        let named = self.attribute("boundary").map(|boundary| boundary.trim().as_bytes());
        let boundary = named.filter(|boundary| !boundary.is_empty()).or_else(|| first_boundary(self.body));
        boundary
            .map(|boundary| pieces(self.body, boundary))
            .unwrap_or_default()
            .into_iter()
            .map(|piece| Part::read(piece, otherwise))
            .collect()
    }
}

/// The boundary of a multipart that names none: its first line that looks like one.
fn first_boundary(body: &[u8]) -> Option<&[u8]> {
    const LINES: usize = 20;
    body.split(|byte| *byte == b'\n')
        .take(LINES)
        .filter_map(|line| line.trim_ascii().strip_prefix(b"--"))
        .find(|boundary| (8..=70).contains(&boundary.len()) && !boundary.contains(&b' '))
}

/// What stands between the lines of a boundary. The last piece may have no end.
fn pieces<'a>(body: &'a [u8], boundary: &[u8]) -> Vec<&'a [u8]> {
    let mut pieces = Vec::new();
    let mut start = None;
    let mut at = 0;
    while at < body.len() && pieces.len() < PARTS {
        let end = header::line_end(body, at);
        let rest = body[at..end].strip_prefix(b"--").and_then(|line| line.strip_prefix(boundary));
        let mark = rest.map(<[u8]>::trim_ascii).filter(|rest| rest.is_empty() || *rest == b"--");
        if let Some(mark) = mark {
            if let Some(start) = start.replace(end) {
                pieces.push(without_line_end(&body[start..at]));
            }
            if !mark.is_empty() {
                return pieces;
            }
        }
        at = end;
    }
    if let Some(start) = start.filter(|_| pieces.len() < PARTS) {
        pieces.push(&body[start..]);
    }
    pieces
}

/// The line end before a boundary belongs to the boundary.
fn without_line_end(piece: &[u8]) -> &[u8] {
    let piece = piece.strip_suffix(b"\n").unwrap_or(piece);
    piece.strip_suffix(b"\r").unwrap_or(piece)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_stand_between_whole_boundaries() {
        let body = b"preamble\r\n--x\r\n\r\none\r\n--xy\r\n--x \r\n\r\ntwo\r\n--x--\r\nepilogue";
        assert_eq!(pieces(body, b"x"), [&b"\r\none\r\n--xy"[..], b"\r\ntwo"]);
        assert_eq!(pieces(b"--x\n\none\n", b"x"), [b"\none\n"]);
        assert!(pieces(b"no boundary", b"x").is_empty());
        assert_eq!(pieces("--x\n".repeat(5000).as_bytes(), b"x").len(), PARTS);
    }
}
