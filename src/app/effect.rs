//! Work the state machine asks for, what comes back, and what reaches it from outside. Plain data, all ways.

use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use super::{Action, Errand, Known, Matches, Order, Rows};
use crate::article::{Article, Handle, Moment};
use crate::library::{Edition, Mentions, NameList, NamesOf, ReadOf, Retold, State, Storylines, Telling};
use crate::memory::{Deed, Recollection};
use crate::related::alignment::Comparison;
use crate::related::{Muted, Relation};
use crate::search::fuzzy::Pattern;
use crate::search::{Found, Handles, Query, Recalled};

/// Tells an answer to the newest question from an answer to an older one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ticket(pub u64);

/// Everything that can change an [`super::App`].
#[derive(Clone, Debug)]
pub enum Msg {
    /// A key or the palette asked for this.
    Act(Action),
    /// A character was typed into a prompt.
    Type(char),
    /// Text was pasted into a prompt.
    Paste(String),
    /// The terminal has this many columns and rows.
    Resize(u16, u16),
    /// The first keys of a longer binding were pressed, and a moment passed: show how it may go on.
    Continue(Vec<(String, Action)>),
    /// Work was done.
    Done(Outcome),
    /// Time has passed over what is on screen.
    Passed {
        /// So much since the last time.
        time: Duration,
        /// What time it is, in seconds from 1970.
        now: i64,
    },
}

/// Work for the worker or the session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Fetch an article.
    Load(Handle),
    /// Look for what is new in the library.
    Rescan,
    /// Put the articles before this one into order, and into the groups of these stories.
    Arrange(Ticket, Order, Handle, Arc<Storylines>),
    /// Count the articles of each group that are not among those that were `read`.
    Tally {
        /// The question.
        ticket: Ticket,
        /// The rows.
        rows: Arc<[Handle]>,
        /// The first row of each group, and the number of rows.
        starts: Arc<[u32]>,
        /// What has been read.
        read: Handles,
    },
    /// Prepare for titles to be searched.
    Prepare,
    /// Find titles by a few letters.
    Filter(Ticket, Pattern),
    /// Find articles by their text: the best so many, and how many there are.
    Search(Ticket, Query, Recalled, usize),
    /// Look up what is remembered of these articles.
    Resolve(Arc<Recollection>, Range<usize>),
    /// Leave of some rows the articles that answer a query.
    Sift {
        /// The question.
        ticket: Ticket,
        /// What they answer.
        query: Query,
        /// What memory knows now.
        recalled: Recalled,
        /// The rows, in order.
        rows: Arc<[Handle]>,
        /// That order; its groups are wanted.
        order: Order,
        /// The stories, where it has groups of them.
        stories: Arc<Storylines>,
        /// These stay, whatever memory knows now.
        stay: Arc<[Handle]>,
    },
    /// Count the articles that answer a query.
    Count(Ticket, Query, Recalled),
    /// Find them again, with misspelt words corrected.
    Correct(Ticket, Pattern),
    /// Find the stories related to this article, without what is muted.
    Relate(Ticket, Handle, Arc<Muted>),
    /// Find the stories related to the article that was opened: behind, nobody waits for them.
    RelateBehind(Ticket, Handle, Arc<Muted>),
    /// Tell what of an article is new.
    Tell {
        /// The question.
        ticket: Ticket,
        /// The article.
        handle: Handle,
        /// What was read of others.
        read: Arc<[ReadOf]>,
        /// What was read of it before it was opened.
        own: Option<ReadOf>,
        /// Newer tellings that are unread.
        newer: Arc<[Handle]>,
    },
    /// Compare two articles sentence by sentence.
    Compare(Ticket, Handle, Handle),
    /// Write a bibliography of these articles to a new file of this name, made at this time.
    Export {
        /// The articles, in order.
        handles: Vec<Handle>,
        /// The file's name, without what it ends in.
        name: String,
        /// When it is made.
        made: Option<Moment>,
    },
    /// Gather the stories that the articles tell.
    Gather(Ticket),
    /// Say what is new in each of these tellings of a story, the earliest first.
    Trace(Ticket, Arc<[Handle]>),
    /// Make one article of the tellings of the story that this article tells.
    Unite(Ticket, Arc<Storylines>, Handle),
    /// Make an edition of the articles before `end` that were not read.
    Edit {
        /// The question.
        ticket: Ticket,
        /// What is shown ends here.
        end: Handle,
        /// The stories.
        stories: Arc<Storylines>,
        /// What has been read.
        read: Handles,
        /// How long it may take to read.
        minutes: u32,
    },
    /// Keep what the reader did.
    Keep(Deed),
    /// Put this text on the reader's clipboard.
    Copy(String),
    /// Open this address on the web, where the reader sits; else put it on the clipboard.
    Visit(String),
    /// Give the terminal to another program, and take it back when that has ended.
    Errand(Box<Errand>),
    /// Draw everything anew.
    Redraw,
    /// Give the terminal back to the shell until the reader returns.
    Suspend,
    /// Say what the line to the terminal has carried.
    Link,
    /// End the session.
    Quit,
    /// Gather names.
    Names(Ticket, NamesOf),
    /// Find every sentence that has a name, in the articles whose names they are.
    Mentions(Ticket, String, NamesOf),
}

