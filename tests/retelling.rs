//! What a reader has read is known by sentence, and what is told again is told apart from what is new.

mod common;

use std::time::Duration;

use byline::app::{Effect, Msg};
use byline::article::Portion;
use byline::memory::{Deed, Marks, Recollection};
use common::{Desk, Shelf, archive, article, used};

/// Lets time pass over what is on screen.
fn wait(desk: &mut Desk, seconds: f32) {
    let time = Duration::from_secs_f32(seconds);
    desk.send(Msg::Passed { time, now: 1_700_000_000 });
}

/// The sentences of the open article that have been read.
fn read(desk: &Desk) -> Vec<usize> {
    let portion = desk.app.desk.portion(desk.app.reader.handle.unwrap()).unwrap_or_default();
    (0..100).filter(|sentence| portion.has(*sentence)).collect()
}

/// One article of twenty sentences of ten words each, a paragraph each.
fn twenty() -> Shelf {
    const SENTENCE: &str = "The ferry left the quay at nine and came back.";
    let other = article("Another", "", "", &["Nothing happens here today, and nothing is expected to."]);
    Shelf::new(vec![("a.txt", article("Ferry", "", "2019-01-01", &[SENTENCE; 20])), ("b.txt", other)])
}

#[test]
fn a_sentence_is_read_when_it_was_on_screen_long_enough_one_after_the_other() {
    // 476 words a minute: ten words take 1.26 seconds.
    let mut desk = Desk::at(twenty(), 80, 24);
    desk.press("<Enter>");
    wait(&mut desk, 1.0);
    assert_eq!(read(&desk), [0_usize; 0], "leafing through is no reading");
    wait(&mut desk, 1.6);
    assert_eq!(read(&desk), [0, 1]);
    wait(&mut desk, 1.0);
    assert_eq!(read(&desk), [0, 1], "what was begun is not yet read");
    wait(&mut desk, 0.2);
    assert_eq!(read(&desk), [0, 1, 2]);
    let Some(Deed::Perused { portion, .. }) = desk.deeds.last() else { panic!("{:?}", desk.deeds) };
    assert!(portion.has(2) && !portion.has(3));
}

#[test]
fn who_is_away_reads_no_further_than_the_screen() {
    let mut desk = Desk::at(twenty(), 80, 24);
    desk.press("<Enter>");
    assert!(desk.app.reading_left().is_some());
    wait(&mut desk, 3600.0);
    let on_screen = read(&desk).len();
    assert!((5..15).contains(&on_screen), "{on_screen}");
    assert_eq!(desk.app.reading_left(), None, "nothing more to wait for");
    // What comes on screen begins anew.
    desk.press("<Space>");
    wait(&mut desk, 1.5);
    assert_eq!(read(&desk).len(), on_screen + 1);
}

#[test]
fn a_sentence_longer_than_the_screen_is_read_where_it_ends_if_it_was_begun() {
    let words = vec!["and the ferry came"; 40].join(" ") + ".";
    let shelf =
        || Shelf::new(vec![("a.txt", article("Ferry", "", "", &[&words])), ("b.txt", article("B", "", "", &[]))]);
    let mut desk = Desk::at(shelf(), 40, 8);
    desk.press("<Enter>");
    wait(&mut desk, 60.0);
    assert_eq!((read(&desk), desk.app.reading_left()), (vec![], None));
    desk.press("<Space><Space><Space><Space>");
    wait(&mut desk, 60.0);
    assert_eq!(read(&desk), [0]);
    let mut desk = Desk::at(shelf(), 40, 8);
    desk.press("<Enter>G");
    wait(&mut desk, 60.0);
    assert_eq!(read(&desk), [0_usize; 0], "its beginning was never on screen");
}

#[test]
fn nothing_is_read_under_a_layer_or_in_the_list() {
    let mut desk = Desk::at(twenty(), 120, 24);
    wait(&mut desk, 60.0);
    assert_eq!(desk.app.reading_left(), None, "a preview isn't read");
    desk.press("<Enter>?");
    wait(&mut desk, 60.0);
    assert_eq!((read(&desk), desk.app.reading_left()), (vec![], None));
    desk.press("q");
    wait(&mut desk, 60.0);
    assert!(!read(&desk).is_empty());
}

