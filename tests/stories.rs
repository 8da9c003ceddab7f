//! Stories as a reader meets them.

mod common;

use std::sync::Arc;

use byline::app::{Course, Effect, Grouping, Layer, Msg, Outcome, Pane, Timeline};
use byline::article::Handle;
use byline::library::Storylines;
use byline::related::Stories;
use common::{Desk, Shelf, archive, article};

const STORM: &[&str] = &[
    "The ferry Aurelia ran aground off Kessing Point in a gale on Tuesday night.",
    "Lifeboats from Kessing took off all 214 passengers, the coastguard said, and nobody drowned.",
    "The owner, Halden Lines, said the Aurelia had lost power in both engines before the gale struck.",
];

fn shelf() -> Shelf {
    let inquiry: &[&str] = &[
        "Investigators have raised the engine log of the Aurelia, the ferry that ran aground at Kessing Point.",
        "Halden Lines refused to say why both engines failed, but 214 passengers are to be paid, the company said.",
    ];
    let budget: &[&str] = &["The council passed its budget on Monday after a long debate about school meals."];
    Shelf::new(vec![
        ("wire.txt", article("Ferry aground", "Harbor Wire", "2020-03-10", STORM)),
        ("ledger.txt", article("Ferry hits rocks", "Coast Ledger", "2020-03-11", STORM)),
        ("post.txt", article("Aurelia on the rocks", "Tide Post", "2020-03-12", STORM)),
        ("inquiry.txt", article("Why the engines failed", "Harbor Wire", "2020-03-20", inquiry)),
        ("budget.txt", article("Budget passed", "Tide Post", "2020-03-21", budget)),
    ])
}

#[test]
fn copies_have_one_row_which_is_the_earliest_s_and_says_whose_they_are() {
    let mut desk = Desk::at(shelf(), 100, 24);
    desk.press("/engines failed<Enter>r");
    let screen = desk.screen();
    assert!(screen.contains("Ferry aground") && screen.contains("+2 copies: Coast Ledger, Tide Post"), "{screen}");
    assert!(!screen.contains("Ferry hits rocks") && !screen.contains("Aurelia on the rocks"), "{screen}");
    assert!(screen.contains("% new"), "{screen}");
    assert!(!screen.contains("Budget"), "{screen}");
    desk.press("1");
    assert_eq!(desk.open_title(), "Ferry aground");
}

#[test]
fn a_copy_of_the_article_at_hand_shares_text_with_it() {
    let mut desk = Desk::at(shelf(), 100, 24);
    desk.press("/ferry aground<Enter>r");
    let screen = desk.screen();
    assert!(screen.contains("shares text (100 %)") && screen.contains("+1 copy: Tide Post"), "{screen}");
    assert!(screen.contains("Why the engines failed"), "{screen}");
}

/// The headers of the list.
fn headers(desk: &Desk) -> Vec<String> {
    let headers = |line: &&str| line.contains("tellings") || line.contains("in no story");
    desk.screen().lines().skip(2).filter(headers).map(|line| line.trim().to_owned()).collect()
}

#[test]
fn the_list_groups_into_stories_and_back() {
    let mut desk = Desk::at(shelf(), 100, 24);
    desk.press("gg");
    let before = desk.screen();
    desk.press("gs");
    let headers = headers(&desk);
    assert_eq!(headers.len(), 2, "{}", desk.screen());
    assert!(headers[0].contains("4 tellings") && headers[1].starts_with("in no story"), "{headers:?}");
    assert_eq!(desk.selected_title(), "Budget passed", "the selected article stays selected");
    desk.press("zAgg");
    assert!(desk.screen().contains("group 1/2"), "{}", desk.screen());
    desk.press("gs");
    assert_eq!(desk.app.list.order.groups, Grouping::Nothing);
    desk.press("G").press("gg").press("<Esc>");
    assert_eq!(desk.screen(), before);
}

#[test]
fn the_newest_story_stands_first_and_last_when_turned_round() {
    let mut desk = Desk::at(archive(), 80, 24);
    desk.press("gs");
    let headers = headers(&desk);
    assert_eq!(headers.len(), 3, "{}", desk.screen());
    let of = |headers: &[String], word: &str| headers.iter().position(|header| header.contains(word)).unwrap();
    assert!(of(&headers, "ater") < of(&headers, "heron"), "{headers:?}");
    desk.press("Sr");
    let turned = self::headers(&desk);
    assert!(of(&turned, "heron") < of(&turned, "ater"), "{turned:?}");
    assert!(turned[2].starts_with("in no story"), "{turned:?}");
}