impl Effect {
    /// Whether it reaches a file or a program of the machine that byline runs on, besides the library and memory.
    pub fn needs_machine(&self) -> bool {
        matches!(self, Self::Export { .. } | Self::Suspend | Self::Errand(_))
    }

    /// Whether somebody else has the terminal then: what is typed behind it is for them.
    pub fn gives_terminal(&self) -> bool {
        matches!(self, Self::Suspend | Self::Errand(_))
    }
}

/// What came of an effect, or news from the library.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// The library has this now.
    Catalogued(State),
    /// Memory was read.
    Recalled(Box<Recollection>),
    /// An article, or one sentence why not.
    Loaded(Handle, Result<Arc<Article>, String>),
    /// The catalogue in order.
    Arranged(Ticket, Rows),
    /// The titles that match. A second answer to the same question takes the place of the first.
    Filtered(Ticket, Matches),
    /// What is remembered of the articles that were to be looked up.
    Resolved(Box<Known>),
    /// What a search of the texts found, or one sentence why nothing.
    Searched(Ticket, Result<Arc<Found>, String>),
    /// The rows that answer a query, in their order, or one sentence why not.
    Sifted(Ticket, Result<Rows, String>),
    /// How many articles of each group are unread.
    Tallied(Ticket, Arc<[u32]>),
    /// How many articles answer a query; `None` when that can't be told.
    Counted(Ticket, Option<usize>),
    /// The nearest articles, best first, or one sentence why not.
    Related(Ticket, Result<Vec<Relation>, String>),
    /// How far the gathering of the stories has come, in percent.
    Gathering(Ticket, u8),
    /// The stories that the articles tell, or one sentence why they can't be gathered.
    Gathered(Ticket, Result<Arc<Storylines>, String>),
    /// What is new in each telling of a story, or one sentence why that can't be told.
    Traced(Ticket, Result<Vec<Telling>, String>),
    /// A story as one article, or one sentence why not.
    United(Ticket, Result<Arc<Article>, String>),
    /// What to read; empty when nothing is unread and short enough.
    Edited(Ticket, Edition),
    /// One sentence for the status line: something went wrong.
    Failed(String),
    /// One sentence for the status line.
    Said(String),
    /// What of an article is new; `None` when that can't be told.
    Told(Ticket, Option<Retold>),
    /// Two articles side by side, or one sentence why not.
    Compared(Ticket, Result<Arc<Comparison>, String>),
    /// A bibliography was written to this file, or one sentence why not.
    Exported(Result<String, String>),
    /// Names, or one sentence why not. A later answer to the same question has read more articles.
    Named(Ticket, Result<Arc<NameList>, String>),
    /// The sentences that have a name, or one sentence why not.
    Mentioned(Ticket, Result<Arc<Mentions>, String>),
}
