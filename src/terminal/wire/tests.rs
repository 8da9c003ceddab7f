//! What frames take, in bytes.

use std::io;
use std::num::NonZero;
use std::sync::{Arc, Mutex};

use ratatui::Terminal;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::*;

/// Keeps the writes that reach the far end.
#[derive(Clone, Default)]
struct Far(Arc<Mutex<Vec<Vec<u8>>>>);

impl Far {
    fn writes(&self) -> usize {
        self.0.lock().unwrap().len()
    }

    fn last(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().last().cloned().unwrap_or_default()).unwrap()
    }
}

impl Write for Far {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().push(bytes.to_vec());
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn wire(term: &str, width: u16, height: u16) -> (Wire<Far>, Far) {
    let far = Far::default();
    let capabilities = Capabilities::of(term, "", false, true);
    (Wire::new(far.clone(), SharedSize::new(width, height), capabilities), far)
}

/// A list with its mark on a row, as the list pane draws it.
fn list(first: usize, marked: usize) -> Buffer {
    let mut frame = Buffer::empty(Rect::new(0, 0, 80, 24));
    frame.set_string(0, 0, "byline   417 articles", Style::new().dim());
    for y in 2..23 {
        let number = first + usize::from(y) - 2;
        let style = if number == marked { Style::new().bold() } else { Style::new() };
        let mark = if number == marked { "▸" } else { " " };
        frame.set_string(0, y, mark, Style::new().magenta());
        frame.set_string(2, y, format!("Harbour {} shut for the {number}th day", number * 7919 % 1000), style);
        frame.set_string(60, y, format!("Coast Ledger  {:02} Mar", number % 28 + 1), Style::new().dim());
    }
    frame.set_string(0, 23, "j down  k up  Enter read  ? help", Style::new().dim());
    frame
}

/// A page of an article, from a line on.
fn page(first: usize) -> Buffer {
    let mut frame = Buffer::empty(Rect::new(0, 0, 80, 24));
    for y in 0..23 {
        let number = (first + usize::from(y)) as u64;
        let words = (0..9).map(|at| format!("{:x}", (number * 9 + at + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 36));
        frame.set_string(6, y, words.collect::<Vec<_>>().join(" "), Style::new());
    }
    frame.set_string(0, 23, "Coast Ledger - 3 March", Style::new().dim());
    frame
}

fn text_of(frame: &Buffer, y: u16) -> String {
    (0..frame.area.width).map(|x| frame[(x, y)].symbol()).collect::<String>().trim().to_owned()
}

const CURSOR: Drawn = at(0, 5);

const HIDDEN: Drawn = Drawn { cursor: None, links: Vec::new() };

const fn at(x: u16, y: u16) -> Drawn {
    Drawn { cursor: Some((x, y)), links: Vec::new() }
}

#[test]
fn a_frame_is_one_write_and_an_unchanged_frame_none() {
    let (mut wire, far) = wire("xterm-256color", 80, 24);
    wire.paint(&list(0, 3), &CURSOR, &[], None).unwrap();
    assert_eq!(far.writes(), 1);
    wire.paint(&list(0, 3), &CURSOR, &[], None).unwrap();
    assert_eq!((far.writes(), wire.last()), (1, 0));
    wire.paint(&list(0, 4), &HIDDEN, &[], None).unwrap();
    assert_eq!(far.writes(), 2);
}

#[test]
fn through_ratatui_a_frame_is_one_write_too() {
    let far = Far::default();
    let capabilities = Capabilities::of("xterm", "", false, true);
    let wire = Wire::new(far.clone(), SharedSize::new(40, 5), capabilities);
    let mut terminal = Terminal::new(wire).unwrap();
    let mut draw = |text: &str, cursor: Option<(u16, u16)>| {
        let drawn = terminal.draw(|frame| {
            frame.render_widget(text, frame.area());
            if let Some(cursor) = cursor {
                frame.set_cursor_position(cursor);
            }
        });
        drawn.map(|_| ()).unwrap();
    };
    draw("one", Some((2, 1)));
    assert_eq!(far.writes(), 1);
    draw("one", Some((2, 1)));
    assert_eq!(far.writes(), 1);
    draw("two", Some((2, 1)));
    let mut screen = vt100::Parser::new(NonZero::new(5).unwrap(), NonZero::new(40).unwrap(), 0);
    far.0.lock().unwrap().iter().for_each(|write| screen.process(write));
    assert_eq!(screen.screen().contents(), "two");
    assert_eq!(screen.screen().cursor_position(), (1, 2));
    draw("two", None);
    assert_eq!(far.last(), "\u{1b}[?25l");
    draw("two", None);
    assert_eq!(far.writes(), 4 - 1);
}

#[test]
fn a_moved_mark_takes_the_two_rows_it_was_moved_between() {
    let (mut wire, far) = wire("xterm-256color", 80, 24);
    wire.paint(&list(0, 3), &at(0, 5), &[], None).unwrap();
    wire.paint(&list(0, 4), &at(0, 6), &[], None).unwrap();
    let titles = text_of(&list(0, 4), 5).len() + text_of(&list(0, 4), 6).len();
    assert!(wire.last() <= titles, "{} bytes: {:?}", wire.last(), far.last());
}

#[test]
fn at_the_edge_a_list_is_scrolled() {
    let (mut wire, far) = wire("xterm-256color", 80, 24);
    wire.paint(&list(0, 20), &at(0, 22), &[], None).unwrap();
    wire.paint(&list(1, 21), &at(0, 22), &[], None).unwrap();
    assert!(wire.last() <= 170, "{} bytes: {:?}", wire.last(), far.last());
    wire.paint(&list(2, 22), &at(0, 22), &[], None).unwrap();
    assert!(wire.last() <= 150, "{} bytes: {:?}", wire.last(), far.last());
}

#[test]
fn a_line_further_takes_the_new_line_and_a_little() {
    for term in ["xterm-256color", "screen", "linux", "vt100"] {
        let (mut wire, far) = wire(term, 80, 24);
        wire.paint(&page(0), &HIDDEN, &[], None).unwrap();
        for first in 1..4 {
            wire.paint(&page(first), &HIDDEN, &[], None).unwrap();
            let new = text_of(&page(first), 22).len();
            // The region is set by the first frame and stays.
            let most = new + if first == 1 { 20 } else { 14 };
            assert!(wire.last() <= most, "{term}: {} bytes for {new}: {:?}", wire.last(), far.last());
        }
        wire.paint(&page(2), &HIDDEN, &[], None).unwrap();
        let new = text_of(&page(2), 0).len();
        assert!(wire.last() <= new + 16, "{term}: {} bytes back for {new}: {:?}", wire.last(), far.last());
    }
}

#[test]
fn a_page_takes_its_text_and_a_little() {
    let (mut wire, far) = wire("xterm-256color", 80, 24);
    wire.paint(&page(0), &HIDDEN, &[], None).unwrap();
    wire.paint(&page(23), &HIDDEN, &[], None).unwrap();
    let text: usize = (0..23).map(|y| text_of(&page(23), y).len()).sum();
    assert!(wire.last() <= text * 11 / 10 + 60, "{} bytes for {text}: {:?}", wire.last(), far.last());
}

#[test]
fn a_typed_character_takes_a_byte() {
    let (mut wire, far) = wire("xterm-256color", 80, 24);
    let prompt = |text: &str| {
        let mut frame = list(0, 3);
        frame.set_string(0, 23, format!("{text:80}"), Style::new());
        frame
    };
    wire.paint(&prompt("/harbo"), &at(6, 23), &[], None).unwrap();
    wire.paint(&prompt("/harbou"), &at(7, 23), &[], None).unwrap();
    assert_eq!(far.last(), "u");
    wire.paint(&prompt("/harbo"), &at(6, 23), &[], None).unwrap();
    assert_eq!(far.last(), "\u{8} \u{8}");
}

#[test]
fn only_big_frames_that_do_not_scroll_are_held_back() {
    let (mut wire, far) = wire("xterm-256color", 80, 24);
    wire.synchronize();
    let mut full = Buffer::empty(Rect::new(0, 0, 80, 40));
    for y in 0..40 {
        full.set_string(0, y, format!("{y:79}").replace(' ', "x"), Style::new());
    }
    wire.paint(&full, &HIDDEN, &[], None).unwrap();
    assert!(far.last().starts_with("\u{1b}[?2026h") && far.last().ends_with("\u{1b}[?2026l"));
    wire.paint(&page(0), &HIDDEN, &[], None).unwrap();
    wire.paint(&page(1), &HIDDEN, &[], None).unwrap();
    assert!(!far.last().contains("2026"));
}

#[test]
fn what_is_passed_goes_after_the_frame_in_the_same_write() {
    let (mut wire, far) = wire("xterm-256color", 80, 24);
    wire.paint(&list(0, 3), &CURSOR, &[], None).unwrap();
    wire.pass(b"\x1b[5n");
    wire.paint(&list(0, 4), &CURSOR, &[], None).unwrap();
    assert_eq!(far.writes(), 2);
    assert!(far.last().ends_with("\u{1b}[5n"));
    wire.pass(b"\x1b[5n");
    wire.paint(&list(0, 4), &CURSOR, &[], None).unwrap();
    assert_eq!(far.last(), "\u{1b}[5n");
    assert_eq!(wire.last(), 0);
}

#[test]
fn a_request_follows_only_a_frame_in_which_something_changed() {
    let (mut wire, far) = wire("xterm-256color", 80, 24);
    wire.paint(&list(0, 3), &CURSOR, b"\x1b[5n", None).unwrap();
    assert!(far.last().ends_with("\u{1b}[5n"));
    wire.paint(&list(0, 3), &CURSOR, b"\x1b[5n", None).unwrap();
    assert_eq!(far.writes(), 1);
}

#[test]
fn a_terminal_that_somebody_else_used_is_drawn_as_a_whole() {
    let (mut wire, far) = wire("xterm-256color", 80, 24);
    wire.paint(&list(0, 3), &CURSOR, &[], None).unwrap();
    let first = far.last();
    wire.clear();
    wire.paint(&list(0, 3), &CURSOR, &[], None).unwrap();
    assert_eq!(far.last(), first);
    assert!(first.starts_with("\u{1b}[r\u{1b}[m\u{1b}[H\u{1b}[J") && first.ends_with("\u{1b}[?25h"));
}

#[test]
fn after_a_write_that_failed_all_is_drawn() {
    struct Broken(bool, Far);
    impl Write for Broken {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            if std::mem::take(&mut self.0) { Err(io::ErrorKind::BrokenPipe.into()) } else { self.1.write(bytes) }
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let far = Far::default();
    let capabilities = Capabilities::of("xterm", "", false, true);
    let mut wire = Wire::new(Broken(true, far.clone()), SharedSize::new(80, 24), capabilities);
    wire.paint(&page(0), &HIDDEN, &[], None).unwrap_err();
    wire.paint(&page(0), &HIDDEN, &[], None).unwrap();
    assert!(far.last().contains(&text_of(&page(0), 4)));
}

#[test]
fn a_terminal_without_utf8_gets_ascii_alone() {
    let far = Far::default();
    let mut wire = Wire::new(far.clone(), SharedSize::new(40, 3), Capabilities::of("linux", "", false, false));
    let frame = Buffer::with_lines(["Zürich – 新聞 “quoted” ❤\u{fe0f}", "│ cafe\u{301} │", "……"]);
    wire.paint(&frame, &HIDDEN, &[], None).unwrap();
    assert!(far.last().is_ascii(), "{:?}", far.last());
    assert!(far.last().contains("Zurich") && far.last().contains("cafe"));
}

#[test]
fn text_after_a_sign_of_uncertain_width_is_placed_absolutely() {
    let (mut wire, far) = wire("xterm", 20, 1);
    wire.paint(&Buffer::with_lines(["a👨\u{200d}👩\u{200d}👧bcdefg            "]), &HIDDEN, &[], None).unwrap();
    // Blanks first, for terminals that draw it narrower, and what follows after it, for those that draw it wider.
    assert!(far.last().contains("a  \u{8}\u{8}👨\u{200d}👩\u{200d}👧\u{1b}[;4Hbcdefg"), "{:?}", far.last());
    wire.paint(&Buffer::with_lines(["x👨\u{200d}👩\u{200d}👧bcdefg            "]), &HIDDEN, &[], None).unwrap();
    assert_eq!(far.last(), "\rx");
}

#[test]
fn rows_that_come_in_are_not_coloured() {
    let (mut wire, far) = wire("xterm-256color", 80, 24);
    let reversed_at_the_end = |mut frame: Buffer| {
        frame.set_string(0, 23, "what is at the end is reversed", Style::new().reversed());
        frame
    };
    wire.paint(&reversed_at_the_end(page(0)), &HIDDEN, &[], None).unwrap();
    wire.paint(&reversed_at_the_end(page(1)), &HIDDEN, &[], None).unwrap();
    let scroll = far.last().find('\n').unwrap();
    assert!(far.last()[..scroll].contains("\u{1b}[m"), "{:?}", far.last());
}

#[test]
fn no_text_is_drawn_from_the_middle_of_a_wide_symbol_on() {
    let (mut wire, far) = wire("xterm-256color", 20, 2);
    wire.paint(&Buffer::with_lines(["新聞 news           "]), &at(1, 0), &[], None).unwrap();
    wire.paint(&Buffer::with_lines(["新聞 NEWS           "]), &at(1, 0), &[], None).unwrap();
    assert!(far.last().starts_with("\u{1b}[4CNEWS"), "{:?}", far.last());
}

#[test]
fn with_a_budget_what_stays_the_longest_is_drawn_first_and_the_rest_after_it() {
    let (mut wire, far) = wire("xterm-256color", 80, 24);
    wire.paint(&page(0), &HIDDEN, &[], None).unwrap();
    let sent = wire.paint(&page(9), &HIDDEN, &[], Some(250)).unwrap();
    assert!(!sent.is_whole && sent.bytes < 350, "{sent:?}");
    // The rows that were there have moved, and the last ones are drawn.
    let (last, first_new) = (text_of(&page(9), 22), text_of(&page(9), 14));
    assert!(far.last().contains(&last) && !far.last().contains(&first_new));
    let rest = wire.paint(&page(9), &HIDDEN, &[], None).unwrap();
    assert!(rest.is_whole && far.last().contains(&first_new) && !far.last().contains(&last));
    assert!(wire.paint(&page(10), &HIDDEN, &[], Some(250)).unwrap().is_whole);
}

#[test]
fn a_budget_for_nothing_still_draws_a_row_and_a_new_screen_is_drawn_whole() {
    let (mut wire, _) = wire("xterm-256color", 80, 24);
    assert!(wire.paint(&page(0), &HIDDEN, &[], Some(1)).unwrap().is_whole);
    let mut paints = 1;
    while !wire.paint(&list(0, 3), &CURSOR, &[], Some(1)).unwrap().is_whole {
        paints += 1;
    }
    assert!((2..=24).contains(&paints), "{paints}");
}

/// A frame with an address from a column of a row on, and in the row after it.
fn linked(address: &str) -> (Buffer, Drawn) {
    let frame = Buffer::with_lines(["read the whole report", "of the inquiry today "]);
    let row = |y, columns| Linked { y, columns, address: address.to_owned() };
    (frame, Drawn { links: vec![row(0, 9..21), row(1, 0..14)], ..HIDDEN })
}

#[test]
fn rows_of_a_link_have_one_id_and_no_frame_ends_in_one() {
    let (mut wire, far) = wire("xterm-256color", 21, 2);
    let (frame, drawn) = linked("https://a.example/r");
    wire.paint(&frame, &drawn, &[], None).unwrap();
    let sent = far.last();
    assert_eq!(sent.matches("\u{1b}]8;id=1;https://a.example/r\u{7}").count(), 1, "{sent:?}");
    assert!(sent.ends_with("\u{1b}]8;;\u{7}today\u{1b}[?25l"), "{sent:?}");
    let mut moved = drawn.clone();
    moved.links.remove(0);
    wire.paint(&frame, &moved, &[], None).unwrap();
    assert_eq!(far.last(), "\u{1b}[;10Hwhole report");
    wire.paint(&frame, &drawn, &[], None).unwrap();
    assert!(far.last().ends_with("whole report\u{1b}]8;;\u{7}"), "{:?}", far.last());
    wire.paint(&frame, &drawn, &[], None).unwrap();
    assert_eq!(wire.last(), 0);
}

#[test]
fn no_link_is_sent_where_it_would_be_shown_or_does_harm() {
    let (frame, drawn) = linked("https://a.example/r");
    let (mut old, far) = wire("vt100", 21, 2);
    old.paint(&frame, &drawn, &[], None).unwrap();
    assert!(!far.last().contains("]8;"));
    let (frame, drawn) = linked("https://a.example/\u{7}\u{1b}]52;c;eA==");
    let (mut new, far) = wire("xterm-256color", 21, 2);
    new.paint(&frame, &drawn, &[], None).unwrap();
    assert!(!far.last().contains("]8;"));
}
