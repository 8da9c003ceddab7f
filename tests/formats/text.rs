//! Plain text: what its lines mean, and several articles in one file.

use super::*;

#[test]
fn a_dump_between_rules_gives_each_article_its_own_place() {
    let article = |title: &str| format!("{title}\nBy Ann Lee\nMay 4, 2019\n\n{LEAD}\n\n{NEXT}\n");
    let dump = [article("Weir gone"), article("Pond a meadow"), article("Millers upset")].join("==========\n");
    let (articles, problems) = read_file("dump.txt", dump.as_bytes());
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(
        articles.iter().map(|article| article.title.as_str()).collect::<Vec<_>>(),
        ["Weir gone", "Pond a meadow", "Millers upset"]
    );
    assert!(articles.iter().all(|article| article.authors == ["Ann Lee"] && day(article) == "2019-05-04"));
}

#[test]
fn a_collection_in_sgml_is_told_by_its_content() {
    let record = |at: u8| {
        format!("<DOC>\n<DOCNO> W-{at} </DOCNO>\n<HEAD>Weir {at} gone</HEAD>\n<TEXT>\n{LEAD}\n</TEXT>\n</DOC>\n")
    };
    let archive = Archive::of(&[("weirs.sgml", format!("{}{}", record(1), record(2)).as_bytes())]);
    let library = archive.open();
    assert_eq!(ids(&library), ["weirs.sgml#W-1", "weirs.sgml#W-2"]);
    assert_eq!(read(&library).0[1].title, "Weir 2 gone");
}

#[test]
fn fields_above_a_text_are_no_part_of_it() {
    let text = format!("Titel: Wehr gebrochen\nAutor: Ann Lee\nDatum: 4. Mai 2019\nQuelle: Coast Ledger\n\n{LEAD}\n");
    let article = one("wehr.txt", text);
    assert_eq!((article.title.as_str(), day(&article).as_str()), ("Wehr gebrochen", "2019-05-04"));
    assert_eq!((article.authors.join(", "), article.source.as_deref()), ("Ann Lee".to_owned(), Some("Coast Ledger")));
    assert_eq!(texts(&article), [LEAD]);
}
