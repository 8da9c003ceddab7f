//! The promises of the module above.

use proptest::prelude::*;

use super::super::query::Remembered;
use super::*;
use crate::article::Block;

fn article(title: &str, text: &str) -> Article {
    Article { title: title.to_owned(), blocks: text.lines().map(Block::paragraph).collect(), ..Article::default() }
}

fn search(query: &str, article: &Article) -> Option<Scored> {
    Scan::new(&Query::new(query).unwrap(), &Recalled::default()).score(Handle(0), article)
}

fn finds(query: &str, text: &str) -> bool {
    search(query, &article("Title", text)).is_some()
}

fn score(query: &str, article: &Article) -> f32 {
    search(query, article).unwrap().score
}

#[test]
fn a_word_is_found_whole_and_with_a_star_as_a_beginning() {
    assert!(finds("hack", "The hack’s cost"));
    assert!(!finds("hack", "The hackers"));
    assert!(finds("hack*", "The hackers"));
    assert!(!finds("ack*", "The hackers"));
}

#[test]
fn all_words_must_stand_in_the_title_or_the_body() {
    assert!(finds("ferry title", "A ferry sank"));
    assert!(!finds("ferry gale", "A ferry sank"));
}

#[test]
fn quoted_words_stand_side_by_side() {
    assert!(finds("\"north korea\"", "in North\u{a0} Korea"));
    assert!(finds("\"north korea\"", "in North Korea, it"));
    assert!(!finds("\"north korea\"", "the north of Korea"));
    assert!(finds("“north korea”", "North-Korea"));
    assert!(finds("can't", "They can’t"));
    assert!(!finds("\"north korea", "korea north"));
}

#[test]
fn a_word_with_a_minus_must_be_absent() {
    assert!(!finds("ferry -gale", "A ferry in a gale"));
    assert!(finds("ferry -gale", "A ferry in a storm"));
    assert!(finds("-gale", "A ferry"));
    assert!(!finds("-\"a ferry\"", "A ferry"));
    assert!(finds("jong-un", "Kim Jong Un"));
}

#[test]
fn neither_case_nor_accents_count() {
    assert!(finds("jose", "José") && finds("José", "Jose\u{301}") && finds("José", "JOSE"));
}

#[test]
fn words_of_scripts_without_spaces_are_found_anywhere() {
    assert!(finds("朝鮮", "北朝鮮がミサイルを発射"));
    assert!(finds("ข่าว", "อ่านข่าววันนี้"));
}

#[test]
fn nothing_typed_finds_nothing() {
    assert!(!finds("", "text") && !finds(" - \"\" * ", "text"));
}

#[test]
fn titles_and_repetition_and_nearness_come_first() {
    let plain = article("News", "A ferry sailed. It was late in the evening when a gale rose over the sea.");
    assert!(
        score("ferry", &article("Ferry", "A ferry sailed.")) > score("ferry", &article("News", "A ferry, a ferry."))
    );
    assert!(
        score("ferry", &article("News", "A ferry, a ferry.")) > score("ferry", &article("News", "A ferry, a boat.."))
    );
    let near = article("News", "It was late in the evening. A ferry sailed and a gale rose over the sea then.");
    assert!(score("ferry gale", &near) > score("ferry gale", &plain));
}

#[test]
fn the_snippet_shows_where_most_words_stand() {
    let text =
        format!("A ferry. {}\n{} A gale hit the ferry at dawn.", "Much else. ".repeat(30), "Filler. ".repeat(30));
    let snippet = search("gale ferry", &article("News", &text)).unwrap().snippet;
    let marked: Vec<&str> = snippet.marks.iter().map(|mark| &snippet.text[mark.clone()]).collect();
    assert_eq!(marked, ["gale", "ferry"]);
    assert!(snippet.text.starts_with('…') && snippet.text.ends_with("dawn."));
}

#[test]
fn an_article_found_by_its_title_shows_its_beginning() {
    let snippet = search("ferry", &article("Ferry", "A boat sank.\nMore.")).unwrap().snippet;
    assert_eq!(snippet, Snippet { text: "A boat sank.".to_owned(), marks: vec![] });
}

#[test]
fn conditions_are_joined_as_they_are_written() {
    assert!(finds("ferry OR boat", "A boat") && !finds("ferry OR boat", "A raft"));
    assert!(finds("(ferry boat) OR raft", "A raft") && !finds("(ferry boat) OR raft", "A boat"));
    assert!(finds("sea -(ferry boat)", "A boat at sea") && !finds("sea -(ferry boat)", "A ferry, a boat, the sea"));
}

#[test]
fn a_misspelt_word_is_found_when_it_is_asked_for() {
    assert!(finds("harbuor~", "the harbour") && finds("hrbour~", "the harbour"));
    assert!(!finds("harbuor", "the harbour") && !finds("hrbr~", "the harbour") && finds("hrbur~2", "the harbour"));
}

#[test]
fn a_phrase_with_gaps_keeps_its_order() {
    assert!(finds("near:\"storm harbour\"", "The storm broke over the harbour"));
    assert!(!finds("near:\"storm harbour\"", "In the harbour the storm broke"));
    assert!(!finds("near:\"storm harbour\"", "A storm was what all of them had feared in the harbour"));
}

