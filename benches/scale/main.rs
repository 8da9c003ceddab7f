//! What grows with an archive: byline itself at several sizes, beside what the machine can do, in one table.
//!
//! Run by `benches/scale.sh`: `cargo bench --bench scale -- [SIZES…] [ARCHIVE] [titles=FILE]`, `quick` for fewer rounds.
//! An archive of one's own is measured instead of the generated ones; it is not changed. Titles are those of a file, one
//! a line, recombined; without it they are made up.

mod finding;
mod keeping;
mod opening;
mod peers;
mod process;
mod relating;
mod screen;
mod table;

#[path = "../archive/mod.rs"]
mod archive;
#[path = "../related/like.rs"]
mod like;

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use byline::library::local::{Input, LocalLibrary, Opening};
use table::Table;

/// The smallest archive is indexed by others too: some manage half a megabyte a second.
const INDEXED: u64 = 10_000;

/// Archives of at most so many articles are measured as a folder of files too.
const FILES: u64 = 100_000;

/// What is measured, and where.
pub struct Subject {
    /// The archive: a file or a folder.
    pub path: PathBuf,
    /// A home folder for the program, with its cache.
    pub home: PathBuf,
    /// Articles, or files of a folder.
    pub count: u64,
    /// The rounds of which the median is taken.
    pub rounds: usize,
}

impl Subject {
    /// Its library, with all that is kept of it.
    fn library(&self) -> LocalLibrary {
        let library = LocalLibrary::open(Opening {
            inputs: vec![Input::Path(self.path.clone())],
            cache: Some(self.home.join(".cache/byline")),
            ..Opening::default()
        });
        library.wait_until_kept();
        library
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let rounds = if arguments.iter().any(|argument| argument == "quick") { 3 } else { 11 };
    let sizes: Vec<u64> = arguments.iter().filter_map(|argument| argument.parse().ok()).collect();
    let titles = arguments.iter().find_map(|argument| argument.strip_prefix("titles=")).map(PathBuf::from);
    let is_path =
        |argument: &&String| **argument != "quick" && !argument.contains('=') && argument.parse::<u64>().is_err();
    let own = arguments.iter().find(is_path);
    let room = tempfile::tempdir().expect("there is room for temporary files");
    let mut table = Table::default();
    if let Some(own) = own {
        let path = fs::canonicalize(own).unwrap_or_else(|error| panic!("{own}: {error}"));
        let mut subject = Subject { path, home: room.path().join("home"), count: 0, rounds };
        subject.count = keeping::table(&subject, &mut table);
        opening::table(&subject, &mut table);
        finding::table(&subject, &mut table);
        relating::table(&subject, &mut table);
        if subject.path.is_dir() {
            keeping::unchanged(&subject, &mut table);
            keeping::never_seen(&subject, &mut table);
        }
        table.print();
        return;
    }
    let sizes = if sizes.is_empty() { vec![10_000, 100_000, 1_000_000] } else { sizes };
    for count in sizes {
        eprintln!("{count} articles");
        let path = room.path().join(format!("{count}.jsonl"));
        write(count, &path).expect("there is room for the archive");
        let subject = Subject { path, home: room.path().join("home"), count, rounds };
        keeping::table(&subject, &mut table);
        opening::table(&subject, &mut table);
        finding::table(&subject, &mut table);
        relating::table(&subject, &mut table);
        clear(&subject);
        peers::titles(count, titles.as_deref(), room.path(), &mut table);
        if count <= INDEXED {
            peers::indexers(&subject, room.path(), &mut table);
        }
        if count <= FILES {
            let path = room.path().join(format!("{count}"));
            scatter(count, &path).expect("there is room for the archive");
            let subject = Subject { path, ..subject };
            keeping::never_seen(&subject, &mut table);
            keeping::unchanged(&subject, &mut table);
            keeping::changed(&subject, &mut table);
            clear(&subject);
        }
    }
    table.print();
}

fn write(count: u64, path: &Path) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 20, File::create(path)?);
    archive::articles(count).try_for_each(|article| archive::line(&article, &mut out))?;
    out.flush()
}

fn scatter(count: u64, folder: &Path) -> io::Result<()> {
    archive::articles(count).try_for_each(|article| archive::file(&article, folder))
}

fn clear(subject: &Subject) {
    let _ = fs::remove_dir_all(&subject.home);
    let _ = fs::remove_dir_all(&subject.path);
    let _ = fs::remove_file(&subject.path);
}
