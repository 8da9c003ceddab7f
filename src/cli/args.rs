//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use clap_complete::Shell;

use super::Shown;
#[cfg(feature = "serve")]
use super::serving::Serving;

/// A terminal reader for article archives.
#[derive(Debug, Parser)]
#[command(
    name = "byline",
    version,
    about = "Read an archive of articles: browse, find by a few letters, hop between related stories",
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    after_help = "Examples:
  byline                              the library of your config.toml, else the sample articles
  byline ~/articles                   a folder, with everything in it
  byline crawl.jsonl notes.md         some files
  curl -s https://example.com | byline   one article from a pipe
  byline search 'north korea' ~/articles
  byline show 2014/premiere.txt ~/articles | less
  byline related premiere.txt ~/articles --json

Exit status: 0 found, 1 nothing found, 2 failed.
In the program, ? shows all keys."
)]
pub struct Cli {
    /// Files or folders to open; - is standard input
    pub paths: Vec<PathBuf>,

    #[command(flatten)]
    pub reading: Reading,

    #[command(subcommand)]
    pub command: Option<Command>,
}

impl Cli {
    /// Takes a line with braces in `--format` for what a search prints: what names a format has none.
    ///
    /// # Errors
    /// What is wrong with the line.
    pub fn take_template(&mut self) -> Result<(), String> {
        if let Some(Command::Search { shown, .. }) = &mut self.command
            && let Some(template) = self.reading.format.take_if(|format| format.contains('{'))
        {
            shown.template = Some(template.parse()?);
        }
        Ok(())
    }
}

/// How files are read.
#[derive(Clone, Debug, Default, Args)]
pub struct Reading {
    /// Take every file for this format, whatever it looks like
    #[arg(long, value_name = "NAME", global = true)]
    pub format: Option<String>,
}

/// What can be asked without the screen.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// List articles: id, date, source, title
    #[command(after_help = "Example: byline list ~/articles --json | jq -r .title")]
    List {
        /// Files or folders to open
        paths: Vec<PathBuf>,
        /// One JSON object a line
        #[arg(long)]
        json: bool,
    },
    /// Print one article as text to read
    #[command(after_help = "Example: byline show premiere.txt ~/articles --width 72")]
    Show {
        /// The article: its id, its path, or the end of its id
        article: String,
        /// Files or folders to open
        paths: Vec<PathBuf>,
        /// A JSON object, with blocks and links
        #[arg(long)]
        json: bool,
        /// Columns of text; 0 leaves paragraphs unwrapped
        #[arg(long, default_value_t = 80, value_name = "COLUMNS")]
        width: u16,
        /// The bytes as they stand in the file, not made safe for a terminal
        #[arg(long, conflicts_with_all = ["json", "width"])]
        raw: bool,
    },
    /// Search the text of all articles, best first
    #[command(after_help = "Examples:
  byline search 'interview premiere' ~/articles
  byline search '\"paper and pen\" -comet' ~/articles --json
  byline search 'title:storm date:2014-11..2014-12 words:>800' ~/articles --sort date
  byline search 'is:starred -is:read' ~/articles --count
  byline search '(gale OR storm) harbour*' ~/articles --format '{title} — {source}'

--format takes a line for each article: {id} {title} {authors} {source} {date} {language} {words} {snippet}

