//! Megabytes a second of reading an archive whole, beside a plain read of the same files in the same run.
//!
//! `cargo bench --bench ingest -- FOLDER`

use std::path::{Path, PathBuf};
use std::time::Instant;
use std::{env, fs};

use byline::library::Library;
use byline::library::local::{Input, LocalLibrary, Opening};

fn main() {
    let Some(folder) = env::args().skip(1).find(|argument| !argument.starts_with("--")) else {
        println!("usage: cargo bench --bench ingest -- FOLDER");
        return;
    };
    let mut files = Vec::new();
    walk(Path::new(&folder), &mut files);
    // The first read warms the page cache: what is compared is work, not the disk.
    for round in ["cold", "warm"] {
        let started = Instant::now();
        let bytes: usize = files.iter().filter_map(|file| fs::read(file).ok()).map(|bytes| bytes.len()).sum();
        let read = started.elapsed().as_secs_f64();
        let started = Instant::now();
        let opening = Opening { inputs: vec![Input::Path(PathBuf::from(&folder))], ..Opening::default() };
        let library = LocalLibrary::open(opening);
        library.wait();
        let opened = started.elapsed().as_secs_f64();
        let megabytes = bytes as f64 / 1e6;
        println!(
            "{round}: {} files, {megabytes:.1} MB; plain read {:.0} MB/s on one core; {} articles at {:.0} MB/s on all cores; {:.1} × the plain read",
            files.len(),
            megabytes / read,
            library.state().catalogue.len(),
            megabytes / opened,
            opened / read
        );
    }
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => walk(&path, files),
            Ok(kind) if kind.is_file() => files.push(path),
            _ => {}
        }
    }
}
