//! One JSON object becomes a draft.

use super::{body, repair};
use crate::article::{Block, Mark};
use crate::ingest::blocks::Builder;
use crate::ingest::fields::{Fields, Object, Value};
use crate::ingest::{Draft, IngestError};

/// What a record gives.
#[derive(Debug)]
pub(crate) struct Read {
    pub(crate) draft: Draft,
    /// The record's own id.
    pub(crate) id: Option<String>,
    /// It ends within a value: what is missing there.
    pub(crate) cut: Option<IngestError>,
}

/// Reads an object, and what can be saved of a broken one.
pub(crate) fn read(text: &str) -> Result<Read, IngestError> {
    match serde_json::from_str(text) {
        Ok(Value::Object(object)) => of(&object),
        Ok(_) => Err(IngestError::Empty("it has no text; a record is an object with a title or a text")),
        Err(error) => saved(text, &error).ok_or_else(|| syntax(&error)),
    }
}

fn saved(text: &str, error: &serde_json::Error) -> Option<Read> {
    let repaired = repair::repair(text)?;
    let read = of(serde_json::from_str::<Value<'_>>(&repaired.text).ok()?.as_object()?).ok()?;
    Some(Read { cut: repaired.cut.then(|| syntax(error)), ..read })
}

/// Reads the members of an object, or the cells of a row.
pub(crate) fn of(object: &Object<'_>) -> Result<Read, IngestError> {
    let mut fields = Fields::of(object);
    let id = fields.id.take();
    let mut text = Builder::new();
    let found = body::read(object, &mut text);
    if !found && fields.title.is_none() {
        return Err(IngestError::Empty(
            "it has no text; the fields of an article are called title, text, author, date, source",
        ));
    }
    let mut draft = Draft { structured: text.is_structured(), ..Draft::default() };
    text.finish_into(&mut draft);
    if let Some(subtitle) = fields.subtitle.take() {
        let mut builder = Builder::new();
        builder.marked(Mark::Emphasis, &subtitle);
        let repeats = |block: &Block| {
            draft.blocks.first().is_some_and(|first| first.text.starts_with(block.text.trim_end_matches(['.', '…'])))
        };
        let subtitle: Vec<Block> = builder.finish().0.into_iter().filter(|block| !repeats(block)).collect();
        draft.blocks.splice(..0, subtitle);
    }
    fields.fill(&mut draft);
    Ok(Read { draft, id, cut: None })
}

/// What serde_json says, in our words: it appends its own place.
pub(crate) fn syntax(error: &serde_json::Error) -> IngestError {
    let said = error.to_string();
    let message = said.split(" at line ").next().unwrap_or(&said);
    let message = match message {
        message if message.starts_with("EOF") => "the text ends within a value",
        "recursion limit exceeded" => "it is nested too deep",
        "expected ident" | "expected value" => "expected a value",
        message => message,
    };
    IngestError::Syntax { message: message.to_owned(), line: error.line(), column: error.column(), hint: None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Kind;

    fn draft(json: &str) -> Draft {
        read(json).unwrap().draft
    }

    fn texts(draft: &Draft) -> Vec<&str> {
        draft.blocks.iter().map(|block| block.text.as_str()).collect()
    }

    #[test]
    fn a_body_is_found_under_many_names() {
        for json in [
            r#"{"text":"Body."}"#,
            r#"{"Article_Body":"Body."}"#,
            r#"{"maintext":"Body.","description":"Less."}"#,
            r#"{"content":{"rendered":"<p>Body.</p>","protected":false}}"#,
            r#"{"content":{"text":"Body."}}"#,
            r#"{"body":["Body."]}"#,
            r#"{"body":{"components":[{"contents":{"html":"Body."}}]}}"#,
            r#"{"html":"&lt;p&gt;Body.&lt;/p&gt;"}"#,
            r#"{"data":{"html":"<p>Body.</p>"}}"#,
            r#"{"_source":{"text":"Body."}}"#,
            r#"{"text":"","summary":"Body."}"#,
        ] {
            assert_eq!(texts(&draft(json)), ["Body."], "{json}");
        }
    }

    #[test]
    fn a_body_is_read_as_what_it_looks_like() {
        assert_eq!(texts(&draft(r#"{"text":"One.\n\nTwo."}"#)), ["One.", "Two."]);
        assert_eq!(texts(&draft(r#"{"text":"One.\nTwo."}"#)), ["One.", "Two."]);
        assert_eq!(texts(&draft(r#"{"text":"Fish &amp; chips"}"#)), ["Fish & chips"]);
        assert!(!draft(r#"{"text":"One.\n\nTwo."}"#).structured);
        let blocks = draft(r#"{"content":[{"type":"heading","text":"H"},{"type":"paragraph","text":"P"}]}"#);
        assert_eq!(blocks.blocks[0].kind, Kind::Heading(2));
        assert_eq!(draft(r###"{"text":"## A\n\nx\n\n## B\n\ny"}"###).blocks[0].kind, Kind::Heading(2));
    }

    #[cfg(feature = "html")]
    #[test]
    fn a_body_in_html_keeps_its_structure() {
        let html = draft(r#"{"body":"<h2>H</h2><p>P</p>"}"#);
        assert_eq!(html.blocks[0].kind, Kind::Heading(2));
        assert!(html.structured);
    }

    #[test]
    fn a_title_alone_is_an_article_and_nothing_is_none() {
        assert_eq!(draft(r#"{"title":"T"}"#).title.as_deref(), Some("T"));
        for json in ["{}", r#"{"a":1}"#, "[]", "42", "null", r#"{"text":"  "}"#] {
            assert!(matches!(read(json), Err(IngestError::Empty(_))), "{json}");
        }
    }

    #[test]
    fn half_a_surrogate_pair_is_an_unreadable_character() {
        assert_eq!(texts(&draft(r#"{"text":"a \ud800 b \ud83d\ude00 \\ud800 c"}"#)), ["a \u{fffd} b 😀 \\ud800 c"]);
    }

    #[test]
    fn a_subtitle_leads_the_body_unless_the_body_says_it() {
        assert_eq!(texts(&draft(r#"{"subtitle":"Sub","text":"Body."}"#)), ["Sub", "Body."]);
        assert_eq!(texts(&draft(r#"{"subtitle":"Body","text":"Body."}"#)), ["Body."]);
    }
}
