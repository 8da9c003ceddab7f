//! What comes first.

use proptest::prelude::*;

use super::key;
use super::tests::{Rows, corrected, found, order, ranked, row, rows};
use super::{Finder, Pattern};
use crate::article::Summary;

#[test]
fn a_word_as_it_is_comes_before_scattered_letters() {
    assert_eq!(
        ranked("son", &["Soap and nothing", "Persons of note", "The sonnet returns", "Nothing here"]),
        [2, 1, 0]
    );
}

#[test]
fn words_match_in_any_order_and_all_must() {
    assert_eq!(ranked("korea sony", &["Sony hack blamed on Korea", "Sony results", "Korea votes"]), [0]);
}

#[test]
fn words_in_the_typed_order_come_first() {
    assert_eq!(ranked("climate change", &["Change in climate policy", "Climate change is here"]), [1, 0]);
}

#[test]
fn authors_and_sources_match_after_titles() {
    let by = Summary { authors: vec!["Ana Paz".into(), "Rosa Valdez".into()], ..row("Harvest") };
    let from = Summary { source: Some("Valdez Courier".into()), ..row("Weather") };
    let about = row("Valdez wins");
    let all = found("valdez", &Rows(vec![by.clone(), from.clone(), about, row("Other")]));
    assert_eq!((order(&all)[0], all.total), (2, 3));
    assert_eq!(order(&found("rosa harvest", &Rows(vec![by, from]))), [0]);
}

#[test]
fn fields_say_where_a_word_must_be() {
    let ann = Summary { authors: vec!["Ann Lee".into()], source: Some("The Bugle".into()), words: 900, ..row("Sea") };
    let lee = Summary { source: Some("Lee Post".into()), published: "2014-11-29".parse().ok(), ..row("Lee side") };
    let both = Rows(vec![ann, lee]);
    for (typed, expected) in [
        ("lee", vec![1, 0]),
        ("by:lee", vec![0]),
        ("source:lee", vec![1]),
        ("title:lee", vec![1]),
        ("!by:lee", vec![1]),
        ("sea | date:2014", vec![0, 1]),
        ("date:2014-11 lee", vec![1]),
        ("!date:2014-11", vec![0]),
        ("words:>800", vec![0]),
        ("source:ee !lee$", vec![1]),
        ("by:le", vec![0]),
        ("by:ae", vec![]),
    ] {
        let mut rows = order(&found(typed, &both));
        if typed.contains('|') {
            rows.sort_unstable();
        }
        assert_eq!(rows, expected, "{typed}");
    }
}

#[test]
fn signs_say_how_a_word_must_stand() {
    let titles = ["Storm over the harbour", "A storm", "Rainstorms and floods", "Stir the room", "storm"];
    for (typed, mut expected) in [
        ("'storm", vec![0, 1, 2, 4]),
        ("'storm'", vec![0, 1, 4]),
        ("^storm", vec![0, 4]),
        ("storm$", vec![1, 4]),
        ("^storm$", vec![4]),
        ("!storm", vec![3]),
        ("stm !flood", vec![0, 1, 3, 4]),
        ("'room | flood", vec![2, 3]),
        ("\"over the\"", vec![0]),
    ] {
        let mut rows = ranked(typed, &titles);
        rows.sort_unstable();
        expected.sort_unstable();
        assert_eq!(rows, expected, "{typed}");
    }
}

#[test]
fn equal_matches_come_by_date_and_then_by_row() {
    let dated = |day: &str| Summary { published: Some(day.parse().unwrap()), ..row("Tides") };
    let rows = Rows(vec![row("Tides"), dated("2014-01-01"), dated("2015-01-01"), row("Tides")]);
    assert_eq!(order(&found("tides", &rows)), [2, 1, 0, 3]);
}

#[test]
fn case_and_accents_count_only_when_they_are_typed() {
    let all = ["Beyoncé sings", "BEYONCE sings", "beyonce sings"];
    assert_eq!(ranked("beyonce", &all).len(), 3);
    assert_eq!(ranked("beyoncé", &all), [0]);
    assert_eq!(ranked("BEY", &all), [1]);
    assert_eq!(ranked("can't", &["They can’t"]), [0]);
}

#[test]
fn other_scripts_are_found_letter_by_letter_in_the_text_itself() {
    assert_eq!(ranked("россия", &["Россия сегодня", "Русская зима"]), [0]);
    assert_eq!(ranked("РОССИЯ", &["Россия сегодня", "РОССИЯ"]), [1]);
    assert_eq!(ranked("東京", &["日本の東京", "日本"]), [0]);
    // Two characters with the same byte in keys.
    let same = |c: char| ('一'..='龠').filter(move |other| key::byte(*other) == key::byte(c));
    let twins: Vec<char> = same('東').take(2).collect();
    let (one, other) = (twins[0].to_string(), twins[1].to_string());
    assert_eq!(ranked(&one, &[&other, &one]), [1]);
    assert_eq!(ranked(&format!("!{one}"), &[&other, &one]), [0]);
}

