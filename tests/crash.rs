//! `kill -9` at any moment of the reading: nothing is damaged, and nothing that was kept is lost.
//!
//! It takes a while, so it runs when it is asked for: `cargo test --release -- --ignored crash`. `BYLINE_ROUNDS` says
//! how often a program is killed.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// How many lines the list has.
const LINES: usize = 6_000;

/// How many files there are beside it.
const FILES: usize = 300;

fn byline(home: &Path, command: &[&str]) -> Command {
    let mut byline = Command::new(env!("CARGO_BIN_EXE_byline"));
    byline.env_clear().env("HOME", home).args(command).stdin(Stdio::null());
    byline
}

fn output(home: &Path, command: &[&str]) -> String {
    let output = byline(home, command).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// How many articles are known before anything is read.
fn kept(summary: &str) -> usize {
    let number = |word: &str| summary.split(", ").find_map(|part| part.trim().strip_suffix(word)?.trim().parse().ok());
    let (all, new): (usize, usize) = (number(" articles").unwrap(), number(" new").unwrap());
    all - new
}

#[test]
#[ignore = "takes minutes; .ci/run runs it"]
fn crash() {
    let rounds: usize = std::env::var("BYLINE_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(20);
    let home = tempfile::tempdir().unwrap();
    let archive = home.path().join("archive");
    fs::create_dir(&archive).unwrap();
    let text = "The weir at Ollen was opened again, and the river went down by a hand before the evening. ".repeat(8);
    let line = |number: usize| format!("{{\"id\":\"l{number}\",\"title\":\"Line {number}\",\"text\":\"{text}\"}}\n");
    fs::write(archive.join("many.jsonl"), (0..LINES).map(line).collect::<String>()).unwrap();
    for number in 0..FILES {
        fs::write(archive.join(format!("s{number}.txt")), format!("Story {number}\n\n{text}\n")).unwrap();
    }
    let path = archive.to_str().unwrap();
    let whole = output(&home.path().join("none"), &["list", path]);
    assert_eq!(whole.lines().count(), LINES + FILES);

    let mut moment = 7_u64;
    let mut killed = 0;
    for round in 0..rounds {
        let mut index =
            byline(home.path(), &["index", path]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // How far it has come by then is up to the machine: any moment will do.
        moment = moment.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        std::thread::sleep(Duration::from_millis((moment >> 33) % 1_500));
        index.kill().unwrap();
        killed += usize::from(index.wait().unwrap().code().is_none());
        let after = output(home.path(), &["list", path]);
        assert!(after == whole, "round {round}: the list is another one");
        if round % 3 == 2 {
            fs::remove_dir_all(home.path().join(".cache")).unwrap();
        } else if round % 3 == 1 {
            // What was kept whole is kept, whatever happens to the next reading.
            assert_eq!(kept(&output(home.path(), &["index", path])), LINES + FILES, "round {round}");
            fs::write(archive.join("s0.txt"), format!("Story 0\n\n{text}\n")).unwrap();
        }
    }
    assert!(killed > 0, "no round was quick enough to kill anything");
}
