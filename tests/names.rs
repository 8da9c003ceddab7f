//! Who and what: names, the sentences that have them, and the way from there into the article.

mod common;

use std::fs;
use std::process::{Command, Stdio};

use byline::app::{Effect, Layer, Msg, NameRows, NamesOf, Outcome};
use common::{Desk, Shelf, archive, article};

fn shelf() -> Shelf {
    let storm: &[&str] = &[
        "The ferry Aurelia ran aground off Kessing Point in a gale on Tuesday night.",
        "“Nobody drowned,” said Orla Finch, 41, of the coastguard. Lifeboats from Kessing took off 214 passengers.",
        "The owner, Halden Lines, said the Aurelia had lost power before the gale.",
    ];
    let inquiry: &[&str] = &[
        "Investigators have raised the engine log of the Aurelia, the ferry that ran aground at Kessing Point.",
        "It rained. The passengers of the ferry Aurelia are to be paid, said Halden Lines, when the gale is over.",
        "Mayor Orla Finch was there. Nobody knew why Finch left early.",
    ];
    let budget: &[&str] =
        &["The council of Ebnat passed its budget after Olaf Stern spoke about school meals in Ebnat."];
    Shelf::new(vec![
        ("wire.txt", article("Ferry aground", "Harbor Wire", "2020-03-10", storm)),
        ("inquiry.txt", article("Why the engines failed", "Tide Post", "2020-03-20", inquiry)),
        ("budget.txt", article("Budget passed", "Tide Post", "2020-03-21", budget)),
    ])
}

fn names(desk: &Desk) -> Vec<&str> {
    let Some(Layer::Names(layer)) = desk.app.layers.last() else { panic!("{:?}", desk.app.layers) };
    layer.found().iter().map(|(_, entry)| entry.text.as_str()).collect()
}

fn select(desk: &mut Desk, name: &str) {
    let row = names(desk).iter().position(|other| *other == name).unwrap();
    desk.press(&format!("gg{}", "j".repeat(row)));
}

#[test]
fn from_the_list_the_names_are_the_archive_s_and_from_the_reader_the_story_s() {
    let mut desk = Desk::at(shelf(), 80, 24);
    desk.press("w");
    assert!(names(&desk).contains(&"Olaf Stern") && names(&desk).contains(&"Orla Finch"), "{:?}", names(&desk));
    desk.press("q/engines<Enter>w");
    assert!(!names(&desk).contains(&"Olaf Stern") && names(&desk).contains(&"Orla Finch"), "{:?}", names(&desk));
    assert!(desk.screen().contains("in 2 articles"), "{}", desk.screen());
    desk.press("<Tab>");
    assert!(names(&desk).contains(&"Olaf Stern"));
    desk.press("<Tab>");
    assert!(!names(&desk).contains(&"Olaf Stern"));
    desk.press("q");
    assert_eq!(desk.open_title(), "Why the engines failed");
}

#[test]
fn among_stories_the_names_are_those_of_the_selected_one_folded_or_not() {
    let mut desk = Desk::at(shelf(), 80, 24);
    desk.press("gsgg");
    for _ in 0..2 {
        desk.press("w");
        let names = names(&desk);
        assert!(names.contains(&"Orla Finch") && !names.contains(&"Olaf Stern"), "{names:?}");
        desk.press("qza");
    }
}

