//! What goes out to other programs: the text of the article at hand, its place, and what a command is told of it.

mod common;

use byline::app::{Effect, Errand, Msg, Outcome, Subject, Task};
use common::{Desk, archive};

const BURST: &str = "Water main bursts at Sollen, three towns dry";

fn desk() -> Desk {
    Desk::at(archive(), 80, 24)
}

/// A reader whose list stands at an article.
fn at(title: &str) -> Desk {
    let mut desk = desk();
    while desk.selected_title() != title {
        let before = desk.selected_title().to_owned();
        desk.press("j");
        assert_ne!(desk.selected_title(), before, "{title} is not in the list");
    }
    desk
}

#[track_caller]
fn only(desk: &mut Desk) -> Errand {
    assert_eq!(desk.errands.len(), 1, "{:?}", desk.app.desk.notice);
    desk.errands.remove(0)
}

#[test]
fn the_selected_article_is_shown_whole_and_stays_unread() {
    let mut desk = at(BURST);
    desk.press("e");
    let errand = only(&mut desk);
    let Task::Show { text, line: 1 } = &errand.task else { panic!("{errand:?}") };
    let head =
        format!("{BURST}\nAnn Lee · Coast Ledger · 4 March 2019 · 1 min\nhttps://example.com/sollen-main\n\nThe ");
    assert!(text.starts_with(&head), "{text}");
    assert!(text.ends_with("\n\nEngineers dug through the night for a valve that was on no\ndrawing.\n"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 66), "{text}");
    assert_eq!(
        errand.subject,
        Subject {
            path: Some("/archive/2019/main-bursts.txt".to_owned()),
            link: Some("https://example.com/sollen-main".to_owned()),
            title: Some(BURST.to_owned()),
        }
    );
    let handle = desk.handle_of("2019/main-bursts.txt");
    assert!(!desk.app.desk.is_read(handle));
}

#[test]
fn the_open_article_is_shown_from_the_line_at_the_top_of_the_screen() {
    let mut desk = Desk::at(archive(), 80, 10);
    desk.press("/long walk<Enter>");
    desk.press("}}}e");
    let errand = only(&mut desk);
    let Task::Show { text, line } = errand.task else { panic!("{errand:?}") };
    let screen = desk.screen();
    let top = screen.lines().map(str::trim).find(|line| !line.is_empty()).unwrap();
    assert_eq!(text.lines().nth(line - 1), Some(top), "{text}");
    assert!(line > 5);
    // The same from the list: it was read up to there.
    desk.press("qe");
    assert_eq!(only(&mut desk).task, Task::Show { text, line });
}

#[test]
fn a_command_reads_the_text_with_its_paragraphs_whole() {
    let mut desk = at(BURST);
    desk.press("|wc -w<Enter>");
    let Task::Feed { command, text } = only(&mut desk).task else { panic!() };
    assert_eq!(command, "wc -w");
    assert!(text.contains("\nEngineers dug through the night for a valve that was on no drawing.\n"));
    assert!(text.lines().any(|line| line.chars().count() > 120), "{text}");
    // Nothing typed is nothing asked.
    desk.press("|<Enter>");
    desk.press("|ls<Esc>");
    assert!(desk.errands.is_empty() && desk.app.layers.is_empty());
}

#[test]
fn a_shell_is_told_of_the_article_and_needs_none() {
    let mut desk = at(BURST);
    desk.press("!ls -l<Enter>!<Enter>");
    let tasks: Vec<_> = desk.errands.iter().map(|errand| errand.task.clone()).collect();
    assert_eq!(tasks, [Task::Run { command: "ls -l".to_owned() }, Task::Run { command: String::new() }]);
    assert!(desk.errands.iter().all(|errand| errand.subject.title.as_deref() == Some(BURST)));
    let mut empty = Desk::at(common::Shelf::new(Vec::new()), 80, 24);
    empty.press("!date<Enter>");
    assert_eq!(only(&mut empty).subject, Subject::default());
    empty.press("e|");
    assert!(empty.errands.is_empty() && empty.screen().contains("select an article first"), "{}", empty.screen());
}

