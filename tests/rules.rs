//! What the program promises a reader, on `App::update` alone.

mod common;

use byline::app::{Action, Effect, Msg, Outcome, Page, Pane};
use byline::article::{Article, Place};
use byline::memory::{Deed, Last, Marks, Recollection};
use common::{Desk, Shelf, archive, article, used};

fn list() -> Desk {
    Desk::at(archive(), 80, 24)
}

#[test]
fn the_list_starts_with_the_newest_and_ends_with_what_has_no_date() {
    let mut desk = list();
    assert_eq!(desk.selected_title(), "Sollen has water again; the valve was under the chapel");
    desk.press("G");
    assert!(desk.selected_title().starts_with("Three towns"));
}

#[test]
fn sorting_keeps_the_selected_article_selected() {
    let mut desk = list();
    desk.press("jj");
    let title = desk.selected_title().to_owned();
    for order in ["St", "Ss", "Sl", "Sf", "Sr", "Sd"] {
        desk.press(order);
        assert_eq!(desk.selected_title(), title, "{order}");
    }
}

#[test]
fn closing_the_reader_gives_the_list_back_untouched() {
    for close in ["q", "h", "<Left>"] {
        let mut desk = list();
        desk.press("jj");
        let title = desk.selected_title().to_owned();
        let before = desk.screen();
        desk.press("<Enter>jjj").press(close);
        assert_eq!(desk.app.focus(), Pane::List);
        assert_eq!(desk.selected_title(), title);
        // Only the unread mark has gone.
        assert_eq!(desk.screen().replace('●', " ").lines().nth(4), before.replace('●', " ").lines().nth(4));
    }
}

#[test]
fn quit_asks_nothing_and_escape_never_quits() {
    let mut desk = list();
    desk.press("<Esc><Esc><Esc>");
    assert!(!desk.quit);
    desk.press("q");
    assert!(desk.quit);
}

#[test]
fn opening_marks_as_read_and_undo_takes_a_mark_back() {
    let mut desk = list();
    assert_eq!(desk.app.desk.unread(), 6);
    desk.press("<Enter>q");
    assert_eq!(desk.app.desk.unread(), 5);
    assert!(desk.deeds.contains(&Deed::Read { key: "/archive/2019/water-again.txt".into(), read: true }));
    desk.press("s");
    assert!(desk.app.desk.marks(desk.app.list.selected().unwrap()).starred);
    desk.press("U");
    assert!(!desk.app.desk.marks(desk.app.list.selected().unwrap()).starred);
    desk.press("u");
    assert_eq!(desk.app.desk.unread(), 6);
    desk.press("U");
    assert_eq!(desk.app.desk.unread(), 5);
}

#[test]
fn the_place_survives_other_widths_exactly() {
    let mut desk = Desk::at(archive(), 200, 10);
    desk.press("G");
    desk.press("k<Enter>");
    assert_eq!(desk.open_title(), "A long walk");
    for lines in 1..12 {
        desk.press("gg");
        desk.press(&"j".repeat(lines));
        let (place, screen) = (desk.app.reader.place(), desk.screen());
        for width in [40, 20, 79, 120, 31, 200] {
            desk.resize(width, 10);
        }
        assert_eq!(desk.app.reader.place(), place, "{lines}");
        assert_eq!(desk.screen(), screen, "{lines}");
    }
}

#[test]
fn the_place_survives_another_article_and_a_restart() {
    let mut desk = Desk::at(archive(), 60, 10);
    desk.press("Gk<Enter>jjjjjj");
    let place = desk.app.reader.place();
    assert_ne!(place, Some(Place::default()));
    desk.press("qgg<Enter>");
    assert_ne!(desk.open_title(), "A long walk");
    desk.press("qGk<Enter>");
    assert_eq!(desk.app.reader.place(), place);

    let mut recollection = used();
    for deed in &desk.deeds {
        if let Deed::Stopped { key, place } = deed {
            let marks = Marks { read: true, place: Some(*place), ..Marks::default() };
            recollection.marks.insert(key.clone(), marks);
        }
    }
    recollection.last = Some(Last { key: "/archive/long.txt".into(), reading: true });
    let again = Desk::resuming(archive(), 60, 10, recollection);
    assert_eq!(again.open_title(), "A long walk");
    assert_eq!(again.app.reader.place(), place);
}

