//! What a record says about itself: the head of a WARC record, or the line that ARC puts before one.

use super::fields::Fields;

/// The longest head of a record, in bytes.
pub(super) const LONGEST: usize = 64 << 10;

/// What a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// What a server answered, its HTTP head included.
    Response,
    /// A document as it is.
    Resource,
    /// The text of a page, taken out of it.
    Conversion,
    /// Anything that is not for reading.
    Other,
}

/// A record's head.
#[derive(Debug)]
pub(super) struct Header {
    pub(super) kind: Kind,
    /// Its id, without what all ids have in common.
    pub(super) id: Option<String>,
    /// Where the document was found.
    pub(super) address: String,
    /// The media type of the block.
    pub(super) media: String,
    /// What the crawler took the document for.
    pub(super) identified: Option<String>,
    pub(super) language: Option<String>,
    /// How long the block is, in bytes.
    pub(super) len: u64,
}

/// How an archive heads its records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// `WARC/1.0` with fields.
    Warc,
    /// One line of address, IP, time, media type and length.
    Arc,
}

impl Dialect {
    /// The dialect of an archive that starts with these bytes.
    pub(super) fn of(start: &[u8]) -> Option<Self> {
        let line = start.trim_ascii_start();
        if Self::Warc.begins(line) {
            return Some(Self::Warc);
        }
        let line = line.split(|byte| *byte == b'\n').next().unwrap_or_default();
        (line.starts_with(b"filedesc://") || Self::Arc.begins(line)).then_some(Self::Arc)
    }

    /// Whether a record begins with this line.
    pub(super) fn begins(self, line: &[u8]) -> bool {
        match self {
            Self::Warc => line.strip_prefix(b"WARC/").is_some_and(|rest| rest.first().is_some_and(u8::is_ascii_digit)),
            Self::Arc => arc(line).is_some(),
        }
    }

    /// Reads a head; `None` when it doesn't say how long the block is.
    pub(super) fn read(self, head: &[u8]) -> Option<Header> {
        match self {
            Self::Warc => warc(head),
            Self::Arc => arc(head),
        }
    }
}

fn warc(head: &[u8]) -> Option<Header> {
    let fields = Fields::read(head);
    let own = |name: &str| fields.get(name).map(str::to_owned);
    let kind = match fields.get("warc-type").unwrap_or_default().to_ascii_lowercase().as_str() {
        "response" => Kind::Response,
        "resource" => Kind::Resource,
        "conversion" => Kind::Conversion,
        _ => Kind::Other,
    };
    let bare = |text: &str| text.trim_matches(['<', '>', ' ']).to_owned();
    let id = fields.get("warc-record-id").map(bare);
    Some(Header {
        kind,
        id: id.map(|id| id.strip_prefix("urn:uuid:").map(str::to_owned).unwrap_or(id)),
        // Some crawlers put it in the brackets of an id.
        address: fields.get("warc-target-uri").map(bare).unwrap_or_default(),
        media: own("content-type").unwrap_or_default(),
        identified: own("warc-identified-payload-type"),
        // The likeliest of several comes first.
        language: fields.get("warc-identified-content-language").and_then(|codes| codes.split(',').next()).map(bare),
        len: fields.get("content-length")?.parse().ok()?,
    })
}

/// `http://a.example/a b.html 192.0.2.1 20140216050221 text/html 1591`: addresses may have blanks, and the
/// second version has more between media type and length.
fn arc(line: &[u8]) -> Option<Header> {
    let line = std::str::from_utf8(line.get(..line.len().min(LONGEST))?).ok()?.trim_end_matches(['\r', '\n']);
    let (rest, len) = line.rsplit_once(' ')?;
    let is_time = |word: &str| (12..=17).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
    let time = rest.split(' ').find(|word| is_time(word))?;
    let (before, after) = rest.split_once(&format!(" {time} "))?;
    let (address, ip) = before.rsplit_once(' ')?;
    let is_ip = ip.bytes().all(|byte| byte.is_ascii_hexdigit() || matches!(byte, b'.' | b':')) && ip.len() > 2;
    let (scheme, _) = address.split_once(':')?;
    (is_ip && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric())).then_some(())?;
    Some(Header {
        kind: if matches!(scheme, "http" | "https") { Kind::Response } else { Kind::Other },
        id: None,
        address: address.to_owned(),
        media: after.split(' ').next().unwrap_or_default().to_owned(),
        identified: None,
        language: None,
        len: len.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_warc_head_names_the_kind_the_address_and_the_length() {
        let head = b"WARC/1.1\r\nWARC-Type: Response\r\nWARC-Record-ID: <urn:uuid:1-2>\r\nwarc-target-uri: <http://a.example/>\r\n\
            WARC-Identified-Content-Language: spa,eng\r\nContent-Length: 12\r\n\r\n";
        let header = Dialect::Warc.read(head).unwrap();
        assert_eq!((header.kind, header.len, header.address.as_str()), (Kind::Response, 12, "http://a.example/"));
        assert_eq!((header.id.as_deref(), header.language.as_deref()), (Some("1-2"), Some("spa")));
        assert!(Dialect::Warc.read(b"WARC/1.0\r\nWARC-Type: response\r\n\r\n").is_none());
        assert!(Dialect::Warc.read(b"WARC/1.0\r\nContent-Length: -1\r\n\r\n").is_none());
    }

    #[test]
    fn an_arc_line_may_have_blanks_in_its_address() {
        for (line, address, len) in [
            ("http://a.example/ 192.0.2.1 20140216050221 text/html 1591\n", "http://a.example/", 1591),
            ("https://a.example/a b c 2001:db8::1 20140216050221 text/html 7", "https://a.example/a b c", 7),
            ("http://a.example/ 192.0.2.1 20140216050221 text/html 200 X - 17 a.arc 42\r\n", "http://a.example/", 42),
        ] {
            let header = Dialect::Arc.read(line.as_bytes()).unwrap();
            assert_eq!((header.kind, header.address.as_str(), header.len), (Kind::Response, address, len));
        }
        for line in
            ["http://a.example/ 192.0.2.1 20140216050221 text/html -1", "Words 20140216050221 and 17", "", "a b"]
        {
            assert!(Dialect::Arc.read(line.as_bytes()).is_none(), "{line}");
        }
    }
}
