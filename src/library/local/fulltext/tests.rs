//! The promises of the index.

use std::fs;

use proptest::prelude::*;
use proptest::sample::select;
use tempfile::TempDir;

use super::*;
use crate::article::{Article, Block, Handle, Language};
use crate::library::Stop;
use crate::search::query::Fact;
use crate::search::scan::Scan;
use crate::search::{Query, Recalled};

fn article(language: &str, title: &str, text: &str) -> Article {
    Article {
        title: title.to_owned(),
        language: Language::of(language),
        blocks: text.lines().map(Block::paragraph).collect(),
        ..Article::default()
    }
}

fn written(articles: &[Article]) -> (TempDir, FullText) {
    let folder = tempfile::tempdir().unwrap();
    let index = FullText::open(folder.path()).unwrap();
    let mut writer = index.writer().unwrap();
    for (serial, article) in (0..).zip(articles) {
        writer.add(serial, article).unwrap();
    }
    writer.commit(1).unwrap();
    (folder, index)
}

/// What is found; the same is found where nobody asks what is best.
fn search(index: &FullText, query: &str) -> Found {
    found(&index.reader().unwrap(), &Query::new(query).unwrap())
}

fn found(reader: &Reader, query: &Query) -> Found {
    let found = reader.search(query, &|_| None, &[], 200, &Stop::default()).unwrap();
    let mut matching = reader.matching(query, &|_| None, &Stop::default()).unwrap();
    matching.sort_unstable();
    let mut serials: Vec<u32> = found.hits.iter().map(|hit| hit.0).collect();
    serials.sort_unstable();
    assert_eq!((matching.len(), serials), (found.count, matching));
    found
}

fn serials(index: &FullText, query: &str) -> Vec<u32> {
    let mut serials: Vec<u32> = search(index, query).hits.into_iter().map(|hit| hit.0).collect();
    serials.sort_unstable();
    serials
}

#[test]
fn numbers_exclude_articles_that_come_late() {
    let long = |title: &str| article("en", title, &"long ".repeat(40));
    let (_folder, index) = written(&[long("a"), long("b"), long("c"), long("ferry d"), article("en", "ferry e", "f")]);
    assert_eq!(serials(&index, "-(ferry words:>9)"), [0, 1, 2, 4]);
    assert_eq!(serials(&index, "-(ferry (words:<9 OR date:2014))"), [0, 1, 2, 3]);
    assert_eq!(serials(&index, "-(words:>0 words:<9)"), [0, 1, 2, 3]);
    assert_eq!(serials(&index, "-(words:<9 words:>0)"), [0, 1, 2, 3]);
}

#[test]
fn a_form_of_a_word_is_found_in_its_language_only() {
    let (_folder, index) = written(&[
        article("en", "a", "A fly."),
        article("en", "b", "The flies."),
        article("de", "c", "Die fly."),
        article("de", "d", "Das Haus am Meer"),
        article("de", "Häuser", "e"),
        article("en", "f", "Flied haus fli"),
    ]);
    assert_eq!(serials(&index, "flies"), [0, 1, 5]);
    assert_eq!(serials(&index, "fly"), [0, 1, 2, 5]);
    assert_eq!(serials(&index, "\"flies\""), [1]);
    assert_eq!(serials(&index, "hauser"), [3, 4]);
    assert_eq!(serials(&index, "Häuser lang:de"), [3, 4]);
    assert_eq!(serials(&index, "title:haus"), [4]);
    assert_eq!(serials(&index, "-flies lang:en"), Vec::<u32>::new());
}

#[test]
fn the_word_itself_comes_before_its_forms_and_the_title_before_the_body() {
    let (_folder, index) = written(&[
        article("en", "News", "The election of the year"),
        article("en", "News", "The elections of the year"),
        article("en", "Elections", "The boat of the year"),
    ]);
    let hits: Vec<u32> = search(&index, "elections").hits.into_iter().map(|hit| hit.0).collect();
    assert_eq!(hits, [2, 1, 0]);
}

#[test]
fn equals_come_by_serial_and_no_more_than_were_asked_for() {
    let (_folder, index) = written(&vec![article("en", "News", "A ferry"); 9]);
    let query = Query::new("ferry").unwrap();
    let found = index.reader().unwrap().search(&query, &|_| None, &[], 3, &Stop::default()).unwrap();
    assert_eq!((found.hits.iter().map(|hit| hit.0).collect::<Vec<_>>(), found.count), (vec![0, 1, 2], 9));
    assert_eq!(search(&index, "").count, 0);
}

#[test]
fn a_rare_word_is_found_beside_common_ones_and_alone() {
    let mut articles = vec![article("en", "News", "The ferries of the sea"); 150];
    articles[77] = article("en", "Ferry", "An otter on the sea");
    articles[99] = article("en", "News", "Otters, and a ferry");
    let (_folder, index) = written(&articles);
    assert_eq!(serials(&index, "otter"), [77, 99]);
    assert_eq!(serials(&index, "ferry otter"), [77, 99]);
    assert_eq!(serials(&index, "sea otters -title:news"), [77]);
    assert_eq!(serials(&index, "(otter OR sea) ferry date:2014"), Vec::<u32>::new());
    let best = search(&index, "ferry");
    assert_eq!((best.count, best.hits[0].0, best.hits[1].0), (150, 77, 99));
}

