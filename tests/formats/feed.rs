//! Feeds and XML exports.

use super::*;

fn rss(items: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>Coast &amp;amp; Ledger</title>\
         <link>https://ledger.example/news/</link><language>en-gb</language>{items}</channel></rss>"
    )
}

fn titles(articles: &[Article]) -> Vec<&str> {
    articles.iter().map(|article| article.title.as_str()).collect()
}

#[test]
fn an_entry_of_rss_is_an_article_of_the_feed() {
    let article = one(
        "feed.xml",
        rss(&format!(
            "<item><title>Weir &lt;em&gt;gone&lt;/em&gt;</title><link>weir.html</link><guid isPermaLink=\"false\">w-1</guid>\
             <dc:creator>Ann Lee</dc:creator><pubDate>Sat, 04 May 2019 08:00:00 EST</pubDate><description>Short.</description>\
             <content:encoded><![CDATA[<p>{LEAD}</p><p>See <a href=\"/map\">the map</a>.</p>]]></content:encoded></item>"
        )),
    );
    assert_eq!((article.title.as_str(), article.title_inferred), ("Weir gone", false));
    assert_eq!(article.authors, ["Ann Lee"]);
    assert_eq!(article.published.unwrap().to_string(), "2019-05-04T08:00:00-05:00");
    assert_eq!(article.source.as_deref(), Some("Coast & Ledger"));
    assert_eq!(article.url.as_deref(), Some("https://ledger.example/news/weir.html"));
    assert_eq!(texts(&article), [LEAD, "See the map."]);
    assert_eq!(article.links, ["https://ledger.example/map"]);
}

#[test]
fn an_entry_of_atom_is_an_article_with_markup_of_its_own() {
    let article = one(
        "feed.atom",
        format!(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:base=\"https://ledger.example/\" xml:lang=\"en\">\
             <title type=\"html\">Coast &amp;amp; Ledger</title><author><name>Ann Lee</name><email>a@b.example</email></author>\
             <entry><title type=\"text\">Is 1 &lt; 2?</title><link rel=\"self\" href=\"/self\"/><link href=\"weir\"/>\
             <published>2019-05-04T08:00:00Z</published><updated>2020-01-01T00:00:00Z</updated>\
             <content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><h2>First</h2><p>{LEAD}<br/>It smelled.</p></div></content>\
             </entry></feed>"
        ),
    );
    assert_eq!(article.title, "Is 1 < 2?");
    assert_eq!(article.authors, ["Ann Lee"]);
    assert_eq!(article.source.as_deref(), Some("Coast & Ledger"));
    assert_eq!(article.url.as_deref(), Some("https://ledger.example/weir"));
    assert_eq!(day(&article), "2019-05-04");
    assert_eq!(kinds(&article), ["heading", "paragraph"]);
}

#[test]
fn an_entry_without_a_title_gets_one_from_its_body_and_keeps_it() {
    let article = one("feed.xml", rss(&format!("<item><description>{LEAD}</description></item>")));
    assert!(article.title_inferred);
    assert_eq!(texts(&article), [LEAD]);
}

#[test]
fn broken_feeds_give_what_can_be_saved() {
    let item = |title: &str| format!("<item><title>{title}</title><description>{LEAD}</description></item>");
    let (one, two) = (item("One"), item("Two"));
    for broken in [
        // Bare signs, unknown entities and prefixes.
        rss(&format!("{one}<item><title>Two</title><link>http://a.example/?a=1&b=2&c</link><x:y>z</x:y></item>")),
        // End tags that are missing, or others.
        rss(&format!(
            "<item><title>One</titel><description>{LEAD}</item><item><title>Two<description>{LEAD}</description>"
        )),
        // Cut off within a section, a tag, an entry.
        rss(&format!("{one}<item><title>Two</title><description><![CDATA[<p>The boat")),
        rss(&format!("{one}<item><title>Two</title><description>The boat <a hr")),
        rss(&format!("<item><title>One</title><description><![CDATA[The boat</description></item>{two}")),
        // Something before it.
        format!("\n\n<br />\n<b>Warning</b>: no such thing\n{}", rss(&format!("{one}{two}"))),
        // Controls.
        rss(&format!("{one}\u{1}{}", item("T\u{8}wo").replace("\u{8}", ""))),
    ] {
        let (articles, problems) = read_file("feed.xml", broken.as_bytes());
        assert!(problems.is_empty(), "{problems:?}");
        assert_eq!(titles(&articles), ["One", "Two"], "{broken}");
    }
}

