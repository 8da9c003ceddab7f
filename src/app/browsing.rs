//! What keys do while the list has the keyboard.

use std::sync::Arc;

use super::{Action, App, By, Effect, Grouping, Order};
use crate::article::Handle;

impl App {
    pub(super) fn act_on_list(&mut self, action: Action) -> Vec<Effect> {
        let height = self.list_height();
        let step = height as isize;
        match action {
            Action::Down | Action::ArticleNext => self.list.step_among(self.entries(), 1, height),
            Action::Up | Action::ArticlePrevious => self.list.step_among(self.entries(), -1, height),
            Action::HalfDown => self.list.page(step / 2, height),
            Action::HalfUp => self.list.page(-step / 2, height),
            Action::PageDown | Action::ReadOn => self.list.page(step, height),
            Action::PageUp | Action::ReadBack => self.list.page(-step, height),
            Action::Top => self.list.select(0, height),
            Action::Bottom => self.list.select(usize::MAX, height),
            Action::RowToTop => self.list.scroll_cursor_to(0, height),
            Action::RowToMiddle => self.list.scroll_cursor_to(height / 2, height),
            Action::RowToBottom => self.list.scroll_cursor_to(height - 1, height),
            Action::Open if self.list.entry.is_some() => return self.open_entry(),
            Action::Open if self.list.is_folded() => self.list.toggle_fold(height),
            Action::Open => return self.open_selected(),
            Action::ReaderDown => return self.scroll_reader(1),
            Action::ReaderUp => return self.scroll_reader(-1),
            Action::FocusReader | Action::SwitchPane => return self.focus_reader(),
            Action::Find => return self.prompt_for_titles(),
            Action::Narrow => return self.prompt_for_query(),
            Action::SaveQuery => return self.name_or_save_query(),
            Action::RemoveQuery => return self.remove_query(),
            Action::MatchNext => return self.step_unread(true),
            Action::MatchPrevious => return self.step_unread(false),
            Action::SortDate => return self.sort(By::Date),
            Action::SortTitle => return self.sort(By::Title),
            Action::SortSource => return self.sort(By::Source),
            Action::SortLength => return self.sort(By::Length),
            Action::SortArchive => return self.sort(By::Archive),
            Action::SortReverse => {
                return self.sort_in(Order { reversed: !self.list.order.reversed, ..self.list.order });
            }
            Action::GroupDay => return self.group(Grouping::Day),
            Action::GroupSource => return self.group(Grouping::Source),
            Action::GroupStory => return self.group_by_story(),
            Action::Ungroup => return self.group(Grouping::Nothing),
            Action::GroupNext | Action::GroupPrevious | Action::FoldGroup | Action::FoldAll
                if self.list.groups().is_empty() =>
            {
                let key = self.desk.keys_for(Action::GroupDay, "list").unwrap_or("group-by-day").to_owned();
                self.desk.say(format!("the list has no groups; {key} makes one of each day"));
            }
            Action::GroupNext if self.list.is_in_last_group() => self.desk.say("this is the last group"),
            Action::GroupNext => self.list.step_group(true, height),
            Action::GroupPrevious => self.list.step_group(false, height),
            Action::FoldGroup => self.list.toggle_fold(height),
            Action::FoldAll => self.list.toggle_folds(height),
            Action::Cancel => {
                self.call_off();
                self.widen(height);
            }
            // What narrows the list closes before the program does.
            Action::Close if self.list.filter.is_some() || self.sifting.is_some() => self.widen(height),
            Action::Close => return vec![Effect::Quit],
            _ => return Vec::new(),
        }
        self.preview()
    }

    fn sort(&mut self, by: By) -> Vec<Effect> {
        self.sort_in(Order { by, reversed: false, ..self.list.order })
    }

    pub(super) fn group(&mut self, groups: Grouping) -> Vec<Effect> {
        self.call_off();
        self.sort_in(Order { groups, ..self.list.order })
    }

    fn sort_in(&mut self, order: Order) -> Vec<Effect> {
        self.list.order = order;
        self.sorted_anew = true;
        self.desk.say(match &self.list.filter {
            Some(filter) if filter.query.is_none() => format!("{}, once the search is closed", order.name()),
            _ => order.name(),
        });
        vec![self.arrange()]
    }

    /// Asks for what is shown to be put in order: what the library has beyond it is not to be seen yet.
    pub(super) fn arrange(&mut self) -> Effect {
        self.arranging = self.desk.ticket();
        let (order, stories) = (self.list.order, Arc::clone(&self.desk.stories));
        Effect::Arrange(self.arranging, order, Handle(self.desk.catalogue.handed_out()), stories)
    }
}
