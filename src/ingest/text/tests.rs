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
    parts(text).into_iter().map(|block| (block.kind, block.text)).collect()
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

/// A paragraph of several lines, broken at 64 columns.
fn wrapped(start: &str, first: &str, rest: &str) -> String {
    let text = format!(
        "{start} the harbour lay still under a low grey sky, and nobody on the quay spoke of the night before, when the last ferry had turned back within sight of the lights because the wind was too strong for it."
    );
    textwrap::fill(&text, textwrap::Options::new(64).initial_indent(first).subsequent_indent(rest))
}

#[test]
fn indented_and_hanging_paragraphs_are_told_apart() {
    for (first, rest) in [("    ", ""), ("", "    ")] {
        let text = ["At noon", "At dusk", "All night"].map(|start| wrapped(start, first, rest)).join("\n");
        assert_eq!(paragraphs(&text).len(), 3, "{text}");
    }
}

#[test]
fn a_double_spaced_text_flows_again() {
    let text = "The harbour lay still under a low grey sky, and nobody on\n\nthe quay spoke of the night before, when the last ferry had\n\nturned back within sight of the lights because the wind was\n\ntoo strong for it, and because the captain was too old to\n\ncare what was said of him by the men who had waited on the\n\nquay since the early afternoon without a word.";
    assert_eq!(paragraphs(text).len(), 1);
}

#[test]
fn quoted_lines_are_quotations_and_speakers_begin_paragraphs() {
    let text = "On Monday she wrote:\n\n> We have no more to say.\n>\n>> And what of it?\n\nThat was all.";
    let kinds: Vec<Kind> = laid(text).into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(kinds, [Kind::Paragraph, Kind::Quote { depth: 1 }, Kind::Quote { depth: 2 }, Kind::Paragraph]);
    let talk = ["Q: Is it true that", "A: Yes,", "Q: Who knows that", "A: I do:"]
        .map(|start| wrapped(start, "", ""))
        .join("\n");
    assert_eq!(paragraphs(&talk).len(), 4);
}

#[test]
fn an_item_keeps_its_further_lines_and_paragraphs() {
    let text = "They asked for:\n\n1. more boats, which\n   are to be built\n   before the winter\n\n   and to be painted\n\n2. longer days\n\nThat was all.";
    let texts: Vec<String> = laid(text).into_iter().map(|(_, text)| text).collect();
    assert_eq!(
        texts,
        [
            "They asked for:",
            "more boats, which are to be built before the winter",
            "and to be painted",
            "longer days",
            "That was all."
        ]
    );
}

#[test]
fn boxes_and_drawings_are_set_as_they_are() {
    for drawing in ["+----+----+\n| a  | b  |\n+----+----+", "┌───┐\n│ a │\n└───┘", "  /\\_/\\\n ( o.o )\n  > ^ <"]
    {
        let text = format!("Look at this\n\n{drawing}\n\nand go on.");
        assert_eq!(laid(&text)[1].0, Kind::Verbatim, "{drawing}");
    }
}

#[test]
fn characters_printed_over_each_other_are_styles() {
    let article = read(b"A title of it\n\nHere is o\x08ol\x08ld\x08d and _\x08n_\x08e_\x08w, and more of it.").unwrap();
    let block = &article.blocks[0];
    let styled: Vec<_> = block.spans.iter().map(|span| (&block.text[span.range.clone()], span.mark)).collect();
    assert_eq!(styled, [("old", crate::article::Mark::Strong), ("new", crate::article::Mark::Emphasis)]);
    assert_eq!(block.text, "Here is old and new, and more of it.");
}

#[test]
fn an_editions_licence_is_litter_and_its_signs_are_italics() {
    let text = "Free for anyone.\n\nTitle: Rain\n\nAuthor: Ann Lee\n\n*** START OF THE EBOOK RAIN ***\n\nIt was _very_ late, and _all of them_ were _there_ by then.\n\n*** END OF THE EBOOK RAIN ***\n\nTerms of use.";
    let article = read(text.as_bytes()).unwrap();
    assert_eq!((article.title.as_str(), article.authors.as_slice()), ("Rain", &["Ann Lee".to_owned()][..]));
    let story: Vec<&Block> = article.blocks.iter().filter(|block| !block.boilerplate).collect();
    assert_eq!(story.len(), 1);
    assert_eq!(
        (story[0].text.as_str(), story[0].spans.len()),
        ("It was very late, and all of them were there by then.", 3)
    );
    assert!(article.blocks.iter().any(|block| block.boilerplate && block.text == "Terms of use."));
}
