//! An article's block becomes lines of styled pieces for a measure. Pure.
//!
//! One block at a time, so that a reader sets only what is on screen. [`set`] breaks a [`Block`] into
//! [`Line`]s whose byte ranges tile its text: a place (block and byte) finds its line for every measure
//! by [`line_at`], and a copied passage is cut from the text itself, not from what the lines show.
//!
//! ```
//! use byline::article::{Block, Kind};
//! use byline::typeset::set;
//!
//! let quote = Block::new(Kind::Quote { depth: 1 }, "The theft is a criminal matter, the studio said.");
//! let shown: Vec<String> = set(&quote, 30, None).iter().map(|line| line.shown(&quote.text)).collect();
//! assert_eq!(shown, ["│ The theft is a criminal", "│ matter, the studio said."]);
//! ```

use crate::article::{Block, Kind, Language, Mark, Span};

mod dress;
mod fragment;
mod hyphenation;
mod indent;
mod line;
mod parting;
mod plain;
mod table;
mod width;
mod wrap;

pub use line::{Content, Lead, Line, Piece, Style, line_at};
pub use plain::Plain;
pub use width::{cut, fill, width};

use dress::Dress;
use indent::Indent;
use wrap::{Strip, cut_lines};

/// What a break between scenes shows.
const RULE: &str = "* * *";
const NARROW_RULE: &str = "*";

/// Sets a block for `measure` columns. Long words are parted by the rules of `language`, if it is known.
///
/// - There is at least one line, and none is wider than the measure (except for a cluster that is).
/// - The lines' ranges tile the text: the first starts at 0, each starts where the one before it ends, the
///   last ends with the text. So does a table, whose row belongs to the row's first line; the lines below
///   it, where cells were wrapped, are empty ranges at the row's end, and show bytes that lie before them.
/// - The same block and measure always give the same lines.
pub fn set(block: &Block, measure: u16, language: Option<Language>) -> Vec<Line> {
    let measure = usize::from(measure.max(1));
    let text = block.text.as_str();
    match &block.kind {
        Kind::Rule => vec![rule(text, measure)],
        Kind::Verbatim => lines(&cut_lines(text, measure), &Indent::of(&block.kind, measure), &dress(block)),
        Kind::Table => {
            let dress = Dress::new(text, block.spans.iter().cloned().chain(header(text)));
            table::columns(text, &dress, measure)
                .filter(|lines| !lines.is_empty())
                .unwrap_or_else(|| flow(block, &dress, measure, None))
        }
        // A headline keeps its words whole.
        Kind::Heading(_) => flow(block, &dress(block), measure, None),
        _ => flow(block, &dress(block), measure, language),
    }
}

fn dress(block: &Block) -> Dress<'_> {
    Dress::new(&block.text, block.spans.iter().cloned())
}

/// A table's first row names its columns, if there is something below it.
fn header(text: &str) -> Option<Span> {
    let end = text.trim_end().find('\n')?;
    Some(Span { range: 0..end, mark: Mark::Strong })
}

fn flow(block: &Block, dress: &Dress<'_>, measure: usize, language: Option<Language>) -> Vec<Line> {
    let indent = Indent::of(&block.kind, measure);
    let strips = wrap::wrap(&block.text, 0..block.text.len(), measure - indent.columns, language);
    lines(&strips, &indent, dress)
}

fn lines(strips: &[Strip], indent: &Indent, dress: &Dress<'_>) -> Vec<Line> {
    let columns = u16::try_from(indent.columns).unwrap_or(u16::MAX);
    let set = |(number, strip): (usize, &Strip)| {
        let lead = if number == 0 { &indent.first } else { &indent.rest };
        let mut line =
            Line { start: strip.start, end: strip.end, indent: columns, lead: lead.clone(), pieces: Vec::new() };
        dress.show_strip(strip, &mut line.pieces);
        line
    };
    strips.iter().enumerate().map(set).collect()
}

fn rule(text: &str, measure: usize) -> Line {
    let sign = if measure < RULE.len() { NARROW_RULE } else { RULE };
    let before = u16::try_from((measure - sign.len()) / 2).unwrap_or(0);
    let pieces = vec![Piece::plain(Content::Blank(before)), Piece::plain(Content::Sign(sign))];
    Line { start: 0, end: text.len(), indent: 0, lead: Lead::None, pieces }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(kind: Kind, text: &str, measure: u16) -> Vec<String> {
        let block = Block::new(kind, text);
        set(&block, measure, None).iter().map(|line| line.shown(text)).collect()
    }

    #[test]
    fn a_quotation_has_bars_on_every_line() {
        let lines = shown(Kind::Quote { depth: 2 }, "working with the\npolice", 14);
        assert_eq!(lines, ["│ │ working", "│ │ with the", "│ │ police"]);
    }

    #[test]
    fn a_list_item_hangs_behind_its_marker() {
        let item = Kind::Item { marker: "3.".into(), depth: 2 };
        assert_eq!(shown(item, "five finished films", 15), ["  3. five", "     finished", "     films"]);
    }

    #[test]
    fn scripts_without_spaces_wrap_by_character() {
        assert_eq!(shown(Kind::Paragraph, "彼は「新聞だ。」と言った", 8), ["彼は「新", "聞だ。」", "と言った"]);
    }

    #[test]
    fn verbatim_text_is_not_reflowed() {
        assert_eq!(shown(Kind::Verbatim, "a\n  b  c\n\nd", 20), ["a", "  b  c", "", "d"]);
    }

    #[test]
    fn a_tables_first_row_is_strong() {
        let block = Block::new(Kind::Table, "State\tVotes\nOhio\t5");
        let lines = set(&block, 40, None);
        let strong = |line: &Line| line.pieces.iter().filter(|piece| piece.style.strong).count();
        assert_eq!((strong(&lines[0]), strong(&lines[1])), (2, 0));
    }

    #[test]
    fn a_table_too_wide_for_columns_becomes_running_text() {
        let lines = shown(Kind::Table, "State\tVotes\tMargin\nOhio\t5,740\t\n", 13);
        assert_eq!(lines, ["State ·", "Votes ·", "Margin", "Ohio · 5,740"]);
    }

    #[test]
    fn a_rule_is_centred() {
        assert_eq!(shown(Kind::Rule, "", 11), ["   * * *"]);
        assert_eq!(shown(Kind::Rule, "---", 4), [" *"]);
    }

    #[test]
    fn an_empty_block_is_one_line() {
        for kind in [Kind::Paragraph, Kind::Table, Kind::Verbatim, Kind::Credit, Kind::Heading(2)] {
            assert_eq!(set(&Block::new(kind, ""), 20, None).len(), 1);
        }
    }

    #[test]
    fn a_hyphen_takes_the_style_of_its_word() {
        let mut block = Block::paragraph("the news\u{ad}paper");
        block.spans.push(Span { range: 4..15, mark: Mark::Emphasis });
        let lines = set(&block, 9, None);
        let last = lines[0].pieces.last().cloned();
        let emphasis = Style { emphasis: true, ..Style::default() };
        assert_eq!(last, Some(Piece { content: Content::Sign("-"), style: emphasis }));
    }

    #[test]
    fn the_narrowest_measure_loses_nothing() {
        let item = Kind::Item { marker: "1000.".into(), depth: 9 };
        for measure in 0..5 {
            let block = Block::new(item.clone(), "五 finished films");
            let lines = set(&block, measure, None);
            assert_eq!(lines.last().map(|line| line.end), Some(block.text.len()));
        }
    }
}
