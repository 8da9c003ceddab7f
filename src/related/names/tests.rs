//! Names of whole articles.

use super::*;
use crate::article::Block;

fn article(text: &str) -> Article {
    Article { blocks: text.lines().map(Block::paragraph).collect(), ..Article::default() }
}

fn named(text: &str) -> Vec<String> {
    Namer::default().names(&article(text)).into_iter().map(|name| name.text).collect()
}

fn kind(text: &str, of: &str) -> Option<Named> {
    let names = Namer::default().names(&article(text));
    names.iter().find(|name| name.text == of).unwrap_or_else(|| panic!("{of}: {names:?}")).kind()
}

#[test]
fn a_run_of_capitals_is_a_name_with_its_joints() {
    assert_eq!(
        named("On Monday the Keepers of Dawn met Ludwig van der Holt at the Bank of Ebnat."),
        ["Keepers of Dawn", "Ludwig van der Holt", "Bank of Ebnat"]
    );
}

#[test]
fn the_word_that_opens_a_sentence_is_a_name_only_where_it_is_one_elsewhere() {
    assert_eq!(named("Tankers reached the town. Nobody knew why."), [""; 0]);
    assert_eq!(named("Sollen is dry. The main of Sollen burst."), ["Sollen"]);
    assert_eq!(named("Meanwhile Ann Lee left. However Graz said no."), ["Ann Lee", "Graz"]);
    assert_eq!(named("“Stop it,” he said. “Water is back.” Water came."), [""; 0]);
}

#[test]
fn an_article_that_is_quoted_with_a_name_belongs_to_it() {
    assert_eq!(
        named("The comedy “The Long Pier” opened. Nobody saw The Long Pier. The Keepers of Dawn left, he said."),
        ["The Long Pier", "Keepers of Dawn"]
    );
    assert_eq!(named("She said: “The town is Ebnat.”"), ["Ebnat"]);
}

#[test]
fn days_months_and_headlines_are_no_names() {
    assert_eq!(named("It rained on Friday, 3 March, and on Dec. 4 in Ebnat."), ["Ebnat"]);
    let mut shouted = article("A quiet text about the sea.");
    shouted.blocks.insert(0, Block::new(Kind::Heading(2), "Seven Things That Nobody Told You"));
    shouted.blocks.push(Block::paragraph("Seven Quiet Places Where Everybody Goes"));
    assert_eq!(Namer::default().names(&shouted), []);
}

#[test]
fn a_person_named_in_full_and_then_by_surname_is_one_name() {
    let names = Namer::default().names(&article(
        "Mayor Ilva Brandt opened the bridge. Nobody cheered when Brandt left.\nLater Karl Brandt came. “Late,” Brandt said.",
    ));
    let shown: Vec<_> = names.iter().map(|name| (name.text.as_str(), name.mentions.len())).collect();
    assert_eq!(shown, [("Ilva Brandt", 2), ("Karl Brandt", 2)]);
    assert_eq!(names[0].kind(), Some(Named::Person));
}

#[test]
fn a_place_is_not_joined_with_who_is_called_like_it() {
    assert_eq!(named("In Graz we met Ann Graz. It rained in Graz."), ["Graz", "Ann Graz"]);
    assert_eq!(named("They live in South Varn, and trade with Varn."), ["South Varn", "Varn"]);
}

#[test]
fn the_kind_follows_the_evidence() {
    let text = "EBNAT, Tyrol (Wire) — Orla Finch, 41, said that Halden Lines was closed. It rained in Kessing, near Kessing.\n\
                The NTSA and the University of Ebnat wrote to Mr. Quill, who left the NTSA. Perhaps Zarya will do it.";
    assert_eq!(kind(text, "Ebnat"), Some(Named::Place));
    assert_eq!(kind(text, "Orla Finch"), Some(Named::Person));
    assert_eq!(kind(text, "Halden Lines"), Some(Named::Organisation));
    assert_eq!(kind(text, "Kessing"), Some(Named::Place));
    assert_eq!(kind(text, "NTSA"), Some(Named::Organisation));
    assert_eq!(kind(text, "University of Ebnat"), Some(Named::Organisation));
    assert_eq!(kind(text, "Quill"), Some(Named::Person));
    assert_eq!(kind(text, "Zarya"), None);
    assert!(!named(text).contains(&"Wire".to_owned()));
}

#[test]
fn titles_and_nations_are_no_part_of_a_name() {
    assert_eq!(
        named("The talks between Prime Minister Olaf Stern and German Foreign Minister Pia Voss failed."),
        ["Olaf Stern", "Pia Voss"]
    );
    assert_eq!(
        named("He told German officials and a North Korean ship about Secretary of State Jo Marsh."),
        ["Jo Marsh"]
    );
}

#[test]
fn initials_and_apostrophes_stay_in_the_name() {
    assert_eq!(
        named("It was J. R. Marrow who saw Sean O'Brien and the U.S. fleet."),
        ["J. R. Marrow", "Sean O'Brien", "U.S."]
    );
    assert_eq!(key("Leo E. Panther"), key("Leo Panther"));
    assert_eq!(key("U.S."), "us");
}

#[test]
fn in_german_a_name_has_two_words() {
    let mut german = article("Am Montag traf die Ministerin Ilse Brandt im Haus der Stadt eine Frau. Das Haus brennt.");
    german.language = crate::article::Language::of("de");
    let names: Vec<String> = Namer::default().names(&german).into_iter().map(|name| name.text).collect();
    assert!(names.iter().any(|name| name.ends_with("Ilse Brandt")) && !names.contains(&"Haus".to_owned()), "{names:?}");
}

#[test]
fn a_name_s_sentences_are_found_with_its_places_in_them() {
    let text = "Ann Lee came. It rained. Nobody saw that Lee left.";
    let article = article(text);
    let names = Namer::default().names(&article);
    let found = sentences_of(&article, &names[0]);
    let shown: Vec<_> = found.iter().map(|(at, marks)| (&text[at.range.clone()], &text[marks[0].clone()])).collect();
    assert_eq!(shown, [("Ann Lee came.", "Ann Lee"), ("Nobody saw that Lee left.", "Lee")]);
}

proptest::proptest! {
    #[test]
    fn any_text_has_names_within_it(text in "\\PC*|([A-Z][a-z]{0,3}[ .,'-]|of |the |北京|U\\.S\\. |— |Mr\\. |[0-9]+ )*") {
        let article = article(&text);
        for name in Namer::default().names(&article) {
            for mention in &name.mentions {
                proptest::prop_assert!(article.blocks[mention.block].text.get(mention.range.clone()).is_some());
            }
        }
    }
}
