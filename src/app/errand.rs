//! Errands: an article goes to another program, which has the terminal meanwhile.

use std::sync::Arc;

use super::{Action, App, Effect, Layer, Pane, Purpose};
use crate::article::{Article, ArticleId, Handle};
use crate::typeset::Plain;

/// What another program is to do. The terminal is its own until it ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Errand {
    /// What it does.
    pub task: Task,
    /// The article that it is about.
    pub subject: Subject,
}

/// The work of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Task {
    /// Show a text in the reader's editor or pager, from this line on (from 1).
    Show {
        /// The text.
        text: String,
        /// The line.
        line: usize,
    },
    /// A command of the reader's, which reads a text.
    Feed {
        /// The command.
        command: String,
        /// The text.
        text: String,
    },
    /// A command of the reader's; an empty one is a shell.
    Run {
        /// The command.
        command: String,
    },
}

/// What a program is told of an article, in its environment: it is never part of a command.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// The file that it stands in, where it is one on disk.
    pub path: Option<String>,
    /// Its address on the web.
    pub link: Option<String>,
    /// Its title.
    pub title: Option<String>,
}

/// An errand without its article.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Call {
    Show,
    Feed(String),
    Run(String),
}

/// What the reader's errands leave behind.
#[derive(Debug, Default)]
pub(super) struct Errands {
    /// One that waits for its article.
    waiting: Option<(Handle, Call)>,
    /// The commands of the session, the newest last; none twice.
    commands: Vec<String>,
}

/// So many commands are remembered.
const MOST_COMMANDS: usize = 100;

impl Errands {
    /// Whether one waits for its article.
    pub fn is_waiting(&self) -> bool {
        self.waiting.is_some()
    }

    /// The one that waits is not wanted any more.
    pub fn call_off(&mut self) {
        self.waiting = None;
    }

    fn remember(&mut self, command: &str) {
        if command.is_empty() {
            return;
        }
        self.commands.retain(|other| other != command);
        if self.commands.len() == MOST_COMMANDS {
            self.commands.remove(0);
        }
        self.commands.push(command.to_owned());
    }
}

impl App {
    /// Shows the article at hand in the reader's editor.
    pub(super) fn edit_text(&mut self) -> Vec<Effect> {
        let of = self.current();
        self.send(of, Call::Show)
    }

    /// Asks for a command: one that reads the article at hand, or one that is run beside it.
    pub(super) fn prompt_for_command(&mut self, action: Action) -> Vec<Effect> {
        let of = self.current();
        if action == Action::Shell {
            return self.push_prompt(Purpose::Shell(of), "");
        }
        if of.is_none() && self.open_article(of).is_none() {
            return self.nothing_to_send();
        }
        self.push_prompt(Purpose::Pipe(of), "")
    }

    /// Puts a command of this session into the prompt, so many from the newest; 0 is none.
    pub(super) fn recall_command(&mut self, by: isize) -> Vec<Effect> {
        let Some(Layer::Prompt(prompt)) = self.layers.last_mut() else { return Vec::new() };
        let commands = &self.errands.commands;
        prompt.back = prompt.back.saturating_add_signed(by).min(commands.len());
        let recalled = commands.len().checked_sub(prompt.back).and_then(|at| commands.get(at));
        prompt.line.set(recalled.map_or("", String::as_str));
        Vec::new()
    }

    /// Gives the text of an article to a command.
    pub(super) fn accept_pipe(&mut self, of: Option<Handle>, command: &str) -> Vec<Effect> {
        if command.is_empty() {
            return Vec::new();
        }
        self.errands.remember(command);
        self.send(of, Call::Feed(command.to_owned()))
    }

    /// Runs a command, or a shell.
    pub(super) fn accept_shell(&mut self, of: Option<Handle>, command: &str) -> Vec<Effect> {
        self.errands.remember(command);
        self.send(of, Call::Run(command.to_owned()))
    }

    /// An article was fetched, or could not be: an errand may have waited for it.
    pub(super) fn errand_of(&mut self, handle: Handle, failed: Option<String>) -> Vec<Effect> {
        let Some((awaited, call)) = self.errands.waiting.take() else { return Vec::new() };
        match failed {
            // Asked for again: the worker keeps the newest question alone.
            _ if awaited != handle => self.send(Some(awaited), call),
            Some(sentence) if !matches!(call, Call::Run(_)) => {
                self.desk.complain(sentence);
                Vec::new()
            }
            Some(_) => vec![self.errand(Some(handle), None, call)],
            None => self.send(Some(handle), call),
        }
    }

    /// Sends the article at hand; first it is fetched, if need be.
    fn send(&mut self, of: Option<Handle>, call: Call) -> Vec<Effect> {
        let article = self.open_article(of).or_else(|| self.desk.article(of?));
        match (article, of) {
            (None, Some(handle)) => {
                self.errands.waiting = Some((handle, call));
                vec![Effect::Load(handle)]
            }
            (None, None) if !matches!(call, Call::Run(_)) => self.nothing_to_send(),
            (article, of) => vec![self.errand(of, article, call)],
        }
    }

    fn errand(&self, of: Option<Handle>, article: Option<Arc<Article>>, call: Call) -> Effect {
        let task = match call {
            Call::Show => {
                let place = match self.reader.document().filter(|_| self.reader.handle == of) {
                    Some(document) => document.place,
                    None => of.map(|handle| self.desk.place(handle)).unwrap_or_default(),
                };
                let plain = Plain { width: self.desk.settings.measure, address: true };
                let (text, line) = article.as_ref().map(|article| plain.text_at(article, place)).unwrap_or_default();
                Task::Show { text, line }
            }
            Call::Feed(command) => {
                // Paragraphs are whole, as in what is copied: a phrase is found across the line ends of the screen.
                let plain = Plain { width: 0, address: true };
                Task::Feed { command, text: article.as_ref().map(|article| plain.text(article)).unwrap_or_default() }
            }
            Call::Run(command) => Task::Run { command },
        };
        let summary = of.and_then(|handle| self.desk.summary(handle));
        let path = of.and_then(|handle| self.desk.catalogue.key(handle)).map(ArticleId);
        let record = summary.as_ref().and_then(|summary| summary.record.as_deref());
        let subject = Subject {
            // What is a sample, or came through a pipe, is no file.
            path: path.map(|path| path.path(record).to_owned()).filter(|path| path.starts_with('/')),
            link: article.as_ref().and_then(|article| article.url.clone()),
            title: article.map(|article| article.title.clone()).or(summary.map(|summary| summary.title.clone())),
        };
        Effect::Errand(Box::new(Errand { task, subject }))
    }

    /// What the reader shows, if it is this article; `None` is what is none of the archive: a story as one.
    fn open_article(&self, of: Option<Handle>) -> Option<Arc<Article>> {
        let is_it = self.reader.handle == of && (of.is_some() || self.focus() == Pane::Reader);
        self.reader.document().filter(|_| is_it).map(|document| Arc::clone(&document.article))
    }

    fn nothing_to_send(&mut self) -> Vec<Effect> {
        self.desk.say("select an article first");
        Vec::new()
    }
}