#[test]
fn a_name_leads_to_its_sentences_by_date_and_from_there_into_the_article_and_back() {
    let mut desk = Desk::at(shelf(), 80, 24);
    desk.press("w");
    select(&mut desk, "Orla Finch");
    desk.press("<Enter>");
    let Some(Layer::Mentions(layer)) = desk.app.layers.last() else { panic!("{:?}", desk.app.layers) };
    let sentences: Vec<&str> = layer.found().iter().map(|mention| mention.text.as_str()).collect();
    assert_eq!(
        sentences,
        [
            "“Nobody drowned,” said Orla Finch, 41, of the coastguard.",
            "Mayor Orla Finch was there.",
            "Nobody knew why Finch left early.",
        ]
    );
    desk.press("jj<Enter>");
    assert_eq!(desk.open_title(), "Why the engines failed");
    let find = desk.app.reader.find.as_ref().unwrap();
    let found = &find.matches[find.current];
    let block = &desk.app.reader.document().unwrap().article.blocks[found.block - 1];
    assert_eq!((&block.text[found.range.clone()], found.range.start > 30), ("Finch", true), "the second Finch");
    desk.press("H");
    let Some(Layer::Mentions(layer)) = desk.app.layers.last() else { panic!("{:?}", desk.app.layers) };
    assert_eq!(layer.cursor, 2);
    desk.press("q");
    assert!(names(&desk).contains(&"Kessing Point"));
    desk.press("q");
    assert!(desk.app.layers.is_empty());
}

#[test]
fn the_article_opens_where_the_sentence_stands_however_far_down() {
    let mut paragraphs = vec!["The sea was calm and nothing happened, for a whole day."; 60];
    paragraphs.push("Then a letter of Olaf Stern came.");
    let shelf = Shelf::new(vec![
        ("far.txt", article("Far", "", "2020-01-01", &paragraphs)),
        ("near.txt", article("Near", "", "2020-01-02", &["Nothing."])),
    ]);
    let mut desk = Desk::at(shelf, 80, 12);
    desk.press("w<Enter><Enter>");
    assert!(desk.screen().contains("Olaf Stern"), "{}", desk.screen());
}

#[test]
fn in_the_reader_a_star_goes_to_the_name_of_the_paragraph_or_asks_which() {
    let mut desk = Desk::at(shelf(), 80, 24);
    desk.press("/ferry aground<Enter>*");
    assert_eq!(names(&desk), ["Aurelia", "Kessing Point"]);
    desk.press("2");
    let Some(Layer::Mentions(layer)) = desk.app.layers.last() else { panic!("{:?}", desk.app.layers) };
    assert_eq!((layer.name.as_str(), layer.found().len()), ("Kessing Point", 2));
    desk.press("q");
    assert!(desk.app.layers.is_empty(), "the choice has been made");
    let only = Shelf::new(vec![
        ("a.txt", article("A", "", "", &["On the way we met nobody but Olaf Stern."])),
        ("b.txt", article("B", "", "", &["Nothing is named here."])),
    ]);
    let mut desk = Desk::at(only, 80, 24);
    desk.press("*");
    assert!(desk.app.layers.is_empty() && desk.screen().contains("open an article first"), "{}", desk.screen());
    desk.press("<Enter>*");
    assert!(matches!(desk.app.layers.last(), Some(Layer::Mentions(layer)) if layer.name == "Olaf Stern"));
    desk.press("qJ*");
    assert!(desk.app.layers.is_empty() && desk.screen().contains("no name stands"), "{}", desk.screen());
}

#[test]
fn the_names_of_a_large_archive_come_while_it_is_read_and_are_gathered_once() {
    let mut desk = Desk::at(shelf(), 80, 24);
    desk.hold = true;
    desk.press("w");
    let Some(Effect::Names(ticket, NamesOf::Archive)) = desk.held.pop() else { panic!() };
    let Some(Outcome::Named(_, Ok(list))) = desk.outcome(&Effect::Names(ticket, NamesOf::Archive)) else { panic!() };
    let mut part = (*list).clone();
    (part.read, part.total) = (41_203, 100_000);
    desk.send(Msg::Done(Outcome::Named(ticket, Ok(part.clone().into()))));
    assert!(desk.screen().contains("41,203 of 100,000 read"), "{}", desk.screen());
    desk.press("jj");
    let selected = |desk: &Desk| match desk.app.layers.last() {
        Some(Layer::Names(layer)) => layer.selected().unwrap().text.clone(),
        other => panic!("{other:?}"),
    };
    let before = selected(&desk);
    part.names.reverse();
    desk.send(Msg::Done(Outcome::Named(ticket, Ok(part.into()))));
    assert_eq!(selected(&desk), before, "the selection stays on its name");
    desk.press("qw");
    assert!(desk.held.is_empty(), "it is being gathered already");
    desk.send(Msg::Done(Outcome::Named(ticket, Ok(list))));
    assert!(desk.screen().contains("in 3 articles"), "{}", desk.screen());
    desk.press("qw");
    assert!(desk.held.is_empty() && !names(&desk).is_empty(), "it is known");
}

