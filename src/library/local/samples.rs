//! The sample articles, embedded in the program: what opens when nothing else is named.

use include_dir::{Dir, include_dir};

static SEEDS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/seeds");

/// Every sample's path and bytes, in the order of paths.
pub fn files() -> Vec<(String, &'static [u8])> {
    let mut found = Vec::new();
    collect(&SEEDS, &mut found);
    found.sort();
    found
}

fn collect(folder: &'static Dir<'static>, found: &mut Vec<(String, &'static [u8])>) {
    for file in folder.files() {
        found.push((file.path().to_string_lossy().into_owned(), file.contents()));
    }
    for inner in folder.dirs() {
        collect(inner, found);
    }
}
