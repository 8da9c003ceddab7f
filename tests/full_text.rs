//! What searching the texts promises a reader, on `App::update` alone.

mod common;

use std::sync::Arc;

use byline::app::{App, Effect, FullText, Layer, Msg, Outcome, Page, Pane};
use byline::article::{ArticleId, Summary};
use byline::library::{Library, Progress};
use byline::memory::{Deed, Marks, Recollection, SavedQuery};
use byline::search::Query;
use common::{Desk, Shelf, archive, article, used};

const BURST: &str = "Water main bursts at Sollen, three towns dry";

fn list() -> Desk {
    Desk::at(archive(), 80, 24)
}

fn search(app: &App) -> &FullText {
    match app.layers.last() {
        Some(Layer::FullText(search)) => search,
        other => panic!("{other:?}"),
    }
}

/// The titles found, best first.
fn titles(desk: &Desk) -> Vec<String> {
    let hits = &search(&desk.app).answer.as_ref().unwrap().found.hits;
    hits.iter().map(|hit| desk.app.desk.summary(hit.handle).unwrap().title.clone()).collect()
}

fn answer(desk: &mut Desk, effect: &Effect) {
    let outcome = desk.outcome(effect).unwrap();
    desk.send(Msg::Done(outcome));
}

/// A library in which an article more was found.
fn with_one_more(articles: Shelf, text: &str) -> Shelf {
    let mut shelf = articles;
    let more = article("One more", "Harbor Wire", "2020-01-01", &[text]);
    let id = ArticleId(format!("more-{}.txt", shelf.articles.len()));
    shelf.state.catalogue.extend(vec![Summary::of(&more, id, None)]);
    shelf.articles.push(Arc::new(more));
    shelf
}

fn news(desk: &mut Desk, shelf: Shelf) {
    desk.library = Arc::new(shelf);
    let state = desk.library.state();
    desk.send(Msg::Done(Outcome::Catalogued(state)));
}

#[test]
fn searching_finds_as_one_types_and_a_hit_opens_where_the_words_stand() {
    let mut desk = Desk::at(archive(), 60, 10);
    desk.press("g/brake drum OR soup");
    assert_eq!(titles(&desk), ["A long walk"]);
    assert!(desk.screen().contains("1 found"), "{}", desk.screen());
    desk.press("<Enter>");
    assert_eq!(desk.open_title(), "A long walk");
    let find = desk.app.reader.find.clone().unwrap();
    let document = desk.app.reader.document().unwrap();
    let words: Vec<&str> =
        find.matches.iter().map(|found| &document.block(found.block).text[found.range.clone()]).collect();
    assert_eq!(words, ["brake", "drum", "soup"]);
    assert!(desk.screen().contains("brake drum"), "{}", desk.screen());
    desk.press("nn");
    assert!(desk.screen().contains("soup"), "{}", desk.screen());
    desk.press("n");
    assert_eq!(desk.app.reader.find.as_ref().unwrap().current, 0);
    desk.press("N<Esc>");
    assert_eq!(desk.app.reader.find, None);
}

#[test]
fn an_article_that_is_on_its_way_opens_at_the_hit_when_it_comes() {
    let mut desk = Desk::at(archive(), 60, 10);
    desk.press("g/soup");
    desk.hold = true;
    desk.press("<Enter>");
    assert!(matches!(desk.app.reader.page, Page::Waiting));
    let load = desk.held.remove(0);
    answer(&mut desk, &load);
    assert!(desk.screen().contains("soup"), "{}", desk.screen());
    assert!(!desk.deeds.iter().any(|deed| matches!(deed, Deed::Stopped { .. })), "the place is kept when one moves");
}

#[test]
fn going_back_brings_the_search_back_as_it_was_and_going_forward_the_article() {
    let mut desk = list();
    desk.press("jjg/heron OR walk<Down>");
    let (before, second) = (desk.screen(), titles(&desk)[1].clone());
    desk.press("<Enter>");
    assert_eq!(desk.open_title(), second);
    desk.press("}H");
    assert_eq!(desk.screen().replace('●', " "), before.replace('●', " "));
    assert_eq!(search(&desk.app).cursor, 1);
    // The first letter goes on with what was typed.
    desk.press("s");
    assert_eq!(search(&desk.app).line.text(), "heron OR walks");
    desk.press("<BS><Esc>");
    assert!(desk.app.layers.is_empty());
    assert_eq!(desk.app.list.cursor, 2, "the list is where it was");
    desk.press("L");
    assert_eq!(desk.open_title(), second);
    assert!(desk.app.reader.find.as_ref().is_some_and(|find| find.needle == "heron OR walk"));
}

