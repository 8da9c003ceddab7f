//! Questions to the index of an archive that is known: the best twenty, how many there are, and their snippets.

use std::time::Instant;

use byline::article::Handle;
use byline::library::{Library, Stop};
use byline::search::{Query, Recalled};

use rustix::time::{ClockId, clock_gettime};

use super::Subject;
use super::archive::Numbers;
use super::table::Table;

/// How many questions.
const QUESTIONS: usize = 300;

/// How many answers are wanted.
const BEST: usize = 20;

pub fn table(subject: &Subject, table: &mut Table) {
    let library = subject.library();
    let mut numbers = Numbers(7);
    let (mut times, mut costs) = (Vec::new(), Vec::new());
    while times.len() < QUESTIONS {
        let handle = Handle(numbers.below(subject.count) as u32);
        let Ok(article) = library.article(handle) else { continue };
        let text = article.blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join(" ");
        let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 1).collect();
        if words.len() < 3 {
            continue;
        }
        let at = numbers.below(words.len() as u64 - 2) as usize;
        let Ok(query) = Query::new(&words[at..at + 3].join(" ").to_lowercase()) else { continue };
        let (begun, spent_before) = (Instant::now(), spent());
        let found = library.search(&query, &Recalled::default(), BEST, &Stop::default()).expect("nobody stops it");
        times.push(begun.elapsed().as_secs_f64() * 1e3);
        costs.push(spent() - spent_before);
        assert!(found.count > 0, "{} is in the archive", query.text);
    }
    for (times, half, most) in
        [(times, "3 words, p50", "3 words, p99"), (costs, "3 words, CPU p50", "3 words, CPU p99")]
    {
        let mut times = times;
        times.sort_by(f64::total_cmp);
        table.put(half, subject.count, times[QUESTIONS / 2]);
        table.put(most, subject.count, times[QUESTIONS * 99 / 100]);
    }
}

/// CPU milliseconds of all threads: a search uses every core.
pub fn spent() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec as f64 * 1e3 + time.tv_nsec as f64 / 1e6
}
