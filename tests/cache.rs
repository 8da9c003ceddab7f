//! The cache of an archive: what was read is read once, and nothing that happens to it costs more than time.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use byline::library::local::fulltext::FullText;
use byline::library::local::{Input, LocalLibrary, Opening};
use byline::library::{Library, State, Stop};
use byline::related::Muted;
use byline::search::{Handles, Query, Recalled};

/// An archive, and where it is kept.
struct Archive {
    folder: tempfile::TempDir,
    cache: tempfile::TempDir,
}

impl Archive {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), cache: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn put(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn append(&self, name: &str, text: &str) {
        let mut file = fs::OpenOptions::new().append(true).open(self.path(name)).unwrap();
        file.write_all(text.as_bytes()).unwrap();
    }

    /// Opens it, and waits until everything is read and kept.
    fn open(&self) -> LocalLibrary {
        self.open_with(Some(self.cache.path()))
    }

    fn open_with(&self, cache: Option<&Path>) -> LocalLibrary {
        let library = LocalLibrary::open(Opening {
            inputs: vec![Input::Path(self.folder.path().to_path_buf())],
            format: None,
            cache: cache.map(Path::to_path_buf),
            to_keep: true,
        });
        library.wait_until_kept();
        library
    }

    /// Everything that a reader sees of it, in the archive's order.
    fn seen(library: &LocalLibrary) -> Vec<String> {
        let State { catalogue, problems, .. } = library.state();
        let rows = catalogue.filed().into_iter().map(|handle| {
            let row = catalogue.get(handle).unwrap();
            let article = library.article(handle).unwrap();
            let text: Vec<_> = article.blocks.iter().map(|block| block.text.as_str()).collect();
            format!("{row:?} {:?} {text:?}", catalogue.key(handle))
        });
        rows.chain(problems.iter().map(ToString::to_string)).collect()
    }

    /// Opens it, and demands that it looks as it does without a cache. Answers how many articles were read.
    fn check(&self) -> u32 {
        let (kept, fresh) = (self.open(), self.open_with(None));
        assert_eq!(kept.not_kept(), None);
        let (seen, wanted) = (Self::seen(&kept), Self::seen(&fresh));
        let differs = seen.iter().zip(&wanted).find(|(seen, wanted)| seen != wanted);
        assert!(differs.is_none() && seen.len() == wanted.len(), "{differs:#?}");
        Self::check_searches(&kept, &fresh);
        Self::check_relations(&kept, &fresh);
        kept.state().catalogue.handed_out() - kept.opened_with()
    }

    fn check_searches(kept: &LocalLibrary, fresh: &LocalLibrary) {
        for query in ["weir", "line -\"line 12\"", "date:<2015", "title:letter OR opened ollen", "season*"] {
            assert_eq!(Self::found(kept, query), Self::found(fresh, query), "{query}");
        }
    }

    /// Demands that every article has every other one among its nearest, and none that isn't there.
    fn check_relations(kept: &LocalLibrary, fresh: &LocalLibrary) {
        let near = |library: &LocalLibrary, at: usize| {
            let catalogue = library.state().catalogue;
            let of = catalogue.filed()[at];
            let found = library.nearest(of, 100, &Muted::default(), &Stop::default()).unwrap();
            let id = |handle| catalogue.id(handle).unwrap().0;
            let mut ids: Vec<_> = found.iter().map(|relation| id(relation.handle)).collect();
            ids.sort();
            (id(of), ids)
        };
        for at in (0..fresh.state().catalogue.len()).step_by(7) {
            let (kept, fresh) = (near(kept, at), near(fresh, at));
            assert!(kept == fresh, "{kept:?} {fresh:?}");
        }
    }

    /// The ids of all articles that answer a query.
    fn found(library: &LocalLibrary, query: &str) -> Vec<String> {
        let query = Query::new(query).unwrap();
        let found = library.search(&query, &Recalled::default(), usize::MAX, &Stop::default()).unwrap();
        assert_eq!(found.count, found.hits.len());
        let sifted = library.matching(&query, &Recalled::default(), &Stop::default()).unwrap();
        assert_eq!(found.hits.iter().map(|hit| hit.handle).collect::<Handles>(), sifted);
        let catalogue = library.state().catalogue;
        let mut ids: Vec<_> = found.hits.iter().map(|hit| catalogue.id(hit.handle).unwrap().0).collect();
        ids.sort();
        ids
    }

    fn files(&self) -> Vec<PathBuf> {
        let folders = fs::read_dir(self.cache.path()).unwrap().map(|entry| entry.unwrap().path());
        let inner = |folder: PathBuf| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let (inside, files): (Vec<_>, Vec<_>) = folders.flat_map(inner).partition(|path| path.is_dir());
        let is_words = |folder: &PathBuf| folder.file_name().unwrap().to_str().unwrap().starts_with("words-");
        // Of the index of words one file will do: it is made of many.
        let (words, related): (Vec<_>, Vec<_>) = inside.into_iter().partition(is_words);
        let words = words.into_iter().map(|words| words.join("meta.json"));
        files.into_iter().chain(words).chain(related.into_iter().flat_map(inner)).collect()
    }
}

