//! The article as a page describes it to machines, in schema.org's words.

use serde_json::Value;

/// Parts of a description that are looked through, so that a list of thousands costs nothing.
const PARTS: usize = 500;

#[derive(Default)]
pub(super) struct Described {
    pub(super) title: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) published: Option<String>,
    pub(super) source: Option<String>,
    pub(super) url: Option<String>,
    pub(super) language: Option<String>,
}

pub(super) fn read(scripts: &[String]) -> Described {
    let values: Vec<Value> = scripts.iter().filter_map(|script| parse(script)).collect();
    let mut parts: Vec<&Value> = Vec::new();
    let mut waiting: Vec<&Value> = values.iter().rev().collect();
    while let Some(value) = waiting.pop().filter(|_| parts.len() < PARTS) {
        match value {
            Value::Array(list) => waiting.extend(list.iter().rev()),
            Value::Object(fields) => {
                parts.push(value);
                waiting.extend(["mainEntity", "@graph"].into_iter().filter_map(|key| fields.get(key)));
            }
            _ => {}
        }
    }
    parts.iter().copied().find(|part| is_article(part)).map(|article| describe(article, &parts)).unwrap_or_default()
}

fn parse(script: &str) -> Option<Value> {
    let script = script.trim().trim_start_matches("//").trim_start().trim_start_matches("<!--").trim_start();
    let script = script.strip_prefix("<![CDATA[").unwrap_or(script).trim_end();
    let script = script.trim_end_matches("-->").trim_end().trim_end_matches("//").trim_end();
    let script = script.strip_suffix("]]>").unwrap_or(script).trim_end().trim_end_matches(['/', ';', ' ']);
    // Templates put line ends into strings, where JSON allows none.
    let repaired = || script.replace(|c: char| c.is_control(), " ");
    serde_json::from_str(script).ok().or_else(|| serde_json::from_str(&repaired()).ok())
}

fn is_article(value: &Value) -> bool {
    let named = |name: &str| {
        let name = name.rsplit(['/', ':']).next().unwrap_or(name);
        name.ends_with("Article")
            || matches!(
                name,
                "BlogPosting"
                    | "SocialMediaPosting"
                    | "DiscussionForumPosting"
                    | "LiveBlogPosting"
                    | "Report"
                    | "Review"
                    | "Recipe"
                    | "HowTo"
                    | "Question"
            )
    };
    match &value["@type"] {
        Value::String(name) => named(name),
        Value::Array(names) => names.iter().filter_map(Value::as_str).any(named),
        _ => false,
    }
}

fn describe(article: &Value, parts: &[&Value]) -> Described {
    Described {
        title: text(&article["headline"]).or_else(|| text(&article["name"])),
        authors: people(&article["author"], parts).or_else(|| people(&article["creator"], parts)).unwrap_or_default(),
        published: text(&article["datePublished"]).or_else(|| text(&article["dateCreated"])),
        language: text(&article["inLanguage"]).or_else(|| text(&article["inLanguage"]["alternateName"])),
        source: people(&article["publisher"], parts).and_then(|names| names.into_iter().next()),
        url: text(&article["url"])
            .or_else(|| text(&article["mainEntityOfPage"]))
            .or_else(|| text(&article["mainEntityOfPage"]["@id"])),
    }
}

/// The names of one or many people, each written out, described, or pointed at by its `@id`.
fn people(value: &Value, parts: &[&Value]) -> Option<Vec<String>> {
    let list = match value {
        Value::Array(list) => list.as_slice(),
        value => std::slice::from_ref(value),
    };
    let name = |person: &Value| match person {
        Value::String(name) => Some(name.trim().to_owned()),
        person => text(&person["name"]).or_else(|| {
            let id = person["@id"].as_str()?;
            parts.iter().find(|part| part["@id"].as_str() == Some(id)).and_then(|part| text(&part["name"]))
        }),
    };
    let names: Vec<String> =
        list.iter().take(PARTS).filter_map(name).filter(|name| !name.is_empty() && !name.contains("://")).collect();
    (!names.is_empty()).then_some(names)
}

/// A text, its character references read: descriptions are often written by templates that escape twice.
fn text(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text,
        Value::Array(list) => list.first()?.as_str()?,
        _ => return None,
    };
    let text = super::strip::decode(text);
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}
