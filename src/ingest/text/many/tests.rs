//! The promises of the module above: what is cut out of a text is the article that was listed.

use std::io::BufReader;
use std::ops::ControlFlow;

use proptest::prelude::*;

use crate::article::Article;
use crate::ingest::text::Text;
use crate::ingest::{Format as _, Record, Source};

const STORY: &str = "The council met at noon and spoke for three hours about the tram, which nobody has seen\n\
    since the spring, and about the bridge, which everybody has seen too often. The mayor\n\
    said that she was sorry for the delay and that a new vote was planned for the summer.\n\n\
    Nobody expects the result to be any different from the one before, or from the one\n\
    before that, but the chairs are booked and so is the band.\n";

fn read(bytes: &[u8]) -> Vec<(Article, Option<Record>)> {
    let mut found = Vec::new();
    let mut reader = BufReader::with_capacity(13, bytes);
    let _ = Text.read(Source { path: "dump.txt", reader: &mut reader }, &mut |article| {
        found.extend(article.map(|article| (article.article, article.record)));
        ControlFlow::Continue(())
    });
    found
}

fn titles(text: &str) -> Vec<String> {
    let found = read(text.as_bytes());
    for (article, record) in &found {
        let Some((offset, len)) = record.as_ref().and_then(|record| record.bytes) else { continue };
        let slice = &text.as_bytes()[offset as usize..][..len as usize];
        assert_eq!(read(slice)[0].0, *article);
    }
    found.into_iter().map(|(article, _)| article.title).collect()
}

fn signed(title: &str) -> String {
    format!("{title}\nBy Ann Lee\nNovember 29, 2014\n\n{STORY}")
}

#[test]
fn articles_between_form_feeds_are_parted_and_pages_are_not() {
    let articles = [signed("Tram put off"), signed("Bridge is shut"), signed("Band is booked")].join("\x0c");
    assert_eq!(titles(&articles), ["Tram put off", "Bridge is shut", "Band is booked"]);
    let pages = format!("A long report\n\n{STORY}\n\nand the story\n\x0cgoes on without an end.\n\n{STORY}\x0c");
    assert_eq!(titles(&pages).len(), 1);
}

#[test]
fn articles_between_the_same_rules_are_parted_and_scenes_are_not() {
    for rule in ["\n==========\n", "\n* * * * * * *\n\n", "\n===== 12 =====\n"] {
        let articles =
            [signed("Tram put off"), signed("Bridge is shut"), format!("Band is booked\n\n{STORY}")].join(rule);
        assert_eq!(titles(&articles), ["Tram put off", "Bridge is shut", "Band is booked"], "{rule}");
    }
    let scenes = format!("A long night\n\n{STORY}\n*****\n\n{STORY}\n*****\n\n{STORY}");
    assert_eq!(titles(&scenes), ["A long night"]);
    let underlined = format!("First\n=====\n\n{STORY}\nOther\n=====\n\n{STORY}");
    assert_eq!(titles(&underlined).len(), 1);
}

#[test]
fn articles_under_fields_are_parted() {
    let article = |title: &str| format!("Title: {title}\nDate: 2014-11-29\nAuthor: Ann Lee\n\n{STORY}\n");
    let found = read(format!("{}{}", article("Tram put off"), article("Bridge is shut")).as_bytes());
    assert_eq!(
        titles(&format!("{}{}", article("Tram put off"), article("Bridge is shut"))),
        ["Tram put off", "Bridge is shut"]
    );
    assert_eq!(found[1].0.authors, ["Ann Lee"]);
    assert!(!found[1].0.blocks.iter().any(|block| block.text.contains("2014")));
    assert_eq!(read(article("Alone").as_bytes())[0].1, None);
}

