//! The header of a message or of one of its parts.

use mail_parser::parsers::MessageStream;
use mail_parser::{Address, ContentType};

use super::word;
use crate::ingest::{date, decode, sanitize};

/// How much of one field is read, in bytes. Lists of a million recipients are of no interest.
const FIELD: usize = 16 << 10;

/// The longest name of a field, in bytes.
const NAME: usize = 80;

/// The fields above a body.
#[derive(Clone, Copy, Default)]
pub(super) struct Header<'a> {
    bytes: &'a [u8],
}

/// Parts a message, or a part of one, into its header and its body.
///
/// A line that is no field ends the header too, as some lose the blank line.
pub(super) fn split(bytes: &[u8]) -> (Header<'_>, &[u8]) {
    let mut at = 0;
    let mut last = Role::Skipped;
    while at < bytes.len() {
        let end = line_end(bytes, at);
        let line = &bytes[at..end];
        let role = role(line, last);
        match role {
            Role::Blank => return (Header { bytes: &bytes[..at] }, &bytes[end..]),
            // One stray line between fields is damage, not the body.
            Role::Other if !matches!(self::role(&bytes[end..line_end(bytes, end)], role), Role::Field) => {
                return (Header { bytes: &bytes[..at] }, &bytes[at..]);
            }
            _ => {}
        }
        last = role;
        at = end;
    }
    (Header { bytes }, &[])
}

/// What a line of a header is.
#[derive(Clone, Copy, PartialEq)]
enum Role {
    Field,
    Continued,
    /// The envelope's `From ` above the first field.
    Skipped,
    Blank,
    Other,
}

fn role(line: &[u8], last: Role) -> Role {
    match line {
        [] | [b'\n' | b'\r', ..] => Role::Blank,
        [b' ' | b'\t', ..] if last != Role::Skipped => Role::Continued,
        _ if name(line).is_some() => Role::Field,
        _ if last == Role::Skipped && (line.starts_with(b"From ") || line.starts_with(b">From ")) => Role::Skipped,
        _ => Role::Other,
    }
}

/// Where the line that starts at `at` ends, its line end included.
pub(super) fn line_end(bytes: &[u8], at: usize) -> usize {
    memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |end| at + end + 1)
}

/// The name of the field that a line begins.
pub(super) fn name(line: &[u8]) -> Option<&[u8]> {
    let colon = memchr::memchr(b':', &line[..line.len().min(NAME)])?;
    let name = line[..colon].trim_ascii_end();
    (!name.is_empty() && name.iter().all(|byte| matches!(byte, b'!'..=b'~'))).then_some(name)
}

impl<'a> Header<'a> {
    /// The fields in order: their names and their values as they stand.
    pub(super) fn fields(self) -> impl Iterator<Item = (&'a [u8], &'a [u8])> {
        let bytes = self.bytes;
        let mut at = 0;
        std::iter::from_fn(move || {
            while at < bytes.len() {
                let start = at;
                at = line_end(bytes, at);
                let Some(name) = name(&bytes[start..at]) else { continue };
                while matches!(bytes.get(at), Some(b' ' | b'\t')) {
                    at = line_end(bytes, at);
                }
                let field = &bytes[start..at];
                let colon = memchr::memchr(b':', field).map_or(field.len(), |colon| colon + 1);
                let value = &field[colon..field.len().min(colon + FIELD)];
                return Some((name, value));
            }
            None
        })
    }

    /// The first field of this name that has a value, unfolded, in characters, its encoded words as they are.
    pub(super) fn raw(self, name: &str) -> Option<String> {
        let named = self.fields().filter(|(field, _)| field.eq_ignore_ascii_case(name.as_bytes()));
        named.map(|(_, value)| unfolded(value)).find(|value| !value.is_empty())
    }

    /// The field as one line of text.
    pub(super) fn text(self, name: &str) -> Option<String> {
        let text = sanitize::line(&word::decode(&self.raw(name)?));
        (!text.is_empty()).then_some(text)
    }

    /// The names of the people in a field of addresses; an address without a name stands for itself.
    pub(super) fn people(self, name: &str) -> Vec<String> {
        const PEOPLE: usize = 10;
        let Some(raw) = self.raw(name) else { return Vec::new() };
        let value = word::quoted(&raw);
        let people: Vec<String> = match MessageStream::new(format!("{value}\n").as_bytes()).parse_address() {
            mail_parser::HeaderValue::Address(address) => people(&address).take(PEOPLE).collect(),
            _ => Vec::new(),
        };
        // What is no address is shown as it stands, as other readers of mail do.
        if people.is_empty() { self.text(name).into_iter().collect() } else { people }
    }

    /// A field such as `Content-Type`: a value with attributes.
    pub(super) fn content(self, name: &str) -> Option<ContentType<'static>> {
        let raw = self.raw(name)?;
        let value = MessageStream::new(format!("{raw}\n").as_bytes()).parse_content_type().into_owned();
        value.into_content_type()
    }

    /// When the message was written, else when it arrived.
    pub(super) fn date(self) -> Option<String> {
        let written = self.raw("Date").as_deref().and_then(moment);
        let arrived = || {
            let received = self.raw("Received")?;
            moment(received.rsplit_once(';')?.1)
        };
        written.or_else(arrived).or_else(|| self.raw("Delivery-Date").as_deref().and_then(moment))
    }
}

/// A date in the field's own form, else in any.
fn moment(value: &str) -> Option<String> {
    let value = sanitize::line(value);
    if date::parse(&value).is_some() {
        return Some(value);
    }
    let field = mail_parser::DateTime::parse_rfc822(&value).filter(mail_parser::DateTime::is_valid);
    let date = field.map(|date| date.to_rfc3339()).filter(|date| date::parse(date).is_some());
    date.or_else(|| date::find(&value).map(|(range, _)| value[range].to_owned()))
}

fn people<'a>(address: &'a Address<'_>) -> impl Iterator<Item = String> + 'a {
    let clean = |text: &str| sanitize::line(text.trim_matches(|c: char| c.is_whitespace() || "\"'".contains(c)));
    address.iter().filter_map(move |person| {
        let name = person.name().map(clean).filter(|name| !name.is_empty());
        name.or_else(|| person.address().map(clean).filter(|address| !address.is_empty()))
    })
}

fn unfolded(value: &[u8]) -> String {
    let value = value.trim_ascii();
    let text = if value.is_ascii() && !value.contains(&0x1b) {
        String::from_utf8_lossy(value).into_owned()
    } else {
        decode::decode(value.to_vec()).text
    };
    if !text.contains(['\n', '\r']) {
        return text;
    }
    let lines: Vec<&str> = text.split(['\n', '\r']).map(|line| line.trim_matches([' ', '\t'])).collect();
    lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}
