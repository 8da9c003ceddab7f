//! The parts of a message become blocks: the best of alternatives, messages within, attachments by name.

use super::markup;
use super::message::authors;
use super::part::Part;
use super::plain::{self, Flow};
use super::tail;
use crate::article::{Block, Kind, Mark};
use crate::ingest::blocks::Builder;
use crate::ingest::{Draft, date, html, sanitize};

/// Parts within parts that are read. No mail is deeper than a few.
const DEPTH: usize = 24;

/// Parts that are read in all.
const PARTS: usize = 2000;

/// Attachments that are named.
const NAMED: usize = 40;

/// What of an attached text is shown, in bytes.
const ATTACHED: usize = 256 << 10;

const ENCRYPTED: &str = "This part of the message is encrypted and cannot be shown.";

/// The body of a message, as far as it is read.
#[derive(Default)]
pub(super) struct Body {
    blocks: Vec<Block>,
    links: Vec<String>,
    attachments: Vec<String>,
    unnamed: usize,
    unreadable: usize,
    guessed: Option<&'static str>,
    parts: usize,
    depth: usize,
}

impl Body {
    /// Reads a message's own part and what is within. Its old quotations are folded.
    pub(super) fn message(&mut self, part: &Part<'_>, is_reply: bool) {
        let start = self.blocks.len();
        // What is all of a message is to be read, whatever it calls itself.
        if part.kind().starts_with("text/") {
            self.text(part)
        } else {
            self.part(part)
        }
        tail::fold(&mut self.blocks[start..], is_reply);
    }

    /// A draft with the blocks, the links in them, and what was odd about their bytes.
    pub(super) fn finish(mut self) -> Draft {
        if !self.attachments.is_empty() {
            let mut line = format!("Attachments: {}", self.attachments.join(", "));
            if self.unnamed > 0 {
                line.push_str(&format!(" and {} more", self.unnamed));
            }
            self.blocks.push(Block::new(Kind::Credit, line));
        }
        let Self { blocks, links, unreadable, guessed, .. } = self;
        Draft { blocks, links, unreadable, guessed, structured: true, ..Draft::default() }
    }

    fn part(&mut self, part: &Part<'_>) {
        self.parts += 1;
        if self.depth >= DEPTH || self.parts > PARTS {
            self.unnamed += 1;
            return;
        }
        self.depth += 1;
        match part.kind() {
            "multipart/alternative" => self.alternative(part),
            "multipart/related" => self.related(part),
            "multipart/encrypted" | "application/pkcs7-mime" | "application/x-pkcs7-mime" => self.sentence(ENCRYPTED),
            kind if kind.starts_with("multipart/") => self.multipart(part),
            "message/rfc822" | "message/global" | "message/news" => self.inner(part),
            "message/delivery-status" | "message/disposition-notification" | "text/rfc822-headers" => self.notice(part),
            kind if is_readable(kind) && part.is_attached() => self.attached_text(part),
            kind if is_readable(kind) || kind == "text/html" && !part.is_attached() => self.text(part),
            _ => self.attachment(part),
        }
        self.depth -= 1;
    }

    fn multipart(&mut self, part: &Part<'_>) {
        let parts = part.parts();
        if parts.is_empty() {
            // The boundary is lost: what is there is shown.
            self.plain(part);
            return;
        }
        let signed = part.kind() == "multipart/signed";
        // What follows in a signed message is only the signature.
        for part in parts.iter().take(if signed { 1 } else { usize::MAX }) {
            self.part(part);
        }
    }