#[test]
fn a_session_that_ended_in_the_list_resumes_in_the_list() {
    let recollection = Recollection { last: Some(Last { key: "/archive/long.txt".into(), reading: false }), ..used() };
    let mut desk = Desk::resuming(archive(), 80, 24, recollection);
    assert_eq!(desk.app.focus(), Pane::List);
    assert_eq!(desk.selected_title(), "A long walk");
    let closed = Deed::Closed { library: "/archive".into(), key: "/archive/long.txt".into() };
    for way_back in ["q", "H"] {
        desk.press("<Enter>").press(way_back);
        assert_eq!(desk.deeds.pop(), Some(closed.clone()), "{way_back}");
    }
}

#[test]
fn typing_narrows_the_list_and_escape_brings_everything_back() {
    let mut desk = list();
    desk.press("jjj");
    let (title, before) = (desk.selected_title().to_owned(), desk.screen());
    desk.press("/heron");
    assert!(desk.app.list.rows().len() < 6);
    assert!(desk.selected_title().contains("heron"));
    desk.press("<Esc>");
    assert_eq!(desk.selected_title(), title);
    assert_eq!(desk.screen(), before);
}

#[test]
fn words_match_in_any_order_and_without_their_accents() {
    let mut desk = list();
    for text in ["ferry jose", "jose ferry", "ramirez", "oland"] {
        desk.press("/").press(text);
        assert_eq!(desk.selected_title(), "José Ramírez and the heron of the Öland ferry", "{text}");
        desk.press("<Esc>");
    }
    desk.press("/José");
    assert_eq!(desk.app.list.rows().len(), 1);
    desk.press("<Esc>/JOSE");
    assert_eq!(desk.app.list.rows().len(), 0);
}

#[test]
fn a_search_of_titles_knows_what_memory_knows() {
    let mut desk = list();
    desk.press("jj<Enter>qst<C-u>sea<Enter>");
    let title = desk.selected_title().to_owned();
    for (typed, found) in
        [("is:read", 1), ("is:unread", 5), ("!is:unread", 1), ("'heron is:unread", 1), ("tag:SEA", 1), ("tag:s", 0)]
    {
        desk.press("/").press(typed);
        assert_eq!(desk.app.list.rows().len(), found, "{typed}");
        desk.press("<Esc>");
    }
    desk.press("/heron is:starred");
    assert_eq!(desk.selected_title(), title);
}

#[test]
fn what_is_read_stays_among_the_titles_that_were_unread() {
    let mut desk = list();
    desk.press("/is:unread<Enter>");
    let title = desk.open_title().to_owned();
    desk.press("q");
    assert_eq!(desk.app.list.rows().len(), 6);
    desk.send(Msg::Done(Outcome::Catalogued(byline::library::Library::state(desk.library.as_ref()))));
    assert_eq!((desk.app.list.rows().len(), desk.selected_title()), (6, title.as_str()));
    desk.press("<Esc>/is:unread");
    assert_eq!(desk.app.list.rows().len(), 5);
}

#[test]
fn what_memory_knows_is_found_by_titles_once_it_is_known() {
    let article = common::article("Weir", "Harbor Wire", "2020-01-01", &["It rains."]);
    let ids: Vec<String> = (0..5_000).map(|number| format!("{number}.txt")).collect();
    let mut desk = Desk::at(common::Shelf::new(ids.iter().map(|id| (id.as_str(), article.clone())).collect()), 80, 24);
    let mut recollection = used();
    recollection.marks.insert("/archive/4999.txt".into(), Marks { read: true, ..Marks::default() });
    desk.hold = true;
    desk.send(Msg::Done(Outcome::Recalled(recollection.into())));
    let resolve = desk.held.pop().unwrap();
    desk.hold = false;
    desk.press("/is:read");
    assert_eq!(desk.app.list.rows().len(), 0);
    let known = desk.outcome(&resolve).unwrap();
    desk.send(Msg::Done(known));
    assert_eq!(desk.app.list.rows(), [byline::article::Handle(4_999)]);
}