#[test]
fn a_hit_in_the_title_alone_opens_at_the_beginning() {
    let mut desk = list();
    desk.press("g/title:walk<Enter>");
    assert_eq!(desk.open_title(), "A long walk");
    assert_eq!(desk.app.reader.find, None);
}

#[test]
fn what_was_found_stays_until_the_newest_question_is_answered() {
    let mut desk = list();
    desk.press("g/heron");
    let found = titles(&desk);
    desk.hold = true;
    desk.press(" walks");
    assert_eq!(titles(&desk), found);
    assert!(desk.screen().contains("searching…"), "{}", desk.screen());
    let asked = std::mem::take(&mut desk.held);
    let (newest, late) = asked.split_last().unwrap();
    answer(&mut desk, newest);
    assert!(titles(&desk).is_empty());
    for effect in late {
        answer(&mut desk, effect);
        assert!(titles(&desk).is_empty(), "a late answer replaces nothing");
    }
    desk.press("<Esc>");
    answer(&mut desk, newest);
    assert!(desk.app.layers.is_empty());
}

#[test]
fn enter_before_the_answer_opens_the_best_hit_of_the_answer() {
    let mut desk = list();
    desk.hold = true;
    desk.press("g/soup<Enter>");
    assert!(desk.app.must_wait(None));
    assert_eq!(desk.app.focus(), Pane::List);
    let newest = desk.held.pop().unwrap();
    desk.hold = false;
    answer(&mut desk, &newest);
    assert_eq!(desk.open_title(), "A long walk");
}

#[test]
fn a_query_that_cannot_be_understood_says_where_and_keeps_what_was_found() {
    let mut desk = list();
    desk.press("g/heron words:");
    let found = titles(&desk);
    desk.press("xyzzy");
    assert_eq!(titles(&desk), found);
    let screen = desk.screen();
    let lines: Vec<&str> = screen.lines().collect();
    let column = |line: &str, text: &str| line[..line.find(text).unwrap()].chars().count();
    assert_eq!(column(lines[1], "xyzzy"), column(lines[2], "^^^^^"), "{screen}");
    assert!(screen.contains("xyzzy is no number"), "{screen}");
    desk.press("<Enter>");
    assert_eq!(desk.app.focus(), Pane::List, "nothing opens that was not asked for");
    desk.press("<C-w>stays");
    assert_eq!(titles(&desk), ["The ferry heron stays ashore"]);
}

#[test]
fn while_the_archive_is_read_the_search_says_so_and_asks_again() {
    let mut reading = archive();
    reading.state.progress = Some(Progress::default());
    let mut desk = Desk::at(reading, 80, 24);
    desk.press("g/heron<Down>");
    assert!(desk.screen().contains("2 found so far"), "{}", desk.screen());
    let selected = titles(&desk)[1].clone();
    let mut shelf = archive();
    shelf.state.progress = Some(Progress::default());
    for heron in ["A heron.", "A heron, a heron, a heron."] {
        shelf = with_one_more(shelf, heron);
    }
    news(&mut desk, shelf);
    assert!(desk.screen().contains("4 found so far"), "{}", desk.screen());
    let cursor = search(&desk.app).cursor;
    assert_eq!(titles(&desk)[cursor], selected, "the selected hit stays selected");
    // One more of a hundred is not worth a look at all of them, until it is the last.
    desk.hold = true;
    desk.held.clear();
    let mut shelf = with_one_more(archive(), "A heron.");
    shelf.state.progress = Some(Progress::default());
    news(&mut desk, with_one_more(with_one_more(shelf, "a"), "b"));
    assert!(!desk.held.iter().any(|effect| matches!(effect, Effect::Search(..))), "{:?}", desk.held);
    let mut shelf = with_one_more(with_one_more(with_one_more(archive(), "A heron."), "a"), "b");
    shelf.state.progress = None;
    news(&mut desk, shelf);
    assert!(desk.held.iter().any(|effect| matches!(effect, Effect::Search(..))), "{:?}", desk.held);
}

