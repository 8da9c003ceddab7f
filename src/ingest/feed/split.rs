//! A feed cut into its entries as it is read, so that one at a time is held.

use std::io::{self, BufRead};

use memchr::{memchr, memmem};

/// A piece of a feed.
#[derive(Debug, PartialEq)]
pub(super) enum Piece {
    /// What stands before, between and after the entries.
    Around(Vec<u8>),
    /// One entry with its tags.
    Entry(Vec<u8>),
    /// An entry, or what is around, of more than the limit. It was passed by.
    TooLong,
}

/// Cuts an input. Tags within comments and CDATA sections don't count.
pub(super) struct Pieces<'a> {
    reader: &'a mut dyn BufRead,
    /// What was read and not given out; `start` is where the open piece begins, `at` what was looked at.
    buffer: Vec<u8>,
    start: usize,
    at: usize,
    entry: bool,
    limit: usize,
    /// Where in the whole input (not the buffer) an end is known not to come before, for `-->` and `]]>`.
    clear: [u64; 2],
    /// Where in the input the buffer begins.
    offset: u64,
}

/// What the bytes at a `<` begin.
enum Sign {
    Comment,
    Cdata,
    Entry,
    EntryEnd,
    Other,
}

/// The longest sign of an entry: `</` and a prefix.
const SIGN: usize = 48;

impl<'a> Pieces<'a> {
    pub(super) fn new(reader: &'a mut dyn BufRead, limit: usize) -> Self {
        Self { reader, buffer: Vec::new(), start: 0, at: 0, entry: false, limit, clear: [0; 2], offset: 0 }
    }

    /// What is read of the next piece so far, after reading on to `length` bytes if there are so many.
    pub(super) fn peek(&mut self, length: usize) -> io::Result<&[u8]> {
        while self.buffer.len() - self.start < length && self.fill()? {}
        Ok(&self.buffer[self.start..])
    }

    /// The next piece. `name` is what the feed calls an entry.
    pub(super) fn next(&mut self, name: &str) -> io::Result<Option<Piece>> {
        self.forget();
        loop {
            if self.at - self.start > self.limit {
                self.entry = false;
                self.start = self.at;
                return Ok(Some(Piece::TooLong));
            }
            let Some(found) = memchr(b'<', &self.buffer[self.at..]) else {
                self.at = self.buffer.len();
                if self.fill()? {
                    continue;
                }
                return Ok((self.at > self.start).then(|| self.cut(false)));
            };
            self.at += found;
            while self.buffer.len() - self.at < SIGN && self.fill()? {}
            match sign(&self.buffer[self.at..], name) {
                Sign::Comment => self.pass(4, b"-->", 0, name)?,
                Sign::Cdata => self.pass(9, b"]]>", 1, name)?,
                Sign::Entry => {
                    let before = (self.at > self.start).then(|| self.cut(true));
                    self.entry = true;
                    self.at += 1;
                    if before.is_some() {
                        return Ok(before);
                    }
                }
                Sign::EntryEnd if self.entry => {
                    let end = memchr(b'>', &self.buffer[self.at..]).map_or(SIGN, |end| end + 1);
                    self.at += end.min(SIGN).min(self.buffer.len() - self.at);
                    return Ok(Some(self.cut(false)));
                }
                Sign::EntryEnd | Sign::Other => self.at += 1,
            }
        }
    }

    /// Gives out what stands before `at`; `entry` says what begins there.
    fn cut(&mut self, entry: bool) -> Piece {
        let bytes = self.buffer[self.start..self.at].to_vec();
        self.start = self.at;
        if std::mem::replace(&mut self.entry, entry) { Piece::Entry(bytes) } else { Piece::Around(bytes) }
    }

    /// Moves behind the end of a comment or a CDATA section. One that never ends, or only in a later entry,
    /// is none.
    fn pass(&mut self, sign: usize, end: &[u8], which: usize, name: &str) -> io::Result<()> {
        let clear = usize::try_from(self.clear[which].saturating_sub(self.offset)).unwrap_or(usize::MAX);
        let inside = self.at + sign;
        let mut from = inside.max(clear.min(self.buffer.len()));
        loop {
            if let Some(found) = memmem::find(&self.buffer[from..], end) {
                let cut_off = which == 1 && is_cut_off(&self.buffer[inside..from + found], name);
                self.at = if cut_off { inside } else { from + found + end.len() };
                return Ok(());
            }
            from = self.buffer.len().saturating_sub(end.len() - 1).max(from);
            if from - self.start > self.limit || !self.fill()? {
                self.clear[which] = self.offset + from as u64;
                self.at = inside;
                return Ok(());
            }
        }
    }