#[test]
fn a_part_of_a_search_of_titles_that_makes_no_sense_is_named_and_the_rest_is_found() {
    let mut desk = list();
    desk.press("/'heron date:foo");
    assert!(desk.screen().contains("foo is no date"), "{}", desk.screen());
    assert_eq!(desk.app.list.rows().len(), 2);
    desk.press("<C-w>date:2019 is:banana");
    assert!(desk.screen().contains("no article is banana"), "{}", desk.screen());
    assert_eq!(desk.app.list.rows().len(), 2);
    desk.press("<C-u>is:banana<Enter>");
    assert_eq!((desk.app.focus(), desk.app.list.rows().len()), (Pane::List, 6));
    assert!(desk.screen().contains("no article is banana"), "{}", desk.screen());
    desk.press("<C-u>heron<Enter>");
    assert!(desk.open_title().contains("heron"));
}

#[test]
fn enter_opens_the_best_match_and_back_brings_the_search_back() {
    let mut desk = list();
    desk.press("/heron<Down>");
    let second = desk.selected_title().to_owned();
    desk.press("<Enter>");
    assert_eq!(desk.open_title(), second);
    assert_eq!(desk.app.focus(), Pane::Reader);
    desk.press("H");
    assert_eq!(desk.app.focus(), Pane::List);
    assert_eq!(desk.app.list.filter.as_ref().map(|filter| filter.text.as_str()), Some("heron"));
    assert_eq!(desk.selected_title(), second);
    desk.press("<Esc>");
    assert_eq!(desk.app.list.rows().len(), 6);
    assert_eq!(desk.selected_title(), second);
}

#[test]
fn a_late_answer_does_not_replace_a_newer_one() {
    let mut desk = list();
    desk.hold = true;
    desk.press("/her");
    let mut late: Vec<Effect> = std::mem::take(&mut desk.held);
    late.retain(|effect| matches!(effect, Effect::Filter(..)));
    assert_eq!(late.len(), 3);
    desk.press("on");
    let newest = desk.held.pop().unwrap();
    let outcome = desk.outcome(&newest).unwrap();
    desk.send(Msg::Done(outcome));
    let rows = desk.app.list.rows().to_vec();
    for effect in late {
        let outcome = desk.outcome(&effect).unwrap();
        desk.send(Msg::Done(outcome));
        assert_eq!(desk.app.list.rows(), rows);
    }
    desk.press("<Esc>");
    let outcome = desk.outcome(&newest).unwrap();
    desk.send(Msg::Done(outcome));
    assert!(desk.app.list.filter.is_none(), "an answer after Esc narrows nothing");
}

#[test]
fn a_misspelt_word_is_corrected_in_a_second_answer() {
    let mut desk = list();
    desk.press("/heorn");
    assert!(desk.selected_title().contains("heron"));
    desk.press("<Enter>");
    assert!(desk.open_title().contains("heron"));
}

#[test]
fn enter_before_any_answer_waits_for_the_corrected_one() {
    let mut desk = list();
    desk.hold = true;
    desk.press("/heorn<Enter>");
    let asked = desk.held.pop().unwrap();
    let outcome = desk.outcome(&asked).unwrap();
    desk.send(Msg::Done(outcome));
    assert_eq!(desk.app.focus(), Pane::List);
    let again = desk.held.pop().unwrap();
    assert!(matches!(again, Effect::Correct(..)));
    let outcome = desk.outcome(&again).unwrap();
    desk.hold = false;
    desk.send(Msg::Done(outcome));
    assert!(desk.open_title().contains("heron"));
}

#[test]
fn a_second_answer_leaves_a_selection_that_was_moved() {
    let mut desk = list();
    desk.press("/a");
    desk.hold = true;
    desk.press("<BS>heron");
    let asked = desk.held.pop().unwrap();
    let first = desk.outcome(&asked).unwrap();
    desk.send(Msg::Done(first.clone()));
    desk.press("<Down>");
    let moved = desk.selected_title().to_owned();
    desk.send(Msg::Done(first));
    assert_eq!(desk.selected_title(), moved);
}

