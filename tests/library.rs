//! A folder is read whole, in one order, whatever is wrong with a part of it.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::sync::mpsc;
use std::thread;

use byline::article::Handle;
use byline::library::local::{Input, LocalLibrary, Opening};
use byline::library::{Library, LibraryError, State, Stop};
use byline::search::Query;
use tempfile::TempDir;

/// Files in a folder that goes away with the test.
struct Archive(TempDir);

impl Archive {
    fn of(files: &[(&str, &str)]) -> Self {
        let archive = Self(tempfile::tempdir().unwrap());
        files.iter().for_each(|(path, text)| archive.write(path, text));
        archive
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// A named pipe, into which `text` is written by a thread of its own.
    fn pipe(&self, path: &str, text: &'static str) -> PathBuf {
        let path = self.fifo(path);
        let end = path.clone();
        thread::spawn(move || fs::write(end, text));
        path
    }

    fn fifo(&self, path: &str) -> PathBuf {
        let path = self.path(path);
        assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
        path
    }
}

fn open<P: AsRef<Path>>(paths: &[P]) -> LocalLibrary {
    let inputs = paths.iter().map(|path| Input::Path(path.as_ref().to_path_buf())).collect();
    LocalLibrary::open(Opening { inputs, format: None })
}

fn read<P: AsRef<Path>>(paths: &[P]) -> LocalLibrary {
    let library = open(paths);
    library.wait();
    library
}

fn ids(library: &LocalLibrary) -> Vec<String> {
    library.state().catalogue.iter().map(|(_, summary)| summary.id.to_string()).collect()
}

fn titles(library: &LocalLibrary) -> Vec<String> {
    library.state().catalogue.iter().map(|(_, summary)| summary.title.clone()).collect()
}

/// The handles whose articles contain a word.
fn search(library: &LocalLibrary, word: &str) -> Vec<Handle> {
    let hits = library.search(&Query { text: word.to_owned() }, 10_000, &Stop::default()).unwrap();
    let mut handles: Vec<_> = hits.iter().map(|hit| hit.handle).collect();
    handles.sort();
    handles
}

/// Waits until what the library has found satisfies `wanted`, told by its watcher.
fn wait_for(library: &LocalLibrary, wanted: impl Fn(&State) -> bool) -> State {
    let (news, told) = mpsc::channel();
    let news = Mutex::new(news);
    library.watch(Box::new(move || news.lock().unwrap().send(()).is_ok()));
    loop {
        told.recv().unwrap();
        let state = library.state();
        if wanted(&state) {
            return state;
        }
    }
}

const SECRET: &str = "A quiet title\n\nThe heron rode the ferry again, and nobody minded.\n";

fn line(id: &str, word: &str) -> String {
    format!("{{\"id\":\"{id}\",\"title\":\"Title of {id}\",\"text\":\"A text about the {word}, and more of it.\"}}\n")
}

#[test]
fn a_folder_read_twice_gives_the_same_ids_in_the_same_order() {
    let archive = Archive::of(&[("b/two.txt", SECRET), ("a.txt", SECRET), ("c.md", "# C\n\nText."), ("b.txt", SECRET)]);
    archive.write("crawl.jsonl", &(line("x", "sea") + &line("y", "land")));
    let first = ids(&read(&[archive.0.path()]));
    assert_eq!(first.len(), 6);
    assert_eq!(ids(&read(&[archive.0.path()])), first);
    // As paths are sorted: folder by folder.
    assert_eq!(first, ["a.txt", "b/two.txt", "b.txt", "c.md", "crawl.jsonl#x", "crawl.jsonl#y"]);
}

#[test]
fn many_files_all_arrive() {
    let archive = Archive::of(&[]);
    for number in 0..2000 {
        archive.write(&format!("{:02}/{number:04}.txt", number % 37), &format!("Number {number}\n\nA text.\n"));
    }
    let library = read(&[archive.0.path()]);
    let state = library.state();
    assert_eq!((state.catalogue.len(), state.problems.len(), state.progress), (2000, 0, None));
    for handle in state.catalogue.handles().step_by(97) {
        assert_eq!(library.article(handle).unwrap().title, state.catalogue.get(handle).unwrap().title);
    }
    assert_eq!(search(&library, "text").len(), 2000);
}

#[test]
fn records_are_read_again_as_they_were_listed() {
    let archive = Archive::of(&[("a.txt", SECRET)]);
    // More than one part of the scan.
    archive.write("crawl.jsonl", &(0..1500).map(|id| line(&format!("r{id}"), "valve")).collect::<String>());
    archive.write("z.txt", SECRET);
    let library = read(&[archive.0.path()]);
    let state = library.state();
    assert_eq!(state.catalogue.len(), 1502);
    for (handle, summary) in state.catalogue.iter() {
        assert_eq!(library.article(handle).unwrap().title, summary.title, "{}", summary.id);
    }
    assert_eq!(search(&library, "valve"), (1..=1500).map(Handle).collect::<Vec<_>>());
    assert_eq!(search(&library, "heron"), [Handle(0), Handle(1501)]);
}

#[test]
fn what_gitignore_names_is_left_out() {
    let archive = Archive::of(&[("a.txt", SECRET), ("drafts/b.txt", SECRET), (".gitignore", "drafts/\n")]);
    assert_eq!(ids(&read(&[archive.0.path()])), ["a.txt"]);
}

#[test]
fn a_link_that_leads_in_a_circle_is_harmless() {
    let archive = Archive::of(&[("deep/a.txt", SECRET)]);
    symlink(archive.0.path(), archive.path("deep/up")).unwrap();
    symlink(archive.path("self"), archive.path("self")).unwrap();
    assert_eq!(ids(&read(&[archive.0.path()])), ["deep/a.txt"]);
    let named = read(&[archive.path("self"), archive.path("deep")]);
    assert_eq!((titles(&named).len(), named.state().problems.len()), (1, 1));
}

#[test]
fn what_cannot_be_read_is_a_problem_and_the_rest_opens() {
    let archive = Archive::of(&[("a.txt", SECRET), ("b.json", "{\"title\": oops}"), ("c.txt", SECRET)]);
    let library = read(&[archive.0.path().to_path_buf(), archive.path("gone.txt")]);
    assert_eq!(ids(&library), ["a.txt", "c.txt"]);
    let problems: Vec<_> = library.state().problems.iter().map(ToString::to_string).collect();
    assert_eq!(problems.len(), 2, "{problems:?}");
    assert!(problems[0].starts_with("cannot read b.json: "));
    assert_eq!(problems[1], "cannot read gone.txt: no such file or directory");
}

#[test]
fn ids_are_relative_to_the_folder_that_holds_all_that_was_opened() {
    let archive = Archive::of(&[("x/a/one.txt", SECRET), ("x/b/two.txt", SECRET), ("x/three.txt", SECRET)]);
    let library = read(&[archive.path("x/b"), archive.path("x/a/one.txt"), archive.path("x/a"), archive.path("x/b")]);
    assert_eq!(ids(&library), ["b/two.txt", "a/one.txt"]);
    let whole = read(&[archive.path("x")]);
    let key = |library: &LocalLibrary, id: &str| {
        let catalogue = library.state().catalogue;
        let (handle, _) = catalogue.iter().find(|(_, summary)| summary.id.as_str().ends_with(id)).unwrap();
        catalogue.key(handle)
    };
    assert_eq!(key(&whole, "two.txt"), key(&library, "two.txt"));
}

#[test]
fn a_listed_article_that_is_gone_or_another_is_one_clear_sentence() {
    let archive = Archive::of(&[("a.txt", SECRET), ("b.txt", SECRET)]);
    archive.write("crawl.jsonl", &(line("x", "sea") + &line("y", "land")));
    let library = read(&[archive.0.path()]);
    assert_eq!(ids(&library), ["a.txt", "b.txt", "crawl.jsonl#x", "crawl.jsonl#y"]);
    let sentence = |handle| library.article(Handle(handle)).unwrap_err().to_string();

    fs::remove_file(archive.path("a.txt")).unwrap();
    assert_eq!(sentence(0), "cannot read a.txt: it is no longer there; start byline again to list what is there");
    archive.write("b.txt", "");
    let changed = "it has changed since it was listed; start byline again to list what is there";
    assert_eq!(sentence(1), format!("cannot read b.txt: {changed}"));
    // An edited text is simply read as it is now.
    archive.write("b.txt", "Another title\n\nAnother text.\n");
    assert_eq!(library.article(Handle(1)).unwrap().title, "Another title");

    for now in ["", "{}", &line("z", "sky"), &(line("z", "sky") + &line("x", "sea") + &line("y", "land"))] {
        archive.write("crawl.jsonl", now);
        for record in [2, 3] {
            assert_eq!(sentence(record), format!("cannot read crawl.jsonl: {changed}"), "{now}");
        }
    }
    assert_eq!(library.article(Handle(99)), Err(LibraryError::Missing));
}

#[test]
fn a_file_that_grew_gives_no_article_under_the_name_of_the_next() {
    let archive = Archive::of(&[("z.txt", SECRET)]);
    archive.write("crawl.jsonl", &line("x", "sea"));
    let library = read(&[archive.0.path()]);
    archive.write("crawl.jsonl", &(line("x", "sea") + &line("y", "zeppelin") + &line("z", "zeppelin")));
    assert_eq!(search(&library, "zeppelin"), []);
    assert_eq!(search(&library, "heron"), [Handle(1)]);
    assert!(library.nearest(Handle(1), 10, &Stop::default()).is_ok());
}

#[test]
fn a_question_that_was_stopped_has_no_answer_and_leaves_the_index_for_the_next() {
    let archive = Archive::of(&[("a.txt", SECRET), ("b.txt", SECRET)]);
    let library = read(&[archive.0.path()]);
    let stop = Stop::default();
    stop.stop();
    assert_eq!(library.nearest(Handle(0), 5, &stop), Err(LibraryError::Stopped));
    assert_eq!(library.nearest(Handle(0), 5, &Stop::default()).unwrap().len(), 1);
}

#[test]
fn a_pipe_is_read_and_named_by_its_content() {
    let archive = Archive::of(&[("a.txt", SECRET)]);
    let opened = |name: &str, text| {
        let library = read(&[archive.pipe(name, text)]);
        assert_eq!(ids(&library), [name]);
        assert!(library.article(Handle(0)).is_ok());
        library.state().catalogue.key(Handle(0)).unwrap()
    };
    let one = opened("one", "One\n\nThe first text.\n");
    fs::remove_file(archive.path("one")).unwrap();
    let other = opened("one", "Other\n\nAnother text.\n");
    assert_ne!(one, other, "another content is another article");

    fs::remove_file(archive.path("one")).unwrap();
    let among = read(&[archive.path("a.txt"), archive.pipe("one", "One\n\nThe first text.\n")]);
    assert_eq!(among.state().catalogue.key(Handle(1)).unwrap(), one, "the same, whatever it was opened with");
    assert_eq!(ids(&among)[0], "a.txt");
    assert_ne!(among.state().catalogue.key(Handle(0)), Some(one));
}

#[test]
fn a_silent_pipe_holds_back_no_article_that_is_ready() {
    let archive = Archive::of(&[("a.txt", SECRET), ("b.txt", SECRET)]);
    let pipe = archive.fifo("pipe");
    let library = open(&[archive.path("a.txt"), archive.path("b.txt"), pipe.clone()]);
    let state = wait_for(&library, |state| state.catalogue.len() == 2);
    assert_eq!(state.progress.map(|progress| progress.files), Some(2));
    fs::write(pipe, SECRET).unwrap();
    library.wait();
    assert_eq!(titles(&library).len(), 3);
}

#[test]
fn one_large_file_shows_how_far_it_has_come() {
    let archive = Archive::of(&[]);
    let pages = "A paragraph of a long report. ".repeat(1000);
    let lines: String = (0..400).map(|id| line(&format!("r{id}"), &pages)).collect();
    archive.write("crawl.jsonl", &lines);
    let library = open(&[archive.path("crawl.jsonl")]);
    let begun = wait_for(&library, |state| state.progress.is_none_or(|progress| progress.bytes > 0));
    let progress = begun.progress.expect("12 MB take longer than the first stretch of them");
    assert!(progress.files == 0 && progress.bytes < lines.len() as u64, "{progress:?}");
    assert!(begun.catalogue.len() < 400 && !begun.catalogue.is_empty());
    library.wait();
    assert_eq!(titles(&library).len(), 400);
}