#[test]
fn words_of_scripts_without_spaces_are_found_anywhere() {
    let (_folder, index) = written(&[
        article("ja", "北朝鮮がミサイルを発射", "人々は水道管を見た"),
        article("th", "x", "อ่านข่าววันนี้"),
        article("th", "x", "กินข้าววันนี้"),
        article("ko", "x", "대한민국의 대통령이"),
        article("km", "x", "ខ្ញុំអានកាសែត"),
    ]);
    for (query, found) in [
        ("朝鮮", &[0][..]),
        ("道", &[0]),
        ("管", &[0]),
        ("人々", &[0]),
        ("朝ミ", &[]),
        ("ข่าว", &[1]),
        ("ข้าว", &[2]),
        ("วันนี้", &[1, 2]),
        ("민국 대통령", &[3]),
        ("កាសែត", &[4]),
    ] {
        assert_eq!(serials(&index, query), found, "{query}");
    }
}

#[test]
fn what_is_deleted_or_not_committed_is_not_found() {
    let (_folder, index) = written(&[article("en", "a", "A ferry"), article("en", "b", "A ferry")]);
    let reader = index.reader().unwrap();
    let count = || reader.search(&Query::new("ferry").unwrap(), &|_| None, &[], 10, &Stop::default()).unwrap().count;
    let mut writer = index.writer().unwrap();
    writer.delete(0);
    writer.delete(1);
    writer.add(1, &article("en", "c", "A boat")).unwrap();
    assert!(!reader.refresh().unwrap());
    assert_eq!((count(), index.generation()), (2, Some(1)));
    writer.commit(7).unwrap();
    assert_eq!(count(), 2);
    assert!(reader.refresh().unwrap() && !reader.refresh().unwrap());
    assert_eq!((count(), reader.len(), index.generation()), (0, 1, Some(7)));
    assert_eq!(serials(&index, "boat"), [1]);
}

#[test]
fn a_commit_of_another_process_is_read() {
    let (folder, index) = written(&[article("en", "a", "A ferry")]);
    let reader = index.reader().unwrap();
    let other = FullText::open(folder.path()).unwrap();
    let mut writer = other.writer().unwrap();
    writer.add(5, &article("en", "b", "A ferry")).unwrap();
    writer.commit(2).unwrap();
    assert!(reader.refresh().unwrap());
    assert_eq!((reader.len(), index.generation()), (2, Some(2)));
}

#[test]
fn there_is_one_writer_and_a_second_one_is_told_at_once() {
    let (folder, index) = written(&[]);
    let writer = index.writer().unwrap();
    assert_eq!(FullText::open(folder.path()).unwrap().writer().err(), Some(FullTextError::Busy));
    writer.finish().unwrap();
    assert!(index.writer().is_ok());
}

#[test]
fn a_damaged_or_foreign_index_is_made_anew() {
    let articles = [article("en", "a", "A ferry")];
    let damage: [&dyn Fn(&std::path::Path); 5] = [
        &|folder| fs::write(folder.join("meta.json"), "{").unwrap(),
        &|folder| fs::remove_file(folder.join("meta.json")).unwrap(),
        &|folder| {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.extension().is_some_and(|extension| extension == "idx") {
                    fs::write(path, "torn").unwrap();
                }
            }
        },
        &|folder| {
            let metas = fs::read_to_string(folder.join("meta.json")).unwrap();
            fs::write(folder.join("meta.json"), metas.replace("\"1 1\"", "\"0 1\"")).unwrap();
        },
        &|folder| fs::write(folder.join(".managed.json"), "torn").unwrap(),
    ];
    for (number, damage) in damage.iter().enumerate() {
        let (folder, index) = written(&articles);
        drop(index);
        fs::write(folder.path().join("old"), "left over").unwrap();
        damage(folder.path());
        let index = FullText::open(folder.path()).unwrap();
        assert_eq!((index.generation(), search(&index, "ferry").count), (None, 0), "{number}");
        assert!(!folder.path().join("old").exists());
        let mut writer = index.writer().unwrap();
        writer.add(1, &articles[0]).unwrap();
        writer.commit(9).unwrap();
        assert_eq!((index.generation(), serials(&index, "ferry")), (Some(9), vec![1]));
    }
}

#[test]
fn a_whole_index_is_opened_as_it_is() {
    let (folder, index) = written(&[article("en", "a", "A ferry")]);
    drop(index);
    let index = FullText::open(folder.path()).unwrap();
    assert_eq!((index.generation(), serials(&index, "ferry")), (Some(1), vec![0]));
}

#[test]
fn an_index_is_not_removed_while_somebody_writes_to_it() {
    let (folder, index) = written(&[article("en", "a", "A ferry")]);
    let _writer = index.writer().unwrap();
    fs::write(folder.path().join("meta.json"), "{").unwrap();
    assert_eq!(FullText::open(folder.path()).err(), Some(FullTextError::Busy));
}

