//! Reasons that are muted in this archive: what they name brings no article near another one.

use super::marking::Undo;
use super::{App, Effect, Layer};
use crate::memory::Deed;

impl App {
    /// Mutes a reason of the selected row, and asks for what is related without it.
    pub(super) fn mute(&mut self, reason: &str) -> Vec<Effect> {
        let reasons = vec![reason.to_owned()];
        self.remember_undo(Undo::Muted(reasons.clone(), false));
        let effects = self.set_muted(&reasons, true);
        self.desk.say(format!("muted in this archive: {reason} · U counts it again"));
        effects
    }

    /// Lets every reason count again.
    pub(super) fn unmute(&mut self) -> Vec<Effect> {
        let reasons: Vec<String> = self.desk.muted_reasons().iter().cloned().collect();
        if reasons.is_empty() {
            self.desk.say("no reason is muted in this archive");
            return Vec::new();
        }
        self.remember_undo(Undo::Muted(reasons.clone(), true));
        let effects = self.set_muted(&reasons, false);
        self.desk.say(format!("counts again: {}", reasons.join(" · ")));
        effects
    }

    pub(super) fn set_muted(&mut self, reasons: &[String], muted: bool) -> Vec<Effect> {
        let library = self.desk.catalogue.base().to_owned();
        let mut effects = Vec::new();
        for reason in reasons {
            self.desk.recall.mute(reason, muted);
            let (library, reason) = (library.clone(), reason.clone());
            effects.push(Effect::Keep(Deed::Muted { library, reason, muted }));
        }
        for layer in &mut self.layers {
            if let Layer::Related(related) = layer {
                let ticket = self.desk.ticket();
                related.ask_again(ticket);
                effects.push(Effect::Relate(ticket, related.of, self.desk.muted()));
            }
        }
        effects.extend(self.look_around_again());
        effects
    }
}
