//! The promises of the module above.

use super::super::{Builder, RELATED, SAME_STORY};
use super::*;
use crate::article::{Block, Moment};

fn article(title: &str, text: &str) -> Article {
    Article { title: title.to_owned(), blocks: text.lines().map(Block::paragraph).collect(), ..Article::default() }
}

fn dated(day: &str, article: Article) -> Article {
    Article { published: Some(day.parse::<Moment>().unwrap()), ..article }
}

fn index(articles: &[Article]) -> Index {
    let mut builder = Builder::default();
    for (handle, article) in (0..).zip(articles) {
        builder.add(handle, article);
    }
    builder.build()
}

fn nearest(articles: &[Article], to: usize, limit: usize) -> Vec<Relation> {
    index(articles).nearest(to as u32, &articles[to], limit, Asker::PLAIN).unwrap()
}

const STORM: &str = "The ferry Aurelia ran aground off Kessing Point in a gale on Tuesday night.\n\
    Lifeboats from Kessing took off all 214 passengers, the coastguard said, and nobody drowned.\n\
    The owner, Halden Lines, said the Aurelia had lost power in both engines before the gale struck.";
const INQUIRY: &str = "Investigators have raised the engine log of the Aurelia, the ferry that ran aground at Kessing Point.\n\
    Halden Lines refused to say why both engines failed, but 214 passengers are to be paid, the company said.";
const BUDGET: &str = "The council passed its budget on Monday after a long debate about the price of school meals.\n\
    Teachers had asked for more money, and parents filled the hall to hear the vote, the mayor said.";

#[test]
fn two_tellings_are_related_in_an_archive_of_two() {
    let articles = [article("Ferry aground", STORM), article("Why the engines failed", INQUIRY)];
    for to in [0, 1] {
        let relations = nearest(&articles, to, 5);
        assert_eq!(relations.len(), 1);
        assert!(relations[0].score >= RELATED, "{}", relations[0].score);
    }
}

#[test]
fn two_unrelated_articles_are_not_related_in_an_archive_of_two() {
    let relations = nearest(&[article("Ferry aground", STORM), article("Budget passed", BUDGET)], 0, 5);
    assert!(relations[0].score < RELATED, "{}", relations[0].score);
}

#[test]
fn the_same_story_comes_before_others() {
    let articles = [article("Ferry", STORM), article("Budget", BUDGET), article("Engines", INQUIRY)];
    let order: Vec<u32> = nearest(&articles, 0, 5).iter().map(|relation| relation.handle.0).collect();
    assert_eq!(order, [2, 1]);
}

#[test]
fn equal_scores_come_by_handle_and_none_is_left_out() {
    let articles: Vec<Article> = (0..5).map(|_| article("Ferry", STORM)).chain([article("Budget", BUDGET)]).collect();
    let order: Vec<u32> = nearest(&articles, 2, 9).iter().map(|relation| relation.handle.0).collect();
    assert_eq!(order, [0, 1, 3, 4, 5]);
    assert_eq!(nearest(&articles, 2, 2).len(), 2);
}

#[test]
fn relations_tell_the_days_between() {
    let articles = [
        dated("2020-03-10", article("Ferry", STORM)),
        dated("2020-03-08", article("Engines", INQUIRY)),
        article("Budget", BUDGET),
    ];
    let days: Vec<Option<i32>> = nearest(&articles, 0, 5).iter().map(|relation| relation.days).collect();
    assert_eq!(days, [Some(-2), None]);
}

#[test]
fn a_sentence_of_five_articles_does_not_make_them_related() {
    let sign_up = "Subscribe to the Marlow Gazette newsletter for gardening, recipes and puzzles.";
    let bodies = [STORM, BUDGET, "Apples were late this autumn.", "A comet passed.", "The choir sang Haydn."];
    let articles: Vec<Article> = bodies.iter().map(|body| article("News", &format!("{body}\n{sign_up}"))).collect();
    let plain: Vec<Article> = bodies.iter().map(|body| article("News", body)).collect();
    assert_eq!(nearest(&articles, 2, 9), nearest(&plain, 2, 9));
}

#[test]
fn copies_stay_related_though_every_sentence_stands_in_five_articles() {
    let articles: Vec<Article> = (0..6).map(|_| article("Ferry", STORM)).collect();
    assert!(nearest(&articles, 0, 9)[0].score >= SAME_STORY);
}

#[test]
fn litter_credits_and_a_title_made_from_the_lead_do_not_count() {
    let mut other = article("Ferry aground Aurelia", STORM);
    let plain = article("x", STORM);
    other.title_inferred = true;
    let mut share = Block::paragraph("Halden Halden Halden");
    share.boilerplate = true;
    other.blocks.push(share);
    other.blocks.push(Block::new(crate::article::Kind::Credit, "Kessing Kessing Kessing"));
    let with = nearest(&[other, article("Engines", INQUIRY)], 0, 1)[0].score;
    let without = nearest(&[plain, article("Engines", INQUIRY)], 0, 1)[0].score;
    assert!((with - without).abs() < 1e-6, "{with} {without}");
}

#[test]
fn handles_may_come_in_any_order() {
    let articles = [article("Ferry", STORM), article("Budget", BUDGET), article("Engines", INQUIRY)];
    let mut builder = Builder::default();
    for (handle, article) in [(7, 2), (1, 0), (4, 1)] {
        builder.add(handle, &articles[article]);
    }
    let relations = builder.build().nearest(1, &articles[0], 1, Asker::PLAIN).unwrap();
    assert_eq!(relations[0].handle, Handle(7));
    assert_eq!(relations[0].score, nearest(&articles, 0, 1)[0].score);
}

#[test]
fn an_article_that_is_not_in_the_index_has_no_relations() {
    let storm = article("Ferry", STORM);
    let index = index(std::slice::from_ref(&storm));
    assert_eq!(index.nearest(3, &storm, 5, Asker::PLAIN), Some(Vec::new()));
    assert_eq!(index.nearest(0, &storm, 5, Asker::PLAIN), Some(Vec::new()));
}

#[test]
fn a_stopped_search_gives_nothing() {
    let articles = [article("Ferry", STORM), article("Budget", BUDGET)];
    assert_eq!(index(&articles).nearest(0, &articles[0], 5, Asker { stop: &|| true, ..Asker::PLAIN }), None);
}

#[test]
fn empty_articles_are_near_to_nothing() {
    let articles = [article("", ""), article("", "…"), article("Ferry", STORM)];
    assert!(nearest(&articles, 0, 5).iter().all(|relation| relation.score == 0.0 && relation.why.is_empty()));
}

/// Two tellings each of 700 stories, made of words of their own.
fn large() -> Vec<Article> {
    let word = |story: usize, word: usize| format!("w{}x{}", story * 3 % 700, word);
    (0..1400)
        .map(|at| {
            let own: Vec<String> = (at / 700 * 5..at / 700 * 5 + 20).map(|n| word(at % 700, n)).collect();
            article("Report", &format!("People said {} on a day.", own.join(" ")))
        })
        .collect()
}

#[test]
fn postings_find_the_other_telling_in_a_large_archive() {
    let articles = large();
    let index = index(&articles);
    for query in [0, 1, 699, 700, 1399] {
        let relations = index.nearest(query, &articles[query as usize], 3, Asker::PLAIN).unwrap();
        assert_eq!(relations[0].handle.0, (query + 700) % 1400);
    }
}

#[test]
fn an_article_takes_less_than_two_kilobytes() {
    let index = index(&large());
    assert!(index.bytes() / index.len() < 2 << 10);
}
