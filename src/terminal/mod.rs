//! One reader at one terminal: the session and its loop, the worker, and the terminal itself.

mod clipboard;
mod export;
mod far;
pub mod input;
mod keeper;
mod lane;
mod link;
mod pace;
mod perform;
mod running;
mod screen;
mod session;
mod signals;
mod wire;
mod worker;

pub use clipboard::Multiplexer;
pub use far::{give_back, run_on_far};
pub use perform::perform;
pub use running::{Outlet, Screen};
pub use screen::{Tty, run_on_tty};
pub use session::{Event, Session};
pub use wire::{Capabilities, Colours, RESTORE, Sent, SharedSize, Wire};
pub use worker::Worker;