#[test]
fn a_misspelt_word_finds_the_nearest_ones_after_what_was_typed() {
    let titles = ["North Korea votes", "South wind", "Now rotate the hay", "Nort harbour"];
    assert_eq!(corrected("nroth korea", &titles), [0]);
    assert_eq!(corrected("nroth", &titles)[0], 0);
    // A word has these letters: nothing is corrected.
    assert_eq!(corrected("nort", &titles), ranked("nort", &titles));
    assert_eq!(corrected("harbuor", &titles), [3]);
    assert!(corrected("nxrxh", &titles).is_empty());
    assert!(corrected("!nroth", &titles).len() == titles.len());
    let found = found("nroth korea", &rows(&titles));
    assert!(found.doubtful && found.rows.is_empty());
}

#[test]
fn never_more_than_512_letters_are_looked_at() {
    let long = format!("{}end", "é ".repeat(100_000));
    assert_eq!(ranked("e", &[&long]), [0]);
    assert!(ranked("end", &[&long]).is_empty());
    let typed = "e".repeat(10_000);
    assert_eq!(ranked(&typed, &[&long, &"e".repeat(512)]), [1, 0]);
}

#[test]
fn marks_show_each_word_where_it_matched_best() {
    let summary = Summary {
        authors: vec!["Ana Paz".into(), "Rosa Valdéz".into()],
        source: Some("Courier".into()),
        ..row("Über Valleys")
    };
    let marks = Pattern::new("valdez uber cour !x").marks(&summary);
    assert_eq!(marks.title.first(), Some(&(0..5)));
    assert!(marks.authors[0].is_empty());
    assert_eq!(marks.authors[1].first(), Some(&(5..12)));
    assert_eq!(marks.source.first(), Some(&(0..4)));
    let scattered = Pattern::new("uvs").marks(&summary);
    assert_eq!(scattered.title, [0..2, 6..7, 12..13]);
    let signed = Pattern::new("leys$ ^ub source:our");
    assert_eq!(signed.marks(&summary).title, [0..3, 9..13]);
    assert_eq!(signed.marks(&summary).source.first(), Some(&(1..4)));
    let either = Pattern::new("nothing | 'alle");
    assert_eq!(either.marks(&summary).title.first(), Some(&(7..11)));
}

#[test]
fn marks_show_the_corrected_word() {
    let rows = rows(&["North Korea votes"]);
    let found = Finder::default().corrected(&rows, &Pattern::new("nroth"), &|| false).unwrap();
    assert_eq!(found.pattern.marks(&rows.0[0]).title.first(), Some(&(0..5)));
}

proptest! {
    #[test]
    fn marks_are_whole_characters_inside_the_fields(
        typed in "[a-zéß '^$!|]{1,6}", title in "(\\PC|[a-zß’é])*", author in "\\PC*", source in "[a-zÉﬁ ]*"
    ) {
        let summary = Summary { authors: vec![author.clone()], source: Some(source.clone()), ..row(&title) };
        let marks = Pattern::new(&typed).marks(&summary);
        for (text, marks) in [(&title, &marks.title), (&author, &marks.authors[0]), (&source, &marks.source)] {
            let mut last = 0;
            for range in marks {
                prop_assert!(range.start >= last && range.start < range.end);
                prop_assert!(text.get(range.clone()).is_some());
                last = range.end;
            }
        }
    }

    #[test]
    fn any_line_over_any_titles_is_answered(typed in "\\PC{0,12}", titles in proptest::collection::vec("\\PC*", 0..6)) {
        let rows = Rows(titles.iter().map(|title| row(title)).collect());
        let found = Finder::default().corrected(&rows, &Pattern::new(&typed), &|| false).unwrap();
        prop_assert!(found.total <= rows.0.len());
        prop_assert_eq!(found.rows.len(), found.total);
    }

    #[test]
    fn every_title_that_contains_the_pattern_is_found_and_leads(
        typed in "[a-e]{1,4}", titles in proptest::collection::vec("[a-eA-E ]{0,20}", 0..20)
    ) {
        let rows = Rows(titles.iter().map(|title| row(title)).collect());
        let order = order(&found(&typed, &rows));
        let contains = |nth: u32| titles[nth as usize].to_lowercase().contains(&typed);
        let count = (0..titles.len() as u32).filter(|nth| contains(*nth)).count();
        prop_assert!(order.len() >= count);
    }
}
