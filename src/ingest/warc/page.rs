//! A record becomes an article: its document, its text, and where it was found.

use std::borrow::Cow;

use super::fields::{charset, essence};
use super::header::{Header, Kind};
use super::http::Response;
use crate::ingest::decode::{self, Decoded};
use crate::ingest::{Draft, Format, Head, IngestError, html, markdown, sanitize, text};

/// Answers to programs, which are text and no article.
const FOR_PROGRAMS: &[&str] = &["/robots.txt", "/ads.txt", "/app-ads.txt", "/security.txt", "/llms.txt"];

/// What a document is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Media {
    Html,
    Plain,
    Markdown,
}

/// A document of a record, still packed.
struct Document<'a> {
    response: Option<Response<'a>>,
    media: Cow<'a, str>,
    block: &'a [u8],
}

impl<'a> Document<'a> {
    /// The document of a record that has one for readers.
    fn of(header: &'a Header, block: &'a [u8]) -> Option<Self> {
        let response = if header.kind == Kind::Response { Response::read(block) } else { None };
        if response.as_ref().is_some_and(|response| response.status != 200) {
            return None;
        }
        let named = match &response {
            Some(response) => response.fields.get("content-type"),
            None => Some(header.media.as_str()).filter(|media| !media.is_empty()),
        };
        let media = named.or(header.identified.as_deref()).unwrap_or_default().to_owned();
        Some(Self { response, media: Cow::Owned(media), block })
    }

    /// What the document is written in, by its name, or by its `start` where the name says nothing.
    fn media(&self, header: &Header, start: &[u8]) -> Option<Media> {
        let is_page = || html::Html.recognises(&Head::new(start));
        match essence(&self.media).as_str() {
            "text/html" | "application/xhtml+xml" => Some(Media::Html),
            "text/plain" if is_page() => Some(Media::Html),
            "text/plain" if is_for_readers(&header.address) => Some(Media::Plain),
            "text/markdown" | "text/x-markdown" => Some(Media::Markdown),
            "" | "application/octet-stream" | "application/http" | "unknown" | "no-type" if is_page() => {
                Some(Media::Html)
            }
            _ => None,
        }
    }

    fn bytes(&self) -> Result<Cow<'a, [u8]>, IngestError> {
        self.response.as_ref().map_or(Ok(Cow::Borrowed(self.block)), Response::document)
    }
}

/// Whether a text lies where texts for people do: crawlers keep their notes as texts too (`metadata://`).
fn is_for_readers(address: &str) -> bool {
    let Some((scheme, rest)) = address.split_once("://") else { return false };
    let path = rest.split(['?', '#']).next().unwrap_or(rest);
    ["http", "https", "ftp", "file"].contains(&scheme) && !FOR_PROGRAMS.iter().any(|name| path.ends_with(name))
}

/// Whether a record is for reading, by its head and the start of its block.
pub(super) fn is_wanted(header: &Header, start: &[u8]) -> bool {
    let Some(document) = Document::of(header, start) else { return false };
    // Mostly the name says it, and nothing has to be unpacked.
    document.media(header, b"").is_some()
        || document.bytes().is_ok_and(|bytes| document.media(header, &bytes).is_some())
}

