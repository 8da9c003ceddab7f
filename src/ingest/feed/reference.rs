//! Character references, those of HTML included: feeds use them whether they declare them or not.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;
use quick_xml::escape::resolve_html5_entity;

/// The longest reference, in bytes.
const LONGEST: usize = 34;

/// Replaces the references in a text. What is none, or unknown, stays as it is: `AT&T`, `R&D;`.
/// Entities that a document declares itself are never expanded.
pub(super) fn decode(text: &str) -> Cow<'_, str> {
    let Some(first) = text.find('&') else { return Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..first]);
    let mut rest = &text[first..];
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(LONGEST).position(|byte| byte == b';');
        match end.and_then(|end| Some((end, value(rest.get(1..end)?)?))) {
            Some((end, value)) => {
                out.push_str(&value);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn value(name: &str) -> Option<Cow<'static, str>> {
    let Some(number) = name.strip_prefix('#') else { return resolve_html5_entity(name).map(Cow::Borrowed) };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    // C1 controls are meant as Windows means them: `&#146;` is an apostrophe.
    if let Ok(byte @ 0x80..=0x9f) = u8::try_from(code) {
        return Some(Cow::Owned(WINDOWS_1252.decode_without_bom_handling(&[byte]).0.into_owned()));
    }
    Some(Cow::Owned(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER).to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_of_xml_and_html_are_read_and_others_stay() {
        assert_eq!(decode("caf&eacute; &Ouml;l&nbsp;&#x41;&#65;&#146; &lt;b&gt;"), "café Öl\u{a0}AA’ <b>");
        assert_eq!(decode("AT&T R&D; a&b &unknown; &#xD800; &amp;lt; &"), "AT&T R&D; a&b &unknown; \u{fffd} &lt; &");
        assert_eq!(decode("&é;&#x;"), "&é;&#x;");
    }
}