#[test]
fn who_reads_on_to_the_last_hit_gets_more() {
    let many: Vec<(String, _)> = (0..70)
        .map(|number| (format!("{number}.txt"), article(&format!("Tide {number}"), "", "", &["A tide."])))
        .collect();
    let shelf = Shelf::new(many.iter().map(|(id, article)| (id.as_str(), article.clone())).collect());
    let mut desk = Desk::at(shelf, 80, 24);
    desk.press("g/tide");
    assert!(desk.screen().contains("70 found"));
    assert_eq!(titles(&desk).len(), 50);
    desk.press(&"<PgDn>".repeat(20));
    assert_eq!(titles(&desk).len(), 70);
    assert!(desk.screen().contains("70/70"), "{}", desk.screen());
    desk.press(&"<Up>".repeat(69));
    assert_eq!((search(&desk.app).cursor, search(&desk.app).top), (0, 0));
}

#[test]
fn a_query_narrows_the_list_in_its_order_and_escape_widens_it() {
    let mut desk = list();
    desk.press("jjj\\water OR heron");
    assert_eq!(desk.app.list.rows().len(), 5);
    assert!(desk.screen().contains("5 found"), "{}", desk.screen());
    desk.press("<Enter>");
    assert!(desk.screen().contains("“water OR heron”, newest first"), "{}", desk.screen());
    assert_eq!(desk.selected_title(), "Sollen has water again; the valve was under the chapel");
    let marks = desk.app.filter_marks(desk.app.list.selected().unwrap());
    assert_eq!(marks.title.iter().map(|mark| &desk.selected_title()[mark.clone()]).collect::<Vec<_>>(), ["water"]);
    desk.press("St");
    assert!(desk.screen().contains("by title"));
    let selected = desk.app.list.rows().iter().map(|row| desk.app.desk.summary(*row).unwrap().title.chars().next());
    assert_eq!(selected.flatten().collect::<String>(), "JSTTW");
    desk.press("<Esc>");
    assert_eq!(desk.app.list.rows().len(), 6);
    desk.press("\\water<Enter>\\heron<Esc>");
    assert_eq!(desk.app.list.filter.as_ref().unwrap().text, "water", "what narrowed it before does so again");
    desk.press("<Esc>\\heron<Esc>");
    assert!(desk.app.list.filter.is_none());
}

#[test]
fn the_old_view_stays_until_the_rows_are_there_and_escape_calls_them_off() {
    let mut desk = list();
    desk.hold = true;
    desk.press("\\her");
    let late = std::mem::take(&mut desk.held);
    desk.press("on<Enter>");
    assert!(desk.app.list.filter.is_none());
    assert!(desk.screen().contains("searching “heron”…"), "{}", desk.screen());
    let newest = desk.held.pop().unwrap();
    late.iter().for_each(|effect| answer(&mut desk, effect));
    assert!(desk.app.list.filter.is_none());
    desk.press("<Esc>");
    answer(&mut desk, &newest);
    assert!(desk.app.list.filter.is_none());
    desk.press("\\heron<Enter>j");
    let newest = desk.held.pop().unwrap();
    answer(&mut desk, &newest);
    assert_eq!(desk.app.list.rows().len(), 2);
}

#[test]
fn articles_that_come_join_the_narrowed_list_and_the_selected_one_stays() {
    let mut desk = list();
    desk.press("\\heron<Enter>j");
    let title = desk.selected_title().to_owned();
    news(&mut desk, with_one_more(archive(), "A heron."));
    assert_eq!(desk.app.list.rows().len(), 3);
    assert_eq!(desk.selected_title(), title);
    desk.press("<Enter>H");
    assert_eq!(desk.app.list.filter.as_ref().unwrap().text, "heron");
}

#[test]
fn memory_answers_what_it_is_asked() {
    let mut desk = list();
    desk.press("s<Enter>qjj");
    for (query, found) in [("is:starred", 1), ("is:read", 1), ("is:unread water", 2), ("is:noted", 0), ("tag:sea", 0)] {
        desk.press("\\").press(query).press("<Enter>");
        assert_eq!(desk.app.list.rows().len(), found, "{query}");
        desk.press("<Esc>");
    }
    desk.press("\\is:unread<Enter>u");
    news(&mut desk, with_one_more(archive(), "A heron."));
    assert_eq!(desk.app.list.rows().len(), 6, "what has been read stays until the view is left");
    desk.press("<Esc>\\is:unread<Enter>");
    assert_eq!(desk.app.list.rows().len(), 5);
}

