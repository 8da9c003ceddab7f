//! The tags of a page, found without a parser.

/// A tag, as far as it is read without a parser.
pub(in crate::ingest) struct Tag<'a> {
    pub(in crate::ingest) name: &'a str,
    pub(in crate::ingest) end: bool,
    /// How many attributes it has.
    #[cfg_attr(not(feature = "html"), expect(dead_code, reason = "only a parser minds them"))]
    pub(in crate::ingest) attributes: usize,
    /// Where it begins and where what follows it begins.
    pub(in crate::ingest) range: std::ops::Range<usize>,
}

/// The tags of a page, its comments, scripts and styles left out.
pub(in crate::ingest) fn tags(html: &str) -> Tags<'_> {
    Tags { html, at: 0 }
}

pub(in crate::ingest) struct Tags<'a> {
    html: &'a str,
    at: usize,
}

impl<'a> Iterator for Tags<'a> {
    type Item = Tag<'a>;

    fn next(&mut self) -> Option<Tag<'a>> {
        let bytes = self.html.as_bytes();
        loop {
            let start = self.at + self.html.get(self.at..)?.find('<')?;
            let rest = &self.html[start + 1..];
            if rest.starts_with("!--") {
                // `<!-->` is a whole comment.
                self.at =
                    rest.get(1..).and_then(|rest| rest.find("-->")).map_or(bytes.len(), |end| start + 2 + end + 3);
                return Some(Tag { name: "!--", end: true, attributes: 0, range: start..self.at });
            }
            let end = rest.starts_with('/');
            let name = rest.strip_prefix('/').unwrap_or(rest);
            let declaration = !end && name.starts_with(['!', '?']);
            if !declaration && !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
                self.at = start + 1;
                continue;
            }
            let length = name.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(name.len());
            let name = &name[..length];
            let (close, attributes) = tag_end(bytes, start + 1 + usize::from(end) + length);
            self.at = close;
            if !end && ["script", "style"].iter().any(|raw| name.eq_ignore_ascii_case(raw)) {
                self.at = raw_end(bytes, close, name.as_bytes());
            }
            return Some(Tag { name, end, attributes, range: start..self.at });
        }
    }
}

/// Where a tag's `>` ends it, and how many attributes it has. `>` within quotes doesn't count.
fn tag_end(bytes: &[u8], from: usize) -> (usize, usize) {
    let mut attributes = 0;
    let mut value = false;
    let mut at = from;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'>' => return (at + 1, attributes),
            b'"' | b'\'' if value => {
                at += 1 + bytes[at + 1..].iter().position(|&b| b == byte).unwrap_or(bytes.len() - at - 1);
                value = false;
            }
            b'=' => value = true,
            b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' => {
                attributes += usize::from(
                    bytes
                        .get(at + 1)
                        .is_some_and(|b| !b.is_ascii_whitespace() && !matches!(b, b'=' | b'>' | b'/' | b'"' | b'\'')),
                );
            }
            _ => value = false,
        }
        at += 1;
    }
    (bytes.len(), attributes)
}

/// Where the end tag of a script or style begins.
fn raw_end(bytes: &[u8], from: usize, name: &[u8]) -> usize {
    let mut at = from;
    while let Some(found) = bytes[at..].iter().position(|&byte| byte == b'<') {
        let tag = at + found;
        let is_end = bytes.get(tag + 1) == Some(&b'/')
            && bytes.get(tag + 2..tag + 2 + name.len()).is_some_and(|end| end.eq_ignore_ascii_case(name));
        if is_end {
            return tag;
        }
        at = tag + 1;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn tags_in_scripts_comments_and_quotes_do_not_count() {
        let html = "<script>if (a<b) '<div>'</script><!-- <div> --><a title='<div>>'>x</a> 1 < 2";
        let names: Vec<_> = tags(html).map(|tag| (tag.name, tag.end)).collect();
        assert_eq!(names, [("script", false), ("script", true), ("!--", true), ("a", false), ("a", true)]);
    }

    proptest! {
        #[test]
        fn any_text_has_its_tags_in_order(html in "[<>!/a-z\"'= \\-é]{0,60}") {
            let mut last = 0;
            for tag in tags(&html) {
                prop_assert!(tag.range.start >= last && tag.range.end > tag.range.start);
                prop_assert!(html.get(tag.range.clone()).is_some());
                last = tag.range.end;
            }
        }
    }
}
