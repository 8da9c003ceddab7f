//! The promises of the module above.

use super::*;
use crate::article::{Kind, Mark};
use proptest::prelude::*;

const FILLER: &str = "The river rose in the night, and by the morning it had taken the lower bridge, two boats, and most of the market, said the mayor. ";

fn page(head: &str, body: &str) -> String {
    format!(
        "<!doctype html><html><head>{head}</head><body><nav><a href=/>Home</a></nav><article>{body}<p>{0}</p><p>{0}</p><p>{0}</p></article><footer>Imprint</footer></body></html>",
        FILLER.repeat(3)
    )
}

fn blocks(html: &str) -> Vec<(Kind, String)> {
    let mut builder = Builder::accepting(|url| Some(url.to_owned()));
    fragment(html, &mut builder);
    builder.finish().0.into_iter().map(|block| (block.kind, block.text)).collect()
}

fn item(marker: &str, depth: u8) -> Kind {
    Kind::Item { marker: marker.to_owned(), depth }
}

#[test]
fn pages_are_recognised_by_their_start() {
    for page in [
        "<!DOCTYPE html>",
        "<html lang=en>",
        "\u{feff} \n<!-- saved --><!-- b -->\n<HTML>",
        "<?xml version='1.0'?>\n<!DOCTYPE HTML PUBLIC>",
        "<head><title>",
        "<body>",
    ] {
        assert!(Html.recognises(&Head::new(page.as_bytes())), "{page}");
    }
    for other in
        ["<rss version='2.0'>", "<?xml version='1.0'?><feed>", "plain", "<htmlx>", "<header>", "<!-- never closed", ""]
    {
        assert!(!Html.recognises(&Head::new(other.as_bytes())), "{other}");
    }
}

#[test]
fn block_elements_become_blocks() {
    assert_eq!(
        blocks(
            "<h2>Head <em>line</em></h2><p>One.</p>loose<blockquote><p>Q<blockquote>QQ</blockquote></blockquote><hr><pre>  a\n\tb</pre>"
        ),
        [
            (Kind::Heading(2), "Head line".to_owned()),
            (Kind::Paragraph, "One.".to_owned()),
            (Kind::Paragraph, "loose".to_owned()),
            (Kind::Quote { depth: 1 }, "Q".to_owned()),
            (Kind::Quote { depth: 2 }, "QQ".to_owned()),
            (Kind::Rule, String::new()),
            (Kind::Verbatim, "  a\n    b".to_owned()),
        ]
    );
}

#[test]
fn lists_keep_their_numbers_and_depth() {
    assert_eq!(
        blocks(
            "<ol start=4><li>four<ul><li>in</ul><li value=9><p>nine</p><p>more</p></ol><li>stray</li><dl><dt>T<dd>D</dl>"
        ),
        [
            (item("4.", 1), "four".to_owned()),
            (item("•", 2), "in".to_owned()),
            (item("9.", 1), "nine".to_owned()),
            (item("", 1), "more".to_owned()),
            (item("•", 1), "stray".to_owned()),
            (Kind::Paragraph, "T".to_owned()),
            (item("", 1), "D".to_owned()),
        ]
    );
}

#[test]
fn a_table_of_data_is_one_block_and_a_layout_is_none() {
    assert_eq!(
        blocks("<table><caption>Sizes</caption><tr><th>a<th>b<tr><td colspan=2>x<br>y<tr><td><td>z</table>"),
        [(Kind::Paragraph, "Sizes".to_owned()), (Kind::Table, "a\tb\nx y\t\n\tz".to_owned())]
    );
    assert_eq!(
        blocks("<table><tr><td><p>one</p><p>two</p></td></tr><tr><td>three</td></tr></table>"),
        [
            (Kind::Paragraph, "one".to_owned()),
            (Kind::Paragraph, "two".to_owned()),
            (Kind::Paragraph, "three".to_owned())
        ]
    );
}

#[test]
fn styles_and_links_are_spans() {
    let mut builder = Builder::accepting(|url| url.starts_with("http").then(|| url.to_owned()));
    fragment(
        "<p>A <a href='https://example.org/x'>link <b>bold</b></a>, <a href='javascript:x'>none</a>, x<sup>2</sup> <code>c</code><del>d</del>",
        &mut builder,
    );
    let (blocks, links) = builder.finish();
    assert_eq!(links, ["https://example.org/x"]);
    let spans: Vec<_> = blocks[0].spans.iter().map(|span| (&blocks[0].text[span.range.clone()], span.mark)).collect();
    assert_eq!(spans, [("link bold", Mark::Link(0)), ("bold", Mark::Strong), ("c", Mark::Code), ("d", Mark::Strike)]);
    assert_eq!(blocks[0].text, "A link bold, none, x2 cd");
}

#[test]
fn a_caption_speaks_for_its_picture() {
    assert_eq!(
        blocks("<figure><img alt='A boat'><figcaption>The boat. <i>Photo: X</i></figcaption></figure>")[0].1,
        "The boat. Photo: X"
    );
    assert_eq!(
        blocks("<figure><img alt='A boat'></figure><img alt='img1.jpg'><img alt='0225-boat-01'><img alt=''>"),
        [(Kind::Paragraph, "[A boat]".to_owned())]
    );
}

#[test]
fn scripts_forms_and_hidden_parts_are_silent() {
    assert_eq!(blocks("<p>a<script>b</script><style>c</style><button>d</button><span hidden>e</span><i aria-hidden=true>i</i><i style='display: none'>n</i><!-- f --><svg><text>g</text></svg></p>")[0].1, "a");
}

