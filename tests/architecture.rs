//! The house rules, checked: who may import whom, who may touch the world, how long a file may be.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Each module and the modules of the crate that it may name. `main` and `wiring` may name all.
const MAY_USE: &[(&str, &[&str])] = &[
    ("article", &[]),
    ("typeset", &["article"]),
    ("ingest", &["article"]),
    ("search", &["article"]),
    ("related", &["article"]),
    ("library", &["article", "ingest", "search", "related"]),
    ("memory", &["article"]),
    // Of `library` and `memory` only the values that travel in messages.
    ("app", &["article", "search", "related", "typeset", "library", "memory"]),
    ("keymap", &["app"]),
    ("view", &["app", "typeset", "article", "related"]),
    ("terminal", &["app", "article", "keymap", "view", "library", "memory", "search"]),
    // `cli` for the commands that readers may run.
    ("serve", &["terminal", "app", "article", "keymap", "view", "library", "memory", "related", "search", "cli"]),
    // `app` for the byline under a title, so that a pipe reads what the screen shows.
    ("cli", &["library", "memory", "article", "search", "typeset", "related", "app"]),
    ("config", &["app", "keymap", "view", "terminal"]),
];

/// A word that only these modules may contain, and why it is kept there.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("ratatui::", &["view", "terminal"]),
    ("crossterm::", &["keymap", "terminal"]),
    // The scan of an archive runs on all cores; each reader who is served has a thread.
    ("std::thread", &["terminal", "library", "serve"]),
    ("thread::spawn", &["terminal", "library"]),
    // Keys and the log are the server's own.
    ("std::fs", &["library", "memory", "config", "wiring", "terminal", "serve"]),
    // Nothing else waits for many things at once.
    ("russh", &["serve"]),
    ("tokio", &["serve"]),
    ("std::env", &["config"]),
    // The reader's editor, shell and tmux.
    ("std::process", &["main", "terminal"]),
    ("rusqlite", &["memory"]),
    ("static mut", &[]),
    ("LazyLock", &[]),
];

const MAX_LINES: usize = 400;

#[test]
fn imports_point_one_way() {
    for (module, path, text) in sources() {
        if module == "wiring" || module == "main" || module == "lib" {
            continue;
        }
        let allowed = MAY_USE.iter().find(|(name, _)| *name == module).map(|(_, allowed)| *allowed);
        let allowed = allowed.unwrap_or_else(|| panic!("{path}: `{module}` is not in the table"));
        for used in crate_names(&production(&text)) {
            assert!(used == module || allowed.contains(&used.as_str()), "{path}: `{module}` may not use `{used}`");
        }
    }
}

#[test]
fn the_world_is_touched_only_from_its_homes() {
    for (module, path, text) in sources() {
        for (word, homes) in ONLY_IN {
            let found = production(&text).contains(word);
            assert!(!found || homes.contains(&module.as_str()), "{path}: `{word}` belongs in {homes:?}");
        }
    }
}

#[test]
fn files_stay_short_and_say_what_they_are() {
    for (_, path, text) in sources() {
        let lines = text.lines().count();
        assert!(lines <= MAX_LINES, "{path}: {lines} lines, at most {MAX_LINES}");
        assert!(text.starts_with("//! "), "{path}: starts without a `//!` line");
    }
}

#[test]
fn nothing_from_outside_is_unwrapped() {
    for (_, path, text) in sources().into_iter().filter(|(_, path, _)| !path.ends_with("tests.rs")) {
        for word in [".unwrap()", "todo!", "unimplemented!", "dbg!"] {
            assert!(!production(&text).contains(word), "{path}: `{word}`");
        }
    }
}

#[test]
fn the_app_has_one_door() {
    let text = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/src/app/mod.rs")).unwrap();
    let takes_mut = text.lines().filter(|line| line.starts_with("    pub fn") && line.contains("&mut self")).count();
    assert_eq!(takes_mut, 1, "only `update` changes the state");
}

/// The part of a file before its tests, without its comments.
fn production(text: &str) -> String {
    let before = text.split("#[cfg(test)]\nmod tests").next().unwrap_or(text);
    before.lines().filter(|line| !line.trim_start().starts_with("//")).map(|line| format!("{line}\n")).collect()
}

fn crate_names(text: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (at, word) in text.match_indices("crate::") {
        let rest = &text[at + word.len()..];
        let group = rest.strip_prefix('{').and_then(|rest| rest.split('}').next());
        let count = if group.is_some() { usize::MAX } else { 1 };
        for part in group.unwrap_or(rest).split(',').take(count) {
            let is_name = |c: &char| c.is_ascii_lowercase() || *c == '_';
            names.insert(part.trim().chars().take_while(is_name).collect());
        }
    }
    names.remove("");
    names
}

/// Module, path within `src/` and text of every source file.
fn sources() -> Vec<(String, String, String)> {
    fn visit(folder: &Path, found: &mut Vec<(String, String, String)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                visit(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let inside = path.strip_prefix(concat!(env!("CARGO_MANIFEST_DIR"), "/src")).unwrap();
                let module = Path::new(inside.iter().next().unwrap()).file_stem().unwrap();
                let text = fs::read_to_string(&path).unwrap();
                found.push((module.to_string_lossy().into_owned(), inside.display().to_string(), text));
            }
        }
    }
    let mut found = Vec::new();
    visit(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut found);
    assert!(found.len() > 30);
    found
}