#[test]
fn commands_are_remembered_for_both_and_none_twice() {
    let mut desk = at(BURST);
    desk.press("|wc<Enter>!ls<Enter>|wc<Enter>!date<Enter>");
    desk.errands.clear();
    desk.press("|<Up>");
    assert!(desk.screen().ends_with(" | date"), "{}", desk.screen());
    desk.press("<Up><Up><Up><Up>");
    assert!(desk.screen().ends_with(" | ls"), "{}", desk.screen());
    desk.press("<Down>");
    assert!(desk.screen().ends_with(" | wc"), "{}", desk.screen());
    desk.press(" -l<Enter>");
    assert!(matches!(only(&mut desk).task, Task::Feed { command, .. } if command == "wc -l"));
    desk.press("!<Up><Down>");
    assert!(desk.screen().contains("Enter alone is a shell"), "{}", desk.screen());
}

#[test]
fn in_a_layer_the_selected_row_goes_out() {
    let mut desk = at(BURST);
    desk.press("r");
    desk.press("|cat<Enter>");
    let title = only(&mut desk).subject.title.unwrap();
    assert_ne!(title, BURST);
    assert!(desk.screen().contains("Related to"), "{}", desk.screen());
    desk.press("q?e");
    assert!(desk.errands.is_empty(), "help has no article");
}

#[test]
fn a_story_as_one_goes_out_as_it_is_read_and_is_no_file() {
    let mut desk = at(BURST);
    desk.press("gS");
    assert!(desk.app.reader.story.is_some(), "{}", desk.screen());
    let title = desk.open_title().to_owned();
    desk.press("e|cat<Enter>");
    assert_eq!(desk.errands.len(), 2);
    for errand in &desk.errands {
        assert_eq!(errand.subject, Subject { title: Some(title.clone()), ..Subject::default() });
        let (Task::Show { text, .. } | Task::Feed { text, .. }) = &errand.task else { panic!("{errand:?}") };
        assert!(text.starts_with(&title), "{text}");
    }
}

#[test]
fn an_article_that_is_fetched_first_goes_out_when_it_comes_and_not_after_it_was_called_off() {
    let mut desk = at(BURST);
    let handle = desk.handle_of("2019/main-bursts.txt");
    desk.hold = true;
    desk.press("e");
    assert!(desk.held.contains(&Effect::Load(handle)) && desk.app.must_wait(None));
    // Another article that was asked for took its turn: it is asked for once more.
    desk.held.clear();
    let other = desk.handle_of("long.txt");
    let load = |desk: &mut Desk, handle| {
        let outcome = desk.outcome(&Effect::Load(handle)).unwrap();
        desk.send(Msg::Done(outcome));
    };
    load(&mut desk, other);
    assert!(desk.errands.is_empty() && desk.held.contains(&Effect::Load(handle)));
    load(&mut desk, handle);
    only(&mut desk);
    assert!(!desk.app.must_wait(None));

    let mut desk = at(BURST);
    desk.hold = true;
    desk.press("e<Esc>");
    load(&mut desk, handle);
    assert!(desk.errands.is_empty());
    let mut desk = at(BURST);
    desk.hold = true;
    desk.press("e");
    desk.send(Msg::Done(Outcome::Loaded(handle, Err("it is no longer there".to_owned()))));
    assert!(desk.errands.is_empty() && desk.screen().contains("it is no longer there"));
    // A command needs no text.
    desk.press("!ls<Enter>");
    desk.send(Msg::Done(Outcome::Loaded(handle, Err("it is no longer there".to_owned()))));
    assert_eq!(only(&mut desk).subject.path.unwrap(), "/archive/2019/main-bursts.txt");
}