#[test]
fn while_stories_are_gathered_the_status_says_so_and_keys_work() {
    let mut desk = Desk::at(shelf(), 80, 24);
    desk.hold = true;
    desk.press("gs");
    assert!(matches!(desk.held[..], [Effect::Gather(_)]), "{:?}", desk.held);
    assert!(desk.screen().contains("gathering the stories…"), "{}", desk.screen());
    desk.press("jj");
    assert_eq!(desk.app.list.cursor, 2);
    let gather = desk.held.pop().unwrap();
    let Effect::Gather(ticket) = gather else { unreachable!() };
    desk.send(Msg::Done(Outcome::Gathering(ticket, 41)));
    assert!(desk.screen().contains("gathering the stories… 41 %"), "{}", desk.screen());
    let gathered = desk.outcome(&gather).unwrap();
    desk.hold = false;
    desk.send(Msg::Done(gathered));
    assert_eq!(desk.app.list.order.groups, Grouping::Story);
    assert!(!desk.screen().contains("gathering"), "{}", desk.screen());
}

#[test]
fn who_no_longer_wants_the_stories_is_left_alone() {
    for keys in ["gs", "SS", "<Esc>"] {
        let mut desk = Desk::at(shelf(), 100, 24);
        desk.hold = true;
        desk.press("gs").press(keys);
        let gather = desk.held.iter().position(|effect| matches!(effect, Effect::Gather(_))).unwrap();
        let gather = desk.held.remove(gather);
        let gathered = desk.outcome(&gather).unwrap();
        desk.send(Msg::Done(gathered));
        assert_ne!(desk.app.list.order.groups, Grouping::Story, "{keys}");
        assert!(!desk.held.iter().any(|effect| matches!(effect, Effect::Gather(_))), "{keys}");
    }
}

#[test]
fn articles_that_come_join_the_stories_and_folds_stay() {
    let mut known = shelf();
    known.state.known = known.state.catalogue.len() as u32;
    let mut desk = Desk::at(known, 100, 24);
    desk.press("gsgg}zA");
    let mut articles: Vec<(&str, byline::article::Article)> =
        vec![("late.txt", article("Aurelia: the engine log", "Late Post", "2020-03-25", STORM))];
    let mut later = shelf();
    let summary = byline::article::Summary::of(&articles[0].1, byline::article::ArticleId("late.txt".to_owned()), None);
    later.state.catalogue.extend(vec![summary]);
    later.articles.push(Arc::new(articles.remove(0).1));
    later.state.known = desk.app.desk.known;
    desk.library = Arc::new(later);
    desk.send(Msg::Done(Outcome::Catalogued(byline::library::Library::state(desk.library.as_ref()))));
    desk.press("R");
    assert!(headers(&desk)[0].contains("5 tellings"), "{}", desk.screen());
    assert_eq!(desk.app.list.lines(), 2, "what was folded is folded again");
}

#[test]
fn tellings_are_stepped_through_by_date_in_the_reader() {
    let mut desk = Desk::at(shelf(), 100, 24);
    desk.press("/ferry hits<Enter>]");
    assert_eq!(desk.open_title(), "Aurelia on the rocks");
    desk.press("]");
    assert_eq!(desk.open_title(), "Why the engines failed");
    desk.press("]");
    assert_eq!(desk.open_title(), "Why the engines failed");
    assert!(desk.screen().contains("the latest telling"), "{}", desk.screen());
    desk.press("gd");
    assert_eq!(desk.open_title(), "Ferry aground");
    desk.press("[");
    assert!(desk.screen().contains("the first report"), "{}", desk.screen());
    desk.press("H");
    assert_eq!(desk.open_title(), "Why the engines failed");
    desk.press("H").press("H");
    assert_eq!(desk.open_title(), "Ferry hits rocks");
}

