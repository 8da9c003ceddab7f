//! One reader at one terminal: the session and its loop, the worker, and the terminal itself.

mod clipboard;
mod errand;
mod export;
mod far;
pub mod input;
mod keeper;
mod keyboard;
mod lane;
mod link;
mod outbox;
mod outlet;
mod pace;
mod perform;
mod program;
mod running;
mod screen;
mod session;
mod signals;
mod tmux;
mod wire;
mod worker;

pub use clipboard::Multiplexer;
pub use far::{Far, give_back};
pub use outbox::Outbox;
pub use outlet::{Outlet, Screen};
pub use perform::perform;
pub use program::{Back, Programs};
pub use running::Run;
pub use screen::{Surroundings, Tty, run_on_tty};
pub use session::{Event, Session};
pub use wire::{Capabilities, Colours, RESTORE, Sent, SharedSize, Wire, is_utf8};
pub use worker::Worker;