#[test]
fn enter_before_the_answer_opens_the_answer_to_what_was_typed() {
    let mut desk = list();
    desk.hold = true;
    desk.press("/stays<Enter>");
    assert_eq!(desk.app.focus(), Pane::List);
    let newest = desk.held.pop().unwrap();
    let outcome = desk.outcome(&newest).unwrap();
    desk.hold = false;
    desk.send(Msg::Done(outcome));
    assert_eq!(desk.open_title(), "The ferry heron stays ashore");
}

#[test]
fn an_article_that_arrives_late_is_not_shown_in_place_of_the_one_asked_for_last() {
    let mut desk = list();
    desk.hold = true;
    desk.press("<Enter>J");
    let asked = desk.app.reader.handle;
    let first = desk.held.iter().find(|effect| matches!(effect, Effect::Load(_))).cloned().unwrap();
    let outcome = desk.outcome(&first).unwrap();
    desk.send(Msg::Done(outcome));
    assert_eq!(desk.app.reader.handle, asked);
    assert!(matches!(desk.app.reader.page, Page::Waiting));
}

#[test]
fn a_related_story_is_one_key_away_and_so_is_the_way_back() {
    let mut desk = Desk::at(archive(), 80, 12);
    desk.press("/main bursts<Enter>jj");
    let place = desk.app.reader.place();
    let title = desk.open_title().to_owned();
    desk.press("r");
    assert!(desk.screen().contains("Sollen has water again"), "{}", desk.screen());
    assert!(!desk.screen().contains("heron"), "{}", desk.screen());
    desk.press("1");
    assert_ne!(desk.open_title(), title);
    let there = desk.open_title().to_owned();
    desk.press("H");
    assert_eq!(desk.open_title(), title);
    assert_eq!(desk.app.reader.place(), place);
    assert_eq!(desk.app.list.filter.as_ref().map(|filter| filter.text.as_str()), Some("main bursts"));
    desk.press("L");
    assert_eq!(desk.open_title(), there);
    desk.press("<BS>");
    assert_eq!(desk.open_title(), title);
}

#[test]
fn a_chain_of_hops_is_retraced_step_by_step() {
    let mut desk = list();
    desk.press("/main bursts<Enter>");
    let mut titles = vec![desk.open_title().to_owned()];
    for _ in 0..3 {
        desk.press("r1");
        titles.push(desk.open_title().to_owned());
    }
    for title in titles.iter().rev().skip(1) {
        desk.press("H");
        assert_eq!(desk.open_title(), title);
    }
    for title in titles.iter().skip(1) {
        desk.press("L");
        assert_eq!(desk.open_title(), title);
    }
}

#[test]
fn a_muted_reason_brings_no_article_near_until_it_counts_again() {
    let mut desk = Desk::at(archive(), 80, 24);
    desk.press("/main bursts<Enter>r");
    let before = desk.screen();
    let reason = |screen: &str| {
        let line = screen.lines().find_map(|line| line.trim().strip_prefix("because: ").map(str::to_owned));
        line.map(|line| line.split(" · ").next().unwrap().to_owned())
    };
    let muted = reason(&before).unwrap();
    desk.press("x");
    assert!(desk.screen().contains(&format!("muted in this archive: {muted}")), "{}", desk.screen());
    assert_ne!(reason(&desk.screen()), Some(muted.clone()), "{}", desk.screen());
    // One after the other, until nothing brings another article near.
    for _ in 0..40 {
        desk.press("x");
    }
    assert!(desk.screen().contains("nothing in this archive is related to it"), "{}", desk.screen());
    let reasons = desk.app.desk.muted_reasons().clone();
    assert!(reasons.len() > 1 && reasons.contains(&muted));
    // What was muted last counts again first, and then all of it.
    desk.press("U");
    assert_eq!(desk.app.desk.muted_reasons().len(), reasons.len() - 1);
    desk.press("q:unmute<Enter>");
    assert!(desk.app.desk.muted_reasons().is_empty());
    let counted = desk.deeds.iter().filter(|deed| matches!(deed, Deed::Muted { muted: false, .. })).count();
    assert_eq!(counted, reasons.len());
    desk.press("r");
    assert_eq!(desk.screen(), before);
}

