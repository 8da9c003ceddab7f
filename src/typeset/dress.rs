//! Bytes of a text become pieces, each in the style of the marks over it.

use std::ops::Range;

use crate::article::{Mark, Span};

use super::fragment::SEPARATOR;
use super::line::{Content, Piece, Style};
use super::parting::is_blank;
use super::width::is_boundary;
use super::wrap::Strip;

const SOFT_HYPHEN: char = '\u{ad}';

/// A block's text, and its spans flattened into stretches of one style.
pub(super) struct Dress<'a> {
    text: &'a str,
    /// Where each style begins, in order; the first begins at 0.
    runs: Vec<(usize, Style)>,
}

impl<'a> Dress<'a> {
    /// Flattens `spans`. Those that don't lie within the text are left out; their ends move to where a
    /// cluster ends, because half a cluster can't be drawn in another style.
    pub fn new(text: &'a str, spans: impl IntoIterator<Item = Span>) -> Self {
        let spans: Vec<Span> = spans.into_iter().filter_map(|span| fitted(text, span)).collect();
        let mut edges: Vec<(usize, bool, usize)> = Vec::with_capacity(spans.len() * 2);
        for (index, span) in spans.iter().enumerate() {
            edges.push((span.range.start, true, index));
            edges.push((span.range.end, false, index));
        }
        edges.sort_unstable();
        let mut active: Vec<usize> = Vec::new();
        let mut runs = vec![(0, Style::default())];
        for (at, opens, index) in edges {
            if opens {
                active.push(index);
            } else {
                active.retain(|&other| other != index);
            }
            let style = style_of(active.iter().filter_map(|&index| spans.get(index)));
            match runs.last_mut() {
                Some((start, last)) if *start == at => *last = style,
                _ => runs.push((at, style)),
            }
        }
        Self { text, runs }
    }

    /// Adds the pieces that show a line: its text, and its sign in the style of what it follows.
    pub fn show_strip(&self, strip: &Strip, pieces: &mut Vec<Piece>) {
        self.show(strip.start..strip.ink_end, pieces);
        if !strip.sign.is_empty() {
            let style = pieces.last().map(|piece| piece.style).unwrap_or_default();
            pieces.push(Piece { content: Content::Sign(strip.sign), style });
        }
    }

    /// Adds the pieces that show `range`. Soft hyphens are left out; tabs become a separator.
    fn show(&self, range: Range<usize>, pieces: &mut Vec<Piece>) {
        let mut from = range.start;
        while let Some(rest) = self.text.get(from..range.end) {
            let Some((at, special)) = rest.char_indices().find(|&(_, c)| c == '\t' || c == SOFT_HYPHEN) else {
                self.show_plain(from..range.end, pieces);
                return;
            };
            let before = rest.get(..at).unwrap_or_default();
            let after = rest.get(at + special.len_utf8()..).unwrap_or_default();
            if special == '\t' {
                let after_blanks = after.trim_start_matches(|c| c == '\t' || is_blank(c));
                self.show_plain(from..from + before.trim_end_matches(is_blank).len(), pieces);
                pieces.push(Piece::plain(Content::Sign(SEPARATOR)));
                from = range.end - after_blanks.len();
            } else {
                self.show_plain(from..from + at, pieces);
                from = range.end - after.len();
            }
        }
    }

    fn show_plain(&self, range: Range<usize>, pieces: &mut Vec<Piece>) {
        let first = self.runs.partition_point(|(start, _)| *start <= range.start).saturating_sub(1);
        let mut runs = self.runs.iter().skip(first).peekable();
        while let Some((start, style)) = runs.next() {
            let from = range.start.max(*start);
            let to = runs.peek().map_or(range.end, |(next, _)| range.end.min(*next));
            if from >= range.end {
                break;
            }
            if from < to {
                pieces.push(Piece { content: Content::Text(from..to), style: *style });
            }
        }
    }
}

fn fitted(text: &str, span: Span) -> Option<Span> {
    text.get(span.range.clone()).filter(|marked| !marked.is_empty())?;
    let forward = |byte: usize| (byte..text.len()).find(|&at| text.is_char_boundary(at) && is_boundary(text, at));
    let start = forward(span.range.start)?;
    let end = forward(span.range.end).unwrap_or(text.len());
    (start < end).then_some(Span { range: start..end, mark: span.mark })
}

fn style_of<'s>(spans: impl Iterator<Item = &'s Span>) -> Style {
    let mut style = Style::default();
    for span in spans {
        match span.mark {
            Mark::Emphasis => style.emphasis = true,
            Mark::Strong => style.strong = true,
            Mark::Code => style.code = true,
            Mark::Strike => style.strike = true,
            Mark::Link(index) => style.link = Some(index),
        }
    }
    style
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(range: Range<usize>, mark: Mark) -> Span {
        Span { range, mark }
    }

    fn dressed(text: &str, spans: Vec<Span>, range: Range<usize>) -> Vec<(String, Style)> {
        let mut pieces = Vec::new();
        Dress::new(text, spans).show(range, &mut pieces);
        pieces.iter().map(|piece| (piece.shown(text).into_owned(), piece.style)).collect()
    }

    #[test]
    fn nested_marks_add_up() {
        let strong = Style { strong: true, ..Style::default() };
        let both = Style { emphasis: true, link: Some(7), ..strong };
        let spans = vec![span(2..9, Mark::Strong), span(4..6, Mark::Emphasis), span(4..6, Mark::Link(7))];
        assert_eq!(
            dressed("a bold it c", spans, 1..11),
            [
                (" ".into(), Style::default()),
                ("bo".into(), strong),
                ("ld".into(), both),
                (" it".into(), strong),
                (" c".into(), Style::default()),
            ]
        );
    }

    #[test]
    fn the_innermost_link_counts() {
        let spans = vec![span(0..6, Mark::Link(1)), span(2..4, Mark::Link(2))];
        let links: Vec<_> = dressed("abcdef", spans, 0..6).iter().map(|(_, style)| style.link).collect();
        assert_eq!(links, [Some(1), Some(2), Some(1)]);
    }

    #[test]
    fn neighbouring_spans_do_not_run_together() {
        let spans = vec![span(0..1, Mark::Link(1)), span(1..2, Mark::Link(2))];
        let links: Vec<_> = dressed("ab", spans, 0..2).iter().map(|(_, style)| style.link).collect();
        assert_eq!(links, [Some(1), Some(2)]);
    }

    #[test]
    fn a_span_outside_the_text_is_left_out() {
        let spans = vec![span(3..99, Mark::Strong), span(1..2, Mark::Strong), span(2..2, Mark::Code)];
        assert_eq!(dressed("éa", spans, 0..3), [("éa".into(), Style::default())]);
    }

    #[test]
    fn a_style_does_not_cut_a_cluster() {
        let shown = dressed("ae\u{301}b", vec![span(2..5, Mark::Strong)], 0..5);
        assert_eq!(shown[0].0, "ae\u{301}");
        assert!(shown[1].1.strong);
    }

    #[test]
    fn tabs_become_separators_and_soft_hyphens_nothing() {
        let shown: String =
            dressed("Ohio \t Yes\t\tso\u{ad}ft", Vec::new(), 0..18).into_iter().map(|part| part.0).collect();
        assert_eq!(shown, "Ohio · Yes · soft");
    }
}