#[test]
fn an_article_that_comes_later_is_asked_of_memory_too() {
    let mut recollection = used();
    let read = Marks { read: true, ..Marks::default() };
    recollection.marks.insert("/archive/more-6.txt".into(), read);
    let mut desk = Desk::resuming(archive(), 80, 24, recollection);
    desk.press("\\is:unread<Enter>");
    news(&mut desk, with_one_more(with_one_more(archive(), "a"), "b"));
    assert_eq!((desk.app.list.all.len(), desk.app.list.rows().len()), (8, 7));
}

#[test]
fn in_a_large_archive_memory_is_asked_behind_and_its_answers_follow() {
    let rows: Vec<(String, _)> =
        (0..3_000).map(|number| (format!("{number}.txt"), article("Tides", "", "", &[]))).collect();
    let shelf = || Shelf::new(rows.iter().map(|(id, article)| (id.as_str(), article.clone())).collect());
    let mut recollection = used();
    for number in 0..1_000 {
        let read = Marks { read: true, ..Marks::default() };
        recollection.marks.insert(format!("/archive/{number}.txt"), read);
    }
    let mut desk = Desk::resuming(Shelf::new(Vec::new()), 80, 24, recollection);
    desk.hold = true;
    news(&mut desk, shelf());
    let asked = std::mem::take(&mut desk.held);
    let (resolve, others): (Vec<Effect>, Vec<Effect>) =
        asked.into_iter().partition(|effect| matches!(effect, Effect::Resolve(..)));
    desk.hold = false;
    others.iter().for_each(|effect| answer(&mut desk, effect));
    assert!(!desk.screen().lines().nth(2).unwrap().contains('●'), "each row is right before all are known");
    desk.press("\\is:unread<Enter>");
    answer(&mut desk, &resolve[0]);
    assert_eq!(desk.app.list.rows().len(), 2_000);
    assert_eq!(desk.app.desk.unread(), 2_000);
}

#[test]
fn tags_and_notes_are_written_found_and_taken_back() {
    let mut desk = list();
    desk.press("jt#Water  main,<Enter>");
    let tags: Vec<_> = desk.deeds.iter().filter(|deed| matches!(deed, Deed::Tagged { tagged: true, .. })).collect();
    assert_eq!(tags.len(), 2);
    desk.press("j");
    assert!(!desk.screen().contains("#water"));
    desk.press("k");
    assert!(desk.screen().contains("#main #water"), "{}", desk.screen());
    desk.press("t<C-w><Enter>a cast iron<Enter>j");
    assert!(
        desk.deeds.contains(&Deed::Noted { key: "/archive/2019/main-bursts.txt".into(), note: "cast iron".into() })
    );
    desk.press("\\tag:Main is:noted -tag:water<Enter>");
    assert_eq!(desk.selected_title(), BURST);
    desk.press("<Esc>UU\\is:noted OR -tag:water<Enter>");
    assert_eq!(desk.app.list.rows().len(), 5, "no note, and both tags again");
    desk.press("<Esc>a<C-u><Enter>t<Esc>");
    assert!(desk.app.layers.is_empty());
    desk.press("/main bursts<Enter>rtvalve<Enter>");
    let related = desk.handle_of("2019/water-again.txt");
    assert!(desk.app.desk.tags(related).contains("valve"), "the selected related story is tagged");
}

#[test]
fn a_saved_query_stands_above_the_articles_with_its_count() {
    let mut desk = list();
    desk.press("g/heron<C-t><C-t>");
    assert!(desk.screen().contains("already"), "{}", desk.screen());
    desk.press("<Esc>\\is:unread<C-t><Enter><Esc>");
    let library = "/archive".to_owned();
    let saved = |text: &str, name: &str| SavedQuery { text: text.into(), name: name.into() };
    let kept = Deed::Saved { library: library.clone(), saved: saved("heron", "heron") };
    assert_eq!(desk.deeds.iter().filter(|deed| **deed == kept).count(), 1);
    let counts = |desk: &Desk| desk.app.saved.entries.iter().map(|entry| entry.count).collect::<Vec<_>>();
    assert_eq!(counts(&desk), [Some(2), Some(6)]);
    // Reading is not counting: back in the list, it is done.
    desk.press("gg<Enter>");
    assert_eq!(counts(&desk), [Some(2), Some(6)]);
    desk.press("q");
    assert_eq!(counts(&desk), [Some(2), Some(5)]);
    desk.press("ggk");
    assert!(desk.app.list.selected().is_none());
    desk.press("<Enter>");
    assert_eq!(desk.app.list.rows().len(), 5);
    assert!(!desk.screen().contains("heron  "), "a narrowed list has no entries above it");
    desk.press("<Esc>ggkk<C-t><C-u>Birds<Enter>");
    assert!(desk.deeds.contains(&Deed::Saved { library: library.clone(), saved: saved("heron", "Birds") }));
    assert!(desk.screen().contains("Birds"));
    desk.press("x");
    assert!(desk.deeds.contains(&Deed::Removed { library, text: "heron".into() }));
    assert_eq!(desk.app.saved.entries.len(), 1);
    desk.press("U");
    assert_eq!(desk.app.saved.entries[1].saved, saved("heron", "Birds"));
    desk.press("xx");
    assert!(desk.app.saved.entries.is_empty());
    desk.press("x");
    assert!(desk.screen().contains("select a saved query first"));
    assert_eq!(desk.app.list.cursor, 0);
}

