//! Words of a header in another charset (RFC 2047).

use super::transfer;

/// The longest encoded word that is looked for, in bytes. The rule is 75; few keep it.
const LONGEST: usize = 4096;

/// The text with its encoded words decoded.
pub(super) fn decode(text: &str) -> String {
    replaced(text, |word, _| word)
}

/// The text with its encoded words decoded and quoted: a comma in a name then parts no addresses.
pub(super) fn quoted(text: &str) -> String {
    replaced(text, |word, before| {
        let bare = word.replace(['"', '\\', '\n', '\r'], "");
        if before.matches('"').count() % 2 == 1 { bare } else { format!("\"{bare}\"") }
    })
}

/// Words of one charset that stand side by side. They are decoded as one: many a program cuts within a character.
#[derive(Default)]
struct Run {
    charset: String,
    bytes: Vec<u8>,
    /// Base64 that goes on in the next word.
    pending: String,
}

impl Run {
    fn add(&mut self, word: &Word<'_>) {
        if word.base64 {
            self.pending.push_str(word.data);
            if word.data.ends_with('=') || self.pending.len().is_multiple_of(4) {
                let bytes = transfer::base64(self.pending.as_bytes());
                self.pending.clear();
                self.extend(&bytes);
            }
        } else {
            self.extend(&transfer::quoted_printable(word.data.replace('_', "=20").as_bytes()));
        }
    }

    fn extend(&mut self, bytes: &[u8]) {
        // ISO-2022-JP: a shift back to ASCII right before another is an error to a decoder.
        if bytes.starts_with(b"\x1b$") && self.bytes.ends_with(b"\x1b(B") {
            self.bytes.truncate(self.bytes.len() - 3);
        }
        self.bytes.extend_from_slice(bytes);
    }

    fn finish(mut self) -> String {
        self.bytes.extend(transfer::base64(self.pending.as_bytes()));
        transfer::characters(self.bytes, Some(&self.charset)).text
    }
}

fn replaced(text: &str, show: impl Fn(String, &str) -> String) -> String {
    if !text.contains("=?") {
        return text.to_owned();
    }
    let mut shown = String::with_capacity(text.len());
    let mut run: Option<Run> = None;
    let mut rest = text;
    loop {
        let found = rest.match_indices("=?").find_map(|(at, _)| Some((at, Word::at(&rest[at..])?)));
        let between = found.as_ref().map_or(rest, |(at, _)| &rest[..*at]);
        let goes_on = |word: &Word<'_>, run: &Run| between.trim().is_empty() && run.charset == word.charset;
        if let Some(open) = run.take_if(|open| !found.as_ref().is_some_and(|(_, word)| goes_on(word, open))) {
            let word = show(open.finish(), &shown);
            shown.push_str(&word);
            // The space between two encoded words is none.
            if found.is_none() || !between.trim().is_empty() {
                shown.push_str(between);
            }
        } else if run.is_none() {
            shown.push_str(between);
        }
        let Some((at, word)) = found else { return shown };
        run.get_or_insert_with(|| Run { charset: word.charset.clone(), ..Run::default() }).add(&word);
        rest = &rest[at + word.length..];
    }
}

/// One encoded word.
struct Word<'a> {
    charset: String,
    base64: bool,
    data: &'a str,
    length: usize,
}

impl<'a> Word<'a> {
    fn at(text: &'a str) -> Option<Self> {
        let text = crate::ingest::prefix::prefix(text, LONGEST);
        let (charset, rest) = text.strip_prefix("=?")?.split_once('?')?;
        let charset = charset.split('*').next()?.trim().to_ascii_lowercase();
        if charset.is_empty() || charset.len() > 40 || charset.contains(char::is_whitespace) {
            return None;
        }
        let base64 = match rest.get(..2)? {
            "b?" | "B?" => true,
            "q?" | "Q?" => false,
            _ => return None,
        };
        let rest = &rest[2..];
        let end = rest.find("?=")?;
        let data = &rest[..end];
        Some(Self { charset, base64, data, length: text.len() - rest.len() + end + 2 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encoded_words_are_read_as_they_were_meant() {
        for (text, meant) in [
            ("plain", "plain"),
            ("=?utf-8?Q?caf=C3=A9_noir?=", "café noir"),
            ("Re: =?ISO-8859-1?q?caf=E9?= today", "Re: café today"),
            ("=?utf-8?B?Y2Fmw6k=?=\t=?UTF-8?b?IG5vaXI=?=", "café noir"),
            ("=?utf-8?Q?caf=C3?= =?utf-8?Q?=A9?=", "café"),
            ("=?utf-8?B?Y2Fmw?= =?utf-8?B?6k=?=", "café"),
            ("=?utf-8*fr?Q?caf=C3=A9?=", "café"),
            ("=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本"),
            ("=?iso-2022-jp?B?GyRCRnwbKEI=?= =?iso-2022-jp?B?GyRCS1wbKEI=?=", "日本"),
            ("=?utf-8?Q?a?= =?iso-8859-1?Q?=E9?=", "aé"),
            ("=?utf-8?Q?what is=3F?=", "what is?"),
            ("=?nonsense", "=?nonsense"),
            ("2 =? 3 ?=", "2 =? 3 ?="),
        ] {
            assert_eq!(decode(text), meant, "{text}");
        }
    }

    #[test]
    fn a_decoded_name_cannot_part_addresses() {
        assert_eq!(quoted("=?utf-8?Q?Lee=2C_Ann?= <a@b.example>"), "\"Lee, Ann\" <a@b.example>");
        assert_eq!(quoted("\"=?utf-8?Q?Lee=2C_Ann?=\" <a@b.example>"), "\"Lee, Ann\" <a@b.example>");
    }
}
