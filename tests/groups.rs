//! The list in groups, by day and by source.

mod common;

use std::sync::Arc;

use byline::app::{Effect, Grouping, Msg, Outcome, Page, Pane};
use byline::article::{ArticleId, Summary};
use byline::library::Library;
use byline::memory::SavedQuery;
use common::{Desk, Shelf, archive, article, used};

/// Seven articles of three days and one without a date, from three sources and from none.
fn shelf() -> Shelf {
    let row = |title: &str, source: &str, day: &str| article(title, source, day, &["It rains on the weir."]);
    Shelf::new(vec![
        ("a.txt", row("Apples", "Harbor Wire", "2019-03-04")),
        ("b.txt", row("Bells", "Coast Ledger", "2019-03-04")),
        ("c.txt", row("Crows", "harbor wire", "2019-03-05")),
        ("d.txt", row("Doors", "", "2019-03-05")),
        ("e.txt", row("Eels", "Valley Post", "2019-03-06")),
        ("f.txt", row("Fog", "Coast Ledger", "")),
        ("g.txt", row("Gates", "Coast Ledger", "2019-03-05")),
    ])
}

fn at(width: u16, height: u16) -> Desk {
    Desk::at(shelf(), width, height)
}

/// The lines of the list: headers with their counts, titles by their first word.
fn lines(desk: &Desk) -> Vec<String> {
    let groups = desk.app.list.groups();
    let word = |line: &str| {
        let text: Vec<&str> = line.split("  ").map(str::trim).filter(|part| !part.is_empty()).collect();
        text.join("; ")
    };
    assert!(!groups.is_empty());
    desk.screen().lines().skip(2).take(desk.app.list.lines()).map(word).collect()
}

#[test]
fn days_stand_newest_first_and_what_has_no_date_last() {
    let mut desk = at(80, 24);
    desk.press("SD");
    let headers: Vec<String> = lines(&desk).into_iter().filter(|line| line.contains("article")).collect();
    assert_eq!(
        headers,
        [
            "Wednesday, 6 March 2019; 1 article · 1 unread",
            "Tuesday, 5 March 2019; 3 articles · 3 unread",
            "Monday, 4 March 2019; 2 articles · 2 unread",
            "no date; 1 article · 1 unread",
        ]
    );
    desk.press("Sr");
    let headers: Vec<String> = lines(&desk).into_iter().filter(|line| line.contains("article")).collect();
    assert!(
        headers[0].starts_with("Monday") && headers[2].starts_with("Wednesday") && headers[3].starts_with("no date")
    );
}

#[test]
fn sources_stand_by_letter_without_regard_to_case_and_none_last() {
    let mut desk = at(80, 24);
    desk.press("SSSl");
    let headers: Vec<String> = lines(&desk).into_iter().filter(|line| line.contains("article")).collect();
    let names: Vec<&str> = headers.iter().map(|line| line.split(';').next().unwrap()).collect();
    assert!(names[1].eq_ignore_ascii_case("harbor wire"), "{names:?}");
    assert_eq!([names[0], names[2], names[3]], ["Coast Ledger", "Valley Post", "no source"]);
    assert!(headers[1].contains("2 articles"), "{headers:?}");
    desk.press("SsSr");
    let headers: Vec<String> = lines(&desk).into_iter().filter(|line| line.contains("article")).collect();
    assert!(headers[0].starts_with("Valley Post") && headers[3].starts_with("no source"), "{headers:?}");
}

#[test]
fn within_a_group_rows_are_sorted_and_the_selected_article_stays_selected() {
    let mut desk = at(80, 24);
    desk.press("jjj");
    let title = desk.selected_title().to_owned();
    for keys in ["SD", "St", "SS", "Sd", "Sf", "Sr", "SN", "SD", "SN"] {
        desk.press(keys);
        assert_eq!(desk.selected_title(), title, "{keys}");
    }
    desk.press("SDStgg");
    let mut titles = vec![desk.selected_title().to_owned()];
    for _ in 0..6 {
        desk.press("j");
        titles.push(desk.selected_title().to_owned());
    }
    assert_eq!(titles, ["Eels", "Crows", "Doors", "Gates", "Apples", "Bells", "Fog"]);
    for title in titles.iter().rev().skip(1) {
        desk.press("k");
        assert_eq!(desk.selected_title(), title);
    }
}

#[test]
fn a_folded_group_is_one_line_and_unfolded_its_article_is_selected_again() {
    let mut desk = at(80, 24);
    desk.press("SDStjj");
    assert_eq!(desk.selected_title(), "Doors");
    let before = desk.screen();
    desk.press("za");
    assert_eq!((desk.app.list.selected(), desk.app.list.lines()), (None, 8));
    assert!(desk.screen().contains("▸ Tuesday, 5 March 2019…"), "{}", desk.screen());
    assert!(desk.screen().contains("group 2/4"), "{}", desk.screen());
    assert!(!desk.screen().contains("Doors"));
    desk.press("za");
    assert_eq!(desk.screen(), before);
    for unfold in ["<Enter>", "za"] {
        desk.press("zaj");
        assert_eq!(desk.selected_title(), "Apples");
        desk.press("k").press(unfold);
        assert_eq!(desk.selected_title(), "Crows", "{unfold}");
        assert_eq!(desk.app.focus(), Pane::List);
        desk.press("j");
    }
}

