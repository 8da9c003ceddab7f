//! How list and reader share the screen: side by side, stacked, one at a time, and what a line costs then.

mod common;

use std::io::sink;

use byline::app::{Layout, Page, Pane};
use byline::memory::Deed;
use byline::terminal::{Capabilities, SharedSize, Wire};
use byline::view::{Drawn, draw, theme::Theme};
use common::{Desk, Shelf, archive, article};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

fn stacked() -> Desk {
    Desk::stacked(archive(), 80, 24)
}

/// What is on screen.
fn shown(desk: &Desk) -> Layout {
    let geometry = desk.app.geometry();
    match (geometry.list.height > 0, geometry.reader.height > 0) {
        (true, true) if geometry.list.width < desk.app.size.0 => Layout::Beside,
        (true, true) => Layout::Stacked,
        _ => Layout::Alone,
    }
}

/// How many rows of the list are on screen.
fn rows(desk: &Desk) -> usize {
    desk.app.geometry().list_rows()
}

fn said(desk: &Desk) -> &str {
    desk.app.desk.notice.as_ref().map_or("", |notice| &notice.text)
}

#[test]
fn the_list_stands_above_the_reader_at_any_width_from_sixteen_rows_on() {
    for width in [20, 40, 80, 120, 200] {
        let mut desk = Desk::stacked(archive(), width, 16);
        assert_eq!(shown(&desk), Layout::Stacked, "{width}");
        desk.resize(width, 15);
        assert_eq!(shown(&desk), if width < 100 { Layout::Alone } else { Layout::Beside }, "{width}");
    }
}

#[test]
fn the_reader_below_shows_the_selected_article_unopened() {
    let mut desk = stacked();
    let unread = desk.app.desk.unread();
    for _ in 0..5 {
        desk.press("j");
        assert_eq!(desk.open_title(), desk.selected_title());
    }
    assert_eq!((desk.app.focus(), desk.app.desk.unread()), (Pane::List, unread));
    desk.press("k");
    assert_eq!(desk.open_title(), "A long walk");
    desk.press("JJ");
    assert_ne!(desk.app.reader.place(), Some(Default::default()), "J scrolls the reader from the list");
    assert!(!desk.deeds.iter().any(|deed| matches!(deed, Deed::Opened { .. })));
}

#[test]
fn enter_reads_below_the_list_and_enter_again_over_the_whole_screen() {
    let mut desk = stacked();
    desk.press("<Enter>");
    assert_eq!((desk.app.focus(), shown(&desk)), (Pane::Reader, Layout::Stacked));
    assert!(desk.app.desk.is_read(desk.app.list.selected().unwrap()));
    desk.press("<Enter>");
    assert_eq!((desk.app.focus(), shown(&desk)), (Pane::Reader, Layout::Alone));
    desk.press("q");
    assert_eq!((desk.app.focus(), shown(&desk)), (Pane::List, Layout::Stacked));
    desk.press("lZ");
    assert_eq!((desk.app.focus(), shown(&desk)), (Pane::Reader, Layout::Alone));
    desk.press("Z");
    assert_eq!((desk.app.focus(), shown(&desk)), (Pane::Reader, Layout::Stacked));
}

#[test]
fn other_articles_open_below_the_list_and_back_comes_there_too() {
    let mut desk = stacked();
    desk.press("<Enter>");
    let first = desk.open_title().to_owned();
    for step in ["J", "r<Enter>", "[", "n"] {
        desk.press(step);
        assert_ne!(desk.open_title(), first, "{step}");
        assert_eq!((desk.app.focus(), shown(&desk)), (Pane::Reader, Layout::Stacked), "{step}");
        assert_eq!(desk.open_title(), desk.selected_title(), "{step}");
        desk.press("H");
        assert_eq!(desk.open_title(), first, "{step}");
        assert_eq!(desk.open_title(), desk.selected_title(), "{step}");
        assert_eq!((desk.app.focus(), shown(&desk)), (Pane::Reader, Layout::Stacked), "{step}");
    }
    // From the whole screen back to the whole screen.
    desk.press("<Enter>r<Enter>");
    assert_eq!(shown(&desk), Layout::Alone);
    desk.press("H");
    assert_eq!(shown(&desk), Layout::Alone);
}

#[test]
fn the_strip_shows_a_row_before_and_after_the_selected_one() {
    let mut desk = stacked();
    let (last, rows) = (desk.app.list.rows().len() - 1, rows(&desk));
    let keys = ["j", "j", "j", "j", "j", "k", "k", "k", "zt", "zb", "G", "gg", "j", "<PgDn>", "<PgUp>", "n", "N"];
    for (number, key) in keys.into_iter().enumerate() {
        desk.press(key);
        let list = &desk.app.list;
        let (first_shown, last_shown) = (list.top, (list.top + rows - 1).min(last));
        assert!(list.cursor == 0 || first_shown < list.cursor, "{number}: {} from {}", list.cursor, list.top);
        assert!(list.cursor == last || last_shown > list.cursor, "{number}: {} from {}", list.cursor, list.top);
    }
}

