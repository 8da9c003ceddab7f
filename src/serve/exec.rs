//! The commands that a reader may run: those that read the library, on it and nothing else.

use std::io::{self, BufWriter, Write};

use clap::Parser;

use super::house::House;
use super::out::Out;
use crate::article::Handle;
use crate::cli::args::{Cli, Command};
use crate::cli::{self, CliError, NamingError, Which};
use crate::library::NamesOf;
use crate::related::StoryId;

/// The commands, as they are typed.
const COMMANDS: &[&str] = &["list", "show", "search", "related", "new", "stories", "timeline", "names"];

/// What a client wants to run.
pub enum Asked {
    /// One of the commands.
    Ours(Box<Cli>),
    /// What clap has to say about one of them: help, or what is wrong.
    Said(clap::Error),
    /// Something else: there is no shell here.
    Foreign,
}

/// Why a command has no answer.
#[derive(Debug, thiserror::Error)]
enum Refusal {
    #[error(transparent)]
    Cli(#[from] CliError),
    #[error(transparent)]
    Naming(#[from] NamingError),
    #[error("{0} is not for readers of a server; run byline where the articles are")]
    NotHere(&'static str),
    #[error("cannot use --format: {0}")]
    Template(String),
}

/// Understands a command line as a shell would, as far as quotes go.
pub fn parse(command: &[u8]) -> Asked {
    let words = std::str::from_utf8(command).ok().and_then(shlex::split);
    let words = words.filter(|words| words.first().is_some_and(|first| COMMANDS.contains(&first.as_str())));
    let Some(words) = words else { return Asked::Foreign };
    match Cli::try_parse_from(["byline".to_owned()].into_iter().chain(words)) {
        Ok(cli) => Asked::Ours(Box::new(cli)),
        Err(error) => Asked::Said(error),
    }
}

/// Answers a command; answers with its exit status.
pub fn answer(house: &House, key: Option<&str>, asked: Asked, has_terminal: bool, out: &Out) -> u32 {
    let lines = |out: Out| BufWriter::new(Lines { out, has_terminal });
    let cli = match asked {
        Asked::Ours(cli) => *cli,
        Asked::Said(said) => {
            let mut to = lines(if said.use_stderr() { out.errors() } else { out.clone() });
            let _ = write!(to, "{}", said.render()).and_then(|()| to.flush());
            return u32::try_from(said.exit_code()).unwrap_or(2);
        }
        Asked::Foreign => return 2,
    };
    let mut to = lines(out.clone());
    let answered =
        run(house, key, cli, &mut to).and_then(|found| Ok(to.flush().map(|()| found).map_err(CliError::from)?));
    match answered {
        Ok(found) => u32::from(!found),
        Err(refusal) => {
            let _ = writeln!(lines(out.errors()), "byline: {refusal}");
            2
        }
    }
}

fn run(house: &House, key: Option<&str>, mut cli: Cli, out: &mut dyn Write) -> Result<bool, Refusal> {
    cli.take_template().map_err(Refusal::Template)?;
    if cli.reading.format.is_some() {
        return Err(Refusal::NotHere("--format with a format's name"));
    }
    house.wait_until_read();
    let library = house.library().as_ref();
    let found = |name: &str| cli::find_by_id(&library.state().catalogue, name);
    match cli.command {
        Some(Command::List { paths, json }) if paths.is_empty() => Ok(cli::list(library, json, out)?),
        Some(Command::Show { raw: true, .. }) => Err(Refusal::NotHere("--raw")),
        Some(Command::Show { article, paths, json, width, .. }) if paths.is_empty() => {
            Ok(cli::show(library, found(&article)?, json, width, out)?)
        }
        Some(Command::Search { query, paths, shown }) if paths.is_empty() => {
            Ok(cli::search(library, &|| house.recall(key), &query, &shown, out)?)
        }
        Some(Command::Related { all: true, .. }) => Err(Refusal::NotHere("--all")),
        Some(Command::Related { article: Some(article), paths, json, limit, .. }) if paths.is_empty() => {
            Ok(cli::related(library, found(&article)?, limit, json, out)?)
        }
        Some(Command::New { article, paths, read, json }) if paths.is_empty() => {
            let read = read.iter().map(|name| found(name)).collect::<Result<Vec<_>, _>>()?;
            Ok(cli::new(library, found(&article)?, &read, json, out)?)
        }
        Some(Command::Stories { paths, json, limit }) if paths.is_empty() => {
            Ok(cli::stories(library, limit, json, out)?)
        }
        Some(Command::Timeline { story, paths, json }) if paths.is_empty() => {
            Ok(cli::timeline(library, which(&story, &found)?, json, out)?)
        }
        Some(Command::Names { paths, json, limit, story }) if paths.is_empty() => {
            let of = story.map_or(Ok(NamesOf::Archive), |story| found(&story).map(NamesOf::Story))?;
            Ok(cli::names(library, &of, limit, json, out)?)
        }
        _ => Err(Refusal::NotHere("a file or a folder")),
    }
}

/// A number is a story's id.
fn which(story: &str, found: &dyn Fn(&str) -> Result<Handle, NamingError>) -> Result<Which, NamingError> {
    match story.parse() {
        Ok(id) => Ok(Which::Named(StoryId(id))),
        Err(_) => found(story).map(Which::Of),
    }
}

/// Lines for a terminal in raw mode, which a client's is when it asked for one, need a carriage return.
struct Lines {
    out: Out,
    has_terminal: bool,
}

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.has_terminal {
            return self.out.write(bytes);
        }
        let line = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
        match line {
            0 => self.out.write_all(b"\r\n").map(|()| 1),
            text => self.out.write(&bytes[..text]),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_reads_the_library_is_a_command() {
        let ours = ["search 'north korea' --json", "show a.txt", "list", "names --story a.txt", "timeline 3"];
        for line in ours {
            assert!(matches!(parse(line.as_bytes()), Asked::Ours(_)), "{line}");
        }
        for line in ["search", "list --nonsense", "show --help"] {
            assert!(matches!(parse(line.as_bytes()), Asked::Said(_)), "{line}");
        }
        let foreign =
            ["", "sh", "index", "man", "completions bash", "serve", "/etc", "rsync --server", "--help", "list '"];
        for line in foreign {
            assert!(matches!(parse(line.as_bytes()), Asked::Foreign), "{line}");
        }
        assert!(matches!(parse(b"list \xff"), Asked::Foreign));
    }
}
