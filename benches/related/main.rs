//! Related stories: how well they are found on labelled archives, and what finding them costs, beside other ways.
//!
//! Run by `benches/related.sh`: `cargo bench --bench related -- [SET…] [COUNT…]`. A set is a folder with `docs.jsonl`, and
//! `labels.tsv` (id, event), `pairs.tsv` (id, id, share of text in common) or `items.jsonl` (sentences: `text`, the ids
//! `read` before, whether it was `seen`). Archives of so many articles are
//! made up and timed; without any argument one of 10,000.

mod like;
mod peers;
mod scores;
mod sets;

#[path = "../archive/mod.rs"]
#[expect(dead_code, reason = "others write these archives to files")]
mod archive;

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use byline::article::{Article, Block, Handle};
use byline::related::copies::{COPY, Shingles};
use byline::related::stories::NEIGHBOURS;
use byline::related::{Asker, Builder, Index, Stories};
use like::MoreLikeThis;
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
    articles.iter().for_each(|(handle, _, article)| builder.add(handle.0, article));
    builder.build()
}

fn quality(set: &Set) {
    println!("{}: {} articles", set.name, set.articles.len());
    if let Some((one, three)) = set.novelty() {
        println!("  novelty of sentences: area under the curve {one:.4} (one article read), {three:.4} (several)");
    }
    let index = index(&set.articles);
    if !set.shared.is_empty() {
        copies(set, &index);
    }
    if set.events.is_empty() {
        return;
    }
    let names: HashMap<Handle, &str> = set.articles.iter().map(|(handle, id, _)| (*handle, id.as_str())).collect();
    let found = |handle: Handle| index.scores(handle.0, DEPTH, Asker::PLAIN).unwrap_or_default();
    let ours = set.articles.iter().map(|(handle, id, _)| {
        (id.as_str(), found(*handle).into_iter().map(|(other, _)| names[&other]).collect::<Vec<_>>())
    });
    let row = |name: &str, answers: &HashMap<&str, Vec<&str>>| {
        let (mean, first) = scores::precision(answers, &set.events, DEPTH);
        println!("  {name:28} MAP {mean:.4}  first answer right {first:.4}");
    };
    row("byline", &ours.collect());
    groups(set, &index);
    row("TF-IDF cosine", &peers::cosine(set, DEPTH));
    for (name, all_terms) in [("tantivy, its defaults", false), ("tantivy, all terms", true)] {
        let peer = MoreLikeThis::new(set.articles.iter().map(|(_, _, article)| &**article), all_terms);
        let ids = |rows: Vec<usize>| rows.into_iter().map(|row| set.articles[row].1.as_str()).collect();
        let answers =
            set.articles.iter().enumerate().map(|(row, (_, id, _))| (id.as_str(), ids(peer.nearest(row, DEPTH))));
        row(name, &answers.collect());
    }
}

fn copies(set: &Set, index: &Index) {
    let shingles: HashMap<Handle, Shingles> =
        set.articles.iter().map(|(handle, _, article)| (*handle, Shingles::of(article))).collect();
    let ids: HashMap<Handle, &str> = set.articles.iter().map(|(handle, id, _)| (*handle, id.as_str())).collect();
    let mut found: HashSet<(String, String)> = HashSet::new();
    for (handle, id, _) in &set.articles {
        for (other, _) in index.scores(handle.0, DEPTH, Asker::PLAIN).unwrap_or_default() {
            if shingles[handle].shared(&shingles[&other]) >= COPY {
                found.insert(sets::pair(id, ids[&other]));
            }
        }
    }
    let is_copy = |pair: &&(String, String)| set.shared.get(*pair).is_some_and(|share| *share >= f64::from(COPY));
    let right = found.iter().filter(is_copy).count() as f64;
    let wanted = set.shared.keys().filter(is_copy).count() as f64;
    println!("  copies: precision {:.4}, recall {:.4}", right / found.len().max(1) as f64, right / wanted.max(1.0));
}

fn groups(set: &Set, index: &Index) {
    let near = |handle: Handle| (handle, index.scores(handle.0, NEIGHBOURS, Asker::PLAIN).unwrap_or_default());
    let stories = Stories::of(set.articles.iter().map(|(handle, ..)| near(*handle)));
    let numbers =
        set.articles.iter().filter_map(|(handle, id, _)| Some((id.as_str(), stories.story_of(*handle)?.0 as usize)));
    let (precision, recall, both) = scores::b_cubed(&numbers.collect(), &set.events);
    println!("  stories: B-cubed precision {precision:.4}, recall {recall:.4}, F1 {both:.4}");
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
    (0..).zip(&articles).for_each(|(handle, article)| builder.add(handle, article));
    let index = builder.build();
    let built = begun.elapsed().as_secs_f64();
    for part in 0..index.parts().len() {
        (0..index.parts()[part].len()).step_by(Index::FEW).for_each(|row| index.reckon(part, row));
    }
    println!(
        "{count} made-up articles, {megabytes:.1} MB of text: built at {:.1} MB/s, with all crowds at {:.1}, {:.2} KB an article",
        megabytes / built,
        megabytes / begun.elapsed().as_secs_f64(),
        index.bytes() as f64 / 1e3 / count.max(1) as f64
    );
    let rows: Vec<usize> = (0..articles.len()).step_by((articles.len() / QUESTIONS).max(1)).collect();
    times("byline", &rows, |row| {
        let found = index.nearest(row as u32, &articles[row], 30, Asker::PLAIN);
        assert!(found.is_some(), "nobody stops it");
    });
    // The peer's index is in memory: of larger archives there is none.
    if count <= 100_000 {
        let peer = MoreLikeThis::new(articles.iter(), false);
        times("tantivy, its defaults", &rows, |row| drop(peer.nearest(row, 30)));
    }
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
