//! The commands that answer on standard output: functions over a library and a `Write`.

mod answer;
pub mod args;
mod naming;

pub use answer::{CliError, list, print, related, related_all, related_run, search, show, show_raw};
pub use naming::{NamingError, find};