#[test]
fn a_description_for_machines_is_believed_first() {
    let ld = r##"<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"Site"},
        {"@type":["NewsArticle"],"headline":"Rain &amp; Wind","datePublished":"2020-05-01T10:00:00Z","author":[{"@type":"Person","name":"Ann Lee"},{"@id":"#bo"},"Cy Dee"],"publisher":{"name":"The Herald"}},
        {"@type":"Person","@id":"#bo","name":"Bo Chu"}]}</script>"##;
    let head = format!(
        "{ld}<title>x</title><meta property='og:title' content='Other'><meta name=author content='Nobody'><link rel=canonical href='https://herald.example/rain'>"
    );
    let draft = draft(&page(&head, ""));
    assert_eq!(draft.title.as_deref(), Some("Rain & Wind"));
    assert_eq!(draft.bylines, ["Ann Lee", "Bo Chu", "Cy Dee"]);
    assert_eq!(draft.published.as_deref(), Some("2020-05-01T10:00:00Z"));
    assert_eq!(draft.source.as_deref(), Some("The Herald"));
    assert_eq!(draft.url.as_deref(), Some("https://herald.example/rain"));
    assert!(draft.structured);
}

#[test]
fn meta_elements_and_marks_on_the_page_fill_what_is_missing() {
    let head = "<title>Rain - The Herald</title><meta property='og:site_name' content='The Herald'>
        <meta property='article:author' content='https://facebook.com/ann'>";
    let draft = draft(&page(
        head,
        "<h1>Rain</h1><a rel=author href=/ann>Ann Lee</a> <time datetime='2020-05-01'>3 hours ago</time>",
    ));
    assert_eq!(draft.title.as_deref(), Some("Rain"));
    assert_eq!(draft.bylines, ["Ann Lee"]);
    assert_eq!(draft.published.as_deref(), Some("2020-05-01"));
    assert_eq!(draft.source.as_deref(), Some("The Herald"));
}

#[test]
fn a_broken_description_costs_nothing_else() {
    let draft = draft(&page("<script type='application/ld+json'>{\"@type\": </script><title>Rain</title>", ""));
    assert_eq!(draft.title.as_deref(), Some("Rain"));
    assert!(draft.blocks.iter().any(|block| block.text.starts_with("The river rose")));
}

#[test]
fn a_description_with_line_ends_in_its_strings_is_read() {
    let ld = "<script type='application/ld+json'><!-- {\"@type\":\"Recipe\",\"name\":\"Pike\nin mint\",\"inLanguage\":\"de-AT\"} --></script>";
    let draft = draft(&page(ld, ""));
    assert_eq!(draft.title.as_deref(), Some("Pike in mint"));
    assert_eq!(draft.language.as_deref(), Some("de-AT"));
}

#[test]
fn an_entrys_own_headline_is_taken_out_of_the_pages_title() {
    let body = "<h2 class=entry-title>After the weir</h2><svg><title>icon</title></svg>";
    assert_eq!(draft(&page("<title>Notes: After the weir</title>", body)).title.as_deref(), Some("After the weir"));
    assert_eq!(draft(&page("<title>Notes</title>", body)).title.as_deref(), Some("Notes"));
}

#[test]
fn a_title_that_is_stated_stands_as_it_is() {
    let head = "<meta property='og:title' content='Rain | Snow'><meta property='og:site_name' content='Snow'>";
    assert_eq!(draft(&page(head, "<h1>Rain</h1>")).title.as_deref(), Some("Rain | Snow"));
}

#[test]
fn boxes_in_boxes_that_stand_around_an_article_cost_little() {
    let page = format!("<html><body>{}{}", "<div class=related>".repeat(480), "<p>word word</p>".repeat(2_000));
    assert!(!draft(&page).blocks.is_empty());
}

#[test]
fn the_page_around_the_article_is_left_out() {
    let draft = draft(&page("<title>x</title>", ""));
    assert!(!draft.blocks.iter().any(|block| block.text.contains("Home") || block.text.contains("Imprint")));
}

#[test]
fn a_page_of_few_words_is_read_whole() {
    let draft = draft("<html><title>T</title><body><nav>Home</nav><p>Short.</p><footer>f</footer>");
    assert_eq!(draft.blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>(), ["Short."]);
}

#[test]
fn pages_that_are_too_deep_keep_their_text() {
    let deep =
        format!("<html><title>Deep</title><body>{}<p>One.<p>Two.{}", "<div>".repeat(100_000), "</div>".repeat(100_000));
    let draft = draft(&deep);
    assert_eq!(draft.title.as_deref(), Some("Deep"));
    assert_eq!(draft.blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>(), ["One.", "Two."]);
}

#[test]
fn markup_is_told_from_a_less_than_sign() {
    for html in ["<p>x", "a<br/>b", "<b>x</b>", "<IMG src=x>", "x</a>"] {
        assert!(is_markup(html), "{html}");
    }
    for text in ["1 < 2 > 0", "a <b", "Vec<u8>", "<3", "<john@example.org>", ""] {
        assert!(!is_markup(text), "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_is_read_without_a_panic(html in "(<(/?(p|div|b|i|a|table|tr|td|li|ul|pre|h1|img|br|title|script)[ >]|!--|\\?)|[a-z é\n<>&;\"'=-]{1,6}){0,40}") {
        draft(&html);
        blocks(&html);
        is_page(&html);
        is_markup(&html);
    }
}
