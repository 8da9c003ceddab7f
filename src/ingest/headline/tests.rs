//! What is read off a dump's first and last lines.

use super::*;
use crate::article::Span;

pub(super) const STORY: &str =
    "The council has put off its vote on the tram line until the spring, the third delay in a year.";

pub(super) fn read(lines: &[&str]) -> Article {
    finish(
        Draft { blocks: lines.iter().map(|line| Block::paragraph(*line)).collect(), ..Draft::default() },
        "story.txt",
    )
}

pub(super) fn texts(article: &Article) -> Vec<&str> {
    article.blocks.iter().map(|block| block.text.as_str()).collect()
}

fn day(article: &Article) -> String {
    article.published.map(|moment| moment.date.to_string()).unwrap_or_default()
}

#[test]
fn a_short_first_line_is_the_title() {
    let article = read(&["Tram vote put off again", STORY]);
    assert_eq!((article.title.as_str(), article.title_inferred), ("Tram vote put off again", false));
    assert_eq!(texts(&article), [STORY]);
}

#[test]
fn a_lead_is_no_title() {
    let article = read(&[STORY, "Members spoke for three hours."]);
    assert_eq!(article.title, "The council has put off its vote on the tram line until the spring");
    assert!(article.title_inferred);
    assert_eq!(article.blocks.len(), 2);
}

#[test]
fn a_title_that_stands_again_above_the_story_is_dropped() {
    let article = read(&["Tram vote put off again", "TRAM VOTE PUT OFF AGAIN", STORY]);
    assert_eq!(texts(&article), [STORY]);
    let draft = Draft {
        title: Some("Tram vote put off".into()),
        blocks: vec![Block::new(Kind::Heading(1), "Tram Vote Put Off"), Block::paragraph(STORY)],
        structured: true,
        ..Draft::default()
    };
    assert_eq!(texts(&finish(draft, "a.md")), [STORY]);
}

#[test]
fn byline_and_date_lines_leave_the_body() {
    for head in [
        &["By Ann Lee", "November 29, 2014"][..],
        &["November 29, 2014", "By ANN LEE, Staff Writer"],
        &["Ann Lee | Nov 29, 2014 | 3 comments"],
        &["Ann Lee | Nov 29, 2014 10:15 am | City"],
        &["By Ann Lee, Published: Nov. 29, 2014"],
        &["Ann Lee", "29 November 2014"],
        &["Posted on29. November 2014AuthorAnn Lee4 Kommentare"],
        &["Posted on 29. November 2014Author Ann Lee4 comments"],
        &["A deck that tells a little more", "By Ann Lee", "Published 29 November 2014"],
    ] {
        let lines: Vec<&str> = ["Tram vote put off again"].iter().chain(head).chain(&[STORY]).copied().collect();
        let article = read(&lines);
        assert_eq!(article.title, "Tram vote put off again", "{head:?}");
        assert_eq!(article.authors, ["Ann Lee"], "{head:?}");
        assert_eq!(day(&article), "2014-11-29", "{head:?}");
        assert_eq!(*texts(&article).last().unwrap(), STORY, "{head:?}");
        assert!(!texts(&article).iter().any(|text| text.contains("Ann Lee") || text.contains("2014")), "{head:?}");
    }
}

#[test]
fn an_age_glued_to_a_name_is_no_date() {
    for (line, name) in [
        ("Kinsella2 minutes ago", "Kinsella"),
        ("By Tomas Reyes2 hours ago", "Tomas Reyes"),
        ("Ann Lee 3 days ago", "Ann Lee"),
    ] {
        let article = read(&["Tram vote put off again", line, STORY]);
        assert_eq!(article.authors, [name]);
        assert_eq!((article.published, article.blocks.len()), (None, 1));
    }
}

#[test]
fn a_byline_without_a_name_still_gives_its_date() {
    let article = read(&["Tram vote put off again", "By November 29, 2014", STORY]);
    assert_eq!((article.authors.len(), day(&article).as_str()), (0, "2014-11-29"));
    assert_eq!(texts(&article), [STORY]);
}

#[test]
fn a_date_above_the_title_is_no_title() {
    let article = read(&["29 November 2014 Last updated at 13:38 GMT", "Tram vote put off again", STORY]);
    assert_eq!((article.title.as_str(), day(&article).as_str()), ("Tram vote put off again", "2014-11-29"));
}

#[test]
fn a_place_and_a_day_are_no_author() {
    let article = read(&["Tram vote put off again", "LYON, Rhône, November 29, 2014", STORY]);
    assert_eq!(article.authors, [""; 0]);
}

#[test]
fn a_second_date_stays_unless_it_is_an_update() {
    let article = read(&["Tram vote put off again", "29 November 2014", "Updated 2 December 2014", STORY]);
    assert_eq!((day(&article).as_str(), article.blocks.len()), ("2014-11-29", 1));
    let article = read(&["Tram vote put off again", "29 November 2014", "2 December 2014", STORY]);
    assert_eq!(article.blocks.len(), 2);
}

#[test]
fn a_sentence_is_a_title_where_a_byline_follows() {
    let article = read(&["The tram can wait.", "By Ann Lee", STORY]);
    assert_eq!((article.title.as_str(), article.title_inferred), ("The tram can wait.", false));
}

