//! What a whole feed gives.

use proptest::prelude::*;

use super::*;

fn read(bytes: &[u8]) -> (Vec<Found>, Vec<String>) {
    let (mut found, mut errors) = (Vec::new(), Vec::new());
    let mut reader = bytes;
    let source = Source { path: "a.xml", reader: &mut reader };
    let result = Feed.read(source, &mut |article| {
        match article {
            Ok(article) => found.push(article),
            Err(error) => errors.push(error.to_string()),
        }
        ControlFlow::Continue(())
    });
    errors.extend(result.err().map(|error| error.to_string()));
    (found, errors)
}

fn titles(text: &str) -> Vec<String> {
    read(text.as_bytes()).0.into_iter().map(|found| found.article.title).collect()
}

#[test]
fn every_kind_of_feed_gives_its_entries() {
    for text in [
        "<rss version='2.0'><channel><title>F</title><item><title>One</title></item><item><title>Two</title></item></channel></rss>",
        "<rdf:RDF xmlns='http://purl.org/rss/1.0/'><channel><title>F</title><items><li/></items></channel><item><title>One</title></item><item><title>Two</title></item></rdf:RDF>",
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>F</title><entry><title>One</title></entry><entry><title>Two</title></entry></feed>",
        "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:title>F</a:title><a:entry><a:title>One</a:title></a:entry><a:entry><a:title>Two</a:title></a:entry></a:feed>",
        "<CHANNEL><TITLE>F</TITLE><ITEM HREF='http://a.example/'><TITLE>One</TITLE></ITEM><ITEM><TITLE>Two</TITLE></ITEM></CHANNEL>",
    ] {
        let (found, errors) = read(text.as_bytes());
        assert!(errors.is_empty(), "{errors:?}");
        assert_eq!(titles(text), ["One", "Two"], "{text}");
        assert_eq!(found[0].article.source.as_deref(), Some("F"), "{text}");
    }
}

#[test]
fn entries_are_named_by_their_ids_and_found_by_reading() {
    let text = "<rss><item><guid>g-1</guid><title>One</title></item><item><title>Two</title></item></rss>";
    let (found, _) = read(text.as_bytes());
    let names: Vec<_> = found.iter().map(|found| found.record.clone().unwrap()).collect();
    assert_eq!((names[0].name.as_str(), names[1].name.as_str()), ("g-1", "2"));
    assert!(names.iter().all(|record| record.bytes.is_none()));
}

#[test]
fn a_feed_without_entries_says_so() {
    assert_eq!(read(b"<rss><channel><title>F</title></channel></rss>").1, ["it is a feed without entries"]);
    assert_eq!(read(b"<opml></opml>").1, ["it is a list of no feeds"]);
}

#[test]
fn reading_stops_when_asked() {
    let text = "<rss><item><title>One</title></item><item><title>Two</title></item></rss>";
    let mut count = 0;
    let source = Source { path: "a.xml", reader: &mut text.as_bytes() };
    Feed.read(source, &mut |_| {
        count += 1;
        ControlFlow::Break(())
    })
    .unwrap();
    assert_eq!(count, 1);
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        read(&bytes);
        Feed.recognises(&Head::new(&bytes));
        Xml.recognises(&Head::new(&bytes));
    }

    #[test]
    fn any_tags_are_read_without_a_panic(
        start in "(<rss>|<feed xmlns='http://www.w3.org/2005/Atom'>|<opml>|<\\?xml)",
        rest in "(<item>|</item>|<entry>|<title>|</title>|<link href='/a'/>|<outline text='a'>|<content type='xhtml'>|<wp:status>|<pubDate>|<author>|<!\\[CDATA\\[|\\]\\]>|&amp;|[<>a =\"é1]){0,40}",
    ) {
        read(format!("{start}{rest}").as_bytes());
    }
}
