//! The promises of the module above.

use super::*;

fn read(json: &str) -> Fields {
    let value: Value<'_> = serde_json::from_str(json).unwrap();
    Fields::of(value.as_object().unwrap())
}

#[test]
fn spellings_of_a_name_are_one_name() {
    for json in [
        r#"{"Published_At":"2020-01-02"}"#,
        r#"{"published-at":"2020-01-02"}"#,
        r#"{"publishedAt":"2020-01-02"}"#,
        r#"{"PubDate":"2020-01-02"}"#,
    ] {
        assert_eq!(read(json).published.as_deref(), Some("2020-01-02"), "{json}");
    }
    assert_eq!(read(r#"{"HEADLINE":"x"}"#).title.as_deref(), Some("x"));
    assert_eq!(read(r#"{"subject":"s","title":""}"#).title.as_deref(), Some("s"));
}

#[test]
fn people_are_named_in_many_ways() {
    for (json, names) in [
        (r#"{"author":"By Ann Lee and Bo Chu"}"#, vec!["By Ann Lee and Bo Chu"]),
        (
            r#"{"authors":["Ann Lee",{"name":"Bo Chu"},{"first_name":"Cy","last_name":"Dee"},null,7]}"#,
            vec!["Ann Lee", "Bo Chu", "Cy Dee"],
        ),
        (r#"{"author":29,"_embedded":{"author":[{"name":"Ann &amp; Co"}]}}"#, vec!["Ann & Co"]),
        (r#"{"author":{"fullOrUserName":"Ann Lee"}}"#, vec!["Ann Lee"]),
        (r#"{"author":[{"author":{"name":"Ann Lee"}}]}"#, vec!["Ann Lee"]),
        (r#"{"author":[]}"#, vec![]),
    ] {
        assert_eq!(read(json).bylines, names, "{json}");
    }
}

#[test]
fn numbers_are_moments() {
    for (json, date) in [
        (r#"{"date":1417219200}"#, "2014-11-29T00:00:00Z"),
        (r#"{"date":1417219200000}"#, "2014-11-29T00:00:00Z"),
        (r#"{"date":{"$date":1417219200000}}"#, "2014-11-29T00:00:00Z"),
        (r#"{"date":{"$date":{"$numberLong":"1417219200000"}}}"#, "2014-11-29T00:00:00Z"),
        (r#"{"created_utc":1417219200.5}"#, "2014-11-29T00:00:00Z"),
        (r#"{"timestamp":"1417219200"}"#, "2014-11-29T00:00:00Z"),
        (r#"{"date":20141129}"#, "2014-11-29"),
        (r#"{"date":2014}"#, "2014"),
        (r#"{"published":true,"date":"29 Nov 2014"}"#, "29 Nov 2014"),
    ] {
        assert_eq!(read(json).published.as_deref(), Some(date), "{json}");
    }
    assert_eq!(read(r#"{"date":1e300}"#).published, None);
    assert_eq!(read(r#"{"date":null,"published":"draft"}"#).published, None);
}

#[test]
fn outlets_addresses_and_ids_are_found() {
    let fields = read(
        r#"{"_id":{"$oid":"ab12"},"source":{"id":null,"name":"The Herald"},"link":"/relative","url":"https://herald.example/x"}"#,
    );
    assert_eq!(fields.id.as_deref(), Some("ab12"));
    assert_eq!(fields.source.as_deref(), Some("The Herald"));
    assert_eq!(fields.url.as_deref(), Some("https://herald.example/x"));
    assert_eq!(read(r#"{"source":"https://www.herald.example/feed"}"#).source.as_deref(), Some("herald.example"));
    assert_eq!(read(r#"{"id":17}"#).id.as_deref(), Some("17"));
}

#[test]
fn a_rendered_title_loses_its_markup() {
    assert_eq!(read(r#"{"title":{"rendered":"It&#8217;s <em>rain</em>"}}"#).title.as_deref(), Some("It’s rain"));
    assert_eq!(read(r#"{"title":"a < b"}"#).title.as_deref(), Some("a < b"));
}

#[test]
fn parts_are_found_in_nested_objects() {
    let fields = read(r#"{"url":"https://a.example/","data":{"title":"T","published_at":"2018-08-11"}}"#);
    assert_eq!(fields.title.as_deref(), Some("T"));
    assert_eq!(fields.published.as_deref(), Some("2018-08-11"));
}