#[test]
fn what_was_read_in_an_earlier_session_goes_on_unless_the_text_has_changed() {
    let mut desk = Desk::at(twenty(), 80, 24);
    desk.press("<Enter>");
    wait(&mut desk, 3.0);
    let portion = desk.app.desk.portion(desk.handle_of("a.txt")).unwrap();
    let mut recollection = Recollection::default();
    recollection.portions.insert("/archive/a.txt".to_owned(), portion);
    let mut desk = Desk::resuming(twenty(), 80, 24, recollection.clone());
    desk.press("<Enter>");
    wait(&mut desk, 2.6);
    assert_eq!(read(&desk), [0, 1, 2, 3]);
    let mut other = Portion::of(5);
    (0..20).for_each(|sentence| other.add(sentence));
    recollection.portions.insert("/archive/a.txt".to_owned(), other);
    let mut desk = Desk::resuming(twenty(), 80, 24, recollection);
    desk.press("<Enter>");
    wait(&mut desk, 2.6);
    assert_eq!(read(&desk), [0, 1], "another text was read then");
}

#[test]
fn what_is_marked_as_read_is_read_wholly_and_undo_knows_what_was_read_before() {
    let mut desk = Desk::at(twenty(), 80, 24);
    let handle = desk.handle_of("a.txt");
    desk.press("<Enter>");
    assert!(desk.app.desk.is_read(handle) && !desk.app.desk.is_read_wholly(handle), "opened is not read");
    wait(&mut desk, 3.0);
    desk.press("gu");
    assert_eq!(desk.app.desk.portion(handle), None, "unread, every sentence");
    desk.press("gu");
    assert!(desk.app.desk.is_read_wholly(handle));
    assert_eq!(desk.app.reading_left(), None);
    desk.press("UU");
    assert_eq!(read(&desk), [0, 1]);
    assert!(matches!(desk.deeds.last(), Some(Deed::Perused { .. })));
    // Marked in the list, without ever being opened.
    let mut desk = Desk::at(twenty(), 80, 24);
    desk.press("u");
    assert!(desk.app.desk.is_read_wholly(handle));
    desk.press("<Enter>");
    wait(&mut desk, 60.0);
    assert!(desk.app.desk.is_read_wholly(handle), "reading it again takes nothing away");
}

#[test]
fn an_archive_without_sentences_is_no_trouble() {
    let empty = Shelf::new(vec![("a.txt", article("Ferry", "", "", &[])), ("b.txt", article("B", "", "", &["…"]))]);
    let mut desk = Desk::at(empty, 40, 12);
    desk.press("<Enter>");
    wait(&mut desk, 60.0);
    desk.press("J");
    wait(&mut desk, 60.0);
    assert_eq!(desk.app.reading_left(), None);
}

/// Two tellings of one story that share two sentences, one more that is far away.
fn ferry() -> Shelf {
    let first = article(
        "Ferry aground off Kessing Point",
        "Harbor Wire",
        "2019-01-01",
        &[
            "The ferry Arvika ran aground off Kessing Point in a gale on Monday night.",
            "All 84 passengers were taken off by the Kessing lifeboat before dawn.",
            "The captain of the Arvika blamed a buoy that had drifted.",
        ],
    );
    let second = article(
        "Arvika still on the rocks off Kessing Point",
        "Coast Ledger",
        "2019-01-02",
        &[
            "The ferry Arvika ran aground off Kessing Point in a gale on Monday night.",
            "All 85 passengers were taken off by the Kessing lifeboat before dawn.",
            "Divers found a hole the size of a door under the engine room.",
            "A tug from Lindholm is to pull the Arvika free with the next tide.",
        ],
    );
    let other = article("Chess club moves", "Valley Post", "2019-01-02", &["The chess club moves into the old dairy."]);
    Shelf::new(vec![("first.txt", first), ("second.txt", second), ("other.txt", other)])
}

fn open(desk: &mut Desk, id: &str) {
    let handle = desk.handle_of(id);
    let row = desk.app.list.rows().iter().position(|row| *row == handle).unwrap();
    desk.press(&format!("gg{}<Enter>", "j".repeat(row)));
}