#[test]
fn a_folded_group_is_neither_changed_nor_opened_unseen() {
    let mut desk = at(80, 24);
    desk.press("SDza");
    let deeds = desk.deeds.len();
    for key in ["u", "s", "t", "a", "r", "yu", "Z", "l"] {
        desk.press(key);
        assert!(desk.app.layers.is_empty(), "{key}");
        assert_eq!((desk.deeds.len(), desk.app.focus()), (deeds, Pane::List), "{key}");
    }
}

#[test]
fn all_groups_folded_are_a_table_of_contents() {
    let mut desk = at(80, 24);
    desk.press("SSzA");
    assert_eq!(desk.app.list.lines(), 4);
    desk.press("ggza");
    assert_eq!(desk.app.list.lines(), 7);
    desk.press("zA");
    assert_eq!(desk.app.list.lines(), 4);
    desk.press("zA");
    assert_eq!(desk.app.list.lines(), 11);
    assert!(desk.app.list.selected().is_some());
}

#[test]
fn groups_are_jumped_from_one_to_the_next() {
    let mut desk = at(80, 24);
    desk.press("SDSt");
    let walk = |desk: &mut Desk, keys: &[&str]| -> Vec<String> {
        keys.iter().map(|key| desk.press(key).selected_title().to_owned()).collect()
    };
    assert_eq!(walk(&mut desk, &["gg", "}", "}", "}", "}"]), ["Eels", "Crows", "Apples", "Fog", "Fog"]);
    assert!(desk.screen().contains("this is the last group"), "{}", desk.screen());
    assert_eq!(
        walk(&mut desk, &["{", "j", "{", "{", "{", "{"]),
        ["Apples", "Bells", "Apples", "Crows", "Eels", "Eels"]
    );
    desk.press("SN}");
    assert!(desk.screen().contains("the list has no groups; SD makes one of each day"), "{}", desk.screen());
}

#[test]
fn the_header_of_a_group_is_seen_with_its_first_row() {
    for height in 4..12 {
        let mut desk = at(80, height);
        desk.press("SDStG");
        for _ in 0..4 {
            desk.press("{");
            let group = desk.app.list.groups().of(desk.app.list.cursor).unwrap();
            let header = desk.app.list.groups().header(group);
            assert!(desk.app.list.top <= header, "{height}");
        }
    }
}

#[test]
fn a_search_of_titles_is_best_first_and_the_groups_come_back_with_escape() {
    let mut desk = at(80, 24);
    desk.press("SDjjza");
    let before = desk.screen();
    desk.press("/gates");
    assert!(desk.app.list.groups().is_empty());
    desk.press("<Esc>");
    assert_eq!(desk.screen(), before);
}

#[test]
fn a_list_narrowed_by_a_query_keeps_its_groups() {
    let mut desk = at(80, 24);
    desk.press("SD\\source:coast<Enter>");
    assert_eq!(desk.app.list.groups().len(), 3);
    assert_eq!(desk.app.list.lines(), 6);
    desk.press("za");
    assert_eq!(desk.app.list.lines(), 5);
    // Another order, and what was folded stays so.
    desk.press("St");
    assert_eq!(desk.app.list.lines(), 5);
    desk.press("SS");
    assert_eq!((desk.app.list.groups().len(), desk.app.list.lines()), (1, 4));
    desk.press("<Esc>");
    assert_eq!(desk.app.list.groups().len(), 4);
}

#[test]
fn saved_queries_stand_above_the_groups() {
    let saved = SavedQuery { text: "source:coast".to_owned(), name: "Coast".to_owned() };
    let recollection = byline::memory::Recollection { saved: vec![saved], ..used() };
    let mut desk = Desk::resuming(shelf(), 80, 24, recollection);
    desk.press("SDgg");
    assert_eq!((desk.app.list.entry, desk.selected_title()), (None, "Eels"));
    desk.press("k");
    assert_eq!(desk.app.list.entry, Some(0));
    desk.press("j");
    assert_eq!((desk.app.list.entry, desk.selected_title()), (None, "Eels"));
    desk.press("zak");
    assert_eq!(desk.app.list.entry, Some(0));
    desk.press("j");
    assert_eq!((desk.app.list.entry, desk.app.list.is_folded()), (None, true));
}

#[test]
fn counts_of_unread_articles_follow_what_is_read() {
    let mut desk = at(80, 24);
    desk.press("SDStjj");
    assert!(desk.screen().contains("3 articles · 3 unread"));
    desk.press("u");
    assert!(desk.screen().contains("3 articles · 2 unread"), "{}", desk.screen());
    desk.press("U");
    assert!(desk.screen().contains("3 articles · 3 unread"), "{}", desk.screen());
    desk.press("ggu");
    assert!(desk.screen().contains("1 article\n"), "{}", desk.screen());
}