#[test]
fn tellings_are_stepped_through_in_the_list_without_opening_them() {
    let mut desk = Desk::at(shelf(), 80, 24);
    desk.press("j]");
    assert_eq!((desk.selected_title(), desk.app.focus()), ("Why the engines failed", Pane::List));
    desk.press("[");
    assert_eq!(desk.selected_title(), "Aurelia on the rocks");
    desk.press("gg[");
    assert!(desk.screen().contains("no other article tells this story"), "{}", desk.screen());
    desk.press("\\source:tide<Enter>j[");
    assert!(desk.screen().contains("not among these rows; <Esc> shows all articles"), "{}", desk.screen());
    assert!(desk.deeds.is_empty(), "{:?}", desk.deeds);
}

#[test]
fn a_step_waits_for_the_stories_unless_the_reader_goes_elsewhere() {
    for (keys, title) in [("", "Why the engines failed"), ("gg", "Budget passed")] {
        let mut desk = Desk::at(shelf(), 80, 24);
        desk.hold = true;
        desk.press("jj]").press(keys);
        let gather = desk.held.pop().unwrap();
        let gathered = desk.outcome(&gather).unwrap();
        desk.send(Msg::Done(gathered));
        assert_eq!(desk.selected_title(), title, "{keys}");
    }
}

#[test]
fn the_status_line_says_what_story_is_read_once_that_is_known() {
    let mut desk = Desk::at(shelf(), 80, 24);
    desk.press("j<Enter>");
    assert!(desk.screen().contains("same story: 4 tellings, 3 unread  r · [ ]"), "{}", desk.screen());
    desk.resize(40, 12);
    assert!(desk.screen().contains("4 tellings  r · [ ]"), "{}", desk.screen());
    desk.resize(80, 24).press("qgg<Enter>");
    assert!(!desk.screen().contains("same story"), "{}", desk.screen());
}

#[test]
fn story_keys_do_nothing_where_there_is_no_story() {
    let alone = Shelf::new(vec![("a.txt", article("Alone", "", "", &["It rains."]))]);
    for shelf in [Shelf::new(Vec::new()), alone, archive()] {
        let mut desk = Desk::at(shelf, 80, 24);
        for (width, height) in [(80, 24), (20, 5), (1, 1), (200, 50), (40, 12)] {
            desk.resize(width, height);
            for key in ["gs", "[", "]", "gd", "zA", "[", "gd", "zA", "G", "<Enter>", "]", "r", "[", "q", "q", "gs"] {
                desk.press(key);
                desk.screen();
                desk.quit = false;
            }
        }
    }
}

