//! What a list of articles says about all of them: the feed's title and language, and who the writers' ids are.

use std::collections::HashMap;

use crate::ingest::Draft;
use crate::ingest::fields::{self, Object, Value};
use crate::ingest::sanitize;

/// Names of a list of people with ids.
const PEOPLE: &[&str] = &["users", "authors", "people", "writers", "members", "profiles"];

/// Names of a list that ties posts to people.
const TIES: &[&str] = &["postsauthors", "postauthors", "articlesauthors"];

/// Names of a person's id in a post.
const WRITER: &[&str] = &["authorid", "author", "authors", "userid", "user", "createdby"];

/// Largest table of people that is read, in bytes.
const LARGEST: usize = 32 << 20;

/// What stands around a list of articles.
#[derive(Debug, Default)]
pub(super) struct Context {
    source: Option<String>,
    language: Option<String>,
    /// Who wrote what names nobody itself.
    bylines: Vec<String>,
    people: HashMap<String, String>,
    /// The ids of a post's writers.
    ties: HashMap<String, Vec<String>>,
}

impl Context {
    /// Learns from the members of an object that wraps a list.
    pub(super) fn learn(&mut self, members: &[(std::borrow::Cow<'_, str>, &str)]) {
        let value = |names: &[&str]| {
            let named = |name: &&str| members.iter().find(|(key, _)| fields::is_spelled(key, name));
            names.iter().find_map(named).map(|(_, value)| *value).filter(|value| value.len() < LARGEST)
        };
        let line = |names: &[&str]| {
            let text = value(names).and_then(|value| serde_json::from_str::<String>(value).ok())?;
            Some(sanitize::line(&text)).filter(|text| !text.is_empty())
        };
        // A title with an address beside it is a feed's; another may be anything.
        let is_feed = line(&["version"]).is_some_and(|version| version.contains("jsonfeed.org"));
        if is_feed || line(&["homepageurl", "feedurl", "link", "siteurl"]).is_some() {
            self.source = line(&["title"]).or(self.source.take());
            let people = value(&["authors"]).or_else(|| value(&["author"]));
            let people = people.and_then(|people| serde_json::from_str::<Value<'_>>(people).ok());
            self.bylines = people.map(|people| fields::people(&people)).unwrap_or_default();
        }
        self.language = line(&["language", "lang"]).or(self.language.take());
        let rows = |names: &[&str]| {
            let list = value(names).filter(|list| list.starts_with('['))?;
            serde_json::from_str::<Vec<Value<'_>>>(list).ok()
        };
        for person in rows(PEOPLE).unwrap_or_default() {
            let id = person.as_object().and_then(|person| id(person, &["id"]));
            if let (Some(id), Some(name)) = (id, fields::person(&person)) {
                self.people.insert(id, name);
            }
        }
        for tie in rows(TIES).unwrap_or_default() {
            let Some(tie) = tie.as_object() else { continue };
            if let (Some(post), Some(writer)) = (id(tie, &["postid", "articleid"]), id(tie, &["authorid", "userid"])) {
                self.ties.entry(post).or_default().push(writer);
            }
        }
    }

    /// Whether it says nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.source.is_none() && self.language.is_none() && self.bylines.is_empty() && self.people.is_empty()
    }

    /// Fills what a record leaves open; false if there was nothing to fill.
    pub(super) fn fill(&self, record: &str, id: Option<&str>, draft: &mut Draft) -> bool {
        let mut filled = fill(&mut draft.source, self.source.as_ref());
        filled |= fill(&mut draft.language, self.language.as_ref());
        if draft.bylines.is_empty() && !self.bylines.is_empty() {
            draft.bylines.clone_from(&self.bylines);
            filled = true;
        }
        if !self.people.is_empty() {
            let named = |writers: Vec<String>| writers.iter().filter_map(|id| self.people.get(id).cloned()).collect();
            let tied: Vec<String> = id.and_then(|id| self.ties.get(id)).cloned().map(named).unwrap_or_default();
            let names = if tied.is_empty() { named(writers(record)) } else { tied };
            // A name of its own stands, but an id that stood in its place is no name.
            if !names.is_empty() && draft.bylines.iter().all(|byline| self.people.contains_key(byline)) {
                draft.bylines = names;
                filled = true;
            }
        }
        filled
    }
}

fn fill(field: &mut Option<String>, from: Option<&String>) -> bool {
    let open = field.is_none() && from.is_some();
    if open {
        *field = from.cloned();
    }
    open
}

/// The ids of a record's writers.
fn writers(record: &str) -> Vec<String> {
    let Ok(Value::Object(record)) = serde_json::from_str::<Value<'_>>(record) else { return Vec::new() };
    let value = record.first(WRITER);
    let list = match value {
        Some(Value::List(list)) => list.as_slice(),
        Some(value) => std::slice::from_ref(value),
        None => &[],
    };
    list.iter().filter_map(fields::identifier).collect()
}

fn id(object: &Object<'_>, names: &[&str]) -> Option<String> {
    object.first(names).and_then(fields::identifier)
}
