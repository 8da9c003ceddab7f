//! The promises of the module above.

use super::*;
use proptest::prelude::*;

fn builder() -> Builder {
    Builder::accepting(|url| url.starts_with("http").then(|| url.to_owned()))
}

fn shown(builder: Builder) -> Vec<(Kind, String)> {
    builder.finish().0.into_iter().map(|block| (block.kind, block.text)).collect()
}

#[test]
fn white_space_collapses_across_pieces() {
    let mut b = builder();
    b.text("  one \n");
    b.text("\t two");
    b.mark(Mark::Strong);
    b.text(" three ");
    b.unmark(Mark::Strong);
    b.text(" four\n");
    let (blocks, _) = b.finish();
    assert_eq!(blocks[0].text, "one two three four");
    assert_eq!(blocks[0].spans, [Span { range: 8..13, mark: Mark::Strong }]);
}

#[test]
fn a_line_end_between_han_characters_is_no_space() {
    let mut b = builder();
    b.text("宇航员\n在太空 中 hello\nworld");
    assert_eq!(shown(b), [(Kind::Paragraph, "宇航员在太空 中 hello world".to_owned())]);
}

#[test]
fn styles_nest_and_reach_over_block_ends() {
    let mut b = builder();
    let link = b.link("https://example.org/").unwrap();
    b.mark(link);
    b.mark(Mark::Emphasis);
    b.text("é a");
    b.paragraph();
    b.text("b");
    b.unmark(Mark::Emphasis);
    b.text("c");
    b.unmark(link);
    let (blocks, links) = b.finish();
    assert_eq!(links, ["https://example.org/"]);
    assert_eq!(blocks[0].spans, [Span { range: 0..4, mark: link }, Span { range: 0..4, mark: Mark::Emphasis }]);
    assert_eq!(blocks[1].spans, [Span { range: 0..2, mark: link }, Span { range: 0..1, mark: Mark::Emphasis }]);
}

#[test]
fn an_address_that_is_not_accepted_is_no_link() {
    let mut b = builder();
    assert_eq!(b.link("javascript:alert(1)"), None);
    assert_eq!(b.link("relative"), None);
    b.set_base("https://example.org/x/");
    assert_eq!(b.link("relative"), Some(Mark::Link(0)));
}

#[test]
fn two_line_breaks_end_a_paragraph() {
    let mut b = builder();
    b.line_break();
    b.text("a");
    b.line_break();
    b.text("b");
    b.line_break();
    b.text(" \n");
    b.line_break();
    b.text("c");
    b.line_break();
    assert_eq!(shown(b), [(Kind::Paragraph, "a\nb".to_owned()), (Kind::Paragraph, "c".to_owned())]);
}

#[test]
fn lists_count_nest_and_mark_only_the_first_paragraph() {
    let mut b = builder();
    b.list(Some(3));
    b.item(None);
    b.text("three");
    b.paragraph();
    b.text("more");
    b.list(None);
    b.item(None);
    b.text("inner");
    b.leave();
    b.item(Some(7));
    b.text("seven");
    b.item(None);
    b.text("eight");
    b.leave();
    let item = |marker: &str, depth| Kind::Item { marker: marker.to_owned(), depth };
    assert_eq!(
        shown(b),
        [
            (item("3.", 1), "three".to_owned()),
            (item("", 1), "more".to_owned()),
            (item("•", 2), "inner".to_owned()),
            (item("7.", 1), "seven".to_owned()),
            (item("8.", 1), "eight".to_owned()),
        ]
    );
}

#[test]
fn quotes_count_their_depth() {
    let mut b = builder();
    b.quote();
    b.text("a");
    b.quote();
    b.text("b");
    b.leave();
    b.leave();
    b.text("c");
    assert_eq!(
        shown(b),
        [
            (Kind::Quote { depth: 1 }, "a".to_owned()),
            (Kind::Quote { depth: 2 }, "b".to_owned()),
            (Kind::Paragraph, "c".to_owned())
        ]
    );
}

#[test]
fn verbatim_keeps_indents_and_expands_tabs() {
    let mut b = builder();
    b.verbatim();
    b.text("\n  fn a()\n\tx\n\n");
    b.end_verbatim();
    assert_eq!(shown(b), [(Kind::Verbatim, "  fn a()\n    x".to_owned())]);
}

#[test]
fn cells_are_one_line_and_empty_rows_are_dropped() {
    let mut b = builder();
    b.table();
    b.text("a");
    b.line_break();
    b.text("b");
    b.cell();
    b.marked(Mark::Strong, "c");
    b.cell();
    b.row();
    b.cell();
    b.cell();
    b.row();
    b.cell();
    b.text("d");
    b.cell();
    b.row();
    b.end_table();
    let (blocks, _) = b.finish();
    assert_eq!(blocks[0].text, "a b\tc\n\td");
    assert_eq!(blocks[0].spans, [Span { range: 4..5, mark: Mark::Strong }]);
}

#[test]
fn blocks_within_a_heading_stay_one_line() {
    let mut b = builder();
    b.line(Kind::Heading(2));
    b.text("a");
    b.paragraph();
    b.text("b");
    b.end_line();
    b.text("c");
    assert_eq!(shown(b), [(Kind::Heading(2), "a b".to_owned()), (Kind::Paragraph, "c".to_owned())]);
}

#[derive(Clone, Debug)]
enum Step {
    Text(String),
    Mark(u8),
    Unmark(u8),
    Break,
    Paragraph,
    Line,
    EndLine,
    Verbatim,
    EndVerbatim,
    Quote,
    List,
    Item,
    Leave,
    Table,
    Cell,
    Row,
    EndTable,
}

fn step() -> impl Strategy<Value = Step> {
    use Step::*;
    prop_oneof![
        4 => any::<String>().prop_map(Text),
        2 => (0..4u8).prop_map(Mark),
        2 => (0..4u8).prop_map(Unmark),
        4 => proptest::sample::select(vec![Break, Paragraph, Line, EndLine, Verbatim, EndVerbatim, Quote, List, Item, Leave, Table, Cell, Row, EndTable]),
    ]
}

proptest! {
    #[test]
    fn spans_are_always_ranges_of_their_text(steps in proptest::collection::vec(step(), 0..40)) {
        let marks = [Mark::Emphasis, Mark::Strong, Mark::Code, Mark::Link(0)];
        let mut b = builder();
        for step in steps {
            match step {
                Step::Text(text) => b.text(&text),
                Step::Mark(mark) => b.mark(marks[usize::from(mark)]),
                Step::Unmark(mark) => b.unmark(marks[usize::from(mark)]),
                Step::Break => b.line_break(),
                Step::Paragraph => b.paragraph(),
                Step::Line => b.line(Kind::Heading(1)),
                Step::EndLine => b.end_line(),
                Step::Verbatim => b.verbatim(),
                Step::EndVerbatim => b.end_verbatim(),
                Step::Quote => b.quote(),
                Step::List => b.list(Some(1)),
                Step::Item => b.item(None),
                Step::Leave => b.leave(),
                Step::Table => b.table(),
                Step::Cell => b.cell(),
                Step::Row => b.row(),
                Step::EndTable => b.end_table(),
            }
        }
        for block in b.finish().0 {
            prop_assert!(block.kind == Kind::Rule || !block.text.trim().is_empty());
            for span in &block.spans {
                prop_assert!(block.text.get(span.range.clone()).is_some_and(|text| !text.is_empty()));
            }
        }
    }
}