#[test]
fn what_was_read_elsewhere_is_told_and_a_number_that_differs_is_new() {
    let mut desk = Desk::at(ferry(), 80, 24);
    open(&mut desk, "second.txt");
    assert!(desk.app.reader.retelling.retold.is_none(), "nothing was read before");
    assert!(!desk.screen().contains("new sentences"));
    desk.press("q");
    open(&mut desk, "first.txt");
    assert!(desk.app.reader.retelling.retold.is_none(), "opened is not read");
    wait(&mut desk, 60.0);
    desk.press("q");
    open(&mut desk, "second.txt");
    let retold = desk.app.reader.retelling.retold.clone().unwrap();
    assert_eq!(retold.told.iter().map(|sentence| sentence.block).collect::<Vec<_>>(), [0]);
    assert_eq!(retold.new.iter().map(|sentence| sentence.block).collect::<Vec<_>>(), [1, 2, 3], "84 is not 85");
    assert!(desk.screen().contains("3 new sentences"));
    desk.press("q");
    open(&mut desk, "other.txt");
    assert!(desk.app.reader.retelling.retold.is_none(), "another story");
}

#[test]
fn only_the_sentences_that_were_read_are_told() {
    let mut desk = Desk::at(ferry(), 80, 24);
    open(&mut desk, "first.txt");
    // Not long enough for the first of its sentences.
    wait(&mut desk, 1.0);
    desk.press("q");
    open(&mut desk, "second.txt");
    assert!(desk.app.reader.retelling.retold.is_none());
}

#[test]
fn an_article_marked_as_read_counts_wholly() {
    let mut recollection = used();
    recollection.marks.insert("/archive/second.txt".to_owned(), Marks { read: true, ..Marks::default() });
    let mut desk = Desk::resuming(ferry(), 80, 24, recollection);
    open(&mut desk, "first.txt");
    assert_eq!(desk.app.reader.retelling.new_sentences(), 2);
}

#[test]
fn the_keys_for_new_sentences_go_round_and_mark_where_they_are() {
    let mut recollection = used();
    recollection.marks.insert("/archive/first.txt".to_owned(), Marks { read: true, ..Marks::default() });
    let mut desk = Desk::resuming(ferry(), 80, 24, recollection);
    open(&mut desk, "second.txt");
    desk.press("gn");
    let marked = |desk: &Desk| desk.screen().lines().find(|line| line.contains('▸')).unwrap_or_default().to_owned();
    assert!(marked(&desk).contains("All 85"), "{}", desk.screen());
    desk.press("gnj");
    assert!(marked(&desk).contains("Divers") && desk.screen().contains("new sentence 2 of 3"), "{}", desk.screen());
    desk.press("gngn");
    assert!(marked(&desk).contains("All 85") && desk.screen().contains("from the beginning again"));
    desk.press("gN");
    assert!(marked(&desk).contains("A tug"));
    open_other(&mut desk);
    desk.press("gn");
    assert!(desk.screen().contains("all of it is new"), "{}", desk.screen());
}

#[test]
fn dimming_is_a_switch_for_the_session() {
    let mut recollection = used();
    recollection.marks.insert("/archive/first.txt".to_owned(), Marks { read: true, ..Marks::default() });
    let mut desk = Desk::resuming(ferry(), 80, 24, recollection);
    open(&mut desk, "second.txt");
    assert!(!desk.app.desk.dims);
    desk.press("D");
    assert!(desk.app.desk.dims && desk.screen().contains("1 sentence that you have read elsewhere is dimmed"));
    desk.press("qD<Enter>");
    assert!(!desk.app.desk.dims);
}

#[test]
fn a_late_answer_about_another_article_is_dropped() {
    let mut desk = Desk::at(ferry(), 80, 24);
    desk.hold = true;
    open(&mut desk, "first.txt");
    desk.press("q");
    let asked: Vec<_> = desk.held.drain(..).collect();
    desk.hold = false;
    open(&mut desk, "other.txt");
    for effect in asked {
        if let Some(outcome) = desk.outcome(&effect) {
            desk.send(Msg::Done(outcome));
        }
    }
    assert!(desk.app.reader.retelling.related.is_empty());
}

