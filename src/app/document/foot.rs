//! What stands under the end of an article: related stories, numbered. It moves no line of the text.

use super::{At, Document};
use crate::related::{Relation, SAME_STORY};

/// A line of the foot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foot {
    /// Nothing.
    Blank,
    /// What the stories below it are.
    Section(&'static str),
    /// A related story, by its index.
    Story(usize),
}

/// How many stories have a number.
const MOST: usize = 9;

/// The lines for some stories, the nearest first, on a screen of so many lines: two thirds of it at most, so that the
/// end of the text stays in sight. None where there is nothing to name.
pub fn foot(related: &[Relation], height: usize) -> Vec<Foot> {
    let most = height * 2 / 3;
    let mut lines = vec![Foot::Blank];
    let mut section = None;
    for (index, relation) in related.iter().take(MOST).enumerate() {
        let name = if relation.score >= SAME_STORY { "Same story" } else { "Related" };
        let heads = section != Some(name);
        if lines.len() + usize::from(heads) + 1 > most {
            break;
        }
        if heads {
            lines.push(Foot::Section(name));
            section = Some(name);
        }
        lines.push(Foot::Story(index));
    }
    if section.is_some() { lines } else { Vec::new() }
}

impl Document {
    /// Puts a foot under the end, for a screen of so many columns and lines. What is on screen stays where it is.
    pub fn set_foot(&mut self, foot: Vec<Foot>, (measure, height): (u16, usize)) {
        if self.foot == foot {
            return;
        }
        self.foot = foot;
        // On another screen everything is laid out anew anyway.
        if (self.measure, self.height) == (measure, height)
            && let Some(top) = self.shown.first().copied()
        {
            self.fill(top);
        }
    }

    /// A line of the foot that is on screen.
    pub fn foot_line(&self, at: At) -> Option<Foot> {
        self.foot.get(at.line).copied().filter(|_| at.block == self.block_count())
    }

    /// Whether the foot names this story on screen.
    pub fn shows_story(&self, story: usize) -> bool {
        self.shown.iter().any(|at| self.foot_line(*at) == Some(Foot::Story(story)))
    }

    /// Whether the last line is on screen, and the foot under it.
    pub fn nothing_below(&self) -> bool {
        match self.foot.len().checked_sub(1) {
            Some(line) => self.shown.last() == Some(&At { block: self.block_count(), line }),
            None => self.at_end(),
        }
    }

    /// The line of the foot after another line.
    pub(super) fn next_in_foot(&self, at: At) -> Option<At> {
        let block = self.block_count();
        let line = if at.block == block { at.line + 1 } else { 0 };
        (line < self.foot.len()).then_some(At { block, line })
    }
}
