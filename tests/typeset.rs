//! What setting promises for any text and any measure.

use byline::article::{Block, Kind, Mark, Span};
use byline::typeset::{Content, Line, cut, line_at, set, width};
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

/// Words as they come in archives, and as they come in nightmares.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => "[a-zA-Z]{1,12}",
        2 => "[0-9]{1,4}[–-][0-9]{2}",
        2 => "[一-龯ぁ-んァ-ヶー。、「」（）]{1,20}",
        1 => "[가-힣]{1,8}",
        1 => "https?://[a-z./?=&-]{1,120}",
        1 => Just("👩\u{200d}👩\u{200d}👧\u{200d}👦".to_owned()),
        1 => Just("🇩🇪🇫🇷👍🏽1\u{fe0f}\u{20e3}".to_owned()),
        1 => "[a-z]([\u{300}-\u{36f}]{1,3}[a-z]){1,4}",
        1 => "[ก-ฮ]{1,30}",
        1 => "[ｱ-ﾟ]{1,6}",
        1 => Just("news\u{ad}pa\u{ad}per".to_owned()),
        1 => "[—–…“”‘’\"'()\\-]{1,5}",
        1 => "\\PC{1,10}",
    ]
}

fn gap() -> impl Strategy<Value = String> {
    prop_oneof![
        10 => Just(" ".to_owned()),
        1 => " {2,12}",
        1 => Just("\n".to_owned()),
        1 => Just(String::new()),
        1 => prop_oneof![Just("\u{3000}"), Just("\u{a0}"), Just("\u{200b}"), Just("\u{202f}"), Just(" \u{301}")]
            .prop_map(str::to_owned),
    ]
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec((word(), gap()), 0..60)
        .prop_map(|words| words.into_iter().map(|(word, gap)| word + &gap).collect())
}

fn table() -> impl Strategy<Value = String> {
    let row = prop::collection::vec(prop::collection::vec(word(), 0..4), 1..5)
        .prop_map(|cells| cells.iter().map(|words| words.join(" ")).collect::<Vec<_>>().join("\t"));
    prop::collection::vec(row, 0..8).prop_map(|rows| rows.join("\n"))
}

fn flowing() -> impl Strategy<Value = Kind> {
    prop_oneof![
        Just(Kind::Paragraph),
        Just(Kind::Heading(1)),
        Just(Kind::Credit),
        Just(Kind::Verbatim),
        (0..5u8).prop_map(|depth| Kind::Quote { depth }),
        (0..5u8, prop_oneof![Just(""), Just("•"), Just("10."), Just("新聞社:")])
            .prop_map(|(depth, marker)| Kind::Item { marker: marker.to_owned(), depth }),
    ]
}

/// Any block, with any spans, whether they make sense or not.
fn block() -> impl Strategy<Value = Block> {
    let mark = prop_oneof![Just(Mark::Emphasis), Just(Mark::Strong), Just(Mark::Link(3)), Just(Mark::Strike)];
    let spans = prop::collection::vec((0..400usize, 0..60usize, mark), 0..6);
    let body =
        prop_oneof![4 => (flowing(), text()), 1 => (Just(Kind::Table), table()), 1 => (Just(Kind::Rule), text())];
    (body, spans).prop_map(|((kind, text), spans)| {
        let mut block = Block::new(kind, text);
        block.spans = spans.into_iter().map(|(start, len, mark)| Span { range: start..start + len, mark }).collect();
        block
    })
}

fn is_lone_cluster(line: &Line, text: &str) -> bool {
    let shown: String = line.pieces.iter().map(|piece| piece.shown(text)).collect();
    let inked = shown.graphemes(true).filter(|cluster| width(cluster) > 0);
    inked.count() <= 1
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(96) })]

    #[test]
    fn the_lines_tile_the_text(block in block(), measure in 0..200u16) {
        let lines = set(&block, measure, None);
        let mut end = 0;
        for line in &lines {
            prop_assert_eq!(line.start, end);
            prop_assert!(line.end >= line.start);
            prop_assert!(block.text.is_char_boundary(line.end));
            end = line.end;
        }
        prop_assert_eq!(end, block.text.len());
    }

    #[test]
    fn no_line_is_wider_than_the_measure(block in block(), measure in 4..200u16) {
        for line in set(&block, measure, None) {
            let wide = line.width(&block.text);
            prop_assert!(
                wide <= usize::from(measure) || is_lone_cluster(&line, &block.text),
                "{} columns: {:?}", wide, line.shown(&block.text)
            );
            prop_assert!(line.indent <= measure / 2);
            prop_assert_eq!(width(&line.lead.shown(line.indent)), usize::from(line.indent));
        }
    }

    #[test]
    fn all_that_is_not_white_space_is_shown(block in block(), measure in 4..200u16) {
        prop_assume!(block.kind != Kind::Rule);
        let invisible = |c: char| c.is_whitespace() || c == '\u{200b}' || c == '\u{ad}';
        let mut shown = vec![false; block.text.len()];
        for line in set(&block, measure, None) {
            for piece in &line.pieces {
                if let Content::Text(range) = &piece.content {
                    shown[range.clone()].fill(true);
                }
            }
        }
        for (at, c) in block.text.char_indices() {
            prop_assert!(invisible(c) || shown[at], "{:?} at {}", c, at);
        }
    }

    #[test]
    fn a_lines_start_finds_the_line(block in block(), measure in 4..200u16) {
        let lines = set(&block, measure, None);
        for (index, line) in lines.iter().enumerate() {
            if line.start < line.end {
                prop_assert_eq!(line_at(&lines, line.start), index);
                prop_assert_eq!(line_at(&lines, line.end - 1), index);
            }
        }
    }

    #[test]
    fn a_place_survives_other_measures(block in block(), byte in 0..2000usize, between in 4..200u16) {
        let wide = set(&block, 200, None);
        let anchor = wide[line_at(&wide, byte.min(block.text.len()))].start;
        let narrow = set(&block, between, None);
        let held = &narrow[line_at(&narrow, anchor)];
        prop_assert!(held.start <= anchor && (anchor < held.end || anchor == block.text.len()));
        let again = set(&block, 200, None);
        prop_assert_eq!(&again, &wide);
        prop_assert_eq!(again[line_at(&again, anchor)].start, anchor);
    }

    #[test]
    fn a_text_takes_the_columns_that_the_back_end_gives_it(text in text()) {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 8000, 1));
        let (end, _) = buffer.set_stringn(0, 0, &text, 8000, Style::default());
        prop_assert_eq!(width(&text), usize::from(end));
    }

    #[test]
    fn a_cut_text_fits(text in text(), columns in 0..60usize) {
        let short = cut(&text, columns, "…");
        prop_assert!(width(&short) <= columns);
        prop_assert!(width(&text) > columns || short == text);
    }
}

#[test]
fn a_very_long_paragraph_is_set_like_any_other() {
    let latin = "Investigators have not said how the intruders came in. ".repeat(600);
    let wide = "彼は「新聞だ。」と言った".repeat(900);
    for text in [latin, wide] {
        let block = Block::paragraph(text);
        let lines = set(&block, 66, None);
        assert!(lines.len() > 300);
        assert!(lines.iter().all(|line| line.width(&block.text) <= 66));
    }
}
