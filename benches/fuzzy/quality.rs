//! Known titles looked for as a reader remembers them: how far up they come, by us and by the peers.

use std::collections::HashMap;
use std::io::Write;
use std::process::{Command, Stdio};

use byline::search::fuzzy::{Finder, Pattern};

use crate::corpus::Corpus;
use crate::peers::{self, Nucleo};

/// Kind, query and a part of the wanted title.
const KNOWN: &str = include_str!("known.tsv");

type Engine<'a> = (&'a str, Box<dyn FnMut(&str) -> Vec<u32> + 'a>);

pub fn table(titles: &[&str]) {
    let known: Vec<(&str, &str, Vec<u32>)> = KNOWN
        .lines()
        .filter_map(|line| {
            let [kind, query, part] = line.split('\t').collect::<Vec<_>>()[..] else { return None };
            let wanted: Vec<u32> =
                (0..).zip(titles).filter(|(_, title)| title.contains(part)).map(|(row, _)| row).collect();
            (!wanted.is_empty()).then_some((kind, query, wanted))
        })
        .collect();
    println!("{} queries of {} whose title is there", known.len(), KNOWN.lines().count());
    let corpus = Corpus::of(titles.iter().copied());
    let mut finder = Finder::default();
    let nucleo = Nucleo::new(titles.iter().copied());
    let mut first = Finder::default();
    let mut engines: Vec<Engine<'_>> = vec![
        ("byline", Box::new(|query| rows(finder.corrected(&corpus, &Pattern::new(query), &|| false)))),
        ("byline, typos apart", Box::new(|query| rows(first.find(&corpus, &Pattern::new(query), &|| false)))),
        ("frizbee", Box::new(|query| peers::frizbee(titles, query, 0))),
        ("frizbee, a typo in 4", Box::new(|query| peers::frizbee(titles, query, 4))),
        ("nucleo-matcher", Box::new(|query| nucleo.find(query))),
        ("skim", Box::new(|query| peers::skim(titles.iter().copied(), query, true))),
        ("skim, word by word", Box::new(|query| peers::skim(titles.iter().copied(), query, false))),
    ];
    if fzf("a", &["a"]).is_some() {
        engines.push(("fzf --filter", Box::new(|query| fzf(query, titles).unwrap_or_default())));
    }
    let mut kinds: Vec<&str> = known.iter().map(|(kind, ..)| *kind).collect();
    kinds.dedup();
    print!("{:22} {:>6} {:>6} {:>6}", "", "MRR", "s@1", "s@5");
    kinds.iter().for_each(|kind| print!(" {kind:>10}"));
    println!();
    for (name, find) in &mut engines {
        let ranks: Vec<(&str, &str, Option<usize>)> = known
            .iter()
            .map(|(kind, query, wanted)| (*kind, *query, find(query).iter().position(|row| wanted.contains(row))))
            .collect();
        let mean = |kind: Option<&str>, worth: &dyn Fn(usize) -> f64| {
            let of_kind: Vec<f64> = ranks
                .iter()
                .filter(|(other, ..)| kind.is_none_or(|kind| kind == *other))
                .map(|(.., rank)| rank.map_or(0.0, worth))
                .collect();
            of_kind.iter().sum::<f64>() / of_kind.len() as f64
        };
        let reciprocal = |rank: usize| 1.0 / (rank + 1) as f64;
        let within = |end: usize| move |rank: usize| if rank < end { 1.0 } else { 0.0 };
        print!(
            "{name:22} {:6.3} {:6.2} {:6.2}",
            mean(None, &reciprocal),
            mean(None, &within(1)),
            mean(None, &within(5))
        );
        kinds.iter().for_each(|kind| print!(" {:10.2}", mean(Some(kind), &reciprocal)));
        println!();
        if name.starts_with("byline") {
            for (_, query, rank) in ranks.iter().filter(|(.., rank)| *rank != Some(0)) {
                println!("    {query}: {}", rank.map_or("not found".to_owned(), |rank| (rank + 1).to_string()));
            }
        }
    }
}

fn rows(found: Option<byline::search::fuzzy::Found>) -> Vec<u32> {
    found.map(|found| found.rows.into_iter().map(|(_, row)| row).collect()).unwrap_or_default()
}

/// What the program `fzf` gives, if there is one.
fn fzf(query: &str, titles: &[&str]) -> Option<Vec<u32>> {
    let mut fzf =
        Command::new("fzf").args(["--filter", query]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().ok()?;
    let mut input = fzf.stdin.take()?;
    let lines = titles.join("\n");
    let output = std::thread::scope(|scope| {
        scope.spawn(move || input.write_all(lines.as_bytes()));
        fzf.wait_with_output().ok()
    })?;
    let numbers: HashMap<&str, u32> = titles.iter().copied().zip(0..).collect();
    Some(String::from_utf8_lossy(&output.stdout).lines().filter_map(|line| numbers.get(line).copied()).collect())
}