fn story(number: usize) -> String {
    format!(
        "Weir opens for season {number}\nBy Ann Lee\n2014-11-{:02}\n\nThe weir at Ollen opened for season {number}.\n",
        number % 28 + 1
    )
}

fn line(number: usize) -> String {
    format!(
        "{{\"title\":\"Line {number}\",\"text\":\"The text of line {number} stands here.\",\"date\":\"2015-01-{:02}\"}}\n",
        number % 28 + 1
    )
}

fn filled() -> Archive {
    let archive = Archive::new();
    (0..12).for_each(|number| archive.put(&format!("a{number}/s{number}.txt"), &story(number)));
    archive.put("b.jsonl", &(0..20).map(line).collect::<String>());
    archive.put("c.json", "{\"title\": \"Cut off\", \"text\": ");
    archive
}

#[test]
fn an_archive_that_has_not_changed_is_not_read_again() {
    let archive = filled();
    assert_eq!(archive.check(), 33);
    assert_eq!(archive.check(), 0);
    assert_eq!(archive.open().state().known, 33);
}

#[test]
fn what_has_changed_is_read_and_what_is_gone_is_forgotten() {
    let archive = filled();
    archive.check();
    archive.put("a3/s3.txt", "Another story now\n\nIt says something else, and more of it.\n");
    archive.put("a3/new.txt", &story(40));
    fs::remove_file(archive.path("a5/s5.txt")).unwrap();
    fs::remove_file(archive.path("c.json")).unwrap();
    assert_eq!(archive.check(), 2);
    assert_eq!(archive.check(), 0);
}

#[test]
fn a_list_that_has_grown_is_read_from_where_it_ended() {
    let archive = filled();
    archive.check();
    for round in 0..12 {
        archive.append("b.jsonl", &(20 + round * 2..22 + round * 2).map(line).collect::<String>());
        assert_eq!(archive.check(), 2, "round {round}");
    }
    assert_eq!(archive.check(), 0);
}

#[test]
fn a_list_whose_last_line_was_not_whole_is_read_anew() {
    let archive = Archive::new();
    let (first, second) = (line(1), line(2));
    let (begun, rest) = second.split_at(45);
    archive.put("b.jsonl", &format!("{first}{begun}"));
    archive.check();
    archive.append("b.jsonl", rest);
    archive.check();
    // The same, but with other lines before the end.
    archive.put("b.jsonl", &[line(7), line(8), line(9)].concat());
    assert_eq!(archive.check(), 3);
}

