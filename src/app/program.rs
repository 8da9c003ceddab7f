//! What keys do whichever pane has the keyboard.

use std::ops::RangeInclusive;

use super::edition::MINUTES;
use super::{
    Action, App, Arrangement, Effect, Geometry, Help, Layer, Layout, MEASURES, Palette, Pane, Problems, RelatedStories,
    SPLITS, STRIPS,
};
use crate::article::Handle;

/// How much a key changes the measure, in columns, and the split, in percent of the width.
const STEP: u16 = 4;

impl App {
    /// Takes an action that concerns the whole program; `None` leaves it to the pane.
    pub(super) fn act_on_program(&mut self, action: Action) -> Option<Vec<Effect>> {
        Some(match action {
            Action::Quit => vec![Effect::Quit],
            Action::Refresh => self.refresh(),
            Action::Redraw => vec![Effect::Redraw],
            Action::Link => vec![Effect::Link],
            Action::Suspend => vec![Effect::Suspend],
            Action::Back => self.retrace(false),
            Action::Forward => self.retrace(true),
            Action::Help => self.push(Layer::Help(Help::default())),
            Action::Palette => self.push(Layer::Palette(Palette::new(&self.desk.bindings))),
            Action::Problems => self.push(Layer::Problems(Problems::default())),
            Action::Related => return Some(self.relate()),
            Action::Timeline => self.show_timeline(),
            Action::Story => self.unite(),
            Action::Edition => self.edit(MINUTES),
            Action::TellingEarlier | Action::TellingLater | Action::FirstReport => self.step_telling(action),
            Action::Search => self.search(),
            Action::Tag => self.prompt_for_tags(),
            Action::Note => self.prompt_for_note(),
            Action::Edit => self.edit_text(),
            Action::Pipe | Action::Shell => self.prompt_for_command(action),
            Action::Star => self.toggle_star(),
            Action::ToggleRead => self.toggle_read(),
            Action::Undo => self.undo(),
            Action::CopyParagraph => self.copy_paragraph(),
            Action::CopyCitation => self.copy_citation(),
            Action::OpenLink => self.open_link(),
            Action::CopyLink => self.copy_link(),
            Action::Zen => {
                if self.focus() == Pane::List {
                    return Some(self.enter_zen());
                }
                self.arrangement.zen = !self.arrangement.zen;
                Vec::new()
            }
            Action::Trail => self.show_trail(),
            Action::Unmute => self.unmute(),
            Action::ExportTrail => self.export_trail(),
            Action::Compare => self.compare(),
            Action::Names => self.open_names(),
            Action::NameHere => self.name_here(),
            Action::Dim => self.toggle_dimming(),
            Action::NewNext => self.step_new(true),
            Action::NewPrevious => self.step_new(false),
            Action::MeasureWider => self.set_measure(1),
            Action::MeasureNarrower => self.set_measure(-1),
            Action::SplitWider => self.set_split(1),
            Action::SplitNarrower => self.set_split(-1),
            Action::Layout => self.change_layout(),
            _ => return None,
        })
    }

    /// The article that a key is about: the selected row of a layer, the open one in the reader, the selected one
    /// in the list.
    pub(super) fn current(&self) -> Option<Handle> {
        if let Some(row) = self.layers.last().and_then(Layer::row) {
            return row;
        }
        match self.focus() {
            Pane::List => self.list.selected(),
            Pane::Reader => self.reader.handle,
        }
    }

    fn push(&mut self, layer: Layer) -> Vec<Effect> {
        self.layers.push(layer);
        Vec::new()
    }

    fn relate(&mut self) -> Vec<Effect> {
        let Some(handle) = self.current() else { return Vec::new() };
        let ticket = self.desk.ticket();
        self.layers.push(Layer::Related(RelatedStories::new(handle, ticket)));
        vec![Effect::Relate(ticket, handle, self.desk.muted())]
    }

    fn enter_zen(&mut self) -> Vec<Effect> {
        let effects = self.open_selected();
        self.arrangement.zen = true;
        effects
    }

    /// Starts from what is shown: a measure beyond the pane's width has no effect, and would seem stuck.
    fn set_measure(&mut self, steps: i32) -> Vec<Effect> {
        let set = self.desk.settings.measure;
        let shown = self.shown_document().map_or(set, |document| document.measure);
        let measure = stepped(shown.min(set), steps, MEASURES);
        if steps > 0 && shown < set {
            self.desk.say(format!("{shown} columns of text: the whole width"));
            return Vec::new();
        }
        self.desk.settings.measure = measure;
        self.desk.say(format!("{measure} columns of text"));
        Vec::new()
    }

    fn set_split(&mut self, steps: i32) -> Vec<Effect> {
        match self.arrangement.layout.fitting(self.size) {
            Layout::Stacked => self.set_strip(steps > 0),
            _ => self.arrangement.split = stepped(self.arrangement.split, steps, SPLITS),
        }
        Vec::new()
    }

    /// Takes the nearest share that gives the list another height: few percent are less than a row.
    fn set_strip(&mut self, longer: bool) {
        let height = |strip| {
            let arrangement = Arrangement { strip, ..self.arrangement };
            Geometry::of(self.size.0, self.size.1, arrangement, false).list.height
        };
        let strip = self.arrangement.strip;
        let is_other = |share: &u16| height(*share) != height(strip);
        let found = if longer {
            (strip..=*STRIPS.end()).find(is_other)
        } else {
            (*STRIPS.start()..=strip).rev().find(is_other)
        };
        self.arrangement.strip = found.unwrap_or(strip);
    }

    /// Turns to the next layout that shows something else here. The reader gives up the whole screen for it.
    fn change_layout(&mut self) -> Vec<Effect> {
        let before = self.arrangement.shown(self.size);
        let with = |layout| Arrangement { layout, full: false, zen: false, ..self.arrangement };
        let following = self.arrangement.layout.following().map(with);
        let Some(next) = following.into_iter().find(|next| next.shown(self.size) != before) else {
            self.desk.say("the screen is too small for list and reader together");
            return Vec::new();
        };
        self.arrangement = next;
        self.desk.say(next.shown(self.size).name());
        self.preview()
    }
}

fn stepped(value: u16, steps: i32, range: RangeInclusive<u16>) -> u16 {
    let changed = i32::from(value) + steps * i32::from(STEP);
    u16::try_from(changed).unwrap_or(*range.start()).clamp(*range.start(), *range.end())
}
