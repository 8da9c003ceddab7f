//! Who a byline names.

use proptest::prelude::*;

use super::*;

#[track_caller]
fn people(byline: &str, expected: &[&str]) {
    assert_eq!(authors(byline), expected, "{byline}");
}

#[test]
fn names_are_told_from_trades() {
    people("By Ann Lee and Bo Chu, Staff Writers", &["Ann Lee", "Bo Chu"]);
    people("By Ann Lee, Bo Chu and Cy Dee", &["Ann Lee", "Bo Chu", "Cy Dee"]);
    people("Ann Lee, Chief Foreign Correspondent", &["Ann Lee"]);
    people("Senior reporter Ann Lee", &["Ann Lee"]);
    people("By Ann Lee Staff Writer", &["Ann Lee"]);
    people("Written by Dr. Ann Lee, PhD", &["Ann Lee"]);
}

#[test]
fn names_are_told_from_dates() {
    people("Ann Lee | Sep 21, 2016", &["Ann Lee"]);
    people("Ann Lee, 21 September 2016", &["Ann Lee"]);
    people("By November 29, 2014", &[]);
    people("By Ann Lee, Published: Nov. 29, 2014 at 10:15 p.m.", &["Ann Lee"]);
    people("Posted by Ann Lee on November 29, 2014", &["Ann Lee"]);
}

#[test]
fn agencies_outlets_and_departments_are_no_people() {
    for byline in [
        "Staff",
        "USA TODAY",
        "Reuters",
        "AP",
        "The Associated Press",
        "Editorial Board",
        "admin",
        "Guest",
        "Staff Reporter",
        "By The Editors",
        "The Daily Herald",
        "example.com",
        "Redaktion",
        "News Desk",
        "",
    ] {
        people(byline, &[]);
    }
    people("By Ann Lee, Reuters", &["Ann Lee"]);
    people("By Ann Lee (AP)", &["Ann Lee"]);
    people("By Associated Press Writer ANN LEE", &["Ann Lee"]);
    people("Reuters/Ann Lee", &["Ann Lee"]);
}

#[test]
fn an_agency_in_a_byline_is_the_source() {
    for (byline, name) in [
        ("By Ann Lee, Reuters", "Reuters"),
        ("ANN LEE (AP)", "Associated Press"),
        ("By The Associated Press", "Associated Press"),
        ("Ann Lee, The Daily Herald", "The Daily Herald"),
        ("By Associated Press Writer ANN LEE", "Associated Press"),
    ] {
        assert_eq!(outlet(byline).as_deref(), Some(name), "{byline}");
    }
    assert_eq!(outlet("By Ann Lee and Bo Chu"), None);
}

#[test]
fn addresses_and_verbs_are_no_part_of_a_name() {
    people("Ann Lee <ann@example.test>", &["Ann Lee"]);
    people("By Ann Lee ann@example.test", &["Ann Lee"]);
    people("By Ann Lee @annlee", &["Ann Lee"]);
    people("Ann Lee reports", &["Ann Lee"]);
    people("ANN LEE REPORTS".to_lowercase().as_str(), &["ann lee"]);
}

#[test]
fn names_of_every_kind_stay_whole() {
    for name in [
        "Vincent van Dijk",
        "Óscar de la Renta",
        "Ursula von der Heide",
        "Sinéad O’Neill",
        "Martin Hale Jr.",
        "J.R. Smith",
        "Jean-Luc Petit",
        "José Ortega y Gasset",
        "Анна Ли",
        "Leïla d’Arcy",
        "Emily Post",
        "李小龙",
        "山田 太郎",
        "김민수",
        "Ahmed al-Masri",
        "Mary Ann Van Der Berg",
    ] {
        people(name, &[name]);
        people(&format!("By {name}"), &[name]);
    }
    people("Martin Hale, Jr. and Ann Lee", &["Martin Hale Jr.", "Ann Lee"]);
    people("von Petra Klein und Jan Vos", &["Petra Klein", "Jan Vos"]);
    people("Par Luc Petit et Anne Roux", &["Luc Petit", "Anne Roux"]);
    people("Por Luis Gil y Ana Ruiz", &["Luis Gil", "Ana Ruiz"]);
}

#[test]
fn an_inverted_name_is_turned_round() {
    people("Lee, Ann", &["Ann Lee"]);
}

#[test]
fn names_in_capitals_are_calmed() {
    people("By ANN LEE", &["Ann Lee"]);
    people("SINÉAD O’NEILL and MARY-ANN MCCOY", &["Sinéad O’Neill", "Mary-Ann McCoy"]);
    people("JAN VAN DER BERG III", &["Jan van der Berg III"]);
}

#[test]
fn a_person_is_named_once() {
    people("Ann Lee, ANN LEE and Ann Lee", &["Ann Lee"]);
}

#[test]
fn handles_are_kept() {
    people("aaron", &["aaron"]);
    people("mhz", &["mhz"]);
}

#[test]
fn a_sentence_is_no_byline() {
    for line in [
        "By the end of the day, police said, the road was open.",
        "By 6:40 a.m. the fire was under control",
        "By then it was too late",
        "By Tuesday, the crowd had doubled in size.",
        "Author of three books on the subject.",
    ] {
        assert!(!is_byline(line), "{line}");
    }
    for line in [
        "By Ann Lee",
        "By ANN LEE, Staff Writer",
        "Posted by Ann Lee on Nov 29, 2014",
        "By Reuters",
        "Author: Ann Lee",
        "By Ann Lee in Rome",
    ] {
        assert!(is_byline(line), "{line}");
    }
}

proptest! {
    #[test]
    fn nothing_written_makes_a_byline_panic(text in "\\PC{0,80}", named in "[A-Za-z .,|&()@<>/-]{0,60}") {
        let _ = (authors(&text), outlet(&text), is_byline(&text), authors(&named), is_only_names(&named));
    }
}