#[test]
fn a_key_that_comes_before_the_answer_says_so() {
    let mut desk = Desk::at(ferry(), 120, 24);
    for key in ["c", "gn"] {
        desk.press(key);
        assert!(desk.screen().contains("open an article first"), "a preview is not opened: {}", desk.screen());
    }
    open(&mut desk, "first.txt");
    desk.press("q");
    open(&mut desk, "other.txt");
    desk.press("q");
    desk.hold = true;
    open(&mut desk, "first.txt");
    desk.press("c");
    assert!(desk.screen().contains("still looking for other tellings"), "{}", desk.screen());
    desk.press("gn");
    assert!(desk.screen().contains("still looking for other tellings"), "{}", desk.screen());
    // In the layer it waits for its rows.
    desk.press("r");
    assert!(desk.app.must_wait(Some(byline::app::Action::Compare)));
}

#[test]
fn coming_back_says_when_one_left_and_what_has_come_since() {
    let mut recollection = used();
    let three_weeks = Some(1_700_000_000 - 21 * 86_400);
    let marks = Marks { read: true, seen_at: three_weeks, ..Marks::default() };
    recollection.marks.insert("/archive/first.txt".to_owned(), marks);
    recollection.marks.insert("/archive/other.txt".to_owned(), marks);
    let mut desk = Desk::resuming(ferry(), 80, 24, recollection);
    wait(&mut desk, 0.1);
    open(&mut desk, "first.txt");
    assert!(desk.screen().contains("you were here 3 weeks ago; 1 newer telling, 3 new sentences"), "{}", desk.screen());
    desk.press("q");
    open(&mut desk, "other.txt");
    assert!(desk.screen().contains("you were here 3 weeks ago"), "{}", desk.screen());
    assert!(!desk.screen().contains("newer telling"));
    desk.press("q");
    open(&mut desk, "first.txt");
    assert!(!desk.screen().contains("weeks ago"), "just now is no while ago");
}

#[test]
fn the_foot_names_the_story_and_moves_nothing() {
    let mut desk = Desk::at(archive(), 80, 24);
    desk.hold = true;
    open(&mut desk, "2019/main-bursts.txt");
    let held: Vec<_> = desk.held.drain(..).collect();
    let answer = |desk: &mut Desk, load: bool| {
        for effect in held.iter().filter(|effect| matches!(effect, Effect::Load(_)) == load) {
            let outcome = desk.outcome(effect).unwrap();
            desk.send(Msg::Done(outcome));
        }
    };
    answer(&mut desk, true);
    desk.press("G");
    let before = desk.screen();
    let percent = desk.app.reader.document().unwrap().percent();
    answer(&mut desk, false);
    let after = desk.screen();
    let text =
        |screen: &str| screen.lines().filter(|line| line.contains("water")).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(text(&before)[0], text(&after)[0]);
    assert!(!before.contains("Same story") && after.contains("Same story"), "{after}");
    assert_eq!(desk.app.reader.document().unwrap().percent(), percent);
    desk.hold = false;
    desk.press("1");
    assert_eq!(desk.open_title(), "Sollen has water again; the valve was under the chapel");
    desk.press("H");
    assert_eq!(desk.open_title(), "Water main bursts at Sollen, three towns dry");
}

#[test]
fn a_number_hops_only_where_it_is_seen_and_space_shows_the_foot_before_the_next_article() {
    let mut desk = Desk::at(archive(), 40, 12);
    open(&mut desk, "2019/main-bursts.txt");
    let title = desk.open_title().to_owned();
    desk.press("1");
    assert_eq!(desk.open_title(), title);
    assert!(desk.screen().contains("the numbers stand at the end"), "{}", desk.screen());
    while !desk.app.reader.document().unwrap().nothing_below() {
        desk.press("<Space>");
    }
    assert_eq!(desk.open_title(), title);
    assert!(desk.screen().contains("Same story"), "{}", desk.screen());
    let top = desk.app.reader.document().unwrap().shown[0];
    desk.press("j");
    assert_eq!(desk.app.reader.document().unwrap().shown[0], top, "there is nothing below");
    desk.press("<Space>");
    assert_ne!(desk.open_title(), title);
}

