//! Stories as a reader meets them.

mod common;

use common::{Desk, Shelf, article};

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
