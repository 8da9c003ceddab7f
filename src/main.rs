//! Arguments in, exit code out.

use std::io::ErrorKind;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

use byline::cli::CliError;
use byline::cli::args::Cli;
use byline::wiring::{Fault, complain, run};
use clap::Parser;

/// Exit 0: found; 1: nothing found; 2: failed.
fn main() -> ExitCode {
    guarded(|| match run(Cli::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        // A reader who has seen enough (`byline list | head`) is no failure.
        Err(Fault::Cli(CliError::Write(error)) | Fault::Terminal(error)) if error.kind() == ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(fault) => {
            complain(&fault);
            ExitCode::from(2)
        }
    })
}

/// A panic is one sentence and exit status 2. Threads of the scan report theirs as a problem of the file, and
/// the screen puts a hook of its own in this one's place, which gives the terminal back before it speaks.
fn guarded(work: impl FnOnce() -> ExitCode) -> ExitCode {
    let slip = Arc::new(Mutex::new(None));
    let hooked = Arc::clone(&slip);
    set_hook(Box::new(move |panic| {
        let place = panic.location().map(|at| format!(" ({}:{})", at.file(), at.line()));
        *hooked.lock().unwrap_or_else(PoisonError::into_inner) = place;
    }));
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        if let Some(place) = slip.lock().unwrap_or_else(PoisonError::into_inner).take() {
            complain(&format_args!("stopped by a mistake of its own{place}; please report it"));
        }
        ExitCode::from(2)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_exit_status_2() {
        // Exit codes can be compared only by how they are shown.
        let shown = |code: ExitCode| format!("{code:?}");
        assert_eq!(shown(guarded(|| panic!("a slip"))), shown(ExitCode::from(2)));
        assert_eq!(shown(guarded(|| ExitCode::SUCCESS)), shown(ExitCode::SUCCESS));
    }
}