#[test]
fn a_late_count_is_not_shown_for_other_groups() {
    let mut desk = at(80, 24);
    desk.hold = true;
    desk.press("SD");
    let arrange = desk.held.pop().unwrap();
    let outcome = desk.outcome(&arrange).unwrap();
    desk.send(Msg::Done(outcome));
    let tally = desk.held.pop().unwrap();
    assert!(matches!(tally, Effect::Tally { .. }));
    let late = desk.outcome(&tally).unwrap();
    desk.hold = false;
    desk.press("SS");
    desk.send(Msg::Done(late));
    let header = desk.screen().lines().nth(2).unwrap().to_owned();
    assert!(header.contains("Coast Ledger") && header.contains("3 articles · 3 unread"), "{header}");
}

#[test]
fn the_old_view_stays_until_the_groups_are_there() {
    let mut desk = at(80, 24);
    let rows = desk.app.list.rows().to_vec();
    desk.hold = true;
    desk.press("SDj");
    assert!(desk.app.list.groups().is_empty());
    assert_eq!(desk.app.list.rows(), rows);
    let arrange = desk.held.pop().unwrap();
    let title = desk.selected_title().to_owned();
    let outcome = desk.outcome(&arrange).unwrap();
    desk.send(Msg::Done(outcome));
    assert_eq!((desk.app.list.groups().len(), desk.selected_title()), (4, title.as_str()));
}

#[test]
fn the_reader_goes_through_groups_and_passes_folded_ones() {
    let mut desk = at(80, 24);
    desk.press("SDStjzagg<Enter>");
    assert_eq!(desk.open_title(), "Eels");
    desk.press("J");
    assert_eq!(desk.open_title(), "Apples");
    desk.press("K");
    assert_eq!(desk.open_title(), "Eels");
    desk.press("n");
    assert_eq!(desk.open_title(), "Bells", "the next unread one");
    desk.press("n");
    assert_eq!(desk.open_title(), "Fog");
    desk.press("n");
    assert_eq!(desk.open_title(), "Crows", "only the folded group has unread ones");
    desk.press("q");
    assert_eq!(desk.selected_title(), "Crows");
}

#[test]
fn going_back_finds_the_selection_in_its_group() {
    let mut desk = at(80, 24);
    desk.press("SDStjj<Enter>");
    assert!(matches!(desk.app.reader.page, Page::Ready(_)));
    desk.press("H");
    assert_eq!(desk.selected_title(), "Doors");
    // Reading on through a list of folded groups unfolds what is read.
    desk.press("zA<Enter>za<Enter><Enter>H");
    assert_eq!(desk.selected_title(), "Doors");
}

#[test]
fn news_keep_groups_folds_and_the_place() {
    let mut known = shelf();
    known.state.known = known.state.catalogue.len() as u32;
    let mut desk = Desk::at(known, 80, 24);
    desk.press("SDStjjza}");
    assert_eq!(desk.selected_title(), "Apples");
    let newer = article("Herons", "Harbor Wire", "2019-03-05", &["They stand."]);
    let mut shelf = shelf();
    shelf.state.known = 7;
    shelf.state.catalogue.extend(vec![Summary::of(&newer, ArticleId("h.txt".to_owned()), None)]);
    shelf.articles.push(Arc::new(newer));
    desk.library = Arc::new(shelf);
    desk.send(Msg::Done(Outcome::Catalogued(desk.library.state())));
    // What is announced is in no order yet.
    desk.press("SlStjk");
    assert_eq!(desk.app.list.rows().len(), 7);
    assert!(desk.screen().contains("1 new · R"), "{}", desk.screen());
    desk.press("R");
    assert_eq!((desk.app.list.rows().len(), desk.selected_title()), (8, "Apples"));
    assert!(desk.screen().contains("▸  Apples") || desk.screen().contains("▸● Apples"), "{}", desk.screen());
    assert!(desk.screen().contains("Tuesday, 5 March 2019…"), "{}", desk.screen());
    assert!(desk.screen().contains("4 articles"), "{}", desk.screen());
}

#[test]
fn a_list_can_start_in_groups() {
    let mut desk = at(80, 24);
    desk.app.list.order.groups = Grouping::Source;
    desk.send(Msg::Done(Outcome::Catalogued(desk.library.state())));
    assert_eq!(desk.app.list.groups().len(), 4);
}

#[test]
fn groups_fit_every_size() {
    for keys in ["SD", "SSzA", "SDza", "SDG", "SSzAG"] {
        let mut desk = Desk::at(archive(), 80, 24);
        desk.press(keys);
        for (width, height) in [(20, 5), (1, 1), (500, 200), (99, 3), (2, 60), (100, 24), (40, 12), (7, 9)] {
            desk.resize(width, height);
            for key in ["j", "k", "}", "{", "za", "<PgDn>", "<PgUp>", "zt", "zb", "G", "gg", "za"] {
                desk.press(key);
                desk.screen();
            }
        }
    }
}

#[test]
fn an_empty_list_has_nothing_to_move_in() {
    let mut desk = Desk::at(Shelf::new(Vec::new()), 80, 24);
    desk.press("SDjk}{zazAG<PgDn>gg<Enter>SSjnN");
    desk.screen();
}
