//! What people call the parts of an article: one table for JSON records, rows of tables and front matter.

use std::borrow::Cow;

use serde_json::Map;

use super::{Draft, html, sanitize};

mod moment;
mod people;
mod value;

use moment::moment;
pub(super) use people::{people, person};
pub(super) use value::{Object, Value};

const TITLE: &[&str] = &[
    "title",
    "headline",
    "articletitle",
    "posttitle",
    "webtitle",
    "newstitle",
    "headlinetext",
    "headlines",
    "heading",
    "name",
    "subject",
    "emailsubjectline",
    "titel",
    "titre",
    "titulo",
    "titolo",
    "metatitle",
];
const SUBTITLE: &[&str] = &["subtitle", "subheadline", "subheading", "standfirst", "dek", "deck", "websubtitle"];
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
    "reporters",
    "journalist",
    "contributors",
    "autor",
    "auteur",
    "autore",
    "from",
    "sender",
    "userprofile",
    "user",
    "username",
];
const PUBLISHED: &[&str] = &[
    "datepublished",
    "publishedat",
    "publishdate",
    "publisheddate",
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
    "newsdate",
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
    "day",
    "datum",
    "fecha",
    "ts",
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
    "channel",
    "sourcedomain",
    "domain",
];
const LANGUAGE: &[&str] = &["language", "lang", "inlanguage", "languagecode", "locale", "localecode"];
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
    "articlelink",
    "newsurl",
    "uri",
];
const ID: &[&str] = &["id", "uuid", "uid", "guid", "docid", "articleid", "postid", "slug", "key"];

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
    "object",
    "record",
    "value",
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
    pub(super) language: Option<String>,
    pub(super) url: Option<String>,
    pub(super) id: Option<String>,
}

impl Fields {
    /// Reads the fields of a header.
    pub(super) fn read(header: &Map<String, serde_json::Value>) -> Self {
        Self::of(&Object::from(header))
    }

    /// Reads the fields of an object and of the objects in which it keeps its parts.
    pub(super) fn of(object: &Object<'_>) -> Self {
        let objects = objects(object);
        let values = |names: &'static [&'static str]| {
            let objects = &objects;
            objects.iter().flat_map(move |object| names.iter().flat_map(move |name| object.named(name)))
        };
        Self {
            title: values(TITLE).find_map(text),
            subtitle: values(SUBTITLE).find_map(text),
            bylines: values(AUTHOR).map(people).find(|people| !people.is_empty()).unwrap_or_default(),
            published: values(PUBLISHED).find_map(moment),
            source: values(SOURCE).find_map(outlet),
            language: values(LANGUAGE).find_map(string),
            url: values(URL).find_map(address),
            id: values(ID).find_map(identifier),
        }
    }

    /// Moves the fields into a draft.
    pub(super) fn fill(self, draft: &mut Draft) {
        draft.title = self.title;
        draft.bylines = self.bylines;
        draft.published = self.published;
        draft.source = self.source;
        draft.language = self.language;
        draft.url = self.url;
    }
}

/// An object, then the objects in it that hold parts of the article.
pub(super) fn objects<'o, 'a>(object: &'o Object<'a>) -> Vec<&'o Object<'a>> {
    let mut found = vec![object];
    // Most records are flat: only those with an object in them are asked for the names of parts.
    if !object.iter().any(|(_, value)| matches!(value, Value::Object(_) | Value::List(_))) {
        return found;
    }
    for name in NESTED {
        let members = object.iter().filter(|(key, _)| is_spelled(key, name));
        let parts = members.filter(|(key, _)| *name != "source" || key.starts_with('_'));
        found.extend(parts.filter_map(|(_, value)| match value {
            Value::Object(nested) => Some(nested),
            Value::List(list) => list.first().and_then(Value::as_object),
            _ => None,
        }));
    }
    found
}

/// Whether a key is a spelling of `name`.
pub(super) fn is_spelled(key: &str, name: &str) -> bool {
    value::letters(key).eq(name.bytes())
}

/// Whether a key names a title, in whatever spelling.
pub(super) fn is_title(key: &str) -> bool {
    is_any(key, TITLE)
}

/// Whether a key names some part of an article other than its body.
pub(super) fn is_known(key: &str) -> bool {
    [TITLE, SUBTITLE, AUTHOR, PUBLISHED, SOURCE, URL].into_iter().any(|names| is_any(key, names))
}

/// Whether a key names what tells an article from a person or a thing that has a name too: its date, address
/// or author.
pub(super) fn is_origin(key: &str) -> bool {
    [AUTHOR, PUBLISHED, URL].into_iter().any(|names| is_any(key, names))
}

fn is_any(key: &str, names: &[&str]) -> bool {
    names.iter().any(|name| is_spelled(key, name))
}

/// One line of text: a string, a number, a list's first, or what an object calls its text.
fn text(value: &Value<'_>) -> Option<String> {
    let line = match value {
        Value::Text(text) => plain(text),
        Value::Number(number) => number.to_string(),
        Value::List(list) => {
            list.iter().take(NAMES).filter_map(Value::as_str).map(sanitize::line).collect::<Vec<_>>().join(" ")
        }
        Value::Object(object) => ["rendered", "text", "value", "html", "name", "title", "main", "cdata"]
            .iter()
            .flat_map(|name| object.named(name))
            .find_map(string)?,
        Value::True | Value::Nothing => return None,
    };
    Some(line).filter(|line| !line.is_empty())
}

fn string(value: &Value<'_>) -> Option<String> {
    value.as_str().map(plain).filter(|line| !line.is_empty())
}

/// A line without the tags and character references that publishing systems leave in titles.
fn plain(text: &str) -> String {
    if text.contains('<') && html::is_markup(text) {
        return html::line(text);
    }
    let text = if text.contains('&') { Cow::Owned(html::decode_references(text)) } else { Cow::Borrowed(text) };
    sanitize::line(&text)
}

/// An outlet's name; of an address only the host.
fn outlet(value: &Value<'_>) -> Option<String> {
    let name = match value {
        Value::Text(name) => plain(name),
        Value::Object(object) => {
            ["name", "title", "sitename", "domain"].iter().flat_map(|name| object.named(name)).find_map(string)?
        }
        _ => return None,
    };
    let name = match name.split_once("://") {
        Some((_, rest)) => rest.split('/').next().unwrap_or(rest).to_owned(),
        None => name,
    };
    Some(name.strip_prefix("www.").unwrap_or(&name).to_owned()).filter(|name| !name.is_empty())
}

fn address(value: &Value<'_>) -> Option<String> {
    let url = match value {
        Value::Text(url) => sanitize::line(url),
        Value::Object(object) => {
            ["href", "url", "rendered"].iter().flat_map(|name| object.named(name)).find_map(string)?
        }
        _ => return None,
    };
    ["http://", "https://"]
        .iter()
        .any(|scheme| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
        .then_some(url)
}

/// An id: a text or a number, or what an object calls its id.
pub(super) fn identifier(value: &Value<'_>) -> Option<String> {
    let id = match value {
        Value::Text(id) => sanitize::line(id),
        Value::Number(number) => number.to_string(),
        Value::Object(object) => {
            ["oid", "$oid", "rendered", "value", "text"].iter().flat_map(|name| object.named(name)).find_map(string)?
        }
        _ => return None,
    };
    Some(id).filter(|id| !id.is_empty())
}

#[cfg(test)]
mod tests;
