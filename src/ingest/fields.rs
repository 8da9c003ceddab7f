//! What people call the parts of an article: one table for JSON records and front matter.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::{Draft, html, sanitize};

mod moment;

use moment::moment;

const TITLE: &[&str] = &["title", "headline", "articletitle", "posttitle", "webtitle", "heading", "name", "subject"];
const SUBTITLE: &[&str] = &["subtitle", "subheadline", "subheading", "standfirst", "dek", "deck"];
const AUTHOR: &[&str] = &[
    "author",
    "authors",
    "byline",
    "byl",
    "custombyline",
    "creator",
    "creators",
    "writer",
    "writers",
    "authorname",
    "authornames",
    "primaryauthor",
    "dccreator",
    "postedby",
    "reporter",
    "contributors",
];
const PUBLISHED: &[&str] = &[
    "datepublished",
    "publishedat",
    "publishdate",
    "published",
    "publishedon",
    "publishedtime",
    "pubdate",
    "datepublish",
    "publicationdate",
    "webpublicationdate",
    "firstpublishedat",
    "firstpublished",
    "date",
    "dateutc",
    "dategmt",
    "articledate",
    "postdate",
    "pubtime",
    "publishtime",
    "publish",
    "createdat",
    "datecreated",
    "created",
    "createdtime",
    "createdutc",
    "timestamp",
    "datetime",
    "time",
];
const SOURCE: &[&str] = &[
    "source",
    "sourcename",
    "publication",
    "publisher",
    "outlet",
    "sitename",
    "site",
    "newspaper",
    "feed",
    "feedname",
    "sourcedomain",
    "domain",
];
const URL: &[&str] = &[
    "url",
    "link",
    "canonicalurl",
    "canonical",
    "sourceurl",
    "articleurl",
    "weburl",
    "liveurl",
    "externalurl",
    "permalink",
    "href",
];
const ID: &[&str] = &["id", "uuid", "uid", "guid", "docid", "articleid", "slug", "key"];

/// Objects in which a record keeps its parts. `source` only as `_source`: without the line it is an outlet.
const NESTED: &[&str] = &[
    "source",
    "fields",
    "attributes",
    "article",
    "data",
    "node",
    "post",
    "item",
    "document",
    "translations",
    "metadata",
    "meta",
    "embedded",
];

/// Longest list that is looked at for names.
const NAMES: usize = 200;

/// Everything about an article but its body.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Fields {
    pub(super) title: Option<String>,
    pub(super) subtitle: Option<String>,
    pub(super) bylines: Vec<String>,
    pub(super) published: Option<String>,
    pub(super) source: Option<String>,
    pub(super) url: Option<String>,
    pub(super) id: Option<String>,
}

impl Fields {
    /// Reads the fields of an object and of the objects in which it keeps its parts.
    pub(super) fn read(object: &Map<String, Value>) -> Self {
        let objects = objects(object);
        let values = |names: &'static [&'static str]| {
            let objects = &objects;
            objects.iter().flat_map(move |object| names.iter().flat_map(move |name| named(object, name)))
        };
        let url = values(URL).find_map(address);
        Self {
            title: values(TITLE).find_map(text),
            subtitle: values(SUBTITLE).find_map(text),
            bylines: values(AUTHOR).map(people).find(|people| !people.is_empty()).unwrap_or_default(),
            published: values(PUBLISHED).find_map(moment),
            source: values(SOURCE).find_map(outlet),
            url,
            id: values(ID).find_map(identifier),
        }
    }

    /// Moves the fields into a draft.
    pub(super) fn fill(self, draft: &mut Draft) {
        draft.title = self.title;
        draft.bylines = self.bylines;
        draft.published = self.published;
        draft.source = self.source;
        draft.url = self.url;
    }
}

/// An object, then the objects in it that hold parts of the article.
pub(super) fn objects(object: &Map<String, Value>) -> Vec<&Map<String, Value>> {
    let named = |name: &'static str| {
        object
            .iter()
            .filter(move |(key, _)| is_spelled(key, name))
            .filter(|(key, _)| !is_spelled(key, "source") || key.starts_with('_'))
    };
    let nested = NESTED.iter().flat_map(|name| named(name)).map(|(_, value)| value).filter_map(|value| match value {
        Value::Object(nested) => Some(nested),
        Value::Array(list) => list.first().and_then(Value::as_object),
        _ => None,
    });
    std::iter::once(object).chain(nested).collect()
}

/// The values whose names are spelled like `name`: case, `_`, `-` and spaces don't count.
pub(super) fn named<'a>(object: &'a Map<String, Value>, name: &str) -> impl Iterator<Item = &'a Value> {
    object.iter().filter(move |(key, _)| is_spelled(key, name)).map(|(_, value)| value)
}