fn timeline(desk: &Desk) -> &Timeline {
    match desk.app.layers.last() {
        Some(Layer::Timeline(timeline)) => timeline,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_timeline_has_the_tellings_by_day_each_with_its_first_new_sentence() {
    let mut desk = Desk::at(shelf(), 100, 30);
    desk.press("/engines failed<Enter>T");
    let tellings = timeline(&desk).tellings();
    let days: Vec<_> = tellings.iter().map(|telling| telling.days).collect();
    assert_eq!(days, [None, Some(1), Some(1), Some(8)]);
    assert_eq!(tellings[0].sentence.as_deref(), Some(STORM[0]));
    assert_eq!((tellings[1].sentence.as_deref(), tellings[1].new), (None, Some(0.0)), "a copy says nothing new");
    assert!(tellings[3].sentence.as_deref().unwrap().starts_with("Investigators have raised"));
    let screen = desk.screen();
    for said in ["10 March 2020", "11 March 2020 · 1 day later", "20 March 2020 · 8 days later", "nothing new"] {
        assert!(screen.contains(said), "{said}: {screen}");
    }
    assert!(screen.contains("▸│ 4  Why the engines failed") && screen.contains("you are here"), "{screen}");
    desk.press("1");
    assert_eq!((desk.open_title(), desk.app.layers.len()), ("Ferry aground", 0));
    desk.press("Tjj<Enter>");
    assert_eq!(desk.open_title(), "Aurelia on the rocks");
    desk.press("H").press("T").press("T");
    assert!(desk.app.layers.is_empty() && desk.open_title() == "Ferry aground");
}

#[test]
fn a_timeline_waits_for_the_stories_and_says_when_there_is_none() {
    let mut desk = Desk::at(shelf(), 80, 24);
    desk.hold = true;
    desk.press("jT");
    assert!(desk.screen().contains("gathering the stories…"), "{}", desk.screen());
    let gathered = desk.outcome(&Effect::Gather(byline::app::Ticket(u64::MAX))).unwrap();
    desk.send(Msg::Done(gathered));
    assert_eq!(timeline(&desk).course, Course::Waiting, "an answer to another question is dropped");
    let gather = desk.held.pop().unwrap();
    let gathered = desk.outcome(&gather).unwrap();
    desk.send(Msg::Done(gathered));
    assert!(desk.screen().contains("comparing the tellings…"), "{}", desk.screen());
    let trace = desk.held.pop().unwrap();
    let traced = desk.outcome(&trace).unwrap();
    desk.send(Msg::Done(traced));
    assert_eq!(timeline(&desk).tellings().len(), 4);
    desk.hold = false;
    desk.press("qggT");
    assert!(desk.screen().contains("no other article tells this story"), "{}", desk.screen());
    desk.press("9<Enter>jG");
    assert!(desk.deeds.is_empty());
}

#[test]
fn a_timeline_fits_every_size() {
    let many = |index: usize| {
        let day = format!("2020-03-{:02}", index % 9 + 1);
        let own = format!("Diver {index} saw {} holes in the hull of the Aurelia below deck {index}.", index * 7);
        article(&format!("Aurelia, part {index}"), "Tide Post", &day, &[STORM[0], STORM[1], own.as_str()])
    };
    let names: Vec<String> = (0..40).map(|index| format!("{index}.txt")).collect();
    let mut desk = Desk::at(Shelf::new(names.iter().map(String::as_str).zip((0..40).map(many)).collect()), 80, 24);
    desk.press("T");
    assert_eq!(timeline(&desk).tellings().len(), 40);
    for (width, height) in [(80, 24), (20, 5), (1, 1), (200, 50), (40, 12), (7, 3)] {
        desk.resize(width, height);
        for key in ["gg", "j", "<PgDn>", "G", "k", "u", "<PgUp>"] {
            desk.press(key);
            let number = (timeline(&desk).cursor + 1).min(9).to_string();
            let screen = desk.screen();
            assert!(width < 20 || screen.contains("▸│"), "{number}: {screen}");
        }
    }
}

#[test]
fn a_story_as_one_tells_everything_once_and_whose_it_is() {
    let mut desk = Desk::at(shelf(), 80, 40);
    desk.press("jgS");
    let document = desk.app.reader.document().unwrap();
    let text = |block: usize| document.block(block).text.clone();
    let blocks: Vec<String> = (1..document.block_count()).map(text).collect();
    assert_eq!(blocks[0], "Harbor Wire · 10 March 2020 · Ferry aground");
    assert_eq!(blocks[1..4], STORM.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>());
    assert_eq!(blocks[4], "nothing new: Coast Ledger, 11 March 2020; Tide Post, 12 March 2020");
    assert_eq!(blocks[5], "Harbor Wire · 20 March 2020 · Why the engines failed");
    assert!(blocks[6].starts_with("Investigators have raised"), "{blocks:?}");
    let screen = desk.screen();
    assert!(screen.contains("4 tellings · 10 March 2020 – 20 March 2020"), "{screen}");
}

#[test]
fn of_a_paragraph_that_was_told_in_part_the_rest_stays() {
    let told = format!("{} Divers are to go down on Sunday. {}", STORM[0], STORM[1]);
    let mut later =
        article("Divers", "Coast Ledger", "2020-03-11", &[told.as_str(), STORM[2], "A third day of wind is due."]);
    let start = told.find("Sunday").unwrap();
    later.blocks[0].spans = vec![
        byline::article::Span { range: 0..9, mark: byline::article::Mark::Strong },
        byline::article::Span { range: start..start + 6, mark: byline::article::Mark::Link(0) },
    ];
    later.links = vec!["https://example.com/sunday".to_owned()];
    let first = article("Aground", "Harbor Wire", "2020-03-10", STORM);
    let mut desk = Desk::at(Shelf::new(vec![("a.txt", first), ("b.txt", later)]), 80, 40);
    desk.press("gS");
    let whole = &desk.app.reader.document().unwrap().article;
    let part = &whole.blocks[whole.blocks.len() - 2];
    assert_eq!(part.text, "… Divers are to go down on Sunday. …");
    let marked: Vec<&str> = part.spans.iter().map(|span| &part.text[span.range.clone()]).collect();
    assert_eq!((marked, whole.links.len()), (vec!["Sunday"], 1));
    assert_eq!(whole.blocks.last().unwrap().text, "A third day of wind is due.");
}

#[test]
fn a_story_as_one_is_read_like_an_article_and_leaves_no_mark_on_any() {
    let mut desk = Desk::at(shelf(), 40, 8);
    desk.press("j<Enter>");
    let (title, deeds) = (desk.open_title().to_owned(), desk.deeds.len());
    desk.press("gS");
    assert_ne!(desk.open_title(), title);
    desk.press("<PgDn>j/gale<Enter>");
    assert_eq!(desk.app.reader.find.as_ref().unwrap().matches.len(), 2);
    let place = desk.app.reader.place().unwrap();
    assert!(place.block > 0);
    desk.press("stagu").press("yyyu");
    assert_eq!(desk.copied.len(), 1);
    assert_eq!(desk.deeds.len(), deeds, "{:?}", &desk.deeds[deeds..]);
    desk.press("H");
    assert_eq!(desk.open_title(), title);
    desk.press("L");
    assert_ne!(desk.open_title(), title);
    assert_eq!(desk.app.reader.place(), Some(place));
    desk.resize(200, 50).resize(40, 8);
    assert_eq!(desk.app.reader.place(), Some(place));
    desk.press("gS");
    assert!(desk.screen().contains("this is the story as one"), "{}", desk.screen());
    desk.press("T1");
    assert_eq!(desk.open_title(), "Ferry aground");
    desk.press("H").press("q").press("gg<Enter>");
    assert_eq!(desk.open_title(), "Budget passed");
}

#[test]
fn a_story_put_together_for_who_went_elsewhere_is_not_shown() {
    let mut desk = Desk::at(shelf(), 80, 24);
    desk.press("gsgsj");
    desk.hold = true;
    desk.press("gS");
    assert!(desk.screen().contains("putting the story together…"), "{}", desk.screen());
    let unite = desk.held.pop().unwrap();
    let united = desk.outcome(&unite).unwrap();
    desk.press("k");
    desk.send(Msg::Done(united));
    assert_eq!(desk.app.focus(), Pane::List);
    desk.press("jgS").press("<Esc>");
    assert!(!desk.screen().contains("putting"), "{}", desk.screen());
    let unite = desk.held.pop().unwrap();
    let united = desk.outcome(&unite).unwrap();
    desk.send(Msg::Done(united));
    assert_eq!(desk.app.focus(), Pane::List, "Esc calls it off");
    assert!(!desk.screen().contains("putting"), "{}", desk.screen());
}

#[test]
fn a_folded_story_opens_as_one() {
    let mut desk = Desk::at(shelf(), 80, 24);
    desk.press("gszAgggS");
    assert!(desk.screen().contains("4 tellings · 10 March 2020"), "{}", desk.screen());
    desk.press("H");
    assert_eq!((desk.app.focus(), desk.app.list.lines()), (Pane::List, 2));
    desk.press("jgS");
    assert!(desk.screen().contains("no other article tells this story"), "{}", desk.screen());
    desk.press(":story<Enter>");
    assert_eq!(desk.app.focus(), Pane::List);
    desk.press("k:story<Enter>");
    assert_eq!(desk.app.focus(), Pane::Reader);
}

#[test]
fn an_edition_is_one_telling_of_each_story_and_leaves_with_escape() {
    let mut desk = Desk::at(archive(), 80, 24);
    desk.press(":edition 3<Enter>");
    let screen = desk.screen();
    assert!(screen.contains("edition · 2 stories · 1 other article · 3 min"), "{screen}");
    assert_eq!(desk.app.list.rows().len(), 3);
    let stories: Vec<_> = desk.app.list.rows().iter().map(|row| desk.app.desk.stories.number_of(*row)).collect();
    assert!(stories[0].is_some() && stories[1].is_some() && stories[0] != stories[1] && stories[2].is_none());
    desk.press("<Enter>").press("J");
    assert_eq!(desk.app.list.cursor, 1);
    desk.press("q").press("<Esc>gg");
    assert!(desk.app.list.filter.is_none());
    desk.press("H").press("H");
    assert_eq!((desk.app.focus(), desk.app.list.rows().len()), (Pane::List, 3), "going back brings it back");
}

#[test]
fn an_edition_has_twenty_minutes_and_only_what_is_unread() {
    let mut desk = Desk::at(archive(), 80, 24);
    desk.press(":edition<Enter>");
    assert_eq!(desk.app.list.rows().len(), 3);
    for _ in 0..3 {
        desk.press("uj");
    }
    desk.press("<Esc>:edition<Enter>");
    assert!(desk.screen().contains("edition · 2 stories · 2 min"), "{}", desk.screen());
    desk.press("<Esc>:edition 0<Enter>");
    assert!(desk.screen().contains("nothing unread that takes 0 min or less"), "{}", desk.screen());
    assert!(desk.app.list.filter.is_none());
}

#[test]
fn an_edition_is_made_from_the_reader_and_waits_for_the_stories() {
    let mut desk = Desk::at(archive(), 80, 24);
    desk.hold = true;
    desk.press(":edition 2<Enter>");
    assert!(desk.screen().contains("gathering the stories…"), "{}", desk.screen());
    let gather = desk.held.pop().unwrap();
    let gathered = desk.outcome(&gather).unwrap();
    desk.hold = false;
    desk.send(Msg::Done(gathered));
    assert_eq!(desk.app.list.rows().len(), 2);
    desk.press("<Esc><Enter>:edition 1<Enter>");
    assert_eq!((desk.app.focus(), desk.app.list.rows().len()), (Pane::List, 1));
    desk.press("H");
    assert_eq!(desk.app.focus(), Pane::Reader);
    desk.press("?:edition<Enter>");
    assert_eq!(desk.app.focus(), Pane::Reader, "what is covered is not changed");
}

#[test]
fn what_may_belong_to_a_story_stands_last_in_it_and_is_marked() {
    let row = |title: &str, day: &str| article(title, "Tide Post", day, &["It rains."]);
    let mut desk = Desk::at(
        Shelf::new(vec![
            ("a", row("Apples", "2020-03-01")),
            ("b", row("Bells", "2020-03-02")),
            ("c", row("Crows", "2020-02-01")),
            ("d", row("Doors", "2020-02-02")),
            ("e", row("Eels", "2020-03-03")),
        ]),
        80,
        24,
    );
    // Eels are as near to both stories, nearly.
    let near = |of: u32, near: &[(u32, f32)]| {
        (Handle(of), near.iter().map(|(other, score)| (Handle(*other), *score)).collect::<Vec<_>>())
    };
    let stories = Stories::of([
        near(0, &[(1, 0.9)]),
        near(1, &[(0, 0.9)]),
        near(2, &[(3, 0.9)]),
        near(3, &[(2, 0.9)]),
        near(4, &[(0, 0.4), (1, 0.4), (2, 0.38), (3, 0.38)]),
    ]);
    let stories = Arc::new(Storylines::of(&stories, &desk.app.desk.catalogue));
    desk.hold = true;
    desk.press("gs");
    let Some(Effect::Gather(ticket)) = desk.held.pop() else { panic!() };
    desk.hold = false;
    desk.send(Msg::Done(Outcome::Gathered(ticket, Ok(stories))));
    let shown: Vec<String> = desk.screen().lines().skip(2).take(7).map(|line| line.to_owned()).collect();
    let rows = ["2 tellings, perhaps 3", "Bells", "Apples", "(perhaps) Eels", "2 tellings", "Doors", "Crows"];
    assert!(shown.iter().zip(rows).all(|(line, row)| line.contains(row)), "{shown:#?}");
    desk.press("gg]");
    assert!(desk.screen().contains("the latest telling"), "what is in doubt is no step: {}", desk.screen());
    desk.press("jj[");
    assert_eq!(desk.selected_title(), "Bells");
}

#[test]
fn stories_that_cannot_be_gathered_are_not_asked_for_again_and_again() {
    let mut desk = Desk::at(shelf(), 80, 24);
    desk.hold = true;
    desk.press("gsT");
    let Some(Effect::Gather(ticket)) = desk.held.pop() else { panic!() };
    desk.send(Msg::Done(Outcome::Gathered(ticket, Err("the index is on the moon".to_owned()))));
    assert!(desk.screen().contains("the index is on the moon"), "{}", desk.screen());
    desk.press("qj<Enter>k");
    assert_eq!(desk.app.list.order.groups, Grouping::Nothing);
    assert!(!desk.held.iter().any(|effect| matches!(effect, Effect::Gather(_))), "{:?}", desk.held);
    desk.press("]");
    assert!(desk.held.iter().any(|effect| matches!(effect, Effect::Gather(_))), "who asks gets another try");
}
