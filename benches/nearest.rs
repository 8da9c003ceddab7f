//! The index of related stories: made, and asked, beside tantivy's "more like this".
//!
//! Run by `cargo bench --bench nearest`; `BYLINE_ARTICLES` says how many made-up articles, 10,000 without it.

#[path = "archive/mod.rs"]
#[expect(dead_code, reason = "others write these archives to files")]
mod archive;
#[path = "related/like.rs"]
mod like;

use byline::article::{Article, Block};
use byline::related::{Asker, Builder};
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use like::MoreLikeThis;

/// How many answers are wanted.
const BEST: usize = 20;

fn articles(count: u64) -> Vec<Article> {
    let article = |article: archive::Article| Article {
        title: article.title,
        published: article.date.parse().ok(),
        blocks: article.text.split("\n\n").map(Block::paragraph).collect(),
        ..Article::default()
    };
    archive::articles(count).map(article).collect()
}

fn made(articles: &[Article]) -> Builder {
    let mut builder = Builder::default();
    (0..).zip(articles).for_each(|(number, article)| builder.add(number, article));
    builder
}

fn nearest(criterion: &mut Criterion) {
    let count = std::env::var("BYLINE_ARTICLES").ok().and_then(|count| count.parse().ok()).unwrap_or(10_000);
    let articles = articles(count);
    let mut group = criterion.benchmark_group("related");
    let some = &articles[..articles.len().min(2_000)];
    let bytes: usize = some.iter().flat_map(|article| &article.blocks).map(|block| block.text.len()).sum();
    group.throughput(Throughput::Bytes(bytes as u64)).sample_size(10);
    group.bench_function("made", |bencher| bencher.iter(|| made(some).build()));
    let index = made(&articles).build();
    (0..index.parts().len()).for_each(|part| {
        (0..index.parts()[part].len()).step_by(byline::related::Index::FEW).for_each(|row| index.reckon(part, row));
    });
    let mut next = (0..articles.len()).step_by(37).cycle();
    let mut row = || next.next().expect("it goes round");
    group.throughput(Throughput::Elements(1)).sample_size(100);
    group.bench_function("byline", |bencher| {
        let ask = |row: usize| index.nearest(row as u32, &articles[row], BEST, Asker::PLAIN);
        bencher.iter_batched(&mut row, ask, BatchSize::SmallInput);
    });
    let peer = MoreLikeThis::new(articles.iter(), false);
    group.bench_function("tantivy", |bencher| {
        bencher.iter_batched(&mut row, |row| peer.nearest(row, BEST), BatchSize::SmallInput);
    });
    group.finish();
}

criterion_group!(benches, nearest);
criterion_main!(benches);