/// Whether a key is a spelling of `name`.
pub(super) fn is_spelled(key: &str, name: &str) -> bool {
    let letters = |c: &char| !matches!(c, '_' | '-' | ' ' | '.' | ':' | '@');
    key.chars().filter(letters).map(|c| c.to_ascii_lowercase()).eq(name.chars())
}

/// Whether a key names a title, in whatever spelling.
pub(super) fn is_title(key: &str) -> bool {
    TITLE.iter().any(|name| is_spelled(key, name))
}

/// Whether a key names some part of an article other than its body.
pub(super) fn is_known(key: &str) -> bool {
    [TITLE, SUBTITLE, AUTHOR, PUBLISHED, SOURCE, URL].into_iter().flatten().any(|name| is_spelled(key, name))
}

/// One line of text: a string, a number, a list's first, or what an object calls its text.
fn text(value: &Value) -> Option<String> {
    let line = match value {
        Value::String(text) => plain(text),
        Value::Number(number) => number.to_string(),
        Value::Array(list) => {
            list.iter().take(NAMES).filter_map(Value::as_str).map(sanitize::line).collect::<Vec<_>>().join(" ")
        }
        Value::Object(object) => ["rendered", "text", "value", "html", "name", "title", "main", "cdata"]
            .iter()
            .flat_map(|name| named(object, name))
            .find_map(string)?,
        Value::Bool(_) | Value::Null => return None,
    };
    Some(line).filter(|line| !line.is_empty())
}

fn string(value: &Value) -> Option<String> {
    value.as_str().map(plain).filter(|line| !line.is_empty())
}

/// A line without the tags and character references that publishing systems leave in titles.
fn plain(text: &str) -> String {
    if html::is_markup(text) {
        return html::line(text);
    }
    let text = if text.contains('&') { Cow::Owned(html::decode_references(text)) } else { Cow::Borrowed(text) };
    sanitize::line(&text)
}

fn people(value: &Value) -> Vec<String> {
    match value {
        Value::Array(list) => list.iter().take(NAMES).filter_map(person).collect(),
        value => person(value).into_iter().collect(),
    }
}

/// A person's name. A number is a key into some other table and names nobody.
fn person(value: &Value) -> Option<String> {
    let object = match value {
        Value::String(name) => return Some(plain(name)).filter(|name| !name.is_empty()),
        Value::Object(object) => object,
        _ => return None,
    };
    let field = |names: &[&str]| names.iter().flat_map(|name| named(object, name)).find_map(string);
    let first = field(&["firstname", "firstnames", "first", "givenname", "given"]);
    let last = field(&["lastname", "last", "familyname", "family", "surname"]);
    field(&["displayname", "name", "fullname", "fullorusername"])
        .or_else(|| match (first, last) {
            (Some(first), Some(last)) => Some(format!("{first} {last}")),
            (first, last) => first.or(last),
        })
        .or_else(|| {
            named(object, "author").chain(named(object, "data")).chain(named(object, "name")).find_map(person_within)
        })
        .or_else(|| field(&["text", "value", "title", "username", "login"]))
}

/// One level deeper, as in `{"author": {"name": …}}`, and no further.
fn person_within(value: &Value) -> Option<String> {
    let object = value.as_object()?;
    let field = |names: &[&str]| names.iter().flat_map(|name| named(object, name)).find_map(string);
    match (field(&["firstname", "firstnames", "first"]), field(&["lastname", "last"])) {
        (Some(first), Some(last)) => Some(format!("{first} {last}")),
        _ => field(&["displayname", "name", "fullname"]),
    }
}

/// An outlet's name; of an address only the host.
fn outlet(value: &Value) -> Option<String> {
    let name = match value {
        Value::String(name) => plain(name),
        Value::Object(object) => {
            ["name", "title", "sitename", "domain"].iter().flat_map(|name| named(object, name)).find_map(string)?
        }
        _ => return None,
    };
    let name = match name.split_once("://") {
        Some((_, rest)) => rest.split('/').next().unwrap_or(rest).to_owned(),
        None => name,
    };
    Some(name.strip_prefix("www.").unwrap_or(&name).to_owned()).filter(|name| !name.is_empty())
}

fn address(value: &Value) -> Option<String> {
    let url = match value {
        Value::String(url) => sanitize::line(url),
        Value::Object(object) => {
            ["href", "url", "rendered"].iter().flat_map(|name| named(object, name)).find_map(string)?
        }
        _ => return None,
    };
    ["http://", "https://"]
        .iter()
        .any(|scheme| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
        .then_some(url)
}

fn identifier(value: &Value) -> Option<String> {
    let id = match value {
        Value::String(id) => sanitize::line(id),
        Value::Number(number) => number.to_string(),
        Value::Object(object) => {
            ["oid", "$oid", "rendered", "value", "text"].iter().flat_map(|name| named(object, name)).find_map(string)?
        }
        _ => return None,
    };
    Some(id).filter(|id| !id.is_empty())
}

#[cfg(test)]
mod tests;
