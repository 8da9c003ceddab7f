//! What keys do whichever pane has the keyboard.

use super::{Action, App, Effect, Help, Layer, Palette, Pane, Problems, RelatedStories};
use crate::article::Handle;

/// The measure's limits and step, in columns.
const MEASURE: (u16, u16, u16) = (30, 160, 4);

/// The split's limits and step, in percent of the width.
const SPLIT: (u16, u16, u16) = (20, 70, 4);

impl App {
    /// Takes an action that concerns the whole program; `None` leaves it to the pane.
    pub(super) fn act_on_program(&mut self, action: Action) -> Option<Vec<Effect>> {
        Some(match action {
            Action::Quit => vec![Effect::Quit],
            Action::Redraw => vec![Effect::Redraw],
            Action::Suspend => vec![Effect::Suspend],
            Action::Back => self.retrace(false),
            Action::Forward => self.retrace(true),
            Action::Help => self.push(Layer::Help(Help::default())),
            Action::Palette => self.push(Layer::Palette(Palette::new(&self.desk.bindings))),
            Action::Problems => self.push(Layer::Problems(Problems::default())),
            Action::Related => return Some(self.relate()),
            Action::Star => self.toggle_star(),
            Action::ToggleRead => self.toggle_read(),
            Action::Undo => self.undo(),
            Action::CopyParagraph => self.copy_paragraph(),
            Action::CopyCitation => self.copy_citation(),
            Action::CopyLink => self.copy_link(),
            Action::Zen => {
                if self.focus() == Pane::List {
                    return Some(self.enter_zen());
                }
                self.arrangement.zen = !self.arrangement.zen;
                self.arrangement.full = true;
                Vec::new()
            }
            Action::MeasureWider => self.set_measure(1),
            Action::MeasureNarrower => self.set_measure(-1),
            Action::SplitWider => self.set_split(1),
            Action::SplitNarrower => self.set_split(-1),
            _ => return None,
        })
    }

    /// The article that a key is about: the open one in the reader, the selected one in the list.
    pub(super) fn current(&self) -> Option<Handle> {
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
        vec![Effect::Relate(ticket, handle)]
    }

    fn enter_zen(&mut self) -> Vec<Effect> {
        let effects = self.open_selected();
        self.arrangement.zen = true;
        effects
    }

    fn set_measure(&mut self, steps: i32) -> Vec<Effect> {
        let (least, most, step) = MEASURE;
        let measure = i32::from(self.desk.settings.measure) + steps * i32::from(step);
        let measure = u16::try_from(measure).unwrap_or(least).clamp(least, most);
        self.desk.settings.measure = measure;
        self.desk.say(format!("{measure} columns of text"));
        Vec::new()
    }

    fn set_split(&mut self, steps: i32) -> Vec<Effect> {
        let (least, most, step) = SPLIT;
        let split = i32::from(self.arrangement.split) + steps * i32::from(step);
        self.arrangement.split = u16::try_from(split).unwrap_or(least).clamp(least, most);
        Vec::new()
    }
}
