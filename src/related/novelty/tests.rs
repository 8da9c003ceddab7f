//! What fades, and what never does.

use proptest::prelude::*;

use super::*;
use crate::article::{Block, Kind, Language};

const READ: &str = "The water main under the Sollen bridge burst at five on Monday. It left 1,000 homes in Ebnat dry. \
    Mayor Ilva Brandt said that nobody was hurt. Tankers from Graz reached the town by noon.";

fn article(text: &str) -> Article {
    Article { title_inferred: true, blocks: text.lines().map(Block::paragraph).collect(), ..Article::default() }
}

fn after(read: &str, sentence: &str) -> Told {
    told_in(None, read, sentence)
}

fn told_in(code: Option<&str>, read: &str, sentence: &str) -> Told {
    let language = code.and_then(Language::of);
    let mut known = Known::default();
    known.add(&Article { language, ..article(read) });
    known.told(sentence, &Tongue::of(language))
}

#[test]
fn without_anything_read_all_is_new() {
    let told = after("", "The water main burst.");
    assert_eq!((told.score, told.fades, told.news.len()), (0.0, false, 3));
    let article = article(READ);
    assert_eq!(share_new(&article, &Known::default().tell(&article)), 1.0);
}

#[test]
fn what_was_read_is_not_new() {
    let article = article(READ);
    let mut known = Known::default();
    known.add(&article);
    let told = known.tell(&article);
    assert!(told.iter().all(|(_, told)| told.fades && told.score == 1.0 && told.news.is_empty()));
    assert_eq!(share_new(&article, &told), 0.0);
}

#[test]
fn other_words_around_what_was_told_still_fade() {
    let told = after(READ, "At five on Monday the main under the bridge burst.");
    assert!(told.fades, "{told:?}");
}

#[test]
fn what_shares_only_its_subject_is_new() {
    let told = after(READ, "The Sollen bridge will be closed until engineers finish their survey.");
    assert!(!told.fades && told.score < TOLD, "{told:?}");
}

#[test]
fn a_number_name_or_negation_that_was_not_read_never_fades() {
    for sentence in [
        "It left 1,500 homes in Ebnat dry.",
        "It left two thousand homes in Ebnat dry.",
        "It left 1,000 homes in Varn dry.",
        "Ebnat left 1,000 homes in it dry, Olsen.",
        "Mayor Tessa Brandt said that nobody was hurt.",
        "It never left 1,000 homes in Ebnat dry.",
        "It didn't leave 1,000 homes in Ebnat dry.",
        "Tankers from Graz reached the town by noon on Friday.",
        "Mayor Ilva Brandt said that he was hurt.",
    ] {
        assert!(!after(READ, sentence).fades, "{sentence}");
    }
}

#[test]
fn a_capital_that_says_nothing_needs_only_a_word_that_was_read() {
    let read = "Early on Monday police found the ferry adrift near the old harbour.";
    assert!(after(read, "Police found the ferry adrift near the old harbour.").fades);
    assert!(after(read, "Police Found the Ferry Adrift Near Old Harbour").fades);
    assert!(!after(read, "Olsen found the ferry adrift near the old harbour.").fades);
    assert!(!after(read, "Early on Monday Police found the ferry adrift.").fades);
}

#[test]
fn what_differs_in_a_point_or_a_letter_is_no_copy() {
    for (read, sentence) in [
        ("The repair of the old main cost 1.5 million euros.", "The repair of the old main cost 15 million euros."),
        ("The clinic in Ebnat gave vitamin C away.", "The clinic in Ebnat gave vitamin D away."),
        ("The repair of the old main cost 3 million euros.", "The repair of the old main cost 3 billion euros."),
    ] {
        assert!(after(read, read).fades && !after(read, sentence).fades, "{sentence}");
    }
}

#[test]
fn a_number_of_another_sentence_vouches_for_none() {
    let read = "Storms killed 5 people in the port. Some 7 ships sank near the port.";
    assert!(after(read, "Storms killed 5 people in the port on the coast.").fades);
    assert!(!after(read, "Storms killed 7 people in the port.").fades);
}

#[test]
fn a_number_is_told_however_it_is_written() {
    for (sentence, read) in [
        ("Then it left 1000 homes in Ebnat dry.", READ),
        ("Ten ships then sank near the old port.", "Near the old port 10 ships sank."),
    ] {
        assert!(after(read, sentence).fades, "{sentence}");
    }
    assert!(told_in(Some("de"), "Im Hafen sanken 1.000 Boote.", "Boote sanken im Hafen, 1000.").fades);
}

