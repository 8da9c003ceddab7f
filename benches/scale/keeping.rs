//! Reading an archive, and looking at it again: what it costs, beside the tools of the system.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::Subject;
use super::archive::word;
use super::process::{byline, files, median, run, size};
use super::screen::Screen;
use super::table::Table;

/// How many files are changed.
const CHANGED: usize = 10;

/// Longer words are none.
const LONGEST: usize = 16;

/// Reads it, and says how many articles it has.
pub fn table(subject: &Subject, table: &mut Table) -> u64 {
    let cost = run(byline(&subject.home, &["index"], &subject.path));
    let listed = run(byline(&subject.home, &["search", "--count", "words:>0"], &subject.path));
    let count = listed.output.trim().parse().unwrap_or(subject.count);
    let source = size(&subject.path);
    table.put("read and index", count, source / 1e6 / cost.cpu);
    table.put("read and index, peak", count, cost.peak);
    let kept = files(&subject.home);
    let is_of =
        |path: &Path, index: &str| path.components().any(|part| part.as_os_str().to_string_lossy().starts_with(index));
    let words = kept.iter().filter(|path| is_of(path, "words-"));
    table.put("index ÷ source", count, words.map(|path| size(path)).sum::<f64>() / source);
    let related = kept.iter().filter(|path| is_of(path, "related-"));
    table.put("related, an article", count, related.map(|path| size(path)).sum::<f64>() / count.max(1) as f64);
    table.put("cache ÷ source", count, size(&subject.home) / source);
    count
}

/// Looks at an archive in which nothing has changed.
pub fn unchanged(subject: &Subject, table: &mut Table) {
    run(byline(&subject.home, &["index"], &subject.path));
    let mut costs = (Vec::new(), Vec::new());
    for _ in 0..subject.rounds {
        let mut du = Command::new("du");
        du.arg("-s").arg(&subject.path);
        costs.0.push(run(byline(&subject.home, &["index"], &subject.path)).cpu);
        costs.1.push(run(du).cpu);
    }
    table.put("unchanged rescan", subject.count, median(costs.0));
    table.put("du -s", subject.count, median(costs.1));
}

/// Changes files, and finds all of them by a word that is new.
pub fn changed(subject: &Subject, table: &mut Table) {
    let all = files(&subject.path);
    let mut times = Vec::new();
    for round in 0..subject.rounds {
        let mark = format!("zyx{}", word(50_000 + round as u64));
        for at in 0..CHANGED {
            let path = &all[(at * 7_919 + round * 104_729) % all.len()];
            let text = fs::read_to_string(path).expect("we wrote it");
            fs::write(path, format!("{text}\n{mark} was said.\n")).expect("we wrote it");
        }
        let found = run(byline(&subject.home, &["search", "--count", &mark], &subject.path));
        assert_eq!(found.output.trim(), CHANGED.to_string(), "what was changed is found");
        times.push(found.wall);
        run(byline(&subject.home, &["index"], &subject.path));
    }
    table.put("10 files changed → found", subject.count, median(times));
}

/// The longest word of a file in the middle: few have it.
fn rare(folder: &Path) -> String {
    let all = files(folder);
    let text = all.get(all.len() / 2).and_then(|path| fs::read(path).ok()).unwrap_or_default();
    let text = String::from_utf8_lossy(&text).into_owned();
    let words = text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() <= LONGEST);
    words.max_by_key(|word| word.len()).unwrap_or_default().to_lowercase()
}

/// Opens a folder that was never seen, and finds a word in it; reads all of it with `cat` for comparison.
pub fn never_seen(subject: &Subject, table: &mut Table) {
    let word = rare(&subject.path);
    let (mut hits, mut cats, mut seconds) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..subject.rounds.min(3) {
        let mut cat = Command::new("sh");
        cat.args(["-c", "find \"$0\" -type f -print0 | xargs -0 cat > /dev/null"]).arg(&subject.path);
        cats.push(run(cat).wall);
        let _ = fs::remove_dir_all(&subject.home);
        let mut screen = Screen::start(&subject.home, &subject.path);
        screen.wait_for_list();
        // One of both may keep what it reads; neither waits for the other.
        seconds.push(Screen::start(&subject.home, &subject.path).wait_for_list());
        screen.press(&format!("g/{word}"));
        screen.wait("hit", |text| text.contains(" found") && !text.contains(" 0 found"));
        hits.push(screen.age());
    }
    table.put("never seen → first hit", subject.count, median(hits));
    table.put("cat of all", subject.count, median(cats));
    table.put("never seen, second at once", subject.count, median(seconds));
}
