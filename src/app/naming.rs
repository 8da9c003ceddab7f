//! Who and what: from the archive, a story or a paragraph to a name, to its sentences, to the article.

use std::sync::Arc;

use super::find::Sought;
use super::{Action, App, Effect, Grouping, Layer, MentionsLayer, NameRows, NamesLayer, Pane, Ticket};
use crate::article::Place;
use crate::library::{Mentions, NameList, NamesOf};

/// The names of the whole archive, as far as they are known: they are gathered once.
#[derive(Clone, Debug, Default)]
pub struct ArchiveNames {
    /// The question, and how many articles there were when it was asked.
    asked: Option<(Ticket, usize)>,
    /// What is known so far.
    known: Option<Arc<NameList>>,
    /// It has been answered.
    answered: bool,
}

impl App {
    /// Shows the names of the archive, or in the reader, on a row of a layer and among stories those of the story.
    pub(super) fn open_names(&mut self) -> Vec<Effect> {
        let around = self.told();
        let by_story = self.list.groups().grouping() == Grouping::Story;
        let of = match around {
            Some(handle) if by_story || self.focus() == Pane::Reader || !self.layers.is_empty() => {
                NamesOf::Story(handle)
            }
            _ => NamesOf::Archive,
        };
        self.layers.push(Layer::Names(NamesLayer::new(of, around, Ticket::default())));
        self.ask_for_names()
    }

    /// Goes to the sentences of the name at the top of the screen; of several in its paragraph one is chosen.
    pub(super) fn name_here(&mut self) -> Vec<Effect> {
        let shown = self.shown_document().filter(|_| self.focus() == Pane::Reader);
        let (Some(handle), Some(document)) = (self.reader.handle, shown) else {
            self.desk.say("names are taken from the paragraph on screen: open an article first");
            return Vec::new();
        };
        let first = document.current_block().unwrap_or(0).max(1);
        let last = document.on_screen().map_or(first, |on_screen| on_screen.end.block).max(first);
        // A place's first block is the head.
        let of = NamesOf::Passage(handle, first - 1..last);
        self.layers.push(Layer::Names(NamesLayer::new(of, Some(handle), Ticket::default())));
        self.ask_for_names()
    }

    /// Asks for the names that the layer on top shows, unless they are known.
    fn ask_for_names(&mut self) -> Vec<Effect> {
        let ticket = self.desk.ticket();
        let articles = self.desk.catalogue.len();
        let Some(Layer::Names(layer)) = self.layers.last_mut() else { return Vec::new() };
        layer.rows = NameRows::Waiting;
        layer.cursor = 0;
        layer.ticket = ticket;
        if layer.of == NamesOf::Archive {
            let names = &mut self.desk.names;
            layer.rows = names.known.clone().map_or(NameRows::Waiting, NameRows::Found);
            if let Some((asked, of)) = names.asked
                && (of == articles || !names.answered)
            {
                layer.ticket = asked;
                return Vec::new();
            }
            *names = ArchiveNames { asked: Some((ticket, articles)), answered: false, known: names.known.take() };
        }
        vec![Effect::Names(ticket, layer.of.clone())]
    }

    /// Opens what is selected, or turns from the archive's names to the story's and back.
    pub(super) fn act_on_names(&mut self, action: Action) -> Vec<Effect> {
        match self.layers.last_mut() {
            Some(Layer::Names(layer)) if action == Action::SwitchPane => {
                layer.of = match (&layer.of, layer.around) {
                    (NamesOf::Archive, Some(handle)) => NamesOf::Story(handle),
                    (NamesOf::Archive, None) => {
                        self.desk.say("no article is selected whose story it could be");
                        return Vec::new();
                    }
                    _ => NamesOf::Archive,
                };
                self.ask_for_names()
            }
            Some(Layer::Names(layer)) => {
                let Some(entry) = layer.selected() else { return Vec::new() };
                let of = match layer.of {
                    // The name of a paragraph is looked for everywhere.
                    NamesOf::Passage(..) => NamesOf::Archive,
                    ref of => of.clone(),
                };
                let name = entry.text.clone();
                if layer.is_choice() {
                    self.layers.pop();
                }
                self.open_mentions(name, of)
            }
            Some(Layer::Mentions(layer)) => {
                let Some(mention) = layer.selected() else { return Vec::new() };
                let text = mention.marks.first().and_then(|mark| mention.text.get(mark.clone())).unwrap_or_default();
                let start = mention.sentence.range.start + mention.marks.first().map_or(0, |mark| mark.start);
                let place = Place { block: mention.sentence.block + 1, byte: start };
                let (handle, sought) = (mention.handle, Sought::at(text, place));
                let effects = self.hop(handle);
                self.layers.clear();
                self.look_again(Some(sought));
                effects
            }
            _ => Vec::new(),
        }
    }

    fn open_mentions(&mut self, name: String, of: NamesOf) -> Vec<Effect> {
        let ticket = self.desk.ticket();
        self.layers.push(Layer::Mentions(MentionsLayer::new(name.clone(), of.clone(), ticket)));
        vec![Effect::Mentions(ticket, name, of)]
    }

    /// Takes names, which may be those of the articles read so far.
    pub(super) fn named(&mut self, ticket: Ticket, result: &Result<Arc<NameList>, String>) -> Vec<Effect> {
        let names = &mut self.desk.names;
        if names.asked.is_some_and(|(asked, _)| asked == ticket) {
            match result {
                Ok(list) => (names.answered, names.known) = (list.read >= list.total, Some(Arc::clone(list))),
                Err(_) => names.asked = None,
            }
        }
        for layer in &mut self.layers {
            if let Layer::Names(layer) = layer {
                layer.receive(ticket, result);
            }
        }
        self.go_to_the_only_name(ticket)
    }

    /// Takes the sentences that have a name.
    pub(super) fn mentioned(&mut self, ticket: Ticket, result: &Result<Arc<Mentions>, String>) {
        for layer in &mut self.layers {
            if let Layer::Mentions(layer) = layer {
                layer.receive(ticket, result);
            }
        }
    }

    /// A paragraph's only name needs no choice; one without any says so.
    fn go_to_the_only_name(&mut self, ticket: Ticket) -> Vec<Effect> {
        let Some(Layer::Names(layer)) = self.layers.last() else { return Vec::new() };
        if !layer.is_choice() || layer.ticket != ticket {
            return Vec::new();
        }
        match (&layer.rows, layer.found().len()) {
            (NameRows::Found(_), 0) => {
                self.layers.pop();
                self.desk.say("no name stands in the paragraphs on screen");
                Vec::new()
            }
            (NameRows::Found(_), 1) => self.act_on_names(Action::Open),
            _ => Vec::new(),
        }
    }
}