/// What a record says, if there is anything to read in it.
pub(super) fn draft(header: &Header, block: &[u8]) -> Result<Option<Draft>, IngestError> {
    let Some(document) = Document::of(header, block) else { return Ok(None) };
    let bytes = document.bytes()?;
    let Some(media) = document.media(header, &bytes[..bytes.len().min(4 << 10)]) else { return Ok(None) };
    let (bytes, charset) = (bytes.into_owned(), charset(&document.media));
    let decoded = match media {
        Media::Html => decode::decode_page(bytes, charset),
        Media::Markdown | Media::Plain => decode::decode_declared(bytes, charset),
    };
    let Decoded { text, unreadable, guessed } = decoded;
    let draft = match media {
        Media::Html => html::draft(&with_address(&text, &header.address)),
        Media::Markdown => markdown::draft(&text),
        Media::Plain => Draft { blocks: text::parts(&sanitize::text(&text)), ..Draft::default() },
    };
    if draft.blocks.is_empty() && draft.title.is_none() {
        return Ok(None);
    }
    let language = document.response.as_ref().and_then(|response| response.fields.get("content-language"));
    let language = header.language.as_deref().or(language).map(sanitize::line);
    let address = Some(sanitize::line(&header.address)).filter(|address| !address.is_empty());
    Ok(Some(Draft { url: address.or(draft.url), language: draft.language.or(language), unreadable, guessed, ..draft }))
}

/// A page that says where it was found, as browsers write it into pages that they save: its links start there.
fn with_address(page: &str, address: &str) -> String {
    let address = if address.contains("-->") { "" } else { address };
    format!("<!-- saved from url=({:04}){address} -->{page}", address.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(kind: Kind, address: &str, media: &str) -> Header {
        Header {
            kind,
            id: None,
            address: address.to_owned(),
            media: media.to_owned(),
            identified: None,
            language: None,
            len: 0,
        }
    }

    fn response(fields: &str, body: &[u8]) -> Vec<u8> {
        [format!("HTTP/1.1 200 OK\r\n{fields}\r\n\r\n").as_bytes(), body].concat()
    }

    #[test]
    fn only_documents_for_readers_are_wanted() {
        let record = header(Kind::Response, "https://a.example/x", "application/http; msgtype=response");
        for (block, wanted) in [
            (&b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>x"[..], true),
            (b"HTTP/1.1 200 OK\r\nContent-Type: application/xhtml+xml\r\n\r\n", true),
            (b"HTTP/1.1 200 OK\r\nServer: x\r\n\r\n<!doctype html><p>x", true),
            (b"HTTP/1.1 200 OK\r\nServer: x\r\n\r\n\x89PNG", false),
            (b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n", false),
            (b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{}", false),
            (b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>x", false),
            (b"HTTP/1.1 302 Found\r\nContent-Type: text/html\r\n\r\n<p>x", false),
            (b"<!doctype html><p>No head at all", true),
        ] {
            assert_eq!(is_wanted(&record, block), wanted, "{}", String::from_utf8_lossy(block));
        }
        for (address, media, wanted) in [
            ("https://a.example/a.txt", "text/plain", true),
            ("https://a.example/robots.txt", "text/plain", false),
            ("metadata://crawler.example/log.txt", "text/plain", false),
            ("dns:a.example", "text/dns", false),
            ("urn:x", "text/html", true),
        ] {
            assert_eq!(is_wanted(&header(Kind::Resource, address, media), b"x"), wanted, "{address}");
        }
    }

    #[test]
    fn the_charset_of_the_answer_is_believed() {
        let record = header(Kind::Response, "https://a.example/n/x.html", "");
        let (page, _, _) = encoding_rs::KOI8_R.encode("<title>Мост</title><p>Мост закрыт.</p>");
        let block = response("Content-Type: text/html; charset=koi8-r", &page);
        let draft = draft(&record, &block).unwrap().unwrap();
        assert_eq!((draft.title.as_deref(), draft.guessed), (Some("Мост"), None));
    }

    #[test]
    fn the_address_of_the_record_is_the_articles_and_its_links_start_there() {
        let record = header(Kind::Response, "https://a.example/n/x.html", "");
        let block = response("Content-Type: text/html", b"<title>T</title><p>Word and <a href=y.html>link</a>.</p>");
        let draft = draft(&record, &block).unwrap().unwrap();
        assert_eq!(draft.url.as_deref(), Some("https://a.example/n/x.html"));
        assert_eq!((draft.title.as_deref(), draft.links), (Some("T"), vec!["https://a.example/n/y.html".to_owned()]));
    }
}
