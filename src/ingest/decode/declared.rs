//! The encoding that a page or an XML document says it is in.

use encoding_rs::{Encoding, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};

/// How far a declaration is looked for. Browsers stop after 1 KiB; saved pages carry comments and scripts before it.
const HEAD: usize = 16 << 10;

/// The longest value of an attribute that can hold a label, in bytes.
const VALUE: usize = 200;

/// The encoding of this label, as browsers understand it; `None` for one that they don't read.
pub(super) fn by_label(label: &str) -> Option<&'static Encoding> {
    let label = label.trim_matches(|c: char| c.is_ascii_whitespace() || matches!(c, '"' | '\''));
    Encoding::for_label(label.as_bytes()).filter(|&encoding| encoding != REPLACEMENT)
}

/// The encoding that the first bytes of a page declare: by `<?xml encoding>`, `<meta charset>` or `http-equiv`.
pub(super) fn prescan(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(HEAD)];
    let found = xml(head).or_else(|| meta(head))?;
    Some(match found {
        // What was read as ASCII up to here is no UTF-16.
        encoding if encoding == UTF_16LE || encoding == UTF_16BE => UTF_8,
        encoding if encoding == X_USER_DEFINED => WINDOWS_1252,
        encoding => encoding,
    })
}

fn xml(head: &[u8]) -> Option<&'static Encoding> {
    let rest = head.trim_ascii_start().strip_prefix(b"<?xml")?;
    let rest = &rest[..rest.windows(2).position(|two| two == b"?>")?];
    let at = rest.windows(8).position(|word| word == b"encoding")?;
    by_label(&value(&rest[at + 8..])?)
}

fn meta(head: &[u8]) -> Option<&'static Encoding> {
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &head[at..]) {
        let rest = &head[at + found..];
        at += found + 1;
        if rest.starts_with(b"<!--") {
            at += memchr::memmem::find(&rest[2..], b"-->").map_or(rest.len() - 1, |end| end + 4);
            at = at.min(head.len());
            continue;
        }
        let is_meta = rest.get(1..5).is_some_and(|name| name.eq_ignore_ascii_case(b"meta"))
            && rest.get(5).is_some_and(|&byte| byte.is_ascii_whitespace() || byte == b'/');
        if is_meta && let Some(encoding) = charset(&rest[5..memchr::memchr(b'>', rest).unwrap_or(rest.len())]) {
            return Some(encoding);
        }
    }
    None
}

/// The label in the attributes of a `<meta>`: `charset=utf-8`, or in `content="text/html; charset=utf-8"`.
fn charset(attributes: &[u8]) -> Option<&'static Encoding> {
    const NAME: &[u8] = b"charset";
    let starts = (0..attributes.len().saturating_sub(NAME.len()))
        .filter(|&at| attributes[at..at + NAME.len()].eq_ignore_ascii_case(NAME));
    starts.into_iter().find_map(|at| by_label(&value(&attributes[at + NAME.len()..])?))
}

/// The value after `=`, with or without quotes.
fn value(rest: &[u8]) -> Option<String> {
    let rest = rest.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let (rest, quote) = match rest.first()? {
        quote @ (b'"' | b'\'') => (&rest[1..], Some(*quote)),
        _ => (rest, None),
    };
    let ends = |byte: &u8| match quote {
        Some(quote) => *byte == quote,
        None => byte.is_ascii_whitespace() || matches!(byte, b';' | b'"' | b'\'' | b'/' | b'>' | b',' | b'?'),
    };
    let end = rest.iter().position(ends).unwrap_or(rest.len()).min(VALUE);
    std::str::from_utf8(&rest[..end]).ok().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(head: &str) -> Option<&'static str> {
        prescan(head.as_bytes()).map(Encoding::name)
    }

    #[test]
    fn every_way_to_declare_an_encoding_is_read() {
        for (head, encoding) in [
            ("<!doctype html><meta charset=koi8-r>", "KOI8-R"),
            ("<html><head><META http-equiv='Content-Type' content='text/html; charset=Shift_JIS'>", "Shift_JIS"),
            ("<meta content=\"text/html;charset = 'iso-8859-2'\" http-equiv=content-type>", "ISO-8859-2"),
            ("<meta name=x content=y><meta charset=\"GB2312\"/>", "GBK"),
            ("<?xml version=\"1.0\" encoding='windows-1251'?><html>", "windows-1251"),
            ("<!-- <meta charset=big5> --><meta charset=euc-kr>", "EUC-KR"),
            ("<meta charset=utf-16>", "UTF-8"),
            ("<meta charset=nonsense><meta charset=latin1>", "windows-1252"),
        ] {
            assert_eq!(name(head), Some(encoding), "{head}");
        }
        for head in
            ["<p>charset=koi8-r", "<metal charset=koi8-r>", "<meta charset", "<meta charset=>", "<!-->", "<", ""]
        {
            assert_eq!(name(head), None, "{head}");
        }
    }

    #[test]
    fn a_declaration_after_long_comments_is_found_and_one_in_the_body_is_not_looked_for() {
        let saved = format!("<html><!--{}--><meta charset=big5>", "x".repeat(4_000));
        assert_eq!(name(&saved), Some("Big5"));
        assert_eq!(name(&format!("{}<meta charset=big5>", "x".repeat(40_000))), None);
    }
}
