//! Arguments in, exit code out.

use std::io::ErrorKind;
use std::process::ExitCode;

use byline::cli::CliError;
use byline::cli::args::Cli;
use byline::wiring::{Fault, run};
use clap::Parser;

/// Exit 0: found; 1: nothing found; 2: failed.
fn main() -> ExitCode {
    match run(Cli::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        // A reader who has seen enough (`byline list | head`) is no failure.
        Err(Fault::Cli(CliError::Write(error)) | Fault::Terminal(error)) if error.kind() == ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(fault) => {
            eprintln!("byline: {fault}");
            ExitCode::from(2)
        }
    }
}
