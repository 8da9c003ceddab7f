//! The only file that names concrete engines: it picks the library, the memory and the front end.

mod index;
#[cfg(feature = "serve")]
mod serve;

use std::fmt::Display;
use std::fs;
use std::io::{self, IsTerminal, Write};
use std::os::unix::fs::FileTypeExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};

use clap::CommandFactory;

use crate::app::{App, Msg, Outcome, Start};
use crate::article::Handle;
use crate::cli::args::{Cli, Command, Reading};
use crate::cli::{self, CliError, NamingError};
use crate::config::{Config, ConfigError, Environment};
use crate::ingest::{self, IngestError};
use crate::library::local::{Input, LocalLibrary, Opening};
use crate::library::{Library, NamesOf, Problem};
use crate::memory::{Forgetful, Memory, MemoryError, Recollection, SqliteMemory};
use crate::related::StoryId;
use crate::terminal::{Event, Session, SharedSize, Worker, run_on_tty};

/// What ends the program with exit status 2: one sentence with a hint.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The configuration.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The name of an article.
    #[error(transparent)]
    Naming(#[from] NamingError),
    /// A command.
    #[error(transparent)]
    Cli(#[from] CliError),
    /// The name of a format.
    #[error("{0}; the formats are {list}", list = format_names())]
    Format(IngestError),
    /// The line that answers are to be printed as.
    #[error("cannot use --format: {0}")]
    Template(String),
    /// What was read could not be kept.
    #[error("cannot keep what was read: {0}")]
    Unkept(String),
    /// The terminal.
    #[error("cannot use the terminal: {0}")]
    Terminal(io::Error),
    /// Nobody can be served.
    #[cfg(feature = "serve")]
    #[error(transparent)]
    Serve(#[from] serve::ServeFault),
    /// Nothing of what was named could be opened.
    #[error("{0}")]
    Nothing(Problem),
}

fn format_names() -> String {
    ingest::FORMATS.iter().map(|format| format.name()).collect::<Vec<_>>().join(", ")
}

/// Carries out a command line; answers whether something was found.
///
/// # Errors
/// See [`Fault`].
pub fn run(mut arguments: Cli) -> Result<bool, Fault> {
    arguments.take_template().map_err(Fault::Template)?;
    let format = format(&arguments.reading)?;
    match arguments.command {
        Some(command) => answer(command, format),
        None => read(arguments.paths, format),
    }
}

fn format(reading: &Reading) -> Result<Option<&'static str>, Fault> {
    let Some(name) = reading.format.as_deref() else { return Ok(None) };
    ingest::by_name(name).map(|format| Some(format.name())).map_err(Fault::Format)
}

fn answer(command: Command, format: Option<&'static str>) -> Result<bool, Fault> {
    let out = &mut io::BufWriter::new(io::stdout().lock());
    let found = match command {
        Command::List { paths, json } => cli::list(&open(paths, format)?, json, out)?,
        Command::Show { article, paths, json, width, raw } => {
            let (library, handle) = open_for(&article, paths, format)?;
            if raw { cli::show_raw(&library, handle, out)? } else { cli::show(&library, handle, json, width, out)? }
        }
        Command::Search { query, paths, shown } => {
            let library = open(paths, format)?;
            let recall = || recall(library.state().catalogue.base());
            cli::search(&library, &recall, &query, &shown, out)?
        }
        Command::Related { article, paths, all: true, json, limit, .. } => {
            // With --all the first argument is a path like the others.
            let paths = article.map(PathBuf::from).into_iter().chain(paths).collect();
            let library = open(paths, format)?;
            if json { cli::related_all(&library, limit, out)? } else { cli::related_run(&library, limit, out)? }
        }
        Command::Related { article, paths, json, limit, .. } => {
            let article = article.ok_or_else(|| NamingError::None("(none named)".to_owned()))?;
            let (library, handle) = open_for(&article, paths, format)?;
            cli::related(&library, handle, limit, json, out)?
        }
        Command::New { article, paths, read, json } => {
            let (library, handle) = open_for(&article, paths, format)?;
            let catalogue = library.state().catalogue;
            let read = read.iter().map(|name| cli::find(&catalogue, name)).collect::<Result<Vec<_>, _>>()?;
            cli::new(&library, handle, &read, json, out)?
        }
        Command::Stories { paths, json, limit } => cli::stories(&open(paths, format)?, limit, json, out)?,
        Command::Timeline { story, paths, json } => {
            // A number is a story's name, unless a file is called so.
            let id = story.parse().ok().filter(|_| fs::metadata(&story).is_err());
            let (library, which) = match id {
                Some(id) => (open(paths, format)?, cli::Which::Named(StoryId(id))),
                None => open_for(&story, paths, format).map(|(library, article)| (library, cli::Which::Of(article)))?,
            };
            cli::timeline(&library, which, json, out)?
        }
        Command::Names { paths, json, limit, story: None } => {
            cli::names(&open(paths, format)?, &NamesOf::Archive, limit, json, out)?
        }
        Command::Names { paths, json, limit, story: Some(article) } => {
            let (library, handle) = open_for(&article, paths, format)?;
            cli::names(&library, &NamesOf::Story(handle), limit, json, out)?
        }
        Command::Index { paths } => index::index(paths, format, out)?,
        #[cfg(feature = "serve")]
        Command::Serve(serving) => serve::serve(serving, format).map(|()| true)?,
        Command::Completions { shell } => {
            // It panics when it can't write, and a Vec takes everything.
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "byline", &mut script);
            out.write_all(&script).map_err(CliError::from)?;
            true
        }
        Command::Man => {
            clap_mangen::Man::new(Cli::command()).render(out).map_err(CliError::from)?;
            true
        }
    };
    out.flush().map_err(CliError::from)?;
    Ok(found)
}

