//! The promises of the module above.

use super::*;
use crate::article::Span;
use proptest::prelude::*;

fn builder(text: &str) -> (Vec<Block>, Vec<String>) {
    let mut builder = Builder::accepting(|url| url.starts_with("http").then(|| url.to_owned()));
    body(text, &mut builder);
    builder.finish()
}

fn blocks(text: &str) -> Vec<(Kind, String)> {
    builder(text).0.into_iter().map(|block| (block.kind, block.text)).collect()
}

fn item(marker: &str, depth: u8) -> Kind {
    Kind::Item { marker: marker.to_owned(), depth }
}

fn paragraph(text: &str) -> (Kind, String) {
    (Kind::Paragraph, text.to_owned())
}

#[test]
fn blocks_are_read() {
    assert_eq!(
        blocks(
            "One\nline  \nbreak\n\n## Head *em* {#id}\n\n> q\n>\n> > qq\n\n---\n\n    code\n      more\n\n```rust\nfn a() {}\n```\n"
        ),
        [
            paragraph("One line\nbreak"),
            (Kind::Heading(2), "Head em".to_owned()),
            (Kind::Quote { depth: 1 }, "q".to_owned()),
            (Kind::Quote { depth: 2 }, "qq".to_owned()),
            (Kind::Rule, String::new()),
            (Kind::Verbatim, "code\n  more".to_owned()),
            (Kind::Verbatim, "fn a() {}".to_owned()),
        ]
    );
}

#[test]
fn lists_are_read_tight_and_loose() {
    assert_eq!(
        blocks("3. three\n   - in\n4. four\n\n   more\n\ntext\n\n- [x] done\n- [ ] open\n"),
        [
            (item("3.", 1), "three".to_owned()),
            (item("•", 2), "in".to_owned()),
            (item("4.", 1), "four".to_owned()),
            (item("", 1), "more".to_owned()),
            paragraph("text"),
            (item("☑", 1), "done".to_owned()),
            (item("☐", 1), "open".to_owned()),
        ]
    );
}

#[test]
fn tables_and_notes_are_read() {
    assert_eq!(
        blocks("Text[^n] here.\n\n[^n]: A *note*.\n\n| a | b |\n|---|---|\n| 1 | `2` |\n"),
        [
            paragraph("Text[1] here."),
            (Kind::Table, "a\tb\n1\t2".to_owned()),
            (Kind::Rule, String::new()),
            (item("[1]", 1), "A note.".to_owned()),
        ]
    );
}

#[test]
fn styles_and_links_are_spans() {
    let (blocks, links) = builder(
        "A [link **b**](https://a.example/), [none](/x), ~~s~~ and <kbd>K</kbd> <a href='https://b.example/'>x</a> ![alt](i.png)",
    );
    assert_eq!(links, ["https://a.example/", "https://b.example/"]);
    assert_eq!(blocks[0].text, "A link b, none, s and K x [alt]");
    let spans: Vec<(&str, Mark)> =
        blocks[0].spans.iter().map(|Span { range, mark }| (&blocks[0].text[range.clone()], *mark)).collect();
    assert_eq!(
        spans,
        [("link b", Mark::Link(0)), ("b", Mark::Strong), ("s", Mark::Strike), ("K", Mark::Code), ("x", Mark::Link(1))]
    );
}

#[cfg(feature = "html")]
#[test]
fn html_within_is_read() {
    assert_eq!(
        blocks("<div class='x'>\n<p>In <b>html</b></p>\n</div>\n\nOut<br>line<!-- no -->\n"),
        [paragraph("In html"), paragraph("Out\nline")]
    );
}

#[test]
fn a_title_is_named_or_the_heading_that_opens_the_text() {
    let named = draft("---\ntitle: Rain\nauthor: Ann Lee\nsubtitle: All day\n---\n# Head\n\nText");
    assert_eq!(named.title.as_deref(), Some("Rain"));
    assert_eq!(named.authors, ["Ann Lee"]);
    assert_eq!(named.blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>(), ["All day", "Head", "Text"]);
    let headed = draft("# Head *em*\n\nText");
    assert_eq!(headed.title.as_deref(), Some("Head em"));
    assert_eq!(headed.blocks.len(), 1);
    assert_eq!(draft("Text\n\n# Head").title, None);
    assert!(headed.structured);
}

#[test]
fn notes_are_numbered_in_the_order_of_their_signs() {
    assert_eq!(
        blocks("One[^late] two[^1] one[^late].\n\n[^1]: First.\n[^late]: Late.\n"),
        [
            paragraph("One[1] two[2] one[1]."),
            (Kind::Rule, String::new()),
            (item("[1]", 1), "Late.".to_owned()),
            (item("[2]", 1), "First.".to_owned()),
        ]
    );
}

#[test]
fn alerts_definitions_and_wiki_links_are_read() {
    assert_eq!(
        blocks("> [!WARNING]\n> Mind the step.\n\nTerm\n: What it is.\n\nSee [[Weir|the weir]].\n"),
        [
            (Kind::Quote { depth: 1 }, "Warning".to_owned()),
            (Kind::Quote { depth: 1 }, "Mind the step.".to_owned()),
            paragraph("Term"),
            (item("•", 1), "What it is.".to_owned()),
            paragraph("See the weir."),
        ]
    );
}

#[test]
fn front_matter_is_believed_about_its_authors() {
    let authors = |value: &str| {
        let draft = draft(&format!("---\ntitle: Rain\nauthors: {value}\nlang: de\n---\nText"));
        assert_eq!(draft.language.as_deref(), Some("de"));
        (draft.authors, draft.bylines)
    };
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    assert_eq!(authors("[18F, kane-bo-li, aaron]"), (names(&["18F", "Kane Bo Li", "aaron"]), vec![]));
    assert_eq!(authors("By Ann Lee and Bo Chu").0, ["Ann Lee", "Bo Chu"]);
    assert_eq!(authors("Reuters"), (vec![], names(&["Reuters"])));
}

#[test]
fn text_that_opens_with_a_rule_is_all_there() {
    let draft = draft("---\ntitle: never closed\n\nIs this a rule?\n");
    assert_eq!(
        draft.blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>(),
        ["", "title: never closed", "Is this a rule?"]
    );
}

#[test]
fn deep_nesting_is_read() {
    let deep = format!("{} deep\n\n{}a{}\n", ">".repeat(10_000), "[".repeat(2_000), "]".repeat(2_000));
    assert!(builder(&deep).0.iter().any(|block| block.text == "deep"));
}

proptest! {
    #[test]
    fn any_text_is_read_without_a_panic(text in "[-#>*_`~\\[\\]()!|:<>a1.+ \n\té&{}%^]{0,120}", other in any::<String>()) {
        for text in [text, other] {
            for block in draft(&text).blocks {
                for span in &block.spans {
                    prop_assert!(block.text.get(span.range.clone()).is_some());
                }
            }
        }
    }
}
