//! What lies over the panes: one layer a file, each with its own state and its own `act`.

mod compare;
mod full_text;
mod help;
mod mentions;
mod names;
mod palette;
mod problems;
mod prompt;
mod related;
mod timeline;
mod trail;

pub use compare::{BESIDE, Cell, Compare, HEAD, Sides};
pub use full_text::{Answer, FullText, HitRows};
pub use help::{Help, HelpRow};
pub use mentions::{MentionRows, MentionsLayer};
pub use names::{NameRows, NamesLayer};
pub use palette::{Choice, Palette};
pub use problems::Problems;
pub use prompt::{Prompt, Purpose};
pub use related::{RelatedRows, RelatedStories};
pub use timeline::{Course, Timeline};
pub use trail::TrailRows;

use super::{Action, Desk};
use crate::article::Handle;

/// A layer. The top one has the first word on every action.
#[derive(Clone, Debug)]
pub enum Layer {
    /// Typing what to find.
    Prompt(Prompt),
    /// Searching every text.
    FullText(FullText),
    /// The stories related to one article.
    Related(RelatedStories),
    /// The tellings of one story by day.
    Timeline(Timeline),
    /// All keys.
    Help(Help),
    /// All actions, by a few letters.
    Palette(Palette),
    /// What could not be read.
    Problems(Problems),
    /// Two tellings side by side.
    Compare(Compare),
    /// The articles of the session.
    Trail(TrailRows),
    /// Who and what is named.
    Names(NamesLayer),
    /// Every sentence that has a name.
    Mentions(MentionsLayer),
}

/// What a layer makes of an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Turn {
    /// It is done.
    Stay,
    /// The layer closes.
    Close,
    /// Close every layer and open this article.
    Hop(Handle),
    /// Close and do this instead.
    Perform(Action),
    /// Close and make an edition of so many minutes.
    Edition(u32),
    /// The prompt acts on the panes behind it.
    Prompt,
    /// The search acts on the trail.
    FullText,
    /// It is for those below.
    Pass,
    /// Compare with this one of the other tellings.
    Compare(usize),
    /// Mute this reason of relations.
    Mute(String),
    /// Open the name or the sentence that is selected.
    Names,
}

/// Moves a selection by an action; `None` when it isn't one of moving.
fn step(cursor: usize, page: usize, last: usize, action: Action) -> Option<usize> {
    let moved = match action {
        Action::Down => cursor + 1,
        Action::Up => cursor.saturating_sub(1),
        Action::HalfDown => cursor + (page / 2).max(1),
        Action::HalfUp => cursor.saturating_sub((page / 2).max(1)),
        Action::PageDown | Action::ReadOn => cursor + page,
        Action::PageUp | Action::ReadBack => cursor.saturating_sub(page),
        Action::Top => 0,
        Action::Bottom => last,
        _ => return None,
    };
    Some(moved.min(last))
}

impl Layer {
    /// Acts, on a screen of `size` columns and rows.
    pub fn act(&mut self, action: Action, desk: &mut Desk, size: (u16, u16)) -> Turn {
        // The status line is not the layer's.
        let height = usize::from(size.1.saturating_sub(1)).max(1);
        match self {
            Layer::Prompt(_) => Turn::Prompt,
            Layer::FullText(_) => Turn::FullText,
            Layer::Related(related) => related.act(action, desk, height),
            Layer::Timeline(timeline) => timeline.act(action, desk, height),
            Layer::Help(help) => help.act(action, desk, height),
            Layer::Palette(palette) => palette.act(action, height),
            Layer::Problems(problems) => problems.act(action, desk, height),
            Layer::Compare(compare) => compare.act(action, desk, height),
            Layer::Trail(trail) => trail.act(action, desk, height),
            Layer::Names(layer) => layer.act(action, height),
            Layer::Mentions(layer) => layer.act(action, height),
        }
    }