#[test]
fn entities_are_read_as_those_of_html_and_never_expanded() {
    let bomb = "<!DOCTYPE rss [<!ENTITY a \"lolol\"><!ENTITY b \"&a;&a;&a;&a;\">]>";
    let text = rss("<item><title>Caf&eacute;&nbsp;&b; &#8217;</title><link>http://a.example/</link></item>")
        .replace("?>", &format!("?>{bomb}"));
    assert_eq!(one("feed.xml", text).title, "Café\u{a0}&b; ’".replace('\u{a0}', " "));
}

#[test]
fn a_feed_is_read_in_the_encoding_that_its_bytes_are_in() {
    let text = |encoding: &str| {
        format!(
            "<?xml version=\"1.0\" encoding=\"{encoding}\"?><rss><item><title>Größe</title><description>{LEAD}</description></item></rss>"
        )
    };
    let latin = |text: String| text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect::<Vec<u8>>();
    let wide = |text: String| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    for bytes in
        [latin(text("iso-8859-1")), text("iso-8859-1").into_bytes(), text("utf-16").into_bytes(), wide(text("utf-16"))]
    {
        assert_eq!(one("feed.xml", bytes).title, "Größe");
    }
}

#[test]
fn a_blog_export_leaves_out_what_is_no_post() {
    let entry = |kind: &str, title: &str| {
        format!(
            "<entry><category scheme=\"http://schemas.google.com/g/2005#kind\" term=\"http://schemas.google.com/blogger/2008/kind#{kind}\"/>\
             <title>{title}</title><content type=\"html\">&lt;p&gt;{LEAD}&lt;/p&gt;</content></entry>"
        )
    };
    let feed = format!(
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>Blog</title>{}{}{}{}</feed>",
        entry("template", "Template"),
        entry("settings", "Setting"),
        entry("post", "Post"),
        entry("comment", "Comment")
    );
    let (articles, problems) = read_file("blog.xml", feed.as_bytes());
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(titles(&articles), ["Post"]);
}

#[test]
fn a_list_of_feeds_names_them() {
    let article = one(
        "subscriptions.opml",
        "<opml version='2.0'><head><title>Subscriptions</title></head><body><outline text='News'>\
         <outline text='Coast Ledger' xmlUrl='https://ledger.example/feed'/></outline></body></opml>",
    );
    assert_eq!(article.title, "Subscriptions");
    assert_eq!(kinds(&article), ["item", "item"]);
    assert_eq!(article.links, ["https://ledger.example/feed"]);
}

#[test]
fn other_xml_is_read_without_its_tags() {
    let article = one(
        "news.xml",
        format!(
            "<?xml version='1.0'?><nitf><body><body.head><hedline><hl1>Weir gone</hl1></hedline><byline>By Ann Lee</byline></body.head>\
             <body.content><p>{LEAD}</p><p>{NEXT}</p></body.content></body></nitf>"
        ),
    );
    assert_eq!(article.title, "Weir gone");
    assert_eq!(article.authors, ["Ann Lee"]);
    assert_eq!(texts(&article), [LEAD, NEXT]);
}

#[test]
fn a_json_feed_is_read_with_its_title_and_writers() {
    let feed = format!(
        "{{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"Coast Ledger\",\"language\":\"en\",\"author\":{{\"name\":\"Bo Chu\"}},\"items\":[\
          {{\"id\":\"1\",\"url\":\"https://ledger.example/1\",\"title\":\"Weir gone\",\"content_html\":\"<p>{LEAD}</p>\",\
            \"date_published\":\"2019-05-04T08:00:00Z\",\"authors\":[{{\"name\":\"Ann Lee\"}}]}},\
          {{\"id\":\"2\",\"content_text\":\"{NEXT}\"}}]}}"
    );
    let (articles, problems) = read_file("feed.json", feed.as_bytes());
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(articles[0].title, "Weir gone");
    assert_eq!(articles[0].authors, ["Ann Lee"]);
    assert_eq!(day(&articles[0]), "2019-05-04");
    assert_eq!(texts(&articles[0]), [LEAD]);
    assert_eq!(texts(&articles[1]), [NEXT]);
    assert_eq!(articles[1].authors, ["Bo Chu"]);
    assert!(articles.iter().all(|article| article.source.as_deref() == Some("Coast Ledger")));
}