Words must all be there, in any order. \"a phrase\", near:\"words with gaps\", begin*, mispeled~, -not, a OR b, (brackets),
title: by: source: with a word or a phrase, lang:de, date:>2014, words:800..1200,
is:unread is:read is:starred is:noted, tag:name")]
    Search {
        /// What to look for
        query: String,
        /// Files or folders to open
        paths: Vec<PathBuf>,
        #[command(flatten)]
        shown: Shown,
    },
    /// The stories related to an article, best first, each with its reason
    #[command(after_help = "Examples:
  byline related premiere.txt ~/articles
  byline related --all --limit 100 --run ~/articles > run.tsv")]
    Related {
        /// The article: its id, its path, or the end of its id (left out with --all)
        article: Option<String>,
        /// Files or folders to open
        paths: Vec<PathBuf>,
        /// One JSON object a line
        #[arg(long)]
        json: bool,
        /// For every article: as --run, or with --json its related stories, each with `of`, the article's id
        #[arg(long)]
        all: bool,
        /// At most so many related articles
        #[arg(long, default_value_t = 20, value_name = "N")]
        limit: usize,
        /// id, related id, rank, score, parted by tabs, whatever the score
        #[arg(long, requires = "all", conflicts_with = "json")]
        run: bool,
    },
    /// The sentences of an article, each with how much of it was told by articles that were read: 0.00 new, 1.00 told
    #[command(after_help = "Examples:
  byline new again.md ~/articles --read premiere.txt --read 2014/interview.html
  byline new again.md ~/articles --read premiere.txt --json | jq -r 'select(.fades | not).text'

A sentence fades when it is told to 0.60 or more, and has no number, name or negation that those lack; \
one of less than three words is short, and says nothing either way.")]
    New {
        /// The article: its id, its path, or the end of its id
        article: String,
        /// Files or folders to open
        paths: Vec<PathBuf>,
        /// An article that was read, named likewise; without any, all is new
        #[arg(long, value_name = "ARTICLE")]
        read: Vec<String>,
        /// One JSON object a line
        #[arg(long)]
        json: bool,
    },
    /// The stories that several articles tell, the one with the most tellings first: tellings, dates, headline, id
    #[command(after_help = "Example: byline stories ~/articles --json | jq -r '.articles[]'")]
    Stories {
        /// Files or folders to open
        paths: Vec<PathBuf>,
        /// One JSON object a line
        #[arg(long)]
        json: bool,
        /// At most so many stories
        #[arg(long, default_value_t = 50, value_name = "N")]
        limit: usize,
    },
    /// The tellings of a story by date, each with the first sentence that is new in it: date, source, title, sentence, id
    #[command(after_help = "Examples:
  byline timeline premiere.txt ~/articles
  byline timeline 3 ~/articles --json | jq -r .sentence")]
    Timeline {
        /// The story: its id from `byline stories`, or an article that tells it
        story: String,
        /// Files or folders to open
        paths: Vec<PathBuf>,
        /// One JSON object a line
        #[arg(long)]
        json: bool,
    },
    /// The people, places and organisations that articles name, those of most articles first: articles, mentions, kind, name
    #[command(after_help = "Examples:
  byline names ~/articles --limit 20
  byline names ~/articles --story premiere.txt --json | jq -r 'select(.kind == \"person\").name'

A kind is given only where the articles make it clear. At most 2,000 names are known.")]
    Names {
        /// Files or folders to open
        paths: Vec<PathBuf>,
        /// One JSON object a line
        #[arg(long)]
        json: bool,
        /// At most so many names
        #[arg(long, default_value_t = 50, value_name = "N")]
        limit: usize,
        /// Only the articles that tell the story of this one: its id, its path, or the end of its id
        #[arg(long, value_name = "ARTICLE")]
        story: Option<String>,
    },
    /// Read an archive now, so that it opens at once and is searched quickly; stopped, it goes on where it was
    Index {
        /// Files and folders; without any, those of the configuration
        paths: Vec<PathBuf>,
    },
    /// Let others read an archive over SSH: they need no account here, only a key that you know
    #[cfg(feature = "serve")]
    #[command(after_help = "Examples:
  byline serve ~/articles                      then: ssh -p 2222 localhost
  byline serve ~/articles --listen 0.0.0.0:2222 --authorized-keys readers.pub --log serve.jsonl
  byline serve ~/articles --open               anybody may read
  ssh -p 2222 host search korea --json         a command: list, show, search, related, new, stories, timeline, names

There is no shell, no forwarding and no file transfer. It ends with Ctrl-C or SIGTERM: readers are told, and what they \
read is kept.")]
    Serve(Serving),
    /// Print shell completions
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page
    Man,
}
