//! Text dumps: what nothing but their lines says.

use super::*;

fn story(lines: &[&str]) -> Article {
    one("story.txt", lines.join("\n\n"))
}

fn marks(article: &Article) -> Vec<(&str, bool)> {
    article.blocks.iter().map(|block| (block.text.as_str(), block.boilerplate)).collect()
}

#[test]
fn a_text_without_a_title_line_gets_one_from_its_lead() {
    let article = one("weir.txt", format!("{LEAD} Nobody was hurt.\n\n{NEXT} The boat was dry."));
    assert!(article.title_inferred);
    assert!(LEAD.starts_with(article.title.trim_end_matches('…')), "{}", article.title);
    assert_eq!(article.blocks.len(), 2);
}

#[test]
fn the_first_line_of_a_text_of_one_sentence_a_line_is_its_title() {
    let article = one("weir.txt", format!("{LEAD}\n{NEXT}\nNobody was hurt.\nThe boat was dry.\n"));
    assert_eq!((article.title.as_str(), article.title_inferred), (LEAD, false));
    assert_eq!(texts(&article), [NEXT, "Nobody was hurt.", "The boat was dry."]);
}

#[test]
fn a_text_of_one_sentence_is_its_own_headline() {
    let article = one("weir.txt", LEAD);
    assert_eq!((article.title.as_str(), texts(&article)), (LEAD, vec![LEAD]));
}

#[test]
fn a_title_that_stands_twice_is_read_once() {
    let article = story(&["Weir gone", "WEIR GONE", LEAD, NEXT]);
    assert_eq!((article.title.as_str(), texts(&article)), ("Weir gone", vec![LEAD, NEXT]));
}

#[test]
fn bylines_of_every_form_name_the_writer_and_leave_the_body() {
    for (line, day_read) in [
        ("By Ann Lee", ""),
        ("By ANN LEE, Staff Writer", ""),
        ("Ann Lee reports", ""),
        ("Ann Lee | Sep 21, 2016 | News", "2016-09-21"),
        ("Posted on21. September 2016AuthorAnn Lee4 Kommentare", "2016-09-21"),
        ("By Ann Lee2 minutes ago", ""),
        ("By Ann Lee0", ""),
        ("Von Ann Lee", ""),
        ("Par Ann Lee, publié le 21/09/2016", "2016-09-21"),
        ("By Ann Lee | Updated Sep. 30, 2016 | Published Sep. 21, 2016", "2016-09-21"),
    ] {
        let article = story(&["Weir gone", line, LEAD, NEXT]);
        assert_eq!(article.authors, ["Ann Lee"], "{line}");
        assert_eq!(day(&article), day_read, "{line}");
        assert_eq!(texts(&article), [LEAD, NEXT], "{line}");
    }
}

#[test]
fn a_section_with_a_count_glued_to_it_is_litter() {
    let article = story(&["Weir gone", "Brazil0", LEAD, NEXT]);
    assert!(article.authors.is_empty());
    assert_eq!(marks(&article)[0], ("Brazil0", true));
}

#[test]
fn an_agency_is_the_source_and_no_person() {
    for (line, source) in [
        ("USA TODAY", "USA TODAY"),
        ("Reuters", "Reuters"),
        ("By The Associated Press", "Associated Press"),
        ("AP", "Associated Press"),
        ("AFP", "AFP"),
        ("Source: Xinhua", "Xinhua"),
    ] {
        let article = story(&["Weir gone", line, LEAD, NEXT]);
        assert_eq!((article.authors.len(), article.source.as_deref()), (0, Some(source)), "{line}");
    }
}

#[test]
fn a_dateline_gives_its_agency_and_stays() {
    let lead = format!("OLLEN, Nov. 3 (Reuters) - {LEAD}");
    let article = story(&["Weir gone", &lead, NEXT]);
    assert_eq!((article.source.as_deref(), texts(&article)[0]), (Some("Reuters"), lead.as_str()));
    assert_eq!(article.published, None);
}

#[test]
fn a_dateline_without_a_year_takes_that_of_the_path_or_the_address() {
    let lead = format!("OLLEN, Nov. 3 (Reuters) - {LEAD}");
    let text = format!("Weir gone\n\n{lead}\n\n{NEXT}\n");
    let archive = Archive::of(&[("2014/weir.txt", text.as_bytes())]);
    assert_eq!(day(&read(&archive.open()).0[0]), "2014-11-03");
    let article = one("weir.txt", format!("https://ledger.example/2015/11/weir\nWeir gone\n\n{lead}\n\n{NEXT}\n"));
    assert_eq!(day(&article), "2015-11-03");
}