#[test]
fn nothing_related_is_an_answer() {
    let mut desk = list();
    desk.press("/long walk<Enter>r");
    assert!(desk.screen().contains("nothing in this archive is related to it"), "{}", desk.screen());
    desk.press("<Enter>1");
    assert_eq!(desk.open_title(), "A long walk");
    desk.press("q");
    assert!(desk.app.layers.is_empty());
    assert_eq!(desk.app.focus(), Pane::Reader);
}

#[test]
fn find_jumps_as_one_types_and_escape_returns() {
    let mut desk = Desk::at(archive(), 60, 10);
    desk.press("Gk<Enter>jj");
    let before = desk.screen();
    desk.press("/brake drum");
    assert!(desk.screen().contains("brake drum"), "{}", desk.screen());
    desk.press("<Esc>");
    assert_eq!(desk.screen(), before);
    desk.press("/the <Enter>");
    let first = desk.app.reader.find.clone().unwrap();
    desk.press("n");
    assert_eq!(desk.app.reader.find.as_ref().unwrap().current, (first.current + 1) % first.matches.len());
    desk.press("N");
    assert_eq!(desk.app.reader.find.as_ref().unwrap().current, first.current);
    desk.press("<Esc>");
    assert_eq!(desk.app.reader.find, None);
}

#[test]
fn space_reads_on_to_the_next_unread_article() {
    let mut desk = Desk::at(archive(), 80, 12);
    desk.press("gg<Enter>");
    let first = desk.open_title().to_owned();
    for _ in 0..6 {
        desk.press("<Space>");
        if desk.open_title() != first {
            break;
        }
    }
    assert_eq!(desk.open_title(), "Water main bursts at Sollen, three towns dry");
}

#[test]
fn a_copied_paragraph_is_unwrapped_and_said() {
    let mut desk = Desk::at(archive(), 40, 24);
    desk.press("/main bursts<Enter>jjyy");
    let text = "The water main under the Sollen bridge burst at five in the morning and left Sollen, Ebnat and Lower Varn dry.";
    assert_eq!(desk.copied, [text]);
    assert!(desk.screen().contains(&format!("copied paragraph, {} chara", text.len())), "{}", desk.screen());
    desk.press("yu");
    assert_eq!(desk.copied[1], "https://example.com/sollen-main");
    desk.press("yc");
    assert!(desk.copied[2].contains("Ann Lee") && desk.copied[2].contains("4 March 2019"), "{}", desk.copied[2]);
}

#[test]
fn only_an_address_on_the_web_is_opened() {
    let mut desk = Desk::at(archive(), 80, 24);
    desk.press("/main bursts<Enter>");
    desk.hold = true;
    desk.press("o");
    assert!(matches!(&desk.held[..], [Effect::Visit(address)] if address == "https://example.com/sollen-main"));
    let hostile =
        Article { url: Some("file:///etc/passwd".to_owned()), ..article("Heron", "", "2019-03-04", &["Heron."]) };
    let mut desk = Desk::at(Shelf::new(vec![("h.txt", hostile)]), 80, 24);
    desk.press("<Enter>");
    desk.hold = true;
    desk.press("o");
    assert!(desk.held.is_empty() && desk.screen().contains("no address on the web"), "{}", desk.screen());
}

#[test]
fn litter_is_folded_until_it_is_asked_for() {
    let mut desk = list();
    desk.press("gg<Enter>");
    assert!(!desk.screen().contains("Share this story"));
    assert!(desk.screen().contains("Ann Lee writes about pipes."));
    desk.press("za");
    assert!(desk.screen().contains("Share this story"));
    desk.press("za");
    assert!(!desk.screen().contains("Share this story"));
}