#[test]
fn a_mailbox_that_has_grown_is_read_from_where_it_ended() {
    let letter = |number: usize| {
        format!(
            "From ann@ollen.example Mon May  4 10:15:{number:02} 2019\nFrom: Ann Lee <ann@ollen.example>\n\
             Subject: Letter {number}\nMessage-ID: <{number}@ollen.example>\n\nThe letter of number {number}.\n\n"
        )
    };
    let archive = Archive::new();
    archive.put("box.mbox", &(0..5).map(letter).collect::<String>());
    assert_eq!(archive.check(), 5);
    archive.append("box.mbox", &letter(5));
    assert_eq!(archive.check(), 1);
    assert_eq!(archive.check(), 0);
}

#[test]
fn what_is_packed_is_kept_too() {
    let archive = Archive::new();
    let mut tar = tar::Builder::new(Vec::new());
    for number in 0..4 {
        let text = story(number);
        let mut header = tar::Header::new_gnu();
        header.set_size(text.len() as u64);
        tar.append_data(&mut header, format!("in/s{number}.txt"), text.as_bytes()).unwrap();
    }
    let plain = tar.into_inner().unwrap();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(&plain).unwrap();
    fs::write(archive.path("one.tar.gz"), packed.finish().unwrap()).unwrap();
    fs::write(archive.path("two.tar"), plain).unwrap();
    assert_eq!(archive.check(), 8);
    assert_eq!(archive.check(), 0);
}

#[test]
fn a_cache_that_is_torn_costs_only_time() {
    let archive = filled();
    archive.check();
    let damages: [fn(&mut Vec<u8>); 3] = [
        |bytes| bytes.truncate(bytes.len() / 2),
        Vec::clear,
        |bytes| bytes.get_mut(700).into_iter().for_each(|byte| *byte ^= 4),
    ];
    for damage in damages {
        for number in 0..archive.files().len() {
            let Some(path) = archive.files().get(number).cloned() else { continue };
            let mut bytes = fs::read(&path).unwrap();
            damage(&mut bytes);
            // A file in force is never written to: another one takes its place.
            fs::remove_file(&path).unwrap();
            fs::write(&path, bytes).unwrap();
            archive.check();
            assert_eq!(archive.check(), 0, "{}", path.display());
        }
    }
    for number in 0..archive.files().len() {
        archive.files().get(number).map(fs::remove_file);
        archive.check();
    }
}

#[test]
fn a_story_keeps_its_name_from_one_opening_to_the_next() {
    let archive = Archive::new();
    let storm = "The ferry Aurelia ran aground off Kessing Point in a gale, and lifeboats took off 214 passengers.";
    let vote = "The council of Marlow passed its budget for school meals after Mayor Tilda Brandt gave way.";
    for (number, text) in [(1, storm), (2, storm), (3, vote), (4, vote)] {
        archive.put(&format!("{number}.txt"), &format!("Report {number}\n\n{text} It was told {number} times.\n"));
    }
    let names = || {
        let library = archive.open();
        let (stories, catalogue) = (library.stories(&Stop::default(), &|_| {}).unwrap(), library.state().catalogue);
        let name = |handle| (catalogue.id(handle).unwrap().0, stories.story_of(handle).map(|story| story.0));
        catalogue.filed().into_iter().map(name).collect::<Vec<_>>()
    };
    let first = names();
    assert!(first[0].1.is_some() && first[0].1 == first[1].1 && first[2].1 == first[3].1 && first[0].1 != first[2].1);
    assert_eq!(names(), first);
    // One that comes later, and stands before the others.
    archive.put("0.txt", &format!("Report 0\n\n{vote} It was told again.\n"));
    let second = names();
    assert_eq!((&second[1..], second[0].1), (&first[..], first[2].1));
    // The other story goes, and its name with it.
    fs::remove_file(archive.path("1.txt")).unwrap();
    fs::remove_file(archive.path("2.txt")).unwrap();
    assert_eq!(names(), [&second[..1], &second[3..]].concat());
}

