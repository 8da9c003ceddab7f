//! What a plain text is taken for.

use std::ops::ControlFlow;

use proptest::prelude::*;

use super::*;
use crate::article::Article;

fn read(bytes: &[u8]) -> Result<Article, IngestError> {
    let mut reader = bytes;
    let mut article = None;
    Text.read(Source { path: "story.txt", reader: &mut reader }, &mut |found| {
        article = Some(found.map(|found| found.article));
        ControlFlow::Continue(())
    })?;
    article.unwrap()
}

fn laid(text: &str) -> Vec<(Kind, String)> {
    blocks(text).into_iter().map(|block| (block.kind, block.text)).collect()
}

fn paragraphs(text: &str) -> Vec<String> {
    laid(text)
        .into_iter()
        .map(|(kind, text)| {
            assert_eq!(kind, Kind::Paragraph, "{text}");
            text
        })
        .collect()
}

#[test]
fn paragraphs_are_parted_by_blank_lines_or_line_ends() {
    assert_eq!(
        paragraphs("One is here.\n\nTwo is here.\n  \nThree is here."),
        ["One is here.", "Two is here.", "Three is here."]
    );
    assert_eq!(
        paragraphs("One is here.\nTwo is here.\nThree is here."),
        ["One is here.", "Two is here.", "Three is here."]
    );
}

#[test]
fn lines_broken_at_a_width_flow_again() {
    let text = "\
The harbour lay still under a low grey sky, and nobody on
the quay spoke of the night before, when the last ferry had
turned back within sight of the lights because the wind was
too strong for it.

By noon the first boats had gone out. The self-evident ques-
tion was who would pay for the lost day, and no question
was asked more often that week in the harbour office, where
the self-evident was seldom said.
";
    assert_eq!(
        paragraphs(text),
        [
            "The harbour lay still under a low grey sky, and nobody on the quay spoke of the night before, when the last ferry had turned back within sight of the lights because the wind was too strong for it.",
            "By noon the first boats had gone out. The self-evident question was who would pay for the lost day, and no question was asked more often that week in the harbour office, where the self-evident was seldom said.",
        ]
    );
}

#[test]
fn short_paragraphs_a_line_stay_apart() {
    let text = "The tram vote was put off on Monday by the whole council.\nMembers had spoken for three hours before they gave up.\nThe mayor said that she was disappointed by the delay.\nA new vote is planned for the first week of the spring.\nNobody expects that the result will be any different.";
    assert_eq!(paragraphs(text).len(), 5);
}

#[test]
fn a_set_in_paragraph_after_a_colon_is_a_quotation() {
    let text = "She read from the letter:\n\n    We have no more to say about this matter, and we\n    ask you not to write to us again.\n\nThen she sat down.";
    assert_eq!(
        laid(text)[1],
        (
            Kind::Quote { depth: 1 },
            "We have no more to say about this matter, and we ask you not to write to us again.".into()
        )
    );
}

#[test]
fn lists_have_items_and_a_lone_dash_is_none() {
    let item = |marker: &str, text: &str| (Kind::Item { marker: marker.into(), depth: 1 }, text.to_owned());
    assert_eq!(
        laid("They asked for:\n- more boats\n- longer days"),
        [(Kind::Paragraph, "They asked for:".into()), item("•", "more boats"), item("•", "longer days")]
    );
    assert_eq!(laid("1. First thing\n2. Second thing"), [item("1.", "First thing"), item("2.", "Second thing")]);
    assert_eq!(paragraphs("- Who is there? he said.\n\n29. November was a cold day.").len(), 2);
}

#[test]
fn verse_tables_and_code_are_set_as_they_are() {
    let verse = "A poem of the sea\n\nThe ships are gone,\nThe gulls remain\nAbove the stone,\nBelow the rain";
    assert_eq!(laid(verse)[1].0, Kind::Verbatim);
    let table = "Results of the vote\n\nNorth     12      4\nSouth      7      9\n\nThe south won.";
    assert_eq!(laid(table)[1], (Kind::Verbatim, "North     12      4\nSouth      7      9".into()));
    let code = "Type this:\n\n    if ready {\n        go();\n    }\n\nand wait.";
    assert_eq!(laid(code)[1], (Kind::Verbatim, "if ready {\n    go();\n}".into()));
}

#[test]
fn a_line_of_signs_is_a_rule() {
    assert_eq!(laid("One is here.\n\n* * *\n\nTwo is here.\n-----\nThree.")[1].0, Kind::Rule);
    assert_eq!(laid("One is here.\n\n* * *\n\nTwo is here.\n-----\nThree.")[3].0, Kind::Rule);
}

#[test]
fn title_byline_and_date_lines_of_one_group_stay_apart() {
    let article = read(b"Tram vote put off again\nBy Ann Lee\nNovember 29, 2014\n\nThe council has put off its vote on the tram line until spring.\n\nMembers spoke for three hours.").unwrap();
    assert_eq!(
        (article.title.as_str(), article.authors.as_slice()),
        ("Tram vote put off again", &["Ann Lee".to_owned()][..])
    );
    assert_eq!(article.blocks.len(), 2);
}

#[test]
fn an_endless_line_is_cut_into_pieces() {
    let endless = "Word after word came in. ".repeat(20_000);
    let pieces = paragraphs(&endless);
    assert!(pieces.len() > 10 && pieces.iter().all(|piece| piece.len() <= split::LONGEST && piece.ends_with('.')));
    assert_eq!(pieces.join(" "), endless.trim());
    for endless in ["x".repeat(200_000), "語".repeat(60_000), "e\u{301}".repeat(60_000)] {
        let pieces = paragraphs(&endless);
        assert!(pieces.len() > 2 && pieces.concat() == endless);
    }
}

#[test]
fn an_empty_file_is_empty() {
    for bytes in [&b""[..], b"\n \n", b"\xef\xbb\xbf"] {
        assert!(matches!(read(bytes), Err(IngestError::Empty("it is empty"))));
    }
}

#[test]
fn a_file_beyond_the_limit_is_refused() {
    let mut reader = std::io::BufReader::new(std::io::repeat(b'a'));
    let refused = Text.read(Source { path: "a", reader: &mut reader }, &mut |_| ControlFlow::Continue(()));
    assert_eq!(refused.unwrap_err().to_string(), "it is larger than 64 MiB");
}

#[test]
fn escape_sequences_reach_neither_title_nor_body() {
    let article = read(b"A \x1b[31mred\x1b[0m title\n\nThe \x1b]0;pwned\x07body is here, and it is longer.").unwrap();
    assert_eq!(
        (article.title.as_str(), article.blocks[0].text.as_str()),
        ("A red title", "The body is here, and it is longer.")
    );
}

fn is_safe(article: &Article) -> bool {
    let lines = article.blocks.iter().flat_map(|block| block.text.split('\n'));
    lines.chain([article.title.as_str()]).all(|line| line.chars().all(sanitize::is_safe))
}

proptest! {
    #[test]
    fn any_bytes_give_a_safe_article_or_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        if let Ok(article) = read(&bytes) {
            prop_assert!(is_safe(&article) && !article.title.is_empty());
        }
    }

    #[test]
    fn any_lines_give_a_safe_article(lines in proptest::collection::vec("[ \t]{0,5}(By |Posted on|- |[0-9]\\. )?\\PC{0,40}[.,:-]?", 0..20)) {
        if let Ok(article) = read(lines.join("\n").as_bytes()) {
            prop_assert!(is_safe(&article) && !article.title.is_empty());
        }
    }
}
