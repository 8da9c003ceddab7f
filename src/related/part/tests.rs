//! The promises of the module above.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::article::{Article, Block};
use crate::related::{Asker, Batch, Builder, Crowds, Draft, Index, due, merge};

/// Tellings of stories, two each, of words of their own.
fn telling(number: usize) -> Article {
    let word = |at: usize| format!("w{}x{}", number / 2, at + number % 2 * 4);
    let words: Vec<String> = (0..16).map(word).collect();
    let published = format!("2020-01-{:02}", number % 28 + 1).parse().ok();
    let blocks = vec![Block::paragraph(format!("People said {} on a day.", words.join(" ")))];
    Article { title: "Report".to_owned(), published, blocks, ..Article::default() }
}

fn batch(numbers: impl Iterator<Item = usize>) -> Batch {
    let mut batch = Batch::default();
    numbers.for_each(|number| batch.add(number as u32, &Draft::of(&telling(number))));
    batch
}

fn part(bytes: Vec<u8>) -> Part {
    Part::of(bytes.into()).unwrap()
}

fn index(parts: Vec<Part>) -> Index {
    Index::of(parts.into_iter().map(Arc::new).collect(), Crowds::default())
}

#[test]
fn what_was_written_is_read() {
    let part = part(batch([9, 4, 7].into_iter()).write(&[]));
    assert_eq!(part.numbers().collect::<Vec<_>>(), [4, 7, 9]);
    assert_eq!((0..10).map(|number| part.find(number)).filter(Option::is_some).count(), 3);
    assert!(part.is_sound() && part.names().is_sorted());
    for term in 0..part.terms() as u32 {
        assert_eq!(part.term(part.name(term)), Some(term));
        // A term leads to the articles that have it.
        for (row, step) in part.postings(term) {
            let mut terms = Vec::new();
            part.terms_of(row as usize, &mut terms);
            assert!(terms.contains(&(term, step)) && terms.is_sorted());
        }
    }
    assert_eq!((part.term(1), part.row(0).days), (None, telling(4).published.map(|day| day.days())));
}

#[test]
fn an_archive_in_many_parts_is_the_archive_in_one() {
    let mut builder = Builder::default();
    (0..60).for_each(|number| builder.add(number as u32, &telling(number)));
    let whole = builder.build();
    let mut parts: Vec<Part> = Vec::new();
    for first in (0..60).step_by(10) {
        let others: Vec<&Part> = parts.iter().collect();
        let bytes = batch(first..first + 10).write(&others);
        parts.push(part(bytes));
    }
    let several = index(parts);
    for number in 0..60 {
        let of = |index: &Index| {
            let found = index.nearest(number, &telling(number as usize), 1, Asker::PLAIN).unwrap();
            found[0].handle.0
        };
        assert_eq!((of(&whole), of(&several)), (number ^ 1, number ^ 1));
    }
}

#[test]
fn parts_that_are_put_together_answer_as_one_that_was_made_at_once() {
    let mut parts: Vec<Part> = Vec::new();
    for numbers in [0..20, 20..40, 40..60] {
        let others: Vec<&Part> = parts.iter().collect();
        let bytes = batch(numbers.step_by(1)).write(&others);
        parts.push(part(bytes));
    }
    while let Some(range) = due(&parts.iter().map(Part::len).collect::<Vec<_>>()) {
        let (before, rest) = parts.split_at(range.start);
        let (merged, after) = rest.split_at(range.len());
        let others: Vec<&Part> = before.iter().chain(after).collect();
        let bytes = merge(&merged.iter().collect::<Vec<_>>(), &others, |number| number != 7);
        parts.splice(range, [part(bytes)]);
    }
    assert_eq!(parts.len(), 1);
    let mut builder = Builder::default();
    (0..60).filter(|number| *number != 7).for_each(|number| builder.add(number as u32, &telling(number)));
    let (merged, whole) = (index(parts), builder.build());
    assert_eq!((merged.len(), whole.len()), (59, 59));
    for number in 0..60 {
        let of = |index: &Index| index.scores(number, 3, Asker::PLAIN).unwrap();
        for ((one, score), (other, as_whole)) in of(&merged).into_iter().zip(of(&whole)).take(1) {
            assert!(one == other && (score - as_whole).abs() < 0.05, "{number}: {one:?} {score}, {other:?} {as_whole}");
        }
    }
}

#[test]
fn an_article_that_is_gone_is_not_found() {
    let index = index(vec![part(batch(0..9).write(&[]))]);
    let handle = |number: u32| (number != 1).then_some(crate::article::Handle(number));
    let found = index.scores(0, 20, Asker { handle: &handle, ..Asker::PLAIN }).unwrap();
    assert_eq!(found.len(), 7);
}

#[test]
fn crowds_are_the_same_whether_they_were_worked_out_before() {
    let made = || index(vec![part(batch(0..40).write(&[])), part(batch(40..60).write(&[]))]);
    let (asked, reckoned) = (made(), made());
    (0..2).for_each(|part| reckoned.reckon(part, 0));
    let kept = Crowds::of(&reckoned.crowds().to_bytes());
    assert!(kept.to_bytes().iter().all(|code| *code > 0));
    let scores = |index: &Index| (0..60).map(|of| index.scores(of, 9, Asker::PLAIN)).collect::<Vec<_>>();
    assert_eq!(scores(&asked), scores(&reckoned));
    assert_eq!(scores(&Index::of(asked.parts().to_vec(), kept)), scores(&reckoned));
}

proptest! {
    #[test]
    fn damage_gives_other_answers_and_no_panic(hits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..9)) {
        let mut bytes = batch(0..12).write(&[]);
        let len = bytes.len();
        for (at, byte) in hits {
            bytes[at.index(len)] = byte;
        }
        if let Some(part) = Part::of(bytes.into()) {
            let index = index(vec![part]);
            for number in 0..13 {
                prop_assert!(index.nearest(number, &telling(0), 9, Asker::PLAIN).is_some());
            }
            let parts: Vec<&Part> = index.parts().iter().map(|part| &**part).collect();
            let _ = merge(&parts, &[], |_| true);
        }
    }

    #[test]
    fn torn_bytes_are_no_part(len in 0_usize..4_000) {
        let bytes = batch(0..12).write(&[]);
        let torn = bytes[..len.min(bytes.len() - 1)].to_vec();
        prop_assert!(Part::of(torn.into()).is_none());
    }
}