#[test]
fn of_two_sentences_alike_the_one_that_denies_as_often_tells() {
    let read = "The mayor was not hurt in the fire at the mill. The mayor was hurt in the fire at the mill.";
    assert!(after(read, "In the fire at the mill the mayor was hurt.").fades);
    assert!(after(read, "In the fire at the mill the mayor was not hurt.").fades);
}

#[test]
fn short_sentences_neither_fade_nor_are_news() {
    let told = after("He agreed.", "He agreed.");
    assert!(told.short && !told.fades);
    let article = article("He agreed. She left.");
    assert_eq!(share_new(&article, &Known::default().tell(&article)), 0.0);
}

#[test]
fn the_words_that_are_new_are_given() {
    let sentence = "Tankers from Linz reached the thirsty town by noon.";
    let news: Vec<&str> = after(READ, sentence).news.into_iter().map(|range| &sentence[range]).collect();
    assert_eq!(news, ["Linz", "thirsty"]);
}

#[test]
fn scripts_without_capitals_fade_only_what_has_no_new_word() {
    for (code, read, same, other) in [
        (
            "ja",
            "昨夜、札幌市で大規模な停電が発生した。市長が謝罪した。",
            "札幌市で大規模な停電が発生した。",
            "函館市で大規模な停電が発生した。",
        ),
        (
            "ar",
            "وصل القطار الجديد إلى المدينة القديمة صباح اليوم.",
            "وصل القطار الجديد صباح اليوم إلى المدينة القديمة",
            "وصل القطار الجديد صباح اليوم إلى بغداد القديمة",
        ),
        ("th", "เมื่อคืนนี้น้ำท่วมเมืองเชียงใหม่อย่างหนัก", "น้ำท่วมเมืองเชียงใหม่อย่างหนัก", "น้ำท่วมเมืองลำปางอย่างหนัก"),
    ] {
        let told = told_in(Some(code), read, same);
        assert!(told.fades && told.news.is_empty(), "{code}: {told:?}");
        let told = told_in(Some(code), read, other);
        assert!(!told.fades && !told.news.is_empty(), "{code}: {told:?}");
    }
}

#[test]
fn a_title_of_its_own_was_read_and_litter_was_not() {
    let litter = Block { boilerplate: true, ..Block::paragraph("Seven herons left the old lake.") };
    let credit = Block::new(Kind::Credit, "Ann Lee writes about rivers.");
    let title = "Bridge burns in Lower Varn".to_owned();
    let mut known = Known::default();
    known.add(&Article { title, blocks: vec![litter, credit], ..Article::default() });
    let fades = |sentence| known.told(sentence, &Tongue::of(None)).fades;
    assert!(fades("Bridge burns in Lower Varn"));
    assert!(!fades("Seven herons left the old lake.") && !fades("Ann Lee writes about rivers."));
}

#[test]
fn a_word_of_very_many_sentences_still_leads_to_one() {
    let mut known = Known::default();
    let tongue = Tongue::of(None);
    (0..6_000).for_each(|number| known.add_sentence(&format!("The ferry crossed the bay {number} times"), &tongue));
    let told = known.told("Then the ferry crossed the bay 17 times", &tongue);
    assert!(told.fades, "{told:?}");
    assert!(known.told("Then the ferry crossed the bay slowly", &tongue).score > 0.5);
}

proptest! {
    #[test]
    fn a_copy_of_a_sentence_always_fades(
        read in proptest::collection::vec("[A-Z][a-z]{2,5}( [A-Za-z]{1,6}| [0-9]{1,4}){3,9}\\.", 1..9),
        pick in any::<prop::sample::Index>(),
    ) {
        let told = after(&read.join("\n"), &read[pick.index(read.len())]);
        prop_assert!(told.fades && told.score == 1.0);
    }

    #[test]
    fn news_are_words_of_the_sentence_and_a_score_is_a_share(
        read in "\\PC*", sentence in "\\PC*|([a-zA-Z0-9.,' ]|北海|ไทย)*",
    ) {
        let told = after(&read, &sentence);
        prop_assert!((0.0..=1.0).contains(&told.score));
        let mut last = 0;
        for range in told.news {
            prop_assert!(range.start >= last && range.start < range.end && sentence.get(range.clone()).is_some());
            last = range.end;
        }
    }

    #[test]
    fn an_added_number_never_fades(at in 0..12_usize, number in 20..999_u32) {
        let sentence = "Tankers from Graz reached the town by noon and left again at night";
        let mut words: Vec<String> = sentence.split(' ').map(str::to_owned).collect();
        words.insert(at, number.to_string());
        prop_assert!(!after(sentence, &words.join(" ")).fades);
    }
}
