//! What related stories cost: building the index of an archive, its size, and one question.
//!
//! `cargo bench --bench related -- FOLDER`

use std::env;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use byline::article::{Article, Handle};
use byline::library::Library;
use byline::library::local::{Input, LocalLibrary, Opening};
use byline::related::Builder;

fn main() {
    let Some(folder) = env::args().skip(1).find(|argument| !argument.starts_with("--")) else {
        println!("usage: cargo bench --bench related -- FOLDER");
        return;
    };
    let library =
        LocalLibrary::open(Opening { inputs: vec![Input::Path(PathBuf::from(folder))], ..Opening::default() });
    library.wait();
    let catalogue = library.state().catalogue;
    let handles = catalogue.handles();
    let articles: Vec<(Handle, Arc<Article>)> =
        handles.filter_map(|handle| library.article(handle).ok().map(|article| (handle, article))).collect();
    let text = |article: &Article| article.blocks.iter().map(|block| block.text.len()).sum::<usize>();
    let megabytes = articles.iter().map(|(_, article)| text(article)).sum::<usize>() as f64 / 1e6;

    let started = Instant::now();
    let mut builder = Builder::default();
    for (handle, article) in &articles {
        builder.add(*handle, article);
    }
    let index = builder.build();
    let built = started.elapsed().as_secs_f64();

    let step = (articles.len() / 500).max(1);
    let mut times: Vec<f64> = articles
        .iter()
        .step_by(step)
        .map(|(handle, article)| {
            let started = Instant::now();
            let found = index.nearest(*handle, article, 30, &|| false);
            assert!(found.is_some(), "nobody stops it");
            started.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times.get((times.len() as f64 * share) as usize).or(times.last()).copied().unwrap_or(0.0);
    println!(
        "{} articles, {megabytes:.1} MB of text: built at {:.1} MB/s on one core; {:.2} KB an article; a question takes {:.2} ms (p50), {:.2} ms (p95)",
        articles.len(),
        megabytes / built,
        index.bytes() as f64 / 1e3 / articles.len().max(1) as f64,
        at(0.5),
        at(0.95)
    );
}
