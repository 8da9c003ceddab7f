//! Programs that have the terminal for a while: an editor, a command, a shell. Then the screen and the shell behind it
//! are as they were.

mod reader;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use portable_pty::{CommandBuilder, PtySize};
use tempfile::TempDir;

use reader::{Reader, contains, is_restored, nonzero};

/// A title that a shell would act on, and a text that a terminal would.
const TITLE: &str = "A heron $(touch ran) `touch ran`; touch ran";

/// A home with one article that is long enough to stop a pipe.
fn home() -> TempDir {
    let home = tempfile::tempdir().unwrap();
    let paragraphs: Vec<String> = (0..600)
        .map(|n| {
            format!(
                "Day {n}. The heron rode the ferry\u{1b}]0;owned\u{7} again, and stood at the rail until the bell had rung \
                 twice; nobody has ever seen it pay, and nobody on board minds.\n\n"
            )
        })
        .collect();
    let head = format!("{TITLE}\n\nBy Ann Lee\n\n");
    fs::write(home.path().join("heron.txt"), head + &paragraphs.concat()).unwrap();
    home
}

/// A program of the reader's.
fn script(home: &TempDir, name: &str, text: &str) -> PathBuf {
    let folder = home.path().join("bin");
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    fs::write(&path, format!("#!/bin/sh\n{text}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path
}

fn text(home: &TempDir, name: &str) -> String {
    fs::read_to_string(home.path().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// What is on screen, without what changes by itself.
fn page(reader: &Reader) -> Vec<String> {
    let screen = reader.screen.screen();
    let (rows, columns) = screen.size();
    screen.rows(0, columns.get()).take(usize::from(rows.get()) - 1).map(|row| row.trim_end().to_owned()).collect()
}

/// An open article, some pages in.
fn reading(home: &Path, variables: &[(&str, &str)]) -> Reader {
    further(Reader::start_with(home, &["heron.txt"], (80, 24), variables))
}

fn further(mut reader: Reader) -> Reader {
    reader.wait_for_text("A heron $(touch ran)");
    reader.press("  ");
    reader.wait_for_text("Day 12.");
    reader
}

fn has_end(screen: &vt100::Screen) -> bool {
    !screen.alternate_screen() && screen.contents().contains("press a key to go back")
}

/// Presses a key under what a program wrote, and waits until the page is back.
fn come_back(reader: &mut Reader, before: &[String]) {
    reader.wait_for("what the program wrote", has_end);
    reader.press("x");
    wait_for_page(reader, before);
}

fn wait_for_page(reader: &mut Reader, before: &[String]) {
    reader.wait_for("the page as it was", |screen| {
        let rows = screen.rows(0, 80).map(|row| row.trim_end().to_owned()).collect::<Vec<_>>();
        screen.alternate_screen() && rows.starts_with(before)
    });
}

fn quit(mut reader: Reader) {
    reader.press("Q");
    assert_eq!(reader.wait_for_end(), 0);
    assert!(is_restored(&reader));
}

const EDITOR: &str = "printf '%s\\n' \"$@\" >args
for last; do :; done
cat \"$last\" >got
stat -c %a \"$last\" \"${last%/*}\" >modes
printf 'the editor is here\\n'
read typed && printf %s \"$typed\" >typed";

#[test]
fn an_editor_gets_the_text_the_place_and_the_keys_and_the_page_comes_back() {
    let home = home();
    let editor = script(&home, "vi", EDITOR);
    let editor = format!("{} -c 'set ro'", editor.display());
    let mut reader = reading(home.path(), &[("EDITOR", &editor), ("PAGER", "false")]);
    let before = page(&reader);
    reader.press("e");
    reader.wait_for_text("the editor is here");
    // Keys of byline's, typed for the editor.
    reader.press("jjQq\r");
    wait_for_page(&mut reader, &before);
    assert_eq!(text(&home, "typed"), "jjQq");
    let (got, args) = (text(&home, "got"), text(&home, "args"));
    assert!(got.starts_with(&format!("{TITLE}\n")) && got.contains("Day 599."), "{got}");
    assert!(got.bytes().all(|byte| byte == b'\n' || !byte.is_ascii_control()));
    assert_eq!(text(&home, "modes"), "400\n700\n");
    let args: Vec<&str> = args.lines().collect();
    let [c, set, line, path] = args[..] else { panic!("{args:?}") };
    assert_eq!((c, set), ("-c", "set ro"));
    let line: usize = line.strip_prefix('+').unwrap().parse().unwrap();
    let top = before.iter().find(|row| !row.is_empty()).unwrap().trim();
    assert_eq!(got.lines().nth(line - 1).unwrap(), top);
    assert!(!Path::new(path).exists() && !Path::new(path).parent().unwrap().exists(), "{path}");
    assert!(!home.path().join("ran").exists());
    quit(reader);
}

#[test]
fn what_cannot_be_run_is_said_and_a_changed_copy_too() {
    let home = home();
    let mut reader = reading(home.path(), &[("VISUAL", "no-such-program -w"), ("EDITOR", "false")]);
    let before = page(&reader);
    reader.press("e");
    reader.wait_for_text("cannot run no-such-program -w");
    assert_eq!(page(&reader), before);
    quit(reader);

    let home = self::home();
    let editor = script(&home, "code", "chmod 600 \"$1\" && echo more >>\"$1\"");
    let mut reader = reading(home.path(), &[("EDITOR", editor.to_str().unwrap())]);
    reader.press("e");
    reader.wait_for_text("you changed a copy, which is gone");
    quit(reader);

    let home = self::home();
    let mut reader = reading(home.path(), &[("EDITOR", "false"), ("SHELL", "/no/such/shell")]);
    reader.press("e");
    reader.wait_for_text("false: exit status 1");
    reader.press("!ls\r");
    reader.wait_for_text("cannot run ls: ");
    quit(reader);
}

#[test]
fn without_an_editor_a_pager_shows_the_text_and_what_it_wrote_can_be_read() {
    let home = home();
    let pager = script(&home, "page", "head -n 1 \"$1\"; echo paged");
    let mut reader = reading(home.path(), &[("PAGER", pager.to_str().unwrap())]);
    let before = page(&reader);
    reader.press("e");
    reader.wait_for_text("paged");
    come_back(&mut reader, &before);
    quit(reader);
}

#[test]
fn a_command_reads_the_text_and_one_that_has_seen_enough_is_no_failure() {
    let home = home();
    let mut reader = reading(home.path(), &[]);
    let before = page(&reader);
    reader.press("|cat >got; printenv BYLINE_TITLE BYLINE_PATH >told\r");
    come_back(&mut reader, &before);
    let got = text(&home, "got");
    assert!(got.starts_with(&format!("{TITLE}\n")) && got.len() > 80_000, "{}", got.len());
    assert!(got.lines().any(|line| line.ends_with("nobody on board minds.") && line.len() > 100));
    assert!(got.bytes().all(|byte| byte == b'\n' || !byte.is_ascii_control()));
    let told = text(&home, "told");
    assert!(told.starts_with(&format!("{TITLE}\n/")) && told.ends_with("/heron.txt\n"), "{told}");
    // More than a pipe holds, and nobody reads it.
    reader.press("|head -n 1\r");
    reader.wait_for("the first line", |screen| has_end(screen) && screen.contents().contains(&TITLE[..20]));
    assert!(!reader.screen.screen().contents().contains("exit status"));
    come_back(&mut reader, &before);
    reader.press("|exit 3\r");
    reader.wait_for_text("exit status 3");
    come_back(&mut reader, &before);
    // The last command but one.
    reader.press("|\u{1b}[A\u{1b}[A");
    reader.wait_for_text("| head -n 1");
    reader.press("\u{3}");
    wait_for_page(&mut reader, &before);
    assert!(!home.path().join("ran").exists());
    quit(reader);
}

#[test]
fn articles_that_came_through_a_pipe_leave_the_keyboard_to_programs() {
    let home = home();
    let mut command = CommandBuilder::new("sh");
    command.args(["-c", &format!("cat heron.txt | {}", env!("CARGO_BIN_EXE_byline"))]);
    let mut reader = further(Reader::spawn(home.path(), command, (80, 24)));
    let before = page(&reader);
    reader.press("!echo it ru''ns; read typed; echo \"<$typed>\"; printenv BYLINE_PATH\r");
    reader.wait_for_text("it runs");
    reader.press("jQ\r");
    reader.wait_for_text("<jQ>");
    // It is no file: there is nothing to print.
    reader.wait_for_text("exit status 1");
    come_back(&mut reader, &before);
    quit(reader);
}

#[test]
fn what_ends_a_command_from_the_keyboard_does_not_end_byline() {
    let home = home();
    let mut reader = reading(home.path(), &[("SHELL", "/bin/sh")]);
    let before = page(&reader);
    for (key, signal) in [("\u{3}", 2), ("\u{1c}", 3)] {
        reader.press(&format!("!ulimit -c 0; echo it ru''ns {signal}; exec sleep 1000\r"));
        reader.wait_for_text(&format!("it runs {signal}"));
        reader.press(key);
        reader.wait_for_text(&format!("ended by signal {signal}"));
        come_back(&mut reader, &before);
    }
    quit(reader);
}

#[test]
fn a_signal_that_ends_byline_waits_for_the_program_and_the_place_is_kept() {
    for (signal, status) in [("TERM", 0), ("HUP", 0)] {
        let home = home();
        let mut reader = reading(home.path(), &[]);
        let before = page(&reader);
        reader.press("!echo it ru''ns; read typed; echo typed $typed\r");
        reader.wait_for_text("it runs");
        reader.signal(signal);
        reader.press("heron\r");
        reader.wait_for_text("typed heron");
        assert_eq!(reader.wait_for_end(), status, "{signal}");
        assert!(is_restored(&reader));
        let mut again = Reader::start(home.path(), &["heron.txt"], (80, 24));
        wait_for_page(&mut again, &before);
        quit(again);
    }
}

#[test]
fn a_window_that_changed_meanwhile_is_drawn_in_its_new_size() {
    let home = home();
    let mut reader = reading(home.path(), &[]);
    reader.press("!echo it ru''ns; read typed\r");
    reader.wait_for_text("it runs");
    reader.master.resize(PtySize { rows: 12, cols: 60, pixel_width: 0, pixel_height: 0 }).unwrap();
    reader.screen.screen_mut().set_size(nonzero(12), nonzero(60));
    reader.press("\r");
    reader.wait_for("what the program wrote", has_end);
    reader.press("x");
    reader.wait_for("the page in sixty columns", |screen| {
        screen.alternate_screen()
            && screen.contents_between(11, 0, 11, 60).contains('%')
            && screen.contents().contains("Day ")
    });
    let rows = page(&reader);
    assert!(rows.iter().all(|row| row.chars().count() <= 60) && rows.len() == 11, "{rows:?}");
    quit(reader);
}

#[test]
fn no_answer_of_the_terminal_reaches_a_program() {
    let home = home();
    let editor = script(&home, "vi", EDITOR);
    let variables = [("EDITOR", editor.to_str().unwrap()), ("SSH_CONNECTION", "192.0.2.1 50000 192.0.2.2 22")];
    let reader = Reader::start_with(home.path(), &["heron.txt"], (80, 24), &variables);
    let mut reader = further(reader.answers());
    let before = page(&reader);
    // The frame of a move is under way when the editor is asked for.
    reader.press("j");
    reader.press("ke");
    reader.wait_for_text("the editor is here");
    reader.press("heron\r");
    wait_for_page(&mut reader, &before);
    assert_eq!(text(&home, "typed"), "heron");
    quit(reader);
}

#[test]
fn a_program_that_is_stopped_stops_byline_and_both_go_on_and_the_shell_is_as_it_was() {
    let home = home();
    let mut shell = CommandBuilder::new("bash");
    shell.args(["--norc", "--noprofile", "-i"]);
    let mut reader = Reader::spawn_with(home.path(), shell, (80, 24), &[("PS1", "READY> "), ("INPUTRC", "/dev/null")]);
    reader.wait_for_text("READY>");
    reader.press("stty -a >before\r");
    reader.press(&format!("{} heron.txt\r", env!("CARGO_BIN_EXE_byline")));
    reader = further(reader);
    let before = page(&reader);
    reader.press("!echo it ru''ns; while read typed; do echo \"<$typed>\"; done\r");
    reader.wait_for_text("it runs");
    reader.press("\u{1a}");
    reader.wait_for_text("Stopped");
    reader.press("echo the she''ll\r");
    reader.wait_for_text("the shell");
    reader.press("fg\r");
    // What is typed before the command has the terminal again is read by it all the same: a line feed is one in any mode.
    reader.press("heron\n");
    reader.wait_for_text("<heron>");
    reader.press("\u{4}");
    come_back(&mut reader, &before);
    // One that dies and leaves the terminal as no shell wants it.
    reader.press("!stty raw -echo; kill -9 $$\r");
    reader.wait_for_text("ended by signal 9");
    come_back(&mut reader, &before);
    // A shell of its own, which has jobs of its own.
    reader.press("!\r");
    reader.wait_for_text("leave this shell");
    reader.press("echo in''side; exit 3\r");
    wait_for_page(&mut reader, &before);
    assert!(contains(&reader.bytes, b"inside"));
    reader.press("Q");
    reader.wait_for("the prompt", |screen| !screen.alternate_screen());
    reader.press("echo status $?; stty -a >after; exit\r");
    reader.wait_for_text("status 0");
    reader.wait_for_end();
    assert_eq!(text(&home, "before"), text(&home, "after"));
}

#[test]
fn where_no_shell_waits_nothing_is_stopped() {
    let home = home();
    // The terminal was opened for byline itself.
    let mut reader = reading(home.path(), &[]);
    let before = page(&reader);
    reader.press("\u{1a}");
    reader.wait_for_bytes(b"\x1b[?1049l");
    wait_for_page(&mut reader, &before);
    reader.press("!echo it ru''ns; read typed; echo \"<$typed>\"\r");
    reader.wait_for_text("it runs");
    reader.press("\u{1a}");
    reader.press("heron\r");
    reader.wait_for_text("<heron>");
    come_back(&mut reader, &before);
    quit(reader);
}

#[test]
fn in_tmux_what_is_copied_goes_to_tmux_and_to_the_terminal_where_that_does_not_tell_it() {
    for (tmux, is_sent) in [
        ("printf '%s\\n' \"$@\" >args; cat >got; echo external", false),
        ("cat >got; echo off", true),
        ("cat >got; exit 1", true),
    ] {
        let home = home();
        let tmux = script(&home, "tmux", tmux);
        let path = format!("{}:/usr/bin:/bin", tmux.parent().unwrap().display());
        let variables = [("PATH", path.as_str()), ("TMUX", "/nowhere,1,0")];
        let mut reader = reading(home.path(), &variables);
        reader.press("yy");
        reader.wait_for_text("copied paragraph");
        let got = text(&home, "got");
        assert!(got.starts_with("Day ") && got.ends_with("minds."), "{got}");
        assert_eq!(contains(&reader.bytes, b"\x1b]52;c;"), is_sent);
        assert_eq!(contains(&reader.bytes, b"\x1bPtmux;"), is_sent);
        if !is_sent {
            let args = text(&home, "args");
            assert_eq!(args.lines().take(3).collect::<Vec<_>>(), ["load-buffer", "-w", "-"]);
        }
        quit(reader);
    }
}
