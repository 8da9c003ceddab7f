//! The reader pane: which article it shows, laid out or on its way, and what is looked for in it.

use std::sync::Arc;
use std::time::Duration;

use super::document::foot;
use super::dwell::Dwell;
use super::{Area, Document, Find, Retelling};
use crate::article::{Article, Handle, Place};

/// What the reader shows of its article.
#[derive(Clone, Debug, Default)]
pub enum Page {
    /// No article, or one that is on its way.
    #[default]
    Waiting,
    /// The article.
    Ready(Box<Document>),
    /// One sentence why it can't be shown.
    Failed(String),
}

/// The reader pane's state.
#[derive(Clone, Debug, Default)]
pub struct Reader {
    /// Which article it shows or waits for.
    pub handle: Option<Handle>,
    /// What there is of it.
    pub page: Page,
    /// What is looked for in it.
    pub find: Option<Find>,
    /// What is told around it.
    pub retelling: Retelling,
    /// How long its sentences have been on screen, once it has been open for a while.
    pub(super) dwell: Option<Dwell>,
    /// How long it has been open before.
    pub(super) settled: Duration,
    /// It shows no article, but the story of this one as one document.
    pub story: Option<Handle>,
}

impl Reader {
    /// The open article's layout.
    pub fn document(&self) -> Option<&Document> {
        match &self.page {
            Page::Ready(document) => Some(document),
            _ => None,
        }
    }

    /// The open article's layout, to move in it.
    pub fn document_mut(&mut self) -> Option<&mut Document> {
        match &mut self.page {
            Page::Ready(document) => Some(document),
            _ => None,
        }
    }

    /// Where the reader is in the open article.
    pub fn place(&self) -> Option<Place> {
        self.document().map(|document| document.place)
    }

    /// Turns to another article, which may be on its way.
    pub fn expect(&mut self, handle: Handle) {
        *self = Self { handle: Some(handle), ..Self::default() };
    }

    /// Turns to the story of an article, put together.
    pub fn expect_story(&mut self, of: Handle) {
        *self = Self { story: Some(of), ..Self::default() };
    }

    /// Opens the article that was expected.
    pub fn open(&mut self, article: Arc<Article>, place: Place, area: Area, measure: u16) {
        let byline = article.byline();
        let (_, columns) = text_columns(area.width, measure);
        let height = usize::from(area.height);
        self.page = Page::Ready(Box::new(Document::new(article, &byline, place, columns, height)));
    }

    /// Fits the article to a pane. A pane without cells leaves it as it is.
    pub fn fit(&mut self, area: Area, measure: u16) {
        if area.width == 0 || area.height == 0 {
            return;
        }
        let (_, columns) = text_columns(area.width, measure);
        let height = usize::from(area.height);
        let foot = foot(&self.retelling.related, height);
        if let Some(document) = self.document_mut() {
            document.set_foot(foot, (columns, height));
            document.resize(columns, height);
        }
    }

    /// The columns before the text in a pane, for the open article.
    pub fn left_margin(&self, area: Area, measure: u16) -> u16 {
        let (margin, columns) = text_columns(area.width, measure);
        let nudged = match (area.x + margin) % TAB {
            1 => margin.saturating_sub(1),
            LAST => margin + 1,
            _ => margin,
        };
        let is_centred = nudged >= 2 && nudged + columns + 2 <= area.width;
        if is_centred { nudged } else { margin }
    }
}

/// Terminals have a tab stop in every eighth column. Text that would start beside one starts there: nobody sees the
/// difference, and the way to each line takes a byte instead of several.
const TAB: u16 = 8;

/// The column before a tab stop.
const LAST: u16 = TAB - 1;

/// Where the column of text starts in a pane, and how wide it is: centred, with a margin where there is room.
fn text_columns(width: u16, measure: u16) -> (u16, u16) {
    let margin = match width {
        0..20 => 0,
        20..60 => 2,
        _ => 3,
    };
    let columns = measure.min(width.saturating_sub(2 * margin)).max(1);
    (width.saturating_sub(columns) / 2, columns)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_would_start_beside_a_tab_stop_starts_there() {
        let margin = |x, width, measure| {
            let area = Area { x, y: 0, width, height: 20 };
            Reader::default().left_margin(area, measure)
        };
        assert_eq!((margin(0, 80, 66), margin(0, 84, 66), margin(0, 86, 66)), (8, 8, 10));
        assert_eq!((margin(0, 90, 66), margin(46, 74, 66)), (12, 4));
        // Beside a list, where the pane starts somewhere.
        assert_eq!(margin(44, 76, 66), 4);
        assert_eq!(margin(45, 71, 66), 3);
        // A narrow pane keeps its margins.
        assert_eq!((margin(0, 40, 66), margin(0, 60, 66), margin(0, 10, 66)), (2, 3, 0));
    }
}