#[test]
fn a_problem_is_said_and_listed() {
    let mut desk = Desk::at(archive().with_problem("news.json", "expected a value at line 4 column 7"), 80, 24);
    assert!(desk.screen().contains("1 file could not be read · :problems"));
    desk.press(":problems<Enter>");
    assert!(desk.screen().contains("expected a value at line 4 column 7"), "{}", desk.screen());
    desk.press("q");
    assert!(desk.app.layers.is_empty());
}

#[test]
fn new_articles_do_not_move_what_the_reader_is_looking_at() {
    let mut desk = Desk::at(archive(), 80, 8);
    desk.press("jjj");
    let title = desk.selected_title().to_owned();
    let row = desk.row_of(&title[..20]);
    let mut state = desk.app.desk.catalogue.clone();
    let newer = common::article("Fresh news from Sollen", "Harbor Wire", "2020-01-01", &["It rains."]);
    state.extend(vec![byline::article::Summary::of(&newer, byline::article::ArticleId("new.txt".into()), None)]);
    let mut shelf = archive();
    shelf.articles.push(std::sync::Arc::new(newer));
    shelf.state.catalogue = state;
    desk.library = std::sync::Arc::new(shelf);
    let news = byline::library::Library::state(desk.library.as_ref());
    desk.send(Msg::Done(Outcome::Catalogued(news)));
    assert_eq!(desk.selected_title(), title);
    assert_eq!(desk.row_of(&title[..20]), row);
    assert_eq!(desk.app.list.rows().len(), 7);
}

#[test]
fn a_place_is_not_lost_by_leaving_before_the_article_has_come() {
    let mut desk = Desk::at(archive(), 60, 10);
    desk.press("Gk<Enter>jjjjjj");
    let place = desk.app.reader.place();
    desk.press("qgg<Enter>q");
    // The article is no longer at hand: its answers are held back.
    let mut again = Desk::resuming(archive(), 60, 10, {
        let mut recollection = used();
        let marks = Marks { read: true, place, ..Marks::default() };
        recollection.marks.insert("/archive/long.txt".into(), marks);
        recollection
    });
    again.hold = true;
    again.press("Gk<Enter>HL");
    again.hold = false;
    let load = again.held.iter().find(|effect| matches!(effect, Effect::Load(_))).cloned().unwrap();
    let outcome = again.outcome(&load).unwrap();
    again.send(Msg::Done(outcome));
    assert_eq!(again.app.reader.place(), place);
}

#[test]
fn a_reader_that_is_not_on_screen_is_neither_scrolled_nor_copied_from() {
    let mut desk = list();
    desk.press("Gk<Enter>q");
    let place = desk.app.reader.place();
    desk.press("JJJJ");
    assert_eq!(desk.app.reader.place(), place);
    desk.press("yy");
    assert!(desk.copied.is_empty());
    assert!(desk.screen().contains("open an article first"));
}

#[test]
fn what_a_layer_covers_is_not_changed_unseen() {
    let mut desk = list();
    let before = desk.screen();
    desk.press("?nnsu/<Esc>q");
    assert_eq!(desk.screen(), before);
    assert!(desk.deeds.is_empty());
    desk.press("/main bursts<Enter>rs");
    let related = desk.handle_of("2019/water-again.txt");
    assert!(desk.app.desk.marks(related).starred, "the selected related story is starred, not the one behind");
}

#[test]
fn zen_shows_what_is_typed_and_said() {
    let mut desk = list();
    desk.press("/long walk<Enter>Z");
    assert!(!desk.screen().contains("min left"));
    desk.press("/brake");
    assert!(desk.screen().contains("/ brake"));
    desk.press("<Esc>yy");
    assert!(desk.screen().contains("copied paragraph"));
}

#[test]
fn beside_the_list_the_reader_follows_and_stepping_keeps_the_split() {
    let mut desk = list();
    desk.resize(120, 30);
    assert!(desk.app.reader.document().is_some(), "the selected article is shown at once");
    desk.press("lJ");
    assert!(desk.app.geometry().list.width > 0 && desk.app.geometry().reader.width > 0);
    desk.press("ZZ");
    assert!(desk.app.geometry().list.width > 0);
    desk.press("<Enter>");
    assert_eq!(desk.app.geometry().list.width, 0);
}

