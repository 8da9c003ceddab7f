//! Reasons of whole articles.

use super::super::{Asker, Builder, Index};
use super::*;
use crate::article::Block;

fn article(title: &str, text: &str) -> Article {
    Article { title: title.to_owned(), blocks: text.lines().map(Block::paragraph).collect(), ..Article::default() }
}

fn why(article: &Article, other: &Article) -> Vec<String> {
    let mut builder = Builder::default();
    builder.add(0, article);
    builder.add(1, other);
    let index: Index = builder.build();
    index.nearest(0, article, 1, Asker::PLAIN).unwrap().remove(0).why
}

#[test]
fn a_name_is_given_whole() {
    let one = article(
        "Museum robbed",
        "Last night the Keepers of Dawn robbed the Old Harbour Museum. The Keepers of Dawn left a note.",
    );
    let two = article("Robbery", "Police think that the Keepers of Dawn planned to rob the Old Harbour Museum again.");
    let why = why(&one, &two);
    assert!(why.contains(&"Keepers of Dawn".to_owned()), "{why:?}");
    assert!(why.contains(&"Old Harbour Museum".to_owned()), "{why:?}");
}

#[test]
fn a_name_is_not_joined_with_what_the_other_article_lacks() {
    let one = article("Visit", "On Monday the minister met Ilva Brandt Sorensen. Later Ilva Brandt Sorensen left.");
    let two = article("Talk", "A long talk with Brandt Sorensen about ships, the minister wrote.");
    assert_eq!(why(&one, &two)[0], "Brandt Sorensen");
}

#[test]
fn reasons_are_spelled_as_in_the_article_that_is_read() {
    let one = article("Rover", "Engineers woke the ZARYA rover; the ZARYA rover answered.");
    let two = article("Signal", "A signal from the Zarya rover reached Earth, and Zarya moved.");
    assert!(why(&one, &two).contains(&"ZARYA".to_owned()));
    assert!(why(&two, &one).contains(&"Zarya".to_owned()));
}

#[test]
fn numbers_are_given_only_for_want_of_words() {
    let one = article("Score", "Kestrels beat Plovers 4711 to 3 as the Kestrels wished.");
    let two = article("Result", "It was 4711 for Kestrels, a record that Kestrels fans cheer.");
    assert!(!why(&one, &two).iter().any(|reason| reason.contains("4711")));
    assert_eq!(why(&article("Alpha", "beta 4711"), &article("Gamma", "delta 4711")), ["4711"]);
}

#[test]
fn scripts_without_spaces_give_runs() {
    let filler = "今日は晴れです。\n明日は雨です。";
    let one = article("報道", &format!("北朝鮮がミサイルを発射。\n{filler}"));
    let two = article("速報", &format!("発射されたのは北朝鮮のミサイルだ。\n{filler}"));
    let why = why(&one, &two);
    assert!(why.contains(&"ミサイル".to_owned()) && why.contains(&"北朝鮮".to_owned()), "{why:?}");
}

#[test]
fn nothing_shared_is_no_reason() {
    assert!(why(&article("Alpha", "beta"), &article("Gamma", "delta")).is_empty());
}

#[test]
fn neighbours_in_one_name_are_given_together() {
    let one =
        article("Ship", "Some 400 ships wait at the Suez Canal. The canal is shut. A tug left Suez for the ship.");
    let two = article("Tug", "A tug came to the Suez Canal, and a ship in the canal moved. Suez rejoiced.");
    assert_eq!(why(&one, &two)[0], "Suez Canal");
}

#[test]
fn a_common_word_of_another_name_is_no_reason() {
    let one = article("Storm", "A gale struck the West Coast and the Marrow lighthouse. The West Coast was dark.");
    let two = article("Guard", "Near the Marrow lighthouse the East Coast is quiet; an East Coast train ran.");
    let why = why(&one, &two);
    assert!(why.contains(&"Marrow".to_owned()) && !why.iter().any(|reason| reason.contains("Coast")), "{why:?}");
}

#[test]
fn a_day_is_no_reason_and_a_dateline_is_not_shouted() {
    let one = article("Fire", "LOWER VARN, Tyrol — The mill burned on Tuesday in November.");
    let two = article("Mill", "EBNAT — A mill in Lower Varn burned on Tuesday, the eighth in November.");
    let why = why(&one, &two);
    assert_eq!(why[0], "Lower Varn");
    assert!(!why.iter().any(|reason| matches!(reason.as_str(), "Tuesday" | "November")), "{why:?}");
}

#[test]
fn a_capital_that_only_begins_sentences_gives_way_to_the_word_within_one() {
    let one = article("Container ship aground", "Container traffic stopped. A container fell from the Zarya.");
    let two = article("Boxes", "One container of the Zarya was lost.");
    assert!(why(&one, &two).contains(&"container".to_owned()));
}