#[test]
fn a_catalogue_that_is_made_anew_has_an_index_of_its_own() {
    let archive = filled();
    archive.check();
    // The numbers of articles start anew, and now stand for others.
    for path in archive.files().iter().filter(|path| path.to_string_lossy().contains("segment-")) {
        fs::remove_file(path).unwrap();
    }
    fs::remove_file(archive.path("a0/s0.txt")).unwrap();
    archive.put("a0/other.txt", "An otter\n\nIt is about no opening of anything, and it is as long as it has to be.\n");
    archive.check();
}

#[test]
fn what_only_the_index_knows_stands_for_no_other_article() {
    let archive = filled();
    archive.check();
    let kept: Vec<_> =
        archive.files().into_iter().filter(|path| path.file_name() != Some("meta.json".as_ref())).collect();
    let kept: Vec<_> = kept.into_iter().map(|path| (fs::read(&path).unwrap(), path)).collect();
    archive.append("b.jsonl", &(20..30).map(line).collect::<String>());
    archive.check();
    // Somebody was killed between the index and the catalogue, and what is read next is something else.
    for (bytes, path) in kept {
        fs::write(path, bytes).unwrap();
    }
    archive.put("b.jsonl", &(0..20).map(line).collect::<String>());
    (0..12).for_each(|number| archive.put(&format!("a/late{number}.txt"), &story(50 + number)));
    archive.check();
    assert_eq!(archive.check(), 0);
}

#[test]
fn two_that_open_the_same_archive_at_once_both_have_all_of_it() {
    let archive = filled();
    let alone = Archive::seen(&archive.open_with(None));
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| assert_eq!(Archive::seen(&archive.open()), alone));
        }
    });
    assert_eq!(archive.check(), 0);
}

#[test]
fn whoever_comes_second_has_everything_keeps_nothing_and_says_so() {
    let archive = filled();
    archive.check();
    let lock = archive.files().into_iter().find(|path| path.ends_with("lock")).unwrap();
    let lock = fs::File::open(lock).unwrap();
    lock.lock().unwrap();
    archive.put("a1/late.txt", &story(50));
    let second = archive.open();
    assert_eq!(Archive::seen(&second), Archive::seen(&archive.open_with(None)));
    assert_eq!(second.not_kept().unwrap(), "another byline is keeping this archive now");
    drop(lock);
    assert_eq!(archive.check(), 1);
}

#[test]
fn an_index_that_lags_behind_answers_as_far_as_it_goes_and_reading_answers_the_rest() {
    let archive = filled();
    archive.check();
    let words = archive.files().into_iter().find(|path| path.ends_with("meta.json")).unwrap();
    let index = FullText::open(words.parent().unwrap()).unwrap();
    let writer = index.writer().unwrap();
    archive.put("a1/late.txt", &story(50));
    archive.put("a2/s2.txt", &story(51));
    archive.append("b.jsonl", &line(20));
    let fresh = archive.open_with(None);
    // The second time nothing is new, but the index still doesn't know of it.
    for read in [3, 0] {
        let kept = archive.open();
        assert_eq!(kept.state().catalogue.handed_out() - kept.opened_with(), read);
        assert_eq!(kept.not_kept().unwrap(), "another process is writing the index");
        Archive::check_searches(&kept, &fresh);
    }
    drop(writer);
    assert_eq!(archive.check(), 0);
}

#[test]
fn a_library_looks_again_when_it_is_asked() {
    let archive = filled();
    let library = archive.open();
    archive.put("a1/late.txt", &story(50));
    archive.append("b.jsonl", &line(20));
    fs::remove_file(archive.path("a2/s2.txt")).unwrap();
    library.rescan();
    library.wait();
    let (again, fresh) = (Archive::seen(&library), Archive::seen(&archive.open_with(None)));
    let differs = again.iter().zip(&fresh).find(|(again, fresh)| again != fresh);
    assert!(differs.is_none() && again.len() == fresh.len(), "{differs:#?}");
}