    /// The page that belongs to its pictures.
    fn related(&mut self, part: &Part<'_>) {
        let parts = part.parts();
        let start = part.attribute("start").map(|id| id.trim_matches(['<', '>', ' ']));
        let is_start = |part: &&Part<'_>| {
            let id = part.header.raw("Content-ID");
            start.is_some() && id.as_deref().map(|id| id.trim_matches(['<', '>', ' '])) == start
        };
        let Some(root) = parts.iter().find(is_start).or(parts.first()) else {
            self.plain(part);
            return;
        };
        for part in &parts {
            let shown = std::ptr::eq(part, root);
            // The pictures of the page go with it; a document that was put beside them is named.
            if shown || part.is_attached() && !part.kind().starts_with("image/") {
                self.part(part);
            }
        }
    }

    /// The page, unless the plain text says much more than it.
    fn alternative(&mut self, part: &Part<'_>) {
        let parts = part.parts();
        let find = |kind: &str| parts.iter().rev().find(|part| holds(part, kind, 0));
        let mut best: Option<Body> = None;
        for part in [find("text/html"), find("text/plain")].into_iter().flatten() {
            let mut body = Body { parts: self.parts, depth: self.depth, ..Body::default() };
            body.part(part);
            self.parts = body.parts;
            // A page that is a third of the plain text is only a hint to open it elsewhere.
            if best.as_ref().is_none_or(|best| best.size() * 3 < body.size()) {
                best = Some(body);
            }
        }
        match best {
            Some(best) => self.append(best),
            None => parts.iter().for_each(|part| self.part(part)),
        }
    }

    fn size(&self) -> usize {
        self.blocks.iter().map(|block| block.text.len()).sum()
    }

    /// A message within the message, below a rule and with a line that says whose it is.
    fn inner(&mut self, part: &Part<'_>) {
        let bytes = part.bytes();
        let message = Part::read(&bytes, "text/plain");
        let header = message.header;
        let from = authors(header).into_iter().next();
        let day = header.date().and_then(|date| date::parse(&date)).map(|moment| moment.in_words());
        let signed = [from, day].into_iter().flatten().collect::<Vec<_>>().join(", ");
        let subject = header.text("Subject").unwrap_or_else(|| "A message without a subject".to_owned());
        let line = if signed.is_empty() { subject } else { format!("{subject} ({signed})") };
        if !self.blocks.is_empty() {
            self.blocks.push(Block::new(Kind::Rule, ""));
        }
        self.blocks.push(Block::new(Kind::Heading(3), line));
        self.message(&message, true);
    }

    fn text(&mut self, part: &Part<'_>) {
        if part.kind() == "text/html" { self.html(part) } else { self.plain(part) }
    }

    fn plain(&mut self, part: &Part<'_>) {
        let decoded = part.text();
        self.unreadable += decoded.unreadable;
        self.guessed = self.guessed.or(decoded.guessed);
        if !part.is_typed() && html::is_page(&decoded.text) {
            self.markup(&decoded.text);
            return;
        }
        if decoded.text.contains("-----BEGIN PGP MESSAGE-----") {
            self.armored(&decoded.text);
            return;
        }
        let says = |name: &str, value: &str| part.attribute(name).is_some_and(|said| said.eq_ignore_ascii_case(value));
        let flow = Flow { flowed: says("format", "flowed"), delsp: says("delsp", "yes") };
        if is_patch(part.kind()) {
            self.blocks.push(Block::new(Kind::Verbatim, sanitize::text(decoded.text.trim_end()).into_owned()));
        } else {
            self.blocks.extend(plain::blocks(&decoded.text, flow));
        }
    }

    /// A text with encrypted pieces in it.
    fn armored(&mut self, text: &str) {
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("-----BEGIN PGP MESSAGE-----") {
            self.blocks.extend(plain::blocks(before, Flow::default()));
            self.sentence(ENCRYPTED);
            rest = after.split_once("-----END PGP MESSAGE-----").map_or("", |(_, rest)| rest);
        }
        self.blocks.extend(plain::blocks(rest, Flow::default()));
    }

    fn html(&mut self, part: &Part<'_>) {
        let decoded = part.text();
        self.unreadable += decoded.unreadable;
        self.guessed = self.guessed.or(decoded.guessed);
        self.markup(&decoded.text);
    }

    fn markup(&mut self, page: &str) {
        let mut builder = Builder::new();
        html::fragment(&markup::tidied(page), &mut builder);
        let (blocks, links) = builder.finish();
        self.append(Body { blocks, links, ..Body::default() });
    }

    /// What a machine says about the delivery.
    fn notice(&mut self, part: &Part<'_>) {
        let decoded = part.text();
        self.unreadable += decoded.unreadable;
        self.guessed = self.guessed.or(decoded.guessed);
        let text = sanitize::text(decoded.text.trim()).into_owned();
        self.blocks.push(Block { boilerplate: true, ..Block::new(Kind::Verbatim, text) });
    }

    fn attached_text(&mut self, part: &Part<'_>) {
        self.attachment(part);
        if part.body.len() > ATTACHED {
            return;
        }
        self.blocks.push(Block::new(Kind::Rule, ""));
        if let Some(name) = part.file_name() {
            self.blocks.push(Block::new(Kind::Heading(4), name));
        }
        self.plain(part);
    }

    fn attachment(&mut self, part: &Part<'_>) {
        if self.attachments.len() >= NAMED {
            self.unnamed += 1;
            return;
        }
        let name = part.file_name().unwrap_or_else(|| sanitize::line(part.kind()));
        self.attachments.push(format!("{name} ({})", size(part.size())));
    }

    fn sentence(&mut self, sentence: &str) {
        self.blocks.push(Block::paragraph(sentence));
    }

    /// Adds what was read apart, its links numbered after those that are here.
    fn append(&mut self, other: Body) {
        let base = self.links.len();
        let renumbered = |mark: &mut Mark| match mark {
            Mark::Link(index) => match u16::try_from(base + usize::from(*index)) {
                Ok(place) => {
                    *index = place;
                    true
                }
                Err(_) => false,
            },
            _ => true,
        };
        self.blocks.extend(other.blocks.into_iter().map(|mut block| {
            block.spans.retain_mut(|span| renumbered(&mut span.mark));
            block
        }));
        self.links.extend(other.links);
        self.attachments.extend(other.attachments);
        self.unnamed += other.unnamed;
        self.unreadable += other.unreadable;
        self.guessed = self.guessed.or(other.guessed);
    }
}

/// Whether a part is of this kind, or holds one that is.
fn holds(part: &Part<'_>, kind: &str, depth: usize) -> bool {
    const DEPTH: usize = 3;
    part.kind() == kind
        || depth < DEPTH
            && part.kind().starts_with("multipart/")
            && part.parts().iter().any(|part| holds(part, kind, depth + 1))
}

/// Texts that are read as they stand; others (calendars, cards, tables) are for other programs.
fn is_readable(kind: &str) -> bool {
    const OTHERS: &[&str] =
        &["html", "calendar", "vcard", "x-vcard", "directory", "csv", "xml", "css", "javascript", "rtf"];
    kind.strip_prefix("text/").is_some_and(|kind| !OTHERS.contains(&kind))
}

fn is_patch(kind: &str) -> bool {
    matches!(kind, "text/x-patch" | "text/x-diff" | "text/patch" | "text/diff")
}

fn size(bytes: usize) -> String {
    match bytes {
        0..1000 => format!("{bytes} bytes"),
        1000..1_000_000 => format!("{} KB", bytes.div_ceil(1000)),
        _ => format!("{:.1} MB", f64::from(u32::try_from(bytes / 1000).unwrap_or(u32::MAX)) / 1000.0),
    }
}
