//! The commands that answer on standard output: functions over a library and a `Write`.

mod answer;
pub mod args;
mod names;
mod naming;
mod new;
mod search;
#[cfg(feature = "serve")]
pub mod serving;
mod stories;
mod timeline;

pub use answer::{CliError, list, print, related, related_all, related_run, show, show_raw};
pub use names::names;
pub use naming::{NamingError, find, find_by_id};
pub use new::new;
pub use search::{Shown, search};
pub use stories::stories;
pub use timeline::{Which, timeline};
