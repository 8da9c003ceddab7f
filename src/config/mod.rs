//! Files and environment become settings, keymap and theme.

mod environment;
mod file;

pub use environment::Environment;
pub use file::{Config, ConfigError};