/// Says a sentence on standard error. When that is full, there is nobody to tell.
pub fn complain(sentence: &dyn Display) {
    let _ = writeln!(io::stderr().lock(), "byline: {sentence}");
}

/// Opens the library of a command, and waits until it is read. Problems go to standard error.
fn open(paths: Vec<PathBuf>, format: Option<&'static str>) -> Result<LocalLibrary, Fault> {
    let environment = Environment::read();
    let inputs = if paths.is_empty() { configured(&environment)? } else { inputs(paths) };
    let library = LocalLibrary::open(Opening { inputs, format, cache: environment.cache, to_keep: false });
    report(&library)?;
    Ok(library)
}

/// Waits until a library is read, and says what could not be: an error when that leaves nothing.
fn report(library: &LocalLibrary) -> Result<(), Fault> {
    library.wait();
    let state = library.state();
    let (fatal, said) = match state.problems.split_last() {
        Some((last, others)) if state.catalogue.is_empty() => (Some(last), others),
        _ => (None, &*state.problems),
    };
    said.iter().for_each(|problem| complain(problem));
    fatal.map_or(Ok(()), |problem| Err(Fault::Nothing(problem.clone())))
}

/// Opens the library that holds a named article. What is there under that name is opened by itself when
/// nothing else is named.
fn open_for(article: &str, paths: Vec<PathBuf>, format: Option<&'static str>) -> Result<(LocalLibrary, Handle), Fault> {
    let file = article.rsplit_once('#').map_or(article, |(file, _)| file);
    // A pipe too: `byline show <(curl …)`.
    let is_input = |name: &&str| *name == "-" || fs::metadata(name).is_ok_and(|metadata| !metadata.is_dir());
    // What is packed in a file is named by a path that goes on behind it.
    let behind = Path::new(file).ancestors().skip(1).filter_map(Path::to_str);
    let own = if paths.is_empty() { [article, file].into_iter().chain(behind).find(is_input) } else { None };
    let library = match own {
        Some(name) => open(vec![PathBuf::from(name)], format)?,
        None => open(paths, format)?,
    };
    let catalogue = library.state().catalogue;
    let handle = match cli::find(&catalogue, article) {
        Ok(handle) => handle,
        Err(error) => match catalogue.filed().as_slice() {
            // The one article of the very file that was named.
            [only] if own == Some(article) => *only,
            _ => return Err(error.into()),
        },
    };
    Ok((library, handle))
}

fn inputs(paths: Vec<PathBuf>) -> Vec<Input> {
    let input = |path: PathBuf| if path == Path::new("-") { Input::Stdin } else { Input::Path(path) };
    paths.into_iter().map(input).collect()
}

fn configured(environment: &Environment) -> Result<Vec<Input>, Fault> {
    Ok(configured_in(&Config::read(environment)?))
}

