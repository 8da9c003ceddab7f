//! The main screens as text, at the sizes that readers have.

mod common;

use common::{Desk, archive};
use insta::assert_snapshot;

const SIZES: [(u16, u16); 4] = [(40, 12), (80, 24), (120, 40), (200, 50)];

/// Takes a picture of a view at every size.
fn pictures(name: &str, keys: &str) {
    for (width, height) in SIZES {
        let mut desk = Desk::at(archive(), width, height);
        desk.press(keys);
        assert_snapshot!(format!("{name}-{width}x{height}"), desk.screen());
    }
}

#[test]
fn list() {
    pictures("list", "js");
}

#[test]
fn reader() {
    pictures("reader", "j<Enter>");
}

/// Takes pictures with the list above the reader.
fn pictures_stacked(name: &str, keys: &str) {
    for (width, height) in [(40, 20), (80, 24), (120, 40)] {
        let mut desk = Desk::stacked(archive(), width, height);
        desk.press(keys);
        assert_snapshot!(format!("{name}-{width}x{height}"), desk.screen());
    }
}

#[test]
fn the_list_above_the_reader() {
    pictures_stacked("stacked", "jjs");
    pictures_stacked("stacked-reader", "jj<Enter>j");
    pictures_stacked("stacked-search", "/heron");
    pictures_stacked("stacked-by-day", "SDjjj");
    pictures_stacked("stacked-saved", "g/heron<C-t><Esc>\\is:unread<C-t><Esc>k");
}

#[test]
fn reader_in_zen() {
    pictures("zen", "j<Enter>Z");
}

#[test]
fn search() {
    pictures("search", "/jose fer");
}

#[test]
fn find() {
    pictures("find", "j<Enter>/main");
}

#[test]
fn related() {
    pictures("related", "j<Enter>r");
}

/// Takes a picture of a view after the first telling of the story was read.
fn pictures_of_retelling(name: &str, keys: &str) {
    for (width, height) in SIZES {
        let mut desk = Desk::at(archive(), width, height);
        let read = desk.handle_of("2019/main-bursts.txt");
        let row = desk.app.list.rows().iter().position(|row| *row == read).unwrap();
        desk.press(&format!("{}uggj{keys}", "j".repeat(row)));
        assert_snapshot!(format!("{name}-{width}x{height}"), desk.screen());
    }
}

#[test]
fn what_is_new_in_a_retelling() {
    pictures_of_retelling("new", "gg<Enter>Dgn");
}

#[test]
fn the_end_of_an_article() {
    pictures_of_retelling("foot", "gg<Enter>G");
}

#[test]
fn two_tellings() {
    pictures_of_retelling("compare", "gg<Enter>c");
}

#[test]
fn the_way_through_articles() {
    pictures("trail", "<Enter>JJqgg<Enter>:trail<Enter>k");
}

#[test]
fn timeline() {
    pictures("timeline", "j<Enter>T");
}

#[test]
fn story_as_one() {
    pictures("story", "j<Enter>gS");
}

#[test]
fn edition() {
    pictures("edition", ":edition 2<Enter>");
}

#[test]
fn full_text() {
    pictures("full-text", "g/sollen main*");
    pictures("full-text-selected", "g/heron OR walk<Down>");
}

#[test]
fn what_can_be_searched_for() {
    pictures("full-text-examples", "g/");
}

#[test]
fn a_query_that_cannot_be_understood() {
    pictures("full-text-malformed", "g/heron date:soon");
    pictures("narrow-malformed", "\\heron date:soon");
    pictures("search-malformed", "/heron date:soon");
}

#[test]
fn the_list_narrowed_by_a_query() {
    pictures("narrowed", "\\sollen -chapel<Enter>");
}

#[test]
fn saved_queries() {
    pictures("saved", "g/heron<C-t><Esc>\\is:unread date:2019<C-t><Esc>k<C-t><C-u>Unread of this year<Enter>k");
}

#[test]
fn groups() {
    pictures("by-day", "SDjjs");
    pictures("by-source", "SSStjza");
    pictures("groups-folded", "SDzAj");
    pictures("by-story", "gsjs");
    pictures("by-story-folded", "gszAj");
}

#[test]
fn help() {
    pictures("help", "?");
}

#[test]
fn palette() {
    pictures("palette", ":sort");
}

#[test]
fn problems() {
    for (width, height) in SIZES {
        let library = archive().with_problem("crawl/17.json", "expected a value at line 4 column 7");
        let mut desk = Desk::at(library, width, height);
        desk.press(":problems<Enter>");
        assert_snapshot!(format!("problems-{width}x{height}"), desk.screen());
    }
}

#[test]
fn how_a_begun_binding_goes_on() {
    for (width, height) in SIZES {
        let mut desk = Desk::at(archive(), width, height);
        desk.press("S").wait_a_moment();
        assert_snapshot!(format!("continuations-{width}x{height}"), desk.screen());
    }
}

#[test]
fn the_smallest_screen_that_works() {
    let mut desk = Desk::at(archive(), 20, 5);
    assert_snapshot!("list-20x5", desk.screen());
    desk.press("<Enter>");
    assert_snapshot!("reader-20x5", desk.screen());
}
