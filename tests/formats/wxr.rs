//! WordPress’ exports, which are RSS with more in it.

use super::*;

fn export(items: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<rss version=\"2.0\" xmlns:excerpt=\"http://wordpress.org/export/1.2/excerpt/\" \
         xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel><title>Coast Ledger</title><link>https://ledger.example</link>\
         <language>en-US</language><wp:wxr_version>1.2</wp:wxr_version><wp:author><wp:author_login><![CDATA[alee]]></wp:author_login>\
         <wp:author_display_name><![CDATA[Ann Lee]]></wp:author_display_name></wp:author>{items}</channel></rss>"
    )
}

fn item(kind: &str, status: &str, title: &str, content: &str) -> String {
    format!(
        "<item><title>{title}</title><link>https://ledger.example/?p=1</link><pubDate>Sat, 04 May 2019 08:00:00 +0000</pubDate>\
         <dc:creator><![CDATA[alee]]></dc:creator><content:encoded><![CDATA[{content}]]></content:encoded>\
         <excerpt:encoded><![CDATA[]]></excerpt:encoded><wp:post_date>2019-05-04 10:00:00</wp:post_date>\
         <wp:post_date_gmt>2019-05-04 08:00:00</wp:post_date_gmt><wp:post_type>{kind}</wp:post_type><wp:status>{status}</wp:status></item>"
    )
}

#[test]
fn a_post_is_an_article_by_its_writer_in_paragraphs() {
    let content = format!(
        "{LEAD}\n\n[caption id=\"a\"]<img src=\"x.jpg\" /> The boat[/caption]\n\n<!--more-->{NEXT}\nIt smelled [sic].\n<ul>\n<li>pike</li>\n</ul>"
    );
    let article = one("export.xml", export(&item("post", "publish", "Weir gone", &content)));
    assert_eq!(article.title, "Weir gone");
    assert_eq!(article.authors, ["Ann Lee"]);
    assert_eq!(article.source.as_deref(), Some("Coast Ledger"));
    assert_eq!(article.published.unwrap().to_string(), "2019-05-04T08:00:00Z");
    let texts = texts(&article);
    assert_eq!(texts.first(), Some(&LEAD));
    assert!(texts.contains(&format!("{NEXT}\nIt smelled [sic].").as_str()), "{texts:?}");
    assert_eq!(texts.last(), Some(&"pike"));
    assert!(!texts.join(" ").contains("caption"));
}

#[test]
fn blocks_are_read_without_their_comments() {
    let content = format!(
        "<!-- wp:paragraph -->\n<p>{LEAD}</p>\n<!-- /wp:paragraph -->\n\n<!-- wp:heading {{\"level\":3}} -->\n<h3>Then</h3>\n<!-- /wp:heading -->"
    );
    let article = one("export.xml", export(&item("page", "draft", "Weir gone", &content)));
    assert_eq!(texts(&article), [LEAD, "Then"]);
}

#[test]
fn what_is_no_article_is_left_out() {
    let items = [
        item("attachment", "inherit", "Picture", "pike.jpg"),
        item("nav_menu_item", "publish", "Menu", "x"),
        item("revision", "inherit", "Older", LEAD),
        item("post", "trash", "Thrown away", LEAD),
        item("post", "draft", "Empty", ""),
        item("post", "publish", "Weir gone", LEAD),
    ];
    assert_eq!(one("export.xml", export(&items.concat())).title, "Weir gone");
}
