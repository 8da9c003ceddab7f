//! Writes an archive for benchmarks: `cargo run --release --example generate -- 100000 > big.jsonl`, or with a folder as
//! second argument a file an article there.

#[path = "../benches/archive/mod.rs"]
mod archive;

use std::io::{self, Write};
use std::path::Path;

fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let count = arguments.next().and_then(|count| count.parse().ok()).unwrap_or(10_000);
    let Some(folder) = arguments.next() else {
        let mut out = io::BufWriter::with_capacity(1 << 20, io::stdout().lock());
        return archive::articles(count)
            .try_for_each(|article| archive::line(&article, &mut out))
            .and_then(|()| out.flush());
    };
    archive::articles(count).try_for_each(|article| archive::file(&article, Path::new(&folder)))
}