#[test]
fn an_address_on_the_first_line_gives_url_source_and_day() {
    let article = read(&["https://www.example.test/2014/11/29/tram", "Tram vote put off again", STORY]);
    assert_eq!(article.url.as_deref(), Some("https://www.example.test/2014/11/29/tram"));
    assert_eq!(article.source.as_deref(), Some("example.test"));
    assert_eq!(day(&article), "2014-11-29");
    assert_eq!(article.title, "Tram vote put off again");
}

#[test]
fn a_path_gives_the_day_only_if_the_text_does_not() {
    let draft = |lines: &[&str]| Draft {
        blocks: lines.iter().map(|line| Block::paragraph(*line)).collect(),
        ..Draft::default()
    };
    assert_eq!(day(&finish(draft(&["Tram vote", STORY]), "2014-11-29-tram.txt")), "2014-11-29");
    assert_eq!(day(&finish(draft(&["Tram vote", "1 May 2013", STORY]), "2014-11-29-tram.txt")), "2013-05-01");
}

#[test]
fn a_dateline_gives_the_agency_and_stays() {
    for (lead, agency) in [
        ("WASHINGTON (AP) — The council has put off its vote.", "Associated Press"),
        ("PYONGYANG, Nov. 29 (Meridian) – The council has put off its vote.", "Meridian"),
        ("(Reuters) - The council has put off its vote.", "Reuters"),
        ("Berlin (dpa) - Der Rat hat vertagt.", "dpa"),
    ] {
        let article = read(&["Tram vote put off again", lead]);
        assert_eq!(article.source.as_deref(), Some(agency));
        assert_eq!(texts(&article), [lead]);
    }
    assert_eq!(
        read(&["Tram vote", "The council — or what is left of it (three members) — has put it off."]).source,
        None
    );
}

#[test]
fn what_the_format_names_stands() {
    let draft = Draft {
        title: Some("Named".into()),
        bylines: vec!["By Bo Chu, Reuters".into()],
        published: Some("2013-01-02".into()),
        source: Some("Herald".into()),
        blocks: vec![Block::paragraph("By Ann Lee"), Block::paragraph("LYON (AP) — It was put off.")],
        structured: true,
        ..Draft::default()
    };
    let article = finish(draft, "2014-11-29.md");
    assert_eq!((article.title.as_str(), day(&article).as_str()), ("Named", "2013-01-02"));
    assert_eq!((article.authors, article.source.as_deref()), (vec!["Bo Chu".to_owned()], Some("Herald")));
}

#[test]
fn an_article_without_words_is_called_after_its_file() {
    let article = finish(Draft::default(), "archive/tram-vote_put off.txt");
    assert_eq!((article.title.as_str(), article.title_inferred), ("tram vote put off", true));
    assert_eq!(finish(Draft::default(), "").title, "Untitled");
    assert_eq!(finish(Draft::default(), "\u{1b}[2J.txt").title, "Untitled");
}

#[test]
fn litter_is_marked_and_kept() {
    let article = read(&[
        "Tram vote put off again",
        "Share this:",
        STORY,
        "Story continues below advertisement",
        "Related Articles",
    ]);
    let marked: Vec<bool> = article.blocks.iter().map(|block| block.boilerplate).collect();
    assert_eq!(marked, [true, false, true, true]);
}

#[test]
fn an_unsafe_link_becomes_plain_text() {
    let mut block = Block::paragraph("one two");
    block.spans = vec![
        Span { range: 0..3, mark: Mark::Link(0) },
        Span { range: 4..7, mark: Mark::Link(1) },
        Span { range: 0..7, mark: Mark::Link(9) },
    ];
    let draft = Draft {
        blocks: vec![block],
        links: vec!["javascript:x".into(), "https://x.test".into()],
        structured: true,
        ..Draft::default()
    };
    let article = finish(draft, "a");
    assert_eq!(article.links, ["https://x.test"]);
    assert_eq!(article.blocks[0].spans, [Span { range: 4..7, mark: Mark::Link(0) }]);
}

#[test]
fn a_name_above_the_byline_is_the_paper() {
    let article = read(&["Tram vote put off again", "VALLEY POST", "Saturday, May 7, 2016", "By Ann Lee", STORY]);
    assert_eq!(
        (article.authors.as_slice(), article.source.as_deref()),
        (&["Ann Lee".to_owned()][..], Some("Valley Post"))
    );
    assert_eq!(texts(&article), [STORY]);
}

#[test]
fn a_line_that_names_the_articles_folder_is_the_paper() {
    for line in ["Valley Post, November 15, 2014", "Valley Post"] {
        let lines = ["Tram vote put off again", line, STORY];
        let blocks = lines.iter().map(|line| Block::paragraph(*line)).collect();
        let article = finish(Draft { blocks, ..Draft::default() }, "papers/valley-post/tram.txt");
        assert_eq!(article.source.as_deref(), Some("Valley Post"), "{line}");
        assert!(article.authors.is_empty(), "{line}");
        assert_eq!(texts(&article), [STORY], "{line}");
    }
}

#[test]
fn a_japanese_title_may_open_with_a_small_latin_letter() {
    let story = "月額料金だけで映画を見ることができるサービスが、来月から始まる。料金はまだ発表されていない。";
    let article = read(&["abなら月額590円で映画が見放題！新作も楽しめる", story]);
    assert_eq!(article.title, "abなら月額590円で映画が見放題！新作も楽しめる");
    assert!(!article.title_inferred);
}