#[test]
fn exports_of_press_databases_are_read() {
    let nexis = |at: u8, title: &str| {
        format!(
            "     {at} of 2 DOCUMENTS\n\n     The Coast Ledger\n\n     March 5, 2012 Monday\n\n{title}\n\nBYLINE: By ANN LEE\n\nLENGTH: 512 words\n\n{STORY}\n\nLOAD-DATE: March 5, 2012\n\n"
        )
    };
    let factiva = |title: &str| {
        format!("HD  {title}\nBY  By Ann Lee\nWC  512 words\nPD  5 March 2012\nSN  The Coast Ledger\nLP\n{STORY}\n\n")
    };
    for text in [
        format!("{}{}", nexis(1, "Tram put off"), nexis(2, "Bridge is shut")),
        format!("{}{}", factiva("Tram put off"), factiva("Bridge is shut")),
    ] {
        assert_eq!(titles(&text), ["Tram put off", "Bridge is shut"]);
        for (article, _) in read(text.as_bytes()) {
            assert_eq!(article.authors, ["Ann Lee"]);
            assert_eq!(article.source.as_deref(), Some("The Coast Ledger"));
            assert_eq!(article.published.map(|moment| moment.date.to_string()).as_deref(), Some("2012-03-05"));
            assert!(article.blocks[0].text.starts_with("The council met at noon"), "{}", article.blocks[0].text);
        }
    }
}

#[test]
fn articles_in_sgml_are_read_by_their_numbers() {
    let reuters = |at: u8| {
        format!(
            "<REUTERS TOPICS=\"YES\" OLDID=\"9{at}\" NEWID=\"{at}\">\n<DATE>26-FEB-1987 15:01:01.79</DATE>\n<TOPICS><D>tram</D></TOPICS>\n<TEXT>&#2;\n<TITLE>TRAM {at} &lt;TRM> OFF</TITLE>\n<DATELINE>    COASTVILLE, Feb 26 - </DATELINE><BODY>{STORY} Reuter\n&#3;</BODY></TEXT>\n</REUTERS>\n"
        )
    };
    let text = format!("<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n{}{}", reuters(1), reuters(2));
    assert_eq!(titles(&text), ["TRAM 1 <TRM> OFF", "TRAM 2 <TRM> OFF"]);
    let found = read(text.as_bytes());
    assert_eq!(found[1].1.as_ref().map(|record| record.name.as_str()), Some("2"));
    assert_eq!(found[0].0.source.as_deref(), Some("Reuters"));
    assert!(found[0].0.blocks[0].text.starts_with("COASTVILLE, Feb 26 - The council"));
    assert!(!found[0].0.blocks.iter().any(|block| block.text.contains(['\u{fffd}', '&'])));
    let trec = "<DOC>\n<DOCNO> AP-1 </DOCNO>\n<HEAD>Tram put off</HEAD>\n<TEXT>\nThe tram was put off.\n</TEXT>\n</DOC>\n\
        <DOC>\n<DOCNO> AP-2 </DOCNO>\n<TEXT>\n<P>\nThe bridge is shut.\n</P>\n</TEXT>\n</DOC>\n";
    assert_eq!(titles(trec), ["Tram put off", "The bridge is shut"]);
    assert_eq!(read(trec.as_bytes())[0].1.as_ref().map(|record| record.name.clone()).as_deref(), Some("AP-1"));
}

#[test]
fn an_article_beyond_the_window_is_found_too() {
    let long = "The council met again, and again nothing came of it.\n\n".repeat(8_000);
    let text = format!("Title: One\nDate: 2014-11-29\n\n{long}\nTitle: Two\nDate: 2014-11-30\n\n{STORY}");
    assert_eq!(titles(&text), ["One", "Two"]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_slice_read_alone_is_the_article_that_was_listed(
        pieces in proptest::collection::vec(
            "(=====\n|\x0c|\\*\\*\\*\\*\\*\\*\n|Title: A b\nDate: 2014-11-29\n\n|Tram is off\nBy Ann Lee\n\n|<DOC>\n<DOCNO>1</DOCNO>\n<TEXT>\n|</TEXT>\n</DOC>\n|1 of 2 DOCUMENTS\n|HD  Tram\nPD  5 May 2012\nSN  X\nTD\n|The tram is off, she said.\n\n|Gr\u{fc}n\n|> q\n)", 0..14)
    ) {
        titles(&pieces.concat());
    }
}
