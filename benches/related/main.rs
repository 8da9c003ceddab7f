//! Related stories: how well they are found on labelled archives, and what finding them costs, beside other ways.
//!
//! Run by `benches/related.sh`: `cargo bench --bench related -- [SET…] [COUNT…]`. A set is a folder with `docs.jsonl`, and
//! `labels.tsv` (id, event) or `pairs.tsv` (id, id, share of text in common) or both. Archives of so many articles are
//! made up and timed; without any argument one of 10,000.

mod peers;
mod scores;
mod sets;

#[path = "../archive/mod.rs"]
mod archive;

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use byline::article::{Article, Block, Handle};
use byline::related::{Builder, Index};
use peers::MoreLikeThis;
use sets::Set;

/// So many answers are looked at.
const DEPTH: usize = 100;

/// So many questions are timed.
const QUESTIONS: usize = 500;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let mut counts: Vec<u64> = arguments.iter().filter_map(|argument| argument.parse().ok()).collect();
    let folders = arguments.iter().filter(|argument| argument.parse::<u64>().is_err());
    for set in folders.map(|folder| Set::read(Path::new(folder))).filter(|set| !set.articles.is_empty()) {
        quality(&set);
    }
    if arguments.is_empty() {
        counts.push(10_000);
    }
    counts.into_iter().for_each(cost);
}

fn index(articles: &[(Handle, String, Arc<Article>)]) -> Index {
    let mut builder = Builder::default();
    articles.iter().for_each(|(handle, _, article)| builder.add(*handle, article));
    builder.build()
}

fn quality(set: &Set) {
    println!("{}: {} articles", set.name, set.articles.len());
    if set.events.is_empty() {
        return;
    }
    let index = index(&set.articles);
    let names: HashMap<Handle, &str> = set.articles.iter().map(|(handle, id, _)| (*handle, id.as_str())).collect();
    let found = |handle| index.scores(handle, DEPTH, &|| false).unwrap_or_default();
    let ours = set.articles.iter().map(|(handle, id, _)| {
        (id.as_str(), found(*handle).into_iter().map(|(other, _)| names[&other]).collect::<Vec<_>>())
    });
    let row = |name: &str, answers: &HashMap<&str, Vec<&str>>| {
        let (mean, first) = scores::precision(answers, &set.events, DEPTH);
        println!("  {name:28} MAP {mean:.4}  first answer right {first:.4}");
    };
    row("byline", &ours.collect());
    row("TF-IDF cosine", &peers::cosine(set, DEPTH));
    for (name, all_terms) in [("tantivy, its defaults", false), ("tantivy, all terms", true)] {
        let peer = MoreLikeThis::new(set.articles.iter().map(|(_, _, article)| &**article), all_terms);
        let ids = |rows: Vec<usize>| rows.into_iter().map(|row| set.articles[row].1.as_str()).collect();
        let answers =
            set.articles.iter().enumerate().map(|(row, (_, id, _))| (id.as_str(), ids(peer.nearest(row, DEPTH))));
        row(name, &answers.collect());
    }
}

fn cost(count: u64) {
    let article = |article: archive::Article| Article {
        title: article.title,
        published: article.date.parse().ok(),
        blocks: article.text.split("\n\n").map(Block::paragraph).collect(),
        ..Article::default()
    };
    let articles: Vec<Article> = archive::articles(count).map(article).collect();
    let text = |article: &Article| article.blocks.iter().map(|block| block.text.len()).sum::<usize>();
    let megabytes = articles.iter().map(text).sum::<usize>() as f64 / 1e6;
    let begun = Instant::now();
    let mut builder = Builder::default();
    (0..).zip(&articles).for_each(|(handle, article)| builder.add(Handle(handle), article));
    let index = builder.build();
    let built = begun.elapsed().as_secs_f64();
    println!(
        "{count} made-up articles, {megabytes:.1} MB of text: built at {:.1} MB/s, {:.2} KB an article",
        megabytes / built,
        index.bytes() as f64 / 1e3 / count.max(1) as f64
    );
    let rows: Vec<usize> = (0..articles.len()).step_by((articles.len() / QUESTIONS).max(1)).collect();
    times("byline", &rows, |row| {
        let found = index.nearest(Handle(row as u32), &articles[row], 30, &|| false);
        assert!(found.is_some(), "nobody stops it");
    });
    let peer = MoreLikeThis::new(articles.iter(), false);
    times("tantivy, its defaults", &rows, |row| drop(peer.nearest(row, 30)));
}

fn times(name: &str, rows: &[usize], mut ask: impl FnMut(usize)) {
    let mut times: Vec<f64> = Vec::new();
    for row in rows {
        let begun = Instant::now();
        ask(*row);
        times.push(begun.elapsed().as_secs_f64() * 1e3);
    }
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times.get((times.len() as f64 * share) as usize).or(times.last()).copied().unwrap_or(0.0);
    println!("  {name:28} a question: {:.2} ms (p50), {:.2} ms (p95)", at(0.5), at(0.95));
}
