//! What is related to an article of an archive that is known, and what tantivy would answer.

use std::sync::Arc;
use std::time::Instant;

use byline::article::{Article, Handle};
use byline::library::{Library, NamesOf, Stop, names};
use byline::related::Muted;

use super::Subject;
use super::archive::Numbers;
use super::finding::spent;
use super::like::MoreLikeThis;
use super::table::Table;

/// How many questions.
const QUESTIONS: usize = 200;

/// How many answers are wanted.
const BEST: usize = 20;

/// The peer's index is in memory: of larger archives there is none. Nor are their stories gathered.
const PEER: u64 = 100_000;

pub fn table(subject: &Subject, table: &mut Table) {
    let library = subject.library();
    let nearest = |handle| library.nearest(handle, BEST, &Muted::default(), &Stop::default()).expect("nobody stops it");
    table.put("related, first", subject.count, milliseconds(|| drop(nearest(Handle(0)))));
    let mut numbers = Numbers(11);
    let handles: Vec<u32> = (0..QUESTIONS).map(|_| numbers.below(subject.count) as u32).collect();
    let times = handles.iter().map(|handle| milliseconds(|| drop(nearest(Handle(*handle))))).collect();
    let (half, most) = quantiles(times);
    table.put("related, p50", subject.count, half);
    table.put("related, p95", subject.count, most);
    if subject.count <= PEER {
        let articles: Vec<Arc<Article>> =
            (0..subject.count as u32).filter_map(|handle| library.article(Handle(handle)).ok()).collect();
        let peer = MoreLikeThis::new(articles.iter().map(|article| &**article), false);
        let rows = handles.iter().map(|handle| *handle as usize).filter(|row| *row < articles.len());
        let (_, most) = quantiles(rows.map(|row| milliseconds(|| drop(peer.nearest(row, BEST)))).collect());
        table.put("tantivy more like this, p95", subject.count, most);
        let before = spent();
        library.stories(&Stop::default(), &|_| {}).expect("nobody stops it");
        table.put("stories, gathered", subject.count, (spent() - before) / 1e3);
    }
    let before = spent();
    names(&library, &NamesOf::Archive, &Stop::default(), &|_| {}).expect("nobody stops it");
    table.put("names of all", subject.count, (spent() - before) / 1e3);
}

fn milliseconds(work: impl FnOnce()) -> f64 {
    let begun = Instant::now();
    work();
    begun.elapsed().as_secs_f64() * 1e3
}

/// The middle one, and that which one in twenty exceeds.
fn quantiles(mut times: Vec<f64>) -> (f64, f64) {
    times.sort_by(f64::total_cmp);
    (times[times.len() / 2], times[times.len() * 95 / 100])
}
