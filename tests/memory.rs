//! What a reader did is never lost: not to a second session, a kill, or a file that is no memory.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use byline::article::{Place, Portion};
use byline::memory::{Deed, Forgetful, Last, Memory, MemoryError, SavedQuery, SqliteMemory};
use proptest::prelude::*;
use tempfile::TempDir;

const FILE_OF_CHILD: &str = "BYLINE_TEST_MEMORY";

fn open(path: &Path) -> SqliteMemory {
    SqliteMemory::open(path).expect("the memory opens")
}

fn read(key: &str) -> Deed {
    Deed::Read { key: key.into(), read: true }
}

fn starred(key: &str, starred: bool) -> Deed {
    Deed::Starred { key: key.into(), starred }
}

fn tagged(key: &str, tag: &str, tagged: bool) -> Deed {
    Deed::Tagged { key: key.into(), tag: tag.into(), tagged }
}

fn noted(key: &str, note: &str) -> Deed {
    Deed::Noted { key: key.into(), note: note.into() }
}

fn saved(library: &str, text: &str, name: &str) -> Deed {
    Deed::Saved { library: library.into(), saved: SavedQuery { text: text.into(), name: name.into() } }
}

fn removed(library: &str, text: &str) -> Deed {
    Deed::Removed { library: library.into(), text: text.into() }
}

fn stopped(key: &str, block: usize, byte: usize) -> Deed {
    Deed::Stopped { key: key.into(), place: Place { block, byte } }
}

fn opened(library: &str, key: &str) -> Deed {
    Deed::Opened { library: library.into(), key: key.into() }
}

fn closed(library: &str, key: &str) -> Deed {
    Deed::Closed { library: library.into(), key: key.into() }
}

#[test]
fn what_was_kept_survives_a_restart() {
    let home = TempDir::new().unwrap();
    let path = home.path().join("deep/er/memory.db");
    let deeds = [read("a"), starred("b", true), stopped("a", 4, 120), opened("news", "a"), opened("mail", "b")];
    open(&path).keep(&deeds).unwrap();

    let recalled = open(&path).recall("news").unwrap();
    assert!(recalled.marks["a"].read && !recalled.marks["a"].starred);
    assert!(recalled.marks["b"].starred && !recalled.marks["b"].read);
    assert_eq!(recalled.marks["a"].place, Some(Place { block: 4, byte: 120 }));
    assert_eq!(recalled.marks["b"].place, None);
    assert_eq!(recalled.last, Some(Last { key: "a".into(), reading: true }));
    assert_eq!(open(&path).recall("elsewhere").unwrap().last, None);
}

fn perused(key: &str, text: u64, sentences: &[usize]) -> Deed {
    let mut portion = Portion::of(text);
    sentences.iter().for_each(|sentence| portion.add(*sentence));
    Deed::Perused { key: key.into(), portion }
}

#[test]
fn what_was_read_by_sentence_is_joined_across_sessions_until_it_is_marked_as_a_whole() {
    let home = TempDir::new().unwrap();
    let path = home.path().join("memory.db");
    let (one, other) = (open(&path), open(&path));
    let forgetful = Forgetful::new();
    let deeds = [read("a"), perused("a", u64::MAX, &[0, 2]), perused("b", 7, &[1]), read("c"), perused("c", 7, &[1])];
    one.keep(&deeds).unwrap();
    forgetful.keep(&deeds).unwrap();
    let deeds = [perused("a", u64::MAX, &[9]), perused("b", 8, &[0]), read("c")];
    other.keep(&deeds).unwrap();
    forgetful.keep(&deeds).unwrap();
    let recalled = open(&path).recall("news").unwrap();
    for recalled in [recalled, forgetful.recall("news").unwrap()] {
        let portions = recalled.portions;
        let sentences = |key: &str| (0..20).filter(|at| portions[key].has(*at)).collect::<Vec<_>>();
        assert_eq!((portions["a"].text, sentences("a")), (u64::MAX, vec![0, 2, 9]));
        assert_eq!((portions["b"].text, sentences("b")), (8, vec![0]), "another text is another portion");
        assert!(!portions.contains_key("c") && recalled.marks["c"].read);
    }
}

#[test]
fn a_muted_reason_is_muted_in_its_library_alone() {
    let home = TempDir::new().unwrap();
    let path = home.path().join("memory.db");
    let muted = |reason: &str, muted| Deed::Muted { library: "news".into(), reason: reason.into(), muted };
    let deeds = [muted("North Korea", true), muted("weir", true), muted("weir", true), muted("weir", false)];
    let forgetful = Forgetful::new();
    open(&path).keep(&deeds).unwrap();
    forgetful.keep(&deeds).unwrap();
    let sqlite = open(&path);
    for memory in [&sqlite as &dyn Memory, &forgetful] {
        assert_eq!(memory.recall("news").unwrap().muted, ["North Korea".to_owned()].into());
        assert!(memory.recall("mail").unwrap().muted.is_empty());
    }
}

