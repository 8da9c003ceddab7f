//! Named fields, one a line, as WARC and HTTP head their contents.

/// The fields before a blank line.
#[derive(Debug, Default)]
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads lines up to the first blank one. A line that begins with a blank carries on the one before;
    /// one without a colon is passed over.
    pub(super) fn read(bytes: &[u8]) -> Self {
        let mut fields: Vec<(String, String)> = Vec::new();
        for line in bytes.split(|byte| *byte == b'\n') {
            let text = String::from_utf8_lossy(line.strip_suffix(b"\r").unwrap_or(line));
            if text.trim().is_empty() {
                break;
            }
            if let Some((_, value)) = fields.last_mut().filter(|_| text.starts_with([' ', '\t'])) {
                value.push(' ');
                value.push_str(text.trim());
            } else if let Some((name, value)) = text.split_once(':') {
                fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        Self(fields)
    }

    /// The first field of a name in lower case, unless it is empty.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let field = self.0.iter().find(|field| field.0 == name)?;
        Some(field.1.as_str()).filter(|value| !value.is_empty())
    }
}

/// The length of a head with its blank line; `None` when that line is not there.
pub(super) fn head_len(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    while let Some(end) = memchr::memchr(b'\n', &bytes[at..]) {
        if bytes[at..at + end].iter().all(|byte| *byte == b'\r') {
            return Some(at + end + 1);
        }
        at += end + 1;
    }
    None
}

/// The media type of a `Content-Type`, in lower case, without its parameters.
pub(super) fn essence(media: &str) -> String {
    media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// The `charset` of a `Content-Type`.
pub(super) fn charset(media: &str) -> Option<&str> {
    let parameter = |part: &'_ str| part.trim().get(..8).is_some_and(|name| name.eq_ignore_ascii_case("charset="));
    let part = media.split(';').skip(1).find(|part| parameter(part))?;
    part.trim().get(8..).map(|value| value.trim_matches(['"', '\'', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_found_in_any_case_and_over_several_lines() {
        let fields = Fields::read(b"Content-type:text/html;\r\n charset=x\r\nEmpty:\r\nnonsense\r\nA: 1\nA: 2\n\nB: 3");
        assert_eq!(fields.get("content-type"), Some("text/html; charset=x"));
        assert_eq!((fields.get("a"), fields.get("b"), fields.get("empty")), (Some("1"), None, None));
        assert_eq!(head_len(b"a: b\r\n\r\nbody"), Some(8));
        assert_eq!((head_len(b"a: b\n\nbody"), head_len(b"a: b\r\n")), (Some(6), None));
    }

    #[test]
    fn a_media_type_is_parted_from_its_charset() {
        assert_eq!(essence(" Text/HTML ; charset=\"UTF-8\""), "text/html");
        assert_eq!(charset("text/html; x=y; Charset=\"koi8-r\""), Some("koi8-r"));
        assert_eq!((charset("text/html"), charset("charset=x"), charset("a; é=1")), (None, None, None));
    }
}