#[test]
fn a_late_answer_and_a_failed_one_do_no_harm() {
    let mut desk = Desk::at(shelf(), 80, 24);
    desk.hold = true;
    desk.press("w<Tab>");
    let (Some(Effect::Names(story, _)), Some(Effect::Names(archive, _))) = (desk.held.pop(), desk.held.pop()) else {
        panic!()
    };
    desk.send(Msg::Done(Outcome::Named(archive, Err("out of order".to_owned()))));
    assert!(matches!(desk.app.layers.last(), Some(Layer::Names(layer)) if layer.rows == NameRows::Waiting));
    desk.send(Msg::Done(Outcome::Named(story, Err("the file is gone".to_owned()))));
    assert!(desk.screen().contains("the file is gone"), "{}", desk.screen());
    desk.press("<Enter><Tab>");
    assert!(matches!(desk.held.last(), Some(Effect::Names(_, NamesOf::Archive))), "what failed is asked again");
}

#[test]
fn an_empty_archive_and_articles_without_dates_have_a_list_too() {
    let mut desk = Desk::at(Shelf::new(Vec::new()), 80, 24);
    desk.press("w");
    assert!(desk.screen().contains("nobody and nothing is named here"), "{}", desk.screen());
    desk.press("<Enter><Tab>jq");
    let mut desk = Desk::at(Shelf::new(vec![("a.txt", article("A", "", "", &["We met Olaf Stern."]))]), 40, 8);
    desk.press("qw<Enter>");
    assert!(desk.screen().contains("no date"), "{}", desk.screen());
}

#[test]
fn the_layers_at_every_size() {
    for (width, height) in [(40, 12), (80, 24), (120, 40), (200, 50)] {
        let mut desk = Desk::at(archive(), width, height);
        desk.press("wj");
        insta::assert_snapshot!(format!("names-{width}x{height}"), desk.screen());
        desk.press("gg<Enter>j");
        insta::assert_snapshot!(format!("mentions-{width}x{height}"), desk.screen());
        desk.press("qqjj<Enter>gg*");
        insta::assert_snapshot!(format!("name-here-{width}x{height}"), desk.screen());
    }
}

#[test]
fn the_command_lists_names_with_their_kind() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("a.txt", "Ferry\n\nThe ferry met Ann Lee near Kessing Point, said Ann Lee of Halden Lines.\n");
    write("b.txt", "Budget\n\nNobody in the town had heard of Ann Lee, and Lee had heard of nobody.\n");
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_byline"));
        command.args(arguments).env_clear().env("HOME", folder.path().join("home")).current_dir(folder.path());
        let output = command.stdin(Stdio::null()).output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    let (code, text) = run(&["names", "a.txt", "b.txt"]);
    assert_eq!(text.lines().next(), Some("2\t4\tperson\tAnn Lee"));
    assert_eq!((code, text.lines().count()), (Some(0), 3), "{text}");
    let (_, json) = run(&["names", "--json", "--limit", "1", "a.txt", "b.txt"]);
    let row: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(
        (row["name"].as_str(), row["kind"].as_str(), row["articles"].as_u64()),
        (Some("Ann Lee"), Some("person"), Some(2))
    );
    write("d.txt", "Heron\n\nA heron sat on a roof in Graz, and nobody in Graz minded.\n");
    let (code, text) = run(&["names", "--story", "d.txt", "a.txt", "b.txt", "d.txt"]);
    assert_eq!((code, text.as_str()), (Some(0), "1\t2\tplace\tGraz\n"));
    write("c.txt", "Quiet\n\nnothing is named here at all.\n");
    assert_eq!(run(&["names", "c.txt"]).0, Some(1));
}