#[test]
fn nothing_is_found_in_what_is_folded_away() {
    let mut desk = list();
    desk.press("gg<Enter>/share<Enter>");
    assert_eq!(desk.app.reader.find, None);
    desk.press("za/share<Enter>");
    assert_eq!(desk.app.reader.find.as_ref().map(|find| find.matches.len()), Some(1));
    desk.press("za");
    assert_eq!(desk.app.reader.find.as_ref().map(|find| find.matches.len()), Some(0));
}

#[test]
fn every_way_to_another_article_has_a_way_back() {
    let mut desk = list();
    desk.press("<Enter>");
    let first = desk.open_title().to_owned();
    desk.press("J");
    let second = desk.open_title().to_owned();
    desk.press("J");
    assert_ne!(desk.open_title(), second);
    desk.press("H");
    assert_eq!(desk.open_title(), second);
    desk.press("H");
    assert_eq!(desk.open_title(), first);
    desk.press("H");
    assert_eq!(desk.app.focus(), Pane::List);
    desk.press("lH");
    assert_eq!(desk.app.focus(), Pane::List);
}

#[test]
fn reading_by_a_slip_can_be_undone_and_resuming_marks_nothing() {
    let mut desk = list();
    desk.press("<Enter>qU");
    assert_eq!(desk.app.desk.unread(), 6);
    let recollection = Recollection { last: Some(Last { key: "/archive/long.txt".into(), reading: true }), ..used() };
    let again = Desk::resuming(archive(), 80, 24, recollection);
    assert_eq!(again.open_title(), "A long walk");
    assert_eq!(again.app.desk.unread(), 6);
}

#[test]
fn closing_a_narrowed_list_widens_it_first() {
    let mut desk = list();
    desk.press("/heron<Enter>qq");
    assert!(!desk.quit);
    assert_eq!(desk.app.list.rows().len(), 6);
    desk.press("q");
    assert!(desk.quit);
}

#[test]
fn one_article_opens_by_itself_and_closes_the_program() {
    let only = common::article("A long walk", "The Reel", "2018-06-30", &["The path leaves the village by the mill."]);
    let mut desk = Desk::at(common::Shelf::new(vec![("walk.txt", only)]), 80, 24);
    assert_eq!(desk.open_title(), "A long walk");
    desk.press("q");
    assert!(desk.quit);
}

#[test]
fn while_the_archive_is_read_the_first_row_is_the_newest_so_far_until_a_key_is_pressed() {
    let mut desk = list();
    let newer = common::article("Fresh news from Sollen", "Harbor Wire", "2020-01-01", &["It rains."]);
    let add = |desk: &mut Desk| {
        let mut shelf = archive();
        let row = byline::article::Summary::of(&newer, byline::article::ArticleId("new.txt".into()), None);
        shelf.state.catalogue.extend(vec![row]);
        desk.library = std::sync::Arc::new(shelf);
        let news = byline::library::Library::state(desk.library.as_ref());
        desk.send(Msg::Done(Outcome::Catalogued(news)));
    };
    add(&mut desk);
    assert_eq!(desk.selected_title(), "Fresh news from Sollen");
    let mut touched = list();
    touched.press("jk");
    let title = touched.selected_title().to_owned();
    add(&mut touched);
    assert_eq!(touched.selected_title(), title);
}

#[test]
fn what_is_new_in_a_known_archive_is_announced_and_comes_when_the_reader_asks() {
    let mut shelf = archive();
    shelf.state.known = shelf.state.catalogue.len() as u32;
    let mut desk = Desk::at(shelf, 80, 24);
    desk.press("j");
    let (title, rows) = (desk.selected_title().to_owned(), desk.app.list.rows().len());
    let newer = common::article("Fresh news from Sollen", "Harbor Wire", "2020-01-01", &["It rains."]);
    let row = byline::article::Summary::of(&newer, byline::article::ArticleId("new.txt".into()), None);
    let mut shelf = archive();
    shelf.state.known = rows as u32;
    shelf.state.catalogue.extend(vec![row]);
    shelf.articles.push(std::sync::Arc::new(newer));
    desk.library = std::sync::Arc::new(shelf);
    let news = byline::library::Library::state(desk.library.as_ref());
    desk.send(Msg::Done(Outcome::Catalogued(news)));
    assert_eq!((desk.selected_title(), desk.app.list.rows().len()), (title.as_str(), rows));
    assert!(desk.screen().contains("1 new · R"), "{}", desk.screen());
    desk.press("R");
    assert_eq!((desk.selected_title(), desk.app.list.rows().len()), (title.as_str(), rows + 1));
    assert!(!desk.screen().contains("1 new"));
    desk.press("R");
    assert!(desk.screen().contains("nothing is new"), "{}", desk.screen());
}

