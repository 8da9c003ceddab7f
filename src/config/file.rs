//! The configuration file: the library, the column of text, the layout, the order of the list, colours.

use std::fs;
use std::io::ErrorKind;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::Environment;
use crate::app::{By, Grouping, Layout, MEASURES, Order, SPLITS, STRIPS, Settings};
use crate::keymap::Keymap;
use crate::view::theme::Theme;

/// Everything that a reader can configure.
#[derive(Clone, Debug)]
pub struct Config {
    /// What `byline` opens when it is given nothing; empty for the sample articles.
    pub library: Vec<PathBuf>,
    /// The column of text and the layout.
    pub settings: Settings,
    /// How the list is sorted.
    pub order: Order,
    /// The keys.
    pub keymap: Keymap,
    /// The colours.
    pub theme: Theme,
}

/// A configuration file that can't be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("cannot use {path}: {reason}")]
pub struct ConfigError {
    /// The file.
    pub path: String,
    /// What is wrong with it, as a clause.
    pub reason: String,
}

/// `config.toml` as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Written {
    library: Vec<String>,
    measure: Option<u16>,
    layout: Option<Panes>,
    split: Option<u16>,
    strip: Option<u16>,
    sort: Option<Sort>,
    reverse: bool,
    group: Option<Group>,
    colours: toml::Table,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Panes {
    Beside,
    Stacked,
    Alone,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Sort {
    Date,
    Title,
    Source,
    Length,
    Filed,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Group {
    Day,
    Source,
    Story,
}

impl Config {
    /// Reads `config.toml` and `keymap.toml` of the configuration folder, if they are there.
    ///
    /// # Errors
    /// What is wrong with one of them.
    pub fn read(environment: &Environment) -> Result<Self, ConfigError> {
        let folder = environment.config.as_deref();
        let (path, text) = read(folder, "config.toml")?;
        let fault = |reason: String| ConfigError { path: path.display().to_string(), reason };
        let written: Written = match &text {
            Some(text) => toml::from_str(text).map_err(|error| fault(located(text, &error)))?,
            None => Written::default(),
        };
        let mut settings = Settings::default();
        if let Some(measure) = written.measure {
            settings.measure = in_range("measure", measure, MEASURES).map_err(fault)?;
        }
        if let Some(split) = written.split {
            settings.split = in_range("split", split, SPLITS).map_err(fault)?;
        }
        if let Some(strip) = written.strip {
            settings.strip = in_range("strip", strip, STRIPS).map_err(fault)?;
        }
        settings.layout = match written.layout {
            None => settings.layout,
            Some(Panes::Beside) => Layout::Beside,
            Some(Panes::Stacked) => Layout::Stacked,
            Some(Panes::Alone) => Layout::Alone,
        };
        let by = match written.sort.unwrap_or(Sort::Date) {
            Sort::Date => By::Date,
            Sort::Title => By::Title,
            Sort::Source => By::Source,
            Sort::Length => By::Length,
            Sort::Filed => By::Archive,
        };
        let groups = match written.group {
            None => Grouping::Nothing,
            Some(Group::Day) => Grouping::Day,
            Some(Group::Source) => Grouping::Source,
            Some(Group::Story) => Grouping::Story,
        };
        let theme = Theme::with(&written.colours, environment.colours, environment.signs).map_err(fault)?;
        let (keymap_path, keymap_text) = read(folder, "keymap.toml")?;
        let keymap = Keymap::with(keymap_text.as_deref())
            .map_err(|error| ConfigError { path: keymap_path.display().to_string(), reason: error.to_string() })?;
        let library = written.library.iter().map(|path| expand(path, environment.home.as_deref())).collect();
        Ok(Self { library, settings, order: Order { by, reversed: written.reverse, groups }, keymap, theme })
    }
}

fn read(folder: Option<&Path>, name: &str) -> Result<(PathBuf, Option<String>), ConfigError> {
    let Some(folder) = folder else { return Ok((PathBuf::from(name), None)) };
    let path = folder.join(name);
    match fs::read_to_string(&path) {
        Ok(text) => Ok((path, Some(text))),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok((path, None)),
        Err(error) => Err(ConfigError { path: path.display().to_string(), reason: error.to_string() }),
    }
}

fn located(text: &str, error: &toml::de::Error) -> String {
    let line = error.span().map(|span| text[..span.start.min(text.len())].matches('\n').count() + 1);
    let message = error.message().split('\n').next().unwrap_or_default();
    match line {
        Some(line) => format!("{message} at line {line}"),
        None => message.to_owned(),
    }
}

fn in_range(name: &str, value: u16, range: RangeInclusive<u16>) -> Result<u16, String> {
    if range.contains(&value) {
        Ok(value)
    } else {
        Err(format!("`{name}` is {value}; it can be {} to {}", range.start(), range.end()))
    }
}

fn expand(path: &str, home: Option<&Path>) -> PathBuf {
    match (path.strip_prefix('~'), home) {
        (Some(""), Some(home)) => home.to_path_buf(),
        (Some(rest), Some(home)) if rest.starts_with('/') => home.join(rest.trim_start_matches('/')),
        _ => PathBuf::from(path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::{Capabilities, Surroundings};
    use crate::view::theme::UNICODE;

    fn read(config: &str, keymap: &str) -> Result<Config, ConfigError> {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in [("config.toml", config), ("keymap.toml", keymap)] {
            if !text.is_empty() {
                fs::write(folder.path().join(name), text).unwrap();
            }
        }
        Config::read(&Environment {
            config: Some(folder.path().to_path_buf()),
            state: None,
            cache: None,
            home: Some("/home/ann".into()),
            colours: true,
            signs: UNICODE,
            is_remote: false,
            surroundings: Surroundings::default(),
            capabilities: Capabilities::of("xterm", "", false, true),
        })
    }

    #[test]
    fn no_file_is_the_default() {
        let config = read("", "").unwrap();
        assert_eq!(config.settings, Settings::default());
        assert!(config.library.is_empty());
    }

    #[test]
    fn a_tilde_is_the_home() {
        let config =
            read("library = [\"~/articles\", \"/srv\"]\nmeasure = 72\nsort = \"filed\"\ngroup = \"day\"", "").unwrap();
        assert_eq!(config.library, [PathBuf::from("/home/ann/articles"), PathBuf::from("/srv")]);
        assert_eq!(config.settings.measure, 72);
        assert_eq!((config.order.by, config.order.groups), (By::Archive, Grouping::Day));
    }

    #[test]
    fn the_layout_is_one_of_three_words() {
        for (word, layout) in [("beside", Layout::Beside), ("stacked", Layout::Stacked), ("alone", Layout::Alone)] {
            let config = read(&format!("layout = \"{word}\"\nstrip = 40"), "").unwrap();
            assert_eq!((config.settings.layout, config.settings.strip), (layout, 40));
        }
        let error = read("measure = 66\nlayout = \"above\"", "").unwrap_err().to_string();
        assert!(error.contains("`above`") && error.contains("`stacked`") && error.contains("line 2"), "{error}");
        let error = read("strip = 90", "").unwrap_err().to_string();
        assert!(error.ends_with("`strip` is 90; it can be 10 to 60"), "{error}");
    }

    #[test]
    fn a_fault_says_what_and_where() {
        let error = read("measure = 66\nmesure = 3", "").unwrap_err().to_string();
        assert!(error.contains("mesure") && error.contains("line 2"), "{error}");
        let error = read("measure = 7", "").unwrap_err().to_string();
        assert!(error.ends_with("`measure` is 7; it can be 20 to 200"), "{error}");
        let error = read("[colours]\naccent = \"loud\"", "").unwrap_err().to_string();
        assert!(error.contains("loud"), "{error}");
        let error = read("", "[list]\nx = \"fly\"").unwrap_err().to_string();
        assert!(error.contains("keymap.toml") && error.contains("`fly`"), "{error}");
    }
}