    /// The section of the keymap that is in force while this layer is on top.
    pub fn section(&self) -> &'static str {
        match self {
            Layer::Prompt(_) | Layer::FullText(_) | Layer::Palette(_) => "prompt",
            Layer::Related(_) | Layer::Timeline(_) | Layer::Compare(_) | Layer::Names(_) | Layer::Mentions(_) => {
                "related"
            }
            Layer::Help(_) | Layer::Problems(_) => "page",
            Layer::Trail(_) => "list",
        }
    }

    /// Whether plain characters are text for it.
    pub fn takes_text(&self) -> bool {
        matches!(self, Layer::Prompt(_) | Layer::FullText(_) | Layer::Palette(_))
    }

    /// The article on the selected row, where its rows are articles that keys can be about.
    pub(super) fn row(&self) -> Option<Option<Handle>> {
        match self {
            Layer::Related(related) => Some(related.selected()),
            Layer::Timeline(timeline) => Some(timeline.selected()),
            Layer::Mentions(mentions) => Some(mentions.selected_article()),
            _ => None,
        }
    }

    /// Whether an action must wait for the layer's answer.
    pub fn must_wait(&self, action: Option<Action>) -> bool {
        match self {
            Layer::Prompt(prompt) => prompt.is_opening(),
            Layer::FullText(search) => search.is_opening(),
            Layer::Related(related) => related.rows == RelatedRows::Waiting && related.is_for_row(action),
            Layer::Timeline(timeline) => timeline.must_wait(action),
            Layer::Names(layer) => layer.is_for_row(action),
            Layer::Mentions(layer) => layer.is_for_row(action),
            _ => false,
        }
    }

    /// Whether all that it shows is that an answer is on its way.
    pub fn awaits(&self) -> bool {
        match self {
            Layer::Related(related) => related.rows == RelatedRows::Waiting,
            Layer::Timeline(timeline) => timeline.course == Course::Waiting,
            Layer::Compare(compare) => compare.sides == Sides::Waiting,
            Layer::Names(layer) => layer.rows == NameRows::Waiting,
            Layer::Mentions(layer) => layer.rows == MentionRows::Waiting,
            _ => false,
        }
    }

    /// Whether going back to where it was left brings it back.
    pub fn comes_back(&self) -> bool {
        matches!(self, Layer::FullText(_) | Layer::Names(_) | Layer::Mentions(_))
    }

    /// Whether it covers the panes.
    pub fn covers(&self) -> bool {
        !matches!(self, Layer::Prompt(_))
    }
}

/// Actions that would move or change the panes that a layer covers.
pub(super) fn is_of_panes(action: Action) -> bool {
    matches!(
        action,
        Action::Down
            | Action::Up
            | Action::HalfDown
            | Action::HalfUp
            | Action::PageDown
            | Action::PageUp
            | Action::Top
            | Action::Bottom
            | Action::Open
            | Action::ReadOn
            | Action::ReadBack
            | Action::ParagraphNext
            | Action::ParagraphPrevious
            | Action::ReaderDown
            | Action::ReaderUp
            | Action::ArticleNext
            | Action::ArticlePrevious
            | Action::FocusList
            | Action::FocusReader
            | Action::SwitchPane
            | Action::Find
            | Action::Narrow
            | Action::SaveQuery
            | Action::RemoveQuery
            | Action::MatchNext
            | Action::MatchPrevious
            | Action::RowToMiddle
            | Action::RowToTop
            | Action::RowToBottom
            | Action::ToggleLitter
            | Action::Layout
            | Action::Dim
            | Action::NewNext
            | Action::NewPrevious
            | Action::NameHere
            | Action::Zen
            | Action::CopyParagraph
            | Action::CopyCitation
            | Action::MeasureWider
            | Action::MeasureNarrower
            | Action::SplitWider
            | Action::SplitNarrower
            | Action::SortDate
            | Action::SortTitle
            | Action::SortSource
            | Action::SortLength
            | Action::SortArchive
            | Action::SortReverse
            | Action::GroupStory
            | Action::TellingEarlier
            | Action::TellingLater
            | Action::FirstReport
            | Action::Story
            | Action::Edition
            | Action::GroupDay
            | Action::GroupSource
            | Action::Ungroup
            | Action::GroupNext
            | Action::GroupPrevious
            | Action::FoldGroup
            | Action::FoldAll
    )
}

/// Actions on the article that the selected row stands for: only some layers have one.
pub(super) fn is_of_row(action: Action) -> bool {
    matches!(
        action,
        Action::Star
            | Action::Tag
            | Action::Note
            | Action::ToggleRead
            | Action::CopyLink
            | Action::Related
            | Action::Compare
            | Action::Timeline
            | Action::Names
            | Action::Edit
            | Action::Pipe
    )
}

/// Scrolls a page of `rows` rows by an action; `None` when it isn't one of moving.
fn scroll(top: usize, rows: usize, height: usize, action: Action) -> Option<usize> {
    step(top, height.saturating_sub(1).max(1), rows.saturating_sub(height), action)
}