#[test]
fn fields_and_facts_are_those_of_the_article() {
    let article = Article {
        authors: vec!["Ann Lee".to_owned(), "Bo Chu".to_owned()],
        source: Some("Daily Bugle".to_owned()),
        published: "2014-11-29".parse().ok(),
        language: crate::article::Language::of("en"),
        ..article("Tides", "A ferry sailed.")
    };
    for query in
        ["by:chu", "by:\"ann lee\" ferry", "source:bug*", "title:tides", "date:2014-11 ferry", "lang:en words:<9"]
    {
        assert!(search(query, &article).is_some(), "{query}");
    }
    for query in ["by:ferry", "title:ferry", "source:lee", "date:>2014 ferry", "-lang:en ferry", "words:>9", "lee"] {
        assert!(search(query, &article).is_none(), "{query}");
    }
    assert_eq!(search("by:chu", &article).unwrap().snippet.text, "A ferry sailed.");
}

#[test]
fn litter_is_not_searched() {
    let mut litter = article("News", "Share this ferry");
    litter.blocks[0].boilerplate = true;
    assert!(search("ferry", &litter).is_none());
}

#[test]
fn what_memory_knows_is_asked_of_it() {
    let query = Query::new("ferry is:starred -tag:sea").unwrap();
    let recalled = Recalled::of(&query, |fact| match fact {
        Remembered::Starred => [Handle(1), Handle(2)].into_iter().collect(),
        _ => [Handle(2)].into_iter().collect(),
    });
    let scan = Scan::new(&query, &recalled);
    let article = article("News", "A ferry");
    let summary = Summary::of(&article, crate::article::ArticleId("a".to_owned()), None);
    let found: Vec<bool> = (0..3).map(|handle| scan.score(Handle(handle), &article).is_some()).collect();
    assert_eq!(found, [false, true, false]);
    let decided: Vec<_> = (0..3).map(|handle| scan.decided(Handle(handle), &summary)).collect();
    assert_eq!(decided, [Some(false), None, Some(false)]);
}

proptest! {
    #[test]
    fn marks_are_whole_characters_of_the_snippet(query in "[a-cé\"*北 -]{1,8}", text in "([a-cé北 \n’\u{301}]|\\PC){0,300}") {
        let Ok(query) = Query::new(&query) else { return Ok(()) };
        let (scan, article) = (Scan::new(&query, &Recalled::default()), article("t", &text));
        let scored = scan.score(Handle(0), &article).map(|scored| scored.snippet);
        for snippet in scored.into_iter().chain([scan.snippet(&article)]) {
            let mut last = 0;
            for mark in snippet.marks {
                prop_assert!(mark.start >= last && snippet.text.get(mark.clone()).is_some());
                last = mark.end;
            }
        }
    }
}

#[test]
fn an_inflected_scan_finds_the_forms_of_a_word_in_the_article_s_language() {
    let english = |text: &str| Article { language: crate::article::Language::of("en"), ..article("News", text) };
    let found = |query: &str, article: &Article| {
        let query = Query::new(query).unwrap();
        let is_found = Scan::new(&query, &Recalled::default()).inflected().score(Handle(0), article).is_some();
        let (text, highlight) = (&article.blocks[0].text, super::super::Highlight::of(&query));
        let places = highlight.in_body(text, article.language).into_iter().map(|place| text[place].to_owned());
        (is_found, places.collect::<Vec<_>>())
    };
    let text = english("An election. Elections were held, elected.");
    assert_eq!(found("elections", &text).1, ["election", "Elections", "elected"]);
    assert_eq!(found("\"elections\"", &text).1, ["Elections"]);
    assert!(!found("elections", &article("News", "An election.")).0);
    let german = |text: &str| Article { language: crate::article::Language::of("de"), ..article("x", text) };
    assert!(found("fly", &english("Flies")).0 && !found("fly", &german("Flies")).0);
    assert_eq!(found("Häuser", &german("Das Haus, haus")).1, ["Haus", "haus"]);
}

#[test]
fn the_snippet_of_what_an_index_found_shows_the_words_and_their_forms_beside_them() {
    let snippet = |query: &str, text: &str| {
        let article = Article { language: crate::article::Language::of("en"), ..article("News", text) };
        let snippet = Scan::new(&Query::new(query).unwrap(), &Recalled::default()).inflected().snippet(&article);
        let marked: Vec<_> = snippet.marks.iter().map(|mark| snippet.text[mark.clone()].to_owned()).collect();
        (snippet.text, marked)
    };
    let text = "Ferries sank.\nThe ferry of the gale, of all ferries.\nGales.";
    assert_eq!(snippet("gale ferry -sank", text).1, ["ferry", "gale", "ferries"]);
    assert_eq!(snippet("gales boat", text).1, ["Gales"], "as it was typed comes first");
    assert_eq!(snippet("sinking ferries", "A boat.\nTwo ferries sinks.").1, ["ferries", "sinks"]);
    assert_eq!(snippet("title:news", text), ("Ferries sank.".to_owned(), vec![]));
    assert_eq!(snippet("gale", ""), (String::new(), vec![]));
}
