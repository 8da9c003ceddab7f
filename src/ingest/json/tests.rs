//! The promises of the module above.

use super::*;
use crate::article::Article;
use crate::ingest::Record;
use proptest::prelude::*;

fn read(bytes: &[u8]) -> (Vec<Found>, Vec<String>) {
    let (mut found, mut errors) = (Vec::new(), Vec::new());
    let mut reader = bytes;
    let result = Json.read(Source { path: "a.json", reader: &mut reader }, &mut |item| {
        match item {
            Ok(item) => found.push(item),
            Err(error) => errors.push(error.to_string()),
        }
        ControlFlow::Continue(())
    });
    errors.extend(result.err().map(|error| error.to_string()));
    (found, errors)
}

fn names(json: &str) -> Vec<String> {
    let (found, errors) = read(json.as_bytes());
    assert!(errors.is_empty(), "{json}: {errors:?}");
    found.into_iter().filter_map(|found| found.record).map(|record| record.name).collect()
}

/// The bytes of each record, which is all that the article depends on.
fn cuts(json: &[u8]) -> Vec<String> {
    let (found, _) = read(json);
    let cut = |record: Record| {
        let (offset, len) = record.bytes.unwrap();
        let start = usize::try_from(offset).unwrap();
        String::from_utf8_lossy(&json[start..start + usize::try_from(len).unwrap()]).into_owned()
    };
    found.into_iter().filter_map(|found| found.record).map(cut).collect()
}

const A: &str = r#"{"id":"a","title":"A","text":"x"}"#;
const B: &str = r#"{"id":"b","title":"B","text":"y"}"#;

#[test]
fn lists_are_found_wherever_they_are() {
    for json in [
        format!("[{A},{B}]"),
        format!("\u{feff} \n[\n {A} ,\n {B}\n]\n"),
        format!(r#"{{"articles":[{A},{B}],"total":2}}"#),
        format!(r#"{{"status":"ok","data":{{"posts":[{A},{B}]}}}}"#),
        format!(r#"{{"db":[{{"meta":{{}},"data":{{"users":[{{"id":1,"name":"u"}}],"posts":[{A},{B}]}}}}]}}"#),
        format!(r#"{{"rss":{{"channel":{{"title":"t","item":[{A},{B}]}}}}}}"#),
        format!(r#"{{"version":"1","title":"Feed","items":[{A},{B}]}}"#),
        format!(r#"{{"whatever":[{A},{B}]}}"#),
        format!("{A}{B}"),
        format!("{A}\n{B}\n"),
    ] {
        assert_eq!(names(&json), ["a", "b"], "{json}");
        assert_eq!(cuts(json.as_bytes()), [A, B], "{json}");
    }
}

#[test]
fn one_object_is_one_article() {
    for json in [
        A,
        r#"{"title":"T","text":"x","comments":[{"text":"c"}]}"#,
        r#"{"title":"T","content":[{"type":"p","text":"x"}],"tags":[{"name":"t"}]}"#,
    ] {
        let (found, errors) = read(json.as_bytes());
        assert!(errors.is_empty());
        assert_eq!(found.len(), 1, "{json}");
        assert_eq!(found[0].record, None, "{json}");
    }
}

#[test]
fn a_record_read_alone_is_the_same_article() {
    let json = format!("\u{feff}[ {A},\n\t{{\"title\":\"é\",\"body\":\"<p>1<p>2\"}} , {{\"text\":\"\\ud800 z\"}}]");
    let (found, _) = read(json.as_bytes());
    assert_eq!(found.len(), 3);
    for (found, cut) in found.iter().zip(cuts(json.as_bytes())) {
        let alone: Vec<Article> = read(cut.as_bytes()).0.into_iter().map(|found| found.article).collect();
        assert_eq!(alone.first(), Some(&found.article));
        let draft = record::read(&cut).unwrap();
        let alone = record::read(std::str::from_utf8(cut.as_bytes()).unwrap()).unwrap();
        assert_eq!((draft.draft, draft.id), (alone.draft, alone.id));
    }
}

#[test]
fn an_error_costs_only_what_follows_it() {
    let (found, errors) = read(format!("[{A},\n{B},\n{{\"a\":x}}]").as_bytes());
    assert_eq!((found.len(), errors.len()), (2, 1));
    assert!(errors[0].starts_with("expected a value at line 3"), "{errors:?}");
    let (found, errors) = read(format!(r#"[{A},{{"title":"cut"#).as_bytes());
    assert_eq!((found.len(), errors.len()), (2, 1), "what was cut off is saved, and said");
    let (found, errors) = read(format!("[{A},null,{{}},{B}]").as_bytes());
    assert_eq!((found.len(), errors.len()), (2, 2));
}

#[test]
fn a_broken_document_says_where() {
    let (found, errors) = read(b"{\n \"title\": oops}");
    assert!(found.is_empty());
    assert_eq!(errors, ["expected a value at line 2 column 11"]);
    for (json, message) in [("", "it is empty"), ("plain text", "expected a value at line 1 column 1")] {
        assert_eq!(read(json.as_bytes()).1, [message]);
    }
}

#[test]
fn deep_nesting_is_an_error_and_no_crash() {
    let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    assert!(!read(deep.as_bytes()).1.is_empty());
    let deep = format!("{}1{}", "{\"data\":".repeat(50_000), "}".repeat(50_000));
    assert!(!read(deep.as_bytes()).1.is_empty());
    let deep = format!("{{\"text\":{}{}}}", "[".repeat(50_000), "]".repeat(50_000));
    assert!(!read(deep.as_bytes()).1.is_empty());
}

#[test]
fn records_in_an_old_encoding_keep_their_offsets() {
    let json = b"[{\"title\":\"caf\xe9\",\"text\":\"x\"},{\"id\":\"n\",\"text\":\"y\"}]";
    assert_eq!(cuts(json)[1], r#"{"id":"n","text":"y"}"#);
}

#[test]
fn documents_are_recognised_by_their_start() {
    for json in ["{\"a\":", " [ {\"a\": 1}", "\u{feff}\n{\n  \"title\": \"x\""] {
        assert!(Json.recognises(&Head::new(json.as_bytes())), "{json}");
    }
    for other in ["[1] Note", "{x", "[TOC]", "[{]", "", "{\"a\"", "{\"title\": \"x\"}\n\nText"] {
        assert!(!Json.recognises(&Head::new(other.as_bytes())), "{other}");
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..100), json in "[\\[\\]{}:,\"a-z0-9 \\\\u\n]{0,100}") {
        for bytes in [bytes, json.into_bytes()] {
            read(&bytes);
            Json.recognises(&Head::new(&bytes));
        }
    }

    #[test]
    fn records_of_any_text_lie_where_they_say(texts in proptest::collection::vec(any::<String>(), 1..6)) {
        let values: Vec<String> = texts.iter().map(|text| serde_json::json!({"title": "t", "text": text}).to_string()).collect();
        prop_assert_eq!(cuts(format!("[{}]", values.join(" ,\n")).as_bytes()), values);
    }
}