#[test]
fn an_update_gives_way_to_the_day_of_publication() {
    for head in [
        &["Updated 2 December 2014", "29 November 2014"][..],
        &["29 November 2014", "Updated 2 December 2014"],
        &["Updated: Dec 2, 2014; Published: Nov 29, 2014"],
    ] {
        let lines: Vec<&str> = ["Weir gone"].iter().chain(head).chain(&[LEAD, NEXT]).copied().collect();
        let article = story(&lines);
        assert_eq!(day(&article), "2014-11-29", "{head:?}");
        assert_eq!(texts(&article), [LEAD, NEXT], "{head:?}");
    }
    assert_eq!(day(&story(&["Weir gone", "Updated 2 December 2014", LEAD, NEXT])), "2014-12-02");
}

#[test]
fn an_age_and_the_files_own_time_are_no_publication() {
    for line in ["2 minutes ago", "vor 3 Stunden", "Yesterday"] {
        assert_eq!(story(&["Weir gone", line, LEAD, NEXT]).published, None, "{line}");
    }
}

#[test]
fn the_language_of_the_text_tells_the_day_from_the_month() {
    let german = "Das Wehr in Ollen ist am frühen Morgen gebrochen, und die Müller hörten es, bevor sie es sahen. \
                  Am Mittag war der Teich eine Wiese mit einem Boot darin.";
    assert_eq!(day(&story(&["Wehr gebrochen", "03/04/2014", german])), "2014-04-03");
    assert_eq!(day(&story(&["Weir gone", "03/04/2014", LEAD, NEXT])), "2014-03-04");
}

#[test]
fn credits_are_kept_and_set_apart() {
    for credit in [
        "The Associated Press contributed to this report.",
        "Ann Lee is a writer based in Ollen.",
        "Follow Ann Lee on Twitter: @annlee",
        "Reporting by Ann Lee; Editing by Bo Chu",
        "Correction: An earlier version of this story gave the wrong day.",
        "Mit Material von dpa",
        "Avec AFP",
        "Con información de EFE",
        "(dpa)",
    ] {
        let article = story(&["Weir gone", LEAD, NEXT, credit]);
        assert_eq!(kinds(&article), ["paragraph", "paragraph", "credit"], "{credit}");
        assert_eq!(texts(&article)[2], credit);
    }
}

#[test]
fn highlights_below_a_story_are_a_list() {
    let article = story(&[LEAD, NEXT, "@highlight", "Weir gone at dawn", "@highlight", "Pike carried away in baths"]);
    assert_eq!(kinds(&article)[2..], ["paragraph", "item", "paragraph", "item"]);
    assert!(article.blocks[2].boilerplate && !article.blocks[3].boilerplate);
}

#[test]
fn litter_is_marked_in_many_languages_and_stays() {
    for line in [
        "Story Continued Below",
        "The following two tabs change content below.",
        "Sign up for our newsletter",
        "We use cookies to make this site better.",
        "Read more: The weir in pictures",
        "Share on WhatsApp",
        "Lesen Sie auch: Das Wehr in Bildern",
        "Diese Website verwendet Cookies.",
        "Lire aussi : Le barrage en images",
        "Publicité",
        "Lee también: El dique en imágenes",
        "Leggi anche: La diga in immagini",
        "Leia também: A represa em imagens",
        "Lees ook: De stuw in beeld",
        "関連記事：堰の写真",
        "続きを読む",
        "12 comments",
    ] {
        let article = story(&["Weir gone", LEAD, line, NEXT]);
        assert_eq!(marks(&article), [(LEAD, false), (line, true), (NEXT, false)], "{line}");
    }
}

#[test]
fn a_sentence_of_the_story_is_no_litter_and_no_credit() {
    for line in [
        "Share this view or leave it, the miller said, but the weir is gone for good now.",
        "Sources close to the council said that the weir had been inspected in the spring.",
        "Follow the river north and you will come to the second weir, which has held.",
        "Contact with the upper mill was lost for an hour before anybody thought of walking there.",
        "Home was a boat for three of the families on the meadow, and they stayed on it.",
        "Teilen wollte das Boot am Ende niemand, sagte der Müller am Abend.",
    ] {
        let article = story(&["Weir gone", LEAD, NEXT, line]);
        assert_eq!(marks(&article)[2], (line, false), "{line}");
        assert_eq!(kinds(&article)[2], "paragraph", "{line}");
    }
}