#[test]
fn a_key_changes_the_strip_by_a_row_between_its_ends() {
    for size in [(80, 16), (80, 24), (200, 50)] {
        let mut desk = Desk::stacked(archive(), size.0, size.1);
        let before = rows(&desk);
        desk.press("<gt>");
        assert_eq!(rows(&desk), before + 1, "{size:?}");
        desk.press("<lt>");
        assert_eq!(rows(&desk), before, "{size:?}");
        desk.press(&"<lt>".repeat(50));
        assert!(rows(&desk) >= 3 && desk.app.geometry().reader.height > 0, "{size:?}");
        desk.press(&"<gt>".repeat(50));
        assert!(rows(&desk) > before && desk.app.geometry().reader.height >= 5, "{size:?}");
    }
    // Where a row takes two lines the list grows by two.
    let mut desk = Desk::stacked(archive(), 40, 24);
    let before = rows(&desk);
    desk.press("<gt>");
    assert_eq!((rows(&desk), desk.app.geometry().row_height), (before + 1, 2));
}

#[test]
fn the_list_stands_still_while_it_is_not_on_screen() {
    let titles: Vec<(String, String)> = (0..60).map(|at| (format!("{at}.txt"), format!("Article {at}"))).collect();
    let many = || {
        let articles = titles.iter().map(|(id, title)| (id.as_str(), article(title, "", "", &["One line."])));
        Shelf::new(articles.collect())
    };
    for mut desk in [Desk::at(many(), 80, 24), Desk::stacked(many(), 80, 24)] {
        desk.press("jjjjjjjjjjjjjjjjjjjjjjjjjjjjjjkk");
        let top = desk.app.list.top;
        assert!(top > 0);
        desk.press("<Enter><Enter>");
        assert_eq!((shown(&desk), desk.app.list.top), (Layout::Alone, top));
        desk.press("q");
        assert_eq!(desk.app.list.top, top);
        desk.press("lZJJZh");
        // Two articles further is a row further in a strip that shows the neighbours of the selected one.
        assert_eq!(desk.app.list.top, top + usize::from(shown(&desk) == Layout::Stacked));
    }
}

#[test]
fn the_share_of_the_height_is_not_that_of_the_width() {
    let mut desk = stacked();
    desk.press("<gt><gt>").resize(120, 12);
    let width = desk.app.geometry().list.width;
    assert_eq!(width, Desk::at(archive(), 120, 12).app.geometry().list.width);
    desk.press("<gt>");
    assert!(desk.app.geometry().list.width > width);
}

#[test]
fn small_screens_in_between_lose_no_place() {
    let mut desk = stacked();
    desk.press("G<Up><Enter>jjjj");
    assert_eq!(desk.open_title(), "A long walk");
    let (place, screen) = (desk.app.reader.place(), desk.screen());
    for (width, height) in [(40, 12), (20, 5), (10, 3), (120, 12), (120, 40), (1, 1), (200, 50), (40, 20), (80, 24)] {
        desk.resize(width, height);
        assert_eq!(desk.app.reader.place(), place, "{width}x{height}");
        desk.screen();
    }
    assert_eq!(desk.screen(), screen);
    desk.press("h").resize(40, 12).resize(80, 24);
    assert_eq!((desk.open_title(), desk.app.reader.place()), ("A long walk", place));
}

#[test]
fn a_key_goes_through_the_layouts_that_fit() {
    let mut desk = Desk::at(archive(), 80, 24);
    assert_eq!(shown(&desk), Layout::Alone);
    desk.press("zl");
    assert_eq!((shown(&desk), said(&desk)), (Layout::Stacked, "the list above the reader"));
    assert!(matches!(desk.app.reader.page, Page::Ready(_)), "the selected article is shown at once");
    desk.press("zl");
    assert_eq!((shown(&desk), said(&desk)), (Layout::Alone, "list and reader one at a time"));
    desk.resize(120, 40);
    assert_eq!(shown(&desk), Layout::Beside, "two layouts that look the same are not told apart");
    for layout in [Layout::Alone, Layout::Stacked, Layout::Beside] {
        desk.press("zl");
        assert_eq!(shown(&desk), layout);
    }
    desk.resize(80, 12).press("zl");
    assert_eq!(said(&desk), "the screen is too small for list and reader together");
}

#[test]
fn a_reader_over_the_whole_screen_gives_it_up_for_another_layout() {
    let mut desk = Desk::at(archive(), 80, 24);
    desk.press("j<Enter>");
    let place = desk.app.reader.place();
    for whole in ["", "<Enter>", "Z", "<Enter>Z"] {
        desk.press(whole);
        assert_eq!(shown(&desk), Layout::Alone, "{whole}");
        desk.press("zl");
        assert_eq!((desk.app.focus(), shown(&desk)), (Pane::Reader, Layout::Stacked), "{whole}");
        assert_eq!(desk.app.reader.place(), place, "{whole}");
    }
}

