//! A file that is read in place.

use std::fs::File;
use std::io;
use std::path::Path;

use memmap2::Mmap;

/// Maps a file that was written under another name and renamed when it was whole.
///
/// # Errors
/// When it can't be opened.
pub fn map(path: &Path) -> io::Result<Mmap> {
    let file = File::open(path)?;
    // SAFETY: the bytes must not change while they are mapped. Such a file is written under another name and renamed
    // when it is whole; nobody writes to it after that, and whoever needs it no more unlinks it.
    let map = unsafe { Mmap::map(&file)? };
    // A question needs a few pages here and there: reading ahead would fetch megabytes for it.
    #[cfg(unix)]
    map.advise(memmap2::Advice::Random)?;
    Ok(map)
}
