//! Finding titles beside the peers: speed, memory, and how well known titles are found.
//!
//! `cargo bench --bench fuzzy -- [speed|quality] [TITLES] [COUNT]`: titles of a file, one a line, recombined up to
//! COUNT (1,000,000); without a file, made-up ones. `figures` prints what other programs read, and `titles=FILE` leaves
//! the titles there. Times are CPU milliseconds of one thread, the least of several
//! runs; a quiet machine isn't needed.

mod corpus;
mod peers;
mod quality;
mod typing;

use std::alloc::System;
use std::env;

use byline::search::fuzzy::{Finder, Pattern, Titles};
use corpus::Corpus;
use rustix::time::{ClockId, clock_gettime};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static COUNTED: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const QUERIES: [&str; 8] =
    ["s", "no", "son", "korea", "election", "administration", "climate change", "sony hack korea"];

fn main() {
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let named = |name: &str| arguments.iter().any(|argument| argument == name);
    let count = arguments.iter().find_map(|argument| argument.parse().ok()).unwrap_or(1_000_000);
    let path = arguments.iter().find(|argument| {
        !matches!(&***argument, "speed" | "quality" | "figures")
            && !argument.contains('=')
            && argument.parse::<usize>().is_err()
    });
    let text = path.map(|path| std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}")));
    let titles: Option<Vec<&str>> = text.as_ref().map(|text| text.lines().collect());
    if !named("quality") {
        let corpus = titles.as_ref().map_or_else(|| Corpus::made_up(count), |titles| Corpus::recombined(titles, count));
        if let Some(path) = arguments.iter().find_map(|argument| argument.strip_prefix("titles=")) {
            let all = corpus.iter().collect::<Vec<_>>().join("\n");
            std::fs::write(path, all).unwrap_or_else(|error| panic!("{path}: {error}"));
        }
        let figures = speed(&corpus).into_iter().chain(typing::table(&corpus));
        if named("figures") {
            figures.for_each(|(name, figure)| println!("figure\t{name}\t{figure}"));
        }
    }
    if let Some(titles) = titles.filter(|_| !named("speed")) {
        quality::table(&titles);
    }
}

/// What is measured, by its name.
pub type Figures = Vec<(String, f64)>;

fn speed(corpus: &Corpus) -> Figures {
    let mut figures = Figures::new();
    let text = corpus.bytes_of_text() as f64 / corpus.len() as f64;
    println!("{} titles, {text:.1} bytes each", corpus.len());
    let strings: Vec<&str> = corpus.iter().collect();
    let nucleo = peers::Nucleo::new(corpus.iter());
    let mut finder = Finder::default();
    let region = Region::new(COUNTED);
    let nobody = Pattern::new("qq");
    let built = cpu(|| while finder.find(corpus, &nobody, &|| false).is_some_and(|found| found.unfinished) {});
    let change = region.change();
    let kept = (change.bytes_allocated - change.bytes_deallocated) as f64 / corpus.len() as f64;
    println!("kept {kept:.1} B a title, built in {built:.0} ms");
    figures.push(("fuzzy memory a title".to_owned(), kept));
    println!(
        "{:16} {:>8} {:>8} {:>8} {:>8} {:>9} {:>7} {:>9}",
        "query", "byline", "frizbee", "nucleo", "skim", "matches", "allocs", "KiB"
    );
    let mut ratios = [0.0; 3];
    let mut worst: f64 = 0.0;
    for query in QUERIES {
        let pattern = Pattern::new(query);
        let mut spent = [f64::MAX; 4];
        let mut total = 0;
        let mut memory = (0, 0);
        for round in 0..5 {
            // What was found before must not help.
            finder.forget();
            let region = Region::new(COUNTED);
            spent[0] =
                spent[0].min(cpu(|| total = finder.find(corpus, &pattern, &|| false).map_or(0, |found| found.total)));
            let change = region.change();
            memory = (change.allocations + change.reallocations, change.bytes_allocated / 1024);
            spent[1] = spent[1].min(cpu(|| peers::frizbee(&strings, query, 0)));
            if round < 2 {
                spent[2] = spent[2].min(cpu(|| nucleo.find(query)));
            }
            if round == 0 {
                spent[3] = spent[3].min(cpu(|| peers::skim(corpus.iter(), query, true)));
            }
        }
        println!(
            "{query:16} {:8.1} {:8.1} {:8.1} {:8.0} {total:9} {:7} {:9}",
            spent[0], spent[1], spent[2], spent[3], memory.0, memory.1
        );
        figures.push((format!("query {query}"), spent[0]));
        worst = worst.max(spent[0] / spent[1]);
        for (ratio, peer) in ratios.iter_mut().zip(&spent[1..]) {
            *ratio += (spent[0] / peer).ln() / QUERIES.len() as f64;
        }
    }
    println!(
        "geometric mean of ratios: {:.3} frizbee, {:.3} nucleo-matcher, {:.3} skim",
        ratios[0].exp(),
        ratios[1].exp(),
        ratios[2].exp()
    );
    let named =
        [("fuzzy ÷ frizbee", ratios[0].exp()), ("fuzzy ÷ frizbee, worst", worst), ("fuzzy ÷ nucleo", ratios[1].exp())];
    figures.extend(named.map(|(name, figure)| (name.to_owned(), figure)));
    figures
}

/// CPU milliseconds that this thread spends.
pub fn cpu<T>(work: impl FnOnce() -> T) -> f64 {
    let now = || {
        let time = clock_gettime(ClockId::ThreadCPUTime);
        time.tv_sec as f64 * 1e3 + time.tv_nsec as f64 / 1e6
    };
    let started = now();
    std::hint::black_box(work());
    now() - started
}