#[test]
fn what_a_layer_covers_keeps_its_layout() {
    let mut desk = stacked();
    desk.press("rzlq");
    assert_eq!((desk.app.focus(), shown(&desk)), (Pane::List, Layout::Stacked));
    desk.press(":layout<Enter>");
    assert_eq!((shown(&desk), said(&desk)), (Layout::Alone, "list and reader one at a time"));
}

#[test]
fn the_only_article_has_the_whole_screen() {
    let library = Shelf::new(vec![("a.txt", article("A heron", "", "", &["It stood at the rail."]))]);
    let desk = Desk::stacked(library, 80, 24);
    assert_eq!((desk.app.focus(), shown(&desk)), (Pane::Reader, Layout::Alone));
}

/// An article of ordinary prose, longer than a screen.
fn prose() -> Shelf {
    let sentences = [
        "The harbour was shut from six in the evening, and no boat was seen outside it until the wind had gone round.",
        "Nobody at the waterworks had expected the main to see the century out, and it did not disappoint them.",
        "“We filled the bath,” said a baker in Lower Varn, “and then we filled the dog's bowl, and then we waited.”",
        "From there two lakes can be seen on most days, three on a few, and on one day, which everybody remembers, the sea.",
        "The bench was dated 1904 by a man who, his grandchildren say, could not write; the bell is a brake drum.",
    ];
    let paragraph = |from: usize| (0..3).map(|at| sentences[(from + at * 2) % 5]).collect::<Vec<_>>().join(" ");
    let paragraphs: Vec<String> = (0..20).map(paragraph).collect();
    let paragraphs: Vec<&str> = paragraphs.iter().map(String::as_str).collect();
    let other = |title| article(title, "Harbor Wire", "2019-03-04", &["A heron has ridden the ferry since October."]);
    Shelf::new(vec![
        ("long.txt", article("The night of the wind", "Coast Ledger", "2019-03-05", &paragraphs)),
        ("2.txt", other("The ferry heron stays ashore")),
        ("3.txt", other("A valve under the chapel")),
        ("4.txt", other("Sollen has water again")),
        ("5.txt", other("County recount narrows the margin")),
    ])
}

fn frame(desk: &Desk) -> (Buffer, Drawn) {
    let (width, height) = desk.app.size;
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    let drawn = draw(&mut buffer, &desk.app, &Theme::default());
    (buffer, drawn)
}

/// The bytes that each of these keys costs, on a terminal of so many columns and rows.
fn costs(desk: &mut Desk, keys: &[&str]) -> Vec<usize> {
    let size = SharedSize::new(desk.app.size.0, desk.app.size.1);
    let mut wire = Wire::new(sink(), size, Capabilities::of("xterm-256color", "", false, true));
    let (picture, drawn) = frame(desk);
    wire.paint(&picture, &drawn, &[], None).unwrap();
    let cost = |key: &&str| {
        desk.press(key);
        let (picture, drawn) = frame(desk);
        wire.paint(&picture, &drawn, &[], None).unwrap();
        wire.last()
    };
    keys.iter().map(cost).collect()
}

#[test]
fn below_the_list_a_line_costs_what_it_costs_over_the_whole_screen() {
    let keys = [["j"; 30], ["k"; 30]].concat();
    let mut below = Desk::stacked(prose(), 80, 24);
    below.press("<Enter>jj");
    assert_eq!(shown(&below), Layout::Stacked);
    let below = costs(&mut below, &keys);
    assert!(below.iter().all(|bytes| (1..=110).contains(bytes)), "{below:?}");
    let mut whole = Desk::at(prose(), 80, 24);
    whole.press("<Enter>jj");
    let whole = costs(&mut whole, &keys);
    let (below, whole): (usize, usize) = (below.iter().sum(), whole.iter().sum());
    assert!(below.abs_diff(whole) < whole / 20, "{below} and {whole} bytes");
}

#[test]
fn scrolling_below_the_list_changes_the_reader_and_the_status_line_alone() {
    let mut desk = Desk::stacked(prose(), 80, 24);
    desk.press("<Enter>");
    let (before, _) = frame(&desk);
    let reader = desk.app.geometry().reader;
    for keys in ["j", "d", "G", "k", "}"] {
        desk.press(keys);
        let (after, _) = frame(&desk);
        let changed: Vec<u16> = (0..24).filter(|y| (0..80).any(|x| before[(x, *y)] != after[(x, *y)])).collect();
        assert!(changed.iter().all(|y| *y >= reader.y), "{keys}: rows {changed:?}");
    }
}