#[test]
fn what_was_read_of_many_articles_is_found_again() {
    let article = common::article("Weir", "Harbor Wire", "2020-01-01", &["It rains."]);
    let ids: Vec<String> = (0..5_000).map(|number| format!("{number}.txt")).collect();
    let many = || common::Shelf::new(ids.iter().map(|id| (id.as_str(), article.clone())).collect());
    let mut recollection = used();
    recollection.marks.insert("/archive/4999.txt".into(), Marks { read: true, ..Marks::default() });
    recollection.last = Some(Last { key: "/archive/4999.txt".into(), reading: false });
    let again = Desk::resuming(many(), 80, 24, recollection);
    let last = again.app.list.selected().unwrap();
    assert_eq!(last, byline::article::Handle(4_999));
    assert!(again.app.desk.marks(last).read);
    assert_eq!(again.app.desk.unread(), 4_999);
}

#[test]
fn news_while_searching_leave_the_selected_match_selected() {
    let mut desk = list();
    desk.press("/heron<Down>");
    let title = desk.selected_title().to_owned();
    let news = byline::library::Library::state(desk.library.as_ref());
    desk.send(Msg::Done(Outcome::Catalogued(news)));
    assert_eq!(desk.selected_title(), title);
    assert_eq!(desk.app.list.cursor, 1);
}

#[test]
fn an_empty_search_repeats_the_one_before() {
    let mut desk = list();
    desk.press("/long walk<Enter>/the <Enter>");
    let find = desk.app.reader.find.clone().unwrap();
    desk.press("/<Enter>");
    let again = desk.app.reader.find.clone().unwrap();
    assert_eq!((again.needle, again.current), (find.needle, find.current + 1));
}

#[test]
fn every_view_fits_every_size() {
    for view in ["", "<Enter>", "<Enter>G", "r", "?", ":", "/a", "<Enter>/a", "Z", ":problems<Enter>"] {
        let mut desk = Desk::at(archive().with_problem("x", "y"), 80, 24);
        desk.press(view);
        for (width, height) in [(20, 5), (1, 1), (500, 200), (99, 3), (2, 60), (100, 24), (40, 12)] {
            desk.resize(width, height);
            desk.screen();
        }
    }
}

/// Presses every key of the help in every view.
fn press_everything(width: u16, height: u16) {
    // Many readers of one library: what it prepares for them is prepared once.
    let library = std::sync::Arc::new(archive().with_problem("x", "y"));
    let keys: Vec<String> = list().app.desk.bindings.iter().map(|binding| binding.keys.clone()).collect();
    for view in ["", "<Enter>", "r", "?", ":", "/", "<Enter>/", "Z", "SD", "problems"] {
        for key in &keys {
            let mut desk = Desk::over(std::sync::Arc::clone(&library), width, height, used());
            match view {
                // Typing its name is another test's.
                "problems" => desk.send(Msg::Act(Action::Problems)),
                keys => drop(desk.press(keys)),
            }
            desk.press(if key == "<" { "<lt>" } else { key });
            desk.screen();
        }
    }
}

#[test]
fn every_action_of_the_help_can_be_pressed_in_every_view_where_nothing_fits() {
    press_everything(1, 1);
    press_everything(20, 5);
}

#[test]
fn every_action_of_the_help_can_be_pressed_in_every_view() {
    press_everything(40, 12);
    press_everything(100, 24);
}