#[test]
fn a_search_that_nobody_waits_for_ends() {
    let (_folder, index) = written(&[article("en", "a", "A ferry")]);
    let stop = Stop::default();
    stop.stop();
    let found = index.reader().unwrap().search(&Query::new("ferry").unwrap(), &|_| None, &[], 10, &stop);
    assert_eq!(found, Err(FullTextError::Stopped));
}

#[test]
fn facts_that_others_know_are_sets_of_serials() {
    let (_folder, index) = written(&vec![article("en", "a", "A ferry"); 200]);
    let read = |fact: &Fact| matches!(fact, Fact::Language(_)).then(|| vec![3, 64, 199]);
    let found = |query: &str| {
        let query = Query::new(query).unwrap();
        index.reader().unwrap().search(&query, &read, &[], 200, &Stop::default()).unwrap()
    };
    assert_eq!(found("lang:xx ferry").hits.iter().map(|hit| hit.0).collect::<Vec<_>>(), [3, 64, 199]);
    assert_eq!((found("-lang:xx ferry").count, found("lang:xx").count), (197, 3));
}

/// Texts in which all that is looked for is likely.
fn text() -> impl Strategy<Value = String> {
    const WORDS: &[&str] = &[
        "ab",
        "abc",
        "abd",
        "b",
        "Ab",
        "ába",
        "vote",
        "votes",
        "voting",
        "Votes",
        "voté",
        "election",
        "elections",
        "elect",
        "北",
        "北朝",
        "朝鮮北",
        "한국",
        "ข่าว",
        "x’s",
        "1990",
    ];
    const SIGNS: &[&str] = &[" ", " ", " ", ", ", "-", "\n", "’", ""];
    proptest::collection::vec((select(WORDS), select(SIGNS)), 1..14)
        .prop_map(|parts| parts.into_iter().map(|(word, sign)| format!("{word}{sign}")).collect())
}

fn any_article() -> impl Strategy<Value = Article> {
    let language = select(&["en", "en", "de", "ja", ""][..]);
    let day = proptest::option::of(select(&["2014-11-29", "2015-01-01", "1969-03-04"][..]));
    (language, text(), text(), text(), any::<bool>(), any::<bool>(), day).prop_map(
        |(language, title, body, name, inferred, litter, day)| {
            let mut article = article(language, &title.replace('\n', " "), &body);
            article.title_inferred = inferred;
            article.authors = name.split('\n').map(str::to_owned).collect();
            article.source = litter.then(|| name.replace('\n', " "));
            article.published = day.and_then(|day| day.parse().ok());
            if let Some(block) = article.blocks.first_mut() {
                block.boilerplate = litter;
            }
            article
        },
    )
}

fn any_query() -> impl Strategy<Value = String> {
    const WORDS: &[&str] = &[
        "ab",
        "abc",
        "b",
        "vote",
        "votes",
        "voting",
        "election",
        "elections",
        "elect",
        "北",
        "朝",
        "北朝",
        "鮮北",
        "朝鮮北",
        "한",
        "ข่าว",
        "x's",
        "b北",
        "1990",
        "x-s",
        "a",
        "e",
        "Ab",
        "Votes",
        "voté",
    ];
    let one = || select(WORDS);
    let phrase = proptest::collection::vec(one(), 1..4).prop_map(|words| words.join(" "));
    let field = select(&["", "", "", "title:", "by:", "source:"][..]);
    let leaf = prop_oneof![
        4 => (field.clone(), one(), select(&["", "", "*", "~", "~2"][..])).prop_map(|(field, word, sign)| format!("{field}{word}{sign}")),
        2 => (field, phrase.clone()).prop_map(|(field, words)| format!("{field}\"{words}\"")),
        1 => phrase.prop_map(|words| format!("near:\"{words}\"")),
        1 => select(&["lang:en", "lang:ja", "date:2014", "date:>2014", "date:..2014", "words:>5", "words:<4", "words:3..6"][..]).prop_map(str::to_owned),
    ];
    leaf.prop_recursive(3, 6, 3, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{a} {b}")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) OR ({b})")),
            inner.prop_map(|a| format!("-({a})")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn the_index_finds_what_a_scan_finds(
        articles in proptest::collection::vec(any_article(), 1..16), queries in proptest::collection::vec(any_query(), 40)
    ) {
        let (_folder, index) = written(&articles);
        let reader = index.reader().unwrap();
        for typed in queries {
            let Ok(query) = Query::new(&typed) else { continue };
            let scan = Scan::new(&query, &Recalled::default()).inflected();
            let scanned: Vec<u32> =
                (0..).zip(&articles).filter(|(_, article)| scan.score(Handle(0), article).is_some()).map(|found| found.0).collect();
            let found = found(&reader, &query);
            let mut serials: Vec<u32> = found.hits.iter().map(|hit| hit.0).collect();
            serials.sort_unstable();
            prop_assert_eq!(found.count, serials.len());
            prop_assert_eq!(serials, scanned, "{}", typed);
        }
    }
}
