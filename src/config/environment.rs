//! What the environment says: folders, colours, the character set, the multiplexer.

use std::env;
use std::path::PathBuf;

use etcetera::BaseStrategy;
use etcetera::base_strategy::Xdg;

use crate::terminal::{self, Capabilities, Multiplexer, Programs, Surroundings};
use crate::view::theme::{ASCII, Signs, UNICODE};

/// The environment, read once.
#[derive(Clone, Debug)]
pub struct Environment {
    /// Where the configuration is; absent without a home.
    pub config: Option<PathBuf>,
    /// Where what the reader did is kept; absent without a home.
    pub state: Option<PathBuf>,
    /// Where what can be made again is kept.
    pub cache: Option<PathBuf>,
    /// The home folder, for `~`.
    pub home: Option<PathBuf>,
    /// Colours are wanted.
    pub colours: bool,
    /// The signs that the locale can show.
    pub signs: Signs,
    /// The terminal is at the end of an SSH connection.
    pub is_remote: bool,
    /// What there is around the terminal.
    pub surroundings: Surroundings,
    /// What the terminal understands, as far as `TERM` and `COLORTERM` say.
    pub capabilities: Capabilities,
}

impl Environment {
    /// Reads the environment of this process.
    pub fn read() -> Self {
        let folders = Xdg::new().ok();
        let named = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
        let set = |name: &str| named(name).is_some();
        let multiplexer = if set("TMUX") {
            Multiplexer::Tmux
        } else if set("STY") {
            Multiplexer::Screen
        } else {
            Multiplexer::None
        };
        let text = |name: &str| env::var(name).unwrap_or_default();
        // https://no-color.org: any value that is not empty.
        let (colours, is_utf8) = (!set("NO_COLOR"), is_utf8());
        Self {
            config: folders.as_ref().map(|folders| folders.config_dir().join("byline")),
            cache: folders.as_ref().map(|folders| folders.cache_dir().join("byline")),
            state: folders.as_ref().and_then(BaseStrategy::state_dir).map(|state| state.join("byline")),
            home: folders.as_ref().map(|folders| folders.home_dir().to_path_buf()),
            colours,
            signs: if is_utf8 { UNICODE } else { ASCII },
            is_remote: set("SSH_CONNECTION"),
            surroundings: Surroundings {
                multiplexer,
                has_browser: !set("SSH_CONNECTION")
                    && (cfg!(target_os = "macos") || set("DISPLAY") || set("WAYLAND_DISPLAY")),
                programs: Programs {
                    editor: named("VISUAL").or_else(|| named("EDITOR")),
                    pager: named("PAGER"),
                    shell: named("SHELL"),
                },
            },
            capabilities: Capabilities::of(&text("TERM"), &text("COLORTERM"), !colours, is_utf8),
        }
    }
}

/// The first of these that is set decides the character set, as in C's setlocale.
fn is_utf8() -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .find_map(|name| env::var(name).ok().filter(|value| !value.is_empty()));
    locale.is_some_and(|locale| terminal::is_utf8(&locale))
}
