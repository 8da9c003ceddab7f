//! What others need for the same work: finding titles beside frizbee, nucleo and fzf, indexing beside recoll and
//! notmuch. fzf, recoll and notmuch are measured where they are installed.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::Command;

use super::Subject;
use super::archive::{self, Article};
use super::process::{median, run, size};
use super::table::Table;

/// As in `benches/fuzzy`.
const QUERIES: [&str; 8] =
    ["s", "no", "son", "korea", "election", "administration", "climate change", "sony hack korea"];

/// Indexers get so many articles: some manage half a megabyte a second.
const INDEXED: u64 = 5_000;

/// Rounds of fzf, which takes long.
const ROUNDS: usize = 3;

/// Finding titles: those of a file, recombined, or made-up ones.
pub fn titles(count: u64, file: Option<&Path>, room: &Path, table: &mut Table) {
    let mut bench = Command::new(env!("CARGO"));
    bench.args(["bench", "--profile", &profile(), "--bench", "fuzzy", "--", "speed", "figures"]).arg(count.to_string());
    let list = room.join("titles");
    bench.arg(format!("titles={}", list.display())).args(file);
    let output = run(bench).output;
    let mut ours = Vec::new();
    for line in output.lines() {
        let mut parts = line.split('\t');
        let (Some("figure"), Some(name), Some(figure)) = (parts.next(), parts.next(), parts.next()) else { continue };
        let figure: f64 = figure.parse().expect("a figure is a number");
        match name.strip_prefix("query ") {
            Some(_) => ours.push(figure),
            None => table.put(name, count, figure),
        }
    }
    if is_there("fzf") {
        let base = fzf(&list, "");
        let ratios = QUERIES.iter().zip(ours).map(|(query, ours)| {
            // Reading and writing the titles is no part of it.
            let fzf = (fzf(&list, query) - base).max(0.01);
            (ours / 1e3 / fzf).ln()
        });
        let logarithm = ratios.sum::<f64>() / QUERIES.len() as f64;
        table.put("fuzzy ÷ fzf", count, logarithm.exp());
    }
}

/// The profile that this program was built with: its folder has the name.
fn profile() -> String {
    let path = std::env::current_exe().expect("it runs");
    let folder = path.ancestors().nth(2).and_then(|folder| folder.file_name()).unwrap_or_default();
    folder.to_string_lossy().replace("release", "bench")
}

/// CPU seconds of fzf that sends what it finds nowhere.
fn fzf(titles: &Path, query: &str) -> f64 {
    let costs = (0..ROUNDS).map(|_| {
        let mut fzf = Command::new("sh");
        fzf.args(["-c", "fzf --filter \"$1\" < \"$0\" > /dev/null || true"]).arg(titles).arg(query);
        fzf.env("GOMAXPROCS", "1");
        run(fzf).cpu
    });
    median(costs.collect())
}

/// Indexing the texts that byline is given.
pub fn indexers(subject: &Subject, room: &Path, table: &mut Table) {
    let (texts, mails, conf) = (room.join("texts"), room.join("mails"), room.join("conf"));
    let write = |folder: &Path, write: &dyn Fn(&Article, &mut dyn Write) -> std::io::Result<()>| {
        fs::create_dir_all(folder).expect("there is room");
        for article in archive::articles(INDEXED) {
            let path = folder.join(format!("{}.{}", article.id, if folder == mails { "eml" } else { "txt" }));
            let mut out = BufWriter::new(File::create(path).expect("there is room"));
            write(&article, &mut out).expect("there is room");
        }
    };
    fs::create_dir_all(&conf).expect("there is room");
    if is_there("recollindex") {
        write(&texts, &|article, out| write!(out, "{}\n\n{}\n", article.title, article.text));
        let topdirs = format!("topdirs = {}\n", texts.display());
        fs::write(conf.join("recoll.conf"), topdirs).expect("there is room");
        let mut recoll = Command::new("recollindex");
        recoll.arg("-c").arg(&conf).env("HOME", room);
        table.put("recoll, index", subject.count, size(&texts) / 1e6 / run(recoll).cpu);
    }
    if is_there("notmuch") {
        write(&mails, &|article, out| {
            let Article { id, title, author, text, .. } = article;
            write!(out, "From: {author} <a@b.invalid>\nMessage-ID: <{id}@b.invalid>\nSubject: {title}\n\n{text}\n")
        });
        let text = format!("[database]\npath={}\n[user]\nname=a\nprimary_email=a@b.invalid\n", mails.display());
        let config = conf.join("notmuch");
        fs::write(&config, text).expect("there is room");
        let bytes = size(&mails);
        let mut notmuch = Command::new("notmuch");
        notmuch.arg("new").env("NOTMUCH_CONFIG", config).env("HOME", room);
        table.put("notmuch, index", subject.count, bytes / 1e6 / run(notmuch).cpu);
    }
}

fn is_there(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}