    /// Reads on. Says whether there was more.
    fn fill(&mut self) -> io::Result<bool> {
        let more = self.reader.fill_buf()?;
        let length = more.len();
        self.buffer.extend_from_slice(more);
        self.reader.consume(length);
        Ok(length > 0)
    }

    /// Frees what was given out, once that is most of what is held.
    fn forget(&mut self) {
        if self.start > self.buffer.len() / 2 {
            self.buffer.drain(..self.start);
            self.offset += self.start as u64;
            self.at -= self.start;
            self.start = 0;
        }
    }
}

/// Whether the text of a CDATA section runs over the end of its entry into a section of the next: its own end
/// is missing.
fn is_cut_off(inside: &[u8], name: &str) -> bool {
    let Some(next) = memmem::find(inside, b"<![CDATA[") else { return false };
    memmem::find(&inside[..next], format!("</{name}>").as_bytes()).is_some()
}

fn sign(bytes: &[u8], name: &str) -> Sign {
    if bytes.starts_with(b"<!--") {
        return Sign::Comment;
    }
    if bytes.starts_with(b"<![CDATA[") {
        return Sign::Cdata;
    }
    let rest = bytes.get(1..).unwrap_or_default();
    let (is_end, rest) = rest.strip_prefix(b"/").map_or((false, rest), |rest| (true, rest));
    let length =
        rest.iter().take(SIGN).take_while(|byte| byte.is_ascii_alphanumeric() || b":_-.".contains(byte)).count();
    let (tag, after) = rest.split_at(length);
    let local = tag.rsplit(|byte| *byte == b':').next().unwrap_or(tag);
    let ends = after.first().is_some_and(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'));
    match (local.eq_ignore_ascii_case(name.as_bytes()) && ends, is_end) {
        (true, false) => Sign::Entry,
        (true, true) => Sign::EntryEnd,
        (false, _) => Sign::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pieces(text: &str, limit: usize) -> Vec<String> {
        // A small buffer, so that every sign is met in two halves.
        let mut reader = io::BufReader::with_capacity(3, text.as_bytes());
        let mut pieces = Pieces::new(&mut reader, limit);
        let mut all = Vec::new();
        while let Some(piece) = pieces.next("item").unwrap() {
            all.push(match piece {
                Piece::Around(bytes) => format!("around {}", String::from_utf8_lossy(&bytes)),
                Piece::Entry(bytes) => format!("entry {}", String::from_utf8_lossy(&bytes)),
                Piece::TooLong => "too long".to_owned(),
            });
        }
        all
    }

    #[test]
    fn entries_are_cut_out_of_what_is_around() {
        assert_eq!(
            pieces("<rss><items/><item>1</item> <r:ITEM a='b'>2</r:ITEM ></rss>", 99),
            [
                "around <rss><items/>",
                "entry <item>1</item>",
                "around  ",
                "entry <r:ITEM a='b'>2</r:ITEM >",
                "around </rss>"
            ]
        );
        assert!(pieces("", 99).is_empty());
    }

    #[test]
    fn an_entry_without_an_end_ends_at_the_next_or_with_the_input() {
        assert_eq!(pieces("<item>1<item>2</item", 99), ["entry <item>1", "entry <item>2</item"]);
    }

    #[test]
    fn signs_in_comments_and_cdata_do_not_count() {
        let item = "<item><!-- </item> --><![CDATA[</item><item>]]></item>";
        assert_eq!(pieces(item, 99), [format!("entry {item}")]);
    }

    #[test]
    fn what_never_ends_does_not_swallow_the_next_entries() {
        assert_eq!(
            pieces("<item><![CDATA[1</item><item>2</item>", 99),
            ["entry <item><![CDATA[1</item>", "entry <item>2</item>"]
        );
        assert_eq!(
            pieces("<item><!-- 1</item><item>2</item>", 99),
            ["entry <item><!-- 1</item>", "entry <item>2</item>"]
        );
        assert_eq!(
            pieces("<item><![CDATA[1</item><item><![CDATA[2]]></item>", 99),
            ["entry <item><![CDATA[1</item>", "entry <item><![CDATA[2]]></item>"]
        );
    }

    #[test]
    fn an_entry_too_long_is_passed_by() {
        let text = format!("<item>{}</item><item>2</item>", "<b>".repeat(100));
        let pieces = pieces(&text, 60);
        assert_eq!(pieces.first().map(String::as_str), Some("too long"));
        assert_eq!(pieces.last().map(String::as_str), Some("entry <item>2</item>"));
    }

    proptest! {
        #[test]
        fn any_text_is_cut_without_a_loss(text in "(<item>|</item>|<!--|-->|<!\\[CDATA\\[|\\]\\]>|[<>a/é]){0,20}") {
            let all: String = pieces(&text, 10_000).iter().map(|piece| piece.split_once(' ').unwrap().1).collect();
            prop_assert_eq!(all, text);
        }
    }
}