fn configured_in(config: &Config) -> Vec<Input> {
    inputs(config.library.clone())
}

/// Opens the screen, or prints when there is none.
fn read(paths: Vec<PathBuf>, format: Option<&'static str>) -> Result<bool, Fault> {
    let environment = Environment::read();
    let config = Config::read(&environment)?;
    let inputs = if !paths.is_empty() {
        inputs(paths)
    } else if is_piped_in() {
        vec![Input::Stdin]
    } else {
        inputs(config.library.clone())
    };
    let library = LocalLibrary::open(Opening {
        inputs: inputs.clone(),
        format,
        cache: environment.cache.clone(),
        to_keep: false,
    });
    if !io::stdout().is_terminal() || !environment.capabilities.can_draw {
        report(&library)?;
        let out = &mut io::BufWriter::new(io::stdout().lock());
        let found = cli::print(&library, out)?;
        out.flush().map_err(CliError::from)?;
        return Ok(found);
    }
    // What was named and does not exist is a slip of the command line: said here, not on a blank screen.
    if let [Input::Path(path)] = inputs.as_slice()
        && let Err(error) = fs::metadata(path)
    {
        let problem = Problem::of(&path.to_string_lossy(), &IngestError::Io(error));
        return Err(Fault::Nothing(Problem { hint: Some("check the path".to_owned()), ..problem }));
    }
    show(Arc::new(library), &environment, config)?;
    Ok(true)
}

/// Whether something is piped in. A terminal isn't, nor is /dev/null.
fn is_piped_in() -> bool {
    let stdin = io::stdin();
    if stdin.is_terminal() {
        return false;
    }
    fs::metadata("/dev/stdin").is_ok_and(|metadata| {
        let kind = metadata.file_type();
        kind.is_fifo() || kind.is_file() || kind.is_socket()
    })
}

fn show(library: Arc<LocalLibrary>, environment: &Environment, config: Config) -> Result<(), Fault> {
    let (memory, trouble) = remember(environment);
    let (outbox, inbox) = mpsc::channel();
    let recalled = memory.recall(library.state().catalogue.base());
    let is_remote = environment.is_remote;
    let start = {
        let (library, memory, outbox) = (library.clone(), memory, outbox.clone());
        move |size: SharedSize| {
            let keymap = Arc::new(config.keymap);
            let shown = size.get();
            let mut app = App::new(Start {
                library: library.name().to_owned(),
                settings: config.settings,
                order: config.order,
                bindings: keymap.bindings(),
                size: (shown.width, shown.height),
            });
            let (recollection, unreadable) = match recalled {
                Ok(recollection) => (recollection, None),
                Err(error) => (Recollection::default(), Some(error.to_string())),
            };
            app.update(Msg::Done(Outcome::Recalled(recollection.into())));
            if let Some(sentence) = trouble.or(unreadable) {
                app.update(Msg::Done(Outcome::Failed(sentence)));
            }
            let worker = Worker::spawn(library.clone(), memory, outbox);
            Session::new(app, keymap, config.theme, library, worker, size).paced(is_remote)
        }
    };
    // The first look is news too: what was found before anybody listened.
    let news = outbox.clone();
    library.watch(Box::new(move || news.send(Event::News).is_ok()));
    let Environment { surroundings, capabilities, .. } = environment.clone();
    run_on_tty(start, &inbox, outbox, surroundings, capabilities).map_err(Fault::Terminal)
}

/// What is remembered of a library, for a command.
fn recall(base: &str) -> Result<Recollection, MemoryError> {
    let (memory, trouble) = remember(&Environment::read());
    trouble.iter().for_each(|sentence| complain(sentence));
    memory.recall(base)
}

/// Opens the memory; one that can't be opened is replaced by one that lasts as long as the session.
fn remember(environment: &Environment) -> (Arc<dyn Memory>, Option<String>) {
    let Some(folder) = &environment.state else {
        let sentence = "there is no home folder: what you read is forgotten at the end";
        return (Arc::new(Forgetful::default()), Some(sentence.to_owned()));
    };
    match SqliteMemory::open(&folder.join("memory.db")) {
        Ok(memory) => (Arc::new(memory), None),
        Err(error) => (Arc::new(Forgetful::default()), Some(error.to_string())),
    }
}
