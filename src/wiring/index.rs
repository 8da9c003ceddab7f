//! `byline index`: reads an archive in the foreground, and keeps what it read.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::sync::mpsc;
use std::time::Duration;

use super::{Fault, complain, configured, inputs};
use crate::cli::CliError;
use crate::config::Environment;
use crate::library::Library;
use crate::library::local::{LocalLibrary, Opening};
use crate::view::progress;

/// How often the progress is shown.
const OFTEN: Duration = Duration::from_millis(200);

/// Reads the articles of `paths`, shows how far it has come, and says what came of it; answers whether there is an
/// article.
///
/// # Errors
/// When nothing can be kept, or the answer can't be written.
pub fn index(paths: Vec<PathBuf>, format: Option<&'static str>, out: &mut dyn Write) -> Result<bool, Fault> {
    let environment = Environment::read();
    let Some(cache) = environment.cache.clone() else {
        return Err(Fault::Unkept("there is no home folder; set XDG_CACHE_HOME to a folder".to_owned()));
    };
    let inputs = if paths.is_empty() { configured(&environment)? } else { inputs(paths) };
    let library = LocalLibrary::open(Opening { inputs, format, cache: Some(cache), to_keep: true });
    show_progress(&library, &environment);
    say("making the index of words");
    library.wait_until_kept();
    say("");
    if let Some(reason) = library.not_kept() {
        return Err(Fault::Unkept(reason));
    }
    let state = library.state();
    state.problems.iter().for_each(|problem| complain(problem));
    let new = state.catalogue.handed_out().saturating_sub(library.opened_with());
    let gone = (state.known + new).saturating_sub(state.catalogue.len() as u32);
    let articles = state.catalogue.len();
    writeln!(out, "{articles} articles, {new} new, {gone} gone or changed").map_err(CliError::from)?;
    Ok(articles > 0)
}

/// Shows on a terminal how far the reading has come, until it is over.
fn show_progress(library: &LocalLibrary, environment: &Environment) {
    if !io::stderr().is_terminal() {
        return;
    }
    let (told, news) = mpsc::channel();
    library.watch(Box::new(move || told.send(()).is_ok()));
    while let Some(progress) = library.state().progress {
        say(&progress::words(&progress, environment.signs));
        let _ = news.recv_timeout(OFTEN);
    }
}

/// Shows one line on a terminal, in the place of the one before.
fn say(words: &str) {
    let mut screen = io::stderr();
    if screen.is_terminal() {
        // A screen that can't be written needs no progress.
        let _ = write!(screen, "\r{words}\x1b[K");
        let _ = screen.flush();
    }
}