#[test]
fn saved_queries_of_earlier_sessions_are_there_at_once_and_counted_when_the_archive_is_read() {
    let saved = |text: &str| SavedQuery { text: text.into(), name: text.into() };
    let recollection = || Recollection { saved: vec![saved("heron"), saved("lang:nothing"), saved("walk")], ..used() };
    let mut reading = archive();
    reading.state.progress = Some(Progress::default());
    let mut desk = Desk::resuming(reading, 80, 24, recollection());
    assert!(desk.screen().contains("heron") && desk.app.saved.entries[0].count.is_none(), "{}", desk.screen());
    desk.hold = true;
    news(&mut desk, archive());
    let counts: Vec<Effect> = desk.held.iter().filter(|effect| matches!(effect, Effect::Count(..))).cloned().collect();
    assert_eq!(counts.len(), 1, "one at a time");
    desk.hold = false;
    answer(&mut desk, &counts[0]);
    let counts: Vec<_> = desk.app.saved.entries.iter().map(|entry| entry.count).collect();
    assert_eq!(counts, [Some(2), None, Some(1)]);
    desk.press("kk<Enter>");
    assert!(desk.screen().contains("cannot understand “lang:nothing”"), "{}", desk.screen());
    desk.press("j<Enter>");
    assert_eq!(desk.selected_title(), "A long walk");
}

#[test]
fn an_archive_without_articles_has_its_entries_all_the_same() {
    let recollection = Recollection { saved: vec![SavedQuery { text: "sea".into(), name: "sea".into() }], ..used() };
    let mut desk = Desk::resuming(Shelf::new(Vec::new()), 80, 24, recollection);
    desk.press("kkjj<Enter><Esc>k").screen();
    desk.press("x");
    desk.screen();
    assert!(desk.app.saved.entries.is_empty());
}

#[test]
fn more_entries_than_there_is_room_for_can_all_be_reached() {
    let saved = (0..30).map(|number| SavedQuery { text: format!("sea {number}"), name: format!("Sea {number}") });
    for (width, height) in [(40, 12), (80, 24), (20, 5)] {
        let recollection = Recollection { saved: saved.clone().collect(), ..used() };
        let mut desk = Desk::resuming(archive(), width, height, recollection);
        for number in (0..30).rev() {
            desk.press("k");
            assert_eq!(desk.app.list.entry, Some(number));
            if height > 6 {
                assert!(desk.screen().contains(&format!("▸  Sea {number}")), "{}", desk.screen());
            }
        }
        desk.press(&"j".repeat(30));
        assert_eq!((desk.app.list.entry, desk.app.list.cursor), (None, 0));
    }
}

#[test]
fn every_search_fits_every_size_and_takes_every_key() {
    let keys: Vec<String> = list().app.desk.bindings.iter().map(|binding| binding.keys.clone()).collect();
    for view in ["g/heron", "g/date:x", "\\heron", "t", "g/heron<C-t><Esc>k"] {
        for (width, height) in [(1, 1), (40, 12)] {
            for key in &keys {
                let mut desk = Desk::at(archive(), width, height);
                desk.press(view).press(if key == "<" { "<lt>" } else { key });
                desk.screen();
            }
        }
    }
}

#[test]
fn what_is_asked_of_the_worker_is_plain_data() {
    let mut desk = list();
    desk.hold = true;
    desk.press("s\\is:starred<Enter>");
    let Some(Effect::Sift { query, recalled, rows, .. }) = desk.held.last() else { panic!("{:?}", desk.held) };
    assert_eq!(*query, Query::new("is:starred").unwrap());
    assert_eq!(recalled.handles(query.remembered()[0]).unwrap().len(), 1);
    assert_eq!(rows.len(), 6);
}
