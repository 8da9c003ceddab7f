//! The promises of the module above.

use std::ops::ControlFlow;

use super::*;
use crate::article::Article;
use proptest::prelude::*;

fn read(bytes: &[u8]) -> (Vec<Article>, Vec<String>) {
    let (mut articles, mut errors) = (Vec::new(), Vec::new());
    let mut reader = bytes;
    let result = Csv.read(Source { path: "rows.csv", reader: &mut reader }, &mut |found| {
        match found {
            Ok(found) => articles.push(found.article),
            Err(error) => errors.push(error.to_string()),
        }
        ControlFlow::Continue(())
    });
    errors.extend(result.err().map(|error| error.to_string()));
    (articles, errors)
}

fn titles(bytes: &[u8]) -> Vec<String> {
    let (articles, errors) = read(bytes);
    assert!(errors.is_empty(), "{errors:?}");
    articles.into_iter().map(|article| article.title).collect()
}

#[test]
fn every_dialect_gives_the_same_articles() {
    let rows = [
        ["title", "date", "text"],
        ["Rain, again", "2019-05-04", "It \"rained\"; all\nday."],
        ["Sun", "2019-05-05", "It shone."],
    ];
    let written = |delimiter: &str, quote: &str, inner: &str, end: &str| {
        let cell = |cell: &&str| format!("{quote}{}{quote}", cell.replace('"', inner));
        rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(delimiter) + end).collect::<String>()
    };
    for text in [
        written(",", "\"", "\"\"", "\n"),
        written(";", "\"", "\"\"", "\r\n"),
        written("\t", "\"", "\"\"", "\r"),
        written("|", "\"", "\\\"", "\n"),
        written(",", "'", "\"", "\n"),
        format!("sep=;\r\n{}", written(";", "\"", "\"\"", "\r\n")),
        format!("\u{feff}{}", written(",", "\"", "\"\"", "\n")),
    ] {
        let (articles, errors) = read(text.as_bytes());
        assert!(errors.is_empty(), "{text}: {errors:?}");
        assert_eq!(
            articles.iter().map(|article| &*article.title).collect::<Vec<_>>(),
            ["Rain, again", "Sun"],
            "{text}"
        );
        assert!(articles[0].blocks[0].text.starts_with("It \"rained\"; all"), "{text}: {articles:?}");
        assert_eq!(articles[1].published.unwrap().date.to_string(), "2019-05-05");
    }
}

#[test]
fn a_spreadsheet_in_utf_16_is_read() {
    let text = "\u{feff}Heading\tArticle\r\nGrüße\tEs regnet.\r\n";
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(titles(&bytes), ["Grüße"]);
    assert!(Csv.recognises(&Head::new(&bytes)));
}

#[test]
fn an_old_encoding_is_decoded_row_by_row() {
    assert_eq!(
        titles(
            b"title;text\nGr\xfc\xdfe aus \xd6llen;Das Wehr in \xd6llen ist gebrochen, f\xfcr die Fische schlecht.\n"
        ),
        ["Grüße aus Öllen"]
    );
}

#[test]
fn columns_without_names_are_told_by_what_is_in_them() {
    let body = "The weir gave way before dawn, and the millers heard it before they saw it. ".repeat(3);
    let table = format!(
        "1,2019-05-04,Weir gives way at Ollen,https://a.example/1,\"{body}\"\n2,2019-05-05,Pond is a meadow now,https://a.example/2,\"{body}\"\n"
    );
    let (articles, _) = read(table.as_bytes());
    assert_eq!(articles.len(), 2);
    assert_eq!(articles[0].title, "Weir gives way at Ollen");
    assert_eq!(articles[1].published.unwrap().date.to_string(), "2019-05-05");
    assert_eq!(articles[1].url.as_deref(), Some("https://a.example/2"));
}

#[test]
fn a_table_of_something_else_is_one_article() {
    let (articles, errors) =
        read(b"email,First name,created_at\nann@a.example,Ann,2020-01-02\nbo@a.example,Bo,2020-01-03\n");
    assert!(errors.is_empty());
    assert_eq!(articles.len(), 1);
    assert_eq!(articles[0].title, "rows");
    assert_eq!(articles[0].blocks[0].text.lines().count(), 3);
    let rows: String = (0..700).map(|row| format!("{row},{row}\n")).collect();
    let (articles, _) = read(format!("a,b\n{rows}").as_bytes());
    assert_eq!(articles[0].blocks[1].text, "201 more rows are not shown.");
}

#[test]
fn tables_are_recognised_and_prose_is_not() {
    for table in ["title,text\nA,B\n", ",Headline,Article\n1,A,B\n", "title\tcontent\tdate\nA\tB\tC\n"] {
        assert!(Csv.recognises(&Head::new(table.as_bytes())), "{table}");
    }
    for other in [
        "Title, Author\n\nIt rained, and rained.\n",
        "Rain, snow and sleet, said the text,\nand more, of it,\n",
        "name,email\nAnn,a@a.example\n",
        "Title: Rain\nText: It rained\n",
        "",
    ] {
        assert!(!Csv.recognises(&Head::new(other.as_bytes())), "{other}");
    }
}

#[test]
fn a_comma_in_every_row_of_tabs_parts_nothing() {
    let table = "title\ttext\nRain\tIt rained, all day\nSun\tIt shone, at noon\n";
    assert_eq!(titles(table.as_bytes()), ["Rain", "Sun"]);
}

#[test]
fn a_row_without_text_is_told_and_the_others_are_read() {
    let (articles, errors) = read(b"title,text,url\nA,x,\n,,https://a.example/\nC,,\n\n");
    assert_eq!((articles.len(), errors.len()), (2, 1));
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), table in "[,;\t|\"'a-z0-9 \\\\\r\n]{0,100}") {
        for bytes in [bytes, table.into_bytes()] {
            read(&bytes);
            Csv.recognises(&Head::new(&bytes));
        }
    }
}

#[test]
fn a_row_is_read_alone_with_what_the_tables_head_says() {
    for table in [
        "title;text\n\"Weir; gone\";\"The weir at Ollen\nhas gone.\"\n\nBridge;The bridge stands.\n",
        "sep=,\r\ntitle,text\r\nWeir gone,\"The \"\"weir\"\" has gone.\"\r\nBridge,The bridge stands.",
        "\u{feff}title\ttext\nWeir gone\tThe weir has gone.\nBridge\tThe bridge stands.\n",
    ] {
        let mut all = Vec::new();
        let source = Source { path: "a.csv", reader: &mut table.as_bytes() };
        Csv.read(source, &mut |found| {
            all.push(found.unwrap());
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
        assert_eq!(all.len(), 2, "{table}");
        for found in all {
            let (offset, len) = found.record.unwrap().bytes.unwrap();
            let mut alone = None;
            let mut row = &table.as_bytes()[offset as usize..(offset + len) as usize];
            let source = Source { path: "a.csv", reader: &mut row };
            Csv.read_record(table.as_bytes(), source, &mut |found| {
                alone = found.ok();
                std::ops::ControlFlow::Break(())
            })
            .unwrap();
            assert_eq!(alone.unwrap().article, found.article, "{table}");
        }
    }
}