#[test]
fn when_an_article_was_seen_last_is_remembered() {
    let home = TempDir::new().unwrap();
    let path = home.path().join("memory.db");
    open(&path).keep(&[read("a"), opened("news", "b"), stopped("c", 1, 2)]).unwrap();
    let marks = open(&path).recall("news").unwrap().marks;
    assert_eq!(marks["a"].seen_at, None);
    assert!(marks["b"].seen_at.is_some_and(|at| at > 1_700_000_000) && !marks["b"].read);
    assert!(marks["c"].seen_at.is_some());
}

#[test]
fn tags_notes_and_saved_queries_survive_a_restart_and_can_be_taken_back() {
    let home = TempDir::new().unwrap();
    let path = home.path().join("memory.db");
    let deeds = [
        tagged("a", "sea", true),
        tagged("a", "ice", true),
        tagged("b", "sea", true),
        noted("a", "read again"),
        noted("b", "no"),
    ];
    open(&path).keep(&deeds).unwrap();
    open(&path).keep(&[tagged("a", "ice", false), tagged("b", "sea", false), noted("b", "")]).unwrap();
    open(&path).keep(&[saved("news", "storm", "Storms"), saved("mail", "gale", "gale")]).unwrap();
    open(&path).keep(&[saved("news", "is:unread", "is:unread"), saved("news", "storm", "All storms")]).unwrap();

    let recalled = open(&path).recall("news").unwrap();
    assert_eq!(recalled.tags.into_iter().collect::<Vec<_>>(), [("a".to_owned(), ["sea".to_owned()].into())]);
    assert_eq!(recalled.notes.into_iter().collect::<Vec<_>>(), [("a".to_owned(), "read again".to_owned())]);
    let names = |library: &str| open(&path).recall(library).unwrap().saved.into_iter().map(|saved| saved.name);
    assert_eq!(names("news").collect::<Vec<_>>(), ["All storms", "is:unread"], "another name, in the same place");
    open(&path).keep(&[removed("news", "storm"), removed("mail", "storm")]).unwrap();
    assert_eq!(names("news").collect::<Vec<_>>(), ["is:unread"]);
    assert_eq!(names("mail").collect::<Vec<_>>(), ["gale"]);
}

