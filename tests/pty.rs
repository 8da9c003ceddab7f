//! The real program in a real pseudo-terminal: it draws, obeys, remembers, and leaves the terminal as it was.

mod reader;

use std::path::Path;
use std::thread;
use std::time::Instant;

use portable_pty::{CommandBuilder, PtySize};

use reader::{PATIENCE, Reader, contains, is_restored, nonzero};

#[test]
fn a_reader_opens_finds_hops_comes_back_and_leaves_a_clean_terminal() {
    let home = tempfile::tempdir().unwrap();
    let mut reader = Reader::start(home.path(), &[], (80, 24));
    reader.wait_for_text("Container ship leaves");
    reader.press("/premiere called");
    reader.wait_for_text("1 of 28");
    reader.press("\r");
    reader.wait_for_text("min left");
    reader.press("r");
    reader.wait_for_text("because:");
    reader.press("1");
    reader.wait_for("another story", |screen| {
        let contents = screen.contents();
        contents.contains('%') && !contents.contains("Premiere called off") && !contents.contains("because:")
    });
    reader.press("H");
    reader.wait_for_text("Premiere called off");
    reader.press("Q");
    assert_eq!(reader.wait_for_end(), 0);
    assert!(is_restored(&reader));
}

#[test]
fn a_search_of_the_texts_opens_at_the_hit_and_what_is_kept_is_there_the_next_time() {
    let home = tempfile::tempdir().unwrap();
    let mut reader = Reader::start(home.path(), &[], (80, 24));
    reader.wait_for_text("Container ship leaves");
    reader.press("g/\"paper ledger\" -comet");
    reader.wait_for_text("1 found");
    reader.press("\u{14}");
    reader.wait_for_text("stands at the top of the list now");
    reader.press("\r");
    reader.wait_for("the hit", |screen| {
        let contents = screen.contents();
        contents.contains("paper ledger") && contents.contains("1 of 1") && !contents.contains("Search")
    });
    reader.press("H");
    reader.wait_for_text("1 found");
    reader.press("\u{1b}");
    reader.wait_for("the list with its entry", |screen| screen.contents().contains("\"paper ledger\" -comet   "));
    reader.press("Q");
    assert_eq!(reader.wait_for_end(), 0);

    let mut again = Reader::start(home.path(), &[], (80, 24));
    again.wait_for("the entry with its count", |screen| {
        screen.rows(0, 80).any(|row| row.contains("paper ledger") && row.trim_end().ends_with('1'))
    });
    again.press("gg");
    again.press("k\r");
    again.wait_for_text("1 of 28");
    again.press("Q");
    assert_eq!(again.wait_for_end(), 0);
    assert!(is_restored(&again));
}

#[test]
fn the_place_is_kept_when_the_line_drops_and_when_the_process_is_killed() {
    for signal in ["HUP", "TERM", "INT", "KILL"] {
        let home = tempfile::tempdir().unwrap();
        let mut reader = Reader::start(home.path(), &[], (80, 12));
        reader.wait_for_text("Container ship leaves");
        reader.press("/sourdough at\r");
        reader.wait_for_text("min left");
        // How far it is: what else stands in that row changes by itself, when the related stories are known.
        let status = |screen: &vt100::Screen| {
            let row = screen.contents().lines().last().map(str::to_owned);
            row.and_then(|row| row.split_whitespace().next().map(str::to_owned))
        };
        // Page by page: of several keys some may be drawn before the others. The last row is drawn last: when it has
        // changed, all of the page has.
        for _ in 0..4 {
            let before = status(reader.screen.screen());
            reader.press(" ");
            reader.wait_for("a place further on", |screen| status(screen) != before);
        }
        // The last thing done is on disk when a later one has been drawn and a second has not passed:
        // the next key is answered only after the deeds before it were handed over.
        let text = reader.screen.screen().contents();
        // Whether blanks at the end were ever written is no part of it.
        let first_line = text.lines().next().unwrap().trim_end().to_owned();
        wait_until_kept(home.path());
        reader.signal(signal);
        reader.wait_for_end();
        if signal != "KILL" {
            assert!(is_restored(&reader), "{signal}");
        }
        let mut again = Reader::start(home.path(), &[], (80, 12));
        again.wait_for_text(first_line.trim());
        assert_eq!(again.screen.screen().contents().lines().next().unwrap().trim_end(), first_line, "{signal}");
        again.press("Q");
        again.wait_for_end();
    }
}

