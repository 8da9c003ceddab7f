//! What the rows of the list can be grouped by, and which group comes first.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::Arc;

use super::order::letters;
use super::{By, Groups, Order, Rows};
use crate::article::Handle;
use crate::library::{Catalogue, Storylines};

/// What the rows of the list are grouped by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    /// They stand one after the other.
    #[default]
    Nothing,
    /// The day of publication, the newest day first. What has no date stands in the last group.
    Day,
    /// The source, by letter. What has no source stands in the last group.
    Source,
    /// The story that they tell, the one with the newest telling first; articles that may tell it stand last in it. What
    /// tells no story stands in the last group: who groups by story came for the stories.
    Story,
}

/// What the rows of a group have in common. Names that differ only in case or in signs are one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum GroupKey {
    /// Days from 1970.
    Day(i32),
    /// The letters of the source's name.
    Source(String),
    /// The day of the story's last telling, and the story's number.
    Story(Option<i32>, u32),
}

/// What tells the group of a row, as it stands in the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Trait<'a> {
    Day(i32),
    Source(&'a str),
    Story(Option<i32>, u32),
}

impl From<Trait<'_>> for GroupKey {
    fn from(common: Trait<'_>) -> Self {
        match common {
            Trait::Day(days) => GroupKey::Day(days),
            Trait::Story(last, number) => GroupKey::Story(last, number),
            Trait::Source(name) => {
                let sorted: String = letters(name).collect();
                // A name of nothing but signs is told from others like it.
                GroupKey::Source(if sorted.is_empty() { name.to_owned() } else { sorted })
            }
        }
    }
}

impl Order {
    /// Every article before `end` in this order and in its groups.
    pub fn rows(self, catalogue: &Catalogue, stories: &Arc<Storylines>, end: Handle) -> Rows {
        let mut rows = self.arrange(catalogue);
        if end.0 < catalogue.handed_out() {
            rows.retain(|row| *row < end);
        }
        self.group(catalogue, stories, rows)
    }

    /// Puts rows in groups. Those of one group stay in their order.
    pub fn group(self, catalogue: &Catalogue, stories: &Arc<Storylines>, mut rows: Vec<Handle>) -> Rows {
        if self.groups == Grouping::Nothing {
            return Rows { handles: rows.into(), groups: Groups::default() };
        }
        if self.groups == Grouping::Story {
            let (doubtful, sure): (Vec<_>, Vec<_>) = rows.iter().partition(|row| stories.is_doubtful(**row));
            rows = [sure, doubtful].concat();
        }
        // The groups are numbered as they are met, and put in their order when all of them are known.
        let mut numbers = HashMap::new();
        let mut last = None;
        let of_rows: Vec<u32> = rows
            .iter()
            .map(|row| {
                let common = self.common(catalogue, stories, *row);
                match last.filter(|(before, _)| *before == common) {
                    Some((_, number)) => number,
                    None => {
                        let next = numbers.len() as u32;
                        let number = *numbers.entry(common).or_insert(next);
                        last = Some((common, number));
                        number
                    }
                }
            })
            .collect();
        let mut keys: Vec<_> =
            numbers.into_iter().map(|(common, number)| (common.map(GroupKey::from), number)).collect();
        keys.sort_unstable_by(|(a, _), (b, _)| self.compare(a.as_ref(), b.as_ref()));
        let mut places = vec![0; keys.len()];
        let mut starts = vec![0];
        for (place, alike) in keys.chunk_by(|(a, _), (b, _)| a == b).enumerate() {
            alike.iter().for_each(|(_, number)| places[*number as usize] = place);
            starts.push(0);
        }
        of_rows.iter().for_each(|number| starts[places[*number as usize] + 1] += 1);
        (1..starts.len()).for_each(|place| starts[place] += starts[place - 1]);
        let mut next: Vec<u32> = starts.clone();
        let mut handles = vec![Handle::default(); rows.len()];
        for (row, number) in rows.iter().zip(&of_rows) {
            let next = &mut next[places[*number as usize]];
            handles[*next as usize] = *row;
            *next += 1;
        }
        Rows { handles: handles.into(), groups: Groups::new(self, Arc::clone(stories), starts) }
    }

    /// What a row has in common with its group; `None` where it lacks that.
    pub(super) fn group_key(self, catalogue: &Catalogue, stories: &Storylines, row: Handle) -> Option<GroupKey> {
        self.common(catalogue, stories, row).map(GroupKey::from)
    }

    fn common<'a>(self, catalogue: &'a Catalogue, stories: &Storylines, row: Handle) -> Option<Trait<'a>> {
        match self.groups {
            Grouping::Nothing => None,
            Grouping::Day => catalogue.published(row).map(|published| Trait::Day(published.days())),
            Grouping::Source => catalogue.source(row).map(Trait::Source),
            Grouping::Story => {
                let number = stories.number_of(row)?;
                let days = stories.get(number).and_then(|story| story.days);
                Some(Trait::Story(days.map(|(_, last)| last.days()), number))
            }
        }
    }

    /// Which of two groups comes first. An order that is turned round turns its own groups with it.
    pub(super) fn compare(self, a: Option<&GroupKey>, b: Option<&GroupKey>) -> Ordering {
        let descends = match self.groups {
            Grouping::Day | Grouping::Story => self.by != By::Date || !self.reversed,
            Grouping::Source | Grouping::Nothing => self.by == By::Source && self.reversed,
        };
        match (a, b) {
            // Stories without a date stand last either way.
            (Some(GroupKey::Story(a, _)), Some(GroupKey::Story(b, _))) if a.is_some() != b.is_some() => {
                a.is_none().cmp(&b.is_none())
            }
            (Some(a), Some(b)) if descends => b.cmp(a),
            (Some(a), Some(b)) => a.cmp(b),
            _ => a.is_none().cmp(&b.is_none()),
        }
    }
}