#[test]
fn the_memory_of_the_first_release_is_taken_over() {
    let home = TempDir::new().unwrap();
    let path = home.path().join("memory.db");
    let old = rusqlite::Connection::open(&path).unwrap();
    old.execute_batch(
        "CREATE TABLE marks (key TEXT PRIMARY KEY NOT NULL, read INTEGER NOT NULL DEFAULT 0, read_at INTEGER,
            starred INTEGER NOT NULL DEFAULT 0, starred_at INTEGER, block INTEGER, byte INTEGER, place_at INTEGER
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE library (name TEXT PRIMARY KEY NOT NULL, last_key TEXT NOT NULL, reading INTEGER NOT NULL,
            opened_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        INSERT INTO marks (key, starred, block, byte) VALUES ('a', 1, 4, 120);
        INSERT INTO library VALUES ('news', 'a', 1, 0);
        PRAGMA user_version = 1",
    )
    .unwrap();
    drop(old);
    let memory = open(&path);
    memory.keep(&[noted("a", "kept"), saved("news", "storm", "storm")]).unwrap();
    let recalled = open(&path).recall("news").unwrap();
    assert!(recalled.marks["a"].starred && recalled.marks["a"].place == Some(Place { block: 4, byte: 120 }));
    assert_eq!(recalled.last, Some(Last { key: "a".into(), reading: true }));
    assert_eq!((recalled.notes.len(), recalled.saved.len()), (1, 1));
}

#[test]
fn a_session_that_ended_in_the_list_is_not_resumed_in_an_article() {
    let home = TempDir::new().unwrap();
    let memory = open(&home.path().join("memory.db"));
    memory.keep(&[closed("news", "a")]).unwrap();
    assert_eq!(memory.recall("news").unwrap().last, None);
    memory.keep(&[opened("news", "a"), opened("mail", "b"), closed("news", "a")]).unwrap();
    assert_eq!(memory.recall("news").unwrap().last, Some(Last { key: "a".into(), reading: false }));
    assert_eq!(memory.recall("mail").unwrap().last, Some(Last { key: "b".into(), reading: true }));
    memory.keep(&[opened("news", "a")]).unwrap();
    assert_eq!(memory.recall("news").unwrap().last, Some(Last { key: "a".into(), reading: true }));
}

#[test]
fn a_session_that_goes_back_to_the_list_leaves_the_article_of_another_open() {
    let home = TempDir::new().unwrap();
    let path = home.path().join("memory.db");
    let (one, other) = (open(&path), open(&path));
    one.keep(&[opened("news", "a")]).unwrap();
    other.keep(&[opened("news", "b")]).unwrap();
    one.keep(&[closed("news", "a")]).unwrap();
    assert_eq!(other.recall("news").unwrap().last, Some(Last { key: "b".into(), reading: true }));
    other.keep(&[closed("news", "b")]).unwrap();
    assert_eq!(one.recall("news").unwrap().last, Some(Last { key: "b".into(), reading: false }));
}

#[test]
fn a_file_that_another_program_has_locked_does_not_keep_the_reader_waiting() {
    let home = TempDir::new().unwrap();
    let path = home.path().join("memory.db");
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let asked = Instant::now();
    let error = SqliteMemory::open(&path).unwrap_err();
    let sentence = format!("cannot keep your place: another program has locked it (in {})", path.display());
    assert_eq!(error.to_string(), sentence);
    assert!(asked.elapsed() < Duration::from_secs(3), "{:?}", asked.elapsed());
}

#[test]
fn a_mark_can_be_taken_back() {
    let home = TempDir::new().unwrap();
    let memory = open(&home.path().join("memory.db"));
    memory.keep(&[starred("a", true), read("a")]).unwrap();
    memory.keep(&[Deed::Read { key: "a".into(), read: false }]).unwrap();
    let marks = memory.recall("").unwrap().marks;
    assert!(marks["a"].starred && !marks["a"].read);
}

#[test]
fn two_sessions_lose_nothing_of_each_other() {
    let home = TempDir::new().unwrap();
    let path = home.path().join("memory.db");
    let (one, other) = (open(&path), open(&path));
    one.keep(&[starred("a", true)]).unwrap();
    other.keep(&[stopped("a", 2, 7), read("b")]).unwrap();
    one.keep(&[read("a"), stopped("b", 1, 1)]).unwrap();
    other.keep(&[stopped("a", 3, 0)]).unwrap();

    for memory in [&one, &other] {
        let marks = memory.recall("").unwrap().marks;
        assert!(marks["a"].starred && marks["a"].read && marks["b"].read);
        assert_eq!(marks["a"].place, Some(Place { block: 3, byte: 0 }));
        assert_eq!(marks["b"].place, Some(Place { block: 1, byte: 1 }));
    }
}

#[test]
fn sessions_that_write_at_once_lose_nothing() {
    let home = TempDir::new().unwrap();
    let path = home.path().join("memory.db");
    // They also open it at once, while there is no file yet.
    thread::scope(|scope| {
        for session in 0..4 {
            let path = &path;
            scope.spawn(move || {
                let memory = open(path);
                for turn in 0..50 {
                    let shared = format!("shared {turn}");
                    let deed = match session {
                        0 => starred(&shared, true),
                        1 => read(&shared),
                        _ => stopped(&shared, turn, session),
                    };
                    memory.keep(&[deed, read(&format!("own {session} {turn}"))]).unwrap();
                }
            });
        }
    });
    let marks = open(&path).recall("").unwrap().marks;
    assert_eq!(marks.len(), 50 + 4 * 50);
    for turn in 0..50 {
        let shared = marks[&format!("shared {turn}")];
        assert!(shared.starred && shared.read);
        assert_eq!(shared.place.map(|place| place.block), Some(turn));
    }
}

/// Not a test of its own: the process that the next one kills.
#[test]
#[ignore = "run by what_was_kept_survives_kill_9"]
fn a_session_that_never_stops() {
    let Some(path) = std::env::var_os(FILE_OF_CHILD) else {
        return;
    };
    let memory = open(Path::new(&path));
    for byte in 0.. {
        memory.keep(&[stopped("a", 1, byte), read(&format!("read {byte}"))]).unwrap();
        println!("\nkept {byte}");
    }
}

#[test]
fn what_was_kept_survives_kill_9() {
    let home = TempDir::new().unwrap();
    let path = home.path().join("memory.db");
    let mut session = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "a_session_that_never_stops", "--ignored", "--nocapture"])
        .env(FILE_OF_CHILD, &path)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let said = BufReader::new(session.stdout.take().unwrap());
    let mut kept = said.lines().map_while(Result::ok).filter_map(|line| line.strip_prefix("kept ")?.parse().ok());
    let promised: usize = kept.find(|&byte| byte >= 40).unwrap();
    session.kill().unwrap();
    session.wait().unwrap();

    let marks = open(&path).recall("").unwrap().marks;
    let place = marks["a"].place.unwrap();
    assert!(place.byte >= promised);
    // The last transaction is there as a whole.
    assert!((0..=place.byte).all(|byte| marks[&format!("read {byte}")].read));
}

