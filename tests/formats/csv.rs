//! Tables: CSV and TSV.

use super::*;

#[test]
fn rows_are_articles_by_their_own_id() {
    let table = format!(
        "id,headline,byline,pub_date,article,section\n\
         w-1,Weir gone,By Ann Lee,2019-05-04,\"{LEAD}\n\n{NEXT}\",local\n\
         w-2,\"Pond, a meadow\",Bo Chu,2019-05-05,\"<p>{NEXT}</p><h2>Pike</h2><p>{LEAD}</p>\",local\n"
    );
    for name in ["news.csv", "news.txt"] {
        let archive = Archive::of(&[(name, table.as_bytes())]);
        let library = archive.open();
        let (articles, problems) = read(&library);
        assert!(problems.is_empty(), "{problems:?}");
        assert_eq!(ids(&library), [format!("{name}#w-1"), format!("{name}#w-2")]);
        assert_eq!(articles[0].title, "Weir gone");
        assert_eq!(articles[0].authors, ["Ann Lee"]);
        assert_eq!(day(&articles[1]), "2019-05-05");
        assert_eq!(texts(&articles[0]), [LEAD, NEXT]);
        assert_eq!(texts(&articles[1]), [NEXT, "Pike", LEAD]);
    }
}

#[test]
fn a_table_of_titles_gives_an_article_each_and_a_list_of_people_is_a_table() {
    let posts = "post_id,post_date,title,subtitle\n1,2019-07-26T20:48:19.814Z,Weir gone,All wet\n";
    let article = &read_file("posts.csv", posts.as_bytes()).0[0];
    assert_eq!((article.title.as_str(), day(article).as_str()), ("Weir gone", "2019-07-26"));
    let people = one("subscribers.csv", "email,name,created_at\nann@a.example,Ann Lee,2020-01-02\n");
    assert_eq!(people.title, "subscribers");
    assert_eq!(kinds(&people), ["table"]);
}

#[test]
fn a_row_of_html_or_of_an_editors_tree_is_read_as_such() {
    let tree = r#"{""nodes"":[{""type"":""PARAGRAPH"",""nodes"":[{""type"":""TEXT"",""textData"":{""text"":""All "",""decorations"":[]}},{""type"":""TEXT"",""textData"":{""text"":""wet"",""decorations"":[{""type"":""BOLD""}]}}]}]}"#;
    let table = format!("Title;Plain Content;Rich Content\nWeir gone;plain;\"{tree}\"\n");
    let (articles, problems) = read_file("posts.csv", table.as_bytes());
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(texts(&articles[0]), ["All wet"]);
    assert_eq!(articles[0].blocks[0].spans.len(), 1);
}

#[test]
fn prose_with_commas_stays_text() {
    let article = one("weir.txt", format!("Weir, gone\n\n{LEAD}\n\n{NEXT}\n"));
    assert_eq!(texts(&article), [LEAD, NEXT]);
}