#[test]
fn nothing_stands_under_what_is_related_to_nothing() {
    let mut desk = Desk::at(ferry(), 80, 24);
    open(&mut desk, "other.txt");
    assert!(desk.app.reader.document().unwrap().foot.is_empty());
    assert!(!desk.screen().contains("Related"), "{}", desk.screen());
}

#[test]
fn two_tellings_stand_side_by_side_with_what_differs() {
    let mut desk = Desk::at(ferry(), 120, 30);
    open(&mut desk, "first.txt");
    desk.press("c");
    let screen = desk.screen();
    let line = screen.lines().find(|line| line.contains("All 84")).unwrap();
    assert!(line.contains("All 85"), "{screen}");
    desk.press("<Enter>");
    assert_eq!(desk.open_title(), "Arvika still on the rocks off Kessing Point");
    desk.press("H");
    assert_eq!(desk.open_title(), "Ferry aground off Kessing Point");
    desk.press("rc");
    assert!(desk.screen().contains("Arvika still on the rocks"));
    desk.press("J");
    assert!(desk.screen().contains("there is no third telling"), "{}", desk.screen());
    desk.press("qq");
    assert!(desk.app.layers.is_empty());
    open_other(&mut desk);
    desk.press("c");
    assert!(desk.app.layers.is_empty() && desk.screen().contains("no other telling"), "{}", desk.screen());
}

fn open_other(desk: &mut Desk) {
    desk.press("q");
    open(desk, "other.txt");
}

#[test]
fn the_comparison_scrolls_both_and_keeps_its_passage_when_the_screen_changes() {
    let mut desk = Desk::at(ferry(), 40, 8);
    open(&mut desk, "first.txt");
    desk.press("cG");
    let bottom = desk.screen();
    desk.press("jk");
    assert_ne!(desk.screen(), bottom);
    desk.press("j");
    assert_eq!(desk.screen(), bottom, "nothing is below");
    desk.resize(120, 40);
    assert!(desk.screen().contains("All 84"), "{}", desk.screen());
    desk.resize(40, 8);
    desk.resize(10, 3);
    desk.press("Gggq");
    assert!(desk.app.layers.is_empty());
}

#[test]
fn the_trail_shows_the_way_and_goes_anywhere_on_it() {
    let mut desk = Desk::at(ferry(), 80, 24);
    desk.press(":trail<Enter>");
    assert!(desk.app.layers.is_empty() && desk.screen().contains("no article yet"));
    for id in ["first.txt", "other.txt", "second.txt"] {
        open(&mut desk, id);
        desk.press("q");
    }
    desk.press(":trail<Enter>");
    let screen = desk.screen();
    let rows: Vec<_> = ["Ferry aground", "Chess club", "Arvika still"].iter().map(|t| desk.row_of(t)).collect();
    assert!(rows.is_sorted() && rows[0].is_some() && screen.contains("open"), "{screen}");
    desk.press("k<Enter>");
    assert_eq!(desk.open_title(), "Chess club moves");
    desk.press(":trail<Enter>");
    assert_eq!(desk.screen().matches("Chess club moves").count(), 2, "the way came here twice");
    desk.press("q");
    assert_eq!(desk.open_title(), "Chess club moves");
}

#[test]
fn the_trail_is_exported_as_a_bibliography_of_what_was_opened() {
    let mut desk = Desk::at(archive(), 80, 24);
    wait(&mut desk, 0.1);
    for id in ["dump/0001.txt", "2019/main-bursts.txt", "dump/0001.txt"] {
        open(&mut desk, id);
        desk.press("q");
    }
    desk.hold = true;
    desk.press(":export-trail<Enter>");
    let Some(Effect::Export { handles, name, made }) = desk.held.last() else { panic!("{:?}", desk.held) };
    assert_eq!((handles.len(), name.as_str()), (2, "byline-trail-2023-11-14"));
    let list = byline::library::bibliography(desk.library.as_ref(), handles, *made);
    assert_eq!(
        list,
        "# What was read, 14 November 2023\n\n\
         - Three towns lost their water when the main at Sollen burst. dump/0001.txt\n\
         - Ann Lee: [Water main bursts at Sollen, three towns dry](<https://example.com/sollen-main>). *Coast Ledger*, \
         4 March 2019\n"
    );
}
