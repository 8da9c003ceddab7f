//! An article as plain text: what a pipe and an editor get.

use super::{Line, line_at, set};
use crate::article::{Article, Block, Kind, Mark, Place, Span};

/// The measure of what needs one where paragraphs are left whole, in columns: beyond it lines are hard to follow.
const MEASURE: u16 = 80;

/// How an article is written as plain text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Plain {
    /// Columns of text; 0 leaves paragraphs whole.
    pub width: u16,
    /// With the article's address under its byline.
    pub address: bool,
}

impl Plain {
    /// The article's text, without the litter of its page.
    pub fn text(self, article: &Article) -> String {
        self.text_at(article, Place::default()).0
    }

    /// The same, and the number of the line at which a place stands, from 1. What isn't part of the text stands at the
    /// line that comes after it.
    pub fn text_at(self, article: &Article, place: Place) -> (String, usize) {
        let mut head = Block::new(Kind::Heading(1), article.title.clone());
        head.spans.push(Span { range: 0..head.text.len(), mark: Mark::Strong });
        let mut text = String::new();
        self.put(&head, &mut text);
        let byline = article.byline();
        let address = article.url.as_ref().filter(|_| self.address);
        for line in [Some(&byline).filter(|byline| !byline.is_empty()), address].into_iter().flatten() {
            self.put(&Block::paragraph(line.clone()), &mut text);
        }
        text.push('\n');
        let mut lines = text.matches('\n').count();
        let mut at = (place.block == 0).then_some(1);
        let mut previous: Option<&Block> = None;
        for (number, block) in (1..).zip(&article.blocks).filter(|(_, block)| !block.boilerplate) {
            if previous.is_some_and(|previous| !block.follows_on(previous)) {
                text.push('\n');
                lines += 1;
            }
            let set = self.put(block, &mut text);
            if number >= place.block && at.is_none() {
                at = Some(lines + 1 + if number == place.block { line_at(&set, place.byte) } else { 0 });
            }
            lines += set.len();
            previous = Some(block);
        }
        (text, at.unwrap_or(lines.max(1)))
    }

    /// Writes a block; answers its lines.
    fn put(self, block: &Block, text: &mut String) -> Vec<Line> {
        // Tables, rules and verbatim lines need some measure; paragraphs left whole get one that never wraps.
        let flows = matches!(
            block.kind,
            Kind::Paragraph | Kind::Heading(_) | Kind::Quote { .. } | Kind::Item { .. } | Kind::Credit
        );
        let measure = match self.width {
            0 if flows => u16::MAX,
            0 => MEASURE,
            width => width,
        };
        // A word that a hyphen parts would not be found in what is piped on.
        let lines = set(block, measure, None);
        for line in &lines {
            text.push_str(line.shown(&block.text).trim_end());
            text.push('\n');
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article() -> Article {
        let mut article = Article {
            title: "A heron on the ferry".to_owned(),
            url: Some("https://example.com/heron".to_owned()),
            blocks: ["It rides the ferry every morning since October.", "Share this.", "Nobody minds."]
                .map(Block::paragraph)
                .into(),
            ..Article::default()
        };
        article.blocks[1].boilerplate = true;
        article
    }

    #[test]
    fn paragraphs_are_parted_by_blank_lines_and_the_litter_is_left_out() {
        let whole = Plain { width: 0, address: true }.text(&article());
        assert_eq!(
            whole,
            "A heron on the ferry\n1 min\nhttps://example.com/heron\n\n\
             It rides the ferry every morning since October.\n\nNobody minds.\n"
        );
        assert!(!Plain::default().text(&article()).contains("https"));
    }

    #[test]
    fn a_place_is_found_in_the_text() {
        let plain = Plain { width: 20, address: false };
        let line_of = |block, byte| {
            let (text, line) = plain.text_at(&article(), Place { block, byte });
            text.lines().nth(line - 1).unwrap().to_owned()
        };
        assert_eq!(line_of(0, 9), "A heron on the ferry");
        assert_eq!(line_of(1, 0), "It rides the ferry");
        assert_eq!(line_of(1, 25), "every morning since");
        // Of what is left out, what follows.
        assert_eq!(line_of(2, 3), "Nobody minds.");
        assert_eq!(line_of(3, 9), "Nobody minds.");
        assert_eq!(line_of(9, 0), "Nobody minds.");
    }
}