#[test]
fn a_place_that_cannot_be_written_is_said_so() {
    let home = TempDir::new().unwrap();
    let file = home.path().join("file");
    fs::write(&file, "not a folder").unwrap();
    let error = SqliteMemory::open(&file.join("memory.db")).unwrap_err();
    assert!(matches!(error, MemoryError::Unwritable { .. }), "{error}");
    let path = file.join("memory.db");
    let sentence = format!("cannot keep your place: a file is where its folder should be (in {})", path.display());
    assert_eq!(error.to_string(), sentence);
    assert_eq!(fs::read(&file).unwrap(), b"not a folder");
}

#[test]
fn a_file_that_is_no_memory_is_never_touched() {
    let home = TempDir::new().unwrap();
    let path = home.path().join("memory.db");
    for bytes in [b"my diary".to_vec(), b"SQLite format 3\0 and then rubbish".repeat(200), vec![0xff; 5000]] {
        fs::write(&path, &bytes).unwrap();
        let error = SqliteMemory::open(&path).unwrap_err();
        assert!(matches!(error, MemoryError::Unreadable { .. }), "{error}");
        assert_eq!(fs::read(&path).unwrap(), bytes);
    }
}

#[test]
fn a_newer_programs_memory_is_never_touched() {
    let home = TempDir::new().unwrap();
    let path = home.path().join("memory.db");
    let newer = rusqlite::Connection::open(&path).unwrap();
    newer.execute_batch("CREATE TABLE deeds (at INTEGER); PRAGMA user_version = 1000").unwrap();
    drop(newer);
    let bytes = fs::read(&path).unwrap();
    let error = SqliteMemory::open(&path).unwrap_err();
    assert!(matches!(error, MemoryError::Unreadable { .. }));
    assert!(error.to_string().contains("newer byline"), "{error}");
    assert_eq!(fs::read(&path).unwrap(), bytes);
}

#[cfg(unix)]
#[test]
fn only_its_owner_can_read_it() {
    use std::os::unix::fs::PermissionsExt;
    let home = TempDir::new().unwrap();
    let folder = home.path().join("byline");
    let path = folder.join("memory.db");
    let memory = open(&path);
    memory.keep(&[read("a")]).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700);
    for entry in fs::read_dir(&folder).unwrap() {
        assert_eq!(mode(&entry.unwrap().path()), 0o600);
    }
}

fn deed() -> impl Strategy<Value = Deed> {
    let key = || prop_oneof![4 => "[ab]", 1 => any::<String>()];
    prop_oneof![
        (key(), any::<bool>()).prop_map(|(key, read)| Deed::Read { key, read }),
        (key(), any::<bool>()).prop_map(|(key, starred)| Deed::Starred { key, starred }),
        (key(), 0..9usize, 0..99usize).prop_map(|(key, block, byte)| stopped(&key, block, byte)),
        (key(), key(), any::<bool>()).prop_map(|(key, tag, is)| tagged(&key, &tag, is)),
        (key(), "[x]?").prop_map(|(key, note)| noted(&key, &note)),
        (key(), key(), key()).prop_map(|(library, text, name)| saved(&library, &text, &name)),
        (key(), key()).prop_map(|(library, text)| removed(&library, &text)),
        (key(), key()).prop_map(|(library, key)| Deed::Opened { library, key }),
        (key(), key()).prop_map(|(library, key)| Deed::Closed { library, key }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(32) })]

    #[test]
    fn the_file_remembers_what_the_process_does(batches in prop::collection::vec(prop::collection::vec(deed(), 0..8), 0..5)) {
        let home = TempDir::new().unwrap();
        let path = home.path().join("memory.db");
        let forgetful = Forgetful::new();
        for batch in &batches {
            forgetful.keep(batch).unwrap();
            open(&path).keep(&byline::memory::coalesce(batch.clone())).unwrap();
        }
        let file = open(&path);
        for library in ["a", "b", "c"] {
            let mut recalled = file.recall(library).unwrap();
            // The process has no clock.
            recalled.marks.values_mut().for_each(|marks| marks.seen_at = None);
            prop_assert_eq!(recalled, forgetful.recall(library).unwrap());
        }
    }
}