#[test]
fn keys_typed_ahead_of_the_answers_mean_what_they_meant_to_the_reader() {
    let home = tempfile::tempdir().unwrap();
    let mut reader = Reader::start(home.path(), &[], (80, 24));
    reader.press("/sourdough\r}}yyr1");
    reader.wait_for_text("nothing in this archive is related");
    assert!(contains(&reader.bytes, b"\x1b]52;c;"));
    reader.press("q/nowhere\u{1b}Q");
    assert_eq!(reader.wait_for_end(), 0);
}

/// Waits until memory holds the place where the fourth page begins, looking into the file as another session would.
fn wait_until_kept(home: &Path) {
    use byline::memory::{Memory, SqliteMemory};
    let path = home.join(".local/state/byline/memory.db");
    let deadline = Instant::now() + PATIENCE;
    loop {
        let memory = SqliteMemory::open(&path).unwrap();
        let recollection = memory.recall("samples:").unwrap();
        let kept = recollection.marks.values().any(|marks| marks.place.is_some_and(|place| place.block == 10));
        if kept && recollection.last.is_some_and(|last| last.reading) {
            return;
        }
        assert!(Instant::now() < deadline, "the place was not kept");
        thread::yield_now();
    }
}

#[test]
fn a_pipe_is_read_while_the_keyboard_works() {
    let home = tempfile::tempdir().unwrap();
    let mut command = CommandBuilder::new("sh");
    let line =
        format!("echo 'A heron on the ferry. It has never paid, and nobody minds.' | {}", env!("CARGO_BIN_EXE_byline"));
    command.args(["-c", &line]);
    let mut reader = Reader::spawn(home.path(), command, (90, 10));
    reader.wait_for_text("nobody minds");
    reader.press("?");
    reader.wait_for_text("Everywhere");
    reader.press("qq");
    assert_eq!(reader.wait_for_end(), 0);
}

#[test]
fn a_key_that_changes_nothing_and_an_idle_program_write_nothing() {
    let home = tempfile::tempdir().unwrap();
    let mut reader = Reader::start(home.path(), &[], (80, 24));
    reader.wait_for_text("Container ship leaves");
    reader.press("j");
    // Once nothing is being read any more, nothing but keys changes the screen.
    reader.wait_for("the second row of an archive that is read", |screen| {
        screen.contents().contains("2/28  newest first") && !screen.contents().contains("reading:")
    });
    let mut bytes_of = |keys: &str, position: &str| {
        let before = reader.bytes.len();
        reader.press(keys);
        reader.wait_for(position, |screen| screen.contents().contains(position));
        reader.bytes.len() - before
    };
    bytes_of("j", "3/28");
    bytes_of("k", "2/28");
    let moved = bytes_of("j", "3/28");
    bytes_of("k", "2/28");
    // Keys that mean nothing here; then one that does. Whatever came between is in the bytes.
    let moved_after_dead_keys = bytes_of("\u{7}^@j", "3/28");
    assert_eq!(moved, moved_after_dead_keys, "the same move costs the same, and the dead keys nothing");
    reader.press("Q");
    reader.wait_for_end();
}

#[test]
fn resizing_redraws_every_view_without_a_fault() {
    let home = tempfile::tempdir().unwrap();
    let mut reader = Reader::start(home.path(), &[], (120, 40));
    reader.wait_for_text("Container ship leaves");
    reader.press("\r");
    reader.wait_for_text("min left");
    for (cols, rows) in [(40, 12), (20, 5), (200, 50), (80, 24)] {
        reader.master.resize(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).unwrap();
        reader.screen.screen_mut().set_size(nonzero(rows), nonzero(cols));
        reader.wait_for("a status line at the bottom", |screen| {
            screen.contents_between(rows - 1, 0, rows - 1, cols).contains('%')
        });
    }
    // What was drawn for the size before ends a line with other signs. A key that comes with a resize in one moment may
    // be seen with the next key only.
    reader.wait_for_text("q list  ? help");
    reader.press("yy");
    reader.wait_for_text("copied paragraph");
    assert!(contains(&reader.bytes, b"\x1b]52;c;"));
    reader.press("Q");
    assert_eq!(reader.wait_for_end(), 0);
}

#[test]
fn a_home_that_cannot_be_written_gets_one_line_and_a_working_program() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("file");
    std::fs::write(&home, "no folder").unwrap();
    let mut command = CommandBuilder::new("sh");
    command.args(["-c", &format!("HOME={} exec {}", home.display(), env!("CARGO_BIN_EXE_byline"))]);
    let mut reader = Reader::spawn(folder.path(), command, (80, 24));
    reader.wait_for_text("cannot keep your place");
    reader.wait_for_text("Container ship leaves");
    reader.press("\r");
    reader.wait_for_text("min left");
    reader.press("Q");
    assert_eq!(reader.wait_for_end(), 0);
}
